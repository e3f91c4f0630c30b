#include "layout/table_int.h"

/* Decoration of cells. With separate borders each cell has its own. Collapsed borders lie on the
 * lines of the grid, half on either side: of all that meet there (the cells on both sides, rows,
 * groups and columns that end there, the table) the widest is drawn (XSL 1.1 §7.28.1, which refers
 * to CSS2 §17.6.2). */

static enum side
opposite(enum side side)
{
    static const enum side OPPOSITE[] = {SIDE_AFTER, SIDE_BEFORE, SIDE_END, SIDE_START};

    return OPPOSITE[side];
}

static void
contest(struct border *winner, const struct fo_node *node, enum side side)
{
    if (!node)
        return;
    struct decoration decoration = decoration_of(node->style);

    if (decoration.border[side].width > winner->width)
        *winner = decoration.border[side];
}

/* The cell on the other side of an edge, in the k-th row or column along it. */
static const struct grid_cell *
neighbour(const struct table *table, const struct grid_cell *cell, enum side side, unsigned k)
{
    unsigned row = cell->row + k, column = cell->column + k;

    switch (side) {
    case SIDE_BEFORE:
        return cell->row ? table_cell_at(table, cell->row - 1, column) : NULL;
    case SIDE_AFTER:
        row = cell->row + cell->rows;
        return row < table->rows->len ? table_cell_at(table, row, column) : NULL;
    case SIDE_START:
        return cell->column ? table_cell_at(table, row, cell->column - 1) : NULL;
    default:
        column = cell->column + cell->columns;
        return column < table->column_count ? table_cell_at(table, row, column) : NULL;
    }
}

static bool
is_across(enum side side)
{
    return side == SIDE_BEFORE || side == SIDE_AFTER;
}

/* Rows and groups that begin or end at the edge, on this side of it. */
static void
contest_rows(const struct table *table, struct border *winner, const struct grid_cell *cell,
             enum side side)
{
    unsigned number = side == SIDE_BEFORE ? cell->row : cell->row + cell->rows - 1;
    const struct grid_row *row = table_row(table, number);
    const struct grid_row *next = NULL;

    if (side == SIDE_BEFORE && number)
        next = table_row(table, number - 1);
    if (side == SIDE_AFTER && number + 1 < table->rows->len)
        next = table_row(table, number + 1);
    contest(winner, row->node, side);
    contest(winner, next ? next->node : table->node, next ? opposite(side) : side);
    if (!next || next->group != row->group) {
        contest(winner, row->group, side);
        contest(winner, next ? next->group : NULL, opposite(side));
    }
}

static void
contest_columns(const struct table *table, struct border *winner, const struct grid_cell *cell,
                enum side side)
{
    unsigned number = side == SIDE_START ? cell->column : cell->column + cell->columns - 1;
    bool edge = side == SIDE_START ? number == 0 : number + 1 == table->column_count;
    const struct grid_row *row = table_row(table, cell->row);

    contest(winner, table->columns[number].node, side);
    if (!edge) {
        unsigned next = side == SIDE_START ? number - 1 : number + 1;
        contest(winner, table->columns[next].node, opposite(side));
        return;
    }
    contest(winner, row->node, side);
    contest(winner, row->group, side);
    contest(winner, table->node, side);
}

static struct border
resolve(const struct table *table, const struct grid_cell *cell, enum side side)
{
    struct border winner = decoration_of(cell->node->style).border[side];
    unsigned along = is_across(side) ? cell->columns : cell->rows;

    for (unsigned k = 0; k < along; k++) {
        const struct grid_cell *other = neighbour(table, cell, side, k);
        contest(&winner, other ? other->node : NULL, opposite(side));
    }
    if (is_across(side))
        contest_rows(table, &winner, cell, side);
    else
        contest_columns(table, &winner, cell, side);
    return winner;
}

/* The uppermost background: of the cell, its row, group, column or, collapsed, the table. */
static int32_t
background(const struct table *table, const struct grid_cell *cell)
{
    const struct grid_row *row = table_row(table, cell->row);
    const struct fo_node *layers[] = {cell->node, row->node, row->group,
                                      table->columns[cell->column].node,
                                      table->collapsed ? table->node : NULL};

    for (unsigned i = 0; i < G_N_ELEMENTS(layers); i++)
        if (layers[i] && fo_colour(layers[i]->style, FO_P_BACKGROUND_COLOR) >= 0)
            return fo_colour(layers[i]->style, FO_P_BACKGROUND_COLOR);
    return -1;
}

void
table_decorate(const struct table *table, struct grid_cell *cell)
{
    const struct fo_style *style = cell->node->style;
    struct decoration decoration = decoration_of(style);
    struct sides inset = inset_of(style, &decoration, 0);

    if (table->collapsed) {
        float *sides[] = {&inset.before, &inset.after, &inset.start, &inset.end};
        for (enum side side = 0; side < SIDE_COUNT; side++) {
            float own = decoration.border[side].width;
            decoration.border[side] = resolve(table, cell, side);
            *sides[side] += decoration.border[side].width / 2 - own;
        }
    }
    decoration.background = background(table, cell);
    cell->cell.decoration = decoration;
    cell->cell.inset = inset;
    cell->cell.collapsed = table->collapsed;
}
