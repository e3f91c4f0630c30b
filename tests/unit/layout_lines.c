#include <math.h>
#include <stdlib.h>

#include "unit/setting.h"

/* Lines of paragraphs, with the real fonts. */

static struct fonts *configured;

/* Breaks a block; errors go to diag, where NULL there may be none. */
static struct paragraph *
set(const char *block, float width, struct diag *diag)
{
    g_autoptr(diag) own = diag_new();
    struct setting *setting = setting_new(block, width, own);
    struct paragraph *paragraph = setting_break(setting, configured, diag != NULL ? diag : own);

    setting_free(setting);
    g_assert_cmpuint(diag_count(own, DIAG_NOTE), ==, 0);
    return paragraph;
}

static void
reads(const char *block, float width, const char *expected)
{
    struct paragraph *paragraph = set(block, width, NULL);
    g_autofree char *text = setting_text(paragraph);

    g_assert_cmpstr(text, ==, expected);
    paragraph_free(paragraph);
}

static float
piece_width(const struct piece *piece, float size)
{
    const struct face *face = fonts_face(configured, piece->word->face);
    int units = piece->hyphen ? face->hyphen_width : 0;

    for (unsigned g = piece->glyph; g < piece->glyph_end; g++)
        units += piece->word->glyphs[g].advance;
    return (float)units * size / face->units_per_em;
}

/* What must hold for every paragraph of 10.4 pt without letter-spacing. */
static void
is_sound(const struct paragraph *paragraph, float width)
{
    for (unsigned i = 0; i < paragraph->line_count; i++) {
        const struct line *line = &paragraph->lines[i];
        g_assert_cmpfloat(line->x, >=, -0.001);
        g_assert_cmpfloat(line->x + line->width, <=, width + 0.06);
        g_assert_cmpfloat(line->height, >, line->baseline);
        for (unsigned f = line->fragment; f < line->fragment_end; f++) {
            const struct fragment *fragment = &paragraph->fragments[f];
            float x = fragment->x;
            for (unsigned p = fragment->piece; p < fragment->piece_end; p++) {
                const struct piece *piece = &paragraph->pieces[p];
                x += piece->space;
                g_assert_cmpfloat_with_epsilon(piece->x, x, 0.01);
                g_assert_cmpuint(piece->word->face, ==, fragment->face);
                x += piece_width(piece, 10.4F);
            }
            if (fragment->piece < fragment->piece_end)
                g_assert_cmpfloat_with_epsilon(fragment->x + fragment->width, x, 0.01);
        }
    }
}

static void
test_known(void)
{
    reads("<fo:block text-align='justify' hyphenate='true'>" SETTING_DUTCH "</fo:block>", 299,
          "Wie in België werkt voor een werkgever die in een ander land is ge-\n"
          "vestigd, valt in beginsel onder de Belgische sociale zekerheid van de\n"
          "werknemers. Uw werkgever betaalt dan de sociale bijdragen in België,\n"
          "ook wanneer hij hier geen vestiging heeft, en u hebt recht op de terug-\n"
          "betaling van de medische kosten, op werkloosheidsuitkeringen en op\n"
          "kinderbijslag voor uw gezin.");
}

/* A looser line, before the end of a word stands alone on the last. */
static void
test_no_fragment_at_the_end(void)
{
    reads("<fo:block text-align='justify' hyphenate='true' language='fr'>Si vous travaillez en "
          "Turquie, vous ne payez en principe des cotisations que là. En cas de détachement, vous "
          "restez assuré en Belgique et ne payez pas là-bas de cotisations pour les branches que "
          "règle la convention.</fo:block>",
          299,
          "Si vous travaillez en Turquie, vous ne payez en principe des cotisa-\n"
          "tions que là. En cas de détachement, vous restez assuré en Belgique\n"
          "et ne payez pas là-bas de cotisations pour les branches que règle la\n"
          "convention.");
}

static void
test_measure_is_kept(void)
{
    static const char *const aligned[] = {"start", "center", "end", "justify"};

    for (unsigned a = 0; a < G_N_ELEMENTS(aligned); a++)
        for (unsigned lang = 0; lang < 2; lang++)
            for (float width = 60; width < 420; width += 7) {
                g_autofree char *block = g_strdup_printf(
                    "<fo:block text-align='%s' hyphenate='true' language='%s'>%s</fo:block>",
                    aligned[a], lang ? "de" : "nl", lang ? SETTING_GERMAN : SETTING_DUTCH);
                struct paragraph *paragraph = set(block, width, NULL);
                is_sound(paragraph, width);
                paragraph_free(paragraph);
            }
}

