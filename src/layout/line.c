#include "layout/output_int.h"

/* Lines become runs of positioned pieces, with what belongs to the inlines on them: backgrounds,
 * underlines, rules of leaders, images, the areas of links. */

struct on_line {
    struct painter *p;
    const struct text *text;
    const struct line *line;
    float x, y, baseline; /* left edge of the paragraph, top and baseline of the line */
};

static const struct fragment *
fragment_at(const struct on_line *on, unsigned i)
{
    return &on->text->paragraph->fragments[i];
}

static const struct span *
span_of(const struct on_line *on, const struct fragment *fragment)
{
    return &on->text->spans[fragment->span];
}

/* ---- Runs ---- */

static struct run *
last_run(const struct on_line *on)
{
    GArray *runs = on->p->o->runs;

    return &g_array_index(runs, struct run, runs->len - 1);
}

static bool
same_run(const struct run *a, const struct run *b)
{
    return a->face == b->face && a->size == b->size && a->y == b->y && a->colour == b->colour &&
           a->mark == b->mark && a->letter_spacing == b->letter_spacing &&
           a->orientation == b->orientation && a->clip == b->clip;
}

static int
mark_of(const struct on_line *on, const struct fo_node *owner)
{
    struct painter *p = on->p;

    if (p->artifact)
        return p->artifact;
    if (owner->element == FO_LEADER)
        return ARTIFACT_LAYOUT;
    int element = structure_element(p->o->structure, owner);

    return element < 0 ? element : structure_mark(p->o->structure, element, PAINTED_RUNS);
}

static void
add_pieces(const struct on_line *on, const struct fragment *fragment, float shift, float space)
{
    GArray *pieces = on->p->o->pieces;
    const struct piece *source = on->text->paragraph->pieces;
    float origin_x, origin_y;

    frame_point(on->p->frame, on->x + source[fragment->piece].x, on->baseline - shift, &origin_x,
                &origin_y);
    for (unsigned i = fragment->piece; i < fragment->piece_end; i++) {
        struct piece piece = source[i];

        piece.x = origin_x + source[i].x - source[fragment->piece].x;
        if (i == fragment->piece)
            piece.space = space;
        g_array_append_val(pieces, piece);
    }
}

/* previous: the fragment whose run is the last one, or NULL. */
static void
write_run(const struct on_line *on, const struct fragment *fragment,
          const struct fragment *previous)
{
    enum { RIGHT_ANGLE = 90 };
    const struct span *span = span_of(on, fragment);
    struct output *o = on->p->o;
    int32_t colour = fo_colour(span->style, FO_P_COLOR);
    struct run run = {.piece = o->pieces->len,
                      .face = fragment->face,
                      .size = (float)fo_pt(span->style, FO_P_FONT_SIZE, 0, 0),
                      .letter_spacing = (float)fo_pt(span->style, FO_P_LETTER_SPACING, 0, 0),
                      .colour = colour < 0 ? 0 : (uint32_t)colour,
                      .mark = mark_of(on, on->text->owners[fragment->span]),
                      .orientation = (uint16_t)(on->p->frame.turns * RIGHT_ANGLE),
                      .clip = on->p->clip};
    float x, gap = previous ? fragment->x - previous->x - previous->width : 0;

    frame_point(on->p->frame, on->x + fragment->x, on->baseline - span->shift, &x, &run.y);
    bool joined = previous && !on->p->frame.turns && same_run(last_run(on), &run);

    if (previous && fragment->space_before && !joined)
        last_run(on)->space_after = true;
    add_pieces(on, fragment, span->shift, joined && fragment->space_before ? MAX(gap, 0) : 0);
    if (joined) {
        last_run(on)->piece_end = o->pieces->len;
        return;
    }
    run.piece_end = o->pieces->len;
    g_array_append_val(o->runs, run);
}

/* ---- Leaders, images, notes ---- */

static void
write_rule(const struct on_line *on, const struct fragment *fragment)
{
    const struct span *span = span_of(on, fragment);
    float thickness = (float)fo_pt(span->style, FO_P_RULE_THICKNESS, 0, 1);
    int32_t colour = fo_colour(span->style, FO_P_COLOR);
    int mark = on->p->artifact ? on->p->artifact : ARTIFACT_LAYOUT;

    if (!fo_is(span->style, FO_P_LEADER_PATTERN, FO_K_RULE))
        return;
    paint_rule(on->p,
               (struct box){on->x + fragment->x, on->baseline - span->shift - thickness,
                            fragment->width, thickness},
               span->style->value[FO_P_RULE_STYLE].keyword, colour < 0 ? 0 : (uint32_t)colour,
               mark);
}

