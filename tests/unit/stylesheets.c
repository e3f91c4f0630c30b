#include "base/publication.h"
#include "unit/styled.h"

/* The stylesheets on the example brochure, in four languages, and their words. */

#define EXAMPLE "tests/golden/brochure/example.xml"

/* ---- Trees as text ---- */

static void
append_text_lines(GString *out, const xmlNode *node, int depth)
{
    for (; node; node = node->next) {
        if (node->type == XML_TEXT_NODE) {
            g_string_append_printf(out, "%*s“%s”\n", depth, "", (const char *)node->content);
        } else if (node->type == XML_ELEMENT_NODE) {
            g_string_append_printf(out, "%*s%s", depth, "", (const char *)node->name);
            for (const xmlAttr *a = node->properties; a; a = a->next)
                g_string_append_printf(out, " %s=%s", (const char *)a->name,
                                       (const char *)a->children->content);
            g_string_append_c(out, '\n');
            append_text_lines(out, node->children, depth + 1);
        }
    }
}

static void
golden(const char *text, const char *name)
{
    g_autofree char *path = g_build_filename("tests/golden/style", name, NULL);
    g_autofree char *expected = NULL;
    if (g_getenv("UPDATE_GOLDEN"))
        g_assert_true(g_file_set_contents(path, text, -1, NULL));
    g_assert_true(g_file_get_contents(path, &expected, NULL, NULL));
    if (g_strcmp0(text, expected) != 0) {
        g_test_message("%s differs: make golden, then git diff", path);
        g_test_fail();
    }
}

static xmlDoc *
example(const char *lang)
{
    g_autoptr(diag) diag = diag_new();
    xmlDoc *doc = xml_read(".", EXAMPLE, diag);
    g_assert_nonnull(doc);
    xmlNodeSetLang(xmlDocGetRootElement(doc), (const xmlChar *)lang);
    return doc;
}

/* ---- The example ---- */

static void
test_language(gconstpointer data)
{
    const char *lang = data;
    xmlDoc *doc = example(lang), *fo = applied(print, doc), *xhtml = applied(book, doc);
    accepted(fo);
    closed(fo);
    closed(xhtml);
    in_steps(fo);
    in_steps(xhtml);
    g_autofree char *words = words_of(fo);
    g_autofree char *name = g_strconcat(lang, ".fo.words", NULL);
    golden(words, name);
    g_autoptr(GString) tree = g_string_new(NULL);
    append_text_lines(tree, xmlDocGetRootElement(xhtml), 0);
    g_autofree char *book_name = g_strconcat(lang, ".xhtml.tree", NULL);
    golden(tree->str, book_name);
    if (g_str_equal(lang, "fr")) {
        g_string_truncate(tree, 0);
        append_text_lines(tree, xmlDocGetRootElement(fo), 0);
        golden(tree->str, "fr.fo.tree");
    }
    xmlFreeDoc(xhtml);
    xmlFreeDoc(fo);
    xml_free(doc);
}

/* What the epub stage asks of the document (docs/epub.md). */
static void
test_sections(void)
{
    xmlDoc *doc = example("de"), *xhtml = applied(book, doc);
    const xmlNode *body = xml_child(xmlDocGetRootElement(xhtml), "body");
    g_autoptr(GHashTable) files = g_hash_table_new(g_str_hash, g_str_equal);
    unsigned navs = 0;
    for (const xmlNode *n = xml_child(body, "section"); n; n = xml_next(n, NULL)) {
        if (xml_is(n, "nav")) {
            navs++;
            continue;
        }
        const char *file = attribute(n, "data-file");
        g_assert_true(xml_is(n, "section"));
        g_assert_nonnull(attribute(n, "id"));
        g_assert_nonnull(file);
        g_assert_cmpuint(strspn(file, "abcdefghijklmnopqrstuvwxyz0123456789-"), ==, strlen(file));
        g_assert_true(g_hash_table_add(files, (char *)file));
    }
    g_assert_cmpuint(navs, ==, 3);
    g_assert_cmpuint(count_elements(xhtml, "table", NULL, NULL), ==,
                     count_elements(xhtml, "caption", NULL, NULL) + 2); /* imprint, facts */
    g_assert_cmpuint(count_elements(xhtml, "th", "scope", NULL), ==, 0);
    xmlFreeDoc(xhtml);
    xml_free(doc);
}

