#include "pdf/pdf.h"
#include "unit/pages_fixture.h"
#include "unit/test.h"

#include <glib/gstdio.h>

/* What is painted, read back by programs that are not ours. PDF_SAMPLE=FILE writes the sample there
 * for the validators and does nothing else. */

static char *work; /* a directory that is removed at the end */

static char *
in_work(const char *name)
{
    return g_build_filename(work, name, NULL);
}

/* Output and errors of a command in which FILE stands for the file; NULL: the test is skipped, as
 * the program is not installed. */
static char *
run(const char *command, const char *file, int *status)
{
    g_auto(GStrv) words = g_strsplit(command, " ", -1);
    g_autofree char *program = g_find_program_in_path(words[0]);
    g_autofree char *quoted = g_shell_quote(file);
    g_auto(GStrv) parts = g_strsplit(command, "FILE", -1);
    g_autofree char *line = g_strjoinv(quoted, parts);
    g_autofree char *with_errors = g_strconcat(line, " 2>&1", NULL);
    char *arguments[] = {(char *)"sh", (char *)"-c", with_errors, NULL};
    char *output = NULL;

    if (program == NULL) {
        g_test_skip(words[0]);
        return NULL;
    }
    g_assert_true(g_spawn_sync(NULL, arguments, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output,
                               NULL, status, NULL));
    return output;
}

/* Runs a command that must succeed. */
static char *
output_of(const char *command, const char *file)
{
    int status = 0;
    char *output = run(command, file, &status);

    if (output != NULL && status != 0)
        g_test_message("%s: %s", command, output);
    g_assert_cmpint(status, ==, 0);
    return output;
}

static char *
paint(struct fixture *f, const char *name, unsigned warnings)
{
    g_autoptr(diag) diag = diag_new();
    g_autoptr(GByteArray) out = g_byte_array_new();
    struct pdf_options options = {.images = work};
    char *path = in_work(name);

    g_assert_true(pdf_paint(fixture_pages(f), &f->publication, &options, out, diag));
    if (diag_count(diag, DIAG_NOTE) != warnings) {
        g_autoptr(GBytes) findings = diag_serialise(diag);
        g_test_message("%s", (const char *)g_bytes_get_data(findings, NULL));
    }
    g_assert_cmpuint(diag_count(diag, DIAG_NOTE), ==, warnings);
    g_assert_true(g_file_set_contents(path, (const char *)out->data, out->len, NULL));
    return path;
}

/* ---- A document with one of everything ---- */

static void
write_picture(void)
{
    /* A PNG of 2 × 2 pixels: red, green, blue, and one that is half opaque. */
    static const char encoded[] =
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAYAAABytg0kAAAAGElEQVR4nGP4z8Dwn2EBEAPp//9PMDQA"
        "AEIyB+O4vvaDAAAAAElFTkSuQmCC";
    gsize size;
    g_autofree guchar *bytes = g_base64_decode(encoded, &size);
    g_autofree char *path = in_work("picture.png");
    g_assert_true(g_file_set_contents(path, (const char *)bytes, (gssize)size, NULL));
}

static void
add_table(struct fixture *f, int document)
{
    static const char *const cells[2][2] = {{"Droit", "Durée"}, {"Pension", "vingt-quatre mois"}};
    int table = fixture_element(f, document, "Table");

    for (unsigned row = 0; row < 2; row++) {
        int part = fixture_element(f, table, row == 0 ? "THead" : "TBody");
        int tr = fixture_element(f, part, "TR");
        for (unsigned column = 0; column < 2; column++) {
            int cell = fixture_element(f, tr, row == 0 ? "TH" : "TD");
            if (row == 0)
                g_array_index(f->elements, struct element, cell).attributes =
                    "/O/Table/Scope/Column";
            fixture_line(f, 1, 9, 40 + 120 * (float)column, 200 + 20 * (float)row,
                         cells[row][column], fixture_mark(f, cell));
        }
    }
}

static void
add_link(struct fixture *f, int document, const char *address, int destination, float y)
{
    int paragraph = fixture_element(f, document, "P"), element;
    fixture_line(f, 0, 11, 40, y, "Voir ", fixture_mark(f, paragraph));
    element = fixture_element(f, paragraph, "Link");
    fixture_line(f, 0, 11, 70, y, "l’adresse", fixture_mark(f, element))->colour = 0x0050A0;
    struct link_area link = {70,      y - 10,      60,         13, (unsigned)element,
                             address, destination, "l’adresse"};
    g_array_append_val(f->links, link);
    fixture_kid(f, element, KID_LINK, f->links->len - 1);
}

