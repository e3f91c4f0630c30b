#include <string.h>

#include "base/xml.h"
#include "brochure/check_int.h"
#include "brochure/document_int.h"

/* All rules over all countries, as `check` runs them: what one merge would find in one document,
 * and what only shows over many (gaps, accepted gaps, languages), each finding once. */

char **
brochure_countries(const struct sources *sources)
{
    const struct list list = sources_countries(sources);
    g_autoptr(GStrvBuilder) codes = g_strv_builder_new();
    bool other = false;

    for (unsigned i = 0; i < list.count; i++) {
        const struct entry *entry = &list.entries[i];
        bool again = false;
        for (unsigned j = 0; j < i && !again; j++)
            again = same_country(entry, &list.entries[j]);
        const bool is_other = entry_is_other(entry);
        if (!again && !(is_other && other))
            g_strv_builder_add(codes, is_other ? "other" : entry->code ? entry->code : entry->key);
        other |= is_other;
    }
    if (!other)
        g_strv_builder_add(codes, "other");
    return g_strv_builder_end(codes);
}

struct check {
    const struct sources *sources;
    const struct edition *edition;
    GDate date;
    struct diag *diag;
    struct conflicts *conflicts;
    struct accepted *accepted;
    struct complaints *complaints;
    GHashTable *with_fp; /* struct fiche: its prose has something to decide */
};

static bool
decides(const struct fiche *fiche)
{
    bool any = prose_has_fp(fiche->hang);
    for (unsigned l = 0; l < LANGUAGE_COUNT; l++) {
        const struct version *version = fiche->version[l];
        any |= version && (prose_has_fp(version->summary) || prose_has_fp(version->introduction) ||
                           prose_has_fp(version->description) || prose_has_fp(version->hang));
    }
    return any;
}

/* The texts that have conditions or values, written and thrown away. */
static void
check_texts(struct check *check, struct document *document)
{
    const GPtrArray *const lists[] = {document->fiches, document->conventions,
                                      document->information};
    for (unsigned l = 0; l < G_N_ELEMENTS(lists); l++)
        for (unsigned i = 0; i < lists[l]->len; i++) {
            const struct printed *printed = lists[l]->pdata[i];
            if (g_hash_table_contains(check->with_fp, printed->fiche))
                try_text(document, printed);
        }
}

static void
check_document(struct check *check, const struct selection *selection,
               const struct destination *destination, const struct grid *grid)
{
    const struct narrowing all = {NULL};
    struct document document;
    document_init(&document, check->sources, selection, destination, &all, grid, check->complaints);
    printed_collect(&document);
    check_texts(check, &document);
    document_clear(&document);
}

static void
check_country(struct check *check, struct selection *selection, struct gaps *gaps)
{
    const struct narrowing all = {NULL};
    struct destination destination = {0};
    bool found = destination_find(check->sources, selection->country, &destination, check->diag);
    g_assert(found);
    g_autoptr(grid) grid =
        grid_compute(check->sources, selection->direction, &check->date, &destination, &all);

    conflicts_add(check->conflicts, grid, &destination);
    accepted_add(check->accepted, grid, &destination);
    gaps_add(gaps, grid, &destination);
    complaints_country(check->complaints,
                       destination.entry ? destination.entry->key : destination.code);
    for (unsigned l = 0; l < LANGUAGE_COUNT; l++) {
        selection->lang = l;
        if (check->edition->language[l])
            check_document(check, selection, &destination, grid);
    }
    destination_clear(&destination);
}

static void
check_direction(struct check *check, enum direction direction)
{
    g_auto(GStrv) countries = brochure_countries(check->sources);
    g_autoptr(gaps) gaps = gaps_new(check->sources, direction, &check->date);
    struct selection selection = {.direction = direction, .date = check->date};

    for (char **country = countries; *country; country++) {
        selection.country = *country;
        check_country(check, &selection, gaps);
    }
    gaps_report(gaps, check->diag);
}

