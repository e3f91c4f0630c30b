#include <stdlib.h>

#include "sources/catalogue_int.h"

/* Instruments. Every fact is an element of its own; what is left out is unknown, which is the value
 * of the struct before anything is read. */

static struct dated
read_date(struct catalogue *catalogue, const xmlNode *node, const char *child, struct diag *diag)
{
    const xmlNode *element = xml_child(node, child);
    return element ? dated_read(catalogue_attribute(catalogue, element, "date"), xml_place(element),
                                diag)
                   : (struct dated){0};
}

static enum covered
read_covered(struct catalogue *catalogue, const xmlNode *node, const char *child)
{
    const char *value = catalogue_child_attribute(catalogue, node, child, "covered");
    return value ? covered_find(value) : COVERED_UNKNOWN;
}

static struct duration
read_duration(struct catalogue *catalogue, const xmlNode *node, const char *child)
{
    const xmlNode *element = xml_child(node, child);
    struct duration duration = {.kind = DURATION_UNKNOWN};
    if (!element)
        return duration;
    const char *months = catalogue_attribute(catalogue, element, "months");
    if (months) {
        duration.kind = DURATION_MONTHS;
        duration.months = strtoul(months, NULL, 10);
    } else {
        duration.kind = duration_find(catalogue_attribute(catalogue, element, "kind"));
    }
    duration.disputed = catalogue_attribute(catalogue, element, "disputed") != NULL;
    return duration;
}

static struct persons
read_persons(struct catalogue *catalogue, const xmlNode *parent, const char *child,
             struct persons otherwise)
{
    const xmlNode *element = xml_child(parent, child);
    if (!element)
        return otherwise;
    g_autoptr(GPtrArray) groups = g_ptr_array_new();
    for (const xmlNode *g = xml_child(element, "group"); g; g = xml_next(g, "group"))
        g_ptr_array_add(groups, (char *)catalogue_attribute(catalogue, g, "key"));
    return (struct persons){
        .rule = nationality_find(catalogue_attribute(catalogue, element, "rule")),
        .groups = catalogue_strings(catalogue, groups),
        .disputed = catalogue_attribute(catalogue, element, "disputed") != NULL,
    };
}

static const struct form *
read_form(struct catalogue *catalogue, const xmlNode *node, const char *child, struct diag *diag)
{
    const char *id = catalogue_child_attribute(catalogue, node, child, "form");
    const struct form *form = id ? g_hash_table_lookup(catalogue->form_by_id, id) : NULL;
    if (id && !form)
        catalogue_missing(xml_place(xml_child(node, child)), "form", id, catalogue->form_by_id,
                          diag);
    return form;
}

static const char *
read_issuer(struct catalogue *catalogue, const xmlNode *node, const char *child, struct diag *diag)
{
    const char *id = catalogue_child_attribute(catalogue, node, child, "institution");
    if (id && !g_hash_table_contains(catalogue->institution_by_id, id))
        catalogue_missing(xml_place(xml_child(node, child)), "institution", id,
                          catalogue->institution_by_id, diag);
    return id;
}

static const char *const *
read_partner_languages(struct catalogue *catalogue, const xmlNode *node)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new();
    for (const xmlNode *item = xml_child(node, "partner"); item; item = xml_next(item, "partner")) {
        const char *language = catalogue_attribute(catalogue, item, "lang");
        g_ptr_array_add(list, (char *)(language ? language : ""));
    }
    return catalogue_strings(catalogue, list);
}

/* An attribute of all children of a name, those that have it. */
static const char *const *
read_list(struct catalogue *catalogue, const xmlNode *node, const char *child, const char *name)
{
    g_autoptr(GPtrArray) list = g_ptr_array_new();
    for (const xmlNode *item = xml_child(node, child); item; item = xml_next(item, child)) {
        const char *value = catalogue_attribute(catalogue, item, name);
        if (value)
            g_ptr_array_add(list, (char *)value);
    }
    return catalogue_strings(catalogue, list);
}

