#include <string.h>

#include "brochure/document_int.h"
#include "brochure/locale_int.h"

/* The end matter: what the chapters refer to, each once, and the account of what is printed. */

struct listed {
    const char *key; /* of an institution, borrowed */
    const struct institution *institution;
    const struct form *form;
    const char *name;
    char *sort;
};

static int
compare_listed(gconstpointer a, gconstpointer b)
{
    const struct listed *x = a, *y = b;
    int order = strcmp(x->sort, y->sort);
    return order ? order : strcmp(x->key, y->key);
}

/* A text in the brochure's language, or in the first of the fallbacks that has it. */
static const char *
in_language(const struct document *document, const char *const *texts, enum language *found)
{
    enum language language = document->language;
    for (unsigned i = 0; !texts[language] && i < document->edition->fallback_count; i++)
        language = document->edition->fallback[i];
    if (found)
        *found = language;
    return texts[language];
}

static void
write_contact(struct document *document, xmlNode *parent, const struct contact *contact)
{
    xmlNode *node = add_element(parent, document->ns, "contact");
    set(node, "code", contact->country);
    set(node, "service", contact->service);
    set(node, "name", contact->name);
    set(node, "address", contact->address);
    set(node, "phone", contact->phone);
    set(node, "phone-abroad", contact->phone_abroad);
    set(node, "fax", contact->fax);
    set(node, "email", contact->email);
    set(node, "web", contact->web);
    set(node, "date", contact->date);
    set(node, "lang", contact->lang);
    set_place(node, contact->place);
}

static const struct contact *
find_line(const struct document *document, const struct contact *like, enum language language)
{
    unsigned count;
    const struct contact *contacts = catalogue_contacts(document->catalogue, &count);
    for (unsigned i = 0; i < count; i++)
        if (!contacts[i].country && contacts[i].language == language &&
            strcmp(contacts[i].institution, like->institution) == 0 &&
            g_strcmp0(contacts[i].service, like->service) == 0)
            return &contacts[i];
    return NULL;
}

/* A service has a line for each language or one for all: the brochure's, the one for all, or the
 * first of the fallbacks. */
static const struct contact *
best_line(const struct document *document, const struct contact *like)
{
    const struct contact *line = find_line(document, like, document->language);
    if (!line)
        line = find_line(document, like, LANGUAGE_COUNT);
    for (unsigned i = 0; !line && i < document->edition->fallback_count; i++)
        line = find_line(document, like, document->edition->fallback[i]);
    return line;
}

/* A service whose key begins with a country's code ("us_certificates") is for that country. */
static bool
serves_country(const struct document *document, const char *service)
{
    const char *mark = strchr(service, '_');
    g_autofree char *code = mark ? g_strndup(service, mark - service) : NULL;
    const struct country *country = code ? catalogue_country(document->catalogue, code) : NULL;
    return !country || country == document->destination->country;
}

static void
write_services(struct document *document, xmlNode *node, const struct institution *institution)
{
    unsigned count;
    const struct contact *contacts = catalogue_contacts(document->catalogue, &count);
    g_autoptr(GHashTable) done = g_hash_table_new(g_str_hash, g_str_equal);
    for (unsigned i = 0; i < count; i++) {
        const char *service = contacts[i].service ? contacts[i].service : "";
        if (contacts[i].country || strcmp(contacts[i].institution, institution->id) != 0 ||
            !g_hash_table_add(done, (gpointer)service) || !serves_country(document, service))
            continue;
        const struct contact *line = best_line(document, &contacts[i]);
        if (line)
            write_contact(document, node, line);
    }
}

/* What this document has of an institution: how many fiches, on what, how recently reviewed. */
static void
write_share(struct document *document, xmlNode *node, const char *key)
{
    g_autoptr(GString) subjects = g_string_new(NULL);
    const GDate *reviewed = NULL;
    const struct entry *last = NULL;
    unsigned fiches = 0;

    for (unsigned i = 0; i < document->fiches->len; i++) {
        const struct fiche *fiche = ((const struct printed *)document->fiches->pdata[i])->fiche;
        if (strcmp(institution_key(document->sources, &document->references, fiche->institution),
                   key) != 0)
            continue;
        fiches++;
        if (fiche->subject != last)
            g_string_append_printf(subjects, "%s%s", subjects->len ? " " : "", fiche->subject->key);
        last = fiche->subject;
        if (g_date_valid(&fiche->reviewed) &&
            (!reviewed || g_date_compare(reviewed, &fiche->reviewed) < 0))
            reviewed = &fiche->reviewed;
    }
    set_number(node, "fiches", fiches);
    set(node, "subjects", subjects->len ? subjects->str : NULL);
    if (reviewed)
        set_day(node, document, "reviewed", reviewed);
}

