#include "publish/edition.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"

enum { KEPT_EDITIONS = 5, ID_LENGTH = 16 };

struct edition_run {
    char *output, *staging;
    int lock;
};

static const struct place nowhere = {0};

void
edition_file_free(gpointer data)
{
    struct edition_file *file = data;

    g_free(file->name);
    g_free(file->sha256);
    g_free(file);
}

static bool
io_error(struct diag *diag, const char *what, const char *path)
{
    diag_report(diag, DIAG_E0803, nowhere, NULL, "%s %s: %s", path, what, g_strerror(errno));
    return false;
}

static bool
take_lock(struct edition_run *run, enum edition_error *error, struct diag *diag)
{
    g_autofree char *path = g_build_filename(run->output, ".lock", NULL);
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};

    run->lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (run->lock < 0)
        return io_error(diag, "cannot be opened", path);
    if (fcntl(run->lock, F_OFD_SETLK, &lock) != 0) {
        char pid[32] = "";
        if (read(run->lock, pid, sizeof pid - 1) < 0)
            pid[0] = '\0';
        *error = EDITION_LOCKED;
        diag_report(diag, DIAG_E0804, nowhere, "wait until it has ended",
                    "another run is publishing to %s (process %s)", run->output, g_strstrip(pid));
        return false;
    }
    g_autofree char *pid = g_strdup_printf("%ld\n", (long)getpid());
    if (ftruncate(run->lock, 0) != 0 || write(run->lock, pid, strlen(pid)) < 0)
        return io_error(diag, "cannot be written", path);
    return true;
}

static bool
remove_stale(const struct edition_run *run, struct diag *diag)
{
    g_auto(GStrv) names = file_list(run->output, ".", diag);

    for (unsigned i = 0; names != NULL && names[i] != NULL; i++) {
        if (!g_str_has_prefix(names[i], ".staging-") && strcmp(names[i], ".current") != 0)
            continue;
        g_autofree char *path = g_build_filename(run->output, names[i], NULL);
        if (!file_remove_tree(path, diag))
            return false;
    }
    return names != NULL;
}

/* `current` may be absent or a link into editions/; anything else is not ours to replace. */
static bool
check_current(const struct edition_run *run, struct diag *diag)
{
    g_autofree char *path = g_build_filename(run->output, "current", NULL);
    g_autofree char *target = g_file_read_link(path, NULL);

    if (target != NULL ? g_str_has_prefix(target, "editions/")
                       : !g_file_test(path, G_FILE_TEST_EXISTS))
        return true;
    diag_report(diag, DIAG_E0803, nowhere, "move it away, or publish to another directory",
                "%s is no link that this program made", path);
    return false;
}

struct edition_run *
edition_begin(const char *output, enum edition_error *error, struct diag *diag)
{
    struct edition_run *run = g_new0(struct edition_run, 1);
    g_autofree char *editions = g_build_filename(output, "editions", NULL);

    run->output = g_strdup(output);
    run->lock = -1;
    *error = EDITION_IO;
    if (!file_make_directory(editions, diag) || !take_lock(run, error, diag) ||
        !check_current(run, diag) || !remove_stale(run, diag)) {
        edition_end(run);
        return NULL;
    }
    run->staging = g_strdup_printf("%s/.staging-%ld", output, (long)getpid());
    if (!file_make_directory(run->staging, diag)) {
        edition_end(run);
        return NULL;
    }
    *error = EDITION_OK;
    return run;
}

const char *
edition_staging(const struct edition_run *run)
{
    return run->staging;
}

static gint
by_name(gconstpointer a, gconstpointer b)
{
    const struct edition_file *x = *(struct edition_file *const *)a;
    const struct edition_file *y = *(struct edition_file *const *)b;

    return strcmp(x->name, y->name);
}

