#include "unit/fo_sample.h"
#include "unit/test.h"

/* What is left of the texts of a flow's content: each quoted as in the dump, separated by spaces.
 */
static void
check(const char *content, const char *expected)
{
    g_autofree char *dump = sample_dump(content);
    g_auto(GStrv) lines = g_strsplit(dump, "\n", -1);
    g_autoptr(GString) texts = g_string_new(NULL);
    for (char **line = lines; *line; line++) {
        const char *text = g_strchug(*line);
        if (*text == '"')
            g_string_append_printf(texts, "%s%s", texts->len > 0 ? " " : "", text);
    }
    if (strcmp(texts->str, expected) != 0) {
        g_test_fail();
        g_test_message("%s: got %s, expected %s", content, texts->str, expected);
    }
}

static void
test_collapse(void)
{
    check("<fo:block>a</fo:block>", "\"a\"");
    check("<fo:block>  a \t b\r\n\n c  </fo:block>", "\"a b c\"");
    check("<fo:block>\n  <fo:block>a</fo:block>\n  <fo:block>b</fo:block>\n</fo:block>",
          "\"a\" \"b\"");
    check("<fo:block> </fo:block>", "");
    check("<fo:block>a&#160; &#x202F;b&#x200B; c&#x2011;d</fo:block>",
          "\"a<U+00A0> <U+202F>b<U+200B> c‑d\"");
    check("<fo:block>a<!-- x -->b <![CDATA[ c]]></fo:block>", "\"ab c\"");
}

static void
test_across_inlines(void)
{
    check("<fo:block>a <fo:inline> b </fo:inline> c</fo:block>", "\"a \" \"b \" \"c\"");
    check("<fo:block>a<fo:inline> <fo:inline> b</fo:inline></fo:inline> </fo:block>",
          "\"a\" \" \" \"b\"");
    check("<fo:block> <fo:inline> </fo:inline> a</fo:block>", "\"a\"");
    check("<fo:block>a <fo:inline> <fo:wrapper> </fo:wrapper></fo:inline> </fo:block>", "\"a\"");
    check("<fo:block>a <fo:page-number/> b <fo:leader/> </fo:block>", "\"a \" \" b \"");
    check("<fo:block>a <fo:block>b</fo:block> c</fo:block>", "\"a\" \"b\" \"c\"");
    check("<fo:block>a<fo:inline> <fo:block> b </fo:block> </fo:inline> c</fo:block>",
          "\"a\" \"b\" \"c\"");
    check("<fo:block>a <fo:footnote><fo:inline> 1 </fo:inline><fo:footnote-body><fo:block> n "
          "</fo:block></fo:footnote-body></fo:footnote> b</fo:block>",
          "\"a \" \"1 \" \"n\" \"b\"");
    check("<fo:block><fo:marker marker-class-name='m'> m </fo:marker> a</fo:block>", "\"m\" \"a\"");
}

static void
test_linefeeds(void)
{
    check("<fo:block linefeed-treatment='preserve'>a \n b\n\nc</fo:block>", "\"a\\nb\\n\\nc\"");
    check("<fo:block linefeed-treatment='ignore'>a\nb \n c</fo:block>", "\"abc\"");
    check("<fo:block linefeed-treatment='treat-as-zero-width-space'>a\nb</fo:block>",
          "\"a<U+200B>b\"");
    check("<fo:block linefeed-treatment='preserve'>a<fo:inline> </fo:inline>\n<fo:inline> b"
          "</fo:inline></fo:block>",
          "\"a\" \"\\n\" \"b\"");
    check("<fo:block white-space='pre'> a  \n  b\t</fo:block>", "\" a  \\n  b \"");
    check("<fo:block white-space-collapse='false'>a  \n  b</fo:block>", "\"a b\"");
    check("<fo:block white-space-collapse='false'>a  b</fo:block>", "\"a  b\"");
    check(
        "<fo:block white-space-collapse='false' white-space-treatment='preserve'>  a \n</fo:block>",
        "\"  a  \"");
    check("<fo:block linefeed-treatment='preserve' white-space-collapse='false' "
          "white-space-treatment='ignore-if-before-linefeed'>  a  \n  b  </fo:block>",
          "\"  a\\n  b\"");
    check("<fo:block linefeed-treatment='preserve' white-space-collapse='false' "
          "white-space-treatment='ignore-if-after-linefeed'>  a  \n  b  </fo:block>",
          "\"a  \\nb  \"");
    check("<fo:block white-space-treatment='ignore'> a b </fo:block>", "\"ab\"");
    check("<fo:block white-space='pre'>a <fo:block white-space='normal'> b </fo:block></fo:block>",
          "\"a \" \"b\"");
}

static void
test_case(void)
{
    check("<fo:block text-transform='uppercase' xml:lang='de'>straße <fo:inline "
          "text-transform='none'>b</fo:inline></fo:block>",
          "\"STRASSE \" \"b\"");
    check("<fo:block text-transform='uppercase' xml:lang='tr'>ki</fo:block>", "\"Kİ\"");
    check("<fo:block text-transform='lowercase'>ÀB</fo:block>", "\"àb\"");
    check("<fo:block text-transform='capitalize' xml:lang='nl'>ijsland aBC</fo:block>",
          "\"IJsland ABC\"");
}

/* A text that vanishes is not in the tree, nor is the white space between blocks. */
static void
test_tree(void)
{
    static const char text[] =
        SAMPLE_HEAD "\n <fo:block id='a'>  <fo:inline>  </fo:inline> b"
                    "</fo:block>\n <fo:block id='c'> </fo:block>\n" SAMPLE_FOOT;
    g_autoptr(diag) diag = diag_new();
    xmlDoc *doc = xml_read_memory("a.fo", text, strlen(text), diag);
    g_autoptr(fo_document) document = fo_parse(doc, diag);
    xml_free(doc);
    g_assert_nonnull(document);
    const struct fo_node *a = fo_find(document, "a");
    g_assert_cmpint(a->child->element, ==, FO_INLINE);
    g_assert_null(a->child->child);
    g_assert_cmpint(a->child->next->element, ==, FO_TEXT);
    g_assert_true(a->child->next->style == a->style);
    g_assert_true(a->child->next->parent == a);
    g_assert_null(a->child->next->next);
    g_assert_true(a->next == fo_find(document, "c"));
    g_assert_null(a->next->child);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/fo/space/collapse", test_collapse);
    g_test_add_func("/fo/space/inlines", test_across_inlines);
    g_test_add_func("/fo/space/linefeeds", test_linefeeds);
    g_test_add_func("/fo/space/case", test_case);
    g_test_add_func("/fo/space/tree", test_tree);
    return g_test_run();
}
