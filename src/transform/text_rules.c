#include "transform/text_int.h"

#include <uchar.h>

/* Rules read the original characters only, so none depends on what another one wrote; only
 * quotation marks carry a state along the paragraph. They recognise forms (a number, a short word
 * with a full stop, capitals before a number), never words: no vocabulary of a language stands
 * here. Where a form is in doubt the text stays as typed. */

#define NO_BREAK_SPACE        0xA0
#define NARROW_NO_BREAK_SPACE 0x202F
#define ZERO_WIDTH_SPACE      0x200B
#define LONG_ADDRESS          20 /* characters beyond which an address may be broken, */
#define LONG_IDENTIFIER       12 /* and an identifier, which has low lines; */
#define LONG_PART             20 /* characters that stay together: a session's token has no sign */

static gunichar
at(const struct row *row, long i)
{
    return i >= 0 && i < (long)row->length ? row->c[i] : 0;
}

static void
put(GString *out, gunichar c)
{
    if (c < 0x80)
        g_string_append_c(out, (char)c);
    else
        g_string_append_unichar(out, c);
}

static bool
is_space(gunichar c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == NO_BREAK_SPACE ||
           c == NARROW_NO_BREAK_SPACE || c == 0x2009;
}

static bool
is_digit(gunichar c)
{
    return c >= '0' && c <= '9';
}

static bool
is_one_of(gunichar c, const char32_t *set)
{
    while (*set && *set != c)
        set++;
    return *set != 0;
}

static bool
is_opening(gunichar c)
{
    return is_one_of(c, U"([{<«‹„“‚‘–—/");
}

/* ---- Addresses ---- */

static bool
is_address_sign(gunichar c)
{
    return c > ' ' && !is_space(c) && !is_one_of(c, U"<>\"«»“”„()[]") && c != TEXT_OBJECT &&
           c != ZERO_WIDTH_SPACE;
}

/* Labels with full stops between them, the last of two to six small letters: riziv.fgov.be. */
static bool
is_domain(const struct row *row, unsigned i, unsigned end)
{
    unsigned stop = 0, label = i;
    for (; i < end && row->c[i] != '/' && row->c[i] != '?'; i++) {
        const gunichar c = row->c[i];
        if (c == '.') {
            if (i == label)
                return false;
            label = i + 1;
            stop++;
        } else if (c > 127 || !(g_ascii_isalnum((char)c) || c == '-')) {
            return false;
        }
    }
    if (stop == 0 || i - label < 2 || i - label > 6)
        return false;
    for (; label < i; label++)
        if (row->c[label] > 127 || !g_ascii_islower((char)row->c[label]))
            return false;
    return true;
}

static bool
begins(const struct row *row, unsigned i, unsigned end, const char *with)
{
    for (; *with; i++, with++)
        if (i >= end || row->c[i] != (gunichar)*with)
            return false;
    return true;
}

/* The end of the address, or identifier with a low line, that begins at i, without the sentence's
 * own full stop; i: none does. */
static unsigned
address_end(const struct row *row, unsigned i)
{
    const gunichar before = at(row, (long)i - 1);
    if (before < 0x80 && g_ascii_isalnum((char)before)) /* most characters */
        return i;
    if (before != 0 && !is_space(before) && !is_opening(before) && before != '"' &&
        before != TEXT_OBJECT)
        return i;
    unsigned end = i, mail = 0;
    bool scheme = begins(row, i, row->length, "urn:");
    for (; end < row->length && is_address_sign(row->c[end]); end++) {
        scheme |= begins(row, end, row->length, "://") || row->c[end] == '_';
        if (row->c[end] == '@')
            mail = end;
    }
    while (end > i && is_one_of(row->c[end - 1], U".,;:!?'’…"))
        end--;
    if (scheme || begins(row, i, end, "www.") || is_domain(row, mail > i ? mail + 1 : i, end))
        return end;
    return i;
}

/* Behind a sign of the address, before the next that is none. */
static bool
may_break_after(const struct row *row, unsigned i, unsigned end)
{
    return is_one_of(row->c[i], U"/?&=-_.%@") && !is_one_of(row->c[i + 1], U"/?&=-_.%") &&
           !(row->c[i] == '/' && begins(row, i + 1, end, "/"));
}

static void
write_address(const struct row *row, unsigned i, unsigned end, GString *out)
{
    bool identifier = false;
    for (unsigned k = i; k < end; k++)
        identifier |= row->c[k] == '_';
    const bool is_long = end - i > (identifier ? LONG_IDENTIFIER : LONG_ADDRESS);
    for (unsigned whole = 1; i < end; i++, whole++) {
        put(out, row->c[i]);
        if (is_long && i + 1 < end && (may_break_after(row, i, end) || whole >= LONG_PART)) {
            put(out, ZERO_WIDTH_SPACE);
            whole = 0;
        }
    }
}

