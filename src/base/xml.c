#include "base/xml.h"

#include <libxml/SAX2.h>
#include <libxml/catalog.h>
#include <libxml/parser.h>
#include <string.h>

#include "base/file.h"
#include "base/xml_int.h"

/* Places. libxml2 keeps the line where a start tag ends, modulo tricks above 65,535, and no column.
 * When it announces an element, no "<" can stand between the beginning of the tag and the reading
 * position; so the beginning is the last "<" before it, found in our own copy of the text. Line and
 * column are packed into the node's _private: nothing to allocate, nothing to free, and a document
 * that libxslt takes over (it keeps its own data in psvi and extra) may be freed by xmlFreeDoc. The
 * document's _private is its digest, interned in its dictionary, and marks it as ours. */

G_STATIC_ASSERT(sizeof(void *) >= 8);

static void *
pack(struct place place)
{
    return GSIZE_TO_POINTER((gsize)(guint32)place.line << 32 | (guint32)place.column);
}

struct reader {
    const char *name;
    const GString *text;
    struct diag *diag;
    size_t offset; /* place stands for it: start tags come in order, so each byte is counted once */
    struct place place;
    unsigned errors;
    bool alone; /* all errors so far were such that the next one is no consequence */
};

static size_t
reading_offset(const xmlParserCtxt *context, const struct reader *reader)
{
    const xmlParserInput *input = context->input;
    const size_t offset = input ? input->consumed + (size_t)(input->cur - input->base) : 0;
    return MIN(offset, reader->text->len);
}

/* The last such character before the reading position. */
static size_t
offset_of(char c, const xmlParserCtxt *context, const struct reader *reader)
{
    const char *last = memrchr(reader->text->str, c, reading_offset(context, reader));
    return last ? (size_t)(last - reader->text->str) : 0;
}

static struct place
advance(struct reader *reader, size_t offset)
{
    for (; reader->offset < offset; reader->offset++) {
        const char c = reader->text->str[reader->offset];
        if (c == '\n') {
            reader->place.line++;
            reader->place.column = 1;
        } else if ((c & 0xc0) != 0x80) {
            reader->place.column++;
        }
    }
    return reader->place;
}

static void
start_element(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
              int namespace_count, const xmlChar **namespaces, int attribute_count,
              int default_count, const xmlChar **attributes)
{
    xmlParserCtxt *context = data;
    struct reader *reader = context->_private;
    xmlSAX2StartElementNs(data, local, prefix, uri, namespace_count, namespaces, attribute_count,
                          default_count, attributes);
    const struct place place = advance(reader, offset_of('<', context, reader));
    if (context->node)
        context->node->_private = pack(place);
    if (context->nsNr / 2 > XML_SCOPE_LIMIT) {
        reader->errors++;
        diag_report(reader->diag, DIAG_E0107, place, "declare each namespace once, at the root",
                    "more than %d namespace declarations around one element", XML_SCOPE_LIMIT);
        xmlStopParser(context);
    }
}

/* The scan refuses it before; this is the parser's own door. */
static void
refuse_doctype(void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
    xmlParserCtxt *context = data;
    struct reader *reader = context->_private;
    (void)name, (void)external, (void)system;
    reader->errors++;
    diag_report(reader->diag, DIAG_E0104,
                xml_place_at(reader->name, reader->text, offset_of('<', context, reader)),
                "remove it", "a DOCTYPE is refused, whatever it says");
    xmlStopParser(context);
}

static const char *
help_for(int error)
{
    switch (error) {
    case XML_ERR_UNDECLARED_ENTITY:
        return "write the character itself, or its number: &#160; for &nbsp;";
    case XML_ERR_NAME_REQUIRED:
    case XML_ERR_ENTITYREF_SEMICOL_MISSING:
    case XML_ERR_ENTITYREF_NO_NAME:
        return "write &amp; for & and &lt; for <, also in addresses";
    case XML_ERR_INVALID_CHAR:
    case XML_ERR_INVALID_CHARREF:
        return "remove the character";
    case XML_NS_ERR_UNDEFINED_NAMESPACE:
        return "declare the prefix on the root element: xmlns:fp=\"urn:fichepress:1\"";
    case XML_ERR_TAG_NOT_FINISHED:
        return "close the element; the file may have been cut off";
    case XML_ERR_TAG_NAME_MISMATCH:
        return "close each element inside the one that holds it";
    case XML_ERR_ATTRIBUTE_REDEFINED:
        return "keep one of the two";
    case XML_ERR_ATTRIBUTE_NOT_STARTED:
    case XML_ERR_ATTRIBUTE_WITHOUT_VALUE:
        return "write attributes as name=\"value\"";
    case XML_ERR_DOCUMENT_END:
        return "a file holds one root element and nothing behind it";
    case XML_ERR_RESERVED_XML_NAME:
        return "the XML declaration stands at the very beginning of the file";
    default:
        return NULL;
    }
}

