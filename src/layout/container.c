#include "layout/build_int.h"

/* Block-containers. One that has no height of its own, is not turned and stands in line is only a
 * new reference area: its children flow on and may be broken. Any other is a box. The dimensions
 * of a turned one are those of its own directions: inline-progression-dimension, and width, which
 * is the same, say how long its lines are. */

static const float SLACK = 0.5f; /* pt by which content may be taller than its box without a word */

static bool
is_turned(const struct fo_node *node)
{
    int degrees = (int)fo_number(node->style, FO_P_REFERENCE_ORIENTATION, 0);

    return degrees == 90 || degrees == 270;
}

/* A size that is not given, within the minimum and the maximum of its dimension; a given one is the
 * optimum, which neither changes (XSL 1.1 §5.11). */
static float
limited(const struct fo_node *node, enum fo_property property, float base, float size)
{
    bool block = property == FO_P_HEIGHT;
    enum fo_property least = block ? FO_P_BLOCK_PROGRESSION_DIMENSION_MINIMUM
                                   : FO_P_INLINE_PROGRESSION_DIMENSION_MINIMUM;
    enum fo_property most = block ? FO_P_BLOCK_PROGRESSION_DIMENSION_MAXIMUM
                                  : FO_P_INLINE_PROGRESSION_DIMENSION_MAXIMUM;

    size = MIN(size, (float)fo_pt(node->style, most, base, size));
    return MAX(size, (float)fo_pt(node->style, least, base, 0));
}

static bool
is_limited(const struct fo_node *node)
{
    return !fo_is(node->style, FO_P_BLOCK_PROGRESSION_DIMENSION_MINIMUM, FO_K_AUTO) ||
           (!fo_is(node->style, FO_P_BLOCK_PROGRESSION_DIMENSION_MAXIMUM, FO_K_AUTO) &&
            !fo_is(node->style, FO_P_BLOCK_PROGRESSION_DIMENSION_MAXIMUM, FO_K_NONE));
}

/* otherwise negative: not known yet, and not limited either. */
static float
size_or(const struct fo_node *node, enum fo_property property, float base, float otherwise)
{
    float size = (float)fo_pt(node->style, property, base, otherwise);
    bool given = !fo_is(node->style, property, FO_K_AUTO);

    return given || size < 0 ? size : limited(node, property, base, size);
}

static enum fo_property
across(const struct fo_node *node)
{
    return is_turned(node) ? FO_P_HEIGHT : FO_P_WIDTH;
}

static enum fo_property
down(const struct fo_node *node)
{
    return is_turned(node) ? FO_P_WIDTH : FO_P_HEIGHT;
}

/* Width of the content as the page sees it: given, or what the reference area leaves. */
static float
content_width(const struct builder *b, const struct container *box)
{
    const struct fo_style *style = box->node->style;
    float insets = box->inset.start + box->inset.end, left, right;

    if (box->position == IN_LINE)
        return size_or(box->node, across(box->node), b->width,
                       b->width - start_indent(b, style) - end_indent(b, style));
    left = size_or(box->node, FO_P_LEFT, b->width, 0);
    right = size_or(box->node, FO_P_RIGHT, b->width, 0);
    return size_or(box->node, across(box->node), b->width, b->width - left - right - insets);
}

/* Height of the content likewise; negative: as high as it comes out. */
static float
content_height(const struct builder *b, const struct container *box)
{
    bool both = !fo_is(box->node->style, FO_P_TOP, FO_K_AUTO) &&
                !fo_is(box->node->style, FO_P_BOTTOM, FO_K_AUTO);
    float height = size_or(box->node, down(box->node), b->height, -1);

    if (height >= 0 || box->position == IN_LINE || !both || b->height <= 0)
        return height;
    return b->height - size_or(box->node, FO_P_TOP, b->height, 0) -
           size_or(box->node, FO_P_BOTTOM, b->height, 0) - box->inset.before - box->inset.after;
}

static void
align(struct builder *b, struct container *box, float available)
{
    const struct fo_style *style = box->node->style;
    float free = available - box->stack->height;
    bool expected = fo_is(style, FO_P_OVERFLOW, FO_K_VISIBLE) || overflow_hides(style);

    if (fo_is(style, FO_P_DISPLAY_ALIGN, FO_K_CENTER))
        box->shift = free / 2;
    else if (fo_is(style, FO_P_DISPLAY_ALIGN, FO_K_AFTER))
        box->shift = free;
    if (free < -SLACK && !expected)
        diag_report(b->s->diag, overflow_refused(style) ? DIAG_E0620 : DIAG_E0610, box->node->place,
                    "give the container more room, or overflow=\"visible\"",
                    "the content is %.1f pt high, its container %.1f pt", box->stack->height,
                    available);
}

static void
set_content(struct builder *b, struct container *box)
{
    float width = content_width(b, box), height = content_height(b, box);
    bool turned = is_turned(box->node);
    float inline_size = turned ? height : width;

    if (inline_size < 0) /* turned, without a height: as long as its longest line */
        inline_size = limited(box->node, FO_P_WIDTH, 0, measure_children(b, box->node, 0).most);
    box->stack = stack_of(b, box->node, inline_size, turned ? width : MAX(height, 0));
    if (height < 0)
        height =
            turned ? inline_size : limited(box->node, FO_P_HEIGHT, b->height, box->stack->height);
    align(b, box, turned ? width : height);
    box->width = width + box->inset.start + box->inset.end;
    box->height = height + box->inset.before + box->inset.after;
}

