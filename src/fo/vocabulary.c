#include <stdlib.h>
#include <string.h>

#include "fo/fo_int.h"

static const struct property properties[FO_PROPERTY_COUNT] = {
#define FO_PROPERTY(id, name, inherited, initial, type, keywords, section)                         \
    {name, inherited, initial, TYPE_##type, keywords, section},
#include "fo/fo_property.def"
#undef FO_PROPERTY
};

static const char *const elements[FO_ELEMENT_COUNT] = {
#define FO_ELEMENT(id, name, content, section) name,
#include "fo/fo_element.def"
#undef FO_ELEMENT
};

static const char *const keywords[FO_KEYWORD_COUNT] = {
#define FO_KEYWORD(id, name) name,
#include "fo/fo_keyword.def"
#undef FO_KEYWORD
};

static const struct attribute shorthands[] = {
#define FO_SHORTHAND(name, expansion, property, stride, side, precision, section)                  \
    {name, EXPAND_##expansion, FO_P_##property, stride, side, precision, section},
#include "fo/fo_shorthand.def"
#undef FO_SHORTHAND
};

struct named_colour {
    const char *name;
    uint32_t value;
};

static const struct named_colour colours[] = {
#define FO_NAMED_COLOUR(name, value) {name, value},
#include "fo/fo_colour.def"
#undef FO_NAMED_COLOUR
};

static const struct attribute ignored[] = {
#define FO_IGNORED(name, section, reason) {name, EXPAND_NOTHING, 0, 0, 0, SHORTHAND, section},
#include "fo/fo_ignored.def"
#undef FO_IGNORED
};

/* Look-ups by name. Indices are stored plus one. */
struct vocabulary {
    GHashTable *attributes, *elements, *keywords;
    struct attribute plain[FO_PROPERTY_COUNT]; /* properties as attributes */
    GPtrArray *names;                          /* of all attributes, sorted */
};

static int
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void
add_attribute(struct vocabulary *v, const struct attribute *attribute)
{
    if (g_hash_table_contains(v->attributes, attribute->name))
        return;
    g_hash_table_insert(v->attributes, (gpointer)attribute->name, (gpointer)attribute);
    g_ptr_array_add(v->names, (gpointer)attribute->name);
}

/* A shorthand stands before the property of the same name: width sets more than itself. */
static void
add_attributes(struct vocabulary *v)
{
    v->attributes = g_hash_table_new(g_str_hash, g_str_equal);
    v->names = g_ptr_array_new();
    for (unsigned i = 0; i < G_N_ELEMENTS(shorthands); i++)
        add_attribute(v, &shorthands[i]);
    for (unsigned i = 0; i < G_N_ELEMENTS(ignored); i++)
        add_attribute(v, &ignored[i]);
    for (unsigned i = 0; i < FO_PROPERTY_COUNT; i++) {
        const bool margin = i >= FO_P_MARGIN_TOP && i <= FO_P_MARGIN_RIGHT;
        v->plain[i] = (struct attribute){.name = properties[i].name,
                                         .expansion = EXPAND_SAME,
                                         .property = i,
                                         .side = 1,
                                         .precision = margin ? ABSOLUTE : INDIVIDUAL,
                                         .section = properties[i].section};
        add_attribute(v, &v->plain[i]);
    }
    g_ptr_array_sort(v->names, compare_names);
}

static GHashTable *
index_names(const char *const *names, unsigned count)
{
    GHashTable *table = g_hash_table_new(g_str_hash, g_str_equal);
    for (unsigned i = 0; i < count; i++)
        if (names[i])
            g_hash_table_insert(table, (gpointer)names[i], GUINT_TO_POINTER(i + 1));
    return table;
}

static const struct vocabulary *
vocabulary(void)
{
    static struct vocabulary v;
    static gsize ready;

    if (g_once_init_enter(&ready)) {
        add_attributes(&v);
        v.elements = index_names(elements, FO_ELEMENT_COUNT);
        v.keywords = index_names(keywords, FO_KEYWORD_COUNT);
        g_once_init_leave(&ready, 1);
    }
    return &v;
}

const struct attribute *
attribute_find(const char *name)
{
    return g_hash_table_lookup(vocabulary()->attributes, name);
}

const char *
attribute_near(const char *name)
{
    const GPtrArray *names = vocabulary()->names;
    return diag_near(name, (const char *const *)names->pdata, names->len);
}

int
element_find(const char *name)
{
    return (int)GPOINTER_TO_UINT(g_hash_table_lookup(vocabulary()->elements, name)) - 1;
}

const char *
element_near(const char *name)
{
    return diag_near(name, elements, FO_TEXT);
}

int
keyword_find(const char *name, size_t length)
{
    char word[48];

    if (length >= sizeof word)
        return NOT_FOUND;
    memcpy(word, name, length);
    word[length] = '\0';
    return (int)GPOINTER_TO_UINT(g_hash_table_lookup(vocabulary()->keywords, word)) - 1;
}

const char *
keyword_near(enum fo_property property, const char *word)
{
    g_auto(GStrv) accepted = g_strsplit(properties[property].keywords, " ", -1);
    const char *near = diag_near(word, (const char *const *)accepted, g_strv_length(accepted));
    return near ? keywords[keyword_find(near, strlen(near))] : NULL;
}

static int
compare_colour(const void *key, const void *row)
{
    const struct slice *name = key;
    const char *known = ((const struct named_colour *)row)->name;
    const int order = strncmp(name->text, known, name->length);
    return order == 0 && known[name->length] != '\0' ? -1 : order;
}

int64_t
colour_find(const char *name, size_t length)
{
    const struct slice key = {name, length};
    const struct named_colour *found =
        bsearch(&key, colours, G_N_ELEMENTS(colours), sizeof *colours, compare_colour);
    return found ? (int64_t)found->value : NOT_FOUND;
}

const struct property *
property_row(enum fo_property property)
{
    return &properties[property];
}

const char *
fo_element_name(enum fo_element element)
{
    return elements[element] ? elements[element] : "text";
}

const char *
fo_property_name(enum fo_property property)
{
    return properties[property].name;
}

const char *
fo_keyword_name(enum fo_keyword keyword)
{
    return keywords[keyword];
}
