#include "layout/table_int.h"

/* Tables. The grid is read, then the columns get their widths, then every cell its content; rows
 * become bands. Rows that a spanning cell ties together are one band, and so are all rows of the
 * header and of the footer, which stand anew at every break of the body (struct repeat). A band is
 * whole as long as a page can hold it beside header and footer; a higher one is cut like a list
 * item (band.c). What a spanning cell needs beyond its rows is added to the last of them.
 *
 * Rejected: breaking any row anywhere. A row is the unit that a reader follows with the finger, and
 * a whole row costs white space only where it is high. */

static float
spanned_width(const struct table *table, const struct grid_cell *cell)
{
    const struct table_column *first = &table->columns[cell->column];
    const struct table_column *last = &table->columns[cell->column + cell->columns - 1];

    return last->x + last->width - first->x;
}

static void
set_cell(struct table *table, struct grid_cell *grid)
{
    struct cell *cell = &grid->cell;
    const struct fo_style *style = grid->node->style;
    struct builder *b = table->b;

    table_decorate(table, grid);
    cell->node = grid->node;
    cell->columns = grid->columns;
    cell->rows = grid->rows;
    cell->x = table->columns[grid->column].x;
    cell->width = spanned_width(table, grid);
    struct builder inner =
        builder_start(b->s, b, cell->width - cell->inset.start - cell->inset.end);

    inner.height = (float)fo_pt(style, FO_P_HEIGHT, 0, 0);
    builder_await(&inner, grid->node);
    flow_children(&inner, grid->node);
    cell->stack = builder_finish(&inner);
    cell->height = cell->inset.before + cell->inset.after + MAX(inner.height, cell->stack->height);
}

static float
height_of_rows(const struct table *table, unsigned first, unsigned count)
{
    float height = 0;

    for (unsigned i = first; i < first + count; i++)
        height += table_row(table, i)->height;
    return height + table->gap_block * (count ? count - 1 : 0);
}

static void
set_heights(struct table *table)
{
    for (unsigned i = 0; i < table->rows->len; i++) {
        struct grid_row *row = table_row(table, i);
        row->height = row->node ? (float)fo_pt(row->node->style, FO_P_HEIGHT, 0, 0) : 0;
    }
    for (int spanning = 0; spanning < 2; spanning++)
        for (unsigned i = 0; i < table->cells->len; i++) {
            const struct grid_cell *cell = table_cell(table, i);
            struct grid_row *last = table_row(table, cell->row + cell->rows - 1);
            if ((cell->rows > 1) == spanning)
                last->height +=
                    MAX(0, cell->cell.height - height_of_rows(table, cell->row, cell->rows));
        }
}

static void
align(struct cell *cell)
{
    const struct fo_style *style = cell->node->style;
    float free = cell->height - cell->inset.before - cell->inset.after - cell->stack->height;

    if (fo_is(style, FO_P_DISPLAY_ALIGN, FO_K_CENTER))
        cell->shift = free / 2;
    else if (fo_is(style, FO_P_DISPLAY_ALIGN, FO_K_AFTER))
        cell->shift = free;
}

/* The cells that begin in a row, and what the row leaves empty, from left to right. */
static void
fill_row(const struct table *table, unsigned number, float y, GArray *cells)
{
    for (unsigned column = 0; column < table->column_count; column++) {
        struct grid_cell *grid = table_cell_at(table, number, column);
        struct cell cell = {.y = y,
                            .x = table->columns[column].x,
                            .width = table->columns[column].width,
                            .height = table_row(table, number)->height,
                            .columns = 1,
                            .rows = 1,
                            .decoration.background = -1};

        if (grid && (grid->row != number || grid->column != column))
            continue;
        if (grid) {
            cell = grid->cell;
            cell.y = y;
            cell.height = height_of_rows(table, number, grid->rows);
            align(&cell);
        }
        g_array_append_val(cells, cell);
    }
}

static struct band *
make_band(const struct table *table, unsigned first, unsigned end)
{
    struct arena *arena = table->b->s->arena;
    struct band *band = arena_alloc(arena, sizeof *band);
    struct row *rows = arena_alloc(arena, (end - first + 1) * sizeof *rows);
    g_autoptr(GArray) cells = g_array_new(FALSE, TRUE, sizeof(struct cell));
    float y = table->gap_block;

    for (unsigned i = first; i < end; i++) {
        const struct grid_row *grid = table_row(table, i);
        struct row *row = &rows[i - first];

        *row = (struct row){.node = grid->node,
                            .group = grid->group,
                            .y = y,
                            .height = grid->height,
                            .cell = cells->len};
        fill_row(table, i, y, cells);
        row->cell_end = cells->len;
        y += grid->height + table->gap_block;
    }
    band->node = table->node;
    band->cells = arena_copy(arena, cells->data, cells->len * sizeof(struct cell));
    band->cell_count = cells->len;
    band->rows = rows;
    band->row_count = end - first;
    band->width = table->width;
    band->height = end == first ? 0 : y - (end < table->rows->len ? table->gap_block : 0);
    return band;
}

