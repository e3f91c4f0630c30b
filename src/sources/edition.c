#include <string.h>

#include "sources/sources_int.h"

/* edition.xml. The bundled one is read first and holds every default; an edition of the
 * repository's own goes over it, element by element. Both are valid against the schema, so words
 * are looked up, not doubted. */

void
translated_read(struct sources *sources, const xmlNode *parent, const char *name,
                const char **texts)
{
    for (const xmlNode *node = xml_child(parent, name); node; node = xml_next(node, name)) {
        g_autofree char *lang = xml_attribute(node, "lang");
        texts[language_find(lang)] = keep_string(sources, xml_text(node));
    }
}

/* The words of an element. NULL: there is no such element. */
static GPtrArray *
read_words(const xmlNode *node)
{
    g_autofree char *text = node ? xml_text(node) : NULL;
    return text ? split_items(text, " \t\r\n") : NULL;
}

static void
read_published(struct edition *edition, const xmlNode *root)
{
    g_autoptr(GPtrArray) languages = read_words(xml_child(root, "languages"));
    g_autoptr(GPtrArray) directions = read_words(xml_child(root, "directions"));
    if (languages)
        memset(edition->language, 0, sizeof edition->language);
    for (unsigned i = 0; languages && i < languages->len; i++)
        edition->language[language_find(languages->pdata[i])] = true;
    if (directions)
        memset(edition->direction, 0, sizeof edition->direction);
    for (unsigned i = 0; directions && i < directions->len; i++)
        edition->direction[direction_find(directions->pdata[i])] = true;
}

static unsigned
read_choice(const xmlNode *node, const char *name, const char *const *choices, unsigned otherwise)
{
    g_autofree char *word = xml_attribute(node, name);
    for (unsigned i = 0; word && choices[i]; i++)
        if (strcmp(choices[i], word) == 0)
            return i;
    return otherwise;
}

static void
read_policies(struct edition *edition, const xmlNode *root)
{
    static const char *const missing[] = {
        [MISSING_FALLBACK] = "fallback", [MISSING_ERROR] = "error", [MISSING_OMIT] = "omit", NULL};
    static const char *const gaps[] = {[GAP_PRINT] = "print", [GAP_OMIT] = "omit", NULL};
    static const char *const states[] = {[STATE_NOT_STATED] = "not-stated",
                                         [STATE_SAMPLE] = "sample",
                                         [STATE_DRAFT] = "draft",
                                         [STATE_VALIDATED] = "validated",
                                         NULL};
    const xmlNode *node = xml_child(root, "missing-language");
    g_autoptr(GPtrArray) order = read_words(node);
    edition->missing_language = read_choice(node, "policy", missing, edition->missing_language);
    edition->gaps = read_choice(xml_child(root, "gaps"), "policy", gaps, edition->gaps);
    edition->least_state =
        read_choice(xml_child(root, "state"), "least", states, edition->least_state);
    if (!order || order->len == 0)
        return;
    bool seen[LANGUAGE_COUNT] = {false};
    edition->fallback_count = 0;
    for (unsigned i = 0; i < order->len; i++) {
        const enum language language = language_find(order->pdata[i]);
        if (!seen[language])
            edition->fallback[edition->fallback_count++] = language;
        seen[language] = true;
    }
}

static void
read_edition(struct loading *loading, const xmlDoc *doc)
{
    struct sources *sources = loading->sources;
    struct edition *edition = &sources->edition;
    if (!doc || !xml_validate(doc, "edition", loading->diag))
        return;
    const xmlNode *root = xmlDocGetRootElement(doc);
    g_autofree char *date = xml_attribute(root, "date");
    edition->id = keep_string(sources, xml_attribute(root, "id"));
    date_read(date, xml_place(root), &edition->date, loading->diag);
    translated_read(sources, root, "title", edition->title);
    translated_read(sources, root, "publisher", edition->publisher);
    translated_read(sources, root, "rights", edition->rights);
    translated_read(sources, root, "accessibility-statement", edition->statement);
    read_published(edition, root);
    read_policies(edition, root);
}

void
edition_load(struct loading *loading)
{
    static const char file[] = "edition.xml";
    read_edition(loading, load_bundled(loading, file));
    if (source_exists(loading, file))
        read_edition(loading, load_document(loading, file, false));
}
