#include "fo/fo_int.h"

#include <string.h>

/* The styles of a document. Each different one is kept once, so that nodes may compare pointers,
 * and computed once: what decides a style is what the parent hands down, the element, the nearest
 * list and the attributes as they are written, and a stylesheet writes the same few combinations
 * over and over. What a parent hands down is its heir: its own style without the values that are
 * not inherited, so that the children of links that differ in their destinations alone are not
 * computed for each of them. A style that took a value from elsewhere (inherit of a property that
 * is not inherited, from-nearest-specified-value) is not remembered, nor is one with an error, so
 * that each place is reported. */

struct kept {
    struct fo_style style;       /* first: a node's style is the address of this */
    const struct fo_style *heir; /* NULL: not asked for yet */
};

struct key {
    const struct fo_style *parent, *list; /* parent: an heir */
    const struct given *given;            /* in the document's arena once remembered */
    unsigned count;
    enum fo_element element;
    unsigned hash;
    const struct fo_style *style;
};

struct styles {
    struct fo_document *document;
    struct diag *diag;
    GHashTable *known;    /* struct key: to a style already computed */
    GHashTable *distinct; /* struct kept */
    struct kept initial;
    struct specification specification;
    GString *problem;
};

/* ---- Keeping ---- */

static guint
key_hash(gconstpointer data)
{
    return ((const struct key *)data)->hash;
}

static gboolean
key_equal(gconstpointer x, gconstpointer y)
{
    const struct key *a = x, *b = y;
    if (a->hash != b->hash || a->parent != b->parent || a->list != b->list ||
        a->element != b->element || a->count != b->count)
        return FALSE;
    for (unsigned i = 0; i < a->count; i++)
        if (a->given[i].attribute != b->given[i].attribute ||
            strcmp(a->given[i].value, b->given[i].value) != 0)
            return FALSE;
    return TRUE;
}

static unsigned
hash_given(const struct key *key)
{
    unsigned hash = (unsigned)((uintptr_t)key->parent >> 4) ^ (unsigned)((uintptr_t)key->list >> 3);
    hash = hash * 31 + (unsigned)key->element;
    for (unsigned i = 0; i < key->count; i++) {
        hash = hash * 16777619U + (unsigned)((uintptr_t)key->given[i].attribute >> 4);
        for (const char *c = key->given[i].value; *c; c++)
            hash = (hash ^ (unsigned char)*c) * 16777619U;
    }
    return hash;
}

/* Values are written over zeroes and their strings are kept once, so equal ones have equal bits. */
static uint64_t
bits_of(const struct fo_value *value)
{
    uint64_t bits;
    G_STATIC_ASSERT(sizeof bits == sizeof value->number);
    memcpy(&bits, &value->number, sizeof bits);
    return bits;
}

/* A sum of products, so that they do not wait for each other. */
static guint
style_hash(gconstpointer data)
{
    const struct fo_style *style = data;
    uint64_t hash = 0, factor = UINT64_C(0x9E3779B97F4A7C15);
    for (unsigned i = 0; i < FO_PROPERTY_COUNT; i++, factor += UINT64_C(0xD1B54A32D192ED02)) {
        const uint64_t bits = bits_of(&style->value[i]) + style->value[i].unit;
        hash += (bits ^ bits >> 32) * factor;
    }
    return (guint)(hash >> 32);
}

static gboolean
style_equal(gconstpointer x, gconstpointer y)
{
    const struct fo_style *a = x, *b = y;
    for (unsigned i = 0; i < FO_PROPERTY_COUNT; i++)
        if (a->value[i].unit != b->value[i].unit || bits_of(&a->value[i]) != bits_of(&b->value[i]))
            return FALSE;
    return TRUE;
}

/* The initial values as the table says them: borders have a width and a colour of their own, which
 * show once they have a style. Their strings are never freed. */
static const struct fo_style *
style_unsettled(void)
{
    static struct {
        struct fo_style style;
        struct fo_document *strings;
    } initial;
    static gsize ready;

    if (g_once_init_enter(&ready)) {
        g_autoptr(GString) problem = g_string_new(NULL);
        initial.strings = document_new();
        struct scope scope = {.document = initial.strings,
                              .inherited = &initial.style,
                              .own = &initial.style,
                              .problem = problem};
        for (unsigned i = 0; i < FO_PROPERTY_COUNT; i++) {
            const char *text = property_row(i)->initial;
            struct fo_value *value = &initial.style.value[i];
            if (!value_parse(&scope, i, slice_of(text), value))
                value_set_keyword(value, (enum fo_keyword)keyword_find(text, strlen(text)));
        }
        g_once_init_leave(&ready, 1);
    }
    return &initial.style;
}

