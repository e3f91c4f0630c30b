#include "fo/fo_int.h"

#include <string.h>

/* The tree as text. A node shows what its style says beyond what it would be without attributes:
 * inherited values that differ from the parent's, others that differ from the initial ones. */

enum { STEP = 2 };

static void
append_number(GString *out, double number)
{
    char text[G_ASCII_DTOSTR_BUF_SIZE];

    g_ascii_formatd(text, sizeof text, "%.3f", number);
    if (strchr(text, '.')) {
        size_t length = strlen(text);
        while (text[length - 1] == '0')
            length--;
        text[text[length - 1] == '.' ? length - 1 : length] = '\0';
    }
    g_string_append(out, strcmp(text, "-0") == 0 ? "0" : text);
}

/* Controls, and spaces and format characters beyond ASCII, by their numbers. */
static void
append_text(GString *out, const char *text)
{
    g_string_append_c(out, '"');
    for (const char *at = text; *at; at = g_utf8_next_char(at)) {
        const gunichar c = g_utf8_get_char(at);
        const GUnicodeType type = g_unichar_type(c);
        if (c == '\n')
            g_string_append(out, "\\n");
        else if (c == '"' || c == '\\')
            g_string_append_printf(out, "\\%c", (char)c);
        else if (c != ' ' && (type == G_UNICODE_CONTROL || type == G_UNICODE_FORMAT ||
                              type == G_UNICODE_SPACE_SEPARATOR))
            g_string_append_printf(out, "<U+%04X>", c);
        else
            g_string_append_unichar(out, c);
    }
    g_string_append_c(out, '"');
}

static void
append_value(GString *out, const struct fo_value *value)
{
    switch (value->unit) {
    case FO_KEYWORD_VALUE:
        g_string_append(out, fo_keyword_name(value->keyword));
        break;
    case FO_LENGTH:
        append_number(out, value->number);
        g_string_append(out, "pt");
        break;
    case FO_PERCENT:
        append_number(out, value->number);
        g_string_append_c(out, '%');
        break;
    case FO_SUM:
        append_number(out, (double)value->sum.percent);
        g_string_append(out, value->sum.points < 0 ? "%" : "%+");
        append_number(out, (double)value->sum.points);
        g_string_append(out, "pt");
        break;
    case FO_NUMBER:
        append_number(out, value->number);
        break;
    case FO_PROPORTION:
        append_number(out, value->number);
        g_string_append_c(out, '*');
        break;
    case FO_COLOUR:
        g_string_append_printf(out, "#%06X", value->colour);
        break;
    case FO_STRING:
        append_text(out, value->string);
        break;
    }
}

/* Compounds whose components follow each other in the table. */
static const struct {
    enum fo_property first;
    unsigned count;
    const char *name;
    int same_as; /* a property that says the same */
} compounds[] = {
    {FO_P_SPACE_BEFORE_MINIMUM, 3, "space-before", -1},
    {FO_P_SPACE_AFTER_MINIMUM, 3, "space-after", -1},
    {FO_P_LEADER_LENGTH_MINIMUM, 3, "leader-length", -1},
    {FO_P_KEEP_TOGETHER_WITHIN_LINE, 3, "keep-together", -1},
    {FO_P_KEEP_WITH_NEXT_WITHIN_LINE, 3, "keep-with-next", -1},
    {FO_P_KEEP_WITH_PREVIOUS_WITHIN_LINE, 3, "keep-with-previous", -1},
    {FO_P_INLINE_PROGRESSION_DIMENSION_MINIMUM, 3, "inline-progression-dimension", FO_P_WIDTH},
    {FO_P_BLOCK_PROGRESSION_DIMENSION_MINIMUM, 3, "block-progression-dimension", FO_P_HEIGHT},
};

/* Where the components agree they are one. Returns how many properties were dealt with. */
static unsigned
append_compound(GString *out, const struct fo_style *style, enum fo_property property)
{
    const struct fo_value *value = &style->value[property];

    for (unsigned i = 0; i < G_N_ELEMENTS(compounds); i++) {
        if (compounds[i].first != property)
            continue;
        for (unsigned k = 1; k < compounds[i].count; k++)
            if (!fo_value_equal(value, &value[k]))
                return 0;
        if (compounds[i].same_as < 0 ||
            !fo_value_equal(value, &style->value[compounds[i].same_as])) {
            g_string_append_printf(out, " %s=", compounds[i].name);
            append_value(out, value);
        }
        return compounds[i].count;
    }
    return 0;
}

static bool
is_default(const struct fo_style *style, const struct fo_style *parent, enum fo_property p)
{
    const struct fo_style *base = property_row(p)->inherited ? parent : style_initial();
    return fo_value_equal(&style->value[p], &base->value[p]);
}

/* The width and colour of a border that is not drawn. */
static bool
is_idle(const struct fo_style *style, enum fo_property p)
{
    if (p < FO_P_BORDER_BEFORE_STYLE || p > FO_P_BORDER_END_COLOR)
        return false;
    const unsigned part = (p - FO_P_BORDER_BEFORE_STYLE) % 3;
    return part != 0 && fo_is(style, p - part, FO_K_NONE);
}

static void
append_style(GString *out, const struct fo_style *style, const struct fo_style *parent)
{
    for (unsigned p = 0; p < FO_PROPERTY_COUNT; p++) {
        if (is_default(style, parent, p) || is_idle(style, p))
            continue;
        const unsigned done = append_compound(out, style, p);
        if (done > 0) {
            p += done - 1;
            continue;
        }
        g_string_append_printf(out, " %s=", fo_property_name(p));
        append_value(out, &style->value[p]);
    }
}

static void
append_node(GString *out, const struct fo_node *node, const struct fo_style *parent,
            const char *file, int depth)
{
    g_string_append_printf(out, "%*s", depth * STEP, "");
    if (node->element == FO_TEXT) {
        append_text(out, node->text);
        g_string_append_c(out, '\n');
        return;
    }
    g_string_append(out, fo_element_name(node->element));
    if (node->id)
        g_string_append_printf(out, " #%s", node->id);
    if (node->role)
        g_string_append_printf(out, " role=%s", node->role);
    if (node->alt) {
        g_string_append(out, " alt=");
        append_text(out, node->alt);
    }
    append_style(out, node->style, parent);
    if (node->place.file && g_strcmp0(node->place.file, file) != 0)
        g_string_append_printf(out, " @%s:%d:%d", node->place.file, node->place.line,
                               node->place.column);
    g_string_append_c(out, '\n');
    for (const struct fo_node *child = node->child; child; child = child->next)
        append_node(out, child, node->style, node->place.file, depth + 1);
}

void
fo_dump(const struct fo_document *document, GString *out)
{
    append_node(out, document->root, style_initial(), document->root->place.file, 0);
}
