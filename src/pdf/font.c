/* Fonts as composite fonts (ISO 32000-1 §9.7).
 *
 * The codes in the content are the glyph numbers of the whole font, so that the bytes of a cached
 * word hold in every document. An embedded CMap leads from them to the glyphs of the subset, which
 * are numbered densely: were their numbers retained instead, a CFF subset would keep the name of
 * every glyph of the font, 12 kB a face. This serves both kinds of outlines: TrueType becomes a
 * CIDFontType2 with an identity CIDToGIDMap, CFF a CIDFontType0 whose program is the bare CFF
 * table; in one that is not CID-keyed a CID is a glyph number.
 *
 * Text is read back through ToUnicode, which gives each code one text. Two cases need codes of
 * their own, beyond the last glyph: the hyphen that a line's end puts in, which must be read as
 * U+00AD so that readers join the word, and aliases, where one glyph stands for two texts (a space
 * glyph for U+0020 and U+00A0). ActualText could say both, but some readers lose what follows it.
 * A word whose glyphs need an alias is written code by code; all others are copied.
 */
#include "pdf/pdf_int.h"

#include <hb-ot.h>
#include <hb-subset.h>
#include <libdeflate.h>
#include <math.h>
#include <string.h>

struct pdf_use {
    const char *text; /* NULL: the glyph is not used */
    unsigned length;
};

struct pdf_alias {
    uint16_t glyph, code;
    struct pdf_use use;
};

struct pdf_fonts {
    const struct fonts *fonts;
    struct pdf_program **programs; /* by number; NULL: not used */
    unsigned count;
    GHashTable *words;   /* struct word → its codes, or glyph_numbers */
    GStringChunk *texts; /* what no word holds */
};

static const uint16_t glyph_numbers[1];

/* ---- What is used ---- */

struct pdf_fonts *
pdf_fonts_new(const struct fonts *faces)
{
    struct pdf_fonts *fonts = g_new0(struct pdf_fonts, 1);

    fonts->fonts = faces;
    fonts->count = fonts_face_count(faces);
    fonts->programs = g_new0(struct pdf_program *, fonts->count);
    fonts->words = g_hash_table_new(NULL, NULL);
    fonts->texts = g_string_chunk_new(256);
    return fonts;
}

static void
free_program(struct pdf_program *program)
{
    if (program == NULL)
        return;
    g_free(program->use);
    g_array_unref(program->aliases);
    g_free(program);
}

void
pdf_fonts_free(struct pdf_fonts *fonts)
{
    GHashTableIter iter;
    gpointer codes;

    if (fonts == NULL)
        return;
    g_hash_table_iter_init(&iter, fonts->words);
    while (g_hash_table_iter_next(&iter, NULL, &codes)) {
        if (codes != glyph_numbers)
            g_free(codes);
    }
    for (unsigned i = 0; i < fonts->count; i++)
        free_program(fonts->programs[i]);
    g_free(fonts->programs);
    g_hash_table_unref(fonts->words);
    g_string_chunk_free(fonts->texts);
    g_free(fonts);
}

struct pdf_program *
pdf_fonts_program(struct pdf_fonts *fonts, unsigned number)
{
    const struct face *face = fonts_face(fonts->fonts, number);
    struct pdf_program **program = &fonts->programs[face->program];

    if (*program == NULL) {
        *program = g_new0(struct pdf_program, 1);
        (*program)->face = face;
        (*program)->use = g_new0(struct pdf_use, face->glyph_count);
        (*program)->aliases = g_array_new(FALSE, FALSE, sizeof(struct pdf_alias));
        if (face->space_glyph != 0) /* first of all, so that spaces need no alias */
            (*program)->use[face->space_glyph] = (struct pdf_use){" ", 1};
    }
    return *program;
}

static bool
same(const struct pdf_use *use, const char *text, unsigned length)
{
    return use->length == length && memcmp(use->text, text, length) == 0;
}

/* The code that shows a glyph and is read as text. Where no code is left (a font of 65,535 glyphs)
 * the text of the first use stands. */