static void
test_justified(void)
{
    struct paragraph *paragraph = set(
        "<fo:block text-align='justify' hyphenate='true'>" SETTING_DUTCH "</fo:block>", 299, NULL);

    for (unsigned i = 0; i + 1 < paragraph->line_count; i++) {
        g_assert_cmpfloat_with_epsilon(paragraph->lines[i].width, 299, 0.01);
        g_assert_false(paragraph->lines[i].last);
        g_assert_true(paragraph->lines[i].space_after == !paragraph->lines[i].hyphen);
    }
    g_assert_true(paragraph->lines[paragraph->line_count - 1].last);
    g_assert_false(paragraph->lines[paragraph->line_count - 1].space_after);
    g_assert_cmpfloat(paragraph->lines[paragraph->line_count - 1].width, <, 200);
    paragraph_free(paragraph);
}

static void
test_alignment(void)
{
    static const struct {
        const char *attributes;
        float x; /* of the line, as a share of the free space */
    } cases[] = {{"text-align='start'", 0},
                 {"text-align='center'", 0.5F},
                 {"text-align='end'", 1},
                 {"text-align='justify'", 0},
                 {"text-align='start' text-align-last='end'", 1}};

    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *block =
            g_strdup_printf("<fo:block %s>een twee</fo:block>", cases[i].attributes);
        struct paragraph *paragraph = set(block, 200, NULL);
        const struct line *line = &paragraph->lines[0];
        g_assert_cmpuint(paragraph->line_count, ==, 1);
        g_assert_cmpfloat_with_epsilon(line->x, cases[i].x * (200 - line->width), 0.01);
        is_sound(paragraph, 200);
        paragraph_free(paragraph);
    }
    struct paragraph *wide =
        set("<fo:block text-align-last='justify'>een twee</fo:block>", 200, NULL);
    g_assert_cmpfloat_with_epsilon(wide->lines[0].width, 200, 0.01);
    paragraph_free(wide);
}

static void
test_indent(void)
{
    struct paragraph *paragraph =
        set("<fo:block text-indent='20pt'>" SETTING_DUTCH "</fo:block>", 299, NULL);

    g_assert_cmpfloat(paragraph->lines[0].x, ==, 20);
    g_assert_cmpfloat(paragraph->lines[1].x, ==, 0);
    is_sound(paragraph, 299);
    paragraph_free(paragraph);
}

/* ---- Hyphens ---- */

static unsigned
most_hyphens_in_a_row(const struct paragraph *paragraph)
{
    unsigned most = 0, row = 0;

    for (unsigned i = 0; i < paragraph->line_count; i++) {
        row = paragraph->lines[i].hyphen ? row + 1 : 0;
        most = MAX(most, row);
    }
    return most;
}

static void
test_ladder(void)
{
    for (unsigned limit = 1; limit < 4; limit++)
        for (float width = 130; width < 240; width += 5) {
            g_autofree char *block =
                g_strdup_printf("<fo:block text-align='justify' hyphenate='true' language='de' "
                                "hyphenation-ladder-count='%u'>" SETTING_GERMAN "</fo:block>",
                                limit);
            struct paragraph *paragraph = set(block, width, NULL);
            g_assert_cmpuint(most_hyphens_in_a_row(paragraph), <=, limit);
            paragraph_free(paragraph);
        }
}

static void
test_hyphens_only_where_asked(void)
{
    struct paragraph *plain =
        set("<fo:block text-align='justify'>" SETTING_DUTCH "</fo:block>", 150, NULL);
    struct paragraph *hyphenated = set(
        "<fo:block text-align='justify' hyphenate='true'>" SETTING_DUTCH "</fo:block>", 150, NULL);

    g_assert_cmpuint(most_hyphens_in_a_row(plain), ==, 0);
    g_assert_cmpuint(most_hyphens_in_a_row(hyphenated), >, 0);
    paragraph_free(plain);
    paragraph_free(hyphenated);
}

