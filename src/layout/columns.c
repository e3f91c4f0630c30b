#include "layout/table_int.h"

/* Widths of columns. A length or percentage is what it says. Of what the table has left, automatic
 * columns take what their cells need, and proportional ones share the rest, of which they get as
 * much as their longest words ask for. In a table of fixed layout an automatic column is a
 * proportional one.
 *
 * What automatic columns need has three measures: all on one line, the longest word, the longest
 * part of a word between hyphens. Between the first two they share by what they would like. Where
 * not all words fit whole, those columns give way whose words are longest, all down to one width:
 * so short words stay whole beside a long compound that must be hyphenated. */

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

static struct widths
cell_widths(const struct table *table, const struct grid_cell *cell)
{
    const struct sides inset = cell->cell.inset;
    struct widths widths = measure_children(table->b, cell->node, 0);
    float given = (float)fo_pt(cell->node->style, FO_P_WIDTH, 0, 0);
    float around = inset.start + inset.end;

    return (struct widths){MAX(widths.least, given) + around, MAX(widths.word, given) + around,
                           MAX(widths.most, given) + around};
}

static bool
is_measured(const struct table_column *column)
{
    return column->automatic || column->proportion > 0;
}

/* Gives what a cell needs beyond what its columns have to those among them whose width is open, in
 * proportion to what they would like to have. */
static void
widen(struct table *table, const struct grid_cell *cell)
{
    struct widths need = cell_widths(table, cell), have = {0, 0, 0};
    unsigned open = 0, end = cell->column + cell->columns;
    float wanted = 0;

    have.least = have.word = have.most = table->gap_inline * (cell->columns - 1);
    for (unsigned i = cell->column; i < end; i++) {
        const struct table_column *column = &table->columns[i];
        const struct widths fixed = {column->width, column->width, column->width};
        const struct widths *own = is_measured(column) ? &column->widths : &fixed;
        have.least += own->least;
        have.word += own->word;
        have.most += own->most;
        wanted += is_measured(column) ? own->most : 0;
        open += is_measured(column);
    }
    for (unsigned i = cell->column; i < end; i++) {
        struct table_column *column = &table->columns[i];
        if (!is_measured(column))
            continue;
        float share = wanted > 0 ? column->widths.most / wanted : 1.0f / open;
        column->widths.least += MAX(0, need.least - have.least) * share;
        column->widths.word += MAX(0, need.word - have.word) * share;
        column->widths.most += MAX(0, need.most - have.most) * share;
    }
}

static bool
spans_measured(const struct table *table, const struct grid_cell *cell)
{
    for (unsigned i = cell->column; i < cell->column + cell->columns; i++)
        if (is_measured(&table->columns[i]))
            return true;
    return false;
}

/* Narrow cells first: a spanning one then adds only what is missing. Where no column is automatic,
 * nothing has to be known. */
static void
measure_cells(struct table *table)
{
    bool any = false;

    for (unsigned i = 0; i < table->column_count; i++)
        any |= table->columns[i].automatic;
    for (int spanning = 0; any && spanning < 2; spanning++)
        for (unsigned i = 0; i < table->cells->len; i++) {
            const struct grid_cell *cell = table_cell(table, i);
            if ((cell->columns > 1) == spanning && spans_measured(table, cell))
                widen(table, cell);
        }
}

struct sum {
    float fixed, proportion;
    float unit; /* that a proportional column needs for its words, for each unit of proportion */
    struct widths open;
};

static struct sum
sum_columns(const struct table *table)
{
    struct sum sum = {0, 0, 0, {0, 0, 0}};

    for (unsigned i = 0; i < table->column_count; i++) {
        const struct table_column *column = &table->columns[i];
        if (column->automatic) {
            sum.open.least += column->widths.least;
            sum.open.word += column->widths.word;
            sum.open.most += column->widths.most;
        } else if (column->proportion > 0) {
            sum.proportion += column->proportion;
            sum.unit = MAX(sum.unit, column->widths.word / column->proportion);
        } else {
            sum.fixed += column->width;
        }
    }
    return sum;
}

/* The width of a column of which no word may be wider than the cap: down to its parts, and, where
 * not even those fit, below. */
static float
capped(const struct widths *widths, float cap, bool divided)
{
    return divided ? MIN(widths->least, cap) : MAX(widths->least, MIN(widths->word, cap));
}

