#include "fo/fo_int.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The functions of expressions, XSL 1.1 §5.10. */

enum { MOST_COLUMNS = 10000 };

bool
scope_fail(struct scope *scope, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_string_vprintf(scope->problem, format, arguments);
    va_end(arguments);
    return false;
}

static bool
is_number(const struct operand *operand)
{
    return operand->kind == NUMERIC && operand->power == 0;
}

static bool
call_rgb(const struct call *call, struct operand *result)
{
    *result = (struct operand){.kind = COLOUR};
    for (unsigned i = 0; i < 3; i++) {
        double part = call->arguments[i].percent * 255 / 100;
        if (is_number(&call->arguments[i]))
            part = call->arguments[i].number;
        else if (call->arguments[i].kind != NUMERIC || call->arguments[i].number != 0)
            return scope_fail(call->scope,
                              "rgb() takes three numbers from 0 to 255, or percentages");
        result->colour = result->colour << 8 | (uint32_t)lround(CLAMP(part, 0, 255));
    }
    return true;
}

/* FOP's: parts of one, or percentages; as ink on white paper. */
static bool
call_cmyk(const struct call *call, struct operand *result)
{
    double ink[4];

    for (unsigned i = 0; i < 4; i++) {
        const struct operand *part = &call->arguments[i];
        if (part->kind != NUMERIC || (part->power != 0 && part->number != 0))
            return scope_fail(call->scope, "cmyk() takes four numbers from 0 to 1, or percentages");
        ink[i] = CLAMP(part->number + part->percent / 100, 0, 1);
    }
    *result = (struct operand){.kind = COLOUR};
    for (unsigned i = 0; i < 3; i++)
        result->colour = result->colour << 8 | (uint32_t)lround(255 * (1 - ink[i]) * (1 - ink[3]));
    return true;
}

static bool
call_proportion(const struct call *call, struct operand *result)
{
    if (!is_number(&call->arguments[0]) || call->arguments[0].number < 0)
        return scope_fail(call->scope, "proportional-column-width() takes a number");
    *result = (struct operand){.kind = PROPORTION, .number = call->arguments[0].number};
    return true;
}

static bool
call_rounding(const struct call *call, double (*round_it)(double), struct operand *result)
{
    const struct operand *argument = &call->arguments[0];
    if (argument->kind != NUMERIC || argument->percent != 0)
        return scope_fail(call->scope, "only a number can be rounded");
    *result = *argument;
    result->number = round_it(argument->number);
    return true;
}

static double
round_half_up(double number)
{
    return floor(number + 0.5);
}

static bool
call_floor(const struct call *call, struct operand *result)
{
    return call_rounding(call, floor, result);
}

static bool
call_ceiling(const struct call *call, struct operand *result)
{
    return call_rounding(call, ceil, result);
}

static bool
call_round(const struct call *call, struct operand *result)
{
    return call_rounding(call, round_half_up, result);
}

static bool
call_abs(const struct call *call, struct operand *result)
{
    return call_rounding(call, fabs, result);
}

static bool
choose(const struct call *call, bool greater, struct operand *result)
{
    const struct operand *a = &call->arguments[0], *b = &call->arguments[1];
    if (a->kind != NUMERIC || b->kind != NUMERIC || a->power != b->power || a->percent != 0 ||
        b->percent != 0)
        return scope_fail(call->scope, "min() and max() take two numbers or two lengths");
    *result = (a->number > b->number) == greater ? *a : *b;
    return true;
}

static bool
call_min(const struct call *call, struct operand *result)
{
    return choose(call, false, result);
}

static bool
call_max(const struct call *call, struct operand *result)
{
    return choose(call, true, result);
}

static struct operand
from_value(const struct fo_value *value)
{
    switch (value->unit) {
    case FO_KEYWORD_VALUE:
        return (struct operand){.kind = KEYWORD, .keyword = value->keyword};
    case FO_LENGTH:
        return (struct operand){.kind = NUMERIC, .power = 1, .number = value->number};
    case FO_PERCENT:
        return (struct operand){.kind = NUMERIC, .power = 1, .percent = value->number};
    case FO_SUM:
        return (struct operand){.kind = NUMERIC,
                                .power = 1,
                                .number = (double)value->sum.points,
                                .percent = (double)value->sum.percent};
    case FO_PROPORTION:
        return (struct operand){.kind = PROPORTION, .number = value->number};
    case FO_COLOUR:
        return (struct operand){.kind = COLOUR, .colour = value->colour};
    default:
        return (struct operand){.kind = NUMERIC, .number = value->number};
    }
}

/* §7.30.11, §7.30.12: from the start edge of the list to that of the bodies, and from the end edge
 * of the reference area back to the end of the labels. */
static bool
call_list(const struct call *call, bool label, struct operand *result)
{
    const struct frame *self = call->scope->self;
    const struct fo_style *list = self && self->parent ? self->parent->list : NULL;
    if (!list)
        return scope_fail(call->scope,
                          "body-start() and label-end() have a meaning inside a list only");
    *result = from_value(&list->value[FO_P_START_INDENT]);
    result->number += list->value[FO_P_PROVISIONAL_DISTANCE_BETWEEN_STARTS].number;
    if (label) {
        result->number = list->value[FO_P_PROVISIONAL_LABEL_SEPARATION].number - result->number;
        result->percent = 100 - result->percent;
    }
    return true;
}

static bool
call_body_start(const struct call *call, struct operand *result)
{
    return call_list(call, false, result);
}

static bool
call_label_end(const struct call *call, struct operand *result)
{
    return call_list(call, true, result);
}

