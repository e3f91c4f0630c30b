#include "pdf/pdf.h"
#include "raster/raster.h"
#include "unit/pages_fixture.h"
#include "unit/test.h"

#include <png.h>
#include <stdio.h>

#include <jpeglib.h>

/* The two painters share no code but the pages that they paint. Where a third program, poppler,
 * sees the same in both, each is right about places, faces, colours and pictures. */

enum { DPI = 144, NEAR = 96 }; /* NEAR: of 255; smaller differences are those of smoothing */

static char *work;

static void
write_file(const char *path, const GByteArray *bytes)
{
    g_assert_true(g_file_set_contents(path, (const char *)bytes->data, bytes->len, NULL));
}

static guint8 *
read_grey(const char *path, png_image *image)
{
    *image = (png_image){.version = PNG_IMAGE_VERSION};
    g_assert_true(png_image_begin_read_from_file(image, path));
    image->format = PNG_FORMAT_GRAY;
    guint8 *pixels = g_malloc(PNG_IMAGE_SIZE(*image));
    g_assert_true(png_image_finish_read(image, NULL, pixels, 0, NULL));
    return pixels;
}

/* The fraction of pixels that are not near each other. */
static double
difference(const char *first, const char *second)
{
    png_image a, b;
    g_autofree guint8 *one = read_grey(first, &a), *two = read_grey(second, &b);
    unsigned count = 0, dark = 0;

    g_assert_cmpuint(a.width, ==, b.width);
    g_assert_cmpuint(a.height, ==, b.height);
    for (gsize i = 0; i < (gsize)a.width * a.height; i++) {
        count += ABS(one[i] - two[i]) > NEAR;
        dark += one[i] < 128;
    }
    g_assert_cmpuint(dark, >, 500); /* two empty pages would agree */
    return (double)count / ((double)a.width * a.height);
}

static void
paint_both(struct fixture *f, const char *pdf, const char *png)
{
    g_autoptr(diag) diag = diag_new();
    g_autoptr(GByteArray) file = g_byte_array_new(), picture = g_byte_array_new();
    struct pdf_options options = {.images = work};

    g_assert_true(pdf_paint(fixture_pages(f), &f->publication, &options, file, diag));
    g_assert_true(raster_paint(fixture_pages(f), 0, DPI, work, picture, diag));
    write_file(pdf, file);
    write_file(png, picture);
}

static void
assert_painters_agree(struct fixture *f, const char *name)
{
    g_autofree char *program = g_find_program_in_path("pdftocairo");
    g_autofree char *pdf = g_strdup_printf("%s/%s.pdf", work, name);
    g_autofree char *ours = g_strdup_printf("%s/%s-raster.png", work, name);
    g_autofree char *stem = g_strdup_printf("%s/%s", work, name);
    g_autofree char *theirs = g_strconcat(stem, ".png", NULL);
    g_autofree char *command =
        g_strdup_printf("pdftocairo -png -singlefile -r %d '%s' '%s'", DPI, pdf, stem);

    paint_both(f, pdf, ours);
    fixture_clear(f);
    if (program == NULL) {
        g_test_skip("no pdftocairo");
        return;
    }
    g_assert_true(g_spawn_command_line_sync(command, NULL, NULL, NULL, NULL));
    double part = difference(ours, theirs);
    g_test_message("%s: %.3f %% of the pixels differ", name, 100 * part);
    g_assert_cmpfloat(part, <, 0.002);
}

static void
start(struct fixture *f)
{
    fixture_init(f);
    fixture_page(f, 320, 220, "1");
}

static void
text_agrees(void)
{
    struct fixture f;
    start(&f);
    for (unsigned face = 0; face < 2; face++) {
        float y = face == 0 ? 30 : 120;
        fixture_line(&f, face, 16, 20, y, "AVATAR affiche l’œuvre", ARTIFACT_LAYOUT);
        fixture_line(&f, face, 9, 20, y + 20, "Le travail- ", ARTIFACT_LAYOUT)->colour = 0xB00020;
        fixture_line(&f, face, 11, 20, y + 40, "q\u0301a n\u0323\u0302o 24\u00A0mois",
                     ARTIFACT_LAYOUT);
        fixture_line(&f, face, 9, 20, y + 60, "ESPACES LARGES", ARTIFACT_LAYOUT)->letter_spacing =
            2.5f;
    }
    fixture_close_page(&f);
    assert_painters_agree(&f, "text");
}

static void
turned_text_agrees(void)
{
    struct fixture f;
    start(&f);
    for (unsigned turn = 0; turn < 4; turn++)
        fixture_line(&f, turn % 2, 14, 160, 110, "tourné deux", ARTIFACT_LAYOUT)->orientation =
            (guint16)(90 * turn);
    fixture_close_page(&f);
    assert_painters_agree(&f, "turned");
}

/* A part of a word, and words that do not stand where their advances lead. */
static void
parts_agree(void)
{
    struct fixture f;
    start(&f);
    fixture_line(&f, 0, 20, 20, 40, "Entsendebescheinigung", ARTIFACT_LAYOUT);
    struct piece *piece = &g_array_index(f.pieces, struct piece, 0);
    piece->glyph = 3;
    piece->glyph_end = 12;
    fixture_line(&f, 0, 20, 20, 80, "un deux trois quatre", ARTIFACT_LAYOUT);
    for (unsigned i = 2; i < 5; i++)
        g_array_index(f.pieces, struct piece, i).x += 17.3f * (float)(i - 1);
    fixture_close_page(&f);
    assert_painters_agree(&f, "parts");
}

