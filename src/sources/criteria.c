#include <string.h>

#include "sources/sources_int.h"

/* Criteria files: for whom a fiche is. Any child of the root is a row; what it names is looked up
 * in the value lists of the direction. */

struct reading {
    struct loading *loading;
    enum direction direction;
};

/* A list that is missing was reported; then nothing can be known. */
static void
report_unknown(const struct reading *reading, const xmlNode *node, const struct value_list *list,
               const char *item)
{
    if (list_is_empty(list))
        return;
    const struct sources *sources = reading->loading->sources;
    const enum direction other = reading->direction == LEAVING ? COMING : LEAVING;
    g_autofree char *near = list_near(reading->loading, list, item);
    const bool is_status = list == &sources->statuses[reading->direction];
    if (is_status && list_target(&sources->statuses[other], item).entry)
        diag_report(reading->loading->diag, DIAG_E0319, xml_place(node),
                    "use a status of the fiche's own direction",
                    "\"%s\" is a status of the direction %s", item, direction_name(other));
    else
        diag_report(reading->loading->diag, DIAG_E0318, xml_place(node),
                    near ? near : "use an id of the value list", "\"%s\" is not in the list %s",
                    item, list->section);
}

static bool
has_target(const GArray *targets, struct target target)
{
    for (unsigned i = 0; i < targets->len; i++) {
        const struct target *old = &g_array_index(targets, struct target, i);
        if (old->entry == target.entry && old->group == target.group)
            return true;
    }
    return false;
}

static void
add_items(const struct reading *reading, const xmlNode *node, const struct value_list *list,
          GArray *targets)
{
    g_autofree char *text = xml_text(node);
    g_autoptr(GPtrArray) items = split_items(text, ";");
    unsigned unknown = 0;
    for (unsigned i = 0; i < items->len; i++) {
        g_autofree char *key = key_normalise(items->pdata[i]);
        const struct target target = list_target(list, items->pdata[i]);
        if (!*key)
            continue;
        if (!target.entry && !target.group) {
            if (worth_a_line(reading->loading, DIAG_E0318, xml_place(node), &unknown))
                report_unknown(reading, node, list, items->pdata[i]);
        } else if (!has_target(targets, target)) {
            g_array_append_val(targets, target);
        }
    }
}

enum { DESTINATION, NATIONALITY, STATUS, COLUMN_COUNT };
static const char *const columns[COLUMN_COUNT] = {"destination", "nationality", "status"};

/* What one row names. said: there is something, if only what nobody knows. */
struct row {
    GArray *targets[COLUMN_COUNT];
    bool said[COLUMN_COUNT];
};

static void
read_cell(const struct reading *reading, const xmlNode *node, struct row *row)
{
    struct sources *sources = reading->loading->sources;
    const struct value_list *lists[COLUMN_COUNT] = {&sources->countries, &sources->nationalities,
                                                    &sources->statuses[reading->direction]};
    g_autofree char *text = xml_text(node);
    g_autofree char *key = key_normalise(text);
    for (unsigned i = 0; i < COLUMN_COUNT; i++) {
        if (!is_part(node, columns[i]))
            continue;
        row->said[i] |= key[strspn(key, ";_")] != 0;
        add_items(reading, node, lists[i], row->targets[i]);
        return;
    }
    diag_report(reading->loading->diag, DIAG_E0330, xml_place(node),
                "a row has destination, nationality and status", "<%s> means nothing in a row",
                (const char *)node->name);
}

static void
check_row(const struct reading *reading, const xmlNode *node, const struct row *row)
{
    struct diag *diag = reading->loading->diag;
    const struct place place = xml_place(node);
    static const unsigned needed[] = {DESTINATION, STATUS};
    for (unsigned i = 0; i < G_N_ELEMENTS(needed); i++) {
        const unsigned column = needed[i];
        if (!row->said[column])
            diag_report(diag, DIAG_E0317, place, "name one", "the row has no %s", columns[column]);
        if (row->targets[column]->len > 1)
            diag_report(diag, DIAG_E0321, place, "give each its own row",
                        "the row has %u values for %s", row->targets[column]->len, columns[column]);
    }
    if (!row->said[NATIONALITY])
        diag_report(diag, DIAG_E0320, place, "name them all, so that nobody has to guess",
                    "the row has no nationality; it counts for all");
}

static bool
is_complete(const struct row *row)
{
    return row->targets[DESTINATION]->len > 0 && row->targets[STATUS]->len > 0 &&
           (row->targets[NATIONALITY]->len > 0 || !row->said[NATIONALITY]);
}

static const struct target *
keep_targets(struct sources *sources, const GArray *targets)
{
    return keep_copy(sources, targets->data, targets->len * sizeof(struct target));
}

