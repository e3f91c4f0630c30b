#include "base/xml_int.h"

#include <string.h>

/* A first look at the tags, without their meaning. libxml2 compares each attribute with each other
 * one before it tells anybody about an element (500,000 attributes take it a minute); its
 * dictionary of names hardly grows, so that each new name is compared with a good part of the
 * others; and a few hundred bytes of parameter entities keep it busy for minutes. All of it is
 * refused before it starts. What is not well-formed may be miscounted here, never overlooked: the
 * parser refuses it.
 */

struct place
xml_place_at(const char *name, const GString *text, size_t offset)
{
    struct place place = {name, 1, 1};
    g_assert(offset <= text->len);
    for (size_t i = 0; i < offset; i++) {
        if (text->str[i] == '\n') {
            place.line++;
            place.column = 1;
        } else if ((text->str[i] & 0xc0) != 0x80) {
            place.column++;
        }
    }
    return place;
}

struct scan {
    const char *name;
    const GString *text;
    struct diag *diag;
    unsigned depth, elements;
    GHashTable *names; /* a set */
};

static bool
refuse(const struct scan *scan, size_t offset, const char *what, unsigned limit)
{
    diag_report(scan->diag, DIAG_E0107, xml_place_at(scan->name, scan->text, offset),
                "divide the document, or take out what no fiche needs", "more than %u %s", limit,
                what);
    return false;
}

static bool
ends_name(char c)
{
    return g_ascii_isspace(c) || c == '=' || c == '>' || c == '/' || c == '<' || !c;
}

static const char *
add_name(struct scan *scan, const char *start)
{
    const char *end = start;
    while (!ends_name(*end))
        end++;
    g_hash_table_add(scan->names, g_strndup(start, end - start));
    return end;
}

/* The end of a start tag: where its ">" stands, or the "<" that should not be in it. Counts what
 * has the shape of an attribute. */
static const char *
tag_end(struct scan *scan, const char *at, unsigned *attributes)
{
    const char *end = scan->text->str + scan->text->len;
    char quote = 0;
    *attributes = 0;
    for (bool blank = false; at < end; at++) {
        if (quote) {
            if (*at == quote)
                quote = 0;
        } else if (*at == '"' || *at == '\'') {
            quote = *at;
        } else if (*at == '=') {
            (*attributes)++;
        } else if (*at == '>' || *at == '<') {
            break;
        } else if (blank && !ends_name(*at)) {
            at = add_name(scan, at) - 1;
        }
        blank = g_ascii_isspace(*at);
    }
    return at;
}

static bool
scan_tag(struct scan *scan, const char **at)
{
    const char *start = *at;
    const size_t offset = start - scan->text->str;
    unsigned attributes;
    if (start[1] == '/') {
        *at = start + 1;
        scan->depth -= scan->depth > 0;
        return true;
    }
    *at = tag_end(scan, add_name(scan, start + 1), &attributes);
    if (attributes > XML_ATTRIBUTE_LIMIT)
        return refuse(scan, offset, "attributes on one element", XML_ATTRIBUTE_LIMIT);
    if (g_hash_table_size(scan->names) > XML_NAME_LIMIT)
        return refuse(scan, offset, "different names", XML_NAME_LIMIT);
    if (++scan->elements > XML_ELEMENT_LIMIT)
        return refuse(scan, offset, "elements", XML_ELEMENT_LIMIT);
    if ((*at)[-1] != '/' && ++scan->depth > XML_DEPTH_LIMIT)
        return refuse(scan, offset, "elements inside each other", XML_DEPTH_LIMIT);
    return true;
}

/* Behind a comment, CDATA section or processing instruction that begins here; NULL: none does. */
static const char *
skip(const char *at)
{
    static const struct {
        const char *open, *close;
    } pairs[] = {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}};
    for (unsigned i = 0; i < G_N_ELEMENTS(pairs); i++) {
        if (!g_str_has_prefix(at, pairs[i].open))
            continue;
        const char *close = strstr(at + strlen(pairs[i].open), pairs[i].close);
        return close ? close + strlen(pairs[i].close) : at + strlen(at);
    }
    return NULL;
}

static bool
scan_text(struct scan *scan)
{
    const char *at = scan->text->str;
    while ((at = strchr(at, '<'))) {
        const char *behind = skip(at);
        if (behind) {
            at = behind;
        } else if (g_ascii_strncasecmp(at, "<!DOCTYPE", 9) == 0) {
            diag_report(scan->diag, DIAG_E0104,
                        xml_place_at(scan->name, scan->text, at - scan->text->str),
                        "remove it; write characters as they are or by number (&#160; for &nbsp;)",
                        "a DOCTYPE is refused, whatever it says");
            return false;
        } else if (!scan_tag(scan, &at)) {
            return false;
        }
    }
    return true;
}

bool
xml_scan(const char *name, const GString *text, struct diag *diag)
{
    g_autoptr(GHashTable) names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    struct scan scan = {name, text, diag, .names = names};
    return scan_text(&scan);
}
