#include "layout/fonts_int.h"

#include <stdlib.h>

#include "unit/setting.h"

static const char config[] = "fonts/fonts.conf";

static unsigned
face_for(struct fonts *fonts, const char *attributes, bool lenient, struct diag *diag)
{
    g_autoptr(diag) parsing = diag_new();
    g_autofree char *block = g_strdup_printf("<fo:block %s>a</fo:block>", attributes);
    struct setting *setting = setting_new(block, 100, parsing);
    struct face_list list =
        fonts_for_style(fonts, setting->shape.style, lenient, setting->shape.place, diag);

    g_assert_cmpuint(list.count, >, 10);
    setting_free(setting);
    return list.faces[0];
}

static void
test_unreadable(void)
{
    g_autoptr(diag) diag = diag_new();
    g_autofree char *path = g_build_filename(g_get_tmp_dir(), "fichepress-none.conf", NULL);

    g_assert_null(fonts_load("fonts/none.conf", diag));
    g_assert_cmpuint(diag_count(diag, DIAG_ERROR), ==, 1);
    g_assert_true(g_file_set_contents(path, "<fontconfig><reset-dirs/></fontconfig>", -1, NULL));
    g_assert_null(fonts_load(path, diag));
    g_assert_cmpuint(diag_count(diag, DIAG_ERROR), ==, 2);
    remove(path);
}

static void
test_families(void)
{
    g_autoptr(diag) diag = diag_new();
    g_autoptr(fonts) fonts = fonts_load(config, diag);
    unsigned text = face_for(fonts, "font-family='Brochure Text'", false, diag);
    unsigned caps = face_for(fonts, "font-family='Brochure Caps'", false, diag);
    unsigned find = face_for(fonts, "font-family='Brochure Find'", false, diag);
    unsigned semibold = face_for(fonts, "font-weight='600'", false, diag);
    unsigned italic = face_for(fonts, "font-style='italic'", false, diag);
    unsigned listed = face_for(fonts, "font-family='Nowhere, sans-serif'", false, diag);

    g_assert_cmpuint(diag_count(diag, DIAG_NOTE), ==, 0);
    g_assert_cmpuint(text, !=, caps);
    g_assert_cmpuint(fonts_face(fonts, text)->program, ==, fonts_face(fonts, caps)->program);
    g_assert_cmpuint(fonts_face(fonts, text)->program, !=, fonts_face(fonts, find)->program);
    g_assert_cmpstr(fonts_face(fonts, text)->family, ==, "Brochure Text");
    g_assert_cmpstr(fonts_face(fonts, text)->postscript_name, ==, "LinLibertineO");
    g_assert_cmpstr(fonts_face(fonts, semibold)->postscript_name, ==, "LinLibertineOZ");
    g_assert_cmpstr(fonts_face(fonts, italic)->postscript_name, ==, "LinLibertineOI");
    g_assert_cmpstr(fonts_face(fonts, listed)->postscript_name, ==, "NotoSans-Regular");
    g_assert_true(fonts_face(fonts, text)->cff);
    g_assert_false(fonts_face(fonts, find)->cff);
    g_assert_cmpuint(face_for(fonts, "font-family='Brochure Text'", false, diag), ==, text);
}

static void
test_not_configured(void)
{
    static const struct {
        const char *attributes;
        bool lenient;
        enum diag_severity severity;
    } cases[] = {
        {"font-family='Nowhere'", false, DIAG_ERROR},
        {"font-family='Nowhere'", true, DIAG_WARNING},
        {"font-family='Brochure Display' font-weight='bold'", false, DIAG_ERROR},
        {"font-family='Brochure Display' font-style='italic'", false, DIAG_ERROR},
        {"font-family='Brochure Display' font-weight='bold'", true, DIAG_WARNING},
    };

    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(diag) diag = diag_new();
        g_autoptr(fonts) fonts = fonts_load(config, diag);
        face_for(fonts, cases[i].attributes, cases[i].lenient, diag);
        g_assert_cmpuint(diag_count(diag, cases[i].severity), ==, 1);
        g_assert_cmpuint(diag_count(diag, DIAG_ERROR), ==, cases[i].severity == DIAG_ERROR);
    }
}

/* Where the codes leave the pen, in thousandths of the size. */
static double
pen_after(const struct face *face, const struct word *word)
{
    g_autofree char *codes = g_strndup(word->codes, word->code_length);
    double pen = 0;

    for (const char *at = codes; *at != '\0';) {
        if (*at == '>') {
            pen -= strtol(at + 1, (char **)&at, 10);
            g_assert_cmpint(*at, ==, '<');
            at++;
            continue;
        }
        char hex[5] = {at[0], at[1], at[2], at[3], '\0'};
        unsigned glyph = strtoul(hex, NULL, 16);
        g_assert_cmpuint(glyph, <, face->glyph_count);
        pen += face->advance[glyph] * 1000.0 / face->units_per_em;
        at += 4;
    }
    return pen;
}

