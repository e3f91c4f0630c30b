#include "transform/text_int.h"

#include <glib.h>
#include <stdbool.h>
#include <string.h>

/* Model. The text of one paragraph is a row of characters, whatever inline elements cut it into
 * text nodes: `<b>Attention</b> :` needs its narrow space as much as `Attention :`. So a paragraph
 * is gathered first, each text node as a piece of it with the manner of its language, then each
 * piece is written again while the rules look at the whole row. Rules read the original characters
 * only, so none depends on what another one wrote; only quotation marks carry a state along the
 * paragraph.
 *
 * Rules recognise forms (a number, a short word with a full stop, capitals before a number), never
 * words: no vocabulary of a language stands here. Where a form is in doubt the text stays as typed.
 *
 * Rejected: regular expressions over single text nodes (blind at their edges), and rules in XSLT
 * (string recursion over every paragraph costs more than the rest of the transformation). */

#define NO_BREAK_SPACE        0xA0
#define NARROW_NO_BREAK_SPACE 0x202F
#define ZERO_WIDTH_SPACE      0x200B
#define OBJECT                0xFFFC /* stands for what is no text: a page number, an image */
#define LONG_ADDRESS          20     /* characters beyond which an address may be broken, */
#define LONG_IDENTIFIER       12     /* and an identifier, which has low lines */

struct manner {
    const char *lang;
    const char *quotes[2], *single_quotes[2]; /* opening, closing */
    bool high_signs;                          /* a narrow space before ; : ! ? » % and after « */
};

static const struct manner manners[] = {
    {"nl", {"“", "”"}, {"‘", "’"}, false},
    {"fr", {"«\u202F", "\u202F»"}, {"“", "”"}, true},
    {"de", {"„", "“"}, {"‚", "‘"}, false},
    {"en", {"“", "”"}, {"‘", "’"}, false},
};
/* Other languages: only addresses are touched. */
static const struct manner foreign = {.lang = ""};
static const struct manner verbatim = {.lang = "zxx"};

struct piece {
    xmlNode *node; /* a text node, or an attribute */
    const struct manner *manner;
    unsigned start, end; /* characters of the paragraph */
};

/* Without arrays until it has text: most elements have none. */
struct paragraph {
    GArray *characters; /* gunichar */
    GArray *pieces;
};

/* What the rules see: the row, with 0 before and after it. */
struct row {
    const gunichar *c;
    unsigned length;
    const struct manner *manner; /* of the piece that is written */
    bool quoted, single_quoted;  /* an opening mark waits for its other */
};

static gunichar
at(const struct row *row, long i)
{
    return i >= 0 && i < (long)row->length ? row->c[i] : 0;
}

static bool
is_space(gunichar c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == NO_BREAK_SPACE ||
           c == NARROW_NO_BREAK_SPACE || c == 0x2009;
}

static bool
is_digit(gunichar c)
{
    return c >= '0' && c <= '9';
}

static bool
is_one_of(gunichar c, const char *set)
{
    return c != 0 && g_utf8_strchr(set, -1, c) != NULL;
}

static bool
is_opening(gunichar c)
{
    return is_one_of(c, "([{<«‹„“‚‘–—/");
}

/* ---- Addresses ---- */

static bool
is_address_sign(gunichar c)
{
    return c > ' ' && !is_space(c) && !is_one_of(c, "<>\"«»“”„()[]") && c != OBJECT &&
           c != ZERO_WIDTH_SPACE;
}

/* Labels with full stops between them, the last of two to six small letters: riziv.fgov.be. */
static bool
is_domain(const struct row *row, unsigned i, unsigned end)
{
    unsigned stop = 0, label = i;
    for (; i < end && row->c[i] != '/' && row->c[i] != '?'; i++) {
        const gunichar c = row->c[i];
        if (c == '.') {
            if (i == label)
                return false;
            label = i + 1;
            stop++;
        } else if (c > 127 || !(g_ascii_isalnum((char)c) || c == '-')) {
            return false;
        }
    }
    if (stop == 0 || i - label < 2 || i - label > 6)
        return false;
    for (; label < i; label++)
        if (row->c[label] > 127 || !g_ascii_islower((char)row->c[label]))
            return false;
    return true;
}

