#include "publish/workers.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "unit/test.h"

enum { JOBS = 40, CRASHES = 7, SLEEPS = 11, LARGE = 13 };

struct record {
    unsigned results[JOBS], lost[JOBS], ended;
    char *why[JOBS];
    unsigned stop_after; /* 0: never */
};

/* Squares; one job ends its process, one outlasts its time, one gives more than a pipe holds. */
static GBytes *
square(unsigned job, void *data)
{
    (void)data;
    if (job == CRASHES)
        kill(getpid(), SIGKILL);
    if (job == SLEEPS)
        sleep(30);
    if (job == LARGE) {
        unsigned *many = g_new0(unsigned, 1 << 18);
        many[0] = job * job;
        return g_bytes_new_take(many, sizeof(unsigned) << 18);
    }
    unsigned result = job * job;
    return g_bytes_new(&result, sizeof result);
}

static bool
take(unsigned job, GBytes *result, const char *why, void *data)
{
    struct record *record = data;

    record->ended++;
    if (result == NULL) {
        record->lost[job]++;
        record->why[job] = g_strdup(why);
    } else {
        record->results[job]++;
        g_assert_cmpuint(*(const unsigned *)g_bytes_get_data(result, NULL), ==, job * job);
    }
    return record->ended != record->stop_after;
}

static void
record_clear(struct record *record)
{
    for (unsigned i = 0; i < JOBS; i++)
        g_free(record->why[i]);
}

static void
each_job_once(void)
{
    struct record record = {0};
    const struct pool pool = {
        .jobs = JOBS, .processes = 3, .seconds = 1, .data = &record, .work = square, .done = take};

    g_assert_cmpint(workers_run(&pool), ==, 0);
    for (unsigned i = 0; i < JOBS; i++) {
        bool dies = i == CRASHES || i == SLEEPS;
        g_assert_cmpuint(record.results[i], ==, !dies);
        g_assert_cmpuint(record.lost[i], ==, dies);
    }
    g_assert_nonnull(strstr(record.why[CRASHES], "signal"));
    g_assert_nonnull(strstr(record.why[SLEEPS], "out of time"));
    record_clear(&record);
}

static void
stops_when_told(void)
{
    struct record record = {.stop_after = 1};
    const struct pool pool = {
        .jobs = JOBS, .processes = 1, .seconds = 5, .data = &record, .work = square, .done = take};

    g_assert_cmpint(workers_run(&pool), ==, 0);
    g_assert_cmpuint(record.ended, <, JOBS);
    record_clear(&record);
}

static bool
interrupt(unsigned job, GBytes *result, const char *why, void *data)
{
    (void)job, (void)result, (void)why, (void)data;
    raise(SIGTERM);
    return true;
}

static void
interrupted(void)
{
    const struct pool pool = {
        .jobs = JOBS, .processes = 2, .seconds = 60, .work = square, .done = interrupt};

    g_assert_cmpint(workers_run(&pool), ==, SIGTERM);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/workers/each-job-once", each_job_once);
    g_test_add_func("/workers/stops-when-told", stops_when_told);
    g_test_add_func("/workers/interrupted", interrupted);
    return g_test_run();
}