/* With strings of this document, so that it shares with what the document spells out. */
static void
copy_initial(struct fo_document *document, struct fo_style *style)
{
    *style = *style_unsettled();
    for (unsigned i = 0; i < FO_PROPERTY_COUNT; i++)
        if (style->value[i].unit == FO_STRING)
            style->value[i].string =
                document_text(document, style->value[i].string, strlen(style->value[i].string));
}

struct styles *
styles_new(struct fo_document *document, struct diag *sink)
{
    struct styles *styles = g_new0(struct styles, 1);
    styles->document = document;
    styles->diag = sink;
    styles->known = g_hash_table_new(key_hash, key_equal);
    styles->distinct = g_hash_table_new(style_hash, style_equal);
    styles->problem = g_string_new(NULL);
    copy_initial(document, &styles->initial.style);
    styles->initial.heir = &styles->initial.style;
    return styles;
}

void
styles_free(struct styles *styles)
{
    g_hash_table_destroy(styles->known);
    g_hash_table_destroy(styles->distinct);
    g_string_free(styles->problem, TRUE);
    g_free(styles);
}

static const struct fo_style *
keep_style(struct styles *styles, const struct fo_style *style)
{
    const struct kept *known = g_hash_table_lookup(styles->distinct, style);
    if (known)
        return &known->style;
    struct kept *kept = document_alloc(styles->document, sizeof *kept);
    kept->style = *style;
    g_hash_table_add(styles->distinct, kept);
    return &kept->style;
}

static void
start_style(const struct styles *styles, struct fo_style *style, const struct fo_style *parent)
{
    static const bool inherited[FO_PROPERTY_COUNT] = {
#define FO_PROPERTY(id, name, is_inherited, initial, type, keywords, section) is_inherited,
#include "fo/fo_property.def"
#undef FO_PROPERTY
    };
    const struct fo_style *const from[] = {&styles->initial.style, parent};
    for (unsigned i = 0; i < FO_PROPERTY_COUNT; i++)
        style->value[i] = from[inherited[i]]->value[i];
}

static const struct fo_style *
heir_of(struct styles *styles, const struct fo_style *parent)
{
    struct kept *kept = (struct kept *)parent;
    struct fo_style style;

    if (!kept->heir) {
        start_style(styles, &style, parent);
        kept->heir = keep_style(styles, &style);
        ((struct kept *)kept->heir)->heir = kept->heir;
    }
    return kept->heir;
}

static void
remember(struct styles *styles, const struct key *key, const struct fo_style *style)
{
    struct key *copy = document_alloc(styles->document, sizeof *copy);
    struct given *given = document_alloc(styles->document, key->count * sizeof *given);
    for (unsigned i = 0; i < key->count; i++)
        given[i] = key->given[i]; /* the values live as long as the xmlDoc, as does the cache */
    *copy = *key;
    copy->given = given;
    copy->style = style;
    g_hash_table_add(styles->known, copy);
}

/* ---- Computing ---- */

/* Where all that is wrong is the kind of value, the message says which kinds are right; else the
 * help does. */
static void
report_value(struct styles *styles, enum fo_element element, const struct given *given,
             enum fo_property property, struct place place)
{
    const struct attribute *attribute = given->attribute;
    g_autoptr(GString) accepted = g_string_new(NULL);
    g_autofree char *help = NULL;

    value_describe(property, accepted);
    if (styles->problem->len == 0)
        g_string_printf(styles->problem, "it takes %s", accepted->str);
    else if (attribute->expansion == EXPAND_SAME)
        help = g_strdup_printf("%s takes %s", attribute->name, accepted->str);
    diag_report(styles->diag, DIAG_E0526, place, help, "%s=\"%s\" on fo:%s: %s", attribute->name,
                given->value, fo_element_name(element), styles->problem->str);
}

static const struct given *
given_for(const struct key *key, const struct attribute *attribute)
{
    for (unsigned i = 0; i < key->count; i++)
        if (key->given[i].attribute == attribute)
            return &key->given[i];
    g_assert_not_reached();
}

/* Computes one property if the element sets it. false: its value was reported. */
static bool
compute(struct styles *styles, struct scope *scope, const struct key *key, struct fo_style *style,
        enum fo_property property, struct place place)
{
    const struct specified *specified = &styles->specification.of[property];
    struct fo_value value;

    if (!specified->value.text)
        return true;
    g_string_truncate(styles->problem, 0);
    if (value_parse(scope, property, specified->value, &value)) {
        style->value[property] = value;
        return true;
    }
    report_value(styles, key->element, given_for(key, specified->attribute), property, place);
    return false;
}

static bool
expand(struct styles *styles, const struct key *key, struct place place)
{
    bool good = true;
    for (unsigned i = 0; i < key->count; i++) {
        const struct given *given = &key->given[i];
        g_string_truncate(styles->problem, 0);
        if (shorthand_expand(&styles->specification, given->attribute, slice_of(given->value),
                             styles->problem))
            continue;
        report_value(styles, key->element, given, given->attribute->property, place);
        good = false;
    }
    return good;
}

