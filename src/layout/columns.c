#include "layout/table_int.h"

/* Widths of columns. A length or percentage is what it says. Of what the table has left, automatic
 * columns take what their cells need, between the least (the longest part that no break divides)
 * and the most (all on one line); proportional columns share the rest. In a table of fixed layout
 * an automatic column is a proportional one. */

static const float SLACK = 0.1f;

static void
read_width(struct table *table, struct table_column *column, float available)
{
    const struct fo_style *style = column->node ? column->node->style : NULL;
    bool fixed = fo_is(table->node->style, FO_P_TABLE_LAYOUT, FO_K_FIXED);

    column->automatic = !style || fo_is(style, FO_P_COLUMN_WIDTH, FO_K_AUTO);
    column->proportion = 0;
    column->width = 0;
    if (column->automatic && fixed) {
        column->automatic = false;
        column->proportion = 1;
    } else if (!column->automatic && style->value[FO_P_COLUMN_WIDTH].unit == FO_PROPORTION) {
        column->proportion = (float)style->value[FO_P_COLUMN_WIDTH].number;
    } else if (!column->automatic) {
        column->width = (float)fo_pt(style, FO_P_COLUMN_WIDTH, available, 0);
    }
}

static struct extent
cell_extent(const struct table *table, const struct grid_cell *cell)
{
    const struct sides inset = cell->cell.inset;
    struct extent extent = measure_children(table->b, cell->node, 0);
    float width = (float)fo_pt(cell->node->style, FO_P_WIDTH, 0, 0);
    float around = inset.start + inset.end;

    return (struct extent){MAX(extent.least, width) + around, MAX(extent.most, width) + around};
}

/* Gives what a cell needs beyond what its columns have to the automatic ones among them, in
 * proportion to what they would like to have. */
static void
widen(struct table *table, const struct grid_cell *cell)
{
    struct extent need = cell_extent(table, cell), have = {0, 0};
    unsigned automatic = 0, end = cell->column + cell->columns;
    float wanted = 0;

    have.least = have.most = table->gap_inline * (cell->columns - 1);
    for (unsigned i = cell->column; i < end; i++) {
        const struct table_column *column = &table->columns[i];
        have.least += column->automatic ? column->extent.least : column->width;
        have.most += column->automatic ? column->extent.most : column->width;
        wanted += column->automatic ? column->extent.most : 0;
        automatic += column->automatic;
    }
    for (unsigned i = cell->column; i < end; i++) {
        struct table_column *column = &table->columns[i];
        if (!column->automatic)
            continue;
        float share = wanted > 0 ? column->extent.most / wanted : 1.0f / automatic;
        column->extent.least += MAX(0, need.least - have.least) * share;
        column->extent.most += MAX(0, need.most - have.most) * share;
    }
}

static bool
has_automatic(const struct table *table, const struct grid_cell *cell)
{
    for (unsigned i = cell->column; i < cell->column + cell->columns; i++)
        if (table->columns[i].automatic)
            return true;
    return false;
}

/* Narrow cells first: a spanning one then adds only what is missing. */
static void
measure_cells(struct table *table)
{
    for (int spanning = 0; spanning < 2; spanning++)
        for (unsigned i = 0; i < table->cells->len; i++) {
            const struct grid_cell *cell = table_cell(table, i);
            if ((cell->columns > 1) == spanning && has_automatic(table, cell))
                widen(table, cell);
        }
}

struct sum {
    float fixed, least, most, proportion;
};

static struct sum
sum_columns(const struct table *table)
{
    struct sum sum = {0, 0, 0, 0};

    for (unsigned i = 0; i < table->column_count; i++) {
        const struct table_column *column = &table->columns[i];
        if (column->automatic) {
            sum.least += column->extent.least;
            sum.most += MAX(column->extent.least, column->extent.most);
        } else if (column->proportion > 0) {
            sum.proportion += column->proportion;
        } else {
            sum.fixed += column->width;
        }
    }
    return sum;
}

/* The width that no automatic column may exceed so that all fit into the room: those that need
 * most give way first, down to the next, and their words are divided. */
