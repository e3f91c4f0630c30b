#include <time.h>

#include "layout/paragraph_int.h"
#include "unit/setting.h"

/* Speed of the text half of the layout: start-up, first words, paragraphs of cached words, and the
 * price of total fit: the same paragraphs, with lines that end at the last place that fits. */

static const struct {
    const char *name, *block;
    float width;
} cases[] = {
    {"58 words, Dutch, justified, hyphens",
     "<fo:block text-align='justify' hyphenate='true'>" SETTING_DUTCH "</fo:block>", 299},
    {"58 words, Dutch, half the measure",
     "<fo:block text-align='justify' hyphenate='true'>" SETTING_DUTCH "</fo:block>", 143},
    {"58 words, Dutch, ragged", "<fo:block>" SETTING_DUTCH "</fo:block>", 299},
    {"37 long words, German, justified, hyphens",
     "<fo:block text-align='justify' hyphenate='true' language='de'>" SETTING_GERMAN "</fo:block>",
     299},
    {"37 long words, German, half the measure",
     "<fo:block text-align='justify' hyphenate='true' language='de'>" SETTING_GERMAN "</fo:block>",
     143},
    {"a line of contents with a leader",
     "<fo:block text-align-last='justify'>Terugbetaling van medische kosten"
     "<fo:leader leader-pattern='dots' leader-pattern-width='5pt'/>12</fo:block>",
     299},
};

enum { TIMES = 20000 };

static double
milliseconds(void)
{
    return clock() * 1e3 / CLOCKS_PER_SEC;
}

static bool
first_fit(const struct breakpoint *points, unsigned from, unsigned to,
          const struct line_rules *rules, GArray *lines)
{
    bool good = true;

    for (unsigned a = from, b = from; a < to; a = b) {
        double measure = rules->width - (a == from && rules->first ? rules->indent : 0);
        for (b = a + 1; b < to; b++)
            if (points[b + 1].end.width - points[a].start.width > measure)
                break;
        good = good && points[b].end.width - points[a].start.width <= measure;
        g_array_append_val(lines, b);
    }
    return good;
}

static struct paragraph *
set_by(break_finder find, const struct setting *setting, struct fonts *fonts, struct diag *diag)
{
    struct draft_paragraph draft = setting_draft(setting, fonts, diag);
    g_autoptr(GArray) lines = g_array_new(FALSE, FALSE, sizeof(unsigned));

    draft_begin(&draft);
    draft_break(&draft, find, lines);
    struct paragraph *paragraph = compose(&draft, lines);
    draft_end(&draft);
    return paragraph;
}

/* µs a paragraph */
static double
time_of(break_finder find, const struct setting *setting, struct fonts *fonts, struct diag *diag)
{
    double began = milliseconds();

    for (unsigned i = 0; i < TIMES; i++)
        paragraph_free(set_by(find, setting, fonts, diag));
    return (milliseconds() - began) * 1e3 / TIMES;
}

/* By turns, because the machine is not always as fast. */
static void
measure(unsigned number, struct fonts *fonts, struct diag *diag, double *total, double *first)
{
    enum { TURNS = 3 };
    struct setting *setting = setting_new(cases[number].block, cases[number].width, diag);
    double began = milliseconds(), total_fit = 0, greedy = 0;

    paragraph_free(setting_break(setting, fonts, diag));
    double warm = milliseconds() - began;
    for (unsigned i = 0; i < TURNS; i++) {
        total_fit += time_of(breaks_find, setting, fonts, diag) / TURNS;
        greedy += time_of(first_fit, setting, fonts, diag) / TURNS;
    }
    printf("%-44s %6.1f µs  %5.2f of first fit  (first time %.1f ms)\n", cases[number].name,
           total_fit, total_fit / greedy, warm);
    *total += total_fit;
    *first += greedy;
    setting_free(setting);
}

int
main(void)
{
    g_autoptr(diag) diag = diag_new();
    double began = milliseconds(), total = 0, first = 0;
    g_autoptr(fonts) fonts = fonts_load("fonts/fonts.conf", diag);

    printf("%-44s %6.1f ms\n", "fonts_load", milliseconds() - began);
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++)
        measure(i, fonts, diag, &total, &first);
    printf("%-44s %6.1f µs  %5.2f of first fit\n", "all", total, total / first);
    return diag_count(diag, DIAG_NOTE) > 0;
}