/* ---- Traits that depend on several properties (XSL 1.1 §5.3) ---- */

static void
settle_borders(struct fo_style *style)
{
    for (unsigned i = FO_P_BORDER_BEFORE_STYLE; i <= FO_P_BORDER_END_STYLE; i += 3) {
        struct fo_value *width = &style->value[i + 1], *colour = &style->value[i + 2];
        if (fo_is(style, i, FO_K_NONE) || fo_is(style, i, FO_K_HIDDEN))
            width->number = 0;
        if (fo_is(style, i + 2, FO_K_CURRENTCOLOR))
            *colour = style->value[FO_P_COLOR];
    }
    if (fo_is(style, FO_P_BACKGROUND_COLOR, FO_K_CURRENTCOLOR))
        style->value[FO_P_BACKGROUND_COLOR] = style->value[FO_P_COLOR];
}

static void
settle_alignment(struct fo_style *style, enum fo_property property)
{
    const bool rl = fo_is(style, FO_P_WRITING_MODE, FO_K_RL_TB);
    if (fo_is(style, property, FO_K_LEFT))
        style->value[property].keyword = rl ? FO_K_END : FO_K_START;
    else if (fo_is(style, property, FO_K_RIGHT))
        style->value[property].keyword = rl ? FO_K_START : FO_K_END;
}

static const struct fo_value zero = {.unit = FO_LENGTH};

/* Adds b to a; both are lengths, percentages or sums. */
static void
add_value(struct fo_value *a, const struct fo_value *b)
{
    double points = 0, percent = 0;
    const struct fo_value *const terms[] = {a, b};

    for (unsigned i = 0; i < 2; i++) {
        if (terms[i]->unit == FO_LENGTH)
            points += terms[i]->number;
        else if (terms[i]->unit == FO_PERCENT)
            percent += terms[i]->number;
        else if (terms[i]->unit == FO_SUM) {
            points += (double)terms[i]->sum.points;
            percent += (double)terms[i]->sum.percent;
        }
    }
    memset(a, 0, sizeof *a);
    if (percent == 0) {
        a->unit = FO_LENGTH;
        a->number = points;
    } else if (points == 0) {
        a->unit = FO_PERCENT;
        a->number = percent;
    } else {
        a->unit = FO_SUM;
        a->sum.points = (float)points;
        a->sum.percent = (float)percent;
    }
}

/* §5.3.2. A margin that was only spelled out by a shorthand yields to an indent. */
static void
settle_indent(struct styles *styles, const struct key *key, struct fo_style *style,
              enum fo_property margin, bool start)
{
    const struct specified *given = &styles->specification.of[margin];
    const enum fo_property indent = start ? FO_P_START_INDENT : FO_P_END_INDENT;

    if (!given->value.text ||
        (given->precision < ABSOLUTE && styles->specification.of[indent].value.text))
        return;
    struct fo_value sum = zero;
    if (!element_has_areas(key->element))
        sum = key->parent->value[indent];
    add_value(&sum, &style->value[margin]);
    add_value(&sum, &style->value[start ? FO_P_PADDING_START : FO_P_PADDING_END]);
    add_value(&sum, &style->value[start ? FO_P_BORDER_START_WIDTH : FO_P_BORDER_END_WIDTH]);
    style->value[indent] = sum;
}

static void
settle_space(struct styles *styles, struct fo_style *style, enum fo_property margin,
             enum fo_property space)
{
    const struct specified *given = &styles->specification.of[margin];

    if (!given->value.text ||
        (given->precision < ABSOLUTE && styles->specification.of[space].value.text))
        return;
    for (unsigned i = 0; i < 3; i++)
        style->value[space + i] = style->value[margin];
    value_set_keyword(&style->value[space + 3], FO_K_RETAIN);
}

static void
settle_inline_space(struct styles *styles, struct fo_style *style, enum fo_property margin,
                    enum fo_property space)
{
    const struct specified *given = &styles->specification.of[margin];
    if (given->value.text &&
        (given->precision == ABSOLUTE || !styles->specification.of[space].value.text))
        style->value[space] = style->value[margin];
}

