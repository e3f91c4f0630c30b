#include "layout/sequence_int.h"

/* Markers (XSL 1.1 §6.13.6): of the areas whose markers have the class that is wanted, the one that
 * the retrieve-position prefers on the page, else the nearest before it inside the boundary. */

struct search {
    const char *name;
    unsigned page; /* of all pages */
    const struct fo_node *first_starting, *first_any, *last_starting, *last_ending, *before;
};

static void
consider(struct search *search, const struct fo_node *marker, unsigned first, unsigned last)
{
    if (g_strcmp0(fo_string(marker->style, FO_P_MARKER_CLASS_NAME), search->name))
        return;
    bool starts = first == search->page;

    if (first < search->page)
        search->before = marker;
    if (starts && !search->first_starting)
        search->first_starting = marker;
    if (starts)
        search->last_starting = marker;
    if (last >= search->page && !search->first_any)
        search->first_any = marker;
    if (last == search->page)
        search->last_ending = marker;
}

static void
search_sequence(struct search *search, const struct sequence *sequence)
{
    for (unsigned i = 0; i < sequence->markers->len; i++) {
        const struct marker *marker = &g_array_index(sequence->markers, struct marker, i);

        if (sequence->page + marker->first > search->page)
            return;
        consider(search, marker->node, sequence->page + marker->first,
                 sequence->page + marker->last);
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
marker_find(const struct sequences *sequences, unsigned sequence, unsigned page,
            const struct fo_node *retrieve)
{
    const struct fo_style *style = retrieve->style;
    struct search search = {.name = fo_string(style, FO_P_RETRIEVE_CLASS_NAME), .page = page};
    bool whole = fo_is(style, FO_P_RETRIEVE_BOUNDARY, FO_K_DOCUMENT);

    for (unsigned i = whole ? 0 : sequence; i <= sequence; i++)
        search_sequence(&search, &g_array_index(sequences->all, struct sequence, i));
    return chosen(&search, style);
}
