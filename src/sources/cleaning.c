#include <string.h>

#include "sources/body_int.h"

/* What was taken away from a fiche: said once for each kind of thing, for exports are full of it.
 */

struct drop {
    enum diag_code code;
    struct place place; /* of the first */
    char *message;
    unsigned count;
};

static void
free_drop(void *data)
{
    struct drop *drop = data;
    g_free(drop->message);
    g_free(drop);
}

struct cleaning *
cleaning_new(struct loading *loading, const struct found *found, enum direction direction,
             const xmlNode *root)
{
    struct cleaning *cleaning = g_new0(struct cleaning, 1);
    cleaning->loading = loading;
    cleaning->found = found;
    cleaning->direction = direction;
    cleaning->language = LANGUAGE_COUNT;
    cleaning->own_namespace = root->ns ? (const char *)root->ns->href : NULL;
    cleaning->dropped = g_ptr_array_new_with_free_func(free_drop);
    cleaning->drops = g_hash_table_new(g_str_hash, g_str_equal);
    return cleaning;
}

void
cleaning_drop(struct cleaning *cleaning, enum diag_code code, struct place place,
              const char *format, ...)
{
    enum { KINDS = 100 };
    va_list arguments;
    va_start(arguments, format);
    g_autofree char *message = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    if (cleaning->dropped->len >= KINDS && !g_hash_table_contains(cleaning->drops, message)) {
        g_free(message);
        message = g_strdup("more of the kind was left out");
    }
    struct drop *drop = g_hash_table_lookup(cleaning->drops, message);
    if (!drop) {
        const struct drop fresh = {code, place, g_steal_pointer(&message)};
        drop = g_memdup2(&fresh, sizeof fresh);
        g_ptr_array_add(cleaning->dropped, drop);
        g_hash_table_insert(cleaning->drops, drop->message, drop);
    }
    drop->count++;
}

void
cleaning_finish(struct cleaning *cleaning)
{
    for (unsigned i = 0; i < cleaning->dropped->len; i++) {
        const struct drop *drop = cleaning->dropped->pdata[i];
        struct diag *diag = cleaning->loading->diag;
        static const char mend[] = "remove it, or say it with an element that is printed";
        if (drop->count == 1)
            diag_report(diag, drop->code, drop->place, mend, "%s", drop->message);
        else
            diag_report(diag, drop->code, drop->place, mend, "%s, %u times in this file",
                        drop->message, drop->count);
    }
    g_hash_table_unref(cleaning->drops);
    g_ptr_array_free(cleaning->dropped, TRUE);
    g_free(cleaning);
}
