#include "layout/paragraph_int.h"

/* A paragraph is broken on the widths of words that were shaped once, never on laid-out text.
 *
 * Model. Spans become atoms: tokens (what stands between spaces), spaces that stretch and shrink,
 * leaders, boxes, padding. Between and inside atoms lie break points, each with the sums of width,
 * stretch and shrink up to it. The search (breaks.c) knows the sums alone. The composer fetches the
 * parts of words that the chosen points cut, sets the lines and makes fragments.
 *
 * A part of a word looks as if it were a word of its own: where shaping says that a cut changes
 * nothing, the glyphs of the whole word serve, elsewhere the part is shaped through the same cache.
 * A break point has the exact widths of both its sides; only a part between two cuts of one word is
 * the difference of two sums, off by a kern at the most.
 *
 * Where a word is longer than its line, hyphens are allowed whatever `hyphenate` and its counts
 * say: a word that is divided can be read, one that is cut off or refused cannot.
 *
 * Rejected: Pango's own layout. It breaks first-fit, rounds advances to its units, and shapes a
 * paragraph again for every width. */

static bool
is_rtl(const struct fo_style *style)
{
    return fo_is(style, FO_P_WRITING_MODE, FO_K_RL_TB) || fo_is(style, FO_P_DIRECTION, FO_K_RTL);
}

void
draft_begin(struct draft_paragraph *draft)
{
    draft->styles = g_array_new(FALSE, FALSE, sizeof(struct text_style));
    draft->atoms = g_array_sized_new(FALSE, FALSE, sizeof(struct atom), 128);
    draft->points = g_array_sized_new(FALSE, FALSE, sizeof(struct breakpoint), 128);
    draft->rtl = is_rtl(draft->shape->style);
    draft->bidirectional = draft->rtl || bidi_needed(draft->spans, draft->span_count);
    atoms_collect(draft);
    hang_points(draft);
}

void
draft_end(struct draft_paragraph *draft)
{
    g_array_unref(draft->styles);
    g_array_unref(draft->atoms);
    g_array_unref(draft->points);
}

static enum alignment
alignment_from(const struct fo_style *style, enum fo_property property, bool rtl)
{
    if (fo_is(style, property, FO_K_JUSTIFY))
        return ALIGN_JUSTIFY;
    if (fo_is(style, property, FO_K_CENTER))
        return ALIGN_CENTER;
    if (fo_is(style, property, FO_K_END) || fo_is(style, property, FO_K_OUTSIDE) ||
        fo_is(style, property, rtl ? FO_K_LEFT : FO_K_RIGHT))
        return ALIGN_END;
    return ALIGN_START;
}

enum alignment
alignment_of(const struct fo_style *style, bool last, bool rtl)
{
    enum alignment alignment = alignment_from(style, FO_P_TEXT_ALIGN, rtl);

    if (last && fo_is(style, FO_P_TEXT_ALIGN_LAST, FO_K_RELATIVE))
        return alignment == ALIGN_JUSTIFY ? ALIGN_START : alignment;
    return last ? alignment_from(style, FO_P_TEXT_ALIGN_LAST, rtl) : alignment;
}

bool
alignment_swings(const struct fo_style *style, bool last)
{
    bool own = last && !fo_is(style, FO_P_TEXT_ALIGN_LAST, FO_K_RELATIVE);
    enum fo_property property = own ? FO_P_TEXT_ALIGN_LAST : FO_P_TEXT_ALIGN;

    return fo_is(style, property, FO_K_INSIDE) || fo_is(style, property, FO_K_OUTSIDE);
}

float
paragraph_width(const struct paragraph_shape *shape, unsigned line)
{
    float width = shape->width;

    for (unsigned i = 0; i < shape->width_count && shape->widths[i].line <= line; i++)
        width = shape->widths[i].width;
    return width;
}

static struct line_rules
rules_of(const struct draft_paragraph *draft)
{
    const struct paragraph_shape *shape = draft->shape;
    const struct fo_style *style = shape->style;

    return (struct line_rules){
        .width = shape->width,
        .indent = fo_pt(style, FO_P_TEXT_INDENT, shape->width, 0),
        .last_indent = fo_pt(style, FO_P_LAST_LINE_END_INDENT, shape->width, 0),
        .justify = alignment_of(style, false, draft->rtl) == ALIGN_JUSTIFY,
        .justify_last = alignment_of(style, true, draft->rtl) == ALIGN_JUSTIFY,
        .rag = 4 * g_array_index(draft->styles, struct text_style, draft->block_style).size,
        .ladder = fo_number(style, FO_P_HYPHENATION_LADDER_COUNT, 0)};
}

