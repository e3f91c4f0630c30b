#include "pdf/pdf_int.h"

#include <string.h>

/* The structure tree (ISO 32000-1 §14.7): elements, the parent tree that leads back from marked
 * contents and links, and the tree of identifiers. */

/* Types of PDF 2.0 and what they are nearest to in PDF 1.7. */
static const struct {
    const char *type, *role;
} roles[] = {
    {"Aside", "Sect"},  {"DocumentFragment", "Sect"}, {"Em", "Span"},
    {"FENote", "Note"}, {"Strong", "Span"},           {"Sub", "Span"},
    {"Title", "P"},
};

const char *
pdf_role(const char *type)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(roles); i++) {
        if (strcmp(roles[i].type, type) == 0)
            return roles[i].role;
    }
    return type;
}

/* ---- Where figures stand ---- */

struct box {
    unsigned page;
    float left, top, right, bottom;
};

/* The figure that owns a mark, through any elements inside it. -1: none. */
static int
figure_of(const struct pages *pages, const struct page *page, int mark)
{
    int element = mark < 0 ? -1 : pages->owners[page->mark + (unsigned)mark];

    while (element >= 0 && strcmp(pages->elements[element].type, "Figure") != 0)
        element = pages->elements[element].parent;
    return element;
}

/* boxes: by the element's number plus one. What a figure has on later pages is not counted. */
static void
extend(GHashTable *boxes, const struct pages *pages, unsigned number, int mark, struct box part)
{
    int figure = figure_of(pages, &pages->pages[number], mark);
    struct box *box = g_hash_table_lookup(boxes, GINT_TO_POINTER(figure + 1));

    if (figure < 0)
        return;
    if (box == NULL) {
        box = g_memdup2(&part, sizeof part);
        box->page = number;
        g_hash_table_insert(boxes, GINT_TO_POINTER(figure + 1), box);
    } else if (box->page == number) {
        box->left = MIN(box->left, part.left);
        box->top = MIN(box->top, part.top);
        box->right = MAX(box->right, part.right);
        box->bottom = MAX(box->bottom, part.bottom);
    }
}

/* A run's box: as wide as its pieces, as high as its face; turned as it is. */
static struct box
box_of_run(const struct pages *pages, const struct run *run)
{
    const struct face *face = fonts_face(pages->fonts, run->face);
    const struct piece *first = &pages->pieces[run->piece],
                       *last = &pages->pieces[run->piece_end - 1];
    float unit = run->size / (float)face->units_per_em;
    float x = first->x, y = run->y, width = last->x - x;
    float up = (float)face->ascender * unit, down = -(float)face->descender * unit;

    for (unsigned i = last->glyph; i < last->glyph_end; i++)
        width += (float)last->word->glyphs[i].advance * unit + run->letter_spacing;
    switch (run->orientation) {
    case 90:
        return (struct box){0, x - up, y - width, x + down, y};
    case 180:
        return (struct box){0, x - width, y - down, x, y + up};
    case 270:
        return (struct box){0, x - down, y, x + up, y + width};
    default:
        return (struct box){0, x, y - up, x + width, y + down};
    }
}

static void
extend_by_page(GHashTable *boxes, const struct pages *pages, unsigned number)
{
    const struct page *page = &pages->pages[number];

    for (unsigned i = page->rectangle; i < page->rectangle_end; i++) {
        const struct rectangle *r = &pages->rectangles[i];
        extend(boxes, pages, number, r->mark,
               (struct box){0, r->x, r->y, r->x + r->width, r->y + r->height});
    }
    for (unsigned i = page->image; i < page->image_end; i++) {
        const struct image *m = &pages->images[i];
        extend(boxes, pages, number, m->mark,
               (struct box){0, m->x, m->y, m->x + m->width, m->y + m->height});
    }
    for (unsigned i = page->run; i < page->run_end; i++) {
        const struct run *run = &pages->runs[i];
        if (run->piece < run->piece_end && run->mark >= 0)
            extend(boxes, pages, number, run->mark, box_of_run(pages, run));
    }
}

