#ifndef DIAG_H
#define DIAG_H

#include <glib.h>
#include <stdbool.h>
#include <stdio.h>

/* Diagnostics: what is wrong with an input, where, and how to mend it. A sink is passed to every
 * stage, last; nothing else prints. Broken invariants of the program are g_assert, never
 * diagnostics. */

enum diag_severity { DIAG_NOTE, DIAG_WARNING, DIAG_ERROR };

/* One enumerator for each line of diag.def: DIAG_E0101 … */
enum diag_code {
#define DIAG(code, severity, text) DIAG_##code,
#include "base/diag.def"
#undef DIAG
    DIAG_CODE_COUNT
};

/* Where a message points. */
struct place {
    const char *file; /* relative to the directory of the sources; NULL: no particular place */
    int line;         /* from 1; 0: unknown */
    int column;       /* in characters from 1; 0: unknown */
};

/* A sink. Each job has its own; the run merges them in the order of the jobs, so that -j changes
 * nothing. */
struct diag;
typedef struct diag diag;

struct diag *diag_new(void);
void diag_free(struct diag *);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(diag, diag_free)

/* Adds "while publishing: tr, leaving, de" to what is reported until it is popped. The string is
 * copied. */
void diag_push(struct diag *, const char *context);
void diag_pop(struct diag *);

/* help: the mend, or NULL. The strings are copied. What is quoted from an input is escaped when it
 * is printed (`\x1b`,
 * `<U+202E>`); lines of a source are cut at 160 columns, messages at 600. */
void diag_report(struct diag *, enum diag_code, struct place, const char *help, const char *format,
                 ...) G_GNUC_PRINTF(5, 6);

unsigned diag_count(const struct diag *, enum diag_severity at_least);

/* The message of what was reported first; NULL: nothing was. Borrowed. */
const char *diag_first(const struct diag *);

/* Forgets what does not concern keep(). */
void diag_filter(struct diag *, bool (*keep)(const struct place *, void *data), void *data);

/* Under --strict: warnings count and print as errors from now on. */
void diag_set_strict(struct diag *, bool);

/* Under --lax: errors that diag.def marks LAX count and print as warnings from now on: what is
 * outside the XSL-FO subset was left out, what does not fit stands over. */
void diag_set_lax(struct diag *, bool);
bool diag_is_lax(const struct diag *);

/* Equal findings become one, with "and in 89 other publications". */
void diag_merge(struct diag *into, const struct diag *from);

/* A sink as bytes, and back: how a worker hands its findings to the run. false: these are no such
 * bytes, nothing was added. */
GBytes *diag_serialise(const struct diag *);
bool diag_deserialise(struct diag *into, GBytes *);

enum diag_format { DIAG_HUMAN, DIAG_SHORT, DIAG_JSON, DIAG_SARIF };

struct diag_style {
    enum diag_format format;
    bool colour;
    const char *root; /* directory to which files are relative, for the source line; NULL: no source
                         lines */
    enum diag_severity least; /* what is less severe is not printed */
};

/* In the order of severity, file, line, column, code; errors last in human form, so that they stand
 * at the prompt. */
void diag_print(const struct diag *, const struct diag_style *, FILE *);

const char *diag_code_name(enum diag_code); /* "E0312" */
const char *diag_code_text(enum diag_code); /* "validity ends before it begins" */
enum diag_severity diag_code_severity(enum diag_code);
enum diag_code diag_code_find(const char *name); /* DIAG_CODE_COUNT: no such code */

/* The nearest of candidates to word by edit distance, or NULL when none is near: for "did you
 * mean". Borrowed. */
const char *diag_near(const char *word, const char *const *candidates, unsigned count);

#endif
