#include <string.h>

#include "brochure/check_int.h"
#include "brochure/locale_int.h"
#include "brochure/text_int.h"

/* What translation must not change, taken from each version and compared: what is referred to, sums
 * of money, dates, and how many lists and items there are. Numbers are read in any of the ways in
 * which the four languages write them, so 1.560 EUR and € 1,560 are one sum.
 *
 * A sum or a date counts once, however often it is said. A sum that the other language has as a
 * bare number is there too: "20 tot 25 euro" is "€20 to €25", and the head of a table may say euro
 * for all of its cells. A warning that is wrong is worse here than one that is missing. */

struct facts {
    GPtrArray *references, *amounts, *dates; /* owned; sorted */
    GHashTable *numbers;                     /* all of them, as amounts are written; owned */
    unsigned lists, items;
};

static void
facts_init(struct facts *facts)
{
    *facts = (struct facts){g_ptr_array_new_with_free_func(g_free),
                            g_ptr_array_new_with_free_func(g_free),
                            g_ptr_array_new_with_free_func(g_free),
                            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
}

static void
facts_clear(struct facts *facts)
{
    g_ptr_array_free(facts->references, TRUE);
    g_ptr_array_free(facts->amounts, TRUE);
    g_ptr_array_free(facts->dates, TRUE);
    g_hash_table_unref(facts->numbers);
}

static void
take_reference(struct facts *facts, const xmlNode *node)
{
    static const char *const names[] = {"form", "institution", "contact", "fiche", "value"};
    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
        if (strcmp((const char *)node->name, names[i]) != 0)
            continue;
        g_autofree xmlChar *id =
            xmlGetNoNsProp((xmlNode *)node, (const xmlChar *)(i == 4   ? "name"
                                                              : i == 2 ? "institution"
                                                                       : "id"));
        g_ptr_array_add(facts->references,
                        g_strdup_printf("%s %s", names[i], id ? (const char *)id : ""));
    }
}

static void
take_link(struct facts *facts, const xmlNode *node)
{
    g_autofree xmlChar *href = xmlGetNoNsProp((xmlNode *)node, (const xmlChar *)"href");
    if (href && href[0] == '#')
        g_ptr_array_add(facts->references, g_strdup((const char *)href));
}

/* Collects structure and puts the text together, a blank around every block. */
static void
walk(struct facts *facts, GString *text, const xmlNode *parent)
{
    static const char *const blocks[] = {
        "p",  "li",      "td", "th", "dt",  "dd",         "h1", "h2", "h3", "h4",    "h5",
        "h6", "caption", "br", "hr", "div", "blockquote", "ul", "ol", "dl", "table", NULL};
    for (const xmlNode *node = parent->children; node; node = node->next) {
        const char *name = (const char *)node->name;
        if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
            g_string_append(text, (const char *)node->content);
        if (node->type != XML_ELEMENT_NODE)
            continue;
        facts->lists += strcmp(name, "ul") == 0 || strcmp(name, "ol") == 0;
        facts->items += strcmp(name, "li") == 0;
        if (node->ns && strcmp((const char *)node->ns->href, FP_NAMESPACE) == 0)
            take_reference(facts, node);
        else if (strcmp(name, "a") == 0)
            take_link(facts, node);
        const char *around = g_strv_contains(blocks, name) ? " " : "";
        g_string_append(text, around);
        walk(facts, text, node);
        g_string_append(text, around);
    }
}

/* "44.021,43", "44 021.43": digits, a point, and cents where there are some. */
static char *
canonical(const char *number)
{
    GString *digits = g_string_new(NULL);
    const char *last = NULL;
    for (const char *c = number; *c; c++)
        if ((*c == '.' || *c == ',') && c[1])
            last = c;
    size_t after = last ? strlen(last + 1) : 0;
    for (const char *c = number; *c; c++) {
        if (c == last && after <= 2)
            g_string_append_c(digits, '.');
        if (g_ascii_isdigit(*c))
            g_string_append_c(digits, *c);
    }
    char *point = strchr(digits->str, '.');
    if (point && strspn(point + 1, "0") == strlen(point + 1))
        g_string_truncate(digits, point - digits->str);
    else if (point && strlen(point) == 2)
        g_string_append_c(digits, '0');
    return g_string_free(digits, FALSE);
}

