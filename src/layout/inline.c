#include "layout/build_int.h"

#include <string.h>

/* A block's children become texts: each run of inlines between two block-level children is one
 * list of spans, set as one paragraph. Inlines that go on behind a block inside them are closed
 * before it and opened again after it. */

struct inline_scratch {
    GArray *spans, *links, *decorated, *targets, *citations;
    GPtrArray *owners;
};

struct open_inline {
    const struct fo_node *node;
    struct open_inline *outer;
    unsigned span;
    bool targeted; /* its id and markers have been written down */
};

struct inliner {
    struct builder *b;
    const struct fo_node *block;
    struct open_inline *open;
    float shift;
};

struct inline_scratch *
inline_scratch_new(void)
{
    struct inline_scratch *scratch = g_new0(struct inline_scratch, 1);

    scratch->spans = g_array_new(FALSE, FALSE, sizeof(struct span));
    scratch->links = g_array_new(FALSE, FALSE, sizeof(struct stretch));
    scratch->decorated = g_array_new(FALSE, FALSE, sizeof(struct stretch));
    scratch->targets = g_array_new(FALSE, FALSE, sizeof(struct stretch));
    scratch->citations = g_array_new(FALSE, FALSE, sizeof(struct stretch));
    scratch->owners = g_ptr_array_new();
    return scratch;
}

void
inline_scratch_free(struct inline_scratch *scratch)
{
    g_array_unref(scratch->spans);
    g_array_unref(scratch->links);
    g_array_unref(scratch->decorated);
    g_array_unref(scratch->targets);
    g_array_unref(scratch->citations);
    g_ptr_array_unref(scratch->owners);
    g_free(scratch);
}

static void
clear(struct inline_scratch *scratch)
{
    g_array_set_size(scratch->spans, 0);
    g_array_set_size(scratch->links, 0);
    g_array_set_size(scratch->decorated, 0);
    g_array_set_size(scratch->targets, 0);
    g_array_set_size(scratch->citations, 0);
    g_ptr_array_set_size(scratch->owners, 0);
}

static struct span *
span_at(const struct inliner *in, unsigned i)
{
    return &g_array_index(in->b->s->scratch->spans, struct span, i);
}

static unsigned
span_count(const struct inliner *in)
{
    return in->b->s->scratch->spans->len;
}

static void
add_stretch(GArray *stretches, const struct fo_node *node, unsigned first, unsigned end)
{
    struct stretch stretch = {node, first, end};

    g_array_append_val(stretches, stretch);
}

/* ---- Spans ---- */

/* What is retrieved inherits from where it is retrieved, not from where it was marked (XSL 1.1
 * §6.13.6): a value that is as around the marker becomes the one around retrieve-marker. */
static const struct fo_style *
style_of(const struct inliner *in, const struct fo_node *node)
{
    const struct builder *b = in->b;

    if (!b->retrieving || node->style == b->marked)
        return b->retrieving ? b->retrieving : node->style;
    struct fo_style *style = arena_copy(b->s->arena, node->style, sizeof *style);

    for (unsigned i = 0; i < FO_PROPERTY_COUNT; i++)
        if (fo_value_equal(&style->value[i], &b->marked->value[i]))
            style->value[i] = b->retrieving->value[i];
    return style;
}

static void
add_span(struct inliner *in, const struct fo_node *owner, const struct span *span)
{
    struct span added = *span;

    added.style = added.style ? added.style : style_of(in, owner);
    added.shift = in->shift;
    added.place = owner->place;
    g_array_append_val(in->b->s->scratch->spans, added);
    g_ptr_array_add(in->b->s->scratch->owners, (void *)owner);
}

static void
add_text(struct inliner *in, const struct fo_node *owner, const char *text)
{
    add_span(in, owner, &(struct span){.kind = SPAN_TEXT, .text = text, .length = strlen(text)});
}

static void
add_citation(struct inliner *in, const struct fo_node *node)
{
    unsigned span = span_count(in);

    add_text(in, node, citation_text(in->b, node));
    if (!in->b->page)
        add_stretch(in->b->s->scratch->citations, node, span, span + 1);
}

