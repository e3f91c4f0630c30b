#include "sources/sources.h"

#include "unit/repository.h"
#include "unit/test.h"

static void
test_plain(void)
{
    char *root = repository_new();
    g_autoptr(sources) sources = repository_load(root, "");
    repository_free(root);
    if (!sources)
        return;
    unsigned count;
    const struct fiche *fiches = sources_fiches(sources, &count);
    g_assert_cmpuint(count, ==, 2);
    g_assert_cmpstr(fiches[0].id, ==, "A_01");
    g_assert_cmpint(fiches[0].direction, ==, LEAVING);
    g_assert_cmpint(fiches[0].kind, ==, THEMATIC);
    g_assert_cmpstr(fiches[0].institution, ==, "Demo");
    g_assert_cmpstr(fiches[0].file, ==, A);
    g_assert_cmpstr(fiches[0].criteria_file, ==, A_ROWS);
    g_assert_cmpstr(fiches[0].subject->key, ==, "pension");
    g_assert_cmpuint(fiches[0].row_count, ==, 1);
    g_assert_cmpstr(fiches[0].rows[0].destinations[0].entry->key, ==, "spain");
    g_assert_cmpstr(fiches[0].rows[0].statuses[0]->key, ==, "employee");
    g_assert_cmpstr(fiches[0].version[LANGUAGE_EN]->name, ==, "E");
    g_assert_nonnull(fiches[0].hang);
    g_assert_true(sources_fiche(sources, LEAVING, "A_01") == &fiches[0]);
    g_assert_true(sources_fiche(sources, COMING, "B_01") == &fiches[1]);
    g_assert_null(sources_fiche(sources, COMING, "A_01"));
    g_assert_cmpuint(strlen(sources_digest(sources)), ==, 64);
}

static void
test_edition(void)
{
    char *root = repository_new();
    g_autoptr(sources) bare = repository_load(root, "");
    repository_write(root, "edition.xml",
                     "<edition id='x' date='2030-01-31'><languages>nl fr</languages>"
                     "<title lang='nl'>T</title><gaps policy='omit'/><state least='draft'/>"
                     "<missing-language policy='error'>fr nl fr</missing-language></edition>");
    g_autoptr(sources) own = repository_load(root, "");
    repository_free(root);
    const struct edition *edition = sources_edition(bare);
    g_assert_cmpint(edition->least_state, ==, STATE_NOT_STATED);
    g_assert_true(edition->language[LANGUAGE_DE]);
    g_assert_cmpuint(edition->fallback_count, ==, 4);
    g_assert_cmpint(edition->fallback[0], ==, LANGUAGE_EN);
    const char *title = edition->title[LANGUAGE_FR];
    edition = sources_edition(own);
    g_assert_cmpstr(edition->id, ==, "x");
    g_assert_cmpuint(g_date_get_year(&edition->date), ==, 2030);
    g_assert_cmpstr(edition->title[LANGUAGE_NL], ==, "T");
    g_assert_cmpstr(edition->title[LANGUAGE_FR], ==, title);
    g_assert_false(edition->language[LANGUAGE_DE]);
    g_assert_true(edition->direction[COMING]);
    g_assert_cmpint(edition->missing_language, ==, MISSING_ERROR);
    g_assert_cmpuint(edition->fallback_count, ==, 2);
    g_assert_cmpint(edition->least_state, ==, STATE_DRAFT);
    g_assert_cmpint(edition->gaps, ==, GAP_OMIT);
    repository_finds(
        "edition.xml", "<edition id='x'/>",
        "edition.xml:1:1: error[E0108]: in <edition>: Element edition failed to validate "
        "attributes\n");
}

static const struct entry *
entry_of(struct list list, const char *key)
{
    for (unsigned i = 0; i < list.count; i++)
        if (strcmp(list.entries[i].key, key) == 0)
            return &list.entries[i];
    g_test_message("no entry %s", key);
    g_test_fail();
    return NULL;
}

static const struct group *
group_of(const struct entry *entry, const char *key)
{
    for (unsigned i = 0; i < entry->membership_count; i++)
        if (strcmp(entry->memberships[i].group->key, key) == 0)
            return entry->memberships[i].group;
    g_test_message("%s is no member of %s", entry->key, key);
    g_test_fail();
    return NULL;
}

static bool
in_group(const struct entry *entry, const struct group *group, const char *day)
{
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_parse(&date, day);
    return entry_in_group(entry, group, &date);
}

