#include "layout/sequence_int.h"
#include "layout/sorted_int.h"

#include "layout/build_int.h"

#include <string.h>

/* Page-sequences: each flow becomes a stack, the stacks become pages, and that again until the
 * numbers of pages that stand in the text are those of the pages; flow.c tells why that ends. */

enum { MOST_ROUNDS = 50 };

/* ---- Folios ---- */

static const char *
roman(struct arena *arena, unsigned number, bool upper)
{
    static const struct {
        unsigned value;
        const char *lower, *upper;
    } DIGITS[] = {{1000, "m", "M"}, {900, "cm", "CM"}, {500, "d", "D"}, {400, "cd", "CD"},
                  {100, "c", "C"},  {90, "xc", "XC"},  {50, "l", "L"},  {40, "xl", "XL"},
                  {10, "x", "X"},   {9, "ix", "IX"},   {5, "v", "V"},   {4, "iv", "IV"},
                  {1, "i", "I"}};
    g_autoptr(GString) text = g_string_new(NULL);

    for (unsigned i = 0; i < G_N_ELEMENTS(DIGITS); i++)
        for (; number >= DIGITS[i].value; number -= DIGITS[i].value)
            g_string_append(text, upper ? DIGITS[i].upper : DIGITS[i].lower);
    return arena_text(arena, text->str);
}

static const char *
alphabetic(struct arena *arena, unsigned number, char first)
{
    enum { LETTERS = 26 };
    g_autoptr(GString) text = g_string_new(NULL);

    for (; number; number = (number - 1) / LETTERS)
        g_string_prepend_c(text, (char)(first + (number - 1) % LETTERS));
    return arena_text(arena, text->str);
}

const char *
folio_text(struct arena *arena, const struct fo_node *sequence, unsigned folio)
{
    const char *format = fo_string(sequence->style, FO_P_FORMAT);
    char kind = format && *format ? format[strlen(format) - 1] : '1';

    if (kind == 'i' || kind == 'I')
        return roman(arena, folio, kind == 'I');
    if (kind == 'a' || kind == 'A')
        return alphabetic(arena, folio, kind);
    g_autofree char *text = g_strdup_printf("%0*u", format ? (int)strlen(format) : 1, folio);

    return arena_text(arena, text);
}

/* ---- Parts of a page-sequence ---- */

const struct fo_node *
static_content(const struct fo_node *sequence, const char *name)
{
    for (const struct fo_node *child = sequence->child; child; child = child->next)
        if (child->element == FO_STATIC_CONTENT &&
            !g_strcmp0(fo_string(child->style, FO_P_FLOW_NAME), name))
            return child;
    return NULL;
}

static const struct fo_node *
flow_of(const struct fo_node *sequence)
{
    const struct fo_node *child = sequence->child;

    while (child && child->element != FO_FLOW)
        child = child->next;
    return child;
}

const struct column *
sequence_column(const struct sequence *sequence, unsigned page)
{
    const GArray *columns = sequence->columns;
    unsigned low = SORTED_FIRST(columns->data, columns->len, struct column, page, page);
    const struct column *column = &g_array_index(sequence->columns, struct column, low);

    return low < sequence->columns->len && column->page == page ? column : NULL;
}

/* A flow without any box has a page all the same, and that is not a blank one. */
struct page_state
sequence_page(const struct sequence *sequence, unsigned page)
{
    unsigned notes;
    bool filled = sequence_column(sequence, page) || (page == 0 && !sequence->columns->len) ||
                  footings_of_page(sequence, page, &notes);
    bool last = page + 1 == sequence->expected || page + 1 == sequence->page_count;

    return (struct page_state){page, sequence->folio + page, last, !filled};
}

static const struct column *
column_of_item(const struct sequence *sequence, unsigned item)
{
    unsigned low = 0, high = sequence->columns->len;

    while (high - low > 1) {
        unsigned middle = (low + high) / 2;
        const struct column *column = &g_array_index(sequence->columns, struct column, middle);
        *(column->first <= item ? &low : &high) = middle;
    }
    return high ? &g_array_index(sequence->columns, struct column, low) : NULL;
}

