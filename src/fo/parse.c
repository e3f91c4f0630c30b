#include "fo/fo_int.h"

#include <stdlib.h>
#include <string.h>

#include "base/xml.h"

/* From the xmlDoc to the tree of formatting objects. Whatever is refused is refused by one of the
 * report calls here, in style.c or in check.c; reading goes on after it, so that all is found in
 * one run. Where the sink is lax the tree that comes out is used, so it holds nothing that was
 * refused: a property without its value, an object that stands where it may not with all that it
 * holds. Of an element that is not known the content is read as its parent's; what cannot stand
 * there either goes without a word, since the element itself was reported. */

enum { NAME_SLOTS = 256 };

struct parser {
    struct fo_document *document;
    struct diag *diag;
    struct styles *styles;
    GArray *given;    /* struct given: of the element being read */
    unsigned apart;   /* elements above the one being read that were left out of the tree */
    unsigned strange; /* elements around it that are not known */
    const xmlNs *fo;  /* a declaration known to be of FO: saves comparing its address */
    struct {
        const xmlChar *name;
        const struct attribute *attribute;
    } slots[NAME_SLOTS]; /* by the address of the name, which libxml2 keeps once a document */
};

/* An element on the way down, and what holds for all below it. */
struct level {
    struct frame frame; /* its parent is the frame of the level above */
    struct content content;
    struct fo_node *node, *last_child;
    struct place
        passed_on; /* of the fiche, by fp:at of this element or of one above; no file: none */
    bool in_static, in_marker, in_footnote;
    bool in_repeated;   /* header or footer of a table */
    bool refused;       /* the child being read does not become one */
    struct level *host; /* whose node gets the children: of a page-sequence-wrapper not its own */
};

static struct place
place_of(struct parser *p, const struct level *level, const xmlNode *xml)
{
    if (level && level->passed_on.file)
        return level->passed_on;
    struct place place = xml_place(xml);
    if (place.file)
        place.file = p->document->file;
    return place;
}

/* ---- Attributes ---- */

static const struct attribute *
find_attribute(struct parser *p, const xmlChar *name)
{
    const unsigned slot = (unsigned)((uintptr_t)name >> 3) % NAME_SLOTS;
    if (p->slots[slot].name != name) {
        p->slots[slot].name = name;
        p->slots[slot].attribute = attribute_find((const char *)name);
    }
    return p->slots[slot].attribute;
}

static const char *
attribute_value(const xmlAttr *attribute)
{
    return attribute->children && attribute->children->content
               ? (const char *)attribute->children->content
               : "";
}

static const char *
keep(struct parser *p, const char *text)
{
    const struct slice s = slice_of(text);
    return s.length > 0 ? document_text(p->document, s.text, s.length) : NULL;
}

static void
give(struct parser *p, const struct attribute *attribute, const char *value)
{
    const struct given given = {attribute, value};
    g_array_append_val(p->given, given);
}

static void
refuse_attribute(struct parser *p, const struct level *level, const char *name, struct place place)
{
    const char *near = attribute_near(name);
    g_autofree char *help = near ? g_strdup_printf("did you mean %s?", near) : NULL;
    diag_report(p->diag, DIAG_E0525, place, help ? help : "docs/fo-subset.md lists what is known",
                "fo:%s has no property “%s”", fo_element_name(level->node->element), name);
}

/* FILE:LINE:COLUMN; the file's name may hold colons. */
static void
read_place(struct parser *p, struct level *level, const char *value, struct place own)
{
    const char *column = strrchr(value, ':');
    const char *line = column ? g_strrstr_len(value, column - value, ":") : NULL;
    char *end = NULL;

    if (line && line > value && g_ascii_isdigit(line[1]) && g_ascii_isdigit(column[1])) {
        const long row = strtol(line + 1, NULL, 10), character = strtol(column + 1, &end, 10);
        if (*end == '\0' && row <= INT_MAX && character <= INT_MAX) {
            level->passed_on =
                (struct place){document_text(p->document, value, (size_t)(line - value)), (int)row,
                               (int)character};
            level->node->place = level->passed_on;
            return;
        }
    }
    diag_report(p->diag, DIAG_E0526, own, "write FILE:LINE:COLUMN", "fp:at=\"%s\" is not a place",
                value);
}

