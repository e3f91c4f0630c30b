#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/file.h"
#include "base/json.h"
#include "base/version.h"
#include "publish/edition.h"
#include "publish/plan.h"
#include "publish/progress.h"
#include "publish/publish.h"
#include "publish/render.h"
#include "publish/workers.h"

/* From the plan to the committed edition. The parent loads, checks, forks and commits; a worker
 * renders one publication at a time, writes its files to the staging directory and sends back what
 * it found. Findings are merged in the order of the jobs, not of their ends, so that the number of
 * processes changes nothing. */

enum { JOB_SECONDS = 120 };

/* What a worker sends: rendered, pages, (digest, size) of the PDF and the e-book (size 0: not
 * made), its findings. */
#define RESULT_TYPE "(bu(st)(st)@ay)"

struct build {
    const struct request *request;
    struct house *house;
    GPtrArray *jobs;        /* struct job */
    const char *directory;  /* where files go */
    GPtrArray *files;       /* struct edition_file, as they are made */
    struct diag **findings; /* of each job; NULL: not done */
    bool *failed;           /* the job reported an error */
    bool files_written;
    unsigned lost, pages;
    struct progress *progress;
};

static const struct place nowhere = {0};

static bool
write_output(const struct build *build, const struct job *job, enum format format,
             const GByteArray *bytes, char **digest, struct diag *diag)
{
    g_autofree char *name = job_file(job, format);
    g_autofree char *path = g_build_filename(build->directory, name, NULL);
    g_autofree char *directory = g_path_get_dirname(path);

    if (bytes == NULL) {
        *digest = g_strdup("");
        return true;
    }
    *digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes->data, bytes->len);
    return file_make_directory(directory, diag) && file_write(path, bytes->data, bytes->len, diag);
}

static struct selection
selection_of(const struct build *build, const struct job *job)
{
    const struct request *request = build->request;

    return (struct selection){
        .direction = job->direction,
        .country = job->country,
        .lang = job->lang,
        .status = request->status,
        .subject = request->subject,
        .nationality = request->nationality,
        .date = build->house->date,
    };
}

static GBytes *
work(unsigned index, void *data)
{
    const struct build *build = data;
    const struct job *job = build->jobs->pdata[index];
    const struct selection selection = selection_of(build, job);
    g_autofree char *name = job_name(job), *pdf = NULL, *epub = NULL;
    g_autoptr(diag) diag = diag_new();
    g_auto(rendering) out = {0};

    diag_push(diag, name);
    bool done = render(build->house, &selection, build->request->formats, &out, diag);
    diag_pop(diag);
    done = done && write_output(build, job, FORMAT_PDF, out.pdf, &pdf, diag) &&
           write_output(build, job, FORMAT_EPUB, out.epub, &epub, diag);

    g_autoptr(GBytes) findings = diag_serialise(diag);
    g_autoptr(GVariant) result = g_variant_ref_sink(g_variant_new(
        RESULT_TYPE, done, out.pages, pdf ? pdf : "", (guint64)(out.pdf ? out.pdf->len : 0),
        epub ? epub : "", (guint64)(out.epub ? out.epub->len : 0),
        g_variant_new_from_bytes(G_VARIANT_TYPE_BYTESTRING, findings, TRUE)));
    return g_variant_get_data_as_bytes(result);
}

static void
add_file(struct build *build, const struct job *job, enum format format, const char *digest,
         guint64 size, unsigned pages)
{
    if (size == 0)
        return;
    struct edition_file *file = g_new0(struct edition_file, 1);
    file->name = job_file(job, format);
    file->sha256 = g_strdup(digest);
    file->size = size;
    file->pages = pages;
    g_ptr_array_add(build->files, file);
}

static void
take_result(struct build *build, unsigned index, GBytes *bytes)
{
    const struct job *job = build->jobs->pdata[index];
    g_autoptr(GVariant) result = g_variant_ref_sink(
        g_variant_new_from_bytes(G_VARIANT_TYPE("(bu(st)(st)ay)"), bytes, FALSE));
    g_autoptr(GVariant) findings = NULL;
    const char *pdf, *epub;
    guint64 pdf_size, epub_size;
    gboolean rendered;
    unsigned pages;

    g_variant_get(result, "(bu(&st)(&st)@ay)", &rendered, &pages, &pdf, &pdf_size, &epub,
                  &epub_size, &findings);
    build->findings[index] = diag_new();
    g_autoptr(GBytes) data = g_variant_get_data_as_bytes(findings);
    if (!diag_deserialise(build->findings[index], data))
        g_assert_not_reached();
    build->failed[index] = !rendered;
    if (!rendered)
        return;
    build->pages += pages;
    add_file(build, job, FORMAT_PDF, pdf, pdf_size, pages);
    add_file(build, job, FORMAT_EPUB, epub, epub_size, 0);
}

