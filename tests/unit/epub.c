#include "epub/epub.h"

#include <libxml/parser.h>
#include <string.h>
#include <zip.h>

#include "unit/test.h"

/* The packer, on documents of a few lines; the archive is read back with libzip. EPUB_SAMPLE=FILE
 * writes the sample there for the validators and does nothing else. */

#define HEAD                                                                                       \
    "<html xmlns='http://www.w3.org/1999/xhtml' xmlns:epub='http://www.idpf.org/2007/ops' "        \
    "xmlns:fp='urn:fichepress:1' xml:lang='fr'><head><title>Partir</title>"                        \
    "<meta name='accessibilitySummary' content='Tout &amp; bien'/>"                                \
    "<meta name='series' content='La série'/>"                                                    \
    "<meta name='certifiedBy' content='Un institut'/></head><body>"
#define FOOT "</body></html>"
#define NAVS                                                                                       \
    "<nav epub:type='toc' role='doc-toc' aria-label='Sommaire'><h1>Sommaire</h1></nav>"            \
    "<nav epub:type='landmarks' aria-label='Repères' hidden='hidden'><h2>Repères</h2></nav>"     \
    "<nav epub:type='page-list' role='doc-pagelist' aria-label='Pages' hidden='hidden'>"           \
    "<h2>Pages</h2></nav>"

static const char sample[] =
    HEAD "<section id='cover' data-file='cover' epub:type='cover' "
         "aria-label='Couverture'>"
         "<img src='cover.png' alt='Une couverture'/></section>" NAVS
         "<section id='ch-1' data-file='chapter-1' epub:type='chapter' role='doc-chapter'>"
         "<h1 id='ch-1-t'>Pension &amp; <em>cotisations</em></h1>"
         "<section id='fiche-a'><h2>En\n   Turquie</h2>"
         "<p id='p-1' fp:at='a/b.xml:7:3'>Un deux   trois "
         "<a href='#fiche-b'>quatre cinq</a> six sept.</p>"
         "<ul id='list'><li id='li-1'>Voir <a "
         "href='https://exemple.be/?a=1&amp;b=2'>ail\u200Bleurs</a></li></ul>"
         "<p id='p-2' xml:lang='de'>Entsendebescheinigung</p></section></section>"
         "<section id='ch-2' data-file='chapter-2' epub:type='chapter' role='doc-chapter'>"
         "<h1>Santé</h1><section id='fiche-b'><h2 id='b-t'>Soins</h2>"
         "<div><h2 xml:lang='nl'>Kosten</h2></div>"
         "<p id='p-3'>Voir <a href='#p-1'>plus haut</a>, <a href='#p-3'>ici</a>.</p>"
         "<table id='t-1'><caption id='t-1-c'>Une table</caption><thead><tr id='tr-0'>"
         "<th scope='col'>a</th></tr></thead><tbody><tr id='tr-1'><td>b</td></tr></tbody></table>"
         "</section></section>" FOOT;

static const struct publication publication = {
    .title = "Partir : Turquie",
    .subtitle = "Pour qui part",
    .lang = "fr",
    .publisher = "Un institut",
    .edition = "2026-11",
    .date = "2026-11-24",
    .identifier = "urn:uuid:6ba7b810-9dad-51d1-80b4-00c04fd430c8",
    .rights = "CC BY 4.0",
    .contributors = (const char *const[]){"SFP", "INASTI", NULL},
    .subjects = (const char *const[]){"pension", NULL},
};

/* Seven pages; the first block of the second is not in the e-book, page 5 begins in a word. */
static const struct page page_list[] = {{.label = "i"}, {.label = "ii"}, {.label = "1"},
                                        {.label = "2"}, {.label = "3"},  {.label = "4"},
                                        {.label = "5"}};
static const struct page_start starts[] = {{"ch-1", 0, 0}, {"elsewhere", 0, 1}, {"p-1", 8, 2},
                                           {"p-1", 21, 3}, {"p-2", 9, 4},       {"list", 0, 5},
                                           {"tr-1", 0, 6}};
static const struct pages print = {.pages = page_list,
                                   .page_count = G_N_ELEMENTS(page_list),
                                   .starts = starts,
                                   .start_count = G_N_ELEMENTS(starts)};

/* A PNG of one pixel. */
static GByteArray *
cover_picture(void)
{
    gsize size;
    guchar *bytes =
        g_base64_decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwAB"
                        "AQEAsVAVfgAAAABJRU5ErkJggg==",
                        &size);
    return g_byte_array_new_take(bytes, size);
}

