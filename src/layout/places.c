#include "layout/token_int.h"

#include <pango/pango.h>
#include <string.h>

/* Where a token may be broken: as UAX 14 says, where a hand has set a place, and where the patterns
 * of the language do. */

/* Takes U+200B and U+00AD out of the text: they are places, not characters. */
static void
strip(struct token_draft *draft)
{
    const char *end = draft->key->raw + draft->key->raw_length;
    uint8_t none = MARK_NONE, pending = MARK_NONE;

    for (const char *at = draft->key->raw; at < end; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c == SEAM) {
            pending = MARK_SEAM;
            draft->has_seam = true;
        } else if (c == SOFT_HYPHEN) {
            pending = MARK_HYPHEN;
            draft->has_soft_hyphen = true;
        } else {
            g_byte_array_append(draft->marks, &pending, 1);
            for (unsigned i = g_unichar_to_utf8(c, NULL); i > 1; i--)
                g_byte_array_append(draft->marks, &none, 1);
            g_string_append_unichar(draft->text, c);
            pending = MARK_NONE;
        }
    }
    draft->seam_after = pending == MARK_SEAM;
    if (draft->marks->len > 0) {
        draft->seam_before = draft->marks->data[0] == MARK_SEAM;
        draft->marks->data[0] = MARK_NONE;
    }
    g_byte_array_append(draft->marks, &none, 1);
}

/* Could UAX 14 find a place behind or before this character? In the middle of plain words it does
 * not, and its brackets and marks of exclamation are no places for us. */
static bool
may_border(gunichar c)
{
    switch (g_unichar_break_type(c)) {
    case G_UNICODE_BREAK_AFTER:
    case G_UNICODE_BREAK_BEFORE:
    case G_UNICODE_BREAK_BEFORE_AND_AFTER:
    case G_UNICODE_BREAK_HYPHEN:
    case G_UNICODE_BREAK_SYMBOL:
    case G_UNICODE_BREAK_IDEOGRAPHIC:
    case G_UNICODE_BREAK_HANGUL_LV_SYLLABLE:
    case G_UNICODE_BREAK_HANGUL_LVT_SYLLABLE:
    case G_UNICODE_BREAK_COMPLEX_CONTEXT:
        return true;
    default:
        return false;
    }
}

static bool
is_address(const char *text)
{
    return strchr(text, '@') != NULL || strstr(text, "://") != NULL ||
           g_str_has_prefix(text, "www.");
}

/* "BE-TR", "L76-NL": the names of forms. */
static bool
is_code(const char *text, unsigned length)
{
    for (const char *at = text; at < text + length; at = g_utf8_next_char(at))
        if (g_unichar_islower(g_utf8_get_char(at)))
            return false;
    return true;
}

/* A single letter does not leave its compound: "e-mail", "T-shirt"; a code stays whole. */
static bool
may_be_parted(const char *text, unsigned length, unsigned at)
{
    gunichar before = g_utf8_get_char(g_utf8_prev_char(text + at));

    if (g_unichar_break_type(before) != G_UNICODE_BREAK_HYPHEN &&
        g_unichar_break_type(before) != G_UNICODE_BREAK_SYMBOL)
        return true;
    return g_utf8_strlen(text, at) > 2 && g_utf8_strlen(text + at, length - at) > 1 &&
           !(g_unichar_break_type(before) == G_UNICODE_BREAK_HYPHEN && is_code(text, length));
}

static void
mark_borders(struct token_draft *draft)
{
    const char *text = draft->text->str;
    unsigned length = draft->text->len;
    bool any = false;

    for (const char *at = text; *at != '\0' && !any; at = g_utf8_next_char(at))
        any = may_border(g_utf8_get_char(at));
    if (!any || is_address(text))
        return;
    unsigned count = g_utf8_strlen(text, length) + 1, character = 1;
    PangoLanguage *language =
        pango_language_from_string(hb_language_to_string(draft->key->language));
    g_autofree PangoLogAttr *attributes = g_new0(PangoLogAttr, count);
    pango_get_log_attrs(text, length, 0, language, attributes, count);
    for (const char *at = text; *at != '\0'; character++) {
        at = g_utf8_next_char(at);
        if (*at != '\0' && attributes[character].is_line_break &&
            draft->marks->data[at - text] == MARK_NONE &&
            (may_border(g_utf8_get_char(at)) ||
             may_border(g_utf8_get_char(g_utf8_prev_char(at)))) &&
            may_be_parted(text, length, at - text))
            draft->marks->data[at - text] = MARK_PLAIN;
    }
}

/* Where a hand has set places, the patterns set none. */
static void
mark_hyphens(struct token_draft *draft)
{
    unsigned length = draft->text->len;

    if (draft->key->lang == NULL || draft->has_seam || draft->has_soft_hyphen)
        return;
    g_autofree uint8_t *hyphens = g_malloc(length + 1);
    if (!hyphenate(draft->key->lang, draft->text->str, length, draft->key->remain, draft->key->push,
                   hyphens))
        return;
    for (unsigned i = 0; i < length; i++)
        if (hyphens[i] != HYPHEN_NONE && draft->marks->data[i] == MARK_NONE)
            draft->marks->data[i] = hyphens[i] == HYPHEN ? MARK_HYPHEN : MARK_TREMA;
}

void
token_mark_places(struct token_draft *draft)
{
    strip(draft);
    mark_borders(draft);
    mark_hyphens(draft);
}
