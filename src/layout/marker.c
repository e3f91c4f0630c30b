#include "layout/sequence_int.h"
#include "layout/sorted_int.h"

/* Markers (XSL 1.1 §6.13.6): of the areas whose markers have the class that is wanted, the one that
 * the retrieve-position prefers on the page, else the nearest before it inside the boundary.
 *
 * A sequence's markers are in the order of the document, so of the pages where they begin. Those
 * that begin on the page are found by halving; one goes back from there as long as nothing has been
 * found or something may still reach the page, which each marker says of all before it. */

enum { ANY_PAGE = G_MAXUINT };

struct search {
    const char *name;
    unsigned page; /* in the sequence, from 0; beyond its end in those before */
    const struct fo_node *first_starting, *first_any, *last_starting, *last_ending, *before;
};

static const struct marker *
marker_at(const struct sequence *sequence, unsigned i)
{
    return &g_array_index(sequence->markers, struct marker, i);
}

static bool
is_wanted(const struct search *search, const struct marker *marker)
{
    return !g_strcmp0(fo_string(marker->node->style, FO_P_MARKER_CLASS_NAME), search->name);
}

static unsigned
first_on_page(const struct sequence *sequence, unsigned page)
{
    const GArray *markers = sequence->markers;

    return SORTED_FIRST(markers->data, markers->len, struct marker, first, page);
}

static void
search_page(struct search *search, const struct sequence *sequence, unsigned from)
{
    for (unsigned i = from; i < sequence->markers->len; i++) {
        const struct marker *marker = marker_at(sequence, i);

        if (marker->first != search->page)
            return;
        if (!is_wanted(search, marker))
            continue;
        if (!search->first_starting)
            search->first_starting = search->first_any = marker->node;
        search->last_starting = marker->node;
        if (marker->last == search->page)
            search->last_ending = marker->node;
    }
}

static void
search_back(struct search *search, const struct sequence *sequence, unsigned from)
{
    for (unsigned i = from; i-- > 0;) {
        const struct marker *marker = marker_at(sequence, i);

        if (search->before && marker->reach < search->page)
            return;
        if (!is_wanted(search, marker))
            continue;
        if (!search->before)
            search->before = marker->node;
        if (marker->last >= search->page)
            search->first_any = marker->node;
        if (marker->last == search->page && !search->last_ending)
            search->last_ending = marker->node;
    }
}

static const struct fo_node *
chosen(const struct search *search, const struct fo_style *style)
{
    const struct fo_node *found = search->first_starting;

    if (fo_is(style, FO_P_RETRIEVE_POSITION, FO_K_FIRST_INCLUDING_CARRYOVER))
        found = search->first_any;
    else if (fo_is(style, FO_P_RETRIEVE_POSITION, FO_K_LAST_STARTING_WITHIN_PAGE))
        found = search->last_starting;
    else if (fo_is(style, FO_P_RETRIEVE_POSITION, FO_K_LAST_ENDING_WITHIN_PAGE))
        found = search->last_ending;
    if (found || fo_is(style, FO_P_RETRIEVE_BOUNDARY, FO_K_PAGE))
        return found;
    return search->before;
}

const struct fo_node *
marker_find(const struct sequences *sequences, unsigned number, unsigned page,
            const struct fo_node *retrieve)
{
    const struct fo_style *style = retrieve->style;
    const struct sequence *sequence = &g_array_index(sequences->all, struct sequence, number);
    struct search search = {.name = fo_string(style, FO_P_RETRIEVE_CLASS_NAME),
                            .page = page - sequence->page};
    unsigned from = first_on_page(sequence, search.page);
    bool whole = fo_is(style, FO_P_RETRIEVE_BOUNDARY, FO_K_DOCUMENT);

    search_page(&search, sequence, from);
    search_back(&search, sequence, from);
    search.page = G_MAXUINT;
    for (unsigned i = number; whole && !search.before && i-- > 0;) {
        const struct sequence *earlier = &g_array_index(sequences->all, struct sequence, i);
        search_back(&search, earlier, earlier->markers->len);
    }
    return chosen(&search, style);
}

/* ---- In a table (XSL 1.1 §6.13.7) ---- */

static bool
is_inside(const struct fo_node *node, const struct fo_node *table)
{
    while (node && node != table)
        node = node->parent;
    return node != NULL;
}

static unsigned
first_of_column(const struct sequence *sequence, unsigned item)
{
    const GArray *markers = sequence->markers;

    return SORTED_FIRST(markers->data, markers->len, struct marker, item, item);
}

static void
search_fragment(struct search *search, const struct sequence *sequence, const struct column *column,
                const struct fo_node *table)
{
    for (unsigned i = first_of_column(sequence, column->first); i < sequence->markers->len; i++) {
        const struct marker *marker = marker_at(sequence, i);

        if (marker->item >= column->end)
            return;
        if (!is_wanted(search, marker) || !is_inside(marker->node, table))
            continue;
        if (!search->first_starting)
            search->first_starting = search->first_any = marker->node;
        search->last_starting = marker->node;
        if (marker->item_end < column->end)
            search->last_ending = marker->node;
    }
}

/* What began above: it may reach into the column, or say what was the last before it. */
static void
search_above(struct search *search, const struct sequence *sequence, const struct column *column,
             const struct fo_node *table)
{
    for (unsigned i = first_of_column(sequence, column->first); i-- > 0;) {
        const struct marker *marker = marker_at(sequence, i);

        if (!is_inside(marker->node, table) || (search->before && marker->reach < column->page))
            return;
        if (!is_wanted(search, marker))
            continue;
        if (!search->before && (search->page == ANY_PAGE || marker->last >= search->page))
            search->before = marker->node;
        if (marker->item_end >= column->first)
            search->first_any = marker->node;
        if (marker->item_end >= column->first && marker->item_end < column->end &&
            !search->last_ending)
            search->last_ending = marker->node;
    }
}

const struct fo_node *
marker_in_table(const struct sequence *sequence, const struct column *column,
                const struct fo_node *table, const struct fo_node *retrieve)
{
    const struct fo_style *style = retrieve->style;
    bool page = fo_is(style, FO_P_RETRIEVE_BOUNDARY_WITHIN_TABLE, FO_K_PAGE);
    struct search search = {.name = fo_string(style, FO_P_RETRIEVE_CLASS_NAME),
                            .page = page ? column->page : ANY_PAGE};

    search_fragment(&search, sequence, column, table);
    search_above(&search, sequence, column, table);
    const struct fo_node *found = search.first_starting;

    if (fo_is(style, FO_P_RETRIEVE_POSITION_WITHIN_TABLE, FO_K_FIRST_INCLUDING_CARRYOVER))
        found = search.first_any;
    else if (fo_is(style, FO_P_RETRIEVE_POSITION_WITHIN_TABLE, FO_K_LAST_STARTING))
        found = search.last_starting;
    else if (fo_is(style, FO_P_RETRIEVE_POSITION_WITHIN_TABLE, FO_K_LAST_ENDING))
        found = search.last_ending;
    if (found || fo_is(style, FO_P_RETRIEVE_BOUNDARY_WITHIN_TABLE, FO_K_TABLE_FRAGMENT))
        return found;
    return search.before;
}
