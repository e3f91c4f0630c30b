#include "transform/text_int.h"

#include <libxml/parser.h>
#include <string.h>

#include "unit/test.h"

/* In the strings below: ~ no-break space, _ narrow no-break space, | zero-width space. */
static char *
spelled(const char *text)
{
    static const char *const signs[][2] = {{"\u00A0", "~"}, {"\u202F", "_"}, {"\u200B", "|"}};
    g_autoptr(GString) out = g_string_new(text);
    for (unsigned i = 0; i < G_N_ELEMENTS(signs); i++)
        g_string_replace(out, signs[i][0], signs[i][1], 0);
    return g_string_free(g_steal_pointer(&out), FALSE);
}

static char *
adapted(const char *xml)
{
    xmlDoc *doc = xmlReadMemory(xml, (int)strlen(xml), "t.xml", NULL, 0);
    g_assert_nonnull(doc);
    text_adapt(doc);
    xmlChar *bytes = NULL;
    int size = 0;
    xmlDocDumpMemoryEnc(doc, &bytes, &size, "UTF-8");
    g_autofree char *text = g_strstrip(g_strdup(strstr((const char *)bytes, "?>") + 2));
    xmlFree(bytes);
    xmlFreeDoc(doc);
    return spelled(text);
}

struct example {
    const char *lang, *typed, *printed;
};

static void
test_examples(gconstpointer data)
{
    for (const struct example *e = data; e->lang; e++) {
        g_autofree char *escaped = g_markup_escape_text(e->typed, -1);
        g_autofree char *xml = g_strdup_printf("<p xml:lang=\"%s\">%s</p>", e->lang, escaped);
        g_autofree char *got = adapted(xml);
        g_autofree char *printed = g_markup_escape_text(e->printed, -1);
        g_autoptr(GString) bare = g_string_new(printed);
        g_string_replace(bare, "&apos;", "'", 0);
        g_string_replace(bare, "&quot;", "\"", 0);
        g_autofree char *expected =
            g_strdup_printf("<p xml:lang=\"%s\">%s</p>", e->lang, bare->str);
        g_assert_cmpstr(got, ==, expected);
    }
}

static const struct example french_signs[] = {
    {"fr", "Pour qui ?", "Pour qui_?"},
    {"fr", "Pour qui?", "Pour qui_?"},
    {"fr", "Oui: non; si!", "Oui_: non_; si_!"},
    {"fr", "Oui\u00A0: vraiment ?!", "Oui_: vraiment_?!"},
    {"fr", "dit «oui» et « non »", "dit «_oui_» et «_non_»"},
    {"fr", "(voir plus haut): rien", "(voir plus haut)_: rien"},
    {"fr", "à 10:30, échelle 1:50", "à 10:30, échelle 1:50"},
    {"fr", "25% ou 25 %", "25_% ou 25_%"},
    {"fr", "https://a.be/?x=1;y et a.be: oui", "https://a.be/?x=1;y et a.be_: oui"},
    {"fr", "\"Le mot\": voilà", "«_Le mot_»_: voilà"},
    {"nl", "Voor wie? 25% : ja", "Voor wie? 25% : ja"},
    {"de", "Für wen? Ja!", "Für wen? Ja!"},
    {"en", "Who is concerned? 25%", "Who is concerned? 25%"},
    {NULL},
};

static const struct example quotes[] = {
    {"nl", "het \"infoblad\" en 'nu'", "het “infoblad” en ‘nu’"},
    {"de", "das \"Infoblatt\" und 'jetzt'", "das „Infoblatt“ und ‚jetzt‘"},
    {"en", "the \"sheet\" and 'now'", "the “sheet” and ‘now’"},
    {"fr", "la \"fiche\" dite 'info'", "la «_fiche_» dite “info”"},
    {"nl", "foto's van 's ochtends, zo'n dag", "foto’s van ’s ochtends, zo’n dag"},
    {"fr", "l'État d'origine", "l’État d’origine"},
    {"en", "workers' rights, it's", "workers’ rights, it’s"},
    {"en", "a 5\" pipe and a \" alone", "a 5\" pipe and a \" alone"},
    {"de", "schon „gesetzt“", "schon „gesetzt“"},
    {"de", "(\"so\")", "(„so“)"},
    {"tr", "SGK'nın \"eki\"", "SGK'nın \"eki\""},
    {NULL},
};

static const struct example numbers[] = {
    {"fr", "le 1er septembre 2018", "le 1er~septembre 2018"},
    {"fr", "dès le 1er janvier", "dès le 1er~janvier"},
    {"nl", "op 1 mei 2007 en 12 mannen", "op 1~mei 2007 en 12 mannen"},
    {"de", "am 23. Februar 2005", "am 23.~Februar 2005"},
    {"de", "am 23. 2. 2005", "am 23.~2.~2005"},
    {"de", "Es sind 12. Der Rest", "Es sind 12. Der Rest"},
    {"en", "on 2 October 2023", "on 2~October 2023"},
    {"nl", "art. 12 en nr. 5", "art.~12 en nr.~5"},
    {"fr", "art. 12, n° 5, § 2", "art.~12, n°~5, §~2"},
    {"de", "Art. 12 Abs. 2, Nr. 883/2004", "Art.~12 Abs.~2, Nr.~883/2004"},
    {"en", "see p. 12", "see p.~12"},
    {"nl", "Dat was gisteren. 24 maanden", "Dat was gisteren. 24 maanden"},
    {"nl", "tel. +32 2 739 73 17", "tel. +32~2~739~73~17"},
    {"nl", "02 509 59 59 of +32 (0)2 739 73 17", "02~509~59~59 of +32~(0)2~739~73~17"},
    {"fr", "1 500 000 EUR, 12 €", "1_500_000~EUR, 12~€"},
    {"de", "€ 1 500 und 65 %", "€~1_500 und 65~%"},
    {"en", "form E 106 and BE/TR 111, S1", "form E~106 and BE/TR~111, S1"},
    {"nl", "formulier BEL-BRA 101", "formulier BEL-BRA~101"},
    {"en", "in the 24 months", "in the 24 months"},
    {NULL},
};

