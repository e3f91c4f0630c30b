#include "fo/fo.h"
#include "unit/layout_case.h"
#include "unit/test.h"

/* Two questions that tests/layout must answer. Is each name of docs/fo-subset.md held by a check?
 * Can each check fail? A check says what it depends on in `of`; every name there is taken out of a
 * copy of the document, and the check must then be false. Where `of` is missing, something must
 * exist whose removal makes it false. So a case whose numbers would be the same without the
 * property that it is there for does not pass. tests/layout/README.md has the forms of `of`. */

static struct fonts *configured;
static GHashTable *items;    /* names of the subset → NAME_… */
static GHashTable *required; /* attributes without which there is no document */
static GHashTable *covered;
static GString *wrong; /* of the test that runs */

enum { NAME_PLAIN = 1, NAME_UNIT, NAME_OPERATOR, NAME_COLOUR };

G_GNUC_PRINTF(1, 2) static void note(const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_string_append_c(wrong, '\n');
    g_string_append_vprintf(wrong, format, arguments);
    va_end(arguments);
}

static void
tell(void)
{
    if (wrong->len)
        g_test_fail_printf("%s", wrong->str);
    g_string_truncate(wrong, 0);
}

/* ---- The list ---- */

static void
add_item(char *name, int kind)
{
    g_hash_table_insert(items, name, GINT_TO_POINTER(kind));
}

/* They do what the initial value does: rule:no-clipping, and a maximum that does not limit. */
static const char *const LIKE_INITIAL[] = {"overflow=hidden",
                                           "overflow=scroll",
                                           "overflow=error-if-overflow",
                                           "inline-progression-dimension.maximum=none",
                                           "block-progression-dimension.maximum=none",
                                           "caption-side=top",
                                           "alignment-baseline=alphabetic",
                                           "alignment-baseline=baseline"};

static bool
is_like_initial(const char *item)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(LIKE_INITIAL); i++)
        if (!strcmp(item, LIKE_INITIAL[i]))
            return true;
    return false;
}

/* What a property takes: "a length; or auto, none", "true, false". Of keywords the initial one is
 * not asked for: it is what all the other cases have. */
static void
add_keywords(const char *name, const char *takes, const char *initial)
{
    const char *list = strstr(takes, "; or ");
    g_auto(GStrv) words = g_strsplit(list ? list + strlen("; or ") : takes, ", ", -1);

    if (!list && !g_regex_match_simple("^[a-z-]+(, [a-z-]+)+$", takes, 0, 0))
        return;
    for (char **word = words; *word; word++) {
        g_autofree char *item = g_strdup_printf("%s=%s", name, *word);

        if (strcmp(*word, initial) && !is_like_initial(item))
            add_item(g_steal_pointer(&item), NAME_PLAIN);
    }
}

/* "| name | takes | initial | …": without an initial value the attribute is required. */
static void
add_row(const char *line, const char *prefix, bool initial)
{
    g_auto(GStrv) cells = g_strsplit(line, " | ", -1);
    const char *name = cells[0] + 2;

    if (initial && g_strv_length(cells) > 2) {
        add_keywords(name, cells[1], g_strstrip(cells[2]));
        if (!*cells[2])
            g_hash_table_add(required, g_strdup(name));
    }
    add_item(g_strconcat(strchr(name, ':') ? "" : prefix, name, NULL), NAME_PLAIN);
}

/* "- `name`: …" of the choices, "Units: `pt`, `mm`". */
static void
add_quoted(const char *line, const char *prefix, bool first, int kind)
{
    g_auto(GStrv) parts = g_strsplit(line, "`", -1);

    for (unsigned i = 1; i < g_strv_length(parts) && (i == 1 || !first); i += 2)
        add_item(g_strconcat(prefix, parts[i], NULL), kind);
}

static void
add_line(const char *line, const char *chapter)
{
    bool row = g_str_has_prefix(line, "| ") && !g_str_has_prefix(line, "| name") &&
               !g_str_has_prefix(line, "| fo:");

    if (row)
        add_row(line, !strcmp(chapter, "Formatting objects") ? "fo:" : "",
                !strcmp(chapter, "Properties"));
    else if (g_str_has_prefix(line, "Every object takes"))
        add_quoted(line, "", false, NAME_PLAIN);
    else if (g_str_has_prefix(line, "Units: "))
        add_quoted(line, "", false, NAME_UNIT);
    else if (g_str_has_prefix(line, "Operators: "))
        add_quoted(line, "", false, NAME_OPERATOR);
    else if (g_str_has_prefix(line, "Colours: "))
        add_quoted(line, "", false, NAME_COLOUR);
    else if (g_str_has_prefix(line, "Functions: "))
        add_quoted(line, "", false, NAME_PLAIN);
    else if (g_str_has_prefix(line, "- ") && !strcmp(chapter, "Choices and deviations"))
        add_quoted(line, "rule:", true, NAME_PLAIN);
}

