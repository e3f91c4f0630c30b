#include "layout/paginate_int.h"

#include <math.h>

/* Model. A flow is a list of boxes, spaces and possible breaks, as in TeX's vertical list, but all
 * that a break changes is written on the break itself: what ends the column (foot) and what begins
 * the next (head). Repeated table headers and retained spaces need no other notion.
 *
 * Chosen design: fill a column to its end, then take, of the breaks that fit, the one that violates
 * least, and of equals the last. XSL 1.1 §4.8 asks exactly that of keeps: satisfy the stronger
 * first. A column depends on nothing below it, so a change on page 30 leaves page 3 as it was, the
 * time is linear, and white space is left where it falls.
 *
 * Rejected: total fit over pages (a shortest path, as for lines). It evens out the depth of pages,
 * which ragged-bottom brochures do not want, and moves breaks far from an edit. Rejected too:
 * penalties that are weighed against white space; a keep is a condition, not a wish.
 *
 * Footnotes (notes.c) take their height from the page when the box with the mark is placed. A note
 * that does not fit is cut, its rest goes to the next page, where it comes before all else: at a
 * cost that is less than that of any keep, and at none where no page could hold it whole. So a line
 * moves to the next page with its note if it may, a note is cut rather than a keep broken, and of
 * the breaks at which a note is cut the first is taken: most of the note stands on its page.
 *
 * Spaces have their optimum, for pages are ragged at the foot. They are shrunk, at most to their
 * minimum, where a break is reached so that violates less than all others.
 *
 * With several columns the first ones are filled before the notes of the last are known, so the
 * page is filled again with the greater reserve, which only grows: it ends. Columns are balanced
 * where a span follows on the same page and where the flow ends. Where
 * fp:baseline-grid asks for it, for XSL has no property that does, a line as high as the grid
 * moves down to the next multiple of it, counted from the top of the columns. */

static const float TOLERANCE = 0.01f;
enum { COUNT_BITS = 5, MOST_VIOLATIONS = (1 << COUNT_BITS) - 1 };
enum { PENALTY_CUT = 1 }; /* of a footnote: less than any keep, more than nothing */

struct filler {
    const struct strip *strips;
    unsigned count;
    const struct pagination *pagination;
    GArray *columns;
};

/* How one column was filled. */
struct fill {
    unsigned end;      /* first strip that is not in it */
    unsigned taken;    /* the break or span there; NO_STRIP: the list has ended */
    float depth, give; /* give: what its spaces may lose */
    float lost;        /* what they must lose */
    struct page_notes notes;
    bool overfull;
};

struct room {
    float height, page_height; /* of the column; of the whole page */
    float depth;               /* of the columns beside it */
    float reserve;             /* for footnotes, at least */
    float grid;                /* 0: none */
    bool ends_page;            /* the last column of the page */
    bool empty;                /* nothing stands above on the page */
};

int
penalty_of(int strength)
{
    return strength > 0 ? (MIN(strength, (int)STRENGTH_LINES) << COUNT_BITS) + 1 : 0;
}

int
penalty_add(int a, int b)
{
    int violations = (a & MOST_VIOLATIONS) + (b & MOST_VIOLATIONS);

    return (MAX(a, b) & ~MOST_VIOLATIONS) | MIN(violations, MOST_VIOLATIONS);
}

static float
notes_height(const struct filler *f, const struct room *room, const struct page_notes *notes)
{
    float height = notes->height > 0 ? notes->height + f->pagination->separator : 0;

    return MAX(height, room->reserve);
}

/* By how much it is too deep; 0: it fits. */
static float
excess(const struct filler *f, const struct room *room, const struct fill *fill, float foot)
{
    float more = fill->depth + foot + notes_height(f, room, &fill->notes) - room->height;

    return more > TOLERANCE ? more : 0;
}

/* How far down a box moves that would begin at this depth. */
static float
to_grid(const struct strip *strip, float depth, float grid)
{
    if (grid <= 0 || !strip->line || ABS(strip->height - grid) > TOLERANCE)
        return 0;
    return MAX(0, ceilf((depth - TOLERANCE) / grid) * grid - depth);
}

