#ifndef RASTER_INT_H
#define RASTER_INT_H

#include <cairo.h>

#include "raster/raster.h"

/* png.c: the surface (CAIRO_FORMAT_RGB24) as a PNG of three samples, appended to out. dpi goes into
 * it; no time does. */
void raster_put_png(cairo_surface_t *, double dpi, GByteArray *out);

#endif
