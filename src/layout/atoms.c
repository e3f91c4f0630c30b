#include "layout/paragraph_int.h"

#include <string.h>
#include <unicode/uchar.h>

/* From spans to atoms, and the places where lines may end. */

enum {
    PENALTY_HYPHEN = 50,
    PENALTY_PLAIN = 20, /* behind a hyphen or a slash that stands in the text */
    PENALTY_WORD = 1000 /* inside what is too long to be a word */
};

/* Where the collecting stands. */
struct position {
    struct sums sums;
    unsigned characters; /* of text */
    unsigned at;         /* of what levels are for: text, and one for each other span */
    const uint8_t *levels;
};

/* ---- Styles ---- */

static bool
keeps_together(const struct fo_style *style)
{
    return fo_is(style, FO_P_WRAP_OPTION, FO_K_NO_WRAP) ||
           !fo_is(style, FO_P_KEEP_TOGETHER_WITHIN_LINE, FO_K_AUTO);
}

static uint8_t
count_of(const struct fo_style *style, enum fo_property property)
{
    return CLAMP(fo_number(style, property, 2), 1, UINT8_MAX);
}

static void
set_key(struct draft_paragraph *draft, struct text_style *text)
{
    const struct fo_style *style = text->style;
    const char *language = fo_string(style, FO_P_LANGUAGE);
    const char *country = fo_string(style, FO_P_COUNTRY);
    char tag[32];

    g_snprintf(tag, sizeof tag, "%s%s%s", language != NULL ? language : "und",
               language != NULL && country != NULL ? "-" : "",
               language != NULL && country != NULL ? country : "");
    text->key.faces = text->faces;
    text->key.language = hb_language_from_string(tag, -1);
    text->key.form = text->letter_spacing != 0 ? WORD_SPACED_OUT : 0;
    text->key.remain = text->key.push = 2;
    if (!draft->hyphens_anyway) {
        text->key.remain = count_of(style, FO_P_HYPHENATION_REMAIN_CHARACTER_COUNT);
        text->key.push = count_of(style, FO_P_HYPHENATION_PUSH_CHARACTER_COUNT);
    }
    if ((fo_is(style, FO_P_HYPHENATE, FO_K_TRUE) || draft->hyphens_anyway) && language != NULL &&
        !text->together && hyphenate_ready(language, draft->diag))
        text->key.lang = language;
}

/* By how much a space may grow or shrink: what word-spacing says, or a part of itself. */
static float
spacing_room(const struct fo_style *style, enum fo_property limit, int sign, float otherwise)
{
    if (fo_is(style, limit, FO_K_NORMAL))
        return otherwise;
    return MAX(0,
               sign * (float)(fo_pt(style, limit, 0, 0) - fo_pt(style, FO_P_WORD_SPACING, 0, 0)));
}

static void
set_metrics(struct draft_paragraph *draft, struct text_style *text)
{
    const struct fo_style *style = text->style;
    const struct face *face = fonts_face(draft->fonts, text->faces.faces[0]);
    float unit = text->size / face->units_per_em;
    float space = face->space_width * unit;

    text->letter_spacing = fo_pt(style, FO_P_LETTER_SPACING, text->size, 0);
    text->space = space + text->letter_spacing + fo_pt(style, FO_P_WORD_SPACING, text->size, 0);
    text->stretch = spacing_room(style, FO_P_WORD_SPACING_MAXIMUM, 1, space / 2);
    text->shrink = spacing_room(style, FO_P_WORD_SPACING_MINIMUM, -1, space / 3);
    text->altitude = face->ascender * unit;
    text->depth = -face->descender * unit;
    text->line_height = fo_pt(style, FO_P_LINE_HEIGHT, text->size, 1.2 * text->size);
}

static unsigned
style_number(struct draft_paragraph *draft, const struct fo_style *style, struct place place)
{
    for (unsigned i = draft->styles->len; i > 0; i--)
        if (g_array_index(draft->styles, struct text_style, i - 1).style == style)
            return i - 1;
    struct text_style text = {.style = style, .size = fo_pt(style, FO_P_FONT_SIZE, 0, 12)};
    text.faces = fonts_for_style(draft->fonts, style, diag_is_lax(draft->diag), place, draft->diag);
    text.together = keeps_together(style);
    set_metrics(draft, &text);
    set_key(draft, &text);
    g_array_append_val(draft->styles, text);
    return draft->styles->len - 1;
}