void
column_moves(const struct strip *strips, const struct column *column, float *by)
{
    float depth = column->broken == NO_STRIP ? 0 : strips[column->broken].head, moved = 0;

    for (unsigned i = column->first; i < column->end; i++) {
        const struct strip *strip = &strips[i];

        if (strip->kind == STRIP_BOX) {
            float down = to_grid(strip, depth, column->grid);
            moved += down;
            depth += down + strip->height;
        }
        by[i - column->first] = moved;
        if (strip->kind == STRIP_SPACE) {
            moved -= strip->shrink * column->shrink;
            depth += strip->height - strip->shrink * column->shrink;
        }
    }
}

bool
column_has_moves(const struct column *column)
{
    return column->shrink > 0 || column->grid > 0;
}

float
column_move(const struct strip *strips, const struct column *column, unsigned strip)
{
    if (!column_has_moves(column) || strip < column->first || strip >= column->end)
        return 0;
    g_autofree float *by = g_new(float, column->end - column->first);

    column_moves(strips, column, by);
    return by[strip - column->first];
}

/* Whether the column may end here. Shrinks its spaces or cuts its footnotes where that is the only
 * way, and adds what it costs. */
static bool
may_end(const struct filler *f, const struct room *room, struct fill *fill, float foot,
        int *penalty)
{
    const struct pagination *p = f->pagination;

    float more = excess(f, room, fill, foot);

    if (more <= fill->give) {
        fill->lost = more;
        return true;
    }
    if (!(fill->notes.height > 0))
        return false;
    bool must = notes_are_long(p, &fill->notes, f->strips, room->page_height);
    float free = room->height - MAX(fill->depth + foot, room->depth) - p->separator;
    int cost = notes_cut(p, &fill->notes, free);

    if (cost < 0)
        return false;
    *penalty = penalty_add(penalty_add(*penalty, cost), must ? 0 : PENALTY_CUT);
    return true;
}

static bool
may_go_on(const struct filler *f, const struct room *room, const struct fill *fill)
{
    struct fill tried = *fill;
    int penalty = 0;

    return may_end(f, room, &tried, 0, &penalty);
}

static unsigned
after_spaces(const struct filler *f, unsigned strip)
{
    while (strip < f->count && f->strips[strip].kind == STRIP_SPACE)
        strip++;
    return strip;
}

/* The best end of a column so far. */
struct best {
    struct fill fill;
    int penalty;
    bool found;
};

static void
consider(struct best *best, const struct fill *fill, int penalty)
{
    bool cut = fill->notes.cut && fill->notes.height > 0;
    bool late = fill->lost > 0 || (cut && best->fill.notes.cut);
    bool better = penalty < best->penalty || (penalty == best->penalty && !late);

    if (best->found && !better)
        return;
    *best = (struct best){*fill, penalty, true};
}

/* At a break that must be taken, or the end of the flow. */
static struct fill
end_column(const struct filler *f, const struct room *room, struct best *best, struct fill *fill)
{
    int penalty = 0;

    if (fill->overfull || !may_end(f, room, fill, 0, &penalty))
        return *fill;
    if (!fill->notes.cut && !(fill->lost > 0))
        return *fill;
    consider(best, fill, penalty);
    return best->fill;
}