static const char *
known_role(struct parser *p, const struct level *level, const char *value)
{
    static const char *const roles[] = {
        "Artifact", "Document", "Part",  "Art",       "Sect",     "Div",   "BlockQuote", "Caption",
        "TOC",      "TOCI",     "Index", "NonStruct", "Private",  "P",     "H",          "H1",
        "H2",       "H3",       "H4",    "H5",        "H6",       "L",     "LI",         "Lbl",
        "LBody",    "Table",    "TR",    "TH",        "TD",       "THead", "TBody",      "TFoot",
        "Span",     "Quote",    "Note",  "Reference", "BibEntry", "Code",  "Link",       "Annot",
        "Ruby",     "RB",       "RT",    "RP",        "Warichu",  "WT",    "WP",         "Figure",
        "Formula",  "Form"};
    const struct slice s = slice_of(value);

    if (slice_is(s, "none"))
        return NULL;
    for (unsigned i = 0; i < G_N_ELEMENTS(roles); i++)
        if (slice_is(s, roles[i]))
            return roles[i];
    const char *near = diag_near(value, roles, G_N_ELEMENTS(roles));
    g_autofree char *help = near ? g_strdup_printf("did you mean %s?", near) : NULL;
    diag_report(p->diag, DIAG_E0531, level->node->place, help,
                "role=\"%s\" on fo:%s is no structure type; it is left out", value,
                fo_element_name(level->node->element));
    return NULL;
}

static void
set_id(struct parser *p, const struct level *level, const char *value)
{
    struct fo_node *node = level->node;
    node->id = keep(p, value);
    if (!node->id || p->apart > 0 || level->host)
        return;
    const struct fo_node *other = g_hash_table_lookup(p->document->ids, node->id);
    if (!other) {
        g_hash_table_insert(p->document->ids, (gpointer)node->id, node);
        return;
    }
    g_autofree char *where = place_words(other->place);
    diag_report(p->diag, DIAG_E0528, node->place, "give each formatting object an id of its own",
                "the id “%s” belongs to the fo:%s of %s already", node->id,
                fo_element_name(other->element), where);
    node->id = NULL;
}

/* Properties of FOP's namespace or of ours. */
static void
read_extension(struct parser *p, struct level *level, const char *prefix, const xmlAttr *a)
{
    g_autofree char *name = g_strconcat(prefix, (const char *)a->name, NULL);
    const struct attribute *attribute = attribute_find(name);

    if (attribute)
        give(p, attribute, attribute_value(a));
    else
        refuse_attribute(p, level, name, level->node->place);
}

/* Attributes in a namespace: of those that are not ours or FOP's none has a meaning (§2.2). */
static void
read_foreign(struct parser *p, struct level *level, const xmlAttr *a)
{
    const char *uri = (const char *)a->ns->href, *name = (const char *)a->name;

    if (strcmp(uri, (const char *)XML_XML_NAMESPACE) == 0 && strcmp(name, "lang") == 0) {
        give(p, attribute_find("xml:lang"), attribute_value(a));
    } else if (strcmp(uri, FOX_NAMESPACE) == 0) {
        if (strcmp(name, "alt-text") == 0)
            level->node->alt = keep(p, attribute_value(a));
        else
            read_extension(p, level, "fox:", a);
    } else if (strcmp(uri, FP_NAMESPACE) == 0 && strcmp(name, "at") != 0) {
        read_extension(p, level, "fp:", a);
    }
}

/* The attributes that are not styles go to the node, the others to p->given. A place comes first:
 * it is where the others' errors are. */
static void
read_attributes(struct parser *p, struct level *level)
{
    const xmlNode *xml = level->frame.xml;

    g_array_set_size(p->given, 0);
    for (const xmlAttr *a = xml->properties; a; a = a->next)
        if (a->ns && strcmp((const char *)a->ns->href, FP_NAMESPACE) == 0 &&
            strcmp((const char *)a->name, "at") == 0)
            read_place(p, level, attribute_value(a), level->node->place);
    for (const xmlAttr *a = xml->properties; a; a = a->next) {
        const char *name = (const char *)a->name;
        const struct attribute *attribute = a->ns ? NULL : find_attribute(p, a->name);
        if (a->ns)
            read_foreign(p, level, a);
        else if (attribute)
            give(p, attribute, attribute_value(a));
        else if (strcmp(name, "id") == 0)
            set_id(p, level, attribute_value(a));
        else if (strcmp(name, "role") == 0)
            level->node->role = known_role(p, level, attribute_value(a));
        else
            refuse_attribute(p, level, name, level->node->place);
    }
}

