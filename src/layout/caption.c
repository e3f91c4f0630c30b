#include "layout/build_int.h"

/* A table with its caption (XSL 1.1 §6.7.2): the caption has the width that both may take and stays
 * with the table; the table stands in that width as text-align says. Captions at the sides are
 * outside the subset. */

static const struct fo_node *
child_of(const struct fo_node *node, enum fo_element element)
{
    const struct fo_node *child = node->child;

    while (child && child->element != element)
        child = child->next;
    return child;
}

static bool
is_below(const struct fo_node *caption)
{
    return fo_is(caption->style, FO_P_CAPTION_SIDE, FO_K_AFTER) ||
           fo_is(caption->style, FO_P_CAPTION_SIDE, FO_K_BOTTOM);
}

static void
caption_flow(struct builder *b, const struct fo_node *caption)
{
    struct entered entered = builder_enter(b, caption);
    float start = start_indent(b, caption->style), end = end_indent(b, caption->style);
    struct area *area = builder_open(b, caption, b->x + start, b->width - start - end);

    flow_children(b, caption);
    builder_close(b, area);
    builder_leave(b, caption, &entered);
}

static void
keep(struct builder *b)
{
    b->gap.column_keep = penalty_add(b->gap.column_keep, penalty_of(STRENGTH_ALWAYS));
}

void
captioned_flow(struct builder *b, const struct fo_node *node)
{
    struct entered entered = builder_enter(b, node);
    float start = start_indent(b, node->style), end = end_indent(b, node->style);
    struct area *area = builder_open(b, node, b->x + start, b->width - start - end);
    const struct fo_node *caption = child_of(node, FO_TABLE_CAPTION);
    const struct fo_node *table = child_of(node, FO_TABLE);
    bool below = caption && is_below(caption);

    if (caption && !below) {
        caption_flow(b, caption);
        keep(b);
    }
    if (table)
        table_flow(b, table);
    if (below) {
        keep(b);
        caption_flow(b, caption);
    }
    builder_close(b, area);
    builder_leave(b, node, &entered);
}
