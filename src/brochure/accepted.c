#include <string.h>

#include "brochure/check_int.h"

/* An entry of gaps.xml promises nothing once a fiche has come. It is looked at in the pieces that
 * its author wrote, destination by destination, status by status: a piece with cells and no gap
 * left is reported. */

struct piece {
    unsigned cells, gaps;
};

struct accepted {
    const struct sources *sources;
    GDate date;
    const struct accepted_gap *list;
    unsigned count;
    struct piece **pieces; /* for each entry: destinations (or one) × statuses (or one) */
};

static unsigned
rows(const struct accepted_gap *gap)
{
    return MAX(gap->destination_count, 1);
}

static unsigned
columns(const struct accepted_gap *gap)
{
    return MAX(gap->status_count, 1);
}

struct accepted *
accepted_new(const struct sources *sources, const GDate *date)
{
    struct accepted *accepted = g_new0(struct accepted, 1);
    accepted->sources = sources;
    accepted->date = *date;
    accepted->list = sources_accepted_gaps(sources, &accepted->count);
    accepted->pieces = g_new0(struct piece *, accepted->count + 1);
    for (unsigned i = 0; i < accepted->count; i++)
        accepted->pieces[i] =
            g_new0(struct piece, rows(&accepted->list[i]) * columns(&accepted->list[i]));
    return accepted;
}

void
accepted_free(struct accepted *accepted)
{
    if (!accepted)
        return;
    for (unsigned i = 0; i < accepted->count; i++)
        g_free(accepted->pieces[i]);
    g_free(accepted->pieces);
    g_free(accepted);
}

static void
count_cell(struct piece *pieces, const struct accepted_gap *gap, struct reach *reach,
           const struct cell *cell)
{
    for (unsigned d = 0; d < rows(gap); d++) {
        if (gap->destination_count &&
            reach_target(reach, &gap->destinations[d]) == SPECIFICITY_NONE)
            continue;
        for (unsigned s = 0; s < columns(gap); s++) {
            if (gap->status_count && gap->statuses[s] != cell->status)
                continue;
            struct piece *piece = &pieces[d * columns(gap) + s];
            piece->cells++;
            piece->gaps += cell->state == CELL_GAP;
        }
    }
}

void
accepted_add(struct accepted *accepted, const struct grid *grid,
             const struct destination *destination)
{
    if (accepted->count == 0)
        return;
    g_autoptr(reach) reach = reach_new(accepted->sources, destination->content, &accepted->date);
    for (unsigned i = 0; i < accepted->count; i++) {
        const struct accepted_gap *gap = &accepted->list[i];
        for (unsigned c = 0; c < grid->cell_count; c++)
            if (gap_covers(accepted->sources, gap, reach, grid->direction, &grid->cells[c]))
                count_cell(accepted->pieces[i], gap, reach, &grid->cells[c]);
    }
}

static char *
piece_name(const struct accepted_gap *gap, unsigned d, unsigned s)
{
    const char *destination = "every country", *status = "every status";
    if (gap->destination_count)
        destination = gap->destinations[d].entry ? gap->destinations[d].entry->key
                                                 : gap->destinations[d].group->key;
    if (gap->status_count)
        status = gap->statuses[s]->key;
    return g_strdup_printf("%s (%s)", destination, status);
}

void
accepted_report(const struct accepted *accepted, struct diag *diag)
{
    for (unsigned i = 0; i < accepted->count; i++) {
        const struct accepted_gap *gap = &accepted->list[i];
        g_autoptr(GPtrArray) filled = g_ptr_array_new_with_free_func(g_free);
        for (unsigned p = 0; p < rows(gap) * columns(gap); p++)
            if (accepted->pieces[i][p].cells && !accepted->pieces[i][p].gaps)
                g_ptr_array_add(filled, piece_name(gap, p / columns(gap), p % columns(gap)));
        if (filled->len == 0)
            continue;
        g_autofree char *names = some_of(filled);
        diag_report(diag, DIAG_E0204, gap->place, "take it out of gaps.xml",
                    "fiches answer what this entry accepts as missing: %s%s%s",
                    gap->subject ? gap->subject->key : "", gap->subject ? " for " : "", names);
    }
}