/* ---- Elements ---- */

static bool
is_fo(struct parser *p, const xmlNode *xml)
{
    if (!xml->ns)
        return false;
    if (xml->ns != p->fo) {
        if (strcmp((const char *)xml->ns->href, FO_NAMESPACE) != 0)
            return false;
        p->fo = xml->ns;
    }
    return true;
}

/* An element of FOP's extensions. */
static int
extension_find(const xmlNode *xml)
{
    if (!xml->ns || strcmp((const char *)xml->ns->href, FOX_NAMESPACE) != 0)
        return NOT_FOUND;
    g_autofree char *name = g_strconcat("fox:", (const char *)xml->name, NULL);
    return element_find(name);
}

static void
refuse_element(struct parser *p, const struct level *level, const xmlNode *xml)
{
    const struct place place = place_of(p, level, xml);
    const char *name = (const char *)xml->name;

    if (!is_fo(p, xml)) {
        diag_report(p->diag, DIAG_E0521, place, "docs/fo-subset.md lists what is known",
                    "<%s%s%s> in fo:%s is not XSL-FO",
                    xml->ns && xml->ns->prefix ? (const char *)xml->ns->prefix : "",
                    xml->ns && xml->ns->prefix ? ":" : "", name,
                    fo_element_name(level->node->element));
        return;
    }
    const bool drawing = strcmp(name, "instream-foreign-object") == 0;
    const char *near = drawing ? NULL : element_near(name);
    g_autofree char *help = near      ? g_strdup_printf("did you mean fo:%s?", near)
                            : drawing ? g_strdup("show it as a PNG by fo:external-graphic")
                                      : NULL;
    diag_report(p->diag, DIAG_E0521, place, help ? help : "docs/fo-subset.md lists what is known",
                "fo:%s is not known", name);
}

/* Rules of place that no content model says. NULL: none is broken. */
static const char *
misplaced(const struct level *level, enum fo_element element)
{
    switch (element) {
    case FO_RETRIEVE_MARKER:
        return level->in_static ? NULL : "it stands in fo:static-content only";
    case FO_RETRIEVE_TABLE_MARKER:
        return level->in_repeated ? NULL : "it stands in fo:table-header and fo:table-footer only";
    case FO_MARKER:
        return level->in_static   ? "it has no meaning in fo:static-content"
               : level->in_marker ? "markers are not nested"
                                  : NULL;
    case FO_TABLE_ROW:
    case FO_TABLE_CELL:
        return level->last_child && level->last_child->element != element &&
                       level->last_child->element != FO_MARKER
                   ? "rows and cells without a row are not mixed"
                   : NULL;
    case FO_FOOTNOTE:
        return level->in_static     ? "fo:static-content has no footnotes"
               : level->in_footnote ? "footnotes are not nested"
               : level->in_marker   ? "markers have no footnotes"
                                    : NULL;
    default:
        return NULL;
    }
}

/* Whether the element may stand here; else it was reported. */
static bool
check_place(struct parser *p, struct level *level, enum fo_element element, const xmlNode *xml)
{
    const char *parent = fo_element_name(level->node->element);
    const char *required = content_missing(&level->content);
    const char *rule = misplaced(level, element);
    g_autofree char *help = NULL;

    if (rule) {
        diag_report(p->diag, DIAG_E0522, place_of(p, level, xml), NULL,
                    "fo:%s may not stand here: %s", fo_element_name(element), rule);
        return false;
    }
    switch (content_accept(&level->content, element)) {
    case ACCEPTED:
        break;
    case MISSING:
        diag_report(p->diag, DIAG_E0523, place_of(p, level, xml), NULL,
                    "fo:%s in fo:%s comes after %s, which is missing", fo_element_name(element),
                    parent, required);
        break;
    case MISPLACED:
        help = g_strdup_printf("fo:%s holds: %s", parent, content_words(level->node->element));
        if (p->strange == 0)
            diag_report(p->diag, DIAG_E0522, place_of(p, level, xml), help,
                        "fo:%s may not stand here in fo:%s", fo_element_name(element), parent);
        return false;
    }
    return true;
}

