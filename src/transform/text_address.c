#include "transform/text_character_int.h"

/* Addresses of the web and of mail, and identifiers with low lines: nothing in them changes, and
 * where they are long they may be broken behind their signs, at U+200B, without a hyphen. */

enum {
    LONG_ADDRESS = 20,    /* characters beyond which an address may be broken, */
    LONG_IDENTIFIER = 12, /* and an identifier; */
    LONG_PART = 20        /* characters that stay together: a session's token has no sign */
};

static bool
is_address_sign(gunichar c)
{
    return c > ' ' && !is_space(c) && !is_one_of(c, U"<>\"'«»“”„‘’‚()[]") && c != TEXT_OBJECT;
}

/* Labels with full stops between them, the last of two to six small letters: riziv.fgov.be. */
static bool
is_domain(const struct row *row, unsigned i, unsigned end)
{
    unsigned stops = 0, label = 0, capitals = 0;
    for (; i < end && !is_one_of(row->c[i], U"/?!;:"); i++) {
        const gunichar c = row->c[i];
        if (c == ZERO_WIDTH_SPACE)
            continue;
        if (c == '.') {
            if (label == 0)
                return false;
            label = capitals = 0;
            stops++;
            continue;
        }
        if (c > 127 || !(g_ascii_isalnum((char)c) || c == '-'))
            return false;
        label++;
        capitals += !g_ascii_islower((char)c);
    }
    return stops > 0 && label >= 2 && label <= 6 && capitals == 0;
}

static bool
begins(const struct row *row, unsigned i, unsigned end, const char *with)
{
    for (; *with; i++, with++)
        if (i >= end || row->c[i] != (gunichar)*with)
            return false;
    return true;
}

/* Without the sentence's own full stop; i: none begins there. */
static unsigned
find_end(const struct row *row, unsigned i)
{
    const gunichar before = at(row, (long)i - 1);
    if (before < 0x80 && g_ascii_isalnum((char)before)) /* most characters */
        return i;
    if (!is_letter(row->c[i]) && !is_digit(row->c[i]))
        return i;
    if (before != 0 && !is_space(before) && !is_opening(before) &&
        !is_one_of(before, U"\"'”’»\uFFFC"))
        return i;
    unsigned end = i, mail = 0;
    bool path = false; /* what follows a slash is no host of mail */
    bool scheme = begins(row, i, row->length, "urn:");
    for (; end < row->length && is_address_sign(row->c[end]); end++) {
        scheme |= row->c[end] == '_' || begins(row, end, row->length, "://");
        path |= row->c[end] == '/';
        if (row->c[end] == '@' && !path &&
            g_unichar_isalnum(at(row, end + (at(row, end + 1L) == ZERO_WIDTH_SPACE ? 2L : 1L))))
            mail = end;
    }
    while (end > i && is_one_of(row->c[end - 1], U".,;:!?…\u200B"))
        end--;
    if (scheme || begins(row, i, end, "www.") || is_domain(row, mail > i ? mail + 1 : i, end))
        return end;
    return i;
}

/* Behind a sign of the address, before the next that is none; in a part that is too long, between
 * two letters or digits. */
static bool
may_break_after(const struct row *row, unsigned i, unsigned whole)
{
    if (whole >= LONG_PART && g_unichar_isalnum(row->c[i]) && g_unichar_isalnum(row->c[i + 1]))
        return true;
    return is_one_of(row->c[i], U"/?&=-_.%@") && !is_one_of(row->c[i + 1], U"/?&=-_.%") &&
           !(row->c[i] == '/' && begins(row, i + 1, row->address_stop, "/"));
}

static bool
is_long(const struct row *row)
{
    unsigned characters = 0;
    bool identifier = false;
    for (unsigned i = row->address_start; i < row->address_stop; i++) {
        characters += row->c[i] != ZERO_WIDTH_SPACE;
        identifier |= row->c[i] == '_';
    }
    return characters > (identifier ? LONG_IDENTIFIER : LONG_ADDRESS);
}

/* Counted from the address's beginning, wherever the piece begins: a place once given stays. */
static void
write_part(const struct row *row, unsigned start, unsigned end, GString *out)
{
    const bool broken = is_long(row);
    unsigned whole = 0;
    for (unsigned i = row->address_start; i < end; i++) {
        const bool place = row->c[i] == ZERO_WIDTH_SPACE;
        const bool last = i + 1 >= row->address_stop || row->c[i + 1] == ZERO_WIDTH_SPACE;
        whole = place ? 0 : whole + 1;
        if (i >= start)
            put(out, row->c[i]);
        if (place || last || !broken || !may_break_after(row, i, whole))
            continue;
        if (i >= start)
            put(out, ZERO_WIDTH_SPACE);
        whole = 0;
    }
}

unsigned
text_write_address(struct row *row, unsigned i, unsigned end, GString *out)
{
    if (i >= row->address_stop) {
        const unsigned stop = find_end(row, i);
        if (stop == i)
            return i;
        row->address_start = i;
        row->address_stop = stop;
    } else if (i < row->address_start) {
        return i;
    }
    const unsigned stop = MIN(row->address_stop, end);
    write_part(row, i, stop, out);
    return stop;
}