static void
lose(struct build *build, unsigned index, const char *why)
{
    g_autofree char *name = job_name(build->jobs->pdata[index]);

    build->findings[index] = diag_new();
    build->failed[index] = true;
    build->lost++;
    diag_report(build->findings[index], DIAG_E0805, nowhere,
                "the others are finished; --keep-going publishes them without it",
                "the publication %s is lost: %s", name, why);
}

static bool
done(unsigned index, GBytes *result, const char *why, void *data)
{
    struct build *build = data;

    if (result != NULL)
        take_result(build, index, result);
    else
        lose(build, index, why);
    progress_done(build->progress, build->jobs->pdata[index]);
    return !(build->request->fail_fast && build->failed[index]);
}

/* Runs all jobs. Findings are in diag afterwards. 0, a signal, or -1. */
static int
run_jobs(struct build *build, struct diag *diag)
{
    const struct request *request = build->request;
    const struct pool pool = {
        .jobs = build->jobs->len,
        .processes = MIN(request->jobs, build->jobs->len),
        .seconds = JOB_SECONDS,
        .data = build,
        .work = work,
        .done = done,
    };

    build->findings = g_new0(struct diag *, build->jobs->len);
    build->failed = g_new0(bool, build->jobs->len);
    build->progress = progress_new(build->jobs, request->terminal, request->quiet);
    int ended = workers_run(&pool);
    progress_free(build->progress);
    for (unsigned i = 0; i < build->jobs->len; i++) {
        if (build->findings[i] == NULL && ended == 0 && !request->fail_fast)
            lose(build, i, "its process ended before it began");
        if (build->findings[i] != NULL)
            diag_merge(diag, build->findings[i]);
        diag_free(build->findings[i]);
    }
    return ended;
}

/* The beginning of the manifest: all that decides the bytes of the files. */
static char *
manifest_head(const struct build *build)
{
    const struct edition *edition = sources_edition(build->house->sources);
    GString *head =
        g_string_new("{\n  \"tool\": \"fichepress " FICHEPRESS_VERSION "\",\n  \"edition\": ");
    char date[16];

    g_date_strftime(date, sizeof date, "%Y-%m-%d", &build->house->date);
    json_string(head, edition->id);
    g_string_append_printf(
        head, ",\n  \"date\": \"%s\",\n  \"sources\": \"%s\",\n  \"stylesheets\": \"%s\",\n", date,
        sources_digest(build->house->sources), build->house->style_digest);
    return g_string_free(head, FALSE);
}

/* Whether a file of the current edition stays: not among those made now. */
static bool
keep(const char *name, void *data)
{
    const struct build *build = data;

    for (unsigned i = 0; i < build->files->len; i++) {
        const struct edition_file *file = build->files->pdata[i];
        if (strcmp(file->name, name) == 0)
            return false;
    }
    return g_str_has_suffix(name, ".pdf") || g_str_has_suffix(name, ".epub");
}

