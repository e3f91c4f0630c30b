#include "layout/sequence_int.h"

#include "layout/build_int.h"

#include <string.h>

/* Flows whose pages have bodies of different widths or numbers of columns: a title page, a page
 * turned on its side.
 *
 * A flow is built at the measure of its first page and broken into pages up to the first page that
 * has another. The break before that page is a turn: what stands above it stays, and the flow is
 * built again from there at the new measure. A paragraph that goes on there keeps its lines and has
 * the others set anew; a table gets new columns from the next row on; the label and body of a list
 * item, and a row that is broken, go on as they are, for their cells were set as a whole.
 *
 * Building starts again at the last child of the flow before the turn, and goes only as far as the
 * pages up to the next turn need (doubled where that was too little), so the time is that of a flow
 * of one width, times two, and a child. A turn is never taken back: it ends. */

struct checkpoint { /* the builder before a child of the flow */
    struct builder b;
    const struct fo_node *child;
    unsigned items, tokens;
};

struct turning {
    const struct measured_flow *flow;
    struct builder b;
    const struct fo_node *child; /* the next one to be built */
    GArray *checkpoints;
    GArray *notes; /* struct footnote */
    unsigned counted;
    float height; /* of what was built since the turn, pt */
};

struct measure
measure_of(const struct master *master)
{
    float full = master->content[REGION_BODY].width;

    return (struct measure){(full - (master->columns - 1) * master->column_gap) / master->columns,
                            full, master->columns, master->content[REGION_BODY].height};
}

bool
measure_equal(const struct measure *a, const struct measure *b)
{
    static const float SLACK = 0.05f;

    return ABS(a->full - b->full) < SLACK && ABS(a->column - b->column) < SLACK &&
           a->columns == b->columns;
}

static const struct strip *
strips_of(const struct turning *t)
{
    return (const struct strip *)(void *)t->b.s->strips->data + t->b.base;
}

static unsigned
strip_count(const struct turning *t)
{
    return t->b.s->strips->len - t->b.base;
}

/* ---- Building ---- */

static void
build_child(struct turning *t)
{
    struct setting *s = t->b.s;
    struct checkpoint checkpoint = {t->b, t->child, s->items->len, s->tokens->len};

    g_array_append_val(t->checkpoints, checkpoint);
    flow_child(&t->b, t->child);
    t->child = t->child->next;
    for (; t->counted < strip_count(t); t->counted++) {
        const struct strip *strip = &strips_of(t)[t->counted];
        t->height += strip->kind == STRIP_BOX || strip->kind == STRIP_SPACE ? strip->height : 0;
        t->height += strip->forced ? t->b.sheet.height : 0;
    }
}

static void
build_height(struct turning *t, float height)
{
    while (t->child && t->height < height)
        build_child(t);
}

/* Takes back what was built from the last child on that began before the turn. */
static void
take_back(struct turning *t, const struct turn *turn)
{
    struct setting *s = t->b.s;
    const GArray *turns = t->b.turns;
    unsigned last = t->checkpoints->len - 1;

    while (last > 0 &&
           g_array_index(t->checkpoints, struct checkpoint, last).items > t->b.base + turn->broken)
        last--;
    const struct checkpoint *checkpoint = &g_array_index(t->checkpoints, struct checkpoint, last);

    t->b = checkpoint->b;
    t->b.turns = turns;
    t->child = checkpoint->child;
    g_array_set_size(s->items, checkpoint->items);
    g_array_set_size(s->strips, checkpoint->items);
    g_array_set_size(s->tokens, checkpoint->tokens);
    g_array_set_size(t->checkpoints, last);
    t->counted = strip_count(t);
    t->height = 0;
}

static void
collect_notes(struct turning *t)
{
    g_array_set_size(t->notes, 0);
    for (unsigned i = t->b.token_base; i < t->b.waiting; i++) {
        const struct token *token = &g_array_index(t->b.s->tokens, struct token, i);
        if (token->kind != TOKEN_NOTE)
            continue;
        struct footnote note = {token->first, token->note->strips, token->note->count,
                                token->note->height};
        g_array_append_val(t->notes, note);
    }
}

void
text_turn(struct builder *b, struct text *text, unsigned line)
{
    const struct fo_style *style = text->block->style;
    struct paragraph_shape *shape = &text->shape;
    struct line_width *widths = arena_alloc(b->s->arena, (shape->width_count + 1) * sizeof *widths);

    if (shape->width_count)
        memcpy(widths, shape->widths, shape->width_count * sizeof *widths);
    widths[shape->width_count++] =
        (struct line_width){line, b->width - start_indent(b, style) - end_indent(b, style)};
    shape->widths = widths;
    text_set(b->s, text);
}

/* ---- Breaking ---- */

/* Breaks pages up to the next that turns, building as much as that needs. true: the flow ended. */
static bool
break_on(struct turning *t, struct pagination *pagination, struct page_top *top, GArray *columns,
         GArray *footings)
{
    enum { PAGES = 3 };
    float height = PAGES * t->b.sheet.height * t->b.sheet.columns;
    struct page_top before = *top;
    unsigned column = columns->len, footing = footings->len;

    for (;; height *= 2) {
        build_height(t, height);
        collect_notes(t);
        pagination->notes = (struct footnote *)(void *)t->notes->data;
        pagination->note_count = t->notes->len;
        bool ended = paginate(strips_of(t), strip_count(t), pagination, top, columns, footings);
        if (!ended || !t->child)
            return ended;
        *top = before;
        g_array_set_size(columns, column);
        g_array_set_size(footings, footing);
    }
}

const struct stack *
turning_set(struct setting *s, const struct measured_flow *flow, struct pagination *pagination,
            struct page_top *top, GArray *columns, GArray *footings, GArray *turns)
{
    struct turning t = {.flow = flow,
                        .b = flow_start(s, &flow->first),
                        .child = flow->node ? flow->node->child : NULL,
                        .checkpoints = g_array_new(FALSE, FALSE, sizeof(struct checkpoint)),
                        .notes = g_array_new(FALSE, FALSE, sizeof(struct footnote))};

    g_array_set_size(turns, 0);
    t.b.turns = turns;
    while (!break_on(&t, pagination, top, columns, footings)) {
        struct turn turn = {top->broken, flow->measure(flow->data, top->page)};

        g_array_append_val(turns, turn);
        take_back(&t, &turn);
    }
    g_array_unref(t.checkpoints);
    g_array_unref(t.notes);
    return builder_finish(&t.b);
}

const struct stack *
turning_again(struct setting *s, const struct measured_flow *flow, const GArray *turns)
{
    struct builder b = flow_start(s, &flow->first);

    b.turns = turns;
    for (const struct fo_node *child = flow->node ? flow->node->child : NULL; child;
         child = child->next)
        flow_child(&b, child);
    return builder_finish(&b);
}