static void
test_words(void)
{
    static const char *const texts[] = {"AVATAR", "pensioen", "fiche", "«Öffnung»", "To.", "1234"};
    g_autoptr(diag) diag = diag_new();
    g_autoptr(fonts) fonts = fonts_load(config, diag);
    static const char *const families[] = {"font-family='Brochure Text'",
                                           "font-family='Brochure Caps'",
                                           "font-family='Brochure Find'"};

    for (unsigned f = 0; f < G_N_ELEMENTS(families); f++) {
        unsigned number = face_for(fonts, families[f], false, diag);
        const struct face *face = fonts_face(fonts, number);
        for (unsigned i = 0; i < G_N_ELEMENTS(texts); i++) {
            const struct word *word = fonts_word(fonts, number, "nl", texts[i], strlen(texts[i]));
            int width = 0;
            for (unsigned g = 0; g < word->glyph_count; g++) {
                width += word->glyphs[g].advance;
                g_assert_cmpuint(word->glyphs[g].id, !=, 0);
            }
            g_assert_cmpint(word->width, ==, width);
            g_assert_true(word->plain);
            g_assert_cmpfloat_with_epsilon(pen_after(face, word),
                                           word->width * 1000.0 / face->units_per_em, 0.51);
            g_assert_true(fonts_word(fonts, number, "nl", texts[i], strlen(texts[i])) == word);
        }
    }
}

static void
test_kerning_costs_only_where_it_is(void)
{
    g_autoptr(diag) diag = diag_new();
    g_autoptr(fonts) fonts = fonts_load(config, diag);
    unsigned text = face_for(fonts, "font-family='Brochure Text'", false, diag);
    const struct word *plain = fonts_word(fonts, text, "nl", "nnn", 3);
    const struct word *kerned = fonts_word(fonts, text, "nl", "AVA", 3);

    g_assert_cmpuint(plain->code_length, ==, 12);
    g_assert_cmpuint(kerned->code_length, >, 12);
}

static void
test_features(void)
{
    g_autoptr(diag) diag = diag_new();
    g_autoptr(fonts) fonts = fonts_load(config, diag);
    unsigned text = face_for(fonts, "font-family='Brochure Text'", false, diag);
    unsigned caps = face_for(fonts, "font-family='Brochure Caps'", false, diag);
    unsigned lining = face_for(fonts, "font-family='Brochure Lining'", false, diag);
    hb_language_t nl = hb_language_from_string("nl", -1);

    g_assert_cmpuint(fonts_word(fonts, text, "nl", "a", 1)->glyphs[0].id, !=,
                     fonts_word(fonts, caps, "nl", "a", 1)->glyphs[0].id);
    g_assert_cmpuint(fonts_word(fonts, text, "nl", "3", 1)->glyphs[0].id, !=,
                     fonts_word(fonts, lining, "nl", "3", 1)->glyphs[0].id);
    g_assert_cmpuint(word_find(fonts, text, nl, 0, "fi", 2)->glyph_count, ==, 1);
    g_assert_cmpuint(word_find(fonts, text, nl, WORD_SPACED_OUT, "fi", 2)->glyph_count, ==, 2);
}

static void
test_trim(void)
{
    g_autoptr(diag) diag = diag_new();
    g_autoptr(fonts) fonts = fonts_load(config, diag);
    unsigned text = face_for(fonts, "font-family='Brochure Text'", false, diag);
    char word[16];

    int width = fonts_word(fonts, text, "nl", "pensioen", 8)->width;
    fonts_trim(fonts);
    g_assert_cmpuint(fonts->cached, >, 0);
    for (unsigned i = 0; fonts->cached <= 8 << 20 && i < 200000; i++) {
        g_snprintf(word, sizeof word, "woord%u", i);
        fonts_word(fonts, text, "nl", word, strlen(word));
    }
    g_assert_cmpuint(fonts->cached, >, 8 << 20);
    fonts_trim(fonts);
    g_assert_cmpuint(fonts->cached, ==, 0);
    g_assert_cmpint(fonts_word(fonts, text, "nl", "pensioen", 8)->width, ==, width);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    g_test_add_func("/fonts/unreadable", test_unreadable);
    g_test_add_func("/fonts/families", test_families);
    g_test_add_func("/fonts/not-configured", test_not_configured);
    g_test_add_func("/fonts/words", test_words);
    g_test_add_func("/fonts/kerning", test_kerning_costs_only_where_it_is);
    g_test_add_func("/fonts/features", test_features);
    g_test_add_func("/fonts/trim", test_trim);
    return g_test_run();
}
