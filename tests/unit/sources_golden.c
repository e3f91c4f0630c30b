#include "sources/sources.h"

#include "unit/findings.h"
#include "unit/test.h"

/* A repository full of mistakes, and what its institutions are told about them. */

#define FOLDER "tests/golden/diagnostics/"

static void
compare(const struct diag *diag, const struct diag_style *style, const char *path)
{
    g_autofree char *found = findings_in(diag, style);
    g_autofree char *expected = NULL;
    if (g_getenv("UPDATE_GOLDEN"))
        g_assert_true(g_file_set_contents(path, found, -1, NULL));
    g_assert_true(g_file_get_contents(path, &expected, NULL, NULL));
    g_assert_cmpstr(found, ==, expected);
}

static void
test_mistakes(void)
{
    static const struct diag_style brief = {.format = DIAG_SHORT};
    static const struct diag_style human = {.format = DIAG_HUMAN, .root = FOLDER "mistakes"};
    g_autoptr(diag) diag = diag_new();
    g_assert_null(sources_load(FOLDER "mistakes", diag));
    compare(diag, &brief, FOLDER "mistakes.short");
    compare(diag, &human, FOLDER "mistakes.human");
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/golden/mistakes", test_mistakes);
    return g_test_run();
}
