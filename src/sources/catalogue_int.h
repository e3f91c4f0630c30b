#ifndef CATALOGUE_INT_H
#define CATALOGUE_INT_H

#include "base/xml.h"
#include "sources/catalogue.h"

/* What the files of the catalogue share. A reader takes a document that is valid against its
 * schema, so that it asks for no value twice; references are looked up where they are read. */

enum catalogue_file {
    FILE_COUNTRIES,
    FILE_INSTITUTIONS,
    FILE_FORMS,
    FILE_AGREEMENTS,
    FILE_CONTACTS,
    FILE_COUNT
};

struct catalogue {
    xmlDoc *docs[FILE_COUNT];
    GStringChunk *strings;
    GPtrArray *blocks; /* the arrays that the structs point to */
    GArray *countries; /* struct country: those of countries.xml, then the others of ISO 3166-1 */
    unsigned catalogued;
    GArray *institutions, *forms, *agreements, *contacts;
    /* Keys are folded (but for codes and ids), values borrowed from the arrays. */
    GHashTable *country_by_code, *country_by_name;
    GHashTable *institution_by_id, *institution_by_name;
    GHashTable *form_by_id, *form_by_number;
    GHashTable *agreement_by_id;
};

void catalogue_read_countries(struct catalogue *, struct diag *);
void catalogue_read_institutions(struct catalogue *, struct diag *);
void catalogue_read_forms(struct catalogue *, struct diag *);
void catalogue_read_agreements(struct catalogue *, struct diag *);
void catalogue_read_contacts(struct catalogue *, struct diag *);

/* What no schema can say: references between instruments, the order of dates, overlaps, gaps. */
void catalogue_check(const struct catalogue *, struct diag *);

/* The root of a file. */
const xmlNode *catalogue_root(const struct catalogue *, enum catalogue_file);

/* Copies owned by the catalogue. NULL where there is no such attribute; text is never NULL. */
const char *catalogue_attribute(struct catalogue *, const xmlNode *, const char *name);
const char *catalogue_text(struct catalogue *, const xmlNode *);
/* The text of the first child of that name; NULL: there is none. */
const char *catalogue_child_text(struct catalogue *, const xmlNode *parent, const char *child);
/* An attribute of the first child of that name; NULL: there is none. */
const char *catalogue_child_attribute(struct catalogue *, const xmlNode *parent, const char *child,
                                      const char *name);
/* A NULL-terminated array of the strings in a GPtrArray, which stays the caller's. */
const char *const *catalogue_strings(struct catalogue *, const GPtrArray *);
/* Gives a block of memory to the catalogue, and returns it. */
void *catalogue_own(struct catalogue *, void *block);

/* An id that occurs twice, or that nobody has. what: "agreement", "form" …; near: a table of those
 * that there are, or NULL. */
void catalogue_twice(struct place, const char *what, const char *id, struct place first,
                     struct diag *);
void catalogue_missing(struct place, const char *what, const char *id, GHashTable *near,
                       struct diag *);

/* Letters and digits of a name in lower case, without accents. Owned. */
char *catalogue_fold(const char *name);

/* A date as it is written, "2014-04-11", "2019-01", "1971". An impossible one is reported. NULL
 * text: unknown. */
struct dated dated_read(const char *text, struct place, struct diag *);
/* The first and the last day that it can mean, in days as g_date_get_julian counts; 0: unknown. */
guint32 dated_first(struct dated);
guint32 dated_last(struct dated);

/* When an instrument is applied with a party: from begin up to the day before end. */
struct span {
    guint32 begin; /* 0: unknown, and no signature is known either */
    guint32 end;   /* 0: open */
    bool applied;  /* false: never, or nobody knows until when */
};
struct span agreement_span(const struct agreement *, const struct party *);

/* A value as the schemas write it; what no schema lets in is a broken invariant. */
enum covered covered_find(const char *);
enum duration_kind duration_find(const char *);
enum branch branch_find(const char *);
enum agreement_kind agreement_kind_find(const char *);
enum agreement_status agreement_status_find(const char *);
enum nationality_rule nationality_find(const char *);
enum self_employed_both self_employed_both_find(const char *);
enum seafarers seafarers_find(const char *);

#endif
