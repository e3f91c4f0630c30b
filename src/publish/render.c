#include "publish/render.h"

#include <libxml/xpath.h>
#include <string.h>

#include "base/file.h"
#include "base/xml.h"
#include "epub/epub.h"
#include "fo/fo.h"
#include "pdf/pdf.h"
#include "raster/raster.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlDoc, xmlFreeDoc)

enum { COVER_DPI = 110 };

/* What the e-book's head says of the publication, for the metadata of all its formats: the words
 * are the stylesheet's. */
struct head {
    struct publication publication;
    GPtrArray *contributors, *subjects; /* char *, NULL-terminated */
    GPtrArray *owned;                   /* char * */
};

static const char *
own(struct head *head, xmlChar *text)
{
    char *copy = g_strdup((const char *)text);

    xmlFree(text);
    g_ptr_array_add(head->owned, copy);
    return copy;
}

static const char *
attribute(struct head *head, const xmlNode *node, const char *name)
{
    xmlChar *value = node ? xmlGetProp(node, (const xmlChar *)name) : NULL;

    return value ? own(head, value) : NULL;
}

static void
read_meta(struct head *head, const xmlNode *meta)
{
    const char *name = attribute(head, meta, "name"), *content = attribute(head, meta, "content");

    if (name == NULL || content == NULL || *content == '\0')
        return;
    if (strcmp(name, "publisher") == 0)
        head->publication.publisher = content;
    else if (strcmp(name, "rights") == 0)
        head->publication.rights = content;
    else if (strcmp(name, "subtitle") == 0)
        head->publication.subtitle = content;
    else if (strcmp(name, "contributor") == 0)
        g_ptr_array_add(head->contributors, (char *)content);
    else if (strcmp(name, "subject") == 0)
        g_ptr_array_add(head->subjects, (char *)content);
}

static void
head_read(struct head *head, const xmlDoc *brochure, const xmlDoc *xhtml)
{
    const xmlNode *root = xmlDocGetRootElement((xmlDoc *)brochure);
    const xmlNode *edition = xml_child(root, "edition"), *country = xml_child(root, "country");
    const xmlNode *meta = xml_child(xmlDocGetRootElement((xmlDoc *)xhtml), "head");
    const xmlNode *title = xml_child(meta, "title");
    struct publication *p = &head->publication;

    head->contributors = g_ptr_array_new();
    head->subjects = g_ptr_array_new();
    head->owned = g_ptr_array_new_with_free_func(g_free);
    p->title = title ? own(head, xmlNodeGetContent(title)) : "";
    p->lang = attribute(head, root, "lang");
    p->direction = attribute(head, root, "direction");
    p->country = attribute(head, country, "code");
    p->edition = attribute(head, edition, "id");
    p->date = attribute(head, edition, "date");
    p->identifier = attribute(head, edition, "identifier");
    p->publisher = attribute(head, edition, "publisher");
    p->rights = attribute(head, edition, "rights");
    p->statement = attribute(head, edition, "accessibility-statement");
    for (const xmlNode *node = meta ? meta->children : NULL; node != NULL; node = node->next)
        if (node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, "meta") == 0)
            read_meta(head, node);
    g_ptr_array_add(head->contributors, NULL);
    g_ptr_array_add(head->subjects, NULL);
    p->contributors = (const char *const *)head->contributors->pdata;
    p->subjects = (const char *const *)head->subjects->pdata;
}

static void
head_clear(struct head *head)
{
    g_clear_pointer(&head->contributors, g_ptr_array_unref);
    g_clear_pointer(&head->subjects, g_ptr_array_unref);
    g_clear_pointer(&head->owned, g_ptr_array_unref);
}
typedef struct head head;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(head, head_clear)

struct pages *
render_pages(const struct house *house, const xmlDoc *brochure, struct diag *diag)
{
    g_autoptr(xmlDoc) fo = transform(house->to_fo, brochure, diag);
    g_autoptr(fo_document) document = fo ? fo_parse(fo, diag) : NULL;

    return document ? layout(document, house->fonts, sources_directory(house->sources), diag)
                    : NULL;
}

static bool
paint_pdf(const struct house *house, const struct pages *pages,
          const struct publication *publication, struct rendering *out, struct diag *diag)
{
    const struct pdf_options options = {
        .level = (int)house->level,
        .linear = house->linear,
        .images = sources_directory(house->sources),
    };

    out->pdf = g_byte_array_new();
    return pdf_paint(pages, publication, &options, out->pdf, diag);
}

static bool
pack_epub(const struct house *house, const struct pages *pages, const xmlDoc *xhtml,
          const struct publication *publication, struct rendering *out, struct diag *diag)
{
    const char *images = sources_directory(house->sources);
    g_autoptr(GByteArray) cover = g_byte_array_new();

    if (!raster_paint(pages, 0, COVER_DPI, images, cover, diag))
        return false;
    const struct epub_parts parts = {
        .xhtml = xhtml, .pages = pages, .cover = cover, .style = house->css, .images = images};
    out->epub = g_byte_array_new();
    return epub_pack(&parts, publication, out->epub, diag);
}

bool
render(const struct house *house, const struct selection *selection, unsigned formats,
       struct rendering *out, struct diag *diag)
{
    fonts_trim(house->fonts);
    g_autoptr(xmlDoc) brochure = brochure_merge(house->sources, selection, diag);
    const struct stylesheet *book = formats & FORMAT_EPUB ? house->to_xhtml : house->to_head;
    g_autoptr(xmlDoc) xhtml = brochure ? transform(book, brochure, diag) : NULL;
    g_autoptr(pages) pages = brochure ? render_pages(house, brochure, diag) : NULL;
    g_auto(head) head = {0};

    if (pages == NULL || xhtml == NULL)
        return false;
    head_read(&head, brochure, xhtml);
    out->pages = pages->page_count;
    if ((formats & FORMAT_PDF) && !paint_pdf(house, pages, &head.publication, out, diag))
        return false;
    return !(formats & FORMAT_EPUB) || pack_epub(house, pages, xhtml, &head.publication, out, diag);
}

void
rendering_clear(struct rendering *rendering)
{
    g_clear_pointer(&rendering->pdf, g_byte_array_unref);
    g_clear_pointer(&rendering->epub, g_byte_array_unref);
}
