#include "epub/epub_int.h"

#include <string.h>

/* Navigation (EPUB 3.3 §7): table of contents, landmarks, pages; and all but the landmarks once
 * more as NCX, for readers of EPUB 2. Its words are the document's: a nav there holds its heading.
 */

static void
put_target(const struct book *book, GString *out, unsigned file, const char *id)
{
    const struct epub_file *in = &g_array_index(book->files, struct epub_file, file);

    epub_put_text(out, in->name);
    if (id != NULL) {
        g_string_append_c(out, '#');
        epub_put_text(out, id);
    }
}

static void
put_item(const struct book *book, GString *out, unsigned file, const char *id, const char *lang,
         const char *text)
{
    g_string_append(out, "<li><a href=\"");
    put_target(book, out, file, id);
    if (lang != NULL)
        g_string_append_printf(out, "\" lang=\"%s\" xml:lang=\"%s", lang, lang);
    g_string_append(out, "\">");
    epub_put_text(out, text);
    g_string_append(out, "</a>");
}

/* Two levels: h1, and below it the h2 up to the next. One without an h1 above it stands by itself.
 */
static void
put_contents(const struct book *book, GString *out)
{
    bool inside = false;

    for (unsigned i = 0; i < book->headings->len; i++) {
        const struct epub_heading *heading = &g_array_index(book->headings, struct epub_heading, i);
        bool last = i + 1 == book->headings->len;
        bool kids_follow = !last && heading[1].level == 2 && heading->level == 1;
        put_item(book, out, heading->file, heading->id, heading->lang, heading->text);
        if (kids_follow) {
            g_string_append(out, "\n<ol>\n");
            inside = true;
            continue;
        }
        g_string_append(out, "</li>\n");
        if (inside && (last || heading[1].level == 1)) {
            g_string_append(out, "</ol></li>\n");
            inside = false;
        }
    }
}

/* The landmark that a section is, if it is one. */
static const char *
landmark_of(const char *type)
{
    static const char *const landmarks[] = {
        "appendix",       "backmatter", "bibliography", "bodymatter",  "colophon",
        "copyright-page", "cover",      "foreword",     "frontmatter", "glossary",
        "index",          "loi",        "lot",          "preface",     "titlepage"};
    if (g_strcmp0(type, "chapter") == 0 || g_strcmp0(type, "part") == 0)
        return "bodymatter";
    for (unsigned i = 0; i < G_N_ELEMENTS(landmarks); i++) {
        if (g_strcmp0(type, landmarks[i]) == 0)
            return landmarks[i];
    }
    return NULL;
}

static void
put_landmark(const struct book *book, GString *out, unsigned number, const char *landmark)
{
    const struct epub_file *file = &g_array_index(book->files, struct epub_file, number);

    g_string_append_printf(out, "<li><a epub:type=\"%s\" href=\"", landmark);
    put_target(book, out, number, NULL);
    g_string_append(out, "\">");
    epub_put_text(out, file->title);
    g_string_append(out, "</a></li>\n");
}

static void
put_landmarks(const struct book *book, GString *out)
{
    g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

    for (unsigned i = 0; i < book->files->len; i++) {
        const struct epub_file *file = &g_array_index(book->files, struct epub_file, i);
        g_autofree char *type = file->section != NULL ? epub_type(file->section) : NULL;
        const char *landmark = file->section == NULL ? "toc" : landmark_of(type);
        if (landmark != NULL && g_hash_table_add(seen, (gpointer)landmark))
            put_landmark(book, out, i, landmark);
    }
}

static int
by_file(gconstpointer a, gconstpointer b)
{
    const struct epub_page *one = a, *other = b;

    return (one->file > other->file) - (one->file < other->file);
}

/* In reading order: the navigation, which is written last, may hold the beginning of a page itself.
 * g_array_sort is stable. */
static void
put_pages(const struct book *book, GString *out)
{
    g_array_sort(book->pages, by_file);
    for (unsigned i = 0; i < book->pages->len; i++) {
        const struct epub_page *page = &g_array_index(book->pages, struct epub_page, i);
        g_autofree char *id = g_strdup_printf("pagebreak-%u", page->page + 1);
        put_item(book, out, page->file, id, NULL, page->label);
        g_string_append(out, "</li>\n");
    }
}

