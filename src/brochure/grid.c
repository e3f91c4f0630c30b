#include "brochure/grid_int.h"

#include <string.h>

/* The grid of one country: which fiche answers which cell, for whom.
 *
 * Model. A criteria row names destinations, nationalities and statuses; a fiche claims a cell
 * (status × subject) for each nationality that one of its rows names together with the country and
 * the status, as specifically as the most specific of them names the country. In each cell the most
 * specific claim wins, nationality by nationality (rule.c); two equal ones are a conflict.
 *
 * Chosen: one pass over all rows of a direction for each country, every row reduced to bytes (one a
 * nationality) and OR-ed into its fiche's claims. Rejected: an index of rows by country. The pass
 * costs some tens of microseconds for a few hundred fiches, needs no cache to keep true, and
 * membership of groups depends on the date anyway. */

struct claim {
    const struct fiche *fiche;
    specificity *level; /* one for each nationality */
};

struct holder { /* the grid with what it owns */
    struct grid grid;
    GPtrArray *memory;
};

struct work {
    const struct sources *sources;
    struct reach *reach;
    struct list statuses, subjects, nationalities;
    const struct narrowing *narrowing;
    unsigned width;    /* nationalities, at least one */
    GArray **claims;   /* struct claim; one array for each cell of the whole grid, or NULL */
    GPtrArray *levels; /* of all claims, owned */
    struct holder *holder;
};

static void *
keep(struct holder *holder, void *memory)
{
    g_ptr_array_add(holder->memory, memory);
    return memory;
}

static void
apply_row(struct work *work, const struct criterion *row, specificity *levels)
{
    specificity level = reach_row(work->reach, row);
    if (level == SPECIFICITY_NONE)
        return;
    const guint8 *named = reach_nationalities(work->reach, row);
    for (unsigned i = 0; i < row->status_count; i++) {
        specificity *own = levels + (row->statuses[i] - work->statuses.entries) * work->width;
        for (unsigned n = 0; n < work->width; n++)
            own[n] = named[n] && own[n] < level ? level : own[n];
    }
}

/* Only the nationality asked for counts when there is one. */
static bool
claims_anything(const struct work *work, specificity *level)
{
    const struct entry *only = work->narrowing->nationality;
    bool any = false;
    for (unsigned n = 0; n < work->width; n++) {
        if (only && n != (unsigned)(only - work->nationalities.entries))
            level[n] = SPECIFICITY_NONE;
        any |= level[n] != SPECIFICITY_NONE;
    }
    return any;
}

static void
collect_fiche(struct work *work, const struct fiche *fiche)
{
    const unsigned size = work->statuses.count * work->width;
    specificity *levels = g_malloc0(size);
    g_ptr_array_add(work->levels, levels);
    for (unsigned i = 0; i < fiche->row_count; i++)
        apply_row(work, &fiche->rows[i], levels);
    for (unsigned s = 0; s < work->statuses.count; s++) {
        specificity *level = levels + s * work->width;
        unsigned cell = (fiche->subject - work->subjects.entries) * work->statuses.count + s;
        if (!claims_anything(work, level))
            continue;
        if (!work->claims[cell])
            work->claims[cell] = g_array_new(FALSE, FALSE, sizeof(struct claim));
        struct claim claim = {fiche, level};
        g_array_append_val(work->claims[cell], claim);
    }
}

static void
collect(struct work *work, enum direction direction, const GDate *date)
{
    unsigned count;
    const struct fiche *fiches = sources_fiches(work->sources, &count);
    for (unsigned i = 0; i < count; i++) {
        const struct fiche *fiche = &fiches[i];
        if (fiche->direction == direction && fiche->kind == THEMATIC && fiche->subject &&
            fiche_published(work->sources, fiche, date))
            collect_fiche(work, fiche);
    }
}

static struct answer
make_answer(const struct work *work, const struct claim *claim, const guint8 *kept)
{
    struct answer answer = {claim->fiche};
    unsigned count = 0;
    for (unsigned n = 0; n < work->width; n++)
        count += kept[n];
    if (count == work->width) /* everybody, whether the rows say so or name each */
        return answer;
    const struct entry **named = keep(work->holder, g_new(const struct entry *, count));
    for (unsigned n = 0; n < work->width; n++)
        if (kept[n])
            named[answer.nationality_count++] = &work->nationalities.entries[n];
    answer.nationalities = named;
    return answer;
}

static bool
any(const guint8 *kept, unsigned count)
{
    return memchr(kept, 1, count) != NULL;
}

static void
resolve_cell(const struct work *work, struct cell *cell, const GArray *claims)
{
    g_autofree const specificity **level = g_new(const specificity *, claims->len);
    g_autofree guint8 **kept = g_new(guint8 *, claims->len);
    g_autofree guint8 *bytes = g_malloc0(claims->len * work->width);
    struct answer *answers = keep(work->holder, g_new0(struct answer, claims->len));

    for (unsigned c = 0; c < claims->len; c++) {
        level[c] = g_array_index(claims, struct claim, c).level;
        kept[c] = bytes + c * work->width;
    }
    bool conflict = rule_resolve(level, claims->len, work->width, kept);
    for (unsigned c = 0; c < claims->len; c++)
        if (any(kept[c], work->width))
            answers[cell->answer_count++] =
                make_answer(work, &g_array_index(claims, struct claim, c), kept[c]);
    cell->answers = answers;
    cell->state = conflict ? CELL_CONFLICT : CELL_FILLED;
}

