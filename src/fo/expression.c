#include "fo/fo_int.h"

#include <math.h>

/* Expressions, XSL 1.1 §5.9, by recursive descent on the text itself.
 *
 * A numeric result is a number times a power of length; a percentage is a length whose base is not
 * known yet, kept beside it, so that 100% - 13pt is one value that the layout resolves. Where the
 * grammar of the recommendation lets a minus sign belong to a name, so that "10pt-2pt" would be a
 * unit "pt-2pt", units here are letters alone. */

enum { DEEPEST = 24 };

struct reader {
    struct scope *scope;
    enum fo_property property;
    const char *at, *end;
    unsigned depth;
};

static bool read_sum(struct reader *, struct operand *);

static void
skip_space(struct reader *r)
{
    while (r->at < r->end && g_ascii_isspace(*r->at))
        r->at++;
}

static bool
take(struct reader *r, char c)
{
    skip_space(r);
    if (r->at == r->end || *r->at != c)
        return false;
    r->at++;
    return true;
}

static struct slice
read_name(struct reader *r)
{
    struct slice name = {r->at, 0};
    while (r->at < r->end && (g_ascii_isalnum(*r->at) || *r->at == '-' || *r->at == '.'))
        r->at++;
    name.length = (size_t)(r->at - name.text);
    return name;
}

static bool
take_word(struct reader *r, const char *word)
{
    skip_space(r);
    const char *start = r->at;
    if (slice_is(read_name(r), word))
        return true;
    r->at = start;
    return false;
}

/* Digits are gathered as a whole number and divided once: 0.4 becomes the double nearest to it. */
static bool
read_digits(struct reader *r, double *number)
{
    double whole = 0, divisor = 1;
    unsigned digits = 0;

    for (; r->at < r->end && g_ascii_isdigit(*r->at); r->at++, digits++)
        whole = whole * 10 + (*r->at - '0');
    if (r->at < r->end && *r->at == '.') {
        for (r->at++; r->at < r->end && g_ascii_isdigit(*r->at); r->at++, digits++) {
            whole = whole * 10 + (*r->at - '0');
            divisor *= 10;
        }
    }
    *number = whole / divisor;
    if (digits == 0 || !isfinite(*number))
        return scope_fail(r->scope, "a number is expected");
    return true;
}

/* The size of an em: that of the parent where the font size itself is computed. */
static double
font_size(const struct reader *r)
{
    const struct fo_style *style =
        r->property == FO_P_FONT_SIZE ? r->scope->inherited : r->scope->own;
    return style->value[FO_P_FONT_SIZE].number;
}

static bool
read_number(struct reader *r, struct operand *result)
{
    static const struct {
        const char *name;
        double points;
    } units[] = {{"pt", 1},  {"mm", 72 / 25.4}, {"cm", 72 / 2.54},
                 {"in", 72}, {"pc", 12},        {"px", 0.75}};
    double number;

    if (!read_digits(r, &number))
        return false;
    *result = (struct operand){.kind = NUMERIC, .number = number};
    if (r->at < r->end && *r->at == '%') {
        r->at++;
        *result = (struct operand){.kind = NUMERIC, .power = 1, .percent = number};
        return true;
    }
    struct slice unit = {r->at, 0};
    while (r->at < r->end && g_ascii_isalpha(*r->at))
        r->at++;
    unit.length = (size_t)(r->at - unit.text);
    if (unit.length == 0)
        return true;
    result->power = 1;
    if (slice_is(unit, "em")) {
        result->number = number * font_size(r);
        return true;
    }
    for (unsigned i = 0; i < G_N_ELEMENTS(units); i++)
        if (slice_is(unit, units[i].name)) {
            result->number = number * units[i].points;
            return true;
        }
    return scope_fail(r->scope, "“%.*s” is not a unit; units are pt, mm, cm, in, pc, px, em and %%",
                      (int)unit.length, unit.text);
}

static bool
read_hexadecimal(struct reader *r, struct operand *result)
{
    uint32_t value = 0;
    unsigned digits = 0;

    for (; r->at < r->end && g_ascii_isxdigit(*r->at); r->at++, digits++) {
        const unsigned digit = (unsigned)g_ascii_xdigit_value(*r->at);
        value = value << 4 | digit;
    }
    if (digits == 3)
        value = (value & 0xF00) * 0x1100 | (value & 0xF0) * 0x110 | (value & 0xF) * 0x11;
    else if (digits != 6)
        return scope_fail(r->scope, "a colour has three or six hexadecimal digits after #");
    *result = (struct operand){.kind = COLOUR, .colour = value};
    return true;
}

static bool
read_property(struct reader *r, struct call *call)
{
    skip_space(r);
    const struct slice name = read_name(r);
    if (name.length == 0)
        return true;
    g_autofree char *text = g_strndup(name.text, name.length);
    const struct attribute *attribute = attribute_find(text);
    if (!attribute)
        return scope_fail(r->scope, "“%s” is not a property", text);
    if (attribute->side == ALL_SIDES || attribute->expansion == EXPAND_FONT)
        return scope_fail(r->scope, "“%s” is a shorthand of several properties", text);
    call->property = attribute_property(attribute, r->scope->inherited);
    return true;
}

