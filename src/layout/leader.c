#include <math.h>

#include "layout/arena_int.h"
#include "layout/paragraph_int.h"

/* What a leader repeats, a dot or its content, stands in cells of the pattern's width. With
 * leader-alignment "reference-area" the cells are counted from the edge of the reference area, so
 * that those of all lines stand below each other (XSL 1.1 §7.22.1); cells that the leader holds
 * only in part stay empty. */

/* ---- Its span ---- */

static void
collect_text(const struct fo_node *node, GString *text, const struct fo_node **first)
{
    for (const struct fo_node *child = node->child; child; child = child->next) {
        if (child->element == FO_TEXT && !*first)
            *first = child;
        if (child->element == FO_TEXT)
            g_string_append(text, child->text);
        collect_text(child, text, first);
    }
}

/* White space is one space: no line ends in a leader. */
static void
take_content(struct arena *arena, const struct fo_node *leader, struct span *span,
             const struct fo_node **styled)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const struct fo_node *first = NULL;

    collect_text(leader, text, &first);
    for (char *at = text->str; *at; at++)
        if (g_ascii_isspace(*at))
            *at = ' ';
    while (g_string_replace(text, "  ", " ", 0) > 0)
        ;
    span->text = arena_text(arena, text->str);
    span->length = (unsigned)text->len;
    *styled = first ? first : leader;
}

struct span
leader_span(struct arena *arena, const struct fo_node *leader, const struct fo_style *style,
            float base, const struct fo_node **styled)
{
    struct span span = {.kind = SPAN_LEADER};

    *styled = leader;
    if (fo_is(style, FO_P_LEADER_PATTERN, FO_K_USE_CONTENT))
        take_content(arena, leader, &span, styled);
    span.minimum = (float)fo_pt(style, FO_P_LEADER_LENGTH_MINIMUM, base, 0);
    span.optimum = (float)fo_pt(style, FO_P_LEADER_LENGTH_OPTIMUM, base, 0);
    span.maximum = (float)fo_pt(style, FO_P_LEADER_LENGTH_MAXIMUM, base, base);
    span.optimum = MAX(span.minimum, span.optimum);
    span.maximum = MAX(span.optimum, span.maximum);
    return span;
}

/* ---- What fills it ---- */

/* The first face that shows all of it, or -1. */
static int
face_for(const struct fonts *fonts, const struct face_list *faces, const char *text)
{
    for (unsigned i = 0; i < faces->count; i++) {
        const char *at = text;
        while (*at != '\0' &&
               (*at == ' ' || fonts_has(fonts, faces->faces[i], g_utf8_get_char(at))))
            at = g_utf8_next_char(at);
        if (*at == '\0')
            return (int)faces->faces[i];
    }
    return -1;
}

static const struct word *
filling(const struct draft_paragraph *draft, const struct bit *bit, const struct text_style *style)
{
    const struct span *span = &draft->spans[bit->atom->span];
    bool dots = fo_is(style->style, FO_P_LEADER_PATTERN, FO_K_DOTS);
    const char *text = dots ? "." : span->text;

    if (!dots && (!fo_is(style->style, FO_P_LEADER_PATTERN, FO_K_USE_CONTENT) || text == NULL))
        return NULL;
    int face = face_for(draft->fonts, &style->faces, text);

    return face < 0 ? NULL
                    : word_find(draft->fonts, (unsigned)face, style->key.language,
                                dots ? 0 : style->key.form, text, dots ? 1 : span->length);
}

void
leader_fill(const struct draft_paragraph *draft, const struct bit *bit, GArray *pieces)
{
    const struct text_style *style =
        &g_array_index(draft->styles, struct text_style, bit->atom->style);
    const struct fo_style *fo = style->style;
    const struct word *word = filling(draft, bit, style);

    if (word == NULL)
        return;
    double width =
        (double)word->width / fonts_face(draft->fonts, word->face)->units_per_em * style->size +
        word->glyph_count * style->letter_spacing;
    double cell = MAX(fo_pt(fo, FO_P_LEADER_PATTERN_WIDTH, bit->width, width), width);
    bool aligned = fo_is(fo, FO_P_LEADER_ALIGNMENT, FO_K_REFERENCE_AREA);
    double origin = aligned ? -draft->shape->reference_x : bit->x;
    double x = origin + ceil((bit->x - origin) / cell - 1e-4) * cell;

    if (cell < 0.1)
        return;
    for (double gap = 0; x + cell <= bit->x + bit->width + 1e-3; x += cell, gap = cell - width) {
        struct piece piece = {.word = word,
                              .glyph_end = word->glyph_count,
                              .x = x + (cell - width) / 2,
                              .space = gap};
        g_array_append_val(pieces, piece);
    }
}
