#include "layout/fonts_int.h"

#include <string.h>

/* Which faces a style gets. The substitution rules of fonts.conf turn each family that it asks for
 * into a family of a font, features, and the fallbacks; in a family the face of the nearest weight
 * and slant is taken, never a made-up one. */

enum {
    MISMATCH_SLANT = 10000,
    MISMATCH_WIDTH = 2000
}; /* against differences of weight: 0 … 1000 */

struct request {
    const char *families;
    int weight; /* as in OpenType: 400 */
    bool italic, small_caps;
};

static int
weight_of(FcPattern *pattern)
{
    int weight = FC_WEIGHT_REGULAR;

    FcPatternGetInteger(pattern, FC_WEIGHT, 0, &weight);
    return FcWeightToOpenType(weight);
}

static bool
is_italic(FcPattern *pattern)
{
    int slant = FC_SLANT_ROMAN;

    FcPatternGetInteger(pattern, FC_SLANT, 0, &slant);
    return slant != FC_SLANT_ROMAN;
}

static bool
has_family(FcPattern *pattern, const char *family)
{
    FcChar8 *name;

    for (int n = 0; FcPatternGetString(pattern, FC_FAMILY, n, &name) == FcResultMatch; n++)
        if (FcStrCmpIgnoreCase(name, (const FcChar8 *)family) == 0)
            return true;
    return false;
}

static int
distance(FcPattern *pattern, const struct request *request)
{
    int width = FC_WIDTH_NORMAL;

    FcPatternGetInteger(pattern, FC_WIDTH, 0, &width);
    return ABS(weight_of(pattern) - request->weight) +
           (is_italic(pattern) != request->italic ? MISMATCH_SLANT : 0) +
           (width != FC_WIDTH_NORMAL ? MISMATCH_WIDTH : 0);
}

/* Ties: the first by file name, so that the order of a directory decides nothing. */
static bool
is_nearer(FcPattern *pattern, FcPattern *best, const struct request *request)
{
    if (best == NULL)
        return true;
    FcChar8 *file = NULL, *other = NULL;
    int difference = distance(pattern, request) - distance(best, request);
    FcPatternGetString(pattern, FC_FILE, 0, &file);
    FcPatternGetString(best, FC_FILE, 0, &other);
    return difference < 0 || (difference == 0 && FcStrCmp(file, other) < 0);
}

static FcPattern *
nearest(const struct fonts *fonts, const char *family, const struct request *request)
{
    const FcFontSet *set = FcConfigGetFonts(fonts->config, FcSetSystem);
    FcPattern *best = NULL;

    for (int i = 0; i < set->nfont; i++)
        if (has_family(set->fonts[i], family) && is_nearer(set->fonts[i], best, request))
            best = set->fonts[i];
    return best;
}

static bool
is_configured(const struct fonts *fonts, const char *family)
{
    g_autofree char *lower = g_utf8_strdown(family, -1);
    return g_hash_table_contains(fonts->families, lower);
}

/* True small capitals, where the face has them; never capitals made small. */
static char *
features_of(FcPattern *pattern, const struct request *request)
{
    GString *features = g_string_new(NULL);
    FcChar8 *feature;

    for (int n = 0; FcPatternGetString(pattern, FC_FONT_FEATURES, n, &feature) == FcResultMatch;
         n++)
        g_string_append_printf(features, "%s%s", n > 0 ? "," : "", feature);
    if (request->small_caps)
        g_string_append(features, features->len > 0 ? ",smcp" : "smcp");
    return g_string_free(features, FALSE);
}

static void
add_face(struct family_list *list, unsigned face)
{
    for (unsigned i = 0; i < list->faces->len; i++)
        if (g_array_index(list->faces, unsigned, i) == face)
            return;
    g_array_append_val(list->faces, face);
}

/* "Noto Sans has 400, 400 italic, 700" */
static char *
weights_of(const struct fonts *fonts, const char *family)
{
    const FcFontSet *set = FcConfigGetFonts(fonts->config, FcSetSystem);
    GString *weights = g_string_new(NULL);

    for (int upright = 1; upright >= 0; upright--)
        for (int weight = 1; weight <= 1000; weight++)
            for (int i = 0; i < set->nfont; i++)
                if (has_family(set->fonts[i], family) && weight_of(set->fonts[i]) == weight &&
                    is_italic(set->fonts[i]) == !upright)
                    g_string_append_printf(weights, "%s%d%s", weights->len > 0 ? ", " : "", weight,
                                           upright ? "" : " italic");
    return g_string_free(weights, FALSE);
}

