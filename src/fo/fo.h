#ifndef FO_H
#define FO_H

#include <libxml/tree.h>
#include <stdint.h>

#include "base/diag.h"

/* XSL-FO 1.1 as a typed tree. The subset is what fo_element.def, fo_property.def, fo_shorthand.def
 * and fo_keyword.def list, no more: whatever is outside it is an error with its place, never
 * skipped. docs/fo-subset.md is made from the same tables. The tables' look-ups are made once per
 * process. */

enum fo_element {
#define FO_ELEMENT(id, name, content, section) FO_##id,
#include "fo/fo_element.def"
#undef FO_ELEMENT
    FO_ELEMENT_COUNT
};

/* One for each line of fo_property.def: FO_P_FONT_SIZE … Shorthands and absolute or "corresponding"
 * properties (border-top, padding) have no enumerator: they are expanded into the relative ones
 * (XSL 1.1 §5.3) while parsing. Components of compound properties are properties of their own:
 * FO_P_SPACE_BEFORE_MINIMUM, _OPTIMUM, _MAXIMUM, _CONDITIONALITY.
 *
 * FO_P_MARGIN_* hold values on page masters and regions only. Elsewhere a margin has become
 * FO_P_SPACE_BEFORE_*, _AFTER_* (retained), FO_P_START_INDENT, _END_INDENT, or FO_P_SPACE_START,
 * _END of an inline, and reads 0. FO_P_WIDTH and FO_P_HEIGHT always agree with
 * FO_P_INLINE_PROGRESSION_DIMENSION_OPTIMUM and FO_P_BLOCK_…, whichever was written. */
enum fo_property {
#define FO_PROPERTY(id, name, inherited, initial, type, keywords, section) FO_P_##id,
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
    FO_SUM,           /* sum: a length plus a percentage: label-end(), 100% - 13pt */
    FO_NUMBER,        /* number */
    FO_PROPORTION,    /* number: proportional-column-width() */
    FO_COLOUR,        /* colour, 0xRRGGBB */
    FO_STRING         /* string */
};

struct fo_value {
    enum fo_unit unit;
    union {
        double number;
        struct {
            float points, percent;
        } sum;
        enum fo_keyword keyword;
        uint32_t colour;
        const char *string;
    };
};

/* Computed values of one node: inheritance, font-relative units and expressions are resolved. Nodes
 * that agree share one, so pointers may be compared.
 * - line-height: a length, or FO_NUMBER, a factor of the node's own font-size that is inherited as
 * a factor; normal is FO_NUMBER 1.2. fo_pt gives pt for both.
 * - font-weight: FO_NUMBER, 100 to 900. reference-orientation: FO_NUMBER, 0, 90, 180 or 270.
 * - font-family: names without quotes, separated by "," alone: "Brochure Text,serif".
 * - text-align, text-align-last: left and right have become start and end.
 * - border colours: currentcolor has become the colour. The width of a border without style is 0.
 * - start-indent, end-indent: of the content, from the edges of the nearest reference area; a
 *   percentage is of its width. They are inherited into table cells and block-containers too.
 * - region-name of a region is never empty: "xsl-region-body" and its kin are filled in. */
struct fo_style {
    struct fo_value value[FO_PROPERTY_COUNT];
};

struct fo_node {
    enum fo_element element;
    const struct fo_style *style;
    const char *text; /* FO_TEXT only: UTF-8, never empty; white space and case treated (§4.7.2);
                         "\n" is a forced line end (linefeed-treatment="preserve") */
    const char *id;   /* NULL: none */
    const char *role; /* structure type of PDF 1.7, "Artifact", or NULL */
    const char *alt;  /* fox:alt-text; NULL: none */
    const struct fo_node *parent, *child, *next; /* FO_TEXT has its parent's style */
    struct place
        place; /* of the fiche where the stylesheet passed one on (fp:at), else of the FO */
};

struct fo_document;
typedef struct fo_document fo_document;

/* NULL if and only if an error was reported. Owned; keeps nothing of the xmlDoc. A marker's content
 * has the styles that it inherits where it stands, not where it is retrieved (a deviation from
 * XSL 1.1 §6.13.5). */
struct fo_document *fo_parse(const xmlDoc *, struct diag *);
void fo_free(struct fo_document *);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(fo_document, fo_free)

const struct fo_node *fo_root(const struct fo_document *);
const struct fo_node *fo_find(const struct fo_document *,
                              const char *id); /* NULL: no node has this id */

/* What the document is called: the dc:title of its metadata, else its first fo:title. NULL: none.
 */
const char *fo_title(const struct fo_document *);

/* The tree as text: one line a node, with the values that differ from its parent's. */
void fo_dump(const struct fo_document *, GString *out);

/* Values. fo_pt: a length in pt, a percentage of base. A keyword (auto, none, normal) gives
 * `otherwise`. fo_colour: 0xRRGGBB, or -1 for transparent. */
double fo_pt(const struct fo_style *, enum fo_property, double base, double otherwise);
bool fo_is(const struct fo_style *, enum fo_property, enum fo_keyword);
const char *fo_string(const struct fo_style *, enum fo_property); /* NULL: a keyword */
double fo_number(const struct fo_style *, enum fo_property, double otherwise);
int32_t fo_colour(const struct fo_style *, enum fo_property);
bool fo_value_equal(const struct fo_value *, const struct fo_value *);

const char *fo_element_name(enum fo_element);
const char *fo_property_name(enum fo_property);
const char *fo_keyword_name(enum fo_keyword);

/* The subset as Markdown, for docs/fo-subset.md. */
void fo_describe_subset(GString *out);

#endif
