#include "fo/fo_int.h"

#include <string.h>

/* What a tree must hold beyond its content models: the properties without which an object means
 * nothing, and names that lead somewhere. */

struct check {
    GHashTable *ids;
    struct diag *diag;
    GHashTable *masters; /* master-name → struct fo_node */
    GHashTable *regions; /* names of all regions of all page masters */
};

static const char *
value_of(const struct fo_node *node, enum fo_property property)
{
    const char *value = fo_string(node->style, property);
    return value && *value ? value : NULL;
}

/* ---- Required properties ---- */

static const struct {
    enum fo_element element;
    enum fo_property property;
} required[] = {
    {FO_SIMPLE_PAGE_MASTER, FO_P_MASTER_NAME},
    {FO_PAGE_SEQUENCE_MASTER, FO_P_MASTER_NAME},
    {FO_SINGLE_PAGE_MASTER_REFERENCE, FO_P_MASTER_REFERENCE},
    {FO_REPEATABLE_PAGE_MASTER_REFERENCE, FO_P_MASTER_REFERENCE},
    {FO_CONDITIONAL_PAGE_MASTER_REFERENCE, FO_P_MASTER_REFERENCE},
    {FO_PAGE_SEQUENCE, FO_P_MASTER_REFERENCE},
    {FO_FLOW, FO_P_FLOW_NAME},
    {FO_STATIC_CONTENT, FO_P_FLOW_NAME},
    {FO_EXTERNAL_GRAPHIC, FO_P_SRC},
    {FO_PAGE_NUMBER_CITATION, FO_P_REF_ID},
    {FO_PAGE_NUMBER_CITATION_LAST, FO_P_REF_ID},
    {FO_MARKER, FO_P_MARKER_CLASS_NAME},
    {FO_RETRIEVE_MARKER, FO_P_RETRIEVE_CLASS_NAME},
    {FO_RETRIEVE_TABLE_MARKER, FO_P_RETRIEVE_CLASS_NAME},
    {FO_BOOKMARK, FO_P_INTERNAL_DESTINATION},
    {FO_BASIC_LINK, FO_P_INTERNAL_DESTINATION},
    {FO_DESTINATION, FO_P_INTERNAL_DESTINATION},
    {FO_CHANGE_BAR_BEGIN, FO_P_CHANGE_BAR_CLASS},
    {FO_CHANGE_BAR_END, FO_P_CHANGE_BAR_CLASS},
};

static bool
has_required(const struct fo_node *node, enum fo_property property)
{
    const bool link = property == FO_P_INTERNAL_DESTINATION;
    return value_of(node, property) || (link && value_of(node, FO_P_EXTERNAL_DESTINATION));
}

static void
check_required(const struct check *c, const struct fo_node *node)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(required); i++)
        if (required[i].element == node->element && !has_required(node, required[i].property))
            diag_report(c->diag, DIAG_E0527, node->place, NULL, "fo:%s has no %s%s",
                        fo_element_name(node->element), fo_property_name(required[i].property),
                        required[i].property == FO_P_INTERNAL_DESTINATION
                            ? " and no external-destination"
                            : "");
}

/* ---- Names ---- */

