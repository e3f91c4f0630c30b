#include "epub/epub_int.h"

#include <string.h>

bool
epub_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && node->ns != NULL &&
           strcmp((const char *)node->ns->href, EPUB_XHTML) == 0 &&
           strcmp((const char *)node->name, name) == 0;
}

static char *
attribute(const xmlNode *node, const char *name, const char *ns)
{
    xmlChar *value = xmlGetNsProp(node, (const xmlChar *)name, (const xmlChar *)ns);
    char *copy = g_strdup((const char *)value);

    xmlFree(value);
    return copy;
}

char *
epub_attribute(const xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetNoNsProp(node, (const xmlChar *)name);
    char *copy = g_strdup((const char *)value);

    xmlFree(value);
    return copy;
}

char *
epub_type(const xmlNode *node)
{
    return attribute(node, "type", EPUB_OPS);
}

char *
epub_text(const xmlNode *node)
{
    xmlChar *content = xmlNodeGetContent(node);
    g_auto(GStrv) words = g_strsplit_set((const char *)content, " \t\r\n", -1);
    GString *text = g_string_new(NULL);

    for (unsigned i = 0; words[i] != NULL; i++) {
        if (*words[i] == '\0')
            continue;
        g_string_append(text, text->len > 0 ? " " : "");
        g_string_append(text, words[i]);
    }
    xmlFree(content);
    return g_string_free(text, FALSE);
}

const xmlNode *
epub_next(const xmlNode *node, const xmlNode *top)
{
    if (node->type == XML_ELEMENT_NODE && node->children != NULL)
        return node->children;
    while (node != top && node->next == NULL)
        node = node->parent;
    return node == top ? NULL : node->next;
}
