#ifndef PAGES_FIXTURE_H
#define PAGES_FIXTURE_H

#include <hb-ot.h>
#include <math.h>
#include <string.h>

#include "layout/layout.h"

/* Pages made by hand, for the tests of the painters: two faces, words shaped by HarfBuzz, lines
 * that the test places. It stands for the layout, so that a test says exactly what is painted. */

struct fonts {
    struct face faces[4];
    int *advances[4];
    hb_font_t *fonts[4];
    unsigned count;
};

const struct face *
fonts_face(const struct fonts *fonts, unsigned face)
{
    return &fonts->faces[face];
}

unsigned
fonts_face_count(const struct fonts *fonts)
{
    return fonts->count;
}

struct fixture {
    struct fonts fonts;
    struct pages pages;
    struct publication publication;
    GArray *page, *pieces, *runs, *rectangles, *images, *owners, *elements, *kids, *links;
    GArray *destinations, *bookmarks, *files;
    GPtrArray *words;
};

#define FIXTURE_SERIF "/usr/share/fonts/opentype/linux-libertine/LinLibertine_R.otf"
#define FIXTURE_SANS  "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf"

/* ---- Faces ---- */

static unsigned
fixture_glyph(hb_font_t *font, hb_codepoint_t character)
{
    hb_codepoint_t glyph = 0;
    hb_font_get_nominal_glyph(font, character, &glyph);
    return glyph;
}

static void
fixture_face(struct fixture *f, const char *path, const char *name)
{
    unsigned n = f->fonts.count++;
    hb_blob_t *blob = hb_blob_create_from_file_or_fail(path);
    g_assert_nonnull(blob);
    hb_face_t *hb_face = hb_face_create(blob, 0);
    hb_font_t *font = hb_font_create(hb_face);
    struct face *face = &f->fonts.faces[n];
    hb_font_extents_t extents;
    hb_blob_t *cff = hb_face_reference_table(hb_face, HB_TAG('C', 'F', 'F', ' '));

    hb_font_get_h_extents(font, &extents);
    *face = (struct face){.family = name,
                          .postscript_name = name,
                          .hb_face = hb_face,
                          .program = n,
                          .units_per_em = hb_face_get_upem(hb_face),
                          .glyph_count = hb_face_get_glyph_count(hb_face),
                          .cff = hb_blob_get_length(cff) > 0,
                          .ascender = extents.ascender,
                          .descender = extents.descender,
                          .cap_height = extents.ascender * 3 / 4,
                          .x_height = extents.ascender / 2,
                          .space_glyph = (uint16_t)fixture_glyph(font, ' '),
                          .hyphen_glyph = (uint16_t)fixture_glyph(font, '-')};
    int *advance = g_new(int, face->glyph_count);
    for (unsigned i = 0; i < face->glyph_count; i++)
        advance[i] = hb_font_get_glyph_h_advance(font, i);
    face->advance = f->fonts.advances[n] = advance;
    face->space_width = advance[face->space_glyph];
    face->hyphen_width = advance[face->hyphen_glyph];
    f->fonts.fonts[n] = font;
    hb_blob_destroy(cff);
    hb_blob_destroy(blob);
}

/* ---- Words ---- */

static char *
fixture_codes(const struct face *face, const struct glyph *glyphs, unsigned count)
{
    GString *codes = g_string_new(NULL);

    for (unsigned i = 0; i < count; i++) {
        long kern =
            lround((face->advance[glyphs[i].id] - glyphs[i].advance) * 1000. / face->units_per_em);
        g_string_append_printf(codes, "%04x", glyphs[i].id);
        if (kern != 0)
            g_string_append_printf(codes, ">%ld<", kern);
    }
    return g_string_free(codes, FALSE);
}