static void
settle_margins(struct styles *styles, const struct key *key, struct fo_style *style)
{
    const bool rl = styles->specification.right_to_left;
    const enum fo_property start = rl ? FO_P_MARGIN_RIGHT : FO_P_MARGIN_LEFT;
    const enum fo_property end = rl ? FO_P_MARGIN_LEFT : FO_P_MARGIN_RIGHT;

    for (unsigned i = FO_P_MARGIN_TOP; i <= FO_P_MARGIN_RIGHT; i++)
        if (style->value[i].unit == FO_KEYWORD_VALUE) /* auto */
            style->value[i] = zero;
    if (element_has_margins(key->element))
        return;
    if (element_is_inline(key->element)) {
        settle_inline_space(styles, style, start, FO_P_SPACE_START);
        settle_inline_space(styles, style, end, FO_P_SPACE_END);
    } else {
        settle_indent(styles, key, style, start, true);
        settle_indent(styles, key, style, end, false);
        settle_space(styles, style, FO_P_MARGIN_TOP, FO_P_SPACE_BEFORE_MINIMUM);
        settle_space(styles, style, FO_P_MARGIN_BOTTOM, FO_P_SPACE_AFTER_MINIMUM);
    }
    for (unsigned i = FO_P_MARGIN_TOP; i <= FO_P_MARGIN_RIGHT; i++)
        style->value[i] = zero;
}

static void
settle_region(struct fo_document *document, enum fo_element element, struct fo_style *style)
{
    static const struct {
        enum fo_element element;
        const char *name;
    } names[] = {{FO_REGION_BODY, "xsl-region-body"},
                 {FO_REGION_BEFORE, "xsl-region-before"},
                 {FO_REGION_AFTER, "xsl-region-after"},
                 {FO_REGION_START, "xsl-region-start"},
                 {FO_REGION_END, "xsl-region-end"}};

    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++)
        if (names[i].element == element && !*style->value[FO_P_REGION_NAME].string)
            style->value[FO_P_REGION_NAME].string =
                document_text(document, names[i].name, strlen(names[i].name));
}

/* ---- One style ---- */

static void
clear(struct specification *specification)
{
    for (unsigned i = 0; i < specification->count; i++)
        specification->of[specification->set[i]].value.text = NULL;
    specification->count = 0;
    specification->right_to_left = false;
}

/* What other values are made of comes first: the writing mode, then the font size. */
static bool
compute_style(struct styles *styles, const struct key *key, const struct frame *self,
              struct fo_style *style, struct place place)
{
    struct specification *specification = &styles->specification;
    struct scope scope = {.document = styles->document,
                          .self = self,
                          .inherited = self->parent ? self->parent->style : key->parent,
                          .own = style,
                          .problem = styles->problem};
    bool good = true;

    start_style(styles, style, key->parent);
    clear(specification);
    for (unsigned i = 0; i < key->count; i++)
        if (key->given[i].attribute->property == FO_P_WRITING_MODE)
            shorthand_expand(specification, key->given[i].attribute, slice_of(key->given[i].value),
                             NULL);
    good = compute(styles, &scope, key, style, FO_P_WRITING_MODE, place);
    specification->right_to_left = fo_is(style, FO_P_WRITING_MODE, FO_K_RL_TB);
    good = expand(styles, key, place) && good;
    good = compute(styles, &scope, key, style, FO_P_FONT_SIZE, place) && good;
    for (unsigned i = 0; i < specification->count; i++) {
        const enum fo_property property = specification->set[i];
        if (property != FO_P_FONT_SIZE && property != FO_P_WRITING_MODE)
            good = compute(styles, &scope, key, style, property, place) && good;
    }
    settle_borders(style);
    settle_alignment(style, FO_P_TEXT_ALIGN);
    settle_alignment(style, FO_P_TEXT_ALIGN_LAST);
    settle_margins(styles, key, style);
    settle_region(styles->document, key->element, style);
    if (key->element == FO_CHANGE_BAR_BEGIN &&
        fo_is(style, FO_P_CHANGE_BAR_COLOR, FO_K_CURRENTCOLOR))
        style->value[FO_P_CHANGE_BAR_COLOR] = style->value[FO_P_COLOR];
    return good && !scope.far;
}

const struct fo_style *
styles_find(struct styles *styles, const struct frame *self, const struct given *given,
            unsigned count, struct place place)
{
    const struct frame *parent = self->parent;
    struct key key = {.parent = heir_of(styles, parent ? parent->style : &styles->initial.style),
                      .list = parent ? parent->list : NULL,
                      .given = given,
                      .count = count,
                      .element = self->element};
    struct fo_style style;

    key.hash = hash_given(&key);
    const struct key *known = g_hash_table_lookup(styles->known, &key);
    if (known)
        return known->style;
    const bool lasting = compute_style(styles, &key, self, &style, place);
    const struct fo_style *kept = keep_style(styles, &style);
    if (lasting)
        remember(styles, &key, kept);
    return kept;
}

const struct fo_style *
style_initial(void)
{
    static struct fo_style style;
    static gsize ready;

    if (g_once_init_enter(&ready)) {
        style = *style_unsettled();
        settle_borders(&style);
        g_once_init_leave(&ready, 1);
    }
    return &style;
}
