#include <libxml/relaxng.h>

#include "base/file.h"
#include "base/xml.h"

/* Schemas are ours: one that does not compile is a broken installation, and is said so once. */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlRelaxNGValidCtxt, xmlRelaxNGFreeValidCtxt)

struct validation {
    const xmlDoc *doc;
    const char *schema;
    struct diag *diag;
    struct place last;
    unsigned errors;
};

/* One finding for each element: libxml2 goes on to say what follows from it, outwards. */
static void
on_violation(void *data, xmlError *error)
{
    struct validation *validation = data;
    const xmlNode *node = error->node ? error->node : (const xmlNode *)validation->doc;
    const struct place place = xml_place(node);
    const struct place last = validation->last;
    const bool follows = error->code == XML_RELAXNG_ERR_CONTENTVALID ||
                         error->code == XML_RELAXNG_ERR_INTERSEQ ||
                         error->code == XML_RELAXNG_ERR_EXTRACONTENT ||
                         (place.line == last.line && place.column == last.column);
    if (validation->errors++ > 0 && follows)
        return;
    g_autofree char *message = g_strstrip(g_strdup(error->message));
    g_autofree char *name = g_strdup(node->type == XML_ELEMENT_NODE ? (char *)node->name : "root");
    g_autofree char *help =
        g_strdup_printf("sources/schemas/%s.rng says what may stand here", validation->schema);
    diag_report(validation->diag, DIAG_E0108, place, help, "in <%s>: %s", name, message);
    validation->last = place;
}

static xmlRelaxNG *
compile(const char *name, struct diag *diag)
{
    g_autofree char *path = g_strdup_printf("sources/schemas/%s.rng", name);
    xmlDoc *doc = xml_read(file_data_directory(), path, diag);
    if (!doc)
        return NULL;
    xmlRelaxNGParserCtxt *context = xmlRelaxNGNewDocParserCtxt(doc);
    struct validation validation = {doc, name, diag};
    xmlRelaxNGSetParserStructuredErrors(context, (xmlStructuredErrorFunc)on_violation, &validation);
    xmlRelaxNG *schema = xmlRelaxNGParse(context);
    xmlRelaxNGFreeParserCtxt(context);
    xml_free(doc);
    return schema;
}

static xmlRelaxNG *
schema_named(const char *name, struct diag *diag)
{
    static GMutex mutex;
    static GHashTable *schemas; /* by name; lives as long as the process */
    g_autoptr(GMutexLocker) locker = g_mutex_locker_new(&mutex);
    if (!schemas)
        schemas = g_hash_table_new(g_str_hash, g_str_equal);
    xmlRelaxNG *schema = g_hash_table_lookup(schemas, name);
    if (!schema) {
        schema = compile(name, diag);
        if (schema)
            g_hash_table_insert(schemas, g_strdup(name), schema);
    }
    return schema;
}

bool
xml_validate(const xmlDoc *doc, const char *name, struct diag *diag)
{
    xmlRelaxNG *schema = schema_named(name, diag);
    if (!schema)
        return false;
    struct validation validation = {doc, name, diag};
    g_autoptr(xmlRelaxNGValidCtxt) context = xmlRelaxNGNewValidCtxt(schema);
    xmlRelaxNGSetValidStructuredErrors(context, (xmlStructuredErrorFunc)on_violation, &validation);
    const int result = xmlRelaxNGValidateDoc(context, (xmlDoc *)doc);
    g_assert(result >= 0);
    g_assert(result == 0 || validation.errors > 0);
    return result == 0;
}
