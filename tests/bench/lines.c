#include <time.h>

#include "unit/setting.h"

/* Speed of the text half of the layout: start-up, first words, and paragraphs of cached words. */

#define DUTCH                                                                                       \
    "Wie in België werkt voor een werkgever die in een ander land is gevestigd, valt in beginsel " \
    "onder de Belgische sociale zekerheid van de werknemers. Uw werkgever betaalt dan de sociale "  \
    "bijdragen in België, ook wanneer hij hier geen vestiging heeft, en u hebt recht op de "       \
    "terugbetaling van de medische kosten, op werkloosheidsuitkeringen en op kinderbijslag voor "   \
    "uw gezin."
#define GERMAN                                                                                     \
    "Die Sozialversicherungsbeiträge und die Arbeitslosenunterstützung für Grenzarbeitnehmer "  \
    "richten sich nach den Rechtsvorschriften des Beschäftigungsstaates; die "                    \
    "Krankenversicherungskarte und die Entsendebescheinigung sind vor der Abreise beim "           \
    "Versicherungsunternehmen zu beantragen, die Zusammenrechnung der Versicherungszeiten "        \
    "erfolgt durch die Verbindungsstelle der Vertragsstaaten, soweit nichts anderes gilt."

static const struct {
    const char *name, *block;
    float width;
} cases[] = {
    {"58 words, Dutch, justified, hyphens",
     "<fo:block text-align='justify' hyphenate='true'>" DUTCH "</fo:block>", 299},
    {"58 words, Dutch, half the measure",
     "<fo:block text-align='justify' hyphenate='true'>" DUTCH "</fo:block>", 143},
    {"58 words, Dutch, ragged", "<fo:block>" DUTCH "</fo:block>", 299},
    {"42 long words, German, justified, hyphens",
     "<fo:block text-align='justify' hyphenate='true' language='de'>" GERMAN "</fo:block>", 299},
    {"42 long words, German, half the measure",
     "<fo:block text-align='justify' hyphenate='true' language='de'>" GERMAN "</fo:block>", 143},
    {"a line of contents with a leader",
     "<fo:block text-align-last='justify'>Terugbetaling van medische kosten"
     "<fo:leader leader-pattern='dots' leader-pattern-width='5pt'/>12</fo:block>",
     299},
};

static double
milliseconds(void)
{
    return clock() * 1e3 / CLOCKS_PER_SEC;
}

static void
measure(unsigned number, struct fonts *fonts, struct diag *diag)
{
    enum { TIMES = 20000 };
    struct setting *setting = setting_new(cases[number].block, cases[number].width, diag);
    double began = milliseconds();

    paragraph_free(setting_break(setting, fonts, diag));
    double first = milliseconds();
    for (unsigned i = 0; i < TIMES; i++)
        paragraph_free(setting_break(setting, fonts, diag));
    printf("%-44s %6.1f µs  (first time %.1f ms)\n", cases[number].name,
           (milliseconds() - first) * 1e3 / TIMES, first - began);
    setting_free(setting);
}

int
main(void)
{
    g_autoptr(diag) diag = diag_new();
    double began = milliseconds();
    g_autoptr(fonts) fonts = fonts_load("fonts/fonts.conf", diag);

    printf("%-44s %6.1f ms\n", "fonts_load", milliseconds() - began);
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++)
        measure(i, fonts, diag);
    return diag_count(diag, DIAG_NOTE) > 0;
}