/* The substituted pattern: its first family is that of the font, the others are fallbacks. */
static void
add_family(struct fonts *fonts, struct family_list *list, const char *name, FcPattern *pattern,
           const struct request *request)
{
    g_autofree char *features = features_of(pattern, request);
    FcChar8 *family;
    FcPatternGetString(pattern, FC_FAMILY, 0, &family);
    FcPattern *best = nearest(fonts, (const char *)family, request);

    if (list->faces->len == 0 && distance(best, request) != 0) {
        g_autofree char *weights = weights_of(fonts, (const char *)family);
        list->mismatch =
            g_strdup_printf("“%s” has no face of weight %d%s, only %s", name, request->weight,
                            request->italic ? " italic" : "", weights);
    }
    add_face(list, fonts_add(fonts, name, best, features));
}

static void
add_fallbacks(struct fonts *fonts, struct family_list *list, const struct request *request)
{
    FcPattern *pattern = FcPatternCreate();
    FcChar8 *family;

    FcConfigSubstitute(fonts->config, pattern, FcMatchPattern);
    for (int n = 0; FcPatternGetString(pattern, FC_FAMILY, n, &family) == FcResultMatch; n++) {
        FcPattern *best = nearest(fonts, (const char *)family, request);
        if (best != NULL)
            add_face(list, fonts_add(fonts, (const char *)family, best, ""));
    }
    FcPatternDestroy(pattern);
}

static struct family_list *
make_list(struct fonts *fonts, const struct request *request)
{
    struct family_list *list = g_new0(struct family_list, 1);
    g_auto(GStrv) names = g_strsplit(request->families, ",", -1);

    list->faces = g_array_new(FALSE, FALSE, sizeof(unsigned));
    for (unsigned i = 0; names[i] != NULL; i++) {
        const char *name = g_strstrip(names[i]);
        FcPattern *pattern = FcPatternCreate();
        FcChar8 *family;
        FcPatternAddString(pattern, FC_FAMILY, (const FcChar8 *)name);
        FcConfigSubstitute(fonts->config, pattern, FcMatchPattern);
        if (FcPatternGetString(pattern, FC_FAMILY, 0, &family) == FcResultMatch &&
            is_configured(fonts, (const char *)family))
            add_family(fonts, list, name, pattern, request);
        FcPatternDestroy(pattern);
    }
    if (list->faces->len == 0)
        list->unknown = g_strdup(request->families);
    add_fallbacks(fonts, list, request);
    if (list->faces->len == 0) {
        const FcFontSet *set = FcConfigGetFonts(fonts->config, FcSetSystem);
        add_face(list, fonts_add(fonts, "", set->fonts[0], ""));
    }
    return list;
}

/* Where fonts are replaced a family is reported once: without a line. */
static void
report(const struct family_list *list, bool lenient, struct place place, struct diag *diag)
{
    if (lenient)
        place = (struct place){.file = place.file};
    if (list->unknown != NULL)
        diag_report(diag, lenient ? DIAG_E0606 : DIAG_E0603, place,
                    "fonts/fonts.conf lists the families; add an alias there or correct the name",
                    "no font family of “%s” is configured", list->unknown);
    else if (list->mismatch != NULL)
        diag_report(diag, lenient ? DIAG_E0606 : DIAG_E0604, place,
                    "ask for a weight and slant that the family has", "%s", list->mismatch);
}

struct face_list
fonts_for_style(struct fonts *fonts, const struct fo_style *style, bool lenient, struct place place,
                struct diag *diag)
{
    const char *families = fo_string(style, FO_P_FONT_FAMILY);
    struct request request = {.families = families != NULL ? families : "",
                              .small_caps = fo_is(style, FO_P_FONT_VARIANT, FO_K_SMALL_CAPS),
                              .weight = fo_number(style, FO_P_FONT_WEIGHT, 400),
                              .italic = fo_is(style, FO_P_FONT_STYLE, FO_K_ITALIC) ||
                                        fo_is(style, FO_P_FONT_STYLE, FO_K_OBLIQUE)};
    g_autofree char *key = g_strdup_printf("%d%c%c%s", request.weight, request.italic ? 'i' : 'n',
                                           request.small_caps ? 's' : 'n', request.families);
    struct family_list *list = g_hash_table_lookup(fonts->lists, key);

    if (list == NULL) {
        list = make_list(fonts, &request);
        g_hash_table_insert(fonts->lists, g_steal_pointer(&key), list);
    }
    report(list, lenient, place, diag);
    return (struct face_list){(const unsigned *)list->faces->data, list->faces->len};
}