static bool
begins(const struct row *row, unsigned i, unsigned end, const char *with)
{
    for (; *with; i++, with++)
        if (i >= end || row->c[i] != (gunichar)*with)
            return false;
    return true;
}

/* The end of the address, or identifier with a low line, that begins at i, without the sentence's
 * own full stop; i: none does. */
static unsigned
address_end(const struct row *row, unsigned i)
{
    const gunichar before = at(row, (long)i - 1);
    if (before != 0 && !is_space(before) && !is_opening(before) && before != '"' &&
        before != OBJECT)
        return i;
    unsigned end = i, mail = 0;
    bool scheme = begins(row, i, row->length, "urn:");
    for (; end < row->length && is_address_sign(row->c[end]); end++) {
        scheme |= begins(row, end, row->length, "://") || row->c[end] == '_';
        if (row->c[end] == '@')
            mail = end;
    }
    while (end > i && is_one_of(row->c[end - 1], ".,;:!?'’…"))
        end--;
    if (scheme || begins(row, i, end, "www.") || is_domain(row, mail > i ? mail + 1 : i, end))
        return end;
    return i;
}

static void
write_address(const struct row *row, unsigned i, unsigned end, GString *out)
{
    bool identifier = false;
    for (unsigned k = i; k < end; k++)
        identifier |= row->c[k] == '_';
    const bool is_long = end - i > (identifier ? LONG_IDENTIFIER : LONG_ADDRESS);
    for (; i < end; i++) {
        g_string_append_unichar(out, row->c[i]);
        if (is_long && i + 1 < end && is_one_of(row->c[i], "/?&=-_.%@") &&
            !is_one_of(row->c[i + 1], "/?&=-_.%") &&
            !(row->c[i] == '/' && begins(row, i + 1, end, "/")))
            g_string_append_unichar(out, ZERO_WIDTH_SPACE);
    }
}

/* ---- Spaces ---- */

/* Digits in groups, as far as they reach: +32 2 739 73 17, 1 500 000. Is it an amount? Its first
 * group has one to three digits and no 0 in front, the others have three. */
static bool
is_amount(const struct row *row, long i)
{
    while (is_digit(at(row, i - 1)) || (is_space(at(row, i - 1)) && is_digit(at(row, i - 2))))
        i--;
    if (at(row, i) == '0' || is_one_of(at(row, i - 1), "+/.-)") ||
        (is_space(at(row, i - 1)) && at(row, i - 2) == ')'))
        return false;
    for (bool first = true;; first = false) {
        unsigned digits = 0;
        while (is_digit(at(row, i)))
            i++, digits++;
        if (first ? digits > 3 : digits != 3)
            return false;
        if (!is_space(at(row, i)) || !is_digit(at(row, i + 1)))
            return true;
        i++;
    }
}

/* The characters a and b stand left and right of the space: a number goes on behind it. */
static bool
joins_number(const struct row *row, long a, long b)
{
    const gunichar left = at(row, a), right = at(row, b);
    if (is_digit(left))
        return is_digit(right) || is_one_of(right, "%‰€$£") ||
               (right == '(' && is_digit(at(row, b + 1)) && at(row, b + 2) == ')');
    if (is_digit(right))
        return is_one_of(left, "€$£§") ||
               (left == ')' && is_digit(at(row, a - 1)) && at(row, a - 2) == '(');
    return false;
}

/* EUR, USD …: three capitals behind a number, and no letter behind them. */
static bool
is_currency(const struct row *row, long b)
{
    for (long i = b; i < b + 3; i++)
        if (!g_unichar_isupper(at(row, i)))
            return false;
    return !g_unichar_isalnum(at(row, b + 3));
}