static void
write_image(const struct on_line *on, const struct fragment *fragment, const struct fo_node *node)
{
    struct painter *p = on->p;
    const struct span *span = span_of(on, fragment);
    struct graphic graphic = graphic_size(p->o->s, node, on->text->shape.width);
    struct box border = {on->x + fragment->x, on->baseline - span->shift - span->ascent,
                         graphic.width, graphic.height};
    struct box box =
        frame_box(p->frame, (struct box){border.x + graphic.x, border.y + graphic.y,
                                         graphic.content_width, graphic.content_height});

    if (graphic.width <= 0)
        return;
    int element = p->artifact ? p->artifact : structure_element(p->o->structure, node);

    paint_decoration(p, NULL, &graphic.decoration, border, (struct opening){false, false});
    int mark = element < 0 ? element : structure_mark(p->o->structure, element, PAINTED_IMAGES);
    unsigned file = file_number(p->o, fo_string(node->style, FO_P_SRC));
    struct image image = {box.x, box.y, box.width, box.height, file, mark, p->clip};

    g_array_append_val(p->o->images, image);
}

static void
announce_note(const struct on_line *on, const struct fo_node *footnote)
{
    for (const struct fo_node *child = footnote->child; child && !on->p->artifact;
         child = child->next)
        if (child->element == FO_FOOTNOTE_BODY)
            structure_element(on->p->o->structure, child);
}

/* What the space of a leader holds apart is apart for a reader by ear too. */
static void
write_leader(const struct on_line *on, const struct fragment *fragment,
             const struct fragment **previous)
{
    if (*previous != NULL)
        last_run(on)->space_after = true;
    *previous = NULL;
    write_rule(on, fragment);
}

/* Blocks inside a paragraph have no element of their own: the last word of one text would run into
 * the next. */
static bool
shares_paragraph(const struct on_line *on)
{
    const struct fo_node *block = on->text->block, *child = block->child;
    struct structure *structure = on->p->o->structure;

    if (on->p->artifact || !on->line->last)
        return false;
    while (child != NULL && child->element != FO_BLOCK)
        child = child->next;
    return child != NULL ||
           (block->parent != NULL &&
            structure_element(structure, block) == structure_element(structure, block->parent));
}

static void
write_fragments(const struct on_line *on)
{
    const struct fragment *previous = NULL;

    for (unsigned i = on->line->fragment; i < on->line->fragment_end; i++) {
        const struct fragment *fragment = fragment_at(on, i);
        const struct fo_node *owner = on->text->owners[fragment->span];

        if (owner->element == FO_EXTERNAL_GRAPHIC)
            write_image(on, fragment, owner);
        else if (owner->element == FO_LEADER)
            write_leader(on, fragment, &previous);
        else if (owner->element == FO_FOOTNOTE)
            announce_note(on, owner);
        if (fragment->piece == fragment->piece_end)
            continue;
        write_run(on, fragment, previous);
        previous = fragment;
    }
    if (previous && (on->line->space_after || shares_paragraph(on)))
        last_run(on)->space_after = true;
}

/* ---- Stretches ---- */

/* What of a stretch stands on the line; width negative: nothing. */
static struct box
stretch_box(const struct on_line *on, const struct stretch *stretch, bool padded)
{
    float from = G_MAXFLOAT, to = -G_MAXFLOAT;

    for (unsigned i = on->line->fragment; i < on->line->fragment_end; i++) {
        const struct fragment *fragment = fragment_at(on, i);
        const struct span *span = span_of(on, fragment);

        if (fragment->span < stretch->span || fragment->span >= stretch->span_end)
            continue;
        bool first = padded && fragment->span == stretch->span;
        bool last = padded && fragment->span + 1 == stretch->span_end;
        from = MIN(from, fragment->x - (first ? span->padding_start : 0));
        to = MAX(to, fragment->x + fragment->width + (last ? span->padding_end : 0));
    }
    return (struct box){on->x + from, on->y, to < from ? -1 : to - from, on->line->height};
}

static const struct fragment *
first_of(const struct on_line *on, const struct stretch *stretch)
{
    const struct fragment *found = NULL;

    for (unsigned i = on->line->fragment; i < on->line->fragment_end && !found; i++)
        if (fragment_at(on, i)->span >= stretch->span)
            found = fragment_at(on, i);
    return found;
}

static void
write_whole(const struct on_line *on, const struct stretch *stretch, struct box box)
{
    int32_t colour = fo_colour(stretch->node->style, FO_P_COLOR);

    if (box.width > 0)
        paint_rectangle(on->p, box, colour < 0 ? 0 : (uint32_t)colour,
                        on->p->artifact ? on->p->artifact : ARTIFACT_LAYOUT);
}

