#include "epub/epub.h"

#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

/* Milliseconds of CPU for one e-book: 30 sections of 60 paragraphs, about 500 kB of XHTML, with
 * links and the page breaks of 40 pages. */

enum { SECTIONS = 30, PARAGRAPHS = 60, PAGES = 40, BOOKS = 50 };

static const struct publication publication = {.title = "Bench",
                                               .lang = "nl",
                                               .date = "2026-11-24",
                                               .identifier =
                                                   "urn:uuid:6ba7b810-9dad-51d1-80b4-00c04fd430c8"};

static double
cpu(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static GString *
document(void)
{
    GString *out = g_string_new("<html xmlns='http://www.w3.org/1999/xhtml' "
                                "xmlns:epub='http://www.idpf.org/2007/ops' xml:lang='nl'><head/>"
                                "<body><nav epub:type='toc'><h1>Inhoud</h1></nav>"
                                "<nav epub:type='page-list'><h2>Bladzijden</h2></nav>");

    for (unsigned i = 0; i < SECTIONS; i++) {
        g_string_append_printf(out, "<section id='s-%u' data-file='s-%u'><h1>Deel %u</h1>", i, i,
                               i);
        for (unsigned k = 0; k < PARAGRAPHS; k++)
            g_string_append_printf(
                out,
                "<p id='p-%u-%u'>Wie in een ander land gaat werken, blijft in vele gevallen in "
                "zijn "
                "eigen land verzekerd zolang de detachering duurt. <a href='#s-%u'>Zie ook</a> wat "
                "de wet van het jaar %u daarover zegt, <em>en wat niet</em>.</p>",
                i, k, (i * 7 + k) % SECTIONS, 1900 + i * k % 120);
        g_string_append(out, "</section>");
    }
    return g_string_append(out, "</body></html>");
}

int
main(void)
{
    g_autoptr(GString) text = document();
    xmlDoc *xhtml = xmlReadMemory(text->str, (int)text->len, "x", NULL, XML_PARSE_NONET);
    g_autoptr(GBytes) style = g_bytes_new_static("p { margin: 0 }\n", 16);
    g_autoptr(GByteArray) out = g_byte_array_new();
    g_autoptr(diag) diag = diag_new();
    struct page list[PAGES] = {{0}};
    struct page_start starts[PAGES];
    char ids[PAGES][16];

    for (unsigned i = 0; i < PAGES; i++) {
        g_snprintf(ids[i], sizeof ids[i], "p-%u-%u", i % SECTIONS, i);
        starts[i] = (struct page_start){ids[i], 60, i};
    }
    struct pages pages = {
        .pages = list, .page_count = PAGES, .starts = starts, .start_count = PAGES};
    struct epub_parts parts = {xhtml, &pages, NULL, style, "."};
    double start = cpu();
    for (unsigned i = 0; i < BOOKS; i++) {
        g_byte_array_set_size(out, 0);
        g_assert(epub_pack(&parts, &publication, out, diag));
    }
    printf("epub_pack: %.2f ms an e-book of %zu kB, packed to %u kB\n",
           (cpu() - start) * 1e3 / BOOKS, text->len / 1000, out->len / 1000);
    xmlFreeDoc(xhtml);
    return 0;
}