static void
add_leader(struct inliner *in, const struct fo_node *node)
{
    float base =
        in->b->width - start_indent(in->b, in->block->style) - end_indent(in->b, in->block->style);
    const struct fo_node *styled;
    struct span span = leader_span(in->b->s->arena, node, style_of(in, node), base, &styled);

    span.style = style_of(in, styled);
    add_span(in, node, &span);
}

static void
add_graphic(struct inliner *in, const struct fo_node *node)
{
    float base =
        in->b->width - start_indent(in->b, in->block->style) - end_indent(in->b, in->block->style);
    struct graphic graphic = graphic_size(in->b->s, node, base);
    float shift = alignment_shift(in->b->s, node, graphic.height);

    in->shift += shift;
    add_span(in, node,
             &(struct span){.kind = SPAN_BOX, .width = graphic.width, .ascent = graphic.height});
    in->shift -= shift;
}

/* ---- Inlines ---- */

static bool
is_decorated(const struct fo_node *node)
{
    struct decoration decoration = decoration_of(node->style);
    bool bordered = false;

    for (unsigned i = 0; i < SIDE_COUNT; i++)
        bordered |= decoration.border[i].width > 0;
    return bordered || decoration.background >= 0 ||
           !fo_is(node->style, FO_P_TEXT_DECORATION, FO_K_NONE);
}

static bool
is_target(const struct fo_node *node)
{
    const struct fo_node *child = node->child;

    while (child && child->element != FO_MARKER)
        child = child->next;
    return node->id || child;
}

/* Ends an inline at the spans so far. */
static void
end_stretch(const struct inliner *in, struct open_inline *open)
{
    struct inline_scratch *scratch = in->b->s->scratch;
    unsigned end = span_count(in);

    if (open->node->element == FO_BASIC_LINK && end > open->span)
        add_stretch(scratch->links, open->node, open->span, end);
    if (is_decorated(open->node) && end > open->span)
        add_stretch(scratch->decorated, open->node, open->span, end);
    if (!open->targeted && end > open->span && is_target(open->node)) {
        add_stretch(scratch->targets, open->node, open->span, end);
        open->targeted = true;
    }
}

static void walk(struct inliner *, const struct fo_node *);

static void
walk_children(struct inliner *in, const struct fo_node *node)
{
    for (const struct fo_node *child = node->child; child; child = child->next)
        walk(in, child);
}

/* Direction and unicode-bidi as characters of UAX 9 around the content (XSL 1.1 §7.29). */
static void
walk_directed(struct inliner *in, const struct fo_node *node)
{
    static const char *const OPENING[][2] = {{"\u202a", "\u202b"}, {"\u202d", "\u202e"}};
    static const char CLOSING[] = "\u202c";
    bool override = fo_is(node->style, FO_P_UNICODE_BIDI, FO_K_BIDI_OVERRIDE);
    bool directed = override || fo_is(node->style, FO_P_UNICODE_BIDI, FO_K_EMBED);

    if (directed)
        add_text(in, node, OPENING[override][fo_is(node->style, FO_P_DIRECTION, FO_K_RTL)]);
    walk_children(in, node);
    if (directed)
        add_text(in, node, CLOSING);
}

static void
walk_inline(struct inliner *in, const struct fo_node *node)
{
    const struct fo_style *style = node->style;
    struct decoration decoration = decoration_of(style);
    float base = in->b->width;
    struct sides inset = inset_of(style, &decoration, base);
    float start = inset.start + (float)fo_pt(style, FO_P_SPACE_START, base, 0);
    float end = inset.end + (float)fo_pt(style, FO_P_SPACE_END, base, 0);
    float shift = alignment_shift(in->b->s, node, 0);
    struct open_inline open = {node, in->open, span_count(in), false};

    in->open = &open;
    in->shift += shift;
    if (start != 0 || is_target(node))
        add_text(in, node, "");
    if (start != 0)
        span_at(in, open.span)->padding_start += start;
    walk_directed(in, node);
    if (end != 0 && span_count(in) == open.span)
        add_text(in, node, "");
    if (end != 0)
        span_at(in, span_count(in) - 1)->padding_end += end;
    if (span_count(in) > open.span) {
        span_at(in, open.span)->keep_before |=
            !fo_is(style, FO_P_KEEP_WITH_PREVIOUS_WITHIN_LINE, FO_K_AUTO);
        span_at(in, span_count(in) - 1)->keep_after |=
            !fo_is(style, FO_P_KEEP_WITH_NEXT_WITHIN_LINE, FO_K_AUTO);
    }
    in->shift -= shift;
    end_stretch(in, &open);
    in->open = open.outer;
}

