#include <math.h>
#include <time.h>

#include "layout/paragraph_int.h"
#include "unit/setting.h"

/* The edges of lines: optical margins, last lines, ragged lines, hyphens, looseness. */

static struct fonts *configured;

static const float size = 10.4F;

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
        struct paragraph *paragraph = lines_of(hung, SETTING_DUTCH, width);
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

/* ---- Against all ways there are ---- */

/* The points of a paragraph without rules of its first and last line, and what may be chosen. */
struct puzzle {
    const struct breakpoint *points;
    unsigned count;
    struct line_rules rules;
};

enum { ROWS = 8 };

/* How loose a line is: 1 is its whole stretch; negative infinity: it is too long. */
static double
looseness(const struct puzzle *puzzle, unsigned from, unsigned to)
{
    const struct sums *a = &puzzle->points[from].start, *b = &puzzle->points[to].end;
    double missing = puzzle->rules.width - (b->width - a->width);
    double stretch = puzzle->rules.justify ? b->stretch - a->stretch : puzzle->rules.rag;

    if (missing < -(puzzle->rules.justify ? b->shrink - a->shrink : 0) - 0.001)
        return -HUGE_VAL;
    return to + 1 == puzzle->count || missing <= 0 ? 0 : missing / stretch;
}

/* Is there any way with no line looser than this and no more hyphens in a row than allowed? */
static bool
can_be_broken(const struct puzzle *puzzle, double loosest)
{
    unsigned limit = puzzle->rules.ladder > 0 ? puzzle->rules.ladder : ROWS - 1;
    g_autofree bool *reached = g_new0(bool, puzzle->count *ROWS);

    reached[0] = true;
    for (unsigned to = 1; to < puzzle->count; to++)
        for (unsigned from = 0; from < to; from++) {
            double r = looseness(puzzle, from, to);
            for (unsigned row = 0; r >= -1 && r <= loosest && row <= limit; row++) {
                unsigned hyphens = puzzle->points[to].hyphen ? row + 1 : 0;
                if (reached[from * ROWS + row] && hyphens <= limit)
                    reached[to * ROWS + hyphens] = true;
            }
        }
    for (unsigned row = 0; row < ROWS; row++)
        if (reached[(puzzle->count - 1) * ROWS + row])
            return true;
    return false;
}

static double
loosest_of(const struct puzzle *puzzle, const GArray *lines)
{
    double loosest = 0;

    for (unsigned i = 0, from = 0; i < lines->len; i++) {
        unsigned to = g_array_index(lines, unsigned, i);
        loosest = MAX(loosest, looseness(puzzle, from, to));
        from = to;
    }
    return loosest;
}

static unsigned
ladder_of(const struct puzzle *puzzle, const GArray *lines)
{
    unsigned most = 0, row = 0;

    for (unsigned i = 0; i < lines->len; i++) {
        row = puzzle->points[g_array_index(lines, unsigned, i)].hyphen ? row + 1 : 0;
        most = MAX(most, row);
    }
    return most;
}

/* Neither looser than the limit nor with longer ladders where any way avoids it. Counts how often
 * the limit was kept and how often it could not be. */
static void
solve(const char *text, const char *align, unsigned ladder, float width, unsigned counts[2])
{
    g_autoptr(diag) diag = diag_new();
    g_autofree char *block =
        g_strdup_printf("<fo:block text-align='%s' hyphenate='true' language='%s'>%s</fo:block>",
                        align, text[0] == 'W' ? "nl" : "de", text);
    struct setting *setting = setting_new(block, width, diag);
    struct draft_paragraph draft = setting_draft(setting, configured, diag);
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(unsigned));

    draft_begin(&draft);
    struct puzzle puzzle = {(const struct breakpoint *)draft.points->data,
                            draft.points->len,
                            {.width = width,
                             .first = true,
                             .justify = strcmp(align, "justify") == 0,
                             .rag = 4 * size,
                             .ladder = ladder}};
    if (breaks_find(puzzle.points, 0, puzzle.count - 1, &puzzle.rules, lines)) {
        bool kept = can_be_broken(&puzzle, 2);
        g_assert_true(!kept || loosest_of(&puzzle, lines) <= 2.0001);
        g_assert_true(ladder == 0 || ladder_of(&puzzle, lines) <= ladder ||
                      !can_be_broken(&puzzle, HUGE_VAL));
        counts[kept]++;
    }
    draft_end(&draft);
    setting_free(setting);
}

