#include <stdlib.h>
#include <string.h>

#include "sources/body_int.h"
#include "sources/catalogue_int.h"

/* Cleans prose in the fiche's own document, where places hold. One table says which elements pass
 * and with which attributes; the rest goes, and is reported. Nothing is repaired: how elements lie
 * in each other is shaped by the merge, once conditions are decided. */

enum fate {
    KEEP,
    UNWRAP,   /* its children stay */
    TO_BLOCK, /* the same, but what stands in it must not run into what stands beside it */
    DROP,     /* with all that is in it */
    REFUSE    /* SVG */
};

enum {
    HREF = 1 << 0,
    SRC = 1 << 1, /* and alt */
    SCOPE = 1 << 2,
    SPANS = 1 << 3, /* colspan, rowspan */
    SPAN = 1 << 4,
    CALLOUT = 1 << 5, /* fp:callout, which becomes data-callout */
};

struct rule {
    const char *name;
    enum fate fate;
    unsigned attributes; /* besides dir, title and xml:lang */
};

static const struct rule rules[] = {
    {"p"},
    {"h1"},
    {"h2"},
    {"h3"},
    {"h4"},
    {"h5"},
    {"h6"},
    {"ul"},
    {"ol"},
    {"li"},
    {"dl"},
    {"dt"},
    {"dd"},
    {"table"},
    {"caption"},
    {"colgroup", KEEP, SPAN},
    {"col", KEEP, SPAN},
    {"thead"},
    {"tbody"},
    {"tfoot"},
    {"tr"},
    {"th", KEEP, SCOPE | SPANS},
    {"td", KEEP, SPANS},
    {"a", KEEP, HREF},
    {"img", KEEP, SRC},
    {"br"},
    {"hr"},
    {"blockquote", KEEP, CALLOUT},
    {"div"},
    {"span"},
    {"strong"},
    {"em"},
    {"b"},
    {"i"},
    {"u"},
    {"s"},
    {"sub"},
    {"sup"},
    {"abbr"},
    {"cite"},
    {"q"},
    {"code"},
    {"address", TO_BLOCK},
    {"article", TO_BLOCK},
    {"aside", TO_BLOCK},
    {"body", TO_BLOCK},
    {"center", TO_BLOCK},
    {"details", TO_BLOCK},
    {"dir", TO_BLOCK},
    {"fieldset", TO_BLOCK},
    {"figcaption", TO_BLOCK},
    {"figure", TO_BLOCK},
    {"footer", TO_BLOCK},
    {"header", TO_BLOCK},
    {"legend", TO_BLOCK},
    {"main", TO_BLOCK},
    {"nav", TO_BLOCK},
    {"pre", TO_BLOCK},
    {"section", TO_BLOCK},
    {"summary", TO_BLOCK},
    {"script", DROP},
    {"style", DROP},
    {"iframe", DROP},
    {"object", DROP},
    {"form", DROP},
    {"head", DROP},
    {"svg", REFUSE},
};

/* The vocabulary of conditions and values, which the merge decides. */
static const char *const additions[] = {"when",    "unless", "value", "institution",
                                        "contact", "form",   "fiche"};

/* One block on its way. */
struct scrub {
    struct cleaning *cleaning;
    xmlNs *xhtml, *fp; /* declared on the block, so that no element that goes takes them along */
};

static const struct rule *
rule_for(const char *name)
{
    static const struct rule unknown = {"", UNWRAP, 0};
    for (unsigned i = 0; i < G_N_ELEMENTS(rules); i++)
        if (strcmp(rules[i].name, name) == 0)
            return &rules[i];
    return &unknown;
}

static bool
is_number(const char *value)
{
    enum { LARGEST = 1000 };
    const size_t length = strlen(value);
    return length > 0 && length < 5 && strspn(value, "0123456789") == length && atoi(value) >= 1 &&
           atoi(value) <= LARGEST;
}

static bool
is_one_of(const char *value, const char *words)
{
    g_auto(GStrv) choices = g_strsplit(words, " ", -1);
    return g_strv_contains((const char *const *)choices, value);
}

