#ifndef FO_SAMPLE_H
#define FO_SAMPLE_H

#include <string.h>

#include "base/xml.h"
#include "fo/fo.h"
#include "unit/findings.h"

#define SAMPLE_HEAD                                                                                \
    "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format' xmlns:fp='urn:fichepress:1' "           \
    "xmlns:fox='http://xmlgraphics.apache.org/fop/extensions'>"                                    \
    "<fo:layout-master-set><fo:simple-page-master master-name='m'><fo:region-body/>"               \
    "</fo:simple-page-master></fo:layout-master-set>"                                              \
    "<fo:page-sequence master-reference='m'><fo:flow flow-name='xsl-region-body'>"
#define SAMPLE_FOOT "</fo:flow></fo:page-sequence></fo:root>"

/* The tree of a flow's content as text, or the findings where there are errors. Owned. */
static inline char *
sample_dump(const char *content)
{
    g_autoptr(diag) diag = diag_new();
    g_autofree char *text = g_strconcat(SAMPLE_HEAD, "\n", content, SAMPLE_FOOT, NULL);
    xmlDoc *doc = xml_read_memory("a.fo", text, strlen(text), diag);
    g_autoptr(fo_document) document = doc ? fo_parse(doc, diag) : NULL;
    xml_free(doc);
    if (!document)
        return findings(diag);
    GString *out = g_string_new(NULL);
    fo_dump(document, out);
    return g_string_free(out, FALSE);
}

/* What the dump says of the object with id x: "" for nothing but its name; or the findings without
 * their places. Owned. */
static inline char *
sample_line(const char *content)
{
    g_autofree char *dump = sample_dump(content);
    const char *line = strstr(dump, " #x");
    if (line)
        return g_strndup(line + strlen(" #x"), strcspn(line + strlen(" #x"), "\n"));
    const char *message = strstr(dump, "]: ");
    return g_strndup(message ? message + 3 : dump, strcspn(message ? message + 3 : dump, "\n"));
}

#endif
