#ifndef BROCHURE_GRID_INT_H
#define BROCHURE_GRID_INT_H

#include "brochure/brochure.h"
#include "brochure/rule_int.h"

/* Whose content a brochure has, and under whose name. */
struct destination {
    char *code;                    /* "tr", "ca-qc", "other"; its key where it has no code. Owned */
    const struct entry *entry;     /* of the lists; NULL: no list names it */
    const struct entry *content;   /* whose rows answer: entry, or that of other; NULL: none */
    const struct country *country; /* of the catalogue; NULL: not in it */
};

/* false: no such country (reported). */
bool destination_find(const struct sources *, const char *name, struct destination *,
                      struct diag *);
void destination_clear(struct destination *);

/* Whether two entries of the destination lists are one country: a country may have several keys. */
bool same_country(const struct entry *, const struct entry *);

bool entry_is_other(const struct entry *);

/* How specifically things of the criteria name one country at one date, each group asked once. */
struct reach;
typedef struct reach reach;
struct reach *reach_new(const struct sources *, const struct entry *country, const GDate *);
void reach_free(struct reach *);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(reach, reach_free)

specificity reach_target(struct reach *, const struct target *);
specificity reach_row(struct reach *, const struct criterion *);

/* Which nationalities a row names: one byte for each entry of the list, 0 or 1. Borrowed. With an
 * empty list there is one nationality, every one's. */
const guint8 *reach_nationalities(struct reach *, const struct criterion *);
unsigned reach_nationality_count(const struct reach *);

/* Whether a fiche may answer at all at a date: thematic, with a subject, valid, of the least state,
 * with text in some language. */
bool fiche_published(const struct sources *, const struct fiche *, const GDate *);

/* The first row of a fiche that names the country as specifically as any for a status and one of
 * the nationalities of an answer: what a conflict points to. */
const struct criterion *reach_claim(struct reach *, const struct answer *,
                                    const struct entry *status);

/* The entries that a selection names; NULL: all. false: one of the names is unknown (reported). */
struct narrowing {
    const struct entry *status, *subject, *nationality;
};
bool narrowing_find(const struct sources *, const struct selection *, struct narrowing *,
                    struct diag *);

/* A grid without a report: conflicts only stand in it. */
struct grid *grid_compute(const struct sources *, enum direction, const GDate *,
                          const struct destination *, const struct narrowing *);

/* The label of an entry in a language, or the next best: any language, at last its key. */
const char *entry_label(const struct entry *, enum language);

/* Conflicts of many cells, reported once for each pair of fiches. */
struct conflicts;
typedef struct conflicts conflicts;
struct conflicts *conflicts_new(const struct sources *, const GDate *);
void conflicts_free(struct conflicts *);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(conflicts, conflicts_free)
/* The grid may be freed afterwards. */
void conflicts_add(struct conflicts *, const struct grid *, const struct destination *);
void conflicts_report(const struct conflicts *, struct diag *);

/* gap.c */

/* Whether an entry of gaps.xml accepts that a cell is empty, for the country of reach. */
bool gap_covers(const struct sources *, const struct accepted_gap *, struct reach *, enum direction,
                const struct cell *);

/* Who would have to fill the cells of a direction: the institutions whose fiches answer a subject
 * elsewhere. */
struct owners;
typedef struct owners owners;
struct owners *owners_new(const struct sources *, enum direction, const GDate *);
void owners_free(struct owners *);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(owners, owners_free)
/* Of one empty cell: those who answer the subject for the country; else for the status; else at
 * all. Folder names, sorted; none when no fiche has the subject. Free with g_ptr_array_unref. */
GPtrArray *owners_of(const struct owners *, const struct grid *, const struct cell *);

/* Gaps of many countries: one finding for each direction, subject and set of institutions. */
struct gaps;
typedef struct gaps gaps;
struct gaps *gaps_new(const struct sources *, enum direction, const GDate *);
void gaps_free(struct gaps *);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(gaps, gaps_free)
void gaps_add(struct gaps *, const struct grid *, const struct destination *);
void gaps_report(const struct gaps *, struct diag *);

/* "turkey, spain and 12 more": at most eight of the names. Owned. */
char *some_of(const GPtrArray *names);

#endif
