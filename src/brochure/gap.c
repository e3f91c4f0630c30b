#include "brochure/grid_int.h"

#include <string.h>

static int
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
has_name(const GPtrArray *names, const char *name)
{
    return g_ptr_array_find_with_equal_func((GPtrArray *)names, name, g_str_equal, NULL);
}

/* An institution by its folder or its id in the catalogue. */
static bool
same_institution(const struct sources *sources, const char *folder, const char *name)
{
    if (strcmp(folder, name) == 0)
        return true;
    const struct catalogue *catalogue = sources_catalogue(sources);
    const struct institution *a = catalogue_institution(catalogue, folder);
    return a && a == catalogue_institution(catalogue, name);
}

static bool
institution_writes(const struct sources *sources, const char *name, enum direction direction,
                   const struct entry *subject)
{
    unsigned count;
    const struct fiche *fiches = sources_fiches(sources, &count);
    for (unsigned i = 0; i < count; i++)
        if (fiches[i].direction == direction && fiches[i].subject == subject &&
            same_institution(sources, fiches[i].institution, name))
            return true;
    return false;
}

bool
gap_covers(const struct sources *sources, const struct accepted_gap *gap, struct reach *reach,
           enum direction direction, const struct cell *cell)
{
    bool destination = gap->destination_count == 0, status = gap->status_count == 0;

    if (gap->direction != DIRECTION_COUNT && gap->direction != direction)
        return false;
    if (gap->subject && gap->subject != cell->subject)
        return false;
    for (unsigned i = 0; i < gap->status_count; i++)
        status |= gap->statuses[i] == cell->status;
    for (unsigned i = 0; i < gap->destination_count; i++)
        destination |= reach_target(reach, &gap->destinations[i]) != SPECIFICITY_NONE;
    if (!status || !destination)
        return false;
    return !gap->institution || gap->subject ||
           institution_writes(sources, gap->institution, direction, cell->subject);
}

struct owners {
    struct list statuses, subjects;
    GPtrArray **by_subject, **by_cell; /* folder names; NULL: nobody */
};

static void
add_owner(GPtrArray **names, const char *folder)
{
    if (!*names)
        *names = g_ptr_array_new();
    if (!has_name(*names, folder))
        g_ptr_array_add(*names, (gpointer)folder);
}

struct owners *
owners_new(const struct sources *sources, enum direction direction, const GDate *date)
{
    struct owners *owners = g_new0(struct owners, 1);
    unsigned count;
    const struct fiche *fiches = sources_fiches(sources, &count);

    owners->statuses = sources_statuses(sources, direction);
    owners->subjects = sources_subjects(sources, direction);
    owners->by_subject = g_new0(GPtrArray *, owners->subjects.count);
    owners->by_cell = g_new0(GPtrArray *, owners->subjects.count * owners->statuses.count);
    for (unsigned i = 0; i < count; i++) {
        const struct fiche *fiche = &fiches[i];
        if (fiche->direction != direction || !fiche->subject ||
            !fiche_published(sources, fiche, date))
            continue;
        unsigned subject = fiche->subject - owners->subjects.entries;
        add_owner(&owners->by_subject[subject], fiche->institution);
        for (unsigned r = 0; r < fiche->row_count; r++)
            for (unsigned s = 0; s < fiche->rows[r].status_count; s++) {
                unsigned status = fiche->rows[r].statuses[s] - owners->statuses.entries;
                add_owner(&owners->by_cell[subject * owners->statuses.count + status],
                          fiche->institution);
            }
    }
    return owners;
}

void
owners_free(struct owners *owners)
{
    if (!owners)
        return;
    for (unsigned i = 0; i < owners->subjects.count; i++)
        g_clear_pointer(&owners->by_subject[i], g_ptr_array_unref);
    for (unsigned i = 0; i < owners->subjects.count * owners->statuses.count; i++)
        g_clear_pointer(&owners->by_cell[i], g_ptr_array_unref);
    g_free(owners->by_subject);
    g_free(owners->by_cell);
    g_free(owners);
}

GPtrArray *
owners_of(const struct owners *owners, const struct grid *grid, const struct cell *cell)
{
    GPtrArray *names = g_ptr_array_new();
    for (unsigned i = 0; i < grid->cell_count; i++)
        for (unsigned a = 0; a < grid->cells[i].answer_count; a++) {
            const char *folder = grid->cells[i].answers[a].fiche->institution;
            if (grid->cells[i].subject == cell->subject && !has_name(names, folder))
                g_ptr_array_add(names, (gpointer)folder);
        }
    unsigned subject = cell->subject - owners->subjects.entries;
    unsigned status = cell->status - owners->statuses.entries;
    const GPtrArray *others = owners->by_cell[subject * owners->statuses.count + status];
    if (!others)
        others = owners->by_subject[subject];
    const unsigned wanted = names->len == 0 && others ? others->len : 0;
    for (unsigned i = 0; i < wanted; i++)
        g_ptr_array_add(names, others->pdata[i]);
    g_ptr_array_sort(names, compare_names);
    return names;
}

