/* The file: ISO 32000-1 §7.5, with object streams and a cross-reference stream.
 *
 * A document of forty pages has thousands of small objects, nearly all of them structure elements.
 * They are text that is appended to one string; every 200 of them become one compressed stream at
 * the end. Nothing is read back and nothing is patched: lengths are known when a stream is written,
 * places when the cross-reference is. */
#include "pdf/pdf_int.h"

#include <libdeflate.h>
#include <string.h>

enum { OBJECTS_A_STREAM = 200, ENTRY_SIZE = 7 };

struct waiting {
    unsigned id;
    size_t at; /* in file.objects */
};

/* type 1: a place in the file; type 2: in which object stream, and as which of its objects. */
struct entry {
    unsigned type;
    size_t at;
    unsigned index;
};

struct digest {
    guint32 crc, adler;
    guint64 size;
};

void
pdf_file_open(struct pdf_file *file, GByteArray *out, int level)
{
    static const char header[] = "%PDF-1.7\n%\xE2\xE3\xCF\xD3\n";
    struct entry head = {0, 0, 65535};

    *file = (struct pdf_file){
        .out = out,
        .start = out->len,
        .objects = g_string_sized_new(1 << 18),
        .waiting = g_array_new(FALSE, FALSE, sizeof(struct waiting)),
        .entries = g_array_new(FALSE, TRUE, sizeof(struct entry)),
        .digest = g_array_new(FALSE, TRUE, sizeof(struct digest)),
        .deflater = libdeflate_alloc_compressor(level),
    };
    g_assert(file->deflater != NULL);
    g_array_append_val(file->entries, head);
    g_byte_array_append(out, (const guint8 *)header, sizeof header - 1);
}

void
pdf_file_close(struct pdf_file *file)
{
    if (file->out == NULL)
        return;
    g_string_free(file->objects, TRUE);
    g_array_unref(file->waiting);
    g_array_unref(file->entries);
    g_array_unref(file->digest);
    libdeflate_free_compressor(file->deflater);
}

unsigned
pdf_reserve(struct pdf_file *file, unsigned count)
{
    unsigned first = file->entries->len;

    g_array_set_size(file->entries, first + count);
    return first;
}

GString *
pdf_begin(struct pdf_file *file, unsigned id)
{
    if (file->objects->len > 0)
        g_string_append_c(file->objects, '\n');
    struct waiting object = {id, file->objects->len};
    g_array_append_val(file->waiting, object);
    return file->objects;
}

static void
append(struct pdf_file *file, const char *text)
{
    g_byte_array_append(file->out, (const guint8 *)text, (guint)strlen(text));
}

static void
append_unsigned(struct pdf_file *file, size_t value)
{
    char digits[24];

    g_snprintf(digits, sizeof digits, "%zu", value);
    append(file, digits);
}

static void
add_digest(struct pdf_file *file, const void *data, size_t size)
{
    struct digest sums = {libdeflate_crc32(0, data, size), libdeflate_adler32(1, data, size), size};
    g_array_append_val(file->digest, sums);
}

/* Compresses to the end of another array, which keeps its memory from stream to stream. */
static void
deflate(struct pdf_file *file, GByteArray *into, const void *data, size_t size)
{
    size_t bound = libdeflate_zlib_compress_bound(file->deflater, size);

    g_byte_array_set_size(into, (guint)bound);
    into->len = (guint)libdeflate_zlib_compress(file->deflater, data, size, into->data, bound);
    g_assert(into->len > 0);
}

static const char *const filters[] = {
    [PDF_DEFLATE] = "/Filter/FlateDecode",
    [PDF_DEFLATED] = "/Filter/FlateDecode",
    [PDF_DCT] = "/Filter/DCTDecode",
    [PDF_PLAIN] = "",
};

void
pdf_stream(struct pdf_file *file, unsigned id, const char *dictionary, const void *data,
           size_t size, enum pdf_filter filter)
{
    g_autoptr(GByteArray) packed = NULL;
    struct entry *entry = &g_array_index(file->entries, struct entry, id);

    *entry = (struct entry){1, file->out->len - file->start, 0};
    add_digest(file, data, size);
    if (filter == PDF_DEFLATE) {
        packed = g_byte_array_new();
        deflate(file, packed, data, size);
        data = packed->data;
        size = packed->len;
    }
    append_unsigned(file, id);
    append(file, " 0 obj\n<<");
    append(file, dictionary);
    append(file, filters[filter]);
    append(file, "/Length ");
    append_unsigned(file, size);
    append(file, ">>\nstream\n");
    g_byte_array_append(file->out, data, (guint)size);
    append(file, "\nendstream\nendobj\n");
}

