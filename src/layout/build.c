#include "layout/build_int.h"

static const float MOST_HEIGHT = 1e6f;

static struct item *
items(const struct builder *b)
{
    return (struct item *)(void *)b->s->items->data;
}

static struct token *
tokens(const struct builder *b)
{
    return (struct token *)(void *)b->s->tokens->data;
}

static unsigned
next_item(const struct builder *b)
{
    return b->s->items->len - b->base;
}

static void
reset_gap(struct builder *b)
{
    b->gap = (struct gap){.column_together = b->column_together, .page_together = b->page_together};
}

struct builder
builder_start(struct setting *s, const struct builder *outer, float width)
{
    struct builder b = {.s = s,
                        .base = s->items->len,
                        .token_base = s->tokens->len,
                        .waiting = s->tokens->len,
                        .width = width};

    if (outer) {
        b.page = outer->page;
        b.table_words = outer->table_words;
        b.link = outer->link;
        b.retrieving = outer->retrieving;
        b.marked = outer->marked;
        b.measure = outer->measure;
    }
    reset_gap(&b);
    return b;
}

bool
builder_is_empty(const struct builder *b)
{
    return next_item(b) == 0;
}

void
builder_widen(struct builder *b, struct widths inner, float around)
{
    struct widths *widths = b->measure;

    widths->least = MAX(widths->least, inner.least + around);
    widths->word = MAX(widths->word, inner.word + around);
    widths->most = MAX(widths->most, inner.most + around);
}

/* ---- Putting ---- */

static const struct area *
opened(const struct area *area)
{
    while (area && !area->opened)
        area = area->parent;
    return area;
}

static unsigned
append(struct builder *b, const struct item *item, const struct strip *strip)
{
    struct item added = *item;
    struct strip put = *strip;

    put.line = added.kind == ITEM_LINE || (added.kind == ITEM_SLICE && !added.band->row_count);
    if (added.kind != ITEM_OPEN && added.kind != ITEM_CLOSE)
        added.area = opened(b->area);
    g_array_append_val(b->s->items, added);
    g_array_append_val(b->s->strips, put);
    return next_item(b) - 1;
}

static float
repeated_height(const struct band *band)
{
    return band ? band->height : 0;
}

void
builder_put_break(struct builder *b, const struct strip *strip)
{
    struct strip broken = *strip;

    broken.kind = STRIP_BREAK;
    for (const struct area *area = opened(b->area); area; area = opened(area->parent)) {
        broken.head += area->kept.before;
        broken.foot += area->kept.after;
    }
    if (b->repeat) {
        broken.head += repeated_height(b->repeat->header);
        broken.foot += repeated_height(b->repeat->footer);
    }
    append(b, &(struct item){.kind = ITEM_BREAK, .repeat = b->repeat}, &broken);
}

static void
put_space(struct builder *b, const struct space *space)
{
    if (space->optimum != 0)
        append(b, &(struct item){.kind = ITEM_SPACE},
               &(struct strip){.kind = STRIP_SPACE,
                               .height = space->optimum,
                               .shrink = space->optimum - space->minimum});
}

/* What lies before ends one reference area, what comes begins another: on both sides only retained
 * spaces remain (XSL 1.1 §4.3.1). */
void
builder_put_span(struct builder *b, unsigned columns)
{
    put_space(b, &b->gap.spaces.above);
    append(b, &(struct item){.kind = ITEM_SPAN},
           &(struct strip){.kind = STRIP_SPAN, .columns = columns});
    b->gap.spaces = (struct spaces){0};
    b->gap.begins = true;
}

/* Opens what waits, outermost first. An area with neither border nor padding before it takes no
 * height and may be left out at the top of a column. */
static void
open_areas(struct builder *b, struct area *area)
{
    if (!area || area->opened)
        return;
    open_areas(b, (struct area *)area->parent);
    float height = area->inset.before;
    struct strip strip = {.kind = height > 0 ? STRIP_BOX : STRIP_SPACE, .height = height};

    area->opened = true;
    area->open = append(b, &(struct item){.kind = ITEM_OPEN, .area = area}, &strip);
}

static void
settle_gap(struct builder *b)
{
    const struct gap *gap = &b->gap;
    const struct spaces *spaces = &gap->spaces;
    struct strip strip = {
        .forced = gap->forced, .foot = spaces->above.optimum, .head = spaces->below.optimum};
    bool first = builder_is_empty(b);

    strip.column_penalty = penalty_add(penalty_of(gap->column_together), gap->column_keep);
    strip.page_penalty = penalty_add(penalty_add(strip.column_penalty, gap->page_keep),
                                     penalty_of(gap->page_together));
    if (gap->forced || (first ? strip.head != 0 : !b->glued))
        builder_put_break(b, &strip);
    put_space(b, gap->begins ? &spaces->below : &spaces->all);
    open_areas(b, b->area);
    b->glued = false;
    reset_gap(b);
}

