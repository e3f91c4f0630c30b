#include "layout/sorted_int.h"
#include "layout/table_int.h"

/* Headers and footers that say something else on every page: retrieve-table-marker (XSL 1.1
 * §6.13.7), as in "continued" or a carried-over sum. What they will say is known when the pages are
 * broken, but their height must be known before. So they are measured with the longest content that
 * they may get; when a page is painted, the part is set again with what the page has, in rows of
 * the height that was kept. A table with such a part lives as long as the layout. */

/* ---- The longest content ---- */

struct longest {
    struct table_words words;
    const struct fo_node *table;
};

/* Blocks weigh more than any word: each is a line at least. */
static unsigned
weight_of(const struct fo_node *node)
{
    enum { BLOCK_WEIGHT = 1000 };
    unsigned weight = node->element == FO_BLOCK ? BLOCK_WEIGHT : 0;

    if (node->text)
        weight += (unsigned)g_utf8_strlen(node->text, -1);
    for (const struct fo_node *child = node->child; child; child = child->next)
        weight += weight_of(child);
    return weight;
}

static void
find_longest(const struct fo_node *node, const char *name, const struct fo_node **best,
             unsigned *weight)
{
    for (const struct fo_node *child = node->child; child; child = child->next) {
        if (child->element != FO_MARKER) {
            find_longest(child, name, best, weight);
            continue;
        }
        unsigned own = weight_of(child) + 1;
        if (own > *weight && !g_strcmp0(fo_string(child->style, FO_P_MARKER_CLASS_NAME), name)) {
            *best = child;
            *weight = own;
        }
    }
}

static const struct fo_node *
longest_marker(const struct table_words *words, const struct fo_node *retrieve)
{
    const struct longest *longest = (const struct longest *)words;
    const char *name = fo_string(retrieve->style, FO_P_RETRIEVE_CLASS_NAME);
    const struct fo_node *best = NULL;
    unsigned weight = 0;

    for (const struct fo_node *child = longest->table->child; child; child = child->next)
        if (child->element == FO_TABLE_BODY)
            find_longest(child, name, &best, &weight);
    return best;
}

static bool
retrieves(const struct fo_node *node)
{
    for (const struct fo_node *child = node->child; child; child = child->next)
        if (child->element == FO_RETRIEVE_TABLE_MARKER || retrieves(child))
            return true;
    return false;
}

static bool
is_live(const struct table *table, enum table_part part)
{
    unsigned first = table->first[part];

    return first < table->first[part + 1] && retrieves(table_row(table, first)->group);
}

const struct table_words *
table_longest(struct table *table)
{
    if (!is_live(table, PART_HEADER) && !is_live(table, PART_FOOTER))
        return NULL;
    struct longest *longest = arena_alloc(table->b->s->arena, sizeof *longest);

    *longest = (struct longest){{longest_marker}, table->node};
    return &longest->words;
}

/* ---- Setting a part again ---- */

struct live {
    struct table *table;
    enum table_part part;
};

const struct live *
table_live(struct table *table, enum table_part part)
{
    if (!is_live(table, part))
        return NULL;
    struct live *live = arena_alloc(table->b->s->arena, sizeof *live);

    *live = (struct live){table, part};
    return live;
}

/* Cells are in the order of their rows. */
static unsigned
first_cell_of(const struct table *table, unsigned row)
{
    return SORTED_FIRST(table->cells->data, table->cells->len, struct grid_cell, row, row);
}

static void
set_again(struct table *table, unsigned first, unsigned end)
{
    unsigned cell_end = first_cell_of(table, end);

    for (unsigned i = first_cell_of(table, first); i < cell_end; i++) {
        struct grid_cell *cell = table_cell(table, i);
        float kept = cell->needs;

        table_set_cell(table, cell);
        if (cell->needs > kept + 0.01f)
            diag_report(table->b->s->diag, DIAG_E0610, cell->node->place, "give the row a height",
                        "what is retrieved makes the cell %.1f pt high; %.1f pt were kept",
                        cell->needs, kept);
        cell->needs = kept;
    }
}

const struct band *
table_again(struct setting *s, const struct band *band, const struct table_words *words)
{
    struct table *table = band->live->table;
    unsigned first = table->first[band->live->part], end = table->first[band->live->part + 1];
    struct builder b = builder_start(s, NULL, table->width);

    b.table_words = words;
    table->b = &b;
    set_again(table, first, end);
    struct band *again = table_band(table, first, end);

    again->x = band->x;
    band_put(&b, again, BAND_WHOLE);
    builder_finish(&b);
    table->b = NULL;
    return again;
}
