#ifndef CATALOGUE_H
#define CATALOGUE_H

#include <libxml/tree.h>

#include "base/diag.h"
#include "base/publication.h"

/* The catalogue of social-security agreements: countries, instruments, institutions, contacts,
 * forms. Closed types, never prose: what is unknown is a value of its own and never becomes a no.
 * Everything is owned by struct catalogue and read-only. */

struct catalogue;
typedef struct catalogue catalogue;

/* A date as precise as it is known. */
struct dated {
    unsigned year;    /* 0: the date is unknown */
    unsigned month;   /* 0: only the year is known */
    unsigned day;     /* 0: only the month is known */
    bool provisional; /* provisional application */
};

enum covered {
    COVERED_YES,
    COVERED_NO,
    COVERED_PARTIAL,
    COVERED_LAW_ONLY,
    COVERED_NOT_LISTED,
    COVERED_LIKELY,
    COVERED_CONFLICT,
    COVERED_UNKNOWN,
    COVERED_NOT_APPLICABLE
};

/* A duration in months, or why there is none. */
enum duration_kind {
    DURATION_MONTHS,
    DURATION_BY_AGREEMENT,
    DURATION_NO_MAXIMUM,
    DURATION_AS_EU,
    DURATION_NONE,
    DURATION_UNKNOWN,
    DURATION_CONFLICT
};
struct duration {
    enum duration_kind kind;
    unsigned months; /* DURATION_MONTHS only */
};

enum branch {
    BRANCH_OLD_AGE,
    BRANCH_SURVIVORS,
    BRANCH_INVALIDITY,
    BRANCH_SICKNESS_CASH,
    BRANCH_HEALTH_CARE,
    BRANCH_MATERNITY,
    BRANCH_WORK_ACCIDENTS,
    BRANCH_OCCUPATIONAL_DISEASES,
    BRANCH_UNEMPLOYMENT,
    BRANCH_FAMILY,
    BRANCH_COUNT
};

enum agreement_kind {
    AGREEMENT_EU,
    AGREEMENT_WITHDRAWAL,
    AGREEMENT_TRADE,
    AGREEMENT_BILATERAL,
    AGREEMENT_HEALTH,
    AGREEMENT_MULTILATERAL,
    AGREEMENT_NORMATIVE,
    AGREEMENT_VOLUNTARY,
    AGREEMENT_NONE
};
enum agreement_status {
    STATUS_IN_FORCE,
    STATUS_SIGNED,
    STATUS_ENDED,
    STATUS_SUPERSEDED,
    STATUS_UNKNOWN
};

/* A party: a country with its own dates where the instrument has several (EU regulations: 2010 EU,
 * 2012 CH). */
struct party {
    const struct country *country;
    struct dated in_force, ended;
};

struct agreement {
    const char *id; /* "TR-2014", "EU883" */
    enum agreement_kind kind;
    enum agreement_status status;
    const struct party *parties; /* without Belgium */
    unsigned party_count;
    struct dated signed_on, in_force, ended, gazette;
    const char *const *replaces, *const *amended_by; /* ids or titles as known, NULL-terminated */
    enum covered employees, self_employed, civil_servants;
    enum covered branch[BRANCH_COUNT];
    enum {
        NATIONALITY_ALL,
        NATIONALITY_LISTED,
        NATIONALITY_UNKNOWN,
        NATIONALITY_CONFLICT
    } nationality;
    const char *const *nationality_groups; /* for LISTED: "parties", "refugees", "stateless", "eu",
                                              "eea", "swiss" …, NULL-terminated */
    struct duration posting, posting_extension, posting_total;
    enum covered posting_self_employed;
    const char *certificate, *partner_certificate;       /* form numbers; NULL: unknown */
    const char *issuer_employees, *issuer_self_employed; /* institution ids; NULL: unknown */
    enum covered pension_export, totalisation;
    const char *health_form;                 /* NULL: unknown or none */
    const char *const *partner_institutions; /* names, NULL-terminated */
    const char *const *sources;              /* addresses, NULL-terminated */
    const xmlNode *node;                     /* its element, for values by name */
    struct place place;
};

struct country {
    const char *code; /* "tr", "ca-qc"; lower-case ISO 3166 */
    const char *iso3;
    const char *name[LANGUAGE_COUNT];
    const char *in[LANGUAGE_COUNT], *to[LANGUAGE_COUNT],
        *from[LANGUAGE_COUNT];      /* "en Turquie", "vers …", "de …" */
    const char *of[LANGUAGE_COUNT]; /* NULL where no source gives one */
    const char *const *variants;    /* other names, in any language, NULL-terminated */
    struct place place;
};

struct institution {
    const char *id; /* "RSZ", "FPD" */
    const char *abbreviation[LANGUAGE_COUNT],
        *name[LANGUAGE_COUNT];  /* abbreviation NULL: none in use */
    const char *const *folders; /* folder names in the portal's repository, NULL-terminated */
    const char *const *former;  /* former names, NULL-terminated */
    const char *website;
    bool active;
    struct place place;
};

/* A contact point; what is unknown is NULL and has no row in print. */
struct contact {
    const char *institution; /* id; "PARTNER-tr" for partner offices abroad */
    const char *service;
    enum language language; /* LANGUAGE_COUNT: all */
    const char *name, *address, *phone, *phone_abroad, *email, *web, *date;
    const char *country; /* code, for partner offices; NULL: Belgian */
    struct place place;
};

struct form {
    const char *id, *number, *former;
    const char *purpose[LANGUAGE_COUNT]; /* NULL: not given in this language */
    const char *issuer, *given_to, *framework, *country;
    struct place place;
};

/* Reads catalogue/{agreements,countries,institutions,contacts,forms}.xml under a directory, each
 * valid against its schema. NULL if and only if an error was reported. */
struct catalogue *catalogue_load(const char *directory, struct diag *);
void catalogue_free(struct catalogue *);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(catalogue, catalogue_free)

const struct agreement *catalogue_agreements(const struct catalogue *, unsigned *count);
const struct agreement *catalogue_agreement(const struct catalogue *,
                                            const char *id); /* NULL: there is none */
const struct country *catalogue_countries(const struct catalogue *, unsigned *count);
const struct country *catalogue_country(const struct catalogue *, const char *code);
/* By code, ISO 3, name in any language or variant, as a value-list key or a label has it (case,
 * blanks and accents apart). */
const struct country *catalogue_country_named(const struct catalogue *, const char *name);
const struct institution *catalogue_institutions(const struct catalogue *, unsigned *count);
const struct institution *catalogue_institution(const struct catalogue *,
                                                const char *id_or_folder); /* NULL: there is none */
const struct contact *catalogue_contacts(const struct catalogue *, unsigned *count);
const struct form *catalogue_forms(const struct catalogue *, unsigned *count);
const struct form *catalogue_form(const struct catalogue *, const char *id);

/* Whether the instrument is applied between Belgium and the country at a date; the party's own
 * dates decide where it has some. A date known to the month counts from its first day. */
bool agreement_applies(const struct agreement *, const struct country *, const GDate *);

const char *branch_name(enum branch);   /* "old_age" */
const char *covered_name(enum covered); /* "yes", "coverage_only" … as in the XML */
const char *duration_name(enum duration_kind);
const char *agreement_kind_name(enum agreement_kind);

#endif