static void
add_first_page(struct fixture *f, int document)
{
    fixture_page(f, 320, 450, "i");
    struct rectangle back = {0, 0, 320, 60, 0xDCE6F0, ARTIFACT_BACKGROUND};
    struct rectangle rule = {40, 420, 240, 0.5f, 0x808080, ARTIFACT_LAYOUT};
    g_array_append_val(f->rectangles, back);
    g_array_append_val(f->rectangles, rule);
    fixture_line(f, 1, 7, 40, 20, "En-tête", ARTIFACT_HEADER);
    int heading = fixture_element(f, document, "H1");
    fixture_line(f, 0, 18, 40, 50, "Travailler à l’étranger", fixture_mark(f, heading));
    int paragraph = fixture_element(f, document, "P");
    int mark = fixture_mark(f, paragraph);
    fixture_line(f, 0, 11, 40, 90, "Le fichier affiche les affaires efficaces du travail- ", mark);
    fixture_line(f, 0, 11, 40, 104, "leur «\u00A0détaché\u00A0» pendant 24\u00A0mois. ", mark);
    fixture_line(f, 1, 11, 40, 118, "AVATAR Të e\u0301t q\u0301a", mark);
    int list = fixture_element(f, document, "L"), item = fixture_element(f, list, "LI");
    g_array_index(f->elements, struct element, list).attributes = "/O/List/ListNumbering/Disc";
    fixture_line(f, 0, 11, 40, 140, "•", fixture_mark(f, fixture_element(f, item, "Lbl")));
    fixture_line(f, 0, 11, 50, 140, "un seul point",
                 fixture_mark(f, fixture_element(f, item, "LBody")));
    int span = fixture_element(f, fixture_element(f, document, "P"), "Span");
    g_array_index(f->elements, struct element, span).lang = "de";
    fixture_line(f, 0, 11, 40, 160, "Entsendebescheinigung", fixture_mark(f, span))
        ->letter_spacing = 1.5f;
    add_table(f, document);
    fixture_line(f, 1, 7, 40, 440, "i", ARTIFACT_FOOTER);
    fixture_close_page(f);
}

static void
add_second_page(struct fixture *f, int document)
{
    struct image_file file = {"picture.png"};
    struct page *page = fixture_page(f, 320, 450, "1");
    page->bleed = page->margin = 9;
    int figure = fixture_element(f, document, "Figure");
    struct element *element = &g_array_index(f->elements, struct element, figure);
    element->alt = "Quatre carrés de couleur";
    g_array_append_val(f->files, file);
    struct image image = {40, 40, 80, 80, 0, fixture_mark(f, figure)};
    g_array_append_val(f->images, image);
    add_link(f, document, "https://exemple.be/é (a)?b=1&c=2", -1, 150);
    add_link(f, document, NULL, 0, 170);
    int note = fixture_element(f, document, "Note");
    g_array_index(f->elements, struct element, note).id = "note-1";
    fixture_line(f, 0, 9, 40, 400, "1 Une note.", fixture_mark(f, note));
    fixture_line(f, 0, 9, 300, 300, "tourné", fixture_mark(f, fixture_element(f, document, "P")))
        ->orientation = 90;
    fixture_close_page(f);
}

static void
fill(struct fixture *f)
{
    static const char *const subjects[] = {"pension", "soins de santé", NULL};

    fixture_init(f);
    f->publication.subtitle = "Essai";
    f->publication.subjects = subjects;
    int document = fixture_element(f, -1, "Document");
    struct destination destination = {"titre", 0, 40, 36, "i"};
    struct bookmark bookmarks[] = {
        {"Travailler à l’étranger", -1, 0, true}, {"Une note", 0, 0, false}, {"Fin", -1, 0, false}};
    g_array_append_val(f->destinations, destination);
    g_array_append_vals(f->bookmarks, bookmarks, G_N_ELEMENTS(bookmarks));
    add_first_page(f, document);
    add_second_page(f, document);
    write_picture();
}

