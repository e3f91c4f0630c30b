#include <stdlib.h>
#include <string.h>

#include "base/xml.h"
#include "brochure/brochure.h"
#include "unit/repository.h"
#include "unit/test.h"

/* Every cell of random repositories against tests/merge/random_repository.py, which works it out
 * again, person by person. FICHEPRESS_SEEDS="FIRST COUNT" tries others. */

static char *
repository_random(unsigned seed)
{
    char *root = g_dir_make_tmp("fichepress-XXXXXX", NULL);
    g_autofree char *number = g_strdup_printf("%u", seed);
    char *arguments[] = {(char *)"python3", (char *)"tests/merge/random_repository.py", number,
                         root, NULL};
    int status = -1;
    gboolean run = g_spawn_sync(NULL, arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL,
                                &status, NULL);
    g_assert_true(run && status == 0);
    return root;
}

static void
add_grid(GPtrArray *lines, const struct grid *grid)
{
    static const char *const states[] = {"gap", "filled", "shared", "conflict"};
    for (unsigned i = 0; i < grid->cell_count; i++) {
        const struct cell *cell = &grid->cells[i];
        GString *line = g_string_new(NULL);
        g_string_printf(line, "%s %s %s %s %s", direction_name(grid->direction), grid->country,
                        cell->status->key, cell->subject->key, states[cell->state]);
        for (unsigned a = 0; a < cell->answer_count; a++) {
            const struct answer *answer = &cell->answers[a];
            g_string_append_printf(line, " %s", answer->fiche->id);
            for (unsigned n = 0; n < answer->nationality_count; n++)
                g_string_append_printf(line, "%s%s", n ? "," : ":", answer->nationalities[n]->key);
        }
        g_ptr_array_add(lines, g_string_free(line, FALSE));
    }
}

static int
compare_lines(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
has_conflict(const struct grid *grid)
{
    for (unsigned i = 0; i < grid->cell_count; i++)
        if (grid->cells[i].state == CELL_CONFLICT)
            return true;
    return false;
}

/* A grid without a conflict makes a valid brochure, and one with a conflict makes none. */
static void
merge_too(const struct sources *sources, const struct selection *selection, bool conflict)
{
    g_autoptr(diag) diag = diag_new();
    xmlDoc *doc = brochure_merge(sources, selection, diag);
    g_assert_true((doc == NULL) == conflict);
    if (!doc)
        return;
    bool valid = xml_validate(doc, "brochure", diag);
    g_assert_true(valid);
    xmlFreeDoc(doc);
}

static char *
all_grids(const struct sources *sources)
{
    g_auto(GStrv) countries = brochure_countries(sources);
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
    for (unsigned d = 0; d < DIRECTION_COUNT; d++)
        for (char **country = countries; *country; country++) {
            g_autoptr(diag) diag = diag_new();
            const struct selection selection = {.direction = d,
                                                .country = *country,
                                                .lang = LANGUAGE_FR,
                                                .date = sources_edition(sources)->date};
            g_autoptr(grid) grid = grid_new(sources, &selection, diag);
            add_grid(lines, grid);
            g_assert_true((diag_count(diag, DIAG_ERROR) > 0) == has_conflict(grid));
            merge_too(sources, &selection, has_conflict(grid));
        }
    g_ptr_array_sort(lines, compare_lines);
    g_ptr_array_add(lines, NULL);
    g_autofree char *joined = g_strjoinv("\n", (char **)lines->pdata);
    return *joined ? g_strconcat(joined, "\n", NULL) : g_strdup("");
}

static void
random_repository(gconstpointer data)
{
    char *root = repository_random(GPOINTER_TO_UINT(data));
    g_autoptr(diag) diag = diag_new();
    g_autoptr(sources) sources = sources_load(root, diag);
    g_autofree char *found = sources ? all_grids(sources) : findings(diag);
    g_autofree char *path = g_build_filename(root, "expected", NULL);
    g_autofree char *expected = NULL;

    g_file_get_contents(path, &expected, NULL, NULL);
    g_assert_cmpstr(found, ==, expected);
    repository_free(root);
}

int
main(int argc, char **argv)
{
    const char *seeds = g_getenv("FICHEPRESS_SEEDS");
    unsigned first = 1, count = 25;

    test_init(argc, argv);
    if (seeds)
        sscanf(seeds, "%u %u", &first, &count);
    for (unsigned seed = first; seed < first + count; seed++) {
        g_autofree char *name = g_strdup_printf("/brochure/random/%u", seed);
        g_test_add_data_func(name, GUINT_TO_POINTER(seed), random_repository);
    }
    return g_test_run();
}
