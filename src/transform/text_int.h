#ifndef TRANSFORM_TEXT_INT_H
#define TRANSFORM_TEXT_INT_H

#include <glib.h>
#include <libxml/tree.h>
#include <stdbool.h>

/* Spaces, quotes and dashes as each language prints them, over a result tree of either vocabulary.
 * Touches text and the attributes that are read aloud (alt, title, aria-label), nothing else. What
 * it wrote it leaves as it is. */
void text_adapt(xmlDoc *);

#define TEXT_OBJECT 0xFFFC /* stands for what is no text: a page number, an image */

struct manner {
    const char *lang;                         /* "": only addresses change */
    const char *quotes[2], *single_quotes[2]; /* opening, closing */
    bool high_signs;           /* a space before ; : ! ? » % and after « that never breaks */
    bool spaced_abbreviations; /* a narrow space in "z. B." and "d. h." */
};

/* The text of one paragraph, as the rules see it: with 0 before and after it. What is open goes on
 * from one piece of it to the next. */
struct row {
    const gunichar *c;
    unsigned length;
    const struct manner *manner; /* of what is written now */
    bool typed_quoted;           /* in quotation marks that were typed */
    unsigned quoted, opened;     /* in straight ones: how deep, since which character */
    bool single_quoted;
    unsigned address_start, address_stop; /* the last address or identifier */
};

/* Appends the characters from start to end as the manner prints them. Pieces in their order. */
void text_write(struct row *, unsigned start, unsigned end, GString *out);

/* ---- Between the rules ---- */

/* Writes the address, or identifier with a low line, that stands at i, up to end, and returns where
 * it ends; i: none does. */
unsigned text_write_address(struct row *, unsigned i, unsigned end, GString *out);

/* The space that belongs between the characters a and b; 0: as typed. */
gunichar text_space_between(const struct row *, long a, long b);

#define TEXT_NO_SPACE 0xFFFF

/* A hyphen or dash at i, alone or with spaces around it, stands between two numbers: "2013-2014",
 * "p. 12-15", "9.00-12.00"? Not in telephone numbers, dates, postcodes and names of forms. */
bool text_is_range(const struct row *, long i);

/* A hyphen, two of them or a dash at i that stands apart between two words? */
bool text_is_dash(const struct row *, long i);

/* The full stop at i ends a letter that is a word of its own, or goes on from another: "i. d.". */
bool text_is_initial(const struct row *, long i);

/* The letters from i to end are the name of a month, or its abbreviation without the full stop. */
bool text_is_month(const struct row *, long i, long end);

#endif
