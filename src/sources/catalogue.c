#include "sources/catalogue.h"

#include "sources/catalogue_int.h"

/* The catalogue is five files of one element per fact, edited by hand. Each is valid against its
 * schema before it is read, so that the readers deal in closed values only and what is left to say
 * is what no schema can: references, the order of dates, instruments that overlap or leave a gap.
 *
 * The files are read in the order of their references: countries, institutions, forms, agreements,
 * contacts. Structs stand in arrays that are whole before anybody points into them. Strings live in
 * one chunk; the documents are kept, because places and struct agreement point into them. */

static const char *const file_names[] = {
    [FILE_COUNTRIES] = "countries",   [FILE_INSTITUTIONS] = "institutions", [FILE_FORMS] = "forms",
    [FILE_AGREEMENTS] = "agreements", [FILE_CONTACTS] = "contacts",
};

static struct catalogue *
catalogue_new(void)
{
    struct catalogue *catalogue = g_new0(struct catalogue, 1);
    catalogue->strings = g_string_chunk_new(1 << 14);
    catalogue->blocks = g_ptr_array_new_with_free_func(g_free);
    catalogue->countries = g_array_new(FALSE, TRUE, sizeof(struct country));
    catalogue->institutions = g_array_new(FALSE, TRUE, sizeof(struct institution));
    catalogue->forms = g_array_new(FALSE, TRUE, sizeof(struct form));
    catalogue->agreements = g_array_new(FALSE, TRUE, sizeof(struct agreement));
    catalogue->contacts = g_array_new(FALSE, TRUE, sizeof(struct contact));
    GHashTable **tables[] = {&catalogue->country_by_code,   &catalogue->country_by_name,
                             &catalogue->institution_by_id, &catalogue->institution_by_name,
                             &catalogue->form_by_id,        &catalogue->form_by_number,
                             &catalogue->agreement_by_id};
    for (unsigned i = 0; i < G_N_ELEMENTS(tables); i++)
        *tables[i] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return catalogue;
}

void
catalogue_free(struct catalogue *catalogue)
{
    if (!catalogue)
        return;
    GHashTable *tables[] = {catalogue->country_by_code,   catalogue->country_by_name,
                            catalogue->institution_by_id, catalogue->institution_by_name,
                            catalogue->form_by_id,        catalogue->form_by_number,
                            catalogue->agreement_by_id};
    for (unsigned i = 0; i < G_N_ELEMENTS(tables); i++)
        g_hash_table_unref(tables[i]);
    GArray *arrays[] = {catalogue->countries, catalogue->institutions, catalogue->forms,
                        catalogue->agreements, catalogue->contacts};
    for (unsigned i = 0; i < G_N_ELEMENTS(arrays); i++)
        g_array_unref(arrays[i]);
    g_ptr_array_unref(catalogue->blocks);
    g_string_chunk_free(catalogue->strings);
    for (unsigned i = 0; i < FILE_COUNT; i++)
        if (catalogue->docs[i])
            xml_free(catalogue->docs[i]);
    g_free(catalogue);
}

static bool
read_documents(struct catalogue *catalogue, const char *directory, struct diag *diag)
{
    bool valid = true;
    for (unsigned i = 0; i < FILE_COUNT; i++) {
        g_autofree char *path = g_strdup_printf("catalogue/%s.xml", file_names[i]);
        catalogue->docs[i] = xml_read(directory, path, diag);
        if (!catalogue->docs[i] || !xml_validate(catalogue->docs[i], file_names[i], diag))
            valid = false;
    }
    return valid;
}

struct catalogue *
catalogue_load(const char *directory, struct diag *diag)
{
    g_autoptr(catalogue) catalogue = catalogue_new();
    const unsigned before = diag_count(diag, DIAG_ERROR);
    if (!read_documents(catalogue, directory, diag))
        return NULL;
    catalogue_read_countries(catalogue, diag);
    catalogue_read_institutions(catalogue, diag);
    catalogue_read_forms(catalogue, diag);
    catalogue_read_agreements(catalogue, diag);
    catalogue_read_contacts(catalogue, diag);
    catalogue_check(catalogue, diag);
    return diag_count(diag, DIAG_ERROR) > before ? NULL : g_steal_pointer(&catalogue);
}

