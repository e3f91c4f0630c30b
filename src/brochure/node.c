#include <string.h>

#include "brochure/document_int.h"
#include "brochure/locale_int.h"

xmlNode *
add_element(xmlNode *parent, xmlNs *ns, const char *name)
{
    xmlNode *node = xmlNewDocNode(parent->doc, ns, (const xmlChar *)name, NULL);
    return xmlAddChild(parent, node);
}

void
set(xmlNode *node, const char *name, const char *value)
{
    if (value)
        xmlNewProp(node, (const xmlChar *)name, (const xmlChar *)value);
}

void
set_number(xmlNode *node, const char *name, unsigned value)
{
    char digits[16];
    g_snprintf(digits, sizeof digits, "%u", value);
    set(node, name, digits);
}

void
set_bool(xmlNode *node, const char *name, bool value)
{
    set(node, name, value ? "true" : "false");
}

void
set_place(xmlNode *node, struct place place)
{
    if (!place.file)
        return;
    g_autofree char *at = place.column
                              ? g_strdup_printf("%s:%d:%d", place.file, place.line, place.column)
                          : place.line ? g_strdup_printf("%s:%d", place.file, place.line)
                                       : g_strdup(place.file);
    set(node, "at", at);
}

void
set_lang(xmlNode *node, enum language language)
{
    xmlNodeSetLang(node, (const xmlChar *)language_name(language));
}

void
set_sort(xmlNode *node, enum language language, const char *text)
{
    g_autofree char *key = locale_sort_key(language, text);
    set(node, "sort", key);
}

void
set_day(xmlNode *node, const struct document *document, const char *name, const GDate *date)
{
    if (!g_date_valid(date))
        return;
    char iso[16];
    g_snprintf(iso, sizeof iso, "%04u-%02u-%02u", (unsigned)g_date_get_year(date),
               (unsigned)g_date_get_month(date), (unsigned)g_date_get_day(date));
    set(node, name, iso);
    g_autofree char *text = locale_date(document->language, g_date_get_year(date),
                                        g_date_get_month(date), g_date_get_day(date));
    g_autofree char *text_name =
        strcmp(name, "date") == 0 ? g_strdup("text") : g_strconcat(name, "-text", NULL);
    set(node, text_name, text);
}

static const char *
find_key(const struct sources *sources, const char *name)
{
    const struct catalogue *catalogue = sources_catalogue(sources);
    const struct institution *institution = catalogue_institution(catalogue, name);
    unsigned count;
    const struct fiche *fiches = sources_fiches(sources, &count);
    if (!institution)
        return name;
    for (unsigned f = 0; institution->folders && institution->folders[f]; f++)
        for (unsigned i = 0; i < count; i++)
            if (strcmp(fiches[i].institution, institution->folders[f]) == 0)
                return fiches[i].institution;
    for (unsigned i = 0; i < count; i++)
        if (catalogue_institution(catalogue, fiches[i].institution) == institution)
            return fiches[i].institution;
    return institution->id;
}

const char *
institution_key(const struct sources *sources, struct references *references, const char *name)
{
    const char *key = g_hash_table_lookup(references->keys, name);
    if (!key) {
        key = find_key(sources, name);
        g_hash_table_insert(references->keys, g_strdup(name), (gpointer)key);
    }
    return key;
}

char *
anchor(const char *prefix, const char *key)
{
    GString *name = g_string_new(prefix);
    for (const char *c = key; *c; c++)
        g_string_append_c(name, g_ascii_isalnum(*c) || strchr("._-", *c) ? *c : '-');
    return g_string_free(name, FALSE);
}
