#include "pdf/pdf_int.h"

#include <stdlib.h>
#include <string.h>

/* Ways through the document: links, the outline, page labels, names (ISO 32000-1 §12.3 to §12.6).
 */

static void
put_target(const struct pdf *pdf, GString *out, const struct destination *to)
{
    const struct page *page = &pdf->pages->pages[to->page];
    g_string_append_c(out, '[');
    pdf_put_reference(out, pdf->page + to->page);
    pdf_put(out, "/XYZ ");
    pdf_put_number(out, (double)page->margin + to->x);
    pdf_put_number(out, (double)page->height + page->margin - to->y);
    pdf_put(out, "null]");
}

static void
put_destination(const struct pdf *pdf, GString *out, int number)
{
    if (number < 0)
        return;
    pdf_put(out, "/Dest");
    put_target(pdf, out, &pdf->pages->destinations[number]);
}

/* ---- Links ---- */

/* An address in ASCII (RFC 3987 §3.1): what a URI may not hold is percent-encoded. */
static char *
address_as_uri(const char *address)
{
    static const char allowed[] = "!#$%&'()*+,-./:;=?@[]_~";
    GString *uri = g_string_new(NULL);

    for (const char *at = address; *at != '\0'; at++) {
        if (g_ascii_isalnum(*at) || strchr(allowed, *at) != NULL)
            g_string_append_c(uri, *at);
        else
            g_string_append_printf(uri, "%%%02X", (guint8)*at);
    }
    return g_string_free(uri, FALSE);
}

/* The corners line by line, as viewers expect them, not in the order that the standard says. */
static void
put_quad_points(GString *out, const struct page *page, const struct link_area *link)
{
    double left = (double)link->x + page->margin, right = left + link->width;
    double top = (double)page->height + page->margin - link->y, bottom = top - link->height;
    const double corners[] = {left, top, right, top, left, bottom, right, bottom};

    pdf_put(out, "/QuadPoints[");
    for (unsigned i = 0; i < G_N_ELEMENTS(corners); i++)
        pdf_put_number(out, corners[i]);
    g_string_append_c(out, ']');
}

static void
write_link(const struct pdf *pdf, const struct page *page, unsigned number)
{
    const struct link_area *link = &pdf->pages->links[number];
    GString *out = pdf_begin(pdf->file, pdf->link + number);

    pdf_put(out, "<</Type/Annot/Subtype/Link/F 4/Border[0 0 0]/Rect");
    pdf_put_box(out, page, link->x, link->y, link->width, link->height);
    put_quad_points(out, page, link);
    pdf_put(out, "/StructParent ");
    pdf_put_unsigned(out, pdf->pages->page_count + number);
    if (link->contents != NULL) {
        pdf_put(out, "/Contents");
        pdf_put_text(out, link->contents);
    }
    if (link->address != NULL) {
        g_autofree char *uri = address_as_uri(link->address);
        pdf_put(out, "/A<</S/URI/URI");
        pdf_put_bytes(out, uri, strlen(uri));
        pdf_put(out, ">>");
    } else {
        put_destination(pdf, out, link->destination);
    }
    pdf_put(out, ">>");
}

void
pdf_links(const struct pdf *pdf)
{
    for (unsigned p = 0; p < pdf->pages->page_count; p++) {
        const struct page *page = &pdf->pages->pages[p];
        for (unsigned i = page->link; i < page->link_end; i++)
            write_link(pdf, page, i);
    }
}

/* ---- Outline ---- */

/* A bookmark's kids, and how many entries it shows when open. -1: none. */
struct item {
    int first, last, next, previous, shown;
};

/* items[0] is the outline itself, items[i + 1] bookmark i; a parent stands before its kids. */
static struct item *
link_items(const struct bookmark *bookmarks, unsigned count)
{
    struct item *items = g_new(struct item, count + 1);

    for (unsigned i = 0; i <= count; i++)
        items[i] = (struct item){-1, -1, -1, -1, 0};
    for (unsigned i = 0; i < count; i++) {
        struct item *parent = &items[bookmarks[i].parent + 1], *item = &items[i + 1];
        g_assert(bookmarks[i].parent < (int)i);
        item->previous = parent->last;
        if (parent->last >= 0)
            items[parent->last + 1].next = (int)i;
        else
            parent->first = (int)i;
        parent->last = (int)i;
    }
    for (unsigned i = count; i-- > 0;)
        items[bookmarks[i].parent + 1].shown += 1 + (bookmarks[i].open ? items[i + 1].shown : 0);
    return items;
}

static void
put_entry(const struct pdf *pdf, GString *out, const char *key, int bookmark)
{
    if (bookmark < 0)
        return;
    pdf_put(out, key);
    pdf_put_reference(out, pdf->bookmark + (unsigned)bookmark);
}

static void
put_kids(const struct pdf *pdf, GString *out, const struct item *item, bool open)
{
    if (item->first < 0)
        return;
    put_entry(pdf, out, "/First", item->first);
    put_entry(pdf, out, "/Last", item->last);
    pdf_put(out, "/Count ");
    pdf_put_integer(out, open ? item->shown : -item->shown);
}

