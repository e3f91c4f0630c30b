#include "layout/sequence_int.h"

#include "layout/build_int.h"

#include <string.h>

/* Page masters (XSL 1.1 §6.4): which one a page has, and where its regions lie. */

struct masters {
    struct setting *s;
    GHashTable *measured; /* simple-page-master → struct master *, of the arena */
};

struct masters *
masters_new(struct setting *s)
{
    struct masters *masters = g_new0(struct masters, 1);

    masters->s = s;
    masters->measured = g_hash_table_new(NULL, NULL);
    return masters;
}

void
masters_free(struct masters *masters)
{
    g_hash_table_unref(masters->measured);
    g_free(masters);
}

/* ---- Geometry ---- */

static struct box
inside(struct box box, float before, float after, float start, float end)
{
    return (struct box){box.x + start, box.y + before, box.width - start - end,
                        box.height - before - after};
}

static struct box
without_margins(const struct fo_style *style, struct box box)
{
    return inside(box, (float)fo_pt(style, FO_P_MARGIN_TOP, box.width, 0),
                  (float)fo_pt(style, FO_P_MARGIN_BOTTOM, box.width, 0),
                  (float)fo_pt(style, FO_P_MARGIN_LEFT, box.width, 0),
                  (float)fo_pt(style, FO_P_MARGIN_RIGHT, box.width, 0));
}

static float
extent_of(const struct master *master, enum region region, float base)
{
    const struct fo_node *node = master->region[region];

    return node ? (float)fo_pt(node->style, FO_P_EXTENT, base, 0) : 0;
}

static bool
takes_corners(const struct master *master, enum region region)
{
    const struct fo_node *node = master->region[region];

    return node && fo_is(node->style, FO_P_PRECEDENCE, FO_K_TRUE);
}

static void
place_outer_regions(struct master *master, struct box page)
{
    float before = extent_of(master, REGION_BEFORE, page.height);
    float after = extent_of(master, REGION_AFTER, page.height);
    float start = extent_of(master, REGION_START, page.width);
    float end = extent_of(master, REGION_END, page.width);
    bool top = takes_corners(master, REGION_BEFORE), foot = takes_corners(master, REGION_AFTER);
    struct box *border = master->border;

    border[REGION_BEFORE] = inside(page, 0, page.height - before, top ? 0 : start, top ? 0 : end);
    border[REGION_AFTER] = inside(page, page.height - after, 0, foot ? 0 : start, foot ? 0 : end);
    border[REGION_START] = inside(page, top ? before : 0, foot ? after : 0, 0, page.width - start);
    border[REGION_END] = inside(page, top ? before : 0, foot ? after : 0, page.width - end, 0);
}

/* The box that a frame turned about `content` sees. */
static struct box
turned_box(struct frame outer, struct frame inner, struct box content)
{
    if (outer.turns == inner.turns)
        return content;
    bool across = (inner.turns - outer.turns) % 2 != 0;

    return (struct box){0, 0, across ? content.height : content.width,
                        across ? content.width : content.height};
}

static struct frame
oriented(struct frame outer, struct box content, const struct fo_style *style)
{
    int orientation = (int)fo_number(style, FO_P_REFERENCE_ORIENTATION, 0);

    return orientation == 0 ? outer : frame_turned(outer, content, orientation);
}

static const enum fo_element REGIONS[REGION_COUNT] = {
    FO_REGION_BODY, FO_REGION_BEFORE, FO_REGION_AFTER, FO_REGION_START, FO_REGION_END};

static void
set_contents(struct master *master)
{
    for (enum region region = 0; region < REGION_COUNT; region++) {
        const struct fo_node *node = master->region[region];
        struct box border = master->border[region];

        if (!node)
            continue;
        struct decoration decoration = decoration_of(node->style);
        struct sides inset = inset_of(node->style, &decoration, border.width);
        struct box content = inside(border, inset.before, inset.after, inset.start, inset.end);

        master->inner[region] = oriented(master->frame, content, node->style);
        master->content[region] = turned_box(master->frame, master->inner[region], content);
    }
}

