#include "transform/fold_int.h"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>
#include <libxslt/xslt.h>
#include <stdbool.h>
#include <string.h>

#include "base/xml.h"

/* Each measure of the print edition is a multiple of one unit: "{0.5 * $u}pt". That is how it
 * should be written, but libxslt would multiply, and write the number in decimals, anew for each
 * element of each brochure, which was a fifth of a transformation. So what is constant is replaced
 * by its value when the stylesheet is read: attribute value templates and xsl:value-of with
 * arithmetic over numbers and constants. A constant is a global variable or parameter whose value
 * is such arithmetic, or plain text.
 *
 * libxslt computes and prints the numbers here too (libxml2's XPath), so the result is the same
 * to the last digit. Where a rule of XSLT could give a name another value, nothing is folded: in a
 * template that declares the name again, and for what is declared from the first xsl:import on. A
 * constant that is used before the file that declares it is computed as ever. */

struct fold {
    xmlXPathContext *xpath; /* its variables: the constants */
    const char *const *parameters;
    bool imported;
};

static void
ignore(void *data, xmlError *error)
{
    (void)data, (void)error;
}

struct fold *
fold_new(const char *const *parameters)
{
    struct fold *self = g_new0(struct fold, 1);
    self->parameters = parameters;
    self->xpath = xmlXPathNewContext(NULL);
    g_assert(self->xpath);
    self->xpath->error = ignore;
    return self;
}

void
fold_free(struct fold *self)
{
    xmlXPathFreeContext(self->xpath);
    g_free(self);
}

static bool
is_xsl(const xmlNode *node, const char *name)
{
    return xml_is(node, name) && node->ns &&
           g_str_equal(node->ns->href, (const char *)XSLT_NAMESPACE);
}

/* ---- Expressions ---- */

static bool
declares(const xmlNode *node, const char *name)
{
    if (is_xsl(node, "variable") || is_xsl(node, "param")) {
        g_autofree char *own = xml_attribute(node, "name");
        if (own && g_str_equal(own, name))
            return true;
    }
    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE && declares(child, name))
            return true;
    return false;
}

static bool
is_constant(const struct fold *self, const xmlNode *node, const char *name)
{
    xmlXPathObject *value = xmlXPathVariableLookup(self->xpath, (const xmlChar *)name);
    xmlXPathFreeObject(value);
    while (node->parent->parent != (const xmlNode *)node->doc)
        node = node->parent;
    return value && !declares(node, name);
}

/* Numbers, constants, + - * div mod and parentheses; "*" and "." never as a path. */
static bool
is_arithmetic(const struct fold *self, const xmlNode *node, const char *c)
{
    bool operand = false; /* the last token was one */
    while (*c) {
        const size_t name = *c == '$' ? strcspn(c + 1, " \t\r\n+*()/[]|,=<>!@$'\"") : 0;
        const size_t number = g_ascii_isdigit(c[*c == '.' ? 1 : 0]) ? strspn(c, "0123456789.") : 0;
        g_autofree char *variable = g_strndup(c + 1, name);
        if (g_ascii_isspace(*c)) {
            c++;
        } else if (number > 0 || (name > 0 && is_constant(self, node, variable))) {
            c += number > 0 ? number : 1 + name;
            operand = true;
        } else if (*c == '+' || *c == '-' || *c == '(' || *c == ')' || (operand && *c == '*')) {
            operand = *c++ == ')';
        } else if (operand && (g_str_has_prefix(c, "div ") || g_str_has_prefix(c, "mod "))) {
            c += 3;
            operand = false;
        } else {
            return false;
        }
    }
    return operand;
}

/* Owned; NULL: not constant. */
static xmlXPathObject *
evaluate(const struct fold *self, const xmlNode *node, const char *expression)
{
    if (!is_arithmetic(self, node, expression))
        return NULL;
    xmlXPathObject *value = xmlXPathEval((const xmlChar *)expression, self->xpath);
    if (value && value->type != XPATH_NUMBER && value->type != XPATH_STRING)
        g_clear_pointer(&value, xmlXPathFreeObject);
    return value;
}

static bool
append_value(const struct fold *self, const xmlNode *node, const char *expression, GString *out)
{
    xmlXPathObject *value = evaluate(self, node, expression);
    if (!value)
        return false;
    xmlChar *text = xmlXPathCastToString(value);
    xmlXPathFreeObject(value);
    const bool plain = !strpbrk((const char *)text, "{}");
    if (plain)
        g_string_append(out, (const char *)text);
    xmlFree(text);
    return plain;
}

/* ---- Constants ---- */

static const char *
given(const struct fold *self, const char *name)
{
    for (const char *const *p = self->parameters; p && *p; p += 2)
        if (g_str_equal(*p, name))
            return p[1];
    return NULL;
}

