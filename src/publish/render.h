#ifndef RENDER_H
#define RENDER_H

#include "publish/house.h"

/* One publication, the whole way. */
struct rendering {
    GByteArray *pdf, *epub; /* NULL: not asked for */
    unsigned pages;
};

/* formats: of enum format. false: an error was reported; the members may be set all the same. Clear
 * in any case. */
bool render(const struct house *, const struct selection *, unsigned formats, struct rendering *,
            struct diag *);
void rendering_clear(struct rendering *);
typedef struct rendering rendering;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(rendering, rendering_clear)

/* The stages one by one, for dump. Owned. NULL: an error was reported. */
struct pages *render_pages(const struct house *, const xmlDoc *brochure, struct diag *);

#endif
