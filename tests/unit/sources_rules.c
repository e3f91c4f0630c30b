#include "unit/repository.h"
#include "unit/test.h"

/* One file of the small repository is another than usual: what is found, and where. */

struct finding {
    const char *path, *text, *expected;
};

static void
find_all(const struct finding *findings, unsigned count)
{
    for (unsigned i = 0; i < count; i++)
        repository_finds(findings[i].path, findings[i].text, findings[i].expected);
}

#define FIND(...)                                                                                  \
    do {                                                                                           \
        static const struct finding table[] = {__VA_ARGS__};                                       \
        find_all(table, G_N_ELEMENTS(table));                                                      \
    } while (0)

#define LB(lists) "<lists>" lists "</lists>"

static void
test_lists(void)
{
    FIND(
        {LISTS_LB, LB(LIST_COUNTRIES LIST_NATIONALITIES LIST_LEAVING "\n<unknown/>"), ""},
        {LISTS_LB, LB(LIST_COUNTRIES LIST_NATIONALITIES LIST_LEAVING "\n<destination/>"),
         "criteria/criteria_LB.xml:2:1: warning[E0307]: the list destination stands in "
         "criteria/criteria_LB.xml, line 1, as well\n"},
        {LISTS_LB, LB(LIST_COUNTRIES LIST_LEAVING),
         "criteria:1: error[E0306]: the list <nationality> is missing or empty in "
         "criteria/*.xml\n"},
        {LISTS_C2B, LB("<status><item id='employee'" LABELS("E") "/></status>"),
         "criteria:1: error[E0306]: the list <subject> is missing or empty in "
         "criteria/*c2b*.xml\n"},
        {LISTS_LB,
         LB(LIST_COUNTRIES LIST_NATIONALITIES LIST_LEAVING
            "\n<status><item id='Employee'" LABELS("E") "/></status>"),
         "criteria/criteria_LB.xml:2:1: warning[E0307]: the list status stands in "
         "criteria/criteria_LB.xml, line 1, as well\n"},
        {"criteria/more_c2b.xml", LB("<subject><item id='x'" LABELS("X") "/></subject>"),
         "criteria/more_c2b.xml:1:8: warning[E0307]: the list subject stands in "
         "criteria/criteria_c2b.xml, line 1, as well\n"},
        {"criteria/more.xml", LB("<subject><item id='x'" LABELS("X") "/></subject>"),
         "criteria/more.xml:1:8: warning[E0305]: the list subject is read only from files named "
         "for a direction\n"},
        {"criteria/more_c2b.xml.bak", "not read",
         "criteria/more_c2b.xml.bak:1: warning[E0305]: the name more_c2b.xml.bak does not end with "
         ".xml\n"},
        {"criteria/my lists.xml", "not read",
         "criteria/my lists.xml:1: error[E0302]: \"my lists.xml\" cannot be the name of a file\n"},
        {"criteria/readme.txt", "not read", ""}, {"criteria/.DS_Store", "not read", ""});
}

