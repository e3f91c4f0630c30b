#include "base/xml.h"

#include <libxslt/transform.h>
#include <libxslt/xsltInternals.h>
#include <string.h>

#include "unit/findings.h"
#include "unit/test.h"

static void
reads(const char *text, const char *expected)
{
    g_autoptr(diag) diag = diag_new();
    xmlDoc *doc = xml_read_memory("a.xml", text, strlen(text), diag);
    g_autofree char *found = findings(diag);
    g_assert_cmpstr(found, ==, expected);
    g_assert_true((doc == NULL) == (diag_count(diag, DIAG_ERROR) > 0));
    xml_free(doc);
}

static void
test_places(void)
{
    static const char text[] =
        "<?xml version=\"1.0\"?>\n"
        "<r\n  a='>'>é <b\n\n x=\"1\"/><!-- <z> --><c><![CDATA[<y>]]></c>\r\n"
        "\t<d/>text</r>\n";
    g_autoptr(diag) diag = diag_new();
    xmlDoc *doc = xml_read_memory("dir/a b.xml", text, strlen(text), diag);
    g_assert_nonnull(doc);
    const xmlNode *root = xmlDocGetRootElement(doc);
    const struct {
        const xmlNode *node;
        int line, column;
    } cases[] = {
        {root, 2, 1},
        {xml_child(root, "b"), 3, 11},
        {xml_child(root, "c"), 5, 21},
        {xml_child(root, "c")->children, 5, 21},
        {xml_child(root, "d"), 6, 2},
        {xml_child(root, "d")->next, 2, 1},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct place place = xml_place(cases[i].node);
        g_assert_cmpstr(place.file, ==, "dir/a b.xml");
        g_assert_cmpint(place.line, ==, cases[i].line);
        g_assert_cmpint(place.column, ==, cases[i].column);
    }
    xml_free(doc);
}

/* Beyond libxml2's buffer and its 65,535 lines. */
static void
test_places_far_away(void)
{
    g_autoptr(diag) diag = diag_new();
    g_autoptr(GString) text = g_string_new("<r>");
    enum { LINES = 100000 };
    for (int i = 0; i < LINES; i++)
        g_string_append(text, "\n   <e i='éé'></e>");
    g_string_append(text, "</r>");
    xmlDoc *doc = xml_read_memory("a.xml", text->str, text->len, diag);
    g_assert_nonnull(doc);
    int line = 1, wrong = 0;
    const xmlNode *node = xml_child(xmlDocGetRootElement(doc), "e");
    for (; node; node = xml_next(node, "e")) {
        const struct place place = xml_place(node);
        wrong += place.line != ++line || place.column != 4;
    }
    g_assert_cmpint(line, ==, LINES + 1);
    g_assert_cmpint(wrong, ==, 0);
    xml_free(doc);
}

static void
test_malformed(void)
{
    reads("<a>\n<b></a>", "a.xml:2:4: error[E0103]: <b> of line 2 is closed by </a>\n");
    reads("<a>\n <b>x", "a.xml:2:6: error[E0103]: the file ends before <b> of line 2 is closed\n");
    reads("<a>&nbsp;\n&eacute;</a>", "a.xml:1:4: error[E0103]: Entity 'nbsp' not defined\n"
                                     "a.xml:2:1: error[E0103]: Entity 'eacute' not defined\n");
    reads("<a><fp:b/></a>", "a.xml:1:4: error[E0103]: Namespace prefix fp on b is not defined\n");
    reads("<a/><b/>", "a.xml:1:5: error[E0103]: Extra content at the end of the document\n");
    reads("", "a.xml:1:1: error[E0103]: Document is empty\n");
    reads("<a x='1' x='2'/>", "a.xml:1:15: error[E0103]: Attribute x redefined\n");
    reads("no XML", "a.xml:1:1: error[E0103]: Start tag expected, '<' not found\n");
    reads("\x1f\x8b\x08", "a.xml:1: error[E0103]: this is a gzip file\n");
}

