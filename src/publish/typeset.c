#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/version.h"
#include "base/xml.h"
#include "fo/fo.h"
#include "layout/layout.h"
#include "pdf/pdf.h"
#include "publish/house.h"
#include "publish/publish.h"
#include "raster/raster.h"

/* The formatter by itself: XSL-FO to PDF, or to PNG. */

static const struct place nowhere = {0};

typedef struct _xmlDoc read_document;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(read_document, xml_free)

/* "-": standard input. */
static xmlDoc *
read_input(const char *path, struct diag *diag)
{
    if (strcmp(path, "-") != 0) {
        g_autofree char *directory = g_path_get_dirname(path), *name = g_path_get_basename(path);
        return xml_read(directory, name, diag);
    }
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    guint8 buffer[1 << 14];
    size_t n;
    while (bytes->len <= FILE_LIMIT && (n = fread(buffer, 1, sizeof buffer, stdin)) > 0)
        g_byte_array_append(bytes, buffer, (guint)n);
    if (bytes->len == 0 || bytes->len > FILE_LIMIT) {
        diag_report(diag, DIAG_E0102, nowhere, "give a document between 1 byte and 8 MiB",
                    "standard input has %u bytes", bytes->len);
        return NULL;
    }
    return xml_read_memory("-", bytes->data, bytes->len, diag);
}

static bool
write_result(const char *path, const GByteArray *bytes, struct diag *diag)
{
    if (strcmp(path, "-") != 0)
        return file_write(path, bytes->data, bytes->len, diag);
    if (fwrite(bytes->data, 1, bytes->len, stdout) == bytes->len && fflush(stdout) == 0)
        return true;
    diag_report(diag, DIAG_E0801, nowhere, NULL, "standard output cannot be written");
    return false;
}

/* The day that SOURCE_DATE_EPOCH names; NULL: none, and the document has no date. Owned. */
static char *
source_date(void)
{
    const char *seconds = g_getenv("SOURCE_DATE_EPOCH");
    gint64 epoch;

    if (seconds == NULL || !g_ascii_string_to_signed(seconds, 10, 0, G_MAXINT32, &epoch, NULL))
        return NULL;
    g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc(epoch);
    return g_date_time_format(time, "%Y-%m-%d");
}

static bool
write_pdf(const struct pages *pages, const char *input, const char *output, const char *images,
          const struct request *request, struct diag *diag)
{
    g_autofree char *name = g_path_get_basename(input), *date = source_date();
    const struct publication publication = {
        .title = pages->title ? pages->title : name,
        .lang = pages->lang,
        .edition = "",
        .date = date,
        .identifier = "",
    };
    const struct pdf_options options = {
        .level = (int)request->level, .linear = request->linear, .images = images};
    g_autoptr(GByteArray) bytes = g_byte_array_new();

    return pdf_paint(pages, &publication, &options, bytes, diag) &&
           write_result(output, bytes, diag);
}

/* OUT.png, with the number of the page before the dot. */
static bool
write_pngs(const struct pages *pages, const char *output, const char *images, double dpi,
           struct diag *diag)
{
    size_t stem = strlen(output) - (g_str_has_suffix(output, ".png") ? strlen(".png") : 0);
    bool done = true;

    for (unsigned page = 0; done && page < pages->page_count; page++) {
        g_autoptr(GByteArray) bytes = g_byte_array_new();
        g_autofree char *path = g_strdup_printf("%.*s-%u.png", (int)stem, output, page + 1);
        done =
            raster_paint(pages, page, dpi, images, bytes, diag) && write_result(path, bytes, diag);
    }
    return done;
}

enum status
publish_typeset(const struct request *request, struct diag *diag)
{
    const char *input = request->arguments[0], *output = input ? request->arguments[1] : NULL;

    if (output == NULL || request->arguments[2] != NULL) {
        diag_report(diag, DIAG_E0901, nowhere, "fichepress typeset IN.fo OUT.pdf",
                    "typeset takes an input and an output");
        return STATUS_USAGE;
    }
    g_autofree char *images = strcmp(input, "-") == 0 ? g_strdup(".") : g_path_get_dirname(input);
    g_autoptr(house) house = house_load(request, NEED_FONTS, diag);
    g_autoptr(read_document) fo = house ? read_input(input, diag) : NULL;
    diag_set_lax(diag, request->lax && fo); /* of what the input names, not of the input */
    g_autoptr(fo_document) document = fo ? fo_parse(fo, diag) : NULL;
    g_autoptr(pages) pages = document ? layout(document, house->fonts, images, diag) : NULL;
    if (pages == NULL)
        return STATUS_REFUSED;
    bool done = request->png > 0 ? write_pngs(pages, output, images, request->png, diag)
                                 : write_pdf(pages, input, output, images, request, diag);
    if (!done)
        return STATUS_IO;
    return diag_count(diag, DIAG_ERROR) > 0 ? STATUS_REFUSED : STATUS_OK;
}
