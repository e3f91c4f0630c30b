#include "brochure/shape_int.h"
#include "brochure/text_int.h"

/* Authors nest elements in any way; stylesheets should not have to care. After copying, each tree
 * is put in order, from the outside in:
 *
 * - a list has items, a table sections with rows with cells; what stands between them moves into
 * the nearest place that may hold it;
 * - what may hold blocks (the sections of a fiche, div, blockquote, li, dd, td, th) holds blocks or
 *   inline content, never both: runs of inline content beside blocks become paragraphs;
 * - what holds inline content only and has blocks in it gives way: a paragraph becomes a div, an
 *   inline element moves into the blocks inside it;
 * - empty paragraphs, headings, lists, rows and tables go.
 *
 * Then headings are numbered anew from h3 and blocks get their ids. */

static bool
is_item(const xmlNode *node)
{
    return is_called(node, "li");
}

static bool
is_term(const xmlNode *node)
{
    return is_any(node, "dt dd");
}

/* Parts without their whole get one. */
static bool
adopt_strays(xmlNode *container)
{
    bool adopted = false;
    for (xmlNode *node = container->children; node; node = node->next) {
        const char *whole = NULL;
        bool (*part)(const xmlNode *) = is_item(node) ? is_item : is_term;
        if (is_item(node))
            whole = "ul";
        else if (is_term(node))
            whole = "dl";
        else if (is_table_part(node))
            whole = "table", part = is_table_part;
        if (!whole)
            continue;
        node = wrap_run(node, whole, part);
        adopted = true;
    }
    return adopted;
}

static bool
is_plain_inline(const xmlNode *node)
{
    return is_inline(node) && !has_block(node);
}

static void
copy_properties(xmlNode *to, const xmlNode *from)
{
    xmlFreePropList(to->properties);
    to->properties = xmlCopyPropList(to, from->properties);
}

/* A copy of an inline element around all that a block holds. */
static void
wrap_content(xmlNode *block, const xmlNode *element)
{
    xmlNode *copy = xmlNewDocNode(block->doc, element->ns, element->name, NULL);
    copy_properties(copy, element);
    while (block->children) {
        xmlNode *moved = block->children;
        xmlUnlinkNode(moved);
        xmlAddChild(copy, moved);
    }
    xmlAddChild(block, copy);
}

/* An inline element with blocks in it: a copy of it goes into each of the blocks, and around each
 * run between them. */
static xmlNode *
lift(xmlNode *element)
{
    const char *name = (const char *)element->name;
    for (xmlNode *child = element->children; child; child = child->next) {
        if (is_blank(child))
            continue;
        if (is_plain_inline(child)) {
            child = wrap_run(child, name, is_plain_inline);
            copy_properties(child, element);
        } else if (is_any(child, "p h1 h2 h3 h4 h5 h6 li dt dd td th caption div blockquote")) {
            wrap_content(child, element);
        }
    }
    return xml_unwrap(element);
}

static bool
lift_inlines(xmlNode *container)
{
    bool lifted = false;
    for (xmlNode *node = container->children; node;) {
        const bool lifts = is_inline(node) && has_block(node);
        node = lifts ? lift(node) : node->next;
        lifted |= lifts;
    }
    return lifted;
}

static bool
sort_out_tables(xmlNode *container)
{
    bool moved = false;
    for (xmlNode *node = container->children; node; node = node->next)
        if (is_called(node, "table"))
            moved |= table_sort_out(node);
    return moved;
}

static void
shape_items(xmlNode *list)
{
    for (xmlNode *node = list->children, *next; node; node = next) {
        next = node->next;
        shape_flow(node, false);
        if (is_empty(node))
            xml_drop(node);
    }
}

static void
shape_list(xmlNode *list)
{
    xmlNode *item = NULL;
    for (xmlNode *node = list->children, *next; node; node = next) {
        next = node->next;
        if (is_blank(node)) {
            xml_drop(node);
        } else if (is_item(node)) {
            item = node;
        } else if (item) {
            xmlUnlinkNode(node);
            xmlAddChild(item, node);
        } else {
            item = wrap(node, "li");
        }
    }
    shape_items(list);
}

