#ifndef FO_INT_H
#define FO_INT_H

#include "fo/fo.h"

/* Inside the stage. The way of an element: parse.c finds it in the tables and checks its place
 * against content.c; style.c expands its attributes (shorthand.c), computes their values (value.c,
 * expression.c) and finds the style; when the tree stands, space.c treats its white space and
 * check.c follows its references. */

#define FO_NAMESPACE  "http://www.w3.org/1999/XSL/Format"
#define FOX_NAMESPACE "http://xmlgraphics.apache.org/fop/extensions"
#define FP_NAMESPACE  "urn:fichepress:1"

/* ---- The document: an arena; all that the tree points to lives as long as it ---- */

struct fo_document {
    struct fo_node *root;
    GHashTable *ids;     /* id → struct fo_node */
    GStringChunk *texts; /* each string once */
    GPtrArray *blocks;   /* of the arena */
    size_t room;         /* bytes left in the last block */
    const char *file;    /* of the FO itself; NULL: not known */
    const char *title;   /* NULL: none */
};

struct fo_document *document_new(void);
void *document_alloc(struct fo_document *, size_t size); /* zeroed */
const char *document_text(struct fo_document *, const char *text, size_t length);

/* "fiche.xml:14", for messages. Owned. */
char *place_words(struct place);

/* ---- Vocabulary: the tables, made ready for look-ups once per process ---- */

enum value_type {
#define FO_TYPE(id, accepts, words) TYPE_##id,
#include "fo/fo_type.def"
#undef FO_TYPE
    VALUE_TYPES
};

/* Of two attributes that set one property the more precise wins (XSL 1.1 §5.2, §5.3.1). */
enum precision {
    SHORTHAND,
    SHORTHAND_OF_KIND,
    SHORTHAND_OF_SIDE,
    COMPOUND,
    INDIVIDUAL,
    ABSOLUTE,
    ABSOLUTE_LIMIT
};

enum expansion {
    EXPAND_SAME,
    EXPAND_SIDE,
    EXPAND_SIDES,
    EXPAND_MARGINS,
    EXPAND_BORDER,
    EXPAND_FONT,
    EXPAND_WHITE_SPACE,
    EXPAND_POSITION,
    EXPAND_LANGUAGE,
    EXPAND_PAGE_BREAK,
    EXPAND_BORDER_SPACING,
    EXPAND_DIMENSION,
    EXPAND_VERTICAL_ALIGN,
    EXPAND_BACKGROUND,
    EXPAND_BACKGROUND_POSITION,
    EXPAND_NOTHING
};

enum { ALL_SIDES = 4 };

/* An attribute that may stand in FO: a property, or a shorthand of some. */
struct attribute {
    const char *name;
    enum expansion expansion;
    enum fo_property property;
    unsigned stride, side;
    enum precision precision;
    const char *section;
};

struct property {
    const char *name;
    bool inherited;
    const char *initial;
    enum value_type type;
    const char *keywords; /* that it accepts, separated by spaces */
    const char *section;
};

enum { NOT_FOUND = -1 };

const struct property *property_row(enum fo_property);
const struct attribute *attribute_find(const char *name); /* NULL: no such attribute */
int element_find(const char *name);                       /* enum fo_element or NOT_FOUND */
int keyword_find(const char *name, size_t length);        /* enum fo_keyword or NOT_FOUND */
int64_t colour_find(const char *name, size_t length);     /* 0xRRGGBB or NOT_FOUND */
const char *attribute_near(const char *name);             /* for "did you mean", or NULL */
const char *element_near(const char *name);
const char *keyword_near(enum fo_property, const char *word);
const struct fo_style *style_initial(void); /* what the root element inherits */

/* ---- Elements ---- */

/* How far the children of an element have come in its content model. */
struct content {
    const struct model *model;
    unsigned particle, count;
};

enum acceptance { ACCEPTED, MISPLACED, MISSING };

struct content content_start(enum fo_element, const struct content *parent);
/* Whether what is missing is any content at all, of which nothing else depends. */
bool content_may_stay_empty(const struct content *);
bool content_takes_text(const struct content *);
bool content_takes_foreign(const struct content *);
bool content_is_empty(const struct content *);

/* MISSING: a required element should stand before this one; it is taken all the same. */
enum acceptance content_accept(struct content *, enum fo_element);
/* What is still required, in words ("fo:table-body"), or NULL. */
const char *content_missing(const struct content *);
/* The element's content model in words, for the documentation. */
const char *content_words(enum fo_element);

