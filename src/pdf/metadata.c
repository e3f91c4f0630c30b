#include "pdf/pdf_int.h"

#include <libdeflate.h>
#include <string.h>

#include "base/file.h"
#include "base/version.h"

/* What the file says of itself: XMP (ISO 16684-1) and the information dictionary, which say the
 * same (ISO 19005-2 §6.6.3), and the output intent. */

static const char producer[] = "fichepress " FICHEPRESS_VERSION;

/* ---- XMP ---- */

static void
put_simple(GString *out, const char *property, const char *value)
{
    if (value == NULL || *value == '\0')
        return;
    g_autofree char *escaped = g_markup_escape_text(value, -1);
    g_string_append_printf(out, "<%s>%s</%s>\n", property, escaped, property);
}

static void
put_list(GString *out, const char *property, const char *kind, const char *const *values)
{
    if (values == NULL || values[0] == NULL)
        return;
    g_string_append_printf(out, "<%s><rdf:%s>", property, kind);
    for (; *values != NULL; values++) {
        g_autofree char *escaped = g_markup_escape_text(*values, -1);
        g_string_append_printf(out, "<rdf:li>%s</rdf:li>", escaped);
    }
    g_string_append_printf(out, "</rdf:%s></%s>\n", kind, property);
}

static void
put_one(GString *out, const char *property, const char *kind, const char *value)
{
    const char *const values[] = {value, NULL};
    put_list(out, property, kind, values);
}

/* Text by language: the default, and once more with its language named, if that is known. */
static void
put_alternatives(GString *out, const char *property, const char *value, const char *lang)
{
    if (value == NULL)
        return;
    g_autofree char *escaped = g_markup_escape_text(value, -1);
    g_string_append_printf(out, "<%s><rdf:Alt><rdf:li xml:lang=\"x-default\">%s</rdf:li>", property,
                           escaped);
    if (lang != NULL) {
        g_autofree char *language = g_markup_escape_text(lang, -1);
        g_string_append_printf(out, "<rdf:li xml:lang=\"%s\">%s</rdf:li>", language, escaped);
    }
    g_string_append_printf(out, "</rdf:Alt></%s>\n", property);
}

/* The day of the edition as XMP's date and as the PDF's. NULL: it has none. */
static char *
xmp_date(const struct publication *publication)
{
    return publication->date != NULL ? g_strconcat(publication->date, "T00:00:00Z", NULL) : NULL;
}

static char *
pdf_date(const struct publication *publication)
{
    if (publication->date == NULL)
        return NULL;
    g_auto(GStrv) parts = g_strsplit(publication->date, "-", -1);
    g_autofree char *day = g_strjoinv("", parts);
    return g_strconcat("D:", day, "000000Z", NULL);
}

static char *
keywords(const struct publication *publication)
{
    const char *const *subjects = publication->subjects;
    return subjects != NULL && subjects[0] != NULL ? g_strjoinv(", ", (char **)subjects) : NULL;
}

static const char head[] =
    "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"\n"
    " xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"\n"
    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\"\n"
    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">\n";

/* PDF/A knows no PDF/UA, so the one property has to be declared (ISO 19005-2 §6.6.2.3). */
static const char extension[] =
    "<rdf:Description rdf:about=\"\"\n"
    " xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"\n"
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"\n"
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\">\n"
    "<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\n"
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n"
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n"
    "<pdfaProperty:name>part</pdfaProperty:name>\n"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n"
    "<pdfaProperty:category>internal</pdfaProperty:category>\n"
    "<pdfaProperty:description>The part of ISO 14289</pdfaProperty:description>\n"
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>\n"
    "</rdf:Description>\n";

static void
put_claims(const struct pdf *pdf, GString *out)
{
    if (pdf->archive) {
        put_simple(out, "pdfaid:part", "2");
        put_simple(out, "pdfaid:conformance", pdf->ua ? "A" : "U");
    }
    if (pdf->ua)
        put_simple(out, "pdfuaid:part", "1");
}