static void
test_doctype(void)
{
    static const char expected[] =
        "a.xml:2:1: error[E0104]: a DOCTYPE is refused, whatever it says\n";
    reads("<?xml version=\"1.0\"?>\n<!DOCTYPE a><a/>", expected);
    reads("<!-- <!DOCTYPE a> -->\n<!doctype html><a/>", expected);
    reads("<?x?>\n<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>", expected);
    reads("<!-- <!DOCTYPE a> --><a><![CDATA[<!DOCTYPE a>]]></a>", "");
}

static void
reads_bytes(const void *bytes, size_t size, const char *expected, const char *text)
{
    g_autoptr(diag) diag = diag_new();
    xmlDoc *doc = xml_read_memory("a.xml", bytes, size, diag);
    g_autofree char *found = findings(diag);
    g_assert_cmpstr(found, ==, expected);
    if (doc) {
        g_autofree char *content = xml_text(xmlDocGetRootElement(doc));
        g_assert_cmpstr(content, ==, text);
    }
    xml_free(doc);
}

static void
test_encodings(void)
{
    reads("<?xml version='1.0' encoding='utf-8'?><a/>", "");
    reads("\xef\xbb\xbf<a/>", "");
    reads("<?xml version='1.0' encoding='US-ASCII'?><a/>",
          "a.xml:1:1: warning[E0106]: the file states the encoding \"US-ASCII\" and is read as "
          "UTF-8\n");
    reads("<a>\n é\xff</a>", "a.xml:2:3: error[E0105]: byte 0xff is not valid UTF-8\n");
    reads("<a>\xed\xa0\x80</a>", "a.xml:1:4: error[E0105]: byte 0xed is not valid UTF-8\n");
    reads("<?xml version='1.0' encoding='koi8-r'?><a/>",
          "a.xml:1:1: error[E0105]: the encoding \"koi8-r\" is not supported\n");
    reads_bytes("<a>\0</a>", 8, "a.xml:1:4: error[E0105]: byte 0x00 is not valid UTF-8\n", "");
    static const char latin[] = "<?xml version='1.0' encoding='ISO-8859-15'?><a>\xa4\xe9</a>";
    reads_bytes(latin, strlen(latin),
                "a.xml:1:1: warning[E0106]: the file is in ISO-8859-15 and was converted\n", "€é");
    static const char windows[] = "<?xml version='1.0' encoding=\"Windows-1252\"?><a>\x80\x93</a>";
    reads_bytes(windows, strlen(windows),
                "a.xml:1:1: warning[E0106]: the file is in WINDOWS-1252 and was converted\n", "€“");
    static const char hole[] = "<?xml version='1.0' encoding=\"Windows-1252\"?><a>\x81</a>";
    reads_bytes(
        hole, strlen(hole),
        "a.xml:1: error[E0105]: byte 49 means nothing in WINDOWS-1252, the encoding that the "
        "file states\n",
        "");
    reads_bytes("\xff\xfe<\0a\0>\0\x5f\x30<\0/\0a\0>\0", 18,
                "a.xml:1:1: warning[E0106]: the file is in UTF-16 and was converted\n", "た");
    reads_bytes("\xfe\xff\0<\0a\0/\0>", 10,
                "a.xml:1:1: warning[E0106]: the file is in UTF-16 and was converted\n", "");
    reads_bytes("\xff\xfe<\0a\0>\0\x00\x00<\0/\0a\0>\0", 18,
                "a.xml:1:4: error[E0105]: the character U+0000 cannot stand in XML\n", "");
    reads_bytes("\xff\xfe\0\0<\0\0\0", 8,
                "a.xml:1: error[E0105]: the encoding UTF-32 is not supported\n", "");
}