void
pdf_outline(const struct pdf *pdf, unsigned root)
{
    const struct bookmark *bookmarks = pdf->pages->bookmarks;
    unsigned count = pdf->pages->bookmark_count;
    g_autofree struct item *items = link_items(bookmarks, count);

    for (unsigned i = 0; i < count; i++) {
        GString *out = pdf_begin(pdf->file, pdf->bookmark + i);
        pdf_put(out, "<</Title");
        pdf_put_text(out, bookmarks[i].title);
        pdf_put(out, "/Parent");
        pdf_put_reference(
            out, bookmarks[i].parent < 0 ? root : pdf->bookmark + (unsigned)bookmarks[i].parent);
        put_entry(pdf, out, "/Prev", items[i + 1].previous);
        put_entry(pdf, out, "/Next", items[i + 1].next);
        put_kids(pdf, out, &items[i + 1], bookmarks[i].open);
        put_destination(pdf, out, bookmarks[i].destination);
        pdf_put(out, ">>");
    }
    GString *out = pdf_begin(pdf->file, root);
    pdf_put(out, "<</Type/Outlines");
    put_kids(pdf, out, &items[0], true);
    pdf_put(out, ">>");
}

/* ---- Page labels (§12.4.2) ---- */

/* A label as a prefix and a number in a style: 'D' 12, 'r' xii, 'R' XII; style 0: all prefix. */
struct label {
    const char *text;
    size_t prefix;
    char style;
    unsigned number;
};

static char *
roman(unsigned number)
{
    static const struct {
        unsigned value;
        const char *digits;
    } steps[] = {{1000, "m"}, {900, "cm"}, {500, "d"}, {400, "cd"}, {100, "c"},
                 {90, "xc"},  {50, "l"},   {40, "xl"}, {10, "x"},   {9, "ix"},
                 {5, "v"},    {4, "iv"},   {1, "i"}};
    GString *out = g_string_new(NULL);

    for (unsigned i = 0; i < G_N_ELEMENTS(steps); i++) {
        for (; number >= steps[i].value; number -= steps[i].value)
            g_string_append(out, steps[i].digits);
    }
    return g_string_free(out, FALSE);
}

/* The number that a whole label writes in lower-case Roman digits; 0: it does not. */
static unsigned
roman_value(const char *text)
{
    enum { LARGEST = 400 };
    for (unsigned number = 1; *text != '\0' && strspn(text, "ivxlc") == strlen(text);) {
        g_autofree char *digits = roman(number);
        if (strcmp(digits, text) == 0)
            return number;
        if (++number > LARGEST)
            break;
    }
    return 0;
}

static struct label
read_label(const char *text)
{
    size_t length = strlen(text), digits = length;
    struct label label = {text, length, 0, 0};
    g_autofree char *lower = g_ascii_strdown(text, -1);
    g_autofree char *upper = g_ascii_strup(text, -1);

    while (digits > 0 && g_ascii_isdigit(text[digits - 1]) && length - digits < 6)
        digits--;
    while (digits < length && text[digits] == '0') /* a number has no zeros before it */
        digits++;
    if (digits < length)
        return (struct label){text, digits, 'D', (unsigned)atoi(text + digits)};
    label.number = roman_value(lower);
    if (label.number > 0 && (strcmp(text, lower) == 0 || strcmp(text, upper) == 0)) {
        label.style = strcmp(text, lower) == 0 ? 'r' : 'R';
        label.prefix = 0;
    }
    return label;
}

static bool
follows(const struct label *label, const struct label *before)
{
    return label->style != 0 && label->style == before->style &&
           label->number == before->number + 1 && label->prefix == before->prefix &&
           strncmp(label->text, before->text, label->prefix) == 0;
}

void
pdf_page_labels(const struct pages *pages, GString *out)
{
    struct label before = {"", 0, 0, 0};

    pdf_put(out, "/PageLabels<</Nums[");
    for (unsigned i = 0; i < pages->page_count; i++) {
        struct label label = read_label(pages->pages[i].label != NULL ? pages->pages[i].label : "");
        if (i == 0 || !follows(&label, &before)) {
            g_autofree char *prefix = g_strndup(label.text, label.prefix);
            pdf_put_unsigned(out, i);
            pdf_put(out, "<<");
            if (label.style != 0) {
                pdf_put(out, "/S/");
                g_string_append_c(out, label.style);
                pdf_put(out, "/St ");
                pdf_put_unsigned(out, label.number);
            }
            if (label.prefix > 0) {
                pdf_put(out, "/P");
                pdf_put_text(out, prefix);
            }
            pdf_put(out, ">>");
        }
        before = label;
    }
    pdf_put(out, "]>>");
}

/* ---- Named destinations (§12.3.2.3) ---- */

static int
compare_ids(const void *a, const void *b)
{
    return strcmp((*(const struct destination *const *)a)->id,
                  (*(const struct destination *const *)b)->id);
}

void
pdf_names(const struct pdf *pdf, GString *out)
{
    const struct pages *pages = pdf->pages;
    g_autofree const struct destination **named =
        g_new(const struct destination *, pages->destination_count);
    unsigned count = 0;

    for (unsigned i = 0; i < pages->destination_count; i++)
        if (pages->destinations[i].named)
            named[count++] = &pages->destinations[i];
    if (count == 0)
        return;
    qsort(named, count, sizeof *named, compare_ids);
    pdf_put(out, "/Names<</Dests<</Names[");
    for (unsigned i = 0; i < count; i++) {
        pdf_put_bytes(out, named[i]->id, strlen(named[i]->id));
        put_target(pdf, out, named[i]);
    }
    pdf_put(out, "]>>>>");
}
