#include "layout/fonts_int.h"

#include <math.h>
#include <string.h>

/* Every word is shaped once a process, by HarfBuzz at one unit per design unit, whatever its size.
 * With it are kept the bytes that show it in a content stream. */

/* One block: the word, its glyphs, its codes, its text. */
struct cached_word {
    struct word word;
    hb_language_t language;
    unsigned form, hash;
    const uint8_t *unsafe; /* of each glyph: it hangs together with the one before it */
};

enum { CODE_ROOM = 17 }; /* bytes a glyph: "0012" and ">-12345678<" … */

static unsigned
hash_of(unsigned face, hb_language_t language, unsigned form, const char *text, unsigned length)
{
    uint64_t hash = 14695981039346656037u ^ face ^ (uint64_t)form << 32 ^ (uintptr_t)language >> 4;

    for (unsigned i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)text[i]) * 1099511628211u;
    return hash ^ hash >> 32;
}

static guint
word_hash(const void *data)
{
    return ((const struct cached_word *)data)->hash;
}

static gboolean
word_equal(const void *a, const void *b)
{
    const struct cached_word *x = a, *y = b;

    return x->word.length == y->word.length && x->word.face == y->word.face &&
           x->language == y->language && x->form == y->form &&
           memcmp(x->word.text, y->word.text, x->word.length) == 0;
}

void
words_forget(struct fonts *fonts)
{
    if (fonts->words != NULL)
        g_hash_table_unref(fonts->words);
    fonts->words = g_hash_table_new_full(word_hash, word_equal, g_free, NULL);
}

/* ---- Shaping ---- */

static void
shape(struct fonts *fonts, const struct font *font, hb_language_t language, unsigned form,
      const char *text, unsigned length)
{
    static const char *const ligatures[] = {"liga=0", "clig=0", "dlig=0"};
    hb_feature_t features[16];
    unsigned count = MIN(font->feature_list->len, G_N_ELEMENTS(features) - 3);

    for (unsigned i = 0; i < count; i++)
        features[i] = g_array_index(font->feature_list, hb_feature_t, i);
    for (unsigned i = 0; form & WORD_SPACED_OUT && i < G_N_ELEMENTS(ligatures); i++)
        hb_feature_from_string(ligatures[i], -1, &features[count++]);
    hb_buffer_reset(fonts->buffer);
    hb_buffer_add_utf8(fonts->buffer, text, length, 0, length);
    hb_buffer_set_language(fonts->buffer, language);
    hb_buffer_set_flags(fonts->buffer, HB_BUFFER_FLAG_BOT | HB_BUFFER_FLAG_EOT |
                                           HB_BUFFER_FLAG_REMOVE_DEFAULT_IGNORABLES);
    hb_buffer_set_direction(fonts->buffer, form & WORD_RTL ? HB_DIRECTION_RTL : HB_DIRECTION_LTR);
    hb_buffer_guess_segment_properties(fonts->buffer);
    fonts->shaped++;
    hb_shape(font->shaper, fonts->buffer, features, count);
}

static char *
put_code(char *at, unsigned glyph)
{
    static const char digits[] = "0123456789ABCDEF";

    for (int shift = 12; shift >= 0; shift -= 4)
        *at++ = digits[glyph >> shift & 15];
    return at;
}

/* The pen moves by thousandths of the size against what /W says; what was rounded away before is
 * made up for. */
static unsigned
write_codes(const struct face *face, const struct word *word, char *codes)
{
    char *at = codes;
    int64_t wanted = 0, written = 0;

    for (unsigned i = 0; i < word->glyph_count; i++) {
        const struct glyph *glyph = &word->glyphs[i];
        at = put_code(at, glyph->id);
        wanted += face->advance[glyph->id] - glyph->advance;
        int64_t target = llround(wanted * 1000.0 / face->units_per_em);
        if (target != written)
            at += g_snprintf(at, CODE_ROOM - 4, ">%d<", (int)(target - written));
        written = target;
    }
    return at - codes;
}

static void
take_glyphs(struct word *word, struct glyph *glyphs, const hb_glyph_info_t *info,
            const hb_glyph_position_t *positions)
{
    word->plain = true;
    for (unsigned i = 0; i < word->glyph_count; i++) {
        const hb_glyph_position_t *position = &positions[i];
        glyphs[i] = (struct glyph){.id = info[i].codepoint,
                                   .cluster = info[i].cluster,
                                   .x_offset = position->x_offset,
                                   .y_offset = position->y_offset,
                                   .advance = position->x_advance};
        word->width += position->x_advance;
        word->plain = word->plain && position->x_offset == 0 && position->y_offset == 0;
    }
}

static struct cached_word *
make_word(struct fonts *fonts, unsigned face, const char *text, unsigned length, size_t *size)
{
    unsigned count;
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(fonts->buffer, &count);
    const hb_glyph_position_t *positions = hb_buffer_get_glyph_positions(fonts->buffer, NULL);
    *size =
        sizeof(struct cached_word) + count * (sizeof(struct glyph) + CODE_ROOM + 1) + length + 1;
    struct cached_word *cached = g_malloc0(*size);
    struct glyph *glyphs = (struct glyph *)(cached + 1);
    uint8_t *unsafe = (uint8_t *)(glyphs + count);
    char *copy = (char *)(unsafe + count), *codes = copy + length + 1;

    memcpy(copy, text, length);
    cached->word = (struct word){.text = copy,
                                 .length = length,
                                 .face = face,
                                 .glyphs = glyphs,
                                 .glyph_count = count,
                                 .codes = codes};
    cached->unsafe = unsafe;
    for (unsigned i = 0; i < count; i++)
        unsafe[i] = (hb_glyph_info_get_glyph_flags(&info[i]) & HB_GLYPH_FLAG_UNSAFE_TO_BREAK) != 0;
    take_glyphs(&cached->word, glyphs, info, positions);
    cached->word.code_length = write_codes(fonts_face(fonts, face), &cached->word, codes);
    return cached;
}

bool
word_is_safe_before(const struct word *word, unsigned glyph)
{
    return !((const struct cached_word *)word)->unsafe[glyph];
}

const struct word *
word_find(struct fonts *fonts, unsigned face, hb_language_t language, unsigned form,
          const char *text, unsigned length)
{
    struct cached_word wanted = {.word = {.text = text, .length = length, .face = face},
                                 .language = language,
                                 .form = form,
                                 .hash = hash_of(face, language, form, text, length)};
    struct cached_word *found = g_hash_table_lookup(fonts->words, &wanted);
    size_t size;

    if (found != NULL)
        return &found->word;
    shape(fonts, fonts_open(fonts, face), language, form, text, length);
    found = make_word(fonts, face, text, length, &size);
    found->language = language;
    found->form = form;
    found->hash = wanted.hash;
    fonts->cached += size;
    g_hash_table_add(fonts->words, found);
    return &found->word;
}

const struct word *
fonts_word(struct fonts *fonts, unsigned face, const char *lang, const char *text, unsigned length)
{
    return word_find(fonts, face, hb_language_from_string(lang, -1), 0, text, length);
}
