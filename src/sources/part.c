#include <string.h>

#include "sources/sources_int.h"

bool
in_namespace(const xmlNode *node, const char *uri)
{
    return node->ns && strcmp((const char *)node->ns->href, uri) == 0;
}

bool
is_part(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && !in_namespace(node, FP_NAMESPACE) &&
           g_ascii_strcasecmp((const char *)node->name, name) == 0;
}

const xmlNode *
part(const xmlNode *parent, const char *name)
{
    const xmlNode *node = xml_child(parent, NULL);
    while (node && !is_part(node, name))
        node = xml_next(node, NULL);
    return node;
}
