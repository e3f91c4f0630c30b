#include "brochure/rule_int.h"

#include "unit/test.h"

/* The rules over plain numbers. */

static GDate
day(unsigned year, unsigned month, unsigned d)
{
    GDate date;
    g_date_clear(&date, 1);
    g_date_set_dmy(&date, d, month, year);
    return date;
}

enum { GROUP = 2, SUBGROUP = 3, COUNTRY = SPECIFICITY_COUNTRY };

/* levels: one row of three nationalities for each claim; returns what is kept as "110 001". */
static char *
resolve(const specificity levels[][3], unsigned claims, bool *conflict)
{
    const specificity *rows[4];
    guint8 bytes[4][3], *kept[4];
    GString *text = g_string_new(NULL);

    for (unsigned c = 0; c < claims; c++) {
        rows[c] = levels[c];
        kept[c] = bytes[c];
    }
    *conflict = rule_resolve(rows, claims, 3, kept);
    for (unsigned c = 0; c < claims; c++)
        g_string_append_printf(text, "%s%d%d%d", c ? " " : "", kept[c][0], kept[c][1], kept[c][2]);
    return g_string_free(text, FALSE);
}

#define RESOLVES(expected, conflicts, ...)                                                         \
    do {                                                                                           \
        const specificity levels[][3] = {__VA_ARGS__};                                             \
        bool conflict;                                                                             \
        g_autofree char *kept = resolve(levels, G_N_ELEMENTS(levels), &conflict);                  \
        g_assert_cmpstr(kept, ==, expected);                                                       \
        g_assert_cmpint(conflict, ==, conflicts);                                                  \
    } while (0)

static void
specificity_by_nationality(void)
{
    RESOLVES("111", false, {GROUP, GROUP, GROUP});
    /* a country's fiche takes the nationalities that it names, the group's keeps the rest */
    RESOLVES("011 100", false, {GROUP, GROUP, GROUP}, {COUNTRY, 0, 0});
    RESOLVES("001 010 100", false, {GROUP, GROUP, GROUP}, {0, SUBGROUP, 0}, {COUNTRY, 0, 0});
    RESOLVES("000 111", false, {GROUP, GROUP, GROUP}, {SUBGROUP, SUBGROUP, SUBGROUP});
    /* disjoint nationalities stand side by side */
    RESOLVES("100 011", false, {GROUP, 0, 0}, {0, GROUP, GROUP});
    /* equal and overlapping: a conflict, and only those who hold the level are left */
    RESOLVES("110 011", true, {GROUP, GROUP, 0}, {0, GROUP, GROUP});
    RESOLVES("100 110 001", true, {COUNTRY, 0, GROUP}, {COUNTRY, COUNTRY, GROUP}, {0, 0, SUBGROUP});
    /* two equal groups below a country do not collide where the country's fiche answers */
    RESOLVES("000 000 111", false, {GROUP, GROUP, 0}, {GROUP, GROUP, 0},
             {COUNTRY, COUNTRY, COUNTRY});
}

static void
groups_by_depth(void)
{
    g_assert_cmpuint(rule_group_specificity(0), >, SPECIFICITY_NONE);
    g_assert_cmpuint(rule_group_specificity(1), >, rule_group_specificity(0));
    g_assert_cmpuint(rule_group_specificity(2), >, rule_group_specificity(1));
    g_assert_cmpuint(rule_group_specificity(1000000), <, SPECIFICITY_COUNTRY);
}

static void
ranges_of_dates(void)
{
    const GDate open = {0}, first = day(2026, 1, 1), last = day(2026, 12, 31);
    const GDate before = day(2025, 12, 31), after = day(2027, 1, 1);

    g_assert_true(rule_valid(&open, &open, &before));
    g_assert_true(rule_valid(&first, &last, &first));
    g_assert_true(rule_valid(&first, &last, &last));
    g_assert_false(rule_valid(&first, &last, &before));
    g_assert_false(rule_valid(&first, &last, &after));
    g_assert_true(rule_valid(&first, &open, &after));
    g_assert_true(rule_valid(&open, &last, &before));
}

static void
languages(void)
{
    const enum language order[] = {LANGUAGE_EN, LANGUAGE_FR, LANGUAGE_NL, LANGUAGE_DE};
    const bool nl_fr[LANGUAGE_COUNT] = {true, true}, nl[LANGUAGE_COUNT] = {true};

    g_assert_cmpint(rule_language(LANGUAGE_NL, nl_fr, order, 4), ==, LANGUAGE_NL);
    g_assert_cmpint(rule_language(LANGUAGE_DE, nl_fr, order, 4), ==, LANGUAGE_FR);
    g_assert_cmpint(rule_language(LANGUAGE_DE, nl, order, 4), ==, LANGUAGE_NL);
    g_assert_cmpint(rule_language(LANGUAGE_DE, nl, order, 2), ==, LANGUAGE_COUNT);
    g_assert_cmpint(rule_language(LANGUAGE_NL, nl, order, 0), ==, LANGUAGE_NL);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/brochure/rule/specificity", specificity_by_nationality);
    g_test_add_func("/brochure/rule/groups", groups_by_depth);
    g_test_add_func("/brochure/rule/dates", ranges_of_dates);
    g_test_add_func("/brochure/rule/languages", languages);
    return g_test_run();
}
