#include "layout/table_int.h"

/* Tables. The grid is read, then the columns get their widths, then every cell its content; rows
 * become bands. Rows that a spanning cell ties together are one band, and so are all rows of the
 * header and of the footer, which stand anew at every break of the body (struct repeat). A row is
 * whole as long as a page can hold it beside header and footer; a higher one is cut like a list
 * item (band.c). Rows that are tied together stay so while they take no more than half a page;
 * beyond that they may be parted, between rows, before a page is left half empty.
 *
 * Rejected: breaking any row anywhere. A row is the unit that a reader follows with the finger, and
 * a whole row costs white space only where it is high. */

static bool
is_hidden(const struct table *table, const struct cell *cell)
{
    return !table->collapsed && cell->stack->height <= 0 &&
           fo_is(cell->node->style, FO_P_EMPTY_CELLS, FO_K_HIDE);
}

void
table_set_cell(struct table *table, struct grid_cell *grid)
{
    struct cell *cell = &grid->cell;
    struct builder *b = table->b;

    table_decorate(table, grid); /* again: a percentage of padding is of the table's width */
    cell->node = grid->node;
    cell->columns = grid->columns;
    cell->rows = grid->rows;
    cell->x = table_x(table, grid->column, grid->columns);
    cell->width = table_span(table, grid->column, grid->columns);
    struct builder inner =
        builder_start(b->s, b, MAX(0, cell->width - cell->inset.start - cell->inset.end));

    inner.height = height_given(grid->node->style);
    builder_await(&inner, grid->node);
    unsigned own = b->s->tokens->len;
    flow_children(&inner, grid->node);
    builder_reach(&inner, own);
    cell->stack = builder_finish(&inner);
    grid->needs = cell->inset.before + cell->inset.after + MAX(inner.height, cell->stack->height);
    if (is_hidden(table, cell))
        cell->decoration = (struct decoration){.background = -1};
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
                            .decoration.background = table_background(table, NULL, number, column)};

        if (grid && (grid->row != number || grid->column != column))
            continue;
        if (grid) {
            cell = grid->cell;
            cell.y = y;
            cell.height = table_height(table, number, grid->rows);
            table_align(&cell);
        }
        g_array_append_val(cells, cell);
    }
}

struct band *
table_band(const struct table *table, unsigned first, unsigned end)
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
    table_rule(table, first, band);
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
cells_force(const struct band *band)
{
    for (unsigned i = 0; i < band->cell_count; i++)
        if (band->cells[i].stack && band->cells[i].stack->forced)
            return true;
    return false;
}

static bool
rows_force(const struct band *band)
{
    struct strip between = {.forced = FORCED_NOT};

    for (unsigned i = 1; i < band->row_count; i++)
        settle_between(band->rows[i - 1].node, band->rows[i].node, &between);
    return between.forced;
}

/* The height beyond which a row is cut; room: of a page beside header and footer. */
static float
most_of_row(const struct band *band, float room)
{
    bool fits = band->height <= (band->row_count > 1 ? room / 2 : room);

    if (cells_force(band))
        return 0;
    return fits && !rows_force(band) ? BAND_WHOLE : room;
}

static struct band *
part_band(struct table *table, enum table_part part, float x)
{
    unsigned first = table->first[part], end = table->first[part + 1];

    if (first == end)
        return NULL;
    struct band *band = table_band(table, first, end);

    band->x = x;
    band->live = table_live(table, part);
    return band;
}

/* Where a table stands that does not fill its place: at the start, or as the object around table
 * and caption aligns it. */
static float
offset(const struct table *table, float available)
{
    const struct fo_node *around = table->node->parent;
    float free = available - table->width;
    bool captioned = around->element == FO_TABLE_AND_CAPTION;

    if (captioned && fo_is(around->style, FO_P_TEXT_ALIGN, FO_K_CENTER))
        return free / 2;
    return (captioned && fo_is(around->style, FO_P_TEXT_ALIGN, FO_K_END)) != table->mirrored ? free
                                                                                             : 0;
}

/* Sets all cells at the width that there is. Returns the x of the table. */
static float
set_cells(struct table *table)
{
    const struct builder *b = table->b;
    float start = start_indent(b, table->node->style);
    float available = b->width - start - end_indent(b, table->node->style);

    table_set_columns(table, available);
    for (unsigned i = 0; i < table->cells->len; i++)
        table_set_cell(table, table_cell(table, i));
    table_set_heights(table);
    return b->x + start + offset(table, available);
}

