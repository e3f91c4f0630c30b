#include <string.h>

#include "fo/fo_int.h"

enum { BLOCK_SIZE = 64 << 10, ALIGNMENT = 16 };

struct fo_document *
document_new(void)
{
    struct fo_document *document = g_new0(struct fo_document, 1);
    document->ids = g_hash_table_new(g_str_hash, g_str_equal);
    document->texts = g_string_chunk_new(BLOCK_SIZE);
    document->blocks = g_ptr_array_new_with_free_func(g_free);
    return document;
}

void
fo_free(struct fo_document *document)
{
    if (!document)
        return;
    g_hash_table_destroy(document->ids);
    g_string_chunk_free(document->texts);
    g_ptr_array_free(document->blocks, TRUE);
    g_free(document);
}

void *
document_alloc(struct fo_document *document, size_t size)
{
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    g_assert(size <= BLOCK_SIZE);
    if (document->room < size) {
        g_ptr_array_add(document->blocks, g_malloc0(BLOCK_SIZE));
        document->room = BLOCK_SIZE;
    }
    char *block = document->blocks->pdata[document->blocks->len - 1];
    void *memory = block + BLOCK_SIZE - document->room;
    document->room -= size;
    return memory;
}

const char *
document_text(struct fo_document *document, const char *text, size_t length)
{
    char short_text[256];

    if (length >= sizeof short_text) /* long ones do not repeat */
        return g_string_chunk_insert_len(document->texts, text, (gssize)length);
    memcpy(short_text, text, length);
    short_text[length] = '\0';
    return g_string_chunk_insert_const(document->texts, short_text);
}

char *
place_words(struct place place)
{
    return place.file ? g_strdup_printf("%s:%d", place.file, place.line)
                      : g_strdup_printf("line %d", place.line);
}

const struct fo_node *
fo_root(const struct fo_document *document)
{
    return document->root;
}

const struct fo_node *
fo_find(const struct fo_document *document, const char *id)
{
    return g_hash_table_lookup(document->ids, id);
}

const char *
fo_title(const struct fo_document *document)
{
    return document->title;
}

/* A number is a length in line-height only: a factor of the font size. */
double
fo_pt(const struct fo_style *style, enum fo_property property, double base, double otherwise)
{
    const struct fo_value *value = &style->value[property];
    switch (value->unit) {
    case FO_LENGTH:
        return value->number;
    case FO_PERCENT:
        return value->number / 100 * base;
    case FO_SUM:
        return (double)value->sum.points + (double)value->sum.percent / 100 * base;
    case FO_NUMBER:
        return property == FO_P_LINE_HEIGHT ? value->number * style->value[FO_P_FONT_SIZE].number
                                            : otherwise;
    default:
        return otherwise;
    }
}

bool
fo_is(const struct fo_style *style, enum fo_property property, enum fo_keyword keyword)
{
    const struct fo_value *value = &style->value[property];
    return value->unit == FO_KEYWORD_VALUE && value->keyword == keyword;
}

const char *
fo_string(const struct fo_style *style, enum fo_property property)
{
    const struct fo_value *value = &style->value[property];
    return value->unit == FO_STRING ? value->string : NULL;
}

double
fo_number(const struct fo_style *style, enum fo_property property, double otherwise)
{
    const struct fo_value *value = &style->value[property];
    return value->unit == FO_NUMBER || value->unit == FO_PROPORTION ? value->number : otherwise;
}

int32_t
fo_colour(const struct fo_style *style, enum fo_property property)
{
    const struct fo_value *value = &style->value[property];
    return value->unit == FO_COLOUR ? (int32_t)value->colour : -1;
}
