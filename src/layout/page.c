#include "layout/output_int.h"

/* One page: backgrounds of its regions, static content, the columns of the flow, footnotes. Static
 * content and regions are artifacts. */

/* ---- Static content ---- */

struct static_words {
    struct page_words words;
    const struct output *o;
    unsigned sequence;
};

static const struct fo_node *
find_marker(const struct page_words *words, const struct fo_node *retrieve)
{
    const struct static_words *own = (const struct static_words *)words;

    return marker_find(own->o->sequences, own->sequence, own->o->page, retrieve);
}

static float
alignment(const struct fo_style *style, float free)
{
    if (fo_is(style, FO_P_DISPLAY_ALIGN, FO_K_CENTER))
        return MAX(0, free / 2);
    return fo_is(style, FO_P_DISPLAY_ALIGN, FO_K_AFTER) ? MAX(0, free) : 0;
}

static const float SLACK = 0.5f; /* pt by which content may be taller than its region */

static void
write_static(struct output *o, unsigned number, const struct master *master, enum region region)
{
    static const int ARTIFACTS[REGION_COUNT] = {[REGION_BODY] = ARTIFACT_LAYOUT,
                                                [REGION_BEFORE] = ARTIFACT_HEADER,
                                                [REGION_AFTER] = ARTIFACT_FOOTER,
                                                [REGION_START] = ARTIFACT_LAYOUT,
                                                [REGION_END] = ARTIFACT_LAYOUT};
    const struct sequence *sequence = &g_array_index(o->sequences->all, struct sequence, number);
    const struct fo_node *node = master->region[region];
    const struct fo_node *content =
        node ? static_content(sequence->node, fo_string(node->style, FO_P_REGION_NAME)) : NULL;
    struct box box = master->content[region];

    if (!content)
        return;
    struct setting *s = o->s;
    struct diag *diag = s->diag;
    g_autoptr(diag) quiet = diag_new(); /* a fault is reported once, not on every page */

    if (!g_hash_table_add(o->reported, (void *)content))
        s->diag = quiet;
    struct static_words words = {
        .words = {folio_text(o->arena, sequence->node, sequence->folio + o->page - sequence->page),
                  find_marker},
        .o = o,
        .sequence = number};
    struct builder b = builder_start(s, NULL, box.width);

    b.page = &words.words;
    b.height = box.height;
    flow_children(&b, content);
    const struct stack *stack = builder_finish(&b);
    struct painter painter = {
        .o = o, .frame = master->inner[region], .artifact = ARTIFACTS[region], .reference = box};

    if (overflow_refused(node->style) && stack->height > box.height + SLACK)
        diag_report(s->diag, DIAG_E0620, node->place, "give the region more room",
                    "the content is %.1f pt high, its region %.1f pt", stack->height, box.height);
    if (overflow_hides(node->style))
        painter_clip(&painter, box);

    place_range(&painter, stack, 0, stack->count, box.x,
                box.y + alignment(node->style, box.height - stack->height));
    s->diag = diag;
}

static void
write_regions(struct output *o, const struct master *master)
{
    struct painter painter = {.o = o, .frame = master->frame, .artifact = ARTIFACT_BACKGROUND};

    for (enum region region = 0; region < REGION_COUNT; region++) {
        const struct fo_node *node = master->region[region];
        if (!node)
            continue;
        struct decoration decoration = decoration_of(node->style);
        paint_decoration(&painter, node, &decoration, master->border[region],
                         (struct opening){false, false});
    }
}

/* ---- Body ---- */

static struct place
place_of_item(const struct item *item)
{
    if (item->kind == ITEM_LINE)
        return item->text->block->place;
    if (item->kind == ITEM_SLICE)
        return item->band->rows && item->band->rows[0].node ? item->band->rows[0].node->place
                                                            : item->band->node->place;
    if (item->kind == ITEM_BOX && item->container)
        return item->container->node->place;
    return item->area ? item->area->node->place : (struct place){0};
}