/* ---- Spaces ---- */

/* Digits in groups, as far as they reach: +32 2 739 73 17, 1 500 000. Is it an amount? Its first
 * group has one to three digits and no 0 in front, the others have three. */
static bool
is_amount(const struct row *row, long i)
{
    while (is_digit(at(row, i - 1)) || (is_space(at(row, i - 1)) && is_digit(at(row, i - 2))))
        i--;
    if (at(row, i) == '0' || is_one_of(at(row, i - 1), U"+/.-)") ||
        (is_space(at(row, i - 1)) && at(row, i - 2) == ')'))
        return false;
    for (bool first = true;; first = false) {
        unsigned digits = 0;
        while (is_digit(at(row, i)))
            i++, digits++;
        if (first ? digits > 3 : digits != 3)
            return false;
        if (!is_space(at(row, i)) || !is_digit(at(row, i + 1)))
            return true;
        i++;
    }
}

/* The characters a and b stand left and right of the space: a number goes on behind it. */
static bool
joins_number(const struct row *row, long a, long b)
{
    const gunichar left = at(row, a), right = at(row, b);
    if (is_digit(left))
        return is_digit(right) || is_one_of(right, U"%‰€$£") ||
               (right == '(' && is_digit(at(row, b + 1)) && at(row, b + 2) == ')');
    if (is_digit(right))
        return is_one_of(left, U"€$£§") ||
               (left == ')' && is_digit(at(row, a - 1)) && at(row, a - 2) == '(');
    return false;
}

/* EUR, USD …: three capitals behind a number, and no letter behind them. */
static bool
is_currency(const struct row *row, long b)
{
    for (long i = b; i < b + 3; i++)
        if (!g_unichar_isupper(at(row, i)))
            return false;
    return !g_unichar_isalnum(at(row, b + 3));
}

/* "1er septembre 2018", "23. Februar 2005", "1 mei 2007", "23. 2. 2005": does the day end at a? */
static bool
ends_day(const struct row *row, long a, long b)
{
    bool mark = false, ordinal = false;
    if (at(row, a) == '.')
        mark = true, a--;
    else if (at(row, a) == 'r' && at(row, a - 1) == 'e')
        ordinal = true, a -= 2;
    unsigned digits = 0;
    while (is_digit(at(row, a)))
        a--, digits++;
    if (digits < 1 || digits > 2 || g_unichar_isalnum(at(row, a)) || is_one_of(at(row, a), U".,/"))
        return false;
    if (mark && is_digit(at(row, b)))
        return true;
    if (!g_unichar_isalpha(at(row, b)))
        return false;
    if (ordinal)
        return true;
    while (g_unichar_isalpha(at(row, b)) || at(row, b) == '.')
        b++;
    if (!is_space(at(row, b)))
        return false;
    unsigned year = 0;
    while (is_digit(at(row, b + 1)))
        b++, year++;
    return year == 4;
}

/* What announces a number that must not stand alone on the next line: "art. 12", "n° 5", "E 106",
 * "BE/TR 111". */
static bool
announces_number(const struct row *row, long a, long b)
{
    if (!is_digit(at(row, b)))
        return false;
    unsigned letters = 0, capitals = 0;
    const bool mark = at(row, a) == '.';
    if (at(row, a) == 0xB0 || at(row, a) == 0xBA) /* ° º */
        return is_one_of(at(row, a - 1), U"nN");
    for (long i = mark ? a - 1 : a;; i--) {
        const gunichar c = at(row, i);
        if (g_unichar_isupper(c))
            capitals++;
        else if (!g_unichar_isalpha(c) && (mark || !is_one_of(c, U"/-")))
            return letters > 0 && !is_digit(c) && (mark ? letters <= 4 : capitals == letters);
        if (g_unichar_isalpha(c))
            letters++;
        if (letters > 8)
            return false;
    }
}

/* The space that belongs between the characters a and b; 0: as typed. */
static gunichar
space_between(const struct row *row, long a, long b)
{
    const gunichar left = at(row, a), right = at(row, b);
    if (left == 0 || right == 0)
        return 0;
    if (row->manner->high_signs &&
        (is_one_of(right, U";:!?»") || left == 0xAB || (is_digit(left) && is_one_of(right, U"%‰"))))
        return NARROW_NO_BREAK_SPACE;
    if (is_digit(left) && is_digit(right))
        return is_amount(row, a) ? NARROW_NO_BREAK_SPACE : NO_BREAK_SPACE;
    if (joins_number(row, a, b) || (is_digit(left) && is_currency(row, b)) || ends_day(row, a, b) ||
        announces_number(row, a, b))
        return NO_BREAK_SPACE;
    return 0;
}

