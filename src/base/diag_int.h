#ifndef DIAG_INT_H
#define DIAG_INT_H

#include "base/diag.h"

struct finding {
    enum diag_code code;
    char *file; /* NULL: none */
    int line, column;
    char *message;
    char *help, *context; /* NULL: none */
    unsigned others;      /* further publications with the same finding */
};

struct diag {
    GPtrArray *findings; /* struct finding, in the order of their arrival */
    GHashTable *seen;    /* the same, by what makes two findings equal: code, place, message */
    GPtrArray *contexts; /* char *, innermost last */
    bool strict, lax;
};

enum diag_severity diag_severity_of(const struct diag *, const struct finding *);

#endif