/* middle has a %u for the number. */
static GString *
repeated(const char *start, const char *middle, unsigned count, const char *end)
{
    GString *text = g_string_new(start);
    for (unsigned i = 0; i < count; i++) {
        g_auto(GStrv) parts = g_strsplit(middle, "%u", 2);
        g_string_append_printf(text, "%s%u%s", parts[0], i, parts[1]);
    }
    return g_string_append(text, end);
}

static void
test_limits(void)
{
    static const struct {
        const char *start, *middle;
        unsigned count;
        const char *end, *expected;
    } cases[] = {
        {"<r ", "a%u='1' ", 200, "/>", ""},
        {"<r ", "a%u='1' ", 500000, "/>",
         "a.xml:1:1: error[E0107]: more than 200 attributes on one element\n"},
        {"<r ", "xmlns:a%u='u:1' ", 201, "/>",
         "a.xml:1:1: error[E0107]: more than 200 attributes on one element\n"},
        {"<r>\n", "<e b='%u'/>", 199999, "</r>", ""},
        {"<r>\n", "<e%u/>", 9999, "</r>", ""},
        {"<r>\n", "<e%u/>", 10000, "</r>",
         "a.xml:2:78883: error[E0107]: more than 10000 different names\n"},
        {"<r>\n", "<e\ta%u='' />", 10000, "</r>",
         "a.xml:2:138863: error[E0107]: more than 10000 different names\n"},
        {"<r>\n", "<e n='%u'/>", 200000, "</r>",
         "a.xml:2:2888876: error[E0107]: more than 200000 elements\n"},
        {"", "<e n='%u'>", 65, "",
         "a.xml:1:631: error[E0107]: more than 64 elements inside each other\n"},
        {"<r>", "<e n='%u'></e>", 1000, "</r>", ""},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GString) text =
            repeated(cases[i].start, cases[i].middle, cases[i].count, cases[i].end);
        reads(text->str, cases[i].expected);
    }
}

/* Declarations pile up over nested elements; each lookup would run through all of them. */
static void
test_namespaces_in_scope(void)
{
    g_autoptr(GString) text = g_string_new("");
    for (int depth = 0; depth < 3; depth++) {
        g_string_append(text, "\n<r");
        for (int i = 0; i < 150; i++)
            g_string_append_printf(text, " xmlns:p%d-%d='u:%d'", depth, i, i);
        g_string_append(text, ">");
    }
    g_string_append(text, "</r></r></r>");
    reads(text->str,
          "a.xml:4:1: error[E0107]: more than 400 namespace declarations around one element\n");
}

static void
test_digest(void)
{
    g_autoptr(diag) diag = diag_new();
    xmlDoc *doc = xml_read_memory("a.xml", "<a/>", 4, diag);
    g_assert_cmpstr(xml_digest(doc), ==,
                    "29114363f749a0226b6988dda3ca2492a954117ab6b5f382706c20300dabc079");
    xml_free(doc);
}

static void
test_small_readers(void)
{
    static const char text[] =
        "<r xmlns:x='u:x' a=' 1 ' x:b='2'> <x:e>  \xc2\xa0 é<i>n</i><!-- no --><![CDATA[ & ]]>"
        "\n</x:e>t<e/><f/></r>";
    g_autoptr(diag) diag = diag_new();
    xmlDoc *doc = xml_read_memory("a.xml", text, strlen(text), diag);
    const xmlNode *root = xmlDocGetRootElement(doc);
    const xmlNode *first = xml_child(root, "e");
    g_autofree char *content = xml_text(first);
    g_assert_cmpstr(content, ==, "én &");
    g_autofree char *nothing = xml_text(xml_next(first, "e"));
    g_assert_cmpstr(nothing, ==, "");
    g_autofree char *a = xml_attribute(root, "a");
    g_assert_cmpstr(a, ==, "1");
    g_assert_null(xml_attribute(root, "b"));
    g_assert_true(xml_is(xml_next(xml_next(first, NULL), NULL), "f"));
    g_assert_null(xml_next(first, "r"));
    g_assert_null(xml_child(root, "i"));
    xml_free(doc);
}

