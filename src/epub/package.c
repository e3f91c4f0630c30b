#include "epub/epub_int.h"

#include <string.h>

#include "base/version.h"

/* The package document (EPUB 3.3 §5). What it says of accessibility is what the packer knows to be
 * true; conformance is claimed only where the document names who certifies it. */

/* ---- Metadata ---- */

static void
put_dc(GString *out, const char *name, const char *id, const char *value)
{
    if (value == NULL)
        return;
    g_string_append_printf(out, "<dc:%s", name);
    if (id != NULL)
        g_string_append_printf(out, " id=\"%s\"", id);
    g_string_append_c(out, '>');
    epub_put_text(out, value);
    g_string_append_printf(out, "</dc:%s>\n", name);
}

static void
put_all(GString *out, const char *name, const char *const *values)
{
    for (unsigned i = 0; values != NULL && values[i] != NULL; i++)
        put_dc(out, name, NULL, values[i]);
}

/* attributes: id or refines, with a blank before it; "" for none. */
static void
put_meta(GString *out, const char *property, const char *attributes, const char *value)
{
    if (value == NULL)
        return;
    g_string_append_printf(out, "<meta property=\"%s\"%s>", property, attributes);
    epub_put_text(out, value);
    g_string_append(out, "</meta>\n");
}

/* What the document's head says by <meta name="…" content="…">. Owned. */
static char *
head_meta(const struct book *book, const char *name)
{
    for (const xmlNode *node = book->head->children; node != NULL; node = node->next) {
        g_autofree char *key = epub_is(node, "meta") ? epub_attribute(node, "name") : NULL;
        if (g_strcmp0(key, name) == 0)
            return epub_attribute(node, "content");
    }
    return NULL;
}

static void
put_titles(GString *out, const struct publication *p)
{
    put_dc(out, "title", "title", p->title);
    put_meta(out, "title-type", " refines=\"#title\"", "main");
    put_dc(out, "title", "subtitle", p->subtitle);
    put_meta(out, "title-type", " refines=\"#subtitle\"", p->subtitle != NULL ? "subtitle" : NULL);
}

static void
put_series(const struct book *book, GString *out)
{
    g_autofree char *series = head_meta(book, "series");

    put_meta(out, "belongs-to-collection", " id=\"series\"", series);
    put_meta(out, "collection-type", " refines=\"#series\"", series != NULL ? "series" : NULL);
}

/* The pages are those of the PDF with the same identifier. */
static void
put_page_source(const struct book *book, GString *out)
{
    const struct publication *p = book->publication;

    if (book->pages->len == 0)
        return;
    g_autofree char *source = p->edition != NULL
                                  ? g_strdup_printf("%s (PDF, %s)", p->identifier, p->edition)
                                  : g_strdup_printf("%s (PDF)", p->identifier);
    put_dc(out, "source", "source", source);
    put_meta(out, "source-of", " refines=\"#source\"", "pagination");
    put_meta(out, "pageBreakSource", "", source);
}

static void
put_accessibility(const struct book *book, GString *out)
{
    static const char *const always[] = {"structuralNavigation", "tableOfContents", "readingOrder",
                                         "displayTransformability", "ARIA"};
    bool pictures = book->pictures->len > 0 || book->parts->cover != NULL;
    g_autofree char *summary = head_meta(book, "accessibilitySummary");
    g_autofree char *certifier = head_meta(book, "certifiedBy");

    put_meta(out, "schema:accessMode", "", "textual");
    put_meta(out, "schema:accessMode", "", pictures ? "visual" : NULL);
    put_meta(out, "schema:accessModeSufficient", "", "textual");
    for (unsigned i = 0; i < G_N_ELEMENTS(always); i++)
        put_meta(out, "schema:accessibilityFeature", "", always[i]);
    put_meta(out, "schema:accessibilityFeature", "", pictures ? "alternativeText" : NULL);
    if (book->pages->len > 0) {
        put_meta(out, "schema:accessibilityFeature", "", "pageBreakMarkers");
        put_meta(out, "schema:accessibilityFeature", "", "pageNavigation");
    }
    put_meta(out, "schema:accessibilityHazard", "", "none");
    put_meta(out, "schema:accessibilitySummary", "", summary);
    if (certifier != NULL) {
        put_meta(out, "dcterms:conformsTo", " id=\"conformance\"",
                 "EPUB Accessibility 1.1 - WCAG 2.2 Level AA");
        put_meta(out, "a11y:certifiedBy", " refines=\"#conformance\"", certifier);
    }
}

