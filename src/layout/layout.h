#ifndef LAYOUT_H
#define LAYOUT_H

#include <hb.h>
#include <stdint.h>

#include "base/publication.h"
#include "fo/fo.h"

/* Finished pages: what the layout gives and the painters read. Nothing moves any more; page numbers
 * are known and citations filled in. Plain arrays, indices instead of pointers, lengths in pt from
 * the top left corner of the trimmed page. */

/* ---- Fonts: the configured faces, and every word shaped once a process ---- */

struct fonts;
typedef struct fonts fonts;

/* A face as a family alias gives it: two aliases of one file with other features are two faces with
 * one program. */
struct face {
    const char *family; /* as in fonts.conf: "Brochure Text" */
    const char *postscript_name;
    hb_face_t *hb_face;
    unsigned program; /* faces that share a font file have the same number, that of the first */
    unsigned units_per_em, glyph_count;
    bool cff;                                      /* CFF outlines; else TrueType */
    int ascender, descender, cap_height, x_height; /* design units; the descender is negative */
    uint16_t space_glyph, hyphen_glyph;
    int space_width, hyphen_width; /* design units */
    const int *advance;            /* of each glyph, design units, from hmtx: what /W says */
};

struct glyph {
    uint16_t id, cluster;       /* cluster: byte offset in the word's text */
    int16_t x_offset, y_offset; /* design units */
    int32_t advance;            /* design units, kerning included */
};

/* A shaped word, or a part of one. Owned by struct fonts; valid until fonts_trim. */
struct word {
    const char *text;
    const struct glyph *glyphs;
    /* The whole word as the inside of a TJ array that stands in "<": "0012>-20<0034". It moves the
     * pen by width: what the last glyph's advance differs from face.advance by stands in it too. */
    const char *codes;
    unsigned length, glyph_count, code_length;
    unsigned face;
    int32_t width; /* design units */
    bool plain;    /* no glyph has an offset: codes may be used */
};

/* config: a fontconfig file; only the fonts that it names are used. NULL if and only if an error
 * was reported. */
struct fonts *fonts_load(const char *config, struct diag *);
void fonts_free(struct fonts *);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(fonts, fonts_free)

const struct face *fonts_face(const struct fonts *, unsigned face);
unsigned fonts_face_count(const struct fonts *);

/* Empties the word cache when it has grown beyond its cap. Call between documents, when no pages
 * are alive. */
void fonts_trim(struct fonts *);

/* ---- Pages ---- */

/* A word or a part of it at its place. */
struct piece {
    const struct word *word;
    uint16_t glyph, glyph_end; /* of the word's glyphs */
    bool hyphen; /* a line-end hyphen follows: code one past the last glyph, U+00AD in ToUnicode */
    float x;     /* of its first glyph, pt: decides where it stands */
    float space; /* width of the space before it inside its run, pt; 0: no space glyph there */
};

/* Pieces of one face, size, colour and owner on one baseline. */
struct run {
    unsigned piece, piece_end; /* of pages.pieces */
    unsigned face;
    float size, y;        /* y: the baseline */
    float letter_spacing; /* pt after each glyph */
    uint32_t colour;      /* 0xRRGGBB */
    int mark;             /* number of its marked content on the page, or ARTIFACT_… */
    uint16_t
        orientation; /* 0, 90, 180, 270: turned counter-clockwise about (x of the first piece, y) */
    bool space_after; /* a space glyph follows: the text goes on in the next line */
    unsigned clip;    /* of pages.clips, from 1: nothing shows outside it; 0: all shows */
};

enum { ARTIFACT_LAYOUT = -1, ARTIFACT_HEADER = -2, ARTIFACT_FOOTER = -3, ARTIFACT_BACKGROUND = -4 };

struct rectangle {
    float x, y, width, height;
    uint32_t colour;
    int mark;
}; /* filled: backgrounds, borders, rules */
struct image {
    float x, y, width, height;
    unsigned file;
    int mark;
    unsigned clip; /* as of a run */
};                 /* file: of pages.files */

