#include "sources/sources.h"

#include <string.h>
#include <sys/stat.h>

#include "base/file.h"
#include "sources/sources_int.h"

const char *
keep_string(struct sources *sources, char *owned)
{
    g_ptr_array_add(sources->blocks, owned);
    return owned;
}

void *
keep_copy(struct sources *sources, const void *bytes, size_t size)
{
    void *copy = size ? g_memdup2(bytes, size) : NULL;
    g_ptr_array_add(sources->blocks, copy);
    return copy;
}

const char *const *
keep_strings(struct sources *sources, const GPtrArray *strings)
{
    if (!strings || strings->len == 0)
        return NULL;
    const char **kept = g_new0(const char *, strings->len + 1);
    g_ptr_array_add(sources->blocks, kept);
    for (unsigned i = 0; i < strings->len; i++)
        kept[i] = keep_string(sources, g_strdup(strings->pdata[i]));
    return kept;
}

bool
source_exists(const struct loading *loading, const char *path)
{
    g_autofree char *full = g_build_filename(loading->sources->directory, path, NULL);
    struct stat status;
    return lstat(full, &status) == 0;
}

void
add_digest(struct loading *loading, const char *path, const char *digest)
{
    g_hash_table_insert(loading->digests, g_strdup(path), g_strdup(digest));
}

bool
worth_a_line(struct loading *loading, enum diag_code code, struct place place, unsigned *count)
{
    enum { ENOUGH = 20 };
    if (++*count == ENOUGH + 1)
        diag_report(loading->diag, code, place, NULL, "there are more of them here");
    return *count <= ENOUGH;
}

char *
near_help(struct loading *loading, const char *word, const GPtrArray *candidates)
{
    enum { ENOUGH = 200 };
    const char *near = NULL;
    if (loading->nears++ < ENOUGH)
        near = diag_near(word, (const char *const *)candidates->pdata, candidates->len);
    return near ? g_strdup_printf("did you mean \"%s\"?", near) : NULL;
}

static xmlDoc *
keep_document(struct loading *loading, xmlDoc *doc, const char *path, bool prose)
{
    if (!doc)
        return NULL;
    g_ptr_array_add(loading->sources->docs, doc);
    add_digest(loading, path, xml_digest(doc));
    characters_check(xmlDocGetRootElement(doc), prose, loading->diag);
    return doc;
}

xmlDoc *
load_document(struct loading *loading, const char *path, bool prose)
{
    return keep_document(loading, xml_read(loading->sources->directory, path, loading->diag), path,
                         prose);
}

static char *
bundled_directory(void)
{
    return g_build_filename(file_data_directory(), "sources", NULL);
}

xmlDoc *
load_bundled(struct loading *loading, const char *path)
{
    g_autofree char *directory = bundled_directory();
    g_autofree char *name = g_strconcat("bundled/", path, NULL);
    return keep_document(loading, xml_read(directory, path, loading->diag), name, false);
}

xmlDoc *
load_own_or_bundled(struct loading *loading, const char *path)
{
    return source_exists(loading, path) ? load_document(loading, path, false)
                                        : load_bundled(loading, path);
}

static const char *const catalogue_files[] = {
    "catalogue/agreements.xml", "catalogue/contacts.xml",     "catalogue/countries.xml",
    "catalogue/forms.xml",      "catalogue/institutions.xml",
};

/* The repository's own catalogue as soon as it has one file of it, else the bundled one. */
static void
load_catalogue(struct loading *loading)
{
    struct sources *sources = loading->sources;
    g_autofree char *bundled = bundled_directory();
    const char *directory = bundled;
    for (unsigned i = 0; i < G_N_ELEMENTS(catalogue_files); i++)
        if (source_exists(loading, catalogue_files[i]))
            directory = sources->directory;
    sources->catalogue = catalogue_load(directory, loading->diag);
    for (unsigned i = 0; sources->catalogue && i < G_N_ELEMENTS(catalogue_files); i++) {
        g_autoptr(GBytes) bytes =
            file_read(directory, catalogue_files[i], FILE_LIMIT, loading->diag);
        g_autofree char *digest =
            bytes ? g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes) : NULL;
        if (digest)
            add_digest(loading, catalogue_files[i], digest);
    }
}

static char *
digest_of_all(const struct loading *loading)
{
    g_autoptr(GChecksum) sum = g_checksum_new(G_CHECKSUM_SHA256);
    g_autoptr(GList) paths = g_hash_table_get_keys(loading->digests);
    paths = g_list_sort(paths, (GCompareFunc)strcmp);
    for (const GList *path = paths; path; path = path->next) {
        const char *digest = g_hash_table_lookup(loading->digests, path->data);
        g_checksum_update(sum, path->data, strlen(path->data) + 1);
        g_checksum_update(sum, (const guchar *)digest, strlen(digest) + 1);
    }
    return g_strdup(g_checksum_get_string(sum));
}

