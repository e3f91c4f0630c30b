#ifndef PUBLISH_H
#define PUBLISH_H

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

#include "base/diag.h"

/* The commands: what the command line asks of the stages. */

/* 0 published, no warnings · 1 input refused · 2 usage or configuration · 3 published with warnings
 * · 70 internal error · 74 input/output · 75 locked by another run; 128 + signal when interrupted.
 */
enum status {
    STATUS_OK = 0,
    STATUS_REFUSED = 1,
    STATUS_USAGE = 2,
    STATUS_WARNINGS = 3,
    STATUS_INTERNAL = 70,
    STATUS_IO = 74,
    STATUS_LOCKED = 75
};

/* A list such as TR,MA,!US; NULL members: everything. Names are lower case. */
struct selector {
    char **include, **exclude;
};

enum format { FORMAT_PDF = 1, FORMAT_EPUB = 2 };

struct request {
    const char *sources, *output;    /* directories */
    const char *stylesheets, *fonts; /* directory; fontconfig file */
    struct selector countries;
    bool direction[2], language[4]; /* asked for; all when the option is absent */
    bool narrowed;                  /* a country, direction, language or format was named */
    unsigned formats;               /* of enum format */
    const char *status, *subject, *nationality; /* keys, normalised; NULL: all */
    GDate date;                                 /* not valid: the edition's own */
    const char *to;                             /* --to: the directory of a personal guide */
    const char *institution;                    /* check: one supplier only; NULL: all */
    unsigned jobs;                              /* processes */
    unsigned level;                             /* of deflate; 0: the default */
    bool linear;                                /* PDF with its first page first */
    bool large_print;                           /* the PDF on A4 */
    bool strict, lax, fail_fast, keep_going, quiet, filled, json;
    bool terminal;                /* progress as one line that is written again */
    double png;                   /* typeset: dots per inch; 0: PDF */
    const char *const *arguments; /* positional, NULL-terminated */
    GString *closing;             /* the command's last words, printed after the diagnostics */
};

bool selector_has(const struct selector *, const char *name);

enum status publish_build(const struct request *, struct diag *);
enum status publish_check(const struct request *, struct diag *);
enum status publish_coverage(const struct request *, FILE *out, struct diag *);
enum status publish_dump(const struct request *, FILE *out, struct diag *);
enum status publish_typeset(const struct request *, struct diag *);
enum status publish_explain(const struct request *, FILE *out, struct diag *);

#endif