static void
test_trema(void)
{
    reads("<fo:block hyphenate='true'>reëel</fo:block>", 20, "re-\neel");
    reads("<fo:block hyphenate='true' hyphenation-push-character-count='9'>coördinatie</fo:block>",
          46, "co-\nordinatie");
    reads("<fo:block hyphenate='true'>reëel</fo:block>", 60, "reëel");
}

static void
test_places(void)
{
    reads("<fo:block>abcdef&#xad;ghijkl</fo:block>", 40, "abcdef-\nghijkl");
    reads("<fo:block>abcdef&#xad;ghijkl</fo:block>", 100, "abcdefghijkl");
    reads("<fo:block>www.a.be/&#x200b;bcdefg/&#x200b;hij</fo:block>", 50, "www.a.be/\nbcdefg/hij");
    reads("<fo:block>sociaal-economisch</fo:block>", 60, "sociaal-\neconomisch");
    reads("<fo:block>zie §&#xa0;5</fo:block>", 26, "zie\n§ 5");
    reads("<fo:block>neem een e-mail</fo:block>", 46, "neem een\ne-mail");
    reads("<fo:block>het BE-TR 111</fo:block>", 40, "het\nBE-TR\n111");
    reads("<fo:block>een <fo:inline keep-together.within-line='always'>twee drie</fo:inline> "
          "vier</fo:block>",
          50, "een\ntwee drie\nvier");
    reads("<fo:block wrap-option='no-wrap'>een twee drie vier</fo:block>", 40,
          "een twee drie vier");
    reads("<fo:block linefeed-treatment='preserve'>een\ntwee</fo:block>", 200, "een\ntwee");
    reads("<fo:block>soci<fo:inline font-style='italic'>aal</fo:inline> vak</fo:block>", 30,
          "sociaal\nvak");
}

/* ---- Faces ---- */

static void
test_fallback(void)
{
    struct paragraph *paragraph = set("<fo:block>abcԱԲdef</fo:block>", 200, NULL);
    g_autofree char *text = setting_text(paragraph);

    g_assert_cmpstr(text, ==, "abcԱԲdef");
    g_assert_cmpuint(paragraph->fragment_count, ==, 3);
    g_assert_cmpstr(fonts_face(configured, paragraph->fragments[1].face)->postscript_name, ==,
                    "NotoSansArmenian-Regular");
    g_assert_false(paragraph->fragments[1].space_before);
    g_assert_cmpfloat_with_epsilon(paragraph->lines[0].height, 13, 0.001);
    is_sound(paragraph, 200);
    paragraph_free(paragraph);
}

static void
test_missing(void)
{
    g_autoptr(diag) diag = diag_new();
    struct diag_style style = {.format = DIAG_SHORT};
    struct paragraph *paragraph = set("<fo:block>Bel 😀 ons</fo:block>", 200, diag);
    char *printed = NULL;
    size_t size;

    g_assert_cmpuint(diag_count(diag, DIAG_ERROR), ==, 1);
    FILE *file = open_memstream(&printed, &size);
    diag_print(diag, &style, file);
    fclose(file);
    g_assert_nonnull(strstr(printed, "E0601"));
    g_assert_nonnull(strstr(printed, "U+1F600 GRINNING FACE"));
    g_assert_nonnull(strstr(printed, "test.fo:1:"));
    free(printed);
    for (unsigned i = 0; i < paragraph->piece_count; i++)
        for (unsigned g = 0; g < paragraph->pieces[i].word->glyph_count; g++)
            g_assert_cmpuint(paragraph->pieces[i].word->glyphs[g].id, !=, 0);
    paragraph_free(paragraph);
}

static void
test_directions(void)
{
    struct paragraph *paragraph = set("<fo:block>naam שלום עולם (Hebreeuws)</fo:block>", 299, NULL);
    const struct fragment *fragments = paragraph->fragments;

    g_assert_cmpuint(paragraph->fragment_count, ==, 4);
    g_assert_cmpfloat(fragments[0].x, ==, 0);
    g_assert_cmpfloat(fragments[2].x, <, fragments[1].x);
    g_assert_cmpfloat(fragments[1].x, <, fragments[3].x);
    g_assert_cmpfloat(fragments[0].x, <, fragments[2].x);
    g_assert_cmpuint(fragments[1].text_offset, ==, 5);
    g_assert_cmpuint(fragments[2].text_offset, ==, 10);
    is_sound(paragraph, 299);
    paragraph_free(paragraph);

    struct paragraph *arabic = set("<fo:block direction='rtl'>مرحبا</fo:block>", 299, NULL);
    const struct word *word = arabic->pieces[0].word;
    g_assert_cmpfloat_with_epsilon(arabic->lines[0].x + arabic->lines[0].width, 299, 0.01);
    g_assert_cmpuint(word->glyphs[0].cluster, >, word->glyphs[word->glyph_count - 1].cluster);
    paragraph_free(arabic);
}

