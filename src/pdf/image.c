#include "pdf/pdf_int.h"

#include <string.h>

#include "base/file.h"
#include "base/picture.h"

/* Pictures as image XObjects (ISO 32000-1 §8.9). A JPEG goes in as it is; a PNG is decoded, so that
 * a damaged one is found here and not by a reader, and its opacity becomes a soft mask. */

static const char *
device_space(unsigned components)
{
    return components == 4 ? "/DeviceCMYK" : components == 3 ? "/DeviceRGB" : "/DeviceGray";
}

static char *
describe(const struct picture *picture, const char *space, const char *more)
{
    return g_strdup_printf("/Type/XObject/Subtype/Image/Width %u/Height %u/BitsPerComponent 8"
                           "/ColorSpace%s%s",
                           picture->width, picture->height, space, more);
}

/* A profile may be embedded where it is of the picture's colours and of a version that PDF 1.7
 * knows (§8.6.5.5). */
static bool
usable(GBytes *profile, unsigned components)
{
    enum { VERSION = 8, SPACE = 16, HEADER = 128, NEWEST = 4 };
    gsize size = 0;
    const guint8 *bytes = profile != NULL ? g_bytes_get_data(profile, &size) : NULL;
    const char *space = components == 4 ? "CMYK" : components == 3 ? "RGB " : "GRAY";
    return size > HEADER && bytes[VERSION] <= NEWEST && memcmp(bytes + SPACE, space, 4) == 0;
}

/* Four components need a profile of their own to be archived: the output intent is sRGB. */
static void
write_jpeg(struct pdf *pdf, unsigned id, GBytes *file, const struct picture *picture)
{
    g_autoptr(GBytes) profile = picture_profile(file);
    g_autofree char *space = g_strdup(device_space(picture->components));
    gsize size;
    const void *bytes;

    if (usable(profile, picture->components)) {
        unsigned stream = pdf_reserve(pdf->file, 1);
        g_autofree char *entries = g_strdup_printf("/N %u", picture->components);
        bytes = g_bytes_get_data(profile, &size);
        pdf_stream(pdf->file, stream, entries, bytes, size, PDF_DEFLATE);
        g_free(space);
        space = g_strdup_printf("[/ICCBased %u 0 R]", stream);
    } else if (picture->components == 4) {
        pdf->archive = false;
    }
    g_autofree char *dictionary =
        describe(picture, space, picture->inverted ? "/Decode[1 0 1 0 1 0 1 0]" : "");
    bytes = g_bytes_get_data(file, &size);
    pdf_stream(pdf->file, id, dictionary, bytes, size, PDF_DCT);
}

static void
write_pixels(struct pdf *pdf, unsigned id, const struct picture *picture,
             const struct pixels *pixels)
{
    gsize count = (gsize)picture->width * picture->height;
    g_autofree char *mask = g_strdup("");

    if (pixels->alpha != NULL) {
        unsigned alpha = pdf_reserve(pdf->file, 1);
        g_autofree char *dictionary = describe(picture, device_space(1), "");
        pdf_stream(pdf->file, alpha, dictionary, pixels->alpha, count, PDF_DEFLATE);
        g_free(mask);
        mask = g_strdup_printf("/SMask %u 0 R", alpha);
    }
    g_autofree char *dictionary = describe(picture, device_space(picture->components), mask);
    pdf_stream(pdf->file, id, dictionary, pixels->colour, count * picture->components, PDF_DEFLATE);
}

static bool
write_image(struct pdf *pdf, unsigned id, const char *path, struct diag *diag)
{
    g_autoptr(GBytes) file = file_read(pdf->options->images, path, FILE_LIMIT, diag);
    struct picture picture;
    struct pixels pixels;

    if (file == NULL || !picture_read(file, path, &picture, diag) ||
        !picture_decode(file, path, &picture, &pixels, diag))
        return false;
    if (picture.kind == PICTURE_JPEG)
        write_jpeg(pdf, id, file, &picture);
    else
        write_pixels(pdf, id, &picture, &pixels);
    pixels_clear(&pixels);
    return true;
}

bool
pdf_images(struct pdf *pdf, GString *resources, struct diag *diag)
{
    const struct pages *pages = pdf->pages;
    g_autofree bool *used = g_new0(bool, MAX(pages->file_count, 1));
    bool good = true;

    for (unsigned i = 0; i < pages->image_count; i++)
        used[pages->images[i].file] = true;
    for (unsigned i = 0; i < pages->file_count; i++) {
        if (!used[i])
            continue;
        unsigned id = pdf_reserve(pdf->file, 1);
        pdf_put(resources, "/I");
        pdf_put_unsigned(resources, i);
        pdf_put_reference(resources, id);
        good &= write_image(pdf, id, pages->files[i].path, diag);
    }
    return good;
}
