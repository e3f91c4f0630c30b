#include "publish/progress.h"

#include <stdio.h>

struct progress {
    bool terminal, quiet;
    unsigned total, done;
    gint64 started, shown;
    GHashTable *left; /* "tr leaving": jobs that are not done, in GUINT_TO_POINTER */
};

enum { INTERVAL = 100000 }; /* µs between two writings of the line */

static char *
country_of(const struct job *job)
{
    return g_strdup_printf("%s %s", job->country, direction_name(job->direction));
}

static void
add(struct progress *progress, const struct job *job, int change)
{
    char *country = country_of(job);
    unsigned left = GPOINTER_TO_UINT(g_hash_table_lookup(progress->left, country));

    g_hash_table_insert(progress->left, country, GUINT_TO_POINTER(left + (unsigned)change));
}

struct progress *
progress_new(const GPtrArray *jobs, bool terminal, bool quiet)
{
    struct progress *progress = g_new0(struct progress, 1);

    progress->terminal = terminal;
    progress->quiet = quiet;
    progress->total = jobs->len;
    progress->started = g_get_monotonic_time();
    progress->left = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (unsigned i = 0; i < jobs->len; i++)
        add(progress, jobs->pdata[i], 1);
    return progress;
}

static void
write_line(struct progress *progress, const struct job *job)
{
    gint64 now = g_get_monotonic_time();
    double left =
        (double)(now - progress->started) / progress->done * (progress->total - progress->done);

    if (now - progress->shown < INTERVAL && progress->done < progress->total)
        return;
    progress->shown = now;
    fprintf(stderr, "\r\033[K[%u/%u] %s %s %s · %.0f s left", progress->done, progress->total,
            job->country, direction_name(job->direction), language_name(job->lang),
            left / G_USEC_PER_SEC);
}

void
progress_done(struct progress *progress, const struct job *job)
{
    g_autofree char *country = country_of(job);

    progress->done++;
    add(progress, job, -1);
    if (progress->quiet)
        return;
    if (progress->terminal)
        write_line(progress, job);
    else if (g_hash_table_lookup(progress->left, country) == NULL)
        fprintf(stderr, "[%u/%u] %s\n", progress->done, progress->total, country);
}

void
progress_free(struct progress *progress)
{
    if (progress->terminal && !progress->quiet)
        fputs("\r\033[K", stderr);
    g_hash_table_destroy(progress->left);
    g_free(progress);
}
