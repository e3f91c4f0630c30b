#ifndef PDF_H
#define PDF_H

#include "layout/layout.h"

/* The pages as a tagged PDF 1.7, which says that it is PDF/UA-1 and PDF/A-2a where the rules of
 * both hold; a breach that comes from the content is a warning (DIAG_E0703). The colour profile of
 * its output intent is read and compressed once a process, and kept. */

struct pdf_options {
    int level;          /* of deflate, 1 to 12; 0: the default, 3 */
    bool linear;        /* linearised (Annex F) */
    const char *images; /* directory of pages.files */
};

/* Writes the whole file to out, which is empty; the caller writes it to disk. Nothing but the
 * arguments decides its bytes. false: an error was reported. */
bool pdf_paint(const struct pages *, const struct publication *, const struct pdf_options *,
               GByteArray *out, struct diag *);

#endif