static int
compare_keys(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *
near_key(GHashTable *table, const char *name)
{
    unsigned count = 0;
    g_autofree const char **keys = (const char **)g_hash_table_get_keys_as_array(table, &count);
    qsort(keys, count, sizeof *keys, compare_keys);
    return diag_near(name, keys, count);
}

static void
report_name(const struct check *c, enum diag_code code, GHashTable *known,
            const struct fo_node *node, enum fo_property property, const char *what)
{
    const char *name = fo_string(node->style, property);
    const char *near = near_key(known, name);
    g_autofree char *help = near ? g_strdup_printf("did you mean “%s”?", near) : NULL;
    diag_report(c->diag, code, node->place, help, "%s=\"%s\" on fo:%s: %s",
                fo_property_name(property), name, fo_element_name(node->element), what);
}

static void
add_name(const struct check *c, GHashTable *table, const struct fo_node *node,
         enum fo_property property)
{
    const char *name = value_of(node, property);
    if (!name)
        return;
    const struct fo_node *other = g_hash_table_lookup(table, name);
    if (!other) {
        g_hash_table_insert(table, (gpointer)name, (gpointer)node);
        return;
    }
    g_autofree char *where = place_words(other->place);
    diag_report(c->diag, DIAG_E0528, node->place, NULL,
                "the %s “%s” belongs to the fo:%s of %s already", fo_property_name(property), name,
                fo_element_name(other->element), where);
}

/* Page masters share the names of their regions. */
static void
collect_masters(const struct check *c, const struct fo_node *set)
{
    for (const struct fo_node *master = set->child; master; master = master->next) {
        add_name(c, c->masters, master, FO_P_MASTER_NAME);
        if (master->element != FO_SIMPLE_PAGE_MASTER)
            continue;
        for (const struct fo_node *region = master->child; region; region = region->next)
            if (value_of(region, FO_P_REGION_NAME))
                g_hash_table_insert(c->regions, (gpointer)value_of(region, FO_P_REGION_NAME),
                                    (gpointer)region);
    }
}

/* A page-sequence may name either kind of master, a part of a page-sequence-master page masters. */
static void
check_master(const struct check *c, const struct fo_node *node)
{
    const char *name = value_of(node, FO_P_MASTER_REFERENCE);
    const struct fo_node *master = name ? g_hash_table_lookup(c->masters, name) : NULL;

    if (!name)
        return;
    if (!master)
        report_name(c, DIAG_E0529, c->masters, node, FO_P_MASTER_REFERENCE,
                    "there is no such master");
    else if (node->element != FO_PAGE_SEQUENCE && master->element != FO_SIMPLE_PAGE_MASTER)
        report_name(c, DIAG_E0529, c->masters, node, FO_P_MASTER_REFERENCE,
                    "a fo:simple-page-master is wanted here");
}

/* Whether a page master, or one of those that a page-sequence-master uses, has the region. */
static bool
has_region(const struct check *c, const struct fo_node *master, const char *name)
{
    const struct fo_node *used;

    for (const struct fo_node *part = master->child; part; part = part->next) {
        const char *reference = value_of(part, FO_P_MASTER_REFERENCE);
        if (g_strcmp0(value_of(part, FO_P_REGION_NAME), name) == 0)
            return true;
        if (reference && (used = g_hash_table_lookup(c->masters, reference)) &&
            used->element == FO_SIMPLE_PAGE_MASTER && has_region(c, used, name))
            return true;
        if (part->element == FO_REPEATABLE_PAGE_MASTER_ALTERNATIVES && has_region(c, part, name))
            return true;
    }
    return false;
}

/* A header may be for a master that this page-sequence does not use; its flow must have a place. */
static void
check_flows(const struct check *c, const struct fo_node *sequence)
{
    g_autoptr(GHashTable) names = g_hash_table_new(g_str_hash, g_str_equal);
    const char *reference = value_of(sequence, FO_P_MASTER_REFERENCE);
    const struct fo_node *master = reference ? g_hash_table_lookup(c->masters, reference) : NULL;

    for (const struct fo_node *flow = sequence->child; flow; flow = flow->next) {
        const char *name = value_of(flow, FO_P_FLOW_NAME);
        const bool main_flow = flow->element == FO_FLOW;
        if (!main_flow && flow->element != FO_STATIC_CONTENT)
            continue;
        add_name(c, names, flow, FO_P_FLOW_NAME);
        if (!name || (!main_flow && strcmp(name, "xsl-footnote-separator") == 0))
            continue;
        if (!g_hash_table_contains(c->regions, name))
            report_name(c, DIAG_E0529, c->regions, flow, FO_P_FLOW_NAME,
                        "no page master has a region of this name");
        else if (main_flow && master && !has_region(c, master, name))
            report_name(c, DIAG_E0529, c->regions, flow, FO_P_FLOW_NAME,
                        "no page master of this page-sequence has a region of this name");
    }
}

static void
check_id(const struct check *c, const struct fo_node *node, enum fo_property property)
{
    const char *id = value_of(node, property);
    if (!id || g_hash_table_contains(c->ids, id))
        return;
    if (property == FO_P_REF_ID)
        report_name(c, DIAG_E0532, c->ids, node, property, "nothing has this id");
    else
        report_name(c, DIAG_E0530, c->ids, node, property, "nothing has this id");
}

static void
check_node(const struct check *c, const struct fo_node *node)
{
    check_required(c, node);
    switch (node->element) {
    case FO_SINGLE_PAGE_MASTER_REFERENCE:
    case FO_REPEATABLE_PAGE_MASTER_REFERENCE:
    case FO_CONDITIONAL_PAGE_MASTER_REFERENCE:
        check_master(c, node);
        break;
    case FO_PAGE_SEQUENCE:
        check_master(c, node);
        check_flows(c, node);
        break;
    case FO_PAGE_NUMBER_CITATION:
    case FO_PAGE_NUMBER_CITATION_LAST:
        check_id(c, node, FO_P_REF_ID);
        break;
    case FO_BASIC_LINK:
    case FO_BOOKMARK:
    case FO_DESTINATION:
        check_id(c, node, FO_P_INTERNAL_DESTINATION);
        break;
    default:
        break;
    }
    for (const struct fo_node *child = node->child; child; child = child->next)
        if (child->element != FO_TEXT)
            check_node(c, child);
}

void
check_references(const struct fo_document *document, struct diag *sink)
{
    g_autoptr(GHashTable) masters = g_hash_table_new(g_str_hash, g_str_equal);
    g_autoptr(GHashTable) regions = g_hash_table_new(g_str_hash, g_str_equal);
    const struct check c = {document->ids, sink, masters, regions};

    for (const struct fo_node *child = document->root->child; child; child = child->next)
        if (child->element == FO_LAYOUT_MASTER_SET)
            collect_masters(&c, child);
    check_node(&c, document->root);
}