/* ---- Break points ---- */

static struct sums
plus(struct sums sums, float width, float stretch, float shrink)
{
    return (struct sums){sums.width + width, sums.stretch + stretch, sums.shrink + shrink};
}

static struct breakpoint *
last_point(struct draft_paragraph *draft)
{
    return &g_array_index(draft->points, struct breakpoint, draft->points->len - 1);
}

/* A line may end here, between two atoms. */
static void
add_point(struct draft_paragraph *draft, const struct position *position, float penalty)
{
    struct breakpoint point = {.end = position->sums,
                               .start = position->sums,
                               .atom = draft->atoms->len,
                               .next_atom = draft->atoms->len,
                               .cut = -1,
                               .penalty = penalty};
    g_array_append_val(draft->points, point);
}

/* Spaces at a line's end are none: where a break point stands before them it becomes the end. */
static void
add_forced(struct draft_paragraph *draft, const struct position *position)
{
    struct breakpoint *last = last_point(draft);

    if (!last->space || last->forced || last->next_atom != draft->atoms->len) {
        add_point(draft, position, 0);
        last = last_point(draft);
    }
    last->forced = last->space = true;
}

static void
add_cuts(struct draft_paragraph *draft, const struct position *position, const struct token *token,
         const struct text_style *style, float width)
{
    for (unsigned i = 0; i < token->cut_count; i++) {
        const struct cut *cut = &token->cuts[i];
        bool hyphen = cut->kind == CUT_HYPHEN;
        float before = (cut->before + cut->hyphen) * style->size +
                       (cut->glyphs_before + hyphen) * style->letter_spacing;
        float after = cut->after * style->size + cut->glyphs_after * style->letter_spacing;
        struct breakpoint point = {.end = plus(position->sums, before, 0, 0),
                                   .start = plus(position->sums, width - after, 0, 0),
                                   .atom = draft->atoms->len,
                                   .next_atom = draft->atoms->len,
                                   .cut = i,
                                   .penalty = hyphen ? PENALTY_HYPHEN : PENALTY_PLAIN,
                                   .hyphen = hyphen};
        g_array_append_val(draft->points, point);
    }
}

/* ---- Atoms ---- */

static struct atom *
add_atom(struct draft_paragraph *draft, struct position *position, enum atom_kind kind,
         unsigned span, unsigned style, float width)
{
    struct atom atom = {.kind = kind,
                        .level = position->levels != NULL ? position->levels[position->at] : 0,
                        .span = span,
                        .style = style,
                        .width = width,
                        .characters = position->characters};

    position->sums.width += width;
    g_array_append_val(draft->atoms, atom);
    return &g_array_index(draft->atoms, struct atom, draft->atoms->len - 1);
}

static void
add_space(struct draft_paragraph *draft, struct position *position, unsigned span, unsigned style,
          bool may_break)
{
    const struct text_style *text = &g_array_index(draft->styles, struct text_style, style);
    const struct breakpoint *last = last_point(draft);
    bool line_begins = last->forced && last->next_atom == draft->atoms->len;
    bool joins = last->space && !last->forced && last->next_atom == draft->atoms->len;

    if (line_begins && may_break && !fo_is(text->style, FO_P_WHITE_SPACE_COLLAPSE, FO_K_FALSE))
        return;
    may_break = may_break && !text->together && !line_begins;
    if (may_break && !joins) {
        add_point(draft, position, 0);
        last_point(draft)->space = true;
    }
    struct atom *atom = add_atom(draft, position, ATOM_SPACE, span, style, text->space);
    atom->stretch = text->stretch;
    atom->shrink = text->shrink;
    position->sums.stretch += text->stretch;
    position->sums.shrink += text->shrink;
    if (may_break) {
        last_point(draft)->start = position->sums;
        last_point(draft)->next_atom = draft->atoms->len;
    }
}

