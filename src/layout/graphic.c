#include "layout/build_int.h"
#include "layout/image_int.h"

/* Where the picture of an external-graphic lies in its area (XSL 1.1 §6.6.5): display-align and
 * text-align say it when the two differ in size. */

static float
part(const struct fo_style *style, enum fo_property property, float free)
{
    if (fo_is(style, property, FO_K_CENTER))
        return free / 2;
    return fo_is(style, property, FO_K_AFTER) || fo_is(style, property, FO_K_END) ? free : 0;
}

struct graphic
graphic_size(struct setting *s, const struct fo_node *node, float base)
{
    const struct fo_style *style = node->style;
    const struct picture *picture = images_find(s->pictures, fo_string(style, FO_P_SRC), s->diag);
    struct graphic graphic = {.decoration = decoration_of(style)};

    if (!picture)
        return graphic;
    struct sides inset = inset_of(style, &graphic.decoration, base);
    struct image_box box = image_fit(style, picture, base, 0);

    graphic.width = (float)box.width + inset.start + inset.end;
    graphic.height = (float)box.height + inset.before + inset.after;
    graphic.x = inset.start + part(style, FO_P_TEXT_ALIGN, (float)(box.width - box.content_width));
    graphic.y =
        inset.before + part(style, FO_P_DISPLAY_ALIGN, (float)(box.height - box.content_height));
    graphic.content_width = (float)box.content_width;
    graphic.content_height = (float)box.content_height;
    return graphic;
}