/* A nav of the document with its list. One whose list would be empty is left out, as lists may not
 * be empty. */
static void
put_nav(struct book *book, GString *out, const xmlNode *nav, unsigned file)
{
    g_autofree char *type = epub_type(nav);
    g_autoptr(GString) list = g_string_new(NULL);

    if (g_strcmp0(type, "toc") == 0)
        put_contents(book, list);
    else if (g_strcmp0(type, "landmarks") == 0)
        put_landmarks(book, list);
    else if (g_strcmp0(type, "page-list") == 0)
        put_pages(book, list);
    if (list->len == 0)
        return;
    epub_put_start_tag(book, out, nav, file, false);
    for (const xmlNode *child = nav->children; child != NULL; child = child->next)
        epub_put_node(book, out, child, file, false);
    g_string_append(out, "<ol>\n");
    g_string_append_len(out, list->str, (gssize)list->len);
    g_string_append(out, "</ol></nav>\n");
}

static void
write_nav(struct book *book, unsigned number)
{
    const struct epub_file *file = &g_array_index(book->files, struct epub_file, number);
    GString *out = g_string_new(NULL);

    epub_begin_xhtml(book, out, file->title, NULL);
    for (const xmlNode *node = book->body->children; node != NULL; node = node->next) {
        if (epub_is(node, "nav"))
            put_nav(book, out, node, number);
    }
    epub_end_xhtml(out);
    epub_add(book, file->name, out);
}

/* ---- NCX ---- */

static void
put_label(GString *out, const char *text)
{
    g_string_append(out, "<navLabel><text>");
    epub_put_text(out, text);
    g_string_append(out, "</text></navLabel>");
}

static void
put_content(const struct book *book, GString *out, unsigned file, const char *id)
{
    g_string_append(out, "<content src=\"");
    put_target(book, out, file, id);
    g_string_append(out, "\"/>");
}

static void
put_points(const struct book *book, GString *out)
{
    unsigned open = 0; /* level of the point that is open; 0: none */

    for (unsigned i = 0; i < book->headings->len; i++) {
        const struct epub_heading *heading = &g_array_index(book->headings, struct epub_heading, i);
        if (heading->level == 1 && open > 0)
            g_string_append(out, "</navPoint>\n");
        g_string_append_printf(out, "<navPoint id=\"point-%u\">", i + 1);
        put_label(out, heading->text);
        put_content(book, out, heading->file, heading->id);
        if (heading->level == 1)
            open = 1;
        else
            g_string_append(out, "</navPoint>\n");
    }
    if (open > 0)
        g_string_append(out, "</navPoint>\n");
}

static void
put_page_targets(const struct book *book, GString *out)
{
    if (book->pages->len == 0)
        return;
    g_string_append(out, "<pageList>\n");
    for (unsigned i = 0; i < book->pages->len; i++) {
        const struct epub_page *page = &g_array_index(book->pages, struct epub_page, i);
        g_autofree char *id = g_strdup_printf("pagebreak-%u", page->page + 1);
        g_string_append_printf(out, "<pageTarget id=\"page-%u\" type=\"%s\">", page->page + 1,
                               g_ascii_isdigit(*page->label) ? "normal" : "front");
        put_label(out, page->label);
        put_content(book, out, page->file, id);
        g_string_append(out, "</pageTarget>\n");
    }
    g_string_append(out, "</pageList>\n");
}

static void
write_ncx(struct book *book)
{
    GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" "
                                "version=\"2005-1\" xml:lang=\"");
    epub_put_text(out, book->publication->lang);
    g_string_append(out, "\">\n<head><meta name=\"dtb:uid\" content=\"");
    epub_put_text(out, book->publication->identifier);
    g_string_append(out, "\"/></head>\n<docTitle><text>");
    epub_put_text(out, book->publication->title);
    g_string_append(out, "</text></docTitle>\n<navMap>\n");
    put_points(book, out);
    g_string_append(out, "</navMap>\n");
    put_page_targets(book, out);
    g_string_append(out, "</ncx>\n");
    epub_add(book, "toc.ncx", out);
}

void
epub_write_navigation(struct book *book)
{
    for (unsigned i = 0; i < book->files->len; i++) {
        if (g_array_index(book->files, struct epub_file, i).section == NULL)
            write_nav(book, i);
    }
    write_ncx(book);
}