static GHashTable *
figure_boxes(const struct pages *pages)
{
    GHashTable *boxes = g_hash_table_new_full(NULL, NULL, NULL, g_free);
    bool figures = false;

    for (unsigned i = 0; i < pages->element_count && !figures; i++)
        figures = strcmp(pages->elements[i].type, "Figure") == 0;
    for (unsigned p = 0; p < pages->page_count && figures; p++)
        extend_by_page(boxes, pages, p);
    return boxes;
}

/* ---- Elements ---- */

/* The page that an element's numbers are of: that of its first marked content. -1: none. */
static int
page_of(const struct pages *pages, const struct element *element)
{
    for (int k = element->kid; k >= 0; k = pages->kids[k].next) {
        if (pages->kids[k].kind == KID_MARK)
            return (int)pages->kids[k].page;
    }
    return -1;
}

static void
put_kid(const struct pdf *pdf, GString *out, const struct kid *kid, int page)
{
    switch (kid->kind) {
    case KID_ELEMENT:
        pdf_put_reference(out, pdf->element + kid->value);
        break;
    case KID_LINK:
        pdf_put(out, "<</Type/OBJR/Obj");
        pdf_put_reference(out, pdf->link + kid->value);
        pdf_put(out, "/Pg");
        pdf_put_reference(out, pdf->page + kid->page);
        pdf_put(out, ">>");
        break;
    case KID_MARK:
        if ((int)kid->page == page) {
            g_string_append_c(out, ' ');
            pdf_put_unsigned(out, kid->value);
            break;
        }
        pdf_put(out, "<</Type/MCR/Pg");
        pdf_put_reference(out, pdf->page + kid->page);
        pdf_put(out, "/MCID ");
        pdf_put_unsigned(out, kid->value);
        pdf_put(out, ">>");
        break;
    }
}

static void
put_kids(const struct pdf *pdf, GString *out, int first, int page)
{
    const struct kid *kids = pdf->pages->kids;

    if (first < 0)
        return;
    bool several = kids[first].next >= 0;
    pdf_put(out, several ? "/K[" : "/K");
    for (int k = first; k >= 0; k = kids[k].next)
        put_kid(pdf, out, &kids[k], page);
    if (several)
        g_string_append_c(out, ']');
}

/* Attributes as the layout made them, and the box of a figure, which is known only here. */
static void
put_attributes(const struct pdf *pdf, GString *out, const struct element *element,
               const struct box *box)
{
    const char *given = element->attributes;

    if (given == NULL && box == NULL)
        return;
    pdf_put(out, given != NULL && box != NULL ? "/A[" : "/A");
    if (given != NULL) {
        pdf_put(out, "<<");
        pdf_put(out, given);
        pdf_put(out, ">>");
    }
    if (box != NULL) {
        pdf_put(out, "<</O/Layout/BBox");
        pdf_put_box(out, &pdf->pages->pages[box->page], box->left, box->top, box->right - box->left,
                    box->bottom - box->top);
        pdf_put(out, ">>");
    }
    if (given != NULL && box != NULL)
        g_string_append_c(out, ']');
}

static void
put_optional(GString *out, const char *key, const char *text)
{
    if (text == NULL)
        return;
    pdf_put(out, key);
    pdf_put_text(out, text);
}

static void
write_element(const struct pdf *pdf, unsigned number, unsigned root, const struct box *box)
{
    const struct element *element = &pdf->pages->elements[number];
    GString *out = pdf_begin(pdf->file, pdf->element + number);
    int page = page_of(pdf->pages, element);

    pdf_put(out, "<</S/");
    pdf_put(out, element->type);
    pdf_put(out, "/P");
    pdf_put_reference(out, element->parent < 0 ? root : pdf->element + (unsigned)element->parent);
    put_optional(out, "/Lang", element->lang);
    put_optional(out, "/Alt", element->alt);
    put_optional(out, "/ID", element->id);
    put_attributes(pdf, out, element, box);
    if (page >= 0) {
        pdf_put(out, "/Pg");
        pdf_put_reference(out, pdf->page + (unsigned)page);
    }
    put_kids(pdf, out, element->kid, page);
    pdf_put(out, ">>");
}