static char *
paint_sample(void)
{
    struct fixture f;

    fill(&f);
    char *path = paint(&f, "sample.pdf", 0);
    fixture_clear(&f);
    return path;
}

/* ---- Tests ---- */

static void
readers_accept(void)
{
    g_autofree char *path = paint_sample();
    g_autofree char *qpdf = output_of("qpdf --check FILE", path);
    g_autofree char *mutool = output_of("mutool draw -q -o /dev/null -F png FILE", path);
    g_autofree char *gs =
        output_of("gs -q -dNOPAUSE -dBATCH -sDEVICE=nullpage -dPDFSTOPONERROR FILE", path);
    g_autofree char *poppler = output_of("pdftocairo -png FILE /dev/null", path);

    if (qpdf != NULL)
        g_assert_nonnull(strstr(qpdf, "No syntax or stream encoding errors found"));
    if (mutool != NULL && strcmp(mutool, "warning: ICC support is not available\n") != 0)
        g_assert_cmpstr(mutool, ==, "");
    g_assert_cmpstr(gs, ==, gs != NULL ? "" : NULL);
    g_assert_cmpstr(poppler, ==, poppler != NULL ? "" : NULL);
}

static void
fonts_are_embedded(void)
{
    g_autofree char *path = paint_sample();
    g_autofree char *fonts = output_of("pdffonts FILE", path);
    g_auto(GStrv) lines = NULL;

    if (fonts == NULL)
        return;
    lines = g_strsplit(g_strchomp(fonts), "\n", -1);
    g_assert_cmpuint(g_strv_length(lines), ==, 4);
    for (unsigned i = 2; i < 4; i++) /* emb sub uni */
        g_assert_true(g_regex_match_simple("^[A-Z]{6}\\+.* yes yes yes ", lines[i], 0, 0));
    g_assert_nonnull(strstr(lines[2], "CID Type 0C"));
    g_assert_nonnull(strstr(lines[3], "CID TrueType"));
}

static void
text_reads_back(void)
{
    g_autofree char *path = paint_sample();
    g_autofree char *text = output_of("pdftotext -raw -enc UTF-8 FILE -", path);
    /* This mode leaves the cut word to the reader: U+00AD and a line end are taken out here. */
    static const char expected[] =
        "En-tête\nTravailler à l’étranger\n"
        "Le fichier affiche les affaires efficaces du travailleur « détaché » pendant 24 mois.\n"
        "AVATAR Të e\u0301t q\u0301a\n• un seul point\nEntsendebescheinigung\nDroit Durée\n"
        "Pension vingt-quatre mois\ni\n\fVoir l’adresse\nVoir l’adresse\n1 Une note.\ntourné\n\f";

    if (text == NULL)
        return;
    g_auto(GStrv) parts = g_strsplit(text, "\u00AD\n", -1);
    g_autofree char *joined = g_strjoinv("", parts);
    g_assert_cmpstr(joined, ==, expected);
}

static void
structure_is_whole(void)
{
    static const char golden[] = "tests/unit/pdf_structure.golden";
    g_autofree char *path = paint_sample();
    g_autofree char *structure = output_of("pdfinfo -struct-text FILE", path);
    g_autofree char *expected = NULL;

    if (structure == NULL)
        return;
    if (g_getenv("UPDATE_GOLDEN") != NULL)
        g_assert_true(g_file_set_contents(golden, structure, -1, NULL));
    g_assert_true(g_file_get_contents(golden, &expected, NULL, NULL));
    g_assert_cmpstr(structure, ==, expected);
}