/* "1er septembre 2018", "23. Februar 2005", "1 mei 2007", "23. 2. 2005": does the day end at a? */
static bool
ends_day(const struct row *row, long a, long b)
{
    bool mark = false, ordinal = false;
    if (at(row, a) == '.')
        mark = true, a--;
    else if (at(row, a) == 'r' && at(row, a - 1) == 'e')
        ordinal = true, a -= 2;
    unsigned digits = 0;
    while (is_digit(at(row, a)))
        a--, digits++;
    if (digits < 1 || digits > 2 || g_unichar_isalnum(at(row, a)) || is_one_of(at(row, a), ".,/"))
        return false;
    if (mark && is_digit(at(row, b)))
        return true;
    if (!g_unichar_isalpha(at(row, b)))
        return false;
    if (ordinal)
        return true;
    while (g_unichar_isalpha(at(row, b)) || at(row, b) == '.')
        b++;
    if (!is_space(at(row, b)))
        return false;
    unsigned year = 0;
    while (is_digit(at(row, b + 1)))
        b++, year++;
    return year == 4;
}

/* What announces a number that must not stand alone on the next line: "art. 12", "n° 5", "E 106",
 * "BE/TR 111". */
static bool
announces_number(const struct row *row, long a, long b)
{
    if (!is_digit(at(row, b)))
        return false;
    unsigned letters = 0, capitals = 0;
    const bool mark = at(row, a) == '.';
    if (at(row, a) == 0xB0 || at(row, a) == 0xBA) /* ° º */
        return is_one_of(at(row, a - 1), "nN");
    for (long i = mark ? a - 1 : a;; i--) {
        const gunichar c = at(row, i);
        if (g_unichar_isupper(c))
            capitals++;
        else if (!g_unichar_isalpha(c) && (mark || !is_one_of(c, "/-")))
            return letters > 0 && !is_digit(c) && (mark ? letters <= 4 : capitals == letters);
        if (g_unichar_isalpha(c))
            letters++;
        if (letters > 8)
            return false;
    }
}

/* The space that belongs between the characters a and b; 0: as typed. */
static gunichar
space_between(const struct row *row, long a, long b)
{
    const gunichar left = at(row, a), right = at(row, b);
    if (left == 0 || right == 0)
        return 0;
    if (row->manner->high_signs &&
        (is_one_of(right, ";:!?»") || left == 0xAB || (is_digit(left) && is_one_of(right, "%‰"))))
        return NARROW_NO_BREAK_SPACE;
    if (is_digit(left) && is_digit(right))
        return is_amount(row, a) ? NARROW_NO_BREAK_SPACE : NO_BREAK_SPACE;
    if (joins_number(row, a, b) || (is_digit(left) && is_currency(row, b)) || ends_day(row, a, b) ||
        announces_number(row, a, b))
        return NO_BREAK_SPACE;
    return 0;
}

/* ---- Signs ---- */

/* A French sign that was typed without its space: not in times, ratios, or where one follows. */
static bool
lacks_space(const struct row *row, unsigned i)
{
    const gunichar sign = row->c[i], before = at(row, (long)i - 1), after = at(row, (long)i + 1);
    if (before == 0 || is_space(before) || is_one_of(before, "!?:;«([¡¿"))
        return false;
    if (sign == 0xBB) /* » */
        return true;
    if (is_one_of(sign, "%‰"))
        return is_digit(before);
    return after == 0 || is_space(after) || is_one_of(after, "!?)]»\"”’…") || after == OBJECT;
}

/* Does a mark that can close a quotation stand further on? */
static bool
closes_later(const struct row *row, unsigned i, gunichar mark)
{
    for (unsigned k = i + 2; k < row->length; k++)
        if (row->c[k] == mark && !is_space(row->c[k - 1]) && !g_unichar_isalnum(at(row, k + 1L)))
            return true;
    return false;
}

static bool
may_open(const struct row *row, unsigned i)
{
    const gunichar before = at(row, (long)i - 1), after = at(row, (long)i + 1);
    return (before == 0 || is_space(before) || is_opening(before) || is_one_of(before, "\"'")) &&
           after != 0 && !is_space(after);
}