static void
walk_footnote(struct inliner *in, const struct fo_node *footnote)
{
    for (const struct fo_node *child = footnote->child; child; child = child->next) {
        if (child->element != FO_FOOTNOTE_BODY) {
            walk(in, child);
            continue;
        }
        add_text(in, footnote, "");
        add_stretch(in->b->s->scratch->targets, child, span_count(in) - 1, span_count(in));
    }
}

static void
walk_retrieved(struct inliner *in, const struct fo_node *retrieve)
{
    struct builder *b = in->b;
    const struct fo_node *marker = retrieved(b, retrieve);
    const struct fo_style *retrieving = b->retrieving, *marked = b->marked;

    if (!marker)
        return;
    b->retrieving = style_of(in, retrieve);
    b->marked = marker->style;
    walk_children(in, marker);
    b->retrieving = retrieving;
    b->marked = marked;
}

static void flush(struct inliner *);

static void
walk_block(struct inliner *in, const struct fo_node *node)
{
    const struct fo_node *link = in->b->link;

    flush(in);
    for (struct open_inline *open = in->open; open; open = open->outer)
        if (open->node->element == FO_BASIC_LINK)
            in->b->link = open->node;
    flow_node(in->b, node);
    in->b->link = link;
}

/* Between blocks it belongs to what the builder has; in a line to that line. */
static void
walk_bar(struct inliner *in, const struct fo_node *node)
{
    if (!span_count(in)) {
        builder_bar(in->b, node);
        return;
    }
    add_text(in, node, "");
    add_stretch(in->b->s->scratch->targets, node, span_count(in) - 1, span_count(in));
}

static void
walk(struct inliner *in, const struct fo_node *node)
{
    switch (node->element) {
    case FO_TEXT:
        add_text(in, node->parent, node->text);
        span_at(in, span_count(in) - 1)->style = style_of(in, node);
        return;
    case FO_CHARACTER:
    case FO_INLINE:
    case FO_BIDI_OVERRIDE:
    case FO_WRAPPER:
    case FO_BASIC_LINK:
        walk_inline(in, node);
        return;
    case FO_PAGE_NUMBER:
    case FO_PAGE_NUMBER_CITATION:
    case FO_PAGE_NUMBER_CITATION_LAST:
        add_citation(in, node);
        return;
    case FO_LEADER:
        add_leader(in, node);
        return;
    case FO_EXTERNAL_GRAPHIC:
        add_graphic(in, node);
        return;
    case FO_FOOTNOTE:
        walk_footnote(in, node);
        return;
    case FO_RETRIEVE_MARKER:
    case FO_RETRIEVE_TABLE_MARKER:
        walk_retrieved(in, node);
        return;
    case FO_CHANGE_BAR_BEGIN:
    case FO_CHANGE_BAR_END:
        walk_bar(in, node);
        return;
    case FO_MARKER:
        return;
    default:
        walk_block(in, node);
    }
}

/* ---- Texts ---- */

float
text_height(const struct text *text)
{
    float height = text->extra;

    for (unsigned i = 0; i < text->paragraph->line_count; i++)
        height += text->paragraph->lines[i].height;
    return height;
}

void
text_set(struct setting *s, struct text *text)
{
    struct paragraph *paragraph =
        paragraph_new(s->fonts, &text->shape, text->spans, text->span_count, s->diag);

    g_ptr_array_add(s->paragraphs, paragraph);
    text->paragraph = paragraph;
}