static uint16_t
note(struct pdf_program *program, uint16_t glyph, const char *text, unsigned length)
{
    struct pdf_use *use = &program->use[glyph];
    unsigned next = program->face->glyph_count + 1 + program->aliases->len;

    if (use->text == NULL)
        *use = (struct pdf_use){text, length};
    if (same(use, text, length))
        return glyph;
    for (unsigned i = 0; i < program->aliases->len; i++) {
        const struct pdf_alias *alias = &g_array_index(program->aliases, struct pdf_alias, i);
        if (alias->glyph == glyph && same(&alias->use, text, length))
            return alias->code;
    }
    if (next > G_MAXUINT16)
        return glyph;
    struct pdf_alias alias = {glyph, (uint16_t)next, {text, length}};
    g_array_append_val(program->aliases, alias);
    return (uint16_t)next;
}

/* The form of a cluster's text that has as many characters as glyphs: an é that is drawn as e and
 * an accent is read as such. The text itself where there is none. */
static const char *
fitting_form(struct pdf_fonts *fonts, const char *text, unsigned *length, unsigned glyphs)
{
    static const GNormalizeMode modes[] = {G_NORMALIZE_NFD, G_NORMALIZE_NFC};

    for (unsigned i = 0; i < G_N_ELEMENTS(modes); i++) {
        g_autofree char *form = g_utf8_normalize(text, *length, modes[i]);
        if (form != NULL && g_utf8_strlen(form, -1) == (glong)glyphs) {
            *length = (unsigned)strlen(form);
            return g_string_chunk_insert_const(fonts->texts, form);
        }
    }
    return text;
}

/* A cluster of several glyphs: its characters are shared out, one each; the first glyph takes what
 * is too many, a zero width space fills up what is too few, since every code must have a text. */
static void
use_cluster(struct pdf_fonts *fonts, struct pdf_program *program, const struct glyph *glyphs,
            unsigned count, const char *text, unsigned length, uint16_t *codes)
{
    if (g_utf8_strlen(text, length) != (glong)count)
        text = fitting_form(fonts, text, &length, count);
    const char *at = text, *end = text + length;
    glong surplus = g_utf8_strlen(text, length) - (glong)count;

    for (unsigned i = 0; i < count; i++) {
        const char *next = at;
        for (glong take = i == 0 && surplus > 0 ? surplus + 1 : 1; take > 0 && next < end; take--)
            next = g_utf8_next_char(next);
        if (next > at)
            codes[i] = note(program, glyphs[i].id, at, (unsigned)(next - at));
        else
            codes[i] = note(program, glyphs[i].id, "\xE2\x80\x8B", 3);
        at = next;
    }
}

/* Fills codes; returns whether one is not the glyph's number. */
static bool
use_glyphs(struct pdf_fonts *fonts, struct pdf_program *program, const struct word *word,
           uint16_t *codes)
{
    const struct glyph *glyphs = word->glyphs;
    bool aliased = false;

    for (unsigned i = 0, next; i < word->glyph_count; i = next) {
        unsigned from = glyphs[i].cluster, to = word->length;
        for (next = i + 1; next < word->glyph_count && glyphs[next].cluster == from;)
            next++;
        if (next < word->glyph_count && glyphs[next].cluster > from)
            to = glyphs[next].cluster;
        else if (i > 0 && glyphs[i - 1].cluster > from) /* from right to left */
            to = glyphs[i - 1].cluster;
        if (next == i + 1)
            codes[i] = note(program, glyphs[i].id, word->text + from, to - from);
        else
            use_cluster(fonts, program, glyphs + i, next - i, word->text + from, to - from,
                        codes + i);
        for (unsigned k = i; k < next; k++)
            aliased |= codes[k] != glyphs[k].id;
    }
    return aliased;
}

const uint16_t *
pdf_fonts_use(struct pdf_fonts *fonts, const struct word *word)
{
    const uint16_t *known = g_hash_table_lookup(fonts->words, word);

    if (known == NULL) {
        uint16_t *codes = g_new(uint16_t, MAX(word->glyph_count, 1));
        struct pdf_program *program = pdf_fonts_program(fonts, word->face);
        if (use_glyphs(fonts, program, word, codes)) {
            known = codes;
        } else {
            known = glyph_numbers;
            g_free(codes);
        }
        g_hash_table_insert(fonts->words, (gpointer)word, (gpointer)known);
    }
    return known == glyph_numbers ? NULL : known;
}

