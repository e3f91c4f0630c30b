#include "brochure/grid_int.h"

#include <string.h>

bool
entry_is_other(const struct entry *entry)
{
    return strcmp(entry->key, "other") == 0 || g_strcmp0(entry->code, "other") == 0;
}

bool
same_country(const struct entry *a, const struct entry *b)
{
    return a == b || (a->code && b->code && strcmp(a->code, b->code) == 0);
}

const char *
entry_label(const struct entry *entry, enum language language)
{
    if (entry->label[language])
        return entry->label[language];
    for (unsigned i = 0; i < LANGUAGE_COUNT; i++)
        if (entry->label[i])
            return entry->label[i];
    return entry->key;
}

static const struct entry *
find_entry(struct list list, const char *name)
{
    for (unsigned i = 0; i < list.count; i++)
        if (strcmp(list.entries[i].key, name) == 0)
            return &list.entries[i];
    for (unsigned i = 0; i < list.count; i++)
        if (g_strcmp0(list.entries[i].code, name) == 0)
            return &list.entries[i];
    return NULL;
}

static const struct entry *
find_other(struct list list)
{
    for (unsigned i = 0; i < list.count; i++)
        if (entry_is_other(&list.entries[i]))
            return &list.entries[i];
    return NULL;
}

static char *
normalise(const char *name)
{
    g_autofree char *folded = g_utf8_strdown(name, -1);
    g_strstrip(folded);
    return g_strdelimit(g_steal_pointer(&folded), " \t\n", '_');
}

static void
report_unknown(const char *what, const char *name, struct list list, struct diag *diag)
{
    g_autoptr(GPtrArray) keys = g_ptr_array_new();
    for (unsigned i = 0; i < list.count; i++)
        g_ptr_array_add(keys, (gpointer)list.entries[i].key);
    const char *near = diag_near(name, (const char *const *)keys->pdata, keys->len);
    g_autofree char *help = near ? g_strdup_printf("did you mean %s?", near) : NULL;
    diag_report(diag, DIAG_E0210, (struct place){0}, help, "there is no %s \"%s\"", what, name);
}

bool
destination_find(const struct sources *sources, const char *name, struct destination *destination,
                 struct diag *diag)
{
    const struct list list = sources_countries(sources);
    const struct catalogue *catalogue = sources_catalogue(sources);
    g_autofree char *key = normalise(name);
    const struct entry *entry = find_entry(list, key);
    const char *code = entry ? entry->code : key;
    const struct country *country = code ? catalogue_country(catalogue, code) : NULL;

    if (!entry && !country)
        country = catalogue_country_named(catalogue, name);
    if (!entry && country)
        entry = find_entry(list, country->code);
    *destination = (struct destination){.entry = entry, .content = entry, .country = country};
    if (entry && entry_is_other(entry))
        destination->code = g_strdup("other");
    else if (entry)
        destination->code = g_strdup(entry->code ? entry->code : entry->key);
    else if (country)
        destination->code = g_strdup(country->code);
    else if (strcmp(key, "other") == 0)
        destination->code = g_steal_pointer(&key);
    else {
        report_unknown("country", name, list, diag);
        return false;
    }
    if (!entry)
        destination->content = find_other(list);
    return true;
}

void
destination_clear(struct destination *destination)
{
    g_clear_pointer(&destination->code, g_free);
}

/* By a label in any language. */
static const struct entry *
find_label(struct list list, const char *name)
{
    g_autofree char *wanted = normalise(name);
    for (unsigned i = 0; i < list.count; i++) {
        for (unsigned l = 0; l < LANGUAGE_COUNT; l++) {
            const char *label = list.entries[i].label[l];
            g_autofree char *key = label ? normalise(label) : NULL;
            if (g_strcmp0(key, wanted) == 0)
                return &list.entries[i];
        }
    }
    return NULL;
}

/* By the names that the country of a code has in the four languages. */
static const struct entry *
find_code(const struct catalogue *catalogue, struct list list, const char *code)
{
    const struct country *country = catalogue_country(catalogue, code);
    const struct entry *entry = NULL;
    for (unsigned l = 0; country && !entry && l < LANGUAGE_COUNT; l++)
        entry = country->name[l] ? find_label(list, country->name[l]) : NULL;
    return entry;
}

static const struct entry *
narrow(const struct catalogue *catalogue, const char *what, const char *name, struct list list,
       struct diag *diag)
{
    g_autofree char *key = normalise(name);
    const struct entry *entry = find_entry(list, key);

    if (!entry)
        entry = find_label(list, name);
    if (!entry)
        entry = find_code(catalogue, list, key);
    if (!entry)
        report_unknown(what, name, list, diag);
    return entry;
}

bool
narrowing_find(const struct sources *sources, const struct selection *selection,
               struct narrowing *narrowing, struct diag *diag)
{
    const enum direction direction = selection->direction;
    const struct catalogue *catalogue = sources_catalogue(sources);
    *narrowing = (struct narrowing){0};
    if (selection->status)
        narrowing->status = narrow(catalogue, "status", selection->status,
                                   sources_statuses(sources, direction), diag);
    if (selection->subject)
        narrowing->subject = narrow(catalogue, "subject", selection->subject,
                                    sources_subjects(sources, direction), diag);
    if (selection->nationality)
        narrowing->nationality = narrow(catalogue, "nationality", selection->nationality,
                                        sources_nationalities(sources), diag);
    return !narrowing->status == !selection->status && !narrowing->subject == !selection->subject &&
           !narrowing->nationality == !selection->nationality;
}

