#include <string.h>

#include "sources/body_int.h"

/* Prose as it is heard. A screen reader knows headings, lists and languages by their markup alone:
 * what only looks like one is found here. These are guesses, so they are notes; the rules that
 * nobody has to guess are in prose.c and body.c. Runs on a clean block. */

/* Words that are frequent in one of the languages and rare in the three others; sorted. */
static const char *const common[LANGUAGE_COUNT][20] = {
    [LANGUAGE_NL] = {"aan", "bij", "dat", "door", "een", "het", "kunt", "moet",  "naar", "niet",
                     "ook", "op",  "te",  "tot",  "uw",  "van", "voor", "wordt", "zich", "zijn"},
    [LANGUAGE_FR] = {"au",  "aux", "avec", "cette", "dans", "est", "la",  "le",  "les",   "ou",
                     "par", "pas", "pour", "qui",   "sont", "sur", "une", "vos", "votre", "vous"},
    [LANGUAGE_DE] = {"auch", "auf",   "das",  "dem",  "ein", "eine", "für",  "ihre", "ist", "mit",
                     "nach", "nicht", "oder", "sich", "sie", "und",  "wenn", "wird", "zum", "zur"},
    [LANGUAGE_EN] = {"and", "are",  "by",   "can", "for",   "from", "have", "must", "not", "that",
                     "the", "they", "this", "to",  "which", "who",  "will", "with", "you", "your"},
};

static int
by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
is_common(enum language language, const char *word)
{
    return bsearch(&word, common[language], G_N_ELEMENTS(common[language]), sizeof(char *),
                   by_text);
}

static bool
is_block(const xmlNode *node)
{
    static const char *const names[] = {"p",  "li",      "td", "th",    "dt",  "dd",         "h1",
                                        "h2", "h3",      "h4", "h5",    "h6",  "ul",         "ol",
                                        "dl", "caption", "tr", "table", "div", "blockquote", NULL};
    return node->type == XML_ELEMENT_NODE && g_strv_contains(names, (const char *)node->name);
}

/* The text of a block that is no other block's and in no language of its own. */
static void
own_text(const xmlNode *node, GString *text)
{
    for (const xmlNode *child = node->children; child; child = child->next) {
        if (child->type == XML_TEXT_NODE)
            g_string_append(text, (const char *)child->content);
        else if (!is_block(child) &&
                 !xmlHasNsProp(child, (const xmlChar *)"lang", XML_XML_NAMESPACE))
            own_text(child, text);
    }
}

/* ---- Languages ---- */

static void
check_language(const xmlNode *block, const char *text, enum language language, struct diag *diag)
{
    enum { FEWEST = 4 };
    g_autofree char *lower = g_utf8_strdown(text, -1);
    g_auto(GStrv) words = g_strsplit_set(lower, " \t\r\n.,;:!?()'\"", -1);
    unsigned count[LANGUAGE_COUNT] = {0}, likely = language;

    for (char **word = words; *word; word++)
        for (unsigned i = 0; i < LANGUAGE_COUNT; i++)
            count[i] += is_common(i, *word);
    for (unsigned i = 0; i < LANGUAGE_COUNT; i++)
        likely = count[i] > count[likely] ? i : likely;
    if (count[likely] < FEWEST || count[likely] <= 2 * count[language])
        return;
    g_autofree char *help = g_strdup_printf(
        "mark it with xml:lang=\"%s\" (WCAG 2.2, 3.1.2; PDF/UA-1, 7.2), or write it in %s",
        language_name(likely), language_name(language));
    diag_report(diag, DIAG_E0427, xml_place(block), help, "<%s> seems to be in %s",
                (const char *)block->name, language_name(likely));
}

/* ---- Headings and lists that are none ---- */

/* "- " and the like: what an author types before the items of a list. */
static bool
begins_item(const xmlNode *node)
{
    static const char *const marks[] = {"- ", "– ", "• ", "* "};
    g_autofree char *text = xml_text(node);

    for (unsigned i = 0; xml_is(node, "p") && i < G_N_ELEMENTS(marks); i++)
        if (g_str_has_prefix(text, marks[i]))
            return true;
    return false;
}