/* A gap is accepted by the first entry of gaps.xml that covers it. */
static const struct accepted_gap *
find_accepted(const struct work *work, enum direction direction, const struct cell *cell)
{
    unsigned count;
    const struct accepted_gap *gaps = sources_accepted_gaps(work->sources, &count);
    for (unsigned i = 0; i < count; i++)
        if (gap_covers(work->sources, &gaps[i], work->reach, direction, cell))
            return &gaps[i];
    return NULL;
}

static void
mark_shared(struct cell *cells, unsigned count)
{
    g_autoptr(GHashTable) uses = g_hash_table_new(NULL, NULL);
    for (unsigned i = 0; i < count; i++)
        for (unsigned a = 0; a < cells[i].answer_count; a++) {
            gpointer fiche = (gpointer)cells[i].answers[a].fiche;
            gsize used = GPOINTER_TO_SIZE(g_hash_table_lookup(uses, fiche));
            g_hash_table_insert(uses, fiche, GSIZE_TO_POINTER(used + 1));
        }
    for (unsigned i = 0; i < count; i++)
        if (cells[i].state == CELL_FILLED && cells[i].answer_count == 1 &&
            GPOINTER_TO_SIZE(g_hash_table_lookup(uses, cells[i].answers[0].fiche)) > 1)
            cells[i].state = CELL_SHARED;
}

static bool
selected(const struct entry *wanted, const struct entry *entry)
{
    return !wanted || wanted == entry;
}

static void
resolve(struct work *work, enum direction direction)
{
    struct grid *grid = &work->holder->grid;
    const unsigned all = work->subjects.count * work->statuses.count;
    struct cell *cells = keep(work->holder, g_new0(struct cell, MAX(all, 1)));

    for (unsigned i = 0; i < all; i++) {
        const struct entry *subject = &work->subjects.entries[i / work->statuses.count];
        const struct entry *status = &work->statuses.entries[i % work->statuses.count];
        if (!selected(work->narrowing->subject, subject) ||
            !selected(work->narrowing->status, status))
            continue;
        struct cell *cell = &cells[grid->cell_count++];
        *cell = (struct cell){.status = status, .subject = subject, .state = CELL_GAP};
        if (work->claims[i])
            resolve_cell(work, cell, work->claims[i]);
        else
            cell->accepted = find_accepted(work, direction, cell);
    }
    mark_shared(cells, grid->cell_count);
    grid->cells = cells;
}

struct grid *
grid_compute(const struct sources *sources, enum direction direction, const GDate *date,
             const struct destination *destination, const struct narrowing *narrowing)
{
    g_autoptr(reach) reach = reach_new(sources, destination->content, date);
    struct holder *holder = g_new0(struct holder, 1);
    holder->memory = g_ptr_array_new_with_free_func(g_free);
    struct work work = {.sources = sources,
                        .reach = reach,
                        .statuses = sources_statuses(sources, direction),
                        .subjects = sources_subjects(sources, direction),
                        .nationalities = sources_nationalities(sources),
                        .narrowing = narrowing,
                        .width = reach_nationality_count(reach),
                        .levels = g_ptr_array_new_with_free_func(g_free),
                        .holder = holder};
    const unsigned cells = work.statuses.count * work.subjects.count;

    work.claims = g_new0(GArray *, cells);
    holder->grid.direction = direction;
    holder->grid.country = keep(holder, g_strdup(destination->code));
    collect(&work, direction, date);
    resolve(&work, direction);
    for (unsigned i = 0; i < cells; i++)
        if (work.claims[i])
            g_array_free(work.claims[i], TRUE);
    g_free(work.claims);
    g_ptr_array_free(work.levels, TRUE);
    return &holder->grid;
}

struct grid *
grid_new(const struct sources *sources, const struct selection *selection, struct diag *diag)
{
    struct destination destination = {0};
    struct narrowing narrowing;
    struct grid *grid = NULL;

    if (destination_find(sources, selection->country, &destination, diag) &&
        narrowing_find(sources, selection, &narrowing, diag)) {
        g_autoptr(conflicts) conflicts = conflicts_new(sources, &selection->date);
        grid =
            grid_compute(sources, selection->direction, &selection->date, &destination, &narrowing);
        conflicts_add(conflicts, grid, &destination);
        conflicts_report(conflicts, diag);
    }
    destination_clear(&destination);
    return grid;
}

void
grid_free(struct grid *grid)
{
    if (!grid)
        return;
    struct holder *holder = (struct holder *)grid;
    g_ptr_array_free(holder->memory, TRUE);
    g_free(holder);
}
