#include "base/publication.h"
#include "unit/test.h"

static void
names_round_trip(void)
{
    for (unsigned i = 0; i < LANGUAGE_COUNT; i++)
        g_assert_cmpuint(language_find(language_name(i)), ==, i);
    for (unsigned i = 0; i < DIRECTION_COUNT; i++)
        g_assert_cmpuint(direction_find(direction_name(i)), ==, i);
}

static void
unknown_names(void)
{
    g_assert_cmpuint(language_find("it"), ==, LANGUAGE_COUNT);
    g_assert_cmpuint(language_find(NULL), ==, LANGUAGE_COUNT);
    g_assert_cmpuint(direction_find("staying"), ==, DIRECTION_COUNT);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/publication/names-round-trip", names_round_trip);
    g_test_add_func("/publication/unknown-names", unknown_names);
    return g_test_run();
}