static void
report_overfull(const struct output *o, const struct sequence *sequence,
                const struct column *column, float room)
{
    const struct stack *stack = sequence->stack;
    unsigned tallest = column->first;

    for (unsigned i = column->first; i < column->end; i++)
        if (stack->strips[i].height > stack->strips[tallest].height)
            tallest = i;
    diag_report(o->s->diag, DIAG_E0614, place_of_item(&stack->items[tallest]),
                "make it smaller, or let it be broken",
                "page %u has room for %.1f pt; what cannot be parted is %.1f pt high", o->page + 1,
                room,
                stack->items[column->end - 1].top + stack->strips[column->end - 1].height -
                    stack->items[column->first].top);
}

/* A band that goes on from a wider page (turn.c). */
static void
report_too_wide(const struct output *o, const struct stack *stack, const struct column *column,
                float width)
{
    static const float SLACK = 0.5f;
    const struct item *item = &stack->items[column->first];

    if (item->kind != ITEM_SLICE || item->part == 0 ||
        item->band->x + item->band->width < width + SLACK)
        return;
    diag_report(o->s->diag, DIAG_E0618, place_of_item(item),
                "part it, keep it together, or make the pages equally wide",
                "page %u is %.1f pt wide, what goes on there %.1f pt", o->page + 1, width,
                item->band->x + item->band->width);
}

static float
head_of(const struct stack *stack, const struct column *column)
{
    return column->broken == NO_STRIP ? 0 : stack->strips[column->broken].head;
}

static void
write_header(struct painter *painter, const struct stack *stack, const struct column *column,
             float x, float y)
{
    const struct repeat *repeat =
        column->broken == NO_STRIP ? NULL : stack->items[column->broken].repeat;

    if (repeat && repeat->header)
        place_repeated(painter, repeat->header, x,
                       y + stack->items[column->first].top - head_of(stack, column));
}

static void
write_footer(struct painter *painter, const struct stack *stack, const struct column *column,
             float x, float y)
{
    const struct item *next = column->end < stack->count ? &stack->items[column->end] : NULL;

    if (next && next->kind == ITEM_BREAK && next->repeat && next->repeat->footer)
        place_repeated(painter, next->repeat->footer, x,
                       y + next->top + stack->strips[column->end].foot -
                           next->repeat->footer->height);
}

static void
write_column(struct painter *painter, const struct sequence *sequence, const struct master *master,
             const struct column *column, float shift)
{
    const struct box *body = &master->content[REGION_BODY];
    const struct stack *stack = sequence->stack;
    float width = (body->width - (column->columns - 1) * master->column_gap) / column->columns;
    float x = body->x + column->index * (width + master->column_gap);
    float y =
        body->y + shift + column->y + head_of(stack, column) - stack->items[column->first].top;
    g_autofree float *moves =
        column_has_moves(column) ? g_new(float, column->end - column->first) : NULL;

    const struct portion portion = {sequence, column};

    painter->portion = &portion;
    if (moves)
        column_moves(stack->strips, column, moves);
    painter->measure = width;
    painter->moves = (struct moves){stack, column->first, moves};
    report_too_wide(painter->o, stack, column, width);
    if (column->overfull)
        report_overfull(painter->o, sequence, column, body->height);
    write_header(painter, stack, column, x, y);
    place_range(painter, stack, column->first, column->end, x, y);
    write_footer(painter, stack, column, x,
                 y + (moves ? moves[column->end - column->first - 1] : 0));
    bars_write(painter, stack, column, x, width, y);
    painter->portion = NULL;
    painter->moves.by = NULL;
    painter->measure = 0;
}

static const struct column *
columns_end(const struct sequence *sequence)
{
    return (const struct column *)(void *)sequence->columns->data + sequence->columns->len;
}

static float
body_depth(const struct sequence *sequence, unsigned page)
{
    const struct stack *stack = sequence->stack;
    float depth = 0;

    const struct column *end = columns_end(sequence);
    for (const struct column *column = sequence_column(sequence, page);
         column && column < end && column->page == page; column++) {
        float bottom = stack->items[column->end - 1].top +
                       column_move(stack->strips, column, column->end - 1) +
                       stack->strips[column->end - 1].height;
        depth = MAX(depth,
                    column->y + head_of(stack, column) + bottom - stack->items[column->first].top);
    }
    return depth;
}

/* ---- Footnotes ---- */

