#ifndef TRANSFORM_H
#define TRANSFORM_H

#include <libxml/tree.h>

#include "base/diag.h"

/* A stylesheet, compiled once, shared by all jobs of a process: it keeps the files that document()
 * reads. libxslt is named in this folder only. */
struct stylesheet;
typedef struct stylesheet stylesheet;

/* path: relative to directory, as are its imports and the text/LANG.xml that it reads through
 * document(). parameters: name, value, name, value …, NULL, or NULL; values are strings, quoted
 * here. They belong to the stylesheet: what depends on them alone is computed once. */
struct stylesheet *stylesheet_load(const char *directory, const char *path,
                                   const char *const *parameters, struct diag *);
void stylesheet_free(struct stylesheet *);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(stylesheet, stylesheet_free)

/* Works on a copy: libxslt strips white space from the tree that it is given. The stylesheet writes
 * no file and reaches no network. Spaces and quotes of the result are then adapted to the language
 * of each run (text.c). NULL if and only if an error was reported. Owned: xmlFreeDoc. */
xmlDoc *transform(const struct stylesheet *, const xmlDoc *, struct diag *);

#endif