/* The next forced end behind a point. */
static unsigned
next_forced(const struct draft_paragraph *draft, unsigned from)
{
    unsigned to = from + 1;

    while (!g_array_index(draft->points, struct breakpoint, to).forced)
        to++;
    return to;
}

/* Where the width changes behind a line, the lines up to it stay as they were chosen for the width
 * before, and the rest is chosen anew. Returns the point from which on. */
static unsigned
keep_lines(const struct draft_paragraph *draft, unsigned change, unsigned from, GArray *lines)
{
    unsigned line = draft->shape->widths[change].line;

    if (line >= lines->len || line == 0)
        return from;
    g_array_set_size(lines, line);
    return g_array_index(lines, unsigned, line - 1);
}

/* Breaks the lines between two forced ends, of which none but the first begins the paragraph. */
static bool
break_stretch(const struct draft_paragraph *draft, break_finder find, unsigned from, unsigned to,
              struct line_rules *rules, GArray *lines)
{
    const struct breakpoint *points = (const struct breakpoint *)draft->points->data;
    unsigned before = lines->len;
    bool fits;

    rules->width = paragraph_width(draft->shape, before);
    fits = find(points, from, to, rules, lines);
    for (unsigned i = 0; i < draft->shape->width_count; i++) {
        unsigned line = draft->shape->widths[i].line;

        if (line <= before || line >= lines->len)
            continue;
        from = keep_lines(draft, i, from, lines);
        rules->first = false;
        rules->width = draft->shape->widths[i].width;
        fits &= find(points, from, to, rules, lines);
    }
    return fits;
}

bool
draft_break(const struct draft_paragraph *draft, break_finder find, GArray *lines)
{
    struct line_rules rules = rules_of(draft);
    bool fits = true;

    for (unsigned from = 0; from + 1 < draft->points->len;) {
        unsigned to = next_forced(draft, from);
        rules.first = from == 0;
        fits &= break_stretch(draft, find, from, to, &rules, lines);
        from = to;
    }
    return fits;
}

struct paragraph *
paragraph_new(struct fonts *fonts, const struct paragraph_shape *shape, const struct span *spans,
              unsigned count, struct diag *diag)
{
    struct draft_paragraph draft = {
        .fonts = fonts, .shape = shape, .spans = spans, .span_count = count, .diag = diag};
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(unsigned));

    draft_begin(&draft);
    if (!draft_break(&draft, breaks_find, lines)) {
        draft_end(&draft);
        draft.hyphens_anyway = true;
        draft_begin(&draft);
        g_array_set_size(lines, 0);
        draft_break(&draft, breaks_find, lines);
    }
    struct paragraph *paragraph = compose(&draft, lines);
    draft_end(&draft);
    return paragraph;
}

void
paragraph_free(struct paragraph *paragraph)
{
    if (paragraph == NULL)
        return;
    g_free((void *)paragraph->lines);
    g_free((void *)paragraph->fragments);
    g_free((void *)paragraph->pieces);
    g_free(paragraph);
}

struct widths
paragraph_measure(struct fonts *fonts, const struct paragraph_shape *shape,
                  const struct span *spans, unsigned count, struct diag *diag)
{
    struct draft_paragraph draft = {.fonts = fonts,
                                    .shape = shape,
                                    .spans = spans,
                                    .span_count = count,
                                    .diag = diag,
                                    .hyphens_anyway = true};
    struct widths widths = {0, 0, 0};

    draft_begin(&draft);
    float indent = fo_pt(shape->style, FO_P_TEXT_INDENT, shape->width, 0);
    const struct breakpoint *points = (const struct breakpoint *)draft.points->data;
    for (unsigned i = 1, word = 0, line = 0; i < draft.points->len; i++) {
        float end = points[i].end.width;

        widths.least = MAX(widths.least, end - points[i - 1].start.width + (i == 1 ? indent : 0));
        if (!points[i].hyphen) {
            widths.word =
                MAX(widths.word, end - points[word].start.width + (word == 0 ? indent : 0));
            word = i;
        }
        if (points[i].forced) {
            widths.most =
                MAX(widths.most, end - points[line].start.width + (line == 0 ? indent : 0));
            line = i;
        }
    }
    draft_end(&draft);
    return widths;
}