static void
write_institution(struct document *document, xmlNode *parent, const struct listed *listed)
{
    const struct institution *institution = listed->institution;
    const enum language language = document->language;
    xmlNode *node = add_element(parent, document->ns, "institution");
    g_autofree char *target = anchor("institution-", listed->key);

    set(node, "key", listed->key);
    set(node, "anchor", target);
    if (institution) {
        set(node, "id", institution->id);
        set(node, "abbreviation", institution->abbreviation[language]);
    }
    set(node, "name", listed->name);
    if (institution)
        set(node, "website", institution->website_in[language]);
    write_share(document, node, listed->key);
    set(node, "sort", listed->sort);
    if (!institution)
        return;
    set_place(node, institution->place);
    for (unsigned i = 0; institution->former_in[language] && institution->former_in[language][i];
         i++)
        set(add_element(node, document->ns, "former"), "name", institution->former_in[language][i]);
    write_services(document, node, institution);
}

void
write_institutions(struct document *document)
{
    xmlNode *parent = add_element(document->root, document->ns, "institutions");
    guint count;
    g_autofree gpointer *keys =
        g_hash_table_get_keys_as_array(document->references.institutions, &count);
    g_autofree struct listed *list = g_new0(struct listed, count + 1);

    for (unsigned i = 0; i < count; i++) {
        list[i].key = keys[i];
        list[i].institution = catalogue_institution(document->catalogue, keys[i]);
        list[i].name = list[i].institution ? in_language(document, list[i].institution->name, NULL)
                                           : list[i].key;
        list[i].sort = locale_sort_key(document->language, list[i].name);
    }
    qsort(list, count, sizeof *list, compare_listed);
    for (unsigned i = 0; i < count; i++) {
        write_institution(document, parent, &list[i]);
        g_free(list[i].sort);
    }
}

void
write_partners(struct document *document)
{
    xmlNode *parent = add_element(document->root, document->ns, "partners");
    unsigned count;
    const struct contact *contacts = catalogue_contacts(document->catalogue, &count);
    for (unsigned i = 0; i < count; i++)
        if (contacts[i].country && strcmp(contacts[i].country, document->destination->code) == 0)
            write_contact(document, parent, &contacts[i]);
}

static void
write_form(struct document *document, xmlNode *parent, const struct listed *listed)
{
    const struct form *form = listed->form;
    enum language language;
    const char *purpose = in_language(document, form->purpose, &language);
    xmlNode *node = add_element(parent, document->ns, "form");
    g_autofree char *id = anchor("", form->id);

    set(node, "id", id);
    set(node, "number", listed->name);
    set(node, "former", form->former);
    set(node, "issuer", form->issued_by[document->language]);
    if (purpose && language != document->language)
        set_lang(node, language);
    set(node, "sort", listed->sort);
    set_place(node, form->place);
    if (purpose)
        xmlNodeAddContent(node, (const xmlChar *)purpose);
}

void
write_forms(struct document *document)
{
    xmlNode *parent = add_element(document->root, document->ns, "forms");
    guint count;
    g_autofree gpointer *forms = g_hash_table_get_keys_as_array(document->references.forms, &count);
    g_autofree struct listed *list = g_new0(struct listed, count + 1);

    for (unsigned i = 0; i < count; i++) {
        const struct form *form = forms[i];
        list[i].form = form;
        list[i].key = form->id;
        list[i].name = in_language(document, form->name, NULL);
        list[i].sort = locale_sort_key(document->language, list[i].name);
    }
    qsort(list, count, sizeof *list, compare_listed);
    for (unsigned i = 0; i < count; i++) {
        write_form(document, parent, &list[i]);
        g_free(list[i].sort);
    }
}

static bool
is_printed(const struct document *document, const struct answer *answer)
{
    return g_hash_table_lookup(document->references.fiches, answer->fiche->id) == answer->fiche;
}

bool
cell_empty(const struct document *document, const struct cell *cell)
{
    for (unsigned i = 0; i < cell->answer_count; i++)
        if (is_printed(document, &cell->answers[i]))
            return false;
    return true;
}

static void
add_institution(struct document *document, xmlNode *gap, const char *name)
{
    const char *key = institution_key(document->sources, &document->references, name);
    for (xmlNode *child = gap->children; child; child = child->next) {
        g_autofree xmlChar *other = xmlGetNoNsProp(child, (const xmlChar *)"key");
        if (strcmp((const char *)child->name, "institution") == 0 &&
            strcmp((const char *)other, key) == 0)
            return;
    }
    set(add_element(gap, document->ns, "institution"), "key", key);
    g_hash_table_add(document->references.institutions, g_strdup(key));
}

/* Whom to ask about a cell that nobody answers: the institution that gaps.xml names, or those that
 * have the subject elsewhere. */
static void
add_institutions(struct document *document, xmlNode *gap, const struct owners *owners,
                 const struct cell *cell)
{
    if (cell->accepted && cell->accepted->institution) {
        add_institution(document, gap, cell->accepted->institution);
        return;
    }
    g_autoptr(GPtrArray) names = owners_of(owners, document->grid, cell);
    for (unsigned i = 0; i < names->len; i++)
        add_institution(document, gap, names->pdata[i]);
}