static xmlXPathObject *
value_of(const struct fold *self, const xmlNode *declaration, const char *name)
{
    const char *parameter = is_xsl(declaration, "param") ? given(self, name) : NULL;
    if (parameter)
        return xmlXPathNewCString(parameter);
    g_autofree char *select = xml_attribute(declaration, "select");
    if (select)
        return evaluate(self, declaration, select);
    const xmlNode *text = declaration->children;
    return text && text->type == XML_TEXT_NODE && !text->next && !xmlIsBlankNode(text)
               ? xmlXPathNewString(text->content)
               : NULL;
}

static void
learn(struct fold *self, const xmlNode *root)
{
    for (const xmlNode *node = xml_child(root, NULL); node; node = xml_next(node, NULL)) {
        self->imported |= is_xsl(node, "import");
        if (self->imported || !(is_xsl(node, "variable") || is_xsl(node, "param")))
            continue;
        g_autofree char *name = xml_attribute(node, "name");
        xmlXPathObject *value = name ? value_of(self, node, name) : NULL;
        if (value)
            xmlXPathRegisterVariable(self->xpath, (const xmlChar *)name, value);
    }
}

/* ---- Folding ---- */

/* "{$u}pt" in an attribute; with quotation marks in it, it is left alone. */
static void
fold_template(const struct fold *self, const xmlNode *element, xmlNode *text)
{
    const char *c = (const char *)text->content;
    g_autoptr(GString) out = g_string_new(NULL);
    if (!strchr(c, '{') || strpbrk(c, "'\""))
        return;
    while (*c) {
        const char *end = c[0] == '{' && c[1] != '{' ? strchr(c, '}') : NULL;
        g_autofree char *expression = end ? g_strndup(c + 1, (gsize)(end - c - 1)) : NULL;
        if (end && append_value(self, element, expression, out)) {
            c = end + 1;
        } else {
            const gsize size = end                                      ? (gsize)(end + 1 - c)
                               : (*c == '{' || *c == '}') && c[1] == *c ? 2
                                                                        : 1;
            g_string_append_len(out, c, (gssize)size);
            c += size;
        }
    }
    if (!g_str_equal(out->str, (const char *)text->content))
        xmlNodeSetContent(text, (const xmlChar *)out->str);
}

/* Becomes xsl:text, so that it stays apart from the white space around it. */
static void
fold_value_of(const struct fold *self, xmlNode *instruction)
{
    g_autofree char *select = xml_attribute(instruction, "select");
    g_autoptr(GString) value = g_string_new(NULL);
    if (!select || instruction->properties->next || !append_value(self, instruction, select, value))
        return;
    xmlUnsetProp(instruction, (const xmlChar *)"select");
    xmlNodeSetName(instruction, (const xmlChar *)"text");
    xmlNodeAddContent(instruction, (const xmlChar *)value->str);
}

/* <xsl:text>6.5</xsl:text>pt as one text: libxslt takes it over as it is. */
static void
join_text(xmlNode *attribute)
{
    g_autoptr(GString) joined = g_string_new(NULL);
    for (xmlNode *node = attribute->children; node; node = node->next) {
        if (is_xsl(node, "text") && node->children && !node->properties)
            g_string_append(joined, (const char *)node->children->content);
        else if (node->type == XML_TEXT_NODE && !xmlIsBlankNode(node))
            g_string_append(joined, (const char *)node->content);
        else if (node->type != XML_COMMENT_NODE && !xmlIsBlankNode(node))
            return;
    }
    if (strspn(joined->str, " \t\r\n") == joined->len)
        return;
    xmlNodeSetContent(attribute, NULL);
    xmlNodeAddContent(attribute, (const xmlChar *)joined->str);
}

static void
fold_element(const struct fold *self, xmlNode *element)
{
    const bool xsl = element->ns && g_str_equal(element->ns->href, (const char *)XSLT_NAMESPACE);
    for (xmlAttr *a = xsl ? NULL : element->properties; a; a = a->next)
        if (!a->ns && a->children && !a->children->next)
            fold_template(self, element, a->children);
    for (xmlNode *child = element->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE)
            fold_element(self, child);
    if (is_xsl(element, "value-of"))
        fold_value_of(self, element);
    else if (is_xsl(element, "attribute"))
        join_text(element);
}

void
fold_sheet(struct fold *self, xmlDoc *sheet)
{
    xmlNode *root = xmlDocGetRootElement(sheet);
    if (!is_xsl(root, "stylesheet") && !is_xsl(root, "transform"))
        return;
    learn(self, root);
    for (xmlNode *node = root->children; node; node = node->next)
        if (node->type == XML_ELEMENT_NODE)
            fold_element(self, node);
}
