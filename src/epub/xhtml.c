/* XHTML as the e-book holds it. The nodes are written straight from the document, which stays as it
 * is: links get their files, pictures their names in the archive, xml:lang its twin, and page
 * breaks come between the characters where they belong. What has another namespace is left out. */
#include "epub/epub_int.h"

#include <string.h>

#include "base/file.h"
#include "base/picture.h"

void
epub_put_text(GString *out, const char *text)
{
    for (;;) {
        size_t plain = strcspn(text, "&<>\"");
        g_string_append_len(out, text, (gssize)plain);
        text += plain;
        if (*text == '\0')
            return;
        g_string_append(out, *text == '&'   ? "&amp;"
                             : *text == '<' ? "&lt;"
                             : *text == '>' ? "&gt;"
                                            : "&quot;");
        text++;
    }
}

static void
put_attribute(GString *out, const char *name, const char *value)
{
    g_string_append_c(out, ' ');
    g_string_append(out, name);
    g_string_append(out, "=\"");
    epub_put_text(out, value);
    g_string_append_c(out, '"');
}

/* ---- Page breaks ---- */

static void
put_break(struct book *book, GString *out, unsigned page, unsigned file)
{
    const struct page *printed = &book->parts->pages->pages[page];
    const char *label = printed->label != NULL ? printed->label : "";
    struct epub_page entry = {label, page, file};

    g_array_append_val(book->pages, entry);
    g_string_append_printf(
        out, "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"pagebreak-%u\"", page + 1);
    put_attribute(out, "aria-label", label);
    g_string_append(out, "></span>");
}

/* The breaks of a node that stand before it, or at its beginning. */
static void
put_breaks(struct book *book, GString *out, const xmlNode *node, unsigned file, bool before)
{
    const GArray *breaks = g_hash_table_lookup(book->breaks, node);

    for (unsigned i = 0; breaks != NULL && i < breaks->len; i++) {
        const struct epub_break *here = &g_array_index(breaks, struct epub_break, i);
        if (here->before == before)
            put_break(book, out, here->page, file);
    }
}

/* A place where a line may be broken is an element: as a character it would be copied and searched
 * with the address around it. */
static void
put_prose(GString *out, const char *text)
{
    static const char place[] = "\u200B";
    for (const char *at; (at = strstr(text, place)); text = at + strlen(place)) {
        g_autofree char *part = g_strndup(text, (gsize)(at - text));
        epub_put_text(out, part);
        g_string_append(out, "<wbr/>");
    }
    epub_put_text(out, text);
}

static void
put_characters(struct book *book, GString *out, const xmlNode *node, unsigned file, bool measure)
{
    const char *text = (const char *)node->content;
    const GArray *breaks = measure ? NULL : g_hash_table_lookup(book->breaks, node);
    unsigned from = 0;

    for (unsigned i = 0; breaks != NULL && i < breaks->len; i++) {
        const struct epub_break *here = &g_array_index(breaks, struct epub_break, i);
        g_autofree char *part = g_strndup(text + from, here->offset - from);
        put_prose(out, part);
        put_break(book, out, here->page, file);
        from = here->offset;
    }
    put_prose(out, text + from);
}

/* ---- Attributes ---- */

static void
put_link(struct book *book, GString *out, const xmlNode *node, const char *address, unsigned file,
         bool measure)
{
    static const char longest[] = "a-name-that-is-longer-than-most-of-them-are.xhtml";
    const struct epub_target *target = g_hash_table_lookup(book->targets, address + 1);

    if (measure) {
        g_autofree char *full = g_strconcat(longest, address, NULL);
        put_attribute(out, "href", full);
    } else if (target == NULL) {
        epub_error(book, DIAG_E0706, node, "give the id to an element, or take the link away",
                   "no element has the id \"%s\"", address + 1);
    } else if (target->file == file) {
        put_attribute(out, "href", address);
    } else {
        const struct epub_file *in = &g_array_index(book->files, struct epub_file, target->file);
        g_autofree char *full = g_strconcat(in->name, address, NULL);
        put_attribute(out, "href", full);
    }
}

static const struct epub_picture *
find_picture(const struct book *book, const char *source)
{
    for (unsigned i = 0; i < book->pictures->len; i++) {
        const struct epub_picture *picture = g_ptr_array_index(book->pictures, i);
        if (strcmp(picture->source, source) == 0)
            return picture;
    }
    return NULL;
}

/* Reads a picture when it is first named. NULL: an error was reported. */
static const struct epub_picture *
take_picture(struct book *book, const char *source)
{
    const struct epub_picture *known = find_picture(book, source);
    struct picture header;

    if (known != NULL)
        return known;
    GBytes *bytes = file_read(book->parts->images, source, FILE_LIMIT, book->diag);
    if (bytes == NULL || !picture_read(bytes, source, &header, book->diag)) {
        g_clear_pointer(&bytes, g_bytes_unref);
        book->good = false;
        return NULL;
    }
    struct epub_picture *picture = g_new0(struct epub_picture, 1);
    bool png = header.kind == PICTURE_PNG;
    picture->source = g_intern_string(source);
    picture->type = png ? "png" : "jpeg";
    picture->name = g_strdup_printf("images/%u.%s", book->pictures->len + 1, png ? "png" : "jpg");
    picture->bytes = bytes;
    g_ptr_array_add(book->pictures, picture);
    return picture;
}

static void
put_source(struct book *book, GString *out, const char *source, bool measure)
{
    if (measure || (strcmp(source, "cover.png") == 0 && book->parts->cover != NULL)) {
        put_attribute(out, "src", source);
        return;
    }
    const struct epub_picture *picture = take_picture(book, source);
    if (picture != NULL)
        put_attribute(out, "src", picture->name);
}

