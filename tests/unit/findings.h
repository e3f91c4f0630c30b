#ifndef FINDINGS_H
#define FINDINGS_H

#include <stdlib.h>

#include "base/diag.h"

/* What a sink holds, in the short form: file:line:column: severity[code]: message. Owned. */
static inline char *
findings(const struct diag *diag)
{
    static const struct diag_style style = {.format = DIAG_SHORT};
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    diag_print(diag, &style, stream);
    fclose(stream);
    char *copy = g_strdup(text);
    free(text);
    return copy;
}

#endif