/* Places survive libxslt's own use of the tree, and it may free what it took over. */
static void
test_stylesheet(void)
{
    static const char sheet[] =
        "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'>\n"
        "<xsl:strip-space elements='*'/><xsl:key name='k' match='b' use='.'/>\n"
        "<xsl:template match='/'><o><xsl:for-each select='//b'><xsl:sort select='.'/>"
        "<xsl:value-of select=\"generate-id(key('k', .))\"/></xsl:for-each></o></xsl:template>\n"
        "</xsl:stylesheet>";
    static const char input[] = "<a>\n <b>2</b>\n  <b>1</b></a>";
    g_autoptr(diag) diag = diag_new();
    xmlDoc *style_doc = xml_read_memory("s.xsl", sheet, strlen(sheet), diag);
    xmlDoc *doc = xml_read_memory("a.xml", input, strlen(input), diag);
    xsltStylesheet *style = xsltParseStylesheetDoc(style_doc);
    g_assert_nonnull(style);
    xmlDoc *result = xsltApplyStylesheet(style, doc, NULL);
    g_assert_nonnull(result);
    const xmlNode *template = xml_child(xmlDocGetRootElement(style_doc), "template");
    g_assert_cmpint(xml_place(template).line, ==, 3);
    g_assert_cmpint(xml_place(xml_child(xmlDocGetRootElement(doc), "b")).column, ==, 2);
    g_assert_null(xml_place(xmlDocGetRootElement(result)).file);
    g_assert_cmpint(strlen(xml_digest(style_doc)), ==, 64);
    xmlFreeDoc(result);
    xsltFreeStylesheet(style);
    xml_free(doc);
}

static void
validates(const char *text, const char *expected)
{
    g_autoptr(diag) diag = diag_new();
    xmlDoc *doc = xml_read_memory("a.xml", text, strlen(text), diag);
    const bool valid = xml_validate(doc, "gaps", diag);
    g_autofree char *found = findings(diag);
    g_assert_cmpstr(found, ==, expected);
    g_assert_true(valid == (*expected == 0));
    xml_free(doc);
}

#define REASON "<reason lang='en'>x</reason>"

static void
test_schema(void)
{
    validates("<gaps/>", "");
    validates("<gaps><gap date='2026-01-01'>" REASON "</gap></gaps>", "");
    validates("<gaps>\n <gap date='2026-01-01'>" REASON "</gap>\n <gap date='x'>" REASON
              "</gap>\n</gaps>",
              "a.xml:3:2: error[E0108]: in <gap>: Type date doesn't allow value 'x'\n"
              "a.xml:3:16: error[E0108]: in <reason>: Element gap failed to validate attributes\n");
    validates("<gaps>\n <gap>" REASON "</gap></gaps>",
              "a.xml:2:7: error[E0108]: in <reason>: Element gap failed to validate attributes\n");
    validates("<gaps>\n <gap date='2026-01-01'>because</gap></gaps>",
              "a.xml:2:2: error[E0108]: in <gap>: Did not expect text in element gap content\n");
    validates("<gaps>\n <gab/></gaps>",
              "a.xml:2:2: error[E0108]: in <gab>: Did not expect element gab there\n");
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/xml/places", test_places);
    g_test_add_func("/xml/places-far-away", test_places_far_away);
    g_test_add_func("/xml/malformed", test_malformed);
    g_test_add_func("/xml/doctype", test_doctype);
    g_test_add_func("/xml/encodings", test_encodings);
    g_test_add_func("/xml/limits", test_limits);
    g_test_add_func("/xml/namespaces-in-scope", test_namespaces_in_scope);
    g_test_add_func("/xml/digest", test_digest);
    g_test_add_func("/xml/small-readers", test_small_readers);
    g_test_add_func("/xml/stylesheet", test_stylesheet);
    g_test_add_func("/xml/schema", test_schema);
    return g_test_run();
}
