#include <string.h>

#include "publish/house.h"
#include "publish/plan.h"
#include "publish/publish.h"

/* Which fiche answers which cell: as JSON, or as a grid to look at. */

/* The countries of a plan, each once, NULL-terminated. The codes are borrowed from the jobs. */
static const char **
planned_countries(const GPtrArray *jobs)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GPtrArray) countries = g_ptr_array_new();

    for (unsigned i = 0; i < jobs->len; i++) {
        const struct job *job = jobs->pdata[i];
        if (g_hash_table_add(seen, job->country))
            g_ptr_array_add(countries, job->country);
    }
    g_ptr_array_add(countries, NULL);
    return (const char **)g_ptr_array_free(g_steal_pointer(&countries), FALSE);
}

static bool
put_json(const struct request *request, const struct house *house, const char *const *countries,
         FILE *out, struct diag *diag)
{
    g_autoptr(GString) text = g_string_new(NULL);
    struct coverage_filter filter = {
        .countries = countries,
        .status = request->status,
        .subject = request->subject,
        .nationality = request->nationality,
        .date = house->date,
        .filled = request->filled,
    };

    memcpy(filter.direction, request->direction, sizeof filter.direction);
    memcpy(filter.language, request->language, sizeof filter.language);
    if (!coverage_json(house->sources, &filter, text, diag))
        return false;
    fputs(text->str, out);
    return true;
}

/* One line a subject, one sign a status. */
static void
put_grid(const struct grid *grid, FILE *out)
{
    static const char signs[] = {
        [CELL_GAP] = '.', [CELL_FILLED] = '#', [CELL_SHARED] = '=', [CELL_CONFLICT] = '!'};
    const struct entry *subject = NULL;

    fprintf(out, "\n%s %s", direction_name(grid->direction), grid->country);
    for (unsigned i = 0; i < grid->cell_count; i++) {
        const struct cell *cell = &grid->cells[i];
        if (cell->subject != subject)
            fprintf(out, "\n  %-36s ", cell->subject->key);
        subject = cell->subject;
        fputc(signs[cell->state], out);
    }
    fputc('\n', out);
}

static void
put_grids(const struct request *request, const struct house *house, const char *const *countries,
          FILE *out, struct diag *diag)
{
    fputs("# answered by a fiche of its own, = by one that answers other cells too, . gap, ! "
          "conflict\n",
          out);
    for (unsigned d = 0; d < DIRECTION_COUNT; d++) {
        if (!request->direction[d])
            continue;
        const struct list statuses = sources_statuses(house->sources, d);
        fprintf(out, "\n%s, the statuses from left to right:", direction_name(d));
        for (unsigned i = 0; i < statuses.count; i++)
            fprintf(out, "%s %s", i ? "," : "", statuses.entries[i].key);
        fputc('\n', out);
        for (const char *const *country = countries; *country != NULL; country++) {
            const struct selection selection = {
                .direction = d,
                .country = *country,
                .status = request->status,
                .subject = request->subject,
                .nationality = request->nationality,
                .date = house->date,
            };
            g_autoptr(grid) grid = grid_new(house->sources, &selection, diag);
            if (grid != NULL)
                put_grid(grid, out);
        }
    }
}

enum status
publish_coverage(const struct request *request, FILE *out, struct diag *diag)
{
    g_autoptr(house) house = house_load(request, NEED_SOURCES, diag);
    g_autoptr(GPtrArray) jobs = house ? plan(request, house->sources, diag) : NULL;

    if (house == NULL)
        return STATUS_REFUSED;
    if (jobs == NULL)
        return STATUS_USAGE;
    g_autofree const char **countries = planned_countries(jobs);
    if (!request->json)
        put_grids(request, house, countries, out, diag);
    else if (!put_json(request, house, countries, out, diag))
        return STATUS_USAGE;
    return status_of(diag);
}
