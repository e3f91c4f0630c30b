#include "fo/fo_int.h"

#include <math.h>
#include <string.h>

/* From an attribute's text to the computed value of a property. */

/* What a type accepts beside its keywords. */
enum {
    LENGTHS = 1,
    PERCENTAGES = 2,
    NUMBERS = 4,
    WHOLE = 8,
    NOT_NEGATIVE = 16,
    NOT_ZERO = 32,
    COLOURS = 64,
    PROPORTIONS = 128,
    TEXT = 256
};

static const struct {
    unsigned accepts;
    const char *words;
} types[VALUE_TYPES] = {
#define FO_TYPE(id, accepts, words) {accepts, words},
#include "fo/fo_type.def"
#undef FO_TYPE
};

/* ---- Slices ---- */

struct slice
slice_of(const char *text)
{
    return slice_trim((struct slice){text, strlen(text)});
}

struct slice
slice_trim(struct slice s)
{
    while (s.length > 0 && g_ascii_isspace(*s.text))
        s.text++, s.length--;
    while (s.length > 0 && g_ascii_isspace(s.text[s.length - 1]))
        s.length--;
    return s;
}

bool
slice_is(struct slice s, const char *word)
{
    return strncmp(s.text, word, s.length) == 0 && word[s.length] == '\0';
}

struct slice
slice_word(struct slice *s)
{
    *s = slice_trim(*s);
    struct slice word = {s->length > 0 ? s->text : NULL, 0};
    unsigned depth = 0;
    char quote = '\0';
    for (; word.length < s->length; word.length++) {
        const char c = s->text[word.length];
        if (quote)
            quote = c == quote ? '\0' : quote;
        else if (c == '"' || c == '\'')
            quote = c;
        else if (c == '(')
            depth++;
        else if (c == ')' && depth > 0)
            depth--;
        else if (depth == 0 && g_ascii_isspace(c))
            break;
    }
    s->text += word.length;
    s->length -= word.length;
    return word;
}

/* ---- Text ---- */

static struct slice
unquote(struct slice s)
{
    s = slice_trim(s);
    if (s.length >= 2 && (s.text[0] == '"' || s.text[0] == '\'') &&
        s.text[s.length - 1] == s.text[0])
        return slice_trim((struct slice){s.text + 1, s.length - 2});
    return s;
}

static bool
parse_families(struct scope *scope, struct slice text, struct fo_value *value)
{
    g_autoptr(GString) names = g_string_new(NULL);

    while (text.length > 0) {
        const char *comma = memchr(text.text, ',', text.length);
        const size_t length = comma ? (size_t)(comma - text.text) : text.length;
        const struct slice name = unquote((struct slice){text.text, length});
        if (name.length == 0)
            return scope_fail(scope, "the name of a font family is empty");
        g_string_append(names, names->len > 0 ? "," : "");
        g_string_append_len(names, name.text, (gssize)name.length);
        text.text += length + (comma ? 1 : 0);
        text.length -= length + (comma ? 1 : 0);
    }
    if (names->len == 0)
        return scope_fail(scope, "the name of a font family is missing");
    value->unit = FO_STRING;
    value->string = document_text(scope->document, names->str, names->len);
    return true;
}

/* <uri-specification>: url(…), quoted or not; the bare address is taken too, as everybody does. */
static struct slice
bare_address(struct slice s)
{
    if (s.length > 4 && g_ascii_strncasecmp(s.text, "url(", 4) == 0 && s.text[s.length - 1] == ')')
        s = (struct slice){s.text + 4, s.length - 5};
    return unquote(s);
}

static bool
parse_text(struct scope *scope, enum value_type type, struct slice text, struct fo_value *value)
{
    if (type == TYPE_FAMILIES)
        return parse_families(scope, text, value);
    if (type == TYPE_ADDRESS)
        text = bare_address(text);
    value->unit = FO_STRING;
    value->string = document_text(scope->document, text.text, text.length);
    return true;
}

/* ---- Keywords that stand for a number ---- */

static double
relative_weight(enum fo_keyword keyword, double inherited)
{
    if (keyword == FO_K_BOLDER)
        return inherited < 350 ? 400 : inherited < 550 ? 700 : 900;
    return inherited < 550 ? 100 : inherited < 750 ? 400 : 700;
}

