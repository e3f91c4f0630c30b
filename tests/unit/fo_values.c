#include "unit/fo_sample.h"
#include "unit/test.h"

/* Attributes of a block inside another with font-size 10pt, font-weight 400 and start-indent 5pt,
 * and what they come to. */
struct sample {
    const char *attributes, *expected;
};

static void
run(const struct sample *samples, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        g_autofree char *content =
            g_strdup_printf("<fo:block font-size='10pt' start-indent='5pt' padding-start='3pt'>"
                            "<fo:block id='x' %s/></fo:block>",
                            samples[i].attributes);
        g_autofree char *line = sample_line(content);
        const char *got = *line == ' ' ? line + 1 : line;
        if (strcmp(got, samples[i].expected) == 0)
            continue;
        g_test_fail();
        g_test_message("%s: got “%s”, expected “%s”", samples[i].attributes, got,
                       samples[i].expected);
    }
}

#define RUN(samples) run(samples, G_N_ELEMENTS(samples))

static void
test_lengths(void)
{
    static const struct sample samples[] = {
        {"text-indent='1pt'", "text-indent=1pt"},
        {"text-indent='25.4mm'", "text-indent=72pt"},
        {"text-indent='2.54cm'", "text-indent=72pt"},
        {"text-indent='1in'", "text-indent=72pt"},
        {"text-indent='1pc'", "text-indent=12pt"},
        {"text-indent='96px'", "text-indent=72pt"},
        {"text-indent='1.5em'", "text-indent=15pt"},
        {"text-indent='.5em' font-size='20pt'", "font-size=20pt text-indent=10pt"},
        {"text-indent=' -2pt '", "text-indent=-2pt"},
        {"text-indent='7%'", "text-indent=7%"},
        {"text-indent='0' id2='' ", "fo:block has no property “id2”"},
        {"space-before='0'", ""},
        {"text-indent='12'",
         "text-indent=\"12\" on fo:block: a length needs a unit: pt, mm, cm, in, pc, px or em"},
        {"text-indent='1furlong'", "text-indent=\"1furlong\" on fo:block: “furlong” is not a unit; "
                                   "units are pt, mm, cm, in, pc, px, em and %"},
        {"text-indent='auto'",
         "text-indent=\"auto\" on fo:block: it takes a length or a percentage"},
        {"padding-start='-1pt'", "padding-start=\"-1pt\" on fo:block: it takes a length or a "
                                 "percentage, not negative"},
        {"letter-spacing='5%'", "letter-spacing=\"5%\" on fo:block: it takes a length; or normal"},
        {"letter-spacing='-0.012em'", "letter-spacing=-0.12pt"},
        {"text-indent=''", "text-indent=\"\" on fo:block: a value is missing"},
        {"text-indent='1pt 2pt'", "text-indent=\"1pt 2pt\" on fo:block: “2pt” is not understood"},
        {"text-indent='99999999999pt'",
         "text-indent=\"99999999999pt\" on fo:block: it is too large"},
    };
    RUN(samples);
}

static void
test_expressions(void)
{
    static const struct sample samples[] = {
        {"text-indent='1pt + 2pt * 3'", "text-indent=7pt"},
        {"text-indent='(1pt + 2pt) * 3'", "text-indent=9pt"},
        {"text-indent='10pt-2pt'", "text-indent=8pt"},
        {"text-indent='-(3pt - 1pt)'", "text-indent=-2pt"},
        {"text-indent='7pt div 2'", "text-indent=3.5pt"},
        {"text-indent='7pt mod 2pt'", "text-indent=1pt"},
        {"text-indent='7pt * 2pt div 2pt'", "text-indent=7pt"},
        {"text-indent='100% - 13pt'", "text-indent=100%-13pt"},
        {"text-indent='(100% - 13pt) div 2 + 1pt'", "text-indent=50%-5.5pt"},
        {"orphans='10pt div 5pt'", ""},
        {"widows='1 + 2'", "widows=3"},
        {"text-indent='1pt + 2'",
         "text-indent=\"1pt + 2\" on fo:block: only numbers, or only lengths, can be added"},
        {"text-indent='2pt * 3pt'",
         "text-indent=\"2pt * 3pt\" on fo:block: it takes a length or a percentage"},
        {"text-indent='50% * 2pt'", "text-indent=\"50% * 2pt\" on fo:block: a percentage can be "
                                    "multiplied and divided by a number only"},
        {"text-indent='1pt div 0'", "text-indent=\"1pt div 0\" on fo:block: division by zero"},
        {"text-indent='(1pt'", "text-indent=\"(1pt\" on fo:block: “)” is missing"},
        {"text-indent='red + 1pt'",
         "text-indent=\"red + 1pt\" on fo:block: only numbers, or only lengths, can be added"},
        {"text-indent='((((((((((((((((((((((((((1pt))))))))))))))))))))))))))'",
         "text-indent=\"((((((((((((((((((((((((((1pt))))))))))))))))))))))))))\" on fo:block: the "
         "expression is nested too deeply"},
    };
    RUN(samples);
}

