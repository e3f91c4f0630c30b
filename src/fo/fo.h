#ifndef FO_H
#define FO_H

#include <libxml/tree.h>
#include <stdint.h>

#include "base/diag.h"

/* XSL-FO 1.1 as a typed tree. The subset is what fo_element.def, fo_property.def and fo_keyword.def
 * list, no more: whatever is outside it is an error with its place, never skipped.
 * docs/fo-subset.md is made from the same tables. */

enum fo_element {
#define FO_ELEMENT(id, name, content, section) FO_##id,
#include "fo/fo_element.def"
#undef FO_ELEMENT
    FO_ELEMENT_COUNT
};

/* One for each line of fo_property.def: FO_P_FONT_SIZE … Shorthands and absolute or "corresponding"
 * properties (margin-left, border-top, padding) have no enumerator: they are expanded into the
 * relative ones (XSL 1.1 §5.3) while parsing. Components of compound properties are properties of
 * their own: FO_P_SPACE_BEFORE_MINIMUM, _OPTIMUM, _MAXIMUM, _CONDITIONALITY. */
enum fo_property {
#define FO_PROPERTY(id, name, inherited, initial, type, section) FO_P_##id,
#include "fo/fo_property.def"
#undef FO_PROPERTY
    FO_PROPERTY_COUNT
};

enum fo_keyword {
#define FO_KEYWORD(id, name) FO_K_##id,
#include "fo/fo_keyword.def"
#undef FO_KEYWORD
    FO_KEYWORD_COUNT
};

enum fo_unit {
    FO_KEYWORD_VALUE, /* keyword */
    FO_LENGTH,        /* number, in pt */
    FO_PERCENT,       /* number, of what the property says; the layout resolves it */
    FO_NUMBER,        /* number */
    FO_PROPORTION,    /* number: proportional-column-width() */
    FO_COLOUR,        /* colour, 0xRRGGBB */
    FO_STRING         /* string */
};

struct fo_value {
    enum fo_unit unit;
    union {
        double number;
        enum fo_keyword keyword;
        uint32_t colour;
        const char *string;
    };
};

/* Computed values of one node: inheritance, font-relative units and expressions are resolved. Nodes
 * that agree share one, so pointers may be compared. */
struct fo_style {
    struct fo_value value[FO_PROPERTY_COUNT];
};

struct fo_node {
    enum fo_element element;
    const struct fo_style *style;
    const char
        *text; /* FO_TEXT only: UTF-8; white space collapsed and line feeds treated (§4.7.2) */
    const char *id;   /* NULL: none */
    const char *role; /* structure type of PDF 1.7, "Artifact", or NULL */
    const char *alt;  /* fox:alt-text; NULL: none */
    const struct fo_node *parent, *child, *next;
    struct place
        place; /* of the fiche where the stylesheet passed one on (fp:at), else of the FO */
};

struct fo_document;
typedef struct fo_document fo_document;

struct fo_document *fo_parse(const xmlDoc *, struct diag *);
void fo_free(struct fo_document *);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(fo_document, fo_free)

const struct fo_node *fo_root(const struct fo_document *);
const struct fo_node *fo_find(const struct fo_document *,
                              const char *id); /* NULL: no node has this id */

/* The tree as text: one line a node, with the values that differ from its parent's. */
void fo_dump(const struct fo_document *, GString *out);

/* Values. fo_pt: a length in pt, a percentage of base. A keyword (auto, none, normal) gives
 * `otherwise`. */
double fo_pt(const struct fo_style *, enum fo_property, double base, double otherwise);
bool fo_is(const struct fo_style *, enum fo_property, enum fo_keyword);
const char *fo_string(const struct fo_style *, enum fo_property); /* NULL: a keyword */
double fo_number(const struct fo_style *, enum fo_property, double otherwise);

const char *fo_element_name(enum fo_element);
const char *fo_property_name(enum fo_property);
const char *fo_keyword_name(enum fo_keyword);

/* The subset as Markdown, for docs/fo-subset.md. */
void fo_describe_subset(GString *out);

#endif
