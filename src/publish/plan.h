#ifndef PLAN_H
#define PLAN_H

#include "publish/publish.h"
#include "sources/sources.h"

/* One publication to make: a PDF, an e-book, or both. */
struct job {
    enum direction direction;
    enum language lang;
    char *country; /* code: "tr", "ca-qc", "other" */
};

/* The jobs of a request, by direction, country and language, in the order of the destination list;
 * a country that is asked for by name and that no list has (th) comes after them. Owned (struct job
 * *, freed with the array). NULL: a name in the request is unknown, which was reported. */
GPtrArray *plan(const struct request *, const struct sources *, struct diag *);

/* What a command that publishes nothing ends with: STATUS_REFUSED, STATUS_WARNINGS or STATUS_OK. */
enum status status_of(const struct diag *);

/* "nl/leaving/tr.pdf". Owned. */
char *job_file(const struct job *, enum format);

/* "tr, leaving, nl", for messages. Owned. */
char *job_name(const struct job *);

#endif
