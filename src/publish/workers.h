#ifndef WORKERS_H
#define WORKERS_H

#include <glib.h>
#include <stdbool.h>

/* Jobs on forked processes. A process takes the next job from a counter that all share, so that
 * none waits for another; what a job gives back comes through a pipe. A process that dies or
 * outlasts its time costs the job that it was at, no more: another takes its place. Forking is
 * cheap and keeps what the parent has loaded, fonts and stylesheets among it, in shared memory. */

struct pool {
    unsigned jobs, processes;
    unsigned seconds; /* wall time that one job may take */
    void *data;       /* for the functions */

    /* In the child: does one job. Owned result, may not be NULL. */
    GBytes *(*work)(unsigned job, void *data);

    /* In the parent, in the order in which jobs end. result: NULL when the job was lost; then why
     * says how. false: no further job is begun. */
    bool (*done)(unsigned job, GBytes *result, const char *why, void *data);
};

enum { WORKER_MEMORY = 1 << 30 }; /* bytes of address space beyond what the parent has */

/* 0: every job was handed out; else the signal that interrupted the run (SIGINT, SIGTERM), or -1:
 * no process could be started. */
int workers_run(const struct pool *);

#endif
