#include "sources/catalogue_int.h"

/* Institutions, contact points and forms: whom to ask, and what to fill in. */

static bool
in_language(struct catalogue *catalogue, const xmlNode *node, enum language language)
{
    const char *lang = catalogue_attribute(catalogue, node, "lang");
    return !lang || language_find(lang) == language;
}

static const char *const *
read_former(struct catalogue *catalogue, const xmlNode *node, enum language language)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    for (const xmlNode *f = xml_child(node, "former"); f; f = xml_next(f, "former"))
        if (language == LANGUAGE_COUNT || in_language(catalogue, f, language))
            g_ptr_array_add(names, (char *)catalogue_text(catalogue, f));
    return catalogue_strings(catalogue, names);
}

/* The website of a language, else the one for all. */
static const char *
read_website(struct catalogue *catalogue, const xmlNode *node, enum language language)
{
    const char *general = NULL;
    for (const xmlNode *w = xml_child(node, "website"); w; w = xml_next(w, "website")) {
        const char *lang = catalogue_attribute(catalogue, w, "lang");
        const char *href = catalogue_attribute(catalogue, w, "href");
        if (lang && language_find(lang) == language)
            return href;
        if (!lang)
            general = href;
    }
    return general;
}

static struct institution
read_institution(struct catalogue *catalogue, const xmlNode *node)
{
    struct institution institution = {.place = xml_place(node)};
    institution.id = catalogue_attribute(catalogue, node, "id");
    institution.active = strcmp(catalogue_attribute(catalogue, node, "active"), "yes") == 0;
    for (const xmlNode *n = xml_child(node, "name"); n; n = xml_next(n, "name")) {
        const enum language language = language_find(catalogue_attribute(catalogue, n, "lang"));
        institution.name[language] = catalogue_text(catalogue, n);
        institution.abbreviation[language] = catalogue_attribute(catalogue, n, "abbreviation");
    }
    for (enum language language = 0; language < LANGUAGE_COUNT; language++) {
        institution.former_in[language] = read_former(catalogue, node, language);
        institution.website_in[language] = read_website(catalogue, node, language);
    }
    institution.former = read_former(catalogue, node, LANGUAGE_COUNT);
    institution.website = read_website(catalogue, node, LANGUAGE_COUNT);
    g_autoptr(GPtrArray) folders = g_ptr_array_new();
    for (const xmlNode *f = xml_child(node, "folder"); f; f = xml_next(f, "folder"))
        g_ptr_array_add(folders, (char *)catalogue_attribute(catalogue, f, "name"));
    institution.folders = catalogue_strings(catalogue, folders);
    return institution;
}

/* The first that has a name keeps it: an abbreviation may be shared by what came after. */
static void
index_institution(struct catalogue *catalogue, const struct institution *institution,
                  const char *name)
{
    g_autofree char *key = name ? catalogue_fold(name) : NULL;
    if (key && !g_hash_table_contains(catalogue->institution_by_name, key))
        g_hash_table_insert(catalogue->institution_by_name, g_steal_pointer(&key),
                            (void *)institution);
}

static void
check_predecessors(const struct catalogue *catalogue, struct diag *diag)
{
    const xmlNode *root = catalogue_root(catalogue, FILE_INSTITUTIONS);
    for (const xmlNode *n = xml_child(root, "institution"); n; n = xml_next(n, "institution"))
        for (const xmlNode *t = xml_child(n, "took-over"); t; t = xml_next(t, "took-over")) {
            g_autofree char *id = xml_attribute(t, "institution");
            if (!g_hash_table_contains(catalogue->institution_by_id, id))
                catalogue_missing(xml_place(t), "institution", id, catalogue->institution_by_id,
                                  diag);
        }
}

void
catalogue_read_institutions(struct catalogue *catalogue, struct diag *diag)
{
    const xmlNode *root = catalogue_root(catalogue, FILE_INSTITUTIONS);
    for (const xmlNode *n = xml_child(root, "institution"); n; n = xml_next(n, "institution")) {
        const struct institution institution = read_institution(catalogue, n);
        g_array_append_val(catalogue->institutions, institution);
    }
    const GArray *all = catalogue->institutions;
    for (unsigned i = 0; i < all->len; i++) {
        struct institution *institution = &g_array_index(all, struct institution, i);
        const struct institution *first =
            g_hash_table_lookup(catalogue->institution_by_id, institution->id);
        if (first)
            catalogue_twice(institution->place, "institution", institution->id, first->place, diag);
        else
            g_hash_table_insert(catalogue->institution_by_id, g_strdup(institution->id),
                                institution);
        index_institution(catalogue, institution, institution->id);
    }
    for (unsigned i = 0; i < all->len; i++) {
        const struct institution *institution = &g_array_index(all, struct institution, i);
        for (const char *const *folder = institution->folders; *folder; folder++)
            index_institution(catalogue, institution, *folder);
        for (enum language language = 0; language < LANGUAGE_COUNT; language++)
            index_institution(catalogue, institution, institution->abbreviation[language]);
    }
    check_predecessors(catalogue, diag);
}