/* Whether an attribute other than a language passes. */
static bool
attribute_passes(const struct rule *rule, const char *name, const char *value)
{
    if (strcmp(name, "title") == 0)
        return true;
    if (strcmp(name, "dir") == 0)
        return is_one_of(value, "ltr rtl auto");
    if (strcmp(name, "href") == 0)
        return rule->attributes & HREF;
    if (strcmp(name, "src") == 0 || strcmp(name, "alt") == 0)
        return rule->attributes & SRC;
    if (strcmp(name, "scope") == 0)
        return (rule->attributes & SCOPE) && is_one_of(value, "row col rowgroup colgroup");
    if (strcmp(name, "colspan") == 0 || strcmp(name, "rowspan") == 0)
        return (rule->attributes & SPANS) && is_number(value);
    if (strcmp(name, "span") == 0)
        return (rule->attributes & SPAN) && is_number(value);
    return false;
}

static bool
is_language(const char *value)
{
    return g_regex_match_simple("^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$", value,
                                G_REGEX_DOLLAR_ENDONLY, 0);
}

static bool
is_xml_lang(const xmlAttr *attribute)
{
    return attribute->ns && strcmp((const char *)attribute->ns->prefix, "xml") == 0 &&
           strcmp((const char *)attribute->name, "lang") == 0;
}

static bool
is_callout(const struct rule *rule, const xmlAttr *attribute, const char *value)
{
    return (rule->attributes & CALLOUT) && attribute->ns &&
           strcmp((const char *)attribute->ns->href, FP_NAMESPACE) == 0 &&
           strcmp((const char *)attribute->name, "callout") == 0 &&
           is_one_of(value, "condition deadline warning");
}

/* HREF beside href. */
static bool
is_double(xmlNode *node, const xmlAttr *attribute, const char *name)
{
    const xmlAttr *same = xmlHasProp(node, (const xmlChar *)name);
    return same && same != attribute;
}

static void
clean_attributes(const struct scrub *scrub, xmlNode *node, const struct rule *rule)
{
    g_autofree char *language = NULL, *callout = NULL;
    for (xmlAttr *attribute = node->properties, *next; attribute; attribute = next) {
        next = attribute->next;
        xmlChar *content = xmlNodeGetContent((xmlNode *)attribute);
        g_autofree char *value = g_strstrip(g_strdup((const char *)content));
        g_autofree char *name = g_ascii_strdown((const char *)attribute->name, -1);
        xmlFree(content);
        const bool plain = !attribute->ns;
        const bool lang = is_xml_lang(attribute) || (plain && strcmp(name, "lang") == 0);
        if (lang && is_language(value) && (!language || !plain)) {
            g_free(language);
            language = g_steal_pointer(&value);
            xmlRemoveProp(attribute);
        } else if (lang && g_strcmp0(language, value) == 0) {
            xmlRemoveProp(attribute);
        } else if (is_callout(rule, attribute, value)) {
            callout = g_steal_pointer(&value);
            xmlRemoveProp(attribute);
        } else if (!plain || !attribute_passes(rule, name, value) ||
                   is_double(node, attribute, name)) {
            cleaning_drop(scrub->cleaning, DIAG_E0417, xml_place(node),
                          "the attribute %s of <%s> was left out", name, rule->name);
            xmlRemoveProp(attribute);
        } else {
            xmlNodeSetName((xmlNode *)attribute, (const xmlChar *)name);
        }
    }
    if (language)
        xmlNodeSetLang(node, (const xmlChar *)language);
    if (callout)
        xmlNewProp(node, (const xmlChar *)"data-callout", (const xmlChar *)callout);
}

static bool
has_content(const xmlNode *node)
{
    g_autofree char *text = xml_text(node);
    if (*text)
        return true;
    for (const xmlNode *child = xml_child(node, NULL); child; child = xml_next(child, NULL)) {
        const bool reference =
            in_namespace(child, FP_NAMESPACE) && !xml_is(child, "when") && !xml_is(child, "unless");
        if (xml_is(child, "img") || reference || has_content(child))
            return true;
    }
    return false;
}

/* Words that do not say where a link leads, without blanks and signs. */
static bool
says_nothing(const char *text)
{
    static const char *const words[] = {
        "hier",       "klikhier",     "hierklikken",    "link",        "meer",
        "leesmeer",   "dezepagina",   "dezelink",       "ici",         "lien",
        "cliquezici", "cliquerici",   "plus",           "lirelasuite", "ensavoirplus",
        "cettepage",  "celien",       "klickensiehier", "hierklicken", "mehr",
        "weiter",     "mehrerfahren", "dieseseite",     "dieserlink",  "here",
        "clickhere",  "more",         "readmore",       "thislink",    "thispage",
        NULL};
    g_autofree char *folded = catalogue_fold(text);
    return g_strv_contains(words, folded);
}

