#include "brochure/locale_int.h"

#include <string.h>
#include <unicode/ucol.h>
#include <unicode/udat.h>
#include <unicode/udatpg.h>
#include <unicode/ulistformatter.h>
#include <unicode/unum.h>
#include <unicode/unumberformatter.h>
#include <unicode/ustring.h>

enum { PRECISION_YEAR, PRECISION_MONTH, PRECISION_DAY, PRECISION_COUNT };
enum { TEXT_MAX = 512 };

/* A language is asked for hundreds of thousands of times in a run; opening a formatter costs as
 * much as a whole merge. */
static struct {
    UCollator *collator;
    UDateFormat *date[PRECISION_COUNT];
    UNumberFormatter *count[UNIT_YEAR + 1];
    UNumberFormat *ordinal, *spelled;
    UListFormatter *list;
    char *month[12];
} cache[LANGUAGE_COUNT];

static const char *const locales[] = {"nl_BE", "fr_BE", "de_BE", "en_GB"};

static char *
to_utf8(const UChar *text, int32_t length)
{
    char utf8[TEXT_MAX * 3 + 1];
    UErrorCode error = U_ZERO_ERROR;
    u_strToUTF8(utf8, sizeof utf8, NULL, text, length, &error);
    g_assert(U_SUCCESS(error));
    return g_strdup(utf8);
}

/* Articles that a list of names is sorted without (they end in a blank or an apostrophe). */
static const char *
without_article(enum language language, const char *text)
{
    static const char *const articles[LANGUAGE_COUNT][7] = {
        {"de ", "het ", "'t ", "’t "},
        {"le ", "la ", "les ", "l'", "l’"},
        {"der ", "die ", "das "},
        {"the "},
    };
    for (unsigned i = 0; articles[language][i]; i++) {
        size_t length = strlen(articles[language][i]);
        if (g_ascii_strncasecmp(text, articles[language][i], length) == 0 && text[length])
            return text + length;
    }
    return text;
}

char *
locale_sort_key(enum language language, const char *text)
{
    UErrorCode error = U_ZERO_ERROR;
    if (!cache[language].collator)
        cache[language].collator = ucol_open(locales[language], &error);
    UChar utf16[TEXT_MAX];
    int32_t length = 0;
    u_strFromUTF8WithSub(utf16, TEXT_MAX, &length, without_article(language, text), -1, 0xFFFD,
                         NULL, &error);
    guint8 key[TEXT_MAX * 4];
    unsigned used =
        ucol_getSortKey(cache[language].collator, utf16, MIN(length, TEXT_MAX), key, sizeof key);
    GString *hex = g_string_sized_new(used * 2);
    for (unsigned i = 0; i + 1 < MIN(used, sizeof key); i++)
        g_string_append_printf(hex, "%02x", key[i]);
    return g_string_free(hex, FALSE);
}

static UDateFormat *
open_date(const char *locale, const char *skeleton)
{
    static const UChar utc[] = {'G', 'M', 'T', 0};
    UErrorCode error = U_ZERO_ERROR;
    UChar wanted[16], pattern[64];
    u_uastrcpy(wanted, skeleton);
    UDateTimePatternGenerator *generator = udatpg_open(locale, &error);
    int32_t length = udatpg_getBestPattern(generator, wanted, -1, pattern, 64, &error);
    UDateFormat *format =
        udat_open(UDAT_PATTERN, UDAT_PATTERN, locale, utc, -1, pattern, length, &error);
    udatpg_close(generator);
    g_assert(U_SUCCESS(error));
    return format;
}

/* French writes the first of a month, and that day only, as an ordinal; CLDR's patterns do not. */
static char *
first_of_month(enum language language, char *date)
{
    if (language != LANGUAGE_FR || !g_str_has_prefix(date, "1 "))
        return date;
    UErrorCode error = U_ZERO_ERROR;
    if (!cache[language].ordinal)
        cache[language].ordinal = unum_open(UNUM_ORDINAL, NULL, 0, locales[language], NULL, &error);
    UChar text[TEXT_MAX];
    int32_t length = unum_format(cache[language].ordinal, 1, text, TEXT_MAX, NULL, &error);
    g_autofree char *ordinal = to_utf8(text, length);
    g_autofree char *plain = date;
    return g_strconcat(ordinal, plain + 1, NULL);
}