static void
read_list(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    const char *chapter = "";

    fo_describe_subset(text);
    g_auto(GStrv) lines = g_strsplit(text->str, "\n", -1);
    for (char **line = lines; *line; line++)
        if (g_str_has_prefix(*line, "## "))
            chapter = *line + 3;
        else
            add_line(*line, chapter);
}

/* ---- What a word of `of` names ---- */

struct target {
    char *name, *value; /* value NULL: any */
};

static struct target
target_of(const char *word)
{
    const char *equals = strchr(word, '=');

    return equals ? (struct target){g_strndup(word, (gsize)(equals - word)), g_strdup(equals + 1)}
                  : (struct target){g_strdup(word), NULL};
}

static char *
attribute_name(const xmlAttr *attribute)
{
    const char *space = attribute->ns ? (const char *)attribute->ns->prefix : NULL;

    return g_strconcat(space ? space : "", space ? ":" : "", (const char *)attribute->name, NULL);
}

static char *
attribute_value(const xmlAttr *attribute)
{
    xmlChar *value = xmlNodeListGetString(attribute->doc, attribute->children, 1);
    char *copy = g_strdup(value ? (const char *)value : "");

    xmlFree(value);
    return copy;
}

static bool
names_attribute(const struct target *target, xmlAttr *attribute)
{
    g_autofree char *name = attribute_name(attribute);
    g_autofree char *text = attribute_value(attribute);
    g_autofree char *call = g_strndup(target->name, strlen(target->name) - 1);
    bool found =
        g_str_has_suffix(target->name, "()")
            ? strstr(text, call) != NULL
            : !strcmp(name, target->name) && (!target->value || !strcmp(text, target->value));

    return found;
}

static xmlNode *
next_node(xmlNode *node)
{
    if (node->children)
        return node->children;
    while (node && !node->next)
        node = node->parent;
    return node ? node->next : NULL;
}

/* values: what they were. */
static unsigned
remove_attributes(xmlDoc *doc, const struct target *target, GHashTable *values)
{
    unsigned count = 0;

    for (xmlNode *node = xmlDocGetRootElement(doc); node; node = next_node(node))
        for (xmlAttr *a = node->type == XML_ELEMENT_NODE ? node->properties : NULL, *next; a;
             a = next) {
            next = a->next;
            if (names_attribute(target, a)) {
                g_hash_table_add(values, attribute_value(a));
                xmlRemoveProp(a);
                count++;
            }
        }
    return count;
}

/* The n-th element of that name, of any name if that is NULL. */
static bool
remove_element(xmlDoc *doc, const char *name, unsigned n)
{
    for (xmlNode *node = xmlDocGetRootElement(doc); node; node = next_node(node))
        if (node->type == XML_ELEMENT_NODE && (!name || xml_is(node, name)) && n-- == 0) {
            xmlUnlinkNode(node);
            xmlFreeNode(node);
            return true;
        }
    return false;
}

/* ---- Proofs ---- */

enum outcome { STILL_TRUE, FALSE_NOW, NO_PAGES };

static enum outcome
outcome_of(xmlDoc *doc, const struct check *check)
{
    if (!xmlDocGetRootElement(doc))
        return NO_PAGES;
    struct subject subject = subject_of(doc, configured);
    g_autofree char *wrong = check_one(&subject, check->words, check->count);
    bool pages = subject.pages || !strcmp(check->words[0], "finding");

    subject_clear(&subject);
    return !wrong ? STILL_TRUE : pages ? FALSE_NOW : NO_PAGES;
}

/* Removes one element after the other. Where the document stands without one, that must tell. */
static bool
depends_on_element(xmlDoc *doc, const struct check *check, const char *name)
{
    bool found = false, stands = false;

    for (unsigned n = 0;; n++) {
        xmlDoc *copy = xmlCopyDoc(doc, 1);
        bool removed = remove_element(copy, name, n);
        enum outcome outcome = removed ? outcome_of(copy, check) : STILL_TRUE;

        xmlFreeDoc(copy);
        if (!removed)
            return found && !stands;
        if (outcome == FALSE_NOW)
            return true;
        found = true;
        stands |= outcome == STILL_TRUE;
    }
}

/* The attribute had this one value: that is covered too. */
static void
note_value(const char *name, GHashTable *values)
{
    GHashTableIter iter;
    gpointer value;

    g_hash_table_iter_init(&iter, values);
    if (g_hash_table_iter_next(&iter, &value, NULL))
        g_hash_table_add(covered, g_strdup_printf("%s=%s", name, (char *)value));
}

static bool
depends_on_attribute(xmlDoc *doc, const struct check *check, const struct target *target)
{
    xmlDoc *copy = xmlCopyDoc(doc, 1);
    g_autoptr(GHashTable) values = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    bool removed = remove_attributes(copy, target, values) > 0;
    enum outcome outcome = removed ? outcome_of(copy, check) : STILL_TRUE;

    xmlFreeDoc(copy);
    if (outcome == FALSE_NOW && g_hash_table_size(values) == 1)
        note_value(target->name, values);
    return outcome == FALSE_NOW ||
           (outcome == NO_PAGES && g_hash_table_contains(required, target->name));
}

