#include "unit/fo_sample.h"
#include "unit/test.h"

/* Shorthands, corresponding properties, inheritance. Each sample is a flow's content with an object
 * of id x, and what its dump says. */
struct sample {
    const char *content, *expected;
};

static void
run(const struct sample *samples, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        g_autofree char *line = sample_line(samples[i].content);
        const char *got = *line == ' ' ? line + 1 : line;
        if (strcmp(got, samples[i].expected) == 0)
            continue;
        g_test_fail();
        g_test_message("%s: got “%s”, expected “%s”", samples[i].content, got, samples[i].expected);
    }
}

#define RUN(samples)  run(samples, G_N_ELEMENTS(samples))
#define X(attributes) "<fo:block id='x' " attributes "/>"
#define RTL(attributes)                                                                            \
    "<fo:block-container writing-mode='rl-tb'><fo:block id='x' " attributes                        \
    "/></fo:block-container>"

static void
test_borders(void)
{
    static const struct sample samples[] = {
        {X("border='1pt solid red'"),
         "border-before-style=solid border-before-width=1pt border-before-color=#FF0000 "
         "border-after-style=solid border-after-width=1pt border-after-color=#FF0000 "
         "border-start-style=solid border-start-width=1pt border-start-color=#FF0000 "
         "border-end-style=solid border-end-width=1pt border-end-color=#FF0000"},
        {X("border-left='solid'"), "border-start-style=solid border-start-width=1pt"},
        {X("border-top='thick dotted'"), "border-before-style=dotted border-before-width=2pt"},
        {X("border-bottom='double rgb(1, 2, 3) 3pt'"),
         "border-after-style=double border-after-width=3pt border-after-color=#010203"},
        {X("border='solid' border-style='none'"), ""},
        {X("border-style='none' border='solid'"), ""},
        {X("border-style='solid none' border-width='1pt 2pt 3pt'"),
         "border-before-style=solid border-before-width=1pt border-after-style=solid "
         "border-after-width=3pt"},
        {X("border-style='solid none' border-top='none'"),
         "border-after-style=solid border-after-width=1pt"},
        {X("border-top='none' border-style='solid none'"),
         "border-after-style=solid border-after-width=1pt"},
        {X("border-right='2pt solid' border-right-width='3pt'"),
         "border-end-style=solid border-end-width=3pt"},
        {X("border-start-style='solid' border-left-style='dashed' border-start-width='2pt'"),
         "border-start-style=dashed border-start-width=2pt"},
        {X("border-start-style='solid' border='2pt dashed'"),
         "border-before-style=dashed border-before-width=2pt border-after-style=dashed "
         "border-after-width=2pt border-start-style=solid border-start-width=2pt "
         "border-end-style=dashed border-end-width=2pt"},
        {X("border-before-style='solid' color='blue'"),
         "color=#0000FF border-before-style=solid border-before-width=1pt "
         "border-before-color=#0000FF"},
        {X("border-color='red green blue' border-left-style='solid' border-bottom-style='solid'"),
         "border-after-style=solid border-after-width=1pt border-after-color=#0000FF "
         "border-start-style=solid border-start-width=1pt border-start-color=#008000"},
        {RTL("border-left='2pt solid red'"),
         "border-end-style=solid border-end-width=2pt border-end-color=#FF0000"},
        {X("border='1pt 2pt'"),
         "border=\"1pt 2pt\" on fo:block: it takes one width, one style and one colour"},
        {X("border-width='1pt 2pt 3pt 4pt 5pt'"),
         "border-width=\"1pt 2pt 3pt 4pt 5pt\" on fo:block: it takes one to four values: top, "
         "right, bottom, left"},
        {X("border-before='1pt solid'"), "fo:block has no property “border-before”"},
        {"<fo:block border-before-style='solid'><fo:block id='x' border='inherit'/></fo:block>",
         "border-before-style=solid border-before-width=1pt"},
    };
    RUN(samples);
}