/* Where an out-of-line container stands in its reference area (XSL 1.1 §7.6). */
static void
set_offsets(const struct builder *b, struct container *box)
{
    const struct fo_style *style = box->node->style;
    enum fo_property side, edge;

    box->from_right = fo_is(style, FO_P_LEFT, FO_K_AUTO) && !fo_is(style, FO_P_RIGHT, FO_K_AUTO);
    box->from_bottom = fo_is(style, FO_P_TOP, FO_K_AUTO) && !fo_is(style, FO_P_BOTTOM, FO_K_AUTO);
    side = box->from_right ? FO_P_RIGHT : FO_P_LEFT;
    edge = box->from_bottom ? FO_P_BOTTOM : FO_P_TOP;
    box->x = (float)fo_pt(style, side, b->width, 0);
    box->y = (float)fo_pt(style, edge, b->height, 0);
}

static void
put_box(struct builder *b, const struct fo_node *node)
{
    const struct fo_style *style = node->style;
    bool absolute = fo_is(style, FO_P_ABSOLUTE_POSITION, FO_K_ABSOLUTE);
    bool fixed = fo_is(style, FO_P_ABSOLUTE_POSITION, FO_K_FIXED);
    bool with_above = !b->gap.entered && !b->gap.forced && !builder_is_empty(b);
    struct container *box = arena_alloc(b->s->arena, sizeof *box);
    struct item item = {.kind = ITEM_BOX, .container = box};

    box->node = node;
    box->decoration = decoration_of(style);
    box->inset = inset_of(style, &box->decoration, b->width);
    box->orientation = (int)fo_number(style, FO_P_REFERENCE_ORIENTATION, 0);
    box->position = absolute ? ABSOLUTE : fixed ? FIXED : IN_LINE;
    set_content(b, box);
    unsigned put;

    if (box->position == IN_LINE) {
        struct entered entered = builder_enter(b, node);
        box->x = b->x + start_indent(b, style) - box->inset.start;
        put = builder_put(b, &item, box->height);
        builder_leave(b, node, &entered);
    } else {
        set_offsets(b, box);
        builder_await(b, node);
        put = builder_put_aside(b, &item, with_above);
    }
    builder_inherit(b, box->stack, put, 0, box->stack->count);
}

static void
reference_flow(struct builder *b, const struct fo_node *node)
{
    struct entered entered = builder_enter(b, node);
    float x = b->x, width = b->width, height = b->height;
    float start = start_indent(b, node->style);
    float content = size_or(node, FO_P_WIDTH, width, width - start - end_indent(b, node->style));
    struct area *area = builder_open(b, node, x + start, content);

    bool fixed = b->fixed;
    float widened = b->widened;

    b->x = x + start;
    b->width = content;
    b->height = 0;
    b->fixed |= !fo_is(node->style, FO_P_WIDTH, FO_K_AUTO);
    flow_children(b, node);
    b->fixed = fixed;
    b->x = x;
    b->width = width + (fixed ? 0 : b->widened - widened);
    b->height = height;
    builder_close(b, area);
    builder_leave(b, node, &entered);
}

static void
measure_container(struct builder *b, const struct fo_node *node)
{
    struct decoration decoration = decoration_of(node->style);
    struct sides inset = inset_of(node->style, &decoration, 0);
    float insets = inset.start + inset.end, width = size_or(node, across(node), 0, -1);

    if (!fo_is(node->style, FO_P_ABSOLUTE_POSITION, FO_K_AUTO))
        return;
    if (width >= 0) {
        builder_widen(b, (struct widths){width, width, width}, insets);
    } else if (is_turned(node)) {
        float length = size_or(node, down(node), 0, -1);
        length = length < 0 ? measure_children(b, node, 0).most : length;
        width = stack_of(b, node, length, 0)->height;
        builder_widen(b, (struct widths){width, width, width}, insets);
    } else {
        struct widths inner = measure_children(b, node, b->width);
        builder_widen(b,
                      (struct widths){limited(node, FO_P_WIDTH, 0, inner.least),
                                      limited(node, FO_P_WIDTH, 0, inner.word),
                                      limited(node, FO_P_WIDTH, 0, inner.most)},
                      insets);
    }
}

void
container_flow(struct builder *b, const struct fo_node *node)
{
    const struct fo_style *style = node->style;
    bool in_line = fo_is(style, FO_P_ABSOLUTE_POSITION, FO_K_AUTO);
    bool sized = !fo_is(style, FO_P_HEIGHT, FO_K_AUTO) || is_limited(node);

    if (b->measure)
        measure_container(b, node);
    else if (in_line && !sized && fo_number(style, FO_P_REFERENCE_ORIENTATION, 0) == 0)
        reference_flow(b, node);
    else
        put_box(b, node);
}
