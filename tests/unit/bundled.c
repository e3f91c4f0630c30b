#include "brochure/brochure.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include "base/xml.h"
#include "unit/findings.h"
#include "unit/test.h"

/* What the bundled sources say: each country's own, in four languages. */

static struct sources *repository;

static xmlDoc *
merge(const char *country, enum direction direction, enum language language)
{
    const struct selection selection = {.direction = direction,
                                        .country = country,
                                        .lang = language,
                                        .date = sources_edition(repository)->date};
    g_autoptr(diag) diag = diag_new();
    xmlDoc *doc = brochure_merge(repository, &selection, diag);
    g_autofree char *found = findings(diag);
    g_assert_cmpstr(found, ==, "");
    g_assert_nonnull(doc);
    return doc;
}

/* The text of what an expression selects, white space made single, no-break spaces plain. */
static char *
text_at(xmlDoc *doc, const char *expression)
{
    xmlXPathContext *context = xmlXPathNewContext(doc);
    xmlXPathRegisterNs(context, BAD_CAST "b", BAD_CAST "urn:fichepress:brochure:1");
    xmlXPathRegisterNs(context, BAD_CAST "h", BAD_CAST "http://www.w3.org/1999/xhtml");
    g_autofree char *normal = g_strdup_printf("normalize-space(%s)", expression);
    xmlXPathObject *result = xmlXPathEvalExpression(BAD_CAST normal, context);
    g_autoptr(GString) plain = g_string_new((const char *)result->stringval);
    g_string_replace(plain, "\u00a0", " ", 0);
    g_string_replace(plain, "\u202f", " ", 0);
    char *text = g_strdup(plain->str);
    xmlXPathFreeObject(result);
    xmlXPathFreeContext(context);
    return text;
}

static char *
fiche_text(const char *country, enum direction direction, enum language language, const char *id)
{
    xmlDoc *doc = merge(country, direction, language);
    g_autofree char *expression = g_strdup_printf("//*[@id='%s']", id);
    char *text = text_at(doc, expression);
    xmlFreeDoc(doc);
    return text;
}

static void
assert_says(const char *text, const char *part)
{
    if (!strstr(text, part))
        g_test_message("no \"%s\" in: %s", part, text);
    g_assert_true(strstr(text, part) != NULL);
}

static void
test_whole(void)
{
    g_autoptr(diag) diag = diag_new();
    brochure_check(repository, &sources_edition(repository)->date, diag);
    g_autofree char *found = findings(diag);
    if (diag_count(diag, DIAG_WARNING) > 0)
        g_test_message("%s", found);
    g_assert_cmpuint(diag_count(diag, DIAG_WARNING), ==, 0);
}

static void
test_posting(void)
{
    const char *id = "OnssRsz_SocBijdr_02";
    static const char *const first[] = {"24 maanden", "24 mois", "24 Monate", "24 months"};
    static const char *const more[] = {"36 maanden", "36 mois", "36 Monate", "36 months"};
    static const char *const five[] = {"5 jaar", "5 ans", "5 Jahre", "5 years"};
    for (enum language language = 0; language < LANGUAGE_COUNT; language++) {
        g_autofree char *tr = fiche_text("tr", LEAVING, language, id);
        g_autofree char *jp = fiche_text("jp", LEAVING, language, id);
        assert_says(tr, first[language]);
        assert_says(tr, more[language]);
        assert_says(jp, five[language]);
        g_assert_null(strstr(jp, more[language]));
        g_assert_null(strstr(tr, "Japan"));
    }
}

/* A fact that nobody knows is asked for, not denied. */
static void
test_unknown(void)
{
    g_autofree char *mk = fiche_text("mk", LEAVING, LANGUAGE_EN, "OnssRsz_SocBijdr_02");
    assert_says(mk, "We do not know how long a posting can last");
    g_assert_null(strstr(mk, "is not provided for"));
    g_autofree char *ca = fiche_text("ca", LEAVING, LANGUAGE_EN, "InamiRiziv_MedKst_02");
    assert_says(ca, "We do not know of any rule on health care");
    g_autofree char *ar = fiche_text("ar", LEAVING, LANGUAGE_EN, "InamiRiziv_MedKst_02");
    assert_says(ar, "The agreement does not deal with health care");
    g_autofree char *au = fiche_text("au", LEAVING, LANGUAGE_EN, "InamiRiziv_MedKst_02");
    assert_says(au, "Register with Medicare");
    g_assert_null(strstr(au, "does not deal with"));
}