static void
test_functions(void)
{
    static const struct sample samples[] = {
        {"text-indent='floor(2.7) * 1pt'", "text-indent=2pt"},
        {"text-indent='ceiling(2.1) * 1pt'", "text-indent=3pt"},
        {"text-indent='round(2.5) * 1pt'", "text-indent=3pt"},
        {"text-indent='round(2.4pt)'", "text-indent=2pt"},
        {"text-indent='abs(-3pt)'", "text-indent=3pt"},
        {"text-indent='min(3pt, 2pt)'", "text-indent=2pt"},
        {"text-indent='max(3pt, 2pt)'", "text-indent=3pt"},
        {"text-indent='max(3pt, 2)'", "text-indent=\"max(3pt, 2)\" on fo:block: min() and max() "
                                      "take two numbers or two lengths"},
        {"text-indent='min(3pt)'", "text-indent=\"min(3pt)\" on fo:block: min() takes 2 values"},
        {"text-indent='from-parent(font-size) * 2'", "text-indent=20pt"},
        {"padding-start='from-parent(padding-start)'", "padding-start=3pt"},
        {"padding-start='from-parent()'", "padding-start=3pt"},
        {"padding-start='from-parent(padding-left)'", "padding-start=3pt"},
        {"text-align='from-parent(text-align)'", ""},
        {"text-indent='inherited-property-value(start-indent) + 1pt'", "text-indent=6pt"},
        {"text-indent='inherited-property-value(padding-start)'",
         "text-indent=\"inherited-property-value(padding-start)\" on fo:block: padding-start is "
         "not "
         "inherited"},
        {"text-indent='from-parent(font)'", "text-indent=\"from-parent(font)\" on fo:block: “font” "
                                            "is a shorthand of several properties"},
        {"text-indent='from-parent(font-sice)'",
         "text-indent=\"from-parent(font-sice)\" on fo:block: “font-sice” is not a property"},
        {"text-indent='from-parent(font-family)'",
         "text-indent=\"from-parent(font-family)\" on fo:block: font-family is not a number"},
        {"start-indent='body-start()'", "start-indent=\"body-start()\" on fo:block: body-start() "
                                        "and label-end() have a meaning inside a list only"},
        {"text-indent='ceilin(1)'", "text-indent=\"ceilin(1)\" on fo:block: there is no function "
                                    "ceilin(); did you mean ceiling()?"},
    };
    RUN(samples);
}

static void
test_colours(void)
{
    static const struct sample samples[] = {
        {"color='#123'", "color=#112233"},
        {"color='#1A2b3C'", "color=#1A2B3C"},
        {"color='red'", "color=#FF0000"},
        {"color='rgb(1, 2, 255)'", "color=#0102FF"},
        {"color='rgb(100%, 0%, 50%)'", "color=#FF0080"},
        {"background-color='transparent'", ""},
        {"background-color='currentcolor' color='navy'", "color=#000080 background-color=#000080"},
        {"color='#12'",
         "color=\"#12\" on fo:block: a colour has three or six hexadecimal digits after #"},
        {"color='reed'", "color=\"reed\" on fo:block: “reed” is not a value"},
        {"color='rgb(1, 2)'", "color=\"rgb(1, 2)\" on fo:block: rgb() takes 3 values"},
        {"color='3pt'", "color=\"3pt\" on fo:block: it takes a colour"},
        {"text-indent='red'", "text-indent=\"red\" on fo:block: it takes a length or a percentage"},
    };
    RUN(samples);
}

static void
test_keywords_and_numbers(void)
{
    static const struct sample samples[] = {
        {"text-align='center'", "text-align=center"},
        {"text-align='centre'", "text-align=\"centre\" on fo:block: did you mean “center”?"},
        {"text-align='underline'", "text-align=\"underline\" on fo:block: it takes start, center, "
                                   "end, justify, inside, outside, left, right"},
        {"text-align='right'", "text-align=end"},
        {"widows='3'", "widows=3"},
        {"widows='1.5'", "widows=\"1.5\" on fo:block: it takes a whole number, not negative"},
        {"widows='-1'", "widows=\"-1\" on fo:block: it takes a whole number, not negative"},
        {"widows='3pt'", "widows=\"3pt\" on fo:block: it takes a whole number, not negative"},
        {"hyphenation-ladder-count='2'", "hyphenation-ladder-count=2"},
        {"reference-orientation='-90'", "reference-orientation=270"},
        {"reference-orientation='45'", "reference-orientation=\"45\" on fo:block: it takes 0, 90, "
                                       "180, 270, -90, -180 or -270"},
        {"column-number='0'", "column-number=\"0\" on fo:block: it takes a whole number from 1"},
        {"column-width='proportional-column-width(2.5)'", "column-width=2.5*"},
        {"column-width='proportional-column-width(1pt)'",
         "column-width=\"proportional-column-width(1pt)\" on fo:block: proportional-column-width() "
         "takes a number"},
        {"keep-together.within-page='7'", "keep-together.within-page=7"},
        {"keep-together.within-page='always'", "keep-together.within-page=always"},
        {"space-before.precedence='force'", "space-before.precedence=force"},
        {"font-family='serif'", "font-family=\"serif\""},
        {"font-family='\"Brochure  Text\" ,serif'", "font-family=\"Brochure  Text,serif\""},
        {"font-family='Linux Libertine O'", "font-family=\"Linux Libertine O\""},
        {"font-family='a,,b'",
         "font-family=\"a,,b\" on fo:block: the name of a font family is empty"},
        {"src='url(a%20b.png)'", "src=\"a%20b.png\""},
        {"src=\"url( 'a.png' )\"", "src=\"a.png\""},
        {"external-destination='https://x.be/?a=(b)'",
         "external-destination=\"https://x.be/?a=(b)\""},
    };
    RUN(samples);
}

