#include "layout/paragraph_int.h"

#include <math.h>

/* Dots stand in cells of the pattern's width. With leader-alignment "reference-area" the cells are
 * counted from the edge of the reference area, so that the dots of all lines stand below each other
 * (XSL 1.1 §7.22.1); cells that the leader holds only in part stay empty. */
void
leader_dots(const struct draft_paragraph *draft, const struct bit *bit, GArray *pieces)
{
    const struct text_style *style =
        &g_array_index(draft->styles, struct text_style, bit->atom->style);
    const struct fo_style *fo = style->style;

    if (!fo_is(fo, FO_P_LEADER_PATTERN, FO_K_DOTS))
        return;
    const struct word *dot =
        word_find(draft->fonts, style->faces.faces[0], style->key.language, 0, ".", 1);
    const struct face *face = fonts_face(draft->fonts, dot->face);
    double width = (double)dot->width / face->units_per_em * style->size;
    double cell = MAX(fo_pt(fo, FO_P_LEADER_PATTERN_WIDTH, bit->width, width), width);
    bool aligned = fo_is(fo, FO_P_LEADER_ALIGNMENT, FO_K_REFERENCE_AREA);
    double origin = aligned ? -draft->shape->reference_x : bit->x;
    double x = origin + ceil((bit->x - origin) / cell - 1e-4) * cell;

    if (cell < 0.1)
        return;
    for (double gap = 0; x + cell <= bit->x + bit->width + 1e-3; x += cell, gap = cell - width) {
        struct piece piece = {
            .word = dot, .glyph_end = dot->glyph_count, .x = x + (cell - width) / 2, .space = gap};
        g_array_append_val(pieces, piece);
    }
}