bool element_is_block(enum fo_element);    /* stands beside lines, not in them */
bool element_has_areas(enum fo_element);   /* generates reference areas: indents start anew */
bool element_has_margins(enum fo_element); /* page masters and regions: margins stay margins */
bool element_is_inline(enum fo_element);

/* ---- Values and styles ---- */

/* An element on the way from the root to the one being read. */
struct frame {
    const struct frame *parent;
    const xmlNode *xml;
    enum fo_element element;
    const struct fo_style *style; /* NULL while it is computed */
    const struct fo_node *node;
    const struct fo_style *list; /* of the nearest list-block, this one included; NULL: none */
};

/* What the expressions of one element may refer to. */
struct scope {
    struct fo_document *document;
    const struct frame *self;         /* NULL: initial values */
    const struct fo_style *inherited; /* the parent's style */
    const struct fo_style *own;       /* font-size and color of it are computed first */
    bool far;         /* set when a value was neither inherited nor the element's own: style.c */
    GString *problem; /* what is wrong with a value */
};

/* A stretch of an attribute's value, not terminated. */
struct slice {
    const char *text;
    size_t length;
};

struct slice slice_trim(struct slice);
struct slice slice_of(const char *text);
bool slice_is(struct slice, const char *word);
/* The next word of the slice, which is shortened by it. Parentheses and quotes hold together. Its
 * text is NULL at the end. */
struct slice slice_word(struct slice *);

/* An intermediate result. A percentage is a length that depends on a base: power 1. */
struct operand {
    enum { NUMERIC, COLOUR, KEYWORD, PROPORTION } kind;
    int power; /* of length */
    double number, percent;
    uint32_t colour;
    enum fo_keyword keyword;
};

/* Says what is wrong; always false. */
bool scope_fail(struct scope *, const char *format, ...) G_GNUC_PRINTF(2, 3);

enum { MOST_ARGUMENTS = 4 };

struct call {
    struct scope *scope;
    enum fo_property property; /* that the function asks for, or that is being set */
    struct operand arguments[MOST_ARGUMENTS];
};

struct function {
    const char *name;
    unsigned arguments;
    enum {
        OF_VALUES,
        OF_PROPERTY,
        OF_VALUES_AND_MORE
    } kind; /* OF_PROPERTY: takes the name of a
property, or nothing; …_MORE: what follows is passed over */
    bool (*call)(const struct call *, struct operand *);
};

const struct function *function_find(struct slice name);  /* NULL: there is none */
bool function_unknown(struct scope *, struct slice name); /* says so; always false */
void function_list(GString *out);

/* XSL 1.1 §5.9. false: scope->problem says why. */
bool expression_evaluate(struct scope *, enum fo_property, struct slice, struct operand *);

/* The value as this property takes it. false: scope->problem says why not; empty: the property
 * takes values of other kinds. */
bool value_parse(struct scope *, enum fo_property, struct slice, struct fo_value *);
/* What the property accepts, in words: "a length; or auto, none". */
void value_describe(enum fo_property, GString *out);
void value_set_keyword(struct fo_value *, enum fo_keyword);

/* What an element's attributes set. */
struct specified {
    struct slice value;
    enum precision precision;
    const struct attribute *attribute;
};

struct specification {
    struct specified of[FO_PROPERTY_COUNT]; /* value.text NULL: not set */
    enum fo_property set[FO_PROPERTY_COUNT];
    unsigned count;
    bool right_to_left;
};

/* The property that the attribute means where one is named, in the writing mode of the style. */
enum fo_property attribute_property(const struct attribute *, const struct fo_style *);

/* Adds what the attribute sets. false: problem says what is wrong with its value. */
bool shorthand_expand(struct specification *, const struct attribute *, struct slice value,
                      GString *problem);

/* An attribute of the element being read, found in the tables. */
struct given {
    const struct attribute *attribute;
    const char *value;
};

struct styles;
struct styles *styles_new(struct fo_document *, struct diag *);
void styles_free(struct styles *);
/* The style of the frame's element with these attributes. What is wrong with them is reported. */
const struct fo_style *styles_find(struct styles *, const struct frame *, const struct given *,
                                   unsigned count, struct place);

/* ---- The finished tree ---- */

void space_treat(struct fo_document *);
void check_references(const struct fo_document *, struct diag *);

#endif
