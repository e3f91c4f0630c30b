#ifndef XML_INT_H
#define XML_INT_H

#include <glib.h>

#include "base/diag.h"

/* What the files of the XML reader share. */

enum {
    XML_DEPTH_LIMIT = 64,
    XML_ATTRIBUTE_LIMIT = 200, /* of one element, namespace declarations included */
    XML_SCOPE_LIMIT = 400,     /* namespace declarations in scope */
    XML_ELEMENT_LIMIT = 200000,
    XML_NAME_LIMIT = 10000 /* different names of elements and attributes */
};

/* The bytes of a file as UTF-8 without a byte order mark, whatever they were. NULL if and only if
 * an error was reported. */
GString *xml_decode(const char *name, const void *bytes, size_t size, struct diag *);

/* Refuses a DOCTYPE and what goes beyond the limits, before the parser sees it. */
bool xml_scan(const char *name, const GString *text, struct diag *);

/* Line and column of an offset in a text. */
struct place xml_place_at(const char *name, const GString *text, size_t offset);

#endif
