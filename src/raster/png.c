/* PNG (ISO/IEC 15948), of the one kind that is needed. Pages are flat: most rows are the one above,
 * so each is written as its difference from it (filter "up"), and libdeflate packs the zeros. By
 * libpng, which tries every filter on every row and packs with zlib, covers took a fifth of an
 * edition's time. */
#include "raster/raster_int.h"

#include <libdeflate.h>
#include <math.h>
#include <string.h>

enum { LEVEL = 6, SAMPLES = 3, UP = 2 };

static void
put_word(GByteArray *out, guint32 value)
{
    guint8 bytes[4] = {(guint8)(value >> 24), (guint8)(value >> 16), (guint8)(value >> 8),
                       (guint8)value};
    g_byte_array_append(out, bytes, sizeof bytes);
}

static void
put_chunk(GByteArray *out, const char *type, const void *data, gsize size)
{
    guint start = out->len + 4;

    put_word(out, (guint32)size);
    g_byte_array_append(out, (const guint8 *)type, 4);
    g_byte_array_append(out, data, (guint)size);
    put_word(out, libdeflate_crc32(0, out->data + start, size + 4));
}

static void
put_header(GByteArray *out, guint32 width, guint32 height)
{
    static const guint8 kind[] = {8, 2, 0, 0, 0}; /* eight bits, RGB, not interlaced */
    g_autoptr(GByteArray) header = g_byte_array_new();

    put_word(header, width);
    put_word(header, height);
    g_byte_array_append(header, kind, sizeof kind);
    put_chunk(out, "IHDR", header->data, header->len);
}

static void
put_density(GByteArray *out, double dpi)
{
    static const guint8 per_metre = 1;
    g_autoptr(GByteArray) density = g_byte_array_new();
    guint32 value = (guint32)lround(dpi / 0.0254);

    put_word(density, value);
    put_word(density, value);
    g_byte_array_append(density, &per_metre, 1);
    put_chunk(out, "pHYs", density->data, density->len);
}

static void
filter_row(const guint32 *row, const guint32 *above, guint32 width, guint8 *to)
{
    *to++ = UP;
    for (guint32 x = 0; x < width; x++, to += SAMPLES) {
        guint32 old = above != NULL ? above[x] : 0;
        to[0] = (guint8)((row[x] >> 16) - (old >> 16));
        to[1] = (guint8)((row[x] >> 8) - (old >> 8));
        to[2] = (guint8)(row[x] - old);
    }
}

static void
put_data(GByteArray *out, const void *bytes, gsize size)
{
    struct libdeflate_compressor *deflater = libdeflate_alloc_compressor(LEVEL);
    g_assert(deflater != NULL);
    gsize bound = libdeflate_zlib_compress_bound(deflater, size);
    g_autofree guint8 *packed = g_malloc(bound);

    put_chunk(out, "IDAT", packed, libdeflate_zlib_compress(deflater, bytes, size, packed, bound));
    libdeflate_free_compressor(deflater);
}

void
raster_put_png(cairo_surface_t *surface, double dpi, GByteArray *out)
{
    static const guint8 signature[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'}, perceptual = 0;
    guint32 width = (guint32)cairo_image_surface_get_width(surface);
    guint32 height = (guint32)cairo_image_surface_get_height(surface);
    gsize stride = (gsize)cairo_image_surface_get_stride(surface);
    gsize row_size = (gsize)width * SAMPLES + 1;
    const guint8 *pixels = cairo_image_surface_get_data(surface);
    g_autofree guint8 *rows = g_malloc(row_size * height);

    for (guint32 y = 0; y < height; y++) {
        const guint32 *row = (const guint32 *)(gconstpointer)(pixels + y * stride);
        const guint32 *above = (const guint32 *)(gconstpointer)(pixels + (y - 1) * stride);
        filter_row(row, y > 0 ? above : NULL, width, rows + y * row_size);
    }
    g_byte_array_append(out, signature, sizeof signature);
    put_header(out, width, height);
    put_chunk(out, "sRGB", &perceptual, 1);
    put_density(out, dpi);
    put_data(out, rows, row_size * height);
    put_chunk(out, "IEND", "", 0);
}
