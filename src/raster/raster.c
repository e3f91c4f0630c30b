#include "raster/raster.h"

#include <math.h>

#include "base/file.h"
#include "base/picture.h"
#include "raster/raster_int.h"

/* The second painter: the same pages through another library. That it agrees with the first is how
 * both are tested, so it shares no code with it. */

typedef cairo_t cairo;
typedef cairo_surface_t surface;
G_DEFINE_AUTOPTR_CLEANUP_FUNC(cairo, cairo_destroy)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(surface, cairo_surface_destroy)

static void
set_colour(cairo_t *c, uint32_t colour)
{
    cairo_set_source_rgb(c, (colour >> 16 & 255) / 255., (colour >> 8 & 255) / 255.,
                         (colour & 255) / 255.);
}

/* ---- Text ---- */

static void
move_to(hb_draw_funcs_t *funcs, void *c, hb_draw_state_t *state, float x, float y, void *data)
{
    (void)funcs, (void)state, (void)data;
    cairo_move_to(c, x, y);
}

static void
line_to(hb_draw_funcs_t *funcs, void *c, hb_draw_state_t *state, float x, float y, void *data)
{
    (void)funcs, (void)state, (void)data;
    cairo_line_to(c, x, y);
}

static void
cubic_to(hb_draw_funcs_t *funcs, void *c, hb_draw_state_t *state, float x1, float y1, float x2,
         float y2, float x, float y, void *data)
{
    (void)funcs, (void)state, (void)data;
    cairo_curve_to(c, x1, y1, x2, y2, x, y);
}

static void
close_path(hb_draw_funcs_t *funcs, void *c, hb_draw_state_t *state, void *data)
{
    (void)funcs, (void)state, (void)data;
    cairo_close_path(c);
}

/* HarfBuzz makes cubic curves of quadratic ones where it is given no function for these. */
static hb_draw_funcs_t *
outline_funcs(void)
{
    hb_draw_funcs_t *funcs = hb_draw_funcs_create();

    hb_draw_funcs_set_move_to_func(funcs, move_to, NULL, NULL);
    hb_draw_funcs_set_line_to_func(funcs, line_to, NULL, NULL);
    hb_draw_funcs_set_cubic_to_func(funcs, cubic_to, NULL, NULL);
    hb_draw_funcs_set_close_path_func(funcs, close_path, NULL, NULL);
    return funcs;
}

struct outlines {
    cairo_t *c;
    hb_draw_funcs_t *funcs;
    hb_font_t *font;
    double x; /* of the pen in the run, design units from its first piece */
};

static void
add_outline(struct outlines *o, unsigned glyph, double x, double y)
{
    cairo_save(o->c);
    cairo_translate(o->c, x, y);
    hb_font_get_glyph_shape(o->font, glyph, o->funcs, o->c);
    cairo_restore(o->c);
}

static void
add_piece(struct outlines *o, const struct face *face, const struct piece *piece)
{
    for (unsigned i = piece->glyph; i < piece->glyph_end; i++) {
        const struct glyph *glyph = &piece->word->glyphs[i];
        add_outline(o, glyph->id, o->x + glyph->x_offset, glyph->y_offset);
        o->x += glyph->advance;
    }
    if (piece->hyphen)
        add_outline(o, face->hyphen_glyph, o->x, 0);
}

/* Letter-spacing is the only thing that moves glyphs of one piece apart from their advances. */
static void
add_spaced_piece(struct outlines *o, const struct face *face, struct piece piece, double spacing)
{
    unsigned end = piece.glyph_end;
    bool hyphen = piece.hyphen;

    for (unsigned i = piece.glyph; i < end; i++) {
        piece.glyph = (uint16_t)i;
        piece.glyph_end = (uint16_t)(i + 1);
        piece.hyphen = hyphen && i + 1 == end;
        add_piece(o, face, &piece);
        o->x += spacing;
    }
}

static void
paint_run(cairo_t *c, const struct pages *pages, const struct run *run)
{
    const struct face *face = fonts_face(pages->fonts, run->face);
    double unit = (double)run->size / face->units_per_em;
    double origin = pages->pieces[run->piece].x;
    struct outlines o = {c, outline_funcs(), hb_font_create(face->hb_face), 0};

    cairo_save(c);
    cairo_translate(c, origin, run->y);
    cairo_rotate(c, -run->orientation * G_PI / 180);
    cairo_scale(c, unit, -unit);
    cairo_new_path(c);
    for (unsigned i = run->piece; i < run->piece_end; i++) {
        const struct piece *piece = &pages->pieces[i];
        o.x = (piece->x - origin) / unit;
        if (run->letter_spacing == 0)
            add_piece(&o, face, piece);
        else
            add_spaced_piece(&o, face, *piece, run->letter_spacing / unit);
    }
    set_colour(c, run->colour);
    cairo_fill(c);
    cairo_restore(c);
    hb_font_destroy(o.font);
    hb_draw_funcs_destroy(o.funcs);
}

/* ---- Pictures ---- */