/* Header and footer as they stand from here on. */
struct parts {
    struct band *header, *footer;
    float x, room; /* room: the height that they leave for a row */
};

static struct parts
set_parts(struct table *table, float x)
{
    struct parts parts = {part_band(table, PART_HEADER, x), part_band(table, PART_FOOTER, x), x,
                          table->b->s->body_height};

    parts.room -=
        (parts.header ? parts.header->height : 0) + (parts.footer ? parts.footer->height : 0);
    return parts;
}

/* They stand again at the breaks from here on. A header or footer that leaves no room for rows does
 * not: it would be too tall for every page. */
static void
repeat_parts(struct table *table, const struct parts *parts)
{
    struct builder *b = table->b;
    const struct fo_style *style = table->node->style;
    struct repeat *repeat = arena_alloc(b->s->arena, sizeof *repeat);

    if (parts->header && !fo_is(style, FO_P_TABLE_OMIT_HEADER_AT_BREAK, FO_K_TRUE))
        repeat->header = parts->header;
    if (parts->footer && !fo_is(style, FO_P_TABLE_OMIT_FOOTER_AT_BREAK, FO_K_TRUE))
        repeat->footer = parts->footer;
    if (parts->room > 0 && (repeat->header || repeat->footer))
        b->repeat = repeat;
}

/* The table goes on on a page of another width. */
static struct parts
turn_table(struct table *table)
{
    struct parts parts = set_parts(table, set_cells(table));
    struct builder aside = builder_start(table->b->s, table->b, table->width);

    if (parts.header)
        band_put(&aside, parts.header, BAND_WHOLE);
    builder_finish(&aside);
    repeat_parts(table, &parts);
    return parts;
}

static void
put_body(struct table *table, struct parts *parts)
{
    struct builder *b = table->b;
    unsigned end = table->first[PART_FOOTER];

    for (unsigned row = table->first[PART_BODY], next; row < end; row = next) {
        const struct fo_node *group = table_row(table, row)->group;
        bool begins = row == table->first[PART_BODY] || table_row(table, row - 1)->group != group;
        struct entered first = {0}, last = {0};

        if (builder_turn(b))
            *parts = turn_table(table);
        next = tied_rows(table, row);
        const struct fo_node *node = table_row(table, row)->node;
        const struct fo_node *other = table_row(table, next - 1)->node;
        struct band *band = table_band(table, row, next);

        band->x = parts->x;
        if (begins)
            builder_await(b, group);
        if (node)
            first = builder_enter(b, node);
        if (other && other != node)
            last = builder_enter(b, other);
        if (band->row_count > 1) /* what keeps its first row together does not keep all */
            b->column_together = first.column_together, b->page_together = first.page_together;
        band_put(b, band, most_of_row(band, MAX(parts->room, 0)));
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
    band_put(b, band, BAND_WHOLE);
}

static void
put_rows(struct table *table, float x)
{
    struct builder *b = table->b;
    const struct repeat *outer = b->repeat;
    struct parts parts = set_parts(table, x);

    put_part(b, parts.header);
    b->glued |= parts.header != NULL && parts.room > 0;
    repeat_parts(table, &parts);
    put_body(table, &parts);
    b->repeat = outer;
    b->glued |= parts.footer != NULL && parts.room > 0;
    put_part(b, parts.footer);
}

static void
set_table(struct table *table)
{
    struct builder *b = table->b;
    float x = set_cells(table);
    struct area *area = table->collapsed ? NULL : builder_open(b, table->node, x, table->width);

    put_rows(table, x);
    builder_close(b, area);
}

void
table_flow(struct builder *b, const struct fo_node *node)
{
    struct table *table = table_new(b, node);
    float start = start_indent(b, node->style), end = end_indent(b, node->style);
    const struct table_words *outer = b->table_words;

    if (!table)
        return;
    struct entered entered = builder_enter(b, node);

    b->table_words = table_longest(table);
    bool lives = b->table_words && !b->measure;

    if (b->measure) {
        builder_widen(b, table_measure(table), start + end);
    } else {
        set_table(table);
    }
    b->table_words = outer;
    builder_leave(b, node, &entered);
    if (lives)
        g_ptr_array_add(b->s->tables, table);
    else
        table_free(table);
}
