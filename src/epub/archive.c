#include "epub/epub_int.h"

#include <string.h>
#include <zip.h>

/* The container (EPUB 3.3 §4, OCF): mimetype first and stored, then every name in the order of its
 * bytes, with one date. libzip works on memory; it keeps nothing of its own in the archive. */

enum { DEFLATE_LEVEL = 6, DOS_DATE = 1 << 5 | 1 /* 1980-01-01 */ };

static const char mimetype[] = "application/epub+zip";

static const char container[] =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\">\n"
    "<rootfiles><rootfile full-path=\"EPUB/package.opf\" "
    "media-type=\"application/oebps-package+xml\"/></rootfiles>\n</container>\n";

static bool
add_entry(zip_t *zip, const char *name, const void *bytes, gsize size)
{
    bool stored = strcmp(name, "mimetype") == 0 || g_str_has_suffix(name, ".png") ||
                  g_str_has_suffix(name, ".jpg");
    zip_source_t *source = zip_source_buffer(zip, bytes, size, 0);
    zip_int64_t index = source != NULL ? zip_file_add(zip, name, source, ZIP_FL_ENC_UTF_8) : -1;

    if (index < 0) {
        zip_source_free(source);
        return false;
    }
    zip_uint64_t at = (zip_uint64_t)index;
    return zip_set_file_compression(zip, at, stored ? ZIP_CM_STORE : ZIP_CM_DEFLATE,
                                    stored ? 0 : DEFLATE_LEVEL) == 0 &&
           zip_file_set_dostime(zip, at, 0, DOS_DATE, 0) == 0;
}

static int
by_name(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool
add_entries(zip_t *zip, GHashTable *archive)
{
    guint count;
    g_autofree char **names = (char **)g_hash_table_get_keys_as_array(archive, &count);
    bool good = add_entry(zip, "mimetype", mimetype, sizeof mimetype - 1);

    qsort(names, count, sizeof *names, by_name);
    for (unsigned i = 0; good && i < count; i++) {
        gsize size;
        const void *bytes = g_bytes_get_data(g_hash_table_lookup(archive, names[i]), &size);
        good = add_entry(zip, names[i], bytes, size);
    }
    return good;
}

static bool
append_source(zip_source_t *source, GByteArray *out)
{
    zip_stat_t stat;
    guint start = out->len;

    if (zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0)
        return false;
    g_byte_array_set_size(out, start + (guint)stat.size);
    zip_int64_t got = zip_source_read(source, out->data + start, stat.size);
    zip_source_close(source);
    return got >= 0 && (zip_uint64_t)got == stat.size;
}

/* zip_close leaves the archive in the source only where the source is kept. */
static bool
pack(struct book *book, GByteArray *out, zip_error_t *error)
{
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, error);
    zip_t *zip = source != NULL ? zip_open_from_source(source, ZIP_TRUNCATE, error) : NULL;

    if (zip == NULL) {
        zip_source_free(source);
        return false;
    }
    zip_source_keep(source);
    bool good = add_entries(zip, book->archive);
    if (!good || zip_close(zip) != 0) {
        zip_error_set(error, zip_error_code_zip(zip_get_error(zip)), 0);
        zip_discard(zip);
        good = false;
    }
    good = good && append_source(source, out);
    zip_source_free(source);
    return good;
}

bool
epub_write_archive(struct book *book, GByteArray *out)
{
    zip_error_t error;

    zip_error_init(&error);
    g_hash_table_insert(book->archive, g_strdup("META-INF/container.xml"),
                        g_bytes_new_static(container, sizeof container - 1));
    bool good = pack(book, out, &error);
    if (!good)
        epub_error(book, DIAG_E0709, NULL, NULL, "%s", zip_error_strerror(&error));
    zip_error_fini(&error);
    return good;
}