static struct word *
fixture_word(struct fixture *f, unsigned face, const char *text)
{
    hb_buffer_t *buffer = hb_buffer_create();
    struct word *word = g_new0(struct word, 1);
    unsigned count;

    hb_buffer_add_utf8(buffer, text, -1, 0, -1);
    hb_buffer_set_language(buffer, hb_language_from_string("fr", -1)); /* never the locale's */
    hb_buffer_guess_segment_properties(buffer);
    hb_shape(f->fonts.fonts[face], buffer, NULL, 0);
    const hb_glyph_info_t *info = hb_buffer_get_glyph_infos(buffer, &count);
    const hb_glyph_position_t *position = hb_buffer_get_glyph_positions(buffer, NULL);
    struct glyph *glyphs = g_new0(struct glyph, count);
    word->plain = true;
    for (unsigned i = 0; i < count; i++) {
        glyphs[i] = (struct glyph){(uint16_t)info[i].codepoint, (uint16_t)info[i].cluster,
                                   (int16_t)position[i].x_offset, (int16_t)position[i].y_offset,
                                   position[i].x_advance};
        word->width += glyphs[i].advance;
        word->plain &= position[i].x_offset == 0 && position[i].y_offset == 0;
    }
    hb_buffer_destroy(buffer);
    word->text = g_strdup(text);
    word->length = (unsigned)strlen(text);
    word->glyphs = glyphs;
    word->glyph_count = count;
    word->face = face;
    word->codes = fixture_codes(&f->fonts.faces[face], glyphs, count);
    word->code_length = (unsigned)strlen(word->codes);
    g_ptr_array_add(f->words, word);
    return word;
}

static void
fixture_free_word(gpointer data)
{
    struct word *word = data;
    g_free((char *)word->text);
    g_free((char *)word->codes);
    g_free((struct glyph *)word->glyphs);
    g_free(word);
}

/* ---- The arrays ---- */

static void
fixture_init(struct fixture *f)
{
    *f = (struct fixture){
        .publication = {.title = "Été « à l’étranger »",
                        .lang = "fr",
                        .publisher = "Institut <d’essai> & Cie",
                        .date = "2026-11-24",
                        .identifier = "urn:uuid:6ba7b810-9dad-51d1-80b4-00c04fd430c8"}};
    f->page = g_array_new(FALSE, TRUE, sizeof(struct page));
    f->pieces = g_array_new(FALSE, TRUE, sizeof(struct piece));
    f->runs = g_array_new(FALSE, TRUE, sizeof(struct run));
    f->rectangles = g_array_new(FALSE, TRUE, sizeof(struct rectangle));
    f->images = g_array_new(FALSE, TRUE, sizeof(struct image));
    f->owners = g_array_new(FALSE, TRUE, sizeof(int));
    f->elements = g_array_new(FALSE, TRUE, sizeof(struct element));
    f->kids = g_array_new(FALSE, TRUE, sizeof(struct kid));
    f->links = g_array_new(FALSE, TRUE, sizeof(struct link_area));
    f->destinations = g_array_new(FALSE, TRUE, sizeof(struct destination));
    f->bookmarks = g_array_new(FALSE, TRUE, sizeof(struct bookmark));
    f->files = g_array_new(FALSE, TRUE, sizeof(struct image_file));
    f->words = g_ptr_array_new_with_free_func(fixture_free_word);
    fixture_face(f, FIXTURE_SERIF, "LinLibertineO");
    fixture_face(f, FIXTURE_SANS, "NotoSans-Regular");
}

static void
fixture_clear(struct fixture *f)
{
    GArray *arrays[] = {f->page,     f->pieces, f->runs,  f->rectangles,   f->images,    f->owners,
                        f->elements, f->kids,   f->links, f->destinations, f->bookmarks, f->files};

    for (unsigned i = 0; i < G_N_ELEMENTS(arrays); i++)
        g_array_unref(arrays[i]);
    g_ptr_array_unref(f->words);
    for (unsigned i = 0; i < f->fonts.count; i++) {
        hb_font_destroy(f->fonts.fonts[i]);
        hb_face_destroy(f->fonts.faces[i].hb_face);
        g_free(f->fonts.advances[i]);
    }
}

/* The pages so far; valid until something is added. */
static const struct pages *
fixture_pages(struct fixture *f)
{
    struct pages *p = &f->pages;

    p->fonts = &f->fonts;
    p->lang = f->publication.lang;
    p->pages = (const struct page *)f->page->data;
    p->page_count = f->page->len;
    p->pieces = (const struct piece *)f->pieces->data;
    p->piece_count = f->pieces->len;
    p->runs = (const struct run *)f->runs->data;
    p->run_count = f->runs->len;
    p->rectangles = (const struct rectangle *)f->rectangles->data;
    p->rectangle_count = f->rectangles->len;
    p->images = (const struct image *)f->images->data;
    p->image_count = f->images->len;
    p->owners = (const int *)f->owners->data;
    p->owner_count = f->owners->len;
    p->elements = (const struct element *)f->elements->data;
    p->element_count = f->elements->len;
    p->kids = (const struct kid *)f->kids->data;
    p->kid_count = f->kids->len;
    p->links = (const struct link_area *)f->links->data;
    p->link_count = f->links->len;
    p->destinations = (const struct destination *)f->destinations->data;
    p->destination_count = f->destinations->len;
    p->bookmarks = (const struct bookmark *)f->bookmarks->data;
    p->bookmark_count = f->bookmarks->len;
    p->files = (const struct image_file *)f->files->data;
    p->file_count = f->files->len;
    return p;
}

