#include <stdio.h>
#include <time.h>

#include "pdf/pdf.h"
#include "unit/pages_fixture.h"

/* Pages of text a CPU-second, in pdf_paint alone: documents of 40 pages of 36 lines. */

enum { PAGES = 40, LINES = 36, LINES_A_PARAGRAPH = 6, DOCUMENTS = 50 };

static const char *const lines[] = {
    "Wie in een ander land gaat werken, blijft in vele gevallen in zijn eigen land ",
    "verzekerd zolang de detachering duurt. De werkgever vraagt daarvoor een attest aan, ",
    "en de werknemer neemt het mee op reis. Zonder attest kan de andere staat bijdragen ",
    "vragen voor het werk dat op zijn grondgebied wordt verricht. Tijdvakken van beide lan- ",
    "den tellen samen voor het recht op een pensioen; elk land betaalt zijn eigen deel uit, ",
    "naar verhouding van de jaren die er zijn vervuld. Zorg wordt verleend volgens de wet ",
    "van de verblijfplaats, voor rekening van het bevoegde orgaan, met het nodige formulier."};

static double
cpu(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* A line whose words are shaped once, as the layout's are. */
static void
add_line(struct fixture *f, unsigned number, float y, int mark)
{
    static unsigned first[G_N_ELEMENTS(lines)], count[G_N_ELEMENTS(lines)];
    unsigned which = number % G_N_ELEMENTS(lines);
    struct run run = {
        .piece = f->pieces->len, .size = 10.5f, .y = y, .mark = mark, .space_after = true};

    if (count[which] == 0) {
        first[which] = f->pieces->len;
        fixture_line(f, 0, 10.5f, 51, y, lines[which], mark);
        count[which] = f->pieces->len - first[which];
        return;
    }
    for (unsigned i = 0; i < count[which]; i++) {
        struct piece piece = g_array_index(f->pieces, struct piece, first[which] + i);
        float wider = 0.02f * (float)(number % 13) * (float)i; /* justified, each line otherwise */
        piece.x += wider;
        g_array_append_val(f->pieces, piece);
    }
    run.piece_end = f->pieces->len;
    g_array_append_val(f->runs, run);
}

int
main(void)
{
    struct fixture f;
    g_autoptr(GByteArray) out = g_byte_array_new();
    g_autoptr(diag) diag = diag_new();
    struct pdf_options options = {0};
    unsigned number = 0;
    int mark = 0;

    fixture_init(&f);
    int document = fixture_element(&f, -1, "Document");
    for (unsigned p = 0; p < PAGES; p++) {
        fixture_page(&f, 419.53f, 595.28f, "1");
        for (unsigned i = 0; i < LINES; i++, number++) {
            if (i % LINES_A_PARAGRAPH == 0)
                mark = fixture_mark(&f, fixture_element(&f, document, "P"));
            add_line(&f, number, 60 + 14 * (float)i, mark);
        }
        fixture_close_page(&f);
    }
    const struct pages *pages = fixture_pages(&f);
    double start = cpu();
    for (unsigned i = 0; i < DOCUMENTS; i++) {
        g_byte_array_set_size(out, 0);
        g_assert(pdf_paint(pages, &f.publication, &options, out, diag));
    }
    double seconds = cpu() - start;
    printf("pdf_paint: %.0f pages a CPU-second, %u bytes a page\n", PAGES * DOCUMENTS / seconds,
           out->len / PAGES);
    fixture_clear(&f);
    return 0;
}