static void
test_entries(void)
{
    static const char more[] = "criteria/more.xml";
    FIND({more, LB("<destination>\n<country" LABELS("X") "/></destination>"),
          "criteria/more.xml:2:1: error[E0308]: \"\" in the list destination cannot be an id\n"},
         {more, LB("<destination>\n<country id='-x'" LABELS("X") "/></destination>"),
          "criteria/more.xml:2:1: error[E0308]: \"-x\" in the list destination cannot be an id\n"},
         {more, LB("<destination>\n<country id='x\u200by'" LABELS("X") "/></destination>"),
          "criteria/more.xml:2:1: error[E0308]: \"x<U+200B>y\" in the list destination cannot be "
          "an id\n"},
         {more, LB("<destination>\n<country id='Utopia'" LABELS("Nowhere") "/></destination>"),
          "criteria/more.xml:2:1: error[E0314]: \"utopia\" is no country, by its id or its "
          "labels\n"},
         {more, LB("<destination><zone id='Empty'/><pays id='us'" LABELS("U") "/></destination>"),
          ""},
         {more, LB("<destination>\n<country id='c7'" LABELS("Thailand") "/></destination>"), ""},
         {more, LB("<destination>\n<country id='Türkiye'" LABELS("T") "/></destination>"),
          "criteria/more.xml:2:1: warning[E0315]: \"türkiye\" and \"turkey\" (line 1) are both "
          "tr\n"},
         {more, LB("<nationality>\n<country id='stateless'" LABELS("S") "/></nationality>"), ""},
         {more, LB("<destination>\n<country id='us' nl='a' fr='' en='c'/></destination>"),
          "criteria/more.xml:2:1: warning[E0309]: \"us\" in the list destination has no label in "
          "de\n"
          "criteria/more.xml:2:1: warning[E0309]: \"us\" in the list destination has no label in "
          "fr\n"},
         {more,
          LB("<destination><group id='g'>\n<country id='us'" LABELS("U") "/>\n<country id=' \"US\" "
                                                                         "'/></group></"
                                                                         "destination>"),
          "criteria/more.xml:3:1: warning[E0310]: \"us\" stands twice in the group g\n"},
         {more,
          LB("<destination xmlns:fp='urn:fichepress:1'><group id='g'>\n"
             "<country id='us' fp:until='2001-01-01'" LABELS(
                 "U") "/>"
                      "<country id='us' fp:from='2002-01-01'/></group>"
                      "<group id='h'><country id='us'/></group></destination>"),
          ""},
         {more,
          LB("<destination xmlns:fp='urn:fichepress:1'><group id='g'>\n"
             "<country id='us' fp:from='2002-13-01'" LABELS(
                 "U") "/>\n"
                      "<country id='ca' fp:from='2002-12-02' fp:until='2002-12-01'" LABELS(
                          "C") "/>"
                               "</group></destination>"),
          "criteria/more.xml:2:1: error[E0313]: \"2002-13-01\" is no date\n"
          "criteria/more.xml:3:1: error[E0312]: validity ends before it begins: 2002-12-02, "
          "2002-12-01\n"},
         {more,
          LB("<destination><group id='g'><group id='h'>\n<group id=\"'G'\"><country id='us'/>"
             "</group></group></group></destination>"),
          "criteria/more.xml:2:1: error[E0311]: the group \"g\" stands in a group that it holds "
          "itself\n"},
         {more, LB("<destination><group>\n<country id='us'" LABELS("U") "/></group></destination>"),
          "criteria/more.xml:1:21: warning[E0334]: the countries of <group> count as standing "
          "around it\n"});
}

static void
test_names(void)
{
    FIND(
        {"leaving_belgium/themas/Demo/B 1.xml", "not read",
         "leaving_belgium/themas/Demo/B 1.xml:1: error[E0302]: \"B 1\" cannot be an id\n"},
        {"leaving_belgium/themas/Demo/.B.xml", "not read",
         "leaving_belgium/themas/Demo/.B.xml:1: error[E0302]: \".B\" cannot be an id\n"},
        {"leaving_belgium/themas/De mo/B_1.xml", "not read",
         "leaving_belgium/themas/De mo/B_1.xml:1: error[E0302]: \"De mo\" cannot be the name of an "
         "institution's folder\n"},
        {"leaving_belgium/themas/De mo/pictures.zip", "not read", ""},
        {"leaving_belgium/themas/.git/B_1.xml", "not read", ""},
        {"leaving_belgium/themas/Demo/.DS_Store", "not read", ""},
        {"leaving_belgium/themas/Demo/B_1.xml~", "not read",
         "leaving_belgium/themas/Demo/B_1.xml~:1: warning[E0305]: the name B_1.xml~ does not end "
         "with .xml\n"},
        {"leaving_belgium/criteria/Demo/A_01.xml", "not read",
         "leaving_belgium/criteria/Demo/A_01.xml:1: warning[E0305]: the name A_01.xml does not end "
         "with _criteria.xml\n"},
        {"leaving_belgium/themas/Page.xml", FICHE("<metadatas/>", ""),
         "leaving_belgium/themas/Page.xml:1: warning[E0305]: Page.xml lies in no institution's "
         "folder\n"},
        {"leaving_belgium/themas/Other/A_01.xml", PLAIN,
         "leaving_belgium/themas/Other/A_01.xml:1: error[E0303]: \"A_01\" stands here, \"A_01\" in "
         "A\n"},
        {"leaving_belgium/themas/Demo/a_01.xml", FICHE("<metadatas/>", ""),
         "leaving_belgium/themas/Demo/a_01.xml:1: error[E0303]: \"a_01\" stands here, \"A_01\" in "
         "A\n"},
        {"leaving_belgium/themas/Demo/A_-01.xml", FICHE("<metadatas/>", ""),
         "A:1: warning[E0304]: \"A_01\" stands here, \"A_-01\" in "
         "leaving_belgium/themas/Demo/A_-01.xml\n"},
        {"coming_to_belgium/themas/Demo/A_01.xml", FICHE("<metadatas/>", ""), ""},
        {"leaving_belgium/themas/x/y/Demo/P.XML", FICHE("<metadatas/>", ""), ""});
}

