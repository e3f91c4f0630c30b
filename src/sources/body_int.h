#ifndef BODY_INT_H
#define BODY_INT_H

#include "sources/sources_int.h"

/* The cleaning of one fiche's prose. */
struct cleaning {
    struct loading *loading;
    const struct found *found;
    enum direction direction;
    enum language language;    /* of the version that is read; LANGUAGE_COUNT: of none */
    const char *own_namespace; /* of the file's root: its author meant it for all; NULL: none */
    GPtrArray *dropped;        /* struct drop: one for each kind of thing that was taken away */
    GHashTable *drops;         /* the same, by message */
};

struct cleaning *cleaning_new(struct loading *, const struct found *, enum direction,
                              const xmlNode *root);
/* Reports what was dropped, each kind of thing once. */
void cleaning_finish(struct cleaning *);
void cleaning_drop(struct cleaning *, enum diag_code, struct place, const char *format, ...)
    G_GNUC_PRINTF(4, 5);

/* The block of prose that an element holds (html/body, or the element itself), cleaned as sources.h
 * says. NULL: it has no text. */
const xmlNode *body_clean(struct cleaning *, const xmlNode *holder);

/* The text of a title, its tags stripped, white space collapsed. Owned. */
char *title_clean(struct cleaning *, const xmlNode *title);

/* address.c: what a link leads to, as it is printed. Owned. NULL: nowhere (reported). */
char *address_check(const struct cleaning *, const xmlNode *, const char *href);

/* image.c: the picture's path, relative to the sources. Owned. NULL: it cannot be used (reported).
 */
char *image_check(const struct cleaning *, const xmlNode *, const char *src);

/* prose.c: headings, tables and links of a clean block. */
void block_check(xmlNode *block, struct diag *);
unsigned heading_level(const xmlNode *); /* 1 to 6; 0: no heading */

/* spoken.c: what a reader by ear does not get as it was meant, in the language of the block. */
void block_hear(const xmlNode *block, enum language, struct diag *);

#endif
