#include "layout/token_int.h"

#include <pango/pango.h>
#include <string.h>

/* ---- The cache ---- */

static void
token_free(void *data)
{
    struct token *token = data;

    g_free((char *)token->text);
    g_free((struct segment *)token->segments);
    g_free((struct cut *)token->cuts);
    g_free((char *)token->key.raw);
    g_free(token);
}

static guint
token_hash(const void *data)
{
    return ((const struct token *)data)->key.hash;
}

static gboolean
token_equal(const void *a, const void *b)
{
    const struct token_key *x = &((const struct token *)a)->key;
    const struct token_key *y = &((const struct token *)b)->key;

    return x->raw_length == y->raw_length && x->faces.faces == y->faces.faces &&
           x->language == y->language && x->form == y->form && x->remain == y->remain &&
           x->push == y->push && (x->lang == NULL) == (y->lang == NULL) &&
           memcmp(x->raw, y->raw, x->raw_length) == 0;
}

void
tokens_forget(struct fonts *fonts)
{
    if (fonts->tokens != NULL)
        g_hash_table_unref(fonts->tokens);
    fonts->tokens = g_hash_table_new_full(token_hash, token_equal, token_free, NULL);
}

static unsigned
hash_of(const struct token_key *key)
{
    uint64_t hash = (uintptr_t)key->faces.faces ^ (uint64_t)key->form << 40 ^
                    (uint64_t)(key->lang != NULL) << 44 ^ (uint64_t)key->remain << 48 ^
                    (uint64_t)key->push << 56 ^ (uintptr_t)key->language << 4;

    for (unsigned i = 0; i < key->raw_length; i++)
        hash = (hash ^ (unsigned char)key->raw[i]) * 1099511628211u;
    return hash ^ hash >> 32;
}

/* ---- Where it may be broken ---- */

/* A token while it is made. marks[i]: what may happen before byte i of the text. */
enum mark { MARK_NONE, MARK_PLAIN, MARK_SEAM, MARK_HYPHEN, MARK_TREMA };

struct draft {
    struct fonts *fonts;
    const struct token_key *key;
    GString *text;
    GByteArray *marks;
    GArray *segments, *cuts;
    gunichar missing;
    bool has_seam, has_soft_hyphen, seam_before, seam_after;
};

/* Takes U+200B and U+00AD out of the text: they are places, not characters. */
static void
strip(struct draft *draft)
{
    const char *end = draft->key->raw + draft->key->raw_length;
    uint8_t none = MARK_NONE, pending = MARK_NONE;

    for (const char *at = draft->key->raw; at < end; at = g_utf8_next_char(at)) {
        gunichar c = g_utf8_get_char(at);
        if (c == 0x200b) {
            pending = MARK_SEAM;
            draft->has_seam = true;
        } else if (c == 0x00ad) {
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

/* A single letter does not leave its compound: "e-mail", "T-shirt". */
static bool
leaves_two(const char *text, unsigned length, unsigned at)
{
    gunichar before = g_utf8_get_char(g_utf8_prev_char(text + at));

    if (g_unichar_break_type(before) != G_UNICODE_BREAK_HYPHEN &&
        g_unichar_break_type(before) != G_UNICODE_BREAK_SYMBOL)
        return true;
    return g_utf8_strlen(text, at) > 2 && g_utf8_strlen(text + at, length - at) > 1;
}

static void
mark_borders(struct draft *draft)
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
            leaves_two(text, length, at - text))
            draft->marks->data[at - text] = MARK_PLAIN;
    }
}

/* Where a hand has set places, the patterns set none. */
static void
mark_hyphens(struct draft *draft)
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

/* ---- Which faces show it ---- */

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
face_shows(struct draft *draft, unsigned face, const char *cluster, unsigned length)
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
choose_face(struct draft *draft, const char *cluster, unsigned length)
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
add_segment(struct draft *draft, int face, unsigned from, unsigned to)
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

