#include "brochure/text_int.h"

#include <string.h>

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

static const char inline_names[] = "a img br span strong em b i u s sub sup abbr cite q code";

static void shape_flow(xmlNode *, bool blocks_only);

static bool
is(const xmlNode *node, const char *name)
{
    return node && node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static bool
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

static bool
is_inline(const xmlNode *node)
{
    return node->type != XML_ELEMENT_NODE || is_any(node, inline_names);
}

static bool
is_blank(const xmlNode *node)
{
    if (node->type == XML_ELEMENT_NODE)
        return false;
    for (const char *c = (const char *)node->content; c && *c; c = g_utf8_next_char(c))
        if (!g_unichar_isspace(g_utf8_get_char(c)))
            return false;
    return true;
}

/* Whether there is nothing to read or see below. */
static bool
is_empty(const xmlNode *node)
{
    if (is(node, "img") || is(node, "hr"))
        return false;
    if (node->type != XML_ELEMENT_NODE)
        return is_blank(node);
    for (const xmlNode *child = node->children; child; child = child->next)
        if (!is_empty(child))
            return false;
    return true;
}

static bool
has_block(const xmlNode *node)
{
    for (const xmlNode *child = node->children; child; child = child->next)
        if (!is_inline(child) || has_block(child))
            return true;
    return false;
}

static void
drop(xmlNode *node)
{
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

static void
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

/* A new element in the place of node, which moves into it. */
static xmlNode *
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

/* Its children in its place, text nodes apart as they are: xmlAddPrevSibling would merge and free
 * what the caller stands on. The first of them, or the node after it. */
static xmlNode *
unwrap(xmlNode *node)
{
    xmlNode *first = node->children ? node->children : node->next;
    while (node->children) {
        xmlNode *child = node->children;
        xmlUnlinkNode(child);
        child->parent = node->parent;
        child->prev = node->prev;
        child->next = node;
        if (child->prev)
            child->prev->next = child;
        else
            node->parent->children = child;
        node->prev = child;
    }
    drop(node);
    return first;
}

/* Moves a run of siblings, from first up to the last for which take is true, into a new element.
 * Blank text between them goes along. */
static xmlNode *
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

static bool
is_item(const xmlNode *node)
{
    return is(node, "li");
}

static bool
is_term(const xmlNode *node)
{
    return is_any(node, "dt dd");
}

static bool
is_table_part(const xmlNode *node)
{
    return is_any(node, "caption colgroup col thead tbody tfoot tr td th");
}

static bool
is_cell(const xmlNode *node)
{
    return is_any(node, "td th");
}

/* Parts without their whole get one. */
static void
adopt_strays(xmlNode *container)
{
    for (xmlNode *node = container->children; node; node = node->next) {
        if (is_item(node))
            node = wrap_run(node, "ul", is_item);
        else if (is_term(node))
            node = wrap_run(node, "dl", is_term);
        else if (is_table_part(node))
            node = wrap_run(node, "table", is_table_part);
    }
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
        if (is_plain_inline(child)) {
            child = wrap_run(child, name, is_plain_inline);
            copy_properties(child, element);
        } else if (is_any(child, "p h1 h2 h3 h4 h5 h6 li dt dd td th caption div blockquote")) {
            wrap_content(child, element);
        }
    }
    return unwrap(element);
}

static void
lift_inlines(xmlNode *container)
{
    for (xmlNode *node = container->children; node;)
        node = is_inline(node) && has_block(node) ? lift(node) : node->next;
}

static void
shape_list(xmlNode *list)
{
    xmlNode *item = NULL;
    for (xmlNode *node = list->children, *next; node; node = next) {
        next = node->next;
        if (is_blank(node)) {
            drop(node);
        } else if (is_item(node)) {
            item = node;
        } else if (item) {
            xmlUnlinkNode(node);
            xmlAddChild(item, node);
        } else {
            item = wrap(node, "li");
        }
    }
    for (xmlNode *node = list->children, *next; node; node = next) {
        next = node->next;
        shape_flow(node, false);
        if (is_empty(node))
            drop(node);
    }
}

static void
shape_terms(xmlNode *list)
{
    for (xmlNode *node = list->children, *next; node; node = next) {
        next = node->next;
        if (is_blank(node))
            drop(node);
        else if (is(node, "div"))
            next = unwrap(node);
        else if (!is_term(node))
            wrap(node, "dd");
    }
    for (xmlNode *node = list->children, *next; node; node = next) {
        next = node->next;
        shape_flow(node, false);
        if (is_empty(node))
            drop(node);
    }
}

static void
shape_row(xmlNode *row)
{
    for (xmlNode *node = row->children, *next; node; node = next) {
        next = node->next;
        if (is_blank(node))
            drop(node);
        else if (!is_cell(node))
            wrap(node, "td");
    }
    for (xmlNode *node = row->children; node; node = node->next)
        shape_flow(node, false);
}

static void
shape_section(xmlNode *section)
{
    for (xmlNode *node = section->children, *next; node; node = next) {
        if (!is_blank(node) && !is(node, "tr"))
            node = is_cell(node) ? wrap_run(node, "tr", is_cell) : wrap(node, "tr");
        next = node->next;
        if (is(node, "tr"))
            shape_row(node);
        if (!node->children)
            drop(node);
    }
}

static bool
is_row(const xmlNode *node)
{
    return is(node, "tr");
}

static bool
is_column(const xmlNode *node)
{
    return is(node, "col");
}

/* What is no part of a table moves before it. */
static void
sort_out(xmlNode *table)
{
    for (xmlNode *node = table->children, *next; node; node = next) {
        next = node->next;
        if (is_blank(node)) {
            drop(node);
        } else if (!is_table_part(node)) {
            xmlUnlinkNode(node);
            xmlAddPrevSibling(table, node);
        } else if (is_column(node)) {
            next = wrap_run(node, "colgroup", is_column)->next;
        } else if (is_cell(node)) {
            next = wrap(wrap_run(node, "tr", is_cell), "tbody");
        }
    }
    for (xmlNode *node = table->children; node; node = node->next)
        if (is_row(node))
            node = wrap_run(node, "tbody", is_row);
}

/* Moves every child of a name to the end, in order. */
static void
move_to_end(xmlNode *table, const char *name)
{
    unsigned count = 0;
    for (xmlNode *node = table->children; node; node = node->next)
        count++;
    for (xmlNode *node = table->children, *next; node && count--; node = next) {
        next = node->next;
        if (!is(node, name))
            continue;
        xmlUnlinkNode(node);
        xmlAddChild(table, node);
    }
}

static xmlNode *
first_of(const xmlNode *table, const char *name)
{
    for (xmlNode *node = table->children; node; node = node->next)
        if (is(node, name))
            return node;
    return NULL;
}

/* One caption, one head, one foot; further ones become what they can. */
static void
only_one(xmlNode *table, const char *name, const char *otherwise)
{
    for (xmlNode *node = first_of(table, name), *next = NULL; node; node = next) {
        for (next = node->next; next && !is(next, name); next = next->next)
            ;
        if (node == first_of(table, name))
            continue;
        if (otherwise)
            rename_to(node, otherwise);
        else
            drop(node);
    }
}

static void
shape_table(xmlNode *table)
{
    for (xmlNode *node = table->children, *next; node; node = next) {
        next = node->next;
        if (is(node, "caption"))
            shape_flow(node, false);
        else if (is_any(node, "thead tbody tfoot"))
            shape_section(node);
        else
            for (xmlNode *col = node->children, *after; col; col = after) {
                after = col->next;
                if (!is_column(col))
                    drop(col);
            }
        if (is_any(node, "thead tbody tfoot") ? !node->children
                                              : is(node, "caption") && is_empty(node))
            drop(node);
    }
    only_one(table, "caption", NULL);
    only_one(table, "thead", "tbody");
    only_one(table, "tfoot", "tbody");
    if (!first_of(table, "tbody")) {
        xmlNode *head = first_of(table, "thead");
        xmlNode *rows = head ? head : first_of(table, "tfoot");
        if (rows)
            rename_to(rows, "tbody");
    }
    static const char *const order[] = {"caption", "colgroup", "thead", "tbody", "tfoot"};
    for (unsigned i = 0; i < G_N_ELEMENTS(order); i++)
        move_to_end(table, order[i]);
}

/* Blocks inside what may hold inline content only become part of it. */
static void
flatten(xmlNode *node)
{
    for (xmlNode *child = node->children; child;)
        if (is(child, "hr")) {
            xmlNode *next = child->next;
            drop(child);
            child = next;
        } else if (!is_inline(child)) {
            xmlAddPrevSibling(child, xmlNewDocText(child->doc, (const xmlChar *)" "));
            xmlAddNextSibling(child, xmlNewDocText(child->doc, (const xmlChar *)" "));
            child = unwrap(child);
        } else {
            flatten(child);
            child = child->next;
        }
}

static void
shape_block(xmlNode *node)
{
    if (is(node, "p") && has_block(node))
        rename_to(node, "div");
    if (is_any(node, "ul ol"))
        shape_list(node);
    else if (is(node, "dl"))
        shape_terms(node);
    else if (is(node, "table"))
        shape_table(node);
    else if (is_any(node, "div blockquote"))
        shape_flow(node, true);
    else if (is_any(node, "h1 h2 h3 h4 h5 h6"))
        flatten(node);
    else if (is(node, "hr"))
        while (node->children)
            drop(node->children);
}

static bool
takes_inline(const xmlNode *node)
{
    return is_inline(node);
}

static void
wrap_inline_runs(xmlNode *container)
{
    for (xmlNode *node = container->children, *next; node; node = next) {
        next = node->next;
        if (is_blank(node)) {
            drop(node);
        } else if (is_inline(node)) {
            xmlNode *paragraph = wrap_run(node, "p", takes_inline);
            next = paragraph->next;
        }
    }
}

static bool
vanishes(const xmlNode *node)
{
    if (is_any(node, "ul ol dl table div blockquote"))
        return !node->children || (is(node, "table") && !first_of(node, "tbody"));
    return is_any(node, "p h1 h2 h3 h4 h5 h6") && is_empty(node);
}

static void
shape_flow(xmlNode *container, bool blocks_only)
{
    if (is(container, "dt") || is(container, "caption")) {
        flatten(container);
        return;
    }
    lift_inlines(container);
    adopt_strays(container);
    for (xmlNode *node = container->children; node; node = node->next)
        if (is(node, "table"))
            sort_out(node);
    lift_inlines(container);
    if (blocks_only || has_block(container))
        wrap_inline_runs(container);
    for (xmlNode *node = container->children, *next; node; node = next) {
        if (!is_inline(node))
            shape_block(node);
        next = node->next;
        if (vanishes(node))
            drop(node);
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
            drop(node->children);
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
