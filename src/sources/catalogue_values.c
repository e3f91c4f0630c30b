#include <stdio.h>

#include "sources/catalogue_int.h"

/* The closed values, as they stand in the XML, and the dates. */

static const char *const covered_names[] = {
    [COVERED_YES] = "yes",
    [COVERED_NO] = "no",
    [COVERED_PARTIAL] = "partial",
    [COVERED_LAW_ONLY] = "coverage_only",
    [COVERED_NOT_LISTED] = "not_listed",
    [COVERED_LIKELY] = "likely",
    [COVERED_CONFLICT] = "conflict",
    [COVERED_UNKNOWN] = "unknown",
    [COVERED_NOT_APPLICABLE] = "n/a",
};

static const char *const duration_names[] = {
    [DURATION_MONTHS] = "months",
    [DURATION_BY_AGREEMENT] = "by-agreement",
    [DURATION_NO_MAXIMUM] = "no-maximum",
    [DURATION_AS_EU] = "as-eu",
    [DURATION_NONE] = "none",
    [DURATION_UNKNOWN] = "unknown",
    [DURATION_CONFLICT] = "conflict",
};

static const char *const branch_names[] = {
    [BRANCH_OLD_AGE] = "old_age",
    [BRANCH_SURVIVORS] = "survivors",
    [BRANCH_INVALIDITY] = "invalidity",
    [BRANCH_SICKNESS_CASH] = "sickness_cash",
    [BRANCH_HEALTH_CARE] = "health_care",
    [BRANCH_MATERNITY] = "maternity",
    [BRANCH_WORK_ACCIDENTS] = "work_accidents",
    [BRANCH_OCCUPATIONAL_DISEASES] = "occupational_diseases",
    [BRANCH_UNEMPLOYMENT] = "unemployment",
    [BRANCH_FAMILY] = "family",
};

static const char *const kind_names[] = {
    [AGREEMENT_EU] = "eu_regulation",
    [AGREEMENT_WITHDRAWAL] = "withdrawal_agreement",
    [AGREEMENT_TRADE] = "trade_agreement_protocol",
    [AGREEMENT_BILATERAL] = "bilateral",
    [AGREEMENT_HEALTH] = "health_care",
    [AGREEMENT_MULTILATERAL] = "multilateral",
    [AGREEMENT_NORMATIVE] = "normative",
    [AGREEMENT_VOLUNTARY] = "voluntary_scheme",
    [AGREEMENT_NONE] = "no_agreement",
};

static const char *const status_names[] = {
    [STATUS_IN_FORCE] = "in_force",     [STATUS_SIGNED] = "signed",   [STATUS_ENDED] = "ended",
    [STATUS_SUPERSEDED] = "superseded", [STATUS_UNKNOWN] = "unknown",
};

static const char *const nationality_names[] = {
    [NATIONALITY_ALL] = "all",
    [NATIONALITY_LISTED] = "listed",
    [NATIONALITY_UNKNOWN] = "unknown",
    [NATIONALITY_CONFLICT] = "conflict",
};

static const char *const both_names[] = {
    [BOTH_UNKNOWN] = "unknown",
    [BOTH_SINGLE] = "single",
    [BOTH_RESIDENCE_STATE] = "residence_state",
    [BOTH_EACH_STATE] = "each_state",
    [BOTH_NOT_APPLICABLE] = "n/a",
};

static const char *const seafarers_names[] = {
    [SEAFARERS_UNKNOWN] = "unknown",     [SEAFARERS_FLAG] = "flag",
    [SEAFARERS_RESIDENCE] = "residence", [SEAFARERS_EMPLOYER_SEAT] = "employer_seat",
    [SEAFARERS_SPECIAL] = "special",     [SEAFARERS_NOT_APPLICABLE] = "n/a",
};

static unsigned
find(const char *const *names, unsigned count, const char *name)
{
    for (unsigned i = 0; i < count; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    g_assert_not_reached();
}

#define VALUES(type, prefix, names)                                                                \
    const char *prefix##_name(type value)                                                          \
    {                                                                                              \
        return names[value];                                                                       \
    }                                                                                              \
    type prefix##_find(const char *name)                                                           \
    {                                                                                              \
        return find(names, G_N_ELEMENTS(names), name);                                             \
    }

VALUES(enum covered, covered, covered_names)
VALUES(enum duration_kind, duration, duration_names)
VALUES(enum branch, branch, branch_names)
VALUES(enum agreement_kind, agreement_kind, kind_names)
VALUES(enum agreement_status, agreement_status, status_names)
VALUES(enum nationality_rule, nationality, nationality_names)
VALUES(enum self_employed_both, self_employed_both, both_names)
VALUES(enum seafarers, seafarers, seafarers_names)

struct dated
dated_read(const char *text, struct place place, struct diag *diag)
{
    struct dated dated = {0};
    if (!text)
        return dated;
    sscanf(text, "%4u-%2u-%2u", &dated.year, &dated.month, &dated.day);
    const bool possible = dated.year > 0 && dated.month <= 12 &&
                          (strlen(text) < strlen("2019-01") || dated.month > 0) &&
                          (strlen(text) < strlen("2019-01-01") ||
                           g_date_valid_dmy(dated.day, dated.month, dated.year));
    if (possible)
        return dated;
    diag_report(diag, DIAG_E0353, place, "write the year, year-month, or year-month-day",
                "there is no such date: %s", text);
    return (struct dated){0};
}

static guint32
julian(unsigned day, unsigned month, unsigned year)
{
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, day, month, year);
    return g_date_get_julian(&date);
}

guint32
dated_first(struct dated dated)
{
    if (!dated.year)
        return 0;
    return julian(dated.day ? dated.day : 1, dated.month ? dated.month : 1, dated.year);
}

guint32
dated_last(struct dated dated)
{
    if (!dated.year)
        return 0;
    const unsigned month = dated.month ? dated.month : 12;
    return julian(dated.day ? dated.day : g_date_get_days_in_month(month, dated.year), month,
                  dated.year);
}

/* An unknown day of entry into force is no reason to say that an instrument does not apply: it is
 * then in force since it was signed, as far as anybody knows. */
struct span
agreement_span(const struct agreement *agreement, const struct party *party)
{
    const struct dated begins[] = {party->in_force, agreement->provisional, agreement->in_force,
                                   agreement->signed_on};
    const struct dated ended = party->ended.year ? party->ended : agreement->ended;
    struct span span = {.end = dated_first(ended)};
    for (unsigned i = 0; i < G_N_ELEMENTS(begins) && !span.begin; i++)
        span.begin = dated_first(begins[i]);
    const bool past = agreement->status == STATUS_ENDED || agreement->status == STATUS_SUPERSEDED;
    span.applied = agreement->status == STATUS_IN_FORCE || (past && span.end);
    return span;
}

const struct party *
agreement_party(const struct agreement *agreement, const struct country *country)
{
    for (unsigned i = 0; i < agreement->party_count; i++)
        if (agreement->parties[i].country == country)
            return &agreement->parties[i];
    return NULL;
}

bool
agreement_applies(const struct agreement *agreement, const struct country *country,
                  const GDate *date)
{
    const struct party *party = agreement_party(agreement, country);
    if (!party)
        return false;
    const struct span span = agreement_span(agreement, party);
    const guint32 day = g_date_get_julian(date);
    return span.applied && day >= span.begin && (!span.end || day < span.end);
}