const struct institution *
catalogue_institution(const struct catalogue *catalogue, const char *name)
{
    g_autofree char *key = catalogue_fold(name);
    return g_hash_table_lookup(catalogue->institution_by_name, key);
}

/* A Belgian contact is of its institution and language; an office abroad serves all languages. */
static struct contact
read_contact(struct catalogue *catalogue, const xmlNode *node)
{
    struct contact contact = {.place = xml_place(node)};
    contact.country = catalogue_attribute(catalogue, node, "country");
    contact.institution = catalogue_attribute(catalogue, node, "institution");
    contact.service = catalogue_attribute(catalogue, node, "service");
    contact.lang = catalogue_attribute(catalogue, node, "lang");
    contact.language = contact.country ? LANGUAGE_COUNT : language_find(contact.lang);
    contact.name = catalogue_child_text(catalogue, node, "name");
    contact.address = catalogue_child_text(catalogue, node, "address");
    contact.phone = catalogue_child_text(catalogue, node, "phone");
    contact.phone_abroad = catalogue_child_text(catalogue, node, "phone-abroad");
    contact.fax = catalogue_child_text(catalogue, node, "fax");
    contact.email = catalogue_child_text(catalogue, node, "email");
    contact.web = catalogue_child_attribute(catalogue, node, "web", "href");
    contact.date = catalogue_child_attribute(catalogue, node, "dated", "date");
    return contact;
}

void
catalogue_read_contacts(struct catalogue *catalogue, struct diag *diag)
{
    const xmlNode *root = catalogue_root(catalogue, FILE_CONTACTS);
    for (const xmlNode *n = xml_child(root, "contact"); n; n = xml_next(n, "contact")) {
        struct contact contact = read_contact(catalogue, n);
        dated_read(contact.date, contact.place, diag);
        if (contact.country && !catalogue_country(catalogue, contact.country))
            catalogue_missing(contact.place, "country", contact.country, catalogue->country_by_code,
                              diag);
        if (contact.institution &&
            !g_hash_table_contains(catalogue->institution_by_id, contact.institution))
            catalogue_missing(contact.place, "institution", contact.institution,
                              catalogue->institution_by_id, diag);
        if (contact.country) {
            g_autofree char *id = g_strconcat("PARTNER-", contact.country, NULL);
            contact.institution = g_string_chunk_insert_const(catalogue->strings, id);
        }
        g_array_append_val(catalogue->contacts, contact);
    }
}

/* What an issuer or recipient is called: its abbreviation or name, or the role's label. */
static const char *
party_label(struct catalogue *catalogue, const xmlNode *node, enum language language)
{
    const char *id = catalogue_attribute(catalogue, node, "institution");
    if (id) {
        const struct institution *known = g_hash_table_lookup(catalogue->institution_by_id, id);
        if (!known)
            return NULL;
        return known->abbreviation[language] ? known->abbreviation[language]
                                             : known->name[language];
    }
    g_autofree char *key = xml_attribute(node, "role");
    const xmlNode *root = catalogue_root(catalogue, FILE_FORMS);
    for (const xmlNode *r = xml_child(root, "role"); r; r = xml_next(r, "role")) {
        g_autofree char *candidate = xml_attribute(r, "key");
        if (strcmp(candidate, key) != 0)
            continue;
        for (const xmlNode *l = xml_child(r, "label"); l; l = xml_next(l, "label"))
            if (in_language(catalogue, l, language))
                return catalogue_text(catalogue, l);
    }
    return NULL;
}

static const char *
party_labels(struct catalogue *catalogue, const xmlNode *node, const char *child,
             enum language language)
{
    g_autoptr(GString) labels = g_string_new(NULL);
    for (const xmlNode *p = xml_child(node, child); p; p = xml_next(p, child)) {
        const char *label = party_label(catalogue, p, language);
        if (label)
            g_string_append_printf(labels, "%s%s", labels->len ? ", " : "", label);
    }
    return labels->len ? g_string_chunk_insert_const(catalogue->strings, labels->str) : NULL;
}

