#include "transform/transform.h"

#include <libexslt/exslt.h>
#include <libxslt/documents.h>
#include <libxslt/keys.h>
#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/variables.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>
#include <string.h>

#include "base/xml.h"
#include "transform/fold_int.h"
#include "transform/text_int.h"

/* libxslt opens files by itself in three places: xsl:import and xsl:include, document(), and the
 * elements that write. All of them end at two gates. The security preferences, once for the process
 * and again on each transformation, forbid writing and the network and let a relative path through
 * that does not climb. The loader then reads that path with xml_read, beneath the directory of the
 * stylesheets and within the limits of every other XML.
 *
 * What libxslt says, it says in pieces of text to a callback, without a level: a message of the
 * stylesheet, a mistake in it and a warning look alike, and document() on a file that is missing
 * even leaves the state OK. So a result counts only when nothing at all was said. Three codes tell
 * the cases apart: E0501 while compiling, E0502 for an xsl:message (the stylesheet refuses what it
 * was given; the place is the source's), E0503 for the rest (the place is the stylesheet's). */

enum {
    DEPTH_LIMIT = 400,                 /* of templates within templates */
    VARIABLE_LIMIT = 15000,            /* alive at one time */
    OPERATION_LIMIT = 50 * 1000 * 1000 /* of XPath, in one transformation */
};

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlDoc, xmlFreeDoc)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(xsltStylesheet, xsltFreeStylesheet)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(xsltTransformContext, xsltFreeTransformContext)

struct stylesheet {
    xsltStylesheet *xslt;
    char *directory, *path;
    char **parameters;
    GPtrArray *documents; /* xsltDocument: what document() has read so far */
};

/* One compilation or transformation, as its callbacks see it. */
struct run {
    const char *directory;
    struct diag *diag;
    struct fold *fold;                   /* compiling */
    const xsltTransformContext *context; /* transforming */
    GString *said;
    const xmlNode *instruction, *source; /* where the first word was said; NULL: nowhere */
};

/* ---- Gates ---- */

static int
read_beneath(xsltSecurityPrefs *preferences, xsltTransformContext *context, const char *path)
{
    (void)preferences, (void)context;
    return path && path[0] != '/' && !g_str_has_prefix(path, "..") && !strstr(path, "/..");
}

static const struct run *
run_of(void *context, xsltLoadType type)
{
    if (type == XSLT_LOAD_DOCUMENT)
        return ((const xsltTransformContext *)context)->_private;
    const xsltStylesheet *sheet = context;
    while (sheet->parent)
        sheet = sheet->parent;
    return sheet->_private;
}

static xmlDoc *
load(const xmlChar *path, xmlDict *dict, int options, void *context, xsltLoadType type)
{
    (void)dict, (void)options;
    const struct run *run = run_of(context, type);
    xmlDoc *doc = run ? xml_read(run->directory, (const char *)path, run->diag) : NULL;
    if (doc && type == XSLT_LOAD_STYLESHEET)
        fold_sheet(run->fold, doc);
    return doc;
}

static xsltSecurityPrefs *
preferences_new(void)
{
    static const xsltSecurityOption forbidden[] = {
        XSLT_SECPREF_WRITE_FILE, XSLT_SECPREF_CREATE_DIRECTORY, XSLT_SECPREF_READ_NETWORK,
        XSLT_SECPREF_WRITE_NETWORK};
    xsltSecurityPrefs *preferences = xsltNewSecurityPrefs();
    g_assert(preferences);
    for (unsigned i = 0; i < G_N_ELEMENTS(forbidden); i++) {
        xsltSetSecurityPrefs(preferences, forbidden[i], xsltSecurityForbid);
        g_assert(xsltGetSecurityPrefs(preferences, forbidden[i]) == xsltSecurityForbid);
    }
    xsltSetSecurityPrefs(preferences, XSLT_SECPREF_READ_FILE, read_beneath);
    g_assert(xsltGetSecurityPrefs(preferences, XSLT_SECPREF_READ_FILE) == read_beneath);
    return preferences;
}

/* What libxslt keeps for the whole process: preferences, loader, exsl:node-set. Borrowed. */
static xsltSecurityPrefs *
prepared(void)
{
    static gsize preferences;
    if (g_once_init_enter(&preferences)) {
        xsltSecurityPrefs *made = preferences_new();
        xsltSetDefaultSecurityPrefs(made);
        xsltSetLoaderFunc(load);
        exsltCommonRegister();
        g_once_init_leave(&preferences, (gsize)made);
    }
    return GSIZE_TO_POINTER(preferences);
}