/* ---- The fonts of the file ---- */

static hb_set_t *
used_glyphs(const struct pdf_program *program)
{
    hb_set_t *glyphs = hb_set_create();

    for (unsigned i = 0; i < program->face->glyph_count; i++) {
        if (program->use[i].text != NULL)
            hb_set_add(glyphs, i);
    }
    if (program->hyphen)
        hb_set_add(glyphs, program->face->hyphen_glyph);
    return glyphs;
}

static void
destroy_face(void *face)
{
    hb_face_destroy(face);
}

/* The face without the tables that no PDF needs, once a process, kept with the face. HarfBuzz would
 * read them for each subset (the cmap takes more time than the outlines) and drop them then. */
static hb_face_t *
bare_face(hb_face_t *face)
{
    static const char unwanted[] = "GSUB GPOS GDEF kern name post OS/2 cmap BASE MATH JSTF DSIG";
    static hb_user_data_key_t key;
    hb_face_t *bare = hb_face_get_user_data(face, &key);
    hb_tag_t tags[64];
    unsigned count = G_N_ELEMENTS(tags);

    if (bare != NULL)
        return bare;
    bare = hb_face_builder_create();
    hb_face_get_table_tags(face, 0, &count, tags);
    for (unsigned i = 0; i < count; i++) {
        char name[5] = "";
        hb_tag_to_string(tags[i], name);
        if (strstr(unwanted, name) != NULL)
            continue;
        hb_blob_t *table = hb_face_reference_table(face, tags[i]);
        hb_face_builder_add_table(bare, tags[i], table);
        hb_blob_destroy(table);
    }
    hb_face_set_user_data(face, &key, bare, destroy_face, false);
    return bare;
}

static hb_subset_input_t *
subset_input(const hb_set_t *glyphs)
{
    hb_subset_input_t *input = hb_subset_input_create_or_fail();

    g_assert(input != NULL);
    hb_set_union(hb_subset_input_glyph_set(input), glyphs);
    hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE);
    return input;
}

/* The font program with these glyphs only, and the map from the face's glyph numbers to its own.
 * NULL: HarfBuzz cannot. */
static hb_blob_t *
subset(const struct face *face, const hb_set_t *glyphs, hb_map_t **numbers)
{
    hb_subset_input_t *input = subset_input(glyphs);
    hb_subset_plan_t *plan = hb_subset_plan_create_or_fail(bare_face(face->hb_face), input);
    hb_face_t *part = plan != NULL ? hb_subset_plan_execute_or_fail(plan) : NULL;
    hb_blob_t *blob = NULL;

    if (part != NULL) {
        *numbers = hb_map_reference((hb_map_t *)hb_subset_plan_old_to_new_glyph_mapping(plan));
        blob = face->cff ? hb_face_reference_table(part, HB_TAG('C', 'F', 'F', ' '))
                         : hb_face_reference_blob(part);
    }
    hb_face_destroy(part);
    hb_subset_plan_destroy(plan);
    hb_subset_input_destroy(input);
    return blob;
}

/* Six letters that differ where the glyphs do (§9.6.4). */
static void
subset_tag(const hb_set_t *glyphs, char tag[8])
{
    guint32 sum = 0;

    for (hb_codepoint_t glyph = HB_SET_VALUE_INVALID; hb_set_next(glyphs, &glyph);) {
        guint8 bytes[2] = {(guint8)(glyph >> 8), (guint8)glyph};
        sum = libdeflate_crc32(sum, bytes, sizeof bytes);
    }
    for (unsigned i = 0; i < 6; i++, sum /= 26)
        tag[i] = (char)('A' + sum % 26);
    tag[6] = '+';
    tag[7] = '\0';
}

