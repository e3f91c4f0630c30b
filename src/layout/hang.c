#include "layout/paragraph_int.h"

/* Optical margins: what is light at the edge of a column hangs out of it by a share of its width,
 * so that the edge looks straight. The shares are of the glyph's own advance, in hundredths; they
 * hold for the roman and sans faces of brochures alike. A hyphen hangs out by less than its whole:
 * one that hangs entirely is seen.
 *
 * What hangs out is taken off the sums of a break point, so total fit knows lines by what stands
 * between the margins and needs no rule of its own. In a paragraph of two directions nothing hangs:
 * its edges are not where its reading order begins and ends. */

struct share {
    gunichar character;
    uint8_t start, end;
};

/* In order of character. */
static const struct share shares[] = {
    {'!', 0, 20},     {'"', 40, 40},    {'\'', 50, 50},   {'(', 12, 0},     {')', 0, 12},
    {'*', 30, 30},    {',', 0, 65},     {'-', 0, 65},     {'.', 0, 65},     {'/', 0, 15},
    {':', 0, 45},     {';', 0, 45},     {'?', 0, 20},     {'A', 5, 5},      {'T', 6, 6},
    {'V', 5, 5},      {'W', 4, 4},      {'Y', 6, 6},      {'[', 8, 0},      {']', 0, 8},
    {'f', 0, 5},      {'r', 0, 5},      {'v', 4, 4},      {'w', 3, 3},      {'y', 4, 4},
    {0x00ab, 30, 30}, {0x00b7, 0, 50},  {0x00bb, 30, 30}, {0x2010, 0, 65},  {0x2011, 0, 65},
    {0x2013, 25, 25}, {0x2014, 15, 15}, {0x2018, 50, 50}, {0x2019, 50, 50}, {0x201a, 40, 50},
    {0x201c, 40, 40}, {0x201d, 40, 40}, {0x201e, 30, 40}, {0x2026, 0, 20},  {0x2039, 30, 30},
    {0x203a, 30, 30},
};

static float
share_of(gunichar character, bool at_end)
{
    unsigned low = 0, high = G_N_ELEMENTS(shares);

    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (shares[middle].character < character)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == G_N_ELEMENTS(shares) || shares[low].character != character)
        return 0;
    return (float)(at_end ? shares[low].end : shares[low].start) / 100;
}

/* What hangs out of the character at this offset of a token, em. A ligature hangs as a whole or not
 * at all: not. */
static float
hang_of(const struct fonts *fonts, const struct token *token, unsigned offset, bool at_end)
{
    float share = share_of(g_utf8_get_char(token->text + offset), at_end);
    unsigned i = 0, glyph = 0;

    if (share == 0)
        return 0;
    while (i < token->segment_count && token->segments[i].end <= offset)
        i++;
    if (i == token->segment_count || token->segments[i].offset > offset)
        return 0;
    const struct word *word = token->segments[i].word;
    while (glyph < word->glyph_count &&
           word->glyphs[glyph].cluster != offset - token->segments[i].offset)
        glyph++;
    if (glyph == word->glyph_count)
        return 0;
    const struct face *face = fonts_face(fonts, word->face);
    return share * (float)face->advance[word->glyphs[glyph].id] / face->units_per_em;
}

static unsigned
last_offset(const struct token *token, unsigned end)
{
    return g_utf8_prev_char(token->text + end) - token->text;
}

void
hang_token(const struct fonts *fonts, struct token *token, struct cut *cuts)
{
    if (token->length == 0 || token->key.form & WORD_RTL)
        return;
    token->hang_start = hang_of(fonts, token, 0, false);
    token->hang_end = hang_of(fonts, token, last_offset(token, token->length), true);
    for (unsigned i = 0; i < token->cut_count; i++) {
        struct cut *cut = &cuts[i];
        cut->hang_start = hang_of(fonts, token, cut->offset, false);
        cut->hang_end = cut->kind == CUT_HYPHEN
                            ? cut->hyphen * share_of('-', true)
                            : hang_of(fonts, token, last_offset(token, cut->offset), true);
    }
}

/* ---- Break points ---- */

static const struct atom *
atom_at(const struct draft_paragraph *draft, unsigned number)
{
    return &g_array_index(draft->atoms, struct atom, number);
}

static const struct text_style *
style_at(const struct draft_paragraph *draft, const struct atom *atom)
{
    return &g_array_index(draft->styles, struct text_style, atom->style);
}

/* With optical margins a share of the character; always the letter-space behind it, which is
 * discarded at the end of a line (XSL 1.1 §7.17.2). */
static float
hang_at_end(const struct draft_paragraph *draft, const struct breakpoint *point, bool optical)
{
    unsigned i = point->atom;
    float hang;

    if (point->cut < 0) {
        while (i > 0 && atom_at(draft, i - 1)->kind == ATOM_EMPTY)
            i--;
        if (i == 0 || atom_at(draft, i - 1)->kind != ATOM_TEXT)
            return 0;
        hang = atom_at(draft, --i)->token->hang_end;
    } else {
        hang = atom_at(draft, i)->token->cuts[point->cut].hang_end;
    }
    const struct text_style *style = style_at(draft, atom_at(draft, i));
    return (optical ? hang * style->size : 0) + style->letter_spacing;
}

static float
hang_at_start(const struct draft_paragraph *draft, const struct breakpoint *point)
{
    unsigned i = point->next_atom;

    if (point->cut >= 0)
        return atom_at(draft, i)->token->cuts[point->cut].hang_start *
               style_at(draft, atom_at(draft, i))->size;
    while (i < draft->atoms->len && atom_at(draft, i)->kind == ATOM_EMPTY)
        i++;
    if (i == draft->atoms->len || atom_at(draft, i)->kind != ATOM_TEXT)
        return 0;
    return atom_at(draft, i)->token->hang_start * style_at(draft, atom_at(draft, i))->size;
}

void
hang_points(struct draft_paragraph *draft)
{
    struct breakpoint *points = (struct breakpoint *)draft->points->data;
    bool optical = fo_is(draft->shape->style, FO_P_OPTICAL_MARGINS, FO_K_TRUE);

    if (draft->bidirectional)
        return;
    for (unsigned i = 0; i < draft->points->len; i++) {
        points[i].hang_end = i > 0 ? hang_at_end(draft, &points[i], optical) : 0;
        points[i].hang_start = optical ? hang_at_start(draft, &points[i]) : 0;
        points[i].end.width -= points[i].hang_end;
        points[i].start.width += points[i].hang_start;
    }
}