/* ---- Signs ---- */

/* A French sign that was typed without its space: not in times, ratios, or where one follows. */
static bool
lacks_space(const struct row *row, unsigned i)
{
    const gunichar sign = row->c[i], before = at(row, (long)i - 1), after = at(row, (long)i + 1);
    if (before == 0 || is_space(before) || is_one_of(before, U"!?:;«([¡¿"))
        return false;
    if (sign == 0xBB) /* » */
        return true;
    if (is_one_of(sign, U"%‰"))
        return is_digit(before);
    return after == 0 || is_space(after) || is_one_of(after, U"!?)]»\"”’…") || after == TEXT_OBJECT;
}

/* Does a mark that can close a quotation stand further on? */
static bool
closes_later(const struct row *row, unsigned i, gunichar mark)
{
    for (unsigned k = i + 2; k < row->length; k++)
        if (row->c[k] == mark && !is_space(row->c[k - 1]) && !g_unichar_isalnum(at(row, k + 1L)))
            return true;
    return false;
}

static bool
may_open(const struct row *row, unsigned i)
{
    const gunichar before = at(row, (long)i - 1), after = at(row, (long)i + 1);
    return (before == 0 || is_space(before) || is_opening(before) || is_one_of(before, U"\"'")) &&
           after != 0 && !is_space(after);
}

static bool
write_quote(struct row *row, unsigned i, GString *out)
{
    if (row->quoted && !is_space(at(row, (long)i - 1))) {
        row->quoted = false;
        g_string_append(out, row->manner->quotes[1]);
        return true;
    }
    if (!row->quoted && may_open(row, i) && closes_later(row, i, '"')) {
        row->quoted = true;
        g_string_append(out, row->manner->quotes[0]);
        return true;
    }
    return false;
}

/* ' between letters, and the 's and 't of Dutch: an apostrophe; in a pair: a quotation mark. */
static bool
write_apostrophe(struct row *row, unsigned i, GString *out)
{
    const gunichar before = at(row, (long)i - 1), after = at(row, (long)i + 1);
    const char *sign = NULL;
    if (g_unichar_isalpha(before) && g_unichar_isalnum(after)) {
        sign = "’";
    } else if (row->single_quoted && !is_space(before)) {
        row->single_quoted = false;
        sign = row->manner->single_quotes[1];
    } else if (g_unichar_isalpha(before)) {
        sign = "’";
    } else if (may_open(row, i) && is_one_of(after, U"stnkmr") &&
               !g_unichar_isalnum(at(row, i + 2L))) {
        sign = "’";
    } else if (may_open(row, i) && closes_later(row, i, '\'')) {
        row->single_quoted = true;
        sign = row->manner->single_quotes[0];
    } else if (may_open(row, i) && is_digit(after)) {
        sign = "’";
    }
    if (sign)
        g_string_append(out, sign);
    return sign != NULL;
}

static bool
write_sign(struct row *row, unsigned i, GString *out)
{
    const gunichar c = row->c[i];
    if (c == '"')
        return write_quote(row, i, out);
    if (c == '\'')
        return write_apostrophe(row, i, out);
    if (!row->manner->high_signs)
        return false;
    if (is_one_of(c, U";:!?»%‰") && lacks_space(row, i))
        put(out, NARROW_NO_BREAK_SPACE);
    put(out, c);
    if (c == 0xAB && !is_space(at(row, i + 1L))) /* « */
        put(out, NARROW_NO_BREAK_SPACE);
    return true;
}

/* A space and what follows it: up to the piece's end, so that two pieces share none. */
static unsigned
write_space(const struct row *row, unsigned i, unsigned end, GString *out)
{
    unsigned first = i, last = i;
    while (first > 0 && is_space(row->c[first - 1]))
        first--;
    while (last < row->length && is_space(row->c[last]))
        last++;
    const gunichar space = space_between(row, (long)first - 1, last);
    const unsigned stop = MIN(last, end);
    if (space && first == i)
        put(out, space);
    else if (!space)
        for (; i < stop; i++)
            put(out, row->c[i]);
    return stop;
}

void
text_write(struct row *row, unsigned start, unsigned end, GString *out)
{
    for (unsigned i = start; i < end;) {
        const unsigned address = address_end(row, i);
        if (address > i) {
            const unsigned stop = MIN(address, end);
            write_address(row, i, stop, out);
            i = stop;
        } else if (!row->manner->quotes[0]) {
            put(out, row->c[i++]);
        } else if (is_space(row->c[i])) {
            i = write_space(row, i, end, out);
        } else {
            if (!write_sign(row, i, out))
                put(out, row->c[i]);
            i++;
        }
    }
}