static GMatchInfo *
search(GRegex **cache, const char *pattern, const char *text)
{
    if (!*cache)
        *cache = g_regex_new(pattern, G_REGEX_OPTIMIZE, 0, NULL);
    g_assert(*cache);
    GMatchInfo *match;
    g_regex_match(*cache, text, 0, &match);
    return match;
}

#define NUMBER                                                                                     \
    "[0-9]{1,3}(?:[.,\\x{A0}\\x{202F} ][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]+(?:[.,][0-9]{1,2})?"

static void
take_amounts(struct facts *facts, const char *text)
{
    static GRegex *regex;
    GMatchInfo *match =
        search(&regex,
               "(?:€|\\bEUR|\\beuros?)[\\s\\x{A0}\\x{202F}]*(" NUMBER ")(?![0-9])"
               "|(?<![0-9.,])(" NUMBER ")[\\s\\x{A0}\\x{202F}]*(?:€|EUR\\b|[eE]uros?\\b)",
               text);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        g_autofree char *before = g_match_info_fetch(match, 1);
        g_autofree char *after = g_match_info_fetch(match, 2);
        g_ptr_array_add(facts->amounts, canonical(before && *before ? before : after));
    }
    g_match_info_free(match);
}

/* Every number, read as long and as short as it may be: a blank may part thousands, or numbers. */
static void
take_numbers(struct facts *facts, const char *text)
{
    static GRegex *regex[3];
    static const char *const readings[] = {
        "(?<![0-9.,])(?:" NUMBER ")(?![0-9])",
        "[0-9]{1,3}(?:[.,][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]+(?:[.,][0-9]{1,2})?",
        "[0-9]+",
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(readings); i++) {
        GMatchInfo *match = search(&regex[i], readings[i], text);
        for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
            g_autofree char *number = g_match_info_fetch(match, 0);
            g_hash_table_add(facts->numbers, canonical(number));
        }
        g_match_info_free(match);
    }
}

static void
add_date(struct facts *facts, unsigned year, unsigned month, unsigned day)
{
    if (year >= 1800 && year < 2200 && month >= 1 && month <= 12 && day <= 31)
        g_ptr_array_add(facts->dates, g_strdup_printf("%u-%02u-%02u", year, month, day));
}

static unsigned
number_at(const GMatchInfo *match, int group)
{
    g_autofree char *text = g_match_info_fetch(match, group);
    return text ? (unsigned)strtoul(text, NULL, 10) : 0;
}

static void
take_numeric_dates(struct facts *facts, const char *text)
{
    static GRegex *regex;
    GMatchInfo *match = search(&regex,
                               "\\b([0-9]{4})-([0-9]{2})-([0-9]{2})\\b"
                               "|\\b([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})\\b",
                               text);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        if (number_at(match, 1))
            add_date(facts, number_at(match, 1), number_at(match, 2), number_at(match, 3));
        else
            add_date(facts, number_at(match, 6), number_at(match, 5), number_at(match, 4));
    }
    g_match_info_free(match);
}

static void
take_written_dates(struct facts *facts, const char *text, enum language language)
{
    static GRegex *regex;
    GMatchInfo *match = search(&regex,
                               "(?:\\b([0-9]{1,2})(?:\\.|er|ste|de|e|st|nd|rd|th)?[\\s\\x{A0}]+)?"
                               "\\b(\\p{L}{3,})[\\s\\x{A0}]+(?:([0-9]{1,2}),[\\s\\x{A0}]+)?"
                               "([0-9]{4})\\b",
                               text);
    for (; g_match_info_matches(match); g_match_info_next(match, NULL)) {
        g_autofree char *word = g_match_info_fetch(match, 2);
        unsigned month = locale_month(language, word);
        unsigned day = number_at(match, 1) ? number_at(match, 1) : number_at(match, 3);
        if (month)
            add_date(facts, number_at(match, 4), month, day);
    }
    g_match_info_free(match);
}

