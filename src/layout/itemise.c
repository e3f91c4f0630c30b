#include "layout/token_int.h"

/* Which faces show a token. */

static bool
is_ignorable(gunichar c)
{
    return g_unichar_type(c) == G_UNICODE_FORMAT || (c >= 0xfe00 && c <= 0xfe0f);
}

/* The cluster that begins here: a character and the marks on it. */
static unsigned
cluster_length(const char *text, const char *end)
{
    const char *at = g_utf8_next_char(text);

    while (at < end && (g_unichar_ismark(g_utf8_get_char(at)) || is_ignorable(g_utf8_get_char(at))))
        at = g_utf8_next_char(at);
    return MIN(at, end) - text;
}

static bool
may_be_made_up(const struct fonts *fonts, unsigned face, gunichar c)
{
    gunichar decomposed[4];

    return fonts_has(fonts, face, c) || g_unichar_isspace(c) || c == 0x2011 ||
           g_unichar_fully_decompose(c, FALSE, decomposed, 4) > 1;
}

/* HarfBuzz composes, decomposes and makes up spaces, so what the table of characters lacks may
 * still be shown. */
static bool
face_shows(struct token_draft *draft, unsigned face, const char *cluster, unsigned length)
{
    bool direct = true;

    for (const char *at = cluster; at < cluster + length; at = g_utf8_next_char(at))
        direct = direct && (fonts_has(draft->fonts, face, g_utf8_get_char(at)) ||
                            is_ignorable(g_utf8_get_char(at)));
    if (direct)
        return fonts_open(draft->fonts, face) != NULL;
    if (!may_be_made_up(draft->fonts, face, g_utf8_get_char(cluster)) ||
        fonts_open(draft->fonts, face) == NULL)
        return false;
    const struct word *word =
        word_find(draft->fonts, face, draft->key->language, draft->key->form, cluster, length);
    for (unsigned i = 0; i < word->glyph_count; i++)
        if (word->glyphs[i].id == 0)
            return false;
    return true;
}

/* A face of the list, or -1. */
static int
choose_face(struct token_draft *draft, const char *cluster, unsigned length)
{
    for (unsigned i = 0; i < draft->key->faces.count; i++)
        if (face_shows(draft, draft->key->faces.faces[i], cluster, length))
            return draft->key->faces.faces[i];
    if (draft->missing == 0)
        draft->missing = g_utf8_get_char(cluster);
    return -1;
}

static GUnicodeScript
script_of(const char *cluster)
{
    return g_unichar_get_script(g_utf8_get_char(cluster));
}

static bool
is_neutral(GUnicodeScript script)
{
    return script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED;
}

static void
add_segment(struct token_draft *draft, int face, unsigned from, unsigned to)
{
    if (face < 0 || from == to)
        return;
    const struct word *word = word_find(draft->fonts, face, draft->key->language, draft->key->form,
                                        draft->text->str + from, to - from);
    struct segment segment = {.word = word,
                              .offset = from,
                              .end = to,
                              .width = (float)word->width /
                                       fonts_face(draft->fonts, face)->units_per_em};
    g_array_append_val(draft->segments, segment);
}

void
token_itemise(struct token_draft *draft)
{
    const char *text = draft->text->str, *end = text + draft->text->len;
    unsigned from = 0;
    int face = -1;
    GUnicodeScript script = G_UNICODE_SCRIPT_COMMON;

    for (const char *at = text; at < end;) {
        unsigned length = cluster_length(at, end), offset = at - text;
        int next = choose_face(draft, at, length);
        GUnicodeScript other = script_of(at);
        bool seam = draft->marks->data[offset] == MARK_SEAM;
        if (next != face || seam ||
            (!is_neutral(other) && !is_neutral(script) && other != script)) {
            add_segment(draft, face, from, offset);
            from = offset;
            script = other;
        } else if (is_neutral(script))
            script = other;
        face = next;
        at += length;
    }
    add_segment(draft, face, from, end - text);
}