static char *
manifest(const char *head, const GPtrArray *files)
{
    GString *out = g_string_new(head);

    g_string_append(out, "  \"files\": [\n");
    for (unsigned i = 0; i < files->len; i++) {
        const struct edition_file *file = files->pdata[i];
        g_string_append(out, "    {\"name\": ");
        json_string(out, file->name);
        g_string_append_printf(out, ", \"sha256\": \"%s\", \"bytes\": %" G_GSIZE_FORMAT,
                               file->sha256, file->size);
        if (file->pages > 0)
            g_string_append_printf(out, ", \"pages\": %u", file->pages);
        g_string_append(out, i + 1 < files->len ? "},\n" : "}\n");
    }
    g_string_append(out, "  ]\n}\n");
    return g_string_free(out, FALSE);
}

static bool
write_lists(const struct edition_run *run, const char *text, const GPtrArray *files,
            struct diag *diag)
{
    g_autofree char *manifest_path = g_build_filename(run->staging, "manifest.json", NULL);
    g_autofree char *sums_path = g_build_filename(run->staging, "SHA256SUMS", NULL);
    g_autoptr(GString) sums = g_string_new(NULL);

    for (unsigned i = 0; i < files->len; i++) {
        const struct edition_file *file = files->pdata[i];
        g_string_append_printf(sums, "%s  %s\n", file->sha256, file->name);
    }
    return file_write(manifest_path, text, strlen(text), diag) &&
           file_write(sums_path, sums->str, sums->len, diag);
}

static bool
sync_directory(const char *path, struct diag *diag)
{
    int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    bool done = fd >= 0 && fsync(fd) == 0;

    if (!done)
        io_error(diag, "cannot be made durable", path);
    if (fd >= 0)
        close(fd);
    return done;
}

/* Directories bottom-up. */
static bool
sync_tree(const char *path, struct diag *diag)
{
    g_auto(GStrv) names = file_list(path, ".", diag);

    for (unsigned i = 0; names != NULL && names[i] != NULL; i++) {
        g_autofree char *child = g_build_filename(path, names[i], NULL);
        if (g_file_test(child, G_FILE_TEST_IS_DIR) && !sync_tree(child, diag))
            return false;
    }
    return names != NULL && sync_directory(path, diag);
}

/* The staging directory gets its final name. An edition of the same name has the same bytes: it
 * stays. */
static bool
settle(struct edition_run *run, const char *id, struct diag *diag)
{
    g_autofree char *path = g_build_filename(run->output, "editions", id, NULL);
    g_autofree char *editions = g_build_filename(run->output, "editions", NULL);

    if (renameat2(AT_FDCWD, run->staging, AT_FDCWD, path, RENAME_NOREPLACE) != 0 && errno != EEXIST)
        return io_error(diag, "cannot get its final name", run->staging);
    return sync_directory(editions, diag);
}

static bool
point_current(const struct edition_run *run, const char *id, struct diag *diag)
{
    g_autofree char *fresh = g_build_filename(run->output, ".current", NULL);
    g_autofree char *current = g_build_filename(run->output, "current", NULL);
    g_autofree char *target = g_build_filename("editions", id, NULL);

    if (symlink(target, fresh) != 0)
        return io_error(diag, "cannot be made", fresh);
    if (rename(fresh, current) != 0)
        return io_error(diag, "cannot be replaced", current);
    return sync_directory(run->output, diag);
}

static void
write_journal(const struct edition_run *run, const char *id, unsigned files)
{
    g_autofree char *path = g_build_filename(run->output, "journal.jsonl", NULL);
    g_autoptr(GDateTime) now = g_date_time_new_now_utc();
    g_autofree char *when = g_date_time_format_iso8601(now);
    FILE *out = fopen(path, "ae");

    if (out == NULL)
        return;
    fprintf(out, "{\"at\": \"%s\", \"event\": \"commit\", \"edition\": \"%s\", \"files\": %u}\n",
            when, id, files);
    fclose(out);
}

struct dated_name {
    char *name;
    time_t time;
};

static int
newest_first(const void *a, const void *b)
{
    const struct dated_name *x = a, *y = b;

    return x->time != y->time ? (x->time < y->time) - (x->time > y->time)
                              : strcmp(x->name, y->name);
}

