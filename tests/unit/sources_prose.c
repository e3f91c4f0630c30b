#include "base/xml.h"

#include "unit/repository.h"
#include "unit/test.h"

/* What becomes of prose: the English description of the usual fiche, in line 4. */

static char *
prose_of(const struct sources *sources)
{
    const struct fiche *fiche = sources_fiche(sources, LEAVING, "A_01");
    const struct version *version = fiche->version[LANGUAGE_EN];
    if (!version)
        return g_strdup("no text");
    xmlBuffer *buffer = xmlBufferCreate();
    for (xmlNode *node = version->description->children; node; node = node->next)
        xmlNodeDump(buffer, node->doc, node, 0, 0);
    char *text = g_strdup((const char *)xmlBufferContent(buffer));
    xmlBufferFree(buffer);
    g_auto(GStrv) parts = g_strsplit(text, "h:", -1);
    g_free(text);
    return g_strjoinv("", parts);
}

static void
becomes_in(const char *root, const char *text, const char *prose, const char *expected)
{
    g_autofree char *fiche =
        g_strconcat("<fiche xmlns:fp='urn:fichepress:1'>" METADATAS
                    "<contents>\n" VERSION("nl", "N", "n") VERSION("fr", "F", "f")
                        VERSION("de", "D", "d") "<en><title>E</title>\n\n<description><html>"
                                                "<body>",
                    text, "</body></html></description></en></contents></fiche>", NULL);
    repository_write(root, A, fiche);
    g_autoptr(sources) sources = repository_load(root, expected);
    g_autofree char *got = sources ? prose_of(sources) : NULL;
    g_assert_cmpstr(got, ==, prose);
}

struct prose_case {
    const char *text;
    const char *prose; /* NULL: an error */
    const char *expected;
};

static void
becomes(const struct prose_case *cases, unsigned count)
{
    char *root = repository_new();
    for (unsigned i = 0; i < count; i++)
        becomes_in(root, cases[i].text, cases[i].prose, cases[i].expected);
    repository_free(root);
}

#define BECOMES(...)                                                                               \
    do {                                                                                           \
        static const struct prose_case table[] = {__VA_ARGS__};                                    \
        becomes(table, G_N_ELEMENTS(table));                                                       \
    } while (0)

static void
test_elements(void)
{
    BECOMES({"<p>a <b>b</b>c</p>\n<ul><li/></ul>", "<p>a <b>b</b>c</p>\n<ul><li/></ul>", ""},
            {"<P><STRONG>a</STRONG></P>", "<p><strong>a</strong></p>", ""},
            {"<p xmlns='http://www.w3.org/1999/xhtml'>a</p>",
             "<p xmlns=\"http://www.w3.org/1999/xhtml\">a</p>", ""},
            {"<p>a<!-- b --><?c d?><![CDATA[<e>&]]></p>", "<p>a&lt;e&gt;&amp;</p>", ""},
            {"a<font>b<i>c</i></font>d<font>e</font>", "ab<i>c</i>de",
             "A:4:27: warning[E0416]: <font> was taken away and its content kept, 2 times in this "
             "file\n"},
            {"<section>a</section><pre>b</pre>", "<div>a</div><div>b</div>",
             "A:4:26: warning[E0416]: <section> was taken away and its content kept\n"
             "A:4:46: warning[E0416]: <pre> was taken away and its content kept\n"},
            {"a<script>b</script><m:x xmlns:m='m'>c</m:x><object>d</object>e", "ae",
             "A:4:27: warning[E0416]: <script> and what it holds were left out\n"
             "A:4:45: warning[E0416]: <m:x> and what it holds were left out\n"
             "A:4:69: warning[E0416]: <object> and what it holds were left out\n"},
            {"a<svg><text>b</text></svg>", NULL,
             "A:4:27: error[E0423]: SVG in the text is not accepted\n"},
            {"<font xmlns:x='urn:fichepress:1'>a<x:when country='tr'>b</x:when></font>",
             "a<fp:when country=\"tr\">b</fp:when>",
             "A:4:26: warning[E0416]: <font> was taken away and its content kept\n"},
            {"<fp:wen>b</fp:wen>", NULL, "A:4:26: error[E0333]: <fp:wen> does not exist\n"},
            {"<script>a</script> ", "no text",
             "A:4:26: warning[E0416]: <script> and what it holds were left out\n"});
}

