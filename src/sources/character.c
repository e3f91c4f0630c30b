#include <libxml/tree.h>

#include "sources/sources_int.h"

struct range {
    gunichar first, last;
    const char *what;
};

static const struct range refused[] = {
    {0x80, 0x9f, "a control character"},
    {0x61c, 0x61c, "an invisible direction control"},
    {0x200e, 0x200f, "an invisible direction control"},
    {0x202a, 0x202e, "an invisible direction control"},
    {0x2066, 0x2069, "an invisible direction control"},
    {0x206a, 0x206f, "a formatting character out of use"},
    {0xe000, 0xf8ff, "a private-use character"},
    {0xfdd0, 0xfdef, "no character"},
    {0xfff9, 0xfffb, "an annotation character"},
    {0xe0000, 0xe007f, "a tag character"},
    {0xf0000, 0x10ffff, "a private-use character"},
};

static const char *
why_refused(gunichar c)
{
    if ((c & 0xfffe) == 0xfffe)
        return "no character";
    for (unsigned i = 0; i < G_N_ELEMENTS(refused); i++)
        if (c >= refused[i].first && c <= refused[i].last)
            return refused[i].what;
    return NULL;
}

/* Without width and without meaning in these languages; the soft hyphen too, which is the
 * formatter's business. */
static bool
is_zero_width(gunichar c)
{
    return c == 0xad || c == 0x34f || c == 0x180e || (c >= 0x200b && c <= 0x200d) ||
           (c >= 0x2060 && c <= 0x2064) || c == 0xfeff;
}

char *
without_zero_width(const char *text)
{
    GString *clean = g_string_new(NULL);
    for (const char *at = text; *at; at = g_utf8_next_char(at))
        if (!is_zero_width(g_utf8_get_char(at)))
            g_string_append_unichar(clean, g_utf8_get_char(at));
    return g_string_free(clean, FALSE);
}

/* The letters and signs of windows-1252 from 80 to 9F that nobody writes after a capital letter. */
static bool
is_upper_half(gunichar c)
{
    static const gunichar signs[] = {0x20ac, 0x201a, 0x192,  0x201e, 0x2020, 0x2021, 0x2c6,
                                     0x2030, 0x160,  0x2039, 0x152,  0x17d,  0x2dc,  0x2122,
                                     0x161,  0x203a, 0x153,  0x17e,  0x178};
    for (unsigned i = 0; i < G_N_ELEMENTS(signs); i++)
        if (c == signs[i])
            return true;
    return false;
}

/* What UTF-8 becomes when it is read as windows-1252, and Macintosh text as the same. */
static bool
is_damaged(gunichar before, gunichar c)
{
    switch (before) {
    case 0xc3: /* Ã */
        return (c >= 0xa0 && c <= 0xbf) || is_upper_half(c);
    case 0xc2:  /* Â */
    case 0x102: /* Ă */
        return c >= 0xa0 && c <= 0xbf;
    case 0xe2: /* â */
        return c == 0x20ac;
    case 0xc5: /* Å */
        return c == 0x201c;
    case 0xcc: /* Ì */
        return c == 0xfd;
    case 0xcd: /* Í */
        return c == 0x201a;
    case 0xef: /* ï */
        return c == 0xbb;
    default:
        return c == 0xfffd || c == 0x1ab || (c == 0x17d && g_unichar_islower(before));
    }
}

struct check {
    bool prose;
    struct diag *diag;
    unsigned removed;
    struct place first_removed;
};

static void
check_text(struct check *check, xmlNode *text, struct place place)
{
    enum { MOST_MARKS = 16 };
    const char *content = (const char *)text->content;
    const char *bad = NULL, *damaged = NULL;
    unsigned marks = 0, most = 0, zero_width = 0;
    gunichar before = 0;
    for (const char *at = content; *at; at = g_utf8_next_char(at)) {
        const gunichar c = g_utf8_get_char(at);
        if (c >= 0x80) {
            bad = bad ? bad : why_refused(c) ? at : NULL;
            damaged = damaged ? damaged : is_damaged(before, c) ? at : NULL;
            zero_width += is_zero_width(c);
        }
        marks = g_unichar_ismark(c) ? marks + 1 : 0;
        most = MAX(most, marks);
        before = c;
    }
    if (bad)
        diag_report(check->diag, DIAG_E0412, place, "remove it, or write what it stands for",
                    "U+%04X is %s", g_utf8_get_char(bad), why_refused(g_utf8_get_char(bad)));
    if (damaged) {
        const char *from = damaged;
        for (int i = 0; i < 12 && from > content; i++)
            from = g_utf8_prev_char(from);
        g_autofree char *quoted = g_utf8_substring(from, 0, MIN(g_utf8_strlen(from, -1), 24));
        diag_report(check->diag, DIAG_E0413, place,
                    "write the letters that were meant; the file was once read in a wrong encoding",
                    "\"%s\" looks damaged", quoted);
    }
    if (most > MOST_MARKS)
        diag_report(check->diag, DIAG_E0414, place, "remove the marks", "%u marks on one letter",
                    most);
    if (!check->prose || zero_width == 0)
        return;
    if (check->removed == 0)
        check->first_removed = place;
    check->removed += zero_width;
    g_autofree char *clean = without_zero_width(content);
    xmlNodeSetContent(text, (const xmlChar *)clean);
}

static void
check_node(struct check *check, xmlNode *node)
{
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) {
        check_text(check, node, xml_place(node));
        return;
    }
    if (node->type != XML_ELEMENT_NODE)
        return;
    for (xmlAttr *attribute = node->properties; attribute; attribute = attribute->next)
        for (xmlNode *text = attribute->children; text; text = text->next)
            check_text(check, text, xml_place(node));
    for (xmlNode *child = node->children; child; child = child->next)
        check_node(check, child);
}

void
characters_check(xmlNode *root, bool prose, struct diag *diag)
{
    struct check check = {.prose = prose, .diag = diag};
    check_node(&check, root);
    if (check.removed > 0)
        diag_report(diag, DIAG_E0415, check.first_removed, NULL,
                    "%u characters without width were left out of the text", check.removed);
}
