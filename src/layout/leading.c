#include "layout/paragraph_int.h"

/* The extent of what stands on a line, from its baseline. */
struct extent {
    float above, below;
};

static void
include(struct extent *extent, float above, float below)
{
    extent->above = MAX(extent->above, above);
    extent->below = MAX(extent->below, below);
}

/* half: the half-leading by which each inline is extended under line-stacking-strategy
 * "line-height"; the other strategies extend the line as a whole. */
static void
include_bit(const struct draft_paragraph *draft, const struct bit *bit, bool shifts,
            bool own_leading, struct extent *extent)
{
    const struct text_style *style =
        &g_array_index(draft->styles, struct text_style, bit->atom->style);
    const struct span *span = &draft->spans[bit->atom->span];
    float shift = shifts ? span->shift : 0;
    float half = own_leading ? (style->line_height - style->altitude - style->depth) / 2 : 0;

    if (bit->atom->kind == ATOM_BOX)
        include(extent, span->ascent + shift, span->descent - shift);
    else if (bit->atom->kind != ATOM_SPACE && bit->atom->kind != ATOM_PADDING)
        include(extent, style->altitude + half + shift, style->depth + half - shift);
}

void
leading_set(const struct draft_paragraph *draft, const struct bit *bits, unsigned count,
            struct line *line)
{
    const struct fo_style *style = draft->shape->style;
    const struct text_style *block =
        &g_array_index(draft->styles, struct text_style, draft->block_style);
    float half = (block->line_height - block->altitude - block->depth) / 2;
    bool shifts = fo_is(style, FO_P_LINE_HEIGHT_SHIFT_ADJUSTMENT, FO_K_CONSIDER_SHIFTS);
    bool own_leading = fo_is(style, FO_P_LINE_STACKING_STRATEGY, FO_K_LINE_HEIGHT);
    struct extent extent = {block->altitude, block->depth};

    if (own_leading)
        extent = (struct extent){block->altitude + half, block->depth + half};
    if (!fo_is(style, FO_P_LINE_STACKING_STRATEGY, FO_K_FONT_HEIGHT))
        for (unsigned i = 0; i < count; i++)
            include_bit(draft, &bits[i], shifts, own_leading, &extent);
    line->baseline = extent.above + (own_leading ? 0 : half);
    line->height = line->baseline + extent.below + (own_leading ? 0 : half);
}
