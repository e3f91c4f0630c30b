#ifndef STYLED_H
#define STYLED_H

#include <string.h>

#include "base/file.h"
#include "base/xml.h"
#include "fo/fo.h"
#include "transform/transform.h"
#include "unit/findings.h"
#include "unit/test.h"

/* The stylesheets, and what is asked of every tree that they give. */

static struct stylesheet *print, *book;

static inline struct stylesheet *
sheet_of(const char *path, const char *const *parameters)
{
    g_autoptr(diag) diag = diag_new();
    g_autofree char *directory = g_build_filename(file_data_directory(), "stylesheets", NULL);
    struct stylesheet *sheet = stylesheet_load(directory, path, parameters, diag);
    g_assert_nonnull(sheet);
    return sheet;
}

static inline void
stylesheets_load(void)
{
    print = sheet_of("brochure-fo.xsl", NULL);
    book = sheet_of("brochure-xhtml.xsl", NULL);
}

static inline void
stylesheets_free(void)
{
    stylesheet_free(print);
    stylesheet_free(book);
}

/* Only what is read: a line for each run of text. */
static inline void
append_words(GString *out, const xmlNode *node)
{
    for (; node; node = node->next) {
        if (node->type == XML_TEXT_NODE && *node->content)
            g_string_append_printf(out, "%s\n", (const char *)node->content);
        append_words(out, node->children);
    }
}

static inline xmlDoc *
applied(const struct stylesheet *sheet, const xmlDoc *doc)
{
    g_autoptr(diag) diag = diag_new();
    xmlDoc *result = transform(sheet, doc, diag);
    g_autofree char *found = findings(diag);
    g_assert_cmpstr(found, ==, "");
    return result;
}

static inline void
accepted(const xmlDoc *fo)
{
    g_autoptr(diag) diag = diag_new();
    g_autoptr(fo_document) document = fo_parse(fo, diag);
    g_autofree char *found = findings(diag);
    g_assert_cmpstr(found, ==, "");
    g_assert_nonnull(document);
}

static inline const char *
attribute(const xmlNode *node, const char *name)
{
    const xmlAttr *found = xmlHasProp(node, (const xmlChar *)name);
    return found && found->children ? (const char *)found->children->content : NULL;
}

/* The next element in document order. */
static inline const xmlNode *
following(const xmlNode *node)
{
    do {
        if (node->children)
            node = node->children;
        else {
            while (node && !node->next)
                node = node->parent && node->parent->type == XML_ELEMENT_NODE ? node->parent : NULL;
            node = node ? node->next : NULL;
        }
    } while (node && node->type != XML_ELEMENT_NODE);
    return node;
}

static inline unsigned
count_elements(const xmlDoc *doc, const char *name, const char *key, const char *value)
{
    unsigned count = 0;
    for (const xmlNode *n = xmlDocGetRootElement(doc); n; n = following(n))
        count += g_str_equal((const char *)n->name, name) &&
                 (!key || g_strcmp0(attribute(n, key), value) == 0);
    return count;
}

static inline char *
words_of(const xmlDoc *doc)
{
    g_autoptr(GString) out = g_string_new(NULL);
    append_words(out, xmlDocGetRootElement(doc));
    return g_string_free(g_steal_pointer(&out), FALSE);
}

/* Each id once, each reference to one of them. */
static inline void
closed(const xmlDoc *doc)
{
    static const char *const references[] = {"internal-destination", "ref-id", "href"};
    g_autoptr(GHashTable) ids = g_hash_table_new(g_str_hash, g_str_equal);
    for (const xmlNode *n = xmlDocGetRootElement(doc); n; n = following(n)) {
        const char *id = attribute(n, "id");
        if (id && !g_hash_table_add(ids, (char *)id))
            g_assert_cmpstr(id, ==, "only once");
    }
    for (const xmlNode *n = xmlDocGetRootElement(doc); n; n = following(n))
        for (unsigned i = 0; i < G_N_ELEMENTS(references); i++) {
            const char *to = attribute(n, references[i]);
            if (!to || (i == 2 && to[0] != '#'))
                continue;
            if (!g_hash_table_contains(ids, to + (i == 2)))
                g_assert_cmpstr(to, ==, "somewhere");
        }
}

/* The first heading is of level 1, and none is more than one below the last. */
static inline void
in_steps(const xmlDoc *doc)
{
    int level = 0;
    for (const xmlNode *n = xmlDocGetRootElement(doc); n; n = following(n)) {
        const char *role = attribute(n, "role");
        const char *name = role && role[0] == 'H' ? role : (const char *)n->name;
        if (strlen(name) != 2 || (name[0] != 'H' && name[0] != 'h') || !g_ascii_isdigit(name[1]))
            continue;
        g_assert_cmpint(name[1] - '0', <=, level + 1);
        level = name[1] - '0';
    }
    g_assert_cmpint(level, >, 0);
}

#endif