#define ROWS(rows) "<criteria subject='pension'>\n" rows "</criteria>"

static void
test_criteria(void)
{
    FIND(
        {A_ROWS,
         "<x subject='\"PENSION\" '>" ROW(" Other ", "belgium;;EEA; belgium;",
                                          "'Posted  Worker'") "</x>",
         ""},
        {A_ROWS,
         "<x subject='leaving_subject:annual holidays'>" ROW("country:spain",
                                                             "nat-belgium;nationality:nat-other",
                                                             "leaving_status:employee") "</x>",
         ""},
        {A_ROWS, "<x>" ROW("spain", "belgium", "employee") "</x>",
         "A_ROWS:1:1: error[E0316]: the criteria name no subject\n"},
        {A_ROWS, "<x subject='pensoin'>" ROW("spain", "belgium", "employee") "</x>",
         "A_ROWS:1:1: error[E0316]: \"pensoin\" is no subject\n"},
        {A_ROWS, ROWS(ROW("spian", "belgum;x", "employe")),
         "A_ROWS:2:6: error[E0318]: \"spian\" is not in the list destination\n"
         "A_ROWS:2:38: error[E0318]: \"belgum\" is not in the list nationality\n"
         "A_ROWS:2:38: error[E0318]: \"x\" is not in the list nationality\n"
         "A_ROWS:2:73: error[E0318]: \"employe\" is not in the list status\n"},
        {A_ROWS, ROWS(ROW("spain", "belgium", "Student")),
         "A_ROWS:2:72: error[E0319]: \"Student\" is a status of the direction coming\n"},
        {A_ROWS, ROWS("<row/>\n" ROW("", " ", ";;")),
         "A_ROWS:2:1: warning[E0320]: the row has no nationality; it counts for all\n"
         "A_ROWS:3:1: warning[E0320]: the row has no nationality; it counts for all\n"
         "A_ROWS:2:1: error[E0317]: the row has no destination\n"
         "A_ROWS:2:1: error[E0317]: the row has no status\n"
         "A_ROWS:3:1: error[E0317]: the row has no destination\n"
         "A_ROWS:3:1: error[E0317]: the row has no status\n"},
        {A_ROWS, ROWS(ROW("spain;turkey", "belgium", "employee; posted worker;employee")),
         "A_ROWS:2:1: warning[E0321]: the row has 2 values for destination\n"
         "A_ROWS:2:1: warning[E0321]: the row has 2 values for status\n"},
        {A_ROWS,
         ROWS("<r><Destination>group_1</Destination>\n<land/><STATUS>employee</STATUS>"
              "<nationality>\n belgium\n</nationality></r>"),
         "A_ROWS:3:1: warning[E0330]: <land> means nothing in a row\n"},
        {A_ROWS, "<x subject='pension'><!-- <row/> --></x>",
         "A_ROWS:1:1: warning[E0322]: the criteria of A_01 have no row, so it applies to nobody\n"},
        {"leaving_belgium/themas/Demo/A_02.xml", PLAIN,
         "leaving_belgium/themas/Demo/A_02.xml:1:1: warning[E0322]: A_02 has no criteria, so it "
         "applies to nobody\n"},
        {"leaving_belgium/criteria/Demo/A_02_criteria.xml", "not read",
         "leaving_belgium/criteria/Demo/A_02_criteria.xml:1: warning[E0323]: there is no fiche "
         "A_02\n"},
        {A, FICHE("<metadatas/>", "x"),
         "A_ROWS:1: warning[E0323]: A_01 is a page for everybody, its criteria are not read\n"});
}

static void
test_criteria_elsewhere(void)
{
    static const char other[] = "leaving_belgium/criteria/Other/A_01_criteria.xml";
    char *root = repository_new();
    repository_write(root, other, CRITERIA);
    sources_free(repository_load(root, "leaving_belgium/criteria/Other/A_01_criteria.xml:1: "
                                       "error[E0303]: \"A_01\" stands here, \"A_01\" in A_ROWS\n"));
    g_autofree char *path = g_build_filename(root, A_ROWS, NULL);
    g_assert_cmpint(g_unlink(path), ==, 0);
    g_autoptr(sources) sources =
        repository_load(root, "leaving_belgium/criteria/Other/A_01_criteria.xml:1: warning[E0324]: "
                              "its fiche lies in A\n");
    g_assert_cmpuint(sources_fiche(sources, LEAVING, "A_01")->row_count, ==, 1);
    repository_free(root);
}

