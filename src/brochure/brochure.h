#ifndef BROCHURE_H
#define BROCHURE_H

#include "sources/sources.h"

/* The merge: what the two online tools answer to one visitor, for a whole country at once. */

/* What a reader asks for; NULL members ask for everything. Keys are normalised. */
struct selection {
    enum direction direction;
    const char *country; /* key of the value list or its code, "other", or any ISO 3166 code (then
                            the content of "other") */
    enum language lang;
    const char *status, *subject, *nationality;
    GDate date; /* T: the edition's, or --edition-date */
};

/* One brochure document, valid against schemas/brochure.rng. Each element carries file and line of
 * what it came from (@at), each block an id that both stylesheets keep. Owned: xmlFreeDoc. NULL if
 * and only if an error was reported. */
xmlDoc *brochure_merge(const struct sources *, const struct selection *, struct diag *);

/* The grid alone: status × subject of one country. */
enum cell_state { CELL_GAP, CELL_FILLED, CELL_SHARED, CELL_CONFLICT };

struct answer {
    const struct fiche *fiche;
    const struct entry *const *nationalities; /* in the list's order; NULL: all nationalities */
    unsigned nationality_count;
};

struct cell {
    const struct entry *status, *subject;
    enum cell_state state;
    const struct answer *answers;
    unsigned answer_count;
    const struct accepted_gap *accepted; /* for a gap: NULL when it is not accepted */
};

struct grid {
    enum direction direction;
    const char *country;      /* code */
    const struct cell *cells; /* subject by subject, in each the statuses in the list's order */
    unsigned cell_count;
};

typedef struct grid grid;

/* Conflicts are reported (DIAG_E02xx) and in the grid as well; NULL only where the country is
 * unknown (reported). */
struct grid *grid_new(const struct sources *, const struct selection *, struct diag *);
void grid_free(struct grid *);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(grid, grid_free)

/* The countries of an edition, as codes: those of the destination lists in their order, each once,
 * and "other". NULL-terminated; free with g_strfreev. */
char **brochure_countries(const struct sources *);

/* All rules over all countries and directions, as `check` runs them: conflicts, gaps, fallbacks,
 * unguarded values, references, parity; each finding once, with the countries where it shows.
 * brochure_merge reports errors only, so a run that checks first says nothing twice. */
void brochure_check(const struct sources *, const GDate *, struct diag *);

/* What `coverage --json` prints. */
struct coverage_filter {
    const char *const *countries; /* as in struct selection, NULL-terminated; NULL: all */
    bool direction[DIRECTION_COUNT], language[LANGUAGE_COUNT];
    const char *status, *subject, *nationality; /* NULL: all */
    GDate date;
    bool filled; /* leave out gaps */
};

/* Appends one JSON object: {"cells": [{"direction", "country", "status", "subject", "state",
 * "answers": [{"fiche", "nationalities"}], "fallback", "stale"}], "fallbacks": [{"direction",
 * "fiche", "asked", "printed"}]}. fallback and stale are lists of languages: those in which an
 * answering fiche has no text, and those whose text translates a revision that is no longer the
 * original's. Conflicts are reported; the object is whole all the same. false: a name of the filter
 * is unknown (reported). */
bool coverage_json(const struct sources *, const struct coverage_filter *, GString *,
                   struct diag *);

#endif
