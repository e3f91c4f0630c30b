#include <math.h>

#include "unit/setting.h"

/* The edges of lines: optical margins, last lines, ragged lines, hyphens, looseness. */

static struct fonts *configured;

static const float size = 10.4F;

#define DUTCH                                                                                       \
    "Wie in België werkt voor een werkgever die in een ander land is gevestigd, valt in beginsel " \
    "onder de Belgische sociale zekerheid van de werknemers. Uw werkgever betaalt dan de sociale "  \
    "bijdragen in België, ook wanneer hij hier geen vestiging heeft, en u hebt recht op de "       \
    "terugbetaling van de medische kosten, op werkloosheidsuitkeringen en op kinderbijslag voor "   \
    "uw gezin."

static struct paragraph *
lines_of(const char *attributes, const char *text, float width)
{
    g_autofree char *block = g_strdup_printf("<fo:block %s>%s</fo:block>", attributes, text);

    return setting_lines(block, width, configured);
}

static void
reads(const char *attributes, const char *text, float width, const char *expected)
{
    struct paragraph *paragraph = lines_of(attributes, text, width);
    g_autofree char *got = setting_text(paragraph);

    g_assert_cmpstr(got, ==, expected);
    paragraph_free(paragraph);
}

/* ---- Optical margins ---- */

/* By how much the line stands out of the measure on the right, as a share of a character. */
static float
hang_right(const struct paragraph *paragraph, unsigned line, float width, const char *character)
{
    const struct face *face = fonts_face(configured, paragraph->fragments[0].face);
    const struct word *word =
        fonts_word(configured, paragraph->fragments[0].face, "nl", character, strlen(character));
    float advance = (float)word->width * size / face->units_per_em;

    return (paragraph->lines[line].x + paragraph->lines[line].width - width) / advance;
}

static void
test_hyphens_hang(void)
{
    static const char hung[] = "text-align='justify' hyphenate='true' fp:optical-margins='true'";
    unsigned hyphens = 0, commas = 0;

    for (float width = 150; width < 300; width += 5) {
        struct paragraph *paragraph = lines_of(hung, DUTCH, width);
        g_autofree char *text = setting_text(paragraph);
        g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
        for (unsigned i = 0; i + 1 < paragraph->line_count; i++) {
            bool comma = g_str_has_suffix(lines[i], ",");
            if (paragraph->lines[i].hyphen)
                g_assert_cmpfloat_with_epsilon(hang_right(paragraph, i, width, "‐"), 0.65, 0.02);
            if (comma)
                g_assert_cmpfloat_with_epsilon(hang_right(paragraph, i, width, ","), 0.65, 0.02);
            if (g_str_has_suffix(lines[i], "e"))
                g_assert_cmpfloat_with_epsilon(hang_right(paragraph, i, width, "e"), 0, 0.02);
            hyphens += paragraph->lines[i].hyphen;
            commas += comma;
        }
        paragraph_free(paragraph);
    }
    g_assert_cmpuint(hyphens, >, 5);
    g_assert_cmpuint(commas, >, 2);
}

static void
test_quotes_hang(void)
{
    struct paragraph *hung = lines_of("fp:optical-margins='true'", "“Ja” zei hij", 200);
    struct paragraph *plain = lines_of("", "“Ja” zei hij", 200);
    struct paragraph *right = lines_of("fp:optical-margins='true' text-align='end'", "Ja.", 200);

    g_assert_cmpfloat(hung->lines[0].x, <, -1);
    g_assert_cmpfloat(hung->pieces[0].x, ==, hung->lines[0].x);
    g_assert_cmpfloat(plain->lines[0].x, ==, 0);
    g_assert_cmpfloat_with_epsilon(hang_right(right, 0, 200, "."), 0.65, 0.02);
    paragraph_free(hung);
    paragraph_free(plain);
    paragraph_free(right);
}

/* Nothing hangs over the padding of an inline, nor where directions meet. */
static void
test_nothing_hangs(void)
{
    static const char *const texts[] = {"<fo:inline padding-start='4pt'>“Ja”</fo:inline> zei hij",
                                        "“Ja” zei שלום"};

    for (unsigned i = 0; i < G_N_ELEMENTS(texts); i++) {
        struct paragraph *paragraph = lines_of("fp:optical-margins='true'", texts[i], 200);
        g_assert_cmpfloat(paragraph->lines[0].x, ==, 0);
        paragraph_free(paragraph);
    }
}

/* What hangs out makes room: a line that else is too long. */
static void
test_hanging_makes_room(void)
{
    struct paragraph *one = lines_of("", "vijf woorden.", 200);
    float width = one->lines[0].width - 1;

    reads("", "vijf woorden.", width, "vijf\nwoorden.");
    reads("fp:optical-margins='true'", "vijf woorden.", width, "vijf woorden.");
    paragraph_free(one);
}

int
main(int argc, char **argv)
{
    g_autoptr(diag) diag = diag_new();

    test_init(argc, argv);
    configured = fonts_load("fonts/fonts.conf", diag);
    g_test_add_func("/edges/hyphens-hang", test_hyphens_hang);
    g_test_add_func("/edges/quotes-hang", test_quotes_hang);
    g_test_add_func("/edges/nothing-hangs", test_nothing_hangs);
    g_test_add_func("/edges/hanging-makes-room", test_hanging_makes_room);
    int status = g_test_run();
    fonts_free(configured);
    return status;
}
