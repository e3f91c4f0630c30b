#ifndef PARAGRAPH_INT_H
#define PARAGRAPH_INT_H

#include "layout/token_int.h"

/* A paragraph between its stages: spans → atoms and break points (atoms.c) → chosen break points
 * (breaks.c) → bits on lines (compose.c) → fragments and line heights. Lengths in pt. */

/* What a style means for text; one for each style of the paragraph. */
struct text_style {
    const struct fo_style *style;
    struct face_list faces;
    struct token_key key; /* raw text excepted */
    float size, letter_spacing;
    float space, stretch, shrink; /* of a space between words */
    bool together;                /* no break between words */
    float altitude, depth;        /* of the nominal font */
    float line_height;
};

enum atom_kind {
    ATOM_TEXT,
    ATOM_SPACE,
    ATOM_LEADER,
    ATOM_BOX,
    ATOM_PADDING,
    ATOM_EMPTY /* of a span without text: an empty fragment */
};

struct atom {
    uint8_t kind, level;  /* level: of embedding, UAX 9 */
    unsigned span, style; /* of spans, of styles */
    const struct token *token;
    float width, stretch, shrink;
    unsigned characters; /* of the paragraph's text before it */
};

/* Where a line may end. Sums are over the atoms from the paragraph's beginning: `end` up to the
 * line's end with the hyphen, `start` up to where the next line begins, so that the width of a line
 * from a to b is b.end - a.start. */
struct sums {
    double width, stretch, shrink;
};

struct breakpoint {
    struct sums end, start;
    unsigned atom, next_atom; /* the line ends before `atom`, the next begins with `next_atom` */
    int cut;                  /* of the token that is atom and next_atom both; else -1 */
    float penalty;
    float hang_end, hang_start; /* optical margins: outside of the measure, and not in the sums */
    bool hyphen, forced;
    bool space; /* the text goes on with a space */
};

struct draft_paragraph {
    struct fonts *fonts;
    const struct paragraph_shape *shape;
    const struct span *spans;
    unsigned span_count;
    struct diag *diag;
    bool hyphens_anyway; /* whatever `hyphenate` says: else a line would be too long */

    GArray *styles, *atoms, *points; /* points: the first is the paragraph's beginning */
    unsigned block_style;            /* of styles */
    bool bidirectional, rtl;         /* rtl: of the whole paragraph */
};

void atoms_collect(struct draft_paragraph *);

/* Takes what hangs out of the lines off the sums, where the style asks for optical margins. */
void hang_points(struct draft_paragraph *);

/* Levels of embedding (UAX 9) for the atoms of a paragraph; what stands in a line in the order in
 * which it is seen. */
bool bidi_needed(const struct span *, unsigned count);
uint8_t *bidi_levels(const struct span *, unsigned count, bool rtl);
void bidi_reorder(const uint8_t *levels, unsigned count, unsigned *order);

/* The width of a line, its indents taken off. */
float paragraph_width(const struct paragraph_shape *, unsigned line);

/* How the lines of a stretch between two forced ends are to be. */
struct line_rules {
    float width, indent; /* indent: of the first line; may be negative */
    float last_indent;   /* at the end of the last line */
    bool first;          /* the stretch begins the paragraph */
    bool justify, justify_last;
    float rag;       /* what a ragged line may lack without harm */
    unsigned ladder; /* most hyphens in a row; 0: no limit */
};

/* Appends to `lines` (of unsigned) the points at which lines end; `from` is where the first begins
 * and `to` where the last ends. false: a line is too long, there was no other way. */
bool breaks_find(const struct breakpoint *points, unsigned from, unsigned to,
                 const struct line_rules *, GArray *lines);

/* The frame of the stages: spans → points; points → chosen points, by one of such functions, false
 * where a line is too long; and what is to be given back. */
typedef bool (*break_finder)(const struct breakpoint *, unsigned from, unsigned to,
                             const struct line_rules *, GArray *lines);
void draft_begin(struct draft_paragraph *);
bool draft_break(const struct draft_paragraph *, break_finder, GArray *lines);
void draft_end(struct draft_paragraph *);

/* The lines between the chosen points. Owned. */
struct paragraph *compose(struct draft_paragraph *, const GArray *lines);

/* Which lines are justified, and how what is not is aligned: by text-align and text-align-last. */
enum alignment { ALIGN_START, ALIGN_CENTER, ALIGN_END, ALIGN_JUSTIFY };
enum alignment alignment_of(const struct fo_style *, bool last, bool rtl);
/* The line changes sides where the binding does: text-align is inside or outside. */
bool alignment_swings(const struct fo_style *, bool last);

/* What stands on a line, in the order of reading. */
struct bit {
    const struct atom *atom;
    struct token_part part; /* of ATOM_TEXT */
    bool hyphen;
    float width, x;
};

/* Height of a line and its baseline from its top (XSL 1.1 §4.5 and §7.16). */
void leading_set(const struct draft_paragraph *, const struct bit *, unsigned count, struct line *);

/* What fills a leader between x and x + width, its dots or its content, appended to `pieces`. */
void leader_fill(const struct draft_paragraph *, const struct bit *, GArray *pieces);

#endif