static double
cpu_seconds(int who, long *peak_kilobytes)
{
    struct rusage usage;

    getrusage(who, &usage);
    *peak_kilobytes = usage.ru_maxrss;
    return (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
           (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
summary(const struct build *build, const char *id, unsigned built, gint64 started,
        const struct diag *diag)
{
    unsigned pdf = 0, epub = 0, errors = diag_count(diag, DIAG_ERROR);
    GString *out = build->request->closing;
    long own, peak;
    double cpu = cpu_seconds(RUSAGE_CHILDREN, &peak) + cpu_seconds(RUSAGE_SELF, &own);

    for (unsigned i = 0; i < build->files->len; i++) {
        const struct edition_file *file = build->files->pdata[i];
        pdf += g_str_has_suffix(file->name, ".pdf");
        epub += g_str_has_suffix(file->name, ".epub");
    }
    if (!build->request->quiet)
        g_string_append_printf(
            out,
            "%u pages in %.2f CPU seconds, %.0f pages per CPU second; largest worker %.1f MB\n",
            build->pages, cpu, build->pages / MAX(cpu, 1e-6), (double)peak / 1024);
    g_string_append_printf(
        out,
        "published %s: %u pdf, %u epub; %u built, %u up to date; %u errors, %u warnings; %.1f s\n",
        id, pdf, epub, built, build->files->len - built, errors,
        diag_count(diag, DIAG_WARNING) - errors,
        (double)(g_get_monotonic_time() - started) / G_USEC_PER_SEC);
}

static enum status
refused(const struct request *request, const struct diag *diag)
{
    g_string_append_printf(
        request->closing,
        "refused: %u errors; nothing is published, what was published before is untouched\n",
        diag_count(diag, DIAG_ERROR));
    return STATUS_REFUSED;
}

static enum status
interrupted(const struct request *request, int number)
{
    if (number < 0)
        return STATUS_INTERNAL;
    g_string_append(request->closing,
                    "interrupted: nothing is published, what was published before is untouched\n");
    return 128 + number;
}

/* After the jobs: what became of them. STATUS_OK: commit. */
static enum status
verdict(const struct build *build, int ended, const struct diag *diag)
{
    const struct request *request = build->request;

    if (ended != 0)
        return interrupted(request, ended);
    if (diag_count(diag, DIAG_ERROR) > build->lost)
        return refused(request, diag);
    if (build->lost > 0 && !request->keep_going) {
        g_string_append_printf(request->closing, "%u publications are lost; nothing is published\n",
                               build->lost);
        return STATUS_INTERNAL;
    }
    return STATUS_OK;
}

static enum status
publish_edition(struct build *build, gint64 started, struct diag *diag)
{
    enum edition_error error;
    struct edition_run *run = edition_begin(build->request->output, &error, diag);
    char id[17] = "";

    if (run == NULL)
        return error == EDITION_LOCKED ? STATUS_LOCKED : STATUS_IO;
    build->directory = edition_staging(run);
    enum status status = verdict(build, run_jobs(build, diag), diag);
    if (status == STATUS_OK) {
        g_autofree char *head = manifest_head(build);
        unsigned built = build->files->len;
        bool committed = (!build->request->narrowed ||
                          edition_keep(run, head, keep, build, build->files, diag)) &&
                         edition_commit(run, head, build->files, id, diag);
        if (committed)
            summary(build, id, built, started, diag);
        else
            status = STATUS_IO;
    }
    edition_end(run);
    return status;
}

/* A personal guide: no edition, the files go where they are asked for. */
static enum status
publish_guide(struct build *build, struct diag *diag)
{
    build->directory = build->request->to;
    if (!file_make_directory(build->directory, diag))
        return STATUS_IO;
    enum status status = verdict(build, run_jobs(build, diag), diag);
    for (unsigned i = 0; status == STATUS_OK && i < build->files->len; i++) {
        const struct edition_file *file = build->files->pdata[i];
        g_string_append_printf(build->request->closing, "%s/%s\n", build->directory, file->name);
    }
    return status;
}

static void
build_clear(struct build *build)
{
    g_clear_pointer(&build->jobs, g_ptr_array_unref);
    g_clear_pointer(&build->files, g_ptr_array_unref);
    g_free(build->findings);
    g_free(build->failed);
    house_free(build->house);
}
typedef struct build build;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(build, build_clear)

enum status
publish_build(const struct request *request, struct diag *diag)
{
    gint64 started = g_get_monotonic_time();
    bool guide = request->status || request->subject || request->nationality;
    g_auto(build) build = {.request = request};

    if (guide && request->to == NULL) {
        diag_report(diag, DIAG_E0901, nowhere, "add --to DIR",
                    "a personal guide (--status, --subject, --nationality) needs a directory");
        return STATUS_USAGE;
    }
    build.house = house_load(request, NEED_SOURCES | NEED_STYLESHEETS | NEED_FONTS, diag);
    if (build.house == NULL)
        return refused(request, diag);
    build.jobs = plan(request, build.house->sources, diag);
    if (build.jobs == NULL)
        return STATUS_USAGE;
    brochure_check(build.house->sources, &build.house->date, diag);
    if (diag_count(diag, DIAG_ERROR) > 0)
        return refused(request, diag);
    build.files = g_ptr_array_new_with_free_func(edition_file_free);
    enum status status =
        request->to ? publish_guide(&build, diag) : publish_edition(&build, started, diag);
    return status == STATUS_OK && diag_count(diag, DIAG_WARNING) > 0 ? STATUS_WARNINGS : status;
}
