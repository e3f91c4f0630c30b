#include "base/picture.h"
#include "unit/test.h"

#include <png.h>
#include <string.h>

/* A PNG of 3 × 2 pixels in a format of libpng, all samples the same. */
static GBytes *
make_png(png_uint_32 format, guint8 sample)
{
    png_image image = {.version = PNG_IMAGE_VERSION, .width = 3, .height = 2, .format = format};
    guint8 pixels[3 * 2 * 4];
    guint8 file[4096];
    png_alloc_size_t size = sizeof file;

    memset(pixels, sample, sizeof pixels);
    g_assert_true(png_image_write_to_memory(&image, file, &size, 0, pixels, 0, NULL));
    return g_bytes_new(file, size);
}

static void
assert_picture(GBytes *file, unsigned components, bool alpha, bool mask)
{
    g_autoptr(diag) diag = diag_new();
    struct picture picture;
    struct pixels pixels;

    g_assert_true(picture_read(file, "a.png", &picture, diag));
    g_assert_cmpuint(picture.width, ==, 3);
    g_assert_cmpuint(picture.height, ==, 2);
    g_assert_cmpuint(picture.components, ==, components);
    g_assert_cmpint(picture.alpha, ==, alpha);
    g_assert_true(picture_decode(file, "a.png", &picture, &pixels, diag));
    g_assert_cmpint(pixels.alpha != NULL, ==, mask);
    pixels_clear(&pixels);
    g_bytes_unref(file);
}

static void
kinds_of_png(void)
{
    assert_picture(make_png(PNG_FORMAT_GRAY, 10), 1, false, false);
    assert_picture(make_png(PNG_FORMAT_RGB, 10), 3, false, false);
    assert_picture(make_png(PNG_FORMAT_RGBA, 10), 3, true, true);
    assert_picture(make_png(PNG_FORMAT_GA, 255), 1, true, false); /* nothing is hidden */
}

/* pHYs of 11811 pixels a metre is 300 an inch. */
static void
density_of_png(void)
{
    static const guint8 chunk[] = {0,    0, 0, 9,    'p',  'H', 'Y',  's',  0,    0,   0x2E,
                                   0x23, 0, 0, 0x2E, 0x23, 1,   0x78, 0xA5, 0x3F, 0x76};
    g_autoptr(GBytes) plain = make_png(PNG_FORMAT_RGB, 1);
    g_autoptr(GByteArray) with = g_byte_array_new();
    g_autoptr(diag) diag = diag_new();
    enum { HEADER = 8 + 25 };
    struct picture picture;
    gsize size;
    const guint8 *bytes = g_bytes_get_data(plain, &size);

    g_byte_array_append(with, bytes, HEADER);
    g_byte_array_append(with, chunk, sizeof chunk);
    g_byte_array_append(with, bytes + HEADER, (guint)(size - HEADER));
    g_autoptr(GBytes) file = g_bytes_new(with->data, with->len);
    g_assert_true(picture_read(file, "a.png", &picture, diag));
    g_assert_cmpfloat_with_epsilon(picture.dpi_x, 300, 0.01);
    g_assert_true(picture_read(plain, "a.png", &picture, diag));
    g_assert_cmpfloat(picture.dpi_x, ==, 0);
}

/* Cut short anywhere, a picture is refused, by the header or by decoding. */
static void
cut_short(void)
{
    g_autoptr(GBytes) whole = make_png(PNG_FORMAT_RGB, 7);

    for (gsize length = 1; length < g_bytes_get_size(whole) - 12; length++) {
        g_autoptr(diag) diag = diag_new();
        g_autoptr(GBytes) part = g_bytes_new_from_bytes(whole, 0, length);
        struct picture picture;
        struct pixels pixels;
        bool good = picture_read(part, "a.png", &picture, diag) &&
                    picture_decode(part, "a.png", &picture, &pixels, diag);
        g_assert_false(good);
        g_assert_cmpuint(diag_count(diag, DIAG_ERROR), ==, 1);
    }
}

static void
other_files(void)
{
    static const char *const files[] = {"GIF89a......", "<svg/>", "\xFF\xD8\xFF\xE0 broken", "x"};

    for (unsigned i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autoptr(diag) diag = diag_new();
        g_autoptr(GBytes) file = g_bytes_new(files[i], strlen(files[i]));
        struct picture picture;
        g_assert_false(picture_read(file, "a.png", &picture, diag));
        g_assert_cmpuint(diag_count(diag, DIAG_ERROR), ==, 1);
    }
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/picture/kinds", kinds_of_png);
    g_test_add_func("/picture/density", density_of_png);
    g_test_add_func("/picture/cut-short", cut_short);
    g_test_add_func("/picture/others", other_files);
    return g_test_run();
}
