#ifndef TRANSFORM_TEXT_INT_H
#define TRANSFORM_TEXT_INT_H

#include <glib.h>
#include <libxml/tree.h>
#include <stdbool.h>

/* Spaces and quotes as each language prints them, over a result tree of either vocabulary. Touches
 * text and the attributes that are read aloud (alt, title, aria-label), nothing else. */
void text_adapt(xmlDoc *);

#define TEXT_OBJECT 0xFFFC /* stands for what is no text: a page number, an image */

struct manner {
    const char *lang;
    const char *quotes[2], *single_quotes[2]; /* opening, closing; NULL: only addresses change */
    bool high_signs;                          /* a narrow space before ; : ! ? » % and after « */
};

/* The text of one paragraph, as the rules see it: with 0 before and after it. */
struct row {
    const gunichar *c;
    unsigned length;
    const struct manner *manner; /* of what is written now */
    bool quoted, single_quoted;  /* an opening mark waits for its other */
};

/* Appends the characters from start to end as the manner prints them. */
void text_write(struct row *, unsigned start, unsigned end, GString *out);

#endif
