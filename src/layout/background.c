#include "layout/image_int.h"
#include "layout/output_int.h"

#include <math.h>

/* Background images (XSL 1.1 §7.8.3 to §7.8.6): one tile at its place, and others beside it as far
 * as the box reaches, cut off there. They are artifacts. */

enum { MOST_TILES = 20000 };

static float
position(const struct fo_style *style, enum fo_property property, float free)
{
    if (fo_is(style, property, FO_K_CENTER))
        return free / 2;
    if (fo_is(style, property, FO_K_RIGHT) || fo_is(style, property, FO_K_BOTTOM))
        return free;
    return (float)fo_pt(style, property, free, 0);
}

static void
paint_tile(const struct painter *p, struct box tile, unsigned file)
{
    struct box box = frame_box(p->frame, tile);
    struct image image = {box.x, box.y, box.width, box.height, file, ARTIFACT_BACKGROUND, p->clip};

    g_array_append_val(p->o->images, image);
}

void
paint_background_image(struct painter *painter, const struct fo_style *style, struct box box)
{
    const char *address = fo_string(style, FO_P_BACKGROUND_IMAGE);
    const struct picture *picture =
        address ? images_find(painter->o->s->pictures, address, painter->o->s->diag) : NULL;
    if (!picture || box.width <= 0 || box.height <= 0)
        return;
    const struct image_box size = image_fit(style, picture, 0, 0);
    const float width = (float)size.content_width, height = (float)size.content_height;
    const bool all = fo_is(style, FO_P_BACKGROUND_REPEAT, FO_K_REPEAT);
    const bool across = all || fo_is(style, FO_P_BACKGROUND_REPEAT, FO_K_REPEAT_X);
    const bool down = all || fo_is(style, FO_P_BACKGROUND_REPEAT, FO_K_REPEAT_Y);
    float x = position(style, FO_P_BACKGROUND_POSITION_HORIZONTAL, box.width - width);
    float y = position(style, FO_P_BACKGROUND_POSITION_VERTICAL, box.height - height);

    if (width <= 0 || height <= 0 || box.width / width * (box.height / height) > MOST_TILES)
        return;
    struct painter p = *painter;
    const unsigned file = file_number(p.o, address);
    x -= across ? ceilf(x / width) * width : 0;
    y -= down ? ceilf(y / height) * height : 0;
    painter_clip(&p, box);
    for (float top = y; top < box.height && (down || top == y); top += height)
        for (float left = x; left < box.width && (across || left == x); left += width)
            if (left + width > 0 && top + height > 0)
                paint_tile(&p, (struct box){box.x + left, box.y + top, width, height}, file);
}
