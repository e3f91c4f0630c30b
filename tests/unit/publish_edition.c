#include "publish/edition.h"

#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "unit/test.h"

struct fixture {
    char *output;
    struct diag *diag;
    enum edition_error error;
};

static void
set_up(struct fixture *f, gconstpointer data)
{
    (void)data;
    f->output = g_dir_make_tmp("fichepress-XXXXXX", NULL);
    f->diag = diag_new();
}

static void
tear_down(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_assert_true(file_remove_tree(f->output, f->diag));
    g_free(f->output);
    diag_free(f->diag);
}

static void
add(struct fixture *f, struct edition_run *run, GPtrArray *files, const char *name,
    const char *text)
{
    g_autofree char *path = g_build_filename(edition_staging(run), name, NULL);
    struct edition_file *file = g_new0(struct edition_file, 1);

    g_assert_true(file_write(path, text, strlen(text), f->diag));
    file->name = g_strdup(name);
    file->sha256 = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);
    file->size = strlen(text);
    file->pages = 3;
    g_ptr_array_add(files, file);
}

static char *
current(const struct fixture *f, const char *name)
{
    g_autofree char *path = g_build_filename(f->output, "current", name, NULL);
    char *text = NULL;

    g_file_get_contents(path, &text, NULL, NULL);
    return text;
}

static void
commit(struct fixture *f, const char *first, const char *second, char *id)
{
    struct edition_run *run = edition_begin(f->output, &f->error, f->diag);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(edition_file_free);

    g_assert_nonnull(run);
    add(f, run, files, "b.pdf", second);
    add(f, run, files, "a.pdf", first);
    g_assert_true(edition_commit(run, "{\n  \"tool\": \"t\",\n", files, id, f->diag));
    edition_end(run);
}

static void
commit_moves_current(struct fixture *f, gconstpointer data)
{
    (void)data;
    char id[17], again[17], other[17];

    commit(f, "one", "two", id);
    g_autofree char *text = current(f, "a.pdf"), *sums = current(f, "SHA256SUMS");
    g_assert_cmpstr(text, ==, "one");
    g_assert_true(g_str_has_suffix(sums, "  b.pdf\n"));

    commit(f, "one", "two", again);
    g_assert_cmpstr(again, ==, id);
    commit(f, "three", "two", other);
    g_assert_cmpstr(other, !=, id);
    g_autofree char *fresh = current(f, "a.pdf");
    g_assert_cmpstr(fresh, ==, "three");
    g_assert_cmpuint(diag_count(f->diag, DIAG_NOTE), ==, 0);
}

static void
one_run_at_a_time(struct fixture *f, gconstpointer data)
{
    (void)data;
    struct edition_run *first = edition_begin(f->output, &f->error, f->diag);

    g_assert_nonnull(first);
    g_assert_null(edition_begin(f->output, &f->error, f->diag));
    g_assert_cmpint(f->error, ==, EDITION_LOCKED);
    edition_end(first);
    struct edition_run *second = edition_begin(f->output, &f->error, f->diag);
    g_assert_nonnull(second);
    edition_end(second);
}

static void
what_is_not_committed_goes(struct fixture *f, gconstpointer data)
{
    (void)data;
    char id[17];

    commit(f, "one", "two", id);
    struct edition_run *run = edition_begin(f->output, &f->error, f->diag);
    g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(edition_file_free);
    add(f, run, files, "a.pdf", "never seen");
    g_autofree char *staging = g_strdup(edition_staging(run));
    edition_end(run);
    g_assert_false(g_file_test(staging, G_FILE_TEST_EXISTS));
    g_autofree char *text = current(f, "a.pdf");
    g_assert_cmpstr(text, ==, "one");

    g_autofree char *stale = g_build_filename(f->output, ".staging-1", NULL);
    g_assert_true(file_make_directory(stale, f->diag));
    edition_end(edition_begin(f->output, &f->error, f->diag));
    g_assert_false(g_file_test(stale, G_FILE_TEST_EXISTS));
}

static void
a_foreign_current_is_left_alone(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_autofree char *path = g_build_filename(f->output, "current", NULL);

    g_assert_true(file_make_directory(path, f->diag));
    g_assert_null(edition_begin(f->output, &f->error, f->diag));
    g_assert_cmpint(f->error, ==, EDITION_IO);
}

static bool
is_b(const char *name, void *data)
{
    (void)data;
    return strcmp(name, "b.pdf") == 0;
}

static void
keeps_from_the_same_inputs(struct fixture *f, gconstpointer data)
{
    (void)data;
    char id[17], kept[17];

    commit(f, "one", "two", id);
    for (unsigned same = 0; same < 2; same++) {
        struct edition_run *run = edition_begin(f->output, &f->error, f->diag);
        g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func(edition_file_free);
        const char *head = same ? "{\n  \"tool\": \"t\",\n" : "{\n  \"tool\": \"other\",\n";
        g_assert_true(edition_keep(run, head, is_b, NULL, files, f->diag));
        g_assert_cmpuint(files->len, ==, same);
        if (same) {
            add(f, run, files, "a.pdf", "one");
            g_assert_true(edition_commit(run, head, files, kept, f->diag));
            g_assert_cmpstr(kept, ==, id);
        }
        edition_end(run);
    }
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
#define ADD(name, function)                                                                        \
    g_test_add("/edition/" name, struct fixture, NULL, set_up, function, tear_down)
    ADD("commit-moves-current", commit_moves_current);
    ADD("one-run-at-a-time", one_run_at_a_time);
    ADD("what-is-not-committed-goes", what_is_not_committed_goes);
    ADD("a-foreign-current-is-left-alone", a_foreign_current_is_left_alone);
    ADD("keeps-from-the-same-inputs", keeps_from_the_same_inputs);
    return g_test_run();
}
