#include "base/diag.h"

#include <string.h>

#include "unit/test.h"

static char *
printed(const struct diag *diag, enum diag_format format, const char *root)
{
    char *text = NULL;
    size_t size;
    FILE *out = open_memstream(&text, &size);

    diag_print(diag, &(struct diag_style){.format = format, .root = root}, out);
    fclose(out);
    return text;
}

static void
report(struct diag *diag, int line, const char *what)
{
    diag_report(diag, DIAG_E0103, (struct place){"a.xml", line, 2}, "close it", "%s", what);
}

static void
severities_decide_counts(void)
{
    g_autoptr(diag) diag = diag_new();

    diag_report(diag, DIAG_E0106, (struct place){"a.xml", 1, 0}, NULL, "Latin-1");
    g_assert_cmpuint(diag_count(diag, DIAG_WARNING), ==, 1);
    g_assert_cmpuint(diag_count(diag, DIAG_ERROR), ==, 0);
    diag_set_strict(diag, true);
    g_assert_cmpuint(diag_count(diag, DIAG_ERROR), ==, 1);
}

static void
the_same_in_other_publications(void)
{
    g_autoptr(diag) run = diag_new();

    for (int i = 0; i < 3; i++) {
        g_autoptr(diag) job = diag_new();
        g_autofree char *context = g_strdup_printf("c%d, leaving, de", i);
        diag_push(job, context);
        report(job, 7, "an element is not closed");
        report(job, 7, "an element is not closed");
        diag_pop(job);
        diag_merge(run, job);
    }
    g_assert_cmpuint(diag_count(run, DIAG_NOTE), ==, 1);
    g_autofree char *text = printed(run, DIAG_HUMAN, NULL);
    g_assert_nonnull(strstr(text, "  --> a.xml:7:2\n"));
    g_assert_nonnull(strstr(text, "while publishing: c0, leaving, de"));
    g_assert_nonnull(strstr(text, "also in 2 other publications"));
}

static void
order_is_by_place(void)
{
    g_autoptr(diag) diag = diag_new();

    report(diag, 12, "second");
    report(diag, 3, "first");
    diag_report(diag, DIAG_E0106, (struct place){"z.xml", 1, 0}, NULL, "a warning");
    g_autofree char *text = printed(diag, DIAG_SHORT, NULL);
    g_assert_cmpstr(text, ==,
                    "z.xml:1: warning[E0106]: a warning\n"
                    "a.xml:3:2: error[E0103]: first\n"
                    "a.xml:12:2: error[E0103]: second\n");
}

static void
quoted_input_is_escaped(void)
{
    g_autoptr(diag) diag = diag_new();

    report(diag, 1, "id \"a\033[2J\u202e\xff\"");
    g_autofree char *text = printed(diag, DIAG_SHORT, NULL);
    g_assert_nonnull(strstr(text, "a\\x1b[2J<U+202E>\uFFFD\""));
    g_autofree char *json = printed(diag, DIAG_JSON, NULL);
    g_assert_nonnull(strstr(json, "\\u001b[2J"));
}

static void
caret_stands_under_the_column(void)
{
    g_autoptr(diag) diag = diag_new();

    diag_report(diag, DIAG_E0108, (struct place){"tests/unit/test.h", 2, 9}, NULL, "here");
    g_autofree char *text = printed(diag, DIAG_HUMAN, ".");
    g_assert_nonnull(strstr(text, "  |\n2 | #define TEST_H\n  |         ^\n"));
}

static void
serialised_and_back(void)
{
    g_autoptr(diag) from = diag_new(), into = diag_new();

    diag_push(from, "tr, leaving, de");
    report(from, 4, "tab\t, quotes \" and ü");
    diag_pop(from);
    diag_report(from, DIAG_E0801, (struct place){0}, NULL, "disk full");
    g_autoptr(GBytes) bytes = diag_serialise(from);
    g_assert_true(diag_deserialise(into, bytes));
    g_autofree char *a = printed(from, DIAG_JSON, NULL), *b = printed(into, DIAG_JSON, NULL);
    g_assert_cmpstr(a, ==, b);

    g_autoptr(GBytes) broken = g_bytes_new_static("nonsense", 8);
    g_assert_false(diag_deserialise(into, broken));
}

static void
near_matches(void)
{
    const char *const countries[] = {"turkey", "tunisia", "spain"};

    g_assert_cmpstr(diag_near("turkye", countries, 3), ==, "turkey");
    g_assert_cmpstr(diag_near("spian", countries, 3), ==, "spain");
    g_assert_null(diag_near("iceland", countries, 3));
}

/* Each code has its page, each page its code. */
static void
pages_of_the_codes(void)
{
    for (unsigned code = 0; code < DIAG_CODE_COUNT; code++) {
        g_autofree char *path = g_strdup_printf("docs/diagnostics/%s.md", diag_code_name(code));
        g_autofree char *title =
            g_strdup_printf("# %s: %s\n", diag_code_name(code), diag_code_text(code));
        g_autofree char *page = NULL;
        g_file_get_contents(path, &page, NULL, NULL);
        g_test_message("%s", path);
        g_assert_nonnull(page);
        g_assert_true(page != NULL && g_str_has_prefix(page, title));
    }
    g_autoptr(GDir) pages = g_dir_open("docs/diagnostics", 0, NULL);
    for (const char *name; (name = g_dir_read_name(pages)) != NULL;) {
        g_autofree char *code = g_strndup(name, strcspn(name, "."));
        g_test_message("%s", name);
        g_assert_cmpuint(diag_code_find(code), <, DIAG_CODE_COUNT);
    }
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/diag/severities-decide-counts", severities_decide_counts);
    g_test_add_func("/diag/the-same-in-other-publications", the_same_in_other_publications);
    g_test_add_func("/diag/order-is-by-place", order_is_by_place);
    g_test_add_func("/diag/quoted-input-is-escaped", quoted_input_is_escaped);
    g_test_add_func("/diag/caret-stands-under-the-column", caret_stands_under_the_column);
    g_test_add_func("/diag/serialised-and-back", serialised_and_back);
    g_test_add_func("/diag/near-matches", near_matches);
    g_test_add_func("/diag/pages-of-the-codes", pages_of_the_codes);
    return g_test_run();
}