/* An underline has gaps where inlines inside it have none. */
static void
write_underline(const struct on_line *on, const struct stretch *stretch, struct box box)
{
    const struct text *text = on->text;
    float end = box.x + box.width;

    for (unsigned i = 0; i < text->decorated_count; i++) {
        const struct stretch *inner = &text->decorated[i];
        struct box gap = stretch_box(on, inner, false);

        if (inner->span < stretch->span || inner->span_end > stretch->span_end || gap.width <= 0 ||
            !fo_is(inner->node->style, FO_P_TEXT_DECORATION, FO_K_NO_UNDERLINE))
            continue;
        box.width = gap.x - box.x;
        write_whole(on, stretch, box);
        box.x = gap.x + gap.width;
    }
    box.width = end - box.x;
    write_whole(on, stretch, box);
}

static void
write_decoration(const struct on_line *on, const struct stretch *stretch)
{
    static const struct {
        enum fo_keyword keyword;
        float rise; /* of the line's lower edge above the baseline, em */
        void (*write)(const struct on_line *, const struct stretch *, struct box);
    } LINES[] = {{FO_K_UNDERLINE, -0.16f, write_underline},
                 {FO_K_LINE_THROUGH, 0.24f, write_whole},
                 {FO_K_OVERLINE, 0.78f, write_whole}};
    static const float THICKNESS = 0.055f; /* em */
    const struct fo_style *style = stretch->node->style;
    struct box box = stretch_box(on, stretch, true), bare = stretch_box(on, stretch, false);
    const struct fragment *fragment = first_of(on, stretch);

    if (box.width <= 0 || !fragment)
        return;
    const struct face *face = fonts_face(on->p->o->s->fonts, fragment->face);
    float size = (float)fo_pt(style, FO_P_FONT_SIZE, 0, 0);
    float baseline = on->baseline - span_of(on, fragment)->shift;
    struct decoration decoration = decoration_of(style);
    struct sides inset = inset_of(style, &decoration, 0);

    box.y = baseline - size * face->ascender / face->units_per_em - inset.before;
    box.height =
        size * (face->ascender - face->descender) / face->units_per_em + inset.before + inset.after;
    if (stretch->node != on->text->block)
        paint_decoration(on->p, NULL, &decoration, box, (struct opening){false, false});
    for (unsigned i = 0; i < G_N_ELEMENTS(LINES); i++)
        if (fo_is(style, FO_P_TEXT_DECORATION, LINES[i].keyword))
            LINES[i].write(on, stretch,
                           (struct box){bare.x, baseline - (LINES[i].rise + THICKNESS) * size,
                                        bare.width, THICKNESS * size});
}

static void
write_link(const struct on_line *on, const struct stretch *stretch)
{
    struct output *o = on->p->o;
    struct box box = stretch_box(on, stretch, true);
    const struct fo_style *style = stretch->node->style;
    const char *id = fo_string(style, FO_P_INTERNAL_DESTINATION);
    const char *address = fo_string(style, FO_P_EXTERNAL_DESTINATION);

    /* Asked for before its line, the element would stand before what precedes it. */
    if (box.width <= 0)
        return;
    int element =
        on->p->artifact ? on->p->artifact : structure_element(o->structure, stretch->node);
    if (element < 0)
        return;
    bool external = address && *address;
    int destination = external || !id ? -1 : destination_number(o, id);

    if (!external && destination < 0)
        return;
    box = frame_box(on->p->frame, box);
    const char *text =
        stretch->node->alt ? output_text(o, stretch->node->alt) : node_text(o, stretch->node);
    struct link_area area = {.x = box.x,
                             .y = box.y,
                             .width = box.width,
                             .height = box.height,
                             .element = (unsigned)element,
                             .address = external ? output_text(o, address) : NULL,
                             .destination = destination,
                             .contents = *text || !external ? text : output_text(o, address)};

    structure_link(o->structure, element, o->links->len);
    g_array_append_val(o->links, area);
}

/* ---- Lines ---- */

static void
note_start(const struct on_line *on)
{
    const struct fo_node *block = on->text->block;

    if (!on->p->starts || !block->id || on->line->fragment == on->line->fragment_end)
        return;
    struct page_start start = {output_text(on->p->o, block->id),
                               fragment_at(on, on->line->fragment)->text_offset, on->p->o->page};

    g_array_append_val(on->p->o->starts, start);
    on->p->starts = false;
}

void
place_line(struct painter *p, const struct text *text, unsigned number, float x, float y)
{
    const struct line *line = &text->paragraph->lines[number];
    float swing = p->o->even ? line->swing : 0;
    struct on_line on = {p, text, line, x + text->x + swing, y, y + line->baseline};

    note_start(&on);
    for (unsigned i = 0; i < text->decorated_count; i++)
        write_decoration(&on, &text->decorated[i]);
    write_fragments(&on);
    for (unsigned i = 0; i < text->link_count; i++)
        write_link(&on, &text->links[i]);
}