/* ---- What is said ---- */

static void
note_position(struct run *run)
{
    if (run->said->len > 0 || !run->context)
        return;
    run->instruction = run->context->inst;
    run->source = run->context->node;
}

static void G_GNUC_PRINTF(2, 3) listen(void *data, const char *format, ...)
{
    struct run *run = data;
    note_position(run);
    va_list arguments;
    va_start(arguments, format);
    g_string_append_vprintf(run->said, format, arguments);
    va_end(arguments);
}

static void
listen_structured(void *data, xmlError *error)
{
    struct run *run = data;
    note_position(run);
    g_string_append(run->said, error->message ? error->message : "error\n");
}

/* Whoever speaks, in libxslt or below it, speaks to this run; NULL: to nobody any more. */
static void
hear(struct run *run)
{
    xsltSetGenericErrorFunc(run, run ? listen : NULL);
    xmlSetGenericErrorFunc(run, run ? listen : NULL);
    xmlSetStructuredErrorFunc(run, run ? listen_structured : NULL);
}

/* What was said as one line: libxslt ends each part with a line feed. */
static char *
said_line(const struct run *run)
{
    g_auto(GStrv) lines = g_strsplit(run->said->str, "\n", -1);
    g_autoptr(GString) line = g_string_new(NULL);
    for (char **part = lines; *part; part++) {
        g_strstrip(*part);
        if (**part && line->len > 0)
            g_string_append(line, "; ");
        g_string_append(line, *part);
    }
    return g_string_free(g_steal_pointer(&line), FALSE);
}

/* FILE:LINE:COLUMN, cut in place. */
static struct place
parse_at(char *at)
{
    struct place place = {.file = at};
    int *const numbers[] = {&place.column, &place.line};
    for (unsigned i = 0; i < G_N_ELEMENTS(numbers); i++) {
        char *colon = strrchr(at, ':');
        if (!colon)
            break;
        *numbers[i] = (int)g_ascii_strtoll(colon + 1, NULL, 10);
        *colon = '\0';
    }
    return place;
}

/* Where the source node came from: its own @at or that of what holds it. Owned; NULL: unknown. */
static char *
source_at(const xmlNode *node)
{
    for (; node && node->type != XML_DOCUMENT_NODE; node = node->parent)
        if (node->type == XML_ELEMENT_NODE && xmlHasProp(node, (const xmlChar *)"at"))
            return xml_attribute(node, "at");
    return NULL;
}

static bool
is_message(const xmlNode *instruction)
{
    return instruction && xml_is(instruction, "message") && instruction->ns &&
           g_str_equal(instruction->ns->href, (const char *)XSLT_NAMESPACE);
}

static void
report_transformation(const struct run *run, const struct stylesheet *self)
{
    g_autofree char *line = said_line(run);
    g_autofree char *at = source_at(run->source);
    const bool message = is_message(run->instruction);
    struct place place = {.file = self->path};
    if (message && at)
        place = parse_at(at);
    else if (run->instruction)
        place = xml_place(run->instruction);
    if (message)
        diag_report(run->diag, DIAG_E0502, place, NULL, "%s", line);
    else
        diag_report(run->diag, DIAG_E0503, place, NULL, "%s: %s", self->path,
                    *line ? line : "no result");
}

/* ---- Compiling ---- */

static xsltStylesheet *
compile(struct run *run, const char *path)
{
    g_autoptr(xmlDoc) doc = xml_read(run->directory, path, run->diag);
    if (!doc)
        return NULL;
    fold_sheet(run->fold, doc);
    g_autoptr(xsltStylesheet) sheet = xsltNewStylesheet();
    g_assert(sheet);
    sheet->_private = run;
    hear(run);
    const int bad = xsltParseStylesheetUser(sheet, doc);
    hear(NULL);
    sheet->_private = NULL;
    if (bad)
        sheet->doc = NULL; /* else it belongs to the stylesheet */
    else
        g_steal_pointer(&doc);
    return !bad && sheet->errors == 0 && run->said->len == 0 ? g_steal_pointer(&sheet) : NULL;
}

static void
document_free(void *data)
{
    xsltDocument *document = data;
    xsltFreeDocumentKeys(document);
    xmlFreeDoc(document->doc);
    xmlFree(document);
}

