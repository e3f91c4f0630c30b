#include "unit/test.h"

#include <hyphen.h>
#include <stdlib.h>
#include <string.h>

#include "layout/patterns.h"

/* libhyphen is the oracle: the same dictionaries, the same words, the same breaks. */

enum { LEFT = 2, RIGHT = 3 };

/* Words on which the two differ, by language: where libhyphen finds two breaks more. */
static const char *const known[] = {"de international", "de internationalen", NULL};

/* libhyphen loses a little of each dictionary. */
const char *__lsan_default_suppressions(void);

const char *
__lsan_default_suppressions(void)
{
    return "leak:hnj_";
}

static char *
with_breaks(const char *word, const bool *marks)
{
    GString *out = g_string_new(NULL);
    unsigned i = 0;

    for (const char *at = word; *at != '\0'; at = g_utf8_next_char(at), i++) {
        if (marks[i])
            g_string_append(out, "·");
        g_string_append_len(out, at, g_utf8_next_char(at) - at);
    }
    return g_string_free(out, FALSE);
}

static char *
by_us(const struct patterns *patterns, const char *word)
{
    bool marks[PATTERNS_LETTERS];

    patterns_apply(patterns, word, strlen(word), LEFT, RIGHT, marks);
    return with_breaks(word, marks);
}

static char *
by_libhyphen(HyphenDict *dict, const char *word)
{
    bool marks[PATTERNS_LETTERS] = {false};
    unsigned letters = g_utf8_strlen(word, -1);
    g_autofree char *native =
        dict->utf8 ? g_strdup(word) : g_convert(word, -1, dict->cset, "UTF-8", NULL, NULL, NULL);
    if (native == NULL)
        return NULL;

    unsigned size = strlen(native);
    g_autofree char *found = g_malloc0(size + 5);
    char **rep = NULL;
    int *pos = NULL, *cut = NULL;
    g_assert_cmpint(hnj_hyphen_hyphenate2(dict, native, size, found, NULL, &rep, &pos, &cut), ==,
                    0);
    for (unsigned i = LEFT; i + RIGHT <= letters; i++)
        marks[i] = found[i - 1] & 1;
    for (unsigned i = 0; rep != NULL && i < size; i++)
        free(rep[i]);
    free(rep);
    free(pos);
    free(cut);
    return with_breaks(word, marks);
}

static bool
is_known(const char *lang, const char *word)
{
    g_autofree char *entry = g_strdup_printf("%s %s", lang, word);
    return g_strv_contains(known, entry);
}

static bool
is_word(const char *word)
{
    for (const char *at = word; *at != '\0'; at = g_utf8_next_char(at))
        if (!g_unichar_isalpha(g_utf8_get_char(at)))
            return false;
    return true;
}

static void
compare(const char *lang, const char *path)
{
    g_autofree char *text = NULL, *why = NULL;
    g_autoptr(patterns) patterns = patterns_read(path, &why);
    HyphenDict *dict = hnj_hyphen_load(path);
    unsigned words = 0;

    g_assert_nonnull(patterns);
    g_assert_nonnull(dict);
    g_assert_true(g_file_get_contents("tests/hyphen/terms.txt", &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit_set(text, "\n", -1);
    for (unsigned i = 0; lines[i] != NULL; i++) {
        g_auto(GStrv) parts = g_strsplit(*lines[i] != '\0' ? lines[i] + 3 : "", "·", -1);
        g_autofree char *joined = g_strjoinv("", parts);
        g_autofree char *word = g_utf8_strdown(joined, -1);
        if (!is_word(word) || is_known(lang, word) || *word == '\0')
            continue;
        g_autofree char *expected = by_libhyphen(dict, word);
        if (expected == NULL)
            continue;
        g_autofree char *got = by_us(patterns, word);
        g_assert_cmpstr(got, ==, expected);
        words++;
    }
    g_assert_cmpuint(words, >, 500);
    hnj_hyphen_free(dict);
}

static void
test_dutch(void)
{
    compare("nl", "/usr/share/hyphen/hyph_nl_NL.dic");
}

static void
test_french(void)
{
    compare("fr", "/usr/share/hyphen/hyph_fr_FR.dic");
}

static void
test_german(void)
{
    compare("de", "/usr/share/hyphen/hyph_de_DE.dic");
}

static void
test_english(void)
{
    compare("en", "/usr/share/hyphen/hyph_en_GB.dic");
}

static void
test_unreadable(void)
{
    g_autofree char *why = NULL, *what = NULL;

    g_assert_null(patterns_read("tests/hyphen/none.dic", &why));
    g_assert_nonnull(why);
    g_assert_null(patterns_read("tests/hyphen/terms.txt", &what));
    g_assert_nonnull(what);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/patterns/dutch", test_dutch);
    g_test_add_func("/patterns/french", test_french);
    g_test_add_func("/patterns/german", test_german);
    g_test_add_func("/patterns/english", test_english);
    g_test_add_func("/patterns/unreadable", test_unreadable);
    return g_test_run();
}
