#include "sources/catalogue.h"

#include <glib/gstdio.h>

#include "base/file.h"
#include "base/xml.h"
#include "unit/findings.h"
#include "unit/test.h"

static struct catalogue *bundled;

static GDate
day(unsigned year, unsigned month, unsigned d)
{
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, d, month, year);
    return date;
}

static bool
applies(const char *id, const char *code, unsigned year, unsigned month, unsigned d)
{
    const GDate date = day(year, month, d);
    return agreement_applies(catalogue_agreement(bundled, id), catalogue_country(bundled, code),
                             &date);
}

/* The ids of what applies today, in the order of the file. */
static char *
in_force(const char *code)
{
    unsigned count;
    const GDate today = day(2026, 11, 24);
    const struct agreement *all = catalogue_agreements(bundled, &count);
    GString *ids = g_string_new(NULL);
    for (unsigned i = 0; i < count; i++)
        if (agreement_applies(&all[i], catalogue_country(bundled, code), &today))
            g_string_append_printf(ids, "%s%s", ids->len ? " " : "", all[i].id);
    return g_string_free(ids, FALSE);
}

static void
test_in_force(void)
{
    const char *cases[][2] = {
        {"tr", "ETS78 TR-2014"},
        {"jp", "JP-2005"},
        {"ch", "EU883 CH-1975"},
        {"ca", "CA-1984"},
        {"ca-qc", "CA-QC-2006"},
        {"gb", "UK-WA UK-TCA"},
        {"au", "AU-2002 AU-2006"},
        {"hr", "EU883"},
        {"mk", "MK-2007"},
        {"nl", "EU883 ETS78"},
        {"th", ""},
        {"cn", ""},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *ids = in_force(cases[i][0]);
        g_assert_cmpstr(ids, ==, cases[i][1]);
    }
}

static void
test_dates(void)
{
    g_assert_true(applies("TR-1966", "tr", 2018, 8, 31));
    g_assert_false(applies("TR-1966", "tr", 2018, 9, 1));
    g_assert_false(applies("TR-2014", "tr", 2018, 8, 31));
    g_assert_true(applies("TR-2014", "tr", 2018, 9, 1));
    /* a country's own day */
    g_assert_false(applies("EU883", "ch", 2012, 3, 31));
    g_assert_true(applies("EU883", "ch", 2012, 4, 1));
    g_assert_false(applies("EU883", "no", 2012, 5, 31));
    g_assert_true(applies("EU883", "is", 2012, 6, 1));
    g_assert_true(applies("EU883", "fr", 2010, 5, 1));
    g_assert_false(applies("EU883", "gb", 2026, 1, 1));
    /* provisional application counts */
    g_assert_false(applies("UK-TCA", "gb", 2020, 12, 31));
    g_assert_true(applies("UK-TCA", "gb", 2021, 1, 1));
    /* a party that was replaced earlier than the others */
    g_assert_false(applies("YU-1954", "ba", 2009, 6, 1));
    g_assert_true(applies("YU-1954", "xk", 2019, 5, 31));
    g_assert_false(applies("YU-1954", "mk", 2026, 1, 1));
    /* the day of entry into force is unknown, which is no reason to say no */
    g_assert_cmpuint(catalogue_agreement(bundled, "MK-2007")->in_force.year, ==, 0);
    g_assert_true(applies("MK-2007", "mk", 2026, 1, 1));
    g_assert_false(applies("MK-2007", "mk", 2007, 2, 12));
}