char *
locale_date(enum language language, unsigned year, unsigned month, unsigned day)
{
    static const char *const skeletons[] = {"y", "yMMMM", "yMMMMd"};
    const unsigned precision = !month ? PRECISION_YEAR : !day ? PRECISION_MONTH : PRECISION_DAY;
    UDateFormat **format = &cache[language].date[precision];
    UErrorCode error = U_ZERO_ERROR;

    if (!*format)
        *format = open_date(locales[language], skeletons[precision]);
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, day ? day : 1, month ? month : 1, year);
    GDate epoch;
    g_date_clear(&epoch, 1);
    g_date_set_dmy(&epoch, 1, G_DATE_JANUARY, 1970);
    UChar text[TEXT_MAX];
    int32_t length = udat_format(*format, g_date_days_between(&epoch, &date) * 86400000.0, text,
                                 TEXT_MAX, NULL, &error);
    return first_of_month(language, to_utf8(text, length));
}

static char *
format_count(enum language language, unsigned number, enum locale_unit unit)
{
    static const char *const skeletons[] = {"", "measure-unit/duration-month unit-width-full-name",
                                            "measure-unit/duration-year unit-width-full-name"};
    UNumberFormatter **format = &cache[language].count[unit];
    UErrorCode error = U_ZERO_ERROR;

    if (!*format) {
        UChar skeleton[80];
        u_uastrcpy(skeleton, skeletons[unit]);
        *format = unumf_openForSkeletonAndLocale(skeleton, -1, locales[language], &error);
    }
    UFormattedNumber *result = unumf_openResult(&error);
    UChar text[TEXT_MAX];
    unumf_formatInt(*format, number, result, &error);
    int32_t length = unumf_resultToString(result, text, TEXT_MAX, &error);
    unumf_closeResult(result);
    g_assert(U_SUCCESS(error));
    return to_utf8(text, length);
}

static char *
spell(enum language language, unsigned number)
{
    UErrorCode error = U_ZERO_ERROR;
    if (!cache[language].spelled)
        cache[language].spelled =
            unum_open(UNUM_SPELLOUT, NULL, 0, locales[language], NULL, &error);
    UChar text[TEXT_MAX];
    int32_t length = unum_format(cache[language].spelled, number, text, TEXT_MAX, NULL, &error);
    g_assert(U_SUCCESS(error));
    return to_utf8(text, length);
}

/* A number below two agrees with its noun in gender: only ICU's rules know how, so it stays in
 * digits, as do numbers above twelve. */
char *
locale_count(enum language language, unsigned number, enum locale_unit unit, bool spelled)
{
    char *text = format_count(language, number, unit);
    if (!spelled || number < 2 || number > 12)
        return text;
    g_autoptr(GString) words = g_string_new(text);
    g_autofree char *digits = g_strdup_printf("%u", number);
    g_autofree char *word = spell(language, number);
    g_free(text);
    g_string_replace(words, digits, word, 1);
    return g_strdup(words->str);
}

char *
locale_list(enum language language, const char *const *items, unsigned count)
{
    UErrorCode error = U_ZERO_ERROR;
    if (!cache[language].list)
        cache[language].list = ulistfmt_open(locales[language], &error);
    g_autofree UChar *store = g_new(UChar, count * TEXT_MAX);
    g_autofree const UChar **texts = g_new(const UChar *, count);
    g_autofree int32_t *lengths = g_new0(int32_t, count);
    for (unsigned i = 0; i < count; i++) {
        texts[i] = store + i * TEXT_MAX;
        u_strFromUTF8WithSub(store + i * TEXT_MAX, TEXT_MAX, &lengths[i], items[i], -1, 0xFFFD,
                             NULL, &error);
    }
    int32_t size = ulistfmt_format(cache[language].list, texts, lengths, count, NULL, 0, &error);
    error = U_ZERO_ERROR;
    g_autofree UChar *joined = g_new(UChar, size + 1);
    ulistfmt_format(cache[language].list, texts, lengths, count, joined, size + 1, &error);
    g_assert(U_SUCCESS(error));
    g_autofree char *utf8 = g_utf16_to_utf8((gunichar2 *)joined, size, NULL, NULL, NULL);
    return g_steal_pointer(&utf8);
}

static char *
month_name(enum language language, unsigned month)
{
    g_autofree char *date = locale_date(language, 2000, month, 0);
    char *year = strstr(date, " 2000");
    g_assert(year);
    g_autofree char *name = g_strndup(date, year - date);
    return g_utf8_casefold(name, -1);
}

unsigned
locale_month(enum language language, const char *word)
{
    g_autofree char *folded = g_utf8_casefold(word, -1);
    for (unsigned i = 0; i < 12; i++) {
        if (!cache[language].month[i])
            cache[language].month[i] = month_name(language, i + 1);
        if (strcmp(cache[language].month[i], folded) == 0)
            return i + 1;
    }
    return 0;
}
