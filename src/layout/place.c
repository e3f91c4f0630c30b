#include "layout/output_int.h"
#include "layout/sorted_int.h"

/* Walks stacks and gives every box its place. An item's top is known as if its stack were never
 * broken; a range of items moves as one, so a place is an addition. */

static bool
is_skipped(const struct item *item)
{
    return item->kind == ITEM_BREAK || item->kind == ITEM_SPACE || item->kind == ITEM_SPAN;
}

float
place_top(const struct painter *p, const struct stack *stack, unsigned item)
{
    float moved = p->moves.by && p->moves.stack == stack ? p->moves.by[item - p->moves.first] : 0;

    return stack->items[item].top + moved;
}

/* ---- Areas ---- */

static float
bottom_of(const struct painter *p, const struct stack *stack, const struct area *area, unsigned end)
{
    unsigned last = MIN(area->close, end - 1);

    return place_top(p, stack, last) +
           (stack->strips[last].kind == STRIP_BOX ? stack->strips[last].height : 0);
}

/* The break that was taken before the range; NULL: none. */
static const struct strip *
break_before(const struct stack *stack, unsigned first)
{
    if (stack->strips[first].kind == STRIP_BREAK)
        return &stack->strips[first];
    while (first > 0 && stack->strips[first - 1].kind == STRIP_SPACE)
        first--;
    return first > 0 && stack->strips[first - 1].kind == STRIP_BREAK ? &stack->strips[first - 1]
                                                                     : NULL;
}

static const struct strip *
break_after(const struct stack *stack, unsigned end)
{
    return end < stack->count && stack->strips[end].kind == STRIP_BREAK ? &stack->strips[end]
                                                                        : NULL;
}

/* What the areas around one repeat outside it. */
static struct sides
kept_around(const struct area *area)
{
    struct sides kept = {0, 0, 0, 0};

    for (area = area->parent; area; area = area->parent) {
        kept.before += area->opened ? area->kept.before : 0;
        kept.after += area->opened ? area->kept.after : 0;
    }
    return kept;
}

static void
place_area(struct painter *p, const struct stack *stack, const struct area *area, unsigned first,
           unsigned end, float x, float y)
{
    unsigned top = MAX(area->open, first);
    const struct strip *before = break_before(stack, first);
    bool begun = area->open < (before ? (unsigned)(before - stack->strips) : first);
    bool goes_on = area->close >= end;
    const struct strip *after = goes_on ? break_after(stack, end) : NULL;
    struct sides kept = kept_around(area);

    while (top + 1 < end && is_skipped(&stack->items[top]))
        top++;
    float wider = p->measure > 0 && area->measure > 0 ? p->measure - area->measure : 0;
    float from = place_top(p, stack, top), to = bottom_of(p, stack, area, end);

    from -= begun && before ? before->head - kept.before : 0;
    to += after ? after->foot - kept.after : 0;
    paint_decoration(
        p, area->node, &area->decoration,
        (struct box){x + area->x, y + from, area->width + wider, to - from},
        (struct opening){begun && !area->border_kept_before, goes_on && !area->border_kept_after});
}

/* Those that were opened before the range, outermost first. */
static void
place_open_areas(struct painter *p, const struct stack *stack, const struct area *area,
                 unsigned first, unsigned end, float x, float y)
{
    if (!area)
        return;
    place_open_areas(p, stack, area->parent, first, end, x, y);
    if (area->opened && area->open < first)
        place_area(p, stack, area, first, end, x, y);
}

/* ---- Containers ---- */

static void
place_container(struct painter *p, const struct container *box, float x, float y)
{
    if (!box)
        return;
    struct painter inner = *p;
    struct box border = {x + box->x, y, box->width, box->height};

    if (box->position == FIXED) {
        const struct page *page = &g_array_index(p->o->pages, struct page, p->o->page);
        inner.frame = (struct frame){0, 0, 0};
        inner.reference = (struct box){0, 0, page->width, page->height};
    }
    if (box->position != IN_LINE) {
        const struct box *reference = &inner.reference;
        border.x =
            reference->x + (box->from_right ? reference->width - box->x - box->width : box->x);
        border.y =
            reference->y + (box->from_bottom ? reference->height - box->y - box->height : box->y);
    }
    paint_decoration(&inner, box->node, &box->decoration, border, (struct opening){false, false});
    struct box content = {border.x + box->inset.start, border.y + box->inset.before,
                          border.width - box->inset.start - box->inset.end,
                          border.height - box->inset.before - box->inset.after};

    if (overflow_hides(box->node->style))
        painter_clip(&inner, content);
    inner.frame = frame_turned(inner.frame, content, box->orientation);
    bool turned = inner.frame.turns % 2 != p->frame.turns % 2 && box->position != FIXED;

    inner.reference = (struct box){0, 0, turned ? content.height : content.width,
                                   turned ? content.width : content.height};
    inner.starts = false;
    place_range(&inner, box->stack, 0, box->stack->count, 0, box->shift);
}

