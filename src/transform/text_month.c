#include <unicode/udat.h>

#include "transform/text_character_int.h"

/* ICU knows how the months are called; no word of a language stands here. */

enum { LONGEST = 16, MOST = 4 * 12 };

struct months {
    const char *lang;
    GArray *names; /* of UChar[LONGEST], without a full stop */
};

static void
add_names(GArray *names, const UDateFormat *format, UDateFormatSymbolType type)
{
    for (int32_t i = 0; i < 12; i++) {
        UChar name[LONGEST] = {0};
        UErrorCode error = U_ZERO_ERROR;
        int32_t length = udat_getSymbols(format, type, i, name, LONGEST, &error);
        if (U_FAILURE(error) || length < 3 || length >= LONGEST)
            continue;
        if (name[length - 1] == '.')
            name[length - 1] = 0;
        g_array_append_val(names, name);
    }
}

static GArray *
read_months(const char *lang)
{
    static const UDateFormatSymbolType types[] = {UDAT_MONTHS, UDAT_SHORT_MONTHS,
                                                  UDAT_STANDALONE_SHORT_MONTHS};
    GArray *names = g_array_new(FALSE, FALSE, LONGEST * sizeof(UChar));
    UErrorCode error = U_ZERO_ERROR;
    UDateFormat *format = udat_open(UDAT_DEFAULT, UDAT_DEFAULT, lang, NULL, -1, NULL, 0, &error);
    g_assert(U_SUCCESS(error));
    for (unsigned i = 0; i < G_N_ELEMENTS(types); i++)
        add_names(names, format, types[i]);
    udat_close(format);
    return names;
}

/* One language after the other is asked for, a page long; each is read once a process. */
static const GArray *
months_of(const char *lang)
{
    static GHashTable *by_lang;
    static GMutex lock;
    g_mutex_lock(&lock);
    if (!by_lang)
        by_lang = g_hash_table_new(g_str_hash, g_str_equal);
    GArray *names = g_hash_table_lookup(by_lang, lang);
    if (!names) {
        names = read_months(lang);
        g_hash_table_insert(by_lang, (gpointer)lang, names);
    }
    g_mutex_unlock(&lock);
    return names;
}

bool
text_is_month(const struct row *row, long i, long end)
{
    if (end - i < 3 || end - i >= LONGEST || !*row->manner->lang)
        return false;
    const GArray *names = months_of(row->manner->lang);
    for (unsigned n = 0; n < names->len; n++) {
        const UChar *name = (const UChar *)(const void *)names->data + (gsize)n * LONGEST;
        long k = 0;
        while (k < end - i && name[k] == at(row, i + k))
            k++;
        if (k == end - i && name[k] == 0)
            return true;
    }
    return false;
}
