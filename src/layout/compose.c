#include "layout/paragraph_int.h"

#include <math.h>
#include <string.h>

/* From chosen break points to lines: the words and parts of words of each line are fetched, the
 * line is set to its width, ordered by direction, and cut into fragments. */

enum { OVERFULL_REPORTS = 8, OVERFULL_TEXT = 80 };

struct composer {
    struct draft_paragraph *draft;
    GArray *lines, *fragments, *pieces; /* of the paragraph */
    GArray *bits, *parts;               /* of the line */
    unsigned overfull;                  /* lines that were reported */
};

static struct atom *
atom_at(const struct composer *composer, unsigned number)
{
    return &g_array_index(composer->draft->atoms, struct atom, number);
}

static const struct text_style *
style_of(const struct composer *composer, const struct atom *atom)
{
    return &g_array_index(composer->draft->styles, struct text_style, atom->style);
}

/* ---- What stands on the line ---- */

static void
add_bit(struct composer *composer, const struct atom *atom, float width)
{
    struct bit bit = {.atom = atom, .width = width};
    g_array_append_val(composer->bits, bit);
}

static void
add_token(struct composer *composer, const struct atom *atom, int from, int to)
{
    const struct text_style *style = style_of(composer, atom);

    g_array_set_size(composer->parts, 0);
    token_parts(composer->draft->fonts, atom->token, from, to, composer->parts);
    for (unsigned i = 0; i < composer->parts->len; i++) {
        const struct token_part *part = &g_array_index(composer->parts, struct token_part, i);
        struct bit bit = {.atom = atom, .part = *part};
        bit.width = token_part_width(composer->draft->fonts, part) * style->size +
                    (part->glyph_end - part->glyph) * style->letter_spacing;
        g_array_append_val(composer->bits, bit);
    }
}

static void
add_hyphen(struct composer *composer)
{
    struct bit *last = &g_array_index(composer->bits, struct bit, composer->bits->len - 1);
    const struct text_style *style = style_of(composer, last->atom);
    const struct face *face = fonts_face(composer->draft->fonts, last->part.word->face);

    last->hyphen = true;
    last->width +=
        (float)face->hyphen_width / face->units_per_em * style->size + style->letter_spacing;
}

static void
collect_bits(struct composer *composer, const struct breakpoint *a, const struct breakpoint *b)
{
    unsigned end = b->atom + (b->cut >= 0 ? 1 : 0);

    g_array_set_size(composer->bits, 0);
    for (unsigned i = a->next_atom; i < end; i++) {
        const struct atom *atom = atom_at(composer, i);
        int from = i == a->next_atom ? a->cut : -1, to = i == b->atom ? b->cut : -1;
        if (atom->kind == ATOM_TEXT)
            add_token(composer, atom, from, to);
        else
            add_bit(composer, atom, atom->width);
    }
    if (b->hyphen && composer->bits->len > 0)
        add_hyphen(composer);
}

/* ---- Its width ---- */

/* Lets the atoms of one kind give or take up to their limit. Returns what is left of the gap. */
static float
distribute(struct composer *composer, enum atom_kind kind, float gap, bool without_limit)
{
    struct bit *bits = (struct bit *)composer->bits->data;
    float room = 0;

    for (unsigned i = 0; i < composer->bits->len; i++)
        if (bits[i].atom->kind == kind)
            room += gap > 0 ? bits[i].atom->stretch : bits[i].atom->shrink;
    if (room <= 0)
        return gap;
    float ratio = gap / room;
    if (!without_limit)
        ratio = CLAMP(ratio, -1, 1);
    for (unsigned i = 0; i < composer->bits->len; i++)
        if (bits[i].atom->kind == kind)
            bits[i].width += ratio * (gap > 0 ? bits[i].atom->stretch : bits[i].atom->shrink);
    return gap - ratio * room;
}

static float
natural_width(const struct composer *composer)
{
    float width = 0;

    for (unsigned i = 0; i < composer->bits->len; i++)
        width += g_array_index(composer->bits, struct bit, i).width;
    return width;
}

static void
report_overfull(struct composer *composer, float width, float measure)
{
    const struct bit *bits = (const struct bit *)composer->bits->data;
    g_autoptr(GString) text = g_string_new(NULL);

    if (++composer->overfull > OVERFULL_REPORTS || composer->bits->len == 0)
        return;
    for (unsigned i = 0; i < composer->bits->len && text->len < OVERFULL_TEXT; i++) {
        if (bits[i].atom->kind == ATOM_TEXT)
            g_string_append_len(text, bits[i].part.word->text, bits[i].part.word->length);
        else if (bits[i].atom->kind == ATOM_SPACE)
            g_string_append_c(text, ' ');
    }
    diag_report(composer->draft->diag, DIAG_E0602, composer->draft->spans[bits[0].atom->span].place,
                "make room, allow hyphens, or put U+200B where it may be broken",
                "“%s” is %.1f pt wide, its line %.1f pt", text->str, width, measure);
}