static void
test_attributes(void)
{
    BECOMES(
        {"<p class='x' lang='fr' dir='ltr' title='t' id='i'>a</p><p class='y'>b</p>",
         "<p dir=\"ltr\" title=\"t\" xml:lang=\"fr\">a</p><p>b</p>",
         "A:4:26: warning[E0417]: the attribute class of <p> was left out, 2 times in this file\n"
         "A:4:26: warning[E0417]: the attribute id of <p> was left out\n"},
        {"<p DIR='ltr' dir='rtl' Title='t'>a</p>", "<p dir=\"rtl\" title=\"t\">a</p>",
         "A:4:26: warning[E0417]: the attribute dir of <p> was left out\n"},
        {"<p lang='fr' xml:lang='fr'>a</p>", "<p xml:lang=\"fr\">a</p>", ""},
        {"<p lang='fr' xml:lang='de'>a</p>", "<p xml:lang=\"de\">a</p>", ""},
        {"<p lang='\xc3\xa9' dir='up'>a</p>", "<p>a</p>",
         "A:4:26: warning[E0417]: the attribute dir of <p> was left out\n"
         "A:4:26: warning[E0417]: the attribute lang of <p> was left out\n"},
        {"<blockquote fp:callout='deadline'>a</blockquote><blockquote "
         "fp:callout='x'>b</blockquote>",
         "<blockquote data-callout=\"deadline\">a</blockquote><blockquote>b</blockquote>",
         "A:4:74: warning[E0417]: the attribute callout of <blockquote> was left out\n"},
        {"<p fp:callout='deadline'>a</p><blockquote data-callout='warning'>b</blockquote>",
         "<p>a</p><blockquote>b</blockquote>",
         "A:4:26: warning[E0417]: the attribute callout of <p> was left out\n"
         "A:4:56: warning[E0417]: the attribute data-callout of <blockquote> was left out\n"},
        {"<table><tr><th SCOPE='col' colspan='2'>a</th></tr><tr><td scope='row' rowspan='0'>b</td>"
         "<td colspan='x'>c</td></tr></table>",
         "<table><tr><th scope=\"col\" colspan=\"2\">a</th></tr><tr><td>b</td><td>c</td></tr>"
         "</table>",
         "A:4:80: warning[E0417]: the attribute rowspan of <td> was left out\n"
         "A:4:80: warning[E0417]: the attribute scope of <td> was left out\n"
         "A:4:114: warning[E0417]: the attribute colspan of <td> was left out\n"});
}

static void
test_links(void)
{
    BECOMES(
        {"<a href='https://www.x.org/é?a=b&amp;c#d'>x</a>",
         "<a href=\"https://www.x.org/%C3%A9?a=b&amp;c#d\">x</a>", ""},
        {"<a href='MAILTO:a@b.be'>x</a><a href='tel:+32 (0)2/1'>y</a>",
         "<a href=\"mailto:a@b.be\">x</a><a href=\"tel:+32021\">y</a>", ""},
        {"<a href='A_01'>x</a><a href='../Demo/A_01.xml#x'>y</a><a href='#A_01'>z</a>",
         "<a href=\"#fiche-A_01\">x</a><a href=\"#fiche-A_01\">y</a>"
         "<a href=\"#fiche-A_01\">z</a>",
         ""},
        {"<a href='java\tscript:x'>x</a>", "x",
         "A:4:26: warning[E0419]: \"java script:x\" leads nowhere outside of a website\n"},
        {"<a href='java&#10;script:x'>x</a>", NULL,
         "A:4:26: error[E0418]: \"javascript:x\" has a scheme that is not allowed\n"},
        {"<a href='http://user:pw@x.org/'>x</a>", NULL,
         "A:4:26: error[E0418]: \"http://user:pw@x.org/\" carries a user's name\n"},
        {"<a href='file:///etc/passwd'>x</a>", NULL,
         "A:4:26: error[E0418]: \"file:///etc/passwd\" has a scheme that is not allowed\n"},
        {"<a href='/nl/x'>a</a><a href='www.x.org:80/'>b</a><a href='#note'>c</a><a name='n'>d</a>",
         "abcd",
         "A:4:26: warning[E0419]: \"/nl/x\" leads nowhere outside of a website\n"
         "A:4:47: warning[E0419]: \"www.x.org:80/\" leads nowhere outside of a website\n"
         "A:4:76: warning[E0419]: \"#note\" leads nowhere outside of a website\n"
         "A:4:97: warning[E0417]: the attribute name of <a> was left out\n"},
        {"<a href='https:/x.org'>a</a><a href='mailto:x'>b</a><a href='tel:x'>c</a>", "abc",
         "A:4:26: warning[E0419]: \"https:/x.org\" names no host\n"
         "A:4:54: warning[E0419]: \"mailto:x\" names no mailbox\n"
         "A:4:78: warning[E0419]: \"tel:x\" is no telephone number\n"},
        {"<a href=' https://x.org/a b%zz '>a</a>", "<a href=\"https://x.org/a%20b%25zz\">a</a>",
         "A:4:26: warning[E0419]: \"https://x.org/a b%zz\" was read as "
         "https://x.org/a%20b%25zz\n"},
        {"a<a href='https://x.org'> </a><a href='https://x.org'>Klik hier</a>",
         "a<a href=\"https://x.org\">Klik hier</a>",
         "A:4:27: warning[E0420]: the link to \"https://x.org\" has no text and was left out\n"
         "A:4:56: warning[E0420]: the link text \"Klik hier\" says nothing\n"},
        {"<a href='https://a.be/'>Hier  klicken!</a>",
         "<a href=\"https://a.be/\">Hier  klicken!</a>",
         "A:4:26: warning[E0420]: the link text \"Hier  klicken!\" says nothing\n"});
}

