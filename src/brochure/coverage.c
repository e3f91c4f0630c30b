#include <string.h>

#include "base/json.h"
#include "brochure/document_int.h"

/* `coverage --json`: every grid as data. Other people's scripts read it; cli.md is its contract. */

struct coverage {
    const struct sources *sources;
    const struct coverage_filter *filter;
    GString *out;
    struct conflicts *conflicts;
    bool first;
    GHashTable *printed; /* struct fiche */
};

static void
separate(struct coverage *coverage)
{
    g_string_append(coverage->out, coverage->first ? "\n" : ",\n");
    coverage->first = false;
}

static void
member(GString *out, const char *name, const char *value)
{
    json_string(out, name);
    g_string_append(out, ": ");
    json_string(out, value);
}

static void
write_answer(GString *out, const struct answer *answer)
{
    g_string_append_c(out, '{');
    member(out, "fiche", answer->fiche->id);
    g_string_append(out, ", \"nationalities\": ");
    if (!answer->nationalities)
        g_string_append(out, "null");
    for (unsigned i = 0; i < answer->nationality_count; i++) {
        g_string_append(out, i ? ", " : "[");
        json_string(out, answer->nationalities[i]->key);
    }
    g_string_append(out, answer->nationalities ? "]}" : "}");
}

/* The languages for which some fiche of the cell satisfies a condition. */
static void
write_languages(struct coverage *coverage, const struct cell *cell, const char *name,
                bool (*holds)(const struct coverage *, const struct fiche *, enum language))
{
    GString *out = coverage->out;
    bool first = true;
    g_string_append_printf(out, ", \"%s\": [", name);
    for (unsigned l = 0; l < LANGUAGE_COUNT; l++) {
        bool any = false;
        for (unsigned a = 0; coverage->filter->language[l] && a < cell->answer_count; a++)
            any |= holds(coverage, cell->answers[a].fiche, l);
        if (!any)
            continue;
        g_string_append(out, first ? "" : ", ");
        json_string(out, language_name(l));
        first = false;
    }
    g_string_append_c(out, ']');
}

static bool
falls_back(const struct coverage *coverage, const struct fiche *fiche, enum language language)
{
    (void)coverage;
    return !fiche->version[language];
}

/* A translation that says which revision it translates, and it is no longer the original's. */
static bool
is_stale(const struct coverage *coverage, const struct fiche *fiche, enum language language)
{
    const struct version *version = fiche->version[language];
    (void)coverage;
    if (!version || version->translates == LANGUAGE_COUNT || !version->revision)
        return false;
    const struct version *original = fiche->version[version->translates];
    return original && original->revision && strcmp(original->revision, version->revision) != 0;
}

static void
write_cell(struct coverage *coverage, const struct grid *grid, const struct cell *cell)
{
    static const char *const states[] = {"gap", "filled", "shared", "conflict"};
    GString *out = coverage->out;

    separate(coverage);
    g_string_append_c(out, '{');
    member(out, "direction", direction_name(grid->direction));
    g_string_append(out, ", ");
    member(out, "country", grid->country);
    g_string_append(out, ", ");
    member(out, "status", cell->status->key);
    g_string_append(out, ", ");
    member(out, "subject", cell->subject->key);
    g_string_append(out, ", ");
    member(out, "state", states[cell->state]);
    g_string_append(out, ", \"answers\": [");
    for (unsigned a = 0; a < cell->answer_count; a++) {
        g_string_append(out, a ? ", " : "");
        write_answer(out, &cell->answers[a]);
        g_hash_table_add(coverage->printed, (gpointer)cell->answers[a].fiche);
    }
    g_string_append_c(out, ']');
    write_languages(coverage, cell, "fallback", falls_back);
    write_languages(coverage, cell, "stale", is_stale);
    g_string_append_c(out, '}');
}