/* Errors after which the parser reads on as if nothing had been. */
static bool
stands_alone(int error)
{
    return error == XML_ERR_UNDECLARED_ENTITY || error == XML_NS_ERR_UNDEFINED_NAMESPACE ||
           error == XML_ERR_ATTRIBUTE_REDEFINED;
}

/* Where an error begins, which is before the position where the parser notices it. */
static struct place
error_place(const struct reader *reader, const xmlParserCtxt *context, int error)
{
    size_t offset = reading_offset(context, reader);
    if (error == XML_ERR_TAG_NAME_MISMATCH || error == XML_NS_ERR_UNDEFINED_NAMESPACE)
        offset = offset_of('<', context, reader);
    else if (error == XML_ERR_UNDECLARED_ENTITY)
        offset = offset_of('&', context, reader);
    return xml_place_at(reader->name, reader->text, offset);
}

static void
report_error(const struct reader *reader, const xmlParserCtxt *context, const xmlError *error)
{
    const struct place place = error_place(reader, context, error->code);
    const char *help = help_for(error->code);
    const xmlNode *open = context->node;
    if (error->code == XML_ERR_TAG_NAME_MISMATCH && open && error->str2) {
        const struct place start = xml_place(open);
        diag_report(reader->diag, DIAG_E0103, place, help, "<%s> of line %d is closed by </%s>",
                    (const char *)open->name, start.line, error->str2);
    } else if (error->code == XML_ERR_TAG_NOT_FINISHED && open) {
        const struct place start = xml_place(open);
        diag_report(reader->diag, DIAG_E0103, place, help,
                    "the file ends before <%s> of line %d is closed", (const char *)open->name,
                    start.line);
    } else {
        g_autofree char *message = g_strstrip(g_strdup(error->message ? error->message : "broken"));
        diag_report(reader->diag, DIAG_E0103, place, help, "%s", message);
    }
}

static void
on_error(void *data, xmlError *error)
{
    enum { ENOUGH = 20 };
    xmlParserCtxt *context = data;
    struct reader *reader = context->_private;
    const bool alone = stands_alone(error->code);
    if (reader->errors++ == 0)
        reader->alone = true;
    else if (!alone)
        return;
    if (reader->alone && reader->errors <= ENOUGH)
        report_error(reader, context, error);
    reader->alone &= alone;
}

static xmlParserInput *
load_nothing(const char *url, const char *id, xmlParserCtxt *context)
{
    (void)url, (void)id, (void)context;
    return NULL;
}

static void
prepare_parser(void)
{
    static gsize done;
    if (!g_once_init_enter(&done))
        return;
    xmlInitParser();
    xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE);
    xmlSetExternalEntityLoader(load_nothing);
    g_once_init_leave(&done, 1);
}

/* Name and digest, which live and die with the document. */
static void
mark(xmlDoc *doc, const char *name, const void *bytes, size_t size)
{
    g_autofree char *digest = g_compute_checksum_for_data(G_CHECKSUM_SHA256, bytes, size);
    g_assert(doc->dict);
    doc->_private = (void *)xmlDictLookup(doc->dict, (const xmlChar *)digest, -1);
    xmlFree((void *)doc->URL);
    doc->URL = xmlStrdup((const xmlChar *)name);
}

static bool
is_marked(const xmlDoc *doc)
{
    return doc && doc->dict && doc->_private && xmlDictOwns(doc->dict, doc->_private) == 1;
}