/* A PNG of one grey pixel. */
static const unsigned char pixel[] = {
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48,
    0x44, 0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00,
    0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78,
    0x9c, 0x63, 0x60, 0x00, 0x00, 0x00, 0x02, 0x00, 0x01, 0x48, 0xaf, 0xa4, 0x71, 0x00,
    0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82};

static void
test_images(void)
{
    static const struct prose_case cases[] = {
        {"a<img src='p.png' alt='P' width='9'/>",
         "a<img src=\"leaving_belgium/themas/Demo/p.png\" alt=\"P\"/>",
         "A:4:27: warning[E0417]: the attribute width of <img> was left out\n"},
        {"a<img src='../../../shared/p.bin' alt=''/>", "a<img src=\"shared/p.bin\" alt=\"\"/>", ""},
        {"a<img src='p.png'/>", "a<img src=\"leaving_belgium/themas/Demo/p.png\" alt=\"\"/>",
         "A:4:27: warning[E0422]: the image p.png has no alt\n"},
        {"a<img alt=''/>", NULL, "A:4:27: error[E0421]: \"\" names no file\n"},
        {"a<img src='q.png' alt=''/>", NULL,
         "A:4:27: error[E0421]: \"leaving_belgium/themas/Demo/q.png\" does not exist\n"},
        {"a<img src='../../../../p.png' alt=''/>", NULL,
         "A:4:27: error[E0421]: \"../../../../p.png\" leads out of the repository or has a name "
         "that cannot be used\n"},
        {"a<img src='p%2epng' alt=''/>", NULL,
         "A:4:27: error[E0421]: \"p%2epng\" leads out of the repository or has a name that cannot "
         "be "
         "used\n"},
        {"a<img src='https://x.org/p.png' alt=''/>", NULL,
         "A:4:27: error[E0421]: \"https://x.org/p.png\" is no file of the repository\n"},
        {"a<img src='data:image/png;base64,' alt=''/>", NULL,
         "A:4:27: error[E0421]: \"data:image/png;base64,\" is no file of the repository\n"},
        {"a<img src='s.png' alt=''/>", NULL,
         "A:4:27: error[E0423]: \"leaving_belgium/themas/Demo/s.png\" is an SVG image\n"},
    };
    char *root = repository_new();
    repository_write_bytes(root, "leaving_belgium/themas/Demo/p.png", pixel, sizeof pixel);
    repository_write_bytes(root, "shared/p.bin", pixel, sizeof pixel);
    repository_write(root, "leaving_belgium/themas/Demo/s.png", "<?xml version='1.0'?><svg/>");
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++)
        becomes_in(root, cases[i].text, cases[i].prose, cases[i].expected);
    repository_write(root, "leaving_belgium/themas/Demo/p.png", "\x89PNG no more");
    g_autoptr(diag) diag = diag_new();
    repository_write(root, A, FICHE(METADATAS, "<img src='p.png' alt='P'/>"));
    g_assert_null(sources_load(root, diag));
    g_autofree char *found = repository_findings(diag);
    g_assert_cmpstr(found, ==,
                    "A:5:46: error[E0421]: \"leaving_belgium/themas/Demo/p.png\" cannot be used: "
                    "neither a PNG nor a JPEG picture\n");
    repository_free(root);
}

