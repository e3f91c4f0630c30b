#include <string.h>
#include <unicode/uldnames.h>
#include <unicode/uloc.h>
#include <unicode/ustring.h>

#include "sources/catalogue_int.h"

/* Countries, and how they are found by a name.
 *
 * Value lists of the portal name countries in words, with keys like "czech_republic", "turkey" or
 * "macedonia". A name is folded to its letters and digits and looked up among the codes, names,
 * names with their article and variants of countries.xml, and then among the names that CLDR has
 * for all of ISO 3166-1, so that a list may name any country of the world: its brochure needs a
 * code, and no row here. */

char *
catalogue_fold(const char *name)
{
    g_autofree char *plain = g_utf8_normalize(name, -1, G_NORMALIZE_ALL);
    g_autofree char *lower = g_utf8_casefold(plain ? plain : "", -1);
    GString *folded = g_string_new(NULL);
    for (const char *c = lower; *c; c = g_utf8_next_char(c))
        if (g_unichar_isalnum(g_utf8_get_char(c)))
            g_string_append_unichar(folded, g_utf8_get_char(c));
    return g_string_free(folded, FALSE);
}

static void
read_names(struct catalogue *catalogue, const xmlNode *node, struct country *country)
{
    for (const xmlNode *name = xml_child(node, "name"); name; name = xml_next(name, "name")) {
        const enum language language = language_find(catalogue_attribute(catalogue, name, "lang"));
        country->name[language] = catalogue_text(catalogue, name);
        country->in[language] = catalogue_attribute(catalogue, name, "in");
        country->to[language] = catalogue_attribute(catalogue, name, "to");
        country->from[language] = catalogue_attribute(catalogue, name, "from");
        country->of[language] = catalogue_attribute(catalogue, name, "of");
    }
    g_autoptr(GPtrArray) variants = g_ptr_array_new();
    for (const xmlNode *v = xml_child(node, "variant"); v; v = xml_next(v, "variant"))
        g_ptr_array_add(variants, (char *)catalogue_text(catalogue, v));
    country->variants = catalogue_strings(catalogue, variants);
}

static void
read_catalogued(struct catalogue *catalogue, struct diag *diag)
{
    g_autoptr(GHashTable) codes = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
    const xmlNode *root = catalogue_root(catalogue, FILE_COUNTRIES);
    for (const xmlNode *node = xml_child(root, "country"); node; node = xml_next(node, "country")) {
        struct country country = {.catalogued = true, .place = xml_place(node)};
        country.code = catalogue_attribute(catalogue, node, "code");
        country.iso3 = catalogue_attribute(catalogue, node, "iso3");
        const struct place *first = g_hash_table_lookup(codes, country.code);
        if (first) {
            catalogue_twice(country.place, "country", country.code, *first, diag);
            continue;
        }
        g_hash_table_insert(codes, (char *)country.code,
                            g_memdup2(&country.place, sizeof(country.place)));
        read_names(catalogue, node, &country);
        g_array_append_val(catalogue->countries, country);
    }
    catalogue->catalogued = catalogue->countries->len;
}

static const char *
cldr_name(struct catalogue *catalogue, const char *code, enum language language)
{
    char locale[16], name[256] = "";
    UChar wide[128];
    UErrorCode status = U_ZERO_ERROR;
    g_snprintf(locale, sizeof(locale), "und_%s", code);
    uloc_getDisplayCountry(locale, language_name(language), wide, G_N_ELEMENTS(wide), &status);
    u_strToUTF8(name, sizeof(name), NULL, wide, -1, &status);
    g_assert(U_SUCCESS(status) && *name);
    return g_string_chunk_insert_const(catalogue->strings, name);
}

static bool
is_catalogued(const struct catalogue *catalogue, const char *code)
{
    for (unsigned i = 0; i < catalogue->catalogued; i++)
        if (strcmp(g_array_index(catalogue->countries, struct country, i).code, code) == 0)
            return true;
    return false;
}

static void
add_others(struct catalogue *catalogue)
{
    static const char *const none[] = {NULL};
    for (const char *const *iso = uloc_getISOCountries(); *iso; iso++) {
        g_autofree char *code = g_ascii_strdown(*iso, -1);
        if (is_catalogued(catalogue, code))
            continue;
        struct country country = {.code = g_string_chunk_insert_const(catalogue->strings, code)};
        g_autofree char *locale = g_strconcat("und_", *iso, NULL);
        country.iso3 = uloc_getISO3Country(locale);
        country.variants = none;
        for (enum language language = 0; language < LANGUAGE_COUNT; language++)
            country.name[language] = cldr_name(catalogue, *iso, language);
        g_array_append_val(catalogue->countries, country);
    }
}