static void
read_dates(struct catalogue *catalogue, const xmlNode *node, struct agreement *agreement,
           struct diag *diag)
{
    agreement->signed_on = read_date(catalogue, node, "signed", diag);
    agreement->provisional = read_date(catalogue, node, "provisional", diag);
    agreement->provisional.provisional = agreement->provisional.year > 0;
    agreement->in_force = read_date(catalogue, node, "in-force", diag);
    agreement->ended = read_date(catalogue, node, "ended", diag);
    agreement->gazette = read_date(catalogue, node, "gazette", diag);
    const xmlNode *situations = xml_child(node, "situations");
    if (!situations)
        return;
    agreement->situations_from =
        dated_read(catalogue_attribute(catalogue, situations, "from"), xml_place(situations), diag);
    agreement->situations_until = dated_read(catalogue_attribute(catalogue, situations, "until"),
                                             xml_place(situations), diag);
}

static void
read_parties(struct catalogue *catalogue, const xmlNode *node, struct agreement *agreement,
             struct diag *diag)
{
    g_autoptr(GArray) parties = g_array_new(FALSE, FALSE, sizeof(struct party));
    for (const xmlNode *p = xml_child(node, "party"); p; p = xml_next(p, "party")) {
        const char *code = catalogue_attribute(catalogue, p, "code");
        const struct place place = xml_place(p);
        const struct party party = {
            .country = catalogue_country(catalogue, code),
            .in_force = dated_read(catalogue_attribute(catalogue, p, "in-force"), place, diag),
            .ended = dated_read(catalogue_attribute(catalogue, p, "ended"), place, diag),
            .persons = read_persons(catalogue, p, "nationality", agreement->persons),
        };
        if (party.country)
            g_array_append_val(parties, party);
        else
            catalogue_missing(place, "country", code, catalogue->country_by_code, diag);
    }
    agreement->party_count = parties->len;
    agreement->parties = catalogue_own(catalogue, g_array_steal(parties, NULL));
}

static void
read_who(struct catalogue *catalogue, const xmlNode *node, struct agreement *agreement)
{
    static const char *const none[] = {NULL};
    const struct persons unknown = {.rule = NATIONALITY_UNKNOWN, .groups = none};
    agreement->employees = read_covered(catalogue, node, "employees");
    agreement->self_employed = read_covered(catalogue, node, "self-employed");
    agreement->civil_servants = read_covered(catalogue, node, "civil-servants");
    agreement->persons = read_persons(catalogue, node, "nationality", unknown);
}

static void
read_posting(struct catalogue *catalogue, const xmlNode *node, struct agreement *agreement,
             struct diag *diag)
{
    agreement->posting = read_duration(catalogue, node, "posting");
    agreement->posting_extension = read_duration(catalogue, node, "posting-extension");
    agreement->posting_total = read_duration(catalogue, node, "posting-total");
    agreement->posting_self_employed = read_covered(catalogue, node, "posting-self-employed");
    agreement->posting_persons =
        read_persons(catalogue, node, "posting-nationality", agreement->persons);
    const struct form *certificate = read_form(catalogue, node, "certificate", diag);
    const struct form *partner = read_form(catalogue, node, "partner-certificate", diag);
    agreement->certificate_form = certificate;
    agreement->certificate = certificate ? certificate->number : NULL;
    agreement->certificate_extension_form =
        read_form(catalogue, node, "certificate-extension", diag);
    agreement->partner_certificate_form = partner;
    agreement->partner_certificate = partner ? partner->number : NULL;
    agreement->issuer_employees = read_issuer(catalogue, node, "issuer-employees", diag);
    agreement->issuer_self_employed = read_issuer(catalogue, node, "issuer-self-employed", diag);
    const char *both = catalogue_child_attribute(catalogue, node, "self-employed-both", "rule");
    agreement->self_employed_both = both ? self_employed_both_find(both) : BOTH_UNKNOWN;
    const char *seafarers = catalogue_child_attribute(catalogue, node, "seafarers", "rule");
    agreement->seafarers = seafarers ? seafarers_find(seafarers) : SEAFARERS_UNKNOWN;
}