static unsigned
append_box(struct builder *b, const struct item *item, float height)
{
    unsigned number = append(b, item, &(struct strip){.kind = STRIP_BOX, .height = height});

    for (; b->waiting < b->s->tokens->len; b->waiting++)
        tokens(b)[b->waiting].first = tokens(b)[b->waiting].last = number;
    return number;
}

unsigned
builder_put(struct builder *b, const struct item *item, float height)
{
    settle_gap(b);
    return append_box(b, item, height);
}

unsigned
builder_put_aside(struct builder *b, const struct item *item, bool with_above)
{
    if (!with_above) {
        settle_gap(b);
        b->glued = true;
    }
    return append_box(b, item, 0);
}

/* ---- Tokens ---- */

void
builder_token(struct builder *b, const struct token *token, unsigned item)
{
    struct token added = *token;

    g_assert(b->waiting == b->s->tokens->len);
    added.first = added.last = item;
    g_array_append_val(b->s->tokens, added);
    b->waiting++;
    if (token->kind == TOKEN_BAR_END)
        tokens(b)[b->waiting - 1].bound = item + 1;
    if (token->kind == TOKEN_NOTE)
        builder_inherit(b, token->note, item, 0, token->note->count);
}

static void
inherit_end(struct builder *b, const struct token *token, unsigned item)
{
    for (unsigned i = b->waiting; i-- > b->token_base;)
        if (tokens(b)[i].node == token->node && tokens(b)[i].kind == token->kind) {
            tokens(b)[i].last = item;
            return;
        }
}

/* Takes over the tokens that begin or end in these items of an inner stack. */
void
builder_inherit(struct builder *b, const struct stack *stack, unsigned item, unsigned first,
                unsigned end)
{
    unsigned beyond = end == stack->count ? G_MAXUINT : end;

    for (unsigned i = 0; i < stack->token_count; i++) {
        struct token token = stack->tokens[i];

        if (token.first < first || token.first >= beyond) {
            if (token.first < first && token.last >= first && token.last < beyond)
                inherit_end(b, &token, item);
            continue;
        }
        token.first = token.last = item;
        if (token.kind == TOKEN_BAR_END)
            token.bound = item + 1;
        g_array_append_val(b->s->tokens, token);
        b->waiting++;
    }
}

/* ---- Nodes ---- */

static enum forced
forced_of(const struct fo_style *style, enum fo_property property)
{
    static const struct {
        enum fo_keyword keyword;
        enum forced forced;
    } KINDS[] = {{FO_K_COLUMN, FORCED_COLUMN},
                 {FO_K_PAGE, FORCED_PAGE},
                 {FO_K_EVEN_PAGE, FORCED_EVEN_PAGE},
                 {FO_K_ODD_PAGE, FORCED_ODD_PAGE}};

    for (unsigned i = 0; i < G_N_ELEMENTS(KINDS); i++)
        if (fo_is(style, property, KINDS[i].keyword))
            return KINDS[i].forced;
    return FORCED_NOT;
}

static int
keep_strength(const struct fo_style *style, enum fo_property property)
{
    if (fo_is(style, property, FO_K_ALWAYS))
        return STRENGTH_ALWAYS;
    return (int)CLAMP(fo_number(style, property, 0), 0, STRENGTH_MOST);
}

static void
add_keep(struct builder *b, const struct fo_style *style, enum fo_property column,
         enum fo_property page)
{
    b->gap.column_keep = penalty_add(b->gap.column_keep, penalty_of(keep_strength(style, column)));
    b->gap.page_keep = penalty_add(b->gap.page_keep, penalty_of(keep_strength(style, page)));
}

static void
add_between(struct strip *strip, const struct fo_style *style, bool above)
{
    enum forced forced = forced_of(style, above ? FO_P_BREAK_AFTER : FO_P_BREAK_BEFORE);
    int column = keep_strength(style, above ? FO_P_KEEP_WITH_NEXT_WITHIN_COLUMN
                                            : FO_P_KEEP_WITH_PREVIOUS_WITHIN_COLUMN);
    int page = keep_strength(style, above ? FO_P_KEEP_WITH_NEXT_WITHIN_PAGE
                                          : FO_P_KEEP_WITH_PREVIOUS_WITHIN_PAGE);

    strip->forced = MAX(strip->forced, forced);
    strip->column_penalty = penalty_add(strip->column_penalty, penalty_of(column));
    strip->page_penalty = penalty_add(strip->page_penalty, penalty_of(page));
}

