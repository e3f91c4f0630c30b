#ifndef FONTS_INT_H
#define FONTS_INT_H

#include <fontconfig/fontconfig.h>
#include <hb.h>

#include "layout/text_int.h"

/* What fonts.c, families.c, words.c and tokens.c share. */

/* A face and what shapes with it. It is opened when it is first needed: most fallbacks never are.
 */
struct font {
    struct face face;
    FcPattern *pattern; /* of the font file: borrowed from the configuration */
    char *features;     /* "onum,pnum": a part of what the face is */
    hb_font_t *shaper;  /* NULL: not open */
    GArray *feature_list;
    int *advances;
};

/* The faces of a family list, weight and slant, best first. */
struct family_list {
    GArray *faces;  /* of unsigned */
    char *unknown;  /* no family of the list is configured: the list as it was asked for */
    char *mismatch; /* the best face has another weight or slant: says which */
};

struct fonts {
    FcConfig *config;
    GPtrArray *fonts;     /* of struct font */
    GHashTable *font_ids; /* family, features, file and index: number + 1 */
    GHashTable *families; /* names of the configured families, in lower case */
    GHashTable *lists;    /* what was asked for: struct family_list */
    hb_buffer_t *buffer;
    GHashTable *words, *tokens; /* sets of struct cached_word and of struct token */
    size_t cached;              /* bytes of both */
    uint64_t shaped;            /* how often HarfBuzz was called */
};

/* The number of the face that is the font file under this family name with these features. */
unsigned fonts_add(struct fonts *, const char *family, FcPattern *, const char *features);

/* Opens the face where it is not open yet. NULL: the file cannot be read. */
struct font *fonts_open(const struct fonts *, unsigned face);

/* By the font file's table of characters: the face is not opened for it. */
bool fonts_has(const struct fonts *, unsigned face, gunichar);

/* fonts_word in a writing direction and with or without the ligatures of the face. */
enum word_form { WORD_RTL = 1, WORD_SPACED_OUT = 2 };
const struct word *word_find(struct fonts *, unsigned face, hb_language_t, unsigned form,
                             const char *text, unsigned length);
/* The word may be cut before this glyph: both sides look the same without each other. */
bool word_is_safe_before(const struct word *, unsigned glyph);
void words_forget(struct fonts *);
void tokens_forget(struct fonts *);

#endif
