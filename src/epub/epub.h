#ifndef EPUB_H
#define EPUB_H

#include <libxml/tree.h>

#include "base/diag.h"
#include "base/publication.h"
#include "layout/layout.h"

/* The XHTML document of one publication as EPUB 3.3: cut into files, links rewritten, navigation,
 * package, container. pages: the PDF of the same run, for the page list; NULL: no page list. cover:
 * PNG. style: the bytes of epub.css. images: directory that img/@src is relative to. Appends the
 * archive to out. false: an error was reported. */
struct epub_parts {
    const xmlDoc *xhtml;
    const struct pages *pages;
    const GByteArray *cover;
    GBytes *style;
    const char *images;
};

bool epub_pack(const struct epub_parts *, const struct publication *, GByteArray *out,
               struct diag *);

#endif
