#include "epub/epub.h"

#include <stdlib.h>
#include <string.h>

#include "base/xml.h"
#include "epub/epub_int.h"

/* The place that a stylesheet passed on, fp:at="FILE:LINE:COLUMN", of the node or what it stands
 * in. storage holds the file's name. */
static struct place
place_of(const xmlNode *node, char **storage)
{
    for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent) {
        xmlChar *at =
            xmlGetNsProp(node, (const xmlChar *)"at", (const xmlChar *)"urn:fichepress:1");
        if (at == NULL)
            continue;
        g_auto(GStrv) parts = g_strsplit((const char *)at, ":", 3);
        xmlFree(at);
        *storage = g_strdup(parts[0]);
        struct place place = {.file = *storage};
        if (parts[0] != NULL && parts[1] != NULL) {
            place.line = atoi(parts[1]);
            place.column = parts[2] != NULL ? atoi(parts[2]) : 0;
        }
        return place;
    }
    return (struct place){NULL};
}

void
epub_error(struct book *book, enum diag_code code, const xmlNode *node, const char *help,
           const char *format, ...)
{
    g_autofree char *storage = NULL;
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    book->good = false;
    diag_report(book->diag, code, place_of(node, &storage), help, "%s", message);
}

void
epub_add(struct book *book, const char *name, GString *content)
{
    gsize size = content->len;
    g_hash_table_insert(book->archive, g_strconcat("EPUB/", name, NULL),
                        g_bytes_new_take(g_string_free(content, FALSE), size));
}

static void
clear_file(gpointer data)
{
    struct epub_file *file = data;
    g_free(file->name);
    g_free(file->title);
}

static void
clear_heading(gpointer data)
{
    struct epub_heading *heading = data;
    g_free(heading->text);
    g_free(heading->lang);
}

static void
free_picture(gpointer data)
{
    struct epub_picture *picture = data;
    g_free(picture->name);
    g_bytes_unref(picture->bytes);
    g_free(picture);
}

static void
open_book(struct book *book)
{
    book->good = true;
    book->files = g_array_new(FALSE, FALSE, sizeof(struct epub_file));
    book->headings = g_array_new(FALSE, FALSE, sizeof(struct epub_heading));
    book->pages = g_array_new(FALSE, FALSE, sizeof(struct epub_page));
    book->pictures = g_ptr_array_new_with_free_func(free_picture);
    book->targets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    book->breaks = g_hash_table_new_full(NULL, NULL, NULL, epub_clear_breaks);
    book->given = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    book->archive =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
    g_array_set_clear_func(book->files, clear_file);
    g_array_set_clear_func(book->headings, clear_heading);
}

static void
close_book(struct book *book)
{
    g_array_unref(book->files);
    g_array_unref(book->headings);
    g_array_unref(book->pages);
    g_ptr_array_unref(book->pictures);
    g_hash_table_unref(book->targets);
    g_hash_table_unref(book->breaks);
    g_hash_table_unref(book->given);
    g_hash_table_unref(book->archive);
}

/* head and body. false: the document is no XHTML as it should be; reported. */
static bool
find_parts(struct book *book)
{
    const xmlNode *root = xmlDocGetRootElement(book->parts->xhtml);

    for (const xmlNode *node = root != NULL ? root->children : NULL; node; node = node->next) {
        if (epub_is(node, "head"))
            book->head = node;
        if (epub_is(node, "body"))
            book->body = node;
    }
    if (book->head == NULL || book->body == NULL)
        epub_error(book, DIAG_E0708, root, "docs/epub.md says what it has to be",
                   "the document has no head and body of XHTML");
    return book->good;
}

static void
add_bytes(struct book *book, const char *name, GBytes *bytes)
{
    g_hash_table_insert(book->archive, g_strconcat("EPUB/", name, NULL), bytes);
}

static void
add_attachments(struct book *book)
{
    const struct epub_parts *parts = book->parts;

    add_bytes(book, "epub.css", g_bytes_ref(parts->style));
    if (parts->cover != NULL)
        add_bytes(book, "cover.png", g_bytes_new(parts->cover->data, parts->cover->len));
    for (unsigned i = 0; i < book->pictures->len; i++) {
        const struct epub_picture *picture = g_ptr_array_index(book->pictures, i);
        add_bytes(book, picture->name, g_bytes_ref(picture->bytes));
    }
}

static void
make(struct book *book)
{
    epub_split(book);
    if (!book->good)
        return;
    epub_find_breaks(book);
    epub_write_files(book);
    epub_write_navigation(book);
    add_attachments(book);
    epub_write_package(book);
}

bool
epub_pack(const struct epub_parts *parts, const struct publication *publication, GByteArray *out,
          struct diag *diag)
{
    struct book book = {.parts = parts, .publication = publication, .diag = diag};

    g_assert(publication->date != NULL && publication->identifier != NULL);
    open_book(&book);
    if (find_parts(&book))
        make(&book);
    bool good = book.good && epub_write_archive(&book, out);
    close_book(&book);
    return good;
}