/* Steps of 1.2 about a medium of 12 pt (§7.9.4). */
static double
named_font_size(enum fo_keyword keyword, double inherited)
{
    static const struct {
        enum fo_keyword keyword;
        int step;
    } steps[] = {{FO_K_XX_SMALL, -3}, {FO_K_X_SMALL, -2}, {FO_K_SMALL, -1},  {FO_K_MEDIUM, 0},
                 {FO_K_LARGE, 1},     {FO_K_X_LARGE, 2},  {FO_K_XX_LARGE, 3}};

    if (keyword == FO_K_LARGER)
        return inherited * 1.2;
    if (keyword == FO_K_SMALLER)
        return inherited / 1.2;
    for (unsigned i = 0; i < G_N_ELEMENTS(steps); i++)
        if (steps[i].keyword == keyword)
            return 12 * pow(1.2, steps[i].step);
    g_assert_not_reached();
}

static void
set_number(struct fo_value *value, enum fo_unit unit, double number)
{
    value->unit = unit;
    value->number = number + 0.0; /* never -0 */
}

void
value_set_keyword(struct fo_value *value, enum fo_keyword keyword)
{
    memset(value, 0, sizeof *value);
    value->unit = FO_KEYWORD_VALUE;
    value->keyword = keyword;
}

static void
set_keyword(const struct scope *scope, enum fo_property property, enum fo_keyword keyword,
            struct fo_value *value)
{
    const enum value_type type = property_row(property)->type;
    const double inherited = scope->inherited->value[property].number;

    if (type == TYPE_FONT_SIZE)
        set_number(value, FO_LENGTH, named_font_size(keyword, inherited));
    else if (type == TYPE_WEIGHT && keyword == FO_K_NORMAL)
        set_number(value, FO_NUMBER, 400);
    else if (type == TYPE_WEIGHT && keyword == FO_K_BOLD)
        set_number(value, FO_NUMBER, 700);
    else if (type == TYPE_WEIGHT)
        set_number(value, FO_NUMBER, relative_weight(keyword, inherited));
    else if (type == TYPE_LINE_HEIGHT)
        set_number(value, FO_NUMBER, 1.2);
    else if (type == TYPE_BORDER_WIDTH)
        set_number(value, FO_LENGTH, keyword == FO_K_THIN ? 0.5 : keyword == FO_K_THICK ? 2 : 1);
    else
        value_set_keyword(value, keyword);
}

static bool
accepts_keyword(enum fo_property property, struct slice word)
{
    const char *keywords = property_row(property)->keywords;
    struct slice rest = {keywords, strlen(keywords)};
    for (struct slice k = slice_word(&rest); k.text; k = slice_word(&rest))
        if (k.length == word.length && memcmp(k.text, word.text, k.length) == 0)
            return true;
    return false;
}

static bool
is_word(struct slice s)
{
    if (s.length == 0 || !g_ascii_isalpha(*s.text))
        return false;
    for (size_t i = 0; i < s.length; i++)
        if (!g_ascii_isalnum(s.text[i]) && s.text[i] != '-')
            return false;
    return true;
}

/* ---- Numbers ---- */

static bool
check_range(struct scope *scope, enum fo_property property, double number)
{
    const unsigned accepts = types[property_row(property)->type].accepts;
    const enum value_type type = property_row(property)->type;

    if (!isfinite(number) || fabs(number) > 1e7)
        return scope_fail(scope, "it is too large");
    if ((accepts & NOT_NEGATIVE && number < 0) || (accepts & NOT_ZERO && number == 0) ||
        (accepts & WHOLE && number != floor(number)))
        return false;
    if ((type == TYPE_WEIGHT && (number < 100 || number > 900 || fmod(number, 100) != 0)) ||
        (type == TYPE_ANGLE && (fabs(number) > 270 || fmod(number, 90) != 0)))
        return false;
    return true;
}

static bool
set_length(struct scope *scope, enum fo_property property, struct operand operand,
           struct fo_value *value)
{
    const enum value_type type = property_row(property)->type;

