#include "base/picture.h"

#include <png.h>
#include <setjmp.h>
#include <string.h>

#include <jpeglib.h>

enum { LARGEST_SIDE = 10000, LARGEST_AREA = 50000000 };

static const guint8 png_signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

G_GNUC_PRINTF(3, 4)
static bool
refuse(const char *path, struct diag *diag, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    diag_report(diag, DIAG_E0704, (struct place){.file = path},
                "export the picture again, as PNG or JPEG", "%s: %s", path, message);
    return false;
}

/* ---- PNG ---- */

static guint32
big_endian(const guint8 *bytes)
{
    return (guint32)bytes[0] << 24 | (guint32)bytes[1] << 16 | (guint32)bytes[2] << 8 | bytes[3];
}

/* The density stands in a chunk before the image data (PNG, 3rd edition, §11.3.4.3). */
static void
read_png_density(const guint8 *bytes, gsize size, struct picture *picture)
{
    enum { HEAD = 8, FRAME = 12, PER_METRE = 1 };
    static const double inch = 0.0254;

    for (gsize at = sizeof png_signature; at + FRAME <= size;) {
        guint32 length = big_endian(bytes + at);
        const guint8 *data = bytes + at + HEAD;
        if (length > size - at - FRAME || memcmp(data - 4, "IDAT", 4) == 0)
            return;
        if (memcmp(data - 4, "pHYs", 4) == 0 && length == 9 && data[8] == PER_METRE) {
            picture->dpi_x = big_endian(data) * inch;
            picture->dpi_y = big_endian(data + 4) * inch;
        }
        at += length + FRAME;
    }
}

static bool
read_png(GBytes *file, const char *path, struct picture *picture, struct diag *diag)
{
    gsize size;
    const void *bytes = g_bytes_get_data(file, &size);
    png_image image = {.version = PNG_IMAGE_VERSION};

    if (!png_image_begin_read_from_memory(&image, bytes, size))
        return refuse(path, diag, "%s", image.message);
    *picture = (struct picture){.kind = PICTURE_PNG,
                                .width = image.width,
                                .height = image.height,
                                .components = image.format & PNG_FORMAT_FLAG_COLOR ? 3 : 1,
                                .alpha = image.format & PNG_FORMAT_FLAG_ALPHA};
    png_image_free(&image);
    read_png_density(bytes, size, picture);
    return true;
}

/* Takes the alpha out of rows of colour and alpha; one that hides nothing is no alpha. */
static void
split_alpha(const struct picture *picture, const guint8 *mixed, struct pixels *pixels)
{
    gsize count = (gsize)picture->width * picture->height;
    guint8 *colour = pixels->colour = g_malloc(count * picture->components);
    guint8 *alpha = pixels->alpha = g_malloc(count), all = 255;

    for (gsize i = 0; i < count; i++) {
        for (unsigned k = 0; k < picture->components; k++)
            *colour++ = *mixed++;
        all &= *mixed;
        *alpha++ = *mixed++;
    }
    if (all == 255)
        g_clear_pointer(&pixels->alpha, g_free);
}

static bool
decode_png(GBytes *file, const char *path, const struct picture *picture, struct pixels *pixels,
           struct diag *diag)
{
    gsize size;
    const void *bytes = g_bytes_get_data(file, &size);
    png_image image = {.version = PNG_IMAGE_VERSION};

    if (!png_image_begin_read_from_memory(&image, bytes, size))
        return refuse(path, diag, "%s", image.message);
    image.format = (picture->components == 3 ? PNG_FORMAT_FLAG_COLOR : 0) |
                   (picture->alpha ? PNG_FORMAT_FLAG_ALPHA : 0);
    g_autofree guint8 *samples = g_malloc(PNG_IMAGE_SIZE(image));
    if (!png_image_finish_read(&image, NULL, samples, 0, NULL))
        return refuse(path, diag, "%s", image.message);
    if (picture->alpha)
        split_alpha(picture, samples, pixels);
    else
        pixels->colour = g_steal_pointer(&samples);
    return true;
}

/* ---- JPEG ---- */

/* libjpeg reports by a jump; the message waits here. A warning is damage too. */
struct jpeg {
    struct jpeg_decompress_struct state;
    struct jpeg_error_mgr errors;
    jmp_buf failed;
    char message[JMSG_LENGTH_MAX];
};

static void
jpeg_failed(j_common_ptr state)
{
    struct jpeg *jpeg = state->client_data;

    jpeg->errors.format_message(state, jpeg->message);
    longjmp(jpeg->failed, 1);
}

static void
jpeg_message(j_common_ptr state, int level)
{
    if (level < 0)
        jpeg_failed(state);
}

