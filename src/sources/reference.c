#include <string.h>

#include "sources/catalogue_int.h"
#include "sources/sources_int.h"

/* What fiches refer to, once all of them are read: each other, link objects, and, by the names of
 * convention pages, countries. */

static int
by_link_id(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Each id once, with all its users. */
static void
report_unresolved(struct loading *loading)
{
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    GHashTableIter iterator;
    gpointer key;
    g_hash_table_iter_init(&iterator, loading->unresolved);
    while (g_hash_table_iter_next(&iterator, &key, NULL))
        g_ptr_array_add(ids, key);
    g_ptr_array_sort(ids, by_link_id);
    for (unsigned i = 0; i < ids->len; i++) {
        const GArray *places = g_hash_table_lookup(loading->unresolved, ids->pdata[i]);
        g_autoptr(GString) users = g_string_new(NULL);
        for (unsigned p = 0; p < places->len; p++) {
            const struct place *place = &g_array_index(places, struct place, p);
            g_string_append_printf(users, "%s%s:%d", p ? ", " : "", place->file, place->line);
        }
        diag_report(loading->diag, DIAG_E0326, g_array_index(places, struct place, 0),
                    "add it to catalogue/links.xml, or remove it; nothing is printed for it",
                    "the link %s is not known; used in %s", (const char *)ids->pdata[i],
                    users->str);
    }
}

static const struct fiche *
find_target(const struct sources *sources, enum direction direction, const char *id)
{
    const struct fiche *fiche = sources_fiche(sources, direction, id);
    const struct fiche *convention = sources_fiche(sources, COMING, id);
    if (!fiche && convention && convention->kind == CONVENTION)
        return convention;
    return fiche;
}

/* "did you mean "X"?", or NULL. Owned. */
static char *
near_fiche(struct loading *loading, enum direction direction, const char *id)
{
    const struct sources *sources = loading->sources;
    g_autoptr(GPtrArray) ids = g_ptr_array_new();
    for (unsigned i = 0; i < sources->fiches->len; i++) {
        const struct fiche *fiche = &g_array_index(sources->fiches, struct fiche, i);
        if (fiche->direction == direction || fiche->kind == CONVENTION)
            g_ptr_array_add(ids, (char *)fiche->id);
    }
    return near_help(loading, id, ids);
}

static void
resolve_internal(struct loading *loading, const struct draft *draft, struct fiche *fiche)
{
    struct sources *sources = loading->sources;
    g_autoptr(GPtrArray) targets = g_ptr_array_new();
    unsigned unknown = 0;
    for (const char *const *id = draft->internal; id && *id; id++) {
        const struct fiche *target = find_target(sources, fiche->direction, *id);
        if (!target && found_named(loading->fiches[fiche->direction], *id))
            continue; /* it was refused, and that was said */
        if (!target && !worth_a_line(loading, DIAG_E0325, draft->internal_place, &unknown))
            continue;
        g_autofree char *near = target ? NULL : near_fiche(loading, fiche->direction, *id);
        if (!target)
            diag_report(loading->diag, DIAG_E0325, draft->internal_place,
                        near ? near : "name a fiche of the same direction, or remove it",
                        "there is no fiche \"%s\" in the direction %s", *id,
                        direction_name(fiche->direction));
        else if (target != fiche && !g_ptr_array_find(targets, target, NULL))
            g_ptr_array_add(targets, (void *)target);
    }
    g_ptr_array_add(targets, NULL);
    fiche->internal_links = keep_copy(sources, targets->pdata, targets->len * sizeof(void *));
}

static bool
is_named(const char *folded, const char *key, const char *const *labels)
{
    g_autofree char *name = catalogue_fold(key);
    bool named = strcmp(folded, name) == 0;
    for (enum language l = 0; l < LANGUAGE_COUNT && !named; l++) {
        g_autofree char *label = labels[l] ? catalogue_fold(labels[l]) : NULL;
        named = label && strcmp(folded, label) == 0;
    }
    return named;
}

static void
add_target(GArray *targets, struct target target)
{
    for (unsigned i = 0; i < targets->len; i++) {
        const struct target *old = &g_array_index(targets, struct target, i);
        if (old->entry == target.entry && old->group == target.group)
            return;
    }
    g_array_append_val(targets, target);
}

/* The name that the European groups have in each language, by their English one. */
static const char *
english_group(const char *folded)
{
    static const struct {
        const char *name, *english;
    } names[] = {{"eee", "eea"}, {"eer", "eea"}, {"ewr", "eea"}, {"ue", "eu"}};
    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++)
        if (strcmp(names[i].name, folded) == 0)
            return names[i].english;
    return folded;
}

/* true: the name means something, though maybe nothing of the lists. */
static bool
match_name(struct sources *sources, const char *name, GArray *targets)
{
    const struct value_list *list = &sources->countries;
    g_autofree char *folded = catalogue_fold(name);
    const char *code = country_named(sources, name);
    bool matched = code != NULL;
    for (unsigned i = 0; i < list->groups->len; i++) {
        const struct group *group = list->groups->pdata[i];
        if (!is_named(folded, group->key, group->label) &&
            !is_named(english_group(folded), group->key, group->label))
            continue;
        add_target(targets, (struct target){.group = group});
        matched = true;
    }
    for (unsigned i = 0; i < list->entries->len; i++) {
        const struct entry *entry = &g_array_index(list->entries, struct entry, i);
        if (!is_named(folded, entry->key, entry->label) && (!code || g_strcmp0(code, entry->code)))
            continue;
        add_target(targets, (struct target){.entry = entry});
        matched = true;
    }
    return matched;
}

/* The rest of the id as a whole, else its words, the longest runs of them first. */
static bool
match_words(struct sources *sources, char **words, unsigned count, GArray *targets)
{
    bool matched = false;
    for (unsigned start = 0; start < count;) {
        unsigned taken = 0;
        for (unsigned length = count - start; length > 0 && taken == 0; length--) {
            g_autoptr(GString) name = g_string_new(NULL);
            for (unsigned i = 0; i < length; i++)
                g_string_append_printf(name, "%s%s", i ? " " : "", words[start + i]);
            if (match_name(sources, name->str, targets))
                taken = length;
        }
        matched |= taken > 0;
        start += MAX(taken, 1);
    }
    return matched;
}

static void
resolve_convention(struct loading *loading, struct fiche *fiche)
{
    struct sources *sources = loading->sources;
    const char *rest = strstr(fiche->id, "_Convention_") + strlen("_Convention_");
    g_auto(GStrv) pieces = g_strsplit(rest, "-", -1);
    g_autofree char *plain = g_strjoinv("", pieces);
    g_auto(GStrv) words = g_strsplit(plain, "_", -1);
    g_autoptr(GArray) targets = g_array_new(FALSE, FALSE, sizeof(struct target));
    if (!match_words(sources, words, g_strv_length(words), targets))
        diag_report(loading->diag, DIAG_E0332, fiche->place,
                    "end the id with a country or a group of the value lists",
                    "\"%s\" names no country, so the page is printed nowhere", fiche->id);
    fiche->convention = keep_copy(sources, targets->data, targets->len * sizeof(struct target));
    fiche->convention_count = targets->len;
}

void
references_resolve(struct loading *loading)
{
    struct sources *sources = loading->sources;
    for (unsigned i = 0; i < loading->drafts->len; i++) {
        struct fiche *fiche = &g_array_index(sources->fiches, struct fiche, i);
        resolve_internal(loading, loading->drafts->pdata[i], fiche);
        if (fiche->kind == CONVENTION)
            resolve_convention(loading, fiche);
    }
    report_unresolved(loading);
}