/* group_1 is nobody's parent, has everybody in it, and is recognised by its first attribute. */
static void
test_group_1(void)
{
    char *root = repository_new();
    repository_write(
        root, LISTS_LB,
        "<x><destination><g name='group_1' id='Tout'><country id='tr'" LABELS(
            "T") "/><sub fr='EEE' id='e e a'><subsub id='eu'><country "
                 "id='Spain'" LABELS("S") "/></subsub><country id='no'" LABELS(
                     "N") "/"
                          ">"
                          "<"
                          "/"
                          "s"
                          "u"
                          "b"
                          ">"
                          "<"
                          "/"
                          "g"
                          ">"
                          "<"
                          "c"
                          "o"
                          "u"
                          "n"
                          "t"
                          "r"
                          "y"
                          " "
                          "i"
                          "d"
                          "="
                          "'"
                          "o"
                          "t"
                          "h"
                          "e"
                          "r"
                          "'" LABELS("Autre") "/></destination>" LIST_NATIONALITIES LIST_LEAVING
                                              "</x>");
    repository_write(root, A_ROWS,
                     "<r subject='pension'>" ROW("group_1", "EEA", "employee")
                         ROW("tout", "group:eea", "employee")
                             ROW("E E A", "other", "employee") "</r>");
    g_autoptr(sources) sources = repository_load(root, "");
    repository_free(root);
    const struct list list = sources_countries(sources);
    const struct entry *spain = entry_of(list, "spain"), *turkey = entry_of(list, "tr");
    const struct group *eu = group_of(spain, "eu"), *all = group_of(turkey, "tout");
    g_assert_cmpuint(list.count, ==, 4);
    g_assert_cmpuint(turkey->index, ==, 0);
    g_assert_cmpstr(spain->code, ==, "es");
    g_assert_cmpstr(entry_of(list, "other")->code, ==, "other");
    g_assert_cmpuint(eu->depth, ==, 2);
    g_assert_cmpstr(eu->parent->key, ==, "e_e_a");
    g_assert_cmpuint(eu->parent->depth, ==, 1);
    g_assert_null(eu->parent->parent);
    g_assert_cmpstr(eu->parent->label[LANGUAGE_FR], ==, "EEE");
    g_assert_cmpuint(all->depth, ==, 0);
    g_assert_true(in_group(spain, all, "2026-01-01"));
    g_assert_true(in_group(spain, eu->parent, "2026-01-01"));
    g_assert_false(in_group(turkey, eu->parent, "2026-01-01"));
    g_assert_false(in_group(entry_of(list, "no"), eu, "2026-01-01"));
    const struct fiche *fiche = sources_fiche(sources, LEAVING, "A_01");
    g_assert_true(fiche->rows[0].destinations[0].group == all);
    g_assert_true(fiche->rows[1].destinations[0].group == all);
    g_assert_true(fiche->rows[2].destinations[0].group == eu->parent);
    g_assert_cmpstr(fiche->rows[0].nationalities[0].group->key, ==, "eea");
}

/* Later files overwrite labels and periods, and take nobody out of a group. */
static void
test_several_files(void)
{
    char *root = repository_new();
    repository_write(
        root, "criteria/a.xml",
        "<x xmlns:fp='urn:fichepress:1'><destination><group id='eea'>"
        "<country id='united kingdom' fp:until='2020-01-31'" LABELS(
            "UK") "/>"
                  "<country id='spain' nl='Oud'/></group><group id='g'><country id='spain'/>"
                  "</group></destination></x>");
    repository_write(root, "criteria/b.xml",
                     "<x xmlns:fp='urn:fichepress:1'><destination><group id='EEA'>"
                     "<country id='United  Kingdom' fp:until='2020-12-31' nl='VK'/></group>"
                     "</destination></x>");
    g_autoptr(sources) sources = repository_load(root, "");
    repository_free(root);
    const struct list list = sources_countries(sources);
    const struct entry *kingdom = entry_of(list, "united_kingdom");
    const struct entry *spain = entry_of(list, "spain");
    const struct group *eea = group_of(kingdom, "eea");
    g_assert_cmpuint(kingdom->membership_count, ==, 1);
    g_assert_true(in_group(kingdom, eea, "2020-12-31"));
    g_assert_false(in_group(kingdom, eea, "2021-01-01"));
    g_assert_cmpstr(kingdom->label[LANGUAGE_NL], ==, "VK");
    g_assert_cmpstr(kingdom->label[LANGUAGE_FR], ==, "UK");
    g_assert_cmpstr(kingdom->code, ==, "gb");
    g_assert_cmpstr(spain->label[LANGUAGE_NL], ==, "Spain");
    g_assert_true(group_of(spain, "eea") == eea);
    g_assert_nonnull(group_of(spain, "g"));
    g_assert_nonnull(group_of(spain, "group_1"));
}

