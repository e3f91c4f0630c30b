#ifndef BUILD_INT_H
#define BUILD_INT_H

#include "layout/flow_int.h"

/* Builds one stack: boxes are put one below the other; what stands between two of them (spaces,
 * keeps, forced breaks) is gathered in a gap and settled when the next box comes. */

struct space {
    float minimum, optimum, maximum;
    int precedence;
    bool force;
    bool given; /* false: there is none */
};

struct spaces {
    struct space all;          /* what they come to where no break is taken */
    struct space above, below; /* what remains on either side of a break */
    struct space above_so_far; /* if the next one above is retained */
};

/* Takes in the space before or after a formatting object. */
void spaces_add(struct spaces *, const struct fo_style *, bool before);

struct gap {
    enum forced forced;
    int column_keep, page_keep;         /* penalties: keep-with-next, keep-with-previous */
    int column_together, page_together; /* strengths of what encloses both sides */
    struct spaces spaces;
    bool entered; /* a node has begun */
    bool begins;  /* a reference area begins here: one that spans the columns, or their next ones */
};

/* What page-number and retrieve-marker say: static content is built anew for every page. */
struct page_words {
    const char *number;
    const struct fo_node *(*marker)(const struct page_words *, const struct fo_node *retrieve);
};

/* What retrieve-table-marker says: headers and footers of tables are set anew for every page. */
struct table_words {
    const struct fo_node *(*marker)(const struct table_words *, const struct fo_node *retrieve);
};

/* What a page offers to a flow. */
struct measure {
    float column, full; /* widths of a column and of the whole body, pt */
    unsigned columns;
    float height; /* of the body, pt */
};

/* Behind this break a flow has another measure (turn.c). */
struct turn {
    unsigned broken;
    struct measure measure;
};

struct builder {
    struct setting *s;
    unsigned base, token_base,
        waiting;       /* in the scratch arrays; tokens from waiting on have no box yet */
    float x, width;    /* of the reference area, in the stack */
    float height;      /* of it; 0: not known */
    struct area *area; /* innermost, opened or not */
    struct gap gap;
    int column_together, page_together;    /* strengths in force */
    bool glued;                            /* no break before the next box */
    const struct repeat *repeat;           /* the table in whose body the next break would be */
    const struct fo_node *link;            /* basic-link around whole blocks */
    const struct page_words *page;         /* NULL: a flow */
    const struct table_words *table_words; /* of the innermost table; NULL: it retrieves nothing */
    const struct fo_style *retrieving, *marked; /* styles of retrieve-marker and of the marker */
    struct widths *measure; /* not NULL: only widths are wanted, and nothing is put */
    /* Of a flow alone: */
    struct measure sheet; /* of the page on which the next box comes; zeros: this is no flow */
    bool spanning;        /* all columns */
    bool fixed;           /* inside a container with a width of its own */
    float widened;        /* the sum of what turns have added to the width */
    const GArray *turns;  /* struct turn; NULL: none */
    unsigned turn;        /* of them, the next */
};

/* Takes the turn that comes before the next box, if one does. */
bool builder_turn(struct builder *);

/* An inner builder inherits page and link from outer, which may be NULL. */
struct builder builder_start(struct setting *, const struct builder *outer, float width);
const struct stack *builder_finish(struct builder *);

/* Around a block-level node: its breaks, keeps, spaces, id and markers. */
struct entered {
    unsigned token, token_end;
    int column_together, page_together;
    bool empty; /* until a box is put */
    unsigned items;
};

struct entered builder_enter(struct builder *, const struct fo_node *);
void builder_leave(struct builder *, const struct fo_node *, const struct entered *);

/* Around its border and padding. Returns the area, or NULL where there is nothing to paint or keep
 * free. x and width: of the content. */
struct area *builder_open(struct builder *, const struct fo_node *, float x, float width);
void builder_close(struct builder *, struct area *);

/* Returns the item's number. What is below has moved nothing yet: notes and tokens follow. */
unsigned builder_put(struct builder *, const struct item *, float height);
/* Something without height. It stays with what is above where that is its sibling, else it goes
 * with what follows. */
