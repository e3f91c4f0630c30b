#ifndef PROGRESS_H
#define PROGRESS_H

#include "publish/plan.h"

/* What a person sees while it runs, on stderr. On a terminal one line that is written again, with
 * the time left; else one line for each finished country and direction. */
struct progress;

struct progress *progress_new(const GPtrArray *jobs, bool terminal, bool quiet);
void progress_done(struct progress *, const struct job *);
void progress_free(struct progress *);

#endif
