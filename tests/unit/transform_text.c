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

/* What is set stays: each example, as it is printed, gives itself. */
static void
test_set(gconstpointer data)
{
    for (const struct example *e = data; e->lang; e++) {
        g_autoptr(GString) set = g_string_new(e->printed);
        g_string_replace(set, "~", "\u00A0", 0);
        g_string_replace(set, "_", strchr(e->typed, '_') ? "_" : "\u202F", 0);
        g_string_replace(set, "|", "\u200B", 0);
        g_autofree char *escaped = g_markup_escape_text(set->str, -1);
        g_autofree char *xml = g_strdup_printf("<p xml:lang=\"%s\">%s</p>", e->lang, escaped);
        g_autofree char *once = adapted(xml);
        g_autofree char *expected =
            g_strdup_printf("<p xml:lang=\"%s\">%s</p>", e->lang, e->printed);
        g_autoptr(GString) bare = g_string_new(once);
        g_string_replace(bare, "&amp;", "&", 0);
        g_assert_cmpstr(bare->str, ==, expected);
    }
}

static const struct example french_signs[] = {
    {"fr", "Pour qui ?", "Pour qui_?"},
    {"fr", "Pour qui?", "Pour qui_?"},
    {"fr", "Oui: non; si!", "Oui~: non_; si_!"},
    {"fr", "Oui\u00A0: vraiment ?!", "Oui~: vraiment_?!"},
    {"fr", "dit «oui» et « non »", "dit «~oui~» et «~non~»"},
    {"fr", "(voir plus haut): rien", "(voir plus haut)~: rien"},
    {"fr", "à 10:30, échelle 1:50", "à 10:30, échelle 1:50"},
    {"fr", "25% ou 25 %", "25~% ou 25~%"},
    {"fr", "https://a.be/?x=1;y et a.be: oui", "https://a.be/?x=1;y et a.be~: oui"},
    {"fr", "\"Le mot\": voilà", "«~Le mot~»~: voilà"},
    {"nl", "Voor wie? 25% : ja", "Voor wie? 25% : ja"},
    {"de", "Für wen? Ja!", "Für wen? Ja!"},
    {"en", "Who is concerned? 25%", "Who is concerned? 25%"},
    {NULL},
};

static const struct example quotes[] = {
    {"nl", "het \"infoblad\" en 'nu'", "het “infoblad” en ‘nu’"},
    {"de", "das \"Infoblatt\" und 'jetzt'", "das „Infoblatt“ und ‚jetzt‘"},
    {"en", "the \"sheet\" and 'now'", "the “sheet” and ‘now’"},
    {"fr", "la \"fiche\" dite 'info'", "la «~fiche~» dite “info”"},
    {"nl", "foto's van 's ochtends, zo'n dag", "foto’s van ’s ochtends, zo’n dag"},
    {"fr", "l'État d'origine", "l’État d’origine"},
    {"en", "workers' rights, it's", "workers’ rights, it’s"},
    {"en", "a 5\" pipe and a \" alone", "a 5\" pipe and a \" alone"},
    {"de", "schon „gesetzt“", "schon „gesetzt“"},
    {"de", "(\"so\")", "(„so“)"},
    {"fr", "« dit \"oui\" ici »", "«~dit “oui” ici~»"},
    {"en", "“he said \"yes\" here”", "“he said ‘yes’ here”"},
    {"de", "„er sagte \"ja\" hier“ und \"nein\"", "„er sagte ‚ja‘ hier“ und „nein“"},
    {"nl", "\"Hij zei 'ja' en ging\"", "“Hij zei ‘ja’ en ging”"},
    {"nl", "’s-Gravenhage en '90", "’s-Gravenhage en ’90"},
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
    {"nl", "tel. +32 2 739 73 17", "tel.~+32~2~739~73~17"},
    {"nl", "02 509 59 59 of +32 (0)2 739 73 17", "02~509~59~59 of +32~(0)2~739~73~17"},
    {"fr", "1 500 000 EUR, 12 €", "1_500_000~EUR, 12~€"},
    {"de", "€ 1 500 und 65 %", "€~1_500 und 65~%"},
    {"en", "form E 106 and BE/TR 111, S1", "form E~106 and BE/TR~111, S1"},
    {"nl", "formulier BEL-BRA 101", "formulier BEL-BRA~101"},
    {"en", "in the 24 months", "in the 24 months"},
    {NULL},
};

static const struct example amounts[] = {
    {"nl", "€ 1.234,56 of 1.234,56 EUR", "€~1.234,56 of 1.234,56~EUR"},
    {"fr", "1 234,56 €, soit EUR 12", "1_234,56~€, soit EUR~12"},
    {"de", "12 Mio. Euro, 5 kg, 20 °C", "12~Mio. Euro, 5~kg, 20~°C"},
    {"fr", "à 9 h 30, 80 km, 12 personnes", "à 9~h 30, 80~km, 12 personnes"},
    {"nl", "om 9 uur, 100 euro, 12 kgm", "om 9~uur, 100~euro, 12 kgm"},
    {"de", "um 9 Uhr, 30 Tage", "um 9~Uhr, 30 Tage"},
    {NULL},
};

