#include <libxml/xmlsave.h>
#include <stdlib.h>
#include <string.h>

#include "base/xml.h"
#include "brochure/brochure.h"
#include "unit/repository.h"
#include "unit/test.h"

/* Runs tests/golden/merge/ *.case: a repository, questions and their answers in one file. A line
 * "=== PATH" begins a file of the repository (over those of common.case; an empty fiche gets a
 * plain text in four languages), a line "??? QUESTION" the answer to it:
 *
 *     check                                   what brochure_check finds
 *     load                                    what sources_load finds
 *     grid DIRECTION COUNTRY [NAME=KEY …]     the cells, and what grid_new finds
 *     coverage COUNTRY …                      the JSON
 *     PART DIRECTION COUNTRY LANG [NAME=KEY …]  the elements of that name in the brochure (@PART:
 *                                             without their content), and what brochure_merge finds
 *
 * UPDATE_GOLDEN rewrites the answers. */

static const char folder[] = "tests/golden/merge";

struct case_file {
    GPtrArray *paths, *contents;     /* of the repository */
    GPtrArray *questions, *expected; /* in order */
    GString *text;                   /* the file up to the first question */
};

static void
string_free(void *string)
{
    g_string_free(string, TRUE);
}

static void
case_free(struct case_file *one)
{
    g_ptr_array_free(one->paths, TRUE);
    g_ptr_array_free(one->contents, TRUE);
    g_ptr_array_free(one->questions, TRUE);
    g_ptr_array_free(one->expected, TRUE);
    g_string_free(one->text, TRUE);
    g_free(one);
}

static struct case_file *
case_read(const char *name)
{
    struct case_file *one = g_new(struct case_file, 1);
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autofree char *text = NULL;
    GString *into = NULL;

    *one = (struct case_file){g_ptr_array_new_with_free_func(g_free),
                              g_ptr_array_new_with_free_func(string_free),
                              g_ptr_array_new_with_free_func(g_free),
                              g_ptr_array_new_with_free_func(string_free), g_string_new(NULL)};
    gboolean read = g_file_get_contents(path, &text, NULL, NULL);
    g_assert_true(read);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (char **line = lines; *line && (line[1] || **line); line++) {
        bool question = g_str_has_prefix(*line, "??? "), file = g_str_has_prefix(*line, "=== ");
        if (!one->questions->len && !question)
            g_string_append_printf(one->text, "%s\n", *line);
        if (question || file) {
            into = g_string_new(NULL);
            g_ptr_array_add(question ? one->questions : one->paths, g_strdup(*line + 4));
            g_ptr_array_add(question ? one->expected : one->contents, into);
        } else if (into) {
            g_string_append_printf(into, "%s\n", *line);
        }
    }
    return one;
}

static void
write_fiche(const char *root, const char *path)
{
    g_autofree char *base = g_path_get_basename(path);
    g_autofree char *id = g_strndup(base, strlen(base) - 4);
    g_autoptr(GString) text =
        g_string_new("<fiche><metadatas><hangs>h</hangs></metadatas><contents>\n");
    for (unsigned l = 0; l < LANGUAGE_COUNT; l++)
        g_string_append_printf(text,
                               "<%s><title>%s %s</title><description><html><body><p>%s</p></body>"
                               "</html></description></%s>\n",
                               language_name(l), id, language_name(l), id, language_name(l));
    g_string_append(text, "</contents></fiche>");
    repository_write(root, path, text->str);
}

static void
expand(const struct case_file *one, const char *root)
{
    for (unsigned i = 0; i < one->paths->len; i++) {
        const char *path = one->paths->pdata[i];
        const GString *content = one->contents->pdata[i];
        if (*g_strstrip(content->str) || !strstr(path, "/themas/"))
            repository_write(root, path, content->str);
        else
            write_fiche(root, path);
    }
}

static void
append_findings(GString *out, const struct diag *diag)
{
    g_autofree char *found = findings(diag);
    g_string_append(out, found);
}

static struct selection
selection_of(const struct sources *sources, char **words, unsigned first)
{
    struct selection selection = {.direction = direction_find(words[1]),
                                  .country = words[2],
                                  .lang = LANGUAGE_EN,
                                  .date = sources_edition(sources)->date};
    for (char **word = words + first; *word; word++) {
        char *value = strchr(*word, '=');
        g_assert_nonnull(value);
        value++;
        if (g_str_has_prefix(*word, "status="))
            selection.status = value;
        else if (g_str_has_prefix(*word, "subject="))
            selection.subject = value;
        else if (g_str_has_prefix(*word, "nationality="))
            selection.nationality = value;
        else
            g_date_set_parse(&selection.date, value);
    }
    return selection;
}

static void
append_answer(GString *out, const struct answer *answer)
{
    g_string_append_printf(out, " %s", answer->fiche->id);
    for (unsigned i = 0; i < answer->nationality_count; i++)
        g_string_append_printf(out, "%s%s", i ? "," : ":", answer->nationalities[i]->key);
}

static void
answer_grid(GString *out, const struct sources *sources, char **words)
{
    static const char *const states[] = {"gap", "filled", "shared", "conflict"};
    g_autoptr(diag) diag = diag_new();
    const struct selection selection = selection_of(sources, words, 3);
    g_autoptr(grid) grid = grid_new(sources, &selection, diag);
    for (unsigned i = 0; grid && i < grid->cell_count; i++) {
        const struct cell *cell = &grid->cells[i];
        g_string_append_printf(out, "%s %s %s", cell->subject->key, cell->status->key,
                               states[cell->state]);
        for (unsigned a = 0; a < cell->answer_count; a++)
            append_answer(out, &cell->answers[a]);
        g_string_append(out, cell->accepted ? " accepted\n" : "\n");
    }
    append_findings(out, diag);
}

