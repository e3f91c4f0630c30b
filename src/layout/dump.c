#include "layout/layout.h"

#include <string.h>

/* Pages as text: of each page what is painted, in the order of painting, with its owner; then the
 * structure tree with its marks, destinations and bookmarks. Lengths in pt with two decimals. */

static const char *
artifact_name(int mark)
{
    switch (mark) {
    case ARTIFACT_HEADER:
        return "header";
    case ARTIFACT_FOOTER:
        return "footer";
    case ARTIFACT_BACKGROUND:
        return "background";
    default:
        return "layout";
    }
}

static void
dump_owner(const struct pages *pages, const struct page *page, int mark, GString *out)
{
    if (mark < 0) {
        g_string_append_printf(out, " (%s)\n", artifact_name(mark));
        return;
    }
    int element = pages->owners[page->mark + (unsigned)mark];

    g_string_append_printf(out, " mark %d of %s %d\n", mark, pages->elements[element].type,
                           element);
}

static void
dump_quoted(const char *text, size_t length, GString *out)
{
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"' || text[i] == '\\')
            g_string_append_c(out, '\\');
        g_string_append_c(out, text[i]);
    }
}

static void
dump_piece(const struct piece *piece, GString *out)
{
    const struct word *word = piece->word;
    unsigned from = word->length, to = word->length;

    if (piece->glyph < piece->glyph_end)
        from = word->glyphs[piece->glyph].cluster;
    if (piece->glyph_end < word->glyph_count)
        to = word->glyphs[piece->glyph_end].cluster;
    if (piece->space > 0)
        g_string_append_c(out, ' ');
    dump_quoted(word->text + MIN(from, to), MAX(from, to) - MIN(from, to), out);
    if (piece->hyphen)
        g_string_append(out, "\u00AD");
}

static void
dump_run(const struct pages *pages, const struct page *page, const struct run *run, GString *out)
{
    g_string_append_printf(out, "  run %.2f %.2f \"", pages->pieces[run->piece].x, run->y);
    for (unsigned i = run->piece; i < run->piece_end; i++)
        dump_piece(&pages->pieces[i], out);
    g_string_append_printf(out, "%s\" %s %g #%06X", run->space_after ? " " : "",
                           fonts_face(pages->fonts, run->face)->family, run->size, run->colour);
    if (run->orientation)
        g_string_append_printf(out, " turned %u", run->orientation);
    dump_owner(pages, page, run->mark, out);
}

static void
dump_link(const struct pages *pages, const struct link_area *link, GString *out)
{
    g_string_append_printf(out, "  link %.2f %.2f %.2f %.2f to %s%s \"", link->x, link->y,
                           link->width, link->height, link->address ? "" : "#",
                           link->address ? link->address
                                         : pages->destinations[link->destination].id);
    dump_quoted(link->contents, strlen(link->contents), out);
    g_string_append_printf(out, "\" of %s %u\n", pages->elements[link->element].type,
                           link->element);
}

static void
dump_clip(const struct pages *pages, unsigned number, GString *out)
{
    if (number == 0)
        return;
    const struct clip *clip = &pages->clips[number - 1];
    g_string_append_printf(out, " clip %.2f %.2f %.2f %.2f", clip->x, clip->y, clip->width,
                           clip->height);
}

static void
dump_page(const struct pages *pages, const struct page *page, GString *out)
{
    g_string_append_printf(out, "page %u \"%s\" %.2f %.2f\n", page->number, page->label,
                           page->width, page->height);
    for (unsigned i = page->rectangle; i < page->rectangle_end; i++) {
        const struct rectangle *r = &pages->rectangles[i];
        g_string_append_printf(out, "  rectangle %.2f %.2f %.2f %.2f #%06X", r->x, r->y, r->width,
                               r->height, r->colour);
        dump_owner(pages, page, r->mark, out);
    }
    for (unsigned i = page->image; i < page->image_end; i++) {
        const struct image *image = &pages->images[i];
        g_string_append_printf(out, "  image %.2f %.2f %.2f %.2f %s", image->x, image->y,
                               image->width, image->height, pages->files[image->file].path);
        dump_clip(pages, image->clip, out);
        dump_owner(pages, page, image->mark, out);
    }
    for (unsigned i = page->run; i < page->run_end; i++)
        dump_run(pages, page, &pages->runs[i], out);
    for (unsigned i = page->link; i < page->link_end; i++)
        dump_link(pages, &pages->links[i], out);
}

static void
dump_element(const struct pages *pages, unsigned number, unsigned depth, GString *out)
{
    const struct element *element = &pages->elements[number];

    g_string_append_printf(out, "%*s%s %u", (int)depth * 2, "", element->type, number);
    if (element->lang)
        g_string_append_printf(out, " lang %s", element->lang);
    if (element->id)
        g_string_append_printf(out, " id %s", element->id);
    if (element->alt) {
        g_string_append(out, " alt \"");
        dump_quoted(element->alt, strlen(element->alt), out);
        g_string_append_c(out, '"');
    }
    if (element->attributes)
        g_string_append_printf(out, " %s", element->attributes);
    g_string_append_c(out, '\n');
    for (int i = element->kid; i >= 0; i = pages->kids[i].next) {
        const struct kid *kid = &pages->kids[i];
        if (kid->kind == KID_ELEMENT)
            dump_element(pages, kid->value, depth + 1, out);
        else
            g_string_append_printf(out, "%*s%s %u on page %u\n", (int)(depth + 1) * 2, "",
                                   kid->kind == KID_MARK ? "mark" : "link", kid->value,
                                   kid->page + 1);
    }
}

void
pages_dump(const struct pages *pages, GString *out)
{
    for (unsigned i = 0; i < pages->page_count; i++)
        dump_page(pages, &pages->pages[i], out);
    g_string_append(out, "structure\n");
    for (unsigned i = 0; i < pages->element_count; i++)
        if (pages->elements[i].parent < 0)
            dump_element(pages, i, 1, out);
    for (unsigned i = 0; i < pages->destination_count; i++) {
        const struct destination *d = &pages->destinations[i];
        g_string_append_printf(out, "destination #%s page %u \"%s\" %.2f %.2f\n", d->id,
                               d->page + 1, d->label, d->x, d->y);
    }
    for (unsigned i = 0; i < pages->bookmark_count; i++) {
        const struct bookmark *b = &pages->bookmarks[i];
        g_string_append_printf(out, "bookmark \"%s\" in %d to %s%s%s\n", b->title, b->parent,
                               b->destination < 0 ? "" : "#",
                               b->destination < 0 ? "nothing"
                                                  : pages->destinations[b->destination].id,
                               b->open ? "" : " closed");
    }
    for (unsigned i = 0; i < pages->start_count; i++)
        g_string_append_printf(out, "start #%s character %u page %u\n", pages->starts[i].id,
                               pages->starts[i].offset, pages->starts[i].page + 1);
}
