#include "layout/table_int.h"

/* Decoration of cells. With separate borders each cell has its own. Collapsed borders lie on the
 * lines of the grid, half on either side. On each stretch of a line between two crossings one wins
 * of all that meet there: of the cells on both sides, the rows, groups and columns that begin or
 * end there, and at the edges the table (XSL 1.1 §7.28.3, CSS 2.1 §17.6.2.1). Hidden suppresses the
 * others; with precedence, the greatest wins; then the widest, then by style, then that of the
 * innermost object, then the one before or at the start. Stretches that adjoin and agree are one
 * rule, so that dashes run on and no rectangle is painted twice. */

struct claim {
    struct border border;
    int precedence;
};

/* ---- Who wins ---- */

static unsigned
rank(enum fo_keyword style)
{
    static const enum fo_keyword STYLES[] = {FO_K_DOTTED, FO_K_DASHED, FO_K_SOLID, FO_K_DOUBLE};

    for (unsigned i = 0; i < G_N_ELEMENTS(STYLES); i++)
        if (STYLES[i] == style)
            return i + 1;
    return 0;
}

static bool
beats(const struct claim *later, const struct claim *earlier)
{
    const struct border *a = &later->border, *b = &earlier->border;

    if (b->style == FO_K_HIDDEN || a->style == FO_K_HIDDEN)
        return b->style != FO_K_HIDDEN;
    if (later->precedence != earlier->precedence)
        return later->precedence > earlier->precedence;
    if (a->width != b->width)
        return a->width > b->width;
    return rank(a->style) > rank(b->style);
}

/* XSL 1.1 §7.28.2: where none is given it depends on the object. */
static int
precedence_of(const struct fo_node *node, enum side side)
{
    static const enum fo_element ORDER[] = {FO_TABLE_FOOTER, FO_TABLE_HEADER, FO_TABLE_BODY,
                                            FO_TABLE_ROW,    FO_TABLE_COLUMN, FO_TABLE_CELL,
                                            FO_TABLE};
    enum fo_property property = FO_P_BORDER_BEFORE_PRECEDENCE + side;
    int order = 0;

    if (fo_is(node->style, property, FO_K_FORCE))
        return G_MAXINT;
    while (order + 1 < (int)G_N_ELEMENTS(ORDER) && ORDER[order] != node->element)
        order++;
    return (int)fo_number(node->style, property, order);
}

static void
claim(const struct table *table, struct claim *winner, const struct fo_node *node, enum side side)
{
    if (!node)
        return;
    struct claim own = {border_of(node->style, side), 0};

    if (own.border.width <= 0 && own.border.style != FO_K_HIDDEN)
        return;
    if (table->by_precedence)
        own.precedence = precedence_of(node, side);
    if (beats(&own, winner))
        *winner = own;
}

static const struct fo_node *
cell_node(const struct grid_cell *cell)
{
    return cell ? cell->node : NULL;
}

/* The stretch of a line across the table, above a row (or below the last). */
static struct border
resolve_across(const struct table *table, unsigned line, unsigned column)
{
    bool first = line == 0, last = line == table->rows->len;
    const struct grid_cell *above = first ? NULL : table_cell_at(table, line - 1, column);
    const struct grid_cell *below = last ? NULL : table_cell_at(table, line, column);
    const struct grid_row *upper = first ? NULL : table_row(table, line - 1);
    const struct grid_row *lower = last ? NULL : table_row(table, line);
    struct claim winner = {.precedence = G_MININT};

    if (above && above == below)
        return winner.border;
    claim(table, &winner, cell_node(above), SIDE_AFTER);
    claim(table, &winner, cell_node(below), SIDE_BEFORE);
    claim(table, &winner, upper ? upper->node : NULL, SIDE_AFTER);
    claim(table, &winner, lower ? lower->node : NULL, SIDE_BEFORE);
    if (!upper || !lower || upper->group != lower->group) {
        claim(table, &winner, upper ? upper->group : NULL, SIDE_AFTER);
        claim(table, &winner, lower ? lower->group : NULL, SIDE_BEFORE);
    }
    if (first || last) {
        enum side side = first ? SIDE_BEFORE : SIDE_AFTER;
        claim(table, &winner, table->columns[column].node, side);
        claim(table, &winner, table->node, side);
    }
    return winner.border;
}

