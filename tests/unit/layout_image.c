#include "layout/image_int.h"

#include <png.h>

#include <glib/gstdio.h>
#include <jpeglib.h>

#include "unit/findings.h"
#include "unit/fo_sample.h"
#include "unit/test.h"

/* ---- Pictures made here ---- */

static GBytes *
make_png(unsigned width, unsigned height, int colour, unsigned per_metre)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    g_autofree guint8 *row = g_malloc0((size_t)width * 4);

    png_init_io(png, stream);
    png_set_IHDR(png, info, width, height, 8, colour, PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    if (per_metre > 0)
        png_set_pHYs(png, info, per_metre, per_metre * 2, PNG_RESOLUTION_METER);
    png_write_info(png, info);
    for (unsigned y = 0; y < height; y++)
        png_write_row(png, row);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    fclose(stream);
    GBytes *bytes = g_bytes_new(text, size);
    free(text);
    return bytes;
}

static GBytes *
make_jpeg(unsigned width, unsigned height, int components, bool progressive, unsigned density)
{
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    unsigned char *text = NULL;
    unsigned long size = 0;
    g_autofree JSAMPLE *samples = g_malloc0((size_t)width * 4);
    JSAMPROW row = samples;

    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_mem_dest(&jpeg, &text, &size);
    jpeg.image_width = width;
    jpeg.image_height = height;
    jpeg.input_components = components;
    jpeg.in_color_space = components == 4 ? JCS_CMYK : components == 3 ? JCS_RGB : JCS_GRAYSCALE;
    jpeg_set_defaults(&jpeg);
    jpeg.density_unit = 2; /* a centimetre */
    jpeg.X_density = jpeg.Y_density = (UINT16)density;
    if (progressive)
        jpeg_simple_progression(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    while (jpeg.next_scanline < height)
        jpeg_write_scanlines(&jpeg, &row, 1);
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    GBytes *bytes = g_bytes_new(text, size);
    free(text);
    return bytes;
}

/* ---- Headers ---- */

static bool
reads(GBytes *bytes, struct picture *picture, const char *finding)
{
    g_autoptr(diag) diag = diag_new();
    const bool good = picture_read(bytes, "a.bin", picture, diag);
    g_autofree char *found = findings(diag);
    g_assert_cmpstr(found, ==, finding);
    g_assert_true(good == (*finding == '\0'));
    return good;
}

static void
test_png_header(void)
{
    struct picture picture;
    g_autoptr(GBytes) rgba = make_png(30, 20, PNG_COLOR_TYPE_RGB_ALPHA, 0);
    g_assert_true(reads(rgba, &picture, ""));
    g_assert_cmpint(picture.kind, ==, PICTURE_PNG);
    g_assert_cmpuint(picture.width, ==, 30);
    g_assert_cmpuint(picture.height, ==, 20);
    g_assert_cmpuint(picture.components, ==, 3);
    g_assert_true(picture.alpha);
    g_assert_cmpfloat(picture.dpi_x, ==, 0);

    g_autoptr(GBytes) grey = make_png(30, 20, PNG_COLOR_TYPE_GRAY, 5000);
    g_assert_true(reads(grey, &picture, ""));
    g_assert_cmpuint(picture.components, ==, 1);
    g_assert_false(picture.alpha);
    g_assert_cmpfloat_with_epsilon(picture.dpi_x, 127, 1e-6);
    g_assert_cmpfloat_with_epsilon(picture.dpi_y, 254, 1e-6);
}

static void
test_jpeg_header(void)
{
    static const struct {
        int components;
        bool progressive;
    } cases[] = {{1, false}, {3, false}, {3, true}, {4, true}};

    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct picture picture;
        g_autoptr(GBytes) bytes = make_jpeg(17, 5, cases[i].components, cases[i].progressive, 100);
        g_assert_true(reads(bytes, &picture, ""));
        g_assert_cmpint(picture.kind, ==, PICTURE_JPEG);
        g_assert_cmpuint(picture.width, ==, 17);
        g_assert_cmpuint(picture.height, ==, 5);
        g_assert_cmpuint(picture.components, ==, (unsigned)cases[i].components);
        g_assert_true(picture.inverted == (cases[i].components == 4));
        if (cases[i].components != 4) /* Adobe's marker stands in place of JFIF's */
            g_assert_cmpfloat_with_epsilon(picture.dpi_x, 254, 1e-6);
    }
}

/* The limits stand before any pixel is decoded: only the header is made larger. */
static void
test_limits(void)
{
    struct picture picture;
    g_autoptr(GBytes) wide = make_png(10001, 1, PNG_COLOR_TYPE_GRAY, 0);
    reads(wide, &picture, "a.bin:1: error[E0704]: a.bin: 10001 × 1 pixels are too many\n");
    g_autoptr(GBytes) large = make_png(10000, 5001, PNG_COLOR_TYPE_GRAY, 0);
    reads(large, &picture, "a.bin:1: error[E0704]: a.bin: 10000 × 5001 pixels are too many\n");
    g_autoptr(GBytes) fits = make_png(10000, 5000, PNG_COLOR_TYPE_GRAY, 0);
    reads(fits, &picture, "");
    g_autoptr(GBytes) gif = g_bytes_new_static("GIF89a..........", 16);
    reads(gif, &picture, "a.bin:1: error[E0704]: a.bin: neither a PNG nor a JPEG picture\n");
    g_autoptr(GBytes) nothing = g_bytes_new_static("\xFF\xD8\xFF", 3);
    reads(nothing, &picture, "a.bin:1: error[E0704]: a.bin: neither a PNG nor a JPEG picture\n");
}

