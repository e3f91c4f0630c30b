#include "layout/build_int.h"

/* The page half of the layout.
 *
 * Model. Formatting objects become stacks: lists of boxes one below the other, with spaces and
 * possible breaks between them (build.c). A line is a box; so is a container with a size of its
 * own, and a slice of a band: a band is what stands side by side, the cells of table rows or label
 * and body of a list item, each a stack again (band.c). Borders and backgrounds of blocks are areas
 * that open and close between the boxes. Ids, markers, footnotes and numbers to be filled in are
 * tokens at a box; the tokens of inner stacks are passed outwards, so that a flow knows in a plain
 * list all that happens on its pages.
 *
 * What is measured when. Every line is set once, at a width that is known before any page is
 * broken (where the page masters of a page-sequence differ in width, turn.c sets from page to page
 * what they change). Then
 * paginate.c breaks the flow's strips into columns on heights alone, compose.c gives every box its
 * place. Static content is built for each page, when its number and markers are known.
 *
 * Numbers of pages that come later (sequence.c). The first round sets them as two figures; when
 * pages are broken, the texts that hold a number which was guessed wrongly are set again. Where the
 * lines keep their heights nothing else moves; else that page-sequence is built anew, and the pages
 * are broken again. It ends, because a text that cites never gets lower than it was in an earlier
 * round (citation.c): heights only grow, and there are finitely many.
 *
 * Space resolution (XSL 1.1 §4.3, space.c): of the spaces between two boxes some win; border or
 * padding fences them; what vanishes at a break and at the edges of a reference area, and what is
 * retained there, is written on the break. So is what is retained of the border and padding of the
 * areas that a break parts; backgrounds go on. The space of a first child without fence stands
 * outside its parent's background.
 *
 * Rejected: areas that are made while pages are filled, as the recommendation describes it: then
 * neither keeps nor numbers can be settled without undoing work, and page breaking has no test
 * without text. Rejected as well: one list of lines for a whole row of cells; a row that needs no
 * break (nearly all) would pay for those that do. */

/* ---- Values ---- */

static bool
starts_right(const struct fo_style *style)
{
    return fo_is(style, FO_P_WRITING_MODE, FO_K_RL_TB);
}

/* The side that the properties call what stands on this one. */
static enum side
side_of(const struct fo_style *style, enum side side)
{
    if (side < SIDE_START || !starts_right(style))
        return side;
    return side == SIDE_START ? SIDE_END : SIDE_START;
}

bool
overflow_hides(const struct fo_style *style)
{
    return fo_is(style, FO_P_OVERFLOW, FO_K_HIDDEN) || fo_is(style, FO_P_OVERFLOW, FO_K_SCROLL);
}

bool
overflow_refused(const struct fo_style *style)
{
    return fo_is(style, FO_P_OVERFLOW, FO_K_ERROR_IF_OVERFLOW);
}

float
start_indent(const struct builder *b, const struct fo_style *style)
{
    return (float)fo_pt(style, starts_right(style) ? FO_P_END_INDENT : FO_P_START_INDENT, b->width,
                        0);
}

float
end_indent(const struct builder *b, const struct fo_style *style)
{
    return (float)fo_pt(style, starts_right(style) ? FO_P_START_INDENT : FO_P_END_INDENT, b->width,
                        0);
}

/* The rows of each side come as style, width, colour, and the sides as in enum side. */
struct border
border_of(const struct fo_style *style, enum side side)
{
    enum { ROWS = 3 };
    unsigned row = FO_P_BORDER_BEFORE_STYLE + ROWS * (unsigned)side;
    enum fo_keyword kind = style->value[row].keyword;
    int32_t colour = fo_colour(style, row + 2);

    if (kind == FO_K_NONE || kind == FO_K_HIDDEN)
        return (struct border){0, 0, kind};
    return (struct border){(float)fo_pt(style, row + 1, 0, 0), colour < 0 ? 0 : (uint32_t)colour,
                           colour < 0 ? FO_K_TRANSPARENT : kind};
}

struct decoration
decoration_of(const struct fo_style *style)
{
    struct decoration decoration = {.background = fo_colour(style, FO_P_BACKGROUND_COLOR)};

    for (enum side side = 0; side < SIDE_COUNT; side++)
        decoration.border[side] = border_of(style, side_of(style, side));
    return decoration;
}

