#include <string.h>

#include "base/diag_int.h"
#include "base/file.h"
#include "base/json.h"

enum { SOURCE_COLUMNS = 160, MESSAGE_COLUMNS = 600 };

static const char *const severities[] = {"note", "warning", "error"};
static const char *const colours[] = {"\033[36m", "\033[33m", "\033[31m"};

static bool
invisible(gunichar c)
{
    GUnicodeType type = g_unichar_type(c);

    return type == G_UNICODE_FORMAT || type == G_UNICODE_PRIVATE_USE ||
           type == G_UNICODE_UNASSIGNED || type == G_UNICODE_LINE_SEPARATOR ||
           type == G_UNICODE_PARAGRAPH_SEPARATOR;
}

/* What came from an input cannot move the cursor, hide or reorder text, or flood the screen. */
static char *
escape(const char *text, unsigned columns)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *out = g_string_new(NULL);
    unsigned column = 0;

    for (const char *p = valid; *p; p = g_utf8_next_char(p)) {
        gunichar c = g_utf8_get_char(p);
        if (++column > columns) {
            g_string_append(out, "…");
            break;
        }
        if (c == '\t' || c == '\n')
            g_string_append_c(out, ' ');
        else if (c < 0x20 || c == 0x7f)
            g_string_append_printf(out, "\\x%02x", c);
        else if (invisible(c) || (c >= 0x80 && c < 0xa0))
            g_string_append_printf(out, "<U+%04X>", c);
        else
            g_string_append_unichar(out, c);
    }
    return g_string_free(out, FALSE);
}

static void
print_place(const struct finding *f, FILE *out)
{
    g_autofree char *file = escape(f->file, MESSAGE_COLUMNS);

    fputs(file, out);
    if (f->line > 0)
        fprintf(out, ":%d", f->line);
    if (f->line > 0 && f->column > 0)
        fprintf(out, ":%d", f->column);
}

/* The line of the source, without its end; NULL when it cannot be had. */
static char *
source_line(const char *root, const struct finding *f)
{
    if (root == NULL || f->file == NULL || f->line <= 0)
        return NULL;
    g_autoptr(diag) silent = diag_new();
    g_autoptr(GBytes) bytes = file_read(root, f->file, FILE_LIMIT, silent);
    if (bytes == NULL)
        return NULL;
    gsize size;
    const char *start = g_bytes_get_data(bytes, &size), *end = start + size;
    for (int line = 1; line < f->line && start != NULL; line++) {
        start = memchr(start, '\n', (size_t)(end - start));
        start = start ? start + 1 : NULL;
    }
    if (start == NULL || start == end)
        return NULL;
    const char *stop = memchr(start, '\n', (size_t)(end - start));
    return g_strndup(start, (size_t)((stop ? stop : end) - start));
}

static void
print_source(const struct diag_style *style, const struct finding *f, FILE *out)
{
    g_autofree char *line = source_line(style->root, f);
    if (line == NULL)
        return;
    g_autofree char *shown = escape(line, SOURCE_COLUMNS);
    int width = snprintf(NULL, 0, "%d", f->line);

    fprintf(out, "%*s |\n%d | %s\n", width, "", f->line, shown);
    if (f->column > 0 && f->column <= SOURCE_COLUMNS)
        fprintf(out, "%*s | %*s^\n", width, "", f->column - 1, "");
}

static void
print_human(const struct diag *diag, const struct diag_style *style, const struct finding *f,
            FILE *out)
{
    enum diag_severity severity = diag_severity_of(diag, f);
    g_autofree char *message = escape(f->message, MESSAGE_COLUMNS);

    fprintf(out, "%s%s[%s]%s: %s\n", style->colour ? colours[severity] : "", severities[severity],
            diag_code_name(f->code), style->colour ? "\033[0m" : "", message);
    if (f->file != NULL) {
        fputs("  --> ", out);
        print_place(f, out);
        fputc('\n', out);
        print_source(style, f, out);
    }
    if (f->help != NULL) {
        g_autofree char *help = escape(f->help, MESSAGE_COLUMNS);
        fprintf(out, "   = help: %s\n", help);
    }
    if (f->context != NULL)
        fprintf(out, "   = while publishing: %s\n", f->context);
    if (f->others > 0)
        fprintf(out, "   = also in %u other publication%s\n", f->others, f->others == 1 ? "" : "s");
    fputc('\n', out);
}

/* A place always has a line, so that programs can read it: what concerns a whole file has its
 * first. */
