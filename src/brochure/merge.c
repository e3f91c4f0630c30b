#include <string.h>

#include "brochure/document_int.h"
#include "brochure/locale_int.h"

/* The merge: one country, one direction, one language, as a document.
 *
 * Model. The grid (grid.c) says which fiche answers which cell, without looking at a text. What it
 * names is printed once, in chapters by subject (printed.c); texts are copied with their conditions
 * decided (prose.c, guard.c, value.c) and put in order (shape.c); copying notes which institutions
 * and forms are referred to, so the end matter is written last (back.c). The document is built in
 * the order in which it is read.
 *
 * Chosen: a document with all labels and names in it, so that stylesheets join nothing and a
 * transformation needs this one tree. Rejected: handing the fiches to XSLT and merging there; rules
 * of specificity and date are not for a language without types, and each of them has a test here.
 *
 * Source of the rules: the portal's own selector, whose criteria files these are. */

static const char url_namespace[] =
    "\x6b\xa7\xb8\x11\x9d\xad\x11\xd1\x80\xb4\x00\xc0\x4f\xd4\x30\xc8";

/* A UUID of version 5, RFC 4122 §4.3. */
static char *
identifier(const struct document *document)
{
    const struct selection *selection = document->selection;
    g_autoptr(GString) name = g_string_new(NULL);
    g_string_append_printf(name, "urn:fichepress:%s:%s:%s:%s", document->edition->id,
                           language_name(document->language), direction_name(selection->direction),
                           document->destination->code);
    if (selection->status || selection->subject || selection->nationality)
        g_string_append_printf(name, ":%s:%s:%s",
                               selection->status ? document->narrowing->status->key : "",
                               selection->subject ? document->narrowing->subject->key : "",
                               selection->nationality ? document->narrowing->nationality->key : "");
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA1);
    guint8 hash[20];
    gsize size = sizeof hash;
    g_checksum_update(checksum, (const guchar *)url_namespace, 16);
    g_checksum_update(checksum, (const guchar *)name->str, name->len);
    g_checksum_get_digest(checksum, hash, &size);
    hash[6] = (hash[6] & 0x0f) | 0x50;
    hash[8] = (hash[8] & 0x3f) | 0x80;
    GString *uuid = g_string_new("urn:uuid:");
    for (unsigned i = 0; i < 16; i++)
        g_string_append_printf(uuid, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "",
                               hash[i]);
    return g_string_free(uuid, FALSE);
}

static bool
has_sample(const struct document *document)
{
    const GPtrArray *const lists[] = {document->fiches, document->conventions,
                                      document->information};
    for (unsigned l = 0; l < G_N_ELEMENTS(lists); l++)
        for (unsigned i = 0; i < lists[l]->len; i++)
            if (((const struct printed *)lists[l]->pdata[i])->fiche->state == STATE_SAMPLE)
                return true;
    return false;
}

static void
write_edition(struct document *document)
{
    const struct edition *edition = document->edition;
    const enum language language = document->language;
    xmlNode *node = add_element(document->root, document->ns, "edition");
    g_autofree char *uuid = identifier(document);

    set(node, "id", edition->id);
    set_day(node, document, "date", &document->selection->date);
    set(node, "title", edition->title[language]);
    set(node, "publisher", edition->publisher[language]);
    set(node, "rights", edition->rights[language]);
    set(node, "accessibility-statement", edition->statement[language]);
    set(node, "identifier", uuid);
    set_bool(node, "sample", has_sample(document));
}

static void
write_country(struct document *document)
{
    const struct destination *destination = document->destination;
    const struct country *country = destination->country;
    const enum language language = document->language;
    xmlNode *node = add_element(document->root, document->ns, "country");
    g_autofree char *name = destination_name(destination, language);
    g_autofree char *letters = g_ascii_strup(destination->code, -1);
    const bool other = strcmp(destination->code, "other") == 0;
    const size_t length = strlen(letters);

    set(node, "code", destination->code);
    set(node, "key", destination->entry ? destination->entry->key : NULL);
    set(node, "iso3", country ? country->iso3 : NULL);
    set(node, "name", name);
    if (country) {
        set(node, "in", country->in[language]);
        set(node, "to", country->to[language]);
        set(node, "from", country->from[language]);
        set(node, "of", country->of[language]);
    }
    set(node, "letters", other || length < 2 ? "XX" : letters + length - 2);
    set_bool(node, "listed", destination->entry);
    set_sort(node, language, name);
    if (destination->entry)
        set_place(node, destination->entry->place);
    else if (country)
        set_place(node, country->place);
}

