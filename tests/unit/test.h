#ifndef TEST_H
#define TEST_H

#include <glib.h>

/* Runs the registered tests with TAP on stdout, whatever the arguments: what prove reads. */
static inline void
test_init(int argc, char **argv)
{
    static char tap[] = "--tap";
    char *with_tap[3] = {argv[0], tap, NULL};
    int count = 2;
    char **arguments = with_tap;

    (void)argc;
    g_test_init(&count, &arguments, NULL);
    g_test_set_nonfatal_assertions();
}

#endif