static void
test_fiche(void)
{
    static const char links[] =
        "<links><link id='00112233445566778899aabbccddeeff'><address lang='nl' href='https://x.be'>"
        "X</address></link></links>";
    char *root = repository_new();
    repository_write(root, "catalogue/links.xml", links);
    repository_write(root, "leaving_belgium/themas/x/y/Inst-1/P_Convention.xml",
                     FICHE("<metadatas> <fp:reviewed date='2026-02-03'/> </metadatas>", "x"));
    repository_write(
        root, A,
        FICHE(
            "<metadatas><fp:validity from='2026-01-01'/><fp:reviewed>2026-01-31</fp:reviewed>"
            "<fp:legal-basis> art. 1 </fp:legal-basis><fp:state> draft </fp:state>"
            "<fp:source url='https://x.be/' date='2025-01-01'/>"
            "<fp:approved who='w' date='2025-02-01' digest='d'/><hang>side</hang>"
            "<external_links>00112233445566778899aabbccddeeff</external_links>"
            "<internal_links_lb> P_Convention; A_01,P_Convention </internal_links_lb></metadatas>",
            "x</body></html></description><fp:translates lang='nl' revision='7'/>"
            "<description><html><body>"));
    g_autoptr(sources) sources = repository_load(
        root, "A:5:114: warning[E0331]: <description> stands in line 5 already; this one is not "
              "read\n");
    repository_free(root);
    const struct fiche *fiche = sources_fiche(sources, LEAVING, "A_01");
    const struct fiche *page = sources_fiche(sources, LEAVING, "P_Convention");
    g_assert_cmpint(page->kind, ==, INFORMATION);
    g_assert_cmpstr(page->institution, ==, "Inst-1");
    g_assert_cmpuint(g_date_get_month(&page->reviewed), ==, 2);
    g_assert_cmpuint(g_date_get_day(&fiche->reviewed), ==, 31);
    g_assert_true(g_date_valid(&fiche->valid_from));
    g_assert_false(g_date_valid(&fiche->valid_until));
    g_assert_cmpstr(fiche->legal_basis, ==, "art. 1");
    g_assert_cmpint(fiche->state, ==, STATE_DRAFT);
    g_assert_cmpstr(fiche->source_url, ==, "https://x.be/");
    g_assert_cmpstr(fiche->approved_by, ==, "w");
    g_assert_cmpstr(fiche->links[0], ==, "00112233445566778899aabbccddeeff");
    g_assert_null(fiche->links[1]);
    g_assert_cmpstr(sources_link(sources, fiche->links[0])->text[LANGUAGE_NL], ==, "X");
    g_assert_true(fiche->internal_links[0] == page);
    g_assert_null(fiche->internal_links[1]);
    g_assert_nonnull(fiche->hang);
    g_assert_cmpint(fiche->version[LANGUAGE_EN]->translates, ==, LANGUAGE_NL);
    g_assert_cmpstr(fiche->version[LANGUAGE_EN]->revision, ==, "7");
    g_assert_cmpint(fiche->version[LANGUAGE_NL]->translates, ==, LANGUAGE_COUNT);
}

/* The digest follows each byte that was read, and nothing else. */
static void
test_digest(void)
{
    char *root = repository_new(), *other = repository_new();
    g_autoptr(sources) first = repository_load(root, "");
    g_autoptr(sources) same = repository_load(other, "");
    g_assert_cmpstr(sources_digest(first), ==, sources_digest(same));
    repository_write(other, "criteria/readme.txt", "not read");
    g_autoptr(sources) unread = repository_load(other, "");
    g_assert_cmpstr(sources_digest(first), ==, sources_digest(unread));
    repository_write(other, A, PLAIN " ");
    g_autoptr(sources) changed = repository_load(other, "");
    g_assert_cmpstr(sources_digest(first), !=, sources_digest(changed));
    repository_free(root);
    repository_free(other);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/sources/plain", test_plain);
    g_test_add_func("/sources/edition", test_edition);
    g_test_add_func("/sources/group-1", test_group_1);
    g_test_add_func("/sources/several-files", test_several_files);
    g_test_add_func("/sources/fiche", test_fiche);
    g_test_add_func("/sources/digest", test_digest);
    return g_test_run();
}