static struct fill
fill_column(const struct filler *f, unsigned first, float head, const struct room *room,
            const struct page_notes *notes)
{
    struct fill fill = {.end = first, .taken = NO_STRIP, .depth = head, .notes = *notes};
    struct best best = {fill, 0, !room->empty};
    bool placed = false;

    for (unsigned i = first; i < f->count; i++) {
        const struct strip *strip = &f->strips[i];

        fill.end = fill.taken = i;
        if (strip->kind == STRIP_BOX) {
            fill.depth += strip->height + to_grid(strip, fill.depth, room->grid);
            placed |= strip->height > 0;
            notes_mark(f->pagination, &fill.notes, i);
            if (fill.overfull || may_go_on(f, room, &fill))
                continue;
            if (best.found)
                return best.fill;
            fill.overfull = true;
        } else if (strip->kind == STRIP_SPACE) {
            fill.depth += strip->height;
            fill.give += strip->shrink;
        } else if (strip->kind == STRIP_SPAN || strip->forced || fill.overfull) {
            return end_column(f, room, &best, &fill);
        } else if (placed) {
            struct fill ended = fill;
            int penalty = room->ends_page ? strip->page_penalty : strip->column_penalty;
            if (may_end(f, room, &ended, strip->foot, &penalty))
                consider(&best, &ended, penalty);
        }
    }
    fill.end = f->count;
    fill.taken = NO_STRIP;
    return end_column(f, room, &best, &fill);
}

/* The columns of a page between two spans, filled one after the other. */
enum ending { ENDS_FLOW, ENDS_AT_SPAN, ENDS_PAGE };

struct part {
    unsigned next, broken; /* where the flow goes on */
    enum ending ending;
    enum forced forced;
    float depth;
    struct page_notes notes;
    bool overfull, shrunk;
};

struct place_of_part {
    const struct page_top *top;
    unsigned columns;
    float page_height, grid;
};

static void
add_column(const struct filler *f, const struct place_of_part *at, struct part *part,
           const struct fill *fill, unsigned index)
{
    struct column column = {.first = part->next,
                            .end = fill->end,
                            .broken = part->broken,
                            .page = at->top->page,
                            .index = index,
                            .columns = at->columns,
                            .y = at->top->y,
                            .shrink = fill->lost > 0 ? fill->lost / fill->give : 0,
                            .grid = at->grid,
                            .overfull = fill->overfull};

    if (fill->end <= part->next)
        return;
    g_array_append_val(f->columns, column);
    part->depth = MAX(part->depth, fill->depth - fill->lost);
    part->shrunk |= fill->lost > 0;
    part->overfull |= fill->overfull;
}

static struct part
fill_part(const struct filler *f, const struct place_of_part *at, float height, float reserve)
{
    const struct page_top *top = at->top;
    struct part part = {.next = top->next, .broken = top->broken, ENDS_PAGE, .notes = top->notes};

    for (unsigned index = 0; index < at->columns; index++) {
        struct room room = {.height = height,
                            .page_height = at->page_height,
                            .depth = part.depth,
                            .reserve = reserve,
                            .grid = at->grid,
                            .ends_page = index + 1 == at->columns,
                            .empty = top->y == 0 && index == 0};
        float head = part.broken == NO_STRIP ? 0 : f->strips[part.broken].head;
        struct fill fill = fill_column(f, part.next, head, &room, &part.notes);

        add_column(f, at, &part, &fill, index);
        part.notes = fill.notes;
        if (fill.taken == NO_STRIP && fill.end < f->count)
            continue; /* nothing fits in this column */
        part.next = fill.end;
        if (fill.taken == NO_STRIP) {
            part.ending = ENDS_FLOW;
            return part;
        }
        if (f->strips[fill.taken].kind == STRIP_SPAN) {
            part.ending = ENDS_AT_SPAN;
            return part;
        }
        part.broken = fill.taken;
        part.next = after_spaces(f, fill.taken + 1);
        part.forced = f->strips[fill.taken].forced;
        if (part.forced > FORCED_COLUMN)
            return part;
    }
    return part;
}

static struct part
refill_part(const struct filler *f, unsigned mark, const struct place_of_part *at, float height,
            float reserve)
{
    g_array_set_size(f->columns, mark);
    return fill_part(f, at, height, reserve);
}

/* The least height in which the columns still end in the same place. */
static struct part
balance(const struct filler *f, unsigned mark, const struct place_of_part *at,
        const struct part *full, float reserve)
{
    enum { HALVINGS = 16 };
    float low = 0, high = full->depth + reserve;

    for (int i = 0; i < HALVINGS; i++) {
        float middle = (low + high) / 2;
        struct part part = refill_part(f, mark, at, middle, reserve);
        bool same = part.ending == full->ending && part.next == full->next && !part.overfull &&
                    !part.notes.cut && part.shrunk == full->shrunk;

        *(same ? &high : &low) = middle;
    }
    return refill_part(f, mark, at, high, reserve);
}

