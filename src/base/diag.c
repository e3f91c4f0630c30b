#include "base/diag.h"

#include <string.h>

#include "base/diag_int.h"

/* Severities of diag.def. LAX is an error, and a warning under --lax. */
enum row_severity { NOTE = DIAG_NOTE, WARNING = DIAG_WARNING, ERROR = DIAG_ERROR, LAX };

static const struct {
    const char *name, *text;
    enum row_severity severity;
} codes[DIAG_CODE_COUNT] = {
#define DIAG(code, severity, text) {#code, text, severity},
#include "base/diag.def"
#undef DIAG
};

const char *
diag_code_name(enum diag_code code)
{
    return codes[code].name;
}

const char *
diag_code_text(enum diag_code code)
{
    return codes[code].text;
}

enum diag_severity
diag_code_severity(enum diag_code code)
{
    return MIN((enum diag_severity)codes[code].severity, DIAG_ERROR);
}

enum diag_code
diag_code_find(const char *name)
{
    unsigned i = 0;
    while (i < DIAG_CODE_COUNT && g_ascii_strcasecmp(codes[i].name, name) != 0)
        i++;
    return i;
}

static void
finding_free(gpointer data)
{
    struct finding *finding = data;

    g_free(finding->file);
    g_free(finding->message);
    g_free(finding->help);
    g_free(finding->context);
    g_free(finding);
}

static guint
finding_hash(gconstpointer data)
{
    const struct finding *finding = data;

    return g_str_hash(finding->message) ^ finding->code * 31U ^ (unsigned)finding->line * 1009U;
}

static gboolean
finding_equal(gconstpointer a, gconstpointer b)
{
    const struct finding *x = a, *y = b;

    return x->code == y->code && x->line == y->line && x->column == y->column &&
           g_strcmp0(x->file, y->file) == 0 && strcmp(x->message, y->message) == 0;
}

struct diag *
diag_new(void)
{
    struct diag *diag = g_new0(struct diag, 1);

    diag->findings = g_ptr_array_new_with_free_func(finding_free);
    diag->seen = g_hash_table_new(finding_hash, finding_equal);
    diag->contexts = g_ptr_array_new_with_free_func(g_free);
    return diag;
}

void
diag_free(struct diag *diag)
{
    if (diag == NULL)
        return;
    g_hash_table_destroy(diag->seen);
    g_ptr_array_unref(diag->findings);
    g_ptr_array_unref(diag->contexts);
    g_free(diag);
}

void
diag_push(struct diag *diag, const char *context)
{
    g_ptr_array_add(diag->contexts, g_strdup(context));
}

void
diag_pop(struct diag *diag)
{
    g_assert(diag->contexts->len > 0);
    g_ptr_array_remove_index(diag->contexts, diag->contexts->len - 1);
}

/* Takes the finding. Within one publication, what is said twice is one finding; from another
 * publication it counts. */
static void
add(struct diag *diag, struct finding *finding)
{
    struct finding *known = g_hash_table_lookup(diag->seen, finding);

    if (known == NULL) {
        g_ptr_array_add(diag->findings, finding);
        g_hash_table_add(diag->seen, finding);
        return;
    }
    if (g_strcmp0(known->context, finding->context) != 0)
        known->others += 1 + finding->others;
    finding_free(finding);
}

void
diag_report(struct diag *diag, enum diag_code code, struct place place, const char *help,
            const char *format, ...)
{
    struct finding *finding = g_new0(struct finding, 1);
    va_list arguments;

    va_start(arguments, format);
    finding->message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    finding->code = code;
    finding->file = g_strdup(place.file);
    finding->line = place.line;
    finding->column = place.column;
    finding->help = g_strdup(help);
    if (diag->contexts->len > 0)
        finding->context = g_strdup(diag->contexts->pdata[diag->contexts->len - 1]);
    add(diag, finding);
}

void
diag_filter(struct diag *diag, bool (*keep)(const struct place *, void *data), void *data)
{
    for (unsigned i = diag->findings->len; i-- > 0;) {
        struct finding *finding = diag->findings->pdata[i];
        const struct place place = {finding->file, finding->line, finding->column};
        if (!keep(&place, data)) {
            g_hash_table_remove(diag->seen, finding);
            g_ptr_array_remove_index(diag->findings, i);
        }
    }
}

void
diag_set_strict(struct diag *diag, bool strict)
{
    diag->strict = strict;
}

void
diag_set_lax(struct diag *diag, bool lax)
{
    diag->lax = lax;
}