/* false: the element is gone. */
static bool
clean_link(const struct scrub *scrub, xmlNode *node)
{
    struct diag *diag = scrub->cleaning->loading->diag;
    g_autofree char *href = xml_attribute(node, "href");
    g_autofree char *address = href ? address_check(scrub->cleaning, node, href) : NULL;
    if (!has_content(node)) {
        if (href)
            diag_report(diag, DIAG_E0420, xml_place(node),
                        "give the link a text, or remove it (WCAG 2.2, 2.4.4)",
                        "the link to \"%s\" has no text and was left out", href);
        xml_drop(node);
        return false;
    }
    if (!address) {
        xml_unwrap(node);
        return false;
    }
    g_autofree char *text = xml_text(node);
    if (says_nothing(text))
        diag_report(diag, DIAG_E0420, xml_place(node), "say where the link leads (WCAG 2.2, 2.4.4)",
                    "the link text \"%s\" says nothing", text);
    xmlSetProp(node, (const xmlChar *)"href", (const xmlChar *)address);
    return true;
}

static bool
clean_image(const struct scrub *scrub, xmlNode *node)
{
    g_autofree char *src = xml_attribute(node, "src");
    g_autofree char *alt = xml_attribute(node, "alt");
    g_autofree char *path = image_check(scrub->cleaning, node, src ? src : "");
    if (!alt)
        diag_report(
            scrub->cleaning->loading->diag, DIAG_E0422, xml_place(node),
            "say in alt what the image says; alt=\"\" when it only decorates (PDF/UA-1, 7.3)",
            "the image %s has no alt", src ? src : "");
    if (!path) {
        xml_drop(node);
        return false;
    }
    xmlSetProp(node, (const xmlChar *)"src", (const xmlChar *)path);
    xmlSetProp(node, (const xmlChar *)"alt", (const xmlChar *)(alt ? alt : ""));
    return true;
}

static void clean_below(const struct scrub *, xmlNode *parent);

/* Ours: only the merge knows what its attributes mean. Those of other namespaces have no meaning.
 */
static void
clean_addition(const struct scrub *scrub, xmlNode *node)
{
    bool known = false;
    for (unsigned i = 0; i < G_N_ELEMENTS(additions); i++)
        known |= xml_is(node, additions[i]);
    if (!known) {
        const char *near = diag_near((const char *)node->name, additions, G_N_ELEMENTS(additions));
        g_autofree char *help = g_strdup_printf("did you mean <fp:%s>?", near);
        diag_report(scrub->cleaning->loading->diag, DIAG_E0333, xml_place(node),
                    near ? help : "see docs/fiches.md for what there is", "<fp:%s> does not exist",
                    (const char *)node->name);
    }
    for (xmlAttr *attribute = node->properties, *next; attribute; attribute = next) {
        next = attribute->next;
        if (attribute->ns && strcmp((const char *)attribute->ns->prefix, "xml") != 0)
            xmlRemoveProp(attribute);
    }
    xmlSetNs(node, scrub->fp);
    clean_below(scrub, node);
}

static void
drop_element(const struct scrub *scrub, xmlNode *node, const char *name)
{
    const char *prefix = node->ns ? (const char *)node->ns->prefix : NULL;
    cleaning_drop(scrub->cleaning, DIAG_E0416, xml_place(node),
                  "<%s%s%s> and what it holds were left out", prefix ? prefix : "",
                  prefix ? ":" : "", name);
    xml_drop(node);
}

static void
keep_element(const struct scrub *scrub, xmlNode *node, const struct rule *rule)
{
    xmlNodeSetName(node, (const xmlChar *)rule->name);
    xmlSetNs(node, scrub->xhtml);
    clean_attributes(scrub, node, rule);
    clean_below(scrub, node);
    if (rule->attributes & HREF)
        clean_link(scrub, node);
    else if (rule->attributes & SRC)
        clean_image(scrub, node);
}

static void
clean_element(const struct scrub *scrub, xmlNode *node)
{
    struct cleaning *cleaning = scrub->cleaning;
    g_autofree char *name = g_ascii_strdown((const char *)node->name, -1);
    const bool ours = !node->ns || in_namespace(node, XHTML_NAMESPACE) ||
                      g_strcmp0((const char *)node->ns->href, cleaning->own_namespace) == 0;
    const struct rule *rule = rule_for(name);
    if (in_namespace(node, FP_NAMESPACE)) {
        clean_addition(scrub, node);
    } else if (rule->fate == REFUSE) {
        diag_report(cleaning->loading->diag, DIAG_E0423, xml_place(node),
                    "export it as PNG, and show it with <img>", "SVG in the text is not accepted");
        xml_drop(node);
    } else if (!ours || rule->fate == DROP) {
        drop_element(scrub, node, name);
    } else if (rule->fate == KEEP) {
        keep_element(scrub, node, rule);
    } else {
        cleaning_drop(cleaning, DIAG_E0416, xml_place(node),
                      "<%s> was taken away and its content kept", name);
        clean_below(scrub, node);
        if (rule->fate == UNWRAP)
            xml_unwrap(node);
        else
            keep_element(scrub, node, rule_for("div"));
    }
}

