#include "layout/output_int.h"

#include <string.h>

/* The structure tree. An element is made when something of its formatting object is painted for
 * the first time; pages are written in reading order, so elements and their kids come in reading
 * order too, a footnote right behind its mark though it stands at the foot.
 *
 * Types come from `role`, else from the formatting object (type_of). A block is a P only where it
 * has text of its own and does not stand inside another paragraph; one that only groups is
 * transparent, as is an inline that changes nothing. Inside a Figure everything belongs to it.
 *
 * Rejected: elements for all formatting objects first, then marks: the tree would hold what is
 * never painted (markers, empty blocks), and a second rule would have to find and remove it. */

enum { ARTIFACT_ELEMENT = ARTIFACT_LAYOUT };

struct structure {
    struct output *o;
    GHashTable *of_node; /* formatting object, row or cell → element + OFFSET */
    GArray *last_kid;    /* int, of each element */
    GArray *languages;   /* const char *, of each element: with what it inherits */
    int last_mark;       /* on this page; -1: none */
    int last_element;
    enum painted last_list;
    unsigned notes;
};

enum { OFFSET = 16 }; /* keeps artifacts apart from "not found" */

struct structure *
structure_new(struct output *o)
{
    struct structure *st = g_new0(struct structure, 1);

    st->o = o;
    st->of_node = g_hash_table_new(NULL, NULL);
    st->last_kid = g_array_new(FALSE, FALSE, sizeof(int));
    st->languages = g_array_new(FALSE, FALSE, sizeof(const char *));
    st->last_mark = -1;
    return st;
}

void
structure_free(struct structure *st)
{
    g_hash_table_unref(st->of_node);
    g_array_unref(st->last_kid);
    g_array_unref(st->languages);
    g_free(st);
}

static struct element *
element_at(const struct structure *st, int element)
{
    return &g_array_index(st->o->elements, struct element, element);
}

static void
add_kid(struct structure *st, int element, enum kid_kind kind, unsigned value)
{
    GArray *kids = st->o->kids;
    struct kid kid = {kind, st->o->page, value, -1};
    int number = (int)kids->len, *last = &g_array_index(st->last_kid, int, element);

    g_array_append_val(kids, kid);
    if (*last < 0)
        element_at(st, element)->kid = number;
    else
        g_array_index(kids, struct kid, *last).next = number;
    *last = number;
}

/* ---- Types ---- */

static bool
is_one_of(const char *type, const char *const *types)
{
    for (; type && *types; types++)
        if (!strcmp(type, *types))
            return true;
    return false;
}

/* Elements that hold text themselves: no paragraph begins inside them. */
static bool
holds_text(const char *type)
{
    static const char *const TYPES[] = {
        "P",    "H",    "H1",    "H2",   "H3",      "H4",        "H5",       "H6",      "Lbl",
        "Link", "Span", "Quote", "Code", "Caption", "Reference", "BibEntry", "Formula", NULL};

    return is_one_of(type, TYPES);
}

static bool
is_inline_level(const struct fo_node *node)
{
    switch (node->element) {
    case FO_TEXT:
    case FO_LEADER:
    case FO_PAGE_NUMBER:
    case FO_PAGE_NUMBER_CITATION:
    case FO_PAGE_NUMBER_CITATION_LAST:
    case FO_EXTERNAL_GRAPHIC:
    case FO_FOOTNOTE:
    case FO_CHARACTER:
        return true;
    case FO_INLINE:
    case FO_BIDI_OVERRIDE:
    case FO_BASIC_LINK:
    case FO_WRAPPER:
        for (const struct fo_node *child = node->child; child; child = child->next)
            if (is_inline_level(child))
                return true;
        return false;
    default:
        return false;
    }
}

static bool
has_own_text(const struct fo_node *block)
{
    for (const struct fo_node *child = block->child; child; child = child->next)
        if (is_inline_level(child))
            return true;
    return false;
}

static bool
is_header_cell(const struct fo_node *cell)
{
    const struct fo_node *group = cell->parent;

    while (group && group->element == FO_TABLE_ROW)
        group = group->parent;
    return (group && group->element == FO_TABLE_HEADER) ||
           fo_is(cell->style, FO_P_HEADER, FO_K_TRUE);
}