static void
report_missing(struct draft_paragraph *draft, const struct token *token, struct place place)
{
    char name[8] = {0}, described[96];
    UErrorCode error = U_ZERO_ERROR;

    g_unichar_to_utf8(token->missing, name);
    if (u_charName(token->missing, U_UNICODE_CHAR_NAME, described, sizeof described, &error) == 0 ||
        U_FAILURE(error))
        *described = '\0';
    diag_report(draft->diag, DIAG_E0601, place,
                "write it otherwise, or add a font that has it to fonts/fonts.conf",
                "no font has “%s” (U+%04X%s%s)", name, token->missing, *described ? " " : "",
                described);
}

static void
add_token(struct draft_paragraph *draft, struct position *position, unsigned span, unsigned style,
          const char *raw, unsigned length, unsigned characters)
{
    const struct text_style *text = &g_array_index(draft->styles, struct text_style, style);
    struct token_key key = text->key;

    key.raw = raw;
    key.raw_length = length;
    if (position->levels != NULL && position->levels[position->at] % 2 == 1)
        key.form |= WORD_RTL;
    const struct token *token = token_find(draft->fonts, &key);
    float width = token->width * text->size + token->glyph_count * text->letter_spacing;

    if (token->missing != 0)
        report_missing(draft, token, draft->spans[span].place);
    if (token->seam_before && !text->together)
        add_point(draft, position, 0);
    if (!text->together)
        add_cuts(draft, position, token, text, width);
    add_atom(draft, position, ATOM_TEXT, span, style, width)->token = token;
    if (token->seam_after && !text->together)
        add_point(draft, position, 0);
    position->characters += characters;
    position->at += characters;
}

/* ---- Text ---- */

enum separator { SEPARATOR_NONE, SEPARATOR_SPACE, SEPARATOR_FIXED_SPACE, SEPARATOR_BREAK };

static enum separator
separator_at(const char *at, const char *end)
{
    if (*at == ' ' || *at == '\t' || *at == '\r')
        return SEPARATOR_SPACE;
    if (*at == '\n')
        return SEPARATOR_BREAK;
    if (end - at >= 2 && (unsigned char)at[0] == 0xc2 && (unsigned char)at[1] == 0xa0)
        return SEPARATOR_FIXED_SPACE;
    return SEPARATOR_NONE;
}

/* Up to the next separator, the next change of direction, or the limit. */
static const char *
token_end(const struct position *position, const char *at, const char *end, unsigned *characters)
{
    unsigned count = 0;

    while (at < end && separator_at(at, end) == SEPARATOR_NONE &&
           (count < TOKEN_LIMIT || g_unichar_ismark(g_utf8_get_char(at))) &&
           count < 2 * TOKEN_LIMIT &&
           (position->levels == NULL ||
            position->levels[position->at + count] == position->levels[position->at])) {
        at = g_utf8_next_char(at);
        count++;
    }
    *characters = count;
    return at;
}

static void
add_separator(struct draft_paragraph *draft, struct position *position, unsigned span,
              unsigned style, enum separator separator)
{
    if (separator == SEPARATOR_BREAK)
        add_forced(draft, position);
    else
        add_space(draft, position, span, style, separator == SEPARATOR_SPACE);
    position->characters++;
    position->at++;
}

static void
add_text(struct draft_paragraph *draft, struct position *position, unsigned span, unsigned style)
{
    const char *at = draft->spans[span].text, *end = at + draft->spans[span].length;
    bool together = g_array_index(draft->styles, struct text_style, style).together;

    if (at == end)
        add_atom(draft, position, ATOM_EMPTY, span, style, 0);
    while (at < end) {
        enum separator separator = separator_at(at, end);
        unsigned characters;
        if (separator != SEPARATOR_NONE) {
            add_separator(draft, position, span, style, separator);
            at = g_utf8_next_char(at);
            continue;
        }
        const char *next = token_end(position, at, end, &characters);
        add_token(draft, position, span, style, at, next - at, characters);
        if (characters >= TOKEN_LIMIT && !together && next < end &&
            separator_at(next, end) == SEPARATOR_NONE)
            add_point(draft, position, PENALTY_WORD);
        at = next;
    }
}