struct level {
    const struct group *group;
    specificity specificity;
};

struct members {
    const struct group *group;
    guint8 *entries;
};

struct reach {
    const struct entry *country; /* NULL: nothing names it */
    struct list nationalities;
    GDate date;
    GArray *levels;  /* struct level: each group of a destination that was asked for */
    GArray *members; /* struct members: each group of a nationality */
    guint8 *all, *row;
};

static void
clear_members(void *data)
{
    g_free(((struct members *)data)->entries);
}

struct reach *
reach_new(const struct sources *sources, const struct entry *country, const GDate *date)
{
    struct reach *reach = g_new0(struct reach, 1);
    reach->country = country;
    reach->nationalities = sources_nationalities(sources);
    reach->date = *date;
    reach->levels = g_array_new(FALSE, FALSE, sizeof(struct level));
    reach->members = g_array_new(FALSE, FALSE, sizeof(struct members));
    g_array_set_clear_func(reach->members, clear_members);
    reach->all = g_malloc(reach_nationality_count(reach));
    memset(reach->all, 1, reach_nationality_count(reach));
    reach->row = g_malloc(reach_nationality_count(reach));
    return reach;
}

void
reach_free(struct reach *reach)
{
    if (!reach)
        return;
    g_array_free(reach->levels, TRUE);
    g_array_free(reach->members, TRUE);
    g_free(reach->all);
    g_free(reach->row);
    g_free(reach);
}

unsigned
reach_nationality_count(const struct reach *reach)
{
    return MAX(reach->nationalities.count, 1);
}

static specificity
group_level(struct reach *reach, const struct group *group)
{
    for (unsigned i = 0; i < reach->levels->len; i++)
        if (g_array_index(reach->levels, struct level, i).group == group)
            return g_array_index(reach->levels, struct level, i).specificity;
    struct level level = {group, SPECIFICITY_NONE};
    if (entry_in_group(reach->country, group, &reach->date))
        level.specificity = rule_group_specificity(group->depth);
    g_array_append_val(reach->levels, level);
    return level.specificity;
}

specificity
reach_target(struct reach *reach, const struct target *target)
{
    if (!reach->country)
        return SPECIFICITY_NONE;
    if (target->entry)
        return same_country(target->entry, reach->country) ? SPECIFICITY_COUNTRY : SPECIFICITY_NONE;
    return group_level(reach, target->group);
}

specificity
reach_row(struct reach *reach, const struct criterion *row)
{
    specificity highest = SPECIFICITY_NONE;
    for (unsigned i = 0; i < row->destination_count; i++) {
        specificity one = reach_target(reach, &row->destinations[i]);
        highest = MAX(highest, one);
    }
    return highest;
}

static const guint8 *
group_members(struct reach *reach, const struct group *group)
{
    for (unsigned i = 0; i < reach->members->len; i++)
        if (g_array_index(reach->members, struct members, i).group == group)
            return g_array_index(reach->members, struct members, i).entries;
    struct members members = {group, g_malloc0(reach_nationality_count(reach))};
    for (unsigned i = 0; i < reach->nationalities.count; i++)
        members.entries[i] = entry_in_group(&reach->nationalities.entries[i], group, &reach->date);
    g_array_append_val(reach->members, members);
    return members.entries;
}

const guint8 *
reach_nationalities(struct reach *reach, const struct criterion *row)
{
    if (row->nationality_count == 0)
        return reach->all;
    memset(reach->row, 0, reach_nationality_count(reach));
    for (unsigned i = 0; i < row->nationality_count; i++) {
        const struct target *target = &row->nationalities[i];
        if (target->entry) {
            reach->row[target->entry - reach->nationalities.entries] = 1;
            continue;
        }
        const guint8 *members = group_members(reach, target->group);
        for (unsigned n = 0; n < reach->nationalities.count; n++)
            reach->row[n] |= members[n];
    }
    return reach->row;
}

bool
fiche_published(const struct sources *sources, const struct fiche *fiche, const GDate *date)
{
    bool text = false;
    for (unsigned i = 0; i < LANGUAGE_COUNT; i++)
        text |= fiche->version[i] != NULL;
    return text && fiche->state >= sources_edition(sources)->least_state &&
           rule_valid(&fiche->valid_from, &fiche->valid_until, date);
}

static bool
names_status(const struct criterion *row, const struct entry *status)
{
    for (unsigned i = 0; i < row->status_count; i++)
        if (row->statuses[i] == status)
            return true;
    return false;
}

static bool
names_answer(struct reach *reach, const struct criterion *row, const struct answer *answer)
{
    if (answer->nationality_count == 0)
        return true;
    const guint8 *named = reach_nationalities(reach, row);
    for (unsigned i = 0; i < answer->nationality_count; i++)
        if (named[answer->nationalities[i] - reach->nationalities.entries])
            return true;
    return false;
}

const struct criterion *
reach_claim(struct reach *reach, const struct answer *answer, const struct entry *status)
{
    const struct criterion *best = NULL;
    specificity highest = SPECIFICITY_NONE;
    for (unsigned i = 0; i < answer->fiche->row_count; i++) {
        const struct criterion *row = &answer->fiche->rows[i];
        specificity level = reach_row(reach, row);
        if (level > highest && names_status(row, status) && names_answer(reach, row, answer)) {
            highest = level;
            best = row;
        }
    }
    return best;
}
