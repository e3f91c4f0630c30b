#include "layout/build_int.h"

/* Lists: every item is a band of two stacks, label and body, which may be broken between any lines
 * at which both allow it. The indents of both count from the same reference area, so the stacks
 * have its width and their texts are where label-end() and body-start() put them. */

static const struct stack *
side_stack(struct builder *b, const struct fo_node *side)
{
    struct builder inner = builder_start(b->s, b, b->width);
    struct entered entered = builder_enter(&inner, side);

    flow_children(&inner, side);
    builder_leave(&inner, side, &entered);
    return builder_finish(&inner);
}

static void
put_item(struct builder *b, const struct fo_node *node)
{
    enum { LABEL_AND_BODY = 2 };
    struct band *band = arena_alloc(b->s->arena, sizeof *band);
    struct cell *cells = arena_alloc(b->s->arena, LABEL_AND_BODY * sizeof *cells);
    unsigned count = 0;

    for (const struct fo_node *side = node->child; side && count < LABEL_AND_BODY;
         side = side->next) {
        if (side->element != FO_LIST_ITEM_LABEL && side->element != FO_LIST_ITEM_BODY)
            continue;
        struct cell *cell = &cells[count++];
        *cell = (struct cell){.node = side,
                              .stack = side_stack(b, side),
                              .width = b->width,
                              .decoration.background = -1};
        cell->height = cell->stack->height;
        band->height = MAX(band->height, cell->height);
    }
    band->node = node;
    band->cells = cells;
    band->cell_count = count;
    band->x = b->x;
    band->width = b->width;
    band_put(b, band, 0);
}

static void
measure_item(struct builder *b, const struct fo_node *node)
{
    for (const struct fo_node *side = node->child; side; side = side->next)
        if (side->element == FO_LIST_ITEM_BODY) {
            builder_widen(b, measure_children(b, side, b->width), 0);
        }
}

static void
item_flow(struct builder *b, const struct fo_node *node)
{
    struct entered entered = builder_enter(b, node);
    float start = start_indent(b, node->style);
    struct area *area =
        builder_open(b, node, b->x + start, b->width - start - end_indent(b, node->style));

    if (b->measure)
        measure_item(b, node);
    else
        put_item(b, node);
    builder_close(b, area);
    builder_leave(b, node, &entered);
}

void
list_flow(struct builder *b, const struct fo_node *node)
{
    struct entered entered = builder_enter(b, node);
    float start = start_indent(b, node->style);
    struct area *area =
        builder_open(b, node, b->x + start, b->width - start - end_indent(b, node->style));

    for (const struct fo_node *child = node->child; child; child = child->next)
        if (child->element == FO_LIST_ITEM)
            item_flow(b, child);
    builder_close(b, area);
    builder_leave(b, node, &entered);
}
