#include <string.h>

#include "brochure/document_int.h"
#include "brochure/locale_int.h"

/* The instruments of the country: those that are applied, and those that were or will be. */

static bool
applied(const struct document *document, const struct agreement *agreement)
{
    for (unsigned i = 0; i < document->situation.applied.count; i++)
        if (document->situation.applied.list[i] == agreement)
            return true;
    return false;
}

static void
add_date(struct document *document, xmlNode *parent, const char *name, const struct dated *date)
{
    if (!date->year)
        return;
    xmlNode *node = add_element(parent, document->ns, name);
    g_autofree char *text = locale_date(document->language, date->year, date->month, date->day);
    set_number(node, "year", date->year);
    if (date->month)
        set_number(node, "month", date->month);
    if (date->day)
        set_number(node, "day", date->day);
    set(node, "text", text);
    if (date->provisional)
        set(node, "provisional", "true");
}

static const struct dated *
own_or(const struct dated *own, const struct dated *general)
{
    return own && own->year ? own : general;
}

static void
add_dates(struct document *document, xmlNode *node, const struct agreement *agreement)
{
    const struct party *party = agreement_party(agreement, document->destination->country);

    add_date(document, node, "signed", &agreement->signed_on);
    add_date(document, node, "provisional", &agreement->provisional);
    add_date(document, node, "in-force",
             own_or(party ? &party->in_force : NULL, &agreement->in_force));
    add_date(document, node, "ended", own_or(party ? &party->ended : NULL, &agreement->ended));
    add_date(document, node, "gazette", &agreement->gazette);
    if (!agreement->situations_from.year && !agreement->situations_until.year)
        return;
    xmlNode *situations = add_element(node, document->ns, "situations");
    add_date(document, situations, "from", &agreement->situations_from);
    add_date(document, situations, "until", &agreement->situations_until);
}

struct party_name {
    const struct country *country;
    char *name, *sort;
    bool own;
};

static int
compare_parties(gconstpointer a, gconstpointer b)
{
    const struct party_name *x = a, *y = b;
    return x->own != y->own ? y->own - x->own : strcmp(x->sort, y->sort);
}

/* The country's own first, the others by name. */
static void
add_parties(struct document *document, xmlNode *node, const struct agreement *agreement)
{
    const unsigned count = agreement->party_count;
    g_autofree struct party_name *names = g_new0(struct party_name, count + 1);

    for (unsigned i = 0; i < count; i++) {
        const struct country *country = agreement->parties[i].country;
        names[i].country = country;
        names[i].name = g_strdup(
            country->name[document->language] ? country->name[document->language] : country->code);
        names[i].sort = locale_sort_key(document->language, names[i].name);
        names[i].own = country == document->destination->country;
    }
    qsort(names, count, sizeof *names, compare_parties);
    for (unsigned i = 0; i < count; i++) {
        xmlNode *party = add_element(node, document->ns, "party");
        set(party, "code", names[i].country->code);
        set(party, "name", names[i].name);
        set(party, "sort", names[i].sort);
        g_free(names[i].name);
        g_free(names[i].sort);
    }
}

static void
add_each(struct document *document, xmlNode *node, const char *name, const char *attribute,
         const char *const *values)
{
    for (unsigned i = 0; values && values[i]; i++)
        set(add_element(node, document->ns, name), attribute, values[i]);
}

static void
add_partners(struct document *document, xmlNode *node, const struct agreement *agreement)
{
    for (unsigned i = 0; agreement->partner_institutions[i]; i++) {
        const char *language = agreement->partner_languages[i];
        xmlNode *partner = add_element(node, document->ns, "partner");
        set(partner, "name", agreement->partner_institutions[i]);
        if (*language && strcmp(language, language_name(document->language)) != 0)
            xmlNodeSetLang(partner, (const xmlChar *)language);
    }
}

static void
add_persons(struct document *document, xmlNode *node, const struct agreement *agreement)
{
    const struct party *party = agreement_party(agreement, document->destination->country);
    const struct persons *who = party ? &party->persons : &agreement->persons;
    xmlNode *persons = add_element(node, document->ns, "persons");
    set(persons, "employees", covered_name(agreement->employees));
    set(persons, "self-employed", covered_name(agreement->self_employed));
    set(persons, "civil-servants", covered_name(agreement->civil_servants));
    xmlNode *nationality = add_element(node, document->ns, "nationality");
    set(nationality, "rule", nationality_name(who->rule));
    if (who->rule == NATIONALITY_LISTED)
        add_each(document, nationality, "group", "key", who->groups);
}

