#include <stdlib.h>
#include <string.h>

#include "base/xml.h"
#include "brochure/brochure.h"
#include "unit/repository.h"
#include "unit/test.h"

/* Random nesting of what prose may have: the brochure is valid, and no word is lost or said twice.
 */

static const char *const elements[] = {
    "p",  "h1",    "h2",      "h3",       "ul", "ol", "li",    "dl",    "dt",    "dd",
    "td", "table", "caption", "colgroup", "th", "tr", "thead", "tbody", "tfoot", "blockquote",
    "b",  "div",   "span",    "strong",   "em", "a",  "hr",    "br",    "sup"};

static void
add_random(GString *out, GRand *random, unsigned depth, unsigned *word)
{
    for (int i = g_rand_int_range(random, 0, depth > 5 ? 1 : 5); i > 0; i--) {
        if (g_rand_int_range(random, 0, 3) == 0) {
            g_string_append_printf(out, " w%u ", ++*word);
            continue;
        }
        const char *name = elements[g_rand_int_range(random, 0, G_N_ELEMENTS(elements))];
        g_string_append_printf(out, "<%s%s>", name,
                               strcmp(name, "a") == 0 ? " href='https://example.org/'" : "");
        if (strcmp(name, "hr") != 0 && strcmp(name, "br") != 0)
            add_random(out, random, depth + 1, word);
        g_string_append_printf(out, "</%s>", name);
    }
}

static void
count_words(GHashTable *counts, const xmlNode *node)
{
    for (; node; node = node->next) {
        if (node->type == XML_TEXT_NODE) {
            g_auto(GStrv) words = g_strsplit_set((const char *)node->content, " \n", -1);
            for (char **word = words; *word; word++) {
                gsize count = GPOINTER_TO_SIZE(g_hash_table_lookup(counts, *word));
                if (**word)
                    g_hash_table_insert(counts, g_strdup(*word), GSIZE_TO_POINTER(count + 1));
            }
        }
        count_words(counts, node->children);
    }
}

static const xmlNode *
find(const xmlNode *node, const char *name)
{
    const xmlNode *found = NULL;
    for (; node && !found; node = node->next)
        found = xml_is(node, name) ? node : find(node->children, name);
    return found;
}

/* What sources left of the words stands in the description once. A table of no rows has no place
 * for its caption. */
static void
compare_words(const struct sources *sources, const xmlDoc *doc)
{
    g_autoptr(GHashTable) before = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) after = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const struct fiche *fiche = sources_fiche(sources, LEAVING, "A_01");
    const xmlNode *body = fiche->version[LANGUAGE_EN]->description;
    const xmlNode *description = find(doc->children, "description");
    GHashTableIter iterator;
    gpointer word, count;

    count_words(before, body->children);
    count_words(after, description ? description->children : NULL);
    g_hash_table_iter_init(&iterator, before);
    while (g_hash_table_iter_next(&iterator, &word, &count)) {
        unsigned times = GPOINTER_TO_SIZE(g_hash_table_lookup(after, word));
        if (times != GPOINTER_TO_SIZE(count))
            g_test_message("%s stands %u times", (char *)word, times);
        g_assert_cmpuint(times, ==, GPOINTER_TO_SIZE(count));
    }
    g_assert_cmpuint(g_hash_table_size(after), ==, g_hash_table_size(before));
}

static void
try_body(const char *body)
{
    char *root = repository_new();
    g_autofree char *fiche = g_strdup_printf(
        "<fiche>" METADATAS "<contents>" VERSION("en", "E", "always %s") "</contents></fiche>",
        body);
    repository_write(root, A, fiche);
    g_autoptr(diag) diag = diag_new();
    g_autoptr(sources) sources = sources_load(root, diag);
    g_assert_nonnull(sources);
    const struct selection selection = {.direction = LEAVING,
                                        .country = "spain",
                                        .lang = LANGUAGE_EN,
                                        .date = sources_edition(sources)->date};
    xmlDoc *doc = brochure_merge(sources, &selection, diag);
    bool valid = doc && xml_validate(doc, "brochure", diag);
    g_autofree char *found = valid ? NULL : findings(diag);
    if (!valid)
        g_test_message("%s\n%s", body, found);
    g_assert_true(valid);
    if (valid)
        compare_words(sources, doc);
    xmlFreeDoc(doc);
    repository_free(root);
}

static void
random_bodies(void)
{
    const char *seeds = g_getenv("FICHEPRESS_SEEDS");
    unsigned first = 1, count = 60;
    if (seeds)
        sscanf(seeds, "%u %u", &first, &count);
    for (unsigned seed = first; seed < first + count; seed++) {
        GRand *random = g_rand_new_with_seed(seed);
        g_autoptr(GString) body = g_string_new(NULL);
        unsigned word = 0;
        add_random(body, random, 0, &word);
        add_random(body, random, 0, &word);
        try_body(body->str);
        g_rand_free(random);
    }
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/brochure/shape/random", random_bodies);
    return g_test_run();
}
