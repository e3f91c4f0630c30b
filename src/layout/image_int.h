#ifndef IMAGE_INT_H
#define IMAGE_INT_H

#include "base/picture.h"
#include "fo/fo.h"

/* The pictures of a document: each header is read once, each failure reported once. */

struct images;
typedef struct images images;

struct images *images_new(const char *directory); /* that src is relative to; copied */
void images_free(struct images *);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(images, images_free)

/* NULL: it cannot be used, which was reported. Borrowed from the images. */
const struct picture *images_find(struct images *, const char *src, struct diag *);

/* Sizes in pt: of the area that an external-graphic takes, and of the picture inside it. */
struct image_box {
    double width, height;
    double content_width, content_height;
};

/* XSL 1.1 §6.6.5, §7.15. base: the width that percentages are of; base_height the same for heights,
 * 0: not known, such a percentage is auto. A picture that does not say how dense it is has 96
 * pixels an inch, as px has. */
struct image_box image_fit(const struct fo_style *, const struct picture *, double base,
                           double base_height);

#endif
