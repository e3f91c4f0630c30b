#include "transform/text_character_int.h"

#include <stdlib.h>
#include <string.h>

/* Model. The text of one paragraph is a row of characters, whatever inline elements cut it into
 * text nodes: `<b>Attention</b> :` needs its narrow space as much as `Attention :`. So a paragraph
 * is gathered first, each text node as a piece of it with the manner of its language, then each
 * piece is written again while the rules (text_rules.c) look at the whole row.
 *
 * Rejected: regular expressions over single text nodes (blind at their edges), and rules in XSLT
 * (string recursion over every paragraph costs more than the rest of the transformation). */

static const struct manner manners[] = {
    {"nl", {"“", "”"}, {"‘", "’"}},
    {"fr", {"«\u00A0", "\u00A0»"}, {"“", "”"}, .high_signs = true},
    {"de", {"„", "“"}, {"‚", "‘"}, .spaced_abbreviations = true},
    {"en", {"“", "”"}, {"‘", "’"}},
};
static const struct manner foreign = {.lang = ""};
static const struct manner verbatim = {.lang = "zxx"};

struct piece {
    xmlNode *node; /* a text node, or an attribute */
    const struct manner *manner;
    unsigned start, end; /* characters of the paragraph */
};

/* The paragraphs that are open, one in the other: only the innermost grows, so they lie behind each
 * other. */
struct text {
    GArray *characters; /* gunichar */
    GArray *pieces;     /* struct piece */
    GString *out;       /* of one piece */
};

struct paragraph {
    unsigned first_character, first_piece; /* of its own */
};

static struct paragraph
paragraph_begin(const struct text *text)
{
    return (struct paragraph){text->characters->len, text->pieces->len};
}

/* Writes what was gathered; the paragraph is empty again. */
static void
paragraph_finish(struct text *text, struct paragraph paragraph)
{
    struct row row = {.c = &g_array_index(text->characters, gunichar, paragraph.first_character),
                      .length = text->characters->len - paragraph.first_character};
    for (unsigned i = paragraph.first_piece; i < text->pieces->len; i++) {
        const struct piece *piece = &g_array_index(text->pieces, struct piece, i);
        if (piece->manner == &verbatim)
            continue;
        row.manner = piece->manner;
        g_string_truncate(text->out, 0);
        text_write(&row, piece->start, piece->end, text->out);
        if (!g_str_equal(text->out->str, (const char *)piece->node->content))
            xmlNodeSetContent(piece->node, (const xmlChar *)text->out->str);
    }
    g_array_set_size(text->characters, paragraph.first_character);
    g_array_set_size(text->pieces, paragraph.first_piece);
}

/* ---- The tree ---- */

static void
append_character(struct text *text, gunichar c)
{
    g_array_append_val(text->characters, c);
}

/* Several spaces are one, and hold the line together if one of them does. */
static void
append_text(struct text *text, struct paragraph paragraph, xmlNode *node,
            const struct manner *manner)
{
    if (!node->content || !*node->content)
        return;
    const unsigned start = text->characters->len;
    g_array_set_size(text->characters, start + (unsigned)strlen((const char *)node->content));
    gunichar *end = &g_array_index(text->characters, gunichar, start);
    bool spaced = start > paragraph.first_character && is_space(end[-1]);
    for (const char *c = (const char *)node->content; *c; c = g_utf8_next_char(c)) {
        const gunichar next = *c & 0x80 ? g_utf8_get_char(c) : (gunichar)*c;
        if (!spaced || !is_space(next) || !*manner->lang)
            *end++ = next;
        else if (next == NO_BREAK_SPACE || next == NARROW_NO_BREAK_SPACE)
            end[-1] = next;
        spaced = is_space(next);
    }
    g_array_set_size(text->characters,
                     (unsigned)(end - (gunichar *)(void *)text->characters->data));
    const struct piece piece = {.node = node,
                                .manner = manner,
                                .start = start - paragraph.first_character,
                                .end = text->characters->len - paragraph.first_character};
    g_array_append_val(text->pieces, piece);
}

/* What an element of either vocabulary is to the text around it; no flag: a paragraph of its own.
 */
enum { IN_LINE = 1, AN_OBJECT = 2, APART = 4, VERBATIM = 8 };