unsigned
page_of_item(const struct sequence *sequence, unsigned item)
{
    const struct column *column = column_of_item(sequence, item);

    return column ? column->page : 0;
}

/* ---- From flow to pages ---- */

static void
build(struct sequences *all, struct sequence *sequence)
{
    struct setting *s = all->s;
    struct measure measure = measure_of(sequence->first);
    const struct fo_node *separator = static_content(sequence->node, "xsl-footnote-separator");

    s->body_height = masters_least_height(all->masters, sequence->node);
    if (!sequence->turns) { /* else break_pages builds it */
        struct builder b = flow_start(s, &measure);
        const struct fo_node *child = sequence->flow ? sequence->flow->child : NULL;

        for (; child; child = child->next)
            flow_child(&b, child);
        sequence->stack = builder_finish(&b);
    }
    sequence->separator = NULL;
    if (separator) {
        struct builder above = builder_start(s, NULL, measure.full);
        flow_children(&above, separator);
        sequence->separator = builder_finish(&above);
    }
    sequence->dirty = false;
}

struct breaking {
    struct sequences *all;
    const struct sequence *sequence;
};

static const struct master *
master_of_page(const void *data, unsigned page)
{
    const struct breaking *breaking = data;
    const struct sequence *sequence = breaking->sequence;
    struct page_state state = {page, sequence->folio + page, page + 1 == sequence->expected, false};

    return master_for(breaking->all->masters, sequence->node, &state);
}

static float
body_height(const void *data, unsigned page)
{
    return master_of_page(data, page)->content[REGION_BODY].height;
}

static unsigned
column_count(const void *data, unsigned page)
{
    return master_of_page(data, page)->columns;
}

static struct measure
page_measure(const void *data, unsigned page)
{
    return measure_of(master_of_page(data, page));
}

static bool
page_turns(const void *data, unsigned page, unsigned before)
{
    struct measure one = page_measure(data, before), other = page_measure(data, page);

    return !measure_equal(&one, &other);
}

/* The footnotes of a flow, and for the breaker. */
static void
collect_notes(struct sequence *sequence, GArray *notes)
{
    const struct stack *stack = sequence->stack;

    g_array_set_size(sequence->notes, 0);
    for (unsigned i = 0; i < stack->token_count; i++) {
        const struct token *token = &stack->tokens[i];

        if (token->kind != TOKEN_NOTE)
            continue;
        struct footnote note = {token->first, token->note->strips, token->note->count,
                                token->note->height};
        g_array_append_val(notes, note);
        g_array_append_val(sequence->notes, token->note);
    }
}

static struct measured_flow
measured_flow(const struct sequence *sequence, const struct breaking *breaking)
{
    return (struct measured_flow){sequence->flow, page_measure(breaking, 0), page_measure,
                                  breaking};
}

static void
break_once(struct sequences *all, struct sequence *sequence, struct pagination *pagination,
           struct page_top *top)
{
    g_autoptr(GArray) notes = g_array_new(FALSE, FALSE, sizeof(struct footnote));

    g_array_set_size(sequence->columns, 0);
    g_array_set_size(sequence->footings, 0);
    *top = PAGE_TOP;
    if (sequence->turns) {
        struct measured_flow flow = measured_flow(sequence, pagination->data);
        all->s->body_height = masters_least_height(all->masters, sequence->node);
        sequence->stack = turning_set(all->s, &flow, pagination, top, sequence->columns,
                                      sequence->footings, sequence->turns);
        collect_notes(sequence, notes);
        return;
    }
    collect_notes(sequence, notes);
    pagination->notes = (struct footnote *)(void *)notes->data;
    pagination->note_count = notes->len;
    paginate(sequence->stack->strips, sequence->stack->count, pagination, top, sequence->columns,
             sequence->footings);
}

