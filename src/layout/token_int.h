#ifndef TOKEN_INT_H
#define TOKEN_INT_H

#include "layout/fonts_int.h"

/* What stands between two spaces: the faces that show it, and where it may be broken. Made once a
 * process for each family list, language and kind of hyphenation. */

enum {
    TOKEN_LIMIT = 200, /* characters; longer ones are cut by the caller */
    SEAM = 0x200b,
    SOFT_HYPHEN = 0x00ad
};

/* A part of one face and script. */
struct segment {
    const struct word *word;
    unsigned offset, end; /* in the token's text */
    float width;          /* em */
};

enum cut_kind { CUT_PLAIN, CUT_HYPHEN };

struct cut {
    unsigned offset; /* in the token's text: of the character that begins the next line */
    uint8_t kind;
    bool trema;     /* that character loses its trema */
    bool exact;     /* shaping is the same with and without the cut: glyphs of the word serve */
    uint16_t glyph; /* the first behind the cut, where it is exact */
    uint16_t glyphs_before, glyphs_after; /* how many stand on either side */
    float before, after;                  /* widths of the two sides, em */
    float hyphen;                         /* width of the hyphen, em; 0 where there is none */
    float hang_end, hang_start; /* what hangs out of the line before it and behind it, em */
};

struct token {
    const char *text; /* without U+00AD and U+200B */
    unsigned length, glyph_count, segment_count, cut_count;
    float width;                /* em */
    float hang_start, hang_end; /* what may hang out of a line that begins or ends with it, em */
    const struct segment *segments;
    const struct cut *cuts;
    bool seam_before, seam_after; /* U+200B stands at that end of it */
    gunichar missing;             /* a character that no face has; 0: none. It is left out */

    struct token_key {
        const char *raw; /* as it stands in the document */
        unsigned raw_length;
        struct face_list faces;
        hb_language_t language;
        const char *lang; /* for hyphens; NULL: no hyphens but where U+00AD stands */
        unsigned form;    /* enum word_form */
        uint8_t remain, push;
        unsigned hash;
    } key;
};

const struct token *token_find(struct fonts *, const struct token_key *);

/* How many characters of the document stand before this place in the token's text. */
unsigned token_characters(const struct token *, unsigned offset);

/* A part of a token as it stands on a line. */
struct token_part {
    const struct word *word;
    unsigned glyph, glyph_end;
    unsigned offset; /* in the token's text */
};

/* Fills in what may hang out of lines. */
void hang_token(const struct fonts *, struct token *, struct cut *);

float token_part_width(const struct fonts *, const struct token_part *); /* em */

/* The token between two of its cuts (-1: its beginning or end), appended to `parts` (of struct
 * token_part) in the order of reading. */
void token_parts(struct fonts *, const struct token *, int from, int to, GArray *parts);

/* ---- Inside: places.c and itemise.c make what tokens.c keeps ---- */

/* A token while it is made. marks[i]: what may happen before byte i of the text. */
enum mark { MARK_NONE, MARK_PLAIN, MARK_SEAM, MARK_HYPHEN, MARK_TREMA };

struct token_draft {
    struct fonts *fonts;
    const struct token_key *key;
    GString *text;
    GByteArray *marks;
    GArray *segments, *cuts;
    gunichar missing;
    bool has_seam, has_soft_hyphen, seam_before, seam_after;
};

/* Takes U+200B and U+00AD out of the raw text, and marks where the text may be broken. */
void token_mark_places(struct token_draft *);

/* Cuts the text into segments: for each cluster the first face of the list that shows it. */
void token_itemise(struct token_draft *);

#endif
