#ifndef TRANSFORM_TEXT_CHARACTER_INT_H
#define TRANSFORM_TEXT_CHARACTER_INT_H

#include <uchar.h>

#include "transform/text_int.h"

#define NO_BREAK_SPACE        0xA0
#define NARROW_NO_BREAK_SPACE 0x202F
#define ZERO_WIDTH_SPACE      0x200B

static inline gunichar
at(const struct row *row, long i)
{
    return i >= 0 && i < (long)row->length ? row->c[i] : 0;
}

static inline void
put(GString *out, gunichar c)
{
    if (c < 0x80)
        g_string_append_c(out, (char)c);
    else
        g_string_append_unichar(out, c);
}

static inline bool
is_space(gunichar c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == NO_BREAK_SPACE ||
           c == NARROW_NO_BREAK_SPACE || c == 0x2009;
}

static inline bool
is_digit(gunichar c)
{
    return c >= '0' && c <= '9';
}

static inline bool
is_letter(gunichar c)
{
    return c < 0x80 ? g_ascii_isalpha((char)c) : g_unichar_isalpha(c);
}

static inline bool
is_one_of(gunichar c, const char32_t *set)
{
    while (*set && *set != c)
        set++;
    return *set != 0;
}

static inline bool
is_opening(gunichar c)
{
    return is_one_of(c, U"([{<«‹„“‚‘–—/");
}

static inline bool
is_any_dash(gunichar c)
{
    return c == '-' || c == 0x2013 || c == 0x2014;
}

#endif
