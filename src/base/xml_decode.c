#include "base/xml_int.h"

#include <string.h>

/* Encodings. Only UTF-8 reaches the parser: what it would convert by itself, it would convert
 * unchecked, and its places would be those of another text. */

static const struct {
    const char *declared, *converter; /* NULL: nothing to convert */
} encodings[] = {
    {"UTF-8", NULL},
    {"UTF8", NULL},
    {"US-ASCII", NULL},
    {"ASCII", NULL},
    {"ISO-8859-1", "ISO-8859-1"},
    {"ISO8859-1", "ISO-8859-1"},
    {"latin1", "ISO-8859-1"},
    {"ISO-8859-15", "ISO-8859-15"},
    {"ISO8859-15", "ISO-8859-15"},
    {"windows-1252", "WINDOWS-1252"},
    {"cp1252", "WINDOWS-1252"},
};

static const char mend[] = "save the file as UTF-8";

/* The encoding that the XML declaration names, or NULL. Owned. */
static char *
declared_encoding(const char *bytes, size_t size)
{
    static const char start[] = "<?xml";
    if (size < strlen(start) || memcmp(bytes, start, strlen(start)) != 0)
        return NULL;
    const char *end = memchr(bytes, '>', size);
    g_autofree char *declaration = g_strndup(bytes, end ? (size_t)(end - bytes) : size);
    g_autoptr(GRegex) regex = g_regex_new("\\sencoding\\s*=\\s*([\"'])([^\"']*)\\1",
                                          G_REGEX_RAW | G_REGEX_DOLLAR_ENDONLY, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    return g_regex_match(regex, declaration, 0, &match) ? g_match_info_fetch(match, 2) : NULL;
}

static GString *
convert(const char *name, const char *from, const char *bytes, size_t size, struct diag *diag)
{
    gsize read = 0, written = 0;
    g_autofree char *text = g_convert(bytes, size, "UTF-8", from, &read, &written, NULL);
    if (!text || read != size) {
        diag_report(diag, DIAG_E0105, (struct place){name}, mend,
                    "byte %zu means nothing in %s, the encoding that the file states",
                    (size_t)read + 1, from);
        return NULL;
    }
    GString *result = g_string_new_len(text, written);
    if (memchr(result->str, 0, result->len)) {
        diag_report(diag, DIAG_E0105, xml_place_at(name, result, strlen(result->str)), mend,
                    "the character U+0000 cannot stand in XML");
        g_string_free(result, TRUE);
        return NULL;
    }
    diag_report(diag, DIAG_E0106, (struct place){name, 1, 1}, mend,
                "the file is in %s and was converted", from);
    return result;
}

static GString *
check_utf8(const char *name, const char *bytes, size_t size, const char *declared,
           struct diag *diag)
{
    g_autoptr(GString) text = g_string_new_len(bytes, size);
    const char *end = NULL;
    if (!g_utf8_validate(text->str, text->len, &end)) {
        const size_t offset = end - text->str;
        diag_report(diag, DIAG_E0105, xml_place_at(name, text, offset),
                    *end ? "save the file as UTF-8, or declare the encoding that it is in: "
                           "<?xml version=\"1.0\" encoding=\"windows-1252\"?>"
                         : "remove the byte; the file may be damaged or no text at all",
                    "byte 0x%02x is not valid UTF-8", (unsigned char)*end);
        return NULL;
    }
    if (declared && g_ascii_strcasecmp(declared, "UTF-8") != 0)
        diag_report(diag, DIAG_E0106, (struct place){name, 1, 1},
                    "declare encoding=\"UTF-8\", or nothing",
                    "the file states the encoding \"%s\" and is read as UTF-8", declared);
    return g_steal_pointer(&text);
}

/* The whole of a file whose first bytes show what it is. NULL: they show nothing. */
static const char *
other_format(const char *bytes, size_t size)
{
    static const struct {
        const char *magic, *format;
    } formats[] = {
        {"\x1f\x8b", "gzip"},
        {"PK\x03\x04", "zip"},
        {"BZh", "bzip2"},
        {"%PDF", "PDF"},
        {"\xd0\xcf\x11\xe0", "old Word"},
        {"\xfd"
         "7zXZ",
         "xz"},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(formats); i++)
        if (size >= strlen(formats[i].magic) &&
            memcmp(bytes, formats[i].magic, strlen(formats[i].magic)) == 0)
            return formats[i].format;
    return NULL;
}

static GString *
decode_declared(const char *name, const char *bytes, size_t size, struct diag *diag)
{
    g_autofree char *declared = declared_encoding(bytes, size);
    if (!declared)
        return check_utf8(name, bytes, size, NULL, diag);
    for (unsigned i = 0; i < G_N_ELEMENTS(encodings); i++)
        if (g_ascii_strcasecmp(declared, encodings[i].declared) == 0)
            return encodings[i].converter ? convert(name, encodings[i].converter, bytes, size, diag)
                                          : check_utf8(name, bytes, size, declared, diag);
    diag_report(diag, DIAG_E0105, (struct place){name, 1, 1}, mend,
                "the encoding \"%s\" is not supported", declared);
    return NULL;
}

GString *
xml_decode(const char *name, const void *data, size_t size, struct diag *diag)
{
    static const char utf8_mark[] = "\xef\xbb\xbf";
    const char *bytes = data;
    const char *format = other_format(bytes, size);
    if (format) {
        diag_report(diag, DIAG_E0103, (struct place){name}, "put the XML file itself here",
                    "this is a %s file", format);
        return NULL;
    }
    if (size >= 4 &&
        (memcmp(bytes, "\xff\xfe\0\0", 4) == 0 || memcmp(bytes, "\0\0\xfe\xff", 4) == 0)) {
        diag_report(diag, DIAG_E0105, (struct place){name}, mend,
                    "the encoding UTF-32 is not supported");
        return NULL;
    }
    if (size >= 2 && (memcmp(bytes, "\xff\xfe", 2) == 0 || memcmp(bytes, "\xfe\xff", 2) == 0))
        return convert(name, "UTF-16", bytes, size, diag);
    if (size >= 3 && memcmp(bytes, utf8_mark, 3) == 0) {
        g_autofree char *declared = declared_encoding(bytes + 3, size - 3);
        return check_utf8(name, bytes + 3, size - 3, declared, diag);
    }
    return decode_declared(name, bytes, size, diag);
}