static xmlDoc *
parse(struct reader *reader)
{
    xmlParserCtxt *context = xmlNewParserCtxt();
    g_assert(context);
    context->_private = reader;
    context->sax->startElementNs = start_element;
    context->sax->internalSubset = refuse_doctype;
    context->sax->serror = on_error;
    xmlDoc *doc =
        xmlCtxtReadMemory(context, reader->text->str, reader->text->len, reader->name, NULL,
                          XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_IGNORE_ENC);
    const bool good = doc && context->wellFormed && context->nsWellFormed && context->errNo == 0 &&
                      reader->errors == 0;
    xmlFreeParserCtxt(context);
    if (good)
        return doc;
    if (reader->errors == 0)
        diag_report(reader->diag, DIAG_E0103, (struct place){reader->name}, NULL,
                    "the parser gave up");
    xmlFreeDoc(doc);
    return NULL;
}

xmlDoc *
xml_read_memory(const char *name, const void *bytes, size_t size, struct diag *diag)
{
    prepare_parser();
    g_autoptr(GString) text = xml_decode(name, bytes, size, diag);
    if (!text || !xml_scan(name, text, diag))
        return NULL;
    struct reader reader = {.name = name, .text = text, .diag = diag, .place = {name, 1, 1}};
    xmlDoc *doc = parse(&reader);
    if (doc)
        mark(doc, name, bytes, size);
    return doc;
}

xmlDoc *
xml_read(const char *root, const char *path, struct diag *diag)
{
    g_autoptr(GBytes) bytes = file_read(root, path, FILE_LIMIT, diag);
    gsize size;
    if (!bytes)
        return NULL;
    const void *data = g_bytes_get_data(bytes, &size);
    return xml_read_memory(path, data, size, diag);
}

void
xml_free(xmlDoc *doc)
{
    xmlFreeDoc(doc);
}

struct place
xml_place(const xmlNode *node)
{
    if (!node)
        return (struct place){NULL};
    const bool marked = is_marked(node->doc);
    const char *file = marked ? (const char *)node->doc->URL : NULL;
    for (const xmlNode *at = node; marked && at; at = at->parent)
        if (at->type == XML_ELEMENT_NODE && at->_private) {
            const gsize packed = GPOINTER_TO_SIZE(at->_private);
            return (struct place){file, packed >> 32, packed & 0xffffffff};
        }
    const long line = xmlGetLineNo(node);
    return (struct place){file, line > 0 ? line : 0};
}

const char *
xml_digest(const xmlDoc *doc)
{
    g_assert(is_marked(doc));
    return doc->_private;
}

bool
xml_is(const xmlNode *node, const char *name)
{
    return node && node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static const xmlNode *
element_from(const xmlNode *node, const char *name)
{
    while (node && !(name ? xml_is(node, name) : node->type == XML_ELEMENT_NODE))
        node = node->next;
    return node;
}

const xmlNode *
xml_child(const xmlNode *parent, const char *name)
{
    return parent ? element_from(parent->children, name) : NULL;
}

const xmlNode *
xml_next(const xmlNode *node, const char *name)
{
    return node ? element_from(node->next, name) : NULL;
}

/* Without white space at its ends, no-break spaces included. Owned. */
static char *
trim(xmlChar *text)
{
    const char *start = (const char *)text, *end = start + strlen(start);
    while (*start && g_unichar_isspace(g_utf8_get_char(start)))
        start = g_utf8_next_char(start);
    while (end > start && g_unichar_isspace(g_utf8_get_char(g_utf8_prev_char(end))))
        end = g_utf8_prev_char(end);
    char *result = g_strndup(start, end - start);
    xmlFree(text);
    return result;
}

char *
xml_attribute(const xmlNode *node, const char *name)
{
    xmlChar *value = node ? xmlGetNoNsProp(node, (const xmlChar *)name) : NULL;
    return value ? trim(value) : NULL;
}

char *
xml_text(const xmlNode *node)
{
    xmlChar *text = node ? xmlNodeGetContent(node) : NULL;
    return text ? trim(text) : g_strdup("");
}

void
xml_drop(xmlNode *node)
{
    xmlUnlinkNode(node);
    xmlFreeNode(node);
}

/* By hand, because xmlAddPrevSibling would merge text nodes and free what the caller stands on. */
xmlNode *
xml_unwrap(xmlNode *node)
{
    xmlNode *first = node->children ? node->children : node->next;
    while (node->children) {
        xmlNode *child = node->children;
        xmlUnlinkNode(child);
        child->parent = node->parent;
        child->prev = node->prev;
        child->next = node;
        if (child->prev)
            child->prev->next = child;
        else
            node->parent->children = child;
        node->prev = child;
    }
    xml_drop(node);
    return first;
}
