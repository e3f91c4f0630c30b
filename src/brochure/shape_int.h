#ifndef BROCHURE_SHAPE_INT_H
#define BROCHURE_SHAPE_INT_H

#include <libxml/tree.h>
#include <stdbool.h>

#include "base/xml.h"

/* What shape.c and shape_table.c share: the tree that they put in order is all elements of XHTML
 * and text. */

bool is_called(const xmlNode *, const char *name);
bool is_any(const xmlNode *, const char *names); /* separated by blanks */
bool is_inline(const xmlNode *);                 /* text too */
bool is_blank(const xmlNode *);                  /* text of blanks */
bool is_empty(const xmlNode *);                  /* nothing to read or see below */
bool has_block(const xmlNode *);

void rename_to(xmlNode *, const char *name);
/* A new element in the place of node, which moves into it. */
xmlNode *wrap(xmlNode *node, const char *name);
/* The same with the siblings after it, as long as take is true or they are blank text. */
xmlNode *wrap_run(xmlNode *first, const char *name, bool (*take)(const xmlNode *));

/* Puts the content of an element that may hold blocks in order; blocks_only: it holds nothing
 * else. */
void shape_flow(xmlNode *, bool blocks_only);

/* Tables. First what is no part of one moves before it: true, if anything did. Then rows and
 * cells; false: there are none, and what is left of the table is no table any more. */
bool is_table_part(const xmlNode *);
bool table_sort_out(xmlNode *);
bool table_shape(xmlNode *);

#endif