static void
set_duration(xmlNode *node, const char *kind, const char *months, const struct duration *duration)
{
    set(node, kind, duration_name(duration->kind));
    if (duration->kind == DURATION_MONTHS)
        set_number(node, months, duration->months);
}

static void
mention_institution(struct document *document, const char *id)
{
    const struct institution *institution =
        id ? catalogue_institution(document->catalogue, id) : NULL;
    if (institution)
        g_hash_table_add(
            document->references.institutions,
            g_strdup(institution_key(document->sources, &document->references, institution->id)));
}

static void
mention_form(struct document *document, const struct form *form)
{
    if (form)
        g_hash_table_add(document->references.forms, (gpointer)form);
}

static void
add_posting(struct document *document, xmlNode *node, const struct agreement *agreement)
{
    xmlNode *posting = add_element(node, document->ns, "posting");
    set_duration(posting, "kind", "months", &agreement->posting);
    set_duration(posting, "extension-kind", "extension", &agreement->posting_extension);
    set_duration(posting, "total-kind", "total", &agreement->posting_total);
    set(posting, "self-employed", covered_name(agreement->posting_self_employed));

    xmlNode *certificate = add_element(node, document->ns, "certificate");
    set(certificate, "form", agreement->certificate);
    set(certificate, "partner", agreement->partner_certificate);
    set(certificate, "issuer-employees", agreement->issuer_employees);
    set(certificate, "issuer-self-employed", agreement->issuer_self_employed);
}

static void
add_branches(struct document *document, xmlNode *node, const struct agreement *agreement)
{
    for (unsigned b = 0; b < BRANCH_COUNT; b++) {
        xmlNode *branch = add_element(node, document->ns, "branch");
        set(branch, "key", branch_name(b));
        set(branch, "covered", covered_name(agreement->branch[b]));
        set_number(branch, "number", branch_subject(b));
        for (unsigned s = 0; s < document->subject_count; s++)
            if (document->subjects[s].number == branch_subject(b))
                set(branch, "subject", document->subjects[s].subject->key);
    }
}

static void
add_agreement(struct document *document, xmlNode *parent, const struct agreement *agreement)
{
    const bool applies = applied(document, agreement);
    xmlNode *node = add_element(parent, document->ns, "agreement");
    set(node, "id", agreement->id);
    set(node, "kind", agreement_kind_name(agreement->kind));
    set(node, "status", agreement_status_name(agreement->status));
    set_bool(node, "applies", applies);
    set_place(node, agreement->place);
    add_dates(document, node, agreement);
    add_parties(document, node, agreement);
    add_each(document, node, "replaces", "id", agreement->replaces);
    add_each(document, node, "amended-by", "id", agreement->amended_by);
    add_persons(document, node, agreement);
    add_posting(document, node, agreement);
    xmlNode *pension = add_element(node, document->ns, "pension");
    set(pension, "export", covered_name(agreement->pension_export));
    set(pension, "totalisation", covered_name(agreement->totalisation));
    if (agreement->health)
        set(add_element(node, document->ns, "health"), "form",
            agreement->health->name[document->language]);
    add_branches(document, node, agreement);
    add_partners(document, node, agreement);
    add_each(document, node, "source", "href", agreement->sources);
    if (!applies)
        return;
    mention_institution(document, agreement->issuer_employees);
    mention_institution(document, agreement->issuer_self_employed);
    mention_form(document, agreement->certificate_form);
    mention_form(document, agreement->partner_certificate_form);
    mention_form(document, agreement->health);
}

void
write_agreements(struct document *document)
{
    xmlNode *parent = add_element(document->root, document->ns, "agreements");
    const struct country *country = document->destination->country;
    unsigned count;
    const struct agreement *all = catalogue_agreements(document->catalogue, &count);

    if (!country)
        return;
    for (unsigned i = 0; i < document->situation.applied.count; i++)
        add_agreement(document, parent, document->situation.applied.list[i]);
    for (unsigned i = 0; i < count; i++)
        if (!applied(document, &all[i]) && all[i].status != STATUS_UNKNOWN &&
            agreement_party(&all[i], country))
            add_agreement(document, parent, &all[i]);
}
