#ifndef FILE_H
#define FILE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

/* Files, the careful way. */

enum { FILE_LIMIT = 8 << 20 }; /* bytes; the largest input that is read */

/* The whole of a regular file under root. path is relative to it and may not leave it, by ".." or
 * by a link (openat2 with RESOLVE_BENEATH and RESOLVE_NO_SYMLINKS). Owned. NULL if and only if an
 * error was reported. An empty file is an error. */
GBytes *file_read(const char *root, const char *path, size_t limit, struct diag *);

/* Writes a new file, or replaces one: write, fsync, close, each checked. false: an error was
 * reported. */
bool file_write(const char *path, const void *bytes, size_t size, struct diag *);

/* Like mkdir -p. */
bool file_make_directory(const char *path, struct diag *);

/* Removes a directory with all that is in it; what is not there is no error. Follows no link. */
bool file_remove_tree(const char *path, struct diag *);

/* Names in a directory, sorted bytewise, without "." and "..". Owned, NULL-terminated. NULL: an
 * error was reported. */
char **file_list(const char *root, const char *path, struct diag *);

/* The directory of the program's own data (stylesheets, fonts, sources, schemas): the tree it was
 * built in, or PREFIX/share/fichepress. Found from /proc/self/exe, never from the working
 * directory. Borrowed, made once. */
const char *file_data_directory(void);

#endif