static void
test_padding_and_margins(void)
{
    static const struct sample samples[] = {
        {X("padding='1pt'"),
         "padding-before=1pt padding-after=1pt padding-start=1pt padding-end=1pt"},
        {X("padding='1pt 2pt 3pt 4pt'"),
         "padding-before=1pt padding-after=3pt padding-start=4pt padding-end=2pt"},
        {RTL("padding='1pt 2pt 3pt 4pt'"),
         "padding-before=1pt padding-after=3pt padding-start=2pt padding-end=4pt"},
        {X("padding-left='5pt' padding-start='2pt'"), "padding-start=5pt"},
        {X("padding='5pt' padding-start='2pt'"),
         "padding-before=5pt padding-after=5pt padding-start=2pt padding-end=5pt"},
        {RTL("padding-left='5pt'"), "padding-end=5pt"},
        {X("margin-left='5pt'"), "start-indent=5pt"},
        {RTL("margin-left='5pt'"), "end-indent=5pt"},
        {"<fo:block start-indent='3pt'><fo:block id='x' margin-left='5pt' padding-left='2pt' "
         "border-left='1pt solid'/></fo:block>",
         "start-indent=11pt padding-start=2pt border-start-style=solid border-start-width=1pt"},
        {"<fo:block start-indent='3pt'><fo:block-container id='x' margin-left='5pt'/></fo:block>",
         "start-indent=5pt"},
        {"<fo:block start-indent='3pt'><fo:block id='x' margin='5pt' start-indent='1pt'/>"
         "</fo:block>",
         "start-indent=1pt end-indent=5pt space-before=5pt space-before.conditionality=retain "
         "space-after=5pt space-after.conditionality=retain"},
        {"<fo:block start-indent='3pt'><fo:block id='x' margin-left='5pt' start-indent='1pt'/>"
         "</fo:block>",
         "start-indent=8pt"},
        {"<fo:block start-indent='10%'><fo:block id='x' margin-left='5pt'/></fo:block>",
         "start-indent=10%+5pt"},
        {X("margin-top='5pt' space-before='3pt'"),
         "space-before=5pt space-before.conditionality=retain"},
        {X("margin='0' margin-bottom='auto'"),
         "space-before.conditionality=retain space-after.conditionality=retain"},
        {"<fo:block><fo:inline id='x' margin-left='2pt' space-end='1pt' margin-top='3pt'/>"
         "</fo:block>",
         "space-start=2pt space-end=1pt"},
        {"<fo:block start-indent='3pt' end-indent='2pt'><fo:table><fo:table-body><fo:table-row>"
         "<fo:table-cell><fo:block id='x' start-indent='inherit' end-indent='0pt'/>"
         "</fo:table-cell></fo:table-row></fo:table-body></fo:table></fo:block>",
         "end-indent=0pt"},
        {X("padding='1pt 2pt 3pt 4pt 5pt'"), "padding=\"1pt 2pt 3pt 4pt 5pt\" on fo:block: it "
                                             "takes one to four values: top, right, bottom, left"},
    };
    RUN(samples);
}

static void
test_compounds(void)
{
    static const struct sample samples[] = {
        {X("space-before='6pt'"), "space-before=6pt"},
        {X("space-before='6pt' space-before.maximum='9pt' space-before.conditionality='retain'"),
         "space-before.minimum=6pt space-before.optimum=6pt space-before.maximum=9pt "
         "space-before.conditionality=retain"},
        {X("space-after.optimum='6pt' space-after='1pt'"),
         "space-after.minimum=1pt space-after.optimum=6pt space-after.maximum=1pt"},
        {X("keep-together='always'"), "keep-together=always"},
        {X("keep-with-next='always' keep-with-next.within-line='auto'"),
         "keep-with-next.within-column=always keep-with-next.within-page=always"},
        {X("leader-length='20pt'"), "leader-length=20pt"},
        {X("border-separation='2pt'"), "border-separation.inline-progression-direction=2pt "
                                       "border-separation.block-progression-direction=2pt"},
        {X("border-spacing='2pt 3pt'"), "border-separation.inline-progression-direction=2pt "
                                        "border-separation.block-progression-direction=3pt"},
        {X("width='50%'"), "width=50%"},
        {X("inline-progression-dimension='20pt'"), "width=20pt"},
        {X("block-progression-dimension='20pt'"), "height=20pt"},
        {X("inline-progression-dimension.optimum='20pt'"),
         "width=20pt inline-progression-dimension.optimum=20pt"},
        {X("inline-progression-dimension='20pt' width='30pt'"), "width=30pt"},
        {X("height='20pt' min-height='10pt' max-height='none'"),
         "height=20pt block-progression-dimension.minimum=10pt "
         "block-progression-dimension.optimum=20pt block-progression-dimension.maximum=none"},
        {X("block-progression-dimension.minimum='5pt'"), "block-progression-dimension.minimum=5pt"},
    };
    RUN(samples);
}

