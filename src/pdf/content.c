/* A page as operators (ISO 32000-1 §9.4, §14.6).
 *
 * A run is one TJ: its words are copied as they were shaped, and between them stand a space glyph
 * and what the pen has to move so that the next word begins where the layout put it. Only what
 * changes is written: the state of text and colour is kept here as a reader keeps it. Everything
 * stands in a marked content, of an element or of an artifact. */
#include "pdf/pdf_int.h"

#include <math.h>
#include <string.h>

enum { NO_MARK = G_MININT };

struct content {
    const struct pdf *pdf;
    const struct page *page;
    struct pdf_fonts *fonts;
    GString *out;
    double margin, top; /* where the trimmed page's corner lies */
    int mark;           /* that is open; NO_MARK: none */
    int64_t colour;     /* -1: not set */
    /* Of text: */
    unsigned program;
    float size, spacing;
    bool placed; /* the line matrix is upright, and x, y is its origin in hundredths of a point */
    long x, y;
    unsigned clip; /* inside which the text is; 0: none */
};

/* ---- Marked content ---- */

static void
close_mark(struct content *c)
{
    if (c->mark != NO_MARK)
        pdf_put(c->out, "EMC\n");
    c->mark = NO_MARK;
}

static void
open_mark(struct content *c, int mark)
{
    if (mark == c->mark)
        return;
    close_mark(c);
    c->mark = mark;
    if (mark >= 0) {
        const struct pages *pages = c->pdf->pages;
        const struct element *owner =
            &pages->elements[pages->owners[c->page->mark + (unsigned)mark]];
        pdf_put(c->out, "/");
        pdf_put(c->out, owner->type);
        pdf_put(c->out, "<</MCID ");
        pdf_put_unsigned(c->out, (unsigned)mark);
        pdf_put(c->out, ">>BDC\n");
    } else if (mark == ARTIFACT_HEADER) {
        pdf_put(c->out, "/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>>BDC\n");
    } else if (mark == ARTIFACT_FOOTER) {
        pdf_put(c->out, "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>>BDC\n");
    } else {
        pdf_put(c->out, "/Artifact<</Type/Layout>>BDC\n");
    }
}

/* A background artifact has to say how large it is (§14.8.2.2.2), so each is one by itself. */
static void
open_background(struct content *c, const struct rectangle *r)
{
    close_mark(c);
    c->mark = ARTIFACT_BACKGROUND;
    pdf_put(c->out, "/Artifact<</Type/Background/BBox");
    pdf_put_box(c->out, c->page, r->x, r->y, r->width, r->height);
    pdf_put(c->out, ">>BDC\n");
}

/* ---- Rectangles and images ---- */

static void
set_colour(struct content *c, uint32_t colour)
{
    unsigned red = colour >> 16 & 255, green = colour >> 8 & 255, blue = colour & 255;

    if (c->colour == colour)
        return;
    c->colour = colour;
    pdf_put_fixed(c->out, red / 255., 3);
    if (red == green && red == blue) {
        pdf_put(c->out, " g\n");
        return;
    }
    g_string_append_c(c->out, ' ');
    pdf_put_fixed(c->out, green / 255., 3);
    g_string_append_c(c->out, ' ');
    pdf_put_fixed(c->out, blue / 255., 3);
    pdf_put(c->out, " rg\n");
}

static void
put_rectangles(struct content *c)
{
    const struct rectangle *list = c->pdf->pages->rectangles;

    for (unsigned i = c->page->rectangle; i < c->page->rectangle_end; i++) {
        const struct rectangle *r = &list[i];
        if (r->mark == ARTIFACT_BACKGROUND)
            open_background(c, r);
        else
            open_mark(c, r->mark);
        set_colour(c, r->colour);
        pdf_put_number(c->out, c->margin + r->x);
        pdf_put_number(c->out, c->top - r->y - r->height);
        pdf_put_number(c->out, r->width);
        pdf_put_number(c->out, r->height);
        pdf_put(c->out, "re f\n");
    }
}

