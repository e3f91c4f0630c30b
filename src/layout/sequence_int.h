#ifndef SEQUENCE_INT_H
#define SEQUENCE_INT_H

#include "layout/build_int.h"

/* Page masters, and page-sequences broken into pages. */

struct point {
    float x, y;
};

struct box {
    float x, y, width, height; /* pt, from the page's top left corner */
};

/* A coordinate system on the page: its origin, and how often it is turned to the left. */
struct frame {
    float x, y;
    int turns;
};

/* orientation: of the content, as reference-orientation has it (XSL 1.1 §7.21.3). */
struct frame frame_turned(struct frame, struct box content, int orientation);
void frame_point(struct frame, float x, float y, float *page_x, float *page_y);
struct box frame_box(struct frame, struct box);

enum region { REGION_BODY, REGION_BEFORE, REGION_AFTER, REGION_START, REGION_END, REGION_COUNT };

/* A simple-page-master, measured. */
struct master {
    const struct fo_node *node;
    float width, height, bleed, margin;         /* margin: as of struct page */
    const struct fo_node *region[REGION_COUNT]; /* NULL: none */
    struct frame frame;                         /* of the border rectangles */
    struct box border[REGION_COUNT];            /* border rectangles */
    struct frame inner[REGION_COUNT];           /* of the content */
    struct box content[REGION_COUNT];           /* without border and padding */
    unsigned columns;
    float column_gap;
};

struct page_state {
    unsigned index; /* in its sequence, from 0 */
    unsigned folio;
    bool last, blank;
};

/* A marker whose parent has areas on these pages. */
struct marker {
    unsigned first, last;
    unsigned reach;          /* the greatest `last` of this one and all before it */
    unsigned item, item_end; /* of the flow's stack: first and last */
    const struct fo_node *node;
};

struct sequence {
    const struct fo_node *node, *flow;
    const struct master *first;    /* master of its first page: gives width and columns */
    const struct stack *stack;     /* of the flow */
    const struct stack *separator; /* above footnotes; NULL: none */
    GArray *columns;               /* struct column */
    GArray *turns;                 /* struct turn; NULL: all pages have one measure */
    GArray *notes;                 /* const struct stack *, in the order of their marks */
    GArray *footings;              /* struct footing: what of them stands on each page */
    GArray *markers;               /* struct marker, in the order of the document */
    unsigned page, page_count;     /* physical pages, from 0 */
    unsigned folio;                /* of its first page */
    unsigned expected;             /* number of pages, while they are broken; 0: not known */
    bool dirty;
};

/* Masters are measured once. */
struct masters;
struct masters *masters_new(struct setting *);
void masters_free(struct masters *);
const struct master *master_for(struct masters *, const struct fo_node *sequence,
                                const struct page_state *);
/* Whether a master depends on a page being the last. */
bool masters_ask_for_last(struct masters *, const struct fo_node *sequence);
/* The least height of the body in all masters that a sequence may use. */
float masters_least_height(struct masters *, const struct fo_node *sequence);
/* Whether they differ in the width or the columns of the body. */
bool masters_turn(struct masters *, const struct fo_node *sequence);

/* ---- Flows whose pages differ in width (turn.c) ---- */

struct measure measure_of(const struct master *);
bool measure_equal(const struct measure *, const struct measure *);

struct measured_flow {
    const struct fo_node *node; /* NULL: there is none */
    struct measure first;       /* of its first page */
    struct measure (*measure)(const void *data, unsigned page);
    const void *data;
};

/* Builds a flow and breaks it into pages, from top on; turns: struct turn, what was done. */
const struct stack *turning_set(struct setting *, const struct measured_flow *, struct pagination *,
                                struct page_top *, GArray *columns, GArray *footings,
                                GArray *turns);
/* The same stack once more. */
const struct stack *turning_again(struct setting *, const struct measured_flow *,
                                  const GArray *turns);

struct sequences {
    struct setting *s;
    struct masters *masters;
    GArray *all; /* struct sequence */
    unsigned page_count;
};

/* Lays out all page-sequences until the numbers of pages have settled. */
void sequences_set(struct sequences *);
void sequences_clear(struct sequences *);

/* The first column of a page, NULL: it is blank. */
const struct column *sequence_column(const struct sequence *, unsigned page);
struct page_state sequence_page(const struct sequence *, unsigned page);
const char *folio_text(struct arena *, const struct fo_node *sequence, unsigned folio);
const struct fo_node *static_content(const struct fo_node *sequence, const char *name);

/* The first page of the sequence, counted in it, on which an item stands. */
unsigned page_of_item(const struct sequence *, unsigned item);

/* The marker that a retrieve-marker on this page (of all pages) means, or NULL. */
const struct fo_node *marker_find(const struct sequences *, unsigned sequence, unsigned page,
                                  const struct fo_node *retrieve);

/* The marker that a retrieve-table-marker in the part of this table in this column means, or NULL.
 */
const struct fo_node *marker_in_table(const struct sequence *, const struct column *,
                                      const struct fo_node *table, const struct fo_node *retrieve);

/* ---- Footnotes at the foot of pages (footing.c) ---- */

/* What stands at the foot of a page, from above; NULL: nothing. */
const struct footing *footings_of_page(const struct sequence *, unsigned page, unsigned *count);
float footings_height(const struct sequence *, unsigned page); /* with the separator */
const struct stack *footing_stack(const struct sequence *, const struct footing *);
float footing_height(const struct stack *, const struct footing *);
/* Where the note's stack would begin, below the footing's top. */
float footing_top(const struct stack *, const struct footing *);
/* Where an item of a note stands; NULL: it has no place. */
const struct footing *footing_of_item(const struct sequence *, unsigned note, unsigned item);

/* Sets the numbers of the sequence's texts that have changed. true: a text has another height. */
bool citations_update(struct setting *, const struct sequence *);

#endif