/* Every code in ascending order: glyphs, the line-end hyphen, aliases. */
static GArray *
codes_of(const struct pdf_program *program, const hb_map_t *numbers)
{
    GArray *codes = g_array_new(FALSE, FALSE, sizeof(struct pdf_code));
    const struct face *face = program->face;

    for (unsigned glyph = 0; glyph < face->glyph_count; glyph++) {
        const struct pdf_use *use = &program->use[glyph];
        uint16_t cid = (uint16_t)(use->text != NULL ? hb_map_get(numbers, glyph) : 0);
        struct pdf_code code = {(uint16_t)glyph, cid, use->text, use->length};
        if (use->text != NULL)
            g_array_append_val(codes, code);
    }
    if (program->hyphen) {
        uint16_t cid = (uint16_t)hb_map_get(numbers, face->hyphen_glyph);
        struct pdf_code code = {(uint16_t)face->glyph_count, cid, "\xC2\xAD", 2};
        g_array_append_val(codes, code);
    }
    for (unsigned i = 0; i < program->aliases->len; i++) {
        const struct pdf_alias *alias = &g_array_index(program->aliases, struct pdf_alias, i);
        struct pdf_code code = {alias->code, (uint16_t)hb_map_get(numbers, alias->glyph),
                                alias->use.text, alias->use.length};
        g_array_append_val(codes, code);
    }
    return codes;
}

/* The subset keeps the order of the glyphs, so widths come in the order of their CIDs. */
static void
put_widths(GString *out, const struct face *face, const hb_set_t *glyphs, const hb_map_t *numbers)
{
    hb_codepoint_t last = HB_SET_VALUE_INVALID;

    pdf_put(out, "/W[");
    for (hb_codepoint_t glyph = HB_SET_VALUE_INVALID; hb_set_next(glyphs, &glyph);) {
        hb_codepoint_t cid = hb_map_get(numbers, glyph);
        if (last == HB_SET_VALUE_INVALID || cid != last + 1) {
            pdf_put(out, last == HB_SET_VALUE_INVALID ? "" : "]");
            pdf_put_unsigned(out, cid);
            pdf_put(out, "[");
        } else {
            pdf_put(out, " ");
        }
        pdf_put_fixed(out, face->advance[glyph] * 1000. / face->units_per_em, 2);
        last = cid;
    }
    pdf_put(out, "]]");
}

/* FontBBox: of the whole font, from its head table. */
static void
put_font_box(GString *out, const struct face *face)
{
    hb_blob_t *head = hb_face_reference_table(face->hb_face, HB_TAG('h', 'e', 'a', 'd'));
    unsigned length;
    const guint8 *bytes = (const guint8 *)hb_blob_get_data(head, &length);

    pdf_put(out, "/FontBBox[");
    for (unsigned i = 36; i < 44; i += 2) {
        int16_t value = length >= 44 ? (int16_t)(bytes[i] << 8 | bytes[i + 1]) : 0;
        pdf_put_number(out, value * 1000. / face->units_per_em);
    }
    pdf_put(out, "]");
    hb_blob_destroy(head);
}

static void
put_metric(GString *out, const char *name, double value)
{
    pdf_put(out, name);
    g_string_append_c(out, ' ');
    pdf_put_integer(out, (int)lround(value));
}

static void
write_descriptor(struct pdf_file *file, unsigned id, const struct face *face, const char *name,
                 unsigned program)
{
    enum { FIXED_PITCH = 1, SYMBOLIC = 4, ITALIC = 64 };
    hb_font_t *font = hb_font_create(face->hb_face);
    double slant = hb_style_get_value(font, HB_STYLE_TAG_SLANT_ANGLE);
    double weight = hb_style_get_value(font, HB_STYLE_TAG_WEIGHT) / 65.;
    double scale = 1000. / face->units_per_em;
    GString *out = pdf_begin(file, id);

    hb_font_destroy(font);
    pdf_put(out, "<</Type/FontDescriptor/FontName/");
    pdf_put(out, name);
    put_metric(out, "/Flags", SYMBOLIC | (slant != 0 ? ITALIC : 0));
    put_metric(out, "/ItalicAngle", slant);
    put_metric(out, "/Ascent", face->ascender * scale);
    put_metric(out, "/Descent", face->descender * scale);
    put_metric(out, "/CapHeight", face->cap_height * scale);
    put_metric(out, "/XHeight", face->x_height * scale);
    put_metric(out, "/StemV", 50 + weight * weight); /* no table says; the usual estimate */
    put_font_box(out, face);
    pdf_put(out, face->cff ? "/FontFile3" : "/FontFile2");
    pdf_put_reference(out, program);
    pdf_put(out, ">>");
}

