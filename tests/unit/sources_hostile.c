#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "unit/repository.h"
#include "unit/test.h"

/* A fiche that wants to harm: the run ends soon, with a message that names it, and nothing of it or
 * of what it reaches for gets in. */

enum { SOON = 20 }; /* seconds of the processor; what is refused here would take minutes */

static double
seconds(void)
{
    return (double)clock() / CLOCKS_PER_SEC;
}

static void
ends(const char *root, const char *expected)
{
    const double start = seconds();
    sources_free(repository_load(root, expected));
    g_assert_cmpfloat(seconds() - start, <, SOON);
}

static void
ends_with(const char *text, const char *expected)
{
    char *root = repository_new();
    repository_write(root, A, text);
    ends(root, expected);
    repository_free(root);
}

static void
test_entities(void)
{
    ends_with("<?xml version='1.0'?>\n<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
              "<!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;'>"
              "<!ENTITY d '&c;&c;&c;&c;&c;&c;&c;'>]><x>&d;&d;&d;&d;</x>",
              "A:2:1: error[E0104]: a DOCTYPE is refused, whatever it says\n");
    ends_with("<!DOCTYPE x [<!ENTITY % a '&#37;b;&#37;b;'><!ENTITY % b '&#37;a;&#37;a;'>%a;]><x/>",
              "A:1:1: error[E0104]: a DOCTYPE is refused, whatever it says\n");
    ends_with("<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>",
              "A:1:1: error[E0104]: a DOCTYPE is refused, whatever it says\n");
    ends_with(
        "<x xmlns:xi='http://www.w3.org/2001/XInclude'><metadatas/><contents><nl><title>x"
        "</title><summary><xi:include href='/etc/passwd' parse='text'/>x</summary></nl>"
        "</contents></x>",
        "A:1:89: note[E0328]: <summary> is read in fiches only\n"
        "A_ROWS:1: warning[E0323]: A_01 is a page for everybody, its criteria are not read\n");
}

static void
test_shapes(void)
{
    g_autoptr(GString) deep = g_string_new("<x>");
    for (int i = 0; i < 100000; i++)
        g_string_append(deep, "<a>");
    ends_with(deep->str, "A:1:193: error[E0107]: more than 64 elements inside each other\n");
    g_autoptr(GString) wide = g_string_new("<x");
    for (int i = 0; i < 300000; i++)
        g_string_append_printf(wide, " a%d=''", i);
    g_string_append(wide, "/>");
    ends_with(wide->str, "A:1:1: error[E0107]: more than 200 attributes on one element\n");
    g_autoptr(GString) large = g_string_new("<x>");
    while (large->len <= FILE_LIMIT)
        g_string_append(large, "<!-- not much in here, but a lot of it -->\n");
    ends_with(large->str, "A:1: error[E0102]: A has 8388615 bytes\n");
    ends_with("", "A:1: error[E0102]: A has 0 bytes\n");
}

/* Mistakes without end are told in a few lines, and cost no more than their bytes. */
static void
test_noise(void)
{
    char *root = repository_new();
    g_autoptr(GString) row = g_string_new("<r subject='pension'><x><destination>spain");
    for (int i = 0; i < 500000; i++)
        g_string_append_printf(row, ";n%d", i);
    g_string_append(row, "</destination><nationality>belgium</nationality><status>employee</status>"
                         "</x></r>");
    repository_write(root, A_ROWS, row->str);
    g_autoptr(GString) prose =
        g_string_new("<f>" METADATAS "<contents><nl><title>x</title><summary>");
    for (int i = 0; i < 150000; i++)
        g_string_append_printf(prose, "<p a%d='' b%d='' c%d='' d%d=''>x</p>", i % 2400, i % 2400,
                               i % 2400, i % 2400);
    g_string_append(prose, "</summary></nl></contents></f>");
    repository_write(root, A, prose->str);
    g_autoptr(diag) diag = diag_new();
    const double start = seconds();
    g_assert_null(sources_load(root, diag));
    g_assert_cmpfloat(seconds() - start, <, SOON);
    g_assert_cmpuint(diag_count(diag, DIAG_ERROR), ==, 21);
    repository_free(root);
}

