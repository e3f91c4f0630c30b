#include "brochure/text_int.h"

#include <string.h>

/* fp:when and fp:unless.
 *
 * Every attribute is a test, its value one or more alternatives; all tests of an element must hold.
 * Tests on the country and its instruments have one answer for a whole document, and it may be "not
 * known": then neither element prints, because a missing fact is no "no". Tests on status and
 * nationality have an answer for each reader of the fiche: the content is printed when it holds for
 * some reader of this document, who are all the same in a personal guide. */

char **
guard_words(const xmlNode *node, const char *name)
{
    xmlChar *value = xmlGetNoNsProp((xmlNode *)node, (const xmlChar *)name);
    if (!value)
        return NULL;
    char **words = g_strsplit_set((const char *)value, " \t\n;,", -1);
    unsigned used = 0;
    for (unsigned i = 0; words[i]; i++) {
        if (*words[i])
            words[used++] = words[i];
        else
            g_free(words[i]);
    }
    words[used] = NULL;
    xmlFree(value);
    return words;
}

typedef enum truth test_function(const struct situation *, const struct instruments *,
                                 const char *word);

static enum truth
yes_if(bool condition)
{
    return condition ? TRUTH_YES : TRUTH_NO;
}

bool
entry_called(const struct entry *entry, const char *word)
{
    return g_ascii_strcasecmp(entry->key, word) == 0 ||
           (entry->code && g_ascii_strcasecmp(entry->code, word) == 0);
}

static bool
in_group(const struct entry *entry, const char *key, const GDate *date)
{
    for (unsigned i = 0; i < entry->membership_count; i++)
        for (const struct group *g = entry->memberships[i].group; g; g = g->parent)
            if (g_ascii_strcasecmp(g->key, key) == 0 && entry_in_group(entry, g, date))
                return true;
    return false;
}

static enum truth
test_country(const struct situation *situation, const struct instruments *instruments,
             const char *word)
{
    const struct destination *destination = situation->destination;
    const struct list list = sources_countries(situation->sources);
    bool same = g_ascii_strcasecmp(destination->code, word) == 0;

    (void)instruments;
    for (unsigned i = 0; destination->entry && i < list.count && !same; i++)
        same = entry_called(&list.entries[i], word) &&
               same_country(&list.entries[i], destination->entry);
    return yes_if(same);
}

static enum truth
test_group(const struct situation *situation, const struct instruments *instruments,
           const char *word)
{
    const struct entry *entry = situation->destination->entry;
    (void)instruments;
    return yes_if(entry && in_group(entry, word, &situation->date));
}

static bool
is_framework(const struct agreement *agreement, const char *word)
{
    return strcmp(agreement_kind_name(agreement->kind), word) == 0;
}

static enum truth
test_framework(const struct situation *situation, const struct instruments *instruments,
               const char *word)
{
    (void)instruments;
    if (strcmp(word, agreement_kind_name(AGREEMENT_NONE)) == 0)
        return yes_if(situation->implicit.count == 0);
    for (unsigned i = 0; i < situation->applied.count; i++)
        if (is_framework(situation->applied.list[i], word))
            return TRUTH_YES;
    return TRUTH_NO;
}

static enum truth
test_agreement(const struct situation *situation, const struct instruments *instruments,
               const char *word)
{
    (void)instruments;
    for (unsigned i = 0; i < situation->applied.count; i++)
        if (strcmp(situation->applied.list[i]->id, word) == 0)
            return TRUTH_YES;
    return TRUTH_NO;
}

static enum truth
test_direction(const struct situation *situation, const struct instruments *instruments,
               const char *word)
{
    (void)instruments;
    return yes_if(strcmp(direction_name(situation->direction), word) == 0);
}

/* One instrument that says so is enough; a no needs all of them. */
static enum truth
either(enum truth a, enum truth b)
{
    if (a == TRUTH_YES || b == TRUTH_YES)
        return TRUTH_YES;
    return a == TRUTH_UNKNOWN || b == TRUTH_UNKNOWN ? TRUTH_UNKNOWN : TRUTH_NO;
}

static enum truth
value_is(const struct situation *situation, const struct agreement *agreement, const char *name,
         const char *wanted)
{
    struct value value = value_read(situation, agreement, name, NULL, LANGUAGE_EN);
    enum truth truth = TRUTH_UNKNOWN;

    if (value.word && strcmp(value.word, wanted) == 0)
        truth = TRUTH_YES;
    else if (value.state == VALUE_WORD || value.state == VALUE_TEXT)
        truth = TRUTH_NO;
    value_clear(&value);
    return truth;
}

static enum truth
test_covers(const struct situation *situation, const struct instruments *instruments,
            const char *word)
{
    enum truth truth = TRUTH_NO;
    for (unsigned i = 0; i < instruments->count; i++) {
        const struct agreement *agreement = instruments->list[i];
        enum truth one = value_is(situation, agreement, word, "yes");
        if (one == TRUTH_NO)
            one = yes_if(value_is(situation, agreement, word, "partial") == TRUTH_YES ||
                         value_is(situation, agreement, word, "likely") == TRUTH_YES);
        truth = either(truth, one);
    }
    return truth;
}

static enum truth
test_known(const struct situation *situation, const struct instruments *instruments,
           const char *word)
{
    bool known = false;
    if (value_is_country(word)) {
        known = true;
        for (unsigned i = 0; i < LANGUAGE_COUNT; i++) {
            g_autofree char *form = value_country(situation->destination, word, i);
            known &= form != NULL;
        }
    }
    for (unsigned i = 0; i < instruments->count; i++) {
        struct value value = value_read(situation, instruments->list[i], word, NULL, LANGUAGE_EN);
        known |= value.state == VALUE_TEXT || value.state == VALUE_WORD;
        value_clear(&value);
    }
    return yes_if(known);
}