/* Inside of q and Q (§8.5.4). */
static void
put_clip(struct content *c, unsigned number)
{
    if (number == 0)
        return;
    const struct clip *clip = &c->pdf->pages->clips[number - 1];

    pdf_put_number(c->out, c->margin + clip->x);
    pdf_put_number(c->out, c->top - clip->y - clip->height);
    pdf_put_number(c->out, clip->width);
    pdf_put_number(c->out, clip->height);
    pdf_put(c->out, "re W n ");
}

static void
put_images(struct content *c)
{
    const struct image *list = c->pdf->pages->images;

    for (unsigned i = c->page->image; i < c->page->image_end; i++) {
        const struct image *image = &list[i];
        open_mark(c, image->mark);
        pdf_put(c->out, "q ");
        put_clip(c, image->clip);
        pdf_put_number(c->out, image->width);
        pdf_put(c->out, "0 0 ");
        pdf_put_number(c->out, image->height);
        pdf_put_number(c->out, c->margin + image->x);
        pdf_put_number(c->out, c->top - image->y - image->height);
        pdf_put(c->out, "cm /I");
        pdf_put_unsigned(c->out, image->file);
        pdf_put(c->out, " Do Q\n");
    }
}

/* ---- Text ---- */

/* What is needed to write the glyphs of one run: between "<" and ">" of a TJ array. */
struct showing {
    struct content *c;
    const struct face *face;
    double unit; /* pt in a design unit */
    double size;
    double spacing;
    double pen; /* pt */
};

/* Moves the pen by an amount in thousandths of the size; positive is back, as in TJ. */
static void
adjust(struct showing *s, long amount)
{
    if (amount == 0)
        return;
    g_string_append_c(s->c->out, '>');
    pdf_put_integer(s->c->out, (int)amount);
    g_string_append_c(s->c->out, '<');
    s->pen -= amount * s->size / 1000;
}

static void
move_to(struct showing *s, double x)
{
    adjust(s, lround((s->pen - x) * 1000 / s->size));
}

static void
put_glyph(struct showing *s, unsigned code, int advance)
{
    pdf_put_code(s->c->out, code);
    s->pen += advance * s->unit + s->spacing;
}

/* Raising a glyph needs an operator, so the array ends before it and begins again after it. */
static void
put_raised(struct showing *s, unsigned code, const struct glyph *glyph)
{
    GString *out = s->c->out;

    pdf_put(out, ">]TJ ");
    pdf_put_fixed(out, glyph->y_offset * s->unit, 3);
    pdf_put(out, " Ts[<");
    put_glyph(s, code, s->face->advance[glyph->id]);
    pdf_put(out, ">]TJ 0 Ts[<");
}

/* A part of a word, or a word that cannot be copied. */
static void
put_glyphs(struct showing *s, const struct piece *piece, const uint16_t *codes)
{
    double at = s->pen;

    for (unsigned i = piece->glyph; i < piece->glyph_end; i++) {
        const struct glyph *glyph = &piece->word->glyphs[i];
        unsigned code = codes != NULL ? codes[i] : glyph->id;
        move_to(s, at + glyph->x_offset * s->unit);
        if (glyph->y_offset != 0)
            put_raised(s, code, glyph);
        else
            put_glyph(s, code, s->face->advance[glyph->id]);
        at += glyph->advance * s->unit + s->spacing;
    }
    move_to(s, at);
}

static void
put_piece(struct showing *s, const struct piece *piece, struct pdf_program *program)
{
    const struct word *word = piece->word;
    const uint16_t *codes = pdf_fonts_use(s->c->fonts, word);

    if (piece->space > 0)
        put_glyph(s, s->face->space_glyph, s->face->space_width);
    move_to(s, piece->x);
    if (codes == NULL && word->plain && piece->glyph == 0 &&
        piece->glyph_end == word->glyph_count) {
        g_string_append_len(s->c->out, word->codes, word->code_length);
        s->pen += word->width * s->unit + s->spacing * word->glyph_count;
    } else {
        put_glyphs(s, piece, codes);
    }
    if (piece->hyphen) {
        program->hyphen = true;
        put_glyph(s, s->face->glyph_count, s->face->hyphen_width);
    }
}

static void
set_font(struct content *c, unsigned program, float size)
{
    if (c->program == program && c->size == size)
        return;
    c->program = program;
    c->size = size;
    pdf_put(c->out, "/F");
    pdf_put_unsigned(c->out, program);
    g_string_append_c(c->out, ' ');
    pdf_put_fixed(c->out, size, 3);
    pdf_put(c->out, " Tf\n");
}