static void
read_benefits(struct catalogue *catalogue, const xmlNode *node, struct agreement *agreement,
              struct diag *diag)
{
    agreement->pension_export = read_covered(catalogue, node, "pension-export");
    agreement->totalisation = read_covered(catalogue, node, "totalisation");
    agreement->health = read_form(catalogue, node, "health-form", diag);
    agreement->partner_health = read_form(catalogue, node, "partner-health-form", diag);
    agreement->health_form = agreement->health ? agreement->health->number : NULL;
    for (enum branch branch = 0; branch < BRANCH_COUNT; branch++) {
        agreement->branch[branch] = COVERED_UNKNOWN;
        agreement->branch_persons[branch] = agreement->persons;
    }
    unsigned seen = 0;
    for (const xmlNode *b = xml_child(node, "branch"); b; b = xml_next(b, "branch")) {
        const enum branch branch = branch_find(catalogue_attribute(catalogue, b, "key"));
        if (seen & 1u << branch)
            catalogue_twice(xml_place(b), "branch", branch_name(branch), agreement->place, diag);
        seen |= 1u << branch;
        agreement->branch[branch] = covered_find(catalogue_attribute(catalogue, b, "covered"));
        agreement->branch_persons[branch] =
            read_persons(catalogue, b, "nationality", agreement->persons);
    }
}

/* The numbers of the sources that a branch cites must be sources of the instrument. */
static void
check_sources(const xmlNode *node, struct diag *diag)
{
    g_autoptr(GHashTable) numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (const xmlNode *s = xml_child(node, "source"); s; s = xml_next(s, "source"))
        g_hash_table_add(numbers, xml_attribute(s, "number"));
    for (const xmlNode *b = xml_child(node, "branch"); b; b = xml_next(b, "branch")) {
        g_autofree char *cited = xml_attribute(b, "source");
        g_auto(GStrv) each = g_strsplit_set(cited ? cited : "", " \t\r\n", -1);
        for (char **number = each; *number; number++)
            if (**number && !g_hash_table_contains(numbers, *number))
                catalogue_missing(xml_place(b), "source", *number, numbers, diag);
    }
}

static struct agreement
read_agreement(struct catalogue *catalogue, const xmlNode *node, struct diag *diag)
{
    struct agreement agreement = {.node = node, .place = xml_place(node)};
    agreement.id = catalogue_attribute(catalogue, node, "id");
    agreement.kind = agreement_kind_find(catalogue_attribute(catalogue, node, "kind"));
    agreement.status = agreement_status_find(catalogue_attribute(catalogue, node, "status"));
    read_who(catalogue, node, &agreement);
    read_parties(catalogue, node, &agreement, diag);
    read_dates(catalogue, node, &agreement, diag);
    agreement.replaces = read_list(catalogue, node, "replaces", "id");
    agreement.amended_by = read_list(catalogue, node, "amended", "id");
    read_posting(catalogue, node, &agreement, diag);
    read_benefits(catalogue, node, &agreement, diag);
    agreement.partner_institutions = read_list(catalogue, node, "partner", "name");
    agreement.partner_languages = read_partner_languages(catalogue, node);
    agreement.sources = read_list(catalogue, node, "source", "href");
    check_sources(node, diag);
    return agreement;
}

void
catalogue_read_agreements(struct catalogue *catalogue, struct diag *diag)
{
    const xmlNode *root = catalogue_root(catalogue, FILE_AGREEMENTS);
    for (const xmlNode *n = xml_child(root, "agreement"); n; n = xml_next(n, "agreement")) {
        const struct agreement agreement = read_agreement(catalogue, n, diag);
        g_array_append_val(catalogue->agreements, agreement);
    }
    for (unsigned i = 0; i < catalogue->agreements->len; i++) {
        struct agreement *agreement = &g_array_index(catalogue->agreements, struct agreement, i);
        const struct agreement *first = catalogue_agreement(catalogue, agreement->id);
        if (first)
            catalogue_twice(agreement->place, "agreement", agreement->id, first->place, diag);
        else
            g_hash_table_insert(catalogue->agreement_by_id, g_strdup(agreement->id), agreement);
    }
}