static void
shape_terms(xmlNode *list)
{
    for (xmlNode *node = list->children, *next; node; node = next) {
        next = node->next;
        if (is_blank(node))
            xml_drop(node);
        else if (is_called(node, "div"))
            next = xml_unwrap(node);
        else if (!is_term(node))
            wrap(node, "dd");
    }
    shape_items(list);
}

/* Blocks inside what may hold inline content only become part of it. */
static void
flatten(xmlNode *node)
{
    for (xmlNode *child = node->children, *next; child; child = next) {
        next = child->next;
        if (is_called(child, "hr")) {
            xml_drop(child);
        } else if (!is_inline(child)) {
            xmlAddPrevSibling(child, xmlNewDocText(child->doc, (const xmlChar *)" "));
            xmlAddNextSibling(child, xmlNewDocText(child->doc, (const xmlChar *)" "));
            next = xml_unwrap(child);
        } else {
            flatten(child);
        }
    }
}

/* false: nothing is left of it. */
static bool
shape_block(xmlNode *node)
{
    if (is_called(node, "p") && has_block(node))
        rename_to(node, "div");
    if (is_any(node, "p h1 h2 h3 h4 h5 h6")) {
        flatten(node);
        return !is_empty(node);
    }
    if (is_any(node, "ul ol"))
        shape_list(node);
    else if (is_called(node, "dl"))
        shape_terms(node);
    else if (is_any(node, "div blockquote"))
        shape_flow(node, true);
    else
        return true;
    return node->children;
}

static void
wrap_inline_runs(xmlNode *container)
{
    for (xmlNode *node = container->children, *next; node; node = next) {
        next = node->next;
        if (is_blank(node))
            xml_drop(node);
        else if (is_inline(node))
            next = wrap_run(node, "p", is_inline)->next;
    }
}

/* A table without rows leaves its caption, as a paragraph. */
static void
leave_caption(xmlNode *table)
{
    for (xmlNode *node = table->children, *next; node; node = next) {
        next = node->next;
        if (!is_called(node, "caption")) {
            xml_drop(node);
            continue;
        }
        rename_to(node, "p");
        xmlUnlinkNode(node);
        xmlAddPrevSibling(table, node);
    }
    xml_drop(table);
}

void
shape_flow(xmlNode *container, bool blocks_only)
{
    if (is_any(container, "dt caption")) {
        flatten(container);
        return;
    }
    while (lift_inlines(container) || adopt_strays(container) || sort_out_tables(container))
        ;
    if (blocks_only || has_block(container))
        wrap_inline_runs(container);
    for (xmlNode *node = container->children, *next; node; node = next) {
        if (is_called(node, "table")) {
            const bool rows = table_shape(node);
            next = node->next;
            if (!rows)
                leave_caption(node);
            continue;
        }
        const bool left = is_inline(node) || shape_block(node);
        next = node->next;
        if (!left)
            xml_drop(node);
    }
}

/* The first heading is h3, and none is more than one level below the one before it. */
static void
number_heading(struct text *text, xmlNode *node)
{
    unsigned level = node->name[1] - '0';
    GArray *open = text->headings;
    while (open->len && g_array_index(open, unsigned, open->len - 1) >= level)
        g_array_set_size(open, open->len - 1);
    g_array_append_val(open, level);
    char name[] = {'h', '0' + MIN(2 + open->len, 6), '\0'};
    rename_to(node, name);
}

static void
identify(struct text *text, xmlNode *node)
{
    if (node->type != XML_ELEMENT_NODE)
        return;
    if (is_any(node, "h1 h2 h3 h4 h5 h6"))
        number_heading(text, node);
    if (is_any(node, "p li th td dt dd caption h3 h4 h5 h6")) {
        g_autofree char *id = g_strdup_printf("%s.%u", text->prefix, ++text->last_id);
        xmlSetProp(node, (const xmlChar *)"id", (const xmlChar *)id);
    }
    if (is_any(node, "br img col"))
        while (node->children)
            xml_drop(node->children);
    for (xmlNode *child = node->children; child; child = child->next)
        identify(text, child);
}

void
shape_prose(struct text *text, xmlNode *container)
{
    shape_flow(container, true);
    for (xmlNode *child = container->children; child; child = child->next)
        identify(text, child);
}
