#include <string.h>

#include "base/file.h"
#include "sources/sources_int.h"

/* The files of criteria/. Countries and nationalities are gathered from all of them, statuses and
 * subjects from those that have the mark of their direction in their names. */

/* The lists that a section of a file feeds; "defined" remembers where each was met before. */
struct feed {
    struct value_list *list;
    bool anywhere; /* several files may have it */
    const xmlNode *defined;
};

static void
read_for(struct loading *loading, struct feed *feed, const xmlNode *section)
{
    const xmlNode *before = feed->defined;
    if (before && (!feed->anywhere || before->doc == section->doc)) {
        const struct place first = xml_place(before);
        diag_report(loading->diag, DIAG_E0307, xml_place(section),
                    "keep one of the two; what the later one says again holds",
                    "the list %s stands in %s, line %d, as well", feed->list->section, first.file,
                    first.line);
    }
    feed->defined = section;
    list_read(loading, feed->list, section, feed->anywhere);
}

enum { COUNTRIES, NATIONALITIES, STATUSES, SUBJECTS = STATUSES + DIRECTION_COUNT };
enum { FEED_COUNT = SUBJECTS + DIRECTION_COUNT };

static bool
is_fed(unsigned feed, const char *path)
{
    static const char *const marks[DIRECTION_COUNT] = {[LEAVING] = "LB", [COMING] = "c2b"};
    const char *name = strrchr(path, '/') + 1;
    return feed < STATUSES || strstr(name, marks[(feed - STATUSES) % DIRECTION_COUNT]);
}

static void
read_file(struct loading *loading, struct feed *feeds, const char *path)
{
    const xmlDoc *doc = load_document(loading, path, false);
    const xmlNode *root = doc ? xmlDocGetRootElement(doc) : NULL;
    for (const xmlNode *node = xml_child(root, NULL); node; node = xml_next(node, NULL)) {
        bool known = false, read = false;
        for (unsigned i = 0; i < FEED_COUNT; i++) {
            if (!is_part(node, feeds[i].list->section))
                continue;
            known = true;
            if (!is_fed(i, path))
                continue;
            read = true;
            read_for(loading, &feeds[i], node);
        }
        if (known && !read)
            diag_report(loading->diag, DIAG_E0305, xml_place(node),
                        "put c2b or LB into the name of the file",
                        "the list %s is read only from files named for a direction",
                        (const char *)node->name);
    }
}

static void
read_files(struct loading *loading, struct feed *feeds)
{
    static const char folder[] = "criteria";
    g_auto(GStrv) names = source_exists(loading, folder)
                              ? file_list(loading->sources->directory, folder, loading->diag)
                              : NULL;
    for (char **name = names; name && *name; name++) {
        g_autofree char *lower = g_ascii_strdown(*name, -1);
        g_autofree char *path = g_build_filename(folder, *name, NULL);
        if (!strstr(lower, ".xml"))
            continue;
        if (!name_usable(*name))
            diag_report(loading->diag, DIAG_E0302, (struct place){path}, "rename it",
                        "\"%s\" cannot be the name of a file", *name);
        else if (!g_str_has_suffix(lower, ".xml"))
            diag_report(loading->diag, DIAG_E0305, (struct place){path}, "rename or remove it",
                        "the name %s does not end with .xml", *name);
        else
            read_file(loading, feeds, path);
    }
}

/* Labels matter where something is published in their language. */
static void
check_labels(struct loading *loading, const struct value_list *list)
{
    const struct edition *edition = &loading->sources->edition;
    for (unsigned i = 0; i < list->entries->len; i++) {
        const struct entry *entry = &g_array_index(list->entries, struct entry, i);
        for (enum language l = 0; l < LANGUAGE_COUNT; l++)
            if (edition->language[l] && !entry->label[l])
                diag_report(loading->diag, DIAG_E0309, entry->place, "give its label",
                            "\"%s\" in the list %s has no label in %s", entry->key, list->section,
                            language_name(l));
    }
}

/* The names of outputs come from codes, so each destination needs its own. */
static void
check_codes(struct loading *loading)
{
    struct sources *sources = loading->sources;
    struct value_list *lists[] = {&sources->countries, &sources->nationalities};
    g_autoptr(GHashTable) taken = g_hash_table_new(g_str_hash, g_str_equal);
    for (unsigned i = 0; i < G_N_ELEMENTS(lists); i++)
        for (unsigned e = 0; e < lists[i]->entries->len; e++) {
            struct entry *entry = &g_array_index(lists[i]->entries, struct entry, e);
            entry->code = country_code(sources, entry);
            if (lists[i] != &sources->countries)
                continue;
            const struct entry *other =
                entry->code ? g_hash_table_lookup(taken, entry->code) : NULL;
            if (!entry->code)
                diag_report(loading->diag, DIAG_E0314, entry->place,
                            "use the English name or the ISO 3166 code of a country as id",
                            "\"%s\" is no country, by its id or its labels", entry->key);
            else if (other)
                diag_report(loading->diag, DIAG_E0315, entry->place, "keep one of the two",
                            "\"%s\" and \"%s\" (line %d) are both %s", entry->key, other->key,
                            other->place.line, entry->code);
            else
                g_hash_table_insert(taken, (char *)entry->code, entry);
        }
}

static void
check_present(struct loading *loading, const struct feed *feed, unsigned index)
{
    static const char *const files[] = {"*.xml", "*.xml", "*LB*.xml", "*c2b*.xml"};
    const unsigned direction = (index - STATUSES) % DIRECTION_COUNT;
    if (feed->list->entries->len > 0)
        return;
    if (index >= STATUSES && loading->fiches[direction]->len == 0)
        return;
    diag_report(loading->diag, DIAG_E0306, (struct place){"criteria"},
                "a file of this folder has to define it",
                "the list <%s> is missing or empty in criteria/%s", feed->list->section,
                files[index < STATUSES ? 0 : 2 + direction]);
}

void
lists_load(struct loading *loading)
{
    static const char *const destination[] = {"country:", "destination:", "group:", NULL};
    static const char *const nationality[] = {"nationality:", "country:", "group:", "nat-", NULL};
    static const char *const status[][3] = {{"leaving_status:", "status:"},
                                            {"coming_status:", "status:"}};
    static const char *const subject[][3] = {{"leaving_subject:", "subject:"},
                                             {"coming_subject:", "subject:"}};
    struct sources *sources = loading->sources;
    struct feed feeds[FEED_COUNT] = {
        [COUNTRIES] = {&sources->countries, true},
        [NATIONALITIES] = {&sources->nationalities, true},
    };
    list_open(&sources->countries, "destination", destination);
    list_open(&sources->nationalities, "nationality", nationality);
    for (enum direction d = 0; d < DIRECTION_COUNT; d++) {
        list_open(&sources->statuses[d], "status", status[d]);
        list_open(&sources->subjects[d], "subject", subject[d]);
        feeds[STATUSES + d].list = &sources->statuses[d];
        feeds[SUBJECTS + d].list = &sources->subjects[d];
    }
    read_files(loading, feeds);
    for (unsigned i = 0; i < FEED_COUNT; i++) {
        list_close(sources, feeds[i].list);
        check_labels(loading, feeds[i].list);
        check_present(loading, &feeds[i], i);
    }
    check_codes(loading);
}
