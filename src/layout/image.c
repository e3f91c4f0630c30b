#include "layout/image_int.h"

#include "base/file.h"

struct images {
    char *directory;
    GHashTable *known; /* src → struct picture, NULL where it cannot be used */
};

struct images *
images_new(const char *directory)
{
    struct images *images = g_new0(struct images, 1);
    images->directory = g_strdup(directory);
    images->known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    return images;
}

void
images_free(struct images *images)
{
    if (!images)
        return;
    g_free(images->directory);
    g_hash_table_destroy(images->known);
    g_free(images);
}

const struct picture *
images_find(struct images *images, const char *src, struct diag *diag)
{
    gpointer found = NULL;

    if (g_hash_table_lookup_extended(images->known, src, NULL, &found))
        return found;
    g_autoptr(GBytes) file = file_read(images->directory, src, FILE_LIMIT, diag);
    g_autofree struct picture *picture = g_new0(struct picture, 1);
    if (!file || !picture_read(file, src, picture, diag))
        g_clear_pointer(&picture, g_free);
    g_hash_table_insert(images->known, g_strdup(src), picture);
    return g_steal_pointer(&picture);
}

/* ---- Sizes ---- */

/* One direction: the area's size (0: as its content, within least and most) and what content-width
 * or -height makes of the natural size (0: nothing, it follows the other direction). */
struct extent {
    double natural, area, content, least, most;
};

static double
natural_size(unsigned pixels, double dpi)
{
    return pixels * 72 / (dpi > 0 ? dpi : 96);
}

static double
scaled_to(enum fo_keyword keyword, double natural, double area)
{
    if (area <= 0)
        return 0;
    switch (keyword) {
    case FO_K_SCALE_TO_FIT:
        return area;
    case FO_K_SCALE_DOWN_TO_FIT:
        return MIN(natural, area);
    case FO_K_SCALE_UP_TO_FIT:
        return MAX(natural, area);
    default:
        return 0;
    }
}

/* otherwise: where the value is no length, or a percentage of what is not known. */
static double
known(const struct fo_style *style, enum fo_property property, double base, double otherwise)
{
    bool unknown = base <= 0 && style->value[property].unit != FO_LENGTH;

    return unknown ? otherwise : fo_pt(style, property, base, otherwise);
}

/* What is scaled to fit an area without a size of its own fits its limits. */
static double
room_for(const struct extent *extent, enum fo_keyword keyword)
{
    if (extent->area > 0)
        return extent->area;
    if (keyword == FO_K_SCALE_UP_TO_FIT)
        return extent->least;
    return extent->most < G_MAXDOUBLE ? extent->most : extent->least;
}

static struct extent
extent_of(const struct fo_style *style, double natural, enum fo_property area,
          enum fo_property content, double base)
{
    bool block = area == FO_P_HEIGHT;
    struct extent extent = {.natural = natural,
                            .area = known(style, area, base, 0),
                            .least = known(style,
                                           block ? FO_P_BLOCK_PROGRESSION_DIMENSION_MINIMUM
                                                 : FO_P_INLINE_PROGRESSION_DIMENSION_MINIMUM,
                                           base, 0),
                            .most = known(style,
                                          block ? FO_P_BLOCK_PROGRESSION_DIMENSION_MAXIMUM
                                                : FO_P_INLINE_PROGRESSION_DIMENSION_MAXIMUM,
                                          base, G_MAXDOUBLE)};
    enum fo_keyword keyword = style->value[content].keyword;

    if (style->value[content].unit == FO_KEYWORD_VALUE)
        extent.content = scaled_to(keyword, natural, room_for(&extent, keyword));
    else
        extent.content = fo_pt(style, content, natural, 0);
    return extent;
}

static double
area_size(const struct extent *extent, double content)
{
    return extent->area > 0 ? extent->area
                            : CLAMP(content, extent->least, MAX(extent->least, extent->most));
}

/* Uniform: one factor for both directions, the smaller where both ask for one. */
struct image_box
image_fit(const struct fo_style *style, const struct picture *picture, double base,
          double base_height)
{
    const struct extent x = extent_of(style, natural_size(picture->width, picture->dpi_x),
                                      FO_P_WIDTH, FO_P_CONTENT_WIDTH, base);
    const struct extent y = extent_of(style, natural_size(picture->height, picture->dpi_y),
                                      FO_P_HEIGHT, FO_P_CONTENT_HEIGHT, base_height);
    double x_factor = x.content > 0 ? x.content / x.natural : 0;
    double y_factor = y.content > 0 ? y.content / y.natural : 0;

    if (x_factor <= 0 && y_factor <= 0)
        x_factor = y_factor = 1;
    else if (x_factor <= 0)
        x_factor = y_factor;
    else if (y_factor <= 0)
        y_factor = x_factor;
    if (fo_is(style, FO_P_SCALING, FO_K_UNIFORM))
        x_factor = y_factor = MIN(x_factor, y_factor);
    const double width = x.natural * x_factor, height = y.natural * y_factor;
    return (struct image_box){area_size(&x, width), area_size(&y, height), width, height};
}