static const char *
default_type(const struct fo_node *node)
{
    switch (node->element) {
    case FO_ROOT:
        return "Document";
    case FO_PAGE_SEQUENCE:
        return "Part";
    case FO_LIST_BLOCK:
        return "L";
    case FO_LIST_ITEM:
        return "LI";
    case FO_LIST_ITEM_LABEL:
        return "Lbl";
    case FO_LIST_ITEM_BODY:
        return "LBody";
    case FO_TABLE_AND_CAPTION:
        return "Table";
    case FO_TABLE: /* the caption stands in the Table (ISO 32000-1 §14.8.4.3.4) */
        return node->parent->element == FO_TABLE_AND_CAPTION ? NULL : "Table";
    case FO_TABLE_CAPTION:
        return "Caption";
    case FO_TABLE_HEADER:
        return "THead";
    case FO_TABLE_BODY:
        return "TBody";
    case FO_TABLE_FOOTER:
        return "TFoot";
    case FO_TABLE_ROW:
        return "TR";
    case FO_TABLE_CELL:
        return is_header_cell(node) ? "TH" : "TD";
    case FO_BASIC_LINK:
        return "Link";
    case FO_FOOTNOTE_BODY:
        return "Note";
    default:
        return NULL;
    }
}

static const char *
type_of(struct structure *st, const struct fo_node *node, int parent)
{
    const char *around = parent >= 0 ? element_at(st, parent)->type : NULL;
    const char *inherited = parent >= 0 ? g_array_index(st->languages, const char *, parent) : NULL;

    if (!g_strcmp0(around, "Figure"))
        return NULL;
    if (node->role)
        return node->role;
    switch (node->element) {
    case FO_BLOCK:
        return has_own_text(node) && !holds_text(around) ? "P" : NULL;
    case FO_BLOCK_CONTAINER:
    case FO_EXTERNAL_GRAPHIC:
        return node->alt ? "Figure" : NULL;
    case FO_CHARACTER:
    case FO_INLINE:
    case FO_BIDI_OVERRIDE:
        if (node->parent->element == FO_FOOTNOTE)
            return "Reference";
        return g_strcmp0(node_language(st->o->arena, node), inherited) ? "Span" : NULL;
    default:
        return default_type(node);
    }
}

/* ---- Attributes ---- */

static const char *
list_numbering(const struct fo_node *list)
{
    const struct fo_node *item = list->child;

    while (item && item->element != FO_LIST_ITEM)
        item = item->next;
    const struct fo_node *node = item ? item->child : NULL;

    while (node && !node->text) /* the first text of the first label */
        node = node->child;
    if (!node)
        return "/O/List/ListNumbering/None";
    if (g_ascii_isdigit(node->text[0]))
        return "/O/List/ListNumbering/Decimal";
    if (g_ascii_isalpha(node->text[0]))
        return g_ascii_islower(node->text[0]) ? "/O/List/ListNumbering/LowerAlpha"
                                              : "/O/List/ListNumbering/UpperAlpha";
    return "/O/List/ListNumbering/Disc";
}

static const char *
cell_attributes(struct structure *st, const char *type, const struct cell *cell, bool column_head)
{
    g_autoptr(GString) text = g_string_new(NULL);

    if (!strcmp(type, "TH"))
        g_string_append(text, column_head ? "/Scope/Column" : "/Scope/Row");
    if (cell->columns > 1)
        g_string_append_printf(text, "/ColSpan %u", cell->columns);
    if (cell->rows > 1)
        g_string_append_printf(text, "/RowSpan %u", cell->rows);
    if (!text->len)
        return NULL;
    g_string_prepend(text, "/O/Table");
    return output_text(st->o, text->str);
}

const char *
node_language(struct arena *arena, const struct fo_node *node)
{
    const char *language = fo_string(node->style, FO_P_LANGUAGE);
    const char *country = fo_string(node->style, FO_P_COUNTRY);

    if (!language || !*language)
        return NULL;
    if (!country || !*country)
        return arena_text(arena, language);
    g_autofree char *text = g_strconcat(language, "-", country, NULL);

    return arena_text(arena, text);
}

/* ---- Elements ---- */

/* NonStruct says nothing (ISO 32000-1 §14.8.4.2), and a list or table may not hold it: its kids are
 * the parent's. */
static int
add_element(struct structure *st, const struct fo_node *node, const char *type, int parent)
{
    if (!strcmp(type, "NonStruct") && parent >= 0)
        return parent;
    struct output *o = st->o;
    const char *lang = node ? node_language(o->arena, node) : NULL;
    const char *around = parent >= 0 ? g_array_index(st->languages, const char *, parent)
                                     : node_language(o->arena, fo_root(o->s->document));
    struct element element = {.type = output_text(o, type), .parent = parent, .kid = -1};
    int number = (int)o->elements->len, none = -1;

    if (!lang)
        lang = around;
    element.lang = g_strcmp0(lang, around) ? lang : NULL;
    if (node) {
        element.alt = output_text(o, node->alt);
        element.place = node->place;
        element.place.file = output_text(o, node->place.file);
    }
    if (!strcmp(type, "L") && node)
        element.attributes = list_numbering(node);
    if (!strcmp(type, "Note")) {
        g_autofree char *id = g_strdup_printf("note-%u", ++st->notes);
        element.id = output_text(o, id);
    }
    g_array_append_val(o->elements, element);
    g_array_append_val(st->last_kid, none);
    g_array_append_val(st->languages, lang);
    if (parent >= 0)
        add_kid(st, parent, KID_ELEMENT, (unsigned)number);
    return number;
}