static void
add_leader(struct draft_paragraph *draft, struct position *position, unsigned number,
           unsigned style)
{
    const struct span *span = &draft->spans[number];
    struct atom *atom = add_atom(draft, position, ATOM_LEADER, number, style, span->optimum);

    atom->stretch = MAX(span->maximum - span->optimum, 0);
    atom->shrink = MAX(span->optimum - span->minimum, 0);
    position->sums.stretch += atom->stretch;
    position->sums.shrink += atom->shrink;
}

/* ---- Keeps ---- */

static bool
is_solid(const struct draft_paragraph *draft, unsigned atom)
{
    enum atom_kind kind = g_array_index(draft->atoms, struct atom, atom).kind;

    return kind != ATOM_SPACE && kind != ATOM_PADDING && kind != ATOM_EMPTY;
}

/* Closed to breaks: from the last thing that is seen before this atom to the first from it on. */
static void
close_around(const struct draft_paragraph *draft, unsigned atom, bool *closed)
{
    unsigned before = atom, after = atom;

    while (before > 0 && !is_solid(draft, before - 1))
        before--;
    while (after < draft->atoms->len && !is_solid(draft, after))
        after++;
    for (unsigned i = before; i <= after && before > 0 && after < draft->atoms->len; i++)
        closed[i] = true;
}

/* No line ends where an inline is kept with what is around it. kept: atoms at their edges. */
static void
remove_kept(struct draft_paragraph *draft, const GArray *kept)
{
    g_autofree bool *closed = g_new0(bool, draft->atoms->len + 1);
    unsigned left = 0;

    for (unsigned i = 0; i < kept->len; i++)
        close_around(draft, g_array_index(kept, unsigned, i), closed);
    for (unsigned i = 0; i < draft->points->len; i++) {
        struct breakpoint *point = &g_array_index(draft->points, struct breakpoint, i);

        if (point->forced || point->cut >= 0 || !closed[point->atom])
            g_array_index(draft->points, struct breakpoint, left++) = *point;
    }
    g_array_set_size(draft->points, left);
}

/* ---- Spans ---- */

static void
add_span(struct draft_paragraph *draft, struct position *position, unsigned number)
{
    const struct span *span = &draft->spans[number];
    unsigned style = style_number(draft, span->style, span->place);

    if (span->padding_start != 0)
        add_atom(draft, position, ATOM_PADDING, number, style, span->padding_start);
    switch (span->kind) {
    case SPAN_TEXT:
        add_text(draft, position, number, style);
        break;
    case SPAN_BREAK:
        add_forced(draft, position);
        break;
    case SPAN_LEADER:
        add_leader(draft, position, number, style);
        break;
    case SPAN_BOX:
        add_atom(draft, position, ATOM_BOX, number, style, span->width);
        break;
    }
    if (span->kind != SPAN_TEXT)
        position->at++;
    if (span->padding_end != 0)
        add_atom(draft, position, ATOM_PADDING, number, style, span->padding_end);
}

void
atoms_collect(struct draft_paragraph *draft)
{
    g_autofree uint8_t *levels =
        draft->bidirectional ? bidi_levels(draft->spans, draft->span_count, draft->rtl) : NULL;
    struct position position = {.levels = levels};

    g_autoptr(GArray) kept = g_array_new(FALSE, FALSE, sizeof(unsigned));

    draft->block_style = style_number(draft, draft->shape->style, draft->shape->place);
    add_point(draft, &position, 0);
    last_point(draft)->forced = true;
    for (unsigned i = 0; i < draft->span_count; i++) {
        if (draft->spans[i].keep_before)
            g_array_append_val(kept, draft->atoms->len);
        add_span(draft, &position, i);
        if (draft->spans[i].keep_after)
            g_array_append_val(kept, draft->atoms->len);
    }
    if (kept->len > 0)
        remove_kept(draft, kept);
    if (draft->atoms->len > last_point(draft)->next_atom || !last_point(draft)->forced)
        add_forced(draft, &position);
}