static void
report_tall_note(const struct output *o, const struct stack *stack, const struct footing *footing,
                 float room)
{
    diag_report(o->s->diag, DIAG_E0614, place_of_item(&stack->items[footing->first]),
                "make it smaller, or let it be broken",
                "page %u has room for %.1f pt; what cannot be parted is %.1f pt high", o->page + 1,
                room, footing_height(stack, footing));
}

static void
write_notes(struct output *o, const struct sequence *sequence, const struct master *master,
            unsigned page)
{
    const struct box *body = &master->content[REGION_BODY];
    const struct frame frame = master->inner[REGION_BODY];
    float y = body->y + body->height - footings_height(sequence, page);
    struct painter painter = {.o = o, .frame = frame, .reference = *body};
    unsigned count;
    const struct footing *footings = footings_of_page(sequence, page, &count);

    if (count && sequence->separator) {
        struct painter rule = {
            .o = o, .frame = frame, .artifact = ARTIFACT_LAYOUT, .reference = *body};
        place_range(&rule, sequence->separator, 0, sequence->separator->count, body->x, y);
        y += sequence->separator->height;
    }
    for (unsigned i = 0; i < count; i++) {
        const struct footing *footing = &footings[i];
        const struct stack *stack = footing_stack(sequence, footing);

        if (footing->overfull)
            report_tall_note(o, stack, footing, body->height);
        place_range(&painter, stack, footing->first, footing->end, body->x,
                    y + footing_top(stack, footing));
        y += footing_height(stack, footing);
    }
}

static void
write_body(struct output *o, const struct sequence *sequence, const struct master *master,
           unsigned page)
{
    const struct box *body = &master->content[REGION_BODY];
    struct painter painter = {
        .o = o, .frame = master->inner[REGION_BODY], .reference = *body, .starts = true};
    const struct fo_node *region = master->region[REGION_BODY];

    if (region && overflow_hides(region->style))
        painter_clip(&painter, *body);
    float shift = region ? alignment(region->style, body->height - body_depth(sequence, page) -
                                                        footings_height(sequence, page))
                         : 0;

    for (const struct column *column = sequence_column(sequence, page);
         column && column < columns_end(sequence) && column->page == page; column++)
        write_column(&painter, sequence, master, column, shift);
    write_notes(o, sequence, master, page);
}

/* ---- Pages ---- */

static int
crop_of(const struct fo_style *style)
{
    return fo_is(style, FO_P_CROP_BOX, FO_K_TRIM_BOX)    ? CROP_TRIM
           : fo_is(style, FO_P_CROP_BOX, FO_K_BLEED_BOX) ? CROP_BLEED
                                                         : CROP_SHEET;
}

void
page_write(struct output *o, unsigned number, unsigned page)
{
    const struct sequence *sequence = &g_array_index(o->sequences->all, struct sequence, number);
    struct page_state state = sequence_page(sequence, page);
    const struct master *master = master_for(o->sequences->masters, sequence->node, &state);
    struct page written = {.width = master->width,
                           .height = master->height,
                           .bleed = master->bleed,
                           .margin = master->margin,
                           .crop = crop_of(master->node->style),
                           .label = folio_text(o->arena, sequence->node, state.folio),
                           .number = o->pages->len + 1,
                           .run = o->runs->len,
                           .rectangle = o->rectangles->len,
                           .image = o->images->len,
                           .mark = o->owners->len,
                           .link = o->links->len};

    o->page = o->pages->len;
    o->even = state.folio % 2 == 0;
    g_array_append_val(o->pages, written);
    structure_begin_page(o->structure);
    write_regions(o, master);
    write_static(o, number, master, REGION_BEFORE);
    write_static(o, number, master, REGION_START);
    if (!state.blank)
        write_body(o, sequence, master, page);
    write_static(o, number, master, REGION_END);
    write_static(o, number, master, REGION_AFTER);
    struct page *done = &g_array_index(o->pages, struct page, o->page);

    done->run_end = o->runs->len;
    done->rectangle_end = o->rectangles->len;
    done->image_end = o->images->len;
    done->mark_end = o->owners->len;
    done->link_end = o->links->len;
}