static void
test_shorthands(void)
{
    static const struct sample samples[] = {
        {X("font='italic bold 10pt/13pt Find, serif'"),
         "font-family=\"Find,serif\" font-size=10pt font-style=italic font-weight=700 "
         "line-height=13pt"},
        {X("font='600 10pt Find'"), "font-family=\"Find\" font-size=10pt font-weight=600"},
        {"<fo:block font-weight='bold' line-height='9pt'><fo:block id='x' font='10pt Find'/>"
         "</fo:block>",
         "font-family=\"Find\" font-size=10pt font-weight=400 line-height=1.2"},
        {X("font='10pt Find' font-size='12pt'"), "font-family=\"Find\""},
        {X("font='bold'"),
         "font=\"bold\" on fo:block: it takes a size and families: bold 10pt/13pt serif"},
        {X("font='950 10pt Find'"),
         "font=\"950 10pt Find\" on fo:block: a length needs a unit: pt, "
         "mm, cm, in, pc, px or em"},
        {X("white-space='pre'"),
         "wrap-option=no-wrap linefeed-treatment=preserve white-space-treatment=preserve "
         "white-space-collapse=false"},
        {X("white-space='nowrap'"), "wrap-option=no-wrap"},
        {"<fo:block white-space='pre'><fo:block id='x' white-space='normal'/></fo:block>",
         "wrap-option=wrap linefeed-treatment=treat-as-space "
         "white-space-treatment=ignore-if-surrounding-linefeed white-space-collapse=true"},
        {X("white-space='pre-line'"),
         "white-space=\"pre-line\" on fo:block: it takes normal, pre or nowrap"},
        {X("background='#fff'"), "background-color=#FFFFFF"},
        {X("background='url(a.png)'"), "background-image=\"a.png\""},
        {X("background='url(a.png) red left repeat-x'"),
         "background-color=#FF0000 background-image=\"a.png\" background-repeat=repeat-x "
         "background-position-horizontal=left background-position-vertical=50%"},
        {X("background-position='bottom'"),
         "background-position-horizontal=50% background-position-vertical=bottom"},
        {X("position='absolute'"), "absolute-position=absolute"},
        {X("position='relative'"),
         "position=\"relative\" on fo:block: it takes static, absolute or fixed"},
        {X("page-break-before='always'"), "break-before=page"},
        {X("page-break-after='left'"), "break-after=even-page"},
        {X("page-break-after='avoid'"),
         "keep-with-next.within-column=always keep-with-next.within-page=always"},
        {X("page-break-inside='avoid'"),
         "keep-together.within-column=always keep-together.within-page=always"},
        {X("page-break-inside='always'"),
         "page-break-inside=\"always\" on fo:block: it takes auto or avoid"},
        {X("vertical-align='super'"), "baseline-shift=super alignment-baseline=baseline"},
        {X("vertical-align='top'"), "alignment-baseline=before-edge"},
        {X("azimuth='left' font-stretch='wider' clear='both'"), ""},
        {X("xml:lang='nl-BE'"), "language=\"nl\" country=\"BE\""},
        {X("xml:lang='zh-Hant-TW'"), "language=\"zh\" country=\"TW\""},
        {X("xml:lang='de' language='fr'"), "language=\"fr\""},
        {"<fo:block xml:lang='nl-BE'><fo:block id='x' xml:lang='de'/></fo:block>",
         "language=\"de\" country=none"},
        {X("xml:lang='d e'"),
         "xml:lang=\"d e\" on fo:block: it takes a language tag of BCP 47: fr, nl-BE"},
    };
    RUN(samples);
}

