#include "layout/output_int.h"

#include <string.h>

/* Change bars (XSL 1.1 §6.13.2): beside the column, from the first to the last box between begin
 * and end. What stands in a table or a container has the bar along the whole row or box. */

static bool
is_bar(const struct token *token)
{
    return token->kind == TOKEN_BAR_BEGIN || token->kind == TOKEN_BAR_END;
}

/* The end of the bar that this token begins: the next of its class that is not another's. */
static unsigned
end_of(const struct stack *stack, unsigned begin)
{
    const char *class = fo_string(stack->tokens[begin].node->style, FO_P_CHANGE_BAR_CLASS);
    unsigned open = 0;

    for (unsigned i = begin + 1; i < stack->token_count; i++) {
        const struct token *token = &stack->tokens[i];

        if (!is_bar(token) || strcmp(fo_string(token->node->style, FO_P_CHANGE_BAR_CLASS), class))
            continue;
        if (token->kind == TOKEN_BAR_END && !open--)
            return token->bound;
        open += token->kind == TOKEN_BAR_BEGIN;
    }
    return stack->count;
}

static bool
stands_right(const struct painter *p, const struct fo_style *style, const struct column *column)
{
    bool from_right = fo_is(style, FO_P_WRITING_MODE, FO_K_RL_TB);

    switch (style->value[FO_P_CHANGE_BAR_PLACEMENT].keyword) {
    case FO_K_LEFT:
        return false;
    case FO_K_RIGHT:
        return true;
    case FO_K_INSIDE:
        return p->o->even;
    case FO_K_ALTERNATE:
        return column->columns == 2 ? (column->index == 1) != from_right : !p->o->even;
    case FO_K_OUTSIDE:
        return !p->o->even;
    case FO_K_END:
        return !from_right;
    default:
        return from_right;
    }
}

static void
write_bar(struct painter *p, const struct fo_style *style, const struct column *column,
          const struct box *beside)
{
    float width = (float)fo_pt(style, FO_P_CHANGE_BAR_WIDTH, 0, 0);
    float offset = (float)fo_pt(style, FO_P_CHANGE_BAR_OFFSET, 0, 0);
    bool right = stands_right(p, style, column);
    float centre = right ? beside->x + beside->width + offset : beside->x - offset;
    int32_t colour = fo_colour(style, FO_P_CHANGE_BAR_COLOR);

    if (width > 0 && colour >= 0)
        paint_rule(p, (struct box){centre - width / 2, beside->y, width, beside->height},
                   style->value[FO_P_CHANGE_BAR_STYLE].keyword, (uint32_t)colour,
                   p->artifact ? p->artifact : ARTIFACT_LAYOUT);
}

void
bars_write(struct painter *p, const struct stack *stack, const struct column *column, float x,
           float width, float y)
{
    for (unsigned i = 0; i < stack->token_count; i++) {
        const struct token *token = &stack->tokens[i];

        if (token->kind != TOKEN_BAR_BEGIN || token->first >= column->end)
            continue;
        unsigned first = MAX(token->first, column->first);
        unsigned end = MIN(end_of(stack, i), column->end);

        while (end > first && stack->strips[end - 1].kind != STRIP_BOX)
            end--;
        if (end <= first)
            continue;
        float top = place_top(p, stack, first);
        float bottom = place_top(p, stack, end - 1) + stack->strips[end - 1].height;
        struct box beside = {x, y + top, width, bottom - top};

        write_bar(p, token->node->style, column, &beside);
    }
}
