#include "layout/paginate_int.h"

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
 * Footnotes take their height from the page when the box with the mark is placed. With one column
 * that is exact at once; with several, the first columns are filled before the notes of the last
 * are known, so the page is filled again with the greater reserve, which only grows: it ends.
 * Columns are balanced only where a span follows on the same page. */

static const float TOLERANCE = 0.01f;
enum { COUNT_BITS = 5, MOST_VIOLATIONS = (1 << COUNT_BITS) - 1 };

struct filler {
    const struct strip *strips;
    unsigned count;
    const struct pagination *pagination;
    GArray *columns;
};

/* How one column was filled. */
struct fill {
    unsigned end;   /* first strip that is not in it */
    unsigned taken; /* the break or span there; NO_STRIP: the list has ended */
    float depth, notes;
    bool overfull;
};

struct room {
    float height, notes; /* of the column; of the page's footnotes so far */
    float reserve;       /* for footnotes, at least */
    bool ends_page;      /* the last column of the page */
    bool empty;          /* nothing stands above on the page */
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
notes_height(const struct filler *f, const struct room *room, float notes)
{
    float height = notes > 0 ? notes + f->pagination->separator : 0;

    return MAX(height, room->reserve);
}

static bool
too_deep(const struct filler *f, const struct room *room, const struct fill *fill, float foot)
{
    return fill->depth + foot + notes_height(f, room, fill->notes) > room->height + TOLERANCE;
}

static unsigned
after_spaces(const struct filler *f, unsigned strip)
{
    while (strip < f->count && f->strips[strip].kind == STRIP_SPACE)
        strip++;
    return strip;
}

static struct fill
fill_column(const struct filler *f, unsigned first, float head, const struct room *room)
{
    struct fill fill = {first, NO_STRIP, head, room->notes, false}, best = fill;
    bool has_best = !room->empty, placed = false;
    int least = room->empty ? G_MAXINT : 0;

    for (unsigned i = first; i < f->count; i++) {
        const struct strip *strip = &f->strips[i];
        bool box = strip->kind == STRIP_BOX;

        fill.end = fill.taken = i;
        if (box || strip->kind == STRIP_SPACE) {
            fill.depth += strip->height;
            fill.notes += box ? strip->notes : 0;
            placed |= box && strip->height > 0;
            if (!box || !too_deep(f, room, &fill, 0))
                continue;
            if (has_best)
                return best;
            fill.overfull = true;
        } else if (strip->kind == STRIP_SPAN || strip->forced || fill.overfull) {
            return fill;
        } else if (placed && !too_deep(f, room, &fill, strip->foot)) {
            int penalty = room->ends_page ? strip->page_penalty : strip->column_penalty;
            if (penalty > least)
                continue;
            least = penalty;
            best = fill;
            has_best = true;
        }
    }
    fill.end = f->count;
    fill.taken = NO_STRIP;
    return fill;
}

/* The columns of a page between two spans, filled one after the other. */
enum ending { ENDS_FLOW, ENDS_AT_SPAN, ENDS_PAGE };

struct part {
    unsigned next, broken; /* where the flow goes on */
    enum ending ending;
    enum forced forced;
    float depth, notes;
    bool overfull;
};

struct top { /* where a part begins */
    unsigned next, broken, page, columns;
    float y, notes;
};

static struct part
fill_part(const struct filler *f, const struct top *top, float height, float reserve)
{
    struct part part = {top->next, top->broken, ENDS_PAGE, FORCED_NOT, 0, top->notes, false};

    for (unsigned index = 0; index < top->columns; index++) {
        struct room room = {height, part.notes, reserve, index + 1 == top->columns,
                            top->y == 0 && index == 0};
        float head = part.broken == NO_STRIP ? 0 : f->strips[part.broken].head;
        struct fill fill = fill_column(f, part.next, head, &room);
        struct column column = {part.next, fill.end,     part.broken, top->page,
                                index,     top->columns, top->y,      fill.overfull};

        if (fill.end > part.next) {
            g_array_append_val(f->columns, column);
            part.depth = MAX(part.depth, fill.depth);
            part.overfull |= fill.overfull;
        }
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
refill_part(const struct filler *f, unsigned mark, const struct top *top, float height,
            float reserve)
{
    g_array_set_size(f->columns, mark);
    return fill_part(f, top, height, reserve);
}

/* The least height in which the columns still end at the same span. */
static struct part
balance(const struct filler *f, unsigned mark, const struct top *top, struct part full,
        float reserve)
{
    enum { HALVINGS = 16 };
    float low = 0, high = full.depth + reserve;

    for (int i = 0; i < HALVINGS; i++) {
        float middle = (low + high) / 2;
        struct part part = refill_part(f, mark, top, middle, reserve);
        bool same = part.ending == ENDS_AT_SPAN && part.next == full.next && !part.overfull;

        *(same ? &high : &low) = middle;
    }
    return refill_part(f, mark, top, high, reserve);
}

static struct part
set_part(const struct filler *f, const struct top *top)
{
    unsigned mark = f->columns->len;
    float height = f->pagination->height(f->pagination->data, top->page) - top->y;
    float reserve = 0;
    struct part part = fill_part(f, top, height, reserve);

    while (top->columns > 1 && part.notes > 0 &&
           part.notes + f->pagination->separator > reserve + TOLERANCE) {
        reserve = part.notes + f->pagination->separator;
        part = refill_part(f, mark, top, height, reserve);
    }
    if (top->columns > 1 && part.ending == ENDS_AT_SPAN && !part.overfull)
        part = balance(f, mark, top, part, reserve);
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
settle_top(const struct filler *f, struct top *top)
{
    top->next = after_spaces(f, top->next);
    while (top->next < f->count && f->strips[top->next].kind == STRIP_BREAK) {
        top->page = page_for(f, top->page, f->strips[top->next].forced);
        top->broken = top->next;
        top->next = after_spaces(f, top->next + 1);
    }
}

unsigned
paginate(const struct strip *strips, unsigned count, const struct pagination *pagination,
         GArray *columns)
{
    struct filler f = {strips, count, pagination, columns};
    struct top top = {0, NO_STRIP, 0, MAX(pagination->columns, 1), 0, 0};

    for (;;) {
        if (top.y == 0)
            settle_top(&f, &top);
        struct part part = set_part(&f, &top);
        if (part.ending == ENDS_FLOW)
            return top.page + 1;
        if (part.ending == ENDS_AT_SPAN) {
            top = (struct top){part.next + 1,      NO_STRIP,
                               top.page,           MAX(strips[part.next].columns, 1),
                               top.y + part.depth, part.notes};
        } else {
            unsigned page = page_for(&f, top.page + 1, part.forced);
            top = (struct top){part.next, part.broken, page, top.columns, 0, 0};
        }
    }
}
