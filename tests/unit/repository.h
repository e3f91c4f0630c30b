#ifndef REPOSITORY_H
#define REPOSITORY_H

#include <glib/gstdio.h>
#include <string.h>

#include "base/file.h"
#include "sources/sources.h"
#include "unit/findings.h"

/* A small repository in the portal's format, in a directory of its own, with nothing wrong in it.
 * Tests overwrite one file and look at what is found. */

#define LABELS(word) " nl='" word "' fr='" word "' de='" word "' en='" word "'"

#define LIST_COUNTRIES                                                                             \
    "<destination><country id='Other'" LABELS(                                                     \
        "Other") "/>"                                                                              \
                 "<group id='group_1'" LABELS("Group") "><country id='Turkey'" LABELS(             \
                     "Turkey") "/>"                                                                \
                               "<subgroup id='EEA'><country id='Spain'" LABELS(                    \
                                   "Spain") "/>"                                                   \
                                            "<country id='France'" LABELS(                         \
                                                "France") "/></subgroup></group></destination>"

#define LIST_NATIONALITIES                                                                         \
    "<nationality><country id='belgium'" LABELS(                                                   \
        "Belgium") "/><group id='eea'>"                                                            \
                   "<country id='france'" LABELS("France") "/></group>"                            \
                                                           "<country id='other'" LABELS(           \
                                                               "Other") "/></nationality>"

#define LIST_LEAVING                                                                               \
    "<status><item id='Employee'" LABELS("Employee") "/><item id='Posted Worker'" LABELS(          \
        "Posted") "/></status><subject><item id='Annual Holidays'" LABELS("Holidays") "/>"         \
                                                                                      "<item "     \
                                                                                      "id='"       \
                                                                                      "pension"    \
                                                                                      "'" LABELS(  \
                                                                                          "Pensio" \
                                                                                          "n") "/" \
                                                                                               ">" \
                                                                                               "<" \
                                                                                               "/" \
                                                                                               "s" \
                                                                                               "u" \
                                                                                               "b" \
                                                                                               "j" \
                                                                                               "e" \
                                                                                               "c" \
                                                                                               "t" \
                                                                                               ">"

#define LIST_COMING                                                                                \
    "<status><item id='employee'" LABELS("Employee") "/><item id='student'" LABELS(                \
        "Student") "/></status><subject><item id='pension'" LABELS("Pension") "/></subject>"

#define VERSION(lang, title, text)                                                                 \
    "<" lang "><title>" title "</title><description><html><body>" text "</body></html>"            \
    "</description></" lang ">"

#define FICHE(metadatas, text)                                                                     \
    "<fiche xmlns:fp='urn:fichepress:1'>\n" metadatas                                              \
    "\n<contents>\n" VERSION("nl", "N", "<p>n</p>") VERSION("fr", "F", "<p>f</p>")                 \
        VERSION("de", "D", "<p>d</p>") "\n" VERSION("en", "E", text) "</contents></fiche>"

#define METADATAS "<metadatas><hangs>x</hangs></metadatas>"
#define PLAIN     FICHE(METADATAS, "<p>e</p>")
#define ROW(destination, nationality, status)                                                      \
    "<row><destination>" destination "</destination><nationality>" nationality                     \
    "</nationality><status>" status "</status></row>"
#define CRITERIA "<criteria subject='pension'>\n" ROW("spain", "belgium", "employee") "</criteria>"

#define LISTS_LB  "criteria/criteria_LB.xml"
#define LISTS_C2B "criteria/criteria_c2b.xml"
#define A         "leaving_belgium/themas/Demo/A_01.xml"
#define A_ROWS    "leaving_belgium/criteria/Demo/A_01_criteria.xml"
#define B         "coming_to_belgium/themas/Demo/B_01.xml"
#define B_ROWS    "coming_to_belgium/criteria/Demo/B_01_criteria.xml"

static inline void
repository_write_bytes(const char *root, const char *path, const void *bytes, size_t size)
{
    g_autofree char *full = g_build_filename(root, path, NULL);
    g_autofree char *folder = g_path_get_dirname(full);
    g_assert_cmpint(g_mkdir_with_parents(folder, 0777), ==, 0);
    g_assert_true(g_file_set_contents(full, bytes, size, NULL));
}

static inline void
repository_write(const char *root, const char *path, const char *text)
{
    repository_write_bytes(root, path, text, strlen(text));
}

/* Owned: the path of its root. */
static inline char *
repository_new(void)
{
    char *root = g_dir_make_tmp("fichepress-XXXXXX", NULL);
    g_assert_nonnull(root);
    repository_write(root, LISTS_LB,
                     "<lists>" LIST_COUNTRIES LIST_NATIONALITIES LIST_LEAVING "</lists>");
    repository_write(root, LISTS_C2B, "<lists>" LIST_COMING "</lists>");
    repository_write(root, A, PLAIN);
    repository_write(root, A_ROWS, CRITERIA);
    repository_write(root, B, PLAIN);
    repository_write(root, B_ROWS, CRITERIA);
    return root;
}

static inline void
repository_free(char *root)
{
    g_autoptr(diag) diag = diag_new();
    file_remove_tree(root, diag);
    g_free(root);
}

/* What was found, with the paths of the four usual files cut to A, A_ROWS, B, B_ROWS. Owned. */
static inline char *
repository_findings(const struct diag *diag)
{
    static const char *const names[][2] = {
        {A, "A"}, {A_ROWS, "A_ROWS"}, {B, "B"}, {B_ROWS, "B_ROWS"}};
    g_autofree char *all = findings(diag);
    g_autoptr(GString) text = g_string_new(all);
    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++)
        g_string_replace(text, names[i][0], names[i][1], 0);
    return g_strdup(text->str);
}

/* Loads and checks what is found. Owned; NULL after an error. */
static inline struct sources *
repository_load(const char *root, const char *expected)
{
    g_autoptr(diag) diag = diag_new();
    struct sources *sources = sources_load(root, diag);
    g_autofree char *found = repository_findings(diag);
    g_assert_cmpstr(found, ==, expected);
    g_assert_true((sources == NULL) == (diag_count(diag, DIAG_ERROR) > 0));
    return sources;
}

/* One file is another than usual. */
static inline void
repository_finds(const char *path, const char *text, const char *expected)
{
    char *root = repository_new();
    repository_write(root, path, text);
    sources_free(repository_load(root, expected));
    repository_free(root);
}

#endif