/* ---- The trees beside it ---- */

/* Number trees want no balance: one node holds all. */
static void
write_parent_tree(const struct pdf *pdf, unsigned id)
{
    const struct pages *pages = pdf->pages;
    GString *out = pdf_begin(pdf->file, id);

    pdf_put(out, "<</Nums[");
    for (unsigned p = 0; p < pages->page_count; p++) {
        pdf_put_unsigned(out, p);
        g_string_append_c(out, '[');
        for (unsigned m = pages->pages[p].mark; m < pages->pages[p].mark_end; m++)
            pdf_put_reference(out, pdf->element + (unsigned)pages->owners[m]);
        g_string_append_c(out, ']');
    }
    for (unsigned i = 0; i < pages->link_count; i++) {
        g_string_append_c(out, ' ');
        pdf_put_unsigned(out, pages->page_count + i);
        pdf_put_reference(out, pdf->element + pages->links[i].element);
    }
    pdf_put(out, "]>>");
}

static int
by_identifier(const void *a, const void *b)
{
    const struct element *const *x = a, *const *y = b;
    return strcmp((*x)->id, (*y)->id);
}

static void
put_identifiers(const struct pdf *pdf, GString *out)
{
    g_autoptr(GPtrArray) named = g_ptr_array_new();

    for (unsigned i = 0; i < pdf->pages->element_count; i++) {
        if (pdf->pages->elements[i].id != NULL)
            g_ptr_array_add(named, (gpointer)&pdf->pages->elements[i]);
    }
    if (named->len == 0)
        return;
    g_ptr_array_sort(named, by_identifier);
    pdf_put(out, "/IDTree<</Names[");
    for (unsigned i = 0; i < named->len; i++) {
        const struct element *element = g_ptr_array_index(named, i);
        pdf_put_text(out, element->id);
        pdf_put_reference(out, pdf->element + (unsigned)(element - pdf->pages->elements));
    }
    pdf_put(out, "]>>");
}

static void
put_role_map(const struct pages *pages, GString *out)
{
    bool open = false;

    for (unsigned r = 0; r < G_N_ELEMENTS(roles); r++) {
        for (unsigned i = 0; i < pages->element_count; i++) {
            if (strcmp(pages->elements[i].type, roles[r].type) != 0)
                continue;
            pdf_put(out, open ? "/" : "/RoleMap<</");
            pdf_put(out, roles[r].type);
            g_string_append_c(out, '/');
            pdf_put(out, roles[r].role);
            open = true;
            break;
        }
    }
    if (open)
        pdf_put(out, ">>");
}

void
pdf_structure(const struct pdf *pdf, unsigned root)
{
    const struct pages *pages = pdf->pages;
    g_autoptr(GHashTable) boxes = figure_boxes(pages);
    unsigned parents = pdf_reserve(pdf->file, 1);

    for (unsigned i = 0; i < pages->element_count; i++)
        write_element(pdf, i, root, g_hash_table_lookup(boxes, GUINT_TO_POINTER(i + 1)));
    write_parent_tree(pdf, parents);

    GString *out = pdf_begin(pdf->file, root);
    pdf_put(out, "<</Type/StructTreeRoot/K[");
    for (unsigned i = 0; i < pages->element_count; i++) {
        if (pages->elements[i].parent < 0)
            pdf_put_reference(out, pdf->element + i);
    }
    pdf_put(out, "]/ParentTree");
    pdf_put_reference(out, parents);
    pdf_put(out, "/ParentTreeNextKey ");
    pdf_put_unsigned(out, pages->page_count + pages->link_count);
    put_identifiers(pdf, out);
    put_role_map(pages, out);
    pdf_put(out, ">>");
}