static void
test_regimes(void)
{
    xmlDoc *ch = merge("ch", LEAVING, LANGUAGE_FR);
    g_autofree char *count = text_at(ch, "count(//b:agreement[@applies='true'])");
    g_assert_cmpstr(count, ==, "2");
    g_autofree char *posting = text_at(ch, "//*[@id='OnssRsz_SocBijdr_01']");
    assert_says(posting, "24 mois");
    assert_says(posting, "convention de 1975 : 12 mois");
    xmlFreeDoc(ch);
    g_autofree char *fr = fiche_text("fr", LEAVING, LANGUAGE_FR, "OnssRsz_SocBijdr_01");
    g_assert_null(strstr(fr, "1975"));
    assert_says(fr, "CPAM");

    g_autofree char *gb = fiche_text("gb", LEAVING, LANGUAGE_NL, "OnssRsz_SocBijdr_02");
    assert_says(gb, "vóór 2021");
    assert_says(gb, "in 2021 of later");
    g_autofree char *qc = fiche_text("ca-qc", COMING, LANGUAGE_DE, "InamiRiziv_MedKst_05");
    assert_says(qc, "RAMQ");
    g_autofree char *ca = fiche_text("ca", COMING, LANGUAGE_DE, "InamiRiziv_MedKst_05");
    g_assert_null(strstr(ca, "RAMQ"));
}

static void
test_no_agreement(void)
{
    xmlDoc *th = merge("th", LEAVING, LANGUAGE_NL);
    g_autofree char *name = text_at(th, "//b:country/@name");
    g_assert_cmpstr(name, ==, "Thailand");
    g_autofree char *agreements = text_at(th, "count(//b:agreement)");
    g_assert_cmpstr(agreements, ==, "0");
    g_autofree char *text = text_at(th, "//*[@id='OnssRsz_SocBijdr_03']");
    assert_says(text, "heeft België geen overeenkomst");
    xmlFreeDoc(th);
}

/* Every country has its three chapters and the convention pages that are its own. */
static void
test_every_country(void)
{
    g_auto(GStrv) countries = brochure_countries(repository);
    g_assert_cmpuint(g_strv_length(countries), ==, 58);
    for (enum direction direction = 0; direction < DIRECTION_COUNT; direction++)
        for (char **country = countries; *country; country++) {
            xmlDoc *doc = merge(*country, direction, LANGUAGE_DE);
            g_autofree char *chapters = text_at(doc, "count(//b:chapter)");
            g_autofree char *fallbacks = text_at(doc, "count(//b:fallbacks/b:fallback)");
            g_test_message("%s", *country);
            g_assert_cmpstr(chapters, ==, "3");
            g_assert_cmpstr(fallbacks, ==, "0");
            xmlFreeDoc(doc);
        }
    const char *pages[][2] = {{"ch", "2"}, {"gb", "1"}, {"tr", "1"}, {"fr", "1"}, {"ca", "0"}};
    for (unsigned i = 0; i < G_N_ELEMENTS(pages); i++) {
        xmlDoc *doc = merge(pages[i][0], LEAVING, LANGUAGE_EN);
        g_autofree char *count = text_at(doc, "count(//b:conventions/b:page)");
        g_test_message("%s", pages[i][0]);
        g_assert_cmpstr(count, ==, pages[i][1]);
        xmlFreeDoc(doc);
    }
}