static void
itemise(struct draft *draft)
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

/* ---- Cuts and their widths ---- */

/* Finds the glyph behind the cut. The cut is exact where that glyph begins there and HarfBuzz says
 * that both sides look the same without each other: no kerning, nothing joined. */
static void
locate(const struct draft *draft, struct cut *cut)
{
    const struct segment *segments = (const struct segment *)draft->segments->data;
    unsigned at = 0, glyph = 0;

    while (at + 1 < draft->segments->len && segments[at + 1].offset <= cut->offset)
        at++;
    const struct word *word = segments[at].word;
    unsigned offset = cut->offset - segments[at].offset;
    while (glyph < word->glyph_count && word->glyphs[glyph].cluster < offset)
        glyph++;
    cut->glyph = glyph;
    cut->exact = !cut->trema && (offset == 0 || (glyph < word->glyph_count &&
                                                 word->glyphs[glyph].cluster == offset &&
                                                 word_is_safe_before(word, glyph)));
}

/* Text that runs from right to left is not broken inside a word. */
static void
collect_cuts(struct draft *draft)
{
    if (draft->key->form & WORD_RTL || draft->segments->len == 0)
        return;
    for (unsigned i = 1; i < draft->text->len; i++) {
        uint8_t mark = draft->marks->data[i];
        if (mark == MARK_NONE)
            continue;
        bool hyphen = mark == MARK_HYPHEN || mark == MARK_TREMA;
        struct cut cut = {
            .offset = i, .kind = hyphen ? CUT_HYPHEN : CUT_PLAIN, .trema = mark == MARK_TREMA};
        locate(draft, &cut);
        g_array_append_val(draft->cuts, cut);
    }
}

/* Width of the parts, in em, and how many glyphs they have. */
static float
measure_parts(const struct fonts *fonts, const GArray *parts, uint16_t *glyphs)
{
    float width = 0;

    *glyphs = 0;
    for (unsigned i = 0; i < parts->len; i++) {
        const struct token_part *part = &g_array_index(parts, struct token_part, i);
        width += token_part_width(fonts, part);
        *glyphs += part->glyph_end - part->glyph;
    }
    return width;
}

static void
measure_cuts(struct fonts *fonts, const struct token *token, struct cut *cuts)
{
    g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(struct token_part));

    for (unsigned i = 0; i < token->cut_count; i++) {
        struct cut *cut = &cuts[i];
        g_array_set_size(parts, 0);
        token_parts(fonts, token, -1, i, parts);
        cut->before = measure_parts(fonts, parts, &cut->glyphs_before);
        if (cut->kind == CUT_HYPHEN && parts->len > 0) {
            const struct token_part *last =
                &g_array_index(parts, struct token_part, parts->len - 1);
            const struct face *face = fonts_face(fonts, last->word->face);
            cut->hyphen = (float)face->hyphen_width / face->units_per_em;
        }
        g_array_set_size(parts, 0);
        token_parts(fonts, token, i, -1, parts);
        cut->after = measure_parts(fonts, parts, &cut->glyphs_after);
    }
}

/* ---- Tokens ---- */

static struct token *
finish(struct draft *draft)
{
    struct token *token = g_new0(struct token, 1);
    struct cut *cuts;

    token->key = *draft->key;
    token->key.raw = g_strndup(draft->key->raw, draft->key->raw_length);
    token->key.lang = draft->key->lang != NULL ? "" : NULL;
    token->missing = draft->missing;
    token->seam_before = draft->seam_before;
    token->seam_after = draft->seam_after;
    token->length = draft->text->len;
    token->text = g_string_free(draft->text, FALSE);
    token->segment_count = draft->segments->len;
    token->segments = (struct segment *)g_array_free(draft->segments, FALSE);
    token->cut_count = draft->cuts->len;
    token->cuts = cuts = (struct cut *)g_array_free(draft->cuts, FALSE);
    for (unsigned i = 0; i < token->segment_count; i++) {
        token->width += token->segments[i].width;
        token->glyph_count += token->segments[i].word->glyph_count;
    }
    measure_cuts(draft->fonts, token, cuts);
    draft->fonts->cached += sizeof *token + token->key.raw_length + token->length +
                            token->segment_count * sizeof(struct segment) +
                            token->cut_count * sizeof(struct cut) + 64;
    return token;
}