void
settle_between(const struct fo_node *above, const struct fo_node *below, struct strip *strip)
{
    if (above)
        add_between(strip, above->style, true);
    if (below)
        add_between(strip, below->style, false);
}

static void
await(struct builder *b, enum token_kind kind, const struct fo_node *node)
{
    struct token token = {.kind = kind, .node = node};

    g_array_append_val(b->s->tokens, token);
}

void
builder_await(struct builder *b, const struct fo_node *node)
{
    if (b->measure)
        return;
    if (node->id)
        await(b, TOKEN_ID, node);
    for (const struct fo_node *child = node->child; child; child = child->next)
        if (child->element == FO_MARKER)
            await(b, TOKEN_MARKER, child);
}

void
builder_reach(struct builder *b, unsigned end)
{
    for (unsigned i = b->token_base; i < MIN(end, b->waiting); i++)
        tokens(b)[i].last = next_item(b) - 1;
}

void
builder_bar(struct builder *b, const struct fo_node *node)
{
    bool begins = node->element == FO_CHANGE_BAR_BEGIN;
    struct token token = {
        .kind = begins ? TOKEN_BAR_BEGIN : TOKEN_BAR_END, .node = node, .bound = next_item(b)};

    if (!b->measure)
        g_array_append_val(b->s->tokens, token);
}

bool
builder_turn(struct builder *b)
{
    bool turned = false;

    for (; b->turns && b->turn < b->turns->len; b->turn++, turned = true) {
        const struct turn *turn = &g_array_index(b->turns, struct turn, b->turn);
        struct measure old = b->sheet;

        if (next_item(b) < turn->broken)
            break;
        b->sheet = turn->measure;
        b->s->note_width = b->sheet.full;
        float more = b->spanning ? b->sheet.full - old.full : b->sheet.column - old.column;

        b->width += b->fixed ? 0 : more;
        b->widened += more;
    }
    return turned;
}

struct entered
builder_enter(struct builder *b, const struct fo_node *node)
{
    const struct fo_style *style = node->style;
    struct entered entered = {.token = b->s->tokens->len,
                              .column_together = b->column_together,
                              .page_together = b->page_together,
                              .items = next_item(b)};

    builder_turn(b);
    b->gap.entered = true;
    b->gap.forced = MAX(b->gap.forced, forced_of(style, FO_P_BREAK_BEFORE));
    add_keep(b, style, FO_P_KEEP_WITH_PREVIOUS_WITHIN_COLUMN, FO_P_KEEP_WITH_PREVIOUS_WITHIN_PAGE);
    spaces_add(&b->gap.spaces, style, true);
    b->column_together =
        MAX(b->column_together, keep_strength(style, FO_P_KEEP_TOGETHER_WITHIN_COLUMN));
    b->page_together = MAX(b->page_together, keep_strength(style, FO_P_KEEP_TOGETHER_WITHIN_PAGE));
    builder_await(b, node);
    entered.token_end = b->s->tokens->len;
    return entered;
}

void
builder_leave(struct builder *b, const struct fo_node *node, const struct entered *entered)
{
    const struct fo_style *style = node->style;
    bool empty = next_item(b) == entered->items;

    if (empty && !b->measure && forced_of(style, FO_P_BREAK_BEFORE))
        builder_put(b, &(struct item){.kind = ITEM_BOX}, 0);
    for (unsigned i = entered->token; i < MIN(entered->token_end, b->waiting); i++)
        tokens(b)[i].last = next_item(b) - 1;
    b->column_together = entered->column_together;
    b->page_together = entered->page_together;
    b->gap.column_together = MIN(b->gap.column_together, b->column_together);
    b->gap.page_together = MIN(b->gap.page_together, b->page_together);
    b->gap.forced = MAX(b->gap.forced, forced_of(style, FO_P_BREAK_AFTER));
    add_keep(b, style, FO_P_KEEP_WITH_NEXT_WITHIN_COLUMN, FO_P_KEEP_WITH_NEXT_WITHIN_PAGE);
    spaces_add(&b->gap.spaces, style, false);
}

/* ---- Areas ---- */

