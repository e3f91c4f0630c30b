#include "publish/plan.h"

#include <string.h>

static const struct place nowhere = {0};

static bool
strv_has(char **names, const char *name)
{
    return names != NULL && name != NULL && g_strv_contains((const char *const *)names, name);
}

bool
selector_has(const struct selector *selector, const char *name)
{
    return (selector->include == NULL || strv_has(selector->include, name)) &&
           !strv_has(selector->exclude, name);
}

static bool
named(char **names, const struct entry *entry)
{
    return strv_has(names, entry->code) || strv_has(names, entry->key);
}

static bool
wanted(const struct selector *selector, const struct entry *entry)
{
    return (selector->include == NULL || named(selector->include, entry)) &&
           !named(selector->exclude, entry);
}

static const struct entry *
find(struct list list, const char *name)
{
    for (unsigned i = 0; i < list.count; i++)
        if (strcmp(list.entries[i].key, name) == 0 || g_strcmp0(list.entries[i].code, name) == 0)
            return &list.entries[i];
    return NULL;
}

static const char *
near(struct list list, const char *name)
{
    g_autofree const char **keys = g_new(const char *, list.count + 1);

    for (unsigned i = 0; i < list.count; i++)
        keys[i] = list.entries[i].key;
    return diag_near(name, keys, list.count);
}

static void
unknown(const char *what, const char *name, const char *instead, struct diag *diag)
{
    g_autofree char *help = instead ? g_strdup_printf("did you mean “%s”?", instead) : NULL;

    diag_report(diag, DIAG_E0902, nowhere, help, "unknown %s “%s”", what, name);
}

/* Status, subject and nationality must be in a list of a direction that is asked for. */
static bool
check_keys(const struct request *request, const struct sources *sources, struct diag *diag)
{
    bool known = true;

    for (unsigned d = 0; d < DIRECTION_COUNT; d++) {
        const struct {
            const char *what, *name;
            struct list list;
        } keys[] = {
            {"status", request->status, sources_statuses(sources, d)},
            {"subject", request->subject, sources_subjects(sources, d)},
            {"nationality", request->nationality, sources_nationalities(sources)},
        };
        for (unsigned i = 0; i < G_N_ELEMENTS(keys) && request->direction[d]; i++) {
            if (keys[i].name == NULL || find(keys[i].list, keys[i].name) != NULL)
                continue;
            unknown(keys[i].what, keys[i].name, near(keys[i].list, keys[i].name), diag);
            known = false;
        }
    }
    return known;
}

/* Codes to publish, in order; unlisted countries last. */
static GPtrArray *
codes(const struct request *request, const struct sources *sources, struct diag *diag)
{
    const struct list list = sources_countries(sources);
    GPtrArray *found = g_ptr_array_new_with_free_func(g_free);
    const struct entry other = {.key = "other", .code = "other"};
    bool known = true;

    for (unsigned i = 0; i < list.count; i++)
        if (list.entries[i].code != NULL && wanted(&request->countries, &list.entries[i]))
            g_ptr_array_add(found, g_strdup(list.entries[i].code));
    if (find(list, "other") == NULL && wanted(&request->countries, &other))
        g_ptr_array_add(found, g_strdup("other"));
    for (char **name = request->countries.include; name != NULL && *name != NULL; name++) {
        if (strcmp(*name, "other") == 0 || find(list, *name) != NULL)
            continue;
        if (catalogue_country(sources_catalogue(sources), *name) != NULL) {
            g_ptr_array_add(found, g_strdup(*name));
            continue;
        }
        unknown("country", *name, near(list, *name), diag);
        known = false;
    }
    if (known)
        return found;
    g_ptr_array_unref(found);
    return NULL;
}

static void
job_free(gpointer data)
{
    struct job *job = data;

    g_free(job->country);
    g_free(job);
}

GPtrArray *
plan(const struct request *request, const struct sources *sources, struct diag *diag)
{
    const struct edition *edition = sources_edition(sources);
    bool known = check_keys(request, sources, diag);
    g_autoptr(GPtrArray) countries = codes(request, sources, diag);
    GPtrArray *jobs = g_ptr_array_new_with_free_func(job_free);

    for (unsigned d = 0; d < DIRECTION_COUNT && known && countries != NULL; d++) {
        for (unsigned c = 0; c < countries->len; c++) {
            for (unsigned l = 0; l < LANGUAGE_COUNT; l++) {
                if (!request->direction[d] || !edition->direction[d] || !request->language[l] ||
                    !edition->language[l])
                    continue;
                const struct job job = {d, l, g_strdup(countries->pdata[c])};
                g_ptr_array_add(jobs, g_memdup2(&job, sizeof job));
            }
        }
    }
    if (known && countries != NULL && jobs->len > 0)
        return jobs;
    if (known && countries != NULL)
        diag_report(diag, DIAG_E0902, nowhere,
                    "widen the selection, or see the languages of edition.xml",
                    "the selection leaves nothing to publish");
    g_ptr_array_unref(jobs);
    return NULL;
}

enum status
status_of(const struct diag *diag)
{
    if (diag_count(diag, DIAG_ERROR) > 0)
        return STATUS_REFUSED;
    return diag_count(diag, DIAG_WARNING) > 0 ? STATUS_WARNINGS : STATUS_OK;
}

char *
job_file(const struct job *job, enum format format)
{
    return g_strdup_printf("%s/%s/%s.%s", language_name(job->lang), direction_name(job->direction),
                           job->country, format == FORMAT_PDF ? "pdf" : "epub");
}

char *
job_name(const struct job *job)
{
    return g_strdup_printf("%s, %s, %s", job->country, direction_name(job->direction),
                           language_name(job->lang));
}
