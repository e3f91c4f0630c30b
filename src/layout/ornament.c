#include "layout/output_int.h"

/* Rectangles: backgrounds, borders, rules, in turned coordinates as well. A page knows filled
 * rectangles only, so dashes, dots and double lines are made of several. */

void
frame_point(struct frame frame, float x, float y, float *page_x, float *page_y)
{
    static const struct {
        float xx, xy, yx, yy;
    } AXES[] = {{1, 0, 0, 1}, {0, -1, 1, 0}, {-1, 0, 0, -1}, {0, 1, -1, 0}};
    int turns = frame.turns % (int)G_N_ELEMENTS(AXES);

    *page_x = frame.x + x * AXES[turns].xx + y * AXES[turns].yx;
    *page_y = frame.y + x * AXES[turns].xy + y * AXES[turns].yy;
}

struct box
frame_box(struct frame frame, struct box box)
{
    float x0, y0, x1, y1;

    frame_point(frame, box.x, box.y, &x0, &y0);
    frame_point(frame, box.x + box.width, box.y + box.height, &x1, &y1);
    return (struct box){MIN(x0, x1), MIN(y0, y1), ABS(x1 - x0), ABS(y1 - y0)};
}

/* The coordinates of a container's content, from its corner in which the first line begins. */
struct frame
frame_turned(struct frame frame, struct box content, int orientation)
{
    enum { RIGHT_ANGLE = 90, TURNS = 4 };
    int turns = orientation / RIGHT_ANGLE % TURNS;
    float x = content.x + (turns == 2 || turns == 3 ? content.width : 0);
    float y = content.y + (turns == 1 || turns == 2 ? content.height : 0);
    struct frame turned;

    frame_point(frame, x, y, &turned.x, &turned.y);
    turned.turns = (frame.turns + turns) % TURNS;
    return turned;
}

static struct box
common(struct box a, struct box b)
{
    float x = MAX(a.x, b.x), y = MAX(a.y, b.y);

    return (struct box){x, y, MIN(a.x + a.width, b.x + b.width) - x,
                        MIN(a.y + a.height, b.y + b.height) - y};
}

static struct box
clipped(const struct painter *p, struct box on_page)
{
    if (p->clip == 0)
        return on_page;
    const struct clip *clip = &g_array_index(p->o->clips, struct clip, p->clip - 1);

    return common(on_page, (struct box){clip->x, clip->y, clip->width, clip->height});
}

void
painter_clip(struct painter *p, struct box box)
{
    struct box shown = clipped(p, frame_box(p->frame, box));
    struct clip clip = {shown.x, shown.y, MAX(0, shown.width), MAX(0, shown.height)};

    g_array_append_val(p->o->clips, clip);
    p->clip = p->o->clips->len;
}

void
paint_rectangle(struct painter *p, struct box box, uint32_t colour, int mark)
{
    if (box.width <= 0 || box.height <= 0)
        return;
    struct box on_page = clipped(p, frame_box(p->frame, box));

    if (on_page.width <= 0 || on_page.height <= 0)
        return;
    struct rectangle rectangle = {on_page.x,      on_page.y, on_page.width,
                                  on_page.height, colour,    mark};

    g_array_append_val(p->o->rectangles, rectangle);
}

static void
paint_dashes(struct painter *p, struct box box, float dash, uint32_t colour, int mark)
{
    bool across = box.width >= box.height;
    float length = across ? box.width : box.height;
    unsigned count = (unsigned)MAX(1, (length / dash + 1) / 2);
    float step = count > 1 ? (length - dash) / (count - 1) : 0;

    for (unsigned i = 0; i < count; i++) {
        struct box one = box;
        if (across) {
            one.x += i * step;
            one.width = MIN(dash, length);
        } else {
            one.y += i * step;
            one.height = MIN(dash, length);
        }
        paint_rectangle(p, one, colour, mark);
    }
}

void
paint_rule(struct painter *p, struct box box, enum fo_keyword style, uint32_t colour, int mark)
{
    enum { DASH_WIDTHS = 3, LINES = 3 }; /* a dash's length in widths; a double line's thirds */
    bool across = box.width >= box.height;
    float thickness = across ? box.height : box.width;

    switch (style) {
    case FO_K_NONE:
    case FO_K_HIDDEN:
    case FO_K_TRANSPARENT:
        return;
    case FO_K_DOTTED:
        paint_dashes(p, box, thickness, colour, mark);
        return;
    case FO_K_DASHED:
        paint_dashes(p, box, thickness * DASH_WIDTHS, colour, mark);
        return;
    case FO_K_DOUBLE:
        *(across ? &box.height : &box.width) = thickness / LINES;
        paint_rectangle(p, box, colour, mark);
        *(across ? &box.y : &box.x) += thickness * (LINES - 1) / LINES;
        paint_rectangle(p, box, colour, mark);
        return;
    default:
        paint_rectangle(p, box, colour, mark);
    }
}

/* A figure owns its rectangles; any other decoration is an artifact. */
static int
decoration_mark(struct painter *p, const struct fo_node *node)
{
    if (p->artifact)
        return p->artifact;
    int element = node ? structure_figure(p->o->structure, node) : ARTIFACT_BACKGROUND;

    return element < 0 ? ARTIFACT_BACKGROUND
                       : structure_mark(p->o->structure, element, PAINTED_RECTANGLES);
}

static bool
is_bare(const struct decoration *decoration)
{
    for (enum side side = 0; side < SIDE_COUNT; side++)
        if (decoration->border[side].width > 0)
            return false;
    return decoration->background < 0;
}

static struct box
border_box(const struct decoration *decoration, struct box box, enum side side)
{
    float width = decoration->border[side].width;

    switch (side) {
    case SIDE_BEFORE:
        return (struct box){box.x, box.y, box.width, width};
    case SIDE_AFTER:
        return (struct box){box.x, box.y + box.height - width, box.width, width};
    case SIDE_START:
        return (struct box){box.x, box.y, width, box.height};
    default:
        return (struct box){box.x + box.width - width, box.y, width, box.height};
    }
}

void
paint_border(struct painter *p, const struct fo_node *node, struct box box,
             const struct border *border)
{
    paint_rule(p, box, border->style, border->colour, decoration_mark(p, node));
}

void
paint_decoration(struct painter *p, const struct fo_node *node, const struct decoration *decoration,
                 struct box box, struct opening open)
{
    if (node)
        paint_background_image(p, node->style, box);
    if (is_bare(decoration))
        return;
    int mark = decoration_mark(p, node);

    if (decoration->background >= 0)
        paint_rectangle(p, box, (uint32_t)decoration->background, mark);
    for (enum side side = 0; side < SIDE_COUNT; side++) {
        const struct border *border = &decoration->border[side];

        if (border->width <= 0 || (side == SIDE_BEFORE && open.before) ||
            (side == SIDE_AFTER && open.after))
            continue;
        paint_rule(p, border_box(decoration, box, side), border->style, border->colour, mark);
    }
}