/* ---- Pictures: 96 × 64 pixels, a ramp from left to right and another colour in the lower half
 * ---- */

enum { WIDE = 96, HIGH = 64 };

static void
write_png(void)
{
    g_autofree char *path = g_build_filename(work, "picture.png", NULL);
    png_image image = {
        .version = PNG_IMAGE_VERSION, .width = WIDE, .height = HIGH, .format = PNG_FORMAT_RGBA};
    guint8 pixels[HIGH][WIDE][4];

    for (unsigned y = 0; y < HIGH; y++) {
        for (unsigned x = 0; x < WIDE; x++) {
            guint8 pixel[4] = {(guint8)(x * 2), y < HIGH / 2 ? 40 : 200, 90, (guint8)(255 - x)};
            memcpy(pixels[y][x], pixel, 4);
        }
    }
    g_assert_true(png_image_write_to_file(&image, path, 0, pixels, 0, NULL));
}

/* Of four components libjpeg makes what Adobe does: a marker, and ink upside down. */
static void
write_jpeg(const char *name, int components)
{
    g_autofree char *path = g_build_filename(work, name, NULL);
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    FILE *file = fopen(path, "wb");

    g_assert_nonnull(file);
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_stdio_dest(&jpeg, file);
    jpeg.image_width = WIDE;
    jpeg.image_height = HIGH;
    jpeg.input_components = components;
    jpeg.in_color_space = components == 4 ? JCS_CMYK : JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    for (unsigned y = 0; y < HIGH; y++) {
        JSAMPLE samples[WIDE * 4] = {0}, *row = samples;
        for (unsigned x = 0; x < WIDE; x++) {
            guint8 rgb[3] = {(guint8)(x * 2), y < HIGH / 2 ? 40 : 200, 90};
            guint8 ink[4] = {255, 255, 255, (guint8)(y < HIGH / 2 ? 255 - x * 2 : 0)};
            memcpy(samples + x * (unsigned)components, components == 4 ? ink : rgb,
                   (size_t)components);
        }
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    g_assert_cmpint(fclose(file), ==, 0);
}

static void
rectangles_and_pictures_agree(void)
{
    struct fixture f;
    struct rectangle rectangles[] = {{-9, -9, 338, 50, 0x1F4E79, ARTIFACT_BACKGROUND},
                                     {20, 60, 200, 0.75f, 0, ARTIFACT_LAYOUT},
                                     {20, 70.5f, 50.25f, 30, 0x808080, ARTIFACT_LAYOUT}};
    struct image_file files[] = {{"picture.png"}, {"picture.jpg"}, {"picture-cmyk.jpg"}};
    struct image images[] = {{20, 110, 72, 64, 0, ARTIFACT_LAYOUT},
                             {100, 110, 96, 64, 1, ARTIFACT_LAYOUT},
                             {210, 110, 96, 64, 2, ARTIFACT_LAYOUT}};
    write_png();
    write_jpeg("picture.jpg", 3);
    write_jpeg("picture-cmyk.jpg", 4);
    start(&f);
    g_array_append_vals(f.rectangles, rectangles, G_N_ELEMENTS(rectangles));
    g_array_append_vals(f.images, images, G_N_ELEMENTS(images));
    g_array_append_vals(f.files, files, G_N_ELEMENTS(files));
    fixture_line(&f, 1, 14, 20, 30, "Titre", ARTIFACT_LAYOUT)->colour = 0xFFFFFF;
    fixture_close_page(&f);
    assert_painters_agree(&f, "pictures");
}

static void
same_page_same_bytes(void)
{
    g_autoptr(diag) diag = diag_new();
    g_autoptr(GByteArray) first = g_byte_array_new(), second = g_byte_array_new();
    struct fixture f;

    start(&f);
    fixture_line(&f, 0, 20, 20, 40, "Deux fois", ARTIFACT_LAYOUT);
    fixture_close_page(&f);
    g_byte_array_append(second, (const guint8 *)"x", 1);
    g_assert_true(raster_paint(fixture_pages(&f), 0, 96, ".", first, diag));
    g_assert_true(raster_paint(fixture_pages(&f), 0, 96, ".", second, diag));
    g_assert_cmpmem(first->data, first->len, second->data + 1, second->len - 1);
    g_assert_false(raster_paint(fixture_pages(&f), 0, 1e5, ".", first, diag));
    g_assert_cmpuint(diag_count(diag, DIAG_ERROR), ==, 1);
    fixture_clear(&f);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    work = g_dir_make_tmp("fichepress-XXXXXX", NULL);
    g_test_add_func("/painters/text", text_agrees);
    g_test_add_func("/painters/turned", turned_text_agrees);
    g_test_add_func("/painters/parts", parts_agree);
    g_test_add_func("/painters/pictures", rectangles_and_pictures_agree);
    g_test_add_func("/raster/same-page-same-bytes", same_page_same_bytes);
    int status = g_test_run();
    g_autofree char *remove = g_strdup_printf("rm -rf '%s'", work);
    if (g_getenv("KEEP") == NULL)
        g_assert_true(g_spawn_command_line_sync(remove, NULL, NULL, NULL, NULL));
    g_free(work);
    return status;
}
