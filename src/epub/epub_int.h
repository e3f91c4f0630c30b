#ifndef EPUB_INT_H
#define EPUB_INT_H

#include "epub/epub.h"

#define EPUB_XHTML "http://www.w3.org/1999/xhtml"
#define EPUB_OPS   "http://www.idpf.org/2007/ops"

/* A child of body, or a part of one that was too large. */
struct epub_file {
    const xmlNode *section;      /* NULL: the navigation */
    const xmlNode *child, *stop; /* the section's children that stand in it; stop: the first not */
    unsigned part;               /* from 1 */
    char *name;                  /* "subject-pension.xhtml" */
    char *title;
};

struct epub_target {
    const xmlNode *node;
    unsigned file;
};

struct epub_heading {
    unsigned level, file;
    char *text, *lang; /* lang: NULL: the publication's */
    const char *id;
};

/* Where a page of print begins, as it was written. */
struct epub_page {
    const char *label;
    unsigned page, file;
};

struct epub_picture {
    const char *source, *type; /* type: "png", "jpeg" */
    char *name;
    GBytes *bytes;
};

/* The publication while it is made. */
struct book {
    const struct epub_parts *parts;
    const struct publication *publication;
    struct diag *diag;
    const xmlNode *head, *body;
    bool good; /* no error so far */

    GArray *files;       /* struct epub_file, in reading order */
    GHashTable *targets; /* id → struct epub_target */
    GHashTable *given;   /* heading → the id that it gets from here */
    GArray *headings;    /* struct epub_heading */
    GHashTable *breaks;  /* node → GArray of struct epub_break (pagebreak.c) */
    GArray *pages;       /* struct epub_page, in reading order */
    GPtrArray *pictures; /* struct epub_picture */
    GHashTable *archive; /* name → GBytes; the package last, as it lists them */
};

/* ---- book.c ---- */

G_GNUC_PRINTF(5, 6)
void epub_error(struct book *, enum diag_code, const xmlNode *, const char *help,
                const char *format, ...);
void epub_add(struct book *, const char *name, GString *content); /* takes content */

/* ---- split.c: the files, the ids in them and their headings ---- */

void epub_split(struct book *);

/* ---- pagebreak.c ---- */

/* before: the break stands before the node, not in it. */
struct epub_break {
    unsigned page, offset; /* offset: bytes of a text node */
    bool before;
};

void epub_find_breaks(struct book *);
void epub_clear_breaks(gpointer); /* of book.breaks */

/* ---- xhtml.c: the writer ---- */

void epub_put_text(GString *, const char *);

/* The node as it stands in a file. measure: for its size alone; links are as long as they can be,
 * and no page is counted. */
void epub_put_node(struct book *, GString *, const xmlNode *, unsigned file, bool measure);
void epub_put_start_tag(struct book *, GString *, const xmlNode *, unsigned file, bool measure);

/* Everything before the content of body, and after it. */
void epub_begin_xhtml(struct book *, GString *, const char *title, const char *body_type);
void epub_end_xhtml(GString *);

void epub_write_files(struct book *);

/* ---- Nodes ---- */

bool epub_is(const xmlNode *, const char *name);         /* an XHTML element of that name */
char *epub_attribute(const xmlNode *, const char *name); /* no namespace; owned; NULL: none */
char *epub_type(const xmlNode *);                        /* its epub:type, likewise */
char *epub_text(const xmlNode *); /* all text, white space collapsed; owned */
const xmlNode *epub_next(const xmlNode *node,
                         const xmlNode *top); /* in document order; NULL: end */

/* ---- navigation.c ---- */

void epub_write_navigation(struct book *);

/* ---- package.c ---- */

void epub_write_package(struct book *);

/* ---- archive.c ---- */

bool epub_write_archive(struct book *, GByteArray *out);

#endif
