#ifndef XML_H
#define XML_H

#include <libxml/tree.h>

#include "base/diag.h"

/* The one reader for all XML: fiches, value lists, catalogue, stylesheets, FO. It loads nothing
 * from elsewhere, refuses a DOCTYPE, bounds depth, attributes and elements, and keeps each start
 * tag's own line and column, which libxml2 does not. */

/* path is relative to root, as in file_read; it is also the file of every place. NULL if and only
 * if an error was reported (DIAG_E01xx). Owned: free with xml_free; libxslt, which frees what it
 * is given, may be given it. From the first call on, nothing in the process loads external
 * entities: who follows references (xsl:import) must read with this function. */
xmlDoc *xml_read(const char *root, const char *path, struct diag *);

/* The same from memory; name stands in places. */
xmlDoc *xml_read_memory(const char *name, const void *bytes, size_t size, struct diag *);

void xml_free(xmlDoc *);

/* Where the start tag of the node, or of the element that holds it, begins. A node of a document
 * that was not read by this reader has libxml2's line, and no file. The file is borrowed from the
 * document. */
struct place xml_place(const xmlNode *);

/* Lower-case hexadecimal SHA-256 of the bytes that were read. Borrowed from the document. */
const char *xml_digest(const xmlDoc *);

/* Validates against a RELAX NG schema of ours, schemas/NAME.rng under the data directory; compiled
 * once per process. Each violation is an error with the element's place. */
bool xml_validate(const xmlDoc *, const char *schema, struct diag *);

/* Small readers. */
const xmlNode *xml_child(const xmlNode *parent,
                         const char *name); /* first child element of that local name, or NULL */
const xmlNode *xml_next(const xmlNode *node,
                        const char *name); /* next sibling element of that name; name NULL: any */
char *xml_attribute(const xmlNode *,
                    const char *name);          /* trimmed copy, no namespace; NULL when absent */
char *xml_text(const xmlNode *);                /* trimmed copy of all text below; "" when none */
bool xml_is(const xmlNode *, const char *name); /* an element of that local name */

/* Small menders. */
void xml_drop(xmlNode *); /* and all below; NULL is not allowed */
/* Puts its children in its place. The first of them, or the node after it; NULL: there is none. */
xmlNode *xml_unwrap(xmlNode *);

#endif