/* ---- Bands ---- */

/* What a band meets above or below on its page. */
enum neighbour {
    NEIGHBOUR_NONE,
    NEIGHBOUR_ROWS, /* others of its table */
    NEIGHBOUR_BREAK,
    NEIGHBOUR_REPEATED /* a header or footer that stands again */
};

struct group { /* slices of a band that follow each other in one range */
    const struct band *band;
    unsigned first, end;
    float x, y; /* of the first slice */
    enum neighbour above, below;
};

static const float NEAR = 0.05f;

static float
top_of(const struct group *group)
{
    return group->band->slices[group->first].top;
}

static float
bottom(const struct group *group)
{
    const struct slice *last = &group->band->slices[group->end - 1];

    return last->top + last->height;
}

/* A cell that a break cuts keeps what is retained of its border and padding. */
static void
place_cell_border(struct painter *p, const struct group *group, const struct cell *cell)
{
    const struct slice *slices = group->band->slices;
    float from = MAX(cell->y, top_of(group)), to = MIN(cell->y + cell->height, bottom(group));
    bool cut_above = cell->y<from - NEAR, cut_below = cell->y + cell->height> to + NEAR;

    if (to <= from)
        return;
    float head = cut_above ? slices[group->first].head : 0;
    float foot = cut_below ? slices[group->end - 1].foot : 0;
    struct opening open = {
        cut_above && !(cell->node &&
                       fo_is(cell->node->style, FO_P_BORDER_BEFORE_CONDITIONALITY, FO_K_RETAIN)),
        cut_below && !(cell->node &&
                       fo_is(cell->node->style, FO_P_BORDER_AFTER_CONDITIONALITY, FO_K_RETAIN))};

    paint_decoration(p, cell->node, &cell->decoration,
                     (struct box){group->x + cell->x, group->y + from - top_of(group) - head,
                                  cell->width, to - from + head + foot},
                     open);
}

/* Each line between two rows is painted once: as the upper edge of the lower row, but for that of a
 * header or footer which stands again. */
static bool
is_painted(const struct group *group, float line)
{
    const struct band *band = group->band;
    float top = top_of(group), end = bottom(group);

    if (line < top - NEAR || line > end + NEAR)
        return false;
    if ((group->below == NEIGHBOUR_ROWS || group->below == NEIGHBOUR_REPEATED) &&
        line > band->height - NEAR)
        return false;
    return group->above != NEIGHBOUR_REPEATED || line > NEAR;
}

static void
place_rules(struct painter *p, const struct group *group)
{
    const struct band *band = group->band;
    float top = top_of(group), end = bottom(group);

    for (unsigned i = 0; i < band->rule_count; i++) {
        const struct rule *rule = &band->rules[i];
        float from = rule->y, to = rule->y + rule->height;

        if (rule->across && !is_painted(group, (from + to) / 2))
            continue;
        if (!rule->across) {
            from = MAX(from, top);
            to = MIN(to, end);
        }
        paint_border(
            p, band->node,
            (struct box){group->x + rule->x, group->y + from - top, rule->width, to - from},
            &rule->border);
    }
}

/* The table's own border, where a break parts the table and it is to be retained (XSL 1.1
 * §4.3.1). */
static void
place_kept_borders(struct painter *p, const struct group *group)
{
    const struct band *band = group->band;
    bool begins = band->begins && group->first == 0;
    bool ends = band->ends && group->end == band->slice_count;
    const struct border *before = &band->kept_before, *after = &band->kept_after;

    if (group->above == NEIGHBOUR_BREAK && !begins && before->width > 0)
        paint_border(
            p, band->node,
            (struct box){group->x, group->y - before->width / 2, band->width, before->width},
            before);
    if (group->below == NEIGHBOUR_BREAK && !ends && after->width > 0)
        paint_border(p, band->node,
                     (struct box){group->x,
                                  group->y + bottom(group) - top_of(group) - after->width / 2,
                                  band->width, after->width},
                     after);
}