/* What of border and padding stands again at every break (XSL 1.1 §7.8.8, §7.8.31). */
static void
set_kept(struct area *area, const struct fo_style *style)
{
    bool before = fo_is(style, FO_P_BORDER_BEFORE_CONDITIONALITY, FO_K_RETAIN);
    bool after = fo_is(style, FO_P_BORDER_AFTER_CONDITIONALITY, FO_K_RETAIN);
    float border_before = area->decoration.border[SIDE_BEFORE].width;
    float border_after = area->decoration.border[SIDE_AFTER].width;

    area->border_kept_before = before;
    area->border_kept_after = after;
    area->kept.before = before ? border_before : 0;
    area->kept.after = after ? border_after : 0;
    if (fo_is(style, FO_P_PADDING_BEFORE_CONDITIONALITY, FO_K_RETAIN))
        area->kept.before += area->inset.before - border_before;
    if (fo_is(style, FO_P_PADDING_AFTER_CONDITIONALITY, FO_K_RETAIN))
        area->kept.after += area->inset.after - border_after;
}

struct area *
builder_open(struct builder *b, const struct fo_node *node, float x, float width)
{
    struct decoration decoration = decoration_of(node->style);
    struct sides inset = inset_of(node->style, &decoration, b->width);
    bool plain = decoration.background < 0 && !fo_string(node->style, FO_P_BACKGROUND_IMAGE) &&
                 inset.before == 0 && inset.after == 0 && inset.start == 0 && inset.end == 0;

    if (plain || b->measure)
        return NULL;
    struct area *area = arena_alloc(b->s->arena, sizeof *area);

    *area = (struct area){.node = node,
                          .parent = b->area,
                          .x = x - inset.start,
                          .width = width + inset.start + inset.end,
                          .measure = b->fixed      ? 0
                                     : b->spanning ? b->sheet.full
                                                   : b->sheet.column,
                          .decoration = decoration,
                          .inset = inset,
                          .close = NO_STRIP};
    set_kept(area, node->style);
    b->area = area;
    if (inset.before > 0) {
        settle_gap(b);
        b->glued = true;
    }
    return area;
}

void
builder_close(struct builder *b, struct area *area)
{
    if (!area)
        return;
    float height = area->inset.after;

    if (height > 0) { /* spaces end before the padding; breaks and keeps go on to what follows */
        struct gap kept = b->gap;
        b->gap.forced = FORCED_NOT;
        b->glued = true;
        settle_gap(b);
        b->gap = kept;
        b->gap.spaces = (struct spaces){0};
    }
    if (area->opened) {
        struct strip strip = {.kind = height > 0 ? STRIP_BOX : STRIP_SPACE, .height = height};
        area->close = append(b, &(struct item){.kind = ITEM_CLOSE, .area = area}, &strip);
    }
    b->area = (struct area *)area->parent;
    b->glued &= !area->opened;
}

/* ---- The finished stack ---- */

static float
set_tops(struct item *item, const struct strip *strip, unsigned count)
{
    float y = count && strip->kind == STRIP_BREAK ? strip->head : 0;
    bool begun = false;

    for (unsigned i = 0; i < count; i++) {
        begun |= strip[i].kind == STRIP_BOX;
        item[i].top = MIN(y, MOST_HEIGHT);
        if (strip[i].kind == STRIP_BOX || (strip[i].kind == STRIP_SPACE && begun))
            y += strip[i].height;
    }
    return y;
}

static bool
has_forced(const struct strip *strip, unsigned count)
{
    for (unsigned i = 1; i < count; i++)
        if (strip[i].kind == STRIP_BREAK && strip[i].forced)
            return true;
    return false;
}

const struct stack *
builder_finish(struct builder *b)
{
    struct setting *s = b->s;
    unsigned count = next_item(b), token_count = s->tokens->len - b->token_base;
    struct stack *stack = arena_alloc(s->arena, sizeof *stack);
    struct item *item = arena_copy(s->arena, items(b) + b->base, count * sizeof *item);
    const struct strip *strip = (struct strip *)(void *)s->strips->data + b->base;

    for (unsigned i = b->waiting; i < s->tokens->len; i++) /* nothing came after them */
        tokens(b)[i].first = tokens(b)[i].last = count ? count - 1 : 0;
    *stack = (struct stack){
        .strips = arena_copy(s->arena, strip, count * sizeof *strip),
        .items = item,
        .count = count,
        .tokens =
            arena_copy(s->arena, tokens(b) + b->token_base, token_count * sizeof(struct token)),
        .token_count = token_count,
        .width = b->width,
        .height = set_tops(item, strip, count) + b->gap.spaces.above.optimum,
        .forced = has_forced(strip, count),
    };
    g_array_set_size(s->items, b->base);
    g_array_set_size(s->strips, b->base);
    g_array_set_size(s->tokens, b->token_base);
    return stack;
}
