#include <string.h>

#include "sources/catalogue_int.h"
#include "sources/sources_int.h"

/* Value lists name countries in English words, in four languages or by ISO code, and the rest of
 * the world as "other". */

const char *
country_named(const struct sources *sources, const char *name)
{
    g_autofree char *folded = catalogue_fold(name);
    const struct country *country = catalogue_country_named(sources->catalogue, name);
    if (strcmp(folded, "other") == 0)
        return "other";
    return country ? country->code : NULL;
}

const char *
country_code(const struct sources *sources, const struct entry *entry)
{
    static const enum language order[] = {LANGUAGE_EN, LANGUAGE_FR, LANGUAGE_NL, LANGUAGE_DE};
    const char *code = country_named(sources, entry->key);
    for (unsigned i = 0; !code && i < G_N_ELEMENTS(order); i++)
        if (entry->label[order[i]])
            code = country_named(sources, entry->label[order[i]]);
    return code;
}