static void
test_posting(void)
{
    const struct agreement *tr = catalogue_agreement(bundled, "TR-2014");
    g_assert_cmpuint(tr->posting.kind, ==, DURATION_MONTHS);
    g_assert_cmpuint(tr->posting.months, ==, 24);
    g_assert_cmpuint(tr->posting_extension.months, ==, 36);
    g_assert_cmpuint(tr->posting_total.months, ==, 60);
    g_assert_cmpuint(tr->posting_self_employed, ==, COVERED_NO);
    g_assert_cmpstr(tr->certificate, ==, "BE/TR");
    g_assert_cmpstr(tr->partner_certificate, ==, "TR/BE");
    g_assert_cmpstr(tr->health_form, ==, "BE-TR 111");
    g_assert_cmpstr(tr->replaces[0], ==, "TR-1966");
    g_assert_cmpstr(tr->partner_institutions[0], ==, "Sosyal Güvenlik Kurumu (SGK)");
    g_assert_true(tr->persons.rule == NATIONALITY_ALL && tr->persons.disputed);
    g_assert_cmpuint(tr->branch[BRANCH_UNEMPLOYMENT], ==, COVERED_CONFLICT);
    g_assert_cmpstr(tr->branch_persons[BRANCH_UNEMPLOYMENT].groups[2], ==, "refugees");

    const struct agreement *jp = catalogue_agreement(bundled, "JP-2005");
    g_assert_cmpuint(jp->posting.months, ==, 60);
    g_assert_cmpuint(jp->posting_extension.months, ==, 12);
    g_assert_cmpuint(jp->posting_self_employed, ==, COVERED_YES);
    g_assert_cmpuint(jp->branch[BRANCH_HEALTH_CARE], ==, COVERED_LAW_ONLY);

    g_assert_cmpuint(catalogue_agreement(bundled, "IN-2006")->posting_extension.kind, ==,
                     DURATION_BY_AGREEMENT);
    g_assert_cmpuint(catalogue_agreement(bundled, "AL-2013")->posting_extension.kind, ==,
                     DURATION_NO_MAXIMUM);
    g_assert_cmpuint(catalogue_agreement(bundled, "AU-2002")->posting_extension.kind, ==,
                     DURATION_NONE);
    g_assert_cmpuint(catalogue_agreement(bundled, "UK-WA")->posting.kind, ==, DURATION_AS_EU);
    const struct agreement *dz = catalogue_agreement(bundled, "DZ-1968");
    g_assert_cmpstr(dz->certificate, ==, "B/ALG 1");
    g_assert_cmpstr(dz->certificate_extension_form->number, ==, "B/ALG 2");
    const struct agreement *us = catalogue_agreement(bundled, "US-1982");
    g_assert_null(us->certificate); /* it has a name and no number */
    g_assert_cmpstr(us->certificate_form->name[LANGUAGE_NL], ==, "detacheringsbewijs");
    g_assert_cmpuint(us->persons.rule, ==, NATIONALITY_LISTED);
    g_assert_cmpuint(us->posting_persons.rule, ==, NATIONALITY_ALL);
}

static void
test_regimes(void)
{
    const struct agreement *eu = catalogue_agreement(bundled, "EU883");
    const struct party *ch = agreement_party(eu, catalogue_country(bundled, "ch"));
    const struct party *fr = agreement_party(eu, catalogue_country(bundled, "fr"));
    g_assert_cmpuint(ch->persons.rule, ==, NATIONALITY_LISTED);
    g_assert_cmpstr(ch->persons.groups[1], ==, "swiss");
    g_assert_cmpuint(fr->persons.rule, ==, NATIONALITY_ALL);
    g_assert_cmpuint(eu->party_count, ==, 30);

    const struct agreement *wa = catalogue_agreement(bundled, "UK-WA");
    const struct agreement *tca = catalogue_agreement(bundled, "UK-TCA");
    g_assert_cmpuint(wa->situations_until.year, ==, 2020);
    g_assert_cmpuint(tca->situations_from.year, ==, 2021);
    g_assert_true(tca->provisional.provisional);
    g_assert_cmpuint(tca->in_force.month, ==, 5);
    g_assert_cmpuint(tca->branch[BRANCH_FAMILY], ==, COVERED_NO);
    g_assert_cmpuint(wa->branch[BRANCH_FAMILY], ==, COVERED_YES);

    const struct agreement *ca = catalogue_agreement(bundled, "CA-1984");
    const struct agreement *qc = catalogue_agreement(bundled, "CA-QC-2006");
    g_assert_cmpuint(ca->branch[BRANCH_HEALTH_CARE], ==, COVERED_NOT_LISTED);
    g_assert_cmpuint(qc->branch[BRANCH_HEALTH_CARE], ==, COVERED_YES);
    g_assert_cmpstr(qc->amended_by[0], ==, "CA-QC-2023");
    g_assert_cmpuint(catalogue_agreement(bundled, "AU-2006")->kind, ==, AGREEMENT_HEALTH);
    g_assert_cmpuint(catalogue_agreement(bundled, "MK-2007")->health->id[0], ==, 'E');
}