static void
remember(struct structure *st, const void *key, int element)
{
    g_hash_table_insert(st->of_node, (void *)key, GINT_TO_POINTER(element + OFFSET));
}

static bool
recall(const struct structure *st, const void *key, int *element)
{
    gpointer value = g_hash_table_lookup(st->of_node, key);

    *element = GPOINTER_TO_INT(value) - OFFSET;
    return value != NULL;
}

int
structure_element(struct structure *st, const struct fo_node *node)
{
    int element;

    if (recall(st, node, &element))
        return element;
    int parent = node->parent ? structure_element(st, node->parent) : -1;

    element = parent;
    if ((node->parent && parent < 0) || !g_strcmp0(node->role, "Artifact") ||
        (node->element == FO_EXTERNAL_GRAPHIC && !node->alt && !node->role)) {
        element = ARTIFACT_ELEMENT;
    } else {
        const char *type = type_of(st, node, parent);
        if (type)
            element = add_element(st, node, type, parent);
    }
    remember(st, node, element);
    return element;
}

static bool
is_figure(const struct fo_node *node)
{
    if (node->role)
        return !strcmp(node->role, "Figure");
    return node->alt &&
           (node->element == FO_BLOCK_CONTAINER || node->element == FO_EXTERNAL_GRAPHIC);
}

int
structure_figure(struct structure *st, const struct fo_node *node)
{
    for (; node; node = node->parent)
        if (is_figure(node))
            return structure_element(st, node);
    return ARTIFACT_BACKGROUND;
}

static void
add_cell(struct structure *st, const struct cell *cell, int row, bool column_head)
{
    const void *key = cell->node ? (const void *)cell->node : cell;
    int element;

    if (recall(st, key, &element))
        return;
    const char *type = cell->node && cell->node->role ? cell->node->role
                       : cell->node                   ? default_type(cell->node)
                       : column_head                  ? "TH"
                                                      : "TD";

    if (!strcmp(type, "Artifact"))
        type = "TD";
    element = add_element(st, cell->node, type, row);
    if (element != row)
        element_at(st, element)->attributes = cell_attributes(st, type, cell, column_head);
    remember(st, key, element);
}

void
structure_row(struct structure *st, const struct band *band, const struct row *row)
{
    int group = structure_element(st, row->group), element;
    const void *key = row->node ? (const void *)row->node : row;
    bool head = row->group->element == FO_TABLE_HEADER;

    if (group < 0 || !strcmp(element_at(st, group)->type, "Figure"))
        return;
    if (!recall(st, key, &element)) {
        element = row->node ? structure_element(st, row->node) : add_element(st, NULL, "TR", group);
        remember(st, key, element);
    }
    if (element < 0)
        return;
    for (unsigned i = row->cell; i < row->cell_end; i++)
        add_cell(st, &band->cells[i], element, head);
}

void
structure_adopt(struct structure *st, const struct fo_node *marker, const struct fo_node *retrieve)
{
    remember(st, marker, structure_element(st, retrieve->parent));
}

/* ---- Marks ---- */

void
structure_begin_page(struct structure *st)
{
    st->last_mark = -1;
}

/* Whether the last thing in its list still bears the last mark: what bears one mark stands
 * together. */
static bool
is_open(const struct structure *st, int element, enum painted list)
{
    const struct output *o = st->o;

    if (st->last_mark < 0 || st->last_element != element || st->last_list != list)
        return false;
    switch (list) {
    case PAINTED_RUNS:
        return g_array_index(o->runs, struct run, o->runs->len - 1).mark == st->last_mark;
    case PAINTED_RECTANGLES:
        return g_array_index(o->rectangles, struct rectangle, o->rectangles->len - 1).mark ==
               st->last_mark;
    default:
        return false;
    }
}

int
structure_mark(struct structure *st, int element, enum painted list)
{
    struct output *o = st->o;
    const struct page *page = &g_array_index(o->pages, struct page, o->page);

    if (is_open(st, element, list))
        return st->last_mark;
    st->last_mark = (int)(o->owners->len - page->mark);
    st->last_element = element;
    st->last_list = list;
    g_array_append_val(o->owners, element);
    add_kid(st, element, KID_MARK, (unsigned)st->last_mark);
    return st->last_mark;
}

void
structure_link(struct structure *st, int element, unsigned link)
{
    add_kid(st, element, KID_LINK, link);
    st->last_mark = -1; /* what follows comes after the link */
}