static struct fo_node *
add_node(struct parser *p, struct level *level, enum fo_element element)
{
    struct fo_node *node = document_alloc(p->document, sizeof *node);
    const bool apart = !level || level->refused || element == FO_PAGE_SEQUENCE_WRAPPER;

    while (level && level->host)
        level = level->host;
    node->element = element;
    node->parent = level ? level->node : NULL;
    if (!apart) {
        if (level->last_child)
            level->last_child->next = node;
        else
            level->node->child = node;
        level->last_child = node;
    }
    return node;
}

/* Neighbours (CDATA, text about a comment) become one. */
static void
read_text(struct parser *p, struct level *level, const xmlNode *xml)
{
    const char *text = (const char *)xml->content;
    struct fo_node *last = level->last_child;

    if (!text || !*text)
        return;
    if (!content_takes_text(&level->content)) {
        const struct slice s = slice_of(text);
        if (s.length == 0 || content_takes_foreign(&level->content) || p->strange > 0)
            return;
        const int shown = (int)MIN(s.length, 40);
        diag_report(p->diag, DIAG_E0524, place_of(p, level, xml), "put it into an fo:block",
                    "fo:%s takes no text: “%.*s”", fo_element_name(level->node->element),
                    (int)(g_utf8_find_prev_char(s.text, s.text + shown + 1) - s.text), s.text);
        return;
    }
    if (last && last->element == FO_TEXT) {
        g_autofree char *both = g_strconcat(last->text, text, NULL);
        last->text = g_string_chunk_insert(p->document->texts, both);
        return;
    }
    struct fo_node *node = add_node(p, level, FO_TEXT);
    node->text = text;
    node->style = level->node->style;
    node->place = level->node->place;
}

static void read_element(struct parser *, struct level *above, enum fo_element, const xmlNode *);

/* The dc:title of a document's metadata; of several languages the first. */
static void
find_title(struct parser *p, const xmlNode *xml)
{
    static const char DUBLIN_CORE[] = "http://purl.org/dc/elements/1.1/";

    if (xml->type != XML_ELEMENT_NODE || p->document->title)
        return;
    if (xml->ns && strcmp((const char *)xml->ns->href, DUBLIN_CORE) == 0 &&
        strcmp((const char *)xml->name, "title") == 0) {
        while (xml->type == XML_ELEMENT_NODE && xmlFirstElementChild((xmlNode *)xml))
            xml = xmlFirstElementChild((xmlNode *)xml);
        xmlChar *text = xmlNodeGetContent(xml);
        p->document->title = text ? keep(p, (const char *)text) : NULL;
        xmlFree(text);
        return;
    }
    for (const xmlNode *child = xml->children; child; child = child->next)
        find_title(p, child);
}

static void read_content(struct parser *, struct level *, const xmlNode *);

static void
read_child(struct parser *p, struct level *level, const xmlNode *xml)
{
    const bool fo = is_fo(p, xml);
    const int element = fo ? element_find((const char *)xml->name) : extension_find(xml);

    if (element != NOT_FOUND) {
        const bool apart = !check_place(p, level, (enum fo_element)element, xml);
        const unsigned strange = p->strange;
        level->refused = apart;
        p->apart += apart;
        p->strange = 0;
        read_element(p, level, (enum fo_element)element, xml);
        p->strange = strange;
        p->apart -= apart;
        level->refused = false;
        return;
    }
    if (content_takes_foreign(&level->content)) {
        find_title(p, xml);
        return;
    }
    refuse_element(p, level, xml);
    if (fo) {
        p->strange++;
        read_content(p, level, xml);
        p->strange--;
    }
}

/* The children of xml, which is the level's own element or one inside it that is not known. */
static void
read_content(struct parser *p, struct level *level, const xmlNode *parent)
{
    for (const xmlNode *xml = parent->children; xml; xml = xml->next) {
        if (xml->type == XML_TEXT_NODE || xml->type == XML_CDATA_SECTION_NODE)
            read_text(p, level, xml);
        else if (xml->type == XML_ELEMENT_NODE)
            read_child(p, level, xml);
    }
}