static void
write_reason(const struct document *document, xmlNode *gap, const struct accepted_gap *accepted)
{
    enum language language;
    const char *reason = in_language(document, accepted->reason, &language);
    if (!reason)
        return;
    xmlNode *node = add_element(gap, document->ns, "reason");
    if (language != document->language)
        set_lang(node, language);
    xmlNodeAddContent(node, (const xmlChar *)reason);
}

/* The gaps of one subject that are accepted for one reason, or not accepted. */
static void
write_gap(struct document *document, xmlNode *parent, const struct owners *owners,
          const struct cell *first, const struct cell *end, bool *done)
{
    xmlNode *gap = add_element(parent, document->ns, "gap");
    const struct cell *const cells = document->grid->cells;

    set(gap, "subject", first->subject->key);
    set_bool(gap, "accepted", first->accepted);
    for (const struct cell *cell = first; cell < end; cell++) {
        if (cell->subject != first->subject || cell->accepted != first->accepted ||
            !cell_empty(document, cell))
            continue;
        set(add_element(gap, document->ns, "status"), "key", cell->status->key);
        done[cell - cells] = true;
    }
    for (const struct cell *cell = first; cell < end; cell++)
        if (cell->subject == first->subject && cell->accepted == first->accepted &&
            cell_empty(document, cell))
            add_institutions(document, gap, owners, cell);
    if (first->accepted)
        write_reason(document, gap, first->accepted);
}

void
write_gaps(struct document *document)
{
    const struct grid *grid = document->grid;
    xmlNode *parent = add_element(document->root, document->ns, "gaps");
    g_autofree bool *done = g_new0(bool, grid->cell_count + 1);
    const bool print = document->edition->gaps == GAP_PRINT;
    unsigned empty = 0, accepted = 0;

    for (unsigned i = 0; i < grid->cell_count; i++) {
        empty += cell_empty(document, &grid->cells[i]);
        accepted += cell_empty(document, &grid->cells[i]) && grid->cells[i].accepted;
    }
    set(parent, "policy", print ? "print" : "omit");
    set_number(parent, "cells", grid->cell_count);
    set_number(parent, "empty", empty);
    set_number(parent, "accepted", accepted);
    if (!print || !empty)
        return;
    g_autoptr(owners) owners =
        owners_new(document->sources, grid->direction, &document->selection->date);
    for (unsigned s = 0; s < document->subject_count; s++)
        for (unsigned i = 0; i < grid->cell_count; i++)
            if (grid->cells[i].subject == document->subjects[s].subject && !done[i] &&
                cell_empty(document, &grid->cells[i]))
                write_gap(document, parent, owners, &grid->cells[i], grid->cells + grid->cell_count,
                          done);
}

typedef void write_one(struct document *, xmlNode *parent, const struct printed *);

static void
for_each_printed(struct document *document, xmlNode *parent, write_one *write)
{
    const GPtrArray *const lists[] = {document->fiches, document->conventions,
                                      document->information};
    for (unsigned l = 0; l < G_N_ELEMENTS(lists); l++)
        for (unsigned i = 0; i < lists[l]->len; i++)
            write(document, parent, lists[l]->pdata[i]);
}

static void
write_reference(struct document *document, xmlNode *node, const struct printed *printed)
{
    const struct fiche *fiche = printed->fiche;
    set(node, "fiche", fiche->id);
    set(node, "title", fiche->version[printed->language]->name);
    set(node, "institution",
        institution_key(document->sources, &document->references, fiche->institution));
}

static void
write_fallback(struct document *document, xmlNode *parent, const struct printed *printed)
{
    if (printed->language == document->language)
        return;
    xmlNode *node = add_element(parent, document->ns, "fallback");
    write_reference(document, node, printed);
    set(node, "asked", language_name(document->language));
    set(node, "printed", language_name(printed->language));
}

static void
write_source(struct document *document, xmlNode *parent, const struct printed *printed)
{
    static const char *const states[] = {NULL, "sample", "draft", "validated"};
    const struct fiche *fiche = printed->fiche;
    xmlNode *node = add_element(parent, document->ns, "source");
    write_reference(document, node, printed);
    set(node, "lang", language_name(printed->language));
    set_day(node, document, "reviewed", &fiche->reviewed);
    set(node, "state", states[fiche->state]);
    set(node, "digest", fiche->digest);
    set(node, "file", fiche->file);
}

void
write_fallbacks(struct document *document)
{
    xmlNode *parent = add_element(document->root, document->ns, "fallbacks");
    for_each_printed(document, parent, write_fallback);
}

void
write_provenance(struct document *document)
{
    xmlNode *parent = add_element(document->root, document->ns, "provenance");
    for_each_printed(document, parent, write_source);
}
