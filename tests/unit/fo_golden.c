#include <string.h>

#include "base/file.h"
#include "base/xml.h"
#include "fo/fo.h"
#include "unit/findings.h"
#include "unit/test.h"

/* Compares text with a file, or rewrites the file under UPDATE_GOLDEN. */
static void
golden(const char *path, const char *text)
{
    g_autofree char *expected = NULL;

    if (g_getenv("UPDATE_GOLDEN"))
        g_assert_true(g_file_set_contents(path, text, -1, NULL));
    g_assert_true(g_file_get_contents(path, &expected, NULL, NULL));
    if (g_strcmp0(text, expected) == 0)
        return;
    g_autofree char *got = g_strconcat(path, ".new", NULL);
    g_file_set_contents(got, text, -1, NULL);
    g_test_fail_printf("%s differs; see %s", path, got);
}

/* tests/golden/fo/NAME.fo gives NAME.txt: the tree where it is accepted, then the findings. */
static void
test_tree(gconstpointer data)
{
    const char *name = data;
    g_autoptr(diag) diag = diag_new();
    g_autoptr(GString) out = g_string_new(NULL);
    xmlDoc *doc = xml_read("tests/golden/fo", name, diag);
    g_assert_nonnull(doc);
    g_autoptr(fo_document) document = fo_parse(doc, diag);
    xml_free(doc); /* the tree keeps nothing of it */
    g_assert_true((document == NULL) == (diag_count(diag, DIAG_ERROR) > 0));
    if (document)
        fo_dump(document, out);
    g_autofree char *found = findings(diag);
    g_string_append(out, found);
    g_autofree char *path =
        g_strdup_printf("tests/golden/fo/%.*s.txt", (int)strlen(name) - 3, name);
    golden(path, out->str);
}

static void
test_subset(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    fo_describe_subset(out);
    golden("docs/fo-subset.md", out->str);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_autoptr(diag) diag = diag_new();
    g_auto(GStrv) names = file_list("tests/golden", "fo", diag);
    for (char **name = names; names && *name; name++)
        if (g_str_has_suffix(*name, ".fo")) {
            g_autofree char *path = g_strconcat("/fo/golden/", *name, NULL);
            g_test_add_data_func(path, *name, test_tree);
        }
    g_test_add_func("/fo/subset", test_subset);
    return g_test_run();
}