/* Sets the line to the measure as far as its alignment asks for it. Returns its width. */
static float
set_width(struct composer *composer, enum alignment alignment, bool tight, float measure)
{
    float width = natural_width(composer), gap = measure - width;

    if (gap < 0) {
        gap = distribute(composer, ATOM_LEADER, gap, false);
        if (tight && gap < 0)
            gap = distribute(composer, ATOM_SPACE, gap, false);
    } else if (alignment == ALIGN_JUSTIFY) {
        gap = distribute(composer, ATOM_LEADER, gap, false);
        gap = distribute(composer, ATOM_SPACE, gap, true);
    }
    if (gap < -0.05F &&
        !style_of(composer, &(struct atom){.style = composer->draft->block_style})->together)
        report_overfull(composer, measure - gap, measure);
    return measure - gap;
}

/* ---- Where each bit stands ---- */

static void
place_in_order(struct composer *composer, float x)
{
    struct bit *bits = (struct bit *)composer->bits->data;

    for (unsigned i = 0; i < composer->bits->len; i++) {
        bits[i].x = x;
        x += bits[i].width;
    }
}

static void
place_by_level(struct composer *composer, float x)
{
    struct bit *bits = (struct bit *)composer->bits->data;
    unsigned count = composer->bits->len;
    g_autofree uint8_t *levels = g_new(uint8_t, count);
    g_autofree unsigned *order = g_new(unsigned, count);

    for (unsigned i = 0; i < count; i++)
        levels[i] = bits[i].atom->level;
    bidi_reorder(levels, count, order);
    for (unsigned i = 0; i < count; i++) {
        bits[order[i]].x = x;
        x += bits[order[i]].width;
    }
}

/* ---- Fragments ---- */

static struct fragment *
last_fragment(struct composer *composer)
{
    return &g_array_index(composer->fragments, struct fragment, composer->fragments->len - 1);
}

static void
begin_fragment(struct composer *composer, const struct bit *bit, bool space)
{
    const struct atom *atom = bit->atom;
    struct fragment fragment = {.span = atom->span,
                                .piece = composer->pieces->len,
                                .piece_end = composer->pieces->len,
                                .face = style_of(composer, atom)->faces.faces[0],
                                .x = bit->x,
                                .width = bit->width,
                                .text_offset = atom->characters,
                                .space_before = space};

    if (atom->kind == ATOM_TEXT) {
        fragment.face = bit->part.word->face;
        fragment.text_offset += token_characters(atom->token, bit->part.offset);
    }
    g_array_append_val(composer->fragments, fragment);
}

/* Text goes on in the fragment before it where span, face and direction are the same. */
static bool
goes_on(struct composer *composer, const struct line *line, const struct bit *bit,
        const struct bit *previous)
{
    return previous != NULL && composer->fragments->len > line->fragment &&
           previous->atom->kind == ATOM_TEXT && previous->atom->span == bit->atom->span &&
           previous->part.word->face == bit->part.word->face &&
           previous->atom->level == bit->atom->level && bit->atom->level % 2 == 0;
}

static void
add_piece(struct composer *composer, const struct bit *bit, float space)
{
    struct fragment *fragment = last_fragment(composer);
    struct piece piece = {.word = bit->part.word,
                          .glyph = bit->part.glyph,
                          .glyph_end = bit->part.glyph_end,
                          .hyphen = bit->hyphen,
                          .x = bit->x,
                          .space = space};

    g_array_append_val(composer->pieces, piece);
    fragment->piece_end = composer->pieces->len;
    fragment->width = bit->x + bit->width - fragment->x;
}

static void
add_leader(struct composer *composer, const struct bit *bit)
{
    unsigned first = composer->pieces->len;

    leader_fill(composer->draft, bit, composer->pieces);
    if (composer->pieces->len > first)
        last_fragment(composer)->face =
            g_array_index(composer->pieces, struct piece, first).word->face;
}