static void
index_name(struct catalogue *catalogue, const struct country *country, const char *name,
           struct diag *diag)
{
    g_autofree char *key = catalogue_fold(name);
    const struct country *first = g_hash_table_lookup(catalogue->country_by_name, key);
    if (!first)
        g_hash_table_insert(catalogue->country_by_name, g_steal_pointer(&key), (void *)country);
    else if (first != country && country->catalogued)
        catalogue_twice(country->place, "name", name, first->place, diag);
}

/* What people write for a name of CLDR: "Trinidad and Tobago" for "Trinidad & Tobago", "Saint
 * Lucia" for "St. Lucia", "Myanmar" and "Burma" for "Myanmar (Burma)". */
static void
index_forms(struct catalogue *catalogue, const struct country *country, const char *name,
            struct diag *diag)
{
    g_autoptr(GString) plain = g_string_new(name);
    g_string_replace(plain, "&", "and", 0);
    if (g_str_has_prefix(plain->str, "St. "))
        g_string_replace(plain, "St.", "Saint", 1);
    index_name(catalogue, country, plain->str, diag);
    g_auto(GStrv) parts = g_strsplit(name, "(", 2);
    for (char **part = parts; parts[0] && parts[1] && *part; part++)
        index_name(catalogue, country, *part, diag);
}

/* The name with its article: "naar de Filippijnen", "vers les Pays-Bas", "to the Netherlands". */
static const char *
with_article(const char *to)
{
    const char *blank = strchr(to, ' ');
    return blank ? blank + 1 : to;
}

static void
index_country(struct catalogue *catalogue, const struct country *country, struct diag *diag)
{
    g_hash_table_insert(catalogue->country_by_code, g_strdup(country->code), (void *)country);
    index_name(catalogue, country, country->code, diag);
    if (country->iso3)
        index_name(catalogue, country, country->iso3, diag);
    for (enum language language = 0; language < LANGUAGE_COUNT; language++) {
        index_name(catalogue, country, country->name[language], diag);
        if (!country->catalogued)
            index_forms(catalogue, country, country->name[language], diag);
        if (country->to[language])
            index_name(catalogue, country, with_article(country->to[language]), diag);
    }
    for (const char *const *variant = country->variants; *variant; variant++)
        index_name(catalogue, country, *variant, diag);
}

/* CLDR's short names of the others: "Hong Kong" for "Hong Kong SAR China". */
static void
index_short_names(struct catalogue *catalogue, enum language language, struct diag *diag)
{
    UDisplayContext length[] = {UDISPCTX_LENGTH_SHORT};
    UErrorCode status = U_ZERO_ERROR;
    ULocaleDisplayNames *names =
        uldn_openForContext(language_name(language), length, G_N_ELEMENTS(length), &status);
    for (unsigned i = catalogue->catalogued; i < catalogue->countries->len; i++) {
        struct country *country = &g_array_index(catalogue->countries, struct country, i);
        g_autofree char *code = g_ascii_strup(country->code, -1);
        UChar wide[128];
        char name[256] = "";
        uldn_regionDisplayName(names, code, wide, G_N_ELEMENTS(wide), &status);
        u_strToUTF8(name, sizeof(name), NULL, wide, -1, &status);
        g_assert(U_SUCCESS(status));
        index_name(catalogue, country, name, diag);
    }
    uldn_close(names);
}

/* Other names of countries that have no row here: former ones, and those that people prefer. */
static void
index_variants(struct catalogue *catalogue, struct diag *diag)
{
    const xmlNode *others = xml_child(catalogue_root(catalogue, FILE_COUNTRIES), "others");
    const xmlNode *variant = others ? xml_child(others, "variant") : NULL;
    for (; variant; variant = xml_next(variant, "variant")) {
        const char *code = catalogue_attribute(catalogue, variant, "code");
        const struct country *country = g_hash_table_lookup(catalogue->country_by_code, code);
        if (country)
            index_name(catalogue, country, catalogue_text(catalogue, variant), diag);
        else
            catalogue_missing(xml_place(variant), "country", code, catalogue->country_by_code,
                              diag);
    }
}

void
catalogue_read_countries(struct catalogue *catalogue, struct diag *diag)
{
    read_catalogued(catalogue, diag);
    add_others(catalogue);
    for (unsigned i = 0; i < catalogue->countries->len; i++)
        index_country(catalogue, &g_array_index(catalogue->countries, struct country, i), diag);
    for (enum language language = 0; language < LANGUAGE_COUNT; language++)
        index_short_names(catalogue, language, diag);
    index_variants(catalogue, diag);
}

const struct country *
catalogue_country_named(const struct catalogue *catalogue, const char *name)
{
    static const char article[] = "the";
    g_autofree char *key = catalogue_fold(name);
    const struct country *country = g_hash_table_lookup(catalogue->country_by_name, key);
    if (!country && g_str_has_prefix(key, article))
        country = g_hash_table_lookup(catalogue->country_by_name, key + strlen(article));
    return country;
}
