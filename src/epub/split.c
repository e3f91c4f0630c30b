#include "epub/epub_int.h"

#include <string.h>

/* Sections become files; what is larger than readers like is cut between its children. */

enum { LARGEST_FILE = 240000, MOST_HEADINGS = 2 };

/* The first heading in a section, or NULL. */
static const xmlNode *
first_heading(const xmlNode *section)
{
    for (const xmlNode *node = section; node != NULL; node = epub_next(node, section)) {
        if (node->type == XML_ELEMENT_NODE && node->name[0] == 'h' && node->name[1] >= '1' &&
            node->name[1] <= '6' && node->name[2] == '\0')
            return node;
    }
    return NULL;
}

/* What a section is called: its label, its first heading, or the publication's title. */
static char *
title_of(const struct book *book, const xmlNode *section)
{
    char *label = epub_attribute(section, "aria-label");
    const xmlNode *heading = label == NULL ? first_heading(section) : NULL;

    if (heading != NULL)
        return epub_text(heading);
    return label != NULL ? label : g_strdup(book->publication->title);
}

static void
add_file(struct book *book, const xmlNode *section, const xmlNode *child, const xmlNode *stop,
         unsigned part, const char *stem)
{
    struct epub_file file = {.section = section, .child = child, .stop = stop, .part = part};

    file.name =
        part == 1 ? g_strdup_printf("%s.xhtml", stem) : g_strdup_printf("%s-%u.xhtml", stem, part);
    file.title = title_of(book, section);
    g_array_append_val(book->files, file);
}

/* One file, or as many as keep each below the limit. A child that is larger by itself stays whole.
 */
static void
cut(struct book *book, const xmlNode *section, const char *stem)
{
    g_autoptr(GString) measured = g_string_sized_new(1 << 16);
    const xmlNode *from = section->children;
    unsigned part = 1;

    for (const xmlNode *child = from; child != NULL; child = child->next) {
        gsize before = measured->len;
        epub_put_node(book, measured, child, 0, true);
        if (measured->len > LARGEST_FILE && child != from) {
            add_file(book, section, from, child, part++, stem);
            g_string_erase(measured, 0, (gssize)before);
            from = child;
        }
    }
    add_file(book, section, from, NULL, part, stem);
}

static bool
usable_name(const struct book *book, const char *stem)
{
    g_autofree char *name = g_strdup_printf("%s.xhtml", stem);

    if (*stem == '\0' || strspn(stem, "abcdefghijklmnopqrstuvwxyz0123456789-") != strlen(stem) ||
        strcmp(stem, "nav") == 0)
        return false;
    for (unsigned i = 0; i < book->files->len; i++) {
        if (strcmp(g_array_index(book->files, struct epub_file, i).name, name) == 0)
            return false;
    }
    return true;
}

static void
add_section(struct book *book, const xmlNode *section)
{
    g_autofree char *stem = epub_attribute(section, "data-file");

    if (!epub_is(section, "section") || stem == NULL || !usable_name(book, stem))
        epub_error(
            book, DIAG_E0708, section, "docs/epub.md says what it has to be",
            "a child of body is no section with a data-file of its own: <%s data-file=\"%s\">",
            (const char *)section->name, stem != NULL ? stem : "");
    else
        cut(book, section, stem);
}

static void
add_id(struct book *book, const xmlNode *node, unsigned file)
{
    char *id = epub_attribute(node, "id");

    if (id == NULL)
        return;
    if (g_hash_table_contains(book->targets, id)) {
        epub_error(book, DIAG_E0707, node, "give each element an id of its own",
                   "the id \"%s\" is given twice", id);
        g_free(id);
        return;
    }
    struct epub_target *target = g_new(struct epub_target, 1);
    *target = (struct epub_target){node, file};
    g_hash_table_insert(book->targets, id, target);
}

/* The files in reading order; the navigation stands where the table of contents does. */
static void
add_files(struct book *book)
{
    for (const xmlNode *node = book->body->children; node != NULL; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        g_autofree char *type = epub_is(node, "nav") ? epub_type(node) : NULL;
        if (g_strcmp0(type, "toc") == 0) {
            struct epub_file file = {.part = 1, .name = g_strdup("nav.xhtml")};
            file.title = title_of(book, node);
            g_array_append_val(book->files, file);
            for (const xmlNode *child = node->children; child != NULL; child = child->next)
                add_id(book, child, book->files->len - 1);
        } else if (!epub_is(node, "nav")) {
            add_section(book, node);
        }
    }
}

/* The id by which a heading is reached: its own, or of the section that it begins, or one that it
 * is given here. */
static const char *
heading_id(struct book *book, const xmlNode *heading)
{
    const xmlNode *section = heading->parent;
    g_autofree char *own = epub_attribute(heading, "id");
    gpointer known;

    while (section != book->body && !epub_is(section, "section"))
        section = section->parent;
    g_autofree char *around = epub_attribute(section, "id");
    if (own != NULL)
        return g_hash_table_lookup_extended(book->targets, own, &known, NULL) ? known : NULL;
    if (around != NULL && first_heading(section) == heading &&
        g_hash_table_lookup_extended(book->targets, around, &known, NULL))
        return known;
    char *id = g_strdup_printf("heading-%u", book->headings->len + 1);
    g_hash_table_insert(book->given, (gpointer)heading, id);
    return id;
}

static void
add_heading(struct book *book, const xmlNode *node, unsigned file)
{
    unsigned level = (unsigned)(node->name[1] - '0');
    struct epub_heading heading = {
        .level = MIN(level, MOST_HEADINGS), .file = file, .id = heading_id(book, node)};

    if (heading.id == NULL)
        return;
    xmlChar *lang = xmlNodeGetLang(node);
    if (lang != NULL && strcmp((const char *)lang, book->publication->lang) != 0)
        heading.lang = g_strdup((const char *)lang);
    xmlFree(lang);
    heading.text = epub_text(node);
    g_array_append_val(book->headings, heading);
}

static void
add_contents(struct book *book, unsigned number)
{
    const struct epub_file *file = &g_array_index(book->files, struct epub_file, number);

    if (file->part == 1)
        add_id(book, file->section, number);
    for (const xmlNode *top = file->child; top != file->stop; top = top->next) {
        for (const xmlNode *node = top; node != NULL; node = epub_next(node, top)) {
            if (node->type != XML_ELEMENT_NODE)
                continue;
            add_id(book, node, number);
            if (epub_is(node, "h1") || epub_is(node, "h2"))
                add_heading(book, node, number);
        }
    }
}

void
epub_split(struct book *book)
{
    add_files(book);
    for (unsigned i = 0; i < book->files->len; i++) {
        if (g_array_index(book->files, struct epub_file, i).section != NULL)
            add_contents(book, i);
    }
}
