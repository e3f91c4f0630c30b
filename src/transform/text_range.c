#include "transform/text_character_int.h"

/* Dashes: between numbers (a range, closed up) and between words (with spaces around it). Both
 * look at the characters left and right, whatever spaces were typed there. */

static long
skip_left(const struct row *row, long i)
{
    while (is_space(at(row, i)))
        i--;
    return i;
}

static long
skip_right(const struct row *row, long i)
{
    while (is_space(at(row, i)))
        i++;
    return i;
}

/* The dash or the two hyphens at i: where the characters left and right of it are. */
static bool
neighbours(const struct row *row, long i, long *left, long *right)
{
    long first = i, last = i;
    if (!is_any_dash(at(row, i)))
        return false;
    while (is_any_dash(at(row, first - 1)))
        first--;
    while (is_any_dash(at(row, last + 1)))
        last++;
    if (last - first > 1 || (last > first && (at(row, first) != '-' || at(row, last) != '-')))
        return false;
    *left = first - 1;
    *right = last + 1;
    return true;
}

/* A number with its digits in one or two parts: 12, 2013, 9.00, 9:30, 9h30. */
struct number {
    unsigned value, digits, part; /* of the first part; digits of the second */
    long start, end;              /* end: behind it */
};

static struct number
read_number(const struct row *row, long i)
{
    struct number number = {.start = i, .end = i};
    for (; is_digit(at(row, number.end)) && number.digits < 6; number.end++, number.digits++)
        number.value = number.value * 10 + (at(row, number.end) - '0');
    if (is_one_of(at(row, number.end), U".:,hu") && is_digit(at(row, number.end + 1)))
        for (number.end++; is_digit(at(row, number.end)); number.end++)
            number.part++;
    return number;
}

static struct number
read_number_left(const struct row *row, long end)
{
    long start = end;
    while (is_digit(at(row, start - 1)) ||
           (start < end && is_one_of(at(row, start - 1), U".:,hu") && is_digit(at(row, start - 2))))
        start--;
    return read_number(row, start);
}

static bool
stands_alone(const struct row *row, const struct number *from, const struct number *to)
{
    const gunichar before = at(row, from->start - 1), after = at(row, to->end);
    if (from->digits == 0 || to->digits == 0 || is_letter(before) || is_letter(after) ||
        is_digit(after) || is_one_of(before, U"+-/.,:_@#&=–)") || is_one_of(after, U"-/_@#&=–("))
        return false;
    if (is_one_of(after, U".,:") && is_digit(at(row, to->end + 1)))
        return false;
    return !(is_space(before) &&
             (is_digit(at(row, from->start - 2)) || is_one_of(at(row, from->start - 2), U"+)"))) &&
           !(is_space(after) && is_digit(at(row, to->end + 1)));
}

static bool
is_year(const struct number *number)
{
    return number->digits == 4 && number->part == 0 && number->value >= 1900 &&
           number->value <= 2099;
}

/* "p. " */
static bool
is_announced(const struct row *row, long i)
{
    return is_space(at(row, i - 1)) && at(row, i - 2) == '.' && is_letter(at(row, i - 3));
}

/* "24-36 maanden", "5-10 %" */
static bool
is_counted(const struct row *row, long end)
{
    const gunichar next = at(row, skip_right(row, end));
    return is_one_of(next, U"%‰€°") || (is_space(at(row, end)) && is_letter(next));
}

bool
text_is_range(const struct row *row, long i)
{
    long left, right;
    if (!neighbours(row, i, &left, &right) || is_space(at(row, left)) != is_space(at(row, right)))
        return false;
    const long last = skip_left(row, left), first = skip_right(row, right);
    if (!is_digit(at(row, last)) || !is_digit(at(row, first)))
        return false;
    const struct number from = read_number_left(row, last + 1), to = read_number(row, first);
    if (from.end != last + 1 || !stands_alone(row, &from, &to))
        return false;
    if (from.part || to.part)
        return from.part == 2 && to.part == 2 && from.digits <= 2 && to.digits <= 2;
    if (to.value <= from.value || at(row, from.start) == '0' || at(row, to.start) == '0')
        return false;
    if (is_year(&from) && is_year(&to))
        return true;
    return (from.digits <= 2 && to.digits <= 2 && is_counted(row, to.end)) ||
           (from.digits <= 3 && to.digits <= 3 && is_announced(row, from.start));
}

bool
text_is_dash(const struct row *row, long i)
{
    long left, right;
    if (!neighbours(row, i, &left, &right) || !is_space(at(row, right)))
        return false;
    if (at(row, left) != 0 && !is_space(at(row, left)))
        return false;
    const gunichar before = at(row, skip_left(row, left)), after = at(row, skip_right(row, right));
    return after != 0 && !is_opening(before) && !is_any_dash(before) && !is_any_dash(after) &&
           !is_one_of(after, U"»;:!?") && !(is_digit(after) && (before == 0 || is_digit(before)));
}
