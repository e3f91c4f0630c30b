#ifndef PICTURE_H
#define PICTURE_H

#include <glib.h>

#include "base/diag.h"

/* Pictures: PNG and JPEG, told apart by their bytes, never by their names. */

enum picture_kind { PICTURE_PNG, PICTURE_JPEG };

struct picture {
    enum picture_kind kind;
    unsigned width, height; /* pixels; at most 10,000 a side and 50,000,000 in all */
    unsigned components;    /* of colour: 1 grey, 3 RGB, 4 CMYK */
    bool alpha;             /* PNG: pixels may be transparent */
    bool inverted;          /* JPEG of four components as Adobe writes it: 255 is no ink */
    double dpi_x, dpi_y;    /* 0: the file does not say */
};

/* Reads the header. false: an error was reported (DIAG_E0704). */
bool picture_read(GBytes *, const char *path, struct picture *, struct diag *);

/* The decoded picture: rows from the top without gaps; samples of one byte, colour as sRGB or, of
 * four components, as ink (0: none), whatever the file's own form. */
struct pixels {
    guint8 *colour; /* width × height × components */
    guint8 *alpha;  /* width × height; NULL: opaque */
};

/* Decodes the whole of it; a file that ends early or is damaged is an error (DIAG_E0704). Free with
 * pixels_clear. */
bool picture_decode(GBytes *, const char *path, const struct picture *, struct pixels *,
                    struct diag *);
void pixels_clear(struct pixels *);

/* The ICC profile of a JPEG, or NULL. Owned. */
GBytes *picture_profile(GBytes *);

#endif