const xmlNode *
catalogue_root(const struct catalogue *catalogue, enum catalogue_file file)
{
    return xmlDocGetRootElement(catalogue->docs[file]);
}

const char *
catalogue_attribute(struct catalogue *catalogue, const xmlNode *node, const char *name)
{
    g_autofree char *value = xml_attribute(node, name);
    return value ? g_string_chunk_insert_const(catalogue->strings, value) : NULL;
}

/* White space as in an XML Schema token, so that a long line may be broken anywhere. */
const char *
catalogue_text(struct catalogue *catalogue, const xmlNode *node)
{
    g_autofree char *text = xml_text(node);
    g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n", -1);
    GString *joined = g_string_new(NULL);
    for (char **word = words; *word; word++)
        if (**word)
            g_string_append_printf(joined, "%s%s", joined->len ? " " : "", *word);
    const char *kept = g_string_chunk_insert_const(catalogue->strings, joined->str);
    g_string_free(joined, TRUE);
    return kept;
}

const char *
catalogue_child_text(struct catalogue *catalogue, const xmlNode *parent, const char *name)
{
    const xmlNode *child = xml_child(parent, name);
    return child ? catalogue_text(catalogue, child) : NULL;
}

const char *
catalogue_child_attribute(struct catalogue *catalogue, const xmlNode *parent, const char *child,
                          const char *name)
{
    const xmlNode *node = xml_child(parent, child);
    return node ? catalogue_attribute(catalogue, node, name) : NULL;
}

void *
catalogue_own(struct catalogue *catalogue, void *block)
{
    g_ptr_array_add(catalogue->blocks, block);
    return block;
}

const char *const *
catalogue_strings(struct catalogue *catalogue, const GPtrArray *strings)
{
    const char **array = g_new0(const char *, strings->len + 1);
    for (unsigned i = 0; i < strings->len; i++)
        array[i] = strings->pdata[i];
    return catalogue_own(catalogue, array);
}

void
catalogue_twice(struct place place, const char *what, const char *id, struct place first,
                struct diag *diag)
{
    g_autofree char *help = g_strdup_printf("the first is at %s:%d", first.file, first.line);
    diag_report(diag, DIAG_E0350, place, help, "the %s %s stands twice", what, id);
}

void
catalogue_missing(struct place place, const char *what, const char *id, GHashTable *near,
                  struct diag *diag)
{
    g_autoptr(GList) keys = near ? g_hash_table_get_keys(near) : NULL;
    keys = g_list_sort(keys, (GCompareFunc)strcmp);
    g_autoptr(GPtrArray) candidates = g_ptr_array_new();
    for (const GList *key = keys; key; key = key->next)
        g_ptr_array_add(candidates, key->data);
    const char *nearest = diag_near(id, (const char *const *)candidates->pdata, candidates->len);
    g_autofree char *help = nearest ? g_strdup_printf("did you mean %s?", nearest) : NULL;
    diag_report(diag, DIAG_E0351, place, help, "the catalogue has no %s %s", what, id);
}

const struct agreement *
catalogue_agreements(const struct catalogue *catalogue, unsigned *count)
{
    *count = catalogue->agreements->len;
    return (const struct agreement *)catalogue->agreements->data;
}

const struct agreement *
catalogue_agreement(const struct catalogue *catalogue, const char *id)
{
    return g_hash_table_lookup(catalogue->agreement_by_id, id);
}

const struct country *
catalogue_countries(const struct catalogue *catalogue, unsigned *count)
{
    *count = catalogue->catalogued;
    return (const struct country *)catalogue->countries->data;
}

const struct country *
catalogue_country(const struct catalogue *catalogue, const char *code)
{
    return g_hash_table_lookup(catalogue->country_by_code, code);
}

const struct institution *
catalogue_institutions(const struct catalogue *catalogue, unsigned *count)
{
    *count = catalogue->institutions->len;
    return (const struct institution *)catalogue->institutions->data;
}

const struct contact *
catalogue_contacts(const struct catalogue *catalogue, unsigned *count)
{
    *count = catalogue->contacts->len;
    return (const struct contact *)catalogue->contacts->data;
}

const struct form *
catalogue_forms(const struct catalogue *catalogue, unsigned *count)
{
    *count = catalogue->forms->len;
    return (const struct form *)catalogue->forms->data;
}