/* Only where it is asked for: it moves lines beyond the spaces that they have. */
static float
grid_of(const struct sequence *sequence)
{
    const struct fo_style *style = sequence->flow ? sequence->flow->style : NULL;

    return style && fo_is(style, FO_P_BASELINE_GRID, FO_K_TRUE)
               ? (float)fo_pt(style, FO_P_LINE_HEIGHT, 0, 0)
               : 0;
}

static void
break_pages(struct sequences *all, struct sequence *sequence)
{
    enum { ATTEMPTS = 4 };
    struct breaking breaking = {all, sequence};
    struct pagination pagination = {
        .height = body_height,
        .columns = column_count,
        .turns = sequence->turns ? page_turns : NULL,
        .data = &breaking,
        .separator = sequence->separator ? sequence->separator->height : 0,
        .grid = grid_of(sequence),
        .begins_on_even = sequence->folio % 2 == 0,
    };
    bool asks = masters_ask_for_last(all->masters, sequence->node);
    struct page_top top;

    sequence->expected = 0;
    for (unsigned attempt = 0; attempt < ATTEMPTS; attempt++) {
        break_once(all, sequence, &pagination, &top);
        if (!asks || top.page == sequence->expected)
            break;
        sequence->expected = top.page;
    }
    sequence->expected = sequence->page_count = top.page;
}

/* What was built while pages were broken is built once more as it came out, and now reports. */
static void
report_turning(struct sequences *all, struct sequence *sequence)
{
    g_autoptr(GArray) notes = g_array_new(FALSE, FALSE, sizeof(struct footnote));
    struct breaking breaking = {all, sequence};
    struct measured_flow flow = measured_flow(sequence, &breaking);

    all->s->body_height = masters_least_height(all->masters, sequence->node);
    sequence->stack = turning_again(all->s, &flow, sequence->turns);
    collect_notes(sequence, notes);
    citations_update(all->s, sequence);
}

static unsigned
first_folio(const struct fo_style *style, unsigned next)
{
    if (fo_is(style, FO_P_INITIAL_PAGE_NUMBER, FO_K_AUTO_ODD))
        return next | 1;
    if (fo_is(style, FO_P_INITIAL_PAGE_NUMBER, FO_K_AUTO_EVEN))
        return next + (next & 1);
    return (unsigned)MAX(0, fo_number(style, FO_P_INITIAL_PAGE_NUMBER, next));
}

/* Whether a blank page is added at the end (XSL 1.1 §7.27.6). next: the sequence that follows. */
static bool
needs_blank(const struct sequence *sequence, const struct sequence *next)
{
    const struct fo_style *style = sequence->node->style;
    bool even_count = sequence->page_count % 2 == 0;
    bool ends_even = (sequence->folio + sequence->page_count - 1) % 2 == 0;

    if (fo_is(style, FO_P_FORCE_PAGE_COUNT, FO_K_EVEN))
        return !even_count;
    if (fo_is(style, FO_P_FORCE_PAGE_COUNT, FO_K_ODD))
        return even_count;
    if (fo_is(style, FO_P_FORCE_PAGE_COUNT, FO_K_END_ON_EVEN))
        return !ends_even;
    if (fo_is(style, FO_P_FORCE_PAGE_COUNT, FO_K_END_ON_ODD))
        return ends_even;
    if (fo_is(style, FO_P_FORCE_PAGE_COUNT, FO_K_NO_FORCE) || !next ||
        fo_is(next->node->style, FO_P_INITIAL_PAGE_NUMBER, FO_K_AUTO))
        return false;
    unsigned after = sequence->folio + sequence->page_count;

    return (first_folio(next->node->style, after) - after) % 2 != 0;
}

static void
break_all(struct sequences *all)
{
    unsigned page = 0, folio = 1;

    for (unsigned i = 0; i < all->all->len; i++) {
        struct sequence *sequence = &g_array_index(all->all, struct sequence, i);
        struct sequence *next = i + 1 < all->all->len ? sequence + 1 : NULL;

        sequence->page = page;
        sequence->page_count = 0;
        sequence->folio = first_folio(sequence->node->style, folio);
        break_pages(all, sequence);
        sequence->page_count += needs_blank(sequence, next);
        page += sequence->page_count;
        folio = sequence->folio + sequence->page_count;
    }
    all->page_count = page;
}

