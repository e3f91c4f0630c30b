#ifndef SOURCES_INT_H
#define SOURCES_INT_H

#include "base/xml.h"
#include "sources/sources.h"

/* What the files of this folder share. Loading goes once through the repository: find (tree.c),
 * then value lists (list.c), links, fiches (fiche.c, body.c), criteria (criteria.c), what refers to
 * what (reference.c). Nothing stops at the first error; what an error leaves open is left out. */

#define FP_NAMESPACE    "urn:fichepress:1"
#define XHTML_NAMESPACE "http://www.w3.org/1999/xhtml"

/* A value list. Entries and groups are final, and can be pointed to, once all files were read. */
struct value_list {
    const char *section;         /* "destination", "nationality", "status", "subject" */
    const char *const *prefixes; /* that a reference may carry, NULL-terminated */
    unsigned sections;           /* read so far */
    GArray *entries;             /* struct entry */
    GArray *grown;               /* while loading, for each entry: list.c */
    GHashTable *entry_keys;      /* key to 1 + index */
    GPtrArray *groups;           /* struct group */
    GHashTable *group_keys;      /* key to struct group */
};

struct sources {
    char *directory;
    struct catalogue *catalogue;
    struct edition edition;
    struct value_list countries, nationalities;
    struct value_list statuses[DIRECTION_COUNT], subjects[DIRECTION_COUNT];
    GArray *fiches; /* struct fiche */
    unsigned fiche_starts[DIRECTION_COUNT + 1];
    GArray *gaps;      /* struct accepted_gap */
    GHashTable *links; /* id to struct link, owned */
    GPtrArray *docs;   /* xmlDoc: places and prose are borrowed from them */
    GPtrArray *blocks; /* memory of strings and arrays */
    char *digest;
};

/* A file of the repository that counts. All strings belong to the sources. */
struct found {
    const char *path;        /* relative to the sources */
    const char *folder;      /* of the path, below themas or criteria; "" */
    const char *institution; /* the innermost folder */
    const char *id;
    bool used; /* criteria: a fiche has them */
};

struct loading {
    struct sources *sources;
    struct diag *diag;
    GArray *fiches[DIRECTION_COUNT], *criteria[DIRECTION_COUNT]; /* struct found, by id */
    GPtrArray *drafts;                                           /* struct draft */
    GHashTable *digests;    /* path to digest of every file that was read */
    GHashTable *unresolved; /* link id to GArray of struct place */
    unsigned nears;         /* how often a similar word was looked for, which takes time */
    GHashTable *pictures;   /* path to why it cannot be used, or NULL */
};

/* A fiche, and what cannot be settled before all of them are read. */
struct draft {
    struct fiche fiche;
    const struct found *found;
    const char *const *internal; /* ids as written, NULL-terminated; NULL: none */
    struct place internal_place;
};

/* sources.c. Memory that lives as long as the sources. */
const char *keep_string(struct sources *, char *owned);
void *keep_copy(struct sources *, const void *, size_t);
const char *const *keep_strings(struct sources *, const GPtrArray *); /* NULL when empty */

/* Reads a file of the repository, or of the bundled sources, and keeps the document. NULL: an error
 * was reported. */
xmlDoc *load_document(struct loading *, const char *path, bool prose);
xmlDoc *load_bundled(struct loading *, const char *path);
xmlDoc *load_own_or_bundled(struct loading *, const char *path);
bool source_exists(const struct loading *, const char *path);
void add_digest(struct loading *, const char *path, const char *digest);
/* Whether one more finding of that code at that place is worth a line: the first 20 are, then one
 * says that there are more. count: how many there were. */
bool worth_a_line(struct loading *, enum diag_code, struct place, unsigned *count);
/* "did you mean "x"?", or NULL, as ever after the first 200 times. Owned. */
char *near_help(struct loading *, const char *word, const GPtrArray *candidates);

/* key.c: the portal's normalisation of keys. */
char *key_normalise(const char *raw);
bool key_usable(const char *key);
bool id_usable(const char *id);
bool name_usable(const char *name); /* of a file or folder that is no id */
/* The items of a list, trimmed, without empty ones; separators: each of these characters. */
GPtrArray *split_items(const char *text, const char *separators);

/* country.c: the ISO code of an entry of the countries or nationalities, by its key, else by its
 * labels. NULL: none. */
const char *country_code(const struct sources *, const struct entry *);
const char *country_named(const struct sources *, const char *name);

/* tree.c */
void tree_find(struct loading *);
struct found *found_named(const GArray *files, const char *id); /* NULL: there is none */

/* lists.c: all of them. */
void lists_load(struct loading *);

/* list.c: one. */
void list_open(struct value_list *, const char *section, const char *const *prefixes);
/* nested: the section may have groups. */
void list_read(struct loading *, struct value_list *, const xmlNode *section, bool nested);
void list_close(struct sources *, struct value_list *);
void list_free(struct value_list *);
struct list list_view(const struct value_list *);
/* Nothing defines it. */
bool list_is_empty(const struct value_list *);

/* What a reference names, written with a prefix or without. Both members NULL: nothing. */
struct target list_target(const struct value_list *, const char *reference);
/* "did you mean "x"?", or NULL. Owned. */
char *list_near(struct loading *, const struct value_list *, const char *reference);

/* date.c: an attribute or text as a date. false: reported; an absent one is left invalid. */
bool date_read(const char *text, struct place, GDate *, struct diag *);
/* Attributes from and until, of our namespace or of none. */
void period_read(const xmlNode *, bool namespaced, GDate *from, GDate *until, struct diag *);

/* edition.c, gaps.c, link.c. translated_read: the texts of the children of that name, each by its
 * lang; the others of texts stay as they are. */
void translated_read(struct sources *, const xmlNode *parent, const char *name, const char **texts);
void edition_load(struct loading *);
void gaps_load(struct loading *);
void links_load(struct loading *);

/* fiche.c */
void fiches_load(struct loading *);

/* metadata.c */
void metadata_read(struct loading *, const xmlNode *metadatas, struct draft *);
/* The link ids of an element that are known; the others are reported, now or by reference.c. */
const char *const *link_ids_read(struct loading *, const xmlNode *);
/* Whether there is one in it, or nothing at all: external_links_wb has no format that is known. */
bool holds_link_ids(const xmlNode *);

/* criteria.c */
void criteria_load(struct loading *, struct fiche *, const struct found *);
void criteria_check_unused(struct loading *);

/* reference.c */
void references_resolve(struct loading *);

/* character.c: refuses what no text may hold, warns about what looks damaged, below node. prose:
 * zero-width characters are removed. */
void characters_check(xmlNode *, bool prose, struct diag *);
char *without_zero_width(const char *text);

/* part.c. Parts of the format: elements by local name, in any case of letters and any namespace but
 * ours. */
const xmlNode *part(const xmlNode *parent, const char *name);
bool is_part(const xmlNode *, const char *name);
bool in_namespace(const xmlNode *, const char *uri);

#endif
