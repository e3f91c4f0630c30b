#include "layout/build_int.h"

/* Where an inline lies on the line (XSL 1.1 §7.14). Every object has a set of lines, as high above
 * its own baseline as the font says; alignment-baseline names the line of the parent, and
 * alignment-adjust that of the object itself, which lie on each other. A graphic's baseline is its
 * lower edge, its other lines are parts of its height. before-edge and after-edge are those of the
 * text: what else stands in the line is not known yet. */

struct lines {
    float ascent, descent, x_height; /* the descent is negative */
};

static struct lines
lines_of_text(struct setting *s, const struct fo_node *node)
{
    const struct fo_style *style = node->style;
    struct face_list faces =
        fonts_for_style(s->fonts, style, diag_is_lax(s->diag), node->place, s->diag);
    const struct face *face = fonts_face(s->fonts, faces.faces[0]);
    float unit = (float)fo_pt(style, FO_P_FONT_SIZE, 0, 12) / face->units_per_em;

    return (struct lines){face->ascender * unit, face->descender * unit, face->x_height * unit};
}

static float
line_height(const struct lines *lines, enum fo_keyword line)
{
    enum { HANGING_TENTHS = 8 };

    switch (line) {
    case FO_K_BEFORE_EDGE:
    case FO_K_TEXT_BEFORE_EDGE:
        return lines->ascent;
    case FO_K_AFTER_EDGE:
    case FO_K_TEXT_AFTER_EDGE:
    case FO_K_IDEOGRAPHIC:
        return lines->descent;
    case FO_K_MIDDLE:
        return lines->x_height / 2;
    case FO_K_CENTRAL:
        return (lines->ascent + lines->descent) / 2;
    case FO_K_MATHEMATICAL:
        return lines->ascent / 2;
    case FO_K_HANGING:
        return lines->ascent * HANGING_TENTHS / 10;
    default:
        return 0;
    }
}

static float
baseline_shift(const struct fo_node *node)
{
    const struct fo_style *style = node->style, *around = node->parent->style;
    double size = fo_pt(around, FO_P_FONT_SIZE, 0, 0);

    if (fo_is(style, FO_P_BASELINE_SHIFT, FO_K_SUPER))
        return (float)(size / 3);
    if (fo_is(style, FO_P_BASELINE_SHIFT, FO_K_SUB))
        return (float)(-size / 5);
    return (float)fo_pt(style, FO_P_BASELINE_SHIFT, fo_pt(around, FO_P_LINE_HEIGHT, size, size), 0);
}

float
alignment_shift(struct setting *s, const struct fo_node *node, float height)
{
    const struct fo_value *line = &node->style->value[FO_P_ALIGNMENT_BASELINE];
    const struct fo_value *adjust = &node->style->value[FO_P_ALIGNMENT_ADJUST];
    const bool keyword = adjust->unit == FO_KEYWORD_VALUE;
    float shift = baseline_shift(node);

    if (line->keyword == FO_K_AUTO && keyword && adjust->keyword == FO_K_AUTO)
        return shift;
    struct lines own = {height, 0, height};
    float size = (float)fo_pt(node->style, FO_P_LINE_HEIGHT, 0, 0);

    if (height == 0)
        own = lines_of_text(s, node);
    if (line->keyword != FO_K_AUTO) {
        struct lines around = lines_of_text(s, node->parent);
        shift += line_height(&around, line->keyword);
    }
    if (!keyword)
        return shift -
               (float)fo_pt(node->style, FO_P_ALIGNMENT_ADJUST, height > 0 ? height : size, 0);
    return shift -
           line_height(&own, adjust->keyword == FO_K_AUTO ? line->keyword : adjust->keyword);
}
