#include <string.h>

#include "sources/sources_int.h"

/* The head of a fiche: <metadatas>, with the portal's lists of links and our own additions. */

static char *
own_attribute(const xmlNode *node, const char *name)
{
    g_autofree char *value = xml_attribute(node, name);
    return value && *value ? g_steal_pointer(&value) : NULL;
}

static const char *
keep_attribute(struct loading *loading, const xmlNode *node, const char *name)
{
    char *value = own_attribute(node, name);
    return value ? keep_string(loading->sources, value) : NULL;
}

static const char *
keep_date(struct loading *loading, const xmlNode *node, const char *name)
{
    GDate date;
    const char *text = keep_attribute(loading, node, name);
    return date_read(text, xml_place(node), &date, loading->diag) ? text : NULL;
}

static void
read_validity(struct loading *loading, const xmlNode *node, struct fiche *fiche)
{
    period_read(node, false, &fiche->valid_from, &fiche->valid_until, loading->diag);
}

static void
read_reviewed(struct loading *loading, const xmlNode *node, struct fiche *fiche)
{
    g_autofree char *date = own_attribute(node, "date");
    if (!date)
        date = xml_text(node);
    date_read(date, xml_place(node), &fiche->reviewed, loading->diag);
}

static void
read_legal_basis(struct loading *loading, const xmlNode *node, struct fiche *fiche)
{
    g_autofree char *text = xml_text(node);
    if (*text)
        fiche->legal_basis = keep_string(loading->sources, g_steal_pointer(&text));
}

static void
read_state(struct loading *loading, const xmlNode *node, struct fiche *fiche)
{
    static const char *const states[] = {"", "sample", "draft", "validated"};
    g_autofree char *state = xml_text(node);
    for (unsigned i = STATE_SAMPLE; i < G_N_ELEMENTS(states); i++)
        if (strcmp(states[i], state) == 0) {
            fiche->state = i;
            return;
        }
    diag_report(loading->diag, DIAG_E0333, xml_place(node),
                "write sample, draft or validated, or leave <fp:state> out",
                "\"%s\" is no state of a fiche", state);
}

static void
read_source(struct loading *loading, const xmlNode *node, struct fiche *fiche)
{
    fiche->source_url = keep_attribute(loading, node, "url");
    fiche->source_date = keep_date(loading, node, "date");
}

static void
read_approved(struct loading *loading, const xmlNode *node, struct fiche *fiche)
{
    fiche->approved_by = keep_attribute(loading, node, "who");
    fiche->approved_date = keep_date(loading, node, "date");
    fiche->approved_digest = keep_attribute(loading, node, "digest");
}

static void
read_addition(struct loading *loading, const xmlNode *node, struct fiche *fiche)
{
    static const struct {
        const char *name;
        void (*read)(struct loading *, const xmlNode *, struct fiche *);
    } additions[] = {
        {"validity", read_validity},       {"reviewed", read_reviewed}, {"state", read_state},
        {"legal-basis", read_legal_basis}, {"source", read_source},     {"approved", read_approved},
    };
    const char *names[G_N_ELEMENTS(additions)];
    for (unsigned i = 0; i < G_N_ELEMENTS(additions); i++) {
        names[i] = additions[i].name;
        if (xml_is(node, additions[i].name)) {
            additions[i].read(loading, node, fiche);
            return;
        }
    }
    const char *near = diag_near((const char *)node->name, names, G_N_ELEMENTS(names));
    g_autofree char *help = g_strdup_printf("did you mean <fp:%s>?", near);
    diag_report(loading->diag, DIAG_E0333, xml_place(node),
                near ? help : "see docs/fiches.md for what there is", "<fp:%s> does not exist here",
                (const char *)node->name);
}

#define LINK_SEPARATORS ",; \t\r\n"

static bool
is_link_id(const char *text)
{
    return strlen(text) == 32 && strspn(text, "0123456789abcdef") == 32;
}

bool
holds_link_ids(const xmlNode *node)
{
    g_autofree char *text = xml_text(node);
    g_autoptr(GPtrArray) items = split_items(text, LINK_SEPARATORS);
    bool any = items->len == 0;
    for (unsigned i = 0; i < items->len; i++)
        any |= is_link_id(items->pdata[i]);
    return any;
}

const char *const *
link_ids_read(struct loading *loading, const xmlNode *node)
{
    g_autofree char *text = xml_text(node);
    g_autoptr(GPtrArray) items = split_items(text, LINK_SEPARATORS);
    g_autoptr(GPtrArray) resolved = g_ptr_array_new();
    unsigned malformed = 0;
    for (unsigned i = 0; i < items->len; i++) {
        const char *id = items->pdata[i];
        if (!is_link_id(id)) {
            if (worth_a_line(loading, DIAG_E0327, xml_place(node), &malformed))
                diag_report(loading->diag, DIAG_E0327, xml_place(node),
                            "a link id has 32 of the digits 0-9 and a-f", "\"%s\" is no link id",
                            id);
        } else if (sources_link(loading->sources, id)) {
            g_ptr_array_add(resolved, items->pdata[i]);
        } else {
            GArray *places = g_hash_table_lookup(loading->unresolved, id);
            if (!places) {
                places = g_array_new(FALSE, FALSE, sizeof(struct place));
                g_hash_table_insert(loading->unresolved, g_strdup(id), places);
            }
            const struct place place = xml_place(node);
            g_array_append_val(places, place);
        }
    }
    return keep_strings(loading->sources, resolved);
}

static void
report_unread(struct loading *loading, const xmlNode *node, const char *why)
{
    g_autofree char *text = xml_text(node);
    if (*text)
        diag_report(loading->diag, DIAG_E0328, xml_place(node), NULL, "<%s> is not read %s",
                    (const char *)node->name, why);
}

static void
read_internal(struct loading *loading, const xmlNode *node, struct draft *draft)
{
    static const char *const lists[DIRECTION_COUNT] = {
        [LEAVING] = "internal_links_LB", [COMING] = "internal_links_C2B"};
    g_autofree char *text = xml_text(node);
    if (!is_part(node, lists[draft->fiche.direction])) {
        report_unread(loading, node, "in a fiche of this direction");
        return;
    }
    g_autoptr(GPtrArray) ids = split_items(text, ",; \t\r\n");
    draft->internal = keep_strings(loading->sources, ids);
    draft->internal_place = xml_place(node);
}

void
metadata_read(struct loading *loading, const xmlNode *metadatas, struct draft *draft)
{
    for (const xmlNode *node = xml_child(metadatas, NULL); node; node = xml_next(node, NULL)) {
        if (in_namespace(node, FP_NAMESPACE))
            read_addition(loading, node, &draft->fiche);
        else if (is_part(node, "external_links"))
            draft->fiche.links = link_ids_read(loading, node);
        else if (is_part(node, "internal_links_C2B") || is_part(node, "internal_links_LB"))
            read_internal(loading, node, draft);
        else if (is_part(node, "internal_links_citizen"))
            report_unread(loading, node, "here: its pages are those of another site");
        else if (!is_part(node, "hang") && !is_part(node, "hangs"))
            diag_report(loading->diag, DIAG_E0330, xml_place(node), "remove it, or mend its name",
                        "<%s> means nothing in <metadatas>", (const char *)node->name);
    }
}