/* ---- Inlines ---- */

static void
test_leader(void)
{
    static const char *const titles[] = {"Inhoud", "Wie u kunt vragen", "Pensioen"};
    float first = 0;

    for (unsigned i = 0; i < G_N_ELEMENTS(titles); i++) {
        g_autofree char *block = g_strdup_printf(
            "<fo:block text-align-last='justify'>%s<fo:leader leader-pattern='dots' "
            "leader-pattern-width='5pt' leader-alignment='reference-area'/>12</fo:block>",
            titles[i]);
        struct paragraph *paragraph = set(block, 299, NULL);
        const struct fragment *leader = &paragraph->fragments[1];
        g_assert_cmpuint(paragraph->fragment_count, ==, 3);
        g_assert_cmpfloat_with_epsilon(paragraph->lines[0].width, 299, 0.01);
        g_assert_cmpuint(leader->piece_end - leader->piece, >, 20);
        float x = fmodf(paragraph->pieces[leader->piece].x, 5);
        first = i == 0 ? x : first;
        g_assert_cmpfloat_with_epsilon(x, first, 0.001);
        for (unsigned p = leader->piece; p < leader->piece_end; p++) {
            g_assert_cmpfloat(paragraph->pieces[p].x, >=, leader->x);
            g_assert_cmpfloat(paragraph->pieces[p].x, <, leader->x + leader->width);
        }
        paragraph_free(paragraph);
    }
}

static void
test_long_contents_line(void)
{
    struct paragraph *paragraph =
        set("<fo:block text-align-last='justify'>Terugbetaling van medische kosten tijdens een "
            "tijdelijk verblijf<fo:leader leader-length.minimum='20pt'/>112</fo:block>",
            240, NULL);

    g_assert_cmpuint(paragraph->line_count, ==, 2);
    g_assert_cmpfloat_with_epsilon(paragraph->lines[1].width, 240, 0.01);
    paragraph_free(paragraph);
}

static void
test_padding(void)
{
    struct paragraph *paragraph = set("<fo:block>een <fo:inline padding-start='4pt' "
                                      "padding-end='6pt'>7</fo:inline>twee</fo:block>",
                                      200, NULL);
    const struct fragment *fragments = paragraph->fragments;
    float space = fonts_face(configured, 0)->space_width * 10.4F / 1000;

    g_assert_true(fragments[1].space_before);
    g_assert_cmpfloat_with_epsilon(fragments[1].x, fragments[0].x + fragments[0].width + space + 4,
                                   0.01);
    g_assert_cmpfloat_with_epsilon(fragments[2].x, fragments[1].x + fragments[1].width + 6, 0.01);
    paragraph_free(paragraph);
}

static void
test_letter_spacing(void)
{
    struct paragraph *plain = set("<fo:block>Wonen</fo:block>", 200, NULL);
    struct paragraph *spaced = set("<fo:block letter-spacing='2pt'>Wonen</fo:block>", 200, NULL);

    g_assert_cmpfloat_with_epsilon(spaced->lines[0].width, plain->lines[0].width + 10, 0.01);
    paragraph_free(plain);
    paragraph_free(spaced);
}

static void
test_line_height(void)
{
    static const struct {
        const char *attributes, *inner;
        float height;
    } cases[] = {
        {"", "", 13},
        {"line-height='1.5'", "", 15.6F},
        {"line-height-shift-adjustment='disregard-shifts'", "baseline-shift='9pt'", 13},
        {"line-height-shift-adjustment='consider-shifts'", "baseline-shift='9pt'", 22},
        {"line-stacking-strategy='font-height'", "font-size='20pt'", 13},
    };

    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *block =
            g_strdup_printf("<fo:block %s>a<fo:inline %s>b</fo:inline></fo:block>",
                            cases[i].attributes, cases[i].inner);
        struct paragraph *paragraph = set(block, 200, NULL);
        g_assert_cmpfloat_with_epsilon(paragraph->lines[0].height, cases[i].height, 0.01);
        paragraph_free(paragraph);
    }
}

