#include "transform/text_character_int.h"

/* Rules read the original characters only, so none depends on what another one wrote; only
 * quotation marks and addresses carry a state along the paragraph. They recognise forms, hardly
 * ever words. Where a form is in doubt the text stays as typed. What a rule writes, it recognises:
 * applied again, the rules change nothing (tests/unit/transform_text.c tries many texts).
 *
 * Spaces in text_space.c, addresses in text_address.c, dashes in text_range.c, signs here. French
 * spaces are those of the Imprimerie nationale: narrow before ; ! ?, a word's space before : and
 * within guillemets, none of them broken. Ordinals (1er, 2e, 1ste) stay plain letters: raised, they
 * would be a word apart for a screen reader and for who searches. */

/* ---- Quotation marks ---- */

/* How many marks that can close a quotation stand further on? Two are enough to know. */
static unsigned
closers(const struct row *row, unsigned i, gunichar mark)
{
    unsigned count = 0;
    for (unsigned k = i + 2; k < row->length && count < 2; k++)
        count += row->c[k] == mark && !is_space(row->c[k - 1]) && !is_opening(row->c[k - 1]) &&
                 !g_unichar_isalnum(at(row, k + 1L));
    return count;
}

static bool
may_open(const struct row *row, unsigned i)
{
    const gunichar before = at(row, (long)i - 1), after = at(row, (long)i + 1);
    return (before == 0 || is_space(before) || is_opening(before) || is_one_of(before, U"\"'")) &&
           after != 0 && !is_space(after) && !is_one_of(after, U"\"'«»“”„‘’‚");
}

/* " in a pair; in another quotation, straight or typed, the marks for that. */
static bool
write_quote(struct row *row, unsigned i, GString *out)
{
    const gunichar before = at(row, (long)i - 1);
    const bool opens = row->quoted < 2 && may_open(row, i) && closers(row, i, '"') > row->quoted;
    const bool closes = !opens && row->quoted && !is_space(before) && !is_opening(before) &&
                        !g_unichar_isalnum(at(row, i + 1L));
    if (!opens && !closes)
        return false;
    const unsigned depth = row->quoted + row->typed_quoted + opens;
    g_string_append(out,
                    depth > 1 ? row->manner->single_quotes[closes] : row->manner->quotes[closes]);
    row->quoted += opens ? 1 : -1u;
    if (opens)
        row->opened = i;
    return true;
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
    } else if (may_open(row, i) && closers(row, i, '\'') > 0) {
        row->single_quoted = true;
        sign = row->manner->single_quotes[0];
    } else if (may_open(row, i) && is_digit(after)) {
        sign = "’";
    }
    if (sign)
        g_string_append(out, sign);
    return sign != NULL;
}

static void
note_typed_quote(struct row *row, gunichar c)
{
    if (c == g_utf8_get_char(row->manner->quotes[0]))
        row->typed_quoted = true;
    else if (is_one_of(c, U"»”“"))
        row->typed_quoted = false;
}

/* ---- Signs ---- */

/* Nothing, a space or what encloses stands at i, or signs before one of them. */
static bool
ends_word(const struct row *row, long i)
{
    while (is_one_of(at(row, i), U".,;:!?…"))
        i++;
    const gunichar c = at(row, i);
    return c == 0 || is_space(c) || c == TEXT_OBJECT || is_one_of(c, U"\"'«»“”„‘’‚()[]");
}

/* A French sign that was typed without its space: not in times, ratios, or where one follows. */
static bool
lacks_space(const struct row *row, long i)
{
    const gunichar sign = row->c[i], before = at(row, i - 1), after = at(row, i + 1);
    if (before == 0 || is_space(before) || is_one_of(before, U"!?:;«“‘([¡¿") ||
        (before == '"' && row->quoted && row->opened == i - 1))
        return false;
    if (sign == 0xBB) /* » */
        return true;
    return after == 0 || is_space(after) || is_one_of(after, U"!?)]»\"'”’") || after == TEXT_OBJECT;
}

/* 25%, at a word's end. */
static bool
lacks_percent_space(const struct row *row, long i)
{
    if (!is_digit(at(row, i - 1)))
        return false;
    for (i++; is_one_of(at(row, i), U".,;:!?…"); i++)
        if (is_one_of(at(row, i), U";:!?") && lacks_space(row, i))
            return true;
    return ends_word(row, i);
}

static void
write_high_sign(const struct row *row, unsigned i, GString *out)
{
    const gunichar c = row->c[i];
    if (is_one_of(c, U"%‰") ? lacks_percent_space(row, i)
                            : is_one_of(c, U";:!?»") && lacks_space(row, i))
        put(out, is_one_of(c, U";!?") ? NARROW_NO_BREAK_SPACE : NO_BREAK_SPACE);
    put(out, c);
    if (c == 0xAB && !is_space(at(row, i + 1L))) /* « */
        put(out, NO_BREAK_SPACE);
}

/* "z.B." and "i.d.R." lack a space behind the full stop at i. */
static bool
lacks_abbreviation_space(const struct row *row, long i)
{
    long end = i + 1;
    if (!g_unichar_islower(at(row, i - 1)) || !text_is_initial(row, i))
        return false;
    while (is_letter(at(row, end)) && at(row, end + 1) == '.')
        end += 2;
    return end > i + 1 && ends_word(row, end);
}

/* Full stops: three as one sign. Returns how many characters were written; 0: none. */
static unsigned
write_stop(const struct row *row, unsigned i, unsigned end, GString *out)
{
    const long k = i;
    if (i + 3 <= end && at(row, k + 1) == '.' && at(row, k + 2) == '.' && at(row, k + 3) != '.' &&
        at(row, k - 1) != '.') {
        g_string_append(out, "…");
        return 3;
    }
    if (!row->manner->spaced_abbreviations || !lacks_abbreviation_space(row, k))
        return 0;
    put(out, '.');
    put(out, NARROW_NO_BREAK_SPACE);
    return 1;
}

static unsigned
write_dash(const struct row *row, unsigned i, unsigned end, GString *out)
{
    const unsigned two = at(row, i + 1L) == '-';
    if (row->c[i] != '-' || i + 1 + two > end || !(text_is_range(row, i) || text_is_dash(row, i)))
        return 0;
    g_string_append(out, "–");
    return 1 + two;
}

/* Returns how many characters were written. */
static unsigned
write_sign(struct row *row, unsigned i, unsigned end, GString *out)
{
    const gunichar c = row->c[i];
    unsigned written = 0;
    if (is_letter(c))
        written = 0;
    else if (c == '"')
        written = write_quote(row, i, out);
    else if (c == '\'')
        written = write_apostrophe(row, i, out);
    else if (c == '.')
        written = write_stop(row, i, end, out);
    else if (c == '-')
        written = write_dash(row, i, end, out);
    if (written)
        return written;
    if (c > 0x80)
        note_typed_quote(row, c);
    if (row->manner->high_signs)
        write_high_sign(row, i, out);
    else
        put(out, c);
    return 1;
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
    const gunichar space = text_space_between(row, (long)first - 1, last);
    const unsigned stop = MIN(last, end);
    if (space && space != TEXT_NO_SPACE && first == i)
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
        const unsigned address = text_write_address(row, i, end, out);
        if (address > i)
            i = address;
        else if (!*row->manner->lang)
            put(out, row->c[i++]);
        else if (is_space(row->c[i]))
            i = write_space(row, i, end, out);
        else
            i += write_sign(row, i, end, out);
    }
}