static void
put_metadata(const struct book *book, GString *out)
{
    const struct publication *p = book->publication;
    g_autofree char *description = head_meta(book, "description");
    g_autofree char *modified = g_strconcat(p->date, "T00:00:00Z", NULL);

    g_string_append(out, "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n");
    put_dc(out, "identifier", "publication", p->identifier);
    put_titles(out, p);
    put_dc(out, "language", NULL, p->lang);
    put_dc(out, "creator", NULL, p->publisher);
    put_dc(out, "publisher", NULL, p->publisher);
    put_all(out, "contributor", p->contributors);
    put_all(out, "subject", p->subjects);
    put_dc(out, "description", NULL, description);
    put_dc(out, "rights", NULL, p->rights);
    put_dc(out, "relation", NULL, p->statement);
    put_dc(out, "date", NULL, p->date);
    put_meta(out, "dcterms:modified", "", modified);
    put_series(book, out);
    put_page_source(book, out);
    put_accessibility(book, out);
    if (book->parts->cover != NULL) /* as EPUB 2 has it */
        g_string_append(out, "<meta name=\"cover\" content=\"i-cover.png\"/>\n");
    g_string_append(out, "<meta name=\"generator\" content=\"fichepress " FICHEPRESS_VERSION
                         "\"/>\n</metadata>\n");
}

/* ---- Manifest and spine ---- */

static const char *
media_type(const char *name)
{
    static const char *const types[][2] = {{".xhtml", "application/xhtml+xml"},
                                           {".css", "text/css"},
                                           {".png", "image/png"},
                                           {".jpg", "image/jpeg"},
                                           {".ncx", "application/x-dtbncx+xml"}};
    for (unsigned i = 0; i < G_N_ELEMENTS(types); i++) {
        if (g_str_has_suffix(name, types[i][0]))
            return types[i][1];
    }
    g_assert_not_reached();
}

/* A name as an XML id: names hold no blank and no colon. */
static void
put_id(GString *out, const char *name)
{
    g_string_append(out, "i-");
    for (; *name != '\0'; name++)
        g_string_append_c(out, *name == '/' ? '-' : *name);
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
put_manifest(const struct book *book, GString *out)
{
    guint count;
    g_autofree char **names = (char **)g_hash_table_get_keys_as_array(book->archive, &count);

    qsort(names, count, sizeof *names, by_name);
    g_string_append(out, "<manifest>\n");
    for (unsigned i = 0; i < count; i++) {
        const char *name = names[i] + strlen("EPUB/");
        g_string_append(out, "<item id=\"");
        put_id(out, name);
        g_string_append_printf(out, "\" href=\"%s\" media-type=\"%s\"", name, media_type(name));
        if (strcmp(name, "nav.xhtml") == 0)
            g_string_append(out, " properties=\"nav\"");
        else if (strcmp(name, "cover.png") == 0)
            g_string_append(out, " properties=\"cover-image\"");
        g_string_append(out, "/>\n");
    }
    g_string_append(out, "</manifest>\n");
}

static void
put_spine(const struct book *book, GString *out)
{
    g_string_append(out, "<spine toc=\"i-toc.ncx\">\n");
    for (unsigned i = 0; i < book->files->len; i++) {
        g_string_append(out, "<itemref idref=\"");
        put_id(out, g_array_index(book->files, struct epub_file, i).name);
        g_string_append(out, "\"/>\n");
    }
    g_string_append(out, "</spine>\n");
}

void
epub_write_package(struct book *book)
{
    GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" "
                                "unique-identifier=\"publication\" xml:lang=\"");

    epub_put_text(out, book->publication->lang);
    g_string_append(out, "\">\n");
    put_metadata(book, out);
    put_manifest(book, out);
    put_spine(book, out);
    g_string_append(out, "</package>\n");
    epub_add(book, "package.opf", out);
}