/* ---- Where ids stand ---- */

static void
land(struct sequences *all, const struct sequence *sequence, const char *id, unsigned first,
     unsigned last, struct point at)
{
    struct landing *landing = g_hash_table_lookup(all->s->places, id);

    if (!landing) {
        landing = arena_alloc(all->s->arena, sizeof *landing);
        g_hash_table_insert(all->s->places, (void *)id, landing);
    } else if (landing->known) {
        return;
    }
    *landing = (struct landing){
        .sequence = sequence->node,
        .page = sequence->page + first,
        .folio = sequence->folio + first,
        .last = sequence->folio + last,
        .x = at.x,
        .y = at.y,
        .known = true,
    };
}

static void
forget(gpointer id, gpointer landing, gpointer data)
{
    (void)id;
    (void)data;
    ((struct landing *)landing)->known = false;
}

static struct point
point_in_body(const struct master *master, float x, float y)
{
    struct point point;

    frame_point(master->inner[REGION_BODY], x, y, &point.x, &point.y);
    return point;
}

/* Where an item stands on its page. */
static struct point
point_of(const struct sequences *all, const struct sequence *sequence, unsigned item)
{
    const struct column *column = column_of_item(sequence, item);
    const struct stack *stack = sequence->stack;

    if (!column)
        return (struct point){0, 0};
    struct page_state page = sequence_page(sequence, column->page);
    const struct master *master = master_for(all->masters, sequence->node, &page);
    const struct box *body = &master->content[REGION_BODY];
    float head = column->broken == NO_STRIP ? 0 : stack->strips[column->broken].head;
    float width = body->width / column->columns;

    return point_in_body(master, body->x + column->index * width,
                         body->y + column->y + head + stack->items[item].top -
                             stack->items[column->first].top +
                             column_move(stack->strips, column, item));
}

static struct point
point_of_note(const struct sequences *all, const struct sequence *sequence,
              const struct footing *footing, unsigned item)
{
    struct page_state page = sequence_page(sequence, footing->page);
    const struct master *master = master_for(all->masters, sequence->node, &page);
    const struct box *body = &master->content[REGION_BODY];
    unsigned count;
    const struct footing *first = footings_of_page(sequence, footing->page, &count);
    float y = body->y + body->height - footings_height(sequence, footing->page);
    const struct stack *stack = footing_stack(sequence, footing);

    y += sequence->separator ? sequence->separator->height : 0;
    for (; first < footing; first++)
        y += footing_height(footing_stack(sequence, first), first);
    return point_in_body(master, body->x, y + footing_top(stack, footing) + stack->items[item].top);
}

static void
add_marker(struct sequence *sequence, unsigned first, unsigned last, const struct token *token)
{
    GArray *markers = sequence->markers;
    unsigned reach =
        markers->len ? g_array_index(markers, struct marker, markers->len - 1).reach : 0;
    struct marker marker = {first, last, MAX(last, reach), token->first, token->last, token->node};

    g_array_append_val(markers, marker);
}

static void
land_token(struct sequences *all, struct sequence *sequence, const struct token *token)
{
    unsigned first = page_of_item(sequence, token->first);
    unsigned last = page_of_item(sequence, token->last);

    if (token->kind == TOKEN_ID)
        land(all, sequence, token->node->id, first, last, point_of(all, sequence, token->first));
    else if (token->kind == TOKEN_MARKER)
        add_marker(sequence, first, last, token);
}

/* What stands in a note stands where the note does, which may be a page later than its mark. */
static void
land_note(struct sequences *all, struct sequence *sequence, unsigned number)
{
    const struct stack *stack = g_array_index(sequence->notes, const struct stack *, number);

    for (unsigned i = 0; i < stack->token_count; i++) {
        const struct token *token = &stack->tokens[i];
        const struct footing *first = footing_of_item(sequence, number, token->first);
        const struct footing *last = footing_of_item(sequence, number, token->last);

        if (token->kind == TOKEN_ID && first)
            land(all, sequence, token->node->id, first->page, last->page,
                 point_of_note(all, sequence, first, token->first));
    }
}