static void
test_metadata(void)
{
    FIND({A, FICHE("<metadatas>\n</metadatas>", "x"),
          "A:2:1: note[E0328]: white space alone counts as empty here, and did not in the portal's "
          "import\n"
          "A_ROWS:1: warning[E0323]: A_01 is a page for everybody, its criteria are not read\n"},
         {A, FICHE("", "x"),
          "A_ROWS:1: warning[E0323]: A_01 is a page for everybody, its criteria are not read\n"
          "A:1:1: warning[E0329]: without <metadatas> this is read as a page for everybody\n"},
         {A,
          FICHE("<metadatas>x<fp:validity from='2026-01-01' until='2026-01-01'/>"
                "<fp:state>sample</fp:state><fp:reviewed date='2026-01-31'/></metadatas>",
                "x"),
          ""},
         {A,
          FICHE("<metadatas>x<fp:validity from='2026-01-02' until='2026-01-01'/>\n"
                "<fp:state>final</fp:state>\n<fp:revieved/>\n"
                "<fp:approved who='w' date='1.1.2026'/></metadatas>",
                "x"),
          "A:2:13: error[E0312]: validity ends before it begins: 2026-01-02, 2026-01-01\n"
          "A:3:1: error[E0333]: \"final\" is no state of a fiche\n"
          "A:4:1: error[E0333]: <fp:revieved> does not exist here\n"
          "A:5:1: error[E0313]: \"1.1.2026\" is no date\n"},
         {A, FICHE("<metadatas><note>x</note></metadatas><metadatas/>", "x"),
          "A:2:12: warning[E0330]: <note> means nothing in <metadatas>\n"
          "A:2:38: warning[E0331]: <metadatas> stands in line 2 already; this one is not read\n"},
         {A,
          FICHE("<metadatas><external_links>00112233445566778899aabbccddeeff, "
                "00112233445566778899AABBCCDDEEFF,x</external_links></metadatas>",
                "x"),
          "A:2:12: warning[E0326]: the link 00112233445566778899aabbccddeeff is not known; used in "
          "A:2\n"
          "A:2:12: warning[E0327]: \"00112233445566778899AABBCCDDEEFF\" is no link id\n"
          "A:2:12: warning[E0327]: \"x\" is no link id\n"},
         {A,
          FICHE("<metadatas><internal_links_LB>A_01; A_02\nB_01</internal_links_LB>"
                "<internal_links_C2B>B_01</internal_links_C2B></metadatas>",
                "x"),
          "A:3:25: note[E0328]: <internal_links_C2B> is not read in a fiche of this direction\n"
          "A:2:12: error[E0325]: there is no fiche \"A_02\" in the direction leaving\n"
          "A:2:12: error[E0325]: there is no fiche \"B_01\" in the direction leaving\n"});
}

#define CONTENTS(versions) "<f>" METADATAS "<contents>\n" versions "</contents></f>"

static void
test_versions(void)
{
    FIND({A, CONTENTS("<EN>\n<Title>a <b>b</b>\nc</Title><Summary>x</Summary></EN>"), ""},
         {A, CONTENTS("<es/><nl/><NL/>"),
          "A:2:1: warning[E0410]: <es> is none of the languages, and was not read\n"
          "A:2:11: warning[E0410]: <nl> stands here again, and was not read\n"},
         {B,
          CONTENTS("<nl><title>x</title><summary>x</summary>\n<external_links_wb>see "
                   "www.x.be</external_links_wb></nl>"),
          "B:3:1: note[E0328]: <external_links_wb> holds no link ids and is not read\n"},
         {A, CONTENTS("<nl><title> <!-- x --> </title><summary>x</summary></nl>"),
          "A:2:1: warning[E0411]: the text in nl has no title and does not count\n"},
         {A, CONTENTS("<nl><title>x</title><title/>\n<keywords/><summary>x</summary></nl>"),
          "A:2:21: warning[E0331]: <title> stands in line 2 already; this one is not read\n"
          "A:3:1: warning[E0330]: <keywords> means nothing in a language version\n"},
         {"leaving_belgium/themas/Demo/Page.xml",
          "<f><metadatas/><contents>\n<nl><title>x</title><summary>s</summary>"
          "<introduction>x</introduction></nl></contents></f>",
          "leaving_belgium/themas/Demo/Page.xml:2:21: note[E0328]: <summary> is read in fiches "
          "only\n"});
}

