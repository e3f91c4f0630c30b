#include "sources/sources_int.h"

/* gaps.xml names things as criteria do; what it names has to exist. The bundled one accepts gaps of
 * the bundled fiches, which says nothing about those of another repository: without a file of its
 * own, a repository has no gap accepted. */

static void
report_unknown(struct loading *loading, const xmlNode *node, const struct value_list *list,
               const char *reference)
{
    g_autofree char *near = list_near(loading, list, reference);
    diag_report(loading->diag, DIAG_E0318, xml_place(node),
                near ? near : "use an id of the value lists", "\"%s\" is not in the list %s",
                reference, list->section);
}

/* The targets that an attribute names; empty when it is absent. */
static GArray *
read_targets(struct loading *loading, const xmlNode *node, const char *attribute,
             const struct value_list *list)
{
    GArray *targets = g_array_new(FALSE, FALSE, sizeof(struct target));
    g_autofree char *text = xml_attribute(node, attribute);
    g_autoptr(GPtrArray) items = split_items(text ? text : "", ";");
    for (unsigned i = 0; i < items->len; i++) {
        const struct target target = list_target(list, items->pdata[i]);
        if (target.entry || target.group)
            g_array_append_val(targets, target);
        else
            report_unknown(loading, node, list, items->pdata[i]);
    }
    return targets;
}

static void
read_of_direction(struct loading *loading, const xmlNode *node, struct accepted_gap *gap)
{
    struct sources *sources = loading->sources;
    g_autoptr(GArray) subjects =
        read_targets(loading, node, "subject", &sources->subjects[gap->direction]);
    g_autoptr(GArray) statuses =
        read_targets(loading, node, "statuses", &sources->statuses[gap->direction]);
    g_autoptr(GPtrArray) entries = g_ptr_array_new();
    for (unsigned i = 0; i < statuses->len; i++)
        g_ptr_array_add(entries, (void *)g_array_index(statuses, struct target, i).entry);
    gap->subject = subjects->len ? g_array_index(subjects, struct target, 0).entry : NULL;
    gap->statuses = keep_copy(sources, entries->pdata, entries->len * sizeof(void *));
    gap->status_count = entries->len;
}

static void
read_gap(struct loading *loading, const xmlNode *node)
{
    struct sources *sources = loading->sources;
    g_autofree char *direction = xml_attribute(node, "direction");
    g_autofree char *subject = xml_attribute(node, "subject");
    g_autofree char *statuses = xml_attribute(node, "statuses");
    g_autoptr(GArray) countries = read_targets(loading, node, "countries", &sources->countries);
    char *institution = xml_attribute(node, "institution");
    struct accepted_gap gap = {
        .direction = direction_find(direction),
        .destinations = keep_copy(sources, countries->data, countries->len * sizeof(struct target)),
        .destination_count = countries->len,
        .institution = institution ? keep_string(sources, institution) : NULL,
        .date = keep_string(sources, xml_attribute(node, "date")),
        .place = xml_place(node),
    };
    translated_read(sources, node, "reason", gap.reason);
    if (gap.direction != DIRECTION_COUNT)
        read_of_direction(loading, node, &gap);
    else if (subject || statuses)
        diag_report(loading->diag, DIAG_E0333, gap.place,
                    "name the direction: each has statuses and subjects of its own",
                    "a gap of both directions names %s", subject ? "a subject" : "statuses");
    g_array_append_val(sources->gaps, gap);
}

void
gaps_load(struct loading *loading)
{
    const char *path = "gaps.xml";
    const xmlDoc *doc = source_exists(loading, path) ? load_document(loading, path, false) : NULL;
    if (!doc || !xml_validate(doc, "gaps", loading->diag))
        return;
    const xmlNode *node = xml_child(xmlDocGetRootElement(doc), "gap");
    for (; node; node = xml_next(node, "gap"))
        read_gap(loading, node);
}