static void
append_parts(GString *out, const xmlNode *node, const char *name)
{
    const bool alone = *name == '@';
    for (; node; node = node->next) {
        if (node->type != XML_ELEMENT_NODE)
            continue;
        if (strcmp((const char *)node->name, name + alone) == 0) {
            xmlOutputBuffer *buffer = xmlAllocOutputBuffer(NULL);
            xmlNode *part = alone ? xmlDocCopyNode((xmlNode *)node, node->doc, 2) : (xmlNode *)node;
            xmlNodeDumpOutput(buffer, node->doc, part, 0, 1, "UTF-8");
            if (alone)
                xmlFreeNode(part);
            g_string_append_printf(out, "%s\n", (const char *)xmlOutputBufferGetContent(buffer));
            xmlOutputBufferClose(buffer);
        } else {
            append_parts(out, node->children, name);
        }
    }
}

static void
answer_brochure(GString *out, const struct sources *sources, char **words)
{
    g_autoptr(diag) diag = diag_new();
    struct selection selection = selection_of(sources, words, 4);
    selection.lang = language_find(words[3]);
    xmlDoc *doc = brochure_merge(sources, &selection, diag);
    g_assert_true((doc == NULL) == (diag_count(diag, DIAG_ERROR) > 0));
    if (doc) {
        bool valid = xml_validate(doc, "brochure", diag);
        g_assert_true(valid);
        append_parts(out, xmlDocGetRootElement(doc), words[0]);
        xmlFreeDoc(doc);
    }
    append_findings(out, diag);
}

static void
answer_coverage(GString *out, const struct sources *sources, char **words)
{
    g_autoptr(diag) diag = diag_new();
    const struct coverage_filter filter = {.countries = (const char *const *)words + 1,
                                           .direction = {true},
                                           .language = {true, true, true, true},
                                           .date = sources_edition(sources)->date};
    bool whole = coverage_json(sources, &filter, out, diag);
    g_assert_true(whole);
    append_findings(out, diag);
}

/* What says nothing about the rules: keys, and lines of the bundled catalogue. */
static void
strip(GString *out)
{
    g_autoptr(GRegex) keys = g_regex_new(
        " (sort|digest)=\"[0-9a-f]*\"|(?<=catalogue/)([a-z]+)\\.xml:[0-9:]+", 0, 0, NULL);
    g_autofree char *rest = g_regex_replace(keys, out->str, -1, 0, "\\2", 0, NULL);
    g_string_assign(out, rest);
}

static GString *
answer(const char *root, const char *question)
{
    GString *out = g_string_new(NULL);
    g_autoptr(diag) diag = diag_new();
    g_autoptr(sources) sources = sources_load(root, diag);
    g_auto(GStrv) words = g_strsplit(question, " ", -1);

    if (strcmp(words[0], "load") == 0 || !sources) {
        append_findings(out, diag);
    } else if (strcmp(words[0], "check") == 0) {
        g_autoptr(diag) found = diag_new();
        brochure_check(sources, &sources_edition(sources)->date, found);
        append_findings(out, found);
    } else if (strcmp(words[0], "grid") == 0) {
        answer_grid(out, sources, words);
    } else if (strcmp(words[0], "coverage") == 0) {
        answer_coverage(out, sources, words);
    } else {
        answer_brochure(out, sources, words);
    }
    strip(out);
    return out;
}

static void
case_write(const struct case_file *one, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_autoptr(GString) text = g_string_new(one->text->str);
    for (unsigned i = 0; i < one->questions->len; i++)
        g_string_append_printf(text, "??? %s\n%s", (const char *)one->questions->pdata[i],
                               ((const GString *)one->expected->pdata[i])->str);
    g_file_set_contents(path, text->str, text->len, NULL);
}

static void
run_case(gconstpointer data)
{
    const char *name = data;
    struct case_file *one = case_read(name), *common = case_read("common.case");
    char *root = g_dir_make_tmp("fichepress-XXXXXX", NULL);

    expand(common, root);
    expand(one, root);
    g_assert_cmpuint(one->questions->len, >, 0);
    for (unsigned i = 0; i < one->questions->len; i++) {
        GString *expected = one->expected->pdata[i];
        g_autoptr(GString) found = answer(root, one->questions->pdata[i]);
        if (g_getenv("UPDATE_GOLDEN"))
            g_string_assign(expected, found->str);
        g_assert_cmpstr(found->str, ==, expected->str);
    }
    if (g_getenv("UPDATE_GOLDEN"))
        case_write(one, name);
    case_free(one);
    case_free(common);
    repository_free(root);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_autoptr(diag) diag = diag_new();
    g_auto(GStrv) names = file_list(".", folder, diag);
    for (char **name = names; name && *name; name++) {
        if (!g_str_has_suffix(*name, ".case") || strcmp(*name, "common.case") == 0)
            continue;
        g_autofree char *path = g_strdup_printf("/brochure/%s", *name);
        g_test_add_data_func(path, *name, run_case);
    }
    return g_test_run();
}