static void
jpeg_open(struct jpeg *jpeg, GBytes *file)
{
    gsize size;
    const guint8 *bytes = g_bytes_get_data(file, &size);

    jpeg->state.err = jpeg_std_error(&jpeg->errors);
    jpeg->errors.error_exit = jpeg_failed;
    jpeg->errors.emit_message = jpeg_message;
    jpeg->state.client_data = jpeg;
    jpeg_create_decompress(&jpeg->state);
    jpeg_mem_src(&jpeg->state, bytes, size);
    jpeg_save_markers(&jpeg->state, JPEG_APP0 + 2, 0xFFFF);
    jpeg_read_header(&jpeg->state, TRUE);
}

static struct jpeg *
jpeg_new(void)
{
    return g_new0(struct jpeg, 1);
}

static void
jpeg_free(struct jpeg *jpeg)
{
    jpeg_destroy_decompress(&jpeg->state);
    g_free(jpeg);
}

typedef struct jpeg jpeg;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(jpeg, jpeg_free)

static bool
read_jpeg(GBytes *file, const char *path, struct picture *picture, struct diag *diag)
{
    enum { PER_INCH = 1, PER_CENTIMETRE = 2 };
    g_autoptr(jpeg) jpeg = jpeg_new();
    const struct jpeg_decompress_struct *state = &jpeg->state;

    if (setjmp(jpeg->failed) != 0)
        return refuse(path, diag, "%s", jpeg->message);
    jpeg_open(jpeg, file);
    double unit = state->density_unit == PER_INCH         ? 1
                  : state->density_unit == PER_CENTIMETRE ? 2.54
                                                          : 0;
    *picture = (struct picture){.kind = PICTURE_JPEG,
                                .width = state->image_width,
                                .height = state->image_height,
                                .components = (unsigned)state->num_components,
                                .inverted = state->num_components == 4 && state->saw_Adobe_marker,
                                .dpi_x = state->X_density * unit,
                                .dpi_y = state->Y_density * unit};
    return true;
}

static bool
decode_jpeg(GBytes *file, const char *path, const struct picture *picture, struct pixels *pixels,
            struct diag *diag)
{
    g_autoptr(jpeg) jpeg = jpeg_new();
    struct jpeg_decompress_struct *state = &jpeg->state;
    gsize stride = (gsize)picture->width * picture->components;

    pixels->colour = g_malloc(stride * picture->height);
    if (setjmp(jpeg->failed) != 0) {
        pixels_clear(pixels);
        return refuse(path, diag, "%s", jpeg->message);
    }
    jpeg_open(jpeg, file);
    state->out_color_space = picture->components == 4   ? JCS_CMYK
                             : picture->components == 3 ? JCS_RGB
                                                        : JCS_GRAYSCALE;
    jpeg_start_decompress(state);
    while (state->output_scanline < state->output_height) {
        JSAMPROW row = pixels->colour + stride * state->output_scanline;
        jpeg_read_scanlines(state, &row, 1);
    }
    jpeg_finish_decompress(state);
    for (gsize i = 0; picture->inverted && i < stride * picture->height; i++)
        pixels->colour[i] = 255 - pixels->colour[i];
    return true;
}

GBytes *
picture_profile(GBytes *file)
{
    g_autoptr(jpeg) jpeg = jpeg_new();
    JOCTET *profile = NULL;
    unsigned size;

    if (setjmp(jpeg->failed) != 0)
        return NULL;
    jpeg_open(jpeg, file);
    if (!jpeg_read_icc_profile(&jpeg->state, &profile, &size))
        return NULL;
    return g_bytes_new_with_free_func(profile, size, free, profile);
}

/* ---- Both ---- */

static bool
starts_with(GBytes *file, const void *signature, gsize length)
{
    gsize size;
    const void *bytes = g_bytes_get_data(file, &size);
    return size > length && memcmp(bytes, signature, length) == 0;
}

bool
picture_read(GBytes *file, const char *path, struct picture *picture, struct diag *diag)
{
    if (starts_with(file, png_signature, sizeof png_signature)) {
        if (!read_png(file, path, picture, diag))
            return false;
    } else if (starts_with(file, "\xFF\xD8\xFF", 3)) {
        if (!read_jpeg(file, path, picture, diag))
            return false;
    } else {
        return refuse(path, diag, "neither a PNG nor a JPEG picture");
    }
    if (picture->width == 0 || picture->height == 0 || picture->width > LARGEST_SIDE ||
        picture->height > LARGEST_SIDE || (guint64)picture->width * picture->height > LARGEST_AREA)
        return refuse(path, diag, "%u × %u pixels are too many", picture->width, picture->height);
    if (picture->components != 1 && picture->components != 3 && picture->components != 4)
        return refuse(path, diag, "%u components of colour", picture->components);
    return true;
}

bool
picture_decode(GBytes *file, const char *path, const struct picture *picture, struct pixels *pixels,
               struct diag *diag)
{
    *pixels = (struct pixels){NULL};
    return picture->kind == PICTURE_PNG ? decode_png(file, path, picture, pixels, diag)
                                        : decode_jpeg(file, path, picture, pixels, diag);
}

void
pixels_clear(struct pixels *pixels)
{
    g_clear_pointer(&pixels->colour, g_free);
    g_clear_pointer(&pixels->alpha, g_free);
}