/* What a table inside the cell repeats at the edges of the group. */
static void
place_inner_repeats(struct painter *p, const struct stack *stack, const struct cut *cut,
                    bool begins, float x, float y)
{
    unsigned item = begins ? cut->first : cut->end;

    if (item >= stack->count || stack->items[item].kind != ITEM_BREAK || !stack->items[item].repeat)
        return;
    const struct repeat *repeat = stack->items[item].repeat;

    if (!begins && repeat->footer)
        place_repeated(p, repeat->footer, x,
                       y + stack->items[item].top + stack->strips[item].foot -
                           repeat->footer->height);
    while (begins && item + 1 < stack->count && is_skipped(&stack->items[item]))
        item++;
    if (begins && repeat->header)
        place_repeated(p, repeat->header, x, y + stack->items[item].top - repeat->header->height);
}

static struct cut
cut_of(const struct slice *slice, unsigned cell)
{
    unsigned low = SORTED_FIRST(slice->cuts, slice->cut_count, struct cut, cell, cell);

    if (low < slice->cut_count && slice->cuts[low].cell == cell)
        return slice->cuts[low];
    return (struct cut){.cell = cell};
}

static void
place_cell(struct painter *p, const struct group *group, unsigned number)
{
    const struct band *band = group->band;
    const struct cell *cell = &band->cells[number];
    float x = group->x + cell->x + cell->inset.start;

    if (!cell->stack)
        return;
    struct painter inner = *p;

    inner.reference = (struct box){x, group->y + cell->y + cell->inset.before - top_of(group),
                                   cell->width - cell->inset.start - cell->inset.end,
                                   cell->height - cell->inset.before - cell->inset.after};
    for (unsigned i = group->first, next; i < group->end; i = next) {
        struct cut cut = cut_of(&band->slices[i], number);
        float y = group->y + band->slices[i].top - top_of(group) + cut.y;

        for (next = i + 1; next < group->end; next++) { /* as far as nothing was moved down */
            struct cut more = cut_of(&band->slices[next], number);
            float there = group->y + band->slices[next].top - top_of(group) + more.y;
            if (more.first == more.end)
                continue;
            if (cut.first == cut.end) {
                cut.first = more.first;
                y = there;
            } else if (ABS(there - y) > 0.01f) {
                break;
            }
            cut.end = more.end;
        }
        if (cut.first == cut.end)
            continue;
        if (i == group->first && i > 0)
            place_inner_repeats(&inner, cell->stack, &cut, true, x, y);
        place_range(&inner, cell->stack, cut.first, cut.end, x, y);
        if (next == group->end && next < band->slice_count)
            place_inner_repeats(&inner, cell->stack, &cut, false, x, y);
    }
    p->starts = inner.starts;
}

/* What a header or footer retrieves on this page. */
struct portion_words {
    struct table_words words;
    const struct portion *portion;
    const struct fo_node *table;
    GPtrArray *found; /* marker and retrieve-table-marker, in turn */
};

static const struct fo_node *
find_in_portion(const struct table_words *words, const struct fo_node *retrieve)
{
    const struct portion_words *own = (const struct portion_words *)words;
    const struct fo_node *marker =
        marker_in_table(own->portion->sequence, own->portion->column, own->table, retrieve);

    if (marker) {
        g_ptr_array_add(own->found, (void *)marker);
        g_ptr_array_add(own->found, (void *)retrieve);
    }
    return marker;
}

static void
place_rows(struct painter *p, const struct group *group, const GPtrArray *found)
{
    const struct band *band = group->band;

    for (unsigned row = 0; row < band->row_count && !p->artifact; row++)
        structure_row(p->o->structure, band, &band->rows[row]);
    for (unsigned i = 0; found && i < found->len && !p->artifact; i += 2)
        structure_adopt(p->o->structure, found->pdata[i], found->pdata[i + 1]);
    for (unsigned i = 0; i < band->cell_count; i++)
        place_cell_border(p, group, &band->cells[i]);
    place_rules(p, group);
    place_kept_borders(p, group);
    for (unsigned i = 0; i < band->cell_count; i++)
        place_cell(p, group, i);
}