struct sides
inset_of(const struct fo_style *style, const struct decoration *decoration, float base)
{
    const struct border *border = decoration->border;
    bool right = starts_right(style);
    enum fo_property start = right ? FO_P_PADDING_END : FO_P_PADDING_START;
    enum fo_property end = right ? FO_P_PADDING_START : FO_P_PADDING_END;

    return (struct sides){
        border[SIDE_BEFORE].width + (float)fo_pt(style, FO_P_PADDING_BEFORE, base, 0),
        border[SIDE_AFTER].width + (float)fo_pt(style, FO_P_PADDING_AFTER, base, 0),
        border[SIDE_START].width + (float)fo_pt(style, start, base, 0),
        border[SIDE_END].width + (float)fo_pt(style, end, base, 0),
    };
}

/* ---- Blocks ---- */

static void
block_flow(struct builder *b, const struct fo_node *node)
{
    struct entered entered = builder_enter(b, node);
    float start = start_indent(b, node->style);
    struct area *area =
        builder_open(b, node, b->x + start, b->width - start - end_indent(b, node->style));

    inline_flow(b, node);
    builder_close(b, area);
    builder_leave(b, node, &entered);
}

static void
transparent_flow(struct builder *b, const struct fo_node *node)
{
    struct entered entered = builder_enter(b, node);

    flow_children(b, node);
    builder_leave(b, node, &entered);
}

const struct fo_node *
retrieved(const struct builder *b, const struct fo_node *retrieve)
{
    if (retrieve->element == FO_RETRIEVE_TABLE_MARKER)
        return b->table_words ? b->table_words->marker(b->table_words, retrieve) : NULL;
    return b->page ? b->page->marker(b->page, retrieve) : NULL;
}

static void
retrieved_flow(struct builder *b, const struct fo_node *retrieve)
{
    const struct fo_node *marker = retrieved(b, retrieve);

    if (marker)
        flow_children(b, marker);
}

void
flow_node(struct builder *b, const struct fo_node *node)
{
    switch (node->element) {
    case FO_BLOCK:
        block_flow(b, node);
        return;
    case FO_BLOCK_CONTAINER:
        container_flow(b, node);
        return;
    case FO_LIST_BLOCK:
        list_flow(b, node);
        return;
    case FO_TABLE_AND_CAPTION:
        captioned_flow(b, node);
        return;
    case FO_TABLE:
        table_flow(b, node);
        return;
    case FO_WRAPPER:
        transparent_flow(b, node);
        return;
    case FO_CHANGE_BAR_BEGIN:
    case FO_CHANGE_BAR_END:
        builder_bar(b, node);
        return;
    case FO_RETRIEVE_MARKER:
    case FO_RETRIEVE_TABLE_MARKER:
        retrieved_flow(b, node);
        return;
    default:
        return;
    }
}

void
flow_children(struct builder *b, const struct fo_node *node)
{
    for (const struct fo_node *child = node->child; child; child = child->next)
        flow_node(b, child);
}

const struct stack *
stack_of(struct builder *outer, const struct fo_node *node, float width, float height)
{
    struct builder b = builder_start(outer->s, outer, width);

    b.height = height;
    b.measure = NULL;
    flow_children(&b, node);
    return builder_finish(&b);
}

struct widths
measure_children(struct builder *outer, const struct fo_node *node, float width)
{
    struct widths widths = {0, 0, 0};
    struct builder b = builder_start(outer->s, outer, width);

    b.measure = &widths;
    flow_children(&b, node);
    builder_finish(&b);
    return widths;
}

/* ---- Flows ---- */

struct builder
flow_start(struct setting *s, const struct measure *measure)
{
    struct builder b = builder_start(s, NULL, measure->column);

    s->note_width = measure->full;
    b.height = measure->height;
    b.sheet = *measure;
    return b;
}

void
flow_child(struct builder *b, const struct fo_node *child)
{
    bool spans = fo_is(child->style, FO_P_SPAN, FO_K_ALL);

    builder_turn(b);
    if (spans != b->spanning && (b->sheet.columns > 1 || b->turns)) {
        builder_put_span(b, spans ? 1 : 0);
        b->spanning = spans;
        b->width = spans ? b->sheet.full : b->sheet.column;
    }
    flow_node(b, child);
}