/* What overflow="hidden" leaves of runs and images; rectangles are cut by it already. */
struct clip {
    float x, y, width, height;
};

/* Paint order inside a page: rectangles, images, runs, each in their order; text never lies under a
 * later rectangle. Marks are numbered 0 … n on each page in reading order; what bears one mark
 * stands together, in one of the three lists: a marked content is opened once. */
struct page {
    float width, height, bleed;
    float margin; /* from the trim to the edge of the sheet: at least the bleed */
    enum { CROP_SHEET, CROP_BLEED, CROP_TRIM } crop; /* what a viewer shows */
    const char *label;                               /* as printed: "12", "iv" */
    unsigned number;                                 /* of the physical page, from 1 */
    unsigned run, run_end, rectangle, rectangle_end, image, image_end;
    unsigned mark, mark_end; /* of pages.owners: the structure element of each marked content */
    unsigned link, link_end; /* of pages.links */
};

/* A structure element. Its kids, in reading order, are a chain in pages.kids. */
struct element {
    const char *type;            /* of PDF 1.7: "P", "H1", "TH", "Link" … */
    int parent;                  /* -1: the root's kid */
    int kid;                     /* first of pages.kids, -1: none */
    const char *lang, *alt, *id; /* NULL: none. lang only where it differs from the parent's */
    /* Inside of /A: "/O/Table/Scope/Column"; NULL: none. A Figure's /BBox is added by the painter.
     */
    const char *attributes;
    struct place place;
};

enum kid_kind { KID_ELEMENT, KID_MARK, KID_LINK };
struct kid {
    enum kid_kind kind;
    unsigned page, value;
    int next;
}; /* value: element, mark on that page, or link */

struct link_area {
    float x, y, width, height;
    unsigned element;     /* its Link element */
    const char *address;  /* external; NULL: */
    int destination;      /* of pages.destinations */
    const char *contents; /* what is announced: the link's text or address */
};

struct destination {
    const char *id;
    unsigned page;
    float x, y;
    const char *label;
    bool named; /* the document answers to the id: FILE.pdf#ID */
};
struct bookmark {
    const char *title;
    int parent;
    int destination;
    bool open;
};
struct image_file {
    const char *path;
}; /* relative to the sources; read and checked by the painters */

/* Where a block's text stands: page breaks of print as (id, character offset), for the e-book's
 * page list. offset: characters of the block's text before the page's first; 0 for the page on
 * which the block begins. */
struct page_start {
    const char *id;
    unsigned offset, page;
};

struct pages {
    const struct fonts *fonts;
    const char *lang;  /* of the whole; NULL: not known */
    const char *title; /* that the document gives itself; NULL: none */
    const struct page *pages;
    unsigned page_count;
    const struct piece *pieces;
    unsigned piece_count;
    const struct run *runs;
    unsigned run_count;
    const struct rectangle *rectangles;
    unsigned rectangle_count;
    const struct image *images;
    unsigned image_count;
    const struct clip *clips;
    unsigned clip_count;
    const int *owners;
    unsigned owner_count;
    const struct element *elements;
    unsigned element_count;
    const struct kid *kids;
    unsigned kid_count;
    const struct link_area *links;
    unsigned link_count;
    const struct destination *destinations;
    unsigned destination_count;
    const struct bookmark *bookmarks;
    unsigned bookmark_count;
    const struct image_file *files;
    unsigned file_count;
    const struct page_start *starts;
    unsigned start_count; /* in page order: the first block of each page */
};
typedef struct pages pages;

/* images: directory that external-graphic/@src is relative to. NULL if and only if an error was
 * reported. */
struct pages *layout(const struct fo_document *, struct fonts *, const char *images, struct diag *);
void pages_free(struct pages *);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(pages, pages_free)

/* Every page as text: what stands where, with its owner. The form of the layout tests. */
void pages_dump(const struct pages *, GString *out);

#endif
