#include <string.h>

#include "sources/sources_int.h"

/* Keys are compared after the portal's normalisation: quotes around them taken away, lower case,
 * blanks to underscores. Lower case is Unicode's simple mapping, whatever the locale. */

static bool
is_quote(gunichar c)
{
    return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201f) || c == 0xab || c == 0xbb;
}

static gunichar
lower(gunichar c)
{
    if (c == 0x2019) /* typed as an apostrophe */
        return '\'';
    return g_unichar_tolower(c);
}

static bool
is_trimmed(gunichar c)
{
    return g_unichar_isspace(c) || is_quote(c);
}

char *
key_normalise(const char *raw)
{
    g_autofree char *composed = g_utf8_normalize(raw, -1, G_NORMALIZE_NFC);
    const char *start = composed ? composed : raw, *end = start + strlen(start);
    GString *key = g_string_new(NULL);
    bool blank = false;
    while (*start && is_trimmed(g_utf8_get_char(start)))
        start = g_utf8_next_char(start);
    while (end > start && is_trimmed(g_utf8_get_char(g_utf8_prev_char(end))))
        end = g_utf8_prev_char(end);
    for (const char *at = start; at < end; at = g_utf8_next_char(at)) {
        const gunichar c = g_utf8_get_char(at);
        if (!g_unichar_isspace(c))
            g_string_append_unichar(key, lower(c));
        else if (!blank)
            g_string_append_c(key, '_');
        blank = g_unichar_isspace(c);
    }
    return g_string_free(key, FALSE);
}

bool
key_usable(const char *key)
{
    enum { LONGEST = 64 };
    glong length = 0;
    for (const char *at = key; *at; at = g_utf8_next_char(at), length++) {
        const gunichar c = g_utf8_get_char(at);
        const bool inner = c < 0x80 && strchr("_-.'()&", (int)c) && length > 0;
        if (!g_unichar_isalnum(c) && !inner && !(g_unichar_ismark(c) && length > 0))
            return false;
    }
    return length > 0 && length <= LONGEST;
}

bool
id_usable(const char *id)
{
    enum { LONGEST = 128 };
    const size_t length = strlen(id);
    if (length == 0 || length > LONGEST || !g_ascii_isalnum(id[0]))
        return false;
    for (const char *at = id; *at; at++)
        if (!g_ascii_isalnum(*at) && *at != '_' && *at != '-')
            return false;
    return true;
}

bool
name_usable(const char *name)
{
    if (!*name || *name == '.' || !g_utf8_validate(name, -1, NULL))
        return false;
    for (const char *at = name; *at; at = g_utf8_next_char(at)) {
        const gunichar c = g_utf8_get_char(at);
        if (c == '%' || c == '\\' || c == '/' || !g_unichar_isgraph(c) || g_unichar_isspace(c) ||
            g_unichar_type(c) == G_UNICODE_FORMAT)
            return false;
    }
    return true;
}

GPtrArray *
split_items(const char *text, const char *separators)
{
    GPtrArray *items = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) parts = g_strsplit_set(text, separators, -1);
    for (char **part = parts; *part; part++)
        if (*g_strstrip(*part))
            g_ptr_array_add(items, g_strdup(*part));
    return items;
}