/* ---- Sizes: a picture of 40 × 20 px, 30 × 15 pt, in 100 pt of width ---- */

static void
fit(const char *attributes, const char *expected)
{
    const struct picture picture = {.width = 40, .height = 20};
    g_autoptr(diag) diag = diag_new();
    g_autofree char *text =
        g_strdup_printf(SAMPLE_HEAD "<fo:block><fo:external-graphic id='x' src='a.png' %s/>"
                                    "</fo:block>" SAMPLE_FOOT,
                        attributes);
    xmlDoc *doc = xml_read_memory("a.fo", text, strlen(text), diag);
    g_autoptr(fo_document) document = fo_parse(doc, diag);
    xml_free(doc);
    g_assert_nonnull(document);
    const struct image_box box = image_fit(fo_find(document, "x")->style, &picture, 100, 0);
    g_autofree char *got = g_strdup_printf("%g %g %g %g", box.width, box.height, box.content_width,
                                           box.content_height);
    if (strcmp(got, expected) != 0) {
        g_test_fail();
        g_test_message("%s: got %s, expected %s", attributes, got, expected);
    }
}

static void
test_fit(void)
{
    fit("", "30 15 30 15");
    fit("content-width='60pt'", "60 30 60 30");
    fit("content-height='200%'", "60 30 60 30");
    fit("content-width='50%' content-height='100%'", "15 7.5 15 7.5");
    fit("content-width='50%' content-height='100%' scaling='non-uniform'", "15 15 15 15");
    fit("width='80pt'", "80 15 30 15");
    fit("width='80%' content-width='scale-to-fit'", "80 40 80 40");
    fit("width='20pt' content-width='scale-down-to-fit'", "20 10 20 10");
    fit("width='80pt' content-width='scale-down-to-fit'", "80 15 30 15");
    fit("width='20pt' content-width='scale-up-to-fit'", "20 15 30 15");
    fit("height='60pt' content-height='scale-to-fit'", "120 60 120 60");
    fit("height='50%' content-height='scale-to-fit'", "30 15 30 15");
    fit("width='60pt' height='10pt' content-width='scale-to-fit' content-height='scale-to-fit'",
        "60 10 20 10");
    fit("content-width='scale-to-fit'", "30 15 30 15");
}

static void
test_density(void)
{
    struct picture picture = {.width = 300, .height = 300, .dpi_x = 300, .dpi_y = 150};
    struct fo_style style = {0};
    style.value[FO_P_WIDTH] = style.value[FO_P_HEIGHT] = style.value[FO_P_CONTENT_WIDTH] =
        style.value[FO_P_CONTENT_HEIGHT] =
            (struct fo_value){.unit = FO_KEYWORD_VALUE, .keyword = FO_K_AUTO};
    const struct image_box box = image_fit(&style, &picture, 0, 0);
    g_assert_cmpfloat(box.width, ==, 72);
    g_assert_cmpfloat(box.height, ==, 144);
}

/* A file is read once; what is wrong with it is said once. */
static void
test_cache(void)
{
    g_autofree char *directory = g_dir_make_tmp("fichepress-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(directory, "a.png", NULL);
    g_autoptr(diag) diag = diag_new();
    g_autoptr(images) images = images_new(directory);
    g_autoptr(GBytes) bytes = make_png(3, 2, PNG_COLOR_TYPE_RGB, 0);

    g_file_set_contents(path, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes), NULL);
    const struct picture *picture = images_find(images, "a.png", diag);
    g_assert_nonnull(picture);
    g_assert_cmpuint(picture->width, ==, 3);
    g_assert_true(images_find(images, "a.png", diag) == picture);
    g_assert_cmpuint(diag_count(diag, DIAG_NOTE), ==, 0);
    g_assert_null(images_find(images, "b.png", diag));
    g_assert_null(images_find(images, "b.png", diag));
    g_assert_cmpuint(diag_count(diag, DIAG_ERROR), ==, 1);
    g_assert_null(images_find(images, "../a.png", diag));
    g_assert_cmpuint(diag_count(diag, DIAG_ERROR), ==, 2);
    g_unlink(path);
    g_rmdir(directory);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/picture/png", test_png_header);
    g_test_add_func("/picture/jpeg", test_jpeg_header);
    g_test_add_func("/picture/limits", test_limits);
    g_test_add_func("/image/fit", test_fit);
    g_test_add_func("/image/density", test_density);
    g_test_add_func("/image/cache", test_cache);
    return g_test_run();
}