static void
check_parties(struct catalogue *catalogue, const xmlNode *node, const char *child,
              struct diag *diag)
{
    for (const xmlNode *p = xml_child(node, child); p; p = xml_next(p, child)) {
        const char *institution = catalogue_attribute(catalogue, p, "institution");
        if (party_label(catalogue, p, LANGUAGE_NL))
            continue;
        catalogue_missing(xml_place(p), institution ? "institution" : "role",
                          institution ? institution : catalogue_attribute(catalogue, p, "role"),
                          institution ? catalogue->institution_by_id : NULL, diag);
    }
}

/* The first issuer or recipient by its key. */
static const char *
party_key(struct catalogue *catalogue, const xmlNode *node, const char *child)
{
    const char *id = catalogue_child_attribute(catalogue, node, child, "institution");
    return id ? id : catalogue_child_attribute(catalogue, node, child, "role");
}

static const char *
read_former_numbers(struct catalogue *catalogue, const xmlNode *node)
{
    g_autoptr(GString) numbers = g_string_new(NULL);
    for (const xmlNode *f = xml_child(node, "former"); f; f = xml_next(f, "former"))
        g_string_append_printf(numbers, "%s%s", numbers->len ? ", " : "",
                               catalogue_attribute(catalogue, f, "number"));
    return numbers->len ? g_string_chunk_insert_const(catalogue->strings, numbers->str) : NULL;
}

static struct form
read_form(struct catalogue *catalogue, const xmlNode *node, struct diag *diag)
{
    struct form form = {.place = xml_place(node)};
    form.id = catalogue_attribute(catalogue, node, "id");
    form.number = catalogue_attribute(catalogue, node, "number");
    form.former = read_former_numbers(catalogue, node);
    form.framework = catalogue_attribute(catalogue, node, "frameworks");
    form.country = catalogue_attribute(catalogue, node, "countries");
    form.issuer = party_key(catalogue, node, "issuer");
    form.given_to = party_key(catalogue, node, "given-to");
    for (enum language language = 0; language < LANGUAGE_COUNT; language++) {
        form.name[language] = form.number;
        form.issued_by[language] = party_labels(catalogue, node, "issuer", language);
        form.handed_to[language] = party_labels(catalogue, node, "given-to", language);
    }
    for (const xmlNode *n = xml_child(node, "name"); n; n = xml_next(n, "name"))
        form.name[language_find(catalogue_attribute(catalogue, n, "lang"))] =
            catalogue_text(catalogue, n);
    for (const xmlNode *p = xml_child(node, "purpose"); p; p = xml_next(p, "purpose"))
        form.purpose[language_find(catalogue_attribute(catalogue, p, "lang"))] =
            catalogue_text(catalogue, p);
    check_parties(catalogue, node, "issuer", diag);
    check_parties(catalogue, node, "given-to", diag);
    return form;
}

static void
index_form(struct catalogue *catalogue, const struct form *form, const char *number)
{
    g_autofree char *key = catalogue_fold(number);
    if (!g_hash_table_contains(catalogue->form_by_number, key))
        g_hash_table_insert(catalogue->form_by_number, g_steal_pointer(&key), (void *)form);
}

void
catalogue_read_forms(struct catalogue *catalogue, struct diag *diag)
{
    const xmlNode *root = catalogue_root(catalogue, FILE_FORMS);
    for (const xmlNode *n = xml_child(root, "form"); n; n = xml_next(n, "form")) {
        const struct form form = read_form(catalogue, n, diag);
        g_array_append_val(catalogue->forms, form);
    }
    for (unsigned i = 0; i < catalogue->forms->len; i++) {
        struct form *form = &g_array_index(catalogue->forms, struct form, i);
        const struct form *first = g_hash_table_lookup(catalogue->form_by_id, form->id);
        if (first)
            catalogue_twice(form->place, "form", form->id, first->place, diag);
        else
            g_hash_table_insert(catalogue->form_by_id, g_strdup(form->id), form);
        index_form(catalogue, form, form->id);
        if (form->number)
            index_form(catalogue, form, form->number);
    }
    for (unsigned i = 0; i < catalogue->forms->len; i++) {
        const struct form *form = &g_array_index(catalogue->forms, struct form, i);
        g_auto(GStrv) former = g_strsplit(form->former ? form->former : "", ", ", -1);
        for (char **number = former; *number; number++)
            index_form(catalogue, form, *number);
    }
}

const struct form *
catalogue_form(const struct catalogue *catalogue, const char *id)
{
    g_autofree char *key = catalogue_fold(id);
    return g_hash_table_lookup(catalogue->form_by_number, key);
}
