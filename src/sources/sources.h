#ifndef SOURCES_H
#define SOURCES_H

#include <libxml/tree.h>

#include "base/diag.h"
#include "base/publication.h"
#include "sources/catalogue.h"

/* The repository of fiches in the portal's format, and the catalogue: read, validated and indexed.
 * Nothing is decided here.
 *
 * The structs hold identity and relations, what the merge needs. The prose of a fiche stays XML: C
 * never mirrors its content model. Everything is owned by struct sources, lives as long as it does,
 * and is read-only after sources_load. Keys are normalised: trimmed, lower case, blanks to
 * underscores. */

struct sources;
typedef struct sources sources;

enum kind { THEMATIC, INFORMATION, CONVENTION };

/* A group of a value list. group_1 is transparent as a parent: its members' groups count as top
 * level. A row can name it all the same: every country that stands anywhere in it is a member of
 * it, and its depth is 0. */
struct group {
    const char *key;
    const char *label[LANGUAGE_COUNT]; /* NULL: missing */
    const struct group *parent;        /* NULL: top level */
    unsigned depth;                    /* 1: top level; deeper is more specific; 0: group_1 */
    struct place place;
};

/* Membership of a group, dated by fp:from and fp:until on the country's element. Invalid GDates
 * (g_date_valid) are open ends; until is the last day. */
struct membership {
    const struct group *group;
    GDate from, until;
};

/* An entry of a value list: a country, a nationality, a status, a subject. */
struct entry {
    const char *key;                   /* "turkey", "other", "posted_worker", "pension" */
    const char *label[LANGUAGE_COUNT]; /* NULL: missing */
    unsigned index;                    /* its place in the list, which is the selector's order */
    struct place place;
    /* countries and nationalities only: */
    const char *code; /* "tr", "ca-qc", "other", by id or label; two entries may share one. NULL: no
                         country; nationalities only */
    const struct membership *memberships;
    unsigned membership_count;
};

struct list {
    const struct entry *entries;
    unsigned count;
};

/* What a criteria row names: a single entry or a group. Exactly one member is not NULL. */
struct target {
    const struct entry *entry;
    const struct group *group;
};

/* One row of a criteria file. A row applies when destination, nationality and status all match. */
struct criterion {
    const struct target *destinations;
    unsigned destination_count;
    const struct target *nationalities; /* none: every nationality */
    unsigned nationality_count;
    const struct entry *const *statuses;
    unsigned status_count;
    struct place place;
};

/* A language version. Elements are borrowed from the fiche's document; NULL when absent or without
 * text.
 *
 * The prose below summary, introduction, description and hang was cleaned in place (body.c); what
 * was taken away was reported, and places still hold. What is left, whatever the file had:
 * - elements of the XHTML namespace, in lower case: p h1–h6 ul ol li dl dt dd table caption
 *   colgroup col thead tbody tfoot tr th td a img br hr blockquote div span strong em b i u s sub
 *   sup abbr cite q code; how they lie in each other is as the author had it;
 * - elements of the fp namespace, attributes unread: when unless value institution contact form
 *   fiche;
 * - attributes, without namespace: dir, title; data-callout on blockquote, which was fp:callout;
 * href on a (without it, no a); src and alt on img; scope, colspan and rowspan on cells, span on
 * col and colgroup; and xml:lang, also where the file said lang;
 * - href is an http, https, mailto or tel address in ASCII, or "#fiche-ID" for a fiche or page of
 *   this direction, or a convention page, however the file named it;
 * - src is relative to the sources: an existing PNG or JPEG within the limits; alt always there;
 * - text nodes with characters that may be printed: no comment, no processing instruction, no
 *   CDATA section. White space is the author's. */
struct version {
    const xmlNode *title, *summary, *introduction, *description,
        *hang;        /* title: its element; the others: body or the block */
    const char *name; /* the title's text, trimmed */
    enum language
        translates; /* fp: which language it was translated from; LANGUAGE_COUNT: not stated */
    const char *revision;              /* fp: which revision; NULL: not stated */
    const char *const *external_links; /* external_links_wb, NULL-terminated; NULL: none */
    struct place place;
};

enum state { STATE_NOT_STATED, STATE_SAMPLE, STATE_DRAFT, STATE_VALIDATED };

