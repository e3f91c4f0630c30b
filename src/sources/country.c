#include <string.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "sources/sources_int.h"

/* Value lists name countries in English words, in four languages or by ISO code. The catalogue has
 * those with an instrument; a list may name others, whose names CLDR knows. */

static void
add_name(GHashTable *names, char *owned, const char *code)
{
    if (g_hash_table_contains(names, owned))
        g_free(owned);
    else
        g_hash_table_insert(names, owned, (char *)code);
}

static void
add_country(GHashTable *names, const char *iso)
{
    g_autofree char *locale = g_strdup_printf("und_%s", iso);
    char *code = g_ascii_strdown(iso, -1);
    add_name(names, code, code);
    add_name(names, g_ascii_strdown(uloc_getISO3Country(locale), -1), code);
    for (enum language l = 0; l < LANGUAGE_COUNT; l++) {
        UChar name[128];
        UErrorCode error = U_ZERO_ERROR;
        const int32_t length =
            uloc_getDisplayCountry(locale, language_name(l), name, G_N_ELEMENTS(name), &error);
        g_autofree char *utf8 =
            U_SUCCESS(error) ? g_utf16_to_utf8((const gunichar2 *)name, length, NULL, NULL, NULL)
                             : NULL;
        if (utf8)
            add_name(names, name_fold(utf8), code);
    }
}

/* Folded name to ISO code, for all countries in our languages. Made once, read-only. */
static GHashTable *
names_of_the_world(void)
{
    static gsize once;
    static GHashTable *names;
    if (g_once_init_enter(&once)) {
        names = g_hash_table_new(g_str_hash, g_str_equal);
        for (const char *const *iso = uloc_getISOCountries(); *iso; iso++)
            add_country(names, *iso);
        g_once_init_leave(&once, 1);
    }
    return names;
}

const char *
country_named(const struct sources *sources, const char *name)
{
    static const char article[] = "the";
    g_autofree char *folded = name_fold(name);
    if (strcmp(folded, "other") == 0)
        return "other";
    const struct country *country = catalogue_country_named(sources->catalogue, name);
    if (country)
        return country->code;
    const char *code = g_hash_table_lookup(names_of_the_world(), folded);
    if (!code && g_str_has_prefix(folded, article))
        code = g_hash_table_lookup(names_of_the_world(), folded + strlen(article));
    return code;
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