static void
note_pages(struct coverage *coverage, const struct destination *destination,
           enum direction direction)
{
    const GDate *date = &coverage->filter->date;
    g_autoptr(reach) reach = reach_new(coverage->sources, destination->entry, date);
    unsigned count;
    const struct fiche *fiches = sources_fiches(coverage->sources, &count);
    for (unsigned i = 0; i < count; i++)
        if (fiche_published(coverage->sources, &fiches[i], date) &&
            (convention_about(coverage->sources, &fiches[i], reach) ||
             information_printed(&fiches[i], direction)))
            g_hash_table_add(coverage->printed, (gpointer)&fiches[i]);
}

static bool
write_country(struct coverage *coverage, enum direction direction, const char *country,
              struct diag *diag)
{
    const struct coverage_filter *filter = coverage->filter;
    const struct selection selection = {.direction = direction,
                                        .country = country,
                                        .status = filter->status,
                                        .subject = filter->subject,
                                        .nationality = filter->nationality,
                                        .date = filter->date};
    struct destination destination = {0};
    struct narrowing narrowing;
    bool found = destination_find(coverage->sources, country, &destination, diag) &&
                 narrowing_find(coverage->sources, &selection, &narrowing, diag);
    if (found) {
        g_autoptr(grid) grid =
            grid_compute(coverage->sources, direction, &filter->date, &destination, &narrowing);
        conflicts_add(coverage->conflicts, grid, &destination);
        for (unsigned i = 0; i < grid->cell_count; i++)
            if (!filter->filled || grid->cells[i].state != CELL_GAP)
                write_cell(coverage, grid, &grid->cells[i]);
        note_pages(coverage, &destination, direction);
    }
    destination_clear(&destination);
    return found;
}

static void
write_fallback(struct coverage *coverage, const struct fiche *fiche, enum language asked)
{
    enum language printed = printed_language(coverage->sources, fiche, asked);
    separate(coverage);
    g_string_append_c(coverage->out, '{');
    member(coverage->out, "direction", direction_name(fiche->direction));
    g_string_append(coverage->out, ", ");
    member(coverage->out, "fiche", fiche->id);
    g_string_append(coverage->out, ", ");
    member(coverage->out, "asked", language_name(asked));
    g_string_append(coverage->out, ", ");
    member(coverage->out, "printed", printed == LANGUAGE_COUNT ? NULL : language_name(printed));
    g_string_append_c(coverage->out, '}');
}

static void
write_fallback_list(struct coverage *coverage)
{
    unsigned count;
    const struct fiche *fiches = sources_fiches(coverage->sources, &count);
    coverage->first = true;
    for (unsigned i = 0; i < count; i++)
        for (unsigned l = 0; l < LANGUAGE_COUNT; l++)
            if (coverage->filter->language[l] && !fiches[i].version[l] &&
                g_hash_table_contains(coverage->printed, &fiches[i]))
                write_fallback(coverage, &fiches[i], l);
}

bool
coverage_json(const struct sources *sources, const struct coverage_filter *filter, GString *out,
              struct diag *diag)
{
    g_auto(GStrv) all = brochure_countries(sources);
    const char *const *countries = filter->countries ? filter->countries : (const char *const *)all;
    g_autoptr(conflicts) conflicts = conflicts_new(sources, &filter->date);
    g_autoptr(GHashTable) printed = g_hash_table_new(NULL, NULL);
    struct coverage coverage = {.sources = sources,
                                .filter = filter,
                                .out = out,
                                .conflicts = conflicts,
                                .first = true,
                                .printed = printed};
    bool whole = true;

    g_string_append(out, "{\"cells\": [");
    for (unsigned d = 0; d < DIRECTION_COUNT; d++)
        for (unsigned i = 0; filter->direction[d] && countries[i]; i++)
            whole &= write_country(&coverage, d, countries[i], diag);
    g_string_append(out, "\n], \"fallbacks\": [");
    write_fallback_list(&coverage);
    g_string_append(out, "\n]}\n");
    conflicts_report(conflicts, diag);
    return whole;
}
