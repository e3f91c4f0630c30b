#ifndef TRANSFORM_TEXT_INT_H
#define TRANSFORM_TEXT_INT_H

#include <libxml/tree.h>

/* Spaces and quotes as each language prints them, over a result tree of either vocabulary. Touches
 * text and the attributes that are read aloud (alt, title, aria-label), nothing else. */
void text_adapt(xmlDoc *);

#endif