static bool
write_quote(struct row *row, unsigned i, GString *out)
{
    if (row->quoted && !is_space(at(row, (long)i - 1))) {
        row->quoted = false;
        g_string_append(out, row->manner->quotes[1]);
        return true;
    }
    if (!row->quoted && may_open(row, i) && closes_later(row, i, '"')) {
        row->quoted = true;
        g_string_append(out, row->manner->quotes[0]);
        return true;
    }
    return false;
}

/* ' between letters, and the 's and 't of Dutch: an apostrophe; in a pair: a quotation mark. */
static bool
write_apostrophe(struct row *row, unsigned i, GString *out)
{
    const gunichar before = at(row, (long)i - 1), after = at(row, (long)i + 1);
    const char *sign = NULL;
    if (g_unichar_isalpha(before) && g_unichar_isalnum(after)) {
        sign = "’";
    } else if (row->single_quoted && !is_space(before)) {
        row->single_quoted = false;
        sign = row->manner->single_quotes[1];
    } else if (g_unichar_isalpha(before)) {
        sign = "’";
    } else if (may_open(row, i) && is_one_of(after, "stnkmr") &&
               !g_unichar_isalnum(at(row, i + 2L))) {
        sign = "’";
    } else if (may_open(row, i) && closes_later(row, i, '\'')) {
        row->single_quoted = true;
        sign = row->manner->single_quotes[0];
    } else if (may_open(row, i) && is_digit(after)) {
        sign = "’";
    }
    if (sign)
        g_string_append(out, sign);
    return sign != NULL;
}

static bool
write_sign(struct row *row, unsigned i, GString *out)
{
    const gunichar c = row->c[i];
    if (c == '"')
        return write_quote(row, i, out);
    if (c == '\'')
        return write_apostrophe(row, i, out);
    if (!row->manner->high_signs)
        return false;
    if (is_one_of(c, ";:!?»%‰") && lacks_space(row, i))
        g_string_append_unichar(out, NARROW_NO_BREAK_SPACE);
    g_string_append_unichar(out, c);
    if (c == 0xAB && !is_space(at(row, i + 1L))) /* « */
        g_string_append_unichar(out, NARROW_NO_BREAK_SPACE);
    return true;
}

/* A space and what follows it: up to the piece's end, so that two pieces share none. */
static unsigned
write_space(const struct row *row, unsigned i, unsigned end, GString *out)
{
    unsigned first = i, last = i;
    while (first > 0 && is_space(row->c[first - 1]))
        first--;
    while (last < row->length && is_space(row->c[last]))
        last++;
    const gunichar space = space_between(row, (long)first - 1, last);
    const unsigned stop = MIN(last, end);
    if (space && first == i)
        g_string_append_unichar(out, space);
    else if (!space)
        for (; i < stop; i++)
            g_string_append_unichar(out, row->c[i]);
    return stop;
}

static void
write_piece(struct row *row, const struct piece *piece, GString *out)
{
    for (unsigned i = piece->start; i < piece->end;) {
        const unsigned address = address_end(row, i);
        if (address > i) {
            const unsigned stop = MIN(address, piece->end);
            write_address(row, i, stop, out);
            i = stop;
        } else if (row->manner == &foreign) {
            g_string_append_unichar(out, row->c[i++]);
        } else if (is_space(row->c[i])) {
            i = write_space(row, i, piece->end, out);
        } else {
            if (!write_sign(row, i, out))
                g_string_append_unichar(out, row->c[i]);
            i++;
        }
    }
}

/* Writes what was gathered; the paragraph is empty again, and owns nothing. */
static void
paragraph_finish(struct paragraph *paragraph)
{
    if (!paragraph->characters)
        return;
    g_autoptr(GString) out = g_string_new(NULL);
    struct row row = {.c = (const gunichar *)paragraph->characters->data,
                      .length = paragraph->characters->len};
    for (unsigned i = 0; i < paragraph->pieces->len; i++) {
        const struct piece *piece = &g_array_index(paragraph->pieces, struct piece, i);
        if (piece->manner == &verbatim)
            continue;
        row.manner = piece->manner;
        g_string_truncate(out, 0);
        write_piece(&row, piece, out);
        if (!g_str_equal(out->str, (const char *)piece->node->content))
            xmlNodeSetContent(piece->node, (const xmlChar *)out->str);
    }
    g_array_unref(paragraph->characters);
    g_array_unref(paragraph->pieces);
    *paragraph = (struct paragraph){0};
}