static void
keep_row(struct sources *sources, const struct row *row, struct place place, GArray *rows)
{
    g_autoptr(GPtrArray) statuses = g_ptr_array_new();
    for (unsigned i = 0; i < row->targets[STATUS]->len; i++)
        g_ptr_array_add(statuses,
                        (void *)g_array_index(row->targets[STATUS], struct target, i).entry);
    const struct criterion criterion = {
        .destinations = keep_targets(sources, row->targets[DESTINATION]),
        .destination_count = row->targets[DESTINATION]->len,
        .nationalities = keep_targets(sources, row->targets[NATIONALITY]),
        .nationality_count = row->targets[NATIONALITY]->len,
        .statuses = keep_copy(sources, statuses->pdata, statuses->len * sizeof(void *)),
        .status_count = statuses->len,
        .place = place,
    };
    g_array_append_val(rows, criterion);
}

static void
read_row(const struct reading *reading, const xmlNode *node, GArray *rows)
{
    struct row row = {{NULL}};
    for (unsigned i = 0; i < COLUMN_COUNT; i++)
        row.targets[i] = g_array_new(FALSE, FALSE, sizeof(struct target));
    for (const xmlNode *cell = xml_child(node, NULL); cell; cell = xml_next(cell, NULL))
        read_cell(reading, cell, &row);
    check_row(reading, node, &row);
    if (is_complete(&row))
        keep_row(reading->loading->sources, &row, xml_place(node), rows);
    for (unsigned i = 0; i < COLUMN_COUNT; i++)
        g_array_free(row.targets[i], TRUE);
}

static const struct entry *
read_subject(const struct reading *reading, const xmlNode *root)
{
    const struct value_list *list = &reading->loading->sources->subjects[reading->direction];
    g_autofree char *subject = xml_attribute(root, "subject");
    if (subject && *subject) {
        const struct entry *entry = list_target(list, subject).entry;
        g_autofree char *near = entry ? NULL : list_near(reading->loading, list, subject);
        if (!entry && !list_is_empty(list))
            diag_report(reading->loading->diag, DIAG_E0316, xml_place(root),
                        near ? near : "use an id of the list subject", "\"%s\" is no subject",
                        subject);
        return entry;
    }
    diag_report(reading->loading->diag, DIAG_E0316, xml_place(root),
                "give the root element the attribute subject", "the criteria name no subject");
    return NULL;
}

static void
read_criteria(struct loading *loading, struct fiche *fiche)
{
    const struct reading reading = {loading, fiche->direction};
    const xmlDoc *doc = load_document(loading, fiche->criteria_file, false);
    if (!doc)
        return;
    const xmlNode *root = xmlDocGetRootElement(doc);
    g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(struct criterion));
    fiche->subject = read_subject(&reading, root);
    for (const xmlNode *node = xml_child(root, NULL); node; node = xml_next(node, NULL))
        read_row(&reading, node, rows);
    fiche->rows = keep_copy(loading->sources, rows->data, rows->len * sizeof(struct criterion));
    fiche->row_count = rows->len;
    if (!xml_child(root, NULL))
        diag_report(loading->diag, DIAG_E0322, xml_place(root), "add a row for each case",
                    "the criteria of %s have no row, so it applies to nobody", fiche->id);
}

void
criteria_load(struct loading *loading, struct fiche *fiche, const struct found *found)
{
    struct found *criteria = found_named(loading->criteria[fiche->direction], fiche->id);
    if (!criteria) {
        diag_report(loading->diag, DIAG_E0322, fiche->place,
                    "add its criteria file, or empty <metadatas> when it is for everybody",
                    "%s has no criteria, so it applies to nobody", fiche->id);
        return;
    }
    criteria->used = true;
    if (strcmp(criteria->folder, found->folder) != 0)
        diag_report(loading->diag, DIAG_E0324, (struct place){criteria->path},
                    "put it into the folder of the same name", "its fiche lies in %s", found->path);
    fiche->criteria_file = criteria->path;
    read_criteria(loading, fiche);
}

void
criteria_check_unused(struct loading *loading)
{
    for (enum direction d = 0; d < DIRECTION_COUNT; d++)
        for (unsigned i = 0; i < loading->criteria[d]->len; i++) {
            const struct found *criteria = &g_array_index(loading->criteria[d], struct found, i);
            const struct found *found = found_named(loading->fiches[d], criteria->id);
            const struct place place = {criteria->path};
            if (criteria->used)
                continue;
            if (found)
                diag_report(loading->diag, DIAG_E0323, place,
                            "fill <metadatas>, or remove the criteria",
                            "%s is a page for everybody, its criteria are not read", criteria->id);
            else
                diag_report(loading->diag, DIAG_E0323, place, "add the fiche, or remove them",
                            "there is no fiche %s", criteria->id);
        }
}