static void
test_ids_agree(void)
{
    xmlDoc *doc = example("fr"), *fo = applied(print, doc), *xhtml = applied(book, doc);
    for (const xmlNode *n = xmlDocGetRootElement(doc); n; n = following(n)) {
        const char *id = attribute(n, "id");
        if (!id || !n->ns || strstr((const char *)n->ns->href, "xhtml") == NULL)
            continue;
        unsigned in_print = 0, in_book = 0;
        for (const xmlNode *m = xmlDocGetRootElement(fo); m; m = following(m))
            in_print += g_strcmp0(attribute(m, "id"), id) == 0;
        for (const xmlNode *m = xmlDocGetRootElement(xhtml); m; m = following(m))
            in_book += g_strcmp0(attribute(m, "id"), id) == 0;
        if (in_print != 1 || in_book != 1)
            g_assert_cmpstr(id, ==, "in both");
    }
    xmlFreeDoc(xhtml);
    xmlFreeDoc(fo);
    xml_free(doc);
}

/* ---- Words ---- */

static GHashTable *
keys_of(const char *lang)
{
    g_autoptr(diag) diag = diag_new();
    g_autofree char *path = g_strdup_printf("stylesheets/text/%s.xml", lang);
    xmlDoc *doc = xml_read(".", path, diag);
    g_assert_nonnull(doc);
    GHashTable *keys = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    const xmlNode *root = xmlDocGetRootElement(doc);
    for (const xmlNode *n = xml_child(root, "word"); n; n = xml_next(n, "word")) {
        g_autoptr(GString) slots = g_string_new(NULL);
        for (const xmlNode *slot = n->children; slot; slot = slot->next)
            if (slot->type == XML_ELEMENT_NODE && strcmp((const char *)slot->name, "one") != 0 &&
                strcmp((const char *)slot->name, "many") != 0)
                g_string_append_printf(slots, "%s ", (const char *)slot->name);
        g_assert_true(g_hash_table_insert(keys, xml_attribute(n, "key"),
                                          g_string_free(g_steal_pointer(&slots), FALSE)));
        g_autofree char *text = xml_text(n);
        if (*text == '\0' && !xml_next(n->children, NULL))
            g_assert_cmpstr("an empty word", ==, attribute(n, "key"));
    }
    xml_free(doc);
    return keys;
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Every key in every language, with the same things to fill in (in whatever order). */
static void
test_key_sets(void)
{
    g_autoptr(GHashTable) dutch = keys_of("nl");
    g_assert_cmpuint(g_hash_table_size(dutch), >, 150);
    for (int lang = LANGUAGE_NL + 1; lang < LANGUAGE_COUNT; lang++) {
        g_autoptr(GHashTable) other = keys_of(language_name(lang));
        g_assert_cmpuint(g_hash_table_size(dutch), ==, g_hash_table_size(other));
        GHashTableIter iter;
        void *key, *value;
        g_hash_table_iter_init(&iter, dutch);
        while (g_hash_table_iter_next(&iter, &key, &value)) {
            const char *theirs = g_hash_table_lookup(other, key);
            g_auto(GStrv) a = g_strsplit(value, " ", -1);
            g_auto(GStrv) b = g_strsplit(theirs ? theirs : "none", " ", -1);
            qsort(a, g_strv_length(a), sizeof *a, by_name);
            qsort(b, g_strv_length(b), sizeof *b, by_name);
            if (!g_strv_equal((const char *const *)a, (const char *const *)b))
                g_assert_cmpstr(language_name(lang), ==, key);
        }
    }
}

/* A word that was changed is printed; nothing is compiled for it. */
static void
test_changed_word(void)
{
    g_autoptr(diag) diag = diag_new();
    g_autofree char *directory = g_dir_make_tmp("style-XXXXXX", NULL);
    g_autofree char *copy = g_strdup_printf("cp -r stylesheets %s", directory);
    g_autofree char *sheets = g_build_filename(directory, "stylesheets", NULL);
    g_autofree char *path = g_build_filename(sheets, "text/de.xml", NULL);
    g_autofree char *text = NULL;
    g_assert_true(g_spawn_command_line_sync(copy, NULL, NULL, NULL, NULL));
    g_assert_true(g_file_get_contents(path, &text, NULL, NULL));
    g_autoptr(GString) changed = g_string_new(text);
    g_assert_cmpuint(g_string_replace(changed, ">Inhalt<", ">Was Sie hier finden<", 1), ==, 1);
    g_assert_true(g_file_set_contents(path, changed->str, -1, NULL));
    g_autoptr(stylesheet) sheet = stylesheet_load(sheets, "brochure-fo.xsl", NULL, diag);
    xmlDoc *doc = example("de"), *fo = applied(sheet, doc);
    g_autofree char *words = words_of(fo);
    g_assert_nonnull(strstr(words, "\nWas Sie hier finden\n"));
    xmlFreeDoc(fo);
    xml_free(doc);
    file_remove_tree(directory, diag);
}

/* A language without words is an error that names the file. */
static void
test_missing_language(void)
{
    g_autoptr(diag) diag = diag_new();
    xmlDoc *doc = example("xx");
    g_assert_null(transform(print, doc, diag));
    g_autofree char *found = findings(diag);
    g_assert_nonnull(strstr(found, "text/xx.xml:1: error[E0101]"));
    xml_free(doc);
}

/* Each value that the schema of the brochure lets a catalogue say has its word. */
static void
test_closed_types(void)
{
    static const char *const words[] = {
        "covered.yes",
        "covered.no",
        "covered.partial",
        "covered.coverage_only",
        "covered.not_listed",
        "covered.likely",
        "covered.conflict",
        "covered.unknown",
        "covered.n/a",
        "posting.months",
        "posting.by-agreement",
        "posting.no-maximum",
        "posting.as-eu",
        "posting.none",
        "posting.conflict",
        "nationality.all",
        "nationality.unknown",
        "nationality.conflict",
        "agreement.bilateral",
        "agreement.health_care",
        "agreement.eu_regulation",
        "agreement.withdrawal_agreement",
        "agreement.trade_agreement_protocol",
        "agreement.multilateral",
        "agreement.normative",
        "agreement.voluntary_scheme",
        "agreement.no_agreement",
        "state.sample",
        "state.draft",
        "state.validated",
        "branch.old_age",
        "branch.survivors",
        "branch.invalidity",
        "branch.sickness_cash",
        "branch.health_care",
        "branch.maternity",
        "branch.work_accidents",
        "branch.occupational_diseases",
        "branch.unemployment",
        "branch.family",
    };
    g_autoptr(GHashTable) keys = keys_of("nl");
    for (unsigned i = 0; i < G_N_ELEMENTS(words); i++)
        if (!g_hash_table_contains(keys, words[i]))
            g_assert_cmpstr(words[i], ==, "known");
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    stylesheets_load();
    g_test_add_data_func("/stylesheets/nl", "nl", test_language);
    g_test_add_data_func("/stylesheets/fr", "fr", test_language);
    g_test_add_data_func("/stylesheets/de", "de", test_language);
    g_test_add_data_func("/stylesheets/en", "en", test_language);
    g_test_add_func("/stylesheets/sections", test_sections);
    g_test_add_func("/stylesheets/ids-agree", test_ids_agree);
    g_test_add_func("/stylesheets/key-sets", test_key_sets);
    g_test_add_func("/stylesheets/closed-types", test_closed_types);
    g_test_add_func("/stylesheets/changed-word", test_changed_word);
    g_test_add_func("/stylesheets/missing-language", test_missing_language);
    const int status = g_test_run();
    stylesheets_free();
    return status;
}