static const char system_info[] =
    "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>";

/* The identifiers of a font's objects follow each other in this order. */
enum { FONT, DESCENDANT, DESCRIPTOR, ENCODING, UNICODE, PROGRAM, FONT_OBJECTS };

static void
write_dictionaries(struct pdf_file *file, unsigned id, const struct face *face, const char *name)
{
    GString *out = pdf_begin(file, id + FONT);

    pdf_put(out, "<</Type/Font/Subtype/Type0/BaseFont/");
    pdf_put(out, name);
    pdf_put(out, face->cff ? "-Glyphs/Encoding" : "/Encoding");
    pdf_put_reference(out, id + ENCODING);
    pdf_put(out, "/DescendantFonts[");
    pdf_put_reference(out, id + DESCENDANT);
    pdf_put(out, "]/ToUnicode");
    pdf_put_reference(out, id + UNICODE);
    pdf_put(out, ">>");

    out = pdf_begin(file, id + DESCENDANT);
    pdf_put(out, face->cff ? "<</Type/Font/Subtype/CIDFontType0/BaseFont/"
                           : "<</Type/Font/Subtype/CIDFontType2/CIDToGIDMap/Identity/BaseFont/");
    pdf_put(out, name);
    pdf_put(out, system_info);
    pdf_put(out, "/FontDescriptor");
    pdf_put_reference(out, id + DESCRIPTOR);
}

static bool
write_font(const struct pdf_program *program, struct pdf_file *file, unsigned id, struct diag *diag)
{
    const struct face *face = program->face;
    hb_set_t *glyphs = used_glyphs(program);
    hb_map_t *numbers = NULL;
    hb_blob_t *blob = subset(face, glyphs, &numbers);
    char tag[8], dictionary[48];
    unsigned length;

    if (blob != NULL) {
        const char *bytes = hb_blob_get_data(blob, &length);
        subset_tag(glyphs, tag);
        g_autofree char *name = g_strconcat(tag, face->postscript_name, NULL);
        g_autoptr(GArray) codes = codes_of(program, numbers);
        const struct pdf_code *code = (const struct pdf_code *)codes->data;

        g_snprintf(dictionary, sizeof dictionary,
                   face->cff ? "/Subtype/CIDFontType0C" : "/Length1 %u", length);
        pdf_stream(file, id + PROGRAM, dictionary, bytes, length, PDF_DEFLATE);
        pdf_write_encoding(file, id + ENCODING, code, codes->len);
        pdf_write_unicode(file, id + UNICODE, code, codes->len);
        write_dictionaries(file, id, face, name);
        put_widths(file->objects, face, glyphs, numbers);
        pdf_put(file->objects, ">>");
        write_descriptor(file, id + DESCRIPTOR, face, name, id + PROGRAM);
    } else {
        diag_report(diag, DIAG_E0702, (struct place){NULL}, "use another font in fonts.conf",
                    "\"%s\" cannot be cut down to the glyphs that are used", face->postscript_name);
    }
    hb_blob_destroy(blob);
    hb_map_destroy(numbers);
    hb_set_destroy(glyphs);
    return blob != NULL;
}

bool
pdf_fonts_write(struct pdf_fonts *fonts, struct pdf_file *file, GString *resources,
                struct diag *diag)
{
    bool good = true;

    for (unsigned i = 0; i < fonts->count; i++) {
        struct pdf_program *program = fonts->programs[i];
        if (program == NULL)
            continue;
        unsigned id = pdf_reserve(file, FONT_OBJECTS);
        pdf_put(resources, "/F");
        pdf_put_unsigned(resources, i);
        pdf_put_reference(resources, id);
        good &= write_font(program, file, id, diag);
    }
    return good;
}
