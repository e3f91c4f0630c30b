#ifndef FLOW_INT_H
#define FLOW_INT_H

#include <math.h>

#include "layout/arena_int.h"
#include "layout/paginate_int.h"
#include "layout/text_int.h"

/* Inside the layout: stacks of boxes, what formatting objects become and pages are made of. The
 * model is told in flow.c. Everything lives in the arena of one layout. Lengths in pt. */

/* ---- Sides of rectangles ---- */

struct sides {
    float before, after, start, end;
};

struct border {
    float width;
    uint32_t colour;
    enum fo_keyword style;
};

enum side { SIDE_BEFORE, SIDE_AFTER, SIDE_START, SIDE_END, SIDE_COUNT };

struct decoration {
    struct border border[SIDE_COUNT];
    int32_t background; /* 0xRRGGBB; -1: none */
};

/* ---- Text with its owners ---- */

/* An inline over some spans of a text. */
struct stretch {
    const struct fo_node *node;
    unsigned span, span_end;
};

struct text {
    const struct fo_node *block;
    const struct paragraph *paragraph; /* of setting.paragraphs */
    struct paragraph_shape shape;
    struct span *spans;
    const struct fo_node *const *owners; /* for each span: a leader or graphic, or the formatting
                                            object in which the text stands */
    unsigned span_count;
    const struct stretch *links, *decorated, *targets, *citations; /* targets: inlines with an id,
                                                             markers, footnote-bodies */
    unsigned link_count, decorated_count, target_count, citation_count;
    float x;     /* of its left edge, in the stack */
    float extra; /* kept free below its last line; citation.c says why */
};

/* ---- Stacks ---- */

/* Border, padding and background of a block, around its items. */
struct area {
    const struct fo_node *node;
    const struct area *parent;
    float x, width; /* of the border rectangle, in the stack */
    float measure;  /* of the column for which width holds; 0: for all */
    struct decoration decoration;
    struct sides inset; /* border and padding */
    struct sides kept;  /* of it, what stands again on either side of a break */
    bool border_kept_before, border_kept_after;
    bool opened;
    unsigned open, close; /* items */
};

enum item_kind {
    ITEM_LINE,
    ITEM_SLICE, /* of a band */
    ITEM_BOX,   /* a container */
    ITEM_OPEN,
    ITEM_CLOSE,
    ITEM_SPACE,
    ITEM_BREAK,
    ITEM_SPAN
};

/* What a strip stands for; they have the same index. */
struct item {
    enum item_kind kind;
    unsigned part;           /* number of the line or slice */
    float top;               /* in the stack as if it were never broken */
    const struct area *area; /* innermost; of OPEN and CLOSE their own */
    union {
        struct text *text;
        const struct band *band;
        const struct container *container;
        const struct repeat *repeat; /* of BREAK: the table that it breaks, or NULL */
    };
};

enum token_kind {
    TOKEN_ID,
    TOKEN_MARKER,
    TOKEN_NOTE,
    TOKEN_CITING,
    TOKEN_BAR_BEGIN,
    TOKEN_BAR_END
};

/* Something that belongs to places of a stack, or of a stack inside it. */
struct token {
    enum token_kind kind;
    unsigned first, last; /* items */
    const struct fo_node *node;
    union {
        const struct stack *note;
        struct text *citing;
        unsigned bound; /* BAR_END: the item before which the bar ends */
    };
};

struct stack {
    const struct strip *strips;
    const struct item *items;
    unsigned count;
    const struct token *tokens;
    unsigned token_count;
    float width, height;
    bool forced; /* holds a forced break */
};

/* What a table repeats where it is broken; NULL: nothing. */
struct repeat {
    const struct band *header, *footer;
};

/* A box with a stack of its own: a block-container that has a height, is turned or out of line. */
struct container {
    const struct fo_node *node;
    const struct stack *stack;
    struct decoration decoration;
    struct sides inset; /* border and padding; as the page sees it, not turned */
    float x, y;         /* of the border rectangle: in the stack, or in its reference area */
    float width, height;
    float shift; /* of the content in its own block-progression-direction */
    int orientation;
    enum { IN_LINE, ABSOLUTE, FIXED } position;
    bool from_right, from_bottom; /* x and y are the distances from there */
};

/* Stacks side by side: the cells of rows that belong together, or label and body of a list item. */
struct cell {
    const struct fo_node *node; /* NULL: a place of the grid that no cell takes */
    const struct stack *stack;  /* NULL likewise */
    float x, y, width, height;  /* of the border rectangle, in the band */
    struct decoration decoration;
    struct sides inset;
    float shift; /* of the content: display-align */
    unsigned columns, rows;
};

struct row {
    const struct fo_node *node, *group; /* node NULL: cells without a table-row */
    float y, height;
    unsigned cell, cell_end; /* of the cells that begin in it */
};

/* Where a cell's content lies in a slice. */
struct cut {
    unsigned cell;
    unsigned first, end; /* items */
    float y;             /* of the stack's top: an item stands at y + its top */
};

struct slice {
    float top, height;      /* in the band */
    float head, foot;       /* kept of border and padding where a break cuts before or after it */
    const struct cut *cuts; /* of the cells that have something in it, in order */
    unsigned cut_count;
};

/* A collapsed border along a line of the grid. */
struct rule {
    float x, y, width, height; /* in the band */
    bool across;
    struct border border;
};

struct band {
    const struct fo_node *node; /* table or list-item */
    const struct cell *cells;
    unsigned cell_count;
    const struct row *rows;
    unsigned row_count; /* 0: a list item */
    const struct rule *rules;
    unsigned rule_count;
    /* What a collapsed table keeps of its own border where a break parts it; of width 0: nothing.
     */
    struct border kept_before, kept_after;
    bool begins, ends; /* the table */
    float x, width, height;
    const struct slice *slices;
    unsigned slice_count;    /* 1: never broken */
    const struct live *live; /* how it is set again for every page; NULL: it always says the same */
};

/* ---- One layout ---- */

struct setting {
    const struct fo_document *document;
    struct fonts *fonts;
    struct images *pictures;
    struct diag *diag;
    struct arena *arena;
    GPtrArray *paragraphs;           /* owned */
    GArray *strips, *items, *tokens; /* what builders are at; inner ones behind outer ones */
    struct inline_scratch *scratch;
    GPtrArray *tables;   /* owned: those of which a part is set again */
    GHashTable *places;  /* id → const struct landing *, of the last round */
    GHashTable *tallest; /* first number of a text → float *: citation.c */
    unsigned round;
    float body_height; /* least of the masters in use: a table row beyond it is broken */
    float note_width;  /* of footnotes */
};

/* Where an id has come to stand. */
struct landing {
    const struct fo_node *sequence;
    unsigned page;        /* of all pages, from 0: the first on which it stands */
    unsigned folio, last; /* folios of its first and its last page */
    float x, y;           /* on the first */
    bool known;           /* in this round */
};

#endif