static void
place_group(struct painter *p, const struct group *group)
{
    if (!group->band->live || !p->portion) {
        place_rows(p, group, NULL);
        return;
    }
    g_autoptr(GPtrArray) found = g_ptr_array_new();
    struct portion_words words = {{find_in_portion}, p->portion, group->band->node, found};
    struct group again = *group;

    again.band = table_again(p->o->s, group->band, &words.words);
    place_rows(p, &again, found);
}

void
place_repeated(struct painter *p, const struct band *band, float x, float y)
{
    struct painter again = *p;
    struct group group = {band,          0, band->slice_count, x + band->x, y, NEIGHBOUR_NONE,
                          NEIGHBOUR_NONE};

    again.artifact = p->artifact ? p->artifact : ARTIFACT_LAYOUT;
    again.starts = false;
    place_group(&again, &group);
}

static enum neighbour
across_break(const struct item *broken, bool above)
{
    const struct repeat *repeat = broken->kind == ITEM_BREAK ? broken->repeat : NULL;

    if (broken->kind != ITEM_BREAK)
        return NEIGHBOUR_NONE;
    return repeat && (above ? repeat->header : repeat->footer) ? NEIGHBOUR_REPEATED
                                                               : NEIGHBOUR_BREAK;
}

/* first: of the range, which may begin with the break itself. */
static enum neighbour
neighbour_above(const struct stack *stack, unsigned first, unsigned item)
{
    for (unsigned i = item; i-- > 0;) {
        const struct item *above = &stack->items[i];

        if (above->kind == ITEM_SLICE && i >= first &&
            above->band->node == stack->items[item].band->node)
            return NEIGHBOUR_ROWS;
        if (!is_skipped(above))
            return NEIGHBOUR_NONE;
        if (i <= first && above->kind == ITEM_BREAK)
            return across_break(above, true);
    }
    return NEIGHBOUR_NONE;
}

static enum neighbour
neighbour_below(const struct stack *stack, unsigned next, unsigned end, const struct band *band)
{
    for (unsigned i = next; i < end; i++) {
        const struct item *below = &stack->items[i];

        if (below->kind == ITEM_SLICE && below->band->node == band->node)
            return NEIGHBOUR_ROWS;
        if (!is_skipped(below))
            return NEIGHBOUR_NONE;
    }
    return end < stack->count ? across_break(&stack->items[end], false) : NEIGHBOUR_NONE;
}

/* The slices from this item on; returns the item behind the last. */
static unsigned
place_slices(struct painter *p, const struct stack *stack, unsigned first, unsigned item,
             unsigned end, float x, float y)
{
    const struct item *slice = &stack->items[item];
    struct group group = {.band = slice->band,
                          .first = slice->part,
                          .end = slice->part + 1,
                          .x = x + slice->band->x,
                          .y = y + place_top(p, stack, item)};
    unsigned next = item + 1;
    float moved = place_top(p, stack, item) - slice->top;

    for (unsigned i = next; i < end; i++) {
        const struct item *more = &stack->items[i];
        if (more->kind == ITEM_SLICE && more->band == group.band) {
            if (ABS(place_top(p, stack, i) - more->top - moved) > NEAR)
                break;
            group.end = more->part + 1;
            next = i + 1;
        } else if (!is_skipped(more)) {
            break;
        }
    }
    group.above = neighbour_above(stack, first, item);
    group.below = neighbour_below(stack, next, end, group.band);
    place_group(p, &group);
    return next;
}

/* ---- Ranges ---- */

void
place_range(struct painter *p, const struct stack *stack, unsigned first, unsigned end, float x,
            float y)
{
    if (first >= end)
        return;
    place_open_areas(p, stack, stack->items[first].area, first, end, x, y);
    for (unsigned i = first, next; i < end; i = next) {
        const struct item *item = &stack->items[i];

        next = i + 1;
        switch (item->kind) {
        case ITEM_LINE:
            place_line(p, item->text, item->part, x, y + place_top(p, stack, i));
            break;
        case ITEM_SLICE:
            next = place_slices(p, stack, first, i, end, x, y);
            break;
        case ITEM_BOX:
            place_container(p, item->container, x, y + place_top(p, stack, i));
            break;
        case ITEM_OPEN:
            place_area(p, stack, item->area, first, end, x, y);
            break;
        default:
            break;
        }
    }
}
