/* What each stage costs: one publication, again and again in one process. CPU milliseconds a
 * document.
 *
 *   build/release/tests/bench/stages COUNTRY DIRECTION LANG [ROUNDS] */
#include <stdlib.h>
#include <time.h>

#include "brochure/brochure.h"
#include "epub/epub.h"
#include "pdf/pdf.h"
#include "publish/house.h"
#include "publish/render.h"
#include "raster/raster.h"

enum { MERGE, TO_FO, TO_XHTML, PARSE, LAYOUT, PDF, COVER, STAGES };

static const char *const names[STAGES] = {
    "merge", "transform to FO", "transform to XHTML", "fo", "layout", "pdf", "cover"};
static double spent[STAGES];

static double
cpu(void)
{
    struct timespec t;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
lap(unsigned stage, double *since)
{
    double now = cpu();

    spent[stage] += now - *since;
    *since = now;
}

static unsigned
round_of(const struct house *house, const struct selection *selection, struct diag *diag)
{
    const struct publication publication = {.title = "x",
                                            .lang = "en",
                                            .edition = "1",
                                            .date = "2026-01-01",
                                            .identifier = "urn:uuid:0"};
    const struct pdf_options options = {.images = "."};
    g_autoptr(GByteArray) pdf = g_byte_array_new(), png = g_byte_array_new();
    double since = cpu();

    xmlDoc *brochure = brochure_merge(house->sources, selection, diag);
    lap(MERGE, &since);
    xmlDoc *fo = transform(house->to_fo, brochure, diag);
    lap(TO_FO, &since);
    xmlDoc *xhtml = transform(house->to_xhtml, brochure, diag);
    lap(TO_XHTML, &since);
    g_autoptr(fo_document) document = fo_parse(fo, diag);
    lap(PARSE, &since);
    g_autoptr(pages) pages = layout(document, house->fonts, ".", diag);
    lap(LAYOUT, &since);
    pdf_paint(pages, &publication, &options, pdf, diag);
    lap(PDF, &since);
    raster_paint(pages, 0, 110, ".", png, diag);
    lap(COVER, &since);
    xmlFreeDoc(brochure);
    xmlFreeDoc(fo);
    xmlFreeDoc(xhtml);
    return pages->page_count;
}

int
main(int argc, char **argv)
{
    g_autoptr(diag) diag = diag_new();
    const struct request request = {.sources = "sources"};
    g_autoptr(house) house =
        house_load(&request, NEED_SOURCES | NEED_STYLESHEETS | NEED_FONTS, diag);
    unsigned rounds = argc > 4 ? (unsigned)atoi(argv[4]) : 20, pages = 0;

    if (argc < 4 || house == NULL)
        return 2;
    const struct selection selection = {.direction = direction_find(argv[2]),
                                        .country = argv[1],
                                        .lang = language_find(argv[3]),
                                        .date = house->date};
    round_of(house, &selection, diag);
    for (unsigned i = 0; i < STAGES; i++)
        spent[i] = 0;
    for (unsigned i = 0; i < rounds; i++)
        pages = round_of(house, &selection, diag);
    for (unsigned i = 0; i < STAGES; i++)
        printf("%-20s %7.2f ms\n", names[i], spent[i] / rounds);
    printf("%u pages\n", pages);
    return 0;
}