/* ---- The tree ---- */

static void
append_character(struct paragraph *paragraph, gunichar c)
{
    if (!paragraph->characters) {
        paragraph->characters = g_array_new(FALSE, FALSE, sizeof(gunichar));
        paragraph->pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
    }
    g_array_append_val(paragraph->characters, c);
}

static void
append_text(struct paragraph *paragraph, xmlNode *node, const struct manner *manner)
{
    if (!node->content || !*node->content)
        return;
    struct piece piece = {.node = node, .manner = manner};
    if (paragraph->characters)
        piece.start = paragraph->characters->len;
    for (const char *c = (const char *)node->content; *c; c = g_utf8_next_char(c))
        append_character(paragraph, g_utf8_get_char(c));
    piece.end = paragraph->characters->len;
    g_array_append_val(paragraph->pieces, piece);
}

static bool
is_named(const xmlNode *node, const char *const *names)
{
    return g_strv_contains(names, (const char *)node->name);
}

/* xml:lang, or XHTML's lang; otherwise what holds the element says it. */
static const struct manner *
manner_of(const xmlNode *element, const struct manner *inherited)
{
    static const char *const code[] = {"code", "script", "style", NULL};
    if (is_named(element, code))
        return &verbatim;
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

static void
adapt_attributes(xmlNode *element, const struct manner *manner)
{
    static const char *const spoken[] = {"alt", "title", "aria-label", "alt-text", NULL};
    struct paragraph paragraph = {0};
    for (xmlAttr *a = element->properties; a; a = a->next)
        if (g_strv_contains(spoken, (const char *)a->name) && a->children) {
            append_text(&paragraph, a->children, manner);
            paragraph_finish(&paragraph);
        }
}

static void adapt_children(const xmlNode *, const struct manner *, struct paragraph *);

/* What stands in a line, in XHTML and in FO; every other element is a paragraph of its own. */
static void
adapt_element(xmlNode *element, const struct manner *inherited, struct paragraph *paragraph)
{
    static const char *const in_line[] = {
        "a",     "abbr", "b",      "bdi", "cite", "code", "em",     "i",          "q",       "s",
        "small", "span", "strong", "sub", "sup",  "u",    "inline", "basic-link", "wrapper", NULL};
    static const char *const objects[] = {"img",         "external-graphic",     "leader",
                                          "page-number", "page-number-citation", "retrieve-marker",
                                          NULL};
    static const char *const apart[] = {"footnote-body", "marker", NULL};
    const struct manner *manner = manner_of(element, inherited);
    if (element->properties && manner != &verbatim)
        adapt_attributes(element, manner);
    if (is_named(element, in_line) || g_str_equal(element->name, "footnote")) {
        adapt_children(element, manner, paragraph);
    } else if (is_named(element, objects)) {
        append_character(paragraph, OBJECT);
    } else if (!element->children) {
        append_character(paragraph, '\n'); /* br, or an empty block that ends the line */
    } else {
        struct paragraph inner = {0};
        if (!is_named(element, apart))
            paragraph_finish(paragraph);
        adapt_children(element, manner, &inner);
        paragraph_finish(&inner);
    }
}

static void
adapt_children(const xmlNode *parent, const struct manner *manner, struct paragraph *paragraph)
{
    for (xmlNode *node = parent->children; node; node = node->next) {
        if (node->type == XML_TEXT_NODE)
            append_text(paragraph, node, manner);
        else if (node->type == XML_ELEMENT_NODE)
            adapt_element(node, manner, paragraph);
    }
}

void
text_adapt(xmlDoc *doc)
{
    struct paragraph outer = {0};
    adapt_children((const xmlNode *)doc, &foreign, &outer);
    paragraph_finish(&outer);
}
