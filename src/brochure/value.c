#include "brochure/text_int.h"

#include <string.h>

#include "brochure/locale_int.h"

/* The values that a catalogue has of an agreement, by name: as text, which is printed, or as a
 * word, which is tested. */

enum value_type { TYPE_COVERED, TYPE_DURATION, TYPE_DATE, TYPE_FORM, TYPE_INSTITUTION, TYPE_NAMES };

struct value_kind {
    const char *name;
    enum value_type type;
    size_t offset;
};

#define VALUE(name, type, member)                                                                  \
    {                                                                                              \
        name, type, offsetof(struct agreement, member)                                             \
    }
static const struct value_kind kinds[] = {
    VALUE("signed", TYPE_DATE, signed_on),
    VALUE("in-force", TYPE_DATE, in_force),
    VALUE("ended", TYPE_DATE, ended),
    VALUE("gazette", TYPE_DATE, gazette),
    VALUE("employees", TYPE_COVERED, employees),
    VALUE("self-employed", TYPE_COVERED, self_employed),
    VALUE("civil-servants", TYPE_COVERED, civil_servants),
    VALUE("posting", TYPE_DURATION, posting),
    VALUE("posting-extension", TYPE_DURATION, posting_extension),
    VALUE("posting-total", TYPE_DURATION, posting_total),
    VALUE("posting-self-employed", TYPE_COVERED, posting_self_employed),
    VALUE("certificate", TYPE_FORM, certificate),
    VALUE("partner-certificate", TYPE_FORM, partner_certificate),
    VALUE("issuer-employees", TYPE_INSTITUTION, issuer_employees),
    VALUE("issuer-self-employed", TYPE_INSTITUTION, issuer_self_employed),
    VALUE("pension-export", TYPE_COVERED, pension_export),
    VALUE("totalisation", TYPE_COVERED, totalisation),
    VALUE("health-form", TYPE_FORM, health_form),
    VALUE("partner", TYPE_NAMES, partner_institutions),
    VALUE("old_age", TYPE_COVERED, branch[BRANCH_OLD_AGE]),
    VALUE("survivors", TYPE_COVERED, branch[BRANCH_SURVIVORS]),
    VALUE("invalidity", TYPE_COVERED, branch[BRANCH_INVALIDITY]),
    VALUE("sickness_cash", TYPE_COVERED, branch[BRANCH_SICKNESS_CASH]),
    VALUE("health_care", TYPE_COVERED, branch[BRANCH_HEALTH_CARE]),
    VALUE("maternity", TYPE_COVERED, branch[BRANCH_MATERNITY]),
    VALUE("work_accidents", TYPE_COVERED, branch[BRANCH_WORK_ACCIDENTS]),
    VALUE("occupational_diseases", TYPE_COVERED, branch[BRANCH_OCCUPATIONAL_DISEASES]),
    VALUE("unemployment", TYPE_COVERED, branch[BRANCH_UNEMPLOYMENT]),
    VALUE("family", TYPE_COVERED, branch[BRANCH_FAMILY]),
};
#undef VALUE

static const char *const country_values[] = {"country", "country-in", "country-to", "country-from",
                                             "country-of"};

const char *const *
value_names(unsigned *count)
{
    static const char *names[G_N_ELEMENTS(kinds) + G_N_ELEMENTS(country_values)];
    *count = 0;
    for (unsigned i = 0; i < G_N_ELEMENTS(kinds); i++)
        names[(*count)++] = kinds[i].name;
    for (unsigned i = 0; i < G_N_ELEMENTS(country_values); i++)
        names[(*count)++] = country_values[i];
    return names;
}

bool
value_is_country(const char *name)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(country_values); i++)
        if (strcmp(country_values[i], name) == 0)
            return true;
    return false;
}

char *
value_country(const struct destination *destination, const char *name, enum language language)
{
    const struct country *country = destination->country;
    if (strcmp(name, "country") == 0)
        return destination_name(destination, language);
    if (!country)
        return NULL;
    const char *form = strcmp(name, "country-in") == 0     ? country->in[language]
                       : strcmp(name, "country-to") == 0   ? country->to[language]
                       : strcmp(name, "country-from") == 0 ? country->from[language]
                                                           : country->of[language];
    return g_strdup(form);
}

static struct value
word(const char *name, bool known)
{
    return (struct value){known ? VALUE_WORD : VALUE_UNKNOWN, name, NULL};
}

static struct value
text(char *owned)
{
    return (struct value){owned ? VALUE_TEXT : VALUE_UNKNOWN, NULL, owned};
}

/* Not listed is a weak no: too weak to be printed as one. */
static struct value
read_covered(enum covered covered)
{
    bool known =
        covered != COVERED_UNKNOWN && covered != COVERED_CONFLICT && covered != COVERED_NOT_LISTED;
    return word(covered_name(covered), known);
}