static struct sources *
sources_new(const char *directory)
{
    struct sources *sources = g_new0(struct sources, 1);
    sources->directory = g_strdup(directory);
    sources->fiches = g_array_new(FALSE, FALSE, sizeof(struct fiche));
    sources->gaps = g_array_new(FALSE, FALSE, sizeof(struct accepted_gap));
    sources->links = g_hash_table_new(g_str_hash, g_str_equal);
    sources->docs = g_ptr_array_new_with_free_func((GDestroyNotify)xml_free);
    sources->blocks = g_ptr_array_new_with_free_func(g_free);
    return sources;
}

static void
free_position_array(void *positions)
{
    g_array_free(positions, TRUE);
}

/* Everything that is wrong is reported on the way; only a catalogue that cannot be read leaves
 * nothing to compare with. */
static void
load(struct loading *loading)
{
    load_catalogue(loading);
    edition_load(loading);
    tree_find(loading);
    if (!loading->sources->catalogue)
        return;
    lists_load(loading);
    links_load(loading);
    fiches_load(loading);
    gaps_load(loading);
    loading->sources->digest = digest_of_all(loading);
}

struct sources *
sources_load(const char *directory, struct diag *diag)
{
    const unsigned errors = diag_count(diag, DIAG_ERROR);
    struct sources *sources = sources_new(directory);
    struct loading loading = {
        .sources = sources,
        .diag = diag,
        .drafts = g_ptr_array_new_with_free_func(g_free),
        .digests = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
        .unresolved = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_position_array),
        .pictures = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
    };
    load(&loading);
    for (enum direction d = 0; d < DIRECTION_COUNT; d++) {
        g_array_free(loading.fiches[d], TRUE);
        g_array_free(loading.criteria[d], TRUE);
    }
    g_ptr_array_free(loading.drafts, TRUE);
    g_hash_table_unref(loading.digests);
    g_hash_table_unref(loading.unresolved);
    g_hash_table_unref(loading.pictures);
    if (diag_count(diag, DIAG_ERROR) == errors)
        return sources;
    sources_free(sources);
    return NULL;
}

void
sources_free(struct sources *sources)
{
    if (!sources)
        return;
    struct value_list *const lists[] = {
        &sources->countries,        &sources->nationalities,     &sources->statuses[LEAVING],
        &sources->statuses[COMING], &sources->subjects[LEAVING], &sources->subjects[COMING],
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(lists); i++)
        list_free(lists[i]);
    catalogue_free(sources->catalogue);
    g_array_free(sources->fiches, TRUE);
    g_array_free(sources->gaps, TRUE);
    g_hash_table_unref(sources->links);
    g_ptr_array_free(sources->docs, TRUE);
    g_ptr_array_free(sources->blocks, TRUE);
    g_free(sources->directory);
    g_free(sources->digest);
    g_free(sources);
}

const char *
sources_directory(const struct sources *sources)
{
    return sources->directory;
}

const struct edition *
sources_edition(const struct sources *sources)
{
    return &sources->edition;
}

const struct catalogue *
sources_catalogue(const struct sources *sources)
{
    return sources->catalogue;
}

struct list
sources_countries(const struct sources *sources)
{
    return list_view(&sources->countries);
}

struct list
sources_nationalities(const struct sources *sources)
{
    return list_view(&sources->nationalities);
}

struct list
sources_statuses(const struct sources *sources, enum direction direction)
{
    return list_view(&sources->statuses[direction]);
}

struct list
sources_subjects(const struct sources *sources, enum direction direction)
{
    return list_view(&sources->subjects[direction]);
}

const struct fiche *
sources_fiches(const struct sources *sources, unsigned *count)
{
    *count = sources->fiches->len;
    return (const struct fiche *)sources->fiches->data;
}

const struct fiche *
sources_fiche(const struct sources *sources, enum direction direction, const char *id)
{
    unsigned low = sources->fiche_starts[direction], high = sources->fiche_starts[direction + 1];
    while (low < high) {
        const unsigned middle = (low + high) / 2;
        const struct fiche *fiche = &g_array_index(sources->fiches, struct fiche, middle);
        const int order = strcmp(fiche->id, id);
        if (order == 0)
            return fiche;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

const struct accepted_gap *
sources_accepted_gaps(const struct sources *sources, unsigned *count)
{
    *count = sources->gaps->len;
    return (const struct accepted_gap *)sources->gaps->data;
}

const struct link *
sources_link(const struct sources *sources, const char *id)
{
    return g_hash_table_lookup(sources->links, id);
}

const char *
sources_digest(const struct sources *sources)
{
    return sources->digest;
}

bool
sources_has_group(const struct sources *sources, enum grouped list, const char *name)
{
    const struct value_list *lists[] = {
        [DESTINATION_LIST] = &sources->countries,
        [NATIONALITY_LIST] = &sources->nationalities,
    };
    g_autofree char *key = key_normalise(name);
    return g_hash_table_contains(lists[list]->group_keys, key);
}
