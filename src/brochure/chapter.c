#include <string.h>

#include "brochure/document_int.h"
#include "brochure/locale_int.h"

static const char *
state_name(enum state state)
{
    static const char *const names[] = {NULL, "sample", "draft", "validated"};
    return names[state];
}

/* The id without the institution in front of it. */
static const char *
short_id(const struct fiche *fiche)
{
    size_t length = strlen(fiche->institution);
    bool prefixed = strncmp(fiche->id, fiche->institution, length) == 0 &&
                    fiche->id[length] == '_' && fiche->id[length + 1];
    return prefixed ? fiche->id + length + 1 : fiche->id;
}

static void
mention(struct document *document, GHashTable *set, const char *folder)
{
    g_hash_table_add(set,
                     g_strdup(institution_key(document->sources, &document->references, folder)));
}

static void
write_identity(struct document *document, xmlNode *node, const struct printed *printed)
{
    const struct fiche *fiche = printed->fiche;
    set(node, "id", fiche->id);
    set(node, "institution",
        institution_key(document->sources, &document->references, fiche->institution));
    set(node, "lang", language_name(printed->language));
    if (printed->language != document->language)
        set_lang(node, printed->language);
    set(node, "state", state_name(fiche->state));
    set(node, "short", short_id(fiche));
    set(node, "digest", fiche->digest);
    set_place(node, fiche->place);
    mention(document, document->references.institutions, fiche->institution);
}

static void
write_dates(struct document *document, xmlNode *node, const struct printed *printed)
{
    const struct fiche *fiche = printed->fiche;
    if (printed->language != document->language) {
        xmlNode *fallback = add_element(node, document->ns, "fallback");
        set(fallback, "asked", language_name(document->language));
        set(fallback, "printed", language_name(printed->language));
    }
    if (g_date_valid(&fiche->valid_from) || g_date_valid(&fiche->valid_until)) {
        xmlNode *validity = add_element(node, document->ns, "validity");
        set_day(validity, document, "from", &fiche->valid_from);
        set_day(validity, document, "until", &fiche->valid_until);
    }
    if (g_date_valid(&fiche->reviewed))
        set_day(add_element(node, document->ns, "reviewed"), document, "date", &fiche->reviewed);
    if (fiche->legal_basis)
        xmlNodeAddContent(add_element(node, document->ns, "legal-basis"),
                          (const xmlChar *)fiche->legal_basis);
}

static void
add_link(struct document *document, xmlNode **links, xmlNode *node, const char *id,
         enum language wanted)
{
    const struct link *link = sources_link(document->sources, id);
    enum language language = wanted;
    for (unsigned i = 0; link && !link->address[language] && i < document->edition->fallback_count;
         i++)
        language = document->edition->fallback[i];
    if (!link || !link->address[language])
        return;
    if (!*links)
        *links = add_element(node, document->ns, "links");
    xmlNode *element = add_element(*links, document->ns, "link");
    set(element, "href", link->address[language]);
    set(element, "text", link->text[language] ? link->text[language] : link->address[language]);
    if (language != wanted)
        set_lang(element, language);
}

static void
write_links(struct document *document, xmlNode *node, const struct printed *printed)
{
    const struct fiche *fiche = printed->fiche;
    const char *const *own = fiche->version[printed->language]->external_links;
    xmlNode *links = NULL, *see = NULL;

    for (unsigned i = 0; fiche->links && fiche->links[i]; i++)
        add_link(document, &links, node, fiche->links[i], printed->language);
    for (unsigned i = 0; own && own[i]; i++)
        add_link(document, &links, node, own[i], printed->language);
    for (unsigned i = 0; fiche->internal_links && fiche->internal_links[i]; i++) {
        const struct fiche *target = fiche->internal_links[i];
        if (target == fiche || !g_hash_table_contains(document->references.fiches, target->id))
            continue;
        if (!see)
            see = add_element(node, document->ns, "see");
        set(add_element(see, document->ns, "ref"), "fiche", target->id);
    }
}