static char *
months_text(unsigned months, const char *as, enum language language)
{
    const bool spelled = g_strcmp0(as, "words") == 0;
    const bool whole = months % 12 == 0;

    if (g_strcmp0(as, "number") == 0)
        return g_strdup_printf("%u", months);
    if (g_strcmp0(as, "months") == 0)
        return locale_count(language, months, UNIT_MONTH, false);
    if (whole && (months >= 60 || g_strcmp0(as, "years") == 0))
        return locale_count(language, months / 12, UNIT_YEAR, spelled);
    return locale_count(language, months, UNIT_MONTH, spelled);
}

static const struct agreement *
eu_rules(const struct sources *sources)
{
    unsigned count;
    const struct agreement *all = catalogue_agreements(sources_catalogue(sources), &count);
    for (unsigned i = 0; i < count; i++)
        if (all[i].kind == AGREEMENT_EU && all[i].status == STATUS_IN_FORCE)
            return &all[i];
    return NULL;
}

static struct value
read_duration(const struct situation *situation, const struct value_kind *kind,
              const struct duration *duration, const char *as, enum language language)
{
    if (duration->kind == DURATION_AS_EU) {
        const struct agreement *eu = eu_rules(situation->sources);
        const struct duration *theirs =
            eu ? (const struct duration *)((const char *)eu + kind->offset) : NULL;
        if (theirs && theirs->kind == DURATION_MONTHS)
            duration = theirs;
    }
    if (duration->kind != DURATION_MONTHS)
        return word(duration_name(duration->kind),
                    duration->kind != DURATION_UNKNOWN && duration->kind != DURATION_CONFLICT);
    struct value value = text(months_text(duration->months, as, language));
    value.word = duration_name(DURATION_MONTHS);
    return value;
}

/* In force is a date of the country's own where the instrument has several. */
static struct value
read_date(const struct situation *situation, const struct agreement *agreement,
          const struct value_kind *kind, enum language language)
{
    const struct dated *date = (const struct dated *)((const char *)agreement + kind->offset);
    for (unsigned i = 0; i < agreement->party_count; i++) {
        const struct party *party = &agreement->parties[i];
        if (party->country != situation->destination->country)
            continue;
        if (date == &agreement->in_force && party->in_force.year)
            date = &party->in_force;
        else if (date == &agreement->ended && party->ended.year)
            date = &party->ended;
    }
    return text(date->year ? locale_date(language, date->year, date->month, date->day) : NULL);
}

static struct value
read_institution(const struct situation *situation, const char *id, enum language language)
{
    const struct catalogue *catalogue = sources_catalogue(situation->sources);
    const struct institution *institution = id ? catalogue_institution(catalogue, id) : NULL;
    if (!institution)
        return text(g_strdup(id));
    return text(g_strdup(institution->abbreviation[language] ? institution->abbreviation[language]
                                                             : institution->name[language]));
}

static struct value
read_form(const struct situation *situation, const char *name)
{
    const struct form *form =
        name ? catalogue_form(sources_catalogue(situation->sources), name) : NULL;
    return text(g_strdup(form && form->number ? form->number : name));
}

/* Several names have one language, or none is told. */
static struct value
read_partners(const struct agreement *agreement, enum language language)
{
    const char *const *names = agreement->partner_institutions;
    const unsigned count = names ? g_strv_length((char **)names) : 0;
    struct value value = text(count ? locale_list(language, names, count) : NULL);
    value.lang = count ? agreement->partner_languages[0] : NULL;
    for (unsigned i = 0; i < count; i++)
        if (g_strcmp0(agreement->partner_languages[i], value.lang) != 0 || !*value.lang ||
            strcmp(value.lang, language_name(language)) == 0)
            value.lang = NULL;
    return value;
}

struct value
value_read(const struct situation *situation, const struct agreement *agreement, const char *name,
           const char *as, enum language language)
{
    const struct value_kind *kind = NULL;
    for (unsigned i = 0; i < G_N_ELEMENTS(kinds); i++)
        if (strcmp(kinds[i].name, name) == 0)
            kind = &kinds[i];
    if (!kind)
        return (struct value){VALUE_NO_SUCH};
    const void *member = (const char *)agreement + kind->offset;
    switch (kind->type) {
    case TYPE_COVERED:
        return read_covered(*(const enum covered *)member);
    case TYPE_DURATION:
        return read_duration(situation, kind, member, as, language);
    case TYPE_DATE:
        return read_date(situation, agreement, kind, language);
    case TYPE_FORM:
        return read_form(situation, *(const char *const *)member);
    case TYPE_INSTITUTION:
        return read_institution(situation, *(const char *const *)member, language);
    case TYPE_NAMES:
        return read_partners(agreement, language);
    }
    g_assert_not_reached();
}

void
value_clear(struct value *value)
{
    g_clear_pointer(&value->text, g_free);
}
