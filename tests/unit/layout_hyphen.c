#include "unit/test.h"

#include <string.h>

#include "layout/text_int.h"

/* The word with "·" at its break places, "~" where the trema behind vanishes. */
static char *
broken(const char *lang, const char *word, unsigned remain, unsigned push)
{
    unsigned length = strlen(word);
    g_autofree uint8_t *marks = g_malloc(length + 1);
    GString *out = g_string_new(NULL);

    hyphenate(lang, word, length, remain, push, marks);
    for (unsigned i = 0; i < length; i++) {
        if (marks[i] != HYPHEN_NONE)
            g_string_append(out, marks[i] == HYPHEN ? "·" : "~");
        g_string_append_c(out, word[i]);
    }
    return g_string_free(out, FALSE);
}

static void
is_broken(const char *lang, const char *word, const char *expected)
{
    g_autofree char *got = broken(lang, word, 2, 2);
    g_assert_cmpstr(got, ==, expected);
}

static void
make_ready(void)
{
    g_autoptr(diag) diag = diag_new();
    static const char *const languages[] = {"nl", "fr-BE", "de", "en-GB"};

    for (unsigned i = 0; i < G_N_ELEMENTS(languages); i++)
        g_assert_true(hyphenate_ready(languages[i], diag));
    g_assert_true(hyphenate_ready("tlh", diag));
    g_assert_true(hyphenate_ready(NULL, diag));
    g_assert_cmpuint(diag_count(diag, DIAG_NOTE), ==, 0);
}

static void
test_languages(void)
{
    make_ready();
    is_broken("nl", "arbeidsongeschiktheid", "ar·beids·on·ge·schikt·heid");
    is_broken("nl-BE", "arbeidsongeschiktheid", "ar·beids·on·ge·schikt·heid");
    is_broken("fr", "sécurité", "sé·cu·rité");
    is_broken("en", "unemployment", "un·em·ploy·ment");
    is_broken("tlh", "arbeidsongeschiktheid", "arbeidsongeschiktheid");
    is_broken(NULL, "arbeidsongeschiktheid", "arbeidsongeschiktheid");
}

static void
test_trema(void)
{
    make_ready();
    is_broken("nl", "reëel", "re~ëel");
    is_broken("nl", "geïndexeerd", "ge~ïn·dexeerd");
    is_broken("nl", "coördinatie", "co~ör·di·na·tie");
    is_broken("de", "Gebühren", "Ge·büh·ren");
}

static void
test_exceptions(void)
{
    make_ready();
    is_broken("de", "Sozialversicherung", "So·zi·al·ver·si·che·rung");
    is_broken("de", "außerhalb", "au·ßer·halb");
    is_broken("nl", "voorbeelduitgave", "voor·beeld·uit·gave");
    is_broken("nl", "Keizerslaan", "Kei·zers·laan");
}

/* The patterns give Hor-ta-p-lei-nen. */
static void
test_no_splinters(void)
{
    make_ready();
    is_broken("nl", "Hortapleinen", "Hor·taplei·nen");
}

static void
test_never(void)
{
    static const char *const whole[] = {"socialsecurity.be", "https://www.belgium.be",
                                        "jan@voorbeeld",     "RSVZINASTI",
                                        "1234werkloosheid",  "zaak"};

    make_ready();
    for (unsigned i = 0; i < G_N_ELEMENTS(whole); i++)
        is_broken("nl", whole[i], whole[i]);
    is_broken("nl", "(werkloosheid),", "(werk·loos·heid),");
    is_broken("nl", "", "");
}

static void
test_counts(void)
{
    make_ready();
    g_autofree char *remain = broken("nl", "arbeidsongeschiktheid", 3, 2);
    g_assert_cmpstr(remain, ==, "arbeids·on·ge·schikt·heid");
    g_autofree char *push = broken("nl", "arbeidsongeschiktheid", 2, 5);
    g_assert_cmpstr(push, ==, "ar·beids·on·ge·schiktheid");
}

static void
test_long_word(void)
{
    make_ready();
    g_autofree char *word = g_strnfill(300, 'e');
    is_broken("nl", word, word);
    g_autofree char *longest = g_strnfill(200, 'e');
    g_autofree char *got = broken("nl", longest, 2, 2);
    g_assert_nonnull(got);
}

static char *
without_marks(const char *marked)
{
    GString *plain = g_string_new(marked);

    g_string_replace(plain, "·", "", 0);
    g_string_replace(plain, "~", "", 0);
    return g_string_free(plain, FALSE);
}

/* "nl TAB so·ci·ale ze·ker·heid": language and words, which were read by a person. */
static void
append_broken(GString *out, const char *line)
{
    g_auto(GStrv) parts = g_strsplit(line, "\t", 2);
    g_autofree char *plain = without_marks(parts[1]);
    g_auto(GStrv) words = g_strsplit(plain, " ", -1);

    g_string_append_printf(out, "%s\t", parts[0]);
    for (unsigned i = 0; words[i] != NULL; i++) {
        g_autofree char *marked = broken(parts[0], words[i], 2, 2);
        g_string_append_printf(out, "%s%s", i > 0 ? " " : "", marked);
    }
    g_string_append_c(out, '\n');
}

/* Every word of the portal's texts, and every term of the subject. */
static void
test_list(gconstpointer data)
{
    const char *path = data;
    g_autofree char *text = NULL;
    g_autoptr(GString) got = g_string_new(NULL);

    make_ready();
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (unsigned i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
        append_broken(got, lines[i]);
    if (g_getenv("UPDATE_GOLDEN") != NULL)
        g_assert_true(g_file_set_contents(path, got->str, got->len, NULL));
    else
        g_assert_cmpstr(got->str, ==, text);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/hyphen/languages", test_languages);
    g_test_add_func("/hyphen/trema", test_trema);
    g_test_add_func("/hyphen/exceptions", test_exceptions);
    g_test_add_func("/hyphen/no-splinters", test_no_splinters);
    g_test_add_func("/hyphen/never", test_never);
    g_test_add_func("/hyphen/counts", test_counts);
    g_test_add_func("/hyphen/long-word", test_long_word);
    g_test_add_data_func("/hyphen/words", "tests/hyphen/terms.txt", test_list);
    g_test_add_data_func("/hyphen/glossary", "tests/hyphen/glossary.txt", test_list);
    return g_test_run();
}
