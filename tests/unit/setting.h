#ifndef SETTING_H
#define SETTING_H

#include <string.h>

#include "base/xml.h"
#include "layout/paragraph_int.h"
#include "layout/text_int.h"
#include "unit/test.h"

/* Paragraphs for tests and benches: a block of XSL-FO as spans. */

#define SETTING_DUTCH                                                                               \
    "Wie in België werkt voor een werkgever die in een ander land is gevestigd, valt in beginsel " \
    "onder de Belgische sociale zekerheid van de werknemers. Uw werkgever betaalt dan de sociale "  \
    "bijdragen in België, ook wanneer hij hier geen vestiging heeft, en u hebt recht op de "       \
    "terugbetaling van de medische kosten, op werkloosheidsuitkeringen en op kinderbijslag voor "   \
    "uw gezin."
#define SETTING_GERMAN                                                                             \
    "Die Sozialversicherungsbeiträge und die Arbeitslosenunterstützung für Grenzarbeitnehmer "  \
    "richten sich nach den Rechtsvorschriften des Beschäftigungsstaates; die "                    \
    "Krankenversicherungskarte und die Entsendebescheinigung sind vor der Abreise beim "           \
    "Versicherungsunternehmen zu beantragen, die Zusammenrechnung der Versicherungszeiten "        \
    "erfolgt durch die Verbindungsstelle der Vertragsstaaten."

struct setting {
    xmlDoc *xml;
    struct fo_document *document;
    GArray *spans; /* of struct span */
    struct paragraph_shape shape;
};

static inline void
setting_add(struct setting *setting, const struct fo_node *node)
{
    struct span span = {.style = node->style, .place = node->place};

    if (node->element == FO_TEXT) {
        span.text = node->text != NULL ? node->text : "";
        span.length = strlen(span.text);
    } else if (node->element == FO_LEADER) {
        double width = setting->shape.width;
        span.kind = SPAN_LEADER;
        span.minimum = fo_pt(node->style, FO_P_LEADER_LENGTH_MINIMUM, width, 0);
        span.optimum = fo_pt(node->style, FO_P_LEADER_LENGTH_OPTIMUM, width, 12);
        span.maximum = fo_pt(node->style, FO_P_LEADER_LENGTH_MAXIMUM, width, width);
    } else {
        unsigned first = setting->spans->len;
        for (const struct fo_node *kid = node->child; kid != NULL; kid = kid->next)
            setting_add(setting, kid);
        if (node->element != FO_INLINE || first == setting->spans->len)
            return;
        struct span *spans = (struct span *)setting->spans->data;
        spans[first].padding_start += fo_pt(node->style, FO_P_PADDING_START, 0, 0);
        spans[setting->spans->len - 1].padding_end += fo_pt(node->style, FO_P_PADDING_END, 0, 0);
        for (unsigned i = first; i < setting->spans->len; i++)
            spans[i].shift += fo_pt(node->style, FO_P_BASELINE_SHIFT, 0, 0);
        return;
    }
    g_array_append_val(setting->spans, span);
}

/* block: "<fo:block …>…</fo:block>" */
static inline struct setting *
setting_new(const char *block, float width, struct diag *diag)
{
    struct setting *setting = g_new0(struct setting, 1);
    g_autofree char *text = g_strdup_printf(
        "<fo:root xmlns:fo='http://www.w3.org/1999/XSL/Format' xmlns:fp='urn:fichepress:1' "
        "font-family='Brochure Text' "
        "font-size='10.4pt' line-height='13pt' language='nl'><fo:layout-master-set>"
        "<fo:simple-page-master master-name='a' page-width='400pt' page-height='400pt'>"
        "<fo:region-body/></fo:simple-page-master></fo:layout-master-set>"
        "<fo:page-sequence master-reference='a'><fo:flow flow-name='xsl-region-body'>%s"
        "</fo:flow></fo:page-sequence></fo:root>",
        block);

    setting->xml = xml_read_memory("test.fo", text, strlen(text), diag);
    g_assert_nonnull(setting->xml);
    setting->document = fo_parse(setting->xml, diag);
    g_assert_nonnull(setting->document);
    setting->spans = g_array_new(FALSE, FALSE, sizeof(struct span));
    const struct fo_node *node = fo_root(setting->document);
    while (node->element != FO_BLOCK)
        node = node->element == FO_LAYOUT_MASTER_SET ? node->next : node->child;
    setting->shape = (struct paragraph_shape){node->style, width, 0, node->place};
    setting_add(setting, node);
    return setting;
}

static inline void
setting_free(struct setting *setting)
{
    g_array_unref(setting->spans);
    fo_free(setting->document);
    xml_free(setting->xml);
    g_free(setting);
}

/* The same, for who goes through the stages of breaking one by one. */
static inline struct draft_paragraph
setting_draft(const struct setting *setting, struct fonts *fonts, struct diag *diag)
{
    return (struct draft_paragraph){.fonts = fonts,
                                    .shape = &setting->shape,
                                    .spans = (const struct span *)setting->spans->data,
                                    .span_count = setting->spans->len,
                                    .diag = diag};
}

static inline struct paragraph *
setting_break(const struct setting *setting, struct fonts *fonts, struct diag *diag)
{
    return paragraph_new(fonts, &setting->shape, (const struct span *)setting->spans->data,
                         setting->spans->len, diag);
}

/* The lines of a block in which nothing is wrong. */
static inline struct paragraph *
setting_lines(const char *block, float width, struct fonts *fonts)
{
    g_autoptr(diag) diag = diag_new();
    struct setting *setting = setting_new(block, width, diag);
    struct paragraph *paragraph = setting_break(setting, fonts, diag);

    setting_free(setting);
    g_assert_cmpuint(diag_count(diag, DIAG_NOTE), ==, 0);
    return paragraph;
}

/* What one reads: words, spaces, line ends; "-" for a line-end hyphen. */
static inline void
setting_line_text(const struct paragraph *paragraph, unsigned number, GString *out)
{
    const struct line *line = &paragraph->lines[number];

    for (unsigned f = line->fragment; f < line->fragment_end; f++) {
        const struct fragment *fragment = &paragraph->fragments[f];
        if (fragment->space_before)
            g_string_append_c(out, ' ');
        for (unsigned p = fragment->piece; p < fragment->piece_end; p++) {
            const struct piece *piece = &paragraph->pieces[p];
            const struct word *word = piece->word;
            unsigned from = piece->glyph < word->glyph_count ? word->glyphs[piece->glyph].cluster
                                                             : word->length;
            unsigned to = piece->glyph_end < word->glyph_count
                              ? word->glyphs[piece->glyph_end].cluster
                              : word->length;
            if (piece->glyph == 0 && piece->glyph_end == word->glyph_count)
                from = 0, to = word->length;
            if (piece->space > 0)
                g_string_append_c(out, ' ');
            g_string_append_len(out, word->text + from, to - from);
            if (piece->hyphen)
                g_string_append_c(out, '-');
        }
    }
}

static inline char *
setting_text(const struct paragraph *paragraph)
{
    GString *out = g_string_new(NULL);

    for (unsigned i = 0; i < paragraph->line_count; i++) {
        setting_line_text(paragraph, i, out);
        if (i + 1 < paragraph->line_count)
            g_string_append_c(out, '\n');
    }
    return g_string_free(out, FALSE);
}

#endif