static void
test_headings_and_tables(void)
{
    BECOMES({"<h2>a</h2><h4>b</h4>b<h1> </h1><h2>c</h2>c", "<h2>a</h2><h4>b</h4>b<h2>c</h2>c",
             "A:4:36: warning[E0424]: <h4> follows <h2>\n"
             "A:4:47: warning[E0424]: <h1> is empty and was left out\n"},
            {"<table><tr><td>a</td></tr></table>", "<table><tr><td>a</td></tr></table>",
             "A:4:26: warning[E0425]: a table has no header cells\n"},
            {"<table><tr><th rowspan='2'>a</th><td>b</td></tr><tr><td>c</td></tr></table>",
             "<table><tr><th rowspan=\"2\">a</th><td>b</td></tr><tr><td>c</td></tr></table>", ""},
            {"<table><thead><tr><th>a</th><th>b</th></tr></thead><tr><td>c</td></tr></table>",
             "<table><thead><tr><th>a</th><th>b</th></tr></thead><tr><td>c</td></tr></table>",
             "A:4:26: warning[E0426]: the rows of a table have from 1 to 2 columns\n"},
            {"<table><tr><th colspan='9'>a</th></tr></table>",
             "<table><tr><th colspan=\"9\">a</th></tr></table>",
             "A:4:26: warning[E0426]: a table has 9 columns\n"},
            {"<table><tr><th colspan='1000' rowspan='1000'>a</th></tr></table>",
             "<table><tr><th colspan=\"1000\" rowspan=\"1000\">a</th></tr></table>",
             "A:4:26: warning[E0426]: a table has 1000 columns\n"});
}

static void
test_characters(void)
{
    BECOMES({"<p>a\u202eb</p>", NULL,
             "A:4:26: error[E0412]: U+202E is an invisible direction control\n"},
            {"<p title='\ue000'>a</p>", NULL,
             "A:4:26: error[E0412]: U+E000 is a private-use character\n"},
            {"a\xc2\x85", NULL, "A:4:20: error[E0412]: U+0085 is a control character\n"},
            {"a&#xE0041;", NULL, "A:4:20: error[E0412]: U+E0041 is a tag character\n"},
            {"a&#xFDD0;", NULL, "A:4:20: error[E0412]: U+FDD0 is no character\n"},
            {"België caf\u00e9", "Belgi\u00eb caf\u00e9", ""},
            {"BelgiÃ« is", "BelgiÃ« is", "A:4:20: warning[E0413]: \"BelgiÃ« is\" looks damaged\n"},
            {"Ã‰tat, “IRMÃ”", "Ã‰tat, “IRMÃ”",
             "A:4:20: warning[E0413]: \"Ã‰tat, “IRMÃ”\" looks damaged\n"},
            {"IRMÃ” à l’ÎLE", "IRMÃ” à l’ÎLE", ""},
            {"BelgiŽ", "BelgiŽ", "A:4:20: warning[E0413]: \"BelgiŽ\" looks damaged\n"},
            {"a\u200bb\u00adc<img/>", NULL,
             "A:4:20: note[E0415]: 2 characters without width were left out of the text\n"
             "A:4:31: warning[E0422]: the image  has no alt\n"
             "A:4:31: error[E0421]: \"\" names no file\n"},
            {"a\u200bb\u00adc", "abc",
             "A:4:20: note[E0415]: 2 characters without width were left out of the text\n"},
            {"e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301"
             "\u0301"
             "\u0301\u0301",
             "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301"
             "\u0301"
             "\u0301\u0301",
             "A:4:20: warning[E0414]: 17 marks on one letter\n"});
}

/* The shapes that a description may have, and a namespace that its author put on the whole file. */
static void
test_holders(void)
{
    static const struct {
        const char *description, *prose, *expected;
    } cases[] = {
        {"<HTML><head><title>t</title></head><Body>a</Body></HTML>", "a", ""},
        {"<body>a</body>", "a", ""},
        {"<p>a</p>", "<p>a</p>", ""},
        {"a", "a", ""},
        {"x<html><body>a</body><body>b</body></html>", "a",
         "A:2:21: warning[E0416]: text outside of <body> was left out, 2 times in this file\n"},
        {"<html/>", "no text", ""},
    };
    char *root = repository_new();
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *fiche = g_strconcat(
            "<fiche xmlns='urn:portal'>" METADATAS "<contents>\n<en><title>E</title><description>",
            cases[i].description, "</description></en></contents></fiche>", NULL);
        repository_write(root, A, fiche);
        g_autoptr(sources) sources = repository_load(root, cases[i].expected);
        g_autofree char *got = sources ? prose_of(sources) : NULL;
        g_assert_cmpstr(got, ==, cases[i].prose);
    }
    repository_free(root);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/prose/elements", test_elements);
    g_test_add_func("/prose/attributes", test_attributes);
    g_test_add_func("/prose/links", test_links);
    g_test_add_func("/prose/images", test_images);
    g_test_add_func("/prose/headings-and-tables", test_headings_and_tables);
    g_test_add_func("/prose/characters", test_characters);
    g_test_add_func("/prose/holders", test_holders);
    return g_test_run();
}