static void
test_offsets(void)
{
    struct paragraph *paragraph = set(
        "<fo:block text-align='justify' hyphenate='true'>" SETTING_DUTCH "</fo:block>", 120, NULL);
    g_autofree char *text = setting_text(paragraph);
    unsigned offset = 0, line = 0;

    for (const char *at = text;; at = g_utf8_next_char(at)) {
        if (at == text || at[-1] == '\n') {
            unsigned fragment = paragraph->lines[line].fragment;
            g_assert_cmpuint(paragraph->fragments[fragment].text_offset, ==, offset);
            line++;
        }
        if (*at == '\0')
            break;
        offset += *at != '-' && (*at != '\n' || at[-1] != '-');
    }
    g_assert_cmpuint(line, ==, paragraph->line_count);
    paragraph_free(paragraph);
}

static void
test_offsets_count_the_document(void)
{
    struct paragraph *paragraph = set(
        "<fo:block>www.a.be/&#x200b;bcdefg/&#x200b;hij abcdef&#xad;ghijkl</fo:block>", 46, NULL);
    static const unsigned offsets[] = {0, 10, 22, 29};

    g_assert_cmpuint(paragraph->line_count, ==, G_N_ELEMENTS(offsets));
    for (unsigned i = 0; i < paragraph->line_count; i++)
        g_assert_cmpuint(paragraph->fragments[paragraph->lines[i].fragment].text_offset, ==,
                         offsets[i]);
    paragraph_free(paragraph);
}

/* ---- Measuring, and what is hard ---- */

static void
test_measure(void)
{
    g_autoptr(diag) diag = diag_new();
    struct setting *setting =
        setting_new("<fo:block hyphenate='true'>" SETTING_DUTCH "</fo:block>", 299, diag);
    struct widths widths =
        paragraph_measure(configured, &setting->shape, (const struct span *)setting->spans->data,
                          setting->spans->len, diag);
    float least = widths.least, most = widths.most;

    g_assert_cmpfloat(least, >, 20);
    g_assert_cmpfloat(least, <, 80);
    g_assert_cmpfloat(widths.word, >, least);
    g_assert_cmpfloat(widths.word, <, most);
    setting->shape.width = least;
    struct paragraph *narrow = setting_break(setting, configured, diag);
    is_sound(narrow, least);
    setting->shape.width = most;
    struct paragraph *wide = setting_break(setting, configured, diag);
    g_assert_cmpuint(wide->line_count, ==, 1);
    g_assert_cmpfloat_with_epsilon(wide->lines[0].width, most, 0.05);
    g_assert_cmpuint(diag_count(diag, DIAG_NOTE), ==, 0);
    paragraph_free(narrow);
    paragraph_free(wide);
    setting_free(setting);
}

/* text repeated in a block of a width: how many lines, how many errors. */
static void
survives(const char *attributes, const char *text, unsigned times, float width, unsigned errors)
{
    g_autoptr(diag) diag = diag_new();
    g_autoptr(GString) block = g_string_new(NULL);
    gint64 began = g_get_monotonic_time();

    g_string_printf(block, "<fo:block %s>", attributes);
    for (unsigned i = 0; i < times; i++)
        g_string_append(block, text);
    g_string_append(block, "</fo:block>");
    struct paragraph *paragraph = set(block->str, width, diag);
    g_assert_cmpuint(diag_count(diag, DIAG_ERROR), ==, errors);
    if (errors == 0)
        is_sound(paragraph, width);
    paragraph_free(paragraph);
    g_assert_cmpint(g_get_monotonic_time() - began, <, 5 * G_USEC_PER_SEC);
}