/* Something can be removed so that the check is false and there are still pages. */
static bool
depends_on_anything(xmlDoc *doc, const struct check *check)
{
    for (xmlNode *node = xmlDocGetRootElement(doc); node; node = next_node(node))
        for (xmlAttr *a = node->type == XML_ELEMENT_NODE ? node->properties : NULL; a;
             a = a->next) {
            g_autofree char *name = attribute_name(a);
            struct target target = {name, NULL};
            if (depends_on_attribute(doc, check, &target))
                return true;
        }
    return depends_on_element(doc, check, NULL);
}

static bool
depends_on(xmlDoc *doc, const struct check *check, const struct target *target)
{
    if (g_str_has_prefix(target->name, "rule:"))
        return depends_on_anything(doc, check);
    const char *colon = strchr(target->name, ':');
    return (colon && depends_on_element(doc, check, colon + 1)) ||
           (!g_str_has_prefix(target->name, "fo:") && depends_on_attribute(doc, check, target));
}

/* ---- What is covered ---- */

static bool
value_shows(const char *value, const char *name, int kind)
{
    g_autofree char *quoted = g_regex_escape_string(name, -1);
    g_autofree char *pattern = kind == NAME_UNIT ? g_strdup_printf("[0-9]%s\\b", quoted)
                               : kind == NAME_OPERATOR
                                   ? g_strdup_printf("(^| )%s%s", quoted, *name == '(' ? "" : " ")
                                   : g_strdup_printf("^%s$", quoted);

    return g_regex_match_simple(pattern, value, 0, 0);
}

static void
note_covered(const struct target *target)
{
    GHashTableIter iter;
    gpointer name, kind;

    g_hash_table_add(covered, g_strdup(target->name));
    g_hash_table_iter_init(&iter, items);
    while (target->value && g_hash_table_iter_next(&iter, &name, &kind))
        if (GPOINTER_TO_INT(kind) != NAME_PLAIN &&
            value_shows(target->value, name, GPOINTER_TO_INT(kind)))
            g_hash_table_add(covered, g_strdup(name));
}

static void
prove(xmlDoc *doc, const struct check *check, const char *name)
{
    g_auto(GStrv) words = NULL;

    if (!check->of && !depends_on_anything(doc, check))
        note("%s: %s: nothing makes it false", name, check->text);
    if (!check->of)
        return;
    g_assert_true(g_shell_parse_argv(check->of, NULL, &words, NULL));
    for (char **word = words; *word; word++) {
        struct target target = target_of(*word);
        if (!depends_on(doc, check, &target))
            note("%s: %s: it is true without %s", name, check->text, *word);
        note_covered(&target);
        g_free(target.name);
        g_free(target.value);
    }
}

static void
test_file(gconstpointer data)
{
    g_autoptr(diag) diag = diag_new();
    xmlDoc *doc = xml_read("tests/layout", data, diag);

    g_assert_nonnull(doc);
    g_autoptr(GPtrArray) checks = take_checks(doc);
    for (unsigned i = 0; i < checks->len; i++)
        prove(doc, g_ptr_array_index(checks, i), data);
    xml_free(doc);
    tell();
}

static void
test_all_covered(void)
{
    g_autofree char *text = NULL;
    g_autoptr(GHashTable) pending = g_hash_table_new(g_str_hash, g_str_equal);
    GHashTableIter iter;
    gpointer name;

    g_assert_true(g_file_get_contents("tests/layout/pending.txt", &text, NULL, NULL));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line; line++)
        if (**line)
            g_hash_table_add(pending, *line);
    g_hash_table_iter_init(&iter, items);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        if (!g_hash_table_contains(covered, name) && !g_hash_table_contains(pending, name))
            note("%s is in docs/fo-subset.md; no check has it in `of`", (char *)name);
    g_hash_table_iter_init(&iter, pending);
    while (g_hash_table_iter_next(&iter, &name, NULL))
        if (g_hash_table_contains(covered, name) || !g_hash_table_contains(items, name))
            note("%s: take it out of pending.txt", (char *)name);
    tell();
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_autoptr(diag) diag = diag_new();
    g_auto(GStrv) names = file_list("tests", "layout", diag);

    configured = fonts_load("fonts/fonts.conf", diag);
    g_assert_nonnull(configured);
    items = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    required = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    covered = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    wrong = g_string_new(NULL);
    read_list();
    for (char **name = names; names && *name; name++)
        if (g_str_has_suffix(*name, ".fo")) {
            g_autofree char *path = g_strconcat("/layout/proof/", *name, NULL);
            g_test_add_data_func(path, *name, test_file);
        }
    g_test_add_func("/layout/subset/covered", test_all_covered);
    int status = g_test_run();

    fonts_free(configured);
    g_hash_table_unref(items);
    g_hash_table_unref(required);
    g_hash_table_unref(covered);
    g_string_free(wrong, TRUE);
    return status;
}
