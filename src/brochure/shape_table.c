#include "brochure/shape_int.h"

/* A table as stylesheets get it: caption, columns, head, bodies, foot, in this order; rows in
 * sections, cells in rows, at least one of each. */

bool
is_table_part(const xmlNode *node)
{
    return is_any(node, "caption colgroup col thead tbody tfoot tr td th");
}

static bool
is_cell(const xmlNode *node)
{
    return is_any(node, "td th");
}

static bool
is_row(const xmlNode *node)
{
    return is_called(node, "tr");
}

static bool
is_column(const xmlNode *node)
{
    return is_called(node, "col");
}

static void
move_before(xmlNode *table, xmlNode *node)
{
    xmlUnlinkNode(node);
    xmlAddPrevSibling(table, node);
}

static xmlNode *
first_of(const xmlNode *table, const char *name)
{
    for (xmlNode *node = table->children; node; node = node->next)
        if (is_called(node, name))
            return node;
    return NULL;
}

/* Columns hold columns only. */
static bool
sort_out_columns(xmlNode *table, xmlNode *columns)
{
    bool moved = false;
    for (xmlNode *node = columns->children, *next; node; node = next) {
        next = node->next;
        if (is_blank(node)) {
            xml_drop(node);
        } else if (!is_column(node)) {
            move_before(table, node);
            moved = true;
        } else {
            for (xmlNode *inside = node->children, *after; inside; inside = after) {
                after = inside->next;
                move_before(table, inside);
                moved = true;
            }
        }
    }
    return moved;
}

bool
table_sort_out(xmlNode *table)
{
    bool moved = false;
    for (xmlNode *node = table->children, *next; node; node = next) {
        next = node->next;
        const bool second = is_called(node, "caption") && node != first_of(table, "caption");
        if (is_blank(node)) {
            xml_drop(node);
        } else if (second || !is_table_part(node)) {
            if (second)
                rename_to(node, "div");
            move_before(table, node);
            moved = true;
        } else if (is_column(node)) {
            xmlNode *columns = wrap_run(node, "colgroup", is_column);
            next = columns->next;
            moved |= sort_out_columns(table, columns);
        } else if (is_called(node, "colgroup")) {
            moved |= sort_out_columns(table, node);
        }
    }
    return moved;
}

static void
shape_row(xmlNode *row)
{
    for (xmlNode *node = row->children, *next; node; node = next) {
        next = node->next;
        if (is_blank(node))
            xml_drop(node);
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
        if (!is_blank(node) && !is_row(node))
            node = is_cell(node) ? wrap_run(node, "tr", is_cell) : wrap(node, "tr");
        next = node->next;
        if (is_row(node))
            shape_row(node);
        if (!node->children)
            xml_drop(node);
    }
}

/* Rows and cells that stand in no section get one. */
static void
make_bodies(xmlNode *table)
{
    for (xmlNode *node = table->children; node; node = node->next)
        if (is_cell(node))
            node = wrap_run(node, "tr", is_cell);
    for (xmlNode *node = table->children; node; node = node->next)
        if (is_row(node))
            node = wrap_run(node, "tbody", is_row);
}

/* A head or a foot after the first is a body. */
static void
only_one(xmlNode *table, const char *name)
{
    xmlNode *first = first_of(table, name);
    for (xmlNode *node = first ? first->next : NULL; node; node = node->next)
        if (is_called(node, name))
            rename_to(node, "tbody");
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
        if (!is_called(node, name))
            continue;
        xmlUnlinkNode(node);
        xmlAddChild(table, node);
    }
}

static void
order_sections(xmlNode *table)
{
    static const char *const order[] = {"caption", "colgroup", "thead", "tbody", "tfoot"};
    only_one(table, "thead");
    only_one(table, "tfoot");
    if (!first_of(table, "tbody")) {
        xmlNode *head = first_of(table, "thead");
        xmlNode *rows = head ? head : first_of(table, "tfoot");
        if (rows)
            rename_to(rows, "tbody");
    }
    for (unsigned i = 0; i < sizeof order / sizeof *order; i++)
        move_to_end(table, order[i]);
}

bool
table_shape(xmlNode *table)
{
    make_bodies(table);
    for (xmlNode *node = table->children, *next; node; node = next) {
        next = node->next;
        if (is_called(node, "caption"))
            shape_flow(node, false);
        else if (is_any(node, "thead tbody tfoot"))
            shape_section(node);
        if (is_called(node, "caption") ? is_empty(node)
                                       : !is_called(node, "colgroup") && !node->children)
            xml_drop(node);
    }
    order_sections(table);
    return first_of(table, "tbody");
}