static struct strip
break_before_line(const struct builder *b, const struct text *text, unsigned line)
{
    const struct fo_style *style = text->block->style;
    const struct paragraph *paragraph = text->paragraph;
    struct strip strip = {.column_penalty = penalty_of(b->column_together)};
    bool hyphen = paragraph->lines[line - 1].hyphen;

    if (line < fo_number(style, FO_P_ORPHANS, 2) ||
        paragraph->line_count - line < fo_number(style, FO_P_WIDOWS, 2))
        strip.column_penalty = penalty_add(strip.column_penalty, penalty_of(STRENGTH_LINES));
    if (hyphen && fo_is(style, FO_P_HYPHENATION_KEEP, FO_K_COLUMN))
        strip.column_penalty = penalty_add(strip.column_penalty, penalty_of(STRENGTH_ALWAYS));
    strip.page_penalty = penalty_add(strip.column_penalty, penalty_of(b->page_together));
    if (hyphen && fo_is(style, FO_P_HYPHENATION_KEEP, FO_K_PAGE))
        strip.page_penalty = penalty_add(strip.page_penalty, penalty_of(STRENGTH_ALWAYS));
    return strip;
}

static unsigned
line_of_span(const struct paragraph *paragraph, unsigned span)
{
    for (unsigned i = 0; i + 1 < paragraph->line_count; i++) {
        unsigned end = paragraph->lines[i].fragment_end;
        if (end > paragraph->lines[i].fragment && paragraph->fragments[end - 1].span >= span)
            return i;
    }
    return paragraph->line_count ? paragraph->line_count - 1 : 0;
}

static const struct stack *
set_note(struct setting *s, const struct fo_node *body)
{
    struct builder b = builder_start(s, NULL, s->note_width);

    flow_children(&b, body);
    return builder_finish(&b);
}

/* Ids, markers, notes and numbers of the inlines, each at its line. item: of the first line; a
 * break stands between two lines. */
static void
put_tokens(struct builder *b, struct text *text, const struct stack *const *notes, unsigned item)
{
    for (unsigned i = 0; i < text->target_count; i++) {
        const struct stretch *target = &text->targets[i];
        unsigned line = line_of_span(text->paragraph, target->span);

        if (target->node->element == FO_FOOTNOTE_BODY)
            builder_token(
                b, &(struct token){.kind = TOKEN_NOTE, .node = target->node, .note = notes[i]},
                item + 2 * line);
        else if (target->node->element == FO_CHANGE_BAR_BEGIN)
            builder_token(b, &(struct token){.kind = TOKEN_BAR_BEGIN, .node = target->node},
                          item + 2 * line);
        else if (target->node->element == FO_CHANGE_BAR_END)
            builder_token(b, &(struct token){.kind = TOKEN_BAR_END, .node = target->node},
                          item + 2 * line);
        else if (target->node->id)
            builder_token(b, &(struct token){.kind = TOKEN_ID, .node = target->node},
                          item + 2 * line);
        for (const struct fo_node *child = target->node->child; child; child = child->next)
            if (child->element == FO_MARKER)
                builder_token(b, &(struct token){.kind = TOKEN_MARKER, .node = child},
                              item + 2 * line);
    }
    for (unsigned i = 0; i < text->citation_count; i++) {
        unsigned line = line_of_span(text->paragraph, text->citations[i].span);
        builder_token(
            b,
            &(struct token){.kind = TOKEN_CITING, .node = text->citations[i].node, .citing = text},
            item + 2 * line);
    }
}

static void
put_lines(struct builder *b, struct text *text)
{
    const struct paragraph *paragraph = text->paragraph;
    const struct stack **notes = arena_alloc(b->s->arena, (text->target_count + 1) * sizeof *notes);
    unsigned first = 0;

    for (unsigned i = 0; i < text->target_count; i++)
        if (text->targets[i].node->element == FO_FOOTNOTE_BODY)
            notes[i] = set_note(b->s, text->targets[i].node);
    for (unsigned i = 0; i < paragraph->line_count; i++) {
        float height =
            paragraph->lines[i].height + (i + 1 == paragraph->line_count ? text->extra : 0);

        if (i) {
            if (builder_turn(b)) {
                text_turn(b, text, i);
                paragraph = text->paragraph;
            }
            struct strip strip = break_before_line(b, text, i);
            builder_put_break(b, &strip);
            b->glued = true;
        }
        unsigned item =
            builder_put(b, &(struct item){.kind = ITEM_LINE, .part = i, .text = text}, height);
        first = i ? first : item;
    }
    if (paragraph->line_count)
        put_tokens(b, text, notes, first);
}