/* All editions but the newest few; never the one just committed. */
static void
remove_old(const struct edition_run *run, const char *id, struct diag *diag)
{
    g_autofree char *editions = g_build_filename(run->output, "editions", NULL);
    g_auto(GStrv) names = file_list(editions, ".", diag);
    unsigned count = names ? g_strv_length(names) : 0;
    g_autofree struct dated_name *dated = g_new0(struct dated_name, count + 1);

    for (unsigned i = 0; i < count; i++) {
        g_autofree char *path = g_build_filename(editions, names[i], NULL);
        struct stat status = {0};
        if (stat(path, &status) == 0)
            dated[i] = (struct dated_name){names[i], status.st_ctime};
        else
            dated[i].name = names[i];
    }
    qsort(dated, count, sizeof *dated, newest_first);
    for (unsigned i = KEPT_EDITIONS; i < count; i++) {
        g_autofree char *path = g_build_filename(editions, dated[i].name, NULL);
        if (strcmp(dated[i].name, id) != 0)
            file_remove_tree(path, diag);
    }
}

bool
edition_commit(struct edition_run *run, const char *head, GPtrArray *files, char *id,
               struct diag *diag)
{
    g_ptr_array_sort(files, by_name);
    g_autofree char *text = manifest(head, files);
    g_autofree char *digest = g_compute_checksum_for_string(G_CHECKSUM_SHA256, text, -1);

    g_strlcpy(id, digest, ID_LENGTH + 1);
    if (!write_lists(run, text, files, diag) || !sync_tree(run->staging, diag) ||
        !settle(run, id, diag) || !point_current(run, id, diag))
        return false;
    write_journal(run, id, files->len);
    remove_old(run, id, diag);
    return true;
}

/* A file's line of manifest.json, as manifest() writes it; NULL: it is none. */
static struct edition_file *
parse_line(const char *line)
{
    char name[256], sha256[65];
    gsize size;
    const char *pages = strstr(line, "\"pages\": ");

    if (sscanf(line, " {\"name\": \"%255[^\"]\", \"sha256\": \"%64[0-9a-f]\", \"bytes\": %zu", name,
               sha256, &size) != 3 ||
        strstr(name, "..") != NULL)
        return NULL;
    struct edition_file *file = g_new0(struct edition_file, 1);
    file->name = g_strdup(name);
    file->sha256 = g_strdup(sha256);
    file->size = size;
    file->pages = pages ? (unsigned)strtoul(pages + strlen("\"pages\": "), NULL, 10) : 0;
    return file;
}

static bool
link_file(const struct edition_run *run, const struct edition_file *file, struct diag *diag)
{
    g_autofree char *from = g_build_filename(run->output, "current", file->name, NULL);
    g_autofree char *to = g_build_filename(run->staging, file->name, NULL);
    g_autofree char *directory = g_path_get_dirname(to);

    if (!file_make_directory(directory, diag))
        return false;
    return link(from, to) == 0 || io_error(diag, "cannot be kept", file->name);
}

bool
edition_keep(struct edition_run *run, const char *head, bool (*keep)(const char *name, void *data),
             void *data, GPtrArray *files, struct diag *diag)
{
    g_autofree char *manifest_path =
        g_build_filename(run->output, "current", "manifest.json", NULL);
    g_autofree char *old = NULL;

    if (!g_file_get_contents(manifest_path, &old, NULL, NULL) || !g_str_has_prefix(old, head))
        return true;
    g_auto(GStrv) lines = g_strsplit(old, "\n", -1);
    for (unsigned i = 0; lines[i] != NULL; i++) {
        struct edition_file *file = parse_line(lines[i]);
        if (file == NULL)
            continue;
        if (!keep(file->name, data)) {
            edition_file_free(file);
            continue;
        }
        g_ptr_array_add(files, file);
        if (!link_file(run, file, diag))
            return false;
    }
    return true;
}

void
edition_end(struct edition_run *run)
{
    if (run == NULL)
        return;
    if (run->staging != NULL) {
        g_autoptr(diag) silent = diag_new();
        file_remove_tree(run->staging, silent);
    }
    if (run->lock >= 0)
        close(run->lock);
    g_free(run->output);
    g_free(run->staging);
    g_free(run);
}
