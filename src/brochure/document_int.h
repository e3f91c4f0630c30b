#ifndef BROCHURE_DOCUMENT_INT_H
#define BROCHURE_DOCUMENT_INT_H

#include "brochure/text_int.h"

/* A fiche or page that the document prints, once. */
struct printed {
    const struct fiche *fiche;
    enum language language; /* of its text */
    GArray *readers;        /* struct reader: the cells that it answers here, statuses in order */
    unsigned subject_number, number; /* "4.1" */
};

/* A brochure while it is made. */
struct document {
    const struct sources *sources;
    const struct edition *edition;
    const struct catalogue *catalogue;
    const struct selection *selection;
    const struct destination *destination;
    const struct narrowing *narrowing;
    const struct grid *grid;
    struct situation situation;
    struct references references;
    enum language language;
    struct subject_number {
        const struct entry *subject;
        unsigned number;
        bool known;
    } * subjects; /* of the direction, by number */
    unsigned subject_count;
    GPtrArray *fiches, *conventions, *information; /* struct printed, in printed order */
    xmlDoc *doc;
    xmlNode *root;
    xmlNs *ns, *xhtml;
};

/* merge.c */
void document_init(struct document *, const struct sources *, const struct selection *,
                   const struct destination *, const struct narrowing *, const struct grid *,
                   struct complaints *);
void document_start(struct document *); /* makes doc, root and namespaces */
void document_clear(struct document *); /* all but doc */

/* subject.c */
struct subject_number *subjects_number(struct list, unsigned *count);
/* The number of the subject that a branch belongs to, 1 to 9. */
unsigned branch_subject(enum branch);

/* printed.c: what stands in the document. A missing language is reported where the edition wants it
 * to be an error. */
void printed_collect(struct document *);
void printed_free(void *);
/* The language in which a fiche is printed when one is asked; LANGUAGE_COUNT: it is left out. */
enum language printed_language(const struct sources *, const struct fiche *, enum language asked);
/* Whether the country is one of those that a convention page is about. */
bool convention_about(const struct sources *, const struct fiche *, struct reach *);
bool information_printed(const struct fiche *, enum direction);

/* agreement.c, chapter.c, back.c: the parts of the document. */
void write_agreements(struct document *);
void write_chapters(struct document *);
void write_pages(struct document *, const char *name, const GPtrArray *pages);
/* Writes a text and throws it away: for what it complains about. */
void try_text(struct document *, const struct printed *);
void write_institutions(struct document *);
void write_partners(struct document *);
void write_forms(struct document *);
void write_gaps(struct document *);
void write_fallbacks(struct document *);
void write_provenance(struct document *);

/* Whether no fiche that is printed answers a cell. */
bool cell_empty(const struct document *, const struct cell *);

/* A day as ISO 8601 and for readers: two attributes, name and name with "-text", or "text" when
 * name is "date". Nothing when it is not valid. */
void set_day(xmlNode *, const struct document *, const char *name, const GDate *);

#endif