static void
write_xmp(const struct pdf *pdf, unsigned id)
{
    const struct publication *p = pdf->publication;
    g_autofree char *date = xmp_date(p);
    g_autofree char *words = keywords(p);
    g_autoptr(GString) out = g_string_new(head);

    put_alternatives(out, "dc:title", p->title, p->lang);
    put_alternatives(out, "dc:description", p->subtitle, p->lang);
    put_alternatives(out, "dc:rights", p->rights, p->lang);
    put_one(out, "dc:language", "Bag", p->lang);
    put_one(out, "dc:creator", "Seq", p->publisher);
    put_one(out, "dc:publisher", "Bag", p->publisher);
    put_list(out, "dc:contributor", "Bag", p->contributors);
    put_list(out, "dc:subject", "Bag", p->subjects);
    put_one(out, "dc:relation", "Bag", p->statement);
    put_simple(out, "dc:identifier", p->identifier);
    put_simple(out, "dc:format", "application/pdf");
    put_simple(out, "xmp:CreatorTool", producer);
    put_simple(out, "xmp:CreateDate", date);
    put_simple(out, "xmp:ModifyDate", date);
    put_simple(out, "xmp:MetadataDate", date);
    put_simple(out, "pdf:Producer", producer);
    put_simple(out, "pdf:Keywords", words);
    put_claims(pdf, out);
    pdf_put(out, "</rdf:Description>\n");
    if (pdf->ua && pdf->archive)
        pdf_put(out, extension);
    pdf_put(out, "</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>");
    pdf_stream(pdf->file, id, "/Type/Metadata/Subtype/XML", out->str, out->len, PDF_PLAIN);
}

/* ---- The information dictionary ---- */

static void
put_entry(GString *out, const char *key, const char *value)
{
    if (value == NULL)
        return;
    pdf_put(out, key);
    pdf_put_text(out, value);
}

void
pdf_metadata(const struct pdf *pdf, unsigned xmp, unsigned info)
{
    const struct publication *p = pdf->publication;
    g_autofree char *date = pdf_date(p);
    g_autofree char *words = keywords(p);

    write_xmp(pdf, xmp);
    GString *out = pdf_begin(pdf->file, info);
    pdf_put(out, "<<");
    put_entry(out, "/Title", p->title);
    put_entry(out, "/Subject", p->subtitle);
    put_entry(out, "/Author", p->publisher);
    put_entry(out, "/Keywords", words);
    put_entry(out, "/Creator", producer);
    put_entry(out, "/Producer", producer);
    put_entry(out, "/CreationDate", date);
    put_entry(out, "/ModDate", date);
    pdf_put(out, ">>");
}

/* ---- The output intent ---- */

static const char profile_directory[] = "/usr/share/color/icc", profile_name[] = "sRGB.icc";

static GByteArray *
compress_profile(GBytes *profile)
{
    enum { BEST = 12 };
    gsize size;
    const void *data = g_bytes_get_data(profile, &size);
    struct libdeflate_compressor *deflater = libdeflate_alloc_compressor(BEST);
    g_assert(deflater != NULL);
    size_t bound = libdeflate_zlib_compress_bound(deflater, size);
    GByteArray *packed = g_byte_array_new();

    g_byte_array_set_size(packed, (guint)bound);
    g_byte_array_set_size(
        packed, (guint)libdeflate_zlib_compress(deflater, data, size, packed->data, bound));
    libdeflate_free_compressor(deflater);
    return packed;
}

/* Read and compressed once a process. NULL: an error was reported. */
static const GByteArray *
srgb_profile(struct diag *diag)
{
    static GMutex mutex;
    static GByteArray *packed;
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&mutex);

    if (packed != NULL)
        return packed;
    if (!g_file_test("/usr/share/color/icc/sRGB.icc", G_FILE_TEST_EXISTS)) {
        diag_report(diag, DIAG_E0701, (struct place){NULL},
                    "install the Debian package icc-profiles-free", "there is no %s/%s",
                    profile_directory, profile_name);
        return NULL;
    }
    g_autoptr(GBytes) profile = file_read(profile_directory, profile_name, FILE_LIMIT, diag);
    if (profile != NULL)
        packed = compress_profile(profile);
    return packed;
}

bool
pdf_output_intent(struct pdf_file *file, GString *catalogue, struct diag *diag)
{
    const GByteArray *profile = srgb_profile(diag);

    if (profile == NULL)
        return false;
    unsigned id = pdf_reserve(file, 1);
    pdf_stream(file, id, "/N 3", profile->data, profile->len, PDF_DEFLATED);
    pdf_put(catalogue, "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1"
                       "/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)"
                       "/DestOutputProfile");
    pdf_put_reference(catalogue, id);
    pdf_put(catalogue, ">>]");
    return true;
}
