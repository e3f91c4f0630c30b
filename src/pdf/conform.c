/* The rules of ISO 14289-1 (PDF/UA-1) that depend on what the pages hold, not on how they are
 * written: title and language, known structure types in their places, the order of headings,
 * alternative text, header cells, tables of even rows, links with an announcement. A document that
 * breaks one is written all the same, but does not say that it conforms. */
#include "pdf/pdf_int.h"

#include <stdlib.h>
#include <string.h>

/* Types of ISO 32000-1 §14.8.4. parents: the only types that may hold it; kids: the only ones that
 * it may hold. NULL: any. */
static const struct rule {
    const char *type, *parents, *kids;
} rules[] = {
    {"Annot", NULL, NULL},
    {"Art", NULL, NULL},
    {"BibEntry", NULL, NULL},
    {"BlockQuote", NULL, NULL},
    {"Caption", NULL, NULL},
    {"Code", NULL, NULL},
    {"Div", NULL, NULL},
    {"Document", NULL, NULL},
    {"Figure", NULL, NULL},
    {"Form", NULL, NULL},
    {"Formula", NULL, NULL},
    {"H1", NULL, NULL},
    {"H2", NULL, NULL},
    {"H3", NULL, NULL},
    {"H4", NULL, NULL},
    {"H5", NULL, NULL},
    {"H6", NULL, NULL},
    {"Index", NULL, NULL},
    {"L", NULL, " L LI Caption "},
    {"LBody", " LI ", NULL},
    {"LI", " L ", " Lbl LBody "},
    {"Lbl", NULL, NULL},
    {"Link", NULL, NULL},
    {"NonStruct", NULL, NULL},
    {"Note", NULL, NULL},
    {"P", NULL, NULL},
    {"Part", NULL, NULL},
    {"Private", NULL, NULL},
    {"Quote", NULL, NULL},
    {"Reference", NULL, NULL},
    {"Ruby", NULL, NULL},
    {"Sect", NULL, NULL},
    {"Span", NULL, NULL},
    {"TBody", " Table ", " TR "},
    {"TD", " TR ", NULL},
    {"TFoot", " Table ", " TR "},
    {"TH", " TR ", NULL},
    {"THead", " Table ", " TR "},
    {"TOC", NULL, " TOC TOCI Caption "},
    {"TOCI", " TOC ", NULL},
    {"TR", " Table THead TBody TFoot ", " TH TD "},
    {"Table", NULL, " TR THead TBody TFoot Caption "},
    {"Warichu", NULL, NULL},
};

struct check {
    const struct pages *pages;
    struct diag *diag;
    unsigned level;    /* of the last heading */
    GHashTable *notes; /* identifiers of notes */
    bool good;
};

G_GNUC_PRINTF(4, 5)
static void
breach(struct check *check, struct place place, const char *help, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    check->good = false;
    diag_report(check->diag, DIAG_E0703, place, help, "%s", message);
}

static int
by_type(const void *key, const void *rule)
{
    return strcmp(key, ((const struct rule *)rule)->type);
}

static const struct rule *
rule_of(const char *type)
{
    return bsearch(pdf_role(type), rules, G_N_ELEMENTS(rules), sizeof *rules, by_type);
}

/* A list has a space before and behind each word. */
static bool
listed(const char *list, const char *type)
{
    size_t length = strlen(type);
    const char *at = list != NULL ? strstr(list, type) : NULL;

    while (at != NULL && !(at > list && at[-1] == ' ' && at[length] == ' '))
        at = strstr(at + 1, type);
    return list == NULL || at != NULL;
}

static void
check_place(struct check *check, const struct element *element, const struct rule *rule)
{
    const char *parent = "the root";
    const struct rule *above = NULL;

    if (element->parent >= 0) {
        parent = check->pages->elements[element->parent].type;
        above = rule_of(parent);
    }
    if (!listed(rule->parents, parent) || (above != NULL && !listed(above->kids, rule->type)))
        breach(check, element->place, "give the formatting objects other roles",
               "a structure element %s may not stand in %s", element->type, parent);
}

static void
check_heading(struct check *check, const struct element *element)
{
    unsigned level = (unsigned)(element->type[1] - '0');

    if (level > check->level + 1)
        breach(check, element->place, "let headings go down one level at a time, from H1",
               "a heading of level %u follows %s", level,
               check->level == 0 ? "no other" : "one that is more than a level above");
    check->level = level;
}

static void
check_needs(struct check *check, const struct element *element, const char *type)
{
    bool pictorial = strcmp(type, "Figure") == 0 || strcmp(type, "Formula") == 0;

    if (pictorial && (element->alt == NULL || *element->alt == '\0'))
        breach(check, element->place, "give it fox:alt-text, or the role Artifact",
               "a %s has no alternative text", type);
    if (strcmp(type, "TH") == 0 && element->id == NULL &&
        (element->attributes == NULL || strstr(element->attributes, "/Scope") == NULL))
        breach(check, element->place, "say whether it heads a row or a column",
               "a header cell has no scope");
    if (strcmp(type, "Note") == 0 &&
        (element->id == NULL || !g_hash_table_add(check->notes, (gpointer)element->id)))
        breach(check, element->place, "give each note an id of its own",
               "a note has no identifier, or that of another");
}