static bool
is_blank(const struct inliner *in)
{
    for (unsigned i = 0; i < span_count(in); i++) {
        const struct span *span = span_at(in, i);
        if (span->kind != SPAN_TEXT || span->padding_start > 0 || span->padding_end > 0 ||
            strspn(span->text, " ") < span->length)
            return false;
    }
    for (unsigned i = 0; i < in->b->s->scratch->targets->len; i++)
        if (g_array_index(in->b->s->scratch->targets, struct stretch, i).node->element ==
            FO_FOOTNOTE_BODY)
            return false;
    return true;
}

/* Ids and markers of inlines without text belong to what follows. */
static void
await_targets(const struct inliner *in)
{
    const GArray *targets = in->b->s->scratch->targets;

    for (unsigned i = 0; i < targets->len; i++)
        builder_await(in->b, g_array_index(targets, struct stretch, i).node);
}

static const struct stretch *
copy_stretches(struct arena *arena, const GArray *stretches, unsigned *count)
{
    *count = stretches->len;
    return arena_copy(arena, stretches->data, stretches->len * sizeof(struct stretch));
}

static struct text *
take_text(const struct inliner *in)
{
    const struct builder *b = in->b;
    const struct inline_scratch *scratch = b->s->scratch;
    const struct fo_style *style = in->block->style;
    struct arena *arena = b->s->arena;
    struct text *text = arena_alloc(arena, sizeof *text);
    float start = start_indent(b, style), end = end_indent(b, style);

    text->block = in->block;
    text->shape = (struct paragraph_shape){style, b->width - start - end, start, in->block->place};
    text->x = b->x + start;
    text->span_count = span_count(in);
    text->spans = arena_copy(arena, scratch->spans->data, text->span_count * sizeof(struct span));
    text->owners =
        arena_copy(arena, scratch->owners->pdata, text->span_count * sizeof *text->owners);
    text->links = copy_stretches(arena, scratch->links, &text->link_count);
    text->decorated = copy_stretches(arena, scratch->decorated, &text->decorated_count);
    text->targets = copy_stretches(arena, scratch->targets, &text->target_count);
    text->citations = copy_stretches(arena, scratch->citations, &text->citation_count);
    return text;
}

static void
measure_text(struct builder *b, const struct text *text)
{
    float around = b->width - text->shape.width;

    struct widths widths =
        paragraph_measure(b->s->fonts, &text->shape, text->spans, text->span_count, b->s->diag);

    builder_widen(b, widths, around);
}

static void
flush(struct inliner *in)
{
    struct builder *b = in->b;
    struct inline_scratch *scratch = b->s->scratch;

    builder_turn(b);
    for (struct open_inline *open = in->open; open; open = open->outer) {
        end_stretch(in, open);
        open->span = 0;
    }
    if (b->link && span_count(in))
        add_stretch(scratch->links, b->link, 0, span_count(in));
    if (is_blank(in)) {
        await_targets(in);
        clear(scratch);
        return;
    }
    if (!fo_is(in->block->style, FO_P_TEXT_DECORATION, FO_K_NONE))
        add_stretch(scratch->decorated, in->block, 0, span_count(in));
    struct text *text = take_text(in);

    clear(scratch);
    if (b->measure) {
        measure_text(b, text);
        return;
    }
    text_set(b->s, text);
    citation_reserve(b->s, text);
    put_lines(b, text);
}

void
inline_flow(struct builder *b, const struct fo_node *block)
{
    struct inliner in = {b, block, NULL, 0};

    walk_children(&in, block);
    flush(&in);
}