static int
compare_strings(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
read_facts(struct facts *facts, const struct version *version, enum language language)
{
    const xmlNode *const parts[] = {version->summary, version->introduction, version->description,
                                    version->hang};
    g_autoptr(GString) text = g_string_new(NULL);
    facts_init(facts);
    for (unsigned i = 0; i < G_N_ELEMENTS(parts); i++) {
        if (parts[i])
            walk(facts, text, parts[i]);
        g_string_append_c(text, ' ');
    }
    take_amounts(facts, text->str);
    take_numbers(facts, text->str);
    take_numeric_dates(facts, text->str);
    take_written_dates(facts, text->str, language);
    g_ptr_array_sort(facts->references, compare_strings);
    g_ptr_array_sort(facts->amounts, compare_strings);
    g_ptr_array_sort(facts->dates, compare_strings);
}

static bool
contains(GPtrArray *list, const char *item)
{
    return g_ptr_array_find_with_equal_func(list, item, g_str_equal, NULL);
}

/* What one has and the other has not, each once, as "1560, 20"; NULL when there is nothing.
 * numbers: of the other, that count as well; or NULL. Owned. */
static char *
only_in(GPtrArray *one, GPtrArray *other, GHashTable *numbers)
{
    g_autoptr(GPtrArray) only = g_ptr_array_new();
    for (unsigned i = 0; i < one->len; i++) {
        char *item = one->pdata[i];
        if (!contains(other, item) && !contains(only, item) &&
            !(numbers && g_hash_table_contains(numbers, item)))
            g_ptr_array_add(only, item);
    }
    return only->len ? some_of(only) : NULL;
}

struct side {
    GPtrArray *items;
    GHashTable *numbers;
};

static void
compare_lists(GString *differences, const char *what, struct side first, struct side second)
{
    g_autofree char *a = only_in(first.items, second.items, second.numbers);
    g_autofree char *b = only_in(second.items, first.items, first.numbers);
    if (a || b)
        g_string_append_printf(differences, "%s%s %s, not %s", differences->len ? "; " : "", what,
                               b ? b : "none", a ? a : "none");
}

static void
compare(const struct fiche *fiche, const struct facts *facts, enum language first,
        enum language second, struct diag *diag)
{
    const struct facts *a = &facts[first], *b = &facts[second];
    g_autoptr(GString) differences = g_string_new(NULL);
    compare_lists(differences, "references", (struct side){a->references},
                  (struct side){b->references});
    compare_lists(differences, "amounts", (struct side){a->amounts, a->numbers},
                  (struct side){b->amounts, b->numbers});
    compare_lists(differences, "dates", (struct side){a->dates}, (struct side){b->dates});
    if (a->lists != b->lists || a->items != b->items)
        g_string_append_printf(differences, "%slists %u, items %u, not lists %u, items %u",
                               differences->len ? "; " : "", b->lists, b->items, a->lists,
                               a->items);
    if (differences->len)
        diag_report(diag, DIAG_E0211, fiche->version[second]->place,
                    "bring the versions into step: readers of each language need the same facts",
                    "%s: %s differs from %s: %s", fiche->id, language_name(second),
                    language_name(first), differences->str);
}

void
parity_check(const struct fiche *fiche, struct diag *diag)
{
    struct facts facts[LANGUAGE_COUNT];
    enum language first = LANGUAGE_COUNT;
    for (unsigned l = 0; l < LANGUAGE_COUNT; l++) {
        if (!fiche->version[l])
            continue;
        read_facts(&facts[l], fiche->version[l], l);
        if (first == LANGUAGE_COUNT)
            first = l;
        else
            compare(fiche, facts, first, l, diag);
    }
    for (unsigned l = 0; l < LANGUAGE_COUNT; l++)
        if (fiche->version[l])
            facts_clear(&facts[l]);
}
