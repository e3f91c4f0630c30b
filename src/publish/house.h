#ifndef HOUSE_H
#define HOUSE_H

#include "brochure/brochure.h"
#include "layout/layout.h"
#include "publish/publish.h"
#include "sources/sources.h"
#include "transform/transform.h"

/* What is loaded once and read by all jobs. */
struct house {
    struct sources *sources;
    struct stylesheet *to_fo, *to_xhtml;
    struct stylesheet *to_head; /* of the XHTML, for the metadata where no e-book is made */
    struct fonts *fonts;
    GBytes *css;
    char *style_digest; /* of stylesheets, texts, fonts.conf: with the sources, what decides an
                           output */
    GDate date;         /* T of the merge */
    unsigned level;     /* of deflate */
    bool linear;        /* PDF */
};

enum { NEED_SOURCES = 1, NEED_STYLESHEETS = 2, NEED_FONTS = 4 };

/* needs: of the three. NULL if and only if an error was reported. */
struct house *house_load(const struct request *, unsigned needs, struct diag *);
void house_free(struct house *);
typedef struct house house;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(house, house_free)

/* The directory of stylesheets and the fontconfig file that a request names, or those that the
 * program ships. Owned. */
char *house_stylesheets(const struct request *);
char *house_font_config(const struct request *);

#endif