/* What holds for some countries only, there and nowhere else. */
static void
test_own_rules(void)
{
    static const struct {
        const char *country, *id, *said, *not_said;
    } rules[] = {
        {"cd", "OnssRsz_SocBijdr_02", "only for seafarers", "certificate of coverage"},
        {"cd", "SfpFpd_Pens_02", "only for seafarers", "It sends your claim on"},
        {"us", "OnssRsz_SocBijdr_02", "your nationality does not matter", "seafarers"},
        {"ph", "OnssRsz_SocBijdr_02", "not for all nationalities", "does not matter"},
        {"ma", "OnssRsz_SocBijdr_02", "for employees only", "you ask the NISSE"},
        {"md", "OnssRsz_SocBijdr_02", "you ask the NISSE", "for employees only"},
        {"au", "OnssRsz_SocBijdr_02", "no ordinary extension", "extension by"},
        {"dk", "OnssRsz_SocBijdr_01", "For Denmark you must be a national",
         "Switzerland, the rules"},
        {"is", "OnssRsz_SocBijdr_01", "nationals of the EU and the EEA", "For Denmark"},
        {"nl", "SfpFpd_Pens_01", "you always claim your pension in the Netherlands", "Denmark"},
        {"hr", "OnssRsz_SocBijdr_01", "since 1 July 2013", "since 1 May 2010"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(rules); i++) {
        g_autofree char *text = fiche_text(rules[i].country, LEAVING, LANGUAGE_EN, rules[i].id);
        g_test_message("%s %s", rules[i].country, rules[i].id);
        assert_says(text, rules[i].said);
        g_assert_null(strstr(text, rules[i].not_said));
    }
}

static void
assert_count(xmlDoc *doc, const char *expression, const char *expected)
{
    g_autofree char *all = g_strdup_printf("count(%s)", expression);
    g_autofree char *count = text_at(doc, all);
    if (strcmp(count, expected) != 0)
        g_test_message("%s: %s", expression, count);
    g_assert_cmpstr(count, ==, expected);
}

/* Nothing is borrowed from another language: texts, reasons, forms, contacts of Belgian
 * institutions; who is asked about a gap has a card. */
static void
test_own_language(void)
{
    static const char *const countries[] = {"tr", "us", "ca", "ch", "gb", "cd", "other"};
    for (enum language language = 0; language < LANGUAGE_COUNT; language++)
        for (unsigned i = 0; i < 2 * G_N_ELEMENTS(countries); i++) {
            xmlDoc *doc = merge(countries[i / 2], i % 2 ? COMING : LEAVING, language);
            g_test_message("%s in %s", countries[i / 2], language_name(language));
            assert_count(
                doc, "/b:brochure//*[@xml:lang][not(self::b:partner or @data-value = 'partner')]",
                "0");
            assert_count(doc, "//b:partner[@xml:lang = /b:brochure/@xml:lang]", "0");
            assert_count(doc, "//b:institution/b:contact[@lang != /b:brochure/@xml:lang]", "0");
            assert_count(doc, "//b:gap", "8");
            assert_count(doc, "//b:gap[b:reason and b:institution]", "8");
            assert_count(doc, "//b:gap/b:institution[not(@key = //b:institutions/*/@key)]", "0");
            assert_count(doc, "//b:institutions/*[not(@name) or not(b:contact)]", "0");
            assert_count(doc, "//b:form[not(@issuer) or . = '']", "0");
            xmlFreeDoc(doc);
        }
}

/* The name of an institution abroad says in which language it is, unless that is the brochure's. */
static void
test_partner_language(void)
{
    xmlDoc *doc = merge("tr", LEAVING, LANGUAGE_FR);
    assert_count(doc, "//b:partner[@xml:lang = 'tr']", "1");
    assert_count(doc, "//h:span[@data-value = 'partner'][not(@xml:lang = 'tr')]", "0");
    assert_count(doc, "(//h:span[@data-value = 'partner'])[1]", "1");
    xmlFreeDoc(doc);
    doc = merge("ch", LEAVING, LANGUAGE_FR);
    assert_count(doc, "//b:partner[@xml:lang = 'de']", "1");
    xmlFreeDoc(doc);
    doc = merge("ch", LEAVING, LANGUAGE_DE);
    assert_count(doc, "//b:partner[not(@xml:lang)]", "1");
    xmlFreeDoc(doc);
}

/* The United Kingdom left the group of EU, EEA and Switzerland. */
static void
test_dated_group(void)
{
    struct selection selection = {.direction = LEAVING, .country = "gb", .lang = LANGUAGE_EN};
    const char *fiches[] = {"OnssRsz_SocBijdr_01", "OnssRsz_SocBijdr_02"};
    for (unsigned i = 0; i < G_N_ELEMENTS(fiches); i++) {
        g_autoptr(diag) diag = diag_new();
        g_date_clear(&selection.date, 1);
        g_date_set_dmy(&selection.date, i ? 1 : 31, i ? 1 : 12, i ? 2021 : 2020);
        g_autoptr(grid) grid = grid_new(repository, &selection, diag);
        g_assert_nonnull(grid);
        bool answered[] = {false, false};
        for (unsigned c = 0; c < grid->cell_count; c++)
            for (unsigned a = 0; a < grid->cells[c].answer_count; a++)
                for (unsigned f = 0; f < G_N_ELEMENTS(fiches); f++)
                    answered[f] |= strcmp(grid->cells[c].answers[a].fiche->id, fiches[f]) == 0;
        g_assert_true(answered[i] && !answered[1 - i]);
    }
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_autoptr(diag) diag = diag_new();
    repository = sources_load("sources", diag);
    g_autofree char *found = findings(diag);
    g_assert_cmpstr(found, ==, "");
    g_test_add_func("/bundled/whole", test_whole);
    g_test_add_func("/bundled/posting", test_posting);
    g_test_add_func("/bundled/unknown", test_unknown);
    g_test_add_func("/bundled/regimes", test_regimes);
    g_test_add_func("/bundled/no-agreement", test_no_agreement);
    g_test_add_func("/bundled/every-country", test_every_country);
    g_test_add_func("/bundled/own-rules", test_own_rules);
    g_test_add_func("/bundled/own-language", test_own_language);
    g_test_add_func("/bundled/partner-language", test_partner_language);
    g_test_add_func("/bundled/dated-group", test_dated_group);
    const int status = repository ? g_test_run() : 1;
    sources_free(repository);
    return status;
}