/* What the sources do not say is unknown, and a weak no is no no. */
static void
test_unknown(void)
{
    const struct agreement *mk = catalogue_agreement(bundled, "MK-2007");
    g_assert_cmpuint(mk->posting.kind, ==, DURATION_UNKNOWN);
    g_assert_cmpuint(mk->posting_total.kind, ==, DURATION_UNKNOWN);
    g_assert_cmpuint(mk->civil_servants, ==, COVERED_UNKNOWN);
    g_assert_cmpuint(mk->pension_export, ==, COVERED_UNKNOWN);
    g_assert_cmpuint(mk->posting_self_employed, ==, COVERED_NOT_LISTED);
    g_assert_cmpuint(mk->branch[BRANCH_MATERNITY], ==, COVERED_UNKNOWN);
    g_assert_null(mk->certificate);
    const struct agreement *yu = catalogue_agreement(bundled, "YU-1954");
    for (enum branch branch = 0; branch < BRANCH_COUNT; branch++)
        g_assert_cmpuint(yu->branch[branch], ==, COVERED_UNKNOWN);
    g_assert_cmpuint(catalogue_agreement(bundled, "IL-1971")->persons.rule, ==,
                     NATIONALITY_UNKNOWN);
    g_assert_cmpuint(catalogue_agreement(bundled, "XK-2018")->persons.rule, ==,
                     NATIONALITY_CONFLICT);
}

static void
test_countries(void)
{
    unsigned count;
    const struct country *countries = catalogue_countries(bundled, &count);
    g_assert_cmpuint(count, ==, 57);
    for (unsigned i = 0; i < count; i++)
        for (enum language language = 0; language < LANGUAGE_COUNT; language++) {
            g_assert_true(countries[i].name[language] && *countries[i].name[language]);
            g_assert_true(countries[i].in[language] && countries[i].to[language] &&
                          countries[i].from[language] && countries[i].of[language]);
            g_assert_true(countries[i].catalogued);
        }
    const struct country *us = catalogue_country(bundled, "us");
    g_assert_cmpstr(us->to[LANGUAGE_FR], ==, "vers les États-Unis");
    g_assert_cmpstr(us->of[LANGUAGE_DE], ==, "der Vereinigten Staaten");
    const struct country *th = catalogue_country(bundled, "th");
    g_assert_false(th->catalogued);
    g_assert_cmpstr(th->name[LANGUAGE_FR], ==, "Thaïlande");
    g_assert_cmpstr(th->iso3, ==, "THA");
    g_assert_null(th->in[LANGUAGE_FR]);
    g_assert_null(*th->variants);
    g_assert_null(catalogue_country(bundled, "qq"));
}