static void
test_hard(void)
{
    static const char justified[] = "text-align='justify' hyphenate='true'";

    survives(justified, "", 1, 299, 0);
    survives(justified, "woord", 1, 299, 0);
    survives(justified, " ", 10000, 299, 0);
    survives(justified, "werkloosheid ", 10000, 299, 0);
    survives(justified, "&#x200b;", 10000, 299, 0);
    survives(justified, "a&#x200b;", 10000, 299, 0);
    survives(justified, "a&#xad;", 10000, 299, 0);
    survives("white-space-collapse='false'", " ", 10000, 299, 0);
    survives(justified, "e", 100000, 299, 1);
    survives(justified, "woord ", 50, 0, 1);
    survives(justified, "werkloosheidsuitkeringen ", 50, 4, 7);
    survives("text-indent='500pt'", "woord ", 50, 299, 1);
    survives(justified, "e&#x301;&#x301;", 20000, 299, 1);
}

static void
test_overfull(void)
{
    g_autoptr(diag) diag = diag_new();
    struct paragraph *paragraph =
        set("<fo:block>Stuur naar jan.peeters.van.den.bossche@voorbeeld.example vandaag</fo:block>",
            120, diag);
    g_autofree char *text = setting_text(paragraph);

    g_assert_cmpuint(diag_count(diag, DIAG_ERROR), ==, 1);
    g_assert_cmpstr(text, ==, "Stuur naar\njan.peeters.van.den.bossche@voorbeeld.example\nvandaag");
    paragraph_free(paragraph);
}

static void
append_numbers(const struct paragraph *paragraph, GString *out)
{
    for (unsigned i = 0; i < paragraph->line_count; i++)
        g_string_append_printf(out, "%a %a\n", paragraph->lines[i].x, paragraph->lines[i].width);
    for (unsigned i = 0; i < paragraph->piece_count; i++)
        g_string_append_printf(out, "%.*s %u %a\n", paragraph->pieces[i].word->length,
                               paragraph->pieces[i].word->text, paragraph->pieces[i].glyph_end,
                               paragraph->pieces[i].x);
}

/* What the process set before changes nothing. */
static void
test_determinism(void)
{
    static const char block[] =
        "<fo:block text-align='justify' hyphenate='true' language='de'>" SETTING_GERMAN
        "</fo:block>";
    g_autoptr(GString) warm = g_string_new(NULL), cold = g_string_new(NULL);
    g_autoptr(diag) diag = diag_new();
    struct paragraph *paragraph = set(block, 170, NULL);

    append_numbers(paragraph, warm);
    paragraph_free(paragraph);
    struct fonts *kept = configured;
    configured = fonts_load("fonts/fonts.conf", diag);
    paragraph = set(block, 170, NULL);
    append_numbers(paragraph, cold);
    g_assert_cmpstr(warm->str, ==, cold->str);
    paragraph_free(paragraph);
    fonts_free(configured);
    configured = kept;
}

int
main(int argc, char **argv)
{
    g_autoptr(diag) diag = diag_new();

    test_init(argc, argv);
    configured = fonts_load("fonts/fonts.conf", diag);
    g_test_add_func("/lines/known", test_known);
    g_test_add_func("/lines/no-fragment-at-the-end", test_no_fragment_at_the_end);
    g_test_add_func("/lines/measure-is-kept", test_measure_is_kept);
    g_test_add_func("/lines/justified", test_justified);
    g_test_add_func("/lines/alignment", test_alignment);
    g_test_add_func("/lines/indent", test_indent);
    g_test_add_func("/lines/ladder", test_ladder);
    g_test_add_func("/lines/hyphens-only-where-asked", test_hyphens_only_where_asked);
    g_test_add_func("/lines/trema", test_trema);
    g_test_add_func("/lines/places", test_places);
    g_test_add_func("/lines/fallback", test_fallback);
    g_test_add_func("/lines/missing", test_missing);
    g_test_add_func("/lines/directions", test_directions);
    g_test_add_func("/lines/leader", test_leader);
    g_test_add_func("/lines/long-contents-line", test_long_contents_line);
    g_test_add_func("/lines/padding", test_padding);
    g_test_add_func("/lines/letter-spacing", test_letter_spacing);
    g_test_add_func("/lines/line-height", test_line_height);
    g_test_add_func("/lines/offsets", test_offsets);
    g_test_add_func("/lines/offsets-count-the-document", test_offsets_count_the_document);
    g_test_add_func("/lines/measure", test_measure);
    g_test_add_func("/lines/hard", test_hard);
    g_test_add_func("/lines/overfull", test_overfull);
    g_test_add_func("/lines/determinism", test_determinism);
    int status = g_test_run();
    fonts_free(configured);
    return status;
}
