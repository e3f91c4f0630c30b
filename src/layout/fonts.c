#include "layout/fonts_int.h"

#include <hb-ot.h>
#include <string.h>

/* The faces that the configuration names. Fontconfig reads fonts.conf and finds the files; which of
 * them a style gets is decided in families.c, because its own matching always finds something, and
 * depends on the locale. Pango is not asked for fonts: it looks them up in a thread of its own,
 * which a forked worker does not have. */

enum { CACHE_CAP = 8 << 20 }; /* bytes */

static void
font_free(void *data)
{
    struct font *font = data;

    if (font->shaper != NULL) {
        hb_font_destroy(font->shaper);
        hb_face_destroy(font->face.hb_face);
    }
    if (font->feature_list != NULL)
        g_array_unref(font->feature_list);
    g_free((char *)font->face.family);
    g_free((char *)font->face.postscript_name);
    g_free(font->features);
    g_free(font->advances);
    g_free(font);
}

static void
family_list_free(void *data)
{
    struct family_list *list = data;

    g_array_unref(list->faces);
    g_free(list->unknown);
    g_free(list->mismatch);
    g_free(list);
}

static void
collect_families(struct fonts *fonts, const FcFontSet *set)
{
    for (int i = 0; set != NULL && i < set->nfont; i++) {
        FcChar8 *name;
        for (int n = 0; FcPatternGetString(set->fonts[i], FC_FAMILY, n, &name) == FcResultMatch;
             n++)
            g_hash_table_add(fonts->families, g_utf8_strdown((const char *)name, -1));
    }
}

struct fonts *
fonts_load(const char *path, struct diag *diag)
{
    struct place place = {.file = path};
    g_autofree char *absolute = g_canonicalize_filename(path, NULL);

    if (!g_file_test(absolute, G_FILE_TEST_IS_REGULAR)) {
        diag_report(diag, DIAG_E0605, place, NULL, "%s is not there", path);
        return NULL;
    }
    struct fonts *fonts = g_new0(struct fonts, 1);
    fonts->config = FcConfigCreate();
    fonts->fonts = g_ptr_array_new_with_free_func(font_free);
    fonts->font_ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    fonts->families = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    fonts->lists = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, family_list_free);
    fonts->buffer = hb_buffer_create();
    words_forget(fonts);
    tokens_forget(fonts);

    bool parsed = FcConfigParseAndLoad(fonts->config, (const FcChar8 *)absolute, FcTrue) &&
                  FcConfigBuildFonts(fonts->config);
    if (parsed)
        collect_families(fonts, FcConfigGetFonts(fonts->config, FcSetSystem));
    if (g_hash_table_size(fonts->families) > 0)
        return fonts;
    diag_report(diag, DIAG_E0605, place, "install the font packages (`make deps` does)",
                parsed ? "none of the fonts that %s names is installed" : "%s cannot be read",
                path);
    fonts_free(fonts);
    return NULL;
}

void
fonts_free(struct fonts *fonts)
{
    if (fonts == NULL)
        return;
    g_hash_table_unref(fonts->tokens);
    g_hash_table_unref(fonts->words);
    g_hash_table_unref(fonts->lists);
    g_hash_table_unref(fonts->families);
    g_hash_table_unref(fonts->font_ids);
    g_ptr_array_unref(fonts->fonts);
    hb_buffer_destroy(fonts->buffer);
    FcConfigDestroy(fonts->config);
    g_free(fonts);
}

void
fonts_trim(struct fonts *fonts)
{
    if (fonts->cached <= CACHE_CAP)
        return;
    tokens_forget(fonts);
    words_forget(fonts);
    fonts->cached = 0;
}

/* ---- Faces ---- */

static const char *
file_of(FcPattern *pattern, int *index)
{
    FcChar8 *file = NULL;

    *index = 0;
    FcPatternGetString(pattern, FC_FILE, 0, &file);
    FcPatternGetInteger(pattern, FC_INDEX, 0, index);
    return (const char *)file;
}

static unsigned
program_of(const struct fonts *fonts, const char *file, int index)
{
    for (unsigned i = 0; i < fonts->fonts->len; i++) {
        const struct font *font = fonts->fonts->pdata[i];
        int other;
        if (strcmp(file_of(font->pattern, &other), file) == 0 && other == index)
            return i;
    }
    return fonts->fonts->len;
}