/* The stretch of a line down the table, at the start of a column (or the end of the last). */
static struct border
resolve_down(const struct table *table, unsigned row, unsigned line)
{
    bool first = line == 0, last = line == table->column_count;
    const struct grid_cell *before = first ? NULL : table_cell_at(table, row, line - 1);
    const struct grid_cell *after = last ? NULL : table_cell_at(table, row, line);
    struct claim winner = {.precedence = G_MININT};

    if (before && before == after)
        return winner.border;
    claim(table, &winner, cell_node(before), SIDE_END);
    claim(table, &winner, cell_node(after), SIDE_START);
    if (first || last) {
        enum side side = first ? SIDE_START : SIDE_END;
        claim(table, &winner, table_row(table, row)->node, side);
        claim(table, &winner, table_row(table, row)->group, side);
    }
    claim(table, &winner, first ? NULL : table->columns[line - 1].node, SIDE_END);
    claim(table, &winner, last ? NULL : table->columns[line].node, SIDE_START);
    if (first || last)
        claim(table, &winner, table->node, first ? SIDE_START : SIDE_END);
    return winner.border;
}

void
table_resolve(struct table *table)
{
    unsigned rows = table->rows->len, columns = table->column_count;

    if (!table->collapsed)
        return;
    table->across = g_new(struct border, (rows + 1) * (size_t)columns + 1);
    table->down = g_new(struct border, rows * ((size_t)columns + 1) + 1);
    for (unsigned row = 0; row <= rows; row++)
        for (unsigned column = 0; column < columns; column++)
            table->across[row * columns + column] = resolve_across(table, row, column);
    for (unsigned row = 0; row < rows; row++)
        for (unsigned line = 0; line <= columns; line++)
            table->down[row * (columns + 1) + line] = resolve_down(table, row, line);
}

static const struct border *
across(const struct table *table, unsigned line, unsigned column)
{
    return &table->across[line * table->column_count + column];
}

static const struct border *
down(const struct table *table, unsigned row, unsigned line)
{
    return &table->down[row * (table->column_count + 1) + line];
}

/* ---- Cells ---- */

/* The uppermost background: of the cell, its row, group, column or, collapsed, the table. */
int32_t
table_background(const struct table *table, const struct fo_node *cell, unsigned number,
                 unsigned column)
{
    const struct grid_row *row = table_row(table, number);
    const struct fo_node *layers[] = {cell, row->node, row->group, table->columns[column].node,
                                      table->collapsed ? table->node : NULL};

    for (unsigned i = 0; i < G_N_ELEMENTS(layers); i++)
        if (layers[i] && fo_colour(layers[i]->style, FO_P_BACKGROUND_COLOR) >= 0)
            return fo_colour(layers[i]->style, FO_P_BACKGROUND_COLOR);
    return -1;
}

/* What the widest border on each side takes of the cell. */
static struct sides
half_borders(const struct table *table, const struct grid_cell *cell)
{
    unsigned row_end = cell->row + cell->rows, column_end = cell->column + cell->columns;
    struct sides sides = {0, 0, 0, 0};

    for (unsigned i = cell->column; i < column_end; i++) {
        sides.before = MAX(sides.before, across(table, cell->row, i)->width / 2);
        sides.after = MAX(sides.after, across(table, row_end, i)->width / 2);
    }
    for (unsigned i = cell->row; i < row_end; i++) {
        sides.start = MAX(sides.start, down(table, i, cell->column)->width / 2);
        sides.end = MAX(sides.end, down(table, i, column_end)->width / 2);
    }
    return sides;
}