static void
set_spacing(struct content *c, float spacing)
{
    if (c->spacing == spacing)
        return;
    c->spacing = spacing;
    pdf_put_fixed(c->out, spacing, 3);
    pdf_put(c->out, " Tc\n");
}

/* Upright lines move from line to line in whole hundredths, so that nothing adds up. */
static void
set_origin(struct content *c, double x, double y, unsigned orientation)
{
    static const char *const turns[] = {"1 0 0 1 ", "0 1 -1 0 ", "-1 0 0 -1 ", "0 -1 1 0 "};
    long to_x = lround(x * 100), to_y = lround(y * 100);

    if (c->placed && orientation == 0) {
        pdf_put_number(c->out, (to_x - c->x) / 100.);
        pdf_put_number(c->out, (to_y - c->y) / 100.);
        pdf_put(c->out, "Td");
    } else {
        pdf_put(c->out, turns[orientation / 90 % 4]);
        pdf_put_number(c->out, x);
        pdf_put_number(c->out, y);
        pdf_put(c->out, "Tm");
    }
    c->placed = orientation == 0;
    c->x = to_x;
    c->y = to_y;
}

static void
put_run(struct content *c, const struct run *run)
{
    const struct piece *pieces = c->pdf->pages->pieces;
    const struct face *face = fonts_face(c->pdf->pages->fonts, run->face);
    double x = pieces[run->piece].x - pieces[run->piece].space;
    struct showing s = {.c = c,
                        .face = face,
                        .unit = (double)run->size / face->units_per_em,
                        .size = run->size,
                        .spacing = run->letter_spacing,
                        .pen = lround((c->margin + x) * 100) / 100. - c->margin};

    open_mark(c, run->mark);
    set_colour(c, run->colour);
    set_font(c, face->program, run->size);
    set_spacing(c, run->letter_spacing);
    set_origin(c, c->margin + x, c->top - run->y, run->orientation);
    pdf_put(c->out, "[<");
    struct pdf_program *program = pdf_fonts_program(c->fonts, run->face);
    for (unsigned i = run->piece; i < run->piece_end; i++)
        put_piece(&s, &pieces[i], program);
    if (run->space_after)
        put_glyph(&s, face->space_glyph, face->space_width);
    pdf_put(c->out, ">]TJ\n");
}

/* Clips hold for whole text objects. q keeps colour and font, and Q brings back those of before. */
static void
begin_text(struct content *c, struct content *before, unsigned clip)
{
    *before = *c;
    c->clip = clip;
    if (clip) {
        pdf_put(c->out, "q ");
        put_clip(c, clip);
    }
    pdf_put(c->out, "BT\n");
    c->placed = true;
    c->x = c->y = 0;
}

static void
end_text(struct content *c, const struct content *before)
{
    close_mark(c);
    pdf_put(c->out, "ET\n");
    if (!c->clip)
        return;
    pdf_put(c->out, "Q\n");
    *c = *before;
}

static void
put_runs(struct content *c)
{
    struct content before;

    if (c->page->run == c->page->run_end)
        return;
    close_mark(c);
    begin_text(c, &before, c->pdf->pages->runs[c->page->run].clip);
    for (unsigned i = c->page->run; i < c->page->run_end; i++) {
        const struct run *run = &c->pdf->pages->runs[i];
        if (run->clip != c->clip) {
            end_text(c, &before);
            begin_text(c, &before, run->clip);
        }
        if (run->piece < run->piece_end)
            put_run(c, run);
    }
    end_text(c, &before);
}

void
pdf_content(const struct pdf *pdf, const struct page *page, struct pdf_fonts *fonts, GString *out)
{
    struct content c = {.pdf = pdf,
                        .page = page,
                        .fonts = fonts,
                        .out = out,
                        .margin = page->margin,
                        .top = (double)page->height + page->margin,
                        .mark = NO_MARK,
                        .colour = -1,
                        .program = G_MAXUINT};

    g_string_truncate(out, 0);
    put_rectangles(&c);
    put_images(&c);
    put_runs(&c);
    close_mark(&c);
}
