#ifndef FINDINGS_H
#define FINDINGS_H

#include <stdlib.h>

#include "base/diag.h"

/* What a sink holds, as it is printed. Owned. */
static inline char *
findings_in(const struct diag *diag, const struct diag_style *style)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    diag_print(diag, style, stream);
    fclose(stream);
    char *copy = g_strdup(text);
    free(text);
    return copy;
}

/* The same in the short form: file:line:column: severity[code]: message. */
static inline char *
findings(const struct diag *diag)
{
    static const struct diag_style style = {.format = DIAG_SHORT};
    return findings_in(diag, &style);
}

#endif