static void
test_conventions(void)
{
    static const char leaving[] = "leaving_belgium/themas/Demo/D_Convention_-Turkey.xml";
    FIND({"coming_to_belgium/themas/Demo/D_Convention_-Utopia.xml", FICHE("<metadatas/>", "x"),
          "coming_to_belgium/themas/Demo/D_Convention_-Utopia.xml:1:1: warning[E0332]: "
          "\"D_Convention_-Utopia\" names no country, so the page is printed nowhere\n"},
         {"coming_to_belgium/themas/Demo/D_Convention_Japon.xml", FICHE("<metadatas/>", "x"), ""},
         {"coming_to_belgium/themas/Demo/D_Convention.xml", FICHE("<metadatas/>", "x"), ""},
         {leaving, FICHE("<metadatas/>", "x"),
          "leaving_belgium/themas/Demo/D_Convention_-Turkey.xml:1:1: note[E0328]: a convention "
          "page stands in the leaving tree\n"});
    char *root = repository_new();
    repository_write(root, leaving, FICHE("<metadatas/>", "x"));
    repository_write(root, "coming_to_belgium/themas/Demo/D_Convention_Turkey.xml",
                     FICHE("<metadatas/>", "x"));
    repository_write(root, "coming_to_belgium/themas/Demo/D_Convention_-EEE_Tur-quie.xml",
                     FICHE("<metadatas/>", "x"));
    g_autoptr(sources) sources =
        repository_load(root, "leaving_belgium/themas/Demo/D_Convention_-Turkey.xml:1:1: "
                              "note[E0328]: coming_to_belgium/themas/Demo/D_Convention_Turkey.xml "
                              "serves both directions; this page is not read\n");
    g_assert_null(sources_fiche(sources, LEAVING, "D_Convention_-Turkey"));
    const struct fiche *page = sources_fiche(sources, COMING, "D_Convention_-EEE_Tur-quie");
    g_assert_cmpint(page->kind, ==, CONVENTION);
    g_assert_cmpuint(page->convention_count, ==, 2);
    g_assert_cmpstr(page->convention[0].group->key, ==, "eea");
    g_assert_cmpstr(page->convention[1].entry->key, ==, "turkey");
    repository_free(root);
}

#define BECAUSE "<reason lang='en'>because</reason>"

static void
test_gaps(void)
{
    FIND({"gaps.xml",
          "<gaps><gap direction='leaving' countries='EEA; spain' statuses='posted worker' "
          "subject='pension' institution='Demo' date='2026-01-01'>" BECAUSE "</gap>"
          "<gap date='2026-01-01'>" BECAUSE "</gap></gaps>",
          ""},
         {"gaps.xml",
          "<gaps>\n<gap direction='leaving' countries='x' statuses='student' subject='y' "
          "date='2026-01-01'>" BECAUSE "</gap>\n<gap statuses='employee' date='2026-01-01'>" BECAUSE
          "</gap></gaps>",
          "gaps.xml:2:1: error[E0318]: \"student\" is not in the list status\n"
          "gaps.xml:2:1: error[E0318]: \"x\" is not in the list destination\n"
          "gaps.xml:2:1: error[E0318]: \"y\" is not in the list subject\n"
          "gaps.xml:3:1: error[E0333]: a gap of both directions names statuses\n"});
}

static void
test_no_repository(void)
{
    g_autoptr(diag) diag = diag_new();
    g_assert_null(sources_load("tests/unit", diag));
    g_autofree char *found = findings(diag);
    g_assert_nonnull(strstr(found, "error[E0301]: there is no fiche in tests/unit\n"));
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/sources/lists", test_lists);
    g_test_add_func("/sources/entries", test_entries);
    g_test_add_func("/sources/names", test_names);
    g_test_add_func("/sources/criteria", test_criteria);
    g_test_add_func("/sources/criteria-elsewhere", test_criteria_elsewhere);
    g_test_add_func("/sources/metadata", test_metadata);
    g_test_add_func("/sources/versions", test_versions);
    g_test_add_func("/sources/conventions", test_conventions);
    g_test_add_func("/sources/gaps", test_gaps);
    g_test_add_func("/sources/no-repository", test_no_repository);
    return g_test_run();
}