static struct token *
make_token(struct fonts *fonts, const struct token_key *key)
{
    struct draft draft = {.fonts = fonts,
                          .key = key,
                          .text = g_string_new(NULL),
                          .marks = g_byte_array_new(),
                          .segments = g_array_new(FALSE, FALSE, sizeof(struct segment)),
                          .cuts = g_array_new(FALSE, FALSE, sizeof(struct cut))};

    strip(&draft);
    mark_borders(&draft);
    mark_hyphens(&draft);
    itemise(&draft);
    collect_cuts(&draft);
    struct token *token = finish(&draft);
    g_byte_array_unref(draft.marks);
    return token;
}

const struct token *
token_find(struct fonts *fonts, const struct token_key *key)
{
    struct token wanted = {.key = *key};
    wanted.key.hash = hash_of(key);
    struct token *found = g_hash_table_lookup(fonts->tokens, &wanted);

    if (found == NULL) {
        found = make_token(fonts, &wanted.key);
        g_hash_table_add(fonts->tokens, found);
    }
    return found;
}

float
token_part_width(const struct fonts *fonts, const struct token_part *part)
{
    int units = part->word->width;

    if (part->glyph != 0 || part->glyph_end != part->word->glyph_count) {
        units = 0;
        for (unsigned g = part->glyph; g < part->glyph_end; g++)
            units += part->word->glyphs[g].advance;
    }
    return (float)units / fonts_face(fonts, part->word->face)->units_per_em;
}

/* Bytes from … to of the token, which lie in one segment, shaped by themselves. */
static const struct word *
shape_part(struct fonts *fonts, const struct token *token, unsigned face, unsigned from,
           unsigned to, bool trema)
{
    const struct token_key *key = &token->key;

    if (!trema)
        return word_find(fonts, face, key->language, key->form, token->text + from, to - from);
    gunichar decomposed[2];
    const char *rest = g_utf8_next_char(token->text + from);
    g_autoptr(GString) text = g_string_new(NULL);
    g_unichar_fully_decompose(g_utf8_get_char(token->text + from), FALSE, decomposed, 2);
    g_string_append_unichar(text, decomposed[0]);
    g_string_append_len(text, rest, token->text + to - rest);
    return word_find(fonts, face, key->language, key->form, text->str, text->len);
}

void
token_parts(struct fonts *fonts, const struct token *token, int from, int to, GArray *parts)
{
    const struct cut *first = from >= 0 ? &token->cuts[from] : NULL;
    const struct cut *last = to >= 0 ? &token->cuts[to] : NULL;
    unsigned begin = first != NULL ? first->offset : 0;
    unsigned end = last != NULL ? last->offset : token->length;

    for (unsigned i = 0; i < token->segment_count; i++) {
        const struct segment *segment = &token->segments[i];
        unsigned low = MAX(segment->offset, begin), high = MIN(segment->end, end);
        if (low >= high)
            continue;
        bool trema = first != NULL && first->trema && low == begin;
        bool whole = !trema && (low == segment->offset || first->exact) &&
                     (high == segment->end || last->exact);
        struct token_part part = {.word = segment->word, .offset = low};
        part.glyph_end = segment->word->glyph_count;
        if (whole && low > segment->offset)
            part.glyph = first->glyph;
        if (whole && high < segment->end)
            part.glyph_end = last->glyph;
        if (!whole) {
            part.word = shape_part(fonts, token, segment->word->face, low, high, trema);
            part.glyph_end = part.word->glyph_count;
        }
        g_array_append_val(parts, part);
    }
}