static void
write_contacts(struct document *document, xmlNode *node, const struct text *text,
               const struct fiche *fiche)
{
    const char *own = institution_key(document->sources, &document->references, fiche->institution);
    set(add_element(node, document->ns, "contact-ref"), "institution", own);
    for (unsigned i = 0; i < text->shown->len; i++)
        if (strcmp(text->shown->pdata[i], own) != 0)
            set(add_element(node, document->ns, "contact-ref"), "institution",
                text->shown->pdata[i]);
}

static void
write_title(struct document *document, xmlNode *node, const struct printed *printed,
            const char *prefix)
{
    const struct version *version = printed->fiche->version[printed->language];
    g_autofree char *id = g_strconcat(prefix, ".title", NULL);
    xmlNode *title = add_element(node, document->ns, "title");
    set(title, "id", id);
    set_sort(title, document->language, version->name);
    set_place(title, version->place);
    xmlNodeAddContent(title, (const xmlChar *)version->name);
}

static void
write_text(struct document *document, xmlNode *node, const struct printed *printed)
{
    const struct fiche *fiche = printed->fiche;
    const struct version *version = fiche->version[printed->language];
    g_autofree char *prefix = anchor(fiche->kind == THEMATIC ? "fiche-" : "page-", fiche->id);
    struct text text = {
        .situation = &document->situation,
        .references = &document->references,
        .audience = {(const struct reader *)printed->readers->data, printed->readers->len},
        .language = printed->language,
        .asked = document->language,
        .prefix = prefix,
        .headings = g_array_new(FALSE, FALSE, sizeof(unsigned)),
        .shown = g_ptr_array_new_with_free_func(g_free),
        .brochure = document->ns,
        .xhtml = document->xhtml};

    write_title(document, node, printed, prefix);
    prose_append(&text, node, "summary", version->summary);
    prose_append(&text, node, "introduction", version->introduction);
    prose_append(&text, node, "description", version->description);
    g_array_set_size(text.headings, 0);
    prose_append(&text, node, "hang", version->hang ? version->hang : fiche->hang);
    write_links(document, node, printed);
    write_contacts(document, node, &text, fiche);
    g_array_free(text.headings, TRUE);
    g_ptr_array_free(text.shown, TRUE);
}

/* Nationalities of all cells together; NULL: all. In the order of the list. */
static GPtrArray *
all_nationalities(const struct printed *printed, struct list list)
{
    g_autofree guint8 *named = g_malloc0(list.count + 1);
    for (unsigned r = 0; r < printed->readers->len; r++) {
        const struct answer *answer = g_array_index(printed->readers, struct reader, r).answer;
        if (!answer->nationalities)
            return NULL;
        for (unsigned i = 0; i < answer->nationality_count; i++)
            named[answer->nationalities[i] - list.entries] = 1;
    }
    GPtrArray *nationalities = g_ptr_array_new();
    for (unsigned i = 0; i < list.count; i++)
        if (named[i])
            g_ptr_array_add(nationalities, (gpointer)&list.entries[i]);
    return nationalities;
}

static bool
same_answer(const struct answer *a, const struct answer *b)
{
    return a->nationality_count == b->nationality_count &&
           (a->nationality_count == 0 ||
            memcmp(a->nationalities, b->nationalities,
                   a->nationality_count * sizeof *a->nationalities) == 0);
}

struct labelled {
    const char *key, *label;
    char *sort;
};

static int
compare_labels(gconstpointer a, gconstpointer b)
{
    const struct labelled *x = a, *y = b;
    int order = strcmp(x->sort, y->sort);
    return order ? order : strcmp(x->key, y->key);
}

