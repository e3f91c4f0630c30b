#include "layout/build_int.h"

/* Bands: stacks side by side. Most are whole: one slice, which no page breaks. One that may be
 * broken is cut, from the top. Where rows meet is a cut; inside a row, and inside a list item,
 * there is one where every stack either has a break or nothing, but only in a row that no page can
 * hold. Where stacks of different leading have no such height for long, one is cut all the same and
 * what it would cut through begins below the cut: that stack is set lower from there on.
 *
 * Cells come in the order of their rows. Only those that have begun and not ended are looked at,
 * and a slice names only them: a cell that spans thousands of rows costs what its rows cost. */

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
    GArray *active;            /* unsigned: cells that have begun and not ended, in order */
    unsigned coming;           /* the first cell that has not begun */
    unsigned row;              /* in which the next slice begins */
    float room;                /* a row that is higher may be cut */
    GArray *slices, *cuts;     /* struct slice; struct cut, of the slice that is ending */
    GArray *breaks, *spaces;   /* struct strip, float: after each slice */
};

/* ---- Stacks ---- */

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

/* ---- Heights at which the band may be cut ---- */

static unsigned
active(const struct cutter *cut, unsigned i)
{
    return g_array_index(cut->active, unsigned, i);
}

static void
begin_cells(struct cutter *cut, float above)
{
    const struct band *band = cut->band;

    for (; cut->coming < band->cell_count && band->cells[cut->coming].y < above - NEAR;
         cut->coming++)
        g_array_append_val(cut->active, cut->coming);
}