unsigned
fonts_add(struct fonts *fonts, const char *family, FcPattern *pattern, const char *features)
{
    int index;
    const char *file = file_of(pattern, &index);
    g_autofree char *key = g_strdup_printf("%s\n%s\n%s\n%d", family, features, file, index);
    unsigned known = GPOINTER_TO_UINT(g_hash_table_lookup(fonts->font_ids, key));

    if (known > 0)
        return known - 1;
    struct font *font = g_new0(struct font, 1);
    font->pattern = pattern;
    font->features = g_strdup(features);
    font->face.family = g_strdup(family);
    font->face.program = program_of(fonts, file, index);
    g_ptr_array_add(fonts->fonts, font);
    g_hash_table_insert(fonts->font_ids, g_steal_pointer(&key),
                        GUINT_TO_POINTER(fonts->fonts->len));
    return fonts->fonts->len - 1;
}

bool
fonts_has(const struct fonts *fonts, unsigned face, gunichar c)
{
    const struct font *font = fonts->fonts->pdata[face];
    FcCharSet *characters;

    return FcPatternGetCharSet(font->pattern, FC_CHARSET, 0, &characters) == FcResultMatch &&
           FcCharSetHasChar(characters, c);
}

static GArray *
parse_features(const char *list)
{
    GArray *features = g_array_new(FALSE, FALSE, sizeof(hb_feature_t));
    g_auto(GStrv) names = g_strsplit(list, ",", -1);

    for (unsigned i = 0; names[i] != NULL; i++) {
        hb_feature_t feature;
        if (hb_feature_from_string(names[i], -1, &feature))
            g_array_append_val(features, feature);
    }
    return features;
}

static uint16_t
glyph_of(hb_font_t *shaper, gunichar first, gunichar second)
{
    hb_codepoint_t glyph = 0;

    if (!hb_font_get_nominal_glyph(shaper, first, &glyph))
        hb_font_get_nominal_glyph(shaper, second, &glyph);
    return glyph;
}

static void
measure_face(struct font *font)
{
    struct face *face = &font->face;
    hb_font_extents_t extents;
    hb_position_t height;

    face->units_per_em = hb_face_get_upem(face->hb_face);
    face->glyph_count = hb_face_get_glyph_count(face->hb_face);
    hb_blob_t *outlines = hb_face_reference_table(face->hb_face, HB_TAG('g', 'l', 'y', 'f'));
    face->cff = hb_blob_get_length(outlines) == 0;
    hb_blob_destroy(outlines);
    hb_font_get_h_extents(font->shaper, &extents);
    face->ascender = extents.ascender;
    face->descender = extents.descender;
    hb_ot_metrics_get_position_with_fallback(font->shaper, HB_OT_METRICS_TAG_CAP_HEIGHT, &height);
    face->cap_height = height;
    hb_ot_metrics_get_position_with_fallback(font->shaper, HB_OT_METRICS_TAG_X_HEIGHT, &height);
    face->x_height = height;

    font->advances = g_new(int, face->glyph_count);
    for (unsigned i = 0; i < face->glyph_count; i++)
        font->advances[i] = hb_font_get_glyph_h_advance(font->shaper, i);
    face->advance = font->advances;
    face->space_glyph = glyph_of(font->shaper, ' ', 0x00a0);
    face->space_width = font->advances[face->space_glyph];
    face->hyphen_glyph = glyph_of(font->shaper, 0x2010, '-');
    face->hyphen_width = font->advances[face->hyphen_glyph];
}

static char *
postscript_name(hb_face_t *face)
{
    char name[128];
    unsigned size = sizeof name;

    hb_ot_name_get_utf8(face, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &size, name);
    return g_strdup(name);
}

struct font *
fonts_open(const struct fonts *fonts, unsigned number)
{
    struct font *font = fonts->fonts->pdata[number];

    if (font->shaper != NULL)
        return font;
    int index;
    const char *file = file_of(font->pattern, &index);
    hb_blob_t *blob = hb_blob_create_from_file(file);
    hb_face_t *face = hb_face_create(blob, index);
    hb_blob_destroy(blob);
    if (hb_face_get_glyph_count(face) == 0) {
        hb_face_destroy(face);
        return NULL;
    }
    font->face.hb_face = face;
    font->face.postscript_name = postscript_name(face);
    font->shaper = hb_font_create(face);
    font->feature_list = parse_features(font->features);
    measure_face(font);
    return font;
}

const struct face *
fonts_face(const struct fonts *fonts, unsigned face)
{
    struct font *font = fonts_open(fonts, face);

    g_assert(font != NULL);
    return &font->face;
}

unsigned
fonts_face_count(const struct fonts *fonts)
{
    return fonts->fonts->len;
}