static void
test_inheritance(void)
{
    static const struct sample samples[] = {
        {"<fo:block font-size='10pt' line-height='150%'><fo:block id='x' font-size='20pt'/>"
         "</fo:block>",
         "font-size=20pt"},
        {"<fo:block padding-start='3pt'><fo:block id='x' padding-start='inherit'/></fo:block>",
         "padding-start=3pt"},
        {"<fo:block padding-start='3pt'><fo:block id='x'/></fo:block>", ""},
        {"<fo:block padding-start='3pt'><fo:block><fo:block id='x' "
         "padding-start='from-nearest-specified-value()'/></fo:block></fo:block>",
         "padding-start=3pt"},
        {"<fo:block padding='3pt'><fo:block><fo:block id='x' "
         "text-indent='from-nearest-specified-value(padding-end) * 2'/></fo:block></fo:block>",
         "text-indent=6pt"},
        {"<fo:block font-weight='600'><fo:block id='x' font-weight='bolder'/></fo:block>",
         "font-weight=900"},
        {"<fo:block font-weight='800'><fo:block id='x' font-weight='lighter'/></fo:block>",
         "font-weight=700"},
        {"<fo:block text-align='left'><fo:block-container writing-mode='rl-tb'><fo:block id='x' "
         "text-align='left'/></fo:block-container></fo:block>",
         "text-align=end"},
        {"<fo:list-block start-indent='1em' provisional-distance-between-starts='20pt' "
         "provisional-label-separation='5pt'><fo:list-item><fo:list-item-label "
         "end-indent='label-end()'><fo:block id='x' text-indent='1pt'/></fo:list-item-label>"
         "<fo:list-item-body><fo:block/></fo:list-item-body></fo:list-item></fo:list-block>",
         "text-indent=1pt"},
        {"<fo:list-block start-indent='1em' provisional-distance-between-starts='20pt' "
         "provisional-label-separation='5pt'><fo:list-item><fo:list-item-label id='x' "
         "end-indent='label-end()'><fo:block/></fo:list-item-label>"
         "<fo:list-item-body><fo:block/></fo:list-item-body></fo:list-item></fo:list-block>",
         "end-indent=100%-27pt"},
        {"<fo:list-block start-indent='2pt'><fo:list-item><fo:list-item-label><fo:block/>"
         "</fo:list-item-label><fo:list-item-body start-indent='body-start()'><fo:list-block>"
         "<fo:list-item><fo:list-item-label><fo:block/></fo:list-item-label><fo:list-item-body "
         "id='x' start-indent='body-start()'><fo:block/></fo:list-item-body></fo:list-item>"
         "</fo:list-block></fo:list-item-body></fo:list-item></fo:list-block>",
         "start-indent=50pt"},
    };
    RUN(samples);
}

/* A number is inherited as a factor of each node's own size. */
static void
test_line_height_factor(void)
{
    g_autofree char *dump = sample_dump(
        "<fo:block font-size='10pt' line-height='1.5'><fo:block font-size='20pt'/></fo:block>");
    g_assert_nonnull(strstr(dump, "block font-size=10pt line-height=1.5\n"));
    g_assert_nonnull(strstr(dump, "block font-size=20pt\n"));
}

/* Equal styles are one, however they are written; equal attributes under different parents are not
 * confused; nor does an element share with one of another kind what its kind decides. */
static void
test_sharing(void)
{
    static const char text[] = SAMPLE_HEAD
        "<fo:block id='a' margin='1pt 2pt'/><fo:block id='b' margin-top='1pt' margin-bottom='1pt' "
        "margin-left='2pt' margin-right='2pt'/><fo:block id='c' font-family='sans-serif'/>"
        "<fo:block id='d'/><fo:block font-size='20pt'><fo:block id='e' text-indent='1em'/>"
        "</fo:block><fo:block id='f' text-indent='1em'/><fo:block-container id='g' "
        "text-indent='1em' reference-orientation='-90'/><fo:block-container id='h' "
        "text-indent='1em' reference-orientation='270'/>" SAMPLE_FOOT;
    g_autoptr(diag) diag = diag_new();
    xmlDoc *doc = xml_read_memory("a.fo", text, strlen(text), diag);
    g_autoptr(fo_document) document = fo_parse(doc, diag);
    xml_free(doc);
    g_assert_nonnull(document);
    g_assert_true(fo_find(document, "a")->style == fo_find(document, "b")->style);
    g_assert_true(fo_find(document, "c")->style == fo_find(document, "d")->style);
    g_assert_true(fo_find(document, "e")->style != fo_find(document, "f")->style);
    g_assert_true(fo_find(document, "g")->style == fo_find(document, "h")->style);
    g_assert_true(fo_find(document, "f")->style != fo_find(document, "d")->style);
    g_assert_null(fo_find(document, "z"));
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/fo/styles/borders", test_borders);
    g_test_add_func("/fo/styles/padding-and-margins", test_padding_and_margins);
    g_test_add_func("/fo/styles/compounds", test_compounds);
    g_test_add_func("/fo/styles/shorthands", test_shorthands);
    g_test_add_func("/fo/styles/inheritance", test_inheritance);
    g_test_add_func("/fo/styles/line-height", test_line_height_factor);
    g_test_add_func("/fo/styles/sharing", test_sharing);
    return g_test_run();
}