static const struct example dates[] = {
    {"en", "on 2 October, 1 July and 5 Sep. 2013", "on 2~October, 1~July and 5~Sep.~2013"},
    {"en", "July 1, 2013, on 1st March and May 12 men",
     "July~1, 2013, on 1st~March and May 12 men"},
    {"en", "1 may and 12 men", "1 may and 12 men"},
    {"fr", "le 10 juillet et le 5 févr.", "le 10~juillet et le 5~févr."},
    {"nl", "op 1 juli, de 1ste januari, 3 mrt", "op 1~juli, de 1ste~januari, 3~mrt"},
    {"de", "am 1. Juli, der 1. Antrag", "am 1.~Juli, der 1. Antrag"},
    {NULL},
};

static const struct example references[] = {
    {"en", "Regulation (EC) No 883/2004, No answer", "Regulation (EC)~No~883/2004, No answer"},
    {"de", "Verordnung (EG) Nr. 883/2004", "Verordnung (EG)~Nr.~883/2004"},
    {"nl", "Verordening (EG) nr. 883/2004, art. 12, § 3",
     "Verordening (EG)~nr.~883/2004, art.~12, §~3"},
    {"fr", "Règlement (CE) n° 883/2004 (UE) nouveau", "Règlement (CE)~n°~883/2004 (UE) nouveau"},
    {"de", "z. B. so, d. h. nur i.d.R. und u.a. hier",
     "z._B. so, d._h. nur i._d._R. und u._a. hier"},
    {"de", "die U.S.A. und A.B. Meier", "die U.S.A. und A.B.~Meier"},
    {"fr", "p. ex. M. Dupont et Mme Dupont", "p.~ex. M.~Dupont et Mme~Dupont"},
    {"en", "Dr Smith, J. M. Smith, St. Vith", "Dr~Smith, J.~M.~Smith, St.~Vith"},
    {"nl", "o.a. en i. p. v. dit", "o.a. en i.~p.~v. dit"},
    {NULL},
};

static const struct example dashes[] = {
    {"nl", "een woord - en nog een -- hier", "een woord~– en nog een~– hier"},
    {"de", "ein Wort – und noch", "ein Wort~– und noch"},
    {"en", "a state-of-the-art word -here", "a state-of-the-art word -here"},
    {"en", "typed — as it was", "typed~— as it was"},
    {"fr", "- un point", "–~un point"},
    {"fr", "Article 5 - Durée", "Article 5~– Durée"},
    {"nl", "2013-2014, 1968 - 2018, 24-36 maanden, p. 12-15",
     "2013–2014, 1968–2018, 24–36 maanden, p.~12–15"},
    {"nl", "9.00-12.00 en 5 - 10 %, 1-3 mei", "9.00–12.00 en 5–10~%, 1–3~mei"},
    {"nl", "02-739-73-17, 2026-11-24, 31-153 Kraków, BE-TR 111, 5 - 3, L-1234, 70040-020",
     "02-739-73-17, 2026-11-24, 31-153 Kraków, BE-TR~111, 5 - 3, L-1234, 70040-020"},
    {"nl", "tel. 02 12-14 en +32 2 12-14 12", "tel.~02~12-14 en +32~2~12-14~12"},
    {"en", "wait... (...) and .... no", "wait… (…) and .... no"},
    {"tr", "a - b... 2013-2014", "a - b... 2013-2014"},
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
           "<p xml:lang=\"fr\"><b>Attention</b>~: <i>oui</i>_; non</p>");
    adapts("<p xml:lang='fr'><b>a </b>: b</p>", "<p xml:lang=\"fr\"><b>a~</b>: b</p>");
    adapts("<d xml:lang='fr'><p>a</p><p>: b</p></d>", "<d xml:lang=\"fr\"><p>a</p><p>: b</p></d>");
    adapts("<block xml:lang='fr'>page <page-number-citation/> : a</block>",
           "<block xml:lang=\"fr\">page <page-number-citation/>~: a</block>");
    adapts("<p xml:lang='fr'>\"<em>mot</em>\"</p>", "<p xml:lang=\"fr\">«~<em>mot</em>~»</p>");
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

/* ---- Many texts ---- */

