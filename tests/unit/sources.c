#include "sources/sources.h"

#include "unit/repository.h"
#include "unit/test.h"

static void
test_plain(void)
{
    char *root = repository_new();
    g_autoptr(sources) sources = repository_load(root, "");
    repository_free(root);
    if (!sources)
        return;
    unsigned count;
    const struct fiche *fiches = sources_fiches(sources, &count);
    g_assert_cmpuint(count, ==, 2);
    g_assert_cmpstr(fiches[0].id, ==, "A_01");
    g_assert_cmpint(fiches[0].direction, ==, LEAVING);
    g_assert_cmpint(fiches[0].kind, ==, THEMATIC);
    g_assert_cmpstr(fiches[0].institution, ==, "Demo");
    g_assert_cmpstr(fiches[0].file, ==, A);
    g_assert_cmpstr(fiches[0].criteria_file, ==, A_ROWS);
    g_assert_cmpstr(fiches[0].subject->key, ==, "pension");
    g_assert_cmpuint(fiches[0].row_count, ==, 1);
    g_assert_cmpstr(fiches[0].rows[0].destinations[0].entry->key, ==, "spain");
    g_assert_cmpstr(fiches[0].rows[0].statuses[0]->key, ==, "employee");
    g_assert_cmpstr(fiches[0].version[LANGUAGE_EN]->name, ==, "E");
    g_assert_nonnull(fiches[0].hang);
    g_assert_true(sources_fiche(sources, LEAVING, "A_01") == &fiches[0]);
    g_assert_true(sources_fiche(sources, COMING, "B_01") == &fiches[1]);
    g_assert_null(sources_fiche(sources, COMING, "A_01"));
    g_assert_cmpuint(strlen(sources_digest(sources)), ==, 64);
}

static void
test_edition(void)
{
    char *root = repository_new();
    g_autoptr(sources) bare = repository_load(root, "");
    repository_write(root, "edition.xml",
                     "<edition id='x' date='2030-01-31'><languages>nl fr</languages>"
                     "<title lang='nl'>T</title><gaps policy='omit'/><state least='draft'/>"
                     "<missing-language policy='error'>fr nl fr</missing-language></edition>");
    g_autoptr(sources) own = repository_load(root, "");
    repository_free(root);
    const struct edition *edition = sources_edition(bare);
    g_assert_cmpint(edition->least_state, ==, STATE_NOT_STATED);
    g_assert_true(edition->language[LANGUAGE_DE]);
    g_assert_cmpuint(edition->fallback_count, ==, 4);
    g_assert_cmpint(edition->fallback[0], ==, LANGUAGE_EN);
    const char *title = edition->title[LANGUAGE_FR];
    edition = sources_edition(own);
    g_assert_cmpstr(edition->id, ==, "x");
    g_assert_cmpuint(g_date_get_year(&edition->date), ==, 2030);
    g_assert_cmpstr(edition->title[LANGUAGE_NL], ==, "T");
    g_assert_cmpstr(edition->title[LANGUAGE_FR], ==, title);
    g_assert_false(edition->language[LANGUAGE_DE]);
    g_assert_true(edition->direction[COMING]);
    g_assert_cmpint(edition->missing_language, ==, MISSING_ERROR);
    g_assert_cmpuint(edition->fallback_count, ==, 2);
    g_assert_cmpint(edition->least_state, ==, STATE_DRAFT);
    g_assert_cmpint(edition->gaps, ==, GAP_OMIT);
    repository_finds(
        "edition.xml", "<edition id='x'/>",
        "edition.xml:1:1: error[E0108]: in <edition>: Element edition failed to validate "
        "attributes\n");
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/sources/plain", test_plain);
    g_test_add_func("/sources/edition", test_edition);
    return g_test_run();
}