static void
make_fragments(struct composer *composer, struct line *line)
{
    const struct bit *bits = (const struct bit *)composer->bits->data, *previous = NULL;
    float space = 0;
    bool separated = false;

    for (unsigned i = 0; i < composer->bits->len; i++) {
        const struct bit *bit = &bits[i];
        if (bit->atom->kind == ATOM_SPACE) {
            space += bit->width;
            separated = true;
            continue;
        }
        if (bit->atom->kind == ATOM_PADDING)
            continue;
        if (bit->atom->kind == ATOM_TEXT && goes_on(composer, line, bit, previous)) {
            add_piece(composer, bit, space);
        } else {
            begin_fragment(composer, bit, separated);
            if (bit->atom->kind == ATOM_TEXT)
                add_piece(composer, bit, 0);
            else if (bit->atom->kind == ATOM_LEADER)
                add_leader(composer, bit);
            last_fragment(composer)->piece_end = composer->pieces->len;
        }
        previous = bit;
        space = 0;
        separated = false;
    }
}

/* ---- Lines ---- */

/* Where the line's box begins and how wide it is: the paragraph's less its indents. */
static float
line_box(const struct composer *composer, bool first, bool last, float *measure)
{
    const struct paragraph_shape *shape = composer->draft->shape;
    float width = paragraph_width(shape, composer->lines->len);
    float indent = first ? fo_pt(shape->style, FO_P_TEXT_INDENT, shape->width, 0) : 0;
    float end = last ? fo_pt(shape->style, FO_P_LAST_LINE_END_INDENT, shape->width, 0) : 0;

    *measure = width - indent - end;
    return composer->draft->rtl ? end : indent;
}

static float
shift_for(enum alignment alignment, bool rtl, float gap)
{
    if (alignment == ALIGN_CENTER)
        return gap / 2;
    return (alignment == ALIGN_END) != rtl ? gap : 0;
}

static void
compose_line(struct composer *composer, const struct breakpoint *a, const struct breakpoint *b,
             bool ends)
{
    struct draft_paragraph *draft = composer->draft;
    bool first = composer->lines->len == 0;
    struct line line = {.fragment = composer->fragments->len,
                        .hyphen = b->hyphen,
                        .last = b->forced,
                        .space_after = b->space && !ends};
    enum alignment alignment = alignment_of(draft->shape->style, b->forced, draft->rtl);
    bool tight = alignment_of(draft->shape->style, false, draft->rtl) == ALIGN_JUSTIFY ||
                 alignment == ALIGN_JUSTIFY;
    float measure, left = line_box(composer, first, b->forced, &measure) - a->hang_start;

    measure += a->hang_start + b->hang_end;
    collect_bits(composer, a, b);
    line.width = set_width(composer, alignment, tight, measure);
    float gap = MAX(measure - line.width, 0), shift = shift_for(alignment, draft->rtl, gap);
    line.x = left + shift;
    if (alignment_swings(draft->shape->style, b->forced))
        line.swing = gap - 2 * shift;
    if (draft->bidirectional || draft->rtl)
        place_by_level(composer, line.x);
    else
        place_in_order(composer, line.x);
    make_fragments(composer, &line);
    leading_set(draft, (const struct bit *)composer->bits->data, composer->bits->len, &line);
    line.fragment_end = composer->fragments->len;
    g_array_append_val(composer->lines, line);
}

struct paragraph *
compose(struct draft_paragraph *draft, const GArray *chosen)
{
    struct composer composer = {
        .draft = draft,
        .lines = g_array_sized_new(FALSE, FALSE, sizeof(struct line), chosen->len),
        .fragments = g_array_sized_new(FALSE, FALSE, sizeof(struct fragment),
                                       chosen->len + 2 * draft->span_count),
        .pieces = g_array_sized_new(FALSE, FALSE, sizeof(struct piece), draft->atoms->len),
        .bits = g_array_sized_new(FALSE, FALSE, sizeof(struct bit), 64),
        .parts = g_array_new(FALSE, FALSE, sizeof(struct token_part))};
    const struct breakpoint *points = (const struct breakpoint *)draft->points->data;

    for (unsigned i = 0, from = 0; i < chosen->len; i++) {
        unsigned to = g_array_index(chosen, unsigned, i);
        compose_line(&composer, &points[from], &points[to], i + 1 == chosen->len);
        from = to;
    }
    struct paragraph *paragraph = g_new(struct paragraph, 1);
    *paragraph = (struct paragraph){.line_count = composer.lines->len,
                                    .fragment_count = composer.fragments->len,
                                    .piece_count = composer.pieces->len};
    paragraph->lines = (struct line *)g_array_free(composer.lines, FALSE);
    paragraph->fragments = (struct fragment *)g_array_free(composer.fragments, FALSE);
    paragraph->pieces = (struct piece *)g_array_free(composer.pieces, FALSE);
    g_array_unref(composer.bits);
    g_array_unref(composer.parts);
    return paragraph;
}