static const struct master *
measure(struct masters *masters, const struct fo_node *node)
{
    static const double A4_WIDTH = 595.28, A4_HEIGHT = 841.89; /* where the page has no size */
    struct master *master = g_hash_table_lookup(masters->measured, node);
    const struct fo_style *style = node->style;

    if (master)
        return master;
    master = arena_alloc(masters->s->arena, sizeof *master);
    master->node = node;
    master->width = (float)fo_pt(style, FO_P_PAGE_WIDTH, 0, A4_WIDTH);
    master->height = (float)fo_pt(style, FO_P_PAGE_HEIGHT, 0, A4_HEIGHT);
    master->bleed = (float)fo_pt(style, FO_P_BLEED, 0, 0);
    master->margin = MAX(master->bleed, (float)fo_pt(style, FO_P_CROP_OFFSET, 0, 0));
    for (const struct fo_node *child = node->child; child; child = child->next)
        for (enum region region = 0; region < REGION_COUNT; region++)
            if (child->element == REGIONS[region])
                master->region[region] = child;
    const struct frame paper = {0, 0, 0};
    struct box page = without_margins(style, (struct box){0, 0, master->width, master->height});

    master->frame = oriented(paper, page, style);
    page = turned_box(paper, master->frame, page);
    place_outer_regions(master, page);
    master->border[REGION_BODY] = page;
    master->columns = 1;
    if (master->region[REGION_BODY]) {
        const struct fo_style *body = master->region[REGION_BODY]->style;
        master->border[REGION_BODY] = without_margins(body, page);
        master->columns = (unsigned)MAX(1, fo_number(body, FO_P_COLUMN_COUNT, 1));
        master->column_gap =
            (float)fo_pt(body, FO_P_COLUMN_GAP, master->border[REGION_BODY].width, 0);
    }
    set_contents(master);
    g_hash_table_insert(masters->measured, (void *)node, master);
    return master;
}

/* ---- Choice ---- */

static const struct fo_node *
find_master(const struct masters *masters, const struct fo_node *referring)
{
    const char *name = fo_string(referring->style, FO_P_MASTER_REFERENCE);
    const struct fo_node *set = fo_root(masters->s->document)->child;

    while (set && set->element != FO_LAYOUT_MASTER_SET)
        set = set->next;
    for (const struct fo_node *child = set ? set->child : NULL; child; child = child->next)
        if (!g_strcmp0(fo_string(child->style, FO_P_MASTER_NAME), name))
            return child;
    return NULL;
}

static bool
fits_position(const struct fo_style *style, const struct page_state *page)
{
    bool first = page->index == 0;

    if (fo_is(style, FO_P_PAGE_POSITION, FO_K_FIRST))
        return first;
    if (fo_is(style, FO_P_PAGE_POSITION, FO_K_LAST))
        return page->last;
    if (fo_is(style, FO_P_PAGE_POSITION, FO_K_REST))
        return !first && !page->last;
    if (fo_is(style, FO_P_PAGE_POSITION, FO_K_ONLY))
        return first && page->last;
    return true;
}

static bool
fits(const struct fo_style *style, const struct page_state *page)
{
    bool odd = page->folio % 2;

    return fits_position(style, page) &&
           !fo_is(style, FO_P_ODD_OR_EVEN, odd ? FO_K_EVEN : FO_K_ODD) &&
           !fo_is(style, FO_P_BLANK_OR_NOT_BLANK, page->blank ? FO_K_NOT_BLANK : FO_K_BLANK);
}

static const struct fo_node *
alternative(const struct fo_node *alternatives, const struct page_state *page)
{
    const struct fo_node *last = NULL;

    for (const struct fo_node *child = alternatives->child; child; child = child->next) {
        if (child->element != FO_CONDITIONAL_PAGE_MASTER_REFERENCE)
            continue;
        last = child;
        if (fits(child->style, page))
            return child;
    }
    return last;
}

