#include "publish/workers.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NO_JOB = -1 };

enum message_kind { MESSAGE_BEGIN, MESSAGE_RESULT };

struct message {
    enum message_kind kind;
    unsigned job;
    size_t size; /* bytes that follow */
};

struct worker {
    pid_t pid;
    int fd;         /* the reading end; -1: ended */
    int job;        /* what it is at, or NO_JOB */
    gint64 started; /* monotonic, µs */
    GByteArray *pending;
    bool late;
};

struct run {
    const struct pool *pool;
    atomic_uint *next; /* shared by all processes */
    struct worker *workers;
    bool stop;
};

static volatile sig_atomic_t interrupted;

static void
on_signal(int number)
{
    interrupted = number;
}

static bool
send_whole(int fd, const void *bytes, size_t size)
{
    const char *p = bytes;

    while (size > 0) {
        ssize_t n = write(fd, p, size);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0) {
            p += n;
            size -= (size_t)n;
        }
    }
    return true;
}

static void
limit(int resource, rlim_t value)
{
    const struct rlimit bound = {value, value};

    setrlimit(resource, &bound);
}

/* What the parent has, and WORKER_MEMORY beyond it. AddressSanitizer reserves terabytes, so not
 * under it. */
static void
limit_memory(void)
{
#if !defined(__SANITIZE_ADDRESS__)
    g_autofree char *text = NULL;
    unsigned long pages = 0;

    if (g_file_get_contents("/proc/self/statm", &text, NULL, NULL))
        pages = strtoul(text, NULL, 10);
    limit(RLIMIT_AS, pages * (rlim_t)sysconf(_SC_PAGESIZE) + WORKER_MEMORY);
#endif
}

static _Noreturn void
child(const struct run *run, int fd)
{
    signal(SIGINT, SIG_IGN); /* the parent decides and ends us */
    signal(SIGTERM, SIG_DFL);
    limit_memory();
    limit(RLIMIT_CORE, 0);
    for (;;) {
        unsigned job = atomic_fetch_add(run->next, 1);
        if (job >= run->pool->jobs)
            _exit(0);
        const struct message begin = {MESSAGE_BEGIN, job, 0};
        if (!send_whole(fd, &begin, sizeof begin))
            _exit(1);
        g_autoptr(GBytes) result = run->pool->work(job, run->pool->data);
        const struct message message = {MESSAGE_RESULT, job, g_bytes_get_size(result)};
        if (!send_whole(fd, &message, sizeof message) ||
            !send_whole(fd, g_bytes_get_data(result, NULL), message.size))
            _exit(1);
    }
}

static bool
start(struct run *run, struct worker *worker)
{
    int ends[2];

    worker->fd = -1;
    if (pipe2(ends, 0) != 0)
        return false;
    worker->pid = fork();
    if (worker->pid == 0) {
        for (unsigned i = 0; i < run->pool->processes; i++)
            if (run->workers[i].fd >= 0)
                close(run->workers[i].fd);
        close(ends[0]);
        child(run, ends[1]);
    }
    close(ends[1]);
    if (worker->pid < 0) {
        close(ends[0]);
        return false;
    }
    worker->fd = ends[0];
    worker->job = NO_JOB;
    worker->late = false;
    g_byte_array_set_size(worker->pending, 0);
    return true;
}

static void
finish(struct run *run, unsigned job, GBytes *result, const char *why)
{
    if (!run->pool->done(job, result, why, run->pool->data)) {
        run->stop = true;
        atomic_store(run->next, run->pool->jobs);
    }
}

/* Handles every whole message that has come. */
static void
digest(struct run *run, struct worker *worker)
{
    struct message message;

    while (worker->pending->len >= sizeof message) {
        memcpy(&message, worker->pending->data, sizeof message);
        if (worker->pending->len < sizeof message + message.size)
            return;
        if (message.kind == MESSAGE_BEGIN) {
            worker->job = (int)message.job;
            worker->started = g_get_monotonic_time();
        } else {
            g_autoptr(GBytes) result =
                g_bytes_new(worker->pending->data + sizeof message, message.size);
            worker->job = NO_JOB;
            finish(run, message.job, result, NULL);
        }
        g_byte_array_remove_range(worker->pending, 0, (guint)(sizeof message + message.size));
    }
}

