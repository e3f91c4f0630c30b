#include "brochure/text_int.h"

#include <string.h>

#include "base/xml.h"

/* What a condition names must exist somewhere, else it decides nothing but by accident. */

static bool
known_entry(struct list list, const char *word)
{
    for (unsigned i = 0; i < list.count; i++)
        if (entry_called(&list.entries[i], word))
            return true;
    return false;
}

static bool
is_country(const struct sources *sources, const char *word)
{
    return known_entry(sources_countries(sources), word) ||
           catalogue_country(sources_catalogue(sources), word);
}

static bool
is_group(const struct sources *sources, const char *word)
{
    return sources_has_group(sources, DESTINATION_LIST, word);
}

static bool
is_framework(const struct sources *sources, const char *word)
{
    (void)sources;
    for (int kind = AGREEMENT_EU; kind <= AGREEMENT_NONE; kind++)
        if (strcmp(agreement_kind_name(kind), word) == 0)
            return true;
    return false;
}

static bool
is_agreement(const struct sources *sources, const char *word)
{
    return catalogue_agreement(sources_catalogue(sources), word) != NULL;
}

static bool
is_branch(const struct sources *sources, const char *word)
{
    (void)sources;
    for (int branch = 0; branch < BRANCH_COUNT; branch++)
        if (strcmp(branch_name(branch), word) == 0)
            return true;
    return false;
}

static bool
is_value(const struct sources *sources, const char *word)
{
    unsigned count;
    const char *const *names = value_names(&count);
    (void)sources;
    for (unsigned i = 0; i < count; i++)
        if (strcmp(names[i], word) == 0)
            return true;
    return false;
}

static bool
is_value_and_word(const struct sources *sources, const char *word)
{
    g_auto(GStrv) parts = g_strsplit(word, ":", 2);
    return parts[0] && parts[1] && is_value(sources, parts[0]);
}

static bool
is_direction(const struct sources *sources, const char *word)
{
    (void)sources;
    return direction_find(word) != DIRECTION_COUNT;
}

static bool
is_status(const struct sources *sources, const char *word)
{
    return known_entry(sources_statuses(sources, LEAVING), word) ||
           known_entry(sources_statuses(sources, COMING), word);
}

static bool
is_nationality(const struct sources *sources, const char *word)
{
    return known_entry(sources_nationalities(sources), word) ||
           sources_has_group(sources, NATIONALITY_LIST, word);
}

static const struct {
    const char *name, *what;
    bool (*known)(const struct sources *, const char *word);
} tests[] = {
    {"country", "country", is_country},
    {"group", "group of the destination lists", is_group},
    {"framework", "kind of agreement", is_framework},
    {"agreement", "agreement of the catalogue", is_agreement},
    {"covers", "branch", is_branch},
    {"known", "value", is_value},
    {"is", "value and word (posting:by-agreement)", is_value_and_word},
    {"direction", "direction", is_direction},
    {"status", "status", is_status},
    {"nationality", "nationality", is_nationality},
};

static void
check_words(const struct situation *situation, const xmlNode *node, unsigned test)
{
    g_auto(GStrv) words = guard_words(node, tests[test].name);
    if (words && !words[0])
        complain(situation->complaints, DIAG_E0209, xml_place(node), NULL,
                 "fp:%s: %s=\"\" names nothing", (const char *)node->name, tests[test].name);
    for (unsigned i = 0; words && words[i]; i++)
        if (!tests[test].known(situation->sources, words[i]))
            complain(situation->complaints,
                     strcmp(tests[test].name, "agreement") == 0 ? DIAG_E0213 : DIAG_E0209,
                     xml_place(node), NULL, "fp:%s: \"%s\" is no %s", (const char *)node->name,
                     words[i], tests[test].what);
}

void
guard_check(const struct situation *situation, const xmlNode *node)
{
    if (!node->properties)
        complain(situation->complaints, DIAG_E0209, xml_place(node),
                 "docs/fp.md lists the tests: country, group, framework, agreement, covers, known, "
                 "is, direction, status, nationality",
                 "fp:%s without a test", (const char *)node->name);
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
        const char *name = (const char *)attribute->name;
        unsigned test = 0;
        while (test < G_N_ELEMENTS(tests) && strcmp(tests[test].name, name) != 0)
            test++;
        if (test < G_N_ELEMENTS(tests))
            check_words(situation, node, test);
        else
            complain(situation->complaints, DIAG_E0209, xml_place(node),
                     "docs/fp.md lists the tests: country, group, framework, agreement, covers, "
                     "known, is, direction, status, nationality",
                     "fp:%s: there is no test \"%s\"", (const char *)node->name, name);
    }
}