static void
test_limits_are_kept(void)
{
    static const char *const texts[] = {SETTING_DUTCH, SETTING_GERMAN}, *const aligned[] = {
                                                                            "justify", "start"};
    unsigned counts[2] = {0};

    for (unsigned text = 0; text < 2; text++)
        for (unsigned align = 0; align < 2; align++)
            for (unsigned ladder = 0; ladder < 4; ladder++)
                for (float width = 90; width < 320; width += 2)
                    solve(texts[text], aligned[align], ladder, width, counts);
    g_assert_cmpuint(counts[true], >, 1000);
    g_assert_cmpuint(counts[false], >, 100);
}

/* ---- Last lines, ragged lines ---- */

static void
test_last_lines(void)
{
    static const char text[] = "een twee drie vier vijf zes";
    struct paragraph *whole = lines_of("", text, 400);
    float width = whole->lines[0].width + 8;
    static const struct {
        const char *attributes;
        float share; /* of the free space that lies before the last line */
        bool full;
    } cases[] = {{"text-align='end'", 1, false},
                 {"text-align='justify'", 0, false},
                 {"text-align='end' text-align-last='start'", 0, false},
                 {"text-align='justify' text-align-last='center'", 0.5F, false},
                 {"text-align='start' text-align-last='justify'", 0, true}};

    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct paragraph *paragraph = lines_of(cases[i].attributes, text, width);
        const struct line *line = &paragraph->lines[0];
        g_assert_cmpuint(paragraph->line_count, ==, 1);
        g_assert_cmpfloat_with_epsilon(line->width, cases[i].full ? width : width - 8, 0.01);
        g_assert_cmpfloat_with_epsilon(line->x, cases[i].share * (width - line->width), 0.01);
        paragraph_free(paragraph);
    }
    reads("last-line-end-indent='20pt'", text, width, "een twee drie vier vijf\nzes");
    reads("text-align-last='justify' last-line-end-indent='-5pt'", text, width - 10, text);
    paragraph_free(whole);
}

/* A line gives a word to the last where that is short, though it would fit. */
static void
test_no_short_word_alone(void)
{
    struct paragraph *fitting = lines_of("", "Medizinische Kosten in einem Land der", 400);

    reads("", "Medizinische Kosten in einem Land der EU", fitting->lines[0].width + 2,
          "Medizinische Kosten in einem Land\nder EU");
    reads("", "Medizinische Kosten in einem Land der Europäer", fitting->lines[0].width + 2,
          "Medizinische Kosten in einem Land der\nEuropäer");
    paragraph_free(fitting);
}

/* Without hyphens and stretch: no line lacks more than it must. */
static void
test_ragged_is_even(void)
{
    struct paragraph *paragraph = lines_of("", SETTING_DUTCH, 150);
    float shortest = 150;

    for (unsigned i = 0; i + 1 < paragraph->line_count; i++)
        shortest = MIN(shortest, paragraph->lines[i].width);
    g_assert_cmpfloat(shortest, >, 105);
    paragraph_free(paragraph);
}

/* ---- Work ---- */

static void
test_words_are_shaped_once(void)
{
    struct paragraph *first =
        lines_of("text-align='justify' hyphenate='true' language='de'", SETTING_GERMAN, 300);
    uint64_t shaped = configured->shaped;

    for (float width = 100; width < 300; width += 10)
        paragraph_free(
            lines_of("text-align='justify' hyphenate='true' language='de'", SETTING_GERMAN, width));
    g_assert_cmpuint(configured->shaped, ==, shaped);
    paragraph_free(first);
}

/* CPU seconds for a paragraph of so many words. */
static double
time_of(unsigned words)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (unsigned i = 0; i < words; i++)
        g_string_append(text, i % 3 == 0 ? "werkloosheidsuitkering " : i % 3 == 1 ? "in " : "uw ");
    clock_t began = clock();
    struct paragraph *paragraph = lines_of("text-align='justify' hyphenate='true' "
                                           "hyphenation-ladder-count='2'",
                                           text->str, 120);
    g_assert_cmpuint(paragraph->line_count, >, words / 12);
    paragraph_free(paragraph);
    return (double)(clock() - began) / CLOCKS_PER_SEC;
}

static void
test_growth_is_linear(void)
{
    time_of(1000);
    double eighth = time_of(10000), whole = time_of(80000);

    g_test_message("10,000 words %.3f s, 80,000 words %.3f s", eighth, whole);
    g_assert_cmpfloat(whole, <, 8 * 3 * eighth);
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
    g_test_add_func("/edges/limits-are-kept", test_limits_are_kept);
    g_test_add_func("/edges/last-lines", test_last_lines);
    g_test_add_func("/edges/no-short-word-alone", test_no_short_word_alone);
    g_test_add_func("/edges/ragged-is-even", test_ragged_is_even);
    g_test_add_func("/edges/words-are-shaped-once", test_words_are_shaped_once);
    g_test_add_func("/edges/growth-is-linear", test_growth_is_linear);
    int status = g_test_run();
    fonts_free(configured);
    return status;
}