unsigned builder_put_aside(struct builder *, const struct item *, bool with_above);
void builder_put_break(struct builder *, const struct strip *);
void builder_put_span(struct builder *, unsigned columns);
/* Adds to a break what two siblings that adjoin it say: forced breaks and keeps. NULL: nothing. */
void settle_between(const struct fo_node *above, const struct fo_node *below, struct strip *);

/* Id and markers of a node, for the next box. */
void builder_await(struct builder *, const struct fo_node *);
/* The stack's tokens up to this one, of all, belong to all that the builder has. */
void builder_reach(struct builder *, unsigned end);
/* A change bar begins at the next box, or ends at the last. */
void builder_bar(struct builder *, const struct fo_node *);
/* Tokens. item: as builder_put gives it. */
void builder_token(struct builder *, const struct token *, unsigned item);
void builder_inherit(struct builder *, const struct stack *, unsigned item, unsigned first,
                     unsigned end);

bool builder_is_empty(const struct builder *);
/* Where only widths are wanted: those of what stands inside, and what is around it. */
void builder_widen(struct builder *, struct widths, float around);

/* ---- Values: start is left; in rl-tb the properties of start and end change sides ---- */

struct border border_of(const struct fo_style *, enum side);
struct decoration decoration_of(const struct fo_style *);
struct sides inset_of(const struct fo_style *, const struct decoration *, float base);
/* overflow: what goes beyond the area does not show, or is an error (XSL 1.1 §7.21.2). */
bool overflow_hides(const struct fo_style *);
bool overflow_refused(const struct fo_style *);
float start_indent(const struct builder *, const struct fo_style *);
float end_indent(const struct builder *, const struct fo_style *);

/* ---- What the formatting objects become ---- */

void flow_children(struct builder *, const struct fo_node *);
void flow_node(struct builder *, const struct fo_node *);
/* A flow: its children are put one by one; those that span all columns get the full width. */
struct builder flow_start(struct setting *, const struct measure *);
void flow_child(struct builder *, const struct fo_node *);

/* The children of a block: lines, and blocks between them. */
void inline_flow(struct builder *, const struct fo_node *block);
struct inline_scratch *inline_scratch_new(void);
void inline_scratch_free(struct inline_scratch *);
/* Sets the lines of a text anew, for numbers that have become known. */
void text_set(struct setting *, struct text *);
float text_height(const struct text *);
/* From this line on the text has the width that the builder has now. */
void text_turn(struct builder *, struct text *, unsigned line);

void container_flow(struct builder *, const struct fo_node *);
void list_flow(struct builder *, const struct fo_node *);
void captioned_flow(struct builder *, const struct fo_node *);
void table_flow(struct builder *, const struct fo_node *);
struct table;
void table_free(struct table *);

struct widths measure_children(struct builder *outer, const struct fo_node *, float width);
/* A stack of its own for the children of a node; entered: with the node's id and keeps. */
const struct stack *stack_of(struct builder *outer, const struct fo_node *, float width,
                             float height);

/* The marker that a retrieve-marker or retrieve-table-marker means here, or NULL. */
const struct fo_node *retrieved(const struct builder *, const struct fo_node *retrieve);
/* A header or footer whose band is live, with what these words retrieve. */
const struct band *table_again(struct setting *, const struct band *, const struct table_words *);

/* Puts a band: whole, or cut between its rows and, in a row that is higher than room, where all its
 * cells may be broken. */
#define BAND_WHOLE INFINITY
void band_put(struct builder *, struct band *, float room);

/* What a number says, as far as it is known; from earlier rounds in a flow. */
const char *citation_text(const struct builder *, const struct fo_node *);
/* Sets text->extra, see citation.c. */
void citation_reserve(struct setting *, struct text *);

/* An external-graphic: its border rectangle, and the picture in it. width 0: it cannot be used,
 * which was reported. */
struct graphic {
    float width, height;
    float x, y, content_width, content_height;
    struct decoration decoration;
};
/* How far an inline lies above the baseline of its parent: baseline-shift, alignment-baseline and
 * alignment-adjust. height: of a graphic; 0: text. */
float alignment_shift(struct setting *, const struct fo_node *, float height);

/* base: of percentages. */
struct graphic graphic_size(struct setting *, const struct fo_node *, float base);

#endif
