#include "transform/transform.h"

#include <glib/gstdio.h>
#include <libxml/parser.h>
#include <string.h>

#include "base/file.h"
#include "unit/findings.h"
#include "unit/test.h"

#define SHEET(body)                                                                                \
    "<xsl:stylesheet version='1.0' xmlns:xsl='http://www.w3.org/1999/XSL/Transform'"               \
    " xmlns:exsl='http://exslt.org/common' extension-element-prefixes='exsl'>\n" body              \
    "</xsl:stylesheet>"

/* A directory of stylesheets that is removed at the end. */
struct fixture {
    char *directory;
    struct diag *diag;
};

static void
set_up(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    fixture->directory = g_dir_make_tmp("transform-XXXXXX", NULL);
    fixture->diag = diag_new();
}

static void
tear_down(struct fixture *fixture, gconstpointer data)
{
    (void)data;
    file_remove_tree(fixture->directory, fixture->diag);
    diag_free(fixture->diag);
    g_free(fixture->directory);
}

static void
put(const struct fixture *fixture, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(fixture->directory, name, NULL);
    g_autofree char *folder = g_path_get_dirname(path);
    g_mkdir_with_parents(folder, 0755);
    g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

/* The text of the result, or NULL; a.xsl over <r at='f.xml:3:7'> with some white space. */
static char *
run(const struct fixture *fixture, const char *const *parameters)
{
    static const char source[] = "<r at='f.xml:3:7'> <e/> </r>";
    g_autoptr(stylesheet) sheet =
        stylesheet_load(fixture->directory, "a.xsl", parameters, fixture->diag);
    if (!sheet)
        return NULL;
    xmlDoc *doc = xmlReadMemory(source, sizeof source - 1, "b.xml", NULL, 0);
    xmlDoc *result = transform(sheet, doc, fixture->diag);
    g_assert_cmpuint(xmlChildElementCount(xmlDocGetRootElement(doc)), ==, 1);
    g_assert_true(xmlDocGetRootElement(doc)->children->type == XML_TEXT_NODE);
    xmlFreeDoc(doc);
    if (!result)
        return NULL;
    xmlChar *content = xmlNodeGetContent(xmlDocGetRootElement(result));
    char *text = g_strdup((const char *)content);
    xmlFree(content);
    xmlFreeDoc(result);
    return text;
}

static void
gives(const struct fixture *fixture, const char *expected)
{
    g_autofree char *text = run(fixture, NULL);
    g_autofree char *found = findings(fixture->diag);
    g_assert_cmpstr(found, ==, "");
    g_assert_cmpstr(text, ==, expected);
}

static void
fails(const struct fixture *fixture, const char *expected)
{
    g_autofree char *text = run(fixture, NULL);
    g_autofree char *found = findings(fixture->diag);
    g_assert_null(text);
    if (!strstr(found, expected))
        g_assert_cmpstr(found, ==, expected);
}

static void
test_parts(struct fixture *f, gconstpointer data)
{
    (void)data;
    put(f, "a.xsl",
        SHEET(
            "<xsl:include href='sub/b.xsl'/>"
            "<xsl:template match='/'><o xml:lang='fr'><xsl:apply-templates/></o></xsl:template>"));
    put(f, "sub/b.xsl",
        SHEET("<xsl:import href='../c.xsl'/><xsl:template match='e'>"
              "<xsl:value-of select=\"document('../text/fr.xml')/t\"/></xsl:template>"));
    put(f, "c.xsl", SHEET("<xsl:strip-space elements='*'/>"));
    put(f, "text/fr.xml", "<t>Pour qui ?</t>");
    gives(f, "Pour qui\u202F?");
}

static void
test_parameters(struct fixture *f, gconstpointer data)
{
    (void)data;
    static const char *const parameters[] = {"p", "1 div 0 'a' \"b\" document('x')", NULL};
    put(f, "a.xsl",
        SHEET("<xsl:param name='p'/><xsl:template match='/'><o><xsl:value-of select='$p'/></o>"
              "</xsl:template>"));
    g_autofree char *text = run(f, parameters);
    g_assert_cmpstr(text, ==, parameters[1]);
}

/* A constant is computed when the stylesheet is read: nobody may notice. */
static void
test_constants(struct fixture *f, gconstpointer data)
{
    (void)data;
    static const char *const parameters[] = {"u", "3", NULL};
    put(f, "a.xsl",
        SHEET("<xsl:include href='b.xsl'/>"
              "<xsl:variable name='third' select='$u div 3'/>"
              "<xsl:variable name='tenth' select='0.1 * $u'/>"
              "<xsl:variable name='word'>a</xsl:variable>"
              "<xsl:attribute-set name='s'><xsl:attribute name='s'>"
              "<xsl:value-of select='2 * $u'/>pt </xsl:attribute></xsl:attribute-set>"
              "<xsl:template name='t'><xsl:param name='u' select='7'/>"
              "<e a='{$u}'/></xsl:template>"
              "<xsl:template match='/'><xsl:variable name='tree'><e xsl:use-attribute-sets='s'"
              " a='{$third}|{{{$tenth}}}|{-$u - 1}|{$tenth * 10 mod 4}|{$word}|{$zero}'"
              " b='{count(*) * $u}|{.}'/><xsl:call-template name='t'/></xsl:variable>"
              "<o><xsl:for-each select='exsl:node-set($tree)/*/@*'> <xsl:value-of select='.'/>"
              "</xsl:for-each> <xsl:value-of select='2 * ($u - 2)'/> <xsl:value-of select='*'/>"
              "</o></xsl:template>"));
    put(f, "b.xsl",
        SHEET("<xsl:param name='u' select='9'/><xsl:variable name='zero' select='0'/>"));
    g_autofree char *text = run(f, parameters);
    g_assert_cmpstr(text, ==, "6pt 1|{0.3}|-4|3|a|03|  72  ");
}

/* The importing stylesheet's variable counts, also in what is imported. */
static void
test_constants_imported(struct fixture *f, gconstpointer data)
{
    (void)data;
    put(f, "a.xsl",
        SHEET("<xsl:import href='b.xsl'/><xsl:import href='c.xsl'/>"
              "<xsl:variable name='u' select='1'/><xsl:variable name='v' select='2'/>"));
    put(f, "b.xsl",
        SHEET("<xsl:variable name='u' select='3'/><xsl:variable name='w' select='4'/>"
              "<xsl:template match='/'><o><xsl:value-of select='$u'/><xsl:value-of select='$v'/>"
              "<xsl:value-of select='$w'/></o></xsl:template>"));
    put(f, "c.xsl", SHEET("<xsl:variable name='w' select='5'/>"));
    gives(f, "125");
}

static void
test_node_set(struct fixture *f, gconstpointer data)
{
    (void)data;
    put(f, "a.xsl",
        SHEET("<xsl:template match='/'><xsl:variable name='v'><i/><i/></xsl:variable>"
              "<o><xsl:value-of select='count(exsl:node-set($v)/i)'/></o></xsl:template>"));
    gives(f, "2");
}

static void
test_message(struct fixture *f, gconstpointer data)
{
    (void)data;
    put(f, "a.xsl",
        SHEET("<xsl:template match='e'><xsl:message>no word\n here</xsl:message></xsl:template>"
              "<xsl:template match='/'><o><xsl:apply-templates/></o></xsl:template>"));
    fails(f, "f.xml:3:7: error[E0502]: no word; here\n");
}

static void
test_terminate(struct fixture *f, gconstpointer data)
{
    (void)data;
    put(f, "a.xsl",
        SHEET("<xsl:template match='e'>\n<xsl:message terminate='yes'>stop</xsl:message>"
              "</xsl:template>"));
    fails(f, "f.xml:3:7: error[E0502]: stop\n");
}

static void
test_mistakes(struct fixture *f, gconstpointer data)
{
    (void)data;
    put(f, "a.xsl", SHEET("<xsl:template match='e['/>"));
    fails(f, "a.xsl:1: error[E0501]: ");
}

static void
test_broken(struct fixture *f, gconstpointer data)
{
    (void)data;
    put(f, "a.xsl", "<a>");
    fails(f, "a.xsl:1:");
}

static void
test_unknown_function(struct fixture *f, gconstpointer data)
{
    (void)data;
    put(f, "a.xsl",
        SHEET("<xsl:template match='/'>\n"
              "<o><xsl:value-of select=\"exsl:none('a')\"/></o></xsl:template>"));
    fails(f, "a.xsl:3:4: error[E0503]: ");
}

static void
test_document_missing(struct fixture *f, gconstpointer data)
{
    (void)data;
    put(f, "a.xsl",
        SHEET("<xsl:template match='/'><o><xsl:copy-of select=\"document('x.xml')\"/></o>"
              "</xsl:template>"));
    fails(f, "x.xml:1: error[E0101]: ");
}

/* Beside the directory of the stylesheets stands a file that must stay unread. */
static void
test_document_outside(struct fixture *f, gconstpointer data)
{
    g_autofree char *sheet = g_strdup_printf(
        SHEET("<xsl:template match='/'><o><xsl:copy-of select=\"document('%s')\"/></o>"
              "</xsl:template>"),
        (const char *)data);
    put(f, "secret.xml", "<s>secret</s>");
    put(f, "sheets/a.xsl", sheet);
    struct fixture inner = {g_build_filename(f->directory, "sheets", NULL), f->diag};
    fails(&inner, "error[E0503]: ");
    g_free(inner.directory);
}

static void
test_include_outside(struct fixture *f, gconstpointer data)
{
    (void)data;
    put(f, "b.xsl", SHEET(""));
    put(f, "sheets/a.xsl", SHEET("<xsl:include href='../b.xsl'/>"));
    struct fixture inner = {g_build_filename(f->directory, "sheets", NULL), f->diag};
    fails(&inner, "error[E0501]: ");
    g_free(inner.directory);
}

static void
test_writing(struct fixture *f, gconstpointer data)
{
    (void)data;
    g_autofree char *path = g_build_filename(f->directory, "written.xml", NULL);
    g_autofree char *sheet = g_strdup_printf(
        SHEET("<xsl:template match='/'><o><exsl:document href='%s'><a/></exsl:document></o>"
              "</xsl:template>"),
        path);
    put(f, "a.xsl", sheet);
    fails(f, "error[E0503]: ");
    g_assert_false(g_file_test(path, G_FILE_TEST_EXISTS));
}

static void
test_endless(struct fixture *f, gconstpointer data)
{
    (void)data;
    put(f, "a.xsl",
        SHEET("<xsl:template match='/' name='n'><xsl:call-template name='n'/></xsl:template>"));
    fails(f, "error[E0503]: ");
}

static void
test_costly(struct fixture *f, gconstpointer data)
{
    (void)data;
    put(f, "a.xsl",
        SHEET("<xsl:template match='/'><xsl:variable name='v'>"
              "<a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/><a/></xsl:variable>"
              "<xsl:variable name='n' select='exsl:node-set($v)/a'/><o><xsl:value-of select=\""
              "count($n[count($n[count($n[count($n[count($n[count($n[count($n[count($n) = 1"
              "]) = 1]) = 1]) = 1]) = 1]) = 1]) = 1])\"/></o></xsl:template>"));
    fails(f, "error[E0503]: ");
}

static void
add(const char *path, const void *data, void (*test)(struct fixture *, gconstpointer))
{
    g_test_add(path, struct fixture, data, set_up, test, tear_down);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    add("/transform/parts", NULL, test_parts);
    add("/transform/parameters", NULL, test_parameters);
    add("/transform/constants", NULL, test_constants);
    add("/transform/constants-imported", NULL, test_constants_imported);
    add("/transform/node-set", NULL, test_node_set);
    add("/transform/message", NULL, test_message);
    add("/transform/terminate", NULL, test_terminate);
    add("/transform/mistakes", NULL, test_mistakes);
    add("/transform/broken", NULL, test_broken);
    add("/transform/unknown-function", NULL, test_unknown_function);
    add("/transform/document-missing", NULL, test_document_missing);
    add("/transform/document-above", "../secret.xml", test_document_outside);
    add("/transform/document-absolute", "/etc/passwd", test_document_outside);
    add("/transform/document-scheme", "file:///etc/passwd", test_document_outside);
    add("/transform/document-network", "http://localhost/a.xml", test_document_outside);
    add("/transform/include-outside", NULL, test_include_outside);
    add("/transform/writing", NULL, test_writing);
    add("/transform/endless", NULL, test_endless);
    add("/transform/costly", NULL, test_costly);
    return g_test_run();
}
