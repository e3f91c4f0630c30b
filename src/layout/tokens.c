#include "layout/token_int.h"

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

/* ---- Cuts and their widths ---- */

/* Finds the glyph behind the cut. The cut is exact where that glyph begins there and HarfBuzz says
 * that both sides look the same without each other: no kerning, nothing joined. */
static void
locate(const struct token_draft *draft, struct cut *cut)
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
collect_cuts(struct token_draft *draft)
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
finish(struct token_draft *draft)
{
    struct token *token = g_new0(struct token, 1);
    struct cut *cuts;

    token->key = *draft->key;
    token->key.raw = g_strndup(draft->key->raw, draft->key->raw_length);
    token->key.lang = draft->key->lang != NULL ? "" : NULL; /* kept: whether, not which */
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
    hang_token(draft->fonts, token, cuts);
    draft->fonts->cached += sizeof *token + token->key.raw_length + token->length +
                            token->segment_count * sizeof(struct segment) +
                            token->cut_count * sizeof(struct cut) + 64;
    return token;
}

static struct token *
make_token(struct fonts *fonts, const struct token_key *key)
{
    struct token_draft draft = {.fonts = fonts,
                                .key = key,
                                .text = g_string_new(NULL),
                                .marks = g_byte_array_new(),
                                .segments = g_array_new(FALSE, FALSE, sizeof(struct segment)),
                                .cuts = g_array_new(FALSE, FALSE, sizeof(struct cut))};

    token_mark_places(&draft);
    token_itemise(&draft);
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

unsigned
token_characters(const struct token *token, unsigned offset)
{
    const char *at = token->key.raw, *end = at + token->key.raw_length;
    unsigned bytes = 0, characters = 0;

    for (; at < end && offset > 0; at = g_utf8_next_char(at), characters++) {
        gunichar c = g_utf8_get_char(at);
        if (c == SEAM || c == SOFT_HYPHEN)
            continue;
        if (bytes == offset)
            break;
        bytes += g_unichar_to_utf8(c, NULL);
    }
    return characters;
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