/* The archive, or NULL with errors errors. */
static GByteArray *
pack(const char *document, const struct pages *with, unsigned errors)
{
    xmlDoc *xhtml = xmlReadMemory(document, (int)strlen(document), "x", NULL, XML_PARSE_NONET);
    g_autoptr(GByteArray) cover = cover_picture();
    g_autoptr(GBytes) style = g_bytes_new_static("p { margin: 0 }\n", 16);
    g_autoptr(GByteArray) out = g_byte_array_new();
    g_autoptr(diag) diag = diag_new();
    struct epub_parts parts = {xhtml, with, cover, style, "tests/unit"};

    g_assert_nonnull(xhtml);
    bool good = epub_pack(&parts, &publication, out, diag);
    g_assert_cmpint(good, ==, errors == 0);
    g_assert_cmpuint(diag_count(diag, DIAG_NOTE), ==, errors);
    xmlFreeDoc(xhtml);
    return good ? g_steal_pointer(&out) : NULL;
}

/* The names in the archive, by blanks, or one entry's content. */
static char *
look(const GByteArray *archive, const char *entry)
{
    zip_error_t error;
    zip_source_t *source = zip_source_buffer_create(archive->data, archive->len, 0, &error);
    zip_t *zip = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
    GString *out = g_string_new(NULL);

    g_assert_nonnull(zip);
    for (zip_int64_t i = 0; entry == NULL && i < zip_get_num_entries(zip, 0); i++)
        g_string_append_printf(out, "%s ", zip_get_name(zip, (zip_uint64_t)i, 0));
    zip_file_t *file = entry != NULL ? zip_fopen(zip, entry, 0) : NULL;
    char buffer[4096];
    for (zip_int64_t got; file != NULL && (got = zip_fread(file, buffer, sizeof buffer)) > 0;)
        g_string_append_len(out, buffer, (gssize)got);
    if (file != NULL)
        zip_fclose(file);
    zip_discard(zip);
    return g_string_free(out, FALSE);
}

static void
assert_holds(const GByteArray *archive, const char *entry, const char *text)
{
    g_autofree char *content = look(archive, entry);

    if (strstr(content, text) == NULL)
        g_test_message("%s: %s", entry, content);
    g_assert_nonnull(strstr(content, text));
}

static void
assert_lacks(const GByteArray *archive, const char *entry, const char *text)
{
    g_autofree char *content = look(archive, entry);
    g_assert_null(strstr(content, text));
}

/* ---- Tests ---- */

static void
entries_in_order(void)
{
    g_autoptr(GByteArray) archive = pack(sample, &print, 0);
    g_autofree char *names = look(archive, NULL);

    g_assert_cmpstr(names, ==,
                    "mimetype EPUB/chapter-1.xhtml EPUB/chapter-2.xhtml "
                    "EPUB/cover.png EPUB/cover.xhtml EPUB/epub.css EPUB/nav.xhtml EPUB/package.opf "
                    "EPUB/toc.ncx META-INF/container.xml ");
    /* OCF §4.3: the name and the type stand at fixed places, so nothing is compressed or extra. */
    g_assert_cmpmem(archive->data + 30, 28, "mimetypeapplication/epub+zip", 28);
    assert_holds(archive, "EPUB/package.opf",
                 "<itemref idref=\"i-cover.xhtml\"/>\n<itemref idref=\"i-nav.xhtml\"/>\n"
                 "<itemref idref=\"i-chapter-1.xhtml\"/>");
}

static void
links_lead_to_files(void)
{
    g_autoptr(GByteArray) archive = pack(sample, NULL, 0);

    assert_holds(archive, "EPUB/chapter-1.xhtml", "<a href=\"chapter-2.xhtml#fiche-b\">quatre");
    assert_holds(archive, "EPUB/chapter-1.xhtml",
                 "<a href=\"https://exemple.be/?a=1&amp;b=2\">ail<wbr/>leurs</a>");
    assert_holds(archive, "EPUB/chapter-2.xhtml", "<a href=\"chapter-1.xhtml#p-1\">plus haut</a>");
    assert_holds(archive, "EPUB/chapter-2.xhtml", "<a href=\"#p-3\">ici</a>");
    assert_holds(archive, "EPUB/cover.xhtml", "<img src=\"cover.png\" alt=\"Une couverture\"/>");
}

