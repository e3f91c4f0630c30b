#include "layout/table_int.h"

/* Heights of rows, and where in its height the content of a cell stands. What a spanning cell needs
 * beyond its rows is added to the last of them. Cells of one row whose first lines share a baseline
 * (XSL 1.1 §7.14.6) are moved down to the lowest of them before the row is measured. */

/* ---- Baselines ---- */

static bool first_baseline(const struct stack *, float *y);

static bool
baseline_of_band(const struct band *band, float *y)
{
    for (unsigned i = 0; i < band->cell_count; i++) {
        const struct cell *cell = &band->cells[i];
        float inner;

        if (cell->stack && first_baseline(cell->stack, &inner)) {
            *y = cell->y + cell->inset.before + cell->shift + inner;
            return true;
        }
    }
    return false;
}

/* That of the first line, from the stack's top. false: it has no line. */
static bool
first_baseline(const struct stack *stack, float *y)
{
    for (unsigned i = 0; i < stack->count; i++) {
        const struct item *item = &stack->items[i];
        float inner;

        if (item->kind == ITEM_LINE) {
            *y = item->top + item->text->paragraph->lines[item->part].baseline;
            return true;
        }
        if (item->kind == ITEM_SLICE && baseline_of_band(item->band, &inner)) {
            *y = item->top + inner;
            return true;
        }
    }
    return false;
}

static bool
is_on_baseline(const struct grid_cell *cell, float *y)
{
    const struct fo_style *style = cell->node->style;

    if (!fo_is(style, FO_P_DISPLAY_ALIGN, FO_K_AUTO) ||
        !fo_is(style, FO_P_RELATIVE_ALIGN, FO_K_BASELINE) || !first_baseline(cell->cell.stack, y))
        return false;
    *y += cell->cell.inset.before;
    return true;
}

static void
share_baselines(struct table *table)
{
    for (unsigned i = 0; i < table->cells->len; i++) {
        const struct grid_cell *cell = table_cell(table, i);
        struct grid_row *row = table_row(table, cell->row);
        float y;

        if (is_on_baseline(cell, &y))
            row->baseline = MAX(row->baseline, y);
    }
    for (unsigned i = 0; i < table->cells->len; i++) {
        struct grid_cell *cell = table_cell(table, i);
        float y;

        if (is_on_baseline(cell, &y)) {
            cell->cell.shift = table_row(table, cell->row)->baseline - y;
            cell->needs = MAX(cell->needs, cell->cell.inset.before + cell->cell.shift +
                                               cell->cell.stack->height + cell->cell.inset.after);
        }
    }
}

/* ---- Heights ---- */

float
height_given(const struct fo_style *style)
{
    return MAX((float)fo_pt(style, FO_P_HEIGHT, 0, 0),
               (float)fo_pt(style, FO_P_BLOCK_PROGRESSION_DIMENSION_MINIMUM, 0, 0));
}

float
table_height(const struct table *table, unsigned first, unsigned count)
{
    float height = 0;

    for (unsigned i = first; i < first + count; i++)
        height += table_row(table, i)->height;
    return height + table->gap_block * (count ? count - 1 : 0);
}

void
table_set_heights(struct table *table)
{
    share_baselines(table);
    for (unsigned i = 0; i < table->rows->len; i++) {
        struct grid_row *row = table_row(table, i);
        row->height = row->node ? height_given(row->node->style) : 0;
    }
    for (int spanning = 0; spanning < 2; spanning++)
        for (unsigned i = 0; i < table->cells->len; i++) {
            const struct grid_cell *cell = table_cell(table, i);
            struct grid_row *last = table_row(table, cell->row + cell->rows - 1);
            if ((cell->rows > 1) == spanning)
                last->height += MAX(0, cell->needs - table_height(table, cell->row, cell->rows));
        }
}

void
table_align(struct cell *cell)
{
    const struct fo_style *style = cell->node->style;
    float free = cell->height - cell->inset.before - cell->inset.after - cell->stack->height;

    if (fo_is(style, FO_P_DISPLAY_ALIGN, FO_K_CENTER))
        cell->shift = free / 2;
    else if (fo_is(style, FO_P_DISPLAY_ALIGN, FO_K_AFTER))
        cell->shift = free;
}