    if (operand.percent != 0 && !(types[type].accepts & PERCENTAGES))
        return false;
    if (type == TYPE_FONT_SIZE || type == TYPE_LINE_HEIGHT) {
        const struct fo_style *base = type == TYPE_FONT_SIZE ? scope->inherited : scope->own;
        operand.number += operand.percent / 100 * base->value[FO_P_FONT_SIZE].number;
        operand.percent = 0;
    }
    if (operand.percent == 0) {
        set_number(value, FO_LENGTH, operand.number);
        return check_range(scope, property, operand.number);
    }
    if (operand.number == 0) {
        set_number(value, FO_PERCENT, operand.percent);
        return check_range(scope, property, operand.percent);
    }
    value->unit = FO_SUM;
    value->sum.points = (float)operand.number;
    value->sum.percent = (float)operand.percent;
    return isfinite(operand.number) && isfinite(operand.percent);
}

static bool
set_plain_number(struct scope *scope, enum fo_property property, double number,
                 struct fo_value *value)
{
    const enum value_type type = property_row(property)->type;

    if (types[type].accepts & NUMBERS) {
        if (!check_range(scope, property, number))
            return false;
        set_number(value, FO_NUMBER, type == TYPE_ANGLE && number < 0 ? number + 360 : number);
        return true;
    }
    if (!(types[type].accepts & LENGTHS))
        return false;
    if (number != 0)
        return scope_fail(scope, "a length needs a unit: pt, mm, cm, in, pc, px or em");
    set_number(value, FO_LENGTH, 0);
    return true;
}

static bool
set_operand(struct scope *scope, enum fo_property property, const struct operand *operand,
            struct fo_value *value)
{
    const unsigned accepts = types[property_row(property)->type].accepts;

    switch (operand->kind) {
    case KEYWORD:
        set_keyword(scope, property, operand->keyword, value);
        return accepts_keyword(property, slice_of(fo_keyword_name(operand->keyword)));
    case COLOUR:
        value->unit = FO_COLOUR;
        value->colour = operand->colour;
        return accepts & COLOURS;
    case PROPORTION:
        set_number(value, FO_PROPORTION, operand->number);
        return accepts & PROPORTIONS;
    case NUMERIC:
        if (operand->power == 0)
            return set_plain_number(scope, property, operand->number, value);
        if (operand->power == 1 && accepts & LENGTHS)
            return set_length(scope, property, *operand, value);
        return false;
    }
    g_assert_not_reached();
}

static bool
parse_word(struct scope *scope, enum fo_property property, struct slice word,
           struct fo_value *value)
{
    if (slice_is(word, "inherit")) {
        *value = scope->inherited->value[property];
        scope->far = scope->far || !property_row(property)->inherited;
        return true;
    }
    g_autofree char *text = g_strndup(word.text, word.length);
    const char *near = keyword_near(property, text);
    if (near)
        return scope_fail(scope, "did you mean “%s”?", near);
    return false;
}

bool
value_parse(struct scope *scope, enum fo_property property, struct slice text,
            struct fo_value *value)
{
    const enum value_type type = property_row(property)->type;
    const bool word = is_word(text);
    struct operand operand;

    memset(value, 0, sizeof *value);
    if (word && accepts_keyword(property, text)) {
        set_keyword(scope, property, (enum fo_keyword)keyword_find(text.text, text.length), value);
        return true;
    }
    if (types[type].accepts & TEXT && !(word && slice_is(text, "inherit")))
        return parse_text(scope, type, text, value);
    if (word && (slice_is(text, "inherit") || !(types[type].accepts & COLOURS)))
        return parse_word(scope, property, text, value);
    return expression_evaluate(scope, property, text, &operand) &&
           set_operand(scope, property, &operand, value);
}

void
value_describe(enum fo_property property, GString *out)
{
    const struct property *row = property_row(property);
    const bool keyword = row->type == TYPE_KEYWORD;

    if (!keyword)
        g_string_append(out, types[row->type].words);
    if (!*row->keywords)
        return;
    g_auto(GStrv) keywords = g_strsplit(row->keywords, " ", -1);
    g_autofree char *list = g_strjoinv(", ", keywords);
    g_string_append_printf(out, "%s%s", keyword ? "" : "; or ", list);
}

bool
fo_value_equal(const struct fo_value *a, const struct fo_value *b)
{
    if (a->unit != b->unit)
        return false;
    switch (a->unit) {
    case FO_KEYWORD_VALUE:
        return a->keyword == b->keyword;
    case FO_COLOUR:
        return a->colour == b->colour;
    case FO_STRING:
        return a->string == b->string || strcmp(a->string, b->string) == 0;
    case FO_SUM:
        return a->sum.points == b->sum.points && a->sum.percent == b->sum.percent;
    default:
        return a->number == b->number;
    }
}
