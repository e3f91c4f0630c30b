#include "brochure/grid_int.h"

#include <string.h>

/* Two fiches that collide usually do so in many cells of many countries, for one reason: so one
 * finding for each pair, which lists where. */

struct pair {
    const struct fiche *first, *second; /* by id */
    struct place first_row, second_row;
    GPtrArray *countries, *statuses, *nationalities; /* borrowed names, each once */
};

struct conflicts {
    const struct sources *sources;
    GDate date;
    GPtrArray *pairs; /* struct pair, in the order of their first cell */
};

static void
pair_free(void *data)
{
    struct pair *pair = data;
    g_ptr_array_free(pair->countries, TRUE);
    g_ptr_array_free(pair->statuses, TRUE);
    g_ptr_array_free(pair->nationalities, TRUE);
    g_free(pair);
}

struct conflicts *
conflicts_new(const struct sources *sources, const GDate *date)
{
    struct conflicts *conflicts = g_new0(struct conflicts, 1);
    conflicts->sources = sources;
    conflicts->date = *date;
    conflicts->pairs = g_ptr_array_new_with_free_func(pair_free);
    return conflicts;
}

void
conflicts_free(struct conflicts *conflicts)
{
    if (!conflicts)
        return;
    g_ptr_array_free(conflicts->pairs, TRUE);
    g_free(conflicts);
}

static void
add_name(GPtrArray *names, const char *name)
{
    if (!g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
        g_ptr_array_add(names, (gpointer)name);
}

/* Adds the nationalities for which both answer; false: there are none, and no conflict. */
static bool
overlap(const struct answer *a, const struct answer *b, GPtrArray *names)
{
    if (!a->nationalities && !b->nationalities)
        return true;
    const struct answer *narrow = a->nationalities ? a : b, *wide = narrow == a ? b : a;
    bool found = false;
    for (unsigned i = 0; i < narrow->nationality_count; i++) {
        bool both = !wide->nationalities;
        for (unsigned j = 0; j < wide->nationality_count; j++)
            both |= wide->nationalities[j] == narrow->nationalities[i];
        if (both && names)
            add_name(names, narrow->nationalities[i]->key);
        found |= both;
    }
    return found;
}

static struct place
row_place(struct reach *reach, const struct answer *answer, const struct entry *status)
{
    const struct criterion *row = reach_claim(reach, answer, status);
    return row ? row->place : answer->fiche->place;
}

static struct pair *
find_pair(struct conflicts *conflicts, struct reach *reach, const struct answer *first,
          const struct answer *second, const struct entry *status)
{
    for (unsigned i = 0; i < conflicts->pairs->len; i++) {
        struct pair *pair = conflicts->pairs->pdata[i];
        if (pair->first == first->fiche && pair->second == second->fiche)
            return pair;
    }
    struct pair *pair = g_new0(struct pair, 1);
    pair->first = first->fiche;
    pair->second = second->fiche;
    pair->first_row = row_place(reach, first, status);
    pair->second_row = row_place(reach, second, status);
    pair->countries = g_ptr_array_new_with_free_func(g_free);
    pair->statuses = g_ptr_array_new();
    pair->nationalities = g_ptr_array_new();
    g_ptr_array_add(conflicts->pairs, pair);
    return pair;
}

static void
add_cell(struct conflicts *conflicts, struct reach *reach, const struct cell *cell,
         const char *country)
{
    for (unsigned a = 0; a < cell->answer_count; a++) {
        for (unsigned b = a + 1; b < cell->answer_count; b++) {
            const struct answer *first = &cell->answers[a], *second = &cell->answers[b];
            if (!overlap(first, second, NULL))
                continue;
            struct pair *pair = find_pair(conflicts, reach, first, second, cell->status);
            if (!g_ptr_array_find_with_equal_func(pair->countries, country, g_str_equal, NULL))
                g_ptr_array_add(pair->countries, g_strdup(country));
            add_name(pair->statuses, cell->status->key);
            overlap(first, second, pair->nationalities);
        }
    }
}

void
conflicts_add(struct conflicts *conflicts, const struct grid *grid,
              const struct destination *destination)
{
    g_autoptr(reach) reach = NULL;
    for (unsigned i = 0; i < grid->cell_count; i++) {
        if (grid->cells[i].state != CELL_CONFLICT)
            continue;
        if (!reach)
            reach = reach_new(conflicts->sources, destination->content, &conflicts->date);
        add_cell(conflicts, reach, &grid->cells[i],
                 destination->entry ? destination->entry->key : destination->code);
    }
}

char *
some_of(const GPtrArray *names)
{
    enum { SHOWN = 8 };
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < names->len && i < SHOWN; i++)
        g_string_append_printf(text, "%s%s", i ? ", " : "", (const char *)names->pdata[i]);
    if (names->len > SHOWN)
        g_string_append_printf(text, " and %u more", names->len - SHOWN);
    return g_string_free(text, FALSE);
}

static void
report_pair(const struct pair *pair, struct diag *diag)
{
    g_autofree char *countries = some_of(pair->countries);
    g_autofree char *statuses = some_of(pair->statuses);
    g_autofree char *nationalities = some_of(pair->nationalities);
    const bool limited = pair->nationalities->len > 0;

    diag_report(diag, DIAG_E0201, pair->second_row,
                "let one of the two name other countries, statuses or nationalities, or a more "
                "specific group",
                "%s and %s (%s:%d) both answer %s %s for %s in %s%s%s", pair->second->id,
                pair->first->id, pair->first_row.file ? pair->first_row.file : pair->first->file,
                pair->first_row.line, direction_name(pair->first->direction),
                pair->first->subject->key, statuses, countries, limited ? ", nationality " : "",
                nationalities);
}

void
conflicts_report(const struct conflicts *conflicts, struct diag *diag)
{
    for (unsigned i = 0; i < conflicts->pairs->len; i++)
        report_pair(conflicts->pairs->pdata[i], diag);
}
