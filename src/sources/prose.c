#include <stdlib.h>
#include <string.h>

#include "sources/body_int.h"

/* What a reader, and a reader's machine, needs of prose: headings that lead from one to the next,
 * tables with header cells and even rows. Runs on a clean block. */

unsigned
heading_level(const xmlNode *node)
{
    const char *name = (const char *)node->name;
    const bool heading = node->type == XML_ELEMENT_NODE && name[0] == 'h' && name[1] >= '1' &&
                         name[1] <= '6' && !name[2];
    return heading ? (unsigned)(name[1] - '0') : 0;
}

static void
check_heading(xmlNode *node, unsigned level, unsigned *before, struct diag *diag)
{
    const struct place place = xml_place(node);
    g_autofree char *text = xml_text(node);
    if (!*text && !xml_child(node, NULL)) {
        diag_report(diag, DIAG_E0424, place, "remove it (WCAG 2.2, 2.4.6)",
                    "<h%u> is empty and was left out", level);
        xmlUnlinkNode(node);
        xmlFreeNode(node);
        return;
    }
    if (*before && level > *before + 1)
        diag_report(diag, DIAG_E0424, place, "use the next level (PDF/UA-1, 7.4.2)",
                    "<h%u> follows <h%u>", level, *before);
    *before = level;
}

/* Columns that a row takes, with those that earlier rows reach down into; rows: what is left of
 * each, one unsigned a column. */
struct shape {
    GArray *reaching;
    unsigned narrowest, widest, rows;
    bool header, conditional;
};

static unsigned
span(const xmlNode *cell, const char *name)
{
    g_autofree char *value = xml_attribute(cell, name);
    return value ? (unsigned)strtoul(value, NULL, 10) : 1;
}

static void
occupy(GArray *reaching, unsigned column, unsigned down)
{
    while (reaching->len <= column) {
        const unsigned none = 0;
        g_array_append_val(reaching, none);
    }
    g_array_index(reaching, unsigned, column) = down;
}

static unsigned
row_width(GArray *reaching, const xmlNode *row)
{
    unsigned column = 0, width = 0;
    for (const xmlNode *cell = xml_child(row, NULL); cell; cell = xml_next(cell, NULL)) {
        while (column < reaching->len && g_array_index(reaching, unsigned, column) > 0)
            column++;
        const unsigned right = span(cell, "colspan"), down = span(cell, "rowspan");
        for (unsigned i = 0; i < right; i++)
            occupy(reaching, column++, down);
    }
    for (unsigned i = 0; i < reaching->len; i++) {
        unsigned *left = &g_array_index(reaching, unsigned, i);
        width = *left > 0 ? i + 1 : width;
        *left -= *left > 0;
    }
    return width;
}

static void
measure(struct shape *shape, const xmlNode *parent)
{
    for (const xmlNode *node = xml_child(parent, NULL); node; node = xml_next(node, NULL)) {
        if (in_namespace(node, FP_NAMESPACE))
            shape->conditional = true;
        shape->header |= xml_is(node, "thead");
        if (!xml_is(node, "tr")) {
            if (!xml_is(node, "table"))
                measure(shape, node);
            continue;
        }
        shape->header |= xml_child(node, "th") != NULL;
        const unsigned width = row_width(shape->reaching, node);
        shape->narrowest = shape->rows ? MIN(shape->narrowest, width) : width;
        shape->widest = MAX(shape->widest, width);
        shape->rows++;
    }
}

static void
check_table(const xmlNode *table, struct diag *diag)
{
    enum { MOST_COLUMNS = 8 };
    const struct place place = xml_place(table);
    g_autoptr(GArray) reaching = g_array_new(FALSE, FALSE, sizeof(unsigned));
    struct shape shape = {reaching};
    measure(&shape, table);
    if (!shape.header)
        diag_report(diag, DIAG_E0425, place,
                    "use <th> for the cells that name a row or a column (PDF/UA-1, 7.5)",
                    "a table has no header cells");
    if (shape.narrowest != shape.widest && !shape.conditional)
        diag_report(
            diag, DIAG_E0426, place, "give each row the same number of cells (PDF/UA-1, 7.2)",
            "the rows of a table have from %u to %u columns", shape.narrowest, shape.widest);
    if (shape.widest > MOST_COLUMNS)
        diag_report(diag, DIAG_E0426, place, "divide it, or turn rows and columns",
                    "a table has %u columns", shape.widest);
}

static void
check_below(xmlNode *parent, unsigned *level_before, struct diag *diag)
{
    for (xmlNode *node = parent->children, *next; node; node = next) {
        next = node->next;
        const unsigned level = heading_level(node);
        if (level > 0) {
            check_heading(node, level, level_before, diag);
            continue;
        }
        if (xml_is(node, "table"))
            check_table(node, diag);
        if (node->type == XML_ELEMENT_NODE)
            check_below(node, level_before, diag);
    }
}

void
block_check(xmlNode *block, struct diag *diag)
{
    unsigned level_before = 0;
    check_below(block, &level_before, diag);
}
