#include "layout/build_int.h"

/* Bands: stacks side by side. Most are whole: one slice, which no page breaks. One that may be
 * broken is cut, from the top, at heights where every stack either has a break or nothing. Where
 * stacks of different leading have no such height for long, one is cut all the same and what it
 * would cut through begins below the cut: that stack is set lower from there on. */

static const float NEAR = 0.05f;
static const float LONGEST_SLICE = 0.25f; /* of the page, before a cut is forced */

/* How far a stack has been cut. */
struct progress {
    const struct stack *stack;
    float y;       /* of the stack's top in the band, moved down by forced cuts */
    unsigned next; /* the first item that is in no slice yet */
    unsigned at;   /* the last break at or above the height that is looked at */
};

struct cutter {
    struct builder *b;
    struct band *band;
    struct progress *progress; /* of each cell */
    GArray *slices;
};

static unsigned
beyond_spaces(const struct stack *stack, unsigned item)
{
    while (item < stack->count && stack->strips[item].kind == STRIP_SPACE)
        item++;
    return item;
}

static bool
is_break(const struct stack *stack, unsigned item)
{
    return item < stack->count && stack->items[item].kind == ITEM_BREAK;
}

static unsigned
next_break(const struct stack *stack, unsigned item)
{
    while (item < stack->count && !is_break(stack, item))
        item++;
    return item;
}

static bool
is_done(const struct progress *p)
{
    return !p->stack || p->next >= p->stack->count;
}

static float
height_of(const struct progress *p, unsigned item)
{
    return p->y + p->stack->items[item].top;
}

/* The next height at which some stack may be broken; negative: there is none. */
static float
next_height(const struct cutter *cut, float after)
{
    float height = -1;

    for (unsigned i = 0; i < cut->band->cell_count; i++) {
        const struct progress *p = &cut->progress[i];

        if (is_done(p))
            continue;
        unsigned item = next_break(p->stack, p->next);
        while (item < p->stack->count && height_of(p, item) <= after + NEAR)
            item = next_break(p->stack, item + 1);
        if (item < p->stack->count)
            height = height < 0 ? height_of(p, item) : MIN(height, height_of(p, item));
    }
    return height;
}

/* Moves p->at to the last break at or above the height. */
static void
look_at(struct progress *p, float height)
{
    if (is_done(p))
        return;
    p->at = p->next;
    for (unsigned i = next_break(p->stack, p->next);
         i < p->stack->count && height_of(p, i) <= height + NEAR; i = next_break(p->stack, i + 1))
        p->at = i;
}

/* Where the stack goes on behind a cut at this height, as things stand. */
static float
resumes(const struct progress *p)
{
    unsigned item = is_break(p->stack, p->at) ? beyond_spaces(p->stack, p->at + 1) : p->at;

    return p->y + (item < p->stack->count ? p->stack->items[item].top : p->stack->height);
}

static bool
ends_above(const struct progress *p, float height)
{
    return !is_done(p) && p->y + p->stack->height <= height + NEAR;
}

static bool
is_clean(const struct cutter *cut, float height)
{
    for (unsigned i = 0; i < cut->band->cell_count; i++) {
        struct progress *p = &cut->progress[i];

        look_at(p, height);
        if (!is_done(p) && !ends_above(p, height) && resumes(p) < height - NEAR)
            return false;
    }
    return true;
}

/* The height at which the next slice ends; forced: what it cuts through is moved down. */
static float
choose_height(const struct cutter *cut, float top)
{
    float limit = cut->b->s->body_height * LONGEST_SLICE, last = -1;

    for (float height = next_height(cut, top); height >= 0; height = next_height(cut, height)) {
        if (is_clean(cut, height))
            return height;
        if (height > top + limit && last >= 0)
            return last;
        last = height;
    }
    return last > top + limit ? last : -1;
}

static struct slice *
add_slice(const struct cutter *cut, float top)
{
    struct slice slice = {.top = top};

    slice.cuts = arena_alloc(cut->b->s->arena, cut->band->cell_count * sizeof(struct cut));
    g_array_append_val(cut->slices, slice);
    return &g_array_index(cut->slices, struct slice, cut->slices->len - 1);
}

static void
add_cost(struct strip *strip, const struct strip *own)
{
    strip->forced = MAX(strip->forced, own->forced);
    strip->column_penalty = MAX(strip->column_penalty, own->column_penalty);
    strip->page_penalty = MAX(strip->page_penalty, own->page_penalty);
    strip->head = MAX(strip->head, own->head);
    strip->foot = MAX(strip->foot, own->foot);
}

/* Ends the last slice at this height and begins the next; writes what the break between them
 * costs. Returns the space that stands between them. */