static void
land_all(struct sequences *all)
{
    g_hash_table_foreach(all->s->places, forget, NULL);
    for (unsigned i = 0; i < all->all->len; i++) {
        struct sequence *sequence = &g_array_index(all->all, struct sequence, i);
        const struct stack *stack = sequence->stack;
        struct point top = {0, 0};

        if (sequence->node->id)
            land(all, sequence, sequence->node->id, 0, sequence->page_count - 1, top);
        if (sequence->flow && sequence->flow->id)
            land(all, sequence, sequence->flow->id, 0, sequence->page_count - 1, top);
        g_array_set_size(sequence->markers, 0);
        for (unsigned k = 0; k < sequence->notes->len; k++)
            land_note(all, sequence, k);
        for (unsigned k = 0; k < stack->token_count; k++)
            land_token(all, sequence, &stack->tokens[k]);
    }
}

/* ---- Rounds ---- */

static void
collect(struct sequences *all)
{
    struct page_state first = {.folio = 1};

    for (const struct fo_node *node = fo_root(all->s->document)->child; node; node = node->next) {
        if (node->element != FO_PAGE_SEQUENCE)
            continue;
        struct sequence sequence = {.node = node,
                                    .flow = flow_of(node),
                                    .first = master_for(all->masters, node, &first),
                                    .columns = g_array_new(FALSE, FALSE, sizeof(struct column)),
                                    .turns = masters_turn(all->masters, node)
                                                 ? g_array_new(FALSE, FALSE, sizeof(struct turn))
                                                 : NULL,
                                    .notes = g_array_new(FALSE, FALSE, sizeof(void *)),
                                    .footings = g_array_new(FALSE, FALSE, sizeof(struct footing)),
                                    .markers = g_array_new(FALSE, FALSE, sizeof(struct marker)),
                                    .dirty = true};
        g_array_append_val(all->all, sequence);
    }
}

static bool
build_dirty(struct sequences *all)
{
    bool built = false;

    for (unsigned i = 0; i < all->all->len; i++) {
        struct sequence *sequence = &g_array_index(all->all, struct sequence, i);
        if (sequence->dirty) {
            build(all, sequence);
            built = true;
        }
    }
    return built;
}

void
sequences_set(struct sequences *all)
{
    struct setting *s = all->s;
    struct diag *diag = s->diag;
    g_autoptr(diag) quiet = diag_new(); /* what a text has to report it reports when first set */

    collect(all);
    for (s->round = 0; s->round < MOST_ROUNDS && build_dirty(all); s->round++) {
        s->diag = quiet;
        break_all(all);
        land_all(all);
        for (unsigned i = 0; i < all->all->len; i++) {
            struct sequence *sequence = &g_array_index(all->all, struct sequence, i);
            sequence->dirty = citations_update(s, sequence);
        }
    }
    s->diag = diag;
    for (unsigned i = 0; i < all->all->len; i++) {
        struct sequence *sequence = &g_array_index(all->all, struct sequence, i);
        if (sequence->turns)
            report_turning(all, sequence);
    }
    if (s->round == MOST_ROUNDS)
        diag_report(diag, DIAG_E0615, fo_root(s->document)->place, NULL,
                    "after %d rounds there are still other numbers", MOST_ROUNDS);
}

void
sequences_clear(struct sequences *all)
{
    for (unsigned i = 0; i < all->all->len; i++) {
        struct sequence *sequence = &g_array_index(all->all, struct sequence, i);
        g_array_unref(sequence->columns);
        if (sequence->turns)
            g_array_unref(sequence->turns);
        g_array_unref(sequence->notes);
        g_array_unref(sequence->footings);
        g_array_unref(sequence->markers);
    }
    g_array_unref(all->all);
    masters_free(all->masters);
}
