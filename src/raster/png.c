/* PNG (ISO/IEC 15948), of the two kinds that are needed. A page without pictures has few colours:
 * those of its fields, and of ink on paper at the edges of letters. Up to 256 of them are a palette
 * and a byte a pixel, which packs in a third of the time. More are written as RGB, each row as its
 * difference from the one above (filter "up"): pages are flat, and libdeflate packs the zeros. By
 * libpng, which tries every filter on every row and packs with zlib, covers took a fifth of an
 * edition's time. */
#include "raster/raster_int.h"

#include <libdeflate.h>
#include <math.h>
#include <stdbool.h>

enum { LEVEL = 6, SAMPLES = 3, UP = 2, UNFILTERED = 0, COLOURS = 256, SLOTS = 4 * COLOURS };

/* Pixels as libcairo keeps them: 0x00RRGGBB, rows of stride bytes. */
struct bitmap {
    const guint8 *pixels;
    gsize stride;
    guint32 width, height;
};

/* A hash table; 0 in a slot: free, else one more than the index of a colour. */
struct palette {
    guint32 colours[COLOURS];
    unsigned count;
    guint16 slots[SLOTS];
};

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
put_header(GByteArray *out, const struct bitmap *bitmap, bool indexed)
{
    const guint8 kind[] = {8, indexed ? 3 : 2, 0, 0, 0}; /* eight bits, RGB, not interlaced */
    g_autoptr(GByteArray) header = g_byte_array_new();

    put_word(header, bitmap->width);
    put_word(header, bitmap->height);
    g_byte_array_append(header, kind, sizeof kind);
    put_chunk(out, "IHDR", header->data, header->len);
}

static void
put_palette(GByteArray *out, const struct palette *palette)
{
    guint8 entries[COLOURS * SAMPLES], *to = entries;

    for (unsigned i = 0; i < palette->count; i++) {
        *to++ = (guint8)(palette->colours[i] >> 16);
        *to++ = (guint8)(palette->colours[i] >> 8);
        *to++ = (guint8)palette->colours[i];
    }
    put_chunk(out, "PLTE", entries, (gsize)(to - entries));
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

static const guint32 *
row_of(const struct bitmap *bitmap, guint32 y)
{
    return (const guint32 *)(gconstpointer)(bitmap->pixels + y * bitmap->stride);
}

/* The index of a colour; COLOURS: the palette is full. */
static unsigned
find_colour(struct palette *palette, guint32 colour)
{
    unsigned slot = (colour ^ colour >> 10 ^ colour >> 19) % SLOTS;

    while (palette->slots[slot] != 0) {
        unsigned index = palette->slots[slot] - 1u;
        if (palette->colours[index] == colour)
            return index;
        slot = (slot + 1) % SLOTS;
    }
    if (palette->count < COLOURS) {
        palette->slots[slot] = (guint16)(palette->count + 1);
        palette->colours[palette->count++] = colour;
        return palette->count - 1;
    }
    return COLOURS;
}

/* NULL: more colours than a palette has. */
static guint8 *
index_rows(const struct bitmap *bitmap, struct palette *palette)
{
    g_autofree guint8 *rows = g_malloc(((gsize)bitmap->width + 1) * bitmap->height);
    guint8 *to = rows;

    for (guint32 y = 0; y < bitmap->height; y++) {
        const guint32 *row = row_of(bitmap, y);
        *to++ = UNFILTERED;
        for (guint32 x = 0; x < bitmap->width; x++, to++) {
            if (x > 0 && row[x] == row[x - 1]) {
                *to = to[-1];
                continue;
            }
            unsigned index = find_colour(palette, row[x] & 0xFFFFFF);
            if (index == COLOURS)
                return NULL;
            *to = (guint8)index;
        }
    }
    return g_steal_pointer(&rows);
}

static guint8 *
filter_rows(const struct bitmap *bitmap)
{
    guint8 *rows = g_malloc(((gsize)bitmap->width * SAMPLES + 1) * bitmap->height), *to = rows;

    for (guint32 y = 0; y < bitmap->height; y++) {
        const guint32 *row = row_of(bitmap, y), *above = y > 0 ? row_of(bitmap, y - 1) : NULL;
        *to++ = UP;
        for (guint32 x = 0; x < bitmap->width; x++, to += SAMPLES) {
            guint32 old = above != NULL ? above[x] : 0;
            to[0] = (guint8)((row[x] >> 16) - (old >> 16));
            to[1] = (guint8)((row[x] >> 8) - (old >> 8));
            to[2] = (guint8)(row[x] - old);
        }
    }
    return rows;
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
    const struct bitmap bitmap = {.pixels = cairo_image_surface_get_data(surface),
                                  .stride = (gsize)cairo_image_surface_get_stride(surface),
                                  .width = (guint32)cairo_image_surface_get_width(surface),
                                  .height = (guint32)cairo_image_surface_get_height(surface)};
    struct palette palette = {0};
    g_autofree guint8 *indexed = index_rows(&bitmap, &palette);
    g_autofree guint8 *filtered = indexed ? NULL : filter_rows(&bitmap);
    gsize samples = (gsize)bitmap.width * (indexed ? 1 : SAMPLES);

    g_byte_array_append(out, signature, sizeof signature);
    put_header(out, &bitmap, indexed != NULL);
    put_chunk(out, "sRGB", &perceptual, 1);
    if (indexed != NULL)
        put_palette(out, &palette);
    put_density(out, dpi);
    put_data(out, indexed ? indexed : filtered, (samples + 1) * bitmap.height);
    put_chunk(out, "IEND", "", 0);
}
