#include "brochure/locale_int.h"

#include <string.h>

#include "unit/test.h"

/* Lists in the order in which a reader of the language looks for a name: letters before accents,
 * small before capital, German by DIN 5007-1 (ä as a), Dutch IJ as the two letters i and j under I,
 * and none under its article. */
static const struct {
    enum language language;
    const char *names[12];
} lists[] = {
    {LANGUAGE_NL,
     {"Ierland", "IJsland", "Ĳsselmeer", "India", "Indonesië", "Israël", "Italië", "Jamaica",
      "Japan", "Yemen"}},
    {LANGUAGE_NL, {"België", "Bulgarije", "de Filipijnen", "Finland", "het Vaticaan", "Zweden"}},
    {LANGUAGE_FR,
     {"l’Allemagne", "Autriche", "Écosse", "Égypte", "Espagne", "États-Unis", "Le Mans", "Zambie"}},
    {LANGUAGE_FR, {"cote", "coté", "côte", "côté", "coter"}},
    {LANGUAGE_DE, {"Ägypten", "Algerien", "Oman", "Österreich", "Tunesien", "Türkei", "Zypern"}},
    {LANGUAGE_DE, {"Masse", "Maße", "Mast", "Müller", "Mulo"}},
    {LANGUAGE_EN, {"co-op", "coop", "Côte d’Ivoire", "the Netherlands", "New Zealand"}},
};

static void
test_order(void)
{
    for (unsigned l = 0; l < G_N_ELEMENTS(lists); l++)
        for (const char *const *name = lists[l].names; name[1]; name++) {
            g_autofree char *first = locale_sort_key(lists[l].language, name[0]);
            g_autofree char *second = locale_sort_key(lists[l].language, name[1]);
            g_test_message("%s: %s before %s", language_name(lists[l].language), name[0], name[1]);
            g_assert_cmpint(strcmp(first, second), <, 0);
        }
}

static void
test_equal(void)
{
    g_autofree char *typed = locale_sort_key(LANGUAGE_FR, "l'Autriche");
    g_autofree char *set = locale_sort_key(LANGUAGE_FR, "l’Autriche");
    g_autofree char *bare = locale_sort_key(LANGUAGE_FR, "Autriche");
    g_assert_cmpstr(typed, ==, set);
    g_assert_cmpstr(set, ==, bare);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/locale/order", test_order);
    g_test_add_func("/locale/articles", test_equal);
    return g_test_run();
}