static void
foreign_attributes_stay_out(void)
{
    g_autoptr(GByteArray) archive = pack(sample, NULL, 0);

    assert_lacks(archive, "EPUB/chapter-1.xhtml", "fp:at");
    assert_lacks(archive, "EPUB/chapter-1.xhtml", "data-file");
    assert_holds(archive, "EPUB/chapter-1.xhtml", "<p lang=\"de\" xml:lang=\"de\" id=\"p-2\">");
}

static void
navigation_lists(void)
{
    g_autoptr(GByteArray) archive = pack(sample, NULL, 0);

    assert_holds(archive, "EPUB/nav.xhtml",
                 "<h1>Sommaire</h1><ol>\n"
                 "<li><a href=\"chapter-1.xhtml#ch-1-t\">Pension &amp; cotisations</a>\n<ol>\n"
                 "<li><a href=\"chapter-1.xhtml#fiche-a\">En Turquie</a></li>\n</ol></li>\n"
                 "<li><a href=\"chapter-2.xhtml#ch-2\">Santé</a>\n<ol>\n"
                 "<li><a href=\"chapter-2.xhtml#b-t\">Soins</a></li>\n"
                 "<li><a href=\"chapter-2.xhtml#heading-5\" lang=\"nl\" "
                 "xml:lang=\"nl\">Kosten</a></li>\n</ol></li>\n</ol></nav>");
    assert_holds(archive, "EPUB/chapter-2.xhtml",
                 "<h2 lang=\"nl\" xml:lang=\"nl\" id=\"heading-5\">Kosten</h2>");
    assert_holds(archive, "EPUB/nav.xhtml",
                 "<ol>\n<li><a epub:type=\"cover\" href=\"cover.xhtml\">Couverture</a></li>\n"
                 "<li><a epub:type=\"toc\" href=\"nav.xhtml\">Sommaire</a></li>\n"
                 "<li><a epub:type=\"bodymatter\" href=\"chapter-1.xhtml\">Pension &amp; "
                 "cotisations</a></li>\n</ol>");
    assert_lacks(archive, "EPUB/nav.xhtml", "page-list");
    assert_lacks(archive, "EPUB/package.opf", "pageBreakSource");
    assert_holds(archive, "EPUB/toc.ncx",
                 "<content src=\"chapter-1.xhtml#ch-1-t\"/><navPoint id=\"point-2\">");
}

#define BREAK(n, label)                                                                            \
    "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"pagebreak-" n                       \
    "\" aria-label=\"" label "\"></span>"

/* At the word where the page begins: a break in a word goes before it, one in what can hold no text
 * goes into the first element that can. */
static void
pages_of_print(void)
{
    g_autoptr(GByteArray) archive = pack(sample, &print, 0);

    assert_holds(archive, "EPUB/chapter-1.xhtml", "role=\"doc-chapter\">" BREAK("1", "i") "<h1");
    assert_holds(archive, "EPUB/chapter-1.xhtml", "Un deux   " BREAK("3", "1") "trois");
    assert_holds(archive, "EPUB/chapter-1.xhtml", ">quatre " BREAK("4", "2") "cinq</a>");
    assert_holds(archive, "EPUB/chapter-1.xhtml", BREAK("5", "3") "Entsendebescheinigung");
    assert_holds(archive, "EPUB/chapter-1.xhtml", "<li id=\"li-1\">" BREAK("6", "4") "Voir");
    assert_holds(archive, "EPUB/chapter-2.xhtml", "<td>" BREAK("7", "5") "b</td>");
    assert_holds(archive, "EPUB/nav.xhtml",
                 "<ol>\n<li><a href=\"chapter-1.xhtml#pagebreak-1\">i</a></li>\n"
                 "<li><a href=\"chapter-1.xhtml#pagebreak-3\">1</a></li>\n");
    assert_holds(archive, "EPUB/package.opf",
                 "<meta property=\"pageBreakSource\">urn:uuid:6ba7b810-9dad-51d1-80b4-00c04fd430c8 "
                 "(PDF, 2026-11)</meta>");
    assert_holds(archive, "EPUB/toc.ncx", "<pageTarget id=\"page-7\" type=\"normal\">");
}

