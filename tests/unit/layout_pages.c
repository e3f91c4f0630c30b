#include "unit/layout_case.h"
#include "unit/test.h"

/* The checks of tests/layout hold. Without a check that expects a finding nothing is found. */

static struct fonts *configured;

static void
run_checks(const struct subject *s, const GPtrArray *checks, const char *name)
{
    g_autoptr(GString) all = g_string_new(NULL);
    bool expected = false;

    for (unsigned i = 0; i < checks->len; i++) {
        const struct check *check = g_ptr_array_index(checks, i);
        g_autofree char *wrong = check_one(s, check->words, check->count);

        expected |= !strcmp(check->words[0], "finding") && strcmp(check->words[1], "none");
        if (wrong)
            g_string_append_printf(all, "\n%s: %s: %s", name, check->text, wrong);
    }
    if (!expected && *s->findings)
        g_string_append_printf(all, "\n%s: %s", name, s->findings);
    if (all->len)
        g_test_fail_printf("%s", all->str);
}

/* The dump of anything ends, and twice the same. */
static void
check_dump(const struct subject *s)
{
    g_autoptr(diag) diag = diag_new();
    g_autoptr(pages) again = layout(s->document, configured, "tests/layout", diag);
    g_autoptr(GString) one = g_string_new(NULL), other = g_string_new(NULL);

    pages_dump(s->pages, one);
    pages_dump(again, other);
    g_assert_cmpstr(one->str, ==, other->str);
}

static void
test_file(gconstpointer data)
{
    const char *name = data;
    g_autoptr(diag) diag = diag_new();
    xmlDoc *doc = xml_read("tests/layout", name, diag);

    g_assert_nonnull(doc);
    g_autoptr(GPtrArray) checks = take_checks(doc);
    struct subject subject = subject_of(doc, configured);

    if (subject.pages)
        check_dump(&subject);
    run_checks(&subject, checks, name);
    subject_clear(&subject);
    xml_free(doc);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_autoptr(diag) diag = diag_new();
    g_auto(GStrv) names = file_list("tests", "layout", diag);

    configured = fonts_load("fonts/fonts.conf", diag);
    g_assert_nonnull(configured);
    for (char **name = names; names && *name; name++)
        if (g_str_has_suffix(*name, ".fo")) {
            g_autofree char *path = g_strconcat("/layout/", *name, NULL);
            g_test_add_data_func(path, *name, test_file);
        }
    int status = g_test_run();

    fonts_free(configured);
    return status;
}
