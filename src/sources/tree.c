#include <string.h>

#include "base/file.h"
#include "sources/sources_int.h"

/* The files of a repository: which of them are fiches and criteria, and whether their names can be
 * used as ids. */

static const char *const roots[DIRECTION_COUNT] = {
    [LEAVING] = "leaving_belgium",
    [COMING] = "coming_to_belgium",
};

static const char extension[] = ".xml";

static const char id_mend[] = "use letters, digits, _ and -, at most 128, beginning with a letter "
                              "or a digit";

struct walk {
    struct loading *loading;
    GArray *found;
    const char *suffix; /* behind the id: ".xml", "_criteria.xml" */
    char *refused;      /* the last folder that was reported */
};

static bool
has_suffix(const char *name, const char *suffix)
{
    const size_t length = strlen(name), behind = strlen(suffix);
    return length > behind && g_ascii_strcasecmp(name + length - behind, suffix) == 0;
}

/* Folders are judged by the files in them: one with pictures alone may have any name. */
static bool
check_folder(struct walk *walk, const char *path, const char *folder)
{
    struct loading *loading = walk->loading;
    const char *slash = strrchr(folder, '/'), *name = slash ? slash + 1 : folder;
    g_auto(GStrv) parts = g_strsplit(folder, "/", -1);
    bool usable = !*name || id_usable(name);
    for (char **part = parts; *part && usable; part++)
        usable = name_usable(*part);
    if (usable || g_strcmp0(walk->refused, folder) == 0)
        return usable;
    g_free(walk->refused);
    walk->refused = g_strdup(folder);
    diag_report(loading->diag, DIAG_E0302, (struct place){path}, id_mend,
                "\"%s\" cannot be the name of an institution's folder", folder);
    return false;
}

static void
add_file(struct walk *walk, const char *path, const char *folder, const char *name)
{
    struct loading *loading = walk->loading;
    struct sources *sources = loading->sources;
    const struct place place = {path};
    g_autofree char *lower = g_ascii_strdown(name, -1);
    if (!strstr(lower, extension))
        return;
    if (!has_suffix(name, walk->suffix)) {
        diag_report(loading->diag, DIAG_E0305, place, "rename or remove it",
                    "the name %s does not end with %s", name, walk->suffix);
        return;
    }
    g_autofree char *id = g_strndup(name, strlen(name) - strlen(walk->suffix));
    if (!id_usable(id)) {
        diag_report(loading->diag, DIAG_E0302, place, id_mend, "\"%s\" cannot be an id", id);
        return;
    }
    if (!check_folder(walk, path, folder))
        return;
    if (!*folder)
        diag_report(loading->diag, DIAG_E0305, place,
                    "put it into a folder with the institution's name",
                    "%s lies in no institution's folder", name);
    const char *slash = strrchr(folder, '/');
    const struct found found = {
        .path = keep_string(sources, g_strdup(path)),
        .folder = keep_string(sources, g_strdup(folder)),
        .institution = keep_string(sources, g_strdup(slash     ? slash + 1
                                                     : *folder ? folder
                                                               : "themas")),
        .id = keep_string(sources, g_steal_pointer(&id)),
    };
    g_array_append_val(walk->found, found);
}

static void
walk_folder(struct walk *walk, const char *path, const char *folder)
{
    struct loading *loading = walk->loading;
    g_auto(GStrv) names = file_list(loading->sources->directory, path, loading->diag);
    for (char **name = names; name && *name; name++) {
        g_autofree char *below = g_build_filename(path, *name, NULL);
        g_autofree char *full = g_build_filename(loading->sources->directory, below, NULL);
        if (!g_file_test(full, G_FILE_TEST_IS_DIR)) {
            add_file(walk, below, folder, *name);
        } else if (**name != '.') {
            g_autofree char *inner =
                *folder ? g_build_filename(folder, *name, NULL) : g_strdup(*name);
            walk_folder(walk, below, inner);
        }
    }
}

static int
by_id(const void *a, const void *b)
{
    const struct found *first = a, *second = b;
    const int ids = strcmp(first->id, second->id);
    return ids ? ids : strcmp(first->path, second->path);
}

static GArray *
find(struct loading *loading, enum direction direction, const char *part, const char *suffix)
{
    struct walk walk = {loading, g_array_new(FALSE, TRUE, sizeof(struct found)), suffix};
    g_autofree char *path = g_build_filename(roots[direction], part, NULL);
    if (source_exists(loading, path))
        walk_folder(&walk, path, "");
    g_free(walk.refused);
    g_array_sort(walk.found, by_id);
    return walk.found;
}

/* The id without what must not tell two ids apart. Owned. */
static char *
id_without(const char *id, bool hyphens)
{
    char *plain = g_ascii_strdown(id, -1), *to = plain;
    for (const char *from = plain; *from; from++)
        if (!hyphens || *from != '-')
            *to++ = *from;
    *to = 0;
    return plain;
}

static void
report_double(struct loading *loading, enum diag_code code, const struct found *found,
              const struct found *first)
{
    diag_report(loading->diag, code, (struct place){found->path},
                code == DIAG_E0303 ? "rename one of them" : "see that they are not the same page",
                "\"%s\" stands here, \"%s\" in %s", found->id, first->id, first->path);
}

/* Ids that differ by nothing, by case, by hyphens. */
static void
check_likeness(struct loading *loading, const GArray *files)
{
    g_autoptr(GHashTable) cases = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) hyphens = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (unsigned i = 0; i < files->len; i++) {
        struct found *found = &g_array_index(files, struct found, i);
        char *plain = id_without(found->id, false), *plainer = id_without(found->id, true);
        const struct found *other;
        if ((other = g_hash_table_lookup(cases, plain)))
            report_double(loading, DIAG_E0303, found, other);
        else if ((other = g_hash_table_lookup(hyphens, plainer)))
            report_double(loading, DIAG_E0304, found, other);
        g_hash_table_insert(cases, plain, found);
        g_hash_table_insert(hyphens, plainer, found);
    }
}

/* Keeps the first of two equal ids; the others were reported, or are now. */
static void
remove_doubles(struct loading *loading, GArray *files, bool report)
{
    for (unsigned i = files->len; i-- > 1;) {
        const struct found *found = &g_array_index(files, struct found, i);
        const struct found *before = found - 1;
        if (strcmp(found->id, before->id) != 0)
            continue;
        if (report)
            report_double(loading, DIAG_E0303, found, before);
        g_array_remove_index(files, i);
    }
}

void
tree_find(struct loading *loading)
{
    unsigned count = 0;
    for (enum direction d = 0; d < DIRECTION_COUNT; d++) {
        loading->fiches[d] = find(loading, d, "themas", extension);
        loading->criteria[d] = find(loading, d, "criteria", "_criteria.xml");
        check_likeness(loading, loading->fiches[d]);
        remove_doubles(loading, loading->fiches[d], false);
        remove_doubles(loading, loading->criteria[d], true);
        count += loading->fiches[d]->len;
    }
    if (count == 0)
        diag_report(loading->diag, DIAG_E0301, (struct place){NULL},
                    "name a directory with leaving_belgium/themas or coming_to_belgium/themas",
                    "there is no fiche in %s", loading->sources->directory);
}

struct found *
found_named(const GArray *files, const char *id)
{
    unsigned low = 0, high = files->len;
    while (low < high) {
        const unsigned middle = (low + high) / 2;
        struct found *found = &g_array_index(files, struct found, middle);
        const int order = strcmp(found->id, id);
        if (order == 0)
            return found;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}
