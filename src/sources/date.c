#include <stdio.h>
#include <string.h>

#include "sources/sources_int.h"

bool
date_read(const char *text, struct place place, GDate *date, struct diag *diag)
{
    unsigned year, month, day;
    int end = 0;
    g_date_clear(date, 1);
    if (!text)
        return true;
    const bool shaped =
        strlen(text) == strlen("2026-01-31") && strspn(text, "0123456789-") == strlen(text) &&
        sscanf(text, "%4u-%2u-%2u%n", &year, &month, &day, &end) == 3 && end == (int)strlen(text);
    if (shaped && g_date_valid_dmy(day, month, year)) {
        g_date_set_dmy(date, day, month, year);
        return true;
    }
    diag_report(diag, DIAG_E0313, place, "write a day of the calendar as YYYY-MM-DD",
                "\"%s\" is no date", text);
    return false;
}

static char *
read_attribute(const xmlNode *node, bool namespaced, const char *name)
{
    if (!namespaced)
        return xml_attribute(node, name);
    xmlChar *value = xmlGetNsProp(node, (const xmlChar *)name, (const xmlChar *)FP_NAMESPACE);
    char *copy = value ? g_strstrip(g_strdup((const char *)value)) : NULL;
    xmlFree(value);
    return copy;
}

void
period_read(const xmlNode *node, bool namespaced, GDate *from, GDate *until, struct diag *diag)
{
    const struct place place = xml_place(node);
    g_autofree char *first = read_attribute(node, namespaced, "from");
    g_autofree char *last = read_attribute(node, namespaced, "until");
    date_read(first, place, from, diag);
    date_read(last, place, until, diag);
    if (!g_date_valid(from) || !g_date_valid(until) || g_date_compare(from, until) <= 0)
        return;
    g_autofree char *help = g_strdup_printf("give an end after %s, or leave it out", first);
    diag_report(diag, DIAG_E0312, place, help, "validity ends before it begins: %s, %s", first,
                last);
}
