#include "pdf/pdf_int.h"
#include "unit/test.h"

static void
assert_number(double value, int decimals, const char *expected)
{
    g_autoptr(GString) out = g_string_new(NULL);
    pdf_put_fixed(out, value, decimals);
    g_assert_cmpstr(out->str, ==, expected);
}

static void
numbers(void)
{
    assert_number(0, 2, "0");
    assert_number(-0.001, 2, "0");
    assert_number(12, 2, "12");
    assert_number(12.5, 2, "12.5");
    assert_number(12.05, 2, "12.05");
    assert_number(0.5, 2, ".5");
    assert_number(-0.25, 2, "-.25");
    assert_number(-1234.005, 3, "-1234.005");
    assert_number(0.9999, 3, "1");
    assert_number(100, 0, "100");
}

static void
integers(void)
{
    g_autoptr(GString) out = g_string_new(NULL);
    pdf_put_integer(out, G_MININT);
    pdf_put_integer(out, 0);
    pdf_put_unsigned(out, G_MAXUINT);
    g_assert_cmpstr(out->str, ==, "-214748364804294967295");
}

static void
assert_text(const char *text, const char *expected, gssize length)
{
    g_autoptr(GString) out = g_string_new(NULL);
    pdf_put_text(out, text);
    g_assert_cmpmem(out->str, out->len, expected, (gsize)length);
}

static void
text_strings(void)
{
    assert_text("a (b) \\ c", "(a \\(b\\) \\\\ c)", 14);
    assert_text("\xC3\xA9", "(\xFE\xFF\0\xE9)", 6);
    assert_text("\xE2\x82\xA8", "(\xFE\xFF \xA8)", 6);
    /* U+010D and U+0128 hold bytes that a reader would mistake for a line end and a parenthesis. */
    assert_text("\xC4\x8D", "(\xFE\xFF\1\\r)", 7);
    assert_text("\xC4\xA8", "(\xFE\xFF\1\\()", 7);
    assert_text("\xF0\x9F\x98\x80", "(\xFE\xFF\xD8=\xDE\0)", 8);
}

/* What the labels of some pages become. */
static void
assert_labels(const char *const *labels, const char *expected)
{
    struct page list[8] = {{0}};
    struct pages pages = {.pages = list};
    g_autoptr(GString) out = g_string_new(NULL);

    for (; labels[pages.page_count] != NULL; pages.page_count++)
        list[pages.page_count].label = labels[pages.page_count];
    pdf_page_labels(&pages, out);
    g_assert_cmpstr(out->str, ==, expected);
}

static void
page_labels(void)
{
    assert_labels((const char *const[]){"1", "2", "3", NULL},
                  "/PageLabels<</Nums[0<</S/D/St 1>>]>>");
    assert_labels((const char *const[]){"iii", "iv", "1", "2", NULL},
                  "/PageLabels<</Nums[0<</S/r/St 3>>2<</S/D/St 1>>]>>");
    assert_labels((const char *const[]){"A-9", "A-10", "B-11", NULL},
                  "/PageLabels<</Nums[0<</S/D/St 9/P(A-)>>2<</S/D/St 11/P(B-)>>]>>");
    assert_labels((const char *const[]){"", "Cover", "007", NULL},
                  "/PageLabels<</Nums[0<<>>1<</P(Cover)>>2<</S/D/St 7/P(00)>>]>>");
    assert_labels((const char *const[]){"XIV", "xv", "iiii", NULL},
                  "/PageLabels<</Nums[0<</S/R/St 14>>1<</S/r/St 15>>2<</P(iiii)>>]>>");
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/pdf/numbers", numbers);
    g_test_add_func("/pdf/integers", integers);
    g_test_add_func("/pdf/text-strings", text_strings);
    g_test_add_func("/pdf/page-labels", page_labels);
    return g_test_run();
}
