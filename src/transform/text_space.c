#include "transform/text_character_int.h"

/* Which spaces a line must not be broken at, and which are narrow. Forms are recognised (a number,
 * a short word with a full stop, capitals before a number) and a few signs that all languages
 * share: units, and what law puts behind a number. */

/* ---- Numbers ---- */

/* Digits in groups, as far as they reach: +32 2 739 73 17, 1 500 000. Is it an amount? Its first
 * group has one to three digits and no 0 in front, the others have three. */
static bool
is_amount(const struct row *row, long i)
{
    while (is_digit(at(row, i - 1)) || (is_space(at(row, i - 1)) && is_digit(at(row, i - 2))))
        i--;
    if (at(row, i) == '0' || is_one_of(at(row, i - 1), U"+/.…-)") ||
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
        return is_digit(right) || is_one_of(right, U"%‰€$£°") ||
               (right == '(' && is_digit(at(row, b + 1)) && at(row, b + 2) == ')');
    if (is_digit(right))
        return is_one_of(left, U"€$£§") ||
               (left == ')' && is_digit(at(row, a - 1)) && at(row, a - 2) == '(');
    return false;
}

/* The word that begins at b, with no letter or digit behind it, is one of a list that ends with
 * NULL. */
static bool
is_word_of(const struct row *row, long b, const char *const *words)
{
    for (; *words; words++) {
        long i = b;
        for (const char *c = *words; *c && at(row, i) == (gunichar)*c; c++, i++)
            if (!c[1] && !is_letter(at(row, i + 1)) && !is_digit(at(row, i + 1)))
                return true;
    }
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

/* What belongs to the number before it. */
static bool
is_unit(const struct row *row, long b)
{
    static const char *const units[] = {"km",    "m",    "cm",  "mm",  "kg",  "g",   "mg",  "l",
                                        "ml",    "ha",   "h",   "min", "u",   "Uhr", "uur", "euro",
                                        "euros", "Euro", "Mio", "Mrd", "mln", "mld", NULL};
    return is_currency(row, b) || is_word_of(row, b, units);
}

/* ---- Dates ---- */

static long
word_end(const struct row *row, long i)
{
    while (is_letter(at(row, i)))
        i++;
    return i;
}

/* "maart 2004": a word and a year. */
static bool
is_followed_by_year(const struct row *row, long b)
{
    b = word_end(row, b);
    if (at(row, b) == '.')
        b++;
    unsigned year = 0;
    if (is_space(at(row, b)))
        while (is_digit(at(row, b + 1)))
            b++, year++;
    return year == 4;
}

/* "1er septembre", "23. Februar", "1 mei", "1st March", "23. 2. 2005": does the day end at a? */
static bool
ends_day(const struct row *row, long a, long b)
{
    unsigned digits = 0, letters = 0;
    const bool mark = at(row, a) == '.';
    if (mark)
        a--;
    for (; is_letter(at(row, a)) && letters < 3; a--)
        letters++;
    const bool first = letters == 2 && at(row, a + 1) == 'e' && at(row, a + 2) == 'r';
    while (is_digit(at(row, a)))
        a--, digits++;
    if (digits < 1 || digits > 2 ||
        !(at(row, a) == 0 || is_space(at(row, a)) || is_one_of(at(row, a), U"([«“„‚‘’'\"-–")))
        return false;
    if (mark && is_digit(at(row, b)))
        return letters == 0;
    if (!is_letter(at(row, b)))
        return false;
    return (first && !mark) || text_is_month(row, b, word_end(row, b)) ||
           (letters == 0 && is_followed_by_year(row, b));
}

/* "July 1, 2013" */
static bool
begins_day(const struct row *row, long a, long b)
{
    long start = a, end = b;
    while (is_letter(at(row, start - 1)))
        start--;
    while (is_digit(at(row, end)))
        end++;
    return end > b && end - b <= 2 && at(row, end) == ',' && is_space(at(row, end + 1)) &&
           is_digit(at(row, end + 2)) && text_is_month(row, start, a + 1);
}

/* ---- References, abbreviations, names ---- */

/* What announces a number that must not stand alone on the next line: "art. 12", "n° 5", "No 5",
 * "tel. +32", "E 106", "BE/TR 111". */
static bool
announces_number(const struct row *row, long a, long b)
{
    const bool mark = at(row, a) == '.';
    if (!is_digit(at(row, b)) && !(mark && at(row, b) == '+' && is_digit(at(row, b + 1))))
        return false;
    unsigned letters = 0, capitals = 0;
    if (at(row, a) == 0xB0 || at(row, a) == 0xBA) /* ° º */
        return is_one_of(at(row, a - 1), U"nN");
    if (at(row, a) == 'o' && at(row, a - 1) == 'N' && !is_letter(at(row, a - 2)))
        return true;
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

/* "(EG) Nr. 883", "(CE) n° 883" */
static bool
joins_reference(const struct row *row, long a, long b)
{
    if (at(row, a) != ')' || !g_unichar_isupper(at(row, a - 1)) || !is_one_of(at(row, b), U"nN"))
        return false;
    long end = b + 1;
    if (is_one_of(at(row, end), U"ro°"))
        end++;
    if (at(row, end) == '.')
        end++;
    return end > b + 1 && is_space(at(row, end)) && is_digit(at(row, end + 1));
}

bool
text_is_initial(const struct row *row, long i)
{
    long before = i - 2;
    if (at(row, i) != '.' || !is_letter(at(row, i - 1)))
        return false;
    if (at(row, before) == '.')
        return text_is_initial(row, before);
    return at(row, before) == 0 || is_space(at(row, before)) ||
           is_one_of(at(row, before), U"([\"'«“„‚‘’-–");
}

/* "z. B.", "p. ex.", "i. d. R." */
static bool
joins_abbreviation(const struct row *row, long a, long b)
{
    if (!text_is_initial(row, a))
        return false;
    const long end = word_end(row, b);
    return end > b && end - b <= 2 && at(row, end) == '.' && at(row, end + 1) != '.';
}

/* "J. Dupont", "Dr. Müller", "Mme Dupont": never a name's initial or title at a line's end. */
static bool
joins_name(const struct row *row, long a, long b)
{
    static const char *const titles[] = {"Dr",   "Mr",   "Mrs", "Ms",  "Mme",
                                         "Mlle", "Prof", "St",  "Ste", NULL};
    if (!g_unichar_isupper(at(row, b)))
        return false;
    const bool mark = at(row, a) == '.';
    long start = mark ? a - 1 : a;
    if (g_unichar_isupper(at(row, start)) && text_is_initial(row, a))
        return true;
    while (is_letter(at(row, start - 1)))
        start--;
    return is_word_of(row, start, titles);
}

/* ---- The rule ---- */

/* What ends at a is an address, which belongs to nothing. */
static bool
ends_address(const struct row *row, long a)
{
    if (row->address_stop == 0 || a + 1 < (long)row->address_stop)
        return false;
    for (long i = row->address_stop; i <= a; i++)
        if (!is_one_of(at(row, i), U".,;:!?…\u200B"))
            return false;
    return true;
}

static gunichar
space_of_signs(const struct row *row, long a, long b)
{
    const gunichar left = at(row, a), right = at(row, b);
    if (left == 0xAB || is_one_of(right, U":»")) /* « */
        return NO_BREAK_SPACE;
    return is_one_of(right, U";!?") ? NARROW_NO_BREAK_SPACE : 0;
}

gunichar
text_space_between(const struct row *row, long a, long b)
{
    const gunichar left = at(row, a), right = at(row, b);
    const gunichar sign = row->manner->high_signs && left ? space_of_signs(row, a, b) : 0;
    if (sign)
        return sign;
    if (is_any_dash(left) || is_any_dash(right)) {
        if (text_is_range(row, is_any_dash(left) ? a : b))
            return TEXT_NO_SPACE;
        if (is_any_dash(right))
            return left && text_is_dash(row, b) ? NO_BREAK_SPACE : 0;
        const long first = is_any_dash(at(row, a - 1)) ? a - 1 : a;
        return first == 0 && text_is_dash(row, a) ? NO_BREAK_SPACE : 0;
    }
    if (left == 0 || right == 0 || ends_address(row, a))
        return 0;
    if (is_digit(left) && is_digit(right))
        return is_amount(row, a) ? NARROW_NO_BREAK_SPACE : NO_BREAK_SPACE;
    if (joins_abbreviation(row, a, b))
        return row->manner->spaced_abbreviations ? NARROW_NO_BREAK_SPACE : NO_BREAK_SPACE;
    if (joins_number(row, a, b) || (is_digit(left) && is_unit(row, b)) || ends_day(row, a, b) ||
        begins_day(row, a, b) || announces_number(row, a, b) || joins_reference(row, a, b) ||
        joins_name(row, a, b))
        return NO_BREAK_SPACE;
    return 0;
}