static void
print_short(const struct diag *diag, const struct finding *f, FILE *out)
{
    g_autofree char *message = escape(f->message, MESSAGE_COLUMNS);
    struct finding placed = *f;

    placed.line = MAX(f->line, 1);
    if (f->file != NULL) {
        print_place(&placed, out);
        fputs(": ", out);
    }
    fprintf(out, "%s[%s]: %s\n", severities[diag_severity_of(diag, f)], diag_code_name(f->code),
            message);
}

static void
json_member(GString *out, const char *name, const char *value)
{
    g_string_append_printf(out, ", \"%s\": ", name);
    json_string(out, value);
}

static void
print_json(const struct diag *diag, const struct finding *f, FILE *out)
{
    g_autoptr(GString) line = g_string_new("{\"code\": ");

    json_string(line, diag_code_name(f->code));
    json_member(line, "severity", severities[diag_severity_of(diag, f)]);
    json_member(line, "file", f->file);
    g_string_append_printf(line, ", \"line\": %d, \"column\": %d", f->line, f->column);
    json_member(line, "message", f->message);
    json_member(line, "help", f->help);
    json_member(line, "context", f->context);
    g_string_append_printf(line, ", \"others\": %u}\n", f->others);
    fputs(line->str, out);
}

/* SARIF 2.1.0 §3.27: one result. */
static void
sarif_result(const struct diag *diag, const struct finding *f, GString *out)
{
    static const char *const levels[] = {"note", "warning", "error"};

    g_string_append(out, "{\"ruleId\": ");
    json_string(out, diag_code_name(f->code));
    json_member(out, "level", levels[diag_severity_of(diag, f)]);
    g_string_append(out, ", \"message\": {\"text\": ");
    json_string(out, f->message);
    g_string_append_c(out, '}');
    if (f->file != NULL) {
        g_string_append(
            out, ", \"locations\": [{\"physicalLocation\": {\"artifactLocation\": {\"uri\": ");
        json_string(out, f->file);
        g_string_append_c(out, '}');
        if (f->line > 0)
            g_string_append_printf(out, ", \"region\": {\"startLine\": %d", f->line);
        if (f->line > 0 && f->column > 0)
            g_string_append_printf(out, ", \"startColumn\": %d", f->column);
        g_string_append(out, f->line > 0 ? "}}}]" : "}}]");
    }
    g_string_append_c(out, '}');
}

static void
print_sarif(const struct diag *diag, const GPtrArray *sorted, FILE *out)
{
    g_autoptr(GString) text =
        g_string_new("{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\", "
                     "\"version\": \"2.1.0\", \"runs\": "
                     "[{\"tool\": {\"driver\": {\"name\": \"fichepress\"}}, \"results\": [");

    for (unsigned i = 0; i < sorted->len; i++) {
        if (i > 0)
            g_string_append(text, ",\n");
        sarif_result(diag, sorted->pdata[i], text);
    }
    fprintf(out, "%s]}]}\n", text->str);
}

static gint
compare(gconstpointer a, gconstpointer b, gpointer data)
{
    const struct finding *x = *(struct finding *const *)a, *y = *(struct finding *const *)b;
    int order = (int)diag_severity_of(data, x) - (int)diag_severity_of(data, y);

    if (order == 0)
        order = g_strcmp0(x->file, y->file);
    if (order == 0)
        order = x->line != y->line ? x->line - y->line : x->column - y->column;
    if (order == 0)
        order = (int)x->code - (int)y->code;
    return order ? order : strcmp(x->message, y->message);
}

void
diag_print(const struct diag *diag, const struct diag_style *style, FILE *out)
{
    g_autoptr(GPtrArray) sorted = g_ptr_array_new();

    for (unsigned i = 0; i < diag->findings->len; i++)
        if (diag_severity_of(diag, diag->findings->pdata[i]) >= style->least)
            g_ptr_array_add(sorted, diag->findings->pdata[i]);
    g_ptr_array_sort_with_data(sorted, compare, (gpointer)diag);

    if (style->format == DIAG_SARIF) {
        print_sarif(diag, sorted, out);
        return;
    }
    for (unsigned i = 0; i < sorted->len; i++) {
        const struct finding *f = sorted->pdata[i];
        if (style->format == DIAG_HUMAN)
            print_human(diag, style, f, out);
        else if (style->format == DIAG_SHORT)
            print_short(diag, f, out);
        else
            print_json(diag, f, out);
    }
}