/* Older readers know lang, XML knows xml:lang: where one stands, both do. */
static void
put_language(GString *out, const xmlNode *node)
{
    xmlChar *lang = xmlGetNsProp(node, (const xmlChar *)"lang", XML_XML_NAMESPACE);

    if (lang == NULL)
        lang = xmlGetNoNsProp(node, (const xmlChar *)"lang");
    if (lang != NULL && *lang != '\0') {
        put_attribute(out, "lang", (const char *)lang);
        put_attribute(out, "xml:lang", (const char *)lang);
    }
    xmlFree(lang);
}

static void
put_plain_attribute(struct book *book, GString *out, const xmlNode *node, const char *name,
                    const char *value, unsigned file, bool measure)
{
    if (strcmp(name, "href") == 0 && value[0] == '#' && value[1] != '\0')
        put_link(book, out, node, value, file, measure);
    else if (strcmp(name, "src") == 0)
        put_source(book, out, value, measure);
    else if (strcmp(name, "lang") != 0 && strcmp(name, "data-file") != 0)
        put_attribute(out, name, value);
}

void
epub_put_start_tag(struct book *book, GString *out, const xmlNode *node, unsigned file,
                   bool measure)
{
    g_string_append_c(out, '<');
    g_string_append(out, (const char *)node->name);
    put_language(out, node);
    if (g_hash_table_contains(book->given, node))
        put_attribute(out, "id", g_hash_table_lookup(book->given, node));
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
        const char *name = (const char *)attribute->name;
        const char *ns = attribute->ns != NULL ? (const char *)attribute->ns->href : NULL;
        xmlChar *value = xmlNodeListGetString(node->doc, attribute->children, 1);
        const char *text = value != NULL ? (const char *)value : "";
        if (ns == NULL)
            put_plain_attribute(book, out, node, name, text, file, measure);
        else if (strcmp(ns, EPUB_OPS) == 0 && strcmp(name, "type") == 0)
            put_attribute(out, "epub:type", text);
        xmlFree(value);
    }
    g_string_append_c(out, '>');
}

/* ---- Nodes ---- */

static bool
is_void(const char *name)
{
    return strcmp(name, "br") == 0 || strcmp(name, "img") == 0 || strcmp(name, "hr") == 0 ||
           strcmp(name, "wbr") == 0 || strcmp(name, "col") == 0;
}

static void
put_element(struct book *book, GString *out, const xmlNode *node, unsigned file, bool measure)
{
    const char *name = (const char *)node->name;
    bool ours = node->ns != NULL && strcmp((const char *)node->ns->href, EPUB_XHTML) == 0;

    if (!measure)
        put_breaks(book, out, node, file, true);
    if (ours)
        epub_put_start_tag(book, out, node, file, measure);
    if (ours && is_void(name)) {
        g_string_insert_c(out, (gssize)out->len - 1, '/');
        return;
    }
    if (!measure)
        put_breaks(book, out, node, file, false);
    for (const xmlNode *child = node->children; child != NULL; child = child->next)
        epub_put_node(book, out, child, file, measure);
    if (ours)
        g_string_append_printf(out, "</%s>", name);
}

void
epub_put_node(struct book *book, GString *out, const xmlNode *node, unsigned file, bool measure)
{
    if (node->type == XML_ELEMENT_NODE)
        put_element(book, out, node, file, measure);
    else if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
        put_characters(book, out, node, file, measure);
}

/* ---- Files ---- */

void
epub_begin_xhtml(struct book *book, GString *out, const char *title, const char *body_type)
{
    const char *lang = book->publication->lang;

    g_string_append(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n<html "
                         "xmlns=\"" EPUB_XHTML "\" xmlns:epub=\"" EPUB_OPS "\"");
    put_attribute(out, "lang", lang);
    put_attribute(out, "xml:lang", lang);
    g_string_append(out, ">\n<head><meta charset=\"utf-8\"/><title>");
    epub_put_text(out, title);
    g_string_append(out, "</title><link rel=\"stylesheet\" href=\"epub.css\"/></head>\n<body");
    if (body_type != NULL)
        put_attribute(out, "epub:type", body_type);
    g_string_append(out, ">\n");
}

void
epub_end_xhtml(GString *out)
{
    g_string_append(out, "\n</body>\n</html>\n");
}

/* A further part of a section has its tag once more, but not what may stand only once. */
static void
put_section_tag(struct book *book, GString *out, const struct epub_file *file, unsigned number)
{
    if (file->part == 1) {
        epub_put_start_tag(book, out, file->section, number, false);
        put_breaks(book, out, file->section, number, false);
        return;
    }
    g_autofree char *type = epub_type(file->section);
    g_string_append(out, "<section");
    put_language(out, file->section);
    if (type != NULL)
        put_attribute(out, "epub:type", type);
    put_attribute(out, "aria-label", file->title);
    g_string_append_c(out, '>');
}

void
epub_write_files(struct book *book)
{
    for (unsigned i = 0; i < book->files->len; i++) {
        const struct epub_file *file = &g_array_index(book->files, struct epub_file, i);
        if (file->section == NULL)
            continue;
        GString *out = g_string_sized_new(1 << 16);
        epub_begin_xhtml(book, out, file->title, NULL);
        put_section_tag(book, out, file, i);
        for (const xmlNode *child = file->child; child != file->stop; child = child->next)
            epub_put_node(book, out, child, i, false);
        g_string_append(out, "</section>");
        epub_end_xhtml(out);
        epub_add(book, file->name, out);
    }
}
