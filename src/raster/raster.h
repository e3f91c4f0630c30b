#ifndef RASTER_H
#define RASTER_H

#include "layout/layout.h"

/* One page, counted from 0, as PNG, by cairo: what is inside the trim, without the bleed. images:
 * directory of pages.files. Glyphs are painted as outlines: cairo 1.16 would put them on whole
 * pixels. Appends to out; nothing but the arguments decides its bytes. false: an error was
 * reported. */
bool raster_paint(const struct pages *, unsigned page, double dpi, const char *images,
                  GByteArray *out, struct diag *);

#endif