static void
metadata_agrees(void)
{
    g_autofree char *path = paint_sample();
    g_autofree char *info = output_of("pdfinfo -rawdates FILE", path);
    g_autofree char *xmp = output_of("pdfinfo -meta FILE", path);

    if (info == NULL)
        return;
    g_assert_nonnull(strstr(info, "Été « à l’étranger »\n"));
    g_assert_nonnull(strstr(info, "Institut <d’essai> & Cie\n"));
    g_assert_nonnull(strstr(info, "pension, soins de santé\n"));
    g_assert_nonnull(strstr(info, "CreationDate:    D:20261124000000Z\n"));
    g_assert_nonnull(strstr(info, "Tagged:          yes\n"));
    g_assert_nonnull(strstr(xmp, "<rdf:li xml:lang=\"x-default\">Été « à l’étranger »</rdf:li>"));
    g_assert_nonnull(strstr(xmp, "<rdf:li>Institut &lt;d’essai&gt; &amp; Cie</rdf:li>"));
    g_assert_nonnull(strstr(xmp, "<pdf:Keywords>pension, soins de santé</pdf:Keywords>"));
    g_assert_nonnull(strstr(xmp, "<xmp:ModifyDate>2026-11-24T00:00:00Z</xmp:ModifyDate>"));
    g_assert_nonnull(strstr(xmp, "<pdfuaid:part>1</pdfuaid:part>"));
    g_assert_nonnull(strstr(xmp, "<pdfaid:conformance>A</pdfaid:conformance>"));
}

static void
navigation_leads(void)
{
    g_autofree char *path = paint_sample();
    g_autofree char *outline = output_of("mutool show FILE outline", path);
    g_autofree char *urls = output_of("pdfinfo -url FILE", path);
    g_autofree char *objects = output_of("mutool show FILE grep", path);

    if (outline != NULL) {
        g_auto(GStrv) lines = g_strsplit(g_strchomp(outline), "\n", -1);
        g_assert_cmpuint(g_strv_length(lines), ==, 3);
        g_assert_true(g_str_has_prefix(lines[0], "-\t\"Travailler à l’étranger\"\t#page=1"));
        g_assert_true(g_str_has_prefix(lines[1], "|\t\t\"Une note\""));
        g_assert_true(g_str_has_prefix(lines[2], "|\t\"Fin\""));
    }
    if (urls != NULL)
        g_assert_nonnull(strstr(urls, "https://exemple.be/%C3%A9%20(a)?b=1&c=2"));
    if (objects != NULL) {
        g_assert_nonnull(strstr(objects, "/QuadPoints[79 319 139 319 79 306 139 306]"));
        g_assert_nonnull(strstr(objects, "/IDTree<</Names[(note-1)"));
        g_assert_nonnull(strstr(objects, "/BBox[49 339 129 419]"));
    }
}

static void
same_input_same_bytes(void)
{
    g_autofree char *first = NULL, *second = NULL, *path = paint_sample();
    gsize first_size = 0, second_size = 0;

    g_assert_true(g_file_get_contents(path, &first, &first_size, NULL));
    g_free(path);
    g_setenv("TZ", "Asia/Tokyo", TRUE);
    path = paint_sample();
    g_assert_true(g_file_get_contents(path, &second, &second_size, NULL));
    g_assert_cmpmem(first, first_size, second, second_size);
}

/* Appended to what is there, a file is the same: its places count from its own beginning. */
static void
appends(void)
{
    struct fixture f;
    g_autoptr(diag) diag = diag_new();
    g_autoptr(GByteArray) alone = g_byte_array_new(), behind = g_byte_array_new();
    struct pdf_options options = {.images = work, .level = 9};

    fill(&f);
    g_byte_array_append(behind, (const guint8 *)"before", 6);
    g_assert_true(pdf_paint(fixture_pages(&f), &f.publication, &options, alone, diag));
    g_assert_true(pdf_paint(fixture_pages(&f), &f.publication, &options, behind, diag));
    g_assert_cmpmem(alone->data, alone->len, behind->data + 6, behind->len - 6);
    fixture_clear(&f);
}

/* A breach is reported, and the claim left out. */
static void
claims_nothing_false(void)
{
    struct fixture f;
    fill(&f);
    for (unsigned i = 0; i < f.elements->len; i++) {
        struct element *element = &g_array_index(f.elements, struct element, i);
        if (strcmp(element->type, "H1") == 0)
            element->type = "H2"; /* 1: no heading above it */
        if (strcmp(element->type, "TH") == 0)
            element->attributes = NULL; /* 2: no scope, one finding for both */
        if (strcmp(element->type, "LBody") == 0)
            element->type = "P"; /* 3: not in LI */
        if (strcmp(element->type, "Figure") == 0)
            element->alt = NULL; /* 4 */
        if (strcmp(element->type, "Note") == 0)
            element->id = NULL; /* 5 */
        if (strcmp(element->type, "Span") == 0)
            element->type = "Zzz"; /* 6 */
    }
    g_array_index(f.links, struct link_area, 0).contents = NULL; /* 7 */
    g_autofree char *path = paint(&f, "claims.pdf", 7);
    g_autofree char *xmp = output_of("pdfinfo -meta FILE", path);
    if (xmp != NULL) {
        g_assert_null(strstr(xmp, "pdfuaid:part"));
        g_assert_nonnull(strstr(xmp, "<pdfaid:conformance>U</pdfaid:conformance>"));
    }
    fixture_clear(&f);
}

