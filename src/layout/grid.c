#include "layout/table_int.h"

/* The grid of a table: which cell covers which place (XSL 1.1 §6.7.3, §7.28). */

enum { MOST_COLUMNS = 1000, MOST_PLACES = 4000000 };

struct grid_row *
table_row(const struct table *table, unsigned row)
{
    return &g_array_index(table->rows, struct grid_row, row);
}

struct grid_cell *
table_cell(const struct table *table, unsigned cell)
{
    return &g_array_index(table->cells, struct grid_cell, cell);
}

struct grid_cell *
table_cell_at(const struct table *table, unsigned row, unsigned column)
{
    unsigned cell = table->map[row * table->column_count + column];

    return cell ? table_cell(table, cell - 1) : NULL;
}

static unsigned
whole(const struct fo_node *node, enum fo_property property, unsigned otherwise)
{
    return (unsigned)CLAMP(fo_number(node->style, property, otherwise), 0, MOST_COLUMNS);
}

static void
set_column(struct table *table, GArray *columns, unsigned number, const struct fo_node *node)
{
    if (columns->len <= number)
        g_array_set_size(columns, number + 1);
    g_array_index(columns, struct table_column, number).node = node;
    table->column_count = columns->len;
}

static void
read_columns(struct table *table, GArray *columns)
{
    unsigned next = 0;

    for (const struct fo_node *child = table->node->child; child; child = child->next) {
        if (child->element != FO_TABLE_COLUMN)
            continue;
        unsigned number = whole(child, FO_P_COLUMN_NUMBER, next + 1);
        unsigned repeated = whole(child, FO_P_NUMBER_COLUMNS_REPEATED, 1);

        next = number ? number - 1 : 0;
        for (unsigned i = 0; i < repeated && next < MOST_COLUMNS; i++)
            set_column(table, columns, next++, child);
    }
}

/* Rows that the cells of earlier rows still cover, for each column of the group being read. */
struct reader {
    struct table *table;
    GArray *columns;
    GArray *covered; /* unsigned */
    const struct fo_node *group;
    enum table_part part;
};

static unsigned *
covered(const struct reader *reader, unsigned column)
{
    if (reader->covered->len <= column)
        g_array_set_size(reader->covered, column + 1);
    return &g_array_index(reader->covered, unsigned, column);
}

/* Takes the columns of a cell for its rows. */
static void
cover(struct reader *reader, const struct grid_cell *cell)
{
    unsigned taken = 0;

    for (unsigned i = cell->column; i < cell->column + cell->columns; i++) {
        unsigned *rows = covered(reader, i);
        taken = *rows > 0 && taken == 0 ? i + 1 : taken;
        *rows = MAX(*rows, cell->rows);
    }
    if (taken)
        diag_report(reader->table->b->s->diag, DIAG_E0616, cell->node->place,
                    "look at column-number and the numbers of rows and columns spanned",
                    "another cell has column %u of row %u", taken, cell->row + 1);
}

static unsigned
read_cell(struct reader *reader, const struct fo_node *node, unsigned column)
{
    struct table *table = reader->table;
    unsigned asked = whole(node, FO_P_COLUMN_NUMBER, 0);

    if (asked)
        column = asked - 1;
    while (!asked && *covered(reader, column) > 0)
        column++;
    struct grid_cell cell = {.node = node,
                             .row = table->rows->len - 1,
                             .column = column,
                             .rows = MAX(1, whole(node, FO_P_NUMBER_ROWS_SPANNED, 1)),
                             .columns = MAX(1, whole(node, FO_P_NUMBER_COLUMNS_SPANNED, 1))};

    cover(reader, &cell);
    if (column + cell.columns > reader->columns->len)
        set_column(table, reader->columns, column + cell.columns - 1, NULL);
    g_array_append_val(table->cells, cell);
    return column + cell.columns;
}

static void
begin_row(struct reader *reader, const struct fo_node *node)
{
    struct grid_row row = {.node = node, .group = reader->group, .part = reader->part};

    g_array_append_val(reader->table->rows, row);
}

static void
end_row(struct reader *reader)
{
    for (unsigned i = 0; i < reader->covered->len; i++)
        if (*covered(reader, i) > 0)
            --*covered(reader, i);
}

static void
read_row(struct reader *reader, const struct fo_node *row)
{
    unsigned column = 0;

    begin_row(reader, row);
    for (const struct fo_node *child = row->child; child; child = child->next)
        if (child->element == FO_TABLE_CELL)
            column = read_cell(reader, child, column);
    end_row(reader);
}

