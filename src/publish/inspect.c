#include <libxml/tree.h>
#include <string.h>

#include "base/file.h"
#include "fo/fo.h"
#include "publish/plan.h"
#include "publish/publish.h"
#include "publish/render.h"

/* The commands that look and publish nothing: check, dump, explain. coverage.c has the grid. */

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlDoc, xmlFreeDoc)

static const struct place nowhere = {0};

static bool
in_folder(const struct place *place, void *folder)
{
    g_auto(GStrv) parts = g_strsplit(place->file ? place->file : "", "/", -1);

    return g_strv_contains((const char *const *)parts, folder);
}

enum status
publish_check(const struct request *request, struct diag *diag)
{
    g_autoptr(house) house = house_load(request, NEED_SOURCES, diag);

    if (house != NULL)
        brochure_check(house->sources, &house->date, diag);
    if (request->institution != NULL)
        diag_filter(diag, in_folder, (gpointer)request->institution);
    unsigned errors = diag_count(diag, DIAG_ERROR);
    g_string_printf(request->closing, "checked: %u errors, %u warnings\n", errors,
                    diag_count(diag, DIAG_WARNING) - errors);
    return status_of(diag);
}

static void
put_document(xmlDoc *document, FILE *out)
{
    if (document != NULL)
        xmlDocFormatDump(out, document, 0);
}

static void
dump_pages(const struct house *house, const xmlDoc *brochure, FILE *out, struct diag *diag)
{
    g_autoptr(pages) pages = render_pages(house, brochure, diag);
    g_autoptr(GString) text = g_string_new(NULL);

    if (pages != NULL)
        pages_dump(pages, text);
    fputs(text->str, out);
}

static void
dump_tree(const struct house *house, const xmlDoc *brochure, FILE *out, struct diag *diag)
{
    g_autoptr(xmlDoc) fo = transform(house->to_fo, brochure, diag);
    g_autoptr(fo_document) document = fo ? fo_parse(fo, diag) : NULL;
    g_autoptr(GString) text = g_string_new(NULL);

    if (document != NULL)
        fo_dump(document, text);
    fputs(text->str, out);
}

static void
dump_result(const struct stylesheet *stylesheet, const xmlDoc *brochure, FILE *out,
            struct diag *diag)
{
    g_autoptr(xmlDoc) result = transform(stylesheet, brochure, diag);

    put_document(result, out);
}

static const char *const stages[] = {"brochure", "fo", "tree", "xhtml", "pages"};

static bool
known_stage(const char *stage, struct diag *diag)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(stages); i++)
        if (g_strcmp0(stage, stages[i]) == 0)
            return true;
    const char *near = stage ? diag_near(stage, stages, G_N_ELEMENTS(stages)) : NULL;
    g_autofree char *help = near ? g_strdup_printf("did you mean “%s”?", near) : NULL;
    diag_report(diag, DIAG_E0901, nowhere, help ? help : "brochure, fo, tree, xhtml or pages",
                "dump needs a stage, not “%s”", stage ? stage : "");
    return false;
}

enum status
publish_dump(const struct request *request, FILE *out, struct diag *diag)
{
    const char *stage = request->arguments[0];

    if (!known_stage(stage, diag))
        return STATUS_USAGE;
    g_autoptr(house) house =
        house_load(request, NEED_SOURCES | NEED_STYLESHEETS | NEED_FONTS, diag);
    g_autoptr(GPtrArray) jobs = house ? plan(request, house->sources, diag) : NULL;
    if (house == NULL)
        return STATUS_REFUSED;
    if (jobs == NULL || jobs->len != 1) {
        if (jobs != NULL)
            diag_report(diag, DIAG_E0901, nowhere,
                        "give --country, --direction and --lang, one of each",
                        "dump shows one publication, and the selection has %u", jobs->len);
        return STATUS_USAGE;
    }
    const struct job *job = jobs->pdata[0];
    const struct selection selection = {job->direction,  job->country,     job->lang,
                                        request->status, request->subject, request->nationality,
                                        house->date};
    g_autoptr(xmlDoc) brochure = brochure_merge(house->sources, &selection, diag);
    if (brochure == NULL)
        return STATUS_REFUSED;
    if (strcmp(stage, "brochure") == 0)
        put_document(brochure, out);
    else if (strcmp(stage, "fo") == 0)
        dump_result(house->to_fo, brochure, out, diag);
    else if (strcmp(stage, "xhtml") == 0)
        dump_result(house->to_xhtml, brochure, out, diag);
    else if (strcmp(stage, "tree") == 0)
        dump_tree(house, brochure, out, diag);
    else
        dump_pages(house, brochure, out, diag);
    return status_of(diag);
}

enum status
publish_explain(const struct request *request, FILE *out, struct diag *diag)
{
    const char *name = request->arguments[0];
    enum diag_code code = name ? diag_code_find(name) : DIAG_CODE_COUNT;

    if (code == DIAG_CODE_COUNT) {
        diag_report(diag, DIAG_E0901, nowhere, "give one as in a message: explain E0103",
                    "no diagnostic has the code “%s”", name ? name : "");
        return STATUS_USAGE;
    }
    g_autofree char *path = g_strdup_printf("docs/diagnostics/%s.md", diag_code_name(code));
    g_autoptr(GBytes) page = file_read(file_data_directory(), path, FILE_LIMIT, diag);
    if (page == NULL)
        return STATUS_IO;
    fwrite(g_bytes_get_data(page, NULL), 1, g_bytes_get_size(page), out);
    return STATUS_OK;
}