/* The nearest ancestor on which the property was set, else the root's. */
static const struct fo_style *
nearest_specified(struct scope *scope, enum fo_property property)
{
    const struct fo_style *style = style_initial();
    struct specification *specification = g_new(struct specification, 1);

    scope->far = true;
    for (const struct frame *frame = scope->self->parent; frame; frame = frame->parent) {
        memset(specification, 0, sizeof *specification);
        for (const xmlAttr *a = frame->xml->properties; a; a = a->next) {
            const struct attribute *attribute =
                a->ns ? NULL : attribute_find((const char *)a->name);
            if (attribute && a->children && a->children->content)
                shorthand_expand(specification, attribute,
                                 slice_of((const char *)a->children->content), NULL);
        }
        if (specification->of[property].value.text) {
            style = frame->style;
            break;
        }
    }
    g_free(specification);
    return style;
}

static bool
take_value(const struct call *call, const struct fo_style *style, struct operand *result)
{
    const struct fo_value *value = &style->value[call->property];
    if (value->unit == FO_STRING)
        return scope_fail(call->scope, "%s is not a number", fo_property_name(call->property));
    *result = from_value(value);
    call->scope->far = call->scope->far || !property_row(call->property)->inherited;
    return true;
}

static bool
call_from_parent(const struct call *call, struct operand *result)
{
    return take_value(call, call->scope->inherited, result);
}

static bool
call_inherited(const struct call *call, struct operand *result)
{
    if (!property_row(call->property)->inherited)
        return scope_fail(call->scope, "%s is not inherited", fo_property_name(call->property));
    return take_value(call, call->scope->inherited, result);
}

static bool
call_nearest(const struct call *call, struct operand *result)
{
    return take_value(call, nearest_specified(call->scope, call->property), result);
}

/* ---- The column of a cell ---- */

static unsigned
whole_attribute(const xmlNode *xml, const char *name, unsigned otherwise)
{
    for (const xmlAttr *a = xml->properties; a; a = a->next)
        if (!a->ns && strcmp((const char *)a->name, name) == 0 && a->children &&
            a->children->content)
            return (unsigned)CLAMP(atoi((const char *)a->children->content), 1, MOST_COLUMNS);
    return otherwise;
}

/* §7.28.6, but for cells that earlier rows have let down into this one. */
static unsigned
column_of_cell(const xmlNode *cell)
{
    unsigned column = 1;

    for (const xmlNode *xml = cell->parent->children; xml; xml = xml->next) {
        if (xml->type != XML_ELEMENT_NODE || strcmp((const char *)xml->name, "table-cell") != 0)
            continue;
        column = whole_attribute(xml, "column-number", column);
        if (xml == cell)
            break;
        column += whole_attribute(xml, "number-columns-spanned", 1);
    }
    return column;
}

static const struct fo_style *
column_style(const struct fo_node *table, unsigned column)
{
    unsigned next = 1;

    for (const struct fo_node *node = table->child; node; node = node->next) {
        if (node->element != FO_TABLE_COLUMN)
            continue;
        const unsigned first = (unsigned)fo_number(node->style, FO_P_COLUMN_NUMBER, next);
        next = first + (unsigned)fo_number(node->style, FO_P_NUMBER_COLUMNS_REPEATED, 1);
        if (column >= first && column < next)
            return node->style;
    }
    return NULL;
}

static bool
call_column(const struct call *call, struct operand *result)
{
    const struct frame *cell = call->scope->self;

    while (cell && cell->element != FO_TABLE_CELL)
        cell = cell->parent;
    const struct frame *table = cell;
    while (table && table->element != FO_TABLE)
        table = table->parent;
    if (!table)
        return scope_fail(call->scope, "from-table-column() has a meaning in a table cell only");
    const struct fo_style *style = column_style(table->node, column_of_cell(cell->xml));
    call->scope->far = true;
    if (!style)
        return scope_fail(call->scope, "there is no fo:table-column for this cell");
    return take_value(call, style, result);
}

static const struct function functions[] = {
    {"rgb", 3, OF_VALUES, call_rgb},
    {"rgb-icc", 3, OF_VALUES_AND_MORE, call_rgb},
    {"cmyk", 4, OF_VALUES, call_cmyk},
    {"proportional-column-width", 1, OF_VALUES, call_proportion},
    {"body-start", 0, OF_VALUES, call_body_start},
    {"label-end", 0, OF_VALUES, call_label_end},
    {"floor", 1, OF_VALUES, call_floor},
    {"ceiling", 1, OF_VALUES, call_ceiling},
    {"round", 1, OF_VALUES, call_round},
    {"abs", 1, OF_VALUES, call_abs},
    {"min", 2, OF_VALUES, call_min},
    {"max", 2, OF_VALUES, call_max},
    {"from-parent", 0, OF_PROPERTY, call_from_parent},
    {"from-nearest-specified-value", 0, OF_PROPERTY, call_nearest},
    {"from-table-column", 0, OF_PROPERTY, call_column},
    {"inherited-property-value", 0, OF_PROPERTY, call_inherited},
};

const struct function *
function_find(struct slice name)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(functions); i++)
        if (slice_is(name, functions[i].name))
            return &functions[i];
    return NULL;
}

bool
function_unknown(struct scope *scope, struct slice name)
{
    const char *names[G_N_ELEMENTS(functions)];
    for (unsigned i = 0; i < G_N_ELEMENTS(functions); i++)
        names[i] = functions[i].name;
    g_autofree char *word = g_strndup(name.text, name.length);
    const char *near = diag_near(word, names, G_N_ELEMENTS(names));
    return near ? scope_fail(scope, "there is no function %s(); did you mean %s()?", word, near)
                : scope_fail(scope, "there is no function %s()", word);
}

void
function_list(GString *out)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(functions); i++)
        g_string_append_printf(out, "%s`%s()`", i > 0 ? ", " : "", functions[i].name);
}
