#include "brochure/shape_int.h"

#include <string.h>

#include "brochure/text_int.h"

bool
is_called(const xmlNode *node, const char *name)
{
    return node && node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

bool
is_any(const xmlNode *node, const char *names)
{
    if (!node || node->type != XML_ELEMENT_NODE)
        return false;
    const char *name = (const char *)node->name;
    const size_t length = strlen(name);
    for (const char *at = strstr(names, name); at; at = strstr(at + 1, name))
        if ((at == names || at[-1] == ' ') && (at[length] == ' ' || at[length] == '\0'))
            return true;
    return false;
}

bool
is_inline(const xmlNode *node)
{
    return node->type != XML_ELEMENT_NODE ||
           is_any(node, "a img br span strong em b i u s sub sup abbr cite q code");
}

bool
is_blank(const xmlNode *node)
{
    if (node->type == XML_ELEMENT_NODE)
        return false;
    for (const char *c = (const char *)node->content; c && *c; c = g_utf8_next_char(c))
        if (!g_unichar_isspace(g_utf8_get_char(c)))
            return false;
    return true;
}

bool
is_empty(const xmlNode *node)
{
    if (is_any(node, "img hr"))
        return false;
    if (node->type != XML_ELEMENT_NODE)
        return is_blank(node);
    for (const xmlNode *child = node->children; child; child = child->next)
        if (!is_empty(child))
            return false;
    return true;
}

bool
has_block(const xmlNode *node)
{
    for (const xmlNode *child = node->children; child; child = child->next)
        if (!is_inline(child) || has_block(child))
            return true;
    return false;
}

void
rename_to(xmlNode *node, const char *name)
{
    xmlNodeSetName(node, (const xmlChar *)name);
}

static void
copy_place(xmlNode *to, const xmlNode *from)
{
    g_autofree xmlChar *at = xmlGetNoNsProp((xmlNode *)from, (const xmlChar *)"at");
    if (at)
        xmlSetProp(to, (const xmlChar *)"at", at);
}

xmlNode *
wrap(xmlNode *node, const char *name)
{
    xmlNode *wrapper = xmlNewDocNode(node->doc, NULL, (const xmlChar *)name, NULL);
    xmlAddPrevSibling(node, wrapper);
    xmlSetNs(wrapper,
             xmlSearchNsByHref(node->doc, wrapper->parent, (const xmlChar *)XHTML_NAMESPACE));
    copy_place(wrapper, node->type == XML_ELEMENT_NODE ? node : wrapper->parent);
    xmlUnlinkNode(node);
    xmlAddChild(wrapper, node);
    return wrapper;
}

xmlNode *
wrap_run(xmlNode *first, const char *name, bool (*take)(const xmlNode *))
{
    xmlNode *wrapper = wrap(first, name);
    for (xmlNode *next = wrapper->next; next && (take(next) || is_blank(next));
         next = wrapper->next) {
        xmlUnlinkNode(next);
        xmlAddChild(wrapper, next);
    }
    return wrapper;
}
