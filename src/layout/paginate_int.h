#ifndef PAGINATE_INT_H
#define PAGINATE_INT_H

#include <glib.h>
#include <stdbool.h>

/* Page breaking over a plain list of heights. It knows nothing of text, fonts or XML, so every rule
 * on widows, orphans, keeps, columns and footnotes has a test of a few lines. */

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
    float shrink;       /* space: what it may lose, pt */
    bool line;          /* box: a line of text, which may stand on a grid */
    int column_penalty; /* break: what it costs to end a column here … */
    int page_penalty;   /* … and, where the column is the last of its page, the page */
    float foot, head;   /* break taken: what is added to the column that ends (a table's footer) and
                           to the one that begins (a repeated header, a retained space), pt */
    unsigned columns;   /* span; 0: as many as the page has */
};

/* What a break violates, as a number to compare: the strongest keep first, then how many. A keep of
 * integer strength n costs penalty_of(n); "always" is stronger than every integer, and a rule on
 * lines (widows, orphans) stronger than that. */
enum { STRENGTH_NONE = 0, STRENGTH_MOST = 9999, STRENGTH_ALWAYS, STRENGTH_LINES };
int penalty_of(int strength);
int penalty_add(int, int);

/* A footnote is a list of its own. */
struct footnote {
    unsigned mark; /* the box in which its mark stands */
    const struct strip *strips;
    unsigned count;
    float height; /* unbroken, pt */
};

/* What the pages of a sequence offer. page counts from 0 and includes blank pages. */
struct pagination {
    float (*height)(const void *data, unsigned page); /* of the body, pt */
    unsigned (*columns)(const void *data, unsigned page);
    /* Whether the page needs another list than the page before it that was filled: its text is set
     * at another width. NULL: never. */
    bool (*turns)(const void *data, unsigned page, unsigned before);
    const void *data;
    float separator; /* height of what stands between body and footnotes, pt */
    float grid;      /* in several columns lines of this height stand on its multiples; 0: none */
    bool begins_on_even;          /* the folio of page 0 is even */
    const struct footnote *notes; /* in the order of their marks */
    unsigned note_count;
};

enum { NO_STRIP = G_MAXUINT };

struct column {
    unsigned first, end; /* strips; spaces at the top are left out already */
    unsigned broken;     /* the break that this column begins with, NO_STRIP: none */
    unsigned page, index, columns;
    float y;       /* of its top below the body's top, pt */
    float shrink;  /* the part of what spaces may lose that they do lose, 0 to 1 */
    float grid;    /* 0: none */
    bool overfull; /* holds a box that no page can */
};

/* What the boxes of a column are moved down against a list in which nothing is shrunk or stands on
 * a grid: by[0] that of the first strip. */
void column_moves(const struct strip *, const struct column *, float *by);
bool column_has_moves(const struct column *); /* false: all are 0 */
float column_move(const struct strip *, const struct column *, unsigned strip);

/* A footnote at the foot of a page, or what stands there of it. */
struct footing {
    unsigned page, note;
    unsigned first, end, broken; /* of its strips, as in a column */
    bool overfull;
};

/* ---- The footnotes of a page ---- */

struct note_place {
    unsigned note, strip, broken;
};

struct page_notes {
    struct note_place first; /* the page's notes begin here … */
    unsigned end;            /* … and go up to the last whose mark has been placed */
    unsigned carried;        /* those before this one were begun or marked on an earlier page */
    float height;            /* of what stands on this page, pt */
    bool cut;                /* only a part does: the next page goes on at rest */
    struct note_place rest;
};

/* Takes in the notes whose marks stand in this box. */
void notes_mark(const struct pagination *, struct page_notes *, unsigned strip);
/* Cuts the notes so that they take at most this height: where it violates least, of equals as late
 * as possible. Returns what is violated; negative: they cannot be cut. */
int notes_cut(const struct pagination *, struct page_notes *, float height);
/* Cuts them after the first box that is there, whatever its height. */
void notes_cut_anyhow(const struct pagination *, struct page_notes *);
/* Whether one of them is too high to stand whole on any page of this height. */
bool notes_are_long(const struct pagination *, const struct page_notes *,
                    const struct strip *strips, float height);
/* What the next page begins with. */
struct page_notes notes_carried(const struct pagination *, const struct page_notes *);
/* Appends a struct footing for each. */
void notes_write(const struct pagination *, const struct page_notes *, unsigned page, bool overfull,
                 GArray *footings);

/* ---- Pages ---- */

/* How far a flow has been broken: where its next column begins. Starts as PAGE_TOP. */
struct page_top {
    unsigned next, broken, page;
    unsigned columns; /* 0: as many as the page has */
    float y;          /* below the body's top, pt */
    struct page_notes notes;
};
#define PAGE_TOP ((struct page_top){.broken = NO_STRIP, .notes.first.broken = NO_STRIP})

/* Appends struct column to columns and struct footing to footings, in order; a page that neither
 * names is blank. It always ends: what fits nowhere stands alone in a column, which is marked.
 * Returns true at the end of the flow, and top->page is then how many pages there are, one at
 * least. Returns false before a page that turns: top is at its beginning, behind top->broken. */
bool paginate(const struct strip *, unsigned count, const struct pagination *, struct page_top *,
              GArray *columns, GArray *footings);

#endif