static void
write_narrowing(struct document *document)
{
    const struct narrowing *narrowing = document->narrowing;
    const struct entry *entries[] = {narrowing->status, narrowing->subject, narrowing->nationality};
    static const char *const names[] = {"status", "subject", "nationality"};
    xmlNode *node = NULL;

    for (unsigned i = 0; i < G_N_ELEMENTS(entries); i++) {
        if (entries[i] == NULL)
            continue;
        if (node == NULL)
            node = add_element(document->root, document->ns, "narrowing");
        set(node, names[i], entry_label(entries[i], document->language));
    }
}

static bool
chosen(const struct entry *wanted, const struct entry *entry)
{
    return !wanted || wanted == entry;
}

static xmlNode *
write_label(struct document *document, xmlNode *parent, const char *name, const struct entry *entry,
            unsigned number)
{
    const char *label = entry_label(entry, document->language);
    xmlNode *node = add_element(parent, document->ns, name);
    set(node, "key", entry->key);
    set(node, "label", label);
    set_number(node, "number", number);
    set_sort(node, document->language, label);
    set_place(node, entry->place);
    return node;
}

static void
write_labels(struct document *document)
{
    const struct list list = sources_statuses(document->sources, document->grid->direction);
    xmlNode *statuses = add_element(document->root, document->ns, "statuses");
    for (unsigned i = 0; i < list.count; i++)
        if (chosen(document->narrowing->status, &list.entries[i]))
            write_label(document, statuses, "status", &list.entries[i], i + 1);
    xmlNode *subjects = add_element(document->root, document->ns, "subjects");
    for (unsigned i = 0; i < document->subject_count; i++) {
        const struct subject_number *one = &document->subjects[i];
        if (chosen(document->narrowing->subject, one->subject))
            set_bool(write_label(document, subjects, "subject", one->subject, one->number), "known",
                     one->known);
    }
}

static void
write_cell(struct document *document, xmlNode *row, const struct cell *cell)
{
    xmlNode *node = add_element(row, document->ns, "cell");
    const bool empty = cell_empty(document, cell);
    set(node, "status", cell->status->key);
    set(node, "state", empty ? "gap" : cell->state == CELL_SHARED ? "shared" : "filled");
    for (unsigned i = 0; i < cell->answer_count; i++)
        if (g_hash_table_contains(document->references.fiches, cell->answers[i].fiche->id))
            set(add_element(node, document->ns, "answer"), "fiche", cell->answers[i].fiche->id);
}

static void
write_grid(struct document *document)
{
    const struct grid *grid = document->grid;
    xmlNode *parent = add_element(document->root, document->ns, "grid");
    for (unsigned s = 0; s < document->subject_count; s++) {
        const struct entry *subject = document->subjects[s].subject;
        if (!chosen(document->narrowing->subject, subject))
            continue;
        xmlNode *row = add_element(parent, document->ns, "row");
        set(row, "subject", subject->key);
        for (unsigned i = 0; i < grid->cell_count; i++)
            if (grid->cells[i].subject == subject)
                write_cell(document, row, &grid->cells[i]);
    }
}

void
document_start(struct document *document)
{
    const struct selection *selection = document->selection;
    const bool guide = selection->status || selection->subject || selection->nationality;

    document->doc = xmlNewDoc((const xmlChar *)"1.0");
    document->doc->encoding = xmlStrdup((const xmlChar *)"UTF-8");
    document->root = xmlNewDocNode(document->doc, NULL, (const xmlChar *)"brochure", NULL);
    xmlDocSetRootElement(document->doc, document->root);
    document->ns = xmlNewNs(document->root, (const xmlChar *)BROCHURE_NAMESPACE, NULL);
    document->xhtml =
        xmlNewNs(document->root, (const xmlChar *)XHTML_NAMESPACE, (const xmlChar *)"h");
    xmlSetNs(document->root, document->ns);
    set_lang(document->root, document->language);
    set(document->root, "direction", direction_name(selection->direction));
    set(document->root, "scope", guide ? "guide" : "country");
}