struct stylesheet *
stylesheet_load(const char *directory, const char *path, const char *const *parameters,
                struct diag *diag)
{
    prepared();
    g_autoptr(GString) said = g_string_new(NULL);
    g_autoptr(fold) fold = fold_new(parameters);
    struct run run = {.directory = directory, .diag = diag, .said = said, .fold = fold};
    const unsigned before = diag_count(diag, DIAG_ERROR);
    xsltStylesheet *xslt = compile(&run, path);
    if (!xslt) {
        g_autofree char *line = said_line(&run);
        if (*line || diag_count(diag, DIAG_ERROR) == before)
            diag_report(diag, DIAG_E0501, (struct place){.file = path}, NULL, "%s",
                        *line ? line : "not a stylesheet");
        return NULL;
    }
    struct stylesheet *self = g_new(struct stylesheet, 1);
    *self = (struct stylesheet){.xslt = xslt,
                                .directory = g_strdup(directory),
                                .path = g_strdup(path),
                                .parameters = g_strdupv((char **)parameters),
                                .documents = g_ptr_array_new_with_free_func(document_free)};
    return self;
}

void
stylesheet_free(struct stylesheet *self)
{
    if (!self)
        return;
    g_ptr_array_unref(self->documents);
    xsltFreeStylesheet(self->xslt);
    g_free(self->directory);
    g_free(self->path);
    g_strfreev(self->parameters);
    g_free(self);
}

/* ---- Transforming ---- */

static xsltTransformContext *
context_new(const struct stylesheet *self, xmlDoc *source, struct run *run)
{
    xsltTransformContext *context = xsltNewTransformContext(self->xslt, source);
    g_assert(context);
    int bad = xsltSetCtxtSecurityPrefs(prepared(), context);
    g_assert(bad == 0);
    context->maxTemplateDepth = DEPTH_LIMIT;
    context->maxTemplateVars = VARIABLE_LIMIT;
    context->xpathCtxt->opLimit = OPERATION_LIMIT;
    context->xpathCtxt->error = listen_structured;
    context->xpathCtxt->userData = run;
    context->_private = run;
    xsltSetTransformErrorFunc(context, run, listen);
    run->context = context;
    return context;
}

/* libxslt asks its list before it loads a file, and frees the list with the context. Reading the
 * words and indexing them took a tenth of a transformation; so each file is lent to the context,
 * with its keys, and taken back before the context is freed. */
static void
lend_documents(const struct stylesheet *self, xsltTransformContext *context)
{
    for (unsigned i = 0; i < self->documents->len; i++) {
        xsltDocument *document = self->documents->pdata[i];
        document->next = context->docList;
        context->docList = document;
    }
}

static void
take_documents(const struct stylesheet *self, xsltTransformContext *context)
{
    xsltDocument *source = NULL;
    for (xsltDocument *document = context->docList, *next; document; document = next) {
        next = document->next;
        if (document->main) {
            document->next = source;
            source = document;
        } else if (!g_ptr_array_find(self->documents, document, NULL)) {
            g_ptr_array_add(self->documents, document);
        }
    }
    context->docList = source;
}

xmlDoc *
transform(const struct stylesheet *self, const xmlDoc *source, struct diag *diag)
{
    g_autoptr(GString) said = g_string_new(NULL);
    struct run run = {.directory = self->directory, .diag = diag, .said = said};
    const unsigned before = diag_count(diag, DIAG_ERROR);
    g_autoptr(xmlDoc) copy = xmlCopyDoc((xmlDoc *)source, 1);
    g_assert(copy);
    g_autoptr(xsltTransformContext) context = context_new(self, copy, &run);
    g_autoptr(xmlDoc) result = NULL;
    lend_documents(self, context);
    hear(&run);
    if (!self->parameters || xsltQuoteUserParams(context, (const char **)self->parameters) == 0)
        result = xsltApplyStylesheetUser(self->xslt, copy, NULL, NULL, NULL, context);
    hear(NULL);
    take_documents(self, context);
    const bool heard = said->len > 0 || !result || context->state != XSLT_STATE_OK;
    if (diag_count(diag, DIAG_ERROR) > before)
        return NULL;
    if (heard) {
        report_transformation(&run, self);
        return NULL;
    }
    text_adapt(result);
    return g_steal_pointer(&result);
}