static const struct example addresses[] = {
    {"nl", "www.rva.be/nl/zoek?q=a&b=c-d_e.", "www.|rva.|be/|nl/|zoek?|q=|a&|b=|c-|d_|e."},
    {"en", "https://employment.belgium.be/en/a%20b",
     "https://|employment.|belgium.|be/|en/|a%|20b"},
    {"en", "https://a.be/?s=0123456789abcdef0123456789abcdefXYZ",
     "https://|a.|be/?|s=|0123456789abcdef0123|456789abcdefXYZ"},
    {"de", "contact@rsz.fgov.be", "contact@rsz.fgov.be"},
    {"de", "international.relations@onss.fgov.be", "international.|relations@|onss.|fgov.|be"},
    {"tr", "www.bir-cok-uzun-adres.gov.tr/sayfa", "www.|bir-|cok-|uzun-|adres.|gov.|tr/|sayfa"},
    {"und", "OnssRsz_Detachering_Overzee_07", "OnssRsz_|Detachering_|Overzee_|07"},
    {"und", "urn:uuid:5b1d4f0e-92a1-5c0f", "urn:uuid:5b1d4f0e-|92a1-|5c0f"},
    {"nl", "en/of en dat.Dit nooit-afbreken-in-woorden",
     "en/of en dat.Dit nooit-afbreken-in-woorden"},
    {NULL},
};

static void
adapts(const char *xml, const char *expected)
{
    g_autofree char *got = adapted(xml);
    g_assert_cmpstr(got, ==, expected);
}

/* Inline elements do not hide a sign's neighbours; blocks do. */
static void
test_elements(void)
{
    adapts("<p xml:lang='fr'><b>Attention</b> : <i>oui</i>; non</p>",
           "<p xml:lang=\"fr\"><b>Attention</b>_: <i>oui</i>_; non</p>");
    adapts("<p xml:lang='fr'><b>a </b>: b</p>", "<p xml:lang=\"fr\"><b>a_</b>: b</p>");
    adapts("<d xml:lang='fr'><p>a</p><p>: b</p></d>", "<d xml:lang=\"fr\"><p>a</p><p>: b</p></d>");
    adapts("<block xml:lang='fr'>page <page-number-citation/> : a</block>",
           "<block xml:lang=\"fr\">page <page-number-citation/>_: a</block>");
    adapts("<p xml:lang='fr'>\"<em>mot</em>\"</p>", "<p xml:lang=\"fr\">«_<em>mot</em>_»</p>");
    adapts("<block xml:lang='fr'>a<footnote><inline>1</inline><footnote-body><block>b ?</block>"
           "</footnote-body></footnote> ;</block>",
           "<block xml:lang=\"fr\">a<footnote><inline>1</inline><footnote-body><block>b_?</block>"
           "</footnote-body></footnote>_;</block>");
}

static void
test_languages(void)
{
    adapts("<p xml:lang='fr'>a ? <span xml:lang='en'>b ?</span> c ?</p>",
           "<p xml:lang=\"fr\">a_? <span xml:lang=\"en\">b ?</span> c_?</p>");
    adapts("<p lang='fr-BE'>a ?</p>", "<p lang=\"fr-BE\">a_?</p>");
    adapts("<p>a ? 'b'</p>", "<p>a ? 'b'</p>");
}

static void
test_untouched(void)
{
    adapts("<p xml:lang='fr'>a <code>b ? \"c\"</code> ?</p>",
           "<p xml:lang=\"fr\">a <code>b ? \"c\"</code>_?</p>");
    adapts("<p xml:lang='fr'><span xml:lang='zxx'>b ?</span></p>",
           "<p xml:lang=\"fr\"><span xml:lang=\"zxx\">b ?</span></p>");
    adapts("<p xml:lang='fr' id='a ?' href='b ?' title='c ?'><img alt='d ?' src='e ?'/></p>",
           "<p xml:lang=\"fr\" id=\"a ?\" href=\"b ?\" title=\"c_?\"><img alt=\"d_?\" "
           "src=\"e ?\"/></p>");
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_data_func("/text/french-signs", french_signs, test_examples);
    g_test_add_data_func("/text/quotes", quotes, test_examples);
    g_test_add_data_func("/text/numbers", numbers, test_examples);
    g_test_add_data_func("/text/addresses", addresses, test_examples);
    g_test_add_func("/text/elements", test_elements);
    g_test_add_func("/text/languages", test_languages);
    g_test_add_func("/text/untouched", test_untouched);
    return g_test_run();
}