/* The cap under which the automatic columns fill the room. */
static float
find_cap(const struct table *table, float room, bool divided)
{
    enum { HALVINGS = 24 };
    float low = 0, high = MAX(room, 0);

    for (int i = 0; i < HALVINGS; i++) {
        float middle = (low + high) / 2, taken = 0;
        for (unsigned k = 0; k < table->column_count; k++)
            if (table->columns[k].automatic)
                taken += capped(&table->columns[k].widths, middle, divided);
        *(taken > room ? &high : &low) = middle;
    }
    return low;
}

static void
share_automatic(struct table *table, const struct widths *sum, float room, bool fill)
{
    bool whole = room >= sum->word, divided = room < sum->least;
    float cap = whole ? 0 : find_cap(table, room, divided);

    for (unsigned i = 0; i < table->column_count; i++) {
        struct table_column *column = &table->columns[i];
        const struct widths *own = &column->widths;

        if (!column->automatic)
            continue;
        if (!whole)
            column->width = capped(own, cap, divided);
        else if (room < sum->most)
            column->width =
                own->word + (own->most - own->word) * (room - sum->word) / (sum->most - sum->word);
        else
            column->width = fill && sum->most > 0 ? own->most * room / sum->most : own->most;
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

static void
set_widths(struct table *table, float room, bool fill)
{
    struct sum sum = sum_columns(table);
    float left = room - sum.fixed, kept = MIN(sum.unit * sum.proportion, MAX(left, 0) / 2);

    share_automatic(table, &sum.open, left - kept, fill && sum.proportion == 0);
    for (unsigned i = 0; i < table->column_count; i++)
        if (table->columns[i].automatic)
            left -= table->columns[i].width;
    for (unsigned i = 0; i < table->column_count; i++)
        if (table->columns[i].proportion > 0)
            table->columns[i].width = MAX(0, left) * table->columns[i].proportion / sum.proportion;
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
    set_widths(table, width - gaps, given);
    place_columns(table);
    if (table->width > MAX(available, width) + SLACK)
        diag_report(table->b->s->diag, DIAG_E0612, table->node->place,
                    "make columns narrower, or let their words be hyphenated",
                    "its columns need %.1f pt, there are %.1f pt", table->width,
                    MAX(available, width));
}

static float
percent_of(const struct table_column *column)
{
    enum { WHOLE = 100 };
    const struct fo_value *width =
        column->node ? &column->node->style->value[FO_P_COLUMN_WIDTH] : NULL;

    return width && width->unit == FO_PERCENT ? (float)width->number / WHOLE : 0;
}

static void
at_least(struct widths *widths, const struct widths *own, float factor)
{
    widths->least = MAX(widths->least, own->least * factor);
    widths->word = MAX(widths->word, own->word * factor);
    widths->most = MAX(widths->most, own->most * factor);
}

static struct widths
add(struct widths widths, const struct widths *more, float extra)
{
    return (struct widths){widths.least + more->least + extra, widths.word + more->word + extra,
                           widths.most + more->most + extra};
}

/* The table is so wide that every share of it holds what is in it. */
static struct widths
sum_shares(const struct table *table, float fixed)
{
    struct widths open = {0, 0, 0}, share = {0, 0, 0}, whole = {0, 0, 0};
    float proportions = 0;

    for (unsigned i = 0; i < table->column_count; i++)
        proportions += table->columns[i].proportion;
    for (unsigned i = 0; i < table->column_count; i++) {
        const struct table_column *column = &table->columns[i];

        if (percent_of(column) > 0)
            at_least(&whole, &column->widths, 1 / percent_of(column));
        if (column->proportion > 0)
            at_least(&share, &column->widths, proportions / column->proportion);
        else if (column->automatic)
            open = add(open, &column->widths, 0);
    }
    open = add(open, &share, fixed);
    at_least(&whole, &open, 1);
    return whole;
}

struct widths
table_measure(struct table *table)
{
    float gaps = table->gap_inline * (table->column_count + 1), fixed = gaps;
    float given = (float)fo_pt(table->node->style, FO_P_WIDTH, 0, 0);

    for (unsigned i = 0; i < table->column_count; i++) {
        struct table_column *column = &table->columns[i];
        read_width(table, column, 0);
        column->automatic |= column->proportion > 0 || percent_of(column) > 0;
    }
    measure_cells(table);
    for (unsigned i = 0; i < table->column_count; i++)
        fixed += table->columns[i].automatic ? 0 : table->columns[i].width;
    struct widths widths = sum_shares(table, fixed);

    at_least(&widths, &(struct widths){given, given, given}, 1);
    return widths;
}