static void
check_item(const xmlNode *node, struct diag *diag)
{
    const xmlNode *next = xml_next(node, NULL);
    const xmlNode *before = xmlPreviousElementSibling((xmlNode *)node);

    if (next && begins_item(node) && begins_item(next) && !(before && begins_item(before)))
        diag_report(diag, DIAG_E0428, xml_place(node),
                    "make them <li> of a <ul> (WCAG 2.2, 1.3.1; PDF/UA-1, 7.6)",
                    "paragraphs with dashes are no list");
}

static void
check_bold(const xmlNode *node, struct diag *diag)
{
    enum { LONGEST = 80 }; /* bytes of a heading */
    const xmlNode *only = xml_child(node, NULL);
    g_autofree char *text = xml_text(node), *bold = only ? xml_text(only) : NULL;

    /* The value of a deadline stands in bold before its sentence. */
    if (xmlHasProp(node->parent, (const xmlChar *)"data-callout"))
        return;
    if (xml_is(node, "p") && only && (xml_is(only, "b") || xml_is(only, "strong")) && *text &&
        strcmp(text, bold) == 0 && strlen(text) <= LONGEST && xml_next(node, NULL) &&
        !strchr(".!:", text[strlen(text) - 1]))
        diag_report(diag, DIAG_E0428, xml_place(node),
                    "make it a heading (WCAG 2.2, 1.3.1; PDF/UA-1, 7.4)",
                    "a paragraph in bold is no heading");
}

/* What a reader comes to next, out of the condition or division that ends: an element or text. */
static const xmlNode *
follows(const xmlNode *node, const xmlNode *block)
{
    const xmlNode *next = node->next;

    while (next != NULL && xmlIsBlankNode(next))
        next = next->next;
    return next == NULL && node->parent != block ? follows(node->parent, block) : next;
}

static void
check_heading(const xmlNode *node, const xmlNode *block, struct diag *diag)
{
    unsigned level = heading_level(node);
    const xmlNode *next = level > 0 ? follows(node, block) : NULL;

    if (level > 0 && (!next || (heading_level(next) > 0 && heading_level(next) <= level)))
        diag_report(diag, DIAG_E0429, xml_place(node),
                    "write what it announces, or make it a paragraph (WCAG 2.2, 2.4.6)",
                    "<h%u> has nothing under it", level);
}

/* ---- Capitals ---- */

static void
check_capitals(const xmlNode *block, const char *text, struct diag *diag)
{
    enum { FEWEST = 4, SHORTEST = 3 };
    g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n.,;:!?()", -1);
    unsigned high = 0;

    for (char **word = words; *word; word++) {
        g_autofree char *upper = g_utf8_strup(*word, -1), *lower = g_utf8_strdown(*word, -1);
        if (g_utf8_strlen(*word, -1) < SHORTEST || strcmp(upper, lower) == 0)
            continue;
        if (strcmp(*word, upper) != 0)
            return;
        high++;
    }
    if (high >= FEWEST)
        diag_report(diag, DIAG_E0430, xml_place(block),
                    "write it in small letters; <strong> says what weighs (WCAG 2.2, 1.3.1)",
                    "<%s> is all in capitals, which some voices spell", (const char *)block->name);
}

static void
hear_below(const xmlNode *parent, const xmlNode *block, enum language language, struct diag *diag)
{
    for (const xmlNode *node = xml_child(parent, NULL); node; node = xml_next(node, NULL)) {
        g_autofree char *declared =
            (char *)xmlGetNsProp((xmlNode *)node, (const xmlChar *)"lang", XML_XML_NAMESPACE);
        enum language own = declared ? language_find(declared) : language;
        if (is_block(node) && own != LANGUAGE_COUNT) {
            g_autoptr(GString) text = g_string_new(NULL);
            own_text(node, text);
            check_language(node, text->str, own, diag);
            check_capitals(node, text->str, diag);
        }
        check_heading(node, block, diag);
        check_bold(node, diag);
        check_item(node, diag);
        hear_below(node, block, own, diag);
    }
}

void
block_hear(const xmlNode *block, enum language language, struct diag *diag)
{
    hear_below(block, block, language, diag);
}