/* ---- Tables: every row counts the same columns, with what spans into it ---- */

static unsigned
span_of(const struct element *cell, const char *key)
{
    const char *at = cell->attributes != NULL ? strstr(cell->attributes, key) : NULL;
    long span = at != NULL ? strtol(at + strlen(key), NULL, 10) : 1;
    return span > 0 ? (unsigned)MIN(span, 1000) : 1;
}

/* rows_left: for each column, the rows below that a cell still covers. Returns the row's width. */
static unsigned
fill_row(const struct pages *pages, const struct element *row, GArray *rows_left)
{
    unsigned column = 0, width = 0;

    for (int k = row->kid; k >= 0; k = pages->kids[k].next) {
        if (pages->kids[k].kind != KID_ELEMENT)
            continue;
        const struct element *cell = &pages->elements[pages->kids[k].value];
        unsigned columns = span_of(cell, "/ColSpan"), rows = span_of(cell, "/RowSpan");
        while (column < rows_left->len && g_array_index(rows_left, unsigned, column) > 0)
            column++;
        if (rows_left->len < column + columns)
            g_array_set_size(rows_left, column + columns);
        for (; columns > 0; columns--)
            g_array_index(rows_left, unsigned, column++) = rows;
    }
    for (unsigned i = 0; i < rows_left->len; i++) {
        unsigned *left = &g_array_index(rows_left, unsigned, i);
        width += *left > 0;
        *left -= *left > 0;
    }
    return width;
}

/* Rows in reading order; those of a head, body or foot cover no other's. */
static void
check_rows(struct check *check, const struct element *part, GArray *rows_left, unsigned *width)
{
    const struct pages *pages = check->pages;

    for (int k = part->kid; k >= 0; k = pages->kids[k].next) {
        if (pages->kids[k].kind != KID_ELEMENT)
            continue;
        const struct element *element = &pages->elements[pages->kids[k].value];
        const char *type = pdf_role(element->type);
        if (strcmp(type, "TR") != 0 && strcmp(type, "Caption") != 0) {
            g_array_set_size(rows_left, 0);
            check_rows(check, element, rows_left, width);
        } else if (strcmp(type, "TR") == 0) {
            unsigned columns = fill_row(pages, element, rows_left);
            if (*width != 0 && columns != *width)
                breach(check, element->place, "fill up the row, or correct what cells span",
                       "a table row of %u columns stands under one of %u", columns, *width);
            *width = columns;
        }
    }
}

static void
check_table(struct check *check, const struct element *table)
{
    g_autoptr(GArray) rows_left = g_array_new(FALSE, TRUE, sizeof(unsigned));
    unsigned width = 0;

    check_rows(check, table, rows_left, &width);
}

/* ---- The whole ---- */

static void
check_element(struct check *check, const struct element *element)
{
    const struct rule *rule = rule_of(element->type);

    if (rule == NULL) {
        breach(check, element->place, "use a type of ISO 32000-1 §14.8.4",
               "the structure type \"%s\" is not known", element->type);
    } else {
        check_place(check, element, rule);
        check_needs(check, element, rule->type);
        if (rule->type[0] == 'H' && g_ascii_isdigit(rule->type[1]))
            check_heading(check, element);
        if (strcmp(rule->type, "Table") == 0)
            check_table(check, element);
    }
    for (int k = element->kid; k >= 0; k = check->pages->kids[k].next) {
        if (check->pages->kids[k].kind == KID_ELEMENT)
            check_element(check, &check->pages->elements[check->pages->kids[k].value]);
    }
}

static void
check_links(struct check *check)
{
    for (unsigned i = 0; i < check->pages->link_count; i++) {
        const struct link_area *link = &check->pages->links[i];
        const struct element *element = &check->pages->elements[link->element];
        if (strcmp(pdf_role(element->type), "Link") != 0)
            breach(check, element->place, "give it the role Link, or none",
                   "a link belongs to a structure element %s", element->type);
        if (link->contents == NULL || *link->contents == '\0')
            breach(check, element->place, "give the link a text", "a link announces nothing");
    }
}

bool
pdf_conforms(const struct pages *pages, const struct publication *publication, struct diag *diag)
{
    g_autoptr(GHashTable) notes = g_hash_table_new(g_str_hash, g_str_equal);
    struct check check = {pages, diag, 0, notes, true};

    if (publication->title == NULL || *publication->title == '\0')
        breach(&check, (struct place){NULL}, "give the document a title", "there is no title");
    if (pages->lang == NULL || *pages->lang == '\0')
        breach(&check, (struct place){NULL}, "give the document a language (xml:lang)",
               "there is no language");
    for (unsigned i = 0; i < pages->element_count; i++) {
        if (pages->elements[i].parent < 0)
            check_element(&check, &pages->elements[i]);
    }
    check_links(&check);
    return check.good;
}
