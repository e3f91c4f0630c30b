#ifndef PAGINATE_INT_H
#define PAGINATE_INT_H

#include <glib.h>
#include <stdbool.h>

/* Page breaking over a plain list of heights. It knows nothing of text, fonts or XML, so every rule
 * on widows, orphans, keeps and columns has a test of a few lines. */

enum strip_kind {
    STRIP_BOX,   /* never broken */
    STRIP_SPACE, /* not set at the top of a column */
    STRIP_BREAK, /* a column may end before it and the next begin after it */
    STRIP_SPAN   /* from here on the page has this many columns; a free break as well */
};

enum forced { FORCED_NOT, FORCED_COLUMN, FORCED_PAGE, FORCED_EVEN_PAGE, FORCED_ODD_PAGE };

struct strip {
    enum strip_kind kind;
    enum forced forced; /* break: must be taken */
    float height;       /* box, space; pt */
    float notes;        /* box: height of the footnotes whose marks stand in it, pt */
    int column_penalty; /* break: what it costs to end a column here … */
    int page_penalty;   /* … and, where the column is the last of its page, the page */
    float foot, head;   /* break taken: what is added to the column that ends (a table's footer) and
                           to the one that begins (a repeated header, a retained space), pt */
    unsigned columns;   /* span */
};

/* What a break violates, as a number to compare: the strongest keep first, then how many. A keep of
 * integer strength n costs penalty_of(n); "always" is stronger than every integer, and a rule on
 * lines (widows, orphans) stronger than that. */
enum { STRENGTH_NONE = 0, STRENGTH_MOST = 9999, STRENGTH_ALWAYS, STRENGTH_LINES };
int penalty_of(int strength);
int penalty_add(int, int);

/* What the pages of a sequence offer. page counts from 0 and includes blank pages. */
struct pagination {
    float (*height)(const void *data, unsigned page); /* of the body, pt */
    const void *data;
    float separator;     /* height of what stands between body and footnotes, pt */
    unsigned columns;    /* at the beginning */
    bool begins_on_even; /* the folio of page 0 is even */
};

enum { NO_STRIP = G_MAXUINT };

struct column {
    unsigned first, end; /* strips; spaces at the top are left out already */
    unsigned broken;     /* the break that this column begins with, NO_STRIP: none */
    unsigned page, index, columns;
    float y;       /* of its top below the body's top, pt */
    bool overfull; /* holds a box that no page can */
};

/* Appends struct column to columns, in order; a page that no column names is blank. Returns how
 * many pages there are, one at least. It always ends: what fits nowhere stands alone in a column,
 * which is marked. */
unsigned paginate(const struct strip *, unsigned count, const struct pagination *, GArray *columns);

#endif