static guint32
pixel(const struct picture *picture, const struct pixels *pixels, gsize at)
{
    const guint8 *sample = pixels->colour + at * picture->components;
    unsigned alpha = pixels->alpha != NULL ? pixels->alpha[at] : 255;
    unsigned rgb[3];

    for (unsigned k = 0; k < 3; k++) {
        if (picture->components == 4) /* ink: the plain formula of ISO 32000-1 §10.3.5 */
            rgb[k] = 255 - MIN(255u, (unsigned)sample[k] + sample[3]);
        else
            rgb[k] = sample[picture->components == 3 ? k : 0];
        rgb[k] = (rgb[k] * alpha + 127) / 255;
    }
    return alpha << 24 | rgb[0] << 16 | rgb[1] << 8 | rgb[2];
}

static cairo_surface_t *
surface_of(const struct picture *picture, const struct pixels *pixels)
{
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, (int)picture->width, (int)picture->height);
    guint8 *rows = cairo_image_surface_get_data(surface);
    gsize stride = (gsize)cairo_image_surface_get_stride(surface);

    cairo_surface_flush(surface);
    for (unsigned y = 0; rows != NULL && y < picture->height; y++) {
        guint32 *row = (guint32 *)(gpointer)(rows + y * stride);
        for (unsigned x = 0; x < picture->width; x++)
            row[x] = pixel(picture, pixels, (gsize)y * picture->width + x);
    }
    cairo_surface_mark_dirty(surface);
    return surface;
}

static cairo_surface_t *
read_picture(const char *images, const char *path, struct picture *picture, struct diag *diag)
{
    g_autoptr(GBytes) file = file_read(images, path, FILE_LIMIT, diag);
    struct pixels pixels;

    if (file == NULL || !picture_read(file, path, picture, diag) ||
        !picture_decode(file, path, picture, &pixels, diag))
        return NULL;
    cairo_surface_t *surface = surface_of(picture, &pixels);
    pixels_clear(&pixels);
    return surface;
}

static bool
paint_image(cairo_t *c, const struct image *image, const char *images, const char *path,
            struct diag *diag)
{
    struct picture picture;
    g_autoptr(surface) surface = read_picture(images, path, &picture, diag);

    if (surface == NULL)
        return false;
    cairo_save(c);
    cairo_translate(c, image->x, image->y);
    cairo_scale(c, (double)image->width / picture.width, (double)image->height / picture.height);
    cairo_set_source_surface(c, surface, 0, 0);
    cairo_pattern_set_extend(cairo_get_source(c), CAIRO_EXTEND_PAD); /* no soft edges */
    cairo_rectangle(c, 0, 0, picture.width, picture.height);
    cairo_fill(c);
    cairo_restore(c);
    return true;
}

/* ---- The page ---- */

/* Fields have hard edges: no colour between two others, so that a palette holds them all (png.c).
 * What is thinner than two pixels is smoothed: it could vanish. */
static void
paint_rectangle(cairo_t *c, const struct rectangle *r)
{
    double width = r->width, height = r->height;

    cairo_user_to_device_distance(c, &width, &height);
    cairo_set_antialias(c, MIN(width, height) < 2 ? CAIRO_ANTIALIAS_DEFAULT : CAIRO_ANTIALIAS_NONE);
    set_colour(c, r->colour);
    cairo_rectangle(c, r->x, r->y, r->width, r->height);
    cairo_fill(c);
}

/* Until cairo_restore. */
static void
begin_clip(cairo_t *c, const struct pages *pages, unsigned number)
{
    cairo_save(c);
    if (number == 0)
        return;
    const struct clip *clip = &pages->clips[number - 1];
    cairo_rectangle(c, clip->x, clip->y, clip->width, clip->height);
    cairo_clip(c);
}

static bool
paint_page(cairo_t *c, const struct pages *pages, const struct page *page, const char *images,
           struct diag *diag)
{
    bool good = true;

    for (unsigned i = page->rectangle; i < page->rectangle_end; i++)
        paint_rectangle(c, &pages->rectangles[i]);
    cairo_set_antialias(c, CAIRO_ANTIALIAS_DEFAULT);
    for (unsigned i = page->image; i < page->image_end; i++) {
        const struct image *image = &pages->images[i];
        begin_clip(c, pages, image->clip);
        good &= paint_image(c, image, images, pages->files[image->file].path, diag);
        cairo_restore(c);
    }
    for (unsigned i = page->run; i < page->run_end; i++) {
        begin_clip(c, pages, pages->runs[i].clip);
        if (pages->runs[i].piece < pages->runs[i].piece_end)
            paint_run(c, pages, &pages->runs[i]);
        cairo_restore(c);
    }
    return good;
}

bool
raster_paint(const struct pages *pages, unsigned number, double dpi, const char *images,
             GByteArray *out, struct diag *diag)
{
    const struct page *page = &pages->pages[number];
    double scale = dpi / 72;
    g_autoptr(surface) surface =
        cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)ceil(page->width * scale - 0.01),
                                   (int)ceil(page->height * scale - 0.01));
    g_autoptr(cairo) c = cairo_create(surface);

    cairo_set_source_rgb(c, 1, 1, 1);
    cairo_paint(c);
    cairo_scale(c, scale, scale);
    bool good = paint_page(c, pages, page, images, diag);
    cairo_surface_flush(surface);
    if (cairo_status(c) != CAIRO_STATUS_SUCCESS) {
        diag_report(diag, DIAG_E0705, (struct place){NULL}, "choose fewer dots per inch",
                    "page %u cannot be painted: %s", page->number,
                    cairo_status_to_string(cairo_status(c)));
        return false;
    }
    raster_put_png(surface, dpi, out);
    return good;
}
