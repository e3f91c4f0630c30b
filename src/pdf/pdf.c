#include "pdf/pdf.h"

#include "pdf/pdf_int.h"

enum { DEFAULT_LEVEL = 3 };

static void
put_box(GString *out, const struct page *page, const char *name, float margin)
{
    pdf_put(out, name);
    pdf_put_box(out, page, -margin, -margin, page->width + 2 * margin, page->height + 2 * margin);
}

/* MediaBox is the sheet, TrimBox the page itself; what they agree in is left to its default. */
static void
put_boxes(GString *out, const struct page *page)
{
    const float shown = page->crop == CROP_TRIM    ? 0
                        : page->crop == CROP_BLEED ? page->bleed
                                                   : page->margin;

    put_box(out, page, "/MediaBox", page->margin);
    if (page->margin == 0)
        return;
    if (shown < page->margin)
        put_box(out, page, "/CropBox", shown);
    put_box(out, page, "/BleedBox", page->bleed);
    put_box(out, page, "/TrimBox", 0);
}

static void
write_page(const struct pdf *pdf, unsigned number, unsigned parent, unsigned content,
           unsigned resources)
{
    const struct page *page = &pdf->pages->pages[number];
    GString *out = pdf_begin(pdf->file, pdf->page + number);

    pdf_put(out, "<</Type/Page/Parent");
    pdf_put_reference(out, parent);
    put_boxes(out, page);
    pdf_put(out, "/Contents");
    pdf_put_reference(out, content);
    pdf_put(out, "/Resources");
    pdf_put_reference(out, resources);
    pdf_put(out, "/Tabs/S/StructParents ");
    pdf_put_unsigned(out, number);
    if (page->link < page->link_end) {
        pdf_put(out, "/Annots[");
        for (unsigned i = page->link; i < page->link_end; i++)
            pdf_put_reference(out, pdf->link + i);
        pdf_put(out, "]");
    }
    pdf_put(out, ">>");
}

/* Page objects, their content, and what the content names. */
static bool
write_pages(struct pdf *pdf, unsigned tree, struct diag *diag)
{
    const struct pages *pages = pdf->pages;
    g_autoptr(pdf_fonts) fonts = pdf_fonts_new(pages->fonts);
    g_autoptr(GString) content = g_string_sized_new(1 << 16);
    g_autoptr(GString) resources = g_string_new("<</Font<<");
    unsigned first = pdf_reserve(pdf->file, pages->page_count);
    unsigned named = pdf_reserve(pdf->file, 1);

    for (unsigned i = 0; i < pages->page_count; i++) {
        pdf_content(pdf, &pages->pages[i], fonts, content);
        pdf_stream(pdf->file, first + i, "", content->str, content->len, PDF_DEFLATE);
        write_page(pdf, i, tree, first + i, named);
    }
    bool good = pdf_fonts_write(fonts, pdf->file, resources, diag);
    pdf_put(resources, ">>/XObject<<");
    good &= pdf_images(pdf, resources, diag);
    pdf_put(resources, ">>>>");
    g_string_append_len(pdf_begin(pdf->file, named), resources->str, (gssize)resources->len);

    GString *out = pdf_begin(pdf->file, tree);
    pdf_put(out, "<</Type/Pages/Count ");
    pdf_put_unsigned(out, pages->page_count);
    pdf_put(out, "/Kids[");
    for (unsigned i = 0; i < pages->page_count; i++)
        pdf_put_reference(out, pdf->page + i);
    pdf_put(out, "]>>");
    return good;
}

static void
put_entry(GString *out, const char *key, unsigned id)
{
    pdf_put(out, key);
    pdf_put_reference(out, id);
}

/* The document catalogue; with it all that hangs on it but the pages. */
static bool
write_catalogue(const struct pdf *pdf, unsigned tree, unsigned info, unsigned root,
                struct diag *diag)
{
    g_autoptr(GString) out = g_string_new("<</Type/Catalog");
    unsigned structure = pdf_reserve(pdf->file, 2), xmp = structure + 1;

    put_entry(out, "/Pages", tree);
    put_entry(out, "/StructTreeRoot", structure);
    put_entry(out, "/Metadata", xmp);
    pdf_put(out, "/MarkInfo<</Marked true>>/ViewerPreferences<</DisplayDocTitle true>>");
    if (pdf->pages->lang != NULL) {
        pdf_put(out, "/Lang");
        pdf_put_text(out, pdf->pages->lang);
    }
    pdf_structure(pdf, structure);
    pdf_links(pdf);
    pdf_metadata(pdf, xmp, info);
    if (pdf->pages->bookmark_count > 0) {
        unsigned outline = pdf_reserve(pdf->file, 1);
        pdf_outline(pdf, outline);
        put_entry(out, "/PageMode/UseOutlines/Outlines", outline);
    }
    pdf_page_labels(pdf->pages, out);
    pdf_names(pdf, out);
    bool good = pdf_output_intent(pdf->file, out, diag);
    pdf_put(out, ">>");
    g_string_append_len(pdf_begin(pdf->file, root), out->str, (gssize)out->len);
    return good;
}

bool
pdf_paint(const struct pages *pages, const struct publication *publication,
          const struct pdf_options *options, GByteArray *out, struct diag *diag)
{
    g_auto(pdf_file) file = {NULL};
    struct pdf pdf = {.pages = pages,
                      .publication = publication,
                      .options = options,
                      .file = &file,
                      .archive = true};

    pdf_file_open(&file, out, options->level > 0 ? options->level : DEFAULT_LEVEL);
    unsigned root = pdf_reserve(&file, 3), info = root + 1, tree = root + 2;
    pdf.page = pdf_reserve(&file, pages->page_count);
    pdf.element = pdf_reserve(&file, pages->element_count);
    pdf.link = pdf_reserve(&file, pages->link_count);
    pdf.bookmark = pdf_reserve(&file, pages->bookmark_count);
    pdf.ua = pdf_conforms(pages, publication, diag);

    bool good = write_pages(&pdf, tree, diag);
    good &= write_catalogue(&pdf, tree, info, root, diag);
    pdf_file_finish(&file, root, info);
    return good && (!options->linear || pdf_linearise(out, diag));
}