void
table_decorate(const struct table *table, struct grid_cell *grid)
{
    const struct fo_style *style = grid->node->style;
    struct cell *cell = &grid->cell;

    cell->decoration = decoration_of(style);
    cell->inset = inset_of(style, &cell->decoration, table->width);
    if (table->collapsed) {
        struct sides half = half_borders(table, grid);
        float left = table->mirrored ? half.end : half.start;
        float right = table->mirrored ? half.start : half.end;
        float *inset[] = {&cell->inset.before, &cell->inset.after, &cell->inset.start,
                          &cell->inset.end};
        const float lines[] = {half.before, half.after, left, right};
        for (enum side side = 0; side < SIDE_COUNT; side++) {
            *inset[side] += lines[side] - cell->decoration.border[side].width;
            cell->decoration.border[side] = (struct border){0, 0, FO_K_NONE};
        }
    }
    cell->decoration.background = table_background(table, grid->node, grid->row, grid->column);
}

/* ---- Rules ---- */

static float
line_x(const struct table *table, unsigned line)
{
    bool at_end = line == table->column_count;
    const struct table_column *column = &table->columns[at_end ? line - 1 : line];

    return at_end == table->mirrored ? column->x : column->x + column->width;
}

static bool
is_same(const struct border *a, const struct border *b)
{
    return a->width == b->width && a->colour == b->colour && a->style == b->style;
}

/* A rule across reaches to the far edges of those down that it meets at its ends. */
static float
reach(const struct table *table, unsigned line, unsigned at)
{
    float above = line > 0 ? down(table, line - 1, at)->width : 0;
    float below = line < table->rows->len ? down(table, line, at)->width : 0;

    return MAX(above, below) / 2;
}

static void
rule_across(const struct table *table, unsigned line, float y, GArray *rules)
{
    for (unsigned from = 0, to; from < table->column_count; from = to) {
        const struct border *border = across(table, line, from);

        for (to = from + 1; to < table->column_count; to++)
            if (!is_same(border, across(table, line, to)))
                break;
        if (border->width <= 0)
            continue;
        float a = line_x(table, from), b = line_x(table, to);
        float before = reach(table, line, table->mirrored ? to : from);
        float after = reach(table, line, table->mirrored ? from : to);
        struct rule rule = {MIN(a, b) - before,
                            y - border->width / 2,
                            ABS(b - a) + before + after,
                            border->width,
                            true,
                            *border};
        g_array_append_val(rules, rule);
    }
}

static void
rules_down(const struct table *table, unsigned first, const struct band *band, GArray *rules)
{
    for (unsigned line = 0; line <= table->column_count; line++)
        for (unsigned from = 0, to; from < band->row_count; from = to) {
            const struct border *border = down(table, first + from, line);

            for (to = from + 1; to < band->row_count; to++)
                if (!is_same(border, down(table, first + to, line)))
                    break;
            if (border->width <= 0)
                continue;
            float end = to < band->row_count ? band->rows[to].y : band->height;
            struct rule rule = {line_x(table, line) - border->width / 2,
                                band->rows[from].y,
                                border->width,
                                end - band->rows[from].y,
                                false,
                                *border};
            g_array_append_val(rules, rule);
        }
}

void
table_rule(const struct table *table, unsigned first, struct band *band)
{
    g_autoptr(GArray) rules = g_array_new(FALSE, FALSE, sizeof(struct rule));

    if (!table->collapsed || !table->column_count)
        return;
    for (unsigned i = 0; i < band->row_count; i++)
        rule_across(table, first + i, band->rows[i].y, rules);
    rule_across(table, first + band->row_count, band->height, rules);
    rules_down(table, first, band, rules);
    band->rules = arena_copy(table->b->s->arena, rules->data, rules->len * sizeof(struct rule));
    band->rule_count = rules->len;
    if (fo_is(table->node->style, FO_P_BORDER_BEFORE_CONDITIONALITY, FO_K_RETAIN))
        band->kept_before = border_of(table->node->style, SIDE_BEFORE);
    if (fo_is(table->node->style, FO_P_BORDER_AFTER_CONDITIONALITY, FO_K_RETAIN))
        band->kept_after = border_of(table->node->style, SIDE_AFTER);
    band->begins = first == 0;
    band->ends = first + band->row_count == table->rows->len;
}