/* fo:character is text of one character with a style of its own (XSL 1.1 §6.6.3), and becomes that.
 * The attribute is read as it stands: it may be a space. */
static void
read_character(struct parser *p, struct level *level, const xmlNode *xml)
{
    xmlChar *value = xmlGetNoNsProp(xml, (const xmlChar *)"character");
    const char *text = value ? (const char *)value : "";

    if (g_utf8_strlen(text, -1) == 1) {
        struct fo_node *node = add_node(p, level, FO_TEXT);
        node->text = document_text(p->document, text, strlen(text));
        node->style = level->node->style;
        node->place = level->node->place;
    } else {
        diag_report(p->diag, DIAG_E0526, level->node->place, "text stands in the block itself",
                    "character=\"%s\" on fo:character is not one character", text);
    }
    xmlFree(value);
}

static void
title_of_sequence(struct parser *p, const struct fo_node *title)
{
    if (!p->document->title && title->child && title->child->text)
        p->document->title = keep(p, title->child->text);
}

static void
check_complete(struct parser *p, const struct level *level)
{
    const char *missing = content_missing(&level->content);
    if (missing)
        diag_report(p->diag, content_may_stay_empty(&level->content) ? DIAG_E0533 : DIAG_E0523,
                    level->node->place, NULL, "fo:%s has no %s",
                    fo_element_name(level->node->element), missing);
}

static void
read_element(struct parser *p, struct level *above, enum fo_element element, const xmlNode *xml)
{
    struct level level = {
        .frame = {.parent = above ? &above->frame : NULL, .xml = xml, .element = element},
        .content = content_start(element, above ? &above->content : NULL),
        .node = add_node(p, above, element),
    };

    if (above) {
        level.passed_on = above->passed_on;
        level.in_static = above->in_static || element == FO_STATIC_CONTENT;
        level.in_marker = above->in_marker || element == FO_MARKER;
        level.in_repeated =
            above->in_repeated || element == FO_TABLE_HEADER || element == FO_TABLE_FOOTER;
        level.in_footnote = above->in_footnote || element == FO_FOOTNOTE;
    } else {
        p->document->root = level.node;
    }
    level.frame.node = level.node;
    level.node->place = place_of(p, above, xml);
    level.host = element == FO_PAGE_SEQUENCE_WRAPPER ? above : NULL;
    read_attributes(p, &level);
    const struct fo_style *style =
        styles_find(p->styles, &level.frame, (const struct given *)p->given->data, p->given->len,
                    level.node->place);
    level.node->style = level.frame.style = style;
    level.frame.list = element == FO_LIST_BLOCK ? style : above ? above->frame.list : NULL;
    if (element == FO_CHARACTER)
        read_character(p, &level, xml);
    read_content(p, &level, xml);
    check_complete(p, &level);
    if (element == FO_TITLE)
        title_of_sequence(p, level.node);
}

struct fo_document *
fo_parse(const xmlDoc *xml, struct diag *sink)
{
    const unsigned before = diag_count(sink, DIAG_ERROR);
    const xmlNode *root = xmlDocGetRootElement(xml);
    if (!root) {
        diag_report(sink, DIAG_E0520, (struct place){0}, NULL, "the document is empty");
        return NULL;
    }
    g_autoptr(fo_document) document = document_new();
    struct parser p = {.document = document, .diag = sink};
    const struct place place = xml_place(root);

    if (place.file)
        document->file = document_text(document, place.file, strlen(place.file));
    if (!is_fo(&p, root) || strcmp((const char *)root->name, "root") != 0) {
        diag_report(sink, DIAG_E0520, place, "the root is fo:root, in the namespace " FO_NAMESPACE,
                    "the root element is <%s>", (const char *)root->name);
        return NULL;
    }
    p.styles = styles_new(document, sink);
    p.given = g_array_new(FALSE, FALSE, sizeof(struct given));
    read_element(&p, NULL, FO_ROOT, root);
    g_array_free(p.given, TRUE);
    styles_free(p.styles);
    space_treat(document);
    check_references(document, sink);
    if (diag_count(sink, DIAG_ERROR) > before)
        return NULL;
    return g_steal_pointer(&document);
}