/* Countries that lack the same statuses. */
struct same_gap {
    GPtrArray *statuses, *countries; /* borrowed keys; owned names */
};

/* Some cells of one subject that are empty, and who would have to fill them. */
struct missing {
    const struct entry *subject;
    const struct accepted_gap *accepted; /* NULL: by nobody */
    char *institutions;                  /* joined; "" when nobody has the subject */
    const char *criteria_file;           /* of one of theirs; NULL: none */
    unsigned cells;
    GPtrArray *groups; /* struct same_gap */
    unsigned countries;
};

struct gaps {
    const struct sources *sources;
    enum direction direction;
    GDate date;
    struct owners *owners;
    GPtrArray *missing;
};

static void
same_gap_free(void *data)
{
    struct same_gap *same = data;
    g_ptr_array_free(same->statuses, TRUE);
    g_ptr_array_free(same->countries, TRUE);
    g_free(same);
}

static struct same_gap *
same_gap_new(void)
{
    struct same_gap *same = g_new(struct same_gap, 1);
    same->statuses = g_ptr_array_new();
    same->countries = g_ptr_array_new_with_free_func(g_free);
    return same;
}

static void
missing_free(void *data)
{
    struct missing *missing = data;
    g_free(missing->institutions);
    g_ptr_array_free(missing->groups, TRUE);
    g_free(missing);
}

struct gaps *
gaps_new(const struct sources *sources, enum direction direction, const GDate *date)
{
    struct gaps *gaps = g_new0(struct gaps, 1);
    gaps->sources = sources;
    gaps->direction = direction;
    gaps->date = *date;
    gaps->owners = owners_new(sources, direction, date);
    gaps->missing = g_ptr_array_new_with_free_func(missing_free);
    return gaps;
}

void
gaps_free(struct gaps *gaps)
{
    if (!gaps)
        return;
    owners_free(gaps->owners);
    g_ptr_array_free(gaps->missing, TRUE);
    g_free(gaps);
}

static bool
names_status(const struct fiche *fiche, const struct entry *status)
{
    for (unsigned r = 0; r < fiche->row_count; r++)
        for (unsigned s = 0; s < fiche->rows[r].status_count; s++)
            if (fiche->rows[r].statuses[s] == status)
                return true;
    return false;
}

static bool
answers_somewhere(const struct grid *grid, const struct fiche *fiche)
{
    for (unsigned i = 0; i < grid->cell_count; i++)
        for (unsigned a = 0; a < grid->cells[i].answer_count; a++)
            if (grid->cells[i].answers[a].fiche == fiche)
                return true;
    return false;
}

/* A criteria file to add a row to: of one of the institutions, the one that is nearest to the cell
 * (its fiche has the status elsewhere; it answers something for the country), then by id. */
static const char *
criteria_file(const struct gaps *gaps, const struct grid *grid, const struct cell *cell,
              const GPtrArray *institutions)
{
    unsigned count, best = 0;
    const struct fiche *fiches = sources_fiches(gaps->sources, &count);
    const char *file = NULL;
    for (unsigned i = 0; i < count; i++) {
        const struct fiche *fiche = &fiches[i];
        if (fiche->direction != gaps->direction || fiche->subject != cell->subject ||
            !fiche->criteria_file || !has_name(institutions, fiche->institution))
            continue;
        unsigned near = 1 + 2 * names_status(fiche, cell->status) + answers_somewhere(grid, fiche);
        if (near > best) {
            best = near;
            file = fiche->criteria_file;
        }
    }
    return file;
}

static struct missing *
find_missing(struct gaps *gaps, const struct grid *grid, const struct cell *cell)
{
    g_autoptr(GPtrArray) names = owners_of(gaps->owners, grid, cell);
    g_autofree char *institutions = some_of(names);
    for (unsigned i = 0; i < gaps->missing->len; i++) {
        struct missing *missing = gaps->missing->pdata[i];
        if (missing->subject == cell->subject && missing->accepted == cell->accepted &&
            strcmp(missing->institutions, institutions) == 0)
            return missing;
    }
    struct missing *missing = g_new0(struct missing, 1);
    missing->subject = cell->subject;
    missing->accepted = cell->accepted;
    missing->institutions = g_steal_pointer(&institutions);
    missing->criteria_file = criteria_file(gaps, grid, cell, names);
    missing->groups = g_ptr_array_new_with_free_func(same_gap_free);
    g_ptr_array_add(gaps->missing, missing);
    return missing;
}

