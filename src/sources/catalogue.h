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
    bool disputed;   /* a source of less weight says otherwise */
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

enum nationality_rule {
    NATIONALITY_ALL,
    NATIONALITY_LISTED,
    NATIONALITY_UNKNOWN,
    NATIONALITY_CONFLICT
};

/* Whom something covers. groups: for LISTED, NULL-terminated: "parties", "eu", "eea", "swiss",
 * "third_states" (bound with both), "refugees", "stateless", "displaced", "insured" (in one of the
 * states, whatever the nationality). disputed: a source of less weight says otherwise. */
struct persons {
    enum nationality_rule rule;
    const char *const *groups;
    bool disputed;
};

/* The self-employed who work in both states, and seafarers: whose law. */
enum self_employed_both {
    BOTH_UNKNOWN,
    BOTH_SINGLE,
    BOTH_RESIDENCE_STATE,
    BOTH_EACH_STATE,
    BOTH_NOT_APPLICABLE
};
enum seafarers {
    SEAFARERS_UNKNOWN,
    SEAFARERS_FLAG,
    SEAFARERS_RESIDENCE,
    SEAFARERS_EMPLOYER_SEAT,
    SEAFARERS_SPECIAL,
    SEAFARERS_NOT_APPLICABLE
};

/* A party: a country with its own dates where the instrument has several (EU regulations: 2010 EU,
 * 2012 CH), and its own nationality rule; the instrument's where it has none. */
struct party {
    const struct country *country;
    struct dated in_force, ended; /* year 0: those of the instrument */
    struct persons persons;
};

struct agreement {
    const char *id; /* "TR-2014", "EU883" */
    enum agreement_kind kind;
    enum agreement_status status;
    const struct party *parties; /* without Belgium */
    unsigned party_count;
    /* ended: the first day on which it is no longer applied; provisional: the first day of
     * provisional application */
    struct dated signed_on, provisional, in_force, ended, gazette;
    /* Only situations that began in this time, both days included: tells the two instruments with
     * the United Kingdom apart. Year 0: open. */
    struct dated situations_from, situations_until;
    const char *const *replaces, *const *amended_by; /* ids, NULL-terminated */
    enum covered employees, self_employed, civil_servants;
    enum covered branch[BRANCH_COUNT];
    struct persons persons;         /* a party may have others */
    struct persons posting_persons; /* the instrument's where posting has none of its own */
    struct persons branch_persons[BRANCH_COUNT];
    struct duration posting, posting_extension;
    struct duration posting_total; /* as a source states it; never the sum of the other two */
    enum covered posting_self_employed;
    const char *certificate, *partner_certificate; /* form numbers; NULL: unknown, or none */
    const struct form *certificate_form, *certificate_extension_form, *partner_certificate_form;
    const struct form *health, *partner_health;          /* for a temporary stay */
    const char *issuer_employees, *issuer_self_employed; /* institution ids; NULL: unknown */
    enum covered pension_export, totalisation;
    enum self_employed_both self_employed_both;
    enum seafarers seafarers;
    const char *health_form;                 /* number; NULL: unknown or none */
    const char *const *partner_institutions; /* names, NULL-terminated */
    const char *const *partner_languages;    /* of each name, BCP 47; "": not known */
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
    bool catalogued; /* false: none of countries.xml; names from CLDR, none of the forms above */
    struct place place;
};

struct institution {
    const char *id; /* "RSZ", "FPD" */
    const char *abbreviation[LANGUAGE_COUNT],
        *name[LANGUAGE_COUNT];  /* abbreviation NULL: none in use */
    const char *const *folders; /* folder names in the portal's repository, NULL-terminated */
    const char *const *former;  /* former names, in any language, NULL-terminated */
    const char *const *former_in[LANGUAGE_COUNT]; /* those of a language or of none */
    const char *website;                          /* NULL: unknown */
    const char *website_in[LANGUAGE_COUNT];       /* the language's own, or website */
    bool active;
    struct place place;
};

/* A contact point; what is unknown is NULL and has no row in print. */
struct contact {
    const char *institution; /* id; "PARTNER-tr" for partner offices abroad */
    const char *service;     /* a key: "general", "international_relations", "pensions" … */
    enum language language;  /* LANGUAGE_COUNT: all */
    const char *lang;        /* BCP 47, of the name */
    const char *name, *address, *phone, *phone_abroad, *fax, *email, *web, *date;
    const char *country; /* code, for partner offices; NULL: Belgian */
    struct place place;
};

struct form {
    const char *id;
    const char *number;                  /* as written, "B/ALG 1"; NULL: it has a name only */
    const char *former;                  /* former numbers, "E101, E102, E103"; NULL: none */
    const char *name[LANGUAGE_COUNT];    /* what it is called; its number where it has no name */
    const char *purpose[LANGUAGE_COUNT]; /* NULL: not given in this language */
    const char *issuer, *given_to;       /* the first: an institution's id, or a key of a role */
    const char *issued_by[LANGUAGE_COUNT], *handed_to[LANGUAGE_COUNT]; /* all of them, in words */
    const char *framework; /* "eu uk", "bilateral", "none", "all" */
    const char *country;   /* codes, "al ba dz"; NULL: those of the framework */
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
/* By code. Countries of ISO 3166-1 outside countries.xml are found too, with their names from CLDR
 * (not catalogued): "th", and "be". NULL: no such country. */
const struct country *catalogue_country(const struct catalogue *, const char *code);
/* By code, ISO 3, name in any language or variant, as a value-list key or a label has it (case,
 * blanks, accents, hyphens, articles apart): "Czech_Republic", "SaintMarin", "les Philippines".
 * catalogued countries go before others. */
const struct country *catalogue_country_named(const struct catalogue *, const char *name);
const struct institution *catalogue_institutions(const struct catalogue *, unsigned *count);
/* By id, by a folder of the portal, or by an abbreviation. */
const struct institution *catalogue_institution(const struct catalogue *,
                                                const char *id_or_folder); /* NULL: there is none */
const struct contact *catalogue_contacts(const struct catalogue *, unsigned *count);
const struct form *catalogue_forms(const struct catalogue *, unsigned *count);
/* By id, number or former number, blanks and hyphens apart: "S-1", "E 106". */
const struct form *catalogue_form(const struct catalogue *, const char *id);

/* Whether the instrument is applied between Belgium and the country at a date; the party's own
 * dates decide where it has some. A date known to the month counts from its first day. Where the
 * day is unknown, an instrument in force applies since its signature. An instrument without parties
 * (NONE, OSS, CODE) applies with nobody: it is read by its id. */
bool agreement_applies(const struct agreement *, const struct country *, const GDate *);
const struct party *agreement_party(const struct agreement *,
                                    const struct country *); /* NULL: it is none */

const char *branch_name(enum branch);   /* "old_age" */
const char *covered_name(enum covered); /* "yes", "coverage_only" … as in the XML */
const char *duration_name(enum duration_kind);
const char *agreement_kind_name(enum agreement_kind);
const char *agreement_status_name(enum agreement_status);
const char *nationality_name(enum nationality_rule);
const char *self_employed_both_name(enum self_employed_both);
const char *seafarers_name(enum seafarers);

#endif
