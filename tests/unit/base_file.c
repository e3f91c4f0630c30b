#include "base/file.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit/test.h"

struct fixture {
    char *root, *inside;
    struct diag *diag;
};

static void
set_up(struct fixture *f, gconstpointer data)
{
    (void)data;
    f->diag = diag_new();
    f->root = g_dir_make_tmp("fichepress-XXXXXX", NULL);
    f->inside = g_build_filename(f->root, "inside", NULL);
    g_assert_true(file_make_directory(f->inside, f->diag));
}

static void
tear_down(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_assert_true(file_remove_tree(f->root, f->diag));
    g_assert_false(g_file_test(f->root, G_FILE_TEST_EXISTS));
    g_free(f->root);
    g_free(f->inside);
    diag_free(f->diag);
}

static char *
put(const struct fixture *f, const char *name, const char *text)
{
    char *path = g_build_filename(f->root, name, NULL);

    g_assert_true(file_write(path, text, strlen(text), f->diag));
    return path;
}

static void
written_is_read(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_autofree char *path = put(f, "inside/a.xml", "<a/>");
    g_autoptr(GBytes) bytes = file_read(f->root, "inside/a.xml", FILE_LIMIT, f->diag);

    g_assert_nonnull(bytes);
    g_assert_cmpmem(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), "<a/>", 4);
    g_assert_cmpuint(diag_count(f->diag, DIAG_NOTE), ==, 0);
}

static void
refused(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_autofree char *secret = put(f, "secret", "x"), *empty = put(f, "inside/empty", "");
    g_autofree char *link = g_build_filename(f->inside, "link", NULL);
    g_autofree char *fifo = g_build_filename(f->inside, "fifo", NULL);
    g_assert_cmpint(symlink("../secret", link), ==, 0);
    g_assert_cmpint(mkfifo(fifo, 0600), ==, 0);

    const char *const paths[] = {"../secret", "link",        "fifo", "empty",
                                 "missing",   "/etc/passwd", "."};
    for (unsigned i = 0; i < G_N_ELEMENTS(paths); i++) {
        g_test_message("%s", paths[i]);
        g_assert_null(file_read(f->inside, paths[i], FILE_LIMIT, f->diag));
        g_assert_cmpuint(diag_count(f->diag, DIAG_ERROR), ==, i + 1);
    }
    g_assert_null(file_read(f->root, "secret", 0, f->diag));
}

static void
names_are_sorted(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_autofree char *b = put(f, "b", "1"), *a = put(f, "Z", "1");
    g_auto(GStrv) names = file_list(f->root, ".", f->diag);

    g_assert_cmpstrv(names, ((char *[]){"Z", "b", "inside", NULL}));
}

static void
removal_follows_no_link(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_autofree char *kept = put(f, "kept", "1"), *link = g_build_filename(f->inside, "up", NULL);

    g_assert_cmpint(symlink("..", link), ==, 0);
    g_assert_true(file_remove_tree(f->inside, f->diag));
    g_assert_true(g_file_test(kept, G_FILE_TEST_EXISTS));
    g_assert_true(file_remove_tree(f->inside, f->diag));
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
#define ADD(name, function)                                                                        \
    g_test_add("/file/" name, struct fixture, NULL, set_up, function, tear_down)
    ADD("written-is-read", written_is_read);
    ADD("refused", refused);
    ADD("names-are-sorted", names_are_sorted);
    ADD("removal-follows-no-link", removal_follows_no_link);
    return g_test_run();
}