/* The last group is that of the country whose grid is being added, until it is complete. */
static void
add_cell(struct missing *missing, const struct cell *cell, const char *country)
{
    GPtrArray *groups = missing->groups;
    struct same_gap *last = groups->len ? groups->pdata[groups->len - 1] : NULL;

    missing->cells++;
    if (!last || last->countries->len != 1 || strcmp(last->countries->pdata[0], country) != 0) {
        last = same_gap_new();
        g_ptr_array_add(last->countries, g_strdup(country));
        g_ptr_array_add(groups, last);
        missing->countries++;
    }
    g_ptr_array_add(last->statuses, (gpointer)cell->status->key);
}

void
gaps_add(struct gaps *gaps, const struct grid *grid, const struct destination *destination)
{
    const char *country = destination->entry ? destination->entry->key : destination->code;
    for (unsigned i = 0; i < grid->cell_count; i++)
        if (grid->cells[i].state == CELL_GAP)
            add_cell(find_missing(gaps, grid, &grid->cells[i]), &grid->cells[i], country);
}

static bool
same_statuses(const struct same_gap *a, const struct same_gap *b)
{
    bool same = a->statuses->len == b->statuses->len;
    for (unsigned i = 0; same && i < a->statuses->len; i++)
        same = a->statuses->pdata[i] == b->statuses->pdata[i];
    return same;
}

/* Joins the countries that lack the same. */
static void
join_groups(GPtrArray *groups)
{
    for (unsigned i = 0; i < groups->len; i++)
        for (unsigned j = i + 1; j < groups->len;) {
            struct same_gap *into = groups->pdata[i], *from = groups->pdata[j];
            if (!same_statuses(into, from)) {
                j++;
                continue;
            }
            for (unsigned c = 0; c < from->countries->len; c++)
                g_ptr_array_add(into->countries, g_strdup(from->countries->pdata[c]));
            g_ptr_array_remove_index(groups, j);
        }
}

/* "student in spain, turkey; every status in other". */
static char *
where(const struct gaps *gaps, const struct missing *missing)
{
    GString *text = g_string_new(NULL);
    for (unsigned i = 0; i < missing->groups->len; i++) {
        const struct same_gap *same = missing->groups->pdata[i];
        g_autofree char *statuses = same->statuses->len == gaps->owners->statuses.count
                                        ? g_strdup("every status")
                                        : some_of(same->statuses);
        g_autofree char *countries = some_of(same->countries);
        g_string_append_printf(text, "%s%s in %s", i ? "; " : "", statuses, countries);
    }
    return g_string_free(text, FALSE);
}

/* Who answers the subject elsewhere, and where a row could be added. */
static char *
elsewhere(const struct missing *missing)
{
    if (!*missing->institutions)
        return g_strdup("no fiche of this direction has the subject");
    return g_strdup_printf("answered elsewhere by %s (%s)", missing->institutions,
                           missing->criteria_file ? missing->criteria_file : "without criteria");
}

static void
report(const struct gaps *gaps, const struct missing *missing, struct diag *diag)
{
    g_autofree char *countries = where(gaps, missing);
    g_autofree char *others = elsewhere(missing);
    const char *direction = direction_name(gaps->direction);
    const char *s = missing->cells == 1 ? "" : "s";
    const unsigned places = missing->countries;
    const char *ies = places == 1 ? "y" : "ies";

    if (missing->accepted)
        diag_report(diag, DIAG_E0203, missing->subject->place, NULL,
                    "%s %s: %u cell%s of %u countr%s without a fiche, accepted by %s:%d: %s",
                    direction, missing->subject->key, missing->cells, s, places, ies,
                    missing->accepted->place.file, missing->accepted->place.line, countries);
    else
        diag_report(diag, DIAG_E0202, missing->subject->place,
                    "add a row to a criteria file or write a fiche, or accept the gap in gaps.xml",
                    "%s %s: %u cell%s of %u countr%s without a fiche: %s; %s", direction,
                    missing->subject->key, missing->cells, s, places, ies, countries, others);
}

void
gaps_report(const struct gaps *gaps, struct diag *diag)
{
    for (unsigned i = 0; i < gaps->missing->len; i++) {
        struct missing *missing = gaps->missing->pdata[i];
        join_groups(missing->groups);
        report(gaps, missing, diag);
    }
}
