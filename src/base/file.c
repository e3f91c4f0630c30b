#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/openat2.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const struct place nowhere = {0};

static void
close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
}
#define autofd __attribute__((cleanup(close_fd))) int

/* Opens beneath root: no link on the way, no step upwards, no waiting on a FIFO. */
static int
open_beneath(const char *root, const char *path, int flags)
{
    autofd base = open(root, O_PATH | O_DIRECTORY | O_CLOEXEC);
    struct open_how how = {
        .flags = (unsigned)(flags | O_RDONLY | O_NONBLOCK | O_CLOEXEC),
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS,
    };
    long fd;

    if (base < 0)
        return -1;
    do
        fd = syscall(SYS_openat2, base, path, &how, sizeof how);
    while (fd < 0 && (errno == EINTR || errno == EAGAIN));
    return (int)fd;
}

static const char *
why_not_opened(int error)
{
    if (error == ELOOP)
        return "it is, or lies behind, a symbolic link";
    if (error == EXDEV)
        return "it lies outside of the directory";
    return g_strerror(error);
}

/* Reads up to size bytes; less only at the end of the file; -1 with errno. */
static ssize_t
read_whole(int fd, char *buffer, size_t size)
{
    size_t have = 0;

    while (have < size) {
        ssize_t n = read(fd, buffer + have, size - have);
        if (n == 0)
            break;
        if (n < 0 && errno != EINTR)
            return -1;
        if (n > 0)
            have += (size_t)n;
    }
    return (ssize_t)have;
}

GBytes *
file_read(const char *root, const char *path, size_t limit, struct diag *diag)
{
    const struct place place = {.file = path};
    autofd fd = open_beneath(root, path, 0);
    struct stat status;

    if (fd < 0 || fstat(fd, &status) != 0) {
        diag_report(diag, DIAG_E0101, place, "give a readable file inside the directory",
                    "%s cannot be opened: %s", path, why_not_opened(errno));
        return NULL;
    }
    if (!S_ISREG(status.st_mode)) {
        diag_report(diag, DIAG_E0101, place, "give a regular file", "%s is not a regular file",
                    path);
        return NULL;
    }
    if (status.st_size == 0 || (size_t)status.st_size > limit) {
        diag_report(diag, DIAG_E0102, place, "give a file between 1 byte and 8 MiB",
                    "%s has %jd bytes", path, (intmax_t)status.st_size);
        return NULL;
    }
    g_autofree char *buffer = g_malloc((size_t)status.st_size + 1);
    ssize_t have = read_whole(fd, buffer, (size_t)status.st_size + 1);
    if (have != status.st_size) {
        diag_report(diag, DIAG_E0101, place, "see that nothing changes it while it is read",
                    "%s cannot be read: %s", path,
                    have < 0 ? g_strerror(errno) : "its size changes");
        return NULL;
    }
    return g_bytes_new_take(g_steal_pointer(&buffer), (size_t)have);
}

static bool
write_whole(int fd, const char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t n = write(fd, bytes, size);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0) {
            bytes += n;
            size -= (size_t)n;
        }
    }
    return true;
}

bool
file_write(const char *path, const void *bytes, size_t size, struct diag *diag)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    bool done = fd >= 0 && write_whole(fd, bytes, size) && fsync(fd) == 0;
    int error = errno;

    if (fd >= 0 && close(fd) != 0 && done) {
        done = false;
        error = errno;
    }
    if (!done)
        diag_report(diag, DIAG_E0801, nowhere, "see that there is room and permission", "%s: %s",
                    path, g_strerror(error));
    return done;
}

bool
file_make_directory(const char *path, struct diag *diag)
{
    if (g_mkdir_with_parents(path, 0777) == 0)
        return true;
    diag_report(diag, DIAG_E0802, nowhere, NULL, "%s cannot be made: %s", path, g_strerror(errno));
    return false;
}

static bool
remove_at(int parent, const char *name)
{
    if (unlinkat(parent, name, 0) == 0 || errno == ENOENT)
        return true;
    if (errno != EISDIR && errno != EPERM)
        return false;
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *directory = fd >= 0 ? fdopendir(fd) : NULL;
    if (directory == NULL)
        return false;
    bool done = true;
    for (struct dirent *entry; done && (entry = readdir(directory)) != NULL;)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            done = remove_at(fd, entry->d_name);
    closedir(directory);
    return done && unlinkat(parent, name, AT_REMOVEDIR) == 0;
}

bool
file_remove_tree(const char *path, struct diag *diag)
{
    if (remove_at(AT_FDCWD, path))
        return true;
    diag_report(diag, DIAG_E0802, nowhere, NULL, "%s cannot be removed: %s", path,
                g_strerror(errno));
    return false;
}

static int
by_bytes(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

char **
file_list(const char *root, const char *path, struct diag *diag)
{
    int fd = open_beneath(root, path, O_DIRECTORY);
    DIR *directory = fd >= 0 ? fdopendir(fd) : NULL;

    if (directory == NULL) {
        diag_report(diag, DIAG_E0802, (struct place){.file = path}, NULL, "%s cannot be listed: %s",
                    path, why_not_opened(errno));
        if (fd >= 0)
            close(fd);
        return NULL;
    }
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            g_ptr_array_add(names, g_strdup(entry->d_name));
    closedir(directory);
    if (names->len > 1)
        qsort(names->pdata, names->len, sizeof *names->pdata, by_bytes);
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&names), FALSE);
}

/* The executable is PREFIX/bin/fichepress, or build/MODE[/…]/NAME in the tree. */
static char *
find_data_directory(void)
{
    g_autofree char *program = g_file_read_link("/proc/self/exe", NULL);
    g_autofree char *directory = program ? g_path_get_dirname(program) : g_strdup(".");

    for (;;) {
        g_autofree char *shared = g_build_filename(directory, "share", "fichepress", NULL);
        const char *candidates[] = {shared, directory};
        for (unsigned i = 0; i < G_N_ELEMENTS(candidates); i++) {
            g_autofree char *mark =
                g_build_filename(candidates[i], "stylesheets", "brochure-fo.xsl", NULL);
            if (g_file_test(mark, G_FILE_TEST_IS_REGULAR))
                return g_strdup(candidates[i]);
        }
        char *up = g_path_get_dirname(directory);
        bool top = strcmp(up, directory) == 0;
        g_free(directory);
        directory = up;
        if (top)
            return g_strdup(".");
    }
}

const char *
file_data_directory(void)
{
    static gsize once;
    static char *directory;

    if (g_once_init_enter(&once)) {
        directory = find_data_directory();
        g_once_init_leave(&once, 1);
    }
    return directory;
}