/* Cells without table-row: rows begin at starts-row and end at ends-row (XSL 1.1 §7.28.15). */
static void
read_bare_cells(struct reader *reader)
{
    unsigned column = 0;
    bool open = false;

    for (const struct fo_node *child = reader->group->child; child; child = child->next) {
        if (child->element != FO_TABLE_CELL)
            continue;
        if (open && fo_is(child->style, FO_P_STARTS_ROW, FO_K_TRUE)) {
            end_row(reader);
            open = false;
        }
        if (!open) {
            begin_row(reader, NULL);
            column = 0;
        }
        column = read_cell(reader, child, column);
        open = !fo_is(child->style, FO_P_ENDS_ROW, FO_K_TRUE);
        if (!open)
            end_row(reader);
    }
    if (open)
        end_row(reader);
}

static void
read_group(struct reader *reader, const struct fo_node *group)
{
    struct table *table = reader->table;
    unsigned first = table->rows->len;

    reader->group = group;
    g_array_set_size(reader->covered, 0);
    for (const struct fo_node *child = group->child; child; child = child->next)
        if (child->element == FO_TABLE_ROW)
            read_row(reader, child);
    if (table->rows->len == first)
        read_bare_cells(reader);
    for (unsigned i = 0; i < table->cells->len; i++) { /* spans end with their group */
        struct grid_cell *cell = table_cell(table, i);
        if (cell->row >= first)
            cell->rows = MIN(cell->rows, table->rows->len - cell->row);
    }
}

static void
read_part(struct reader *reader, enum table_part part, enum fo_element element)
{
    reader->part = part;
    reader->table->first[part] = reader->table->rows->len;
    for (const struct fo_node *child = reader->table->node->child; child; child = child->next)
        if (child->element == element)
            read_group(reader, child);
}

static bool
make_map(struct table *table)
{
    guint64 places = (guint64)table->rows->len * table->column_count;

    if (places > MOST_PLACES)
        return false;
    table->map = g_new0(unsigned, places + 1);
    for (unsigned i = 0; i < table->cells->len; i++) {
        const struct grid_cell *cell = table_cell(table, i);

        for (unsigned row = cell->row; row < cell->row + cell->rows; row++)
            for (unsigned column = cell->column; column < cell->column + cell->columns; column++)
                table->map[row * table->column_count + column] = i + 1;
    }
    return true;
}

struct table *
table_new(struct builder *b, const struct fo_node *node)
{
    struct table *table = g_new0(struct table, 1);
    g_autoptr(GArray) columns = g_array_new(FALSE, TRUE, sizeof(struct table_column));
    g_autoptr(GArray) under = g_array_new(FALSE, TRUE, sizeof(unsigned));
    struct reader reader = {.table = table, .columns = columns, .covered = under};

    table->b = b;
    table->node = node;
    table->rows = g_array_new(FALSE, TRUE, sizeof(struct grid_row));
    table->cells = g_array_new(FALSE, TRUE, sizeof(struct grid_cell));
    table->mirrored = fo_is(node->style, FO_P_WRITING_MODE, FO_K_RL_TB);
    table->by_precedence = fo_is(node->style, FO_P_BORDER_COLLAPSE, FO_K_COLLAPSE_WITH_PRECEDENCE);
    table->collapsed = !fo_is(node->style, FO_P_BORDER_COLLAPSE, FO_K_SEPARATE);
    if (!table->collapsed) {
        table->gap_inline = (float)fo_pt(node->style, FO_P_BORDER_SEPARATION_INLINE, 0, 0);
        table->gap_block = (float)fo_pt(node->style, FO_P_BORDER_SEPARATION_BLOCK, 0, 0);
    }
    read_columns(table, columns);
    read_part(&reader, PART_HEADER, FO_TABLE_HEADER);
    read_part(&reader, PART_BODY, FO_TABLE_BODY);
    read_part(&reader, PART_FOOTER, FO_TABLE_FOOTER);
    table->first[PART_COUNT] = table->rows->len;
    table->columns =
        arena_copy(b->s->arena, columns->data, columns->len * sizeof(struct table_column));
    if (make_map(table)) {
        table_resolve(table);
        for (unsigned i = 0; i < table->cells->len; i++)
            table_decorate(table, table_cell(table, i));
        return table;
    }
    diag_report(b->s->diag, DIAG_E0611, node->place, "split the table",
                "it has %u rows of %u columns", table->rows->len, table->column_count);
    table_free(table);
    return NULL;
}

void
table_free(struct table *table)
{
    g_array_unref(table->rows);
    g_array_unref(table->cells);
    g_free(table->map);
    g_free(table->across);
    g_free(table->down);
    g_free(table);
}
