#include "base/xml.h"
#include "unit/test.h"

/* The schema says what docs/brochure.md says: the whole example is valid, and each change that
 * breaks a promise to the stylesheets is not. */

static char *
example(void)
{
    char *text = NULL;
    gboolean read = g_file_get_contents("tests/golden/brochure/example.xml", &text, NULL, NULL);

    g_assert_true(read);
    return text;
}

static bool
valid(const char *text)
{
    g_autoptr(diag) diag = diag_new();
    xmlDoc *document = xml_read_memory("example.xml", text, strlen(text), diag);
    bool result = document && xml_validate(document, "brochure", diag);

    xml_free(document);
    return result;
}

static void
whole_example(void)
{
    g_autofree char *text = example();

    g_assert_true(valid(text));
}

static bool
valid_with(const char *found, const char *replacement)
{
    g_autofree char *text = example();
    g_autoptr(GString) changed = g_string_new(text);
    unsigned replaced = g_string_replace(changed, found, replacement, 1);

    g_assert_cmpuint(replaced, ==, 1);
    return valid(changed->str);
}

static void
promises(void)
{
    g_assert_true(valid_with("Avant de partir", "Avant"));
    g_assert_false(valid_with("<h:h3 id=\"fiche-InamiRiziv_GenVer_01.3\"", "<h:h3"));
    g_assert_false(valid_with("<h:strong>sign", "<h:font/><h:strong>sign"));
    g_assert_false(valid_with("<h:li id=\"fiche-InamiRiziv_GenVer_01.7\">",
                              "<h:li id=\"x\">Text beside a block"));
    g_assert_false(valid_with("covered=\"likely\"", "covered=\"maybe\""));
    g_assert_false(valid_with("state=\"shared\"", "state=\"conflict\""));
    g_assert_false(valid_with("class=\"value\"", "class=\"other\""));
    g_assert_false(valid_with("asked=\"fr\" printed=\"nl\"", "asked=\"fr\""));
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/brochure/schema/whole-example", whole_example);
    g_test_add_func("/brochure/schema/promises", promises);
    return g_test_run();
}
