#include "fo/fo_int.h"

/* docs/fo-subset.md, from the tables. */

static const char *const content_sections[FO_ELEMENT_COUNT] = {
#define FO_ELEMENT(id, name, content, section) section,
#include "fo/fo_element.def"
#undef FO_ELEMENT
};

static const struct attribute shorthands[] = {
#define FO_SHORTHAND(name, expansion, property, stride, side, precision, section)                  \
    {name, EXPAND_##expansion, FO_P_##property, stride, side, precision, section},
#include "fo/fo_shorthand.def"
#undef FO_SHORTHAND
};

enum reason { AURAL, INTERACTIVE, DESCRIPTION, HINT, OTHER };

static const struct {
    const char *name, *section;
    enum reason reason;
} ignored[] = {
#define FO_IGNORED(name, section, reason) {name, section, reason},
#include "fo/fo_ignored.def"
#undef FO_IGNORED
};

static void
describe_elements(GString *out)
{
    g_string_append(out, "## Formatting objects\n\n| fo: | content | XSL 1.1 |\n|---|---|---|\n");
    for (enum fo_element e = 0; e < FO_TEXT; e++) {
        g_auto(GStrv) words = g_strsplit(content_words(e), "|", -1);
        g_autofree char *content = g_strjoinv("\\|", words);
        g_string_append_printf(out, "| %s | %s | %s%s |\n", fo_element_name(e), content,
                               *content_sections[e] ? "§" : "FOP", content_sections[e]);
    }
    g_string_append(
        out,
        "\nBlock-level: block, block-container, table, list-block, wrapper, retrieve-marker. "
        "Inline-level: character,\ninline, bidi-override, basic-link, external-graphic, leader, "
        "page-number, "
        "page-number-citation, page-number-citation-last, footnote,\nwrapper, retrieve-marker. "
        "change-bar-begin and change-bar-end stand among both. A "
        "wrapper among blocks holds blocks. retrieve-marker stands in static-content only,\nmarker "
        "and footnote never do; neither is nested.\n");
}

/* What goes before the section; extensions have none. */
static const char *
defined_by(const struct property *row)
{
    return *row->section ? "§" : g_str_has_prefix(row->name, "fp:") ? "fichepress" : "FOP";
}

static void
describe_properties(GString *out)
{
    g_string_append(out, "\n## Properties\n\n| name | takes | initial | inherited | XSL 1.1 |\n"
                         "|---|---|---|---|---|\n");
    for (enum fo_property p = 0; p < FO_PROPERTY_COUNT; p++) {
        const struct property *row = property_row(p);
        g_string_append_printf(out, "| %s | ", row->name);
        value_describe(p, out);
        g_string_append_printf(out, " | %s | %s | %s%s |\n", row->initial,
                               row->inherited ? "yes" : "no", defined_by(row), row->section);
    }
}

static void
describe_shorthands(GString *out)
{
    static const char *const words[] = {"shorthand", "shorthand of a kind", "shorthand of a side",
                                        "compound",  "component",           "absolute",
                                        "absolute"};
    g_string_append(
        out, "\n## Shorthands, compounds and absolute properties\n\nOf two that set one property "
             "the lower in this order wins: shorthand, shorthand of a kind,\nshorthand of a side, "
             "compound, the relative property or component, the absolute property.\n\n| name | "
             "kind | XSL 1.1 |\n|---|---|---|\n");
    for (unsigned i = 0; i < G_N_ELEMENTS(shorthands); i++)
        g_string_append_printf(out, "| %s | %s | §%s |\n", shorthands[i].name,
                               words[shorthands[i].precision], shorthands[i].section);
}

static void
describe_ignored(GString *out)
{
    static const char *const kinds[] = {
        [AURAL] = "speech (§7.7)",
        [INTERACTIVE] = "what a reader does on a screen (§7.23)",
        [DESCRIPTION] = "what the document says about itself",
        [HINT] = "a hint that changes nothing here",
        [OTHER] = "about vertical lines and side floats, which are not in the subset",
    };

    g_string_append(out,
                    "\n## Accepted without effect\n\nTaken with any value, since nothing of it "
                    "shows on a page.\n\n");
    for (unsigned k = 0; k < G_N_ELEMENTS(kinds); k++) {
        const char *separator = ": ";
        g_string_append_printf(out, "- %s", kinds[k]);
        for (unsigned i = 0; i < G_N_ELEMENTS(ignored); i++) {
            if (ignored[i].reason != k)
                continue;
            g_string_append_printf(out, "%s%s", separator, ignored[i].name);
            separator = ", ";
        }
        g_string_append(out, "\n");
    }
}

static const char head[] =
    "# The XSL-FO subset\n\n"
    "Made from `src/fo/*.def` (`make golden` rewrites it). What is not listed here is an error "
    "with its place, never skipped; under `typeset --lax` it is left out with a warning.\n"
    "Namespaces: FO itself; `fox:` (" FOX_NAMESPACE "); `fp:` (" FP_NAMESPACE
    "); `xml:lang`. Other attributes in namespaces are ignored (§2.2).\n\n"
    "Every object takes `id`, `role` (a structure type of PDF 1.7, Artifact or none), "
    "`fox:alt-text` and `fp:at`: FILE:LINE:COLUMN,\nthe place that findings name for the object "
    "and all that it holds.\n\n";

static const char values[] =
    "\n## Values\n\n"
    "Units: `pt`, `mm`, `cm`, `in`, `pc`, `px`, `em`. A px is 1/96 in; FOP takes 1/72 in. A length "
    "without a unit is an error, but for 0.\n"
    "Operators: `+`, `-`, `*`, `div`, `mod`, `(`. A percentage may be added to a length: 100% - "
    "13pt.\n"
    "Colours: #RGB, #RRGGBB, rgb() and the names `aqua`, `black`, `blue`, `fuchsia`, `gray`, "
    "`green`, `lime`, `maroon`, `navy`, `olive`, `orange`, `purple`, `red`, `silver`, `teal`, "
    "`white`, `yellow`.\nFunctions: ";

static const char notes[] =
    ".\n\n## Choices and deviations\n\n"
    "- `any-property-anywhere`: every property may stand on every object (XSL 1.1 §5); it has an "
    "effect where the\n  recommendation applies it.\n"
    "- `indents-in-cells`: start-indent and end-indent are inherited into table cells and "
    "block-containers, as the\n  recommendation says; FOP does the same unless its option "
    "break-indent-inheritance is set. Write 0pt on the cell or\n  container.\n"
    "- `inherited-percentage`: a percentage that is inherited (an indent) stays one; the layout "
    "resolves it against the area\n  where it is used.\n"
    "- `line-height-normal`: normal is 1.2; a number is inherited as a factor, anything else as a "
    "length.\n"
    "- `named-sizes`: border widths thin, medium, thick are 0.5, 1 and 2 pt, as in FOP. Font sizes "
    "medium 12 pt, in steps of 1.2.\n"
    "- `margins-of-blocks`: margin-left and its kin become indents and spaces (§5.3.2); those "
    "spaces are retained at breaks. auto is 0.\n"
    "- `page-break-avoid`: page-break-*=\"avoid\" keeps within columns and pages; "
    "keep-*=\"always\" keeps within lines as well,\n  so write keep-together.within-column for "
    "blocks.\n"
    "- `overflow-clips`: overflow=\"hidden\" and \"scroll\" cut what goes beyond a region, or a "
    "block-container that has a height\n  or is turned; error-if-overflow refuses it; visible and "
    "auto "
    "let it stand over, auto with a warning.\n"
    "- `spaces-shrink`: a space between blocks is its optimum, and shrinks, down to its minimum, "
    "only where a worse break is\n  avoided so. None is stretched: pages end where their text "
    "does.\n"
    "- `sub-and-super`: baseline-shift sub and super are a fifth and a third of the font size of "
    "the text around.\n"
    "- `columns-on-a-grid`: with fp:baseline-grid lines as high as the flow's line-height stand on "
    "its multiples, from the top\n  of the columns; not where there is one column.\n"
    "- `hanging-edges`: with fp:optical-margins hyphens, punctuation and slanting letters hang out "
    "of the lines of a block by a\n  share of their width, in any alignment; not where the block "
    "holds text of two directions.\n"
    "- `transform-by-language`: text-transform follows the language of the text.\n"
    "- `lost-references`: a link to an id that nothing has is a warning, a citation of it an "
    "error.\n";

void
fo_describe_subset(GString *out)
{
    g_string_append(out, head);
    describe_elements(out);
    describe_properties(out);
    describe_shorthands(out);
    describe_ignored(out);
    g_string_append(out, values);
    function_list(out);
    g_string_append(out, notes);
}
