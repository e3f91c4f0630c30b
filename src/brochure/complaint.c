#include "brochure/text_int.h"

#include <stdarg.h>
#include <string.h>

struct complaint {
    enum diag_code code;
    struct place place;
    char *message, *help;
    GPtrArray *countries; /* owned names, each once; empty: everywhere */
};

struct complaints {
    GPtrArray *list;
    GHashTable *by_key;
    char *country;
};

static void
complaint_free(void *data)
{
    struct complaint *complaint = data;
    g_free(complaint->message);
    g_free(complaint->help);
    g_ptr_array_free(complaint->countries, TRUE);
    g_free(complaint);
}

struct complaints *
complaints_new(void)
{
    struct complaints *complaints = g_new0(struct complaints, 1);
    complaints->list = g_ptr_array_new_with_free_func(complaint_free);
    complaints->by_key = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return complaints;
}

void
complaints_free(struct complaints *complaints)
{
    if (!complaints)
        return;
    g_ptr_array_free(complaints->list, TRUE);
    g_hash_table_unref(complaints->by_key);
    g_free(complaints->country);
    g_free(complaints);
}

void
complaints_country(struct complaints *complaints, const char *country)
{
    g_free(complaints->country);
    complaints->country = g_strdup(country);
}

unsigned
complaints_count(const struct complaints *complaints)
{
    return complaints->list->len;
}

void
complain(struct complaints *complaints, enum diag_code code, struct place place, const char *help,
         const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    g_autofree char *key = g_strdup_printf("%d %s:%d:%d %s", code, place.file ? place.file : "",
                                           place.line, place.column, message);
    struct complaint *complaint = g_hash_table_lookup(complaints->by_key, key);
    if (!complaint) {
        complaint = g_new0(struct complaint, 1);
        *complaint = (struct complaint){code, place, g_steal_pointer(&message), g_strdup(help),
                                        g_ptr_array_new_with_free_func(g_free)};
        g_hash_table_insert(complaints->by_key, g_steal_pointer(&key), complaint);
        g_ptr_array_add(complaints->list, complaint);
    }
    const char *country = complaints->country;
    GPtrArray *countries = complaint->countries;
    if (country && !g_ptr_array_find_with_equal_func(countries, country, g_str_equal, NULL))
        g_ptr_array_add(countries, g_strdup(country));
}

/* What is wrong with a name is wrong in every country. */
static bool
depends_on_country(enum diag_code code)
{
    return code == DIAG_E0206 || code == DIAG_E0207 || code == DIAG_E0208;
}

void
complaints_report(const struct complaints *complaints, bool named, struct diag *diag)
{
    for (unsigned i = 0; i < complaints->list->len; i++) {
        const struct complaint *complaint = complaints->list->pdata[i];
        g_autofree char *countries = some_of(complaint->countries);
        const bool where =
            named && depends_on_country(complaint->code) && complaint->countries->len > 0;
        diag_report(diag, complaint->code, complaint->place, complaint->help, "%s%s%s",
                    complaint->message, where ? "; for " : "", where ? countries : "");
    }
}