/* The sub-sequence that a page falls into; the last one takes what no other does. */
static const struct fo_node *
subsequence(const struct fo_node *master, unsigned index)
{
    const struct fo_node *found = NULL;

    for (const struct fo_node *child = master->child; child; child = child->next) {
        unsigned pages = 1;

        if (child->element != FO_SINGLE_PAGE_MASTER_REFERENCE)
            pages =
                (unsigned)MIN(fo_number(child->style, FO_P_MAXIMUM_REPEATS, G_MAXINT), G_MAXINT);
        found = child;
        if (index < pages)
            return found;
        index -= pages;
    }
    return found;
}

const struct master *
master_for(struct masters *masters, const struct fo_node *sequence, const struct page_state *page)
{
    const struct fo_node *node = find_master(masters, sequence);

    if (node && node->element == FO_PAGE_SEQUENCE_MASTER) {
        const struct fo_node *reference = subsequence(node, page->index);
        if (reference && reference->element == FO_REPEATABLE_PAGE_MASTER_ALTERNATIVES)
            reference = alternative(reference, page);
        node = reference ? find_master(masters, reference) : NULL;
    }
    g_assert(node && node->element == FO_SIMPLE_PAGE_MASTER); /* fo_parse follows references */
    return measure(masters, node);
}

/* ---- All masters of a sequence ---- */

typedef void visit(struct masters *, const struct fo_node *reference, void *data);

static void
each_reference(struct masters *masters, const struct fo_node *sequence, visit *visit, void *data)
{
    const struct fo_node *node = find_master(masters, sequence);

    if (!node || node->element == FO_SIMPLE_PAGE_MASTER) {
        visit(masters, sequence, data);
        return;
    }
    for (const struct fo_node *child = node->child; child; child = child->next) {
        if (child->element != FO_REPEATABLE_PAGE_MASTER_ALTERNATIVES) {
            visit(masters, child, data);
            continue;
        }
        for (const struct fo_node *one = child->child; one; one = one->next)
            visit(masters, one, data);
    }
}

static void
ask_for_last(struct masters *masters, const struct fo_node *reference, void *data)
{
    const struct fo_style *style = reference->style;

    (void)masters;
    *(bool *)data |= fo_is(style, FO_P_PAGE_POSITION, FO_K_LAST) ||
                     fo_is(style, FO_P_PAGE_POSITION, FO_K_REST) ||
                     fo_is(style, FO_P_PAGE_POSITION, FO_K_ONLY);
}

bool
masters_ask_for_last(struct masters *masters, const struct fo_node *sequence)
{
    bool asks = false;

    each_reference(masters, sequence, ask_for_last, &asks);
    return asks;
}

struct comparison {
    const struct master *first;
    float height;
    bool turn;
};

static void
compare(struct masters *masters, const struct fo_node *reference, void *data)
{
    struct comparison *comparison = data;
    const struct fo_node *node = find_master(masters, reference);

    if (!node || node->element != FO_SIMPLE_PAGE_MASTER)
        return;
    const struct master *master = measure(masters, node);
    struct measure one = measure_of(comparison->first), other = measure_of(master);

    comparison->height = MIN(comparison->height, master->content[REGION_BODY].height);
    if (!fo_is(reference->style, FO_P_BLANK_OR_NOT_BLANK, FO_K_BLANK))
        comparison->turn |= !measure_equal(&one, &other);
}

static struct comparison
compare_all(struct masters *masters, const struct fo_node *sequence)
{
    struct page_state first = {.folio = 1};
    struct comparison comparison = {master_for(masters, sequence, &first), G_MAXFLOAT, false};

    each_reference(masters, sequence, compare, &comparison);
    return comparison;
}

float
masters_least_height(struct masters *masters, const struct fo_node *sequence)
{
    return compare_all(masters, sequence).height;
}

bool
masters_turn(struct masters *masters, const struct fo_node *sequence)
{
    return compare_all(masters, sequence).turn;
}