static struct part
set_part(const struct filler *f, const struct page_top *top)
{
    const struct pagination *p = f->pagination;
    unsigned mark = f->columns->len;
    struct place_of_part at = {top, top->columns, p->height(p->data, top->page), 0};
    float height = at.page_height - top->y, reserve = 0;

    if (!at.columns)
        at.columns = MAX(p->columns(p->data, top->page), 1);
    at.grid = at.columns > 1 ? p->grid : 0;
    struct part part = fill_part(f, &at, height, reserve);

    while (at.columns > 1 && part.notes.height > 0 && !part.notes.cut &&
           part.notes.height + p->separator > reserve + TOLERANCE) {
        reserve = part.notes.height + p->separator;
        part = refill_part(f, mark, &at, height, reserve);
    }
    if (at.columns > 1 && part.ending != ENDS_PAGE && !part.overfull && !part.notes.cut)
        part = balance(f, mark, &at, &part, reserve);
    return part;
}

static unsigned
page_for(const struct filler *f, unsigned page, enum forced forced)
{
    bool even = f->pagination->begins_on_even ^ (page & 1);

    return page + ((forced == FORCED_EVEN_PAGE && !even) || (forced == FORCED_ODD_PAGE && even));
}

/* At the top of a page spaces vanish, and a break has been taken already. */
static void
settle_top(const struct filler *f, struct page_top *top)
{
    top->next = after_spaces(f, top->next);
    while (top->next < f->count && f->strips[top->next].kind == STRIP_BREAK) {
        top->page = page_for(f, top->page, f->strips[top->next].forced);
        top->broken = top->next;
        top->next = after_spaces(f, top->next + 1);
    }
}

/* Pages that hold the rest of the footnotes and no more. */
static void
write_rest(const struct filler *f, struct page_top *top, GArray *footings)
{
    const struct pagination *p = f->pagination;

    for (;;) {
        struct page_notes *notes = &top->notes;
        float room = p->height(p->data, top->page) - p->separator;
        bool fits = notes->height <= room + TOLERANCE, forced = false;

        if (!fits && (notes_cut(p, notes, room) < 0 || !(notes->height > 0))) {
            notes_cut_anyhow(p, notes);
            forced = true;
        }
        notes_write(p, notes, top->page++, forced, footings);
        *notes = notes_carried(p, notes);
        if (notes->first.note >= notes->end)
            return;
    }
}

static void
end_page(const struct filler *f, const struct part *part, struct page_top *top, GArray *footings)
{
    const struct pagination *p = f->pagination;

    notes_write(p, &part->notes, top->page, false, footings);
    *top = (struct page_top){.next = part->next,
                             .broken = part->broken,
                             .page = page_for(f, top->page + 1, part->forced),
                             .columns = top->columns,
                             .notes = notes_carried(p, &part->notes)};
}

bool
paginate(const struct strip *strips, unsigned count, const struct pagination *p,
         struct page_top *top, GArray *columns, GArray *footings)
{
    struct filler f = {strips, count, p, columns};

    for (;;) {
        if (top->y == 0)
            settle_top(&f, top);
        struct part part = set_part(&f, top);
        if (part.ending == ENDS_AT_SPAN) {
            top->next = part.next + 1;
            top->broken = NO_STRIP;
            top->columns = strips[part.next].columns;
            top->y += part.depth;
            top->notes = part.notes;
            continue;
        }
        unsigned page = top->page;

        end_page(&f, &part, top, footings);
        if (part.ending == ENDS_FLOW) {
            if (top->notes.first.note < top->notes.end)
                write_rest(&f, top, footings);
            return true;
        }
        if (p->turns && p->turns(p->data, top->page, page))
            return false;
    }
}