/* What is added from now on stands on a new page. */
static struct page *
fixture_page(struct fixture *f, float width, float height, const char *label)
{
    struct page page = {.width = width,
                        .height = height,
                        .label = label,
                        .number = f->page->len + 1,
                        .run = f->runs->len,
                        .rectangle = f->rectangles->len,
                        .image = f->images->len,
                        .mark = f->owners->len,
                        .link = f->links->len};
    g_array_append_val(f->page, page);
    return &g_array_index(f->page, struct page, f->page->len - 1);
}

static void
fixture_close_page(struct fixture *f)
{
    struct page *page = &g_array_index(f->page, struct page, f->page->len - 1);
    page->run_end = f->runs->len;
    page->rectangle_end = f->rectangles->len;
    page->image_end = f->images->len;
    page->mark_end = f->owners->len;
    page->link_end = f->links->len;
}

static void
fixture_kid(struct fixture *f, int owner, enum kid_kind kind, unsigned value)
{
    struct kid kid = {kind, f->page->len > 0 ? f->page->len - 1 : 0, value, -1};
    int number = (int)f->kids->len;

    g_array_append_val(f->kids, kid);
    if (owner < 0)
        return;
    struct element *element = &g_array_index(f->elements, struct element, owner);
    if (element->kid < 0) {
        element->kid = number;
        return;
    }
    int last = element->kid;
    while (g_array_index(f->kids, struct kid, last).next >= 0)
        last = g_array_index(f->kids, struct kid, last).next;
    g_array_index(f->kids, struct kid, last).next = number;
}

G_GNUC_UNUSED static int
fixture_element(struct fixture *f, int parent, const char *type)
{
    struct element element = {.type = type, .parent = parent, .kid = -1};

    g_array_append_val(f->elements, element);
    if (parent >= 0)
        fixture_kid(f, parent, KID_ELEMENT, f->elements->len - 1);
    return (int)f->elements->len - 1;
}

/* A marked content on the page, owned by the element. */
G_GNUC_UNUSED static int
fixture_mark(struct fixture *f, int element)
{
    const struct page *page = &g_array_index(f->page, struct page, f->page->len - 1);
    int mark = (int)(f->owners->len - page->mark);

    g_array_append_val(f->owners, element);
    fixture_kid(f, element, KID_MARK, (unsigned)mark);
    return mark;
}

/* A line: its words at the natural width. A word that ends with "-" is cut there and takes the
 * hyphen of a line's end; a line that ends with a space goes on. */
static struct run *
fixture_line(struct fixture *f, unsigned face, float size, float x, float y, const char *text,
             int mark)
{
    const struct face *with = &f->fonts.faces[face];
    struct run run = {.piece = f->pieces->len, .face = face, .size = size, .y = y, .mark = mark};
    g_auto(GStrv) words = g_strsplit(text, " ", -1);
    float space = (float)with->space_width * size / (float)with->units_per_em;

    for (unsigned i = 0; words[i] != NULL; i++) {
        if (*words[i] == '\0')
            continue;
        bool hyphen = g_str_has_suffix(words[i], "-");
        if (hyphen)
            words[i][strlen(words[i]) - 1] = '\0';
        const struct word *word = fixture_word(f, face, words[i]);
        bool first = f->pieces->len == run.piece;
        struct piece piece = {.word = word,
                              .glyph_end = (uint16_t)word->glyph_count,
                              .hyphen = hyphen,
                              .x = first ? x : x + space,
                              .space = first ? 0 : space};
        x = piece.x + (float)word->width * size / (float)with->units_per_em;
        g_array_append_val(f->pieces, piece);
    }
    run.piece_end = f->pieces->len;
    run.space_after = g_str_has_suffix(text, " ");
    g_array_append_val(f->runs, run);
    return &g_array_index(f->runs, struct run, f->runs->len - 1);
}

#endif