/* A row of two columns under one of three, with a cell of two rows beside it. */
static void
counts_columns(void)
{
    struct fixture f;
    fixture_init(&f);
    fixture_page(&f, 100, 100, "1");
    int table = fixture_element(&f, fixture_element(&f, -1, "Document"), "Table");
    static const char *const attributes[3][3] = {
        {"/O/Table/RowSpan 2", "/O/Table/ColSpan 2", NULL}, {"", "", NULL}, {"", "", NULL}};

    for (unsigned row = 0; row < 3; row++) {
        int tr = fixture_element(&f, table, "TR");
        for (unsigned i = 0; attributes[row][i] != NULL; i++) {
            int cell = fixture_element(&f, tr, "TD");
            g_array_index(f.elements, struct element, cell).attributes = attributes[row][i];
        }
    }
    fixture_close_page(&f);
    g_free(paint(&f, "table.pdf", 1));
    fixture_clear(&f);
}

static void
broken_pictures_are_errors(void)
{
    static const char *const names[] = {"missing.png", "short.png", "text.jpg"};
    g_autofree char *whole = in_work("picture.png"), *bytes = NULL;
    gsize size;

    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
        struct fixture f;
        g_autoptr(diag) diag = diag_new();
        g_autoptr(GByteArray) out = g_byte_array_new();
        struct pdf_options options = {.images = work};
        g_autofree char *path = in_work(names[i]);

        fill(&f);
        g_free(bytes);
        g_assert_true(g_file_get_contents(whole, &bytes, &size, NULL));
        if (i == 1)
            g_assert_true(g_file_set_contents(path, bytes, (gssize)size - 22, NULL));
        if (i == 2)
            g_assert_true(g_file_set_contents(path, "no picture", -1, NULL));
        g_array_index(f.files, struct image_file, 0).path = names[i];
        g_assert_false(pdf_paint(fixture_pages(&f), &f.publication, &options, out, diag));
        g_assert_cmpuint(diag_count(diag, DIAG_ERROR), ==, 1);
        fixture_clear(&f);
    }
}

static int
copy_sample(const char *path)
{
    g_autofree char *sample = paint_sample(), *bytes = NULL;
    gsize size;

    return g_file_get_contents(sample, &bytes, &size, NULL) &&
                   g_file_set_contents(path, bytes, (gssize)size, NULL)
               ? 0
               : 1;
}

static int
run_tests(void)
{
    g_test_add_func("/pdf/readers-accept", readers_accept);
    g_test_add_func("/pdf/fonts-are-embedded", fonts_are_embedded);
    g_test_add_func("/pdf/text-reads-back", text_reads_back);
    g_test_add_func("/pdf/structure", structure_is_whole);
    g_test_add_func("/pdf/metadata", metadata_agrees);
    g_test_add_func("/pdf/navigation", navigation_leads);
    g_test_add_func("/pdf/same-input-same-bytes", same_input_same_bytes);
    g_test_add_func("/pdf/appends", appends);
    g_test_add_func("/pdf/claims-nothing-false", claims_nothing_false);
    g_test_add_func("/pdf/counts-columns", counts_columns);
    g_test_add_func("/pdf/broken-pictures", broken_pictures_are_errors);
    return g_test_run();
}

int
main(int argc, char **argv)
{
    const char *sample = g_getenv("PDF_SAMPLE");

    test_init(argc, argv);
    work = g_dir_make_tmp("fichepress-XXXXXX", NULL);
    int status = sample != NULL ? copy_sample(sample) : run_tests();
    g_autofree char *remove = g_strdup_printf("rm -rf '%s'", work);
    g_assert_true(g_spawn_command_line_sync(remove, NULL, NULL, NULL, NULL));
    g_free(work);
    return status;
}