static unsigned
tied_rows(const struct table *table, unsigned first)
{
    unsigned end = first + 1;

    for (unsigned row = first; row < end; row++)
        for (unsigned column = 0; column < table->column_count; column++) {
            const struct grid_cell *cell = table_cell_at(table, row, column);
            if (cell)
                end = MAX(end, cell->row + cell->rows);
        }
    return end;
}

static bool
has_forced(const struct band *band)
{
    for (unsigned i = 0; i < band->cell_count; i++)
        if (band->cells[i].stack && band->cells[i].stack->forced)
            return true;
    return false;
}

static struct band *
part_band(const struct table *table, enum table_part part, float x)
{
    unsigned first = table->first[part], end = table->first[part + 1];

    if (first == end)
        return NULL;
    struct band *band = make_band(table, first, end);

    band->x = x;
    return band;
}

static void
put_body(struct table *table, float x, float room)
{
    struct builder *b = table->b;
    unsigned end = table->first[PART_FOOTER];

    for (unsigned row = table->first[PART_BODY], next; row < end; row = next) {
        const struct fo_node *group = table_row(table, row)->group;
        bool begins = row == table->first[PART_BODY] || table_row(table, row - 1)->group != group;
        struct entered first = {0}, last = {0};

        next = tied_rows(table, row);
        const struct fo_node *node = table_row(table, row)->node;
        const struct fo_node *other = table_row(table, next - 1)->node;
        struct band *band = make_band(table, row, next);

        band->x = x;
        if (begins)
            builder_await(b, group);
        if (node)
            first = builder_enter(b, node);
        if (other && other != node)
            last = builder_enter(b, other);
        band_put(b, band, band->height <= room && !has_forced(band));
        if (other && other != node)
            builder_leave(b, other, &last);
        if (node)
            builder_leave(b, node, &first);
    }
}

static void
put_part(struct builder *b, struct band *band)
{
    if (!band)
        return;
    builder_await(b, band->rows[0].group);
    for (unsigned i = 0; i < band->row_count; i++)
        if (band->rows[i].node)
            builder_await(b, band->rows[i].node);
    band_put(b, band, true);
}

static void
put_rows(struct table *table, float x)
{
    struct builder *b = table->b;
    const struct fo_style *style = table->node->style;
    struct band *header = part_band(table, PART_HEADER, x);
    struct band *footer = part_band(table, PART_FOOTER, x);
    struct repeat *repeat = arena_alloc(b->s->arena, sizeof *repeat);
    const struct repeat *outer = b->repeat;
    float room = b->s->body_height;

    if (header && !fo_is(style, FO_P_TABLE_OMIT_HEADER_AT_BREAK, FO_K_TRUE))
        repeat->header = header;
    if (footer && !fo_is(style, FO_P_TABLE_OMIT_FOOTER_AT_BREAK, FO_K_TRUE))
        repeat->footer = footer;
    room -= (header ? header->height : 0) + (footer ? footer->height : 0);
    put_part(b, header);
    b->glued |= header != NULL;
    b->repeat = repeat->header || repeat->footer ? repeat : outer;
    put_body(table, x, room);
    b->repeat = outer;
    b->glued |= footer != NULL;
    put_part(b, footer);
}

static void
set_table(struct table *table, float x, float available)
{
    struct builder *b = table->b;

    table_set_columns(table, available);
    for (unsigned i = 0; i < table->cells->len; i++)
        set_cell(table, table_cell(table, i));
    set_heights(table);
    struct area *area = table->collapsed ? NULL : builder_open(b, table->node, x, table->width);

    put_rows(table, x);
    builder_close(b, area);
}

void
table_flow(struct builder *b, const struct fo_node *node)
{
    struct table *table = table_new(b, node);
    float start = start_indent(b, node->style), end = end_indent(b, node->style);

    if (!table)
        return;
    struct entered entered = builder_enter(b, node);

    if (b->measure) {
        struct extent extent = table_measure(table);
        builder_widen(b, extent.least + start + end, extent.most + start + end);
    } else {
        set_table(table, b->x + start, b->width - start - end);
    }
    builder_leave(b, node, &entered);
    table_free(table);
}
