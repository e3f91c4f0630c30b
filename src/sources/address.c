#include <string.h>

#include "sources/body_int.h"

/* Where a link may lead: http, https, mailto, tel, and the fiches and pages of the repository. */

static const char mend[] = "use a whole http, https, mailto or tel address, or the id of a fiche";

static void *
give_up(const struct cleaning *cleaning, const xmlNode *node, enum diag_code code, const char *what,
        const char *href)
{
    diag_report(cleaning->loading->diag, code, xml_place(node), mend, "\"%s\" %s", href, what);
    return NULL;
}

/* The id of a fiche or page that a link without scheme means: ID, #ID, #fiche-ID, ../Demo/ID.xml.
 */
static char *
find_id(const struct cleaning *cleaning, const char *href)
{
    const struct loading *loading = cleaning->loading;
    const char *slash = strrchr(href, '/'), *start = slash ? slash + 1 : href;
    g_autofree char *id = NULL;
    start += *start == '#';
    start += g_str_has_prefix(start, "fiche-") ? strlen("fiche-") : 0;
    id = g_strndup(start, strcspn(start, "?#"));
    const size_t length = strlen(id);
    if (length > 4 && g_ascii_strcasecmp(id + length - 4, ".xml") == 0)
        id[length - 4] = 0;
    const bool known = found_named(loading->fiches[cleaning->direction], id) ||
                       (strstr(id, "_Convention_") && found_named(loading->fiches[COMING], id));
    return known ? g_strdup_printf("#fiche-%s", id) : NULL;
}

/* As RFC 3986 writes it: what is not ASCII or not allowed as its bytes in hexadecimal. */
static char *
encode(const char *address, bool *mended)
{
    GString *encoded = g_string_new(NULL);
    for (const char *at = address; *at; at++) {
        const bool escape = *at == '%' && !(g_ascii_isxdigit(at[1]) && g_ascii_isxdigit(at[2]));
        const bool illegal = (unsigned char)*at <= ' ' || strchr("\"<>\\^`{|}", *at) || escape;
        *mended |= illegal;
        if (illegal || (unsigned char)*at >= 0x7f)
            g_string_append_printf(encoded, "%%%02X", (unsigned char)*at);
        else
            g_string_append_c(encoded, *at);
    }
    return g_string_free(encoded, FALSE);
}

static char *
check_web(const struct cleaning *cleaning, const xmlNode *node, const char *address)
{
    const char *authority = strchr(address, ':') + 1;
    if (!g_str_has_prefix(authority, "//"))
        return give_up(cleaning, node, DIAG_E0419, "names no host", address);
    authority += 2;
    g_autofree char *host = g_strndup(authority, strcspn(authority, "/?#\\"));
    if (strchr(host, '@'))
        return give_up(cleaning, node, DIAG_E0418, "carries a user's name", address);
    const char *port = strrchr(host, ':');
    const size_t length = port ? (size_t)(port - host) : strlen(host);
    if (length == 0 || strcspn(host, " <>\"%{}|^`") < length)
        return give_up(cleaning, node, DIAG_E0419, "names no host", address);
    return g_strdup(address);
}

static char *
check_mail(const struct cleaning *cleaning, const xmlNode *node, const char *address)
{
    const char *mailbox = strchr(address, ':') + 1, *at = strchr(mailbox, '@');
    if (!at || at == mailbox || !at[1] || at[1] == '?')
        return give_up(cleaning, node, DIAG_E0419, "names no mailbox", address);
    return g_strdup(address);
}

static char *
check_telephone(const struct cleaning *cleaning, const xmlNode *node, const char *address)
{
    GString *number = g_string_new(NULL);
    for (const char *at = address; *at; at++)
        if (!strchr(" ()./", *at))
            g_string_append_c(number, *at);
    g_autofree char *dialled = g_string_free(number, FALSE);
    if (!g_regex_match_simple("^tel:\\+?[0-9][0-9-]*(;ext=[0-9]+)?$", dialled, 0, 0))
        return give_up(cleaning, node, DIAG_E0419, "is no telephone number", address);
    return g_steal_pointer(&dialled);
}

static char *
check_scheme(const struct cleaning *cleaning, const xmlNode *node, const char *address,
             size_t length)
{
    static const struct {
        const char *name;
        char *(*check)(const struct cleaning *, const xmlNode *, const char *);
    } schemes[] = {{"http", check_web},
                   {"https", check_web},
                   {"mailto", check_mail},
                   {"tel", check_telephone}};
    g_autofree char *scheme = g_ascii_strdown(address, length);
    g_autofree char *lower = g_strconcat(scheme, address + length, NULL);
    for (unsigned i = 0; i < G_N_ELEMENTS(schemes); i++)
        if (strcmp(schemes[i].name, scheme) == 0)
            return schemes[i].check(cleaning, node, lower);
    return give_up(cleaning, node, DIAG_E0418, "has a scheme that is not allowed", address);
}

/* The length of the scheme; 0: there is none. A name with dots and a port is none. */
static size_t
scheme_length(const char *address)
{
    const size_t length = strcspn(address, ":/?#");
    if (address[length] != ':' || !g_ascii_isalpha(*address))
        return 0;
    for (size_t i = 0; i < length; i++)
        if (!g_ascii_isalnum(address[i]) && !strchr("+-", address[i]))
            return 0;
    return length;
}

char *
address_check(const struct cleaning *cleaning, const xmlNode *node, const char *href)
{
    /* Browsers skip these, so a scheme could hide behind them. */
    g_auto(GStrv) pieces = g_strsplit_set(href, "\t\r\n", -1);
    g_autofree char *joined = g_strjoinv(NULL, pieces);
    g_autofree char *address = g_strdup(g_strstrip(joined));
    const size_t length = scheme_length(address);
    if (length == 0) {
        char *known = find_id(cleaning, address);
        return known ? known
                     : give_up(cleaning, node, DIAG_E0419, "leads nowhere outside of a website",
                               address);
    }
    g_autofree char *checked = check_scheme(cleaning, node, address, length);
    if (!checked)
        return NULL;
    bool mended = strlen(joined) != strlen(href);
    char *encoded = encode(checked, &mended);
    if (mended)
        diag_report(cleaning->loading->diag, DIAG_E0419, xml_place(node),
                    "write it without blanks, quotation marks and brackets",
                    "\"%s\" was read as %s", href, encoded);
    return encoded;
}