/* Whatever the rules do not touch, in one form: what is left must be the same before and after. */
static char *
skeleton(const char *text)
{
    static const char *const forms[][2] = {
        {"\u00A0", ""}, {"\u202F", ""}, {"\u200B", ""}, {" ", ""},   {"«", "\""},
        {"»", "\""},    {"“", "\""},    {"”", "\""},    {"„", "\""}, {"‚", "'"},
        {"‘", "'"},     {"’", "'"},     {"'", "\""},    {"–", "-"},  {"…", "..."},
    };
    g_autoptr(GString) out = g_string_new(text);
    for (unsigned i = 0; i < G_N_ELEMENTS(forms); i++)
        g_string_replace(out, forms[i][0], forms[i][1], 0);
    while (strstr(out->str, "--"))
        g_string_replace(out, "--", "-", 0);
    return g_string_free(g_steal_pointer(&out), FALSE);
}

static xmlDoc *
random_text(const char *lang)
{
    static const char *const parts[] = {"a",
                                        "Mot",
                                        "z",
                                        "B",
                                        "1",
                                        "12",
                                        "234",
                                        "2013",
                                        "0",
                                        " ",
                                        " ",
                                        " ",
                                        "\u00A0",
                                        "\u202F",
                                        "\u200B",
                                        ".",
                                        ".",
                                        "...",
                                        ",",
                                        ";",
                                        ":",
                                        "!",
                                        "?",
                                        "%",
                                        "€",
                                        "«",
                                        "»",
                                        "“",
                                        "”",
                                        "„",
                                        "‚",
                                        "‘",
                                        "’",
                                        "\"",
                                        "'",
                                        "-",
                                        "--",
                                        "–",
                                        "—",
                                        "(",
                                        ")",
                                        "/",
                                        "@",
                                        "_",
                                        "www.",
                                        "://",
                                        "+32 2",
                                        "Nr.",
                                        "art.",
                                        "juli",
                                        " mai ",
                                        "EUR",
                                        "h",
                                        "n°",
                                        "é",
                                        "1er",
                                        "(EG)",
                                        "No",
                                        "riziv.fgov.be/",
                                        "BE/TR",
                                        "z.B.",
                                        "km"};
    xmlDoc *doc = xmlNewDoc((const xmlChar *)"1.0");
    xmlNode *p = xmlNewNode(NULL, (const xmlChar *)"p"), *into = p;
    xmlNodeSetLang(p, (const xmlChar *)lang);
    xmlDocSetRootElement(doc, p);
    for (int i = g_test_rand_int_range(1, 30); i > 0; i--) {
        const char *part = parts[g_test_rand_int_range(0, G_N_ELEMENTS(parts))];
        if (g_test_rand_int_range(0, 12) == 0)
            into = into == p ? xmlNewChild(p, NULL, (const xmlChar *)"b", NULL) : p;
        xmlNodeAddContent(into, (const xmlChar *)part);
    }
    return doc;
}

static void
test_random(gconstpointer lang)
{
    for (unsigned i = 0; i < 5000; i++) {
        xmlDoc *doc = random_text(lang);
        xmlChar *typed = xmlNodeGetContent((xmlNode *)doc);
        text_adapt(doc);
        xmlChar *once = xmlNodeGetContent((xmlNode *)doc);
        text_adapt(doc);
        xmlChar *twice = xmlNodeGetContent((xmlNode *)doc);
        g_autofree char *before = skeleton((const char *)typed);
        g_autofree char *after = skeleton((const char *)once);
        g_assert_cmpstr(after, ==, before);
        g_assert_cmpstr((const char *)twice, ==, (const char *)once);
        xmlFree(typed);
        xmlFree(once);
        xmlFree(twice);
        xmlFreeDoc(doc);
    }
}

int
main(int argc, char **argv)
{
    static const struct {
        const char *name;
        const struct example *examples;
    } tables[] = {
        {"french-signs", french_signs},
        {"quotes", quotes},
        {"numbers", numbers},
        {"amounts", amounts},
        {"dates", dates},
        {"references", references},
        {"dashes", dashes},
        {"addresses", addresses},
    };
    test_init(argc, argv);
    for (unsigned i = 0; i < G_N_ELEMENTS(tables); i++) {
        g_autofree char *name = g_strconcat("/text/", tables[i].name, NULL);
        g_autofree char *set = g_strconcat(name, "/set", NULL);
        g_test_add_data_func(name, tables[i].examples, test_examples);
        g_test_add_data_func(set, tables[i].examples, test_set);
    }
    g_test_add_data_func("/text/random/nl", "nl", test_random);
    g_test_add_data_func("/text/random/fr", "fr", test_random);
    g_test_add_data_func("/text/random/de", "de", test_random);
    g_test_add_data_func("/text/random/en", "en", test_random);
    g_test_add_data_func("/text/random/other", "tr", test_random);
    g_test_add_func("/text/elements", test_elements);
    g_test_add_func("/text/languages", test_languages);
    g_test_add_func("/text/untouched", test_untouched);
    return g_test_run();
}