static void
clean_below(const struct scrub *scrub, xmlNode *parent)
{
    for (xmlNode *node = parent->children, *next; node; node = next) {
        next = node->next;
        switch (node->type) {
        case XML_TEXT_NODE:
            break;
        case XML_CDATA_SECTION_NODE:
            xmlReplaceNode(node, xmlNewDocText(node->doc, node->content));
            xmlFreeNode(node);
            break;
        case XML_ELEMENT_NODE:
            clean_element(scrub, node);
            break;
        default:
            xml_drop(node);
        }
    }
}

static xmlNs *
declare(xmlNode *block, const char *uri, const char *prefix)
{
    xmlNs *ns = NULL;
    for (unsigned i = 0; !ns; i++) {
        g_autofree char *free_prefix = g_strdup_printf(i ? "%s%u" : "%s", prefix, i);
        ns = xmlNewNs(block, (const xmlChar *)uri, (const xmlChar *)free_prefix);
    }
    return ns;
}

static xmlNode *
scrub_block(struct cleaning *cleaning, xmlNode *block)
{
    const struct scrub scrub = {cleaning, declare(block, XHTML_NAMESPACE, "h"),
                                declare(block, FP_NAMESPACE, "fp")};
    clean_below(&scrub, block);
    return block;
}

/* What stands beside the body is no text of the fiche. */
static void
check_beside(struct cleaning *cleaning, const xmlNode *holder, const xmlNode *within)
{
    for (const xmlNode *node = holder->children; node; node = node->next) {
        if (node == within || node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE ||
            is_part(node, "head"))
            continue;
        g_autofree char *text = xml_text(node);
        if (*text)
            cleaning_drop(cleaning, DIAG_E0416, xml_place(node),
                          "text outside of <body> was left out");
    }
}

static xmlNode *
find_block(struct cleaning *cleaning, const xmlNode *holder)
{
    const xmlNode *html = part(holder, "html");
    const xmlNode *around = html ? html : holder;
    const xmlNode *body = part(around, "body");
    if (html)
        check_beside(cleaning, holder, html);
    if (body)
        check_beside(cleaning, around, body);
    return (xmlNode *)(body ? body : around);
}

const xmlNode *
body_clean(struct cleaning *cleaning, const xmlNode *holder)
{
    xmlNode *block = scrub_block(cleaning, find_block(cleaning, holder));
    block_check(block, cleaning->loading->diag);
    if (cleaning->language != LANGUAGE_COUNT)
        block_hear(block, cleaning->language, cleaning->loading->diag);
    return has_content(block) ? block : NULL;
}

/* Tags are stripped; what is more than a tag would go unseen. */
static void
check_title(struct cleaning *cleaning, const xmlNode *parent)
{
    for (const xmlNode *node = xml_child(parent, NULL); node; node = xml_next(node, NULL)) {
        const bool addition = in_namespace(node, FP_NAMESPACE);
        if (addition || xml_is(node, "img"))
            cleaning_drop(cleaning, DIAG_E0416, xml_place(node), "<%s%s> is not printed in a title",
                          addition ? "fp:" : "", (const char *)node->name);
        check_title(cleaning, node);
    }
}

char *
title_clean(struct cleaning *cleaning, const xmlNode *title)
{
    xmlNode *block = scrub_block(cleaning, (xmlNode *)title);
    check_title(cleaning, block);
    g_autofree char *text = xml_text(block);
    g_auto(GStrv) words = g_strsplit_set(text, " \t\r\n", -1);
    GString *joined = g_string_new(NULL);
    for (char **word = words; *word; word++)
        if (**word)
            g_string_append_printf(joined, "%s%s", joined->len ? " " : "", *word);
    while (block->children)
        xml_drop(block->children);
    xmlAddChild(block, xmlNewDocText(block->doc, (const xmlChar *)joined->str));
    return g_string_free(joined, FALSE);
}