static const struct role {
    const char *name;
    unsigned flags;
} roles[] = {
    {"a", IN_LINE},
    {"abbr", IN_LINE},
    {"b", IN_LINE},
    {"basic-link", IN_LINE},
    {"bdi", IN_LINE},
    {"cite", IN_LINE},
    {"code", IN_LINE | VERBATIM},
    {"em", IN_LINE},
    {"external-graphic", AN_OBJECT},
    {"footnote", IN_LINE},
    {"footnote-body", APART},
    {"i", IN_LINE},
    {"img", AN_OBJECT},
    {"inline", IN_LINE},
    {"leader", AN_OBJECT},
    {"marker", APART},
    {"page-number", AN_OBJECT},
    {"page-number-citation", AN_OBJECT},
    {"q", IN_LINE},
    {"retrieve-marker", AN_OBJECT},
    {"s", IN_LINE},
    {"script", VERBATIM},
    {"small", IN_LINE},
    {"span", IN_LINE},
    {"strong", IN_LINE},
    {"style", VERBATIM},
    {"sub", IN_LINE},
    {"sup", IN_LINE},
    {"u", IN_LINE},
    {"wrapper", IN_LINE},
};

static int
by_name(const void *name, const void *role)
{
    return strcmp(name, ((const struct role *)role)->name);
}

static unsigned
flags_of(const xmlNode *element)
{
    const struct role *role =
        bsearch(element->name, roles, G_N_ELEMENTS(roles), sizeof *roles, by_name);
    return role ? role->flags : 0;
}

/* xml:lang, or XHTML's lang; otherwise what holds the element says it. */
static const struct manner *
manner_of(const xmlNode *element, const struct manner *inherited)
{
    const xmlAttr *lang = NULL;
    for (const xmlAttr *a = element->properties; a && !lang; a = a->next)
        if (xmlStrEqual(a->name, (const xmlChar *)"lang"))
            lang = a;
    if (!lang || !lang->children || !lang->children->content)
        return inherited;
    const char *value = (const char *)lang->children->content;
    for (unsigned i = 0; i < G_N_ELEMENTS(manners); i++)
        if (g_ascii_strncasecmp(value, manners[i].lang, 2) == 0 && !g_ascii_isalpha(value[2]))
            return &manners[i];
    return g_str_equal(value, verbatim.lang) ? &verbatim : &foreign;
}

static bool
is_spoken(const char *attribute)
{
    static const char *const spoken[] = {"alt", "alt-text", "aria-label", "title", NULL};
    return (*attribute == 'a' || *attribute == 't') && g_strv_contains(spoken, attribute);
}

static void
adapt_attributes(struct text *text, xmlNode *element, const struct manner *manner)
{
    for (xmlAttr *a = element->properties; a; a = a->next)
        if (is_spoken((const char *)a->name) && a->children) {
            const struct paragraph paragraph = paragraph_begin(text);
            append_text(text, paragraph, a->children, manner);
            paragraph_finish(text, paragraph);
        }
}

static void adapt_children(struct text *, const xmlNode *, const struct manner *, struct paragraph);

static void
adapt_element(struct text *text, xmlNode *element, const struct manner *inherited,
              struct paragraph paragraph)
{
    const unsigned flags = flags_of(element);
    const struct manner *manner = flags & VERBATIM ? &verbatim : manner_of(element, inherited);
    if (manner != &verbatim)
        adapt_attributes(text, element, manner);
    if (flags & IN_LINE) {
        adapt_children(text, element, manner, paragraph);
    } else if (flags & AN_OBJECT) {
        append_character(text, TEXT_OBJECT);
    } else if (!element->children) {
        append_character(text, '\n'); /* br, or an empty block that ends the line */
    } else {
        if (!(flags & APART))
            paragraph_finish(text, paragraph);
        const struct paragraph inner = paragraph_begin(text);
        adapt_children(text, element, manner, inner);
        paragraph_finish(text, inner);
    }
}

static void
adapt_children(struct text *text, const xmlNode *parent, const struct manner *manner,
               struct paragraph paragraph)
{
    for (xmlNode *node = parent->children; node; node = node->next) {
        if (node->type == XML_TEXT_NODE)
            append_text(text, paragraph, node, manner);
        else if (node->type == XML_ELEMENT_NODE)
            adapt_element(text, node, manner, paragraph);
    }
}

void
text_adapt(xmlDoc *doc)
{
    g_autoptr(GArray) characters = g_array_new(FALSE, FALSE, sizeof(gunichar));
    g_autoptr(GArray) pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
    g_autoptr(GString) out = g_string_new(NULL);
    struct text text = {.characters = characters, .pieces = pieces, .out = out};
    const struct paragraph outer = paragraph_begin(&text);
    adapt_children(&text, (const xmlNode *)doc, &foreign, outer);
    paragraph_finish(&text, outer);
}