/* The next break of some stack; negative: there is none. */
static float
next_of_stacks(const struct cutter *cut, float after)
{
    float height = -1;

    for (unsigned i = 0; i < cut->active->len; i++) {
        const struct progress *p = &cut->progress[active(cut, i)];

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

static float
bottom_of_row(const struct band *band, unsigned row)
{
    return row + 1 < band->row_count ? band->rows[row].y + band->rows[row].height : band->height;
}

/* The next height after this one, in the row in which the slice begins or at its end. */
static float
next_height(const struct cutter *cut, float after)
{
    const struct band *band = cut->band;
    bool last = cut->row + 1 >= band->row_count;
    float bottom = band->row_count ? bottom_of_row(band, cut->row) : G_MAXFLOAT, height = -1;

    if (!band->row_count || band->rows[cut->row].height > cut->room)
        height = next_of_stacks(cut, after);
    if (height >= 0 && (last || height < bottom - NEAR))
        return height;
    return !last && after < bottom - NEAR ? bottom : -1;
}

static bool
is_clean(const struct cutter *cut, float height)
{
    for (unsigned i = 0; i < cut->active->len; i++) {
        struct progress *p = &cut->progress[active(cut, i)];

        look_at(p, height);
        if (!is_done(p) && !ends_above(p, height) && resumes(p) < height - NEAR)
            return false;
    }
    return true;
}

/* Where the next slice ends, if it must, and the row there. */
struct emergency {
    float height;
    unsigned row;
};

/* The height at which the next slice ends; negative: at the band's end. Rows between which no cut
 * is clean belong to one slice. Forced: what the cut goes through is moved down. */
static float
choose_height(struct cutter *cut, float top)
{
    const struct band *band = cut->band;
    float limit = top + cut->b->s->body_height * LONGEST_SLICE, height = top;
    struct emergency last = {-1, cut->row};

    for (;;) {
        if (cut->row < band->row_count)
            begin_cells(cut, bottom_of_row(band, cut->row));
        while ((height = next_height(cut, height)) >= 0) {
            if (is_clean(cut, height))
                return height;
            if (height > limit && last.height >= 0)
                break;
            last = (struct emergency){height, cut->row};
        }
        if (height >= 0 || cut->row + 1 >= band->row_count) {
            cut->row = last.row;
            return height >= 0 || last.height > limit ? last.height : -1;
        }
        height = bottom_of_row(band, cut->row++);
    }
}

/* ---- Cutting ---- */

static void
add_cost(struct strip *strip, const struct strip *own)
{
    strip->forced = MAX(strip->forced, own->forced);
    strip->column_penalty = MAX(strip->column_penalty, own->column_penalty);
    strip->page_penalty = MAX(strip->page_penalty, own->page_penalty);
    strip->head = MAX(strip->head, own->head);
    strip->foot = MAX(strip->foot, own->foot);
}

/* What a cell that is cut through keeps of its border and padding at the cut (XSL 1.1 §4.3.1). */
static float
retained(const struct cell *cell, bool before)
{
    if (!cell->node)
        return 0;
    const struct fo_style *style = cell->node->style;
    float border = cell->decoration.border[before ? SIDE_BEFORE : SIDE_AFTER].width;
    float padding = (before ? cell->inset.before : cell->inset.after) - border, kept = 0;

    if (fo_is(style, before ? FO_P_BORDER_BEFORE_CONDITIONALITY : FO_P_BORDER_AFTER_CONDITIONALITY,
              FO_K_RETAIN))
        kept += border;
    if (fo_is(style,
              before ? FO_P_PADDING_BEFORE_CONDITIONALITY : FO_P_PADDING_AFTER_CONDITIONALITY,
              FO_K_RETAIN))
        kept += padding;
    return kept;
}

static struct slice *
last_slice(const struct cutter *cut)
{
    return &g_array_index(cut->slices, struct slice, cut->slices->len - 1);
}

static void
end_slice(struct cutter *cut, float height)
{
    struct slice *slice = last_slice(cut);

    slice->height = height - slice->top;
    slice->cut_count = cut->cuts->len;
    slice->cuts =
        arena_copy(cut->b->s->arena, cut->cuts->data, cut->cuts->len * sizeof(struct cut));
    g_array_set_size(cut->cuts, 0);
}

/* The part of a cell that lies in the slice. Returns where the rest goes on, G_MAXFLOAT: nowhere.
 */
static float
cut_cell(struct cutter *cut, unsigned number, float height, struct strip *strip)
{
    struct progress *p = &cut->progress[number];
    struct cut part = {number, p->next, p->next, p->y - last_slice(cut)->top};
    float goes_on = G_MAXFLOAT;

    if (ends_above(p, height)) {
        part.end = p->next = p->stack->count;
    } else if (!is_done(p)) {
        look_at(p, height);
        if (p->at > p->next) {
            add_cost(strip, &p->stack->strips[p->at]);
            part.end = p->next = p->at;
        }
        goes_on = resumes(p);
        p->y += MAX(0, height - goes_on);
        goes_on = MAX(height, goes_on);
    }
    g_array_append_val(cut->cuts, part);
    return goes_on;
}

static bool
is_cut_through(const struct cutter *cut, unsigned number, float height)
{
    const struct cell *cell = &cut->band->cells[number];

    if (!cut->band->row_count)
        return true;
    return cell->y + cell->height > height + NEAR;
}

/* Ends the last slice at this height and begins the next; keeps what the break between them costs
 * and the space that stands there. */
static void
cut_at(struct cutter *cut, float height)
{
    const struct band *band = cut->band;
    struct strip strip = {.kind = STRIP_BREAK};
    float below = cut->coming < band->cell_count ? band->cells[cut->coming].y : G_MAXFLOAT;
    float head = 0, foot = 0;
    unsigned left = 0;

    for (unsigned i = 0; i < cut->active->len; i++) {
        unsigned number = active(cut, i);

        below = MIN(below, cut_cell(cut, number, height, &strip));
        if (!is_cut_through(cut, number, height))
            continue;
        if (band->cells[number].y < height - NEAR) {
            head = MAX(head, retained(&band->cells[number], true));
            foot = MAX(foot, retained(&band->cells[number], false));
        }
        g_array_index(cut->active, unsigned, left++) = number;
    }
    g_array_set_size(cut->active, left);
    end_slice(cut, height);
    last_slice(cut)->foot = foot;
    strip.head += head;
    strip.foot += foot;
    float space = below == G_MAXFLOAT ? 0 : MAX(0, below - height);
    if (cut->row + 1 < band->row_count && height > bottom_of_row(band, cut->row) - NEAR) {
        cut->row++;
        settle_between(band->rows[cut->row - 1].node, band->rows[cut->row].node, &strip);
    }
    g_array_append_val(cut->breaks, strip);
    g_array_append_val(cut->spaces, space);
    g_array_append_vals(cut->slices, &(struct slice){.top = height + space, .head = head}, 1);
}

static void
end_last(struct cutter *cut)
{
    struct band *band = cut->band;
    float grown = 0;

    begin_cells(cut, G_MAXFLOAT);
    for (unsigned i = 0; i < cut->active->len; i++) {
        unsigned number = active(cut, i);
        const struct progress *p = &cut->progress[number];
        const struct cell *cell = &band->cells[number];

        if (!p->stack)
            continue;
        struct cut part = {number, p->next, p->stack->count, p->y - last_slice(cut)->top};
        g_array_append_val(cut->cuts, part);
        float bottom = p->y + p->stack->height + cell->inset.after;
        grown = MAX(grown, bottom - (cell->y + cell->height));
    }
    for (unsigned i = 0; i < band->cell_count; i++) {
        struct cell *cell = (struct cell *)&band->cells[i];
        if (grown > 0 && cell->y + cell->height >= band->height - NEAR)
            cell->height += grown;
    }
    band->height += grown;
    end_slice(cut, band->height);
}

/* ---- Putting ---- */

static void
put_slice(struct builder *b, struct band *band, unsigned number)
{
    const struct slice *slice = &band->slices[number];
    unsigned item = builder_put(b, &(struct item){.kind = ITEM_SLICE, .part = number, .band = band},
                                slice->height);

    for (unsigned i = 0; i < slice->cut_count; i++) {
        const struct cut *cut = &slice->cuts[i];
        const struct cell *cell = &band->cells[cut->cell];
        const struct stack *stack = cell->stack;
        bool begins = slice->top <= cell->y + NEAR;
        if (stack && (cut->first < cut->end || (stack->count == 0 && begins)))
            builder_inherit(b, stack, item, cut->first, cut->end);
    }
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
put_slices(const struct cutter *cut)
{
    struct builder *b = cut->b;

    for (unsigned i = 0; i < cut->band->slice_count; i++) {
        if (i) {
            struct strip strip = g_array_index(cut->breaks, struct strip, i - 1);
            strip.column_penalty =
                penalty_add(strip.column_penalty, penalty_of(b->column_together));
            strip.page_penalty = penalty_add(MAX(strip.page_penalty, strip.column_penalty),
                                             penalty_of(b->page_together));
            builder_put_break(b, &strip);
            b->glued = true;
            float space = g_array_index(cut->spaces, float, i - 1);
            b->gap.spaces.all = (struct space){space, space, space, .given = true};
        }
        put_slice(b, cut->band, i);
    }
}

void
band_put(struct builder *b, struct band *band, float room)
{
    g_autoptr(GArray) slices = g_array_new(FALSE, FALSE, sizeof(struct slice));
    g_autoptr(GArray) cuts = g_array_new(FALSE, FALSE, sizeof(struct cut));
    g_autoptr(GArray) begun = g_array_new(FALSE, FALSE, sizeof(unsigned));
    g_autoptr(GArray) breaks = g_array_new(FALSE, FALSE, sizeof(struct strip));
    g_autoptr(GArray) spaces = g_array_new(FALSE, FALSE, sizeof(float));
    struct cutter cut = {.b = b,
                         .band = band,
                         .progress = begin(b, band),
                         .active = begun,
                         .room = room,
                         .slices = slices,
                         .cuts = cuts,
                         .breaks = breaks,
                         .spaces = spaces};
    float height;

    g_array_append_vals(slices, &(struct slice){.top = 0}, 1);
    if (!band->row_count)
        begin_cells(&cut, G_MAXFLOAT);
    while (room != BAND_WHOLE && (height = choose_height(&cut, last_slice(&cut)->top)) >= 0)
        cut_at(&cut, height);
    end_last(&cut);
    band->slices = arena_copy(b->s->arena, slices->data, slices->len * sizeof(struct slice));
    band->slice_count = slices->len;
    put_slices(&cut);
}
