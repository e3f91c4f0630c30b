#ifndef PDF_INT_H
#define PDF_INT_H

#include "pdf/pdf.h"

struct libdeflate_compressor;

/* ---- object.c: the file that is being made ---- */

/* Streams go into the file at once; all other objects wait to be packed into object streams
 * (ISO 32000-1 §7.5.7). Identifiers are reserved before their objects are written, so that every
 * object can be written once, in any order. */
struct pdf_file {
    GByteArray *out;
    size_t start;     /* of this file in out */
    GString *objects; /* the bodies that wait */
    GArray *waiting;  /* struct waiting: whose they are */
    GArray *entries;  /* struct entry: the cross-reference, by identifier */
    GArray *digest;   /* sums of what was written: the file identifier is made of them */
    struct libdeflate_compressor *deflater;
};

typedef struct pdf_file pdf_file;

void pdf_file_open(struct pdf_file *, GByteArray *out, int level);
void pdf_file_close(struct pdf_file *);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(pdf_file, pdf_file_close)

/* Reserves identifiers that follow each other; returns the first. */
unsigned pdf_reserve(struct pdf_file *, unsigned count);

/* Where to append the body of an object that is no stream, before the next is begun. */
GString *pdf_begin(struct pdf_file *, unsigned id);

enum pdf_filter { PDF_DEFLATE, PDF_DEFLATED, PDF_DCT, PDF_PLAIN };

/* dictionary: its entries without << >>, /Filter and /Length. */
void pdf_stream(struct pdf_file *, unsigned id, const char *dictionary, const void *data,
                size_t size, enum pdf_filter);

/* Object streams, cross-reference, trailer. */
void pdf_file_finish(struct pdf_file *, unsigned root, unsigned info);
/* linear.c: a whole file, written again with what its first page needs at the begin. false: an
 * error was reported. */
bool pdf_linearise(GByteArray *file, struct diag *);

/* ---- number.c: the small things of the syntax; nothing here asks the locale ---- */

void pdf_put(GString *, const char *);
void pdf_put_unsigned(GString *, unsigned);
void pdf_put_integer(GString *, int);
void pdf_put_number(GString *, double); /* two decimals at most, a blank after it */
void pdf_put_fixed(GString *, double, int decimals);
void pdf_put_reference(GString *, unsigned id);
void pdf_put_code(GString *, unsigned code);                    /* four hexadecimal digits */
void pdf_put_text(GString *, const char *utf8);                 /* a text string (§7.9.2.2) */
void pdf_put_bytes(GString *, const char *, size_t length);     /* a literal string */
void pdf_put_utf16(GString *, const char *utf8, size_t length); /* hexadecimal */

/* [x0 y0 x1 y1] of a rectangle that is measured from the top left corner of the trimmed page. */
void pdf_put_box(GString *, const struct page *, float x, float y, float width, float height);

/* ---- font.c: the faces that a document uses, as subset composite fonts ---- */

/* What one font program has to show. */
struct pdf_program {
    const struct face *face; /* the first that uses it */
    bool hyphen;             /* a line ends with one */
    struct pdf_use *use;     /* by glyph: its text */
    GArray *aliases;         /* struct pdf_alias: codes after the hyphen's */
};

struct pdf_fonts;
typedef struct pdf_fonts pdf_fonts;

struct pdf_fonts *pdf_fonts_new(const struct fonts *);
void pdf_fonts_free(struct pdf_fonts *);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(pdf_fonts, pdf_fonts_free)

struct pdf_program *pdf_fonts_program(struct pdf_fonts *, unsigned face);

/* Notes the glyphs of a word and their text. The codes of its glyphs, or NULL where they are the
 * glyph numbers, so that word->codes holds. */
const uint16_t *pdf_fonts_use(struct pdf_fonts *, const struct word *);

/* Writes the fonts; appends to resources what names them: "/F0 12 0 R". */
bool pdf_fonts_write(struct pdf_fonts *, struct pdf_file *, GString *resources, struct diag *);

/* ---- cmap.c ---- */

/* A code of a font in the content, the glyph in the subset, and its text. */
struct pdf_code {
    uint16_t code, cid;
    const char *text;
    unsigned length;
};

void pdf_write_encoding(struct pdf_file *, unsigned id, const struct pdf_code *, unsigned count);
void pdf_write_unicode(struct pdf_file *, unsigned id, const struct pdf_code *, unsigned count);

/* ---- The parts of a document ---- */

struct pdf {
    const struct pages *pages;
    const struct publication *publication;
    const struct pdf_options *options;
    struct pdf_file *file;
    /* First identifiers: one each for page, structure element, link, bookmark. */
    unsigned page, element, link, bookmark;
    bool ua, archive; /* the file may say that it is PDF/UA-1, PDF/A-2a */
};

/* content.c: the operators of one page; out is emptied first. */
void pdf_content(const struct pdf *, const struct page *, struct pdf_fonts *, GString *out);

/* image.c: the files that pages show; names them in resources: "/I0 9 0 R". */
bool pdf_images(struct pdf *, GString *resources, struct diag *);

/* structure.c: the tree of structure elements with its parent tree and identifiers. */
void pdf_structure(const struct pdf *, unsigned root);

/* The type of PDF 1.7 that a type stands for: itself, or what the role map says. */
const char *pdf_role(const char *type);

/* conform.c: whether the rules of ISO 14289-1 hold that the writer cannot keep by itself. Each
 * breach is reported. */
bool pdf_conforms(const struct pages *, const struct publication *, struct diag *);

/* navigation.c: links, outline, page labels, names of destinations. */
void pdf_links(const struct pdf *);
void pdf_outline(const struct pdf *, unsigned root);
void pdf_page_labels(const struct pages *, GString *catalogue);
void pdf_names(const struct pdf *, GString *catalogue);

/* metadata.c */
void pdf_metadata(const struct pdf *, unsigned xmp, unsigned info);

/* Appends /OutputIntents; the profile becomes a stream. */
bool pdf_output_intent(struct pdf_file *, GString *catalogue, struct diag *);

#endif