static float
cut_at(struct cutter *cut, float height, struct strip *strip)
{
    struct slice *slice = &g_array_index(cut->slices, struct slice, cut->slices->len - 1);
    struct cut *cuts = (struct cut *)slice->cuts;
    float below = G_MAXFLOAT;

    slice->height = height - slice->top;
    for (unsigned i = 0; i < cut->band->cell_count; i++) {
        struct progress *p = &cut->progress[i];

        cuts[i] = (struct cut){p->next, p->next, p->y - slice->top};
        if (is_done(p))
            continue;
        if (ends_above(p, height)) {
            cuts[i].end = p->next = p->stack->count;
            continue;
        }
        look_at(p, height);
        if (p->at > p->next) {
            add_cost(strip, &p->stack->strips[p->at]);
            cuts[i].end = p->next = p->at;
        }
        float goes_on = resumes(p);
        p->y += MAX(0, height - goes_on);
        below = MIN(below, MAX(height, goes_on));
    }
    return below == G_MAXFLOAT ? 0 : below - height;
}

static void
end_last(struct cutter *cut)
{
    struct band *band = cut->band;
    struct slice *slice = &g_array_index(cut->slices, struct slice, cut->slices->len - 1);
    struct cut *cuts = (struct cut *)slice->cuts;
    float grown = 0;

    for (unsigned i = 0; i < band->cell_count; i++) {
        const struct progress *p = &cut->progress[i];
        const struct cell *cell = &band->cells[i];

        if (!p->stack)
            continue;
        cuts[i] = (struct cut){p->next, p->stack->count, p->y - slice->top};
        float bottom = p->y + p->stack->height + cell->inset.after;
        grown = MAX(grown, bottom - (cell->y + cell->height));
    }
    for (unsigned i = 0; i < band->cell_count; i++) {
        struct cell *cell = (struct cell *)&band->cells[i];
        if (grown > 0 && cell->y + cell->height >= band->height - NEAR)
            cell->height += grown;
    }
    band->height += grown;
    slice->height = band->height - slice->top;
}

static void
put_slice(struct builder *b, struct band *band, unsigned number)
{
    const struct slice *slice = &band->slices[number];
    unsigned item = builder_put(b, &(struct item){.kind = ITEM_SLICE, .part = number, .band = band},
                                slice->height);

    for (unsigned i = 0; i < band->cell_count; i++)
        if (band->cells[i].stack && (!number || slice->cuts[i].first < slice->cuts[i].end))
            builder_inherit(b, band->cells[i].stack, item, slice->cuts[i].first,
                            slice->cuts[i].end);
}

static struct progress *
begin(const struct builder *b, const struct band *band)
{
    struct progress *progress = arena_alloc(b->s->arena, (band->cell_count + 1) * sizeof *progress);

    for (unsigned i = 0; i < band->cell_count; i++) {
        const struct cell *cell = &band->cells[i];
        progress[i] =
            (struct progress){cell->stack, cell->y + cell->inset.before + cell->shift, 0, 0};
    }
    return progress;
}

static void
put_slices(struct builder *b, struct band *band, const GArray *breaks, const GArray *spaces)
{
    for (unsigned i = 0; i < band->slice_count; i++) {
        if (i) {
            struct strip strip = g_array_index(breaks, struct strip, i - 1);
            strip.column_penalty =
                penalty_add(strip.column_penalty, penalty_of(b->column_together));
            strip.page_penalty = penalty_add(MAX(strip.page_penalty, strip.column_penalty),
                                             penalty_of(b->page_together));
            builder_put_break(b, &strip);
            b->glued = true;
            b->gap.space = g_array_index(spaces, float, i - 1);
        }
        put_slice(b, band, i);
    }
}

void
band_put(struct builder *b, struct band *band, bool whole)
{
    g_autoptr(GArray) slices = g_array_new(FALSE, FALSE, sizeof(struct slice));
    g_autoptr(GArray) breaks = g_array_new(FALSE, FALSE, sizeof(struct strip));
    g_autoptr(GArray) spaces = g_array_new(FALSE, FALSE, sizeof(float));
    struct cutter cut = {b, band, begin(b, band), slices};
    float top = 0, height;

    add_slice(&cut, 0);
    while (!whole && (height = choose_height(&cut, top)) >= 0) {
        struct strip strip = {.kind = STRIP_BREAK};
        float space = cut_at(&cut, height, &strip);
        top = height + space;
        add_slice(&cut, top);
        g_array_append_val(breaks, strip);
        g_array_append_val(spaces, space);
    }
    end_last(&cut);
    band->slices = arena_copy(b->s->arena, slices->data, slices->len * sizeof(struct slice));
    band->slice_count = slices->len;
    put_slices(b, band, breaks, spaces);
}
