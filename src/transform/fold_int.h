#ifndef TRANSFORM_FOLD_INT_H
#define TRANSFORM_FOLD_INT_H

#include <glib.h>
#include <libxml/tree.h>

/* What is constant in a stylesheet, computed once: fold.c. */
struct fold;
typedef struct fold fold;

/* parameters: as in stylesheet_load, borrowed. */
struct fold *fold_new(const char *const *parameters);
void fold_free(struct fold *);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(fold, fold_free)

/* Replaces constant expressions of one file by their values. To be called for each file of the
 * stylesheet in the order in which libxslt reads them, before it compiles the file. */
void fold_sheet(struct fold *, xmlDoc *);

#endif