static void
test_fonts(void)
{
    static const struct sample samples[] = {
        {"font-size='150%'", "font-size=15pt"},
        {"font-size='2em'", "font-size=20pt"},
        {"font-size='larger'", "font-size=12pt"},
        {"font-size='medium'", "font-size=12pt"},
        {"font-size='x-large'", "font-size=17.28pt"},
        {"font-size='100% + 1pt'", "font-size=11pt"},
        {"font-weight='bold'", "font-weight=700"},
        {"font-weight='bolder'", "font-weight=700"},
        {"font-weight='600'", "font-weight=600"},
        {"font-weight='650'", "font-weight=\"650\" on fo:block: it takes a weight from 100 to 900; "
                              "or normal, bold, bolder, lighter"},
        {"font-weight='lighter'", "font-weight=100"},
        {"line-height='13pt'", "line-height=13pt"},
        {"line-height='1.5'", "line-height=1.5"},
        {"line-height='150%'", "line-height=15pt"},
        {"line-height='150%' font-size='20pt'", "font-size=20pt line-height=30pt"},
        {"line-height='normal'", ""},
    };
    RUN(samples);
}

static void
test_points(void)
{
    struct fo_style style = {0};
    style.value[FO_P_FONT_SIZE] = (struct fo_value){.unit = FO_LENGTH, .number = 10};
    style.value[FO_P_LINE_HEIGHT] = (struct fo_value){.unit = FO_NUMBER, .number = 1.5};
    style.value[FO_P_START_INDENT] = (struct fo_value){.unit = FO_SUM, .sum = {-16, 100}};
    style.value[FO_P_END_INDENT] = (struct fo_value){.unit = FO_PERCENT, .number = 50};
    style.value[FO_P_WIDTH] = (struct fo_value){.unit = FO_KEYWORD_VALUE, .keyword = FO_K_AUTO};
    style.value[FO_P_WIDOWS] = (struct fo_value){.unit = FO_NUMBER, .number = 3};
    style.value[FO_P_COLOR] = (struct fo_value){.unit = FO_COLOUR, .colour = 0x123456};
    g_assert_cmpfloat(fo_pt(&style, FO_P_FONT_SIZE, 0, -1), ==, 10);
    g_assert_cmpfloat(fo_pt(&style, FO_P_LINE_HEIGHT, 0, -1), ==, 15);
    g_assert_cmpfloat(fo_pt(&style, FO_P_START_INDENT, 200, -1), ==, 184);
    g_assert_cmpfloat(fo_pt(&style, FO_P_END_INDENT, 200, -1), ==, 100);
    g_assert_cmpfloat(fo_pt(&style, FO_P_WIDTH, 200, -1), ==, -1);
    g_assert_cmpfloat(fo_number(&style, FO_P_WIDOWS, -1), ==, 3);
    g_assert_cmpfloat(fo_number(&style, FO_P_WIDTH, -1), ==, -1);
    g_assert_cmpint(fo_colour(&style, FO_P_COLOR), ==, 0x123456);
    g_assert_cmpint(fo_colour(&style, FO_P_WIDTH), ==, -1);
    g_assert_true(fo_is(&style, FO_P_WIDTH, FO_K_AUTO));
    g_assert_null(fo_string(&style, FO_P_WIDTH));
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/fo/values/lengths", test_lengths);
    g_test_add_func("/fo/values/expressions", test_expressions);
    g_test_add_func("/fo/values/functions", test_functions);
    g_test_add_func("/fo/values/colours", test_colours);
    g_test_add_func("/fo/values/keywords", test_keywords_and_numbers);
    g_test_add_func("/fo/values/fonts", test_fonts);
    g_test_add_func("/fo/values/points", test_points);
    return g_test_run();
}
