#include "base/publication.h"
#include "epub/epub.h"
#include "unit/styled.h"

/* The example brochure as an e-book in four languages, through the stylesheet and the packer. With
 * EPUB_SAMPLES=DIR they are written there for the validators. */

static char *work; /* where the example's one picture is; removed at the end */

enum { MOST_PAGES = 64, ELEMENTS_A_PAGE = 12 };

/* Pages that begin here and there, as the layout would say it. */
static unsigned
make_starts(const xmlDoc *xhtml, struct page_start *starts)
{
    unsigned count = 0, seen = 0;

    for (const xmlNode *n = xmlDocGetRootElement(xhtml); n; n = following(n)) {
        const char *id = attribute(n, "id");
        if (id != NULL && seen++ % ELEMENTS_A_PAGE == 0 && count < MOST_PAGES) {
            starts[count] = (struct page_start){id, count % 3 * 20, count};
            count++;
        }
    }
    return count;
}

static void
write_picture(const void *png, gsize size)
{
    g_autofree char *folder =
        g_build_filename(work, "leaving_belgium/themas/InamiRiziv/images", NULL);
    g_autofree char *path = g_build_filename(folder, "formulaire.png", NULL);
    g_autoptr(diag) diag = diag_new();

    g_assert_true(file_make_directory(folder, diag));
    g_assert_true(file_write(path, png, size, diag));
}

static GByteArray *
pack(const xmlDoc *xhtml, const char *lang, const struct pages *pages)
{
    gsize size;
    guchar *png = g_base64_decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwAB"
                                  "AQEAsVAVfgAAAABJRU5ErkJggg==",
                                  &size);
    g_autoptr(GByteArray) cover = g_byte_array_new_take(png, size);
    g_autoptr(GByteArray) out = g_byte_array_new();
    g_autoptr(diag) diag = diag_new();
    g_autofree char *css = NULL;
    struct publication publication = {.title = "Example",
                                      .lang = lang,
                                      .publisher = "Publisher",
                                      .edition = "2026-11",
                                      .date = "2026-11-24",
                                      .identifier =
                                          "urn:uuid:5b1d4f0e-92a1-5c0f-8f0a-6f2f6c1f7a10"};

    g_assert_true(g_file_get_contents("stylesheets/epub.css", &css, &size, NULL));
    g_autoptr(GBytes) style = g_bytes_new(css, size);
    struct epub_parts parts = {xhtml, pages, cover, style, work};

    write_picture(cover->data, cover->len);
    bool good = epub_pack(&parts, &publication, out, diag);
    g_autofree char *found = findings(diag);
    g_assert_cmpstr(found, ==, "");
    g_assert_true(good);
    return g_steal_pointer(&out);
}

static void
test_language(gconstpointer data)
{
    const char *lang = data, *samples = g_getenv("EPUB_SAMPLES");
    g_autoptr(diag) diag = diag_new();
    xmlDoc *brochure = xml_read("tests/golden/brochure", "example.xml", diag);
    xmlNodeSetLang(xmlDocGetRootElement(brochure), (const xmlChar *)lang);
    xmlDoc *xhtml = applied(book, brochure);
    struct page list[MOST_PAGES];
    struct page_start starts[MOST_PAGES];
    char labels[MOST_PAGES][4];

    unsigned count = make_starts(xhtml, starts);
    for (unsigned i = 0; i < count; i++) {
        g_snprintf(labels[i], sizeof labels[i], "%u", i + 1);
        list[i] = (struct page){.label = labels[i], .number = i + 1};
    }
    struct pages pages = {
        .pages = list, .page_count = count, .starts = starts, .start_count = count};
    g_autoptr(GByteArray) archive = pack(xhtml, lang, &pages);
    if (samples != NULL) {
        g_autofree char *path = g_strdup_printf("%s/%s.epub", samples, lang);
        g_assert_true(g_file_set_contents(path, (char *)archive->data, archive->len, NULL));
    }
    xmlFreeDoc(xhtml);
    xml_free(brochure);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_autoptr(diag) diag = diag_new();
    work = g_dir_make_tmp("fichepress-XXXXXX", NULL);
    stylesheets_load();
    for (enum language language = 0; language < LANGUAGE_COUNT; language++) {
        g_autofree char *path = g_strdup_printf("/epub/brochure/%s", language_name(language));
        g_test_add_data_func(path, language_name(language), test_language);
    }
    int status = g_test_run();
    stylesheets_free();
    g_assert_true(file_remove_tree(work, diag));
    g_free(work);
    return status;
}