/* As far as the parenthesis that closes the call. */
static void
pass_over_arguments(struct reader *r)
{
    unsigned depth = 0;

    for (; r->at < r->end && (depth > 0 || *r->at != ')'); r->at++)
        depth += (*r->at == '(') - (*r->at == ')');
}

static bool
read_call(struct reader *r, struct slice name, struct operand *result)
{
    const struct function *function = function_find(name);
    if (!function)
        return function_unknown(r->scope, name);
    struct call call = {.scope = r->scope, .property = r->property};
    if (function->kind == OF_PROPERTY && !read_property(r, &call))
        return false;
    for (unsigned i = 0; i < function->arguments; i++) {
        if (i > 0 && !take(r, ','))
            return scope_fail(r->scope, "%s() takes %u values", function->name,
                              function->arguments);
        if (!read_sum(r, &call.arguments[i]))
            return false;
    }
    if (function->kind == OF_VALUES_AND_MORE)
        pass_over_arguments(r);
    if (!take(r, ')'))
        return scope_fail(r->scope, "%s() is not closed after what it takes", function->name);
    return function->call(&call, result);
}

static bool
read_word(struct reader *r, struct operand *result)
{
    const struct slice name = read_name(r);
    if (r->at < r->end && *r->at == '(') {
        r->at++;
        return read_call(r, name, result);
    }
    const int64_t colour = colour_find(name.text, name.length);
    if (colour != NOT_FOUND) {
        *result = (struct operand){.kind = COLOUR, .colour = (uint32_t)colour};
        return true;
    }
    return scope_fail(r->scope, "“%.*s” is not a value", (int)name.length, name.text);
}

static bool
read_primary(struct reader *r, struct operand *result)
{
    if (take(r, '('))
        return read_sum(r, result) && (take(r, ')') || scope_fail(r->scope, "“)” is missing"));
    if (take(r, '#'))
        return read_hexadecimal(r, result);
    if (r->at == r->end)
        return scope_fail(r->scope, "a value is missing");
    if (g_ascii_isdigit(*r->at) || *r->at == '.')
        return read_number(r, result);
    if (g_ascii_isalpha(*r->at))
        return read_word(r, result);
    return scope_fail(r->scope, "“%.*s” is not a value", (int)(r->end - r->at), r->at);
}

static bool
read_unary(struct reader *r, struct operand *result)
{
    bool negative = false;

    if (++r->depth > DEEPEST)
        return scope_fail(r->scope, "the expression is nested too deeply");
    while (take(r, '-'))
        negative = !negative;
    if (!read_primary(r, result))
        return false;
    r->depth--;
    if (!negative)
        return true;
    if (result->kind != NUMERIC)
        return scope_fail(r->scope, "only a number can be negative");
    result->number = -result->number;
    result->percent = -result->percent;
    return true;
}

static bool
multiply(struct reader *r, char op, struct operand *left, const struct operand *right)
{
    if (left->kind != NUMERIC || right->kind != NUMERIC)
        return scope_fail(r->scope, "only numbers can be multiplied and divided");
    if ((right->percent != 0 && (op != '*' || left->power != 0)) ||
        (left->percent != 0 && right->power != 0))
        return scope_fail(r->scope, "a percentage can be multiplied and divided by a number only");
    if (op != '*' && right->number == 0)
        return scope_fail(r->scope, "division by zero");
    if (op == '%') {
        if (left->power != right->power || left->percent != 0)
            return scope_fail(r->scope, "mod takes two numbers or two lengths");
        left->number = fmod(left->number, right->number);
        return true;
    }
    const double factor = op == '*' ? right->number : 1 / right->number;
    left->percent = right->percent != 0 ? left->number * right->percent : left->percent * factor;
    left->number = op == '*' ? left->number * right->number : left->number / right->number;
    left->power += op == '*' ? right->power : -right->power;
    return true;
}

static bool
read_product(struct reader *r, struct operand *result)
{
    struct operand right;

    if (!read_unary(r, result))
        return false;
    for (;;) {
        const char op = take(r, '*')          ? '*'
                        : take_word(r, "div") ? '/'
                        : take_word(r, "mod") ? '%'
                                              : '\0';
        if (!op)
            return true;
        if (!read_unary(r, &right) || !multiply(r, op, result, &right))
            return false;
    }
}

static bool
read_sum(struct reader *r, struct operand *result)
{
    struct operand right;

    if (!read_product(r, result))
        return false;
    for (;;) {
        const int sign = take(r, '+') ? 1 : take(r, '-') ? -1 : 0;
        if (sign == 0)
            return true;
        if (!read_product(r, &right))
            return false;
        if (result->kind != NUMERIC || right.kind != NUMERIC || result->power != right.power)
            return scope_fail(r->scope, "only numbers, or only lengths, can be added");
        result->number += sign * right.number;
        result->percent += sign * right.percent;
    }
}

bool
expression_evaluate(struct scope *scope, enum fo_property property, struct slice text,
                    struct operand *result)
{
    struct reader r = {scope, property, text.text, text.text + text.length, 0};
    if (!read_sum(&r, result))
        return false;
    skip_space(&r);
    if (r.at < r.end)
        return scope_fail(scope, "“%.*s” is not understood", (int)(r.end - r.at), r.at);
    return true;
}