static void
write_nationalities(struct document *document, xmlNode *applies, const struct printed *printed)
{
    const struct list list = sources_nationalities(document->sources);
    g_autoptr(GPtrArray) entries = all_nationalities(printed, list);
    xmlNode *parent = add_element(applies, document->ns, "nationalities");
    const bool all = !entries || entries->len == list.count;
    const unsigned count = all ? 0 : entries->len;
    g_autofree struct labelled *labels = g_new0(struct labelled, count + 1);

    set_bool(parent, "all", all);
    for (unsigned i = 0; i < count; i++) {
        const struct entry *entry = entries->pdata[i];
        labels[i].key = entry->key;
        labels[i].label = entry_label(entry, document->language);
        labels[i].sort = locale_sort_key(document->language, labels[i].label);
    }
    qsort(labels, count, sizeof *labels, compare_labels);
    for (unsigned i = 0; i < count; i++) {
        xmlNode *node = add_element(parent, document->ns, "nationality");
        set(node, "key", labels[i].key);
        set(node, "label", labels[i].label);
        set(node, "sort", labels[i].sort);
        g_free(labels[i].sort);
    }
}

static void
write_cells(struct document *document, xmlNode *applies, const struct printed *printed)
{
    const struct reader *readers = (const struct reader *)printed->readers->data;
    bool differ = false;
    for (unsigned i = 1; i < printed->readers->len; i++)
        differ |= !same_answer(readers[0].answer, readers[i].answer);
    for (unsigned i = 0; differ && i < printed->readers->len; i++) {
        const struct answer *answer = readers[i].answer;
        xmlNode *cell = add_element(applies, document->ns, "cell");
        set(cell, "status", readers[i].status->key);
        set_bool(cell, "all", !answer->nationalities);
        for (unsigned n = 0; n < answer->nationality_count; n++)
            set(add_element(cell, document->ns, "nationality"), "key",
                answer->nationalities[n]->key);
    }
}

static void
write_applies(struct document *document, xmlNode *node, const struct printed *printed)
{
    const struct list statuses = sources_statuses(document->sources, document->grid->direction);
    xmlNode *applies = add_element(node, document->ns, "applies");

    set_bool(applies, "all-statuses", printed->readers->len == statuses.count);
    for (unsigned i = 0; i < printed->readers->len; i++)
        set(add_element(applies, document->ns, "status"), "key",
            g_array_index(printed->readers, struct reader, i).status->key);
    write_nationalities(document, applies, printed);
    write_cells(document, applies, printed);
}

void
write_chapters(struct document *document)
{
    xmlNode *chapters = add_element(document->root, document->ns, "chapters");
    xmlNode *chapter = NULL;
    for (unsigned i = 0; i < document->fiches->len; i++) {
        const struct printed *printed = document->fiches->pdata[i];
        if (printed->number == 1) {
            g_autofree char *id = anchor("subject-", printed->fiche->subject->key);
            chapter = add_element(chapters, document->ns, "chapter");
            set(chapter, "id", id);
            set(chapter, "subject", printed->fiche->subject->key);
            set_number(chapter, "number", printed->subject_number);
        }
        xmlNode *node = add_element(chapter, document->ns, "fiche");
        g_autofree char *number =
            g_strdup_printf("%u.%u", printed->subject_number, printed->number);
        write_identity(document, node, printed);
        set(node, "number", number);
        write_applies(document, node, printed);
        write_dates(document, node, printed);
        write_text(document, node, printed);
    }
}

void
write_pages(struct document *document, const char *name, const GPtrArray *pages)
{
    xmlNode *parent = add_element(document->root, document->ns, name);
    for (unsigned i = 0; i < pages->len; i++) {
        xmlNode *node = add_element(parent, document->ns, "page");
        write_identity(document, node, pages->pdata[i]);
        write_dates(document, node, pages->pdata[i]);
        write_text(document, node, pages->pdata[i]);
    }
}

void
try_text(struct document *document, const struct printed *printed)
{
    document_start(document);
    write_text(document, document->root, printed);
    g_clear_pointer(&document->doc, xmlFreeDoc);
}
