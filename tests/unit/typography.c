#include "unit/styled.h"

/* One paragraph with every rule of a language goes through both stylesheets: print and e-book say
 * the same, to the last space. In the strings: ~ no-break space, _ narrow no-break space, | U+200B.
 */

#define PLACE "fiche-InamiRiziv_GenVer_01.2"

static const struct {
    const char *lang, *typed, *printed;
} texts[] = {
    {"nl",
     "\"Hij zei 'ja'\" - foto's, € 1.234,56 en 1 500 EUR, op 1 juli, 2013-2014, nr. 5, "
     "tel. +32 2 739 73 17, (EG) nr. 883/2004, 65 %, 5 km, J. Maes... "
     "https://www.rva.be/nl/zoek?q=a",
     "“Hij zei ‘ja’”~– foto’s, €~1.234,56 en 1_500~EUR, op 1~juli, 2013–2014, nr.~5, "
     "tel.~+32~2~739~73~17, (EG)~nr.~883/2004, 65~%, 5~km, J.~Maes… "
     "https://|www.|rva.|be/|nl/|zoek?|q=|a"},
    {"fr",
     "Qui ? \"L'un dit 'oui'\" : non; si! 65% et 1 234,56 €, le 1er juillet, art. 12, § 3, n° 5, "
     "(CE) n° 883/2004, M. Dupont - formulaire BE/TR 111...",
     "Qui_? «~L’un dit “oui”~»~: non_; si_! 65~% et 1_234,56~€, le 1er~juillet, art.~12, §~3, "
     "n°~5, "
     "(CE)~n°~883/2004, M.~Dupont~– formulaire BE/TR~111…"},
    {"de",
     "\"Er sagte 'ja'\" - z.B. am 1. Juli, d. h. 24-36 Monate, 1.234,56 €, Nr. 5, "
     "(EG) Nr. 883/2004, Dr. Maes, um 9 Uhr...",
     "„Er sagte ‚ja‘“~– z._B. am 1.~Juli, d._h.~24–36 Monate, 1.234,56~€, Nr.~5, "
     "(EG)~Nr.~883/2004, Dr.~Maes, um 9~Uhr…"},
    {"en", "\"He said 'yes'\" - it's 1 July 2013, p. 12-15, No 883/2004, form E 106, Mr Smith...",
     "“He said ‘yes’”~– it’s 1~July 2013, p.~12–15, No~883/2004, form E~106, Mr~Smith…"},
};

static xmlNode *
find(const xmlDoc *doc, const char *id)
{
    for (const xmlNode *n = xmlDocGetRootElement(doc); n; n = following(n))
        if (g_strcmp0(attribute(n, "id"), id) == 0)
            return (xmlNode *)n;
    return NULL;
}

static char *
said(const struct stylesheet *sheet, const xmlDoc *brochure)
{
    static const char *const signs[][2] = {{"\u00A0", "~"}, {"\u202F", "_"}, {"\u200B", "|"}};
    xmlDoc *result = applied(sheet, brochure);
    xmlNode *block = find(result, PLACE);
    g_assert_nonnull(block);
    xmlChar *content = xmlNodeGetContent(block);
    g_autoptr(GString) text = g_string_new((const char *)content);
    for (unsigned i = 0; i < G_N_ELEMENTS(signs); i++)
        g_string_replace(text, signs[i][0], signs[i][1], 0);
    xmlFree(content);
    xmlFreeDoc(result);
    return g_strstrip(g_string_free(g_steal_pointer(&text), FALSE));
}

static void
test_agree(gconstpointer index)
{
    const unsigned i = GPOINTER_TO_UINT(index);
    g_autoptr(diag) diag = diag_new();
    xmlDoc *brochure = xml_read("tests/golden/brochure", "example.xml", diag);
    g_assert_nonnull(brochure);
    xmlNodeSetLang(xmlDocGetRootElement(brochure), (const xmlChar *)texts[i].lang);
    xmlNode *paragraph = find(brochure, PLACE);
    g_assert_nonnull(paragraph);
    xmlNodeSetContent(paragraph, NULL);
    xmlNodeAddContent(paragraph, (const xmlChar *)texts[i].typed);
    g_autofree char *on_paper = said(print, brochure);
    g_autofree char *on_screen = said(book, brochure);
    g_assert_cmpstr(on_paper, ==, texts[i].printed);
    g_assert_cmpstr(on_screen, ==, on_paper);
    xmlFreeDoc(brochure);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    stylesheets_load();
    for (unsigned i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *name = g_strconcat("/typography/", texts[i].lang, NULL);
        g_test_add_data_func(name, GUINT_TO_POINTER(i), test_agree);
    }
    const int status = g_test_run();
    stylesheets_free();
    return status;
}