static void
write_object_stream(struct pdf_file *file, unsigned first, unsigned count)
{
    const struct waiting *waiting = &g_array_index(file->waiting, struct waiting, first);
    bool last = first + count == file->waiting->len;
    size_t from = waiting[0].at, to = last ? file->objects->len : waiting[count].at;
    unsigned id = pdf_reserve(file, 1);
    g_autoptr(GString) body = g_string_sized_new(to - from + count * 12);
    char dictionary[64];

    for (unsigned i = 0; i < count; i++) {
        struct entry *entry = &g_array_index(file->entries, struct entry, waiting[i].id);
        *entry = (struct entry){2, id, i};
        pdf_put_unsigned(body, waiting[i].id);
        g_string_append_c(body, ' ');
        pdf_put_unsigned(body, (unsigned)(waiting[i].at - from));
        g_string_append_c(body, ' ');
    }
    g_snprintf(dictionary, sizeof dictionary, "/Type/ObjStm/N %u/First %zu", count, body->len);
    g_string_append_len(body, file->objects->str + from, (gssize)(to - from));
    pdf_stream(file, id, dictionary, body->str, body->len, PDF_DEFLATE);
}

/* The same content has the same identifier, on any day and any machine. */
static char *
identifier(const struct pdf_file *file)
{
    return g_compute_checksum_for_data(G_CHECKSUM_MD5, (const guchar *)file->digest->data,
                                       file->digest->len * sizeof(struct digest));
}

/* Rows of the cross-reference, each less the one above it: PNG's filter "up", which makes places
 * that grow evenly compress well. */
static GByteArray *
cross_reference(const struct pdf_file *file)
{
    GByteArray *rows = g_byte_array_sized_new(file->entries->len * (ENTRY_SIZE + 1));
    guint8 above[ENTRY_SIZE] = {0};

    for (unsigned i = 0; i < file->entries->len; i++) {
        const struct entry *entry = &g_array_index(file->entries, struct entry, i);
        size_t at = entry->at;
        guint8 row[ENTRY_SIZE] = {
            (guint8)entry->type,         (guint8)(at >> 24), (guint8)(at >> 16),
            (guint8)(at >> 8),           (guint8)at,         (guint8)(entry->index >> 8),
            (guint8)(entry->index & 255)};
        guint8 filtered[ENTRY_SIZE + 1] = {2};
        for (unsigned k = 0; k < ENTRY_SIZE; k++)
            filtered[k + 1] = (guint8)(row[k] - above[k]);
        memcpy(above, row, sizeof above);
        g_byte_array_append(rows, filtered, sizeof filtered);
    }
    return rows;
}

void
pdf_file_finish(struct pdf_file *file, unsigned root, unsigned info)
{
    for (unsigned i = 0; i < file->waiting->len; i += OBJECTS_A_STREAM)
        write_object_stream(file, i, MIN(file->waiting->len - i, OBJECTS_A_STREAM));

    unsigned id = pdf_reserve(file, 1);
    size_t start = file->out->len - file->start;
    g_assert(start < G_MAXUINT32);
    g_array_index(file->entries, struct entry, id) = (struct entry){1, start, 0};
    g_autofree char *name = identifier(file);
    g_autoptr(GByteArray) rows = cross_reference(file);
    g_autofree char *dictionary = g_strdup_printf(
        "/Type/XRef/W[1 4 2]/DecodeParms<</Columns %d/Predictor 12>>/Size %u/Root %u 0 R"
        "/Info %u 0 R/ID[<%s><%s>]",
        ENTRY_SIZE, file->entries->len, root, info, name, name);
    pdf_stream(file, id, dictionary, rows->data, rows->len, PDF_DEFLATE);
    append(file, "startxref\n");
    append_unsigned(file, start);
    append(file, "\n%%EOF\n");
}