static float
narrowest(const struct table *table, float room)
{
    float cap = 0;

    for (;;) {
        float taken = 0, next = G_MAXFLOAT;
        unsigned wider = 0;
        for (unsigned i = 0; i < table->column_count; i++) {
            const struct table_column *column = &table->columns[i];
            if (!column->automatic)
                continue;
            taken += MIN(column->extent.least, cap);
            if (column->extent.least > cap) {
                next = MIN(next, column->extent.least);
                wider++;
            }
        }
        if (wider == 0 || taken + (next - cap) * wider >= room)
            return wider > 0 ? cap + MAX(0, room - taken) / wider : cap;
        cap = next;
    }
}

static void
share_automatic(struct table *table, const struct sum *sum, float room, bool fill)
{
    float cap = room < sum->least ? narrowest(table, room) : G_MAXFLOAT;

    for (unsigned i = 0; i < table->column_count; i++) {
        struct table_column *column = &table->columns[i];
        float least = MIN(cap, column->extent.least), most = MAX(least, column->extent.most);

        if (!column->automatic)
            continue;
        if (room <= sum->least)
            column->width = least;
        else if (room < sum->most)
            column->width = least + (most - least) * (room - sum->least) / (sum->most - sum->least);
        else
            column->width = fill && sum->most > 0 ? most * room / sum->most : most;
    }
}

static void
place_columns(struct table *table)
{
    float x = table->gap_inline;

    for (unsigned i = 0; i < table->column_count; i++) {
        table->columns[i].x = x;
        x += table->columns[i].width + table->gap_inline;
    }
    table->width = table->column_count ? x : 0;
    for (unsigned i = 0; i < table->column_count && table->mirrored; i++)
        table->columns[i].x = table->width - table->columns[i].x - table->columns[i].width;
}

float
table_x(const struct table *table, unsigned column, unsigned count)
{
    return table->columns[table->mirrored ? column + count - 1 : column].x;
}

float
table_span(const struct table *table, unsigned column, unsigned count)
{
    const struct table_column *one = &table->columns[column], *other = one + count - 1;

    return MAX(one->x + one->width, other->x + other->width) - MIN(one->x, other->x);
}

void
table_set_columns(struct table *table, float available)
{
    const struct fo_style *style = table->node->style;
    float gaps = table->gap_inline * (table->column_count + 1);
    bool given = !fo_is(style, FO_P_WIDTH, FO_K_AUTO);
    float width = (float)fo_pt(style, FO_P_WIDTH, available, available);

    for (unsigned i = 0; i < table->column_count; i++)
        read_width(table, &table->columns[i], width - gaps);
    measure_cells(table);
    struct sum sum = sum_columns(table);
    float room = width - gaps - sum.fixed;

    share_automatic(table, &sum, room, given && sum.proportion == 0);
    for (unsigned i = 0; i < table->column_count; i++)
        if (table->columns[i].automatic)
            room -= table->columns[i].width;
    for (unsigned i = 0; i < table->column_count; i++)
        if (table->columns[i].proportion > 0)
            table->columns[i].width = MAX(0, room) * table->columns[i].proportion / sum.proportion;
    place_columns(table);
    if (table->width > MAX(available, width) + SLACK)
        diag_report(table->b->s->diag, DIAG_E0612, table->node->place,
                    "make columns narrower, or let their words be hyphenated",
                    "its columns need %.1f pt, there are %.1f pt", table->width,
                    MAX(available, width));
}

/* Of a width that is not known yet. */
static bool
is_percent(const struct table_column *column)
{
    return column->node && column->node->style->value[FO_P_COLUMN_WIDTH].unit == FO_PERCENT;
}

struct extent
table_measure(struct table *table)
{
    float gaps = table->gap_inline * (table->column_count + 1);
    float given = (float)fo_pt(table->node->style, FO_P_WIDTH, 0, 0);

    for (unsigned i = 0; i < table->column_count; i++) {
        struct table_column *column = &table->columns[i];
        read_width(table, column, 0);
        column->automatic |= column->proportion > 0 || is_percent(column);
    }
    measure_cells(table);
    struct sum sum = sum_columns(table);

    return (struct extent){MAX(given, sum.fixed + sum.least + gaps),
                           MAX(given, sum.fixed + sum.most + gaps)};
}
