#ifndef TEXT_INT_H
#define TEXT_INT_H

#include "layout/layout.h"

/* Inside the layout: from styled text to lines. fonts.c, words.c, hyphen.c and paragraph.c are on
 * this side; flow, table and paginate on the other. */

/* The faces of a style, best first: its families' faces, then the fallbacks of fonts.conf. Returns
 * how many. A family that no configured font has is an error, or a warning where `lenient`
 * (typeset). */
struct face_list {
    const unsigned *faces;
    unsigned count;
};
struct face_list fonts_for_style(struct fonts *, const struct fo_style *, bool lenient,
                                 struct place, struct diag *);

/* A word of one face, shaped once a process. lang: BCP 47. */
const struct word *fonts_word(struct fonts *, unsigned face, const char *lang, const char *text,
                              unsigned length);

/* Reads the patterns of a language (the primary subtag of BCP 47) on first use; they stay for the
 * process. hyphenation/LANG.txt under the data directory names the dictionary and the exceptions; a
 * language without that file is not hyphenated, which is no error. false: an error was reported. */
bool hyphenate_ready(const char *lang, struct diag *);

/* Break places of a word in a language that is ready: marks[i] says whether a hyphen may stand
 * before byte i (of a character that then begins a line). marks has length + 1 entries, all are
 * set. Abbreviations, addresses and words with digits have none. remain, push: the least letters
 * before and after a hyphen; the language's own limits hold too. Returns whether there is any. */
enum hyphen_mark {
    HYPHEN_NONE,
    HYPHEN,
    HYPHEN_TREMA /* the letter that begins the line loses its trema: re-eel of Dutch reëel */
};
bool hyphenate(const char *lang, const char *word, unsigned length, unsigned remain, unsigned push,
               uint8_t *marks);

/* Text: U+0020 is a break place and gives and takes in justified lines; a line feed is a forced
 * line end; U+00A0 is a space that is no break place; U+200B a break place without hyphen or width;
 * U+00AD a place for a hyphen, and then the only ones of its word; other places as in UAX 14, and
 * hyphens where the style says so. A span without text makes one
 * empty fragment, so that its place is known. */
enum span_kind {
    SPAN_TEXT,   /* text; spaces are break places */
    SPAN_BREAK,  /* a forced line end */
    SPAN_LEADER, /* from `minimum` to `maximum`, `optimum` wide; takes what the line leaves */
    SPAN_BOX     /* width, ascent, descent: an image, a rule, an inline container */
};

struct span {
    enum span_kind kind;
    const struct fo_style *style;
    const char *text;
    unsigned length;                  /* SPAN_TEXT; of SPAN_LEADER: what it repeats */
    float minimum, optimum, maximum;  /* SPAN_LEADER, pt */
    float width, ascent, descent;     /* SPAN_BOX, pt */
    float padding_start, padding_end; /* of the inline that begins or ends with this span */
    float shift;                      /* of the baseline, upwards, pt: the sum of its ancestors' */
    bool keep_before, keep_after;     /* no line ends between this and what is around it */
    struct place place;
};

/* A leader as a span, its style left open: that of `styled`, of what it repeats or of itself. base:
 * what its percentages are of, pt. */
struct arena;
struct span leader_span(struct arena *, const struct fo_node *leader, const struct fo_style *,
                        float base, const struct fo_node **styled);

/* A stretch of one span and one face on one line. Fragments are in reading order; inside a fragment
 * the pieces go from left to right (text that runs from right to left has a fragment a word). x and
 * width leave the inline's padding out: padding_start lies before the first fragment of its span,
 * padding_end behind the last. The dots of a leader are pieces, its rule is left to the caller. */
struct fragment {
    unsigned span;
    unsigned piece, piece_end; /* of paragraph.pieces; x relative to the paragraph's left edge */
    unsigned face;             /* SPAN_TEXT */
    float x, width;
    unsigned text_offset; /* characters of the paragraph's text before it */
    bool space_before; /* a breakable space separates it from the previous fragment of the line */
};

struct line {
    unsigned fragment, fragment_end;
    float height, baseline; /* baseline: from the line's top, pt */
    float x, width;         /* of what stands in it, from the paragraph's left edge */
    float swing;            /* to add to x on pages bound at their right edge: inside, outside */
    bool hyphen, last;      /* ends with a hyphen; ends the paragraph or stands before SPAN_BREAK */
    bool space_after;       /* the text goes on with a space in the next line */
};

struct paragraph {
    const struct line *lines;
    unsigned line_count;
    const struct fragment *fragments;
    unsigned fragment_count;
    const struct piece *pieces;
    unsigned piece_count;
};

/* From this line on a paragraph has another width. */
struct line_width {
    unsigned line;
    float width;
};

struct paragraph_shape {
    const struct fo_style *style; /* of the block: alignment, indents, hyphenation, line height */
    float width;                  /* pt; the indents are taken off already */
    float reference_x; /* of the left edge in its reference area, pt: where dots of leaders align */
    struct place place;
    const struct line_width *widths; /* in the order of their lines */
    unsigned width_count;
};

/* Lines by total fit over the widths of shaped words. A word that no break makes fit is an error
 * (DIAG_E0602) unless wrap-option is no-wrap. Owned: paragraph_free. Never NULL: what is wrong is
 * reported and set as well as can be. */
struct paragraph *paragraph_new(struct fonts *, const struct paragraph_shape *, const struct span *,
                                unsigned count, struct diag *);
void paragraph_free(struct paragraph *);

/* Widths for automatic table columns, pt. */
struct widths {
    float least; /* of the longest part that not even a hyphen divides */
    float word;  /* of the longest word */
    float most;  /* of the whole, on one line */
};

struct widths paragraph_measure(struct fonts *, const struct paragraph_shape *, const struct span *,
                                unsigned count, struct diag *);

#endif
