#include "layout/paginate_int.h"

/* The footnotes of one page (XSL 1.1 §6.12.3). Notes stand in the order of their marks, so those of
 * a page are a range, of which the first may have been begun on the page before and the last may go
 * on on the next. That is all there is to know: two places in the list of all notes. */

static const float TOLERANCE = 0.01f;

static unsigned
after_spaces(const struct footnote *note, unsigned strip)
{
    while (strip < note->count && note->strips[strip].kind == STRIP_SPACE)
        strip++;
    return strip;
}

/* Height of a note from this place on. */
static float
height_from(const struct footnote *note, unsigned strip, unsigned broken)
{
    if (broken == NO_STRIP)
        return note->height;
    float height = note->strips[broken].head;

    for (unsigned i = strip; i < note->count; i++)
        if (note->strips[i].kind == STRIP_BOX || note->strips[i].kind == STRIP_SPACE)
            height += note->strips[i].height;
    return height;
}

void
notes_mark(const struct pagination *p, struct page_notes *notes, unsigned strip)
{
    for (; notes->end < p->note_count && p->notes[notes->end].mark <= strip; notes->end++)
        /* behind a note that is cut no other can begin */
        notes->height = notes->cut ? G_MAXFLOAT : notes->height + p->notes[notes->end].height;
}

bool
notes_are_long(const struct pagination *p, const struct page_notes *notes,
               const struct strip *strips, float height)
{
    for (unsigned i = notes->carried; i < notes->end; i++)
        if (strips[p->notes[i].mark].height + p->separator + p->notes[i].height >
            height + TOLERANCE)
            return true;
    return false;
}

/* ---- Cutting ---- */

struct cutting {
    const struct pagination *pagination;
    const struct page_notes *notes;
    float room; /* negative: none is asked */
    int least;
    float height;
    struct note_place rest;
};

/* Whether notes whose marks are new on the page would not begin on it. */
static bool
leaves_one_out(const struct cutting *c, struct note_place rest)
{
    unsigned unbegun = rest.broken == NO_STRIP ? rest.note : rest.note + 1;

    return c->notes->end > MAX(unbegun, c->notes->carried);
}

static void
consider(struct cutting *c, struct note_place rest, float height, int penalty)
{
    if (height > c->room + TOLERANCE)
        return;
    if (leaves_one_out(c, rest))
        penalty = penalty_add(penalty, penalty_of(STRENGTH_ALWAYS));
    if (penalty > c->least)
        return;
    c->least = penalty;
    c->rest = rest;
    c->height = height;
}

/* The places inside a note. depth: of what stands above it. Returns it with the note, or as far as
 * there is room. */
static float
consider_note(struct cutting *c, unsigned number, unsigned first, float depth)
{
    const struct footnote *note = &c->pagination->notes[number];
    bool begun = false;

    for (unsigned i = first; i < note->count && depth <= c->room + TOLERANCE; i++) {
        const struct strip *strip = &note->strips[i];

        begun |= strip->kind == STRIP_BOX && strip->height > 0;
        if (strip->kind == STRIP_BOX || (strip->kind == STRIP_SPACE && begun))
            depth += strip->height;
        else if (strip->kind == STRIP_BREAK && begun && i + 1 < note->count)
            consider(c, (struct note_place){number, after_spaces(note, i + 1), i},
                     depth + strip->foot, strip->page_penalty);
    }
    return depth;
}

static void
consider_all(struct cutting *c)
{
    const struct page_notes *notes = c->notes;
    struct note_place at = notes->first;
    float depth = 0;

    for (; at.note < notes->end && depth <= c->room + TOLERANCE;
         at = (struct note_place){at.note + 1, 0, NO_STRIP}) {
        const struct footnote *note = &c->pagination->notes[at.note];

        if (at.note > notes->first.note)
            consider(c, at, depth, 0);
        depth = consider_note(c, at.note, at.strip,
                              depth + (at.broken == NO_STRIP ? 0 : note->strips[at.broken].head));
    }
}

int
notes_cut(const struct pagination *p, struct page_notes *notes, float height)
{
    struct cutting cutting = {p, notes, height, G_MAXINT, 0, notes->first};

    if (notes->cut || height < 0)
        return -1;
    if (notes->end <= notes->carried) /* what was begun may pause */
        cutting.least = penalty_of(STRENGTH_ALWAYS);
    consider_all(&cutting);
    if (cutting.least == G_MAXINT)
        return -1;
    notes->cut = true;
    notes->rest = cutting.rest;
    notes->height = cutting.height;
    return cutting.least;
}

void
notes_cut_anyhow(const struct pagination *p, struct page_notes *notes)
{
    struct note_place at = notes->first;
    const struct footnote *note = &p->notes[at.note];
    unsigned i = at.strip;
    bool begun = false;

    for (; i < note->count && !(begun && note->strips[i].kind == STRIP_BREAK); i++)
        begun |= note->strips[i].kind == STRIP_BOX && note->strips[i].height > 0;
    notes->cut = true;
    notes->rest = (struct note_place){at.note, after_spaces(note, i + 1), i};
    if (i >= note->count)
        notes->rest = (struct note_place){at.note + 1, 0, NO_STRIP};
}

/* ---- From page to page ---- */

struct page_notes
notes_carried(const struct pagination *p, const struct page_notes *notes)
{
    struct page_notes carried = {.first = notes->cut ? notes->rest
                                                     : (struct note_place){notes->end, 0, NO_STRIP},
                                 .end = notes->end,
                                 .carried = notes->end};
    struct note_place at = carried.first;

    for (; at.note < carried.end; at = (struct note_place){at.note + 1, 0, NO_STRIP})
        carried.height += height_from(&p->notes[at.note], at.strip, at.broken);
    return carried;
}

void
notes_write(const struct pagination *p, const struct page_notes *notes, unsigned page,
            bool overfull, GArray *footings)
{
    struct note_place at = notes->first;
    struct note_place end = notes->cut ? notes->rest : (struct note_place){notes->end, 0, NO_STRIP};

    for (; at.note < end.note; at = (struct note_place){at.note + 1, 0, NO_STRIP}) {
        struct footing footing = {page,      at.note, at.strip, p->notes[at.note].count,
                                  at.broken, overfull};
        g_array_append_val(footings, footing);
    }
    if (end.broken != NO_STRIP) {
        struct footing footing = {page, at.note, at.strip, end.broken, at.broken, overfull};
        g_array_append_val(footings, footing);
    }
}