/* "posting:by-agreement": the value's word. */
static enum truth
test_is(const struct situation *situation, const struct instruments *instruments, const char *word)
{
    g_auto(GStrv) parts = g_strsplit(word, ":", 2);
    enum truth truth = TRUTH_NO;
    for (unsigned i = 0; parts[0] && parts[1] && i < instruments->count; i++)
        truth = either(truth, value_is(situation, instruments->list[i], parts[0], parts[1]));
    return truth;
}

static enum truth
test(const struct situation *situation, const struct instruments *instruments, const xmlNode *node,
     const char *name, test_function *function)
{
    g_auto(GStrv) words = guard_words(node, name);
    if (!words)
        return TRUTH_YES;
    enum truth truth = TRUTH_NO;
    for (unsigned i = 0; words[i]; i++)
        truth = either(truth, function(situation, instruments, words[i]));
    return truth;
}

static bool
contains(char **words, const char *word)
{
    return words && g_strv_contains((const char *const *)words, word);
}

/* The instruments that the element names by agreement or framework; list NULL: it names none. */
static struct instruments
named_instruments(const struct situation *situation, const xmlNode *node)
{
    g_auto(GStrv) ids = guard_words(node, "agreement");
    g_auto(GStrv) frameworks = guard_words(node, "framework");
    struct instruments named = {NULL, 0};

    if (!ids && !frameworks)
        return named;
    named.list = g_new(const struct agreement *, situation->applied.count + 1);
    for (unsigned i = 0; i < situation->applied.count; i++) {
        const struct agreement *agreement = situation->applied.list[i];
        if (ids && !contains(ids, agreement->id))
            continue;
        if (frameworks && !contains(frameworks, agreement_kind_name(agreement->kind)))
            continue;
        named.list[named.count++] = agreement;
    }
    return named;
}

/* The tests that have one answer for the document. */
static enum truth
decide_facts(const struct situation *situation, const struct instruments *instruments,
             const xmlNode *node)
{
    static const struct {
        const char *name;
        test_function *function;
    } facts[] = {
        {"country", test_country},
        {"group", test_group},
        {"framework", test_framework},
        {"agreement", test_agreement},
        {"covers", test_covers},
        {"known", test_known},
        {"is", test_is},
        {"direction", test_direction},
    };
    enum truth all = TRUTH_YES;
    for (unsigned i = 0; i < G_N_ELEMENTS(facts) && all != TRUTH_NO; i++) {
        enum truth one = test(situation, instruments, node, facts[i].name, facts[i].function);
        if (one != TRUTH_YES)
            all = one;
    }
    return all;
}

static bool
status_named(char **words, const struct entry *status)
{
    bool named = !words;
    for (unsigned i = 0; words && words[i]; i++)
        named |= entry_called(status, words[i]);
    return named;
}

static bool
nationality_named(char **words, const struct entry *nationality, const GDate *date)
{
    bool named = !words;
    for (unsigned i = 0; words && words[i]; i++)
        named |= entry_called(nationality, words[i]) || in_group(nationality, words[i], date);
    return named;
}

/* For how many of the readers the tests on status and nationality hold. */
struct tally {
    bool some, others;
};

static void
count_nationalities(const struct situation *situation, const struct answer *answer, bool status,
                    char **words, struct tally *tally)
{
    const struct list all = sources_nationalities(situation->sources);
    const bool everybody = !answer || !answer->nationalities;
    const unsigned count = everybody ? all.count : answer->nationality_count;

    for (unsigned i = 0; i < count; i++) {
        const struct entry *one = everybody ? &all.entries[i] : answer->nationalities[i];
        bool holds = status && nationality_named(words, one, &situation->date);
        tally->some |= holds;
        tally->others |= !holds;
    }
}

static struct tally
count_readers(const struct situation *situation, const struct audience *audience,
              const xmlNode *node)
{
    g_auto(GStrv) statuses = guard_words(node, "status");
    g_auto(GStrv) nationalities = guard_words(node, "nationality");
    struct tally tally = {false, false};

    if (!statuses && !nationalities)
        return (struct tally){true, false};
    const struct list all = sources_statuses(situation->sources, situation->direction);
    const unsigned count = audience->count ? audience->count : all.count;
    for (unsigned i = 0; i < count; i++) {
        const struct entry *status =
            audience->count ? audience->readers[i].status : &all.entries[i];
        const struct answer *answer = audience->count ? audience->readers[i].answer : NULL;
        bool holds = status_named(statuses, status);
        if (nationalities)
            count_nationalities(situation, answer, holds, nationalities, &tally);
        else {
            tally.some |= holds;
            tally.others |= !holds;
        }
    }
    return tally;
}

bool
guard_decide(const struct situation *situation, const struct audience *audience,
             const xmlNode *node, struct instruments scope, struct instruments *inner)
{
    const bool when = strcmp((const char *)node->name, "when") == 0;
    struct instruments named = named_instruments(situation, node);
    const struct instruments *read = named.list ? &named : &scope;
    const enum truth facts = decide_facts(situation, read, node);
    const struct tally readers = count_readers(situation, audience, node);

    *inner = (struct instruments){NULL, 0};
    if (when && named.list)
        *inner = named;
    else
        g_free(named.list);
    if (when)
        return facts == TRUTH_YES && readers.some;
    return facts == TRUTH_NO || (facts == TRUTH_YES && readers.others);
}
