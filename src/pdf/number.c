#include <math.h>
#include <string.h>

#include "pdf/pdf_int.h"

/* g_string_append_len, without its care for text that is its own. */
static void
append(GString *out, const char *bytes, size_t length)
{
    if (out->len + length >= out->allocated_len) {
        g_string_append_len(out, bytes, (gssize)length);
        return;
    }
    memcpy(out->str + out->len, bytes, length);
    out->len += length;
    out->str[out->len] = '\0';
}

void
pdf_put(GString *out, const char *text)
{
    append(out, text, strlen(text));
}

void
pdf_put_unsigned(GString *out, unsigned value)
{
    char digits[12];
    unsigned at = sizeof digits;

    do
        digits[--at] = (char)('0' + value % 10);
    while ((value /= 10) != 0);
    append(out, digits + at, sizeof digits - at);
}

void
pdf_put_integer(GString *out, int value)
{
    if (value < 0)
        g_string_append_c(out, '-');
    pdf_put_unsigned(out, value < 0 ? 0u - (unsigned)value : (unsigned)value);
}

void
pdf_put_fixed(GString *out, double value, int decimals)
{
    static const unsigned power[] = {1, 10, 100, 1000, 10000};
    unsigned scale = power[decimals];
    long scaled = lround(value * scale);
    unsigned long size = scaled < 0 ? 0ul - (unsigned long)scaled : (unsigned long)scaled;
    unsigned rest = size % scale;

    if (scaled < 0)
        g_string_append_c(out, '-');
    if (size >= scale || rest == 0)
        pdf_put_unsigned(out, (unsigned)(size / scale));
    if (rest == 0)
        return;
    g_string_append_c(out, '.');
    while (rest != 0) {
        scale /= 10;
        g_string_append_c(out, (char)('0' + rest / scale));
        rest %= scale;
    }
}

void
pdf_put_number(GString *out, double value)
{
    pdf_put_fixed(out, value, 2);
    g_string_append_c(out, ' ');
}

void
pdf_put_reference(GString *out, unsigned id)
{
    g_string_append_c(out, ' ');
    pdf_put_unsigned(out, id);
    append(out, " 0 R", 4);
}

static const char hexadecimal[] = "0123456789abcdef";

void
pdf_put_code(GString *out, unsigned code)
{
    char digits[4] = {hexadecimal[code >> 12 & 15], hexadecimal[code >> 8 & 15],
                      hexadecimal[code >> 4 & 15], hexadecimal[code & 15]};
    append(out, digits, 4);
}

static void
put_byte(GString *out, char byte)
{
    if (byte == '(' || byte == ')' || byte == '\\')
        g_string_append_c(out, '\\');
    if (byte == '\r') /* a reader would take it for a line feed */
        append(out, "\\r", 2);
    else
        g_string_append_c(out, byte);
}

void
pdf_put_bytes(GString *out, const char *bytes, size_t length)
{
    g_string_append_c(out, '(');
    for (size_t i = 0; i < length; i++)
        put_byte(out, bytes[i]);
    g_string_append_c(out, ')');
}

static void
put_unit(GString *out, unsigned unit)
{
    put_byte(out, (char)(unit >> 8));
    put_byte(out, (char)unit);
}

/* Splits a character into the one or two units of UTF-16. Returns how many. */
static unsigned
utf16(gunichar character, unsigned unit[2])
{
    if (character < 0x10000) {
        unit[0] = character;
        return 1;
    }
    unit[0] = 0xD800 + ((character - 0x10000) >> 10);
    unit[1] = 0xDC00 + (character & 0x3FF);
    return 2;
}

void
pdf_put_text(GString *out, const char *text)
{
    unsigned unit[2];

    if (g_str_is_ascii(text)) {
        pdf_put_bytes(out, text, strlen(text));
        return;
    }
    append(out, "(\xFE\xFF", 3);
    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        unsigned count = utf16(g_utf8_get_char(at), unit);
        for (unsigned i = 0; i < count; i++)
            put_unit(out, unit[i]);
    }
    g_string_append_c(out, ')');
}

void
pdf_put_utf16(GString *out, const char *text, size_t length)
{
    unsigned unit[2];

    for (const char *at = text; at < text + length; at = g_utf8_next_char(at)) {
        unsigned count = utf16(g_utf8_get_char(at), unit);
        for (unsigned i = 0; i < count; i++)
            pdf_put_code(out, unit[i]);
    }
}

void
pdf_put_box(GString *out, const struct page *page, float x, float y, float width, float height)
{
    double left = (double)x + page->margin, top = (double)page->height + page->margin - y;

    g_string_append_c(out, '[');
    pdf_put_number(out, left);
    pdf_put_number(out, top - height);
    pdf_put_number(out, left + width);
    pdf_put_fixed(out, top, 2);
    g_string_append_c(out, ']');
}