static void
write_all(struct document *document)
{
    document_start(document);
    write_edition(document);
    write_narrowing(document);
    write_country(document);
    write_agreements(document);
    write_labels(document);
    write_grid(document);
    write_chapters(document);
    write_pages(document, "conventions", document->conventions);
    write_pages(document, "information", document->information);
    /* gaps name institutions too, so they are written before these and moved behind them */
    write_gaps(document);
    xmlNode *gaps = document->root->last;
    write_institutions(document);
    write_partners(document);
    write_forms(document);
    xmlUnlinkNode(gaps);
    xmlAddChild(document->root, gaps);
    write_fallbacks(document);
    write_provenance(document);
}

void
document_init(struct document *document, const struct sources *sources,
              const struct selection *selection, const struct destination *destination,
              const struct narrowing *narrowing, const struct grid *grid,
              struct complaints *complaints)
{
    *document = (struct document){.sources = sources,
                                  .edition = sources_edition(sources),
                                  .catalogue = sources_catalogue(sources),
                                  .selection = selection,
                                  .destination = destination,
                                  .narrowing = narrowing,
                                  .grid = grid,
                                  .language = selection->lang,
                                  .fiches = g_ptr_array_new_with_free_func(printed_free),
                                  .conventions = g_ptr_array_new_with_free_func(printed_free),
                                  .information = g_ptr_array_new_with_free_func(printed_free)};
    document->references.fiches = g_hash_table_new(g_str_hash, g_str_equal);
    document->references.institutions =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    document->references.forms = g_hash_table_new(NULL, NULL);
    document->references.keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    document->subjects =
        subjects_number(sources_subjects(sources, selection->direction), &document->subject_count);
    situation_init(&document->situation, sources, destination, selection->direction,
                   &selection->date, complaints);
}

void
document_clear(struct document *document)
{
    g_ptr_array_free(document->fiches, TRUE);
    g_ptr_array_free(document->conventions, TRUE);
    g_ptr_array_free(document->information, TRUE);
    g_hash_table_unref(document->references.fiches);
    g_hash_table_unref(document->references.institutions);
    g_hash_table_unref(document->references.forms);
    g_hash_table_unref(document->references.keys);
    g_free(document->subjects);
    situation_clear(&document->situation);
}

static bool
has_conflict(const struct grid *grid)
{
    for (unsigned i = 0; i < grid->cell_count; i++)
        if (grid->cells[i].state == CELL_CONFLICT)
            return true;
    return false;
}

static xmlDoc *
merge(const struct sources *sources, const struct selection *selection,
      const struct destination *destination, const struct narrowing *narrowing, struct diag *diag)
{
    g_autoptr(grid) grid =
        grid_compute(sources, selection->direction, &selection->date, destination, narrowing);
    if (has_conflict(grid)) {
        g_autoptr(conflicts) conflicts = conflicts_new(sources, &selection->date);
        conflicts_add(conflicts, grid, destination);
        conflicts_report(conflicts, diag);
        return NULL;
    }
    g_autoptr(complaints) complaints = complaints_new();
    struct document document;
    document_init(&document, sources, selection, destination, narrowing, grid, complaints);
    printed_collect(&document);
    write_all(&document);
    document_clear(&document);
    if (complaints_count(complaints) > 0) {
        complaints_report(complaints, false, diag);
        g_clear_pointer(&document.doc, xmlFreeDoc);
    }
    return document.doc;
}

xmlDoc *
brochure_merge(const struct sources *sources, const struct selection *selection, struct diag *diag)
{
    struct destination destination = {0};
    struct narrowing narrowing;
    xmlDoc *doc = NULL;

    if (destination_find(sources, selection->country, &destination, diag) &&
        narrowing_find(sources, selection, &narrowing, diag))
        doc = merge(sources, selection, &destination, &narrowing, diag);
    destination_clear(&destination);
    return doc;
}