static void
test_bytes(void)
{
    ends_with("<x>\xff</x>", "A:1:4: error[E0105]: byte 0xff is not valid UTF-8\n");
    ends_with("<x>\xc0\x80</x>", "A:1:4: error[E0105]: byte 0xc0 is not valid UTF-8\n");
    ends_with("\x1f\x8b\x08 packed", "A:1: error[E0103]: this is a gzip file\n");
    ends_with("%PDF-1.7", "A:1: error[E0103]: this is a PDF file\n");
    ends_with("Dear colleagues", "A:1:1: error[E0103]: Start tag expected, '<' not found\n");
    char *root = repository_new();
    repository_write_bytes(root, A, "<x>\0</x>", 8);
    ends(root, "A:1:4: error[E0105]: byte 0x00 is not valid UTF-8\n");
    gsize size;
    g_autofree char *wide = g_convert("\ufeff" PLAIN, -1, "UTF-16LE", "UTF-8", NULL, &size, NULL);
    repository_write_bytes(root, A, wide, size);
    ends(root, "A:1:1: warning[E0106]: the file is in UTF-16 and was converted\n");
    repository_free(root);
}

/* Replaces a file of the repository by something that is none. */
static char *
without(const char *root, const char *path)
{
    char *full = g_build_filename(root, path, NULL);
    g_assert_cmpint(g_unlink(full), ==, 0);
    return full;
}

static void
test_files(void)
{
    static const char not_opened[] = "A:1: error[E0101]: A cannot be opened: it is, or lies "
                                     "behind, a symbolic link\n";
    char *root = repository_new();
    g_autofree char *fiche = without(root, A);
    g_assert_cmpint(symlink("/etc/passwd", fiche), ==, 0);
    ends(root, not_opened);
    g_assert_cmpint(g_unlink(fiche), ==, 0);
    g_assert_cmpint(symlink("B_01.xml", fiche), ==, 0);
    ends(root, not_opened);
    g_assert_cmpint(g_unlink(fiche), ==, 0);
    g_assert_cmpint(mkfifo(fiche, 0600), ==, 0);
    ends(root, "A:1: error[E0101]: A is not a regular file\n");
    repository_free(root);
}

static void
test_linked_folders(void)
{
    char *root = repository_new();
    g_autofree char *loop = g_build_filename(root, "leaving_belgium/themas/loop", NULL);
    g_assert_cmpint(symlink("../themas", loop), ==, 0);
    ends(root, "leaving_belgium/themas/loop:1: error[E0802]: leaving_belgium/themas/loop cannot be "
               "listed: it is, or lies behind, a symbolic link\n");
    repository_free(root);
}

/* All that is wrong in all files, in one run. */
static void
test_everything_at_once(void)
{
    char *root = repository_new();
    repository_write(root, A, "<x>");
    repository_write(
        root, "leaving_belgium/themas/Demo/Page.xml",
        FICHE("<metadatas><internal_links_LB>A_01</internal_links_LB></metadatas>", ""));
    repository_write(root, B, FICHE(METADATAS, "<a href='x:y'>z</a>"));
    repository_write(root, B_ROWS, "<x subject='y'/>");
    repository_write(root, "edition.xml", "<editoin/>");
    repository_write(root, "gaps.xml", "");
    ends(root, "B_ROWS:1:1: warning[E0322]: the criteria of B_01 have no row, so it applies to "
               "nobody\n"
               "leaving_belgium/themas/Demo/Page.xml:1:1: warning[E0322]: Page has no criteria, so "
               "it applies to nobody\n"
               "B_ROWS:1:1: error[E0316]: \"y\" is no subject\n"
               "B:5:46: error[E0418]: \"x:y\" has a scheme that is not allowed\n"
               "edition.xml:1:1: error[E0108]: in <editoin>: Expecting element edition, got "
               "editoin\n"
               "gaps.xml:1: error[E0102]: gaps.xml has 0 bytes\n"
               "A:1:4: error[E0103]: the file ends before <x> of line 1 is closed\n");
    repository_free(root);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/hostile/entities", test_entities);
    g_test_add_func("/hostile/shapes", test_shapes);
    g_test_add_func("/hostile/noise", test_noise);
    g_test_add_func("/hostile/bytes", test_bytes);
    g_test_add_func("/hostile/files", test_files);
    g_test_add_func("/hostile/linked-folders", test_linked_folders);
    g_test_add_func("/hostile/everything-at-once", test_everything_at_once);
    return g_test_run();
}