static void
test_named(void)
{
    const char *cases[][2] = {
        {"czech_republic", "cz"},
        {"turkey", "tr"},
        {"Türkiye", "tr"},
        {"macedonia", "mk"},
        {"SaintMarin", "sm"},
        {"Great_Britain", "gb"},
        {"united_states", "us"},
        {"les Philippines", "ph"},
        {"the_netherlands", "nl"},
        {"die Türkei", "tr"},
        {"Quebec", "ca-qc"},
        {"QUÉBEC", "ca-qc"},
        {"ca-qc", "ca-qc"},
        {"Chili", "cl"},
        {"congo", "cd"},
        {"Congo - Kinshasa", "cd"},
        {"south_korea", "kr"},
        {"bosnia-herzegovina", "ba"},
        {"GRC", "gr"},
        {"gr", "gr"},
        {"Thaïlande", "th"},
        {"belgium", "be"},
        {"saint_lucia", "lc"},
        {"Congo-Brazzaville", "cg"},
        {"Grande-Bretagne", "gb"},
        {"trinidad_and_tobago", "tt"},
        {"Hong_Kong", "hk"},
        {"burma", "mm"},
        {"the gambia", "gm"},
        {"Russian Federation", "ru"},
        {"russische_federatie", "ru"},
        {"Ivory Coast", "ci"},
        {"Elfenbeinküste", "ci"},
        {"Vatican", "va"},
        {"Vaticaan", "va"},
        {"swaziland", "sz"},
        {"East Timor", "tl"},
        {"Timor oriental", "tl"},
        {"Cape Verde", "cv"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        const struct country *country = catalogue_country_named(bundled, cases[i][0]);
        g_test_message("%s", cases[i][0]);
        g_assert_nonnull(country);
        g_assert_cmpstr(country->code, ==, cases[i][1]);
    }
    g_assert_null(catalogue_country_named(bundled, "other"));
    g_assert_null(catalogue_country_named(bundled, "narnia"));
    g_assert_null(catalogue_country_named(bundled, ""));
}

static void
test_directory(void)
{
    unsigned count;
    const struct institution *fpd = catalogue_institution(bundled, "SfpFpd");
    g_assert_cmpstr(fpd->id, ==, "FPD");
    g_assert_true(fpd == catalogue_institution(bundled, "sfp"));
    g_assert_null(fpd->abbreviation[LANGUAGE_EN]);
    g_assert_cmpstr(fpd->former_in[LANGUAGE_FR][0], ==, "Office national des pensions");
    g_assert_null(fpd->former_in[LANGUAGE_FR][2]);
    g_assert_cmpstr(catalogue_institution(bundled, "InamiRiziv")->website_in[LANGUAGE_FR], ==,
                    "https://inami.fgov.be");
    g_assert_false(catalogue_institution(bundled, "FAMIFED")->active);
    g_assert_null(catalogue_institution(bundled, "Nobody"));

    const struct contact *contacts = catalogue_contacts(bundled, &count);
    unsigned partners = 0;
    for (unsigned i = 0; i < count; i++) {
        g_assert_true((contacts[i].language == LANGUAGE_COUNT) == (contacts[i].country != NULL));
        partners += contacts[i].country != NULL;
        if (strcmp(contacts[i].institution, "FPD") != 0)
            continue;
        g_assert_cmpstr(contacts[i].phone, ==, "1765");
        g_assert_cmpstr(contacts[i].phone_abroad, ==, "+32 78 15 17 65");
    }
    g_assert_cmpuint(partners, ==, 11);

    const struct form *s1 = catalogue_form(bundled, "S-1");
    g_assert_cmpstr(s1->id, ==, "S1");
    g_assert_true(s1 == catalogue_form(bundled, "E 106"));
    g_assert_cmpstr(s1->former, ==, "E106, E109, E120, E121");
    g_assert_cmpstr(s1->issued_by[LANGUAGE_DE], ==, "Krankenkasse");
    g_assert_cmpstr(catalogue_form(bundled, "A1")->issued_by[LANGUAGE_FR], ==, "ONSS, INASTI");
    g_assert_cmpstr(catalogue_form(bundled, "L76")->name[LANGUAGE_DE], ==, "L76-DE");
    g_assert_cmpstr(catalogue_form(bundled, "be/srb 101")->number, ==, "BE/SRB 101");
    const struct form *forms = catalogue_forms(bundled, &count);
    for (unsigned i = 0; i < count; i++)
        for (enum language language = 0; language < LANGUAGE_COUNT; language++)
            g_assert_true(forms[i].name[language] && forms[i].purpose[language] &&
                          forms[i].issued_by[language] && forms[i].handed_to[language]);
    g_assert_null(catalogue_form(bundled, "Z9"));
}

static void
test_links(void)
{
    g_autoptr(diag) diag = diag_new();
    xmlDoc *doc = xml_read("sources", "catalogue/links.xml", diag);
    g_assert_true(doc && xml_validate(doc, "links", diag));
    xml_free(doc);
}

struct change {
    const char *file, *from, *to; /* file without .xml; NULL ends a list */
};

/* What is found in the bundled catalogue with some changes, loaded from a directory of its own. */
static char *
load_changed(const struct change *changes)
{
    static const char *const files[] = {"agreements", "countries", "institutions", "contacts",
                                        "forms"};
    g_autofree char *root = g_dir_make_tmp("catalogue-XXXXXX", NULL);
    g_autofree char *directory = g_build_filename(root, "catalogue", NULL);
    g_assert_cmpint(g_mkdir(directory, 0700), ==, 0);
    for (unsigned i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *source = g_strdup_printf("sources/catalogue/%s.xml", files[i]);
        g_autofree char *target = g_strdup_printf("%s/%s.xml", directory, files[i]);
        g_autofree char *text = NULL;
        g_assert_true(g_file_get_contents(source, &text, NULL, NULL));
        g_autoptr(GString) changed = g_string_new(text);
        for (const struct change *change = changes; change->file; change++)
            if (strcmp(files[i], change->file) == 0)
                g_assert_cmpuint(g_string_replace(changed, change->from, change->to, 1), ==, 1);
        g_assert_true(g_file_set_contents(target, changed->str, -1, NULL));
    }
    g_autoptr(diag) diag = diag_new();
    g_autoptr(catalogue) catalogue = catalogue_load(root, diag);
    g_assert_true((catalogue == NULL) == (diag_count(diag, DIAG_ERROR) > 0));
    g_autoptr(diag) removal = diag_new();
    g_assert_true(file_remove_tree(root, removal));
    return findings(diag);
}

static void
assert_finding(const char *file, const char *from, const char *to, const char *pattern)
{
    const struct change changes[] = {{file, from, to}, {NULL}};
    g_autofree char *found = load_changed(changes);
    g_test_message("%s", found);
    g_assert_true(g_regex_match_simple(pattern, found, 0, 0));
}

static void
test_mistakes(void)
{
    assert_finding("agreements", "<party code=\"tr\"/>\n    <signed date=\"2014",
                   "<party code=\"tq\"/>\n    <signed date=\"2014",
                   "^catalogue/agreements.xml:\\d+:5: error\\[E0351\\]: .*country tq");
    assert_finding("agreements", "<replaces id=\"TR-1966\"/>", "<replaces id=\"TR-1967\"/>",
                   "E0351\\]: the catalogue has no agreement TR-1967");
    assert_finding("agreements", "form=\"BE-TR-111\"", "form=\"BE-TR-112\"",
                   "E0351\\]: the catalogue has no form BE-TR-112");
    assert_finding("agreements", "<issuer-employees institution=\"RSZ\"/>",
                   "<issuer-employees institution=\"RZS\"/>",
                   "E0351\\]: the catalogue has no institution RZS");
    assert_finding("agreements", "source=\"2 3 14\"", "source=\"2 3 99\"",
                   "E0351\\]: the catalogue has no source 99");
    assert_finding("agreements", "<agreement id=\"TR-1966\"", "<agreement id=\"TR-2014\"",
                   "E0350\\]: the agreement TR-2014 stands twice");
    assert_finding("agreements", "<in-force date=\"2018-09-01\"/>",
                   "<in-force date=\"2018-02-30\"/>",
                   "E0353\\]: there is no such date: 2018-02-30");
    assert_finding("agreements", "<in-force date=\"2018-09-01\"/>", "<in-force date=\"2013-09\"/>",
                   "E0352\\]: TR-2014: entry into force 2013-09 is before signature 2014-04-11");
    assert_finding("agreements", "<posting months=\"24\"/>", "<posting months=\"long\"/>", "E0108");
    assert_finding("countries", "<country code=\"bg\"", "<country code=\"at\"",
                   "E0350\\]: the country at stands twice");
    assert_finding("countries", "<variant lang=\"nl\">Tsjechische Republiek",
                   "<variant lang=\"nl\">Frankrijk", "E0350\\]: the name Frankrijk stands twice");
    assert_finding("contacts", "institution=\"FPD\"", "institution=\"FPE\"",
                   "^catalogue/contacts.xml:\\d+:3: error\\[E0351\\]");
    assert_finding("contacts", "<phone>1765</phone>", "<phone>02/509.59.59</phone>", "E0108");
    assert_finding("institutions", "id=\"RSZ\"", "id=\"FODSZ\"", "E0350");
    assert_finding("institutions", "<took-over institution=\"DIBISS\"/>",
                   "<took-over institution=\"DOBISS\"/>", "E0351");
    assert_finding("forms", "<form id=\"S2\"", "<form id=\"S1\"", "E0350");
    assert_finding("forms", "<given-to role=\"hospital\"/>", "<given-to role=\"hospitals\"/>",
                   "E0351\\]: the catalogue has no role hospitals");
}

static void
test_overlap_and_gap(void)
{
    const char *overlap = "^catalogue/agreements.xml:\\d+:3: error\\[E0354\\]: "
                          "TR-2014 and TR-1966 apply with Turkey at the same time";
    assert_finding("agreements", "<ended date=\"2018-09-01\"/>", "<ended date=\"2018-10-01\"/>",
                   overlap);
    assert_finding(
        "agreements", "<ended date=\"2018-09-01\"/>", "<ended date=\"2018-08-01\"/>",
        "warning\\[E0355\\]: nothing applies with Turkey between the end of TR-1966 and");
    assert_finding("agreements", "<party code=\"rs\" ended=\"2014-09-01\"/>",
                   "<party code=\"rs\" ended=\"2014-06\"/>",
                   "E0355\\]: nothing applies with Serbia");
}

/* Two of one kind with one country: told apart by the time of the situation, by nationals, or not
 * at all. */
static void
test_told_apart(void)
{
    const struct change kind = {"agreements", "kind=\"trade_agreement_protocol\"",
                                "kind=\"withdrawal_agreement\""};
    const struct change from = {"agreements", "<situations from=\"2021-01-01\">",
                                "<situations from=\"2020-12-31\">"};
    g_autofree char *by_time = load_changed((struct change[]){kind, {NULL}});
    g_assert_cmpstr(by_time, ==, "");
    g_autofree char *same_day = load_changed((struct change[]){kind, from, {NULL}});
    g_assert_nonnull(strstr(same_day, "UK-WA and UK-TCA apply with United Kingdom"));

    const struct change swiss = {"agreements", "id=\"CH-1975\" kind=\"bilateral\"",
                                 "id=\"CH-1975\" kind=\"eu_regulation\""};
    const struct change parties = {
        "agreements",
        "<group key=\"parties\"/>\n      <note>nationals_only except posting articles: all "
        "nationalities; used",
        "<group key=\"third_states\"/>\n      <note>"};
    g_autofree char *citizens = load_changed((struct change[]){swiss, {NULL}});
    g_assert_nonnull(strstr(citizens, "EU883 and CH-1975 apply with Switzerland"));
    g_autofree char *others = load_changed((struct change[]){swiss, parties, {NULL}});
    g_assert_cmpstr(others, ==, "");
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_autoptr(diag) diag = diag_new();
    bundled = catalogue_load("sources", diag);
    g_autofree char *found = findings(diag);
    g_assert_cmpstr(found, ==, ""); /* not even a note: it is never a supplier's mistake */
    g_assert_nonnull(bundled);
    g_test_add_func("/catalogue/in-force", test_in_force);
    g_test_add_func("/catalogue/dates", test_dates);
    g_test_add_func("/catalogue/posting", test_posting);
    g_test_add_func("/catalogue/regimes", test_regimes);
    g_test_add_func("/catalogue/unknown", test_unknown);
    g_test_add_func("/catalogue/countries", test_countries);
    g_test_add_func("/catalogue/named", test_named);
    g_test_add_func("/catalogue/directory", test_directory);
    g_test_add_func("/catalogue/links", test_links);
    g_test_add_func("/catalogue/mistakes", test_mistakes);
    g_test_add_func("/catalogue/overlap-and-gap", test_overlap_and_gap);
    g_test_add_func("/catalogue/told-apart", test_told_apart);
    const int status = g_test_run();
    catalogue_free(bundled);
    return status;
}