static char *
cause(const struct worker *worker, int status)
{
    if (worker->late)
        return g_strdup("it ran out of time");
    if (WIFSIGNALED(status))
        return g_strdup_printf("the process was ended by signal %d (%s)", WTERMSIG(status),
                               strsignal(WTERMSIG(status)));
    return g_strdup_printf("the process ended with status %d", WEXITSTATUS(status));
}

static void
ended(struct run *run, struct worker *worker)
{
    int status = 0;

    close(worker->fd);
    worker->fd = -1;
    while (waitpid(worker->pid, &status, 0) < 0 && errno == EINTR)
        ;
    if (worker->job != NO_JOB) {
        g_autofree char *why = cause(worker, status);
        finish(run, (unsigned)worker->job, NULL, why);
    }
    if (!run->stop && !interrupted && atomic_load(run->next) < run->pool->jobs)
        start(run, worker);
}

static void
receive(struct run *run, struct worker *worker)
{
    guint8 buffer[1 << 16];
    ssize_t n = read(worker->fd, buffer, sizeof buffer);

    if (n > 0) {
        g_byte_array_append(worker->pending, buffer, (guint)n);
        digest(run, worker);
    } else if (n == 0 || errno != EINTR) {
        ended(run, worker);
    }
}

static void
end_late_ones(struct run *run)
{
    gint64 now = g_get_monotonic_time();

    for (unsigned i = 0; i < run->pool->processes; i++) {
        struct worker *worker = &run->workers[i];
        if (worker->fd >= 0 && worker->job != NO_JOB &&
            now - worker->started > (gint64)run->pool->seconds * G_USEC_PER_SEC) {
            worker->late = true;
            kill(worker->pid, SIGKILL);
        }
    }
}

static void
attend(struct run *run)
{
    unsigned count = run->pool->processes;
    g_autofree struct pollfd *polled = g_new0(struct pollfd, count);

    for (;;) {
        bool any = false;
        for (unsigned i = 0; i < count; i++) {
            polled[i] = (struct pollfd){.fd = run->workers[i].fd, .events = POLLIN};
            any |= polled[i].fd >= 0;
        }
        if (!any || interrupted)
            return;
        if (poll(polled, count, 1000) < 0)
            continue;
        for (unsigned i = 0; i < count; i++)
            if (polled[i].fd >= 0 && polled[i].revents != 0)
                receive(run, &run->workers[i]);
        end_late_ones(run);
    }
}

static void
end_all(struct run *run)
{
    for (unsigned i = 0; i < run->pool->processes; i++) {
        struct worker *worker = &run->workers[i];
        if (worker->fd >= 0) {
            kill(worker->pid, SIGKILL);
            close(worker->fd);
            waitpid(worker->pid, NULL, 0);
        }
        g_byte_array_unref(worker->pending);
    }
}

int
workers_run(const struct pool *pool)
{
    g_autofree struct worker *workers = g_new0(struct worker, pool->processes);
    struct run run = {.pool = pool, .workers = workers};
    const struct sigaction action = {.sa_handler = on_signal};
    struct sigaction old_int, old_term;
    bool started = false;

    run.next =
        mmap(NULL, sizeof *run.next, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (run.next == MAP_FAILED)
        return -1;
    interrupted = 0;
    sigaction(SIGINT, &action, &old_int);
    sigaction(SIGTERM, &action, &old_term);
    for (unsigned i = 0; i < pool->processes; i++) {
        workers[i].fd = -1;
        workers[i].pending = g_byte_array_new();
    }
    for (unsigned i = 0; i < pool->processes; i++)
        started |= start(&run, &workers[i]);
    attend(&run);
    end_all(&run);
    sigaction(SIGINT, &old_int, NULL);
    sigaction(SIGTERM, &old_term, NULL);
    munmap(run.next, sizeof *run.next);
    if (interrupted)
        return interrupted;
    return started || pool->jobs == 0 ? 0 : -1;
}
