#include "layout/paragraph_int.h"

#include <pango/pango.h>
#include <string.h>

/* The Unicode bidirectional algorithm (UAX 9): Pango resolves the levels of a paragraph, rule L2
 * orders what stands in each line. */

static bool
is_rtl_script(gunichar c)
{
    return (c >= 0x0590 && c <= 0x08ff) || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
           (c >= 0x2066 && c <= 0x2069) || (c >= 0xfb1d && c <= 0xfdff) ||
           (c >= 0xfe70 && c <= 0xfefc) || (c >= 0x10800 && c <= 0x10fff) ||
           (c >= 0x1e800 && c <= 0x1efff);
}

bool
bidi_needed(const struct span *spans, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        if (spans[i].kind != SPAN_TEXT)
            continue;
        const char *end = spans[i].text + spans[i].length;
        for (const char *at = spans[i].text; at < end; at = g_utf8_next_char(at))
            if ((unsigned char)*at >= 0xd6 && is_rtl_script(g_utf8_get_char(at)))
                return true;
    }
    return false;
}

static GString *
whole_text(const struct span *spans, unsigned count)
{
    GString *text = g_string_new(NULL);

    for (unsigned i = 0; i < count; i++) {
        if (spans[i].kind == SPAN_TEXT)
            g_string_append_len(text, spans[i].text, spans[i].length);
        else
            g_string_append_unichar(text, spans[i].kind == SPAN_BREAK ? 0x2028 : 0xfffc);
    }
    g_string_append_c(text, ' '); /* the level of what stands behind the last character */
    return text;
}

uint8_t *
bidi_levels(const struct span *spans, unsigned count, bool rtl)
{
    g_autofree char *text = g_string_free(whole_text(spans, count), FALSE);
    PangoDirection direction = rtl ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR;

    return pango_log2vis_get_embedding_levels(text, strlen(text), &direction);
}

void
bidi_reorder(const uint8_t *levels, unsigned count, unsigned *order)
{
    uint8_t highest = 0;

    for (unsigned i = 0; i < count; i++) {
        order[i] = i;
        highest = MAX(highest, levels[i]);
    }
    for (unsigned level = highest; level > 0; level--)
        for (unsigned from = 0; from < count; from++) {
            unsigned to = from;
            while (to < count && levels[order[to]] >= level)
                to++;
            for (unsigned a = from, b = to; a + 1 < b; a++, b--) {
                unsigned kept = order[a];
                order[a] = order[b - 1];
                order[b - 1] = kept;
            }
            from = MAX(from, to);
        }
}