/* Names and references that are wrong whatever is decided. */
static void
check_names(struct check *check, const struct fiche *fiche)
{
    const struct situation situation = {
        .sources = check->sources, .direction = fiche->direction, .complaints = check->complaints};
    prose_check(&situation, fiche->hang);
    for (unsigned l = 0; l < LANGUAGE_COUNT; l++) {
        const struct version *version = fiche->version[l];
        if (!version)
            continue;
        prose_check(&situation, version->summary);
        prose_check(&situation, version->introduction);
        prose_check(&situation, version->description);
        prose_check(&situation, version->hang);
    }
}

/* The element of a language, where the file has one. */
static struct place
language_place(const struct fiche *fiche, enum language language)
{
    const xmlNode *contents = NULL;
    for (unsigned l = 0; l < LANGUAGE_COUNT && !contents; l++)
        if (fiche->version[l] && fiche->version[l]->title)
            contents = fiche->version[l]->title->parent->parent;
    const xmlNode *element = contents ? xml_child(contents, language_name(language)) : NULL;
    return element ? xml_place(element) : contents ? xml_place(contents) : fiche->place;
}

static void
check_languages(struct check *check, const struct fiche *fiche)
{
    g_autoptr(GPtrArray) missing = g_ptr_array_new();
    enum language first = LANGUAGE_COUNT, printed = LANGUAGE_COUNT;

    for (unsigned l = 0; l < LANGUAGE_COUNT; l++) {
        if (!check->edition->language[l] || fiche->version[l])
            continue;
        g_ptr_array_add(missing, (gpointer)language_name(l));
        if (first == LANGUAGE_COUNT)
            first = l;
    }
    if (missing->len == 0)
        return;
    printed = printed_language(check->sources, fiche, first);
    g_autofree char *names = some_of(missing);
    g_autofree char *instead =
        g_strdup_printf(printed == LANGUAGE_COUNT ? "left out there" : "printed in %s instead",
                        printed == LANGUAGE_COUNT ? "" : language_name(printed));
    diag_report(check->diag, DIAG_E0205, language_place(fiche, first), "translate it",
                "%s (%s) has no text in %s: %s", fiche->id, fiche->institution, names, instead);
}

/* Not only what this edition prints: who delivers a text that has its time to come, or no criteria
 * yet, is told as well. */
static bool
is_of_use(const struct check *check, const struct fiche *fiche)
{
    return !g_date_valid(&fiche->valid_until) ||
           g_date_compare(&check->date, &fiche->valid_until) <= 0;
}

static void
check_fiches(struct check *check)
{
    unsigned count;
    const struct fiche *fiches = sources_fiches(check->sources, &count);
    complaints_country(check->complaints, NULL);
    for (unsigned i = 0; i < count; i++) {
        check_names(check, &fiches[i]);
        parity_check(&fiches[i], check->diag);
        if (is_of_use(check, &fiches[i]) && check->edition->missing_language != MISSING_ERROR)
            check_languages(check, &fiches[i]);
    }
}

static void
find_deciding(struct check *check)
{
    unsigned count;
    const struct fiche *fiches = sources_fiches(check->sources, &count);
    for (unsigned i = 0; i < count; i++)
        if (decides(&fiches[i]))
            g_hash_table_add(check->with_fp, (gpointer)&fiches[i]);
}

void
brochure_check(const struct sources *sources, const GDate *date, struct diag *diag)
{
    g_autoptr(conflicts) conflicts = conflicts_new(sources, date);
    g_autoptr(accepted) accepted = accepted_new(sources, date);
    g_autoptr(complaints) complaints = complaints_new();
    g_autoptr(GHashTable) with_fp = g_hash_table_new(NULL, NULL);
    struct check check = {.sources = sources,
                          .edition = sources_edition(sources),
                          .date = *date,
                          .diag = diag,
                          .conflicts = conflicts,
                          .accepted = accepted,
                          .complaints = complaints,
                          .with_fp = with_fp};

    find_deciding(&check);
    for (unsigned d = 0; d < DIRECTION_COUNT; d++)
        if (check.edition->direction[d])
            check_direction(&check, d);
    conflicts_report(conflicts, diag);
    accepted_report(accepted, diag);
    check_fiches(&check);
    complaints_report(complaints, true, diag);
}