static void
package_says_what_is_true(void)
{
    g_autoptr(GByteArray) archive = pack(sample, &print, 0);
    const char *const said[] = {
        "<dc:identifier id=\"publication\">urn:uuid:6ba7b810-9dad-51d1-80b4-00c04fd430c8<",
        "<dc:title id=\"title\">Partir : Turquie<",
        "<dc:language>fr<",
        "<dc:contributor>INASTI<",
        "<dc:rights>CC BY 4.0<",
        "<meta property=\"dcterms:modified\">2026-11-24T00:00:00Z<",
        "<meta property=\"belongs-to-collection\" id=\"series\">La série<",
        "<meta property=\"schema:accessibilitySummary\">Tout &amp; bien<",
        "<meta property=\"a11y:certifiedBy\" refines=\"#conformance\">Un institut<",
        "<meta property=\"schema:accessibilityFeature\">pageNavigation<",
        "href=\"cover.png\" media-type=\"image/png\" properties=\"cover-image\"/>",
        "href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>"};

    for (unsigned i = 0; i < G_N_ELEMENTS(said); i++)
        assert_holds(archive, "EPUB/package.opf", said[i]);
    g_autoptr(GByteArray) without = pack(sample, NULL, 0);
    assert_lacks(without, "EPUB/package.opf", "pageNavigation");
}

static void
same_input_same_bytes(void)
{
    g_autoptr(GByteArray) first = pack(sample, &print, 0), second = NULL;

    g_setenv("TZ", "Asia/Tokyo", TRUE);
    second = pack(sample, &print, 0);
    g_assert_cmpmem(first->data, first->len, second->data, second->len);
}

/* 900 paragraphs of 600 bytes make three files, none over 250 kB; links find their way. */
static void
large_sections_are_cut(void)
{
    g_autoptr(GString) document = g_string_new(HEAD "<section id='s' data-file='big' "
                                                    "epub:type='chapter'><h1>Grand</h1>");
    g_autofree char *words = g_strnfill(560, 'x');

    for (unsigned i = 0; i < 900; i++)
        g_string_append_printf(document, "<p id='p-%u'>%s</p>", i, words);
    g_string_append(document, "<p><a href='#p-1'>retour</a></p></section>" FOOT);
    g_autoptr(GByteArray) archive = pack(document->str, NULL, 0);
    unsigned paragraphs = 0;
    for (unsigned i = 1; i <= 3; i++) {
        g_autofree char *name =
            i == 1 ? g_strdup("EPUB/big.xhtml") : g_strdup_printf("EPUB/big-%u.xhtml", i);
        g_autofree char *content = look(archive, name);
        g_assert_cmpuint(strlen(content), <, 250000);
        for (const char *at = content; (at = strstr(at, "<p id=")) != NULL; at++)
            paragraphs++;
    }
    g_assert_cmpuint(paragraphs, ==, 900);
    assert_holds(archive, "EPUB/big-3.xhtml", "<a href=\"big.xhtml#p-1\">retour</a>");
    assert_holds(archive, "EPUB/big-3.xhtml",
                 "<section epub:type=\"chapter\" aria-label=\"Grand\">");
    assert_holds(archive, "EPUB/package.opf", "<itemref idref=\"i-big-3.xhtml\"/>");
}

static void
mistakes_are_errors(void)
{
    g_assert_null(pack(
        HEAD "<section id='a' data-file='a'><p><a href='#b'>x</a></p></section>" FOOT, NULL, 1));
    g_assert_null(
        pack(HEAD "<section id='a' data-file='a'><p id='a'>x</p></section>" FOOT, NULL, 1));
    g_assert_null(pack(HEAD "<p>x</p>" FOOT, NULL, 1));
    g_assert_null(pack(HEAD "<section data-file='a'/><section data-file='a'/>" FOOT, NULL, 1));
    g_assert_null(pack(HEAD "<section data-file='../a'/>" FOOT, NULL, 1));
    g_assert_null(
        pack(HEAD "<section data-file='a'><img src='none.png' alt=''/></section>" FOOT, NULL, 1));
    g_assert_null(pack("<html/>", NULL, 1));
}

static int
write_sample(const char *path)
{
    g_autoptr(GByteArray) archive = pack(sample, &print, 0);
    return g_file_set_contents(path, (const char *)archive->data, archive->len, NULL) ? 0 : 1;
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    if (g_getenv("EPUB_SAMPLE") != NULL)
        return write_sample(g_getenv("EPUB_SAMPLE"));
    g_test_add_func("/epub/entries", entries_in_order);
    g_test_add_func("/epub/links", links_lead_to_files);
    g_test_add_func("/epub/attributes", foreign_attributes_stay_out);
    g_test_add_func("/epub/navigation", navigation_lists);
    g_test_add_func("/epub/pages", pages_of_print);
    g_test_add_func("/epub/package", package_says_what_is_true);
    g_test_add_func("/epub/same-input-same-bytes", same_input_same_bytes);
    g_test_add_func("/epub/large-sections", large_sections_are_cut);
    g_test_add_func("/epub/mistakes", mistakes_are_errors);
    return g_test_run();
}