struct fiche {
    enum direction direction;
    enum kind kind;
    const char *id;          /* unique within its direction */
    const char *institution; /* the innermost folder, as written */
    const struct entry
        *subject; /* NULL for other kinds than thematic, and where the criteria give none */
    const struct criterion *rows;
    unsigned row_count;
    const struct version *version[LANGUAGE_COUNT]; /* NULL: no title or no text */
    const xmlNode *hang;                           /* metadatas/hang(s); NULL: none */
    const char *const *links;                      /* resolved external link ids, NULL-terminated */
    const struct fiche *const *internal_links; /* NULL-terminated, fiches of the same direction or
                                                  convention pages */
    /* CONVENTION: the countries and groups of the destination lists that its id names */
    const struct target *convention;
    unsigned convention_count;
    /* fp: additions; NULL, invalid or STATE_NOT_STATED when absent */
    GDate valid_from, valid_until, reviewed;
    const char *legal_basis;
    enum state state;
    const char *source_url, *source_date, *approved_by, *approved_date, *approved_digest;
    const char *digest;               /* SHA-256 of the fiche's file */
    const char *file, *criteria_file; /* relative to the sources; criteria_file NULL: none */
    struct place place;               /* of the root element */
};

enum missing_language { MISSING_FALLBACK, MISSING_ERROR, MISSING_OMIT };
enum gap_policy { GAP_PRINT, GAP_OMIT };

/* edition.xml; every member has a default, so that a repository without it can be published. */
struct edition {
    const char *id;                    /* "2026-11" */
    GDate date;                        /* T of the merge */
    const char *title[LANGUAGE_COUNT]; /* of the series */
    const char *publisher[LANGUAGE_COUNT];
    const char *rights[LANGUAGE_COUNT];    /* NULL: not stated */
    const char *statement[LANGUAGE_COUNT]; /* address of the accessibility statement; NULL: none */
    bool language[LANGUAGE_COUNT], direction[DIRECTION_COUNT]; /* what is published */
    enum language fallback[LANGUAGE_COUNT];
    unsigned fallback_count;
    enum missing_language missing_language;
    enum gap_policy gaps;
    enum state least_state; /* fiches below it are left out; STATE_NOT_STATED: none is */
};

/* An accepted gap of gaps.xml. Empty lists mean all. */
struct accepted_gap {
    enum direction direction; /* DIRECTION_COUNT: both, then no status and no subject is named */
    const struct target *destinations;
    unsigned destination_count;
    const struct entry *const *statuses;
    unsigned status_count;
    const struct entry *subject;        /* NULL: all */
    const char *institution;            /* that would have to fill it; NULL: not named */
    const char *reason[LANGUAGE_COUNT]; /* NULL: not in this language; one at least is there */
    const char *date;
    struct place place;
};

/* A link object: sources/catalogue/links.xml. */
struct link {
    const char *id;                      /* 32 hexadecimal digits */
    const char *address[LANGUAGE_COUNT]; /* NULL: none in this language */
    const char *text[LANGUAGE_COUNT];
    struct place place;
};

/* Reads all there is and reports all that is wrong. NULL if and only if an error was reported. A
 * directory without edition.xml or catalogue/ is a bare portal repository: it gets the bundled
 * defaults and catalogue (cli.md). Without gaps.xml, no gap is accepted. */
struct sources *sources_load(const char *directory, struct diag *);
void sources_free(struct sources *);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(sources, sources_free)

const char *sources_directory(const struct sources *);
const struct edition *sources_edition(const struct sources *);
const struct catalogue *sources_catalogue(const struct sources *);

struct list sources_countries(const struct sources *); /* destination: all files together */
struct list sources_nationalities(const struct sources *);
struct list sources_statuses(const struct sources *, enum direction);
struct list sources_subjects(const struct sources *, enum direction);

const struct fiche *sources_fiches(const struct sources *,
                                   unsigned *count); /* by direction, then by id, bytewise */
const struct fiche *sources_fiche(const struct sources *, enum direction,
                                  const char *id); /* NULL: there is none */
const struct accepted_gap *sources_accepted_gaps(const struct sources *, unsigned *count);
const struct link *sources_link(const struct sources *, const char *id); /* NULL: there is none */

/* Whether one of the two lists with groups has this one, be it empty. */
enum grouped { DESTINATION_LIST, NATIONALITY_LIST };
bool sources_has_group(const struct sources *, enum grouped, const char *name);

/* Whether an entry is in a group, directly or through its sub-groups, at a date. */
bool entry_in_group(const struct entry *, const struct group *, const GDate *);

/* SHA-256 over all files that were read, names and bytes, in bytewise order of names. Borrowed. */
const char *sources_digest(const struct sources *);

#endif