bool
diag_is_lax(const struct diag *diag)
{
    return diag->lax;
}

enum diag_severity
diag_severity_of(const struct diag *diag, const struct finding *finding)
{
    const bool bent = diag->lax && codes[finding->code].severity == LAX;
    enum diag_severity severity = bent ? DIAG_WARNING : diag_code_severity(finding->code);

    return diag->strict && severity == DIAG_WARNING ? DIAG_ERROR : severity;
}

const char *
diag_first(const struct diag *diag)
{
    const struct finding *first = diag->findings->len ? diag->findings->pdata[0] : NULL;
    return first ? first->message : NULL;
}

unsigned
diag_count(const struct diag *diag, enum diag_severity at_least)
{
    unsigned count = 0;

    for (unsigned i = 0; i < diag->findings->len; i++)
        count += diag_severity_of(diag, diag->findings->pdata[i]) >= at_least;
    return count;
}

static struct finding *
finding_copy(const struct finding *from)
{
    struct finding *finding = g_memdup2(from, sizeof *from);

    finding->file = g_strdup(from->file);
    finding->message = g_strdup(from->message);
    finding->help = g_strdup(from->help);
    finding->context = g_strdup(from->context);
    return finding;
}

void
diag_merge(struct diag *into, const struct diag *from)
{
    for (unsigned i = 0; i < from->findings->len; i++)
        add(into, finding_copy(from->findings->pdata[i]));
}

/* One finding: code, file, line, column, message, help, context, others. */
#define FINDING_TYPE "(smsiismsmsu)"

GBytes *
diag_serialise(const struct diag *diag)
{
    g_auto(GVariantBuilder) builder = G_VARIANT_BUILDER_INIT(G_VARIANT_TYPE("a" FINDING_TYPE));

    for (unsigned i = 0; i < diag->findings->len; i++) {
        const struct finding *f = diag->findings->pdata[i];
        g_autofree char *message = g_utf8_make_valid(f->message, -1);
        g_variant_builder_add(&builder, FINDING_TYPE, codes[f->code].name, f->file, f->line,
                              f->column, message, f->help, f->context, f->others);
    }
    g_autoptr(GVariant) variant = g_variant_ref_sink(g_variant_builder_end(&builder));
    return g_variant_get_data_as_bytes(variant);
}

bool
diag_deserialise(struct diag *into, GBytes *bytes)
{
    g_autoptr(GVariant) variant = g_variant_ref_sink(
        g_variant_new_from_bytes(G_VARIANT_TYPE("a" FINDING_TYPE), bytes, FALSE));
    GVariantIter iterator;
    struct finding finding = {0};
    const char *code;

    if (!g_variant_is_normal_form(variant))
        return false;
    g_variant_iter_init(&iterator, variant);
    while (g_variant_iter_next(&iterator, FINDING_TYPE, &code, &finding.file, &finding.line,
                               &finding.column, &finding.message, &finding.help, &finding.context,
                               &finding.others)) {
        finding.code = diag_code_find(code);
        g_assert(finding.code < DIAG_CODE_COUNT);
        g_free((char *)code);
        add(into, g_memdup2(&finding, sizeof finding));
    }
    return true;
}

/* Edit distance with adjacent swaps (optimal string alignment), up to `most`; more is most + 1. */
static unsigned
distance(const char *a, const char *b, unsigned most)
{
    unsigned m = strlen(a), n = strlen(b);
    if (m > 64 || n > 64 || (m > n ? m - n : n - m) > most)
        return most + 1;
    unsigned row[3][65];
    for (unsigned j = 0; j <= n; j++)
        row[0][j] = j;
    for (unsigned i = 1; i <= m; i++) {
        unsigned *now = row[i % 3], *above = row[(i + 2) % 3], *before = row[(i + 1) % 3];
        now[0] = i;
        for (unsigned j = 1; j <= n; j++) {
            unsigned cost = a[i - 1] != b[j - 1];
            now[j] = MIN(MIN(above[j] + 1, now[j - 1] + 1), above[j - 1] + cost);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                now[j] = MIN(now[j], before[j - 2] + 1);
        }
    }
    return row[m % 3][n];
}

const char *
diag_near(const char *word, const char *const *candidates, unsigned count)
{
    unsigned best = strlen(word) / 3 + 1;
    const char *near = NULL;

    for (unsigned i = 0; i < count; i++) {
        unsigned d = distance(word, candidates[i], best);
        if (d < best) {
            best = d;
            near = candidates[i];
        }
    }
    return near;
}
