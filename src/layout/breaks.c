#include "layout/paragraph_int.h"

#include <math.h>
#include <string.h>

/* Total fit: of all ways to break a paragraph, the one whose lines together are least bad (D. E.
 * Knuth and M. F. Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience 11,
 * 1981). For each break point the best ways that end there are kept, one for each class of line, so
 * that a tight line beside a loose one can be counted as a fault; a way is given up when its next
 * line has become too long. Widths are differences of sums, so a line costs the same whatever it
 * holds.
 *
 * Four passes: without hyphens; with hyphens; with lines as loose as they come; with lines that are
 * too long where nothing else is left. Most paragraphs end with the first. Ragged lines go the same
 * way: they have one measure of whiteness each and no spaces that stretch.
 *
 * The number of hyphens in a row is a part of a way but not of the state, so with a limit the best
 * way that keeps it may be missed. The rejected design, a state for each count, trebles the work
 * for a case that hardly occurs. */

enum {
    CLASSES = 4, /* tight, decent, loose, very loose */
    ACTIVE_LIMIT = 128,
    DEMERITS_CLASS = 10000,       /* a tight line beside a loose one */
    DEMERITS_TWO_HYPHENS = 10000, /* in a row */
    DEMERITS_LAST_HYPHEN = 5000,  /* the last line begins with the end of a word */
    DEMERITS_SHORT_LAST = 5000,   /* the last line is hardly begun */
    DEMERITS_FRAGMENT = 1000000,  /* both: it is the end of a word */
    DEMERITS_LADDER = 10000000,   /* more hyphens in a row than allowed, in the last pass */
    BADNESS_MOST = 10000
};

static const double slack = 0.001; /* pt: what rounding may add to a line */

struct way {
    unsigned point, previous;       /* previous: of ways */
    uint8_t line, fitness, hyphens; /* line: 0 at the beginning, 1 behind it */
    double demerits;
};

struct search {
    const struct breakpoint *points;
    const struct line_rules *rules;
    unsigned from, to;
    bool hyphens, last_resort;
    double tolerance, emergency; /* emergency: what each line may stretch besides */
    GArray *ways;
    unsigned active[ACTIVE_LIMIT], count;
};

static double
line_width(const struct search *search, const struct way *way, bool last)
{
    const struct line_rules *rules = search->rules;

    return rules->width - (way->line == 0 && rules->first ? rules->indent : 0) -
           (last ? rules->last_indent : 0);
}

static double
ratio(const struct search *search, const struct way *way, unsigned to)
{
    const struct line_rules *rules = search->rules;
    const struct breakpoint *a = &search->points[way->point], *b = &search->points[to];
    bool last = to == search->to;
    double missing = line_width(search, way, last) - (b->end.width - a->start.width);
    bool justify = last ? rules->justify_last : rules->justify;
    double stretch = justify ? b->end.stretch - a->start.stretch : rules->rag;
    double shrink = rules->justify || justify ? b->end.shrink - a->start.shrink : 0;

    if (missing < 0)
        return missing >= -slack ? 0 : shrink > 0 ? missing / shrink : -HUGE_VAL;
    if (last && !rules->justify_last)
        return 0;
    stretch += search->emergency;
    return stretch > 0 ? missing / stretch : missing > slack ? HUGE_VAL : 0;
}

static int
fitness(double r)
{
    return r < -0.5 ? 0 : r <= 0.5 ? 1 : r <= 1 ? 2 : 3;
}

static double
last_line_demerits(const struct search *search, const struct way *way)
{
    const struct breakpoint *a = &search->points[way->point], *b = &search->points[search->to];
    double demerits = a->hyphen ? DEMERITS_LAST_HYPHEN : 0;

    if (way->point != search->from && !search->rules->justify_last &&
        b->end.width - a->start.width < search->rules->width / 8)
        demerits += a->hyphen ? DEMERITS_FRAGMENT : DEMERITS_SHORT_LAST;
    return demerits;
}

static double
demerits_of(const struct search *search, const struct way *way, unsigned to, double r)
{
    const struct breakpoint *b = &search->points[to];
    double badness = r < -1 ? BADNESS_MOST : MIN(100 * fabs(r * r * r), BADNESS_MOST);
    double demerits =
        way->demerits + (10 + badness) * (10 + badness) + (double)b->penalty * b->penalty;

    bool open_end = to == search->to && !search->rules->justify_last; /* of no class */
    if (!open_end && ABS(fitness(r) - way->fitness) > 1)
        demerits += DEMERITS_CLASS;
    if (b->hyphen && search->points[way->point].hyphen)
        demerits += DEMERITS_TWO_HYPHENS;
    if (to == search->to)
        demerits += last_line_demerits(search, way);
    return demerits;
}

/* More hyphens in a row than allowed? */
static bool
breaks_ladder(const struct search *search, const struct way *way, unsigned to)
{
    unsigned ladder = search->rules->ladder;

    return ladder > 0 && search->points[to].hyphen && way->hyphens >= ladder;
}

static void
activate(struct search *search, const struct way *way)
{
    if (search->count == ACTIVE_LIMIT) {
        memmove(search->active, search->active + 1, (ACTIVE_LIMIT - 1) * sizeof *search->active);
        search->count--;
    }
    g_array_append_val(search->ways, *way);
    search->active[search->count++] = search->ways->len - 1;
}

/* The best ways to a point, by class. */
struct arrivals {
    struct way best[CLASSES];
    double least;
};

static void
arrive(const struct search *search, struct arrivals *arrivals, unsigned from, unsigned to, double r)
{
    const struct way *way = &g_array_index(search->ways, struct way, from);
    bool ladder = breaks_ladder(search, way, to);

    if (!search->last_resort && (ladder || r > search->tolerance))
        return;
    double demerits = demerits_of(search, way, to, r) + (ladder ? DEMERITS_LADDER : 0);
    struct way *best = &arrivals->best[fitness(r)];
    if (demerits >= best->demerits)
        return;
    *best = (struct way){.point = to,
                         .previous = from,
                         .line = 1,
                         .fitness = fitness(r),
                         .hyphens = search->points[to].hyphen ? MIN(way->hyphens + 1, 255) : 0,
                         .demerits = demerits};
    arrivals->least = MIN(arrivals->least, demerits);
}

/* Tries all active ways, and gives up those whose line has become too long. In the last resort the
 * one with the shortest line that is too long arrives where none else can. */
static void
arrive_at(struct search *search, struct arrivals *arrivals, unsigned to)
{
    unsigned kept = 0, count = search->count;

    arrivals->least = HUGE_VAL;
    for (unsigned class = 0; class < CLASSES; class ++)
        arrivals->best[class].demerits = HUGE_VAL;
    for (unsigned i = 0; i < count; i++) {
        const struct way *way = &g_array_index(search->ways, struct way, search->active[i]);
        double r = ratio(search, way, to);
        bool over = r < -1;
        bool alone = i + 1 == count && kept == 0 && arrivals->least == HUGE_VAL;
        if (!over || (search->last_resort && alone))
            arrive(search, arrivals, search->active[i], to, r);
        if (!over)
            search->active[kept++] = search->active[i];
    }
    search->count = kept;
}

/* The number of the best way to the end, or -1. */
static int
run(struct search *search)
{
    struct way beginning = {.point = search->from, .fitness = 1};

    g_array_set_size(search->ways, 0);
    search->count = 0;
    activate(search, &beginning);
    for (unsigned to = search->from + 1; to <= search->to && search->count > 0; to++) {
        struct arrivals arrivals;
        if (search->points[to].hyphen && !search->hyphens)
            continue;
        arrive_at(search, &arrivals, to);
        for (unsigned class = 0; class < CLASSES; class ++) {
            const struct way *way = &arrivals.best[class];
            if (way->demerits == HUGE_VAL || way->demerits > arrivals.least + DEMERITS_CLASS)
                continue;
            activate(search, way);
            if (to == search->to && way->demerits == arrivals.least)
                return search->ways->len - 1;
        }
    }
    return -1;
}

static bool
has_hyphens(const struct search *search)
{
    for (unsigned i = search->from + 1; i <= search->to; i++)
        if (search->points[i].hyphen)
            return true;
    return false;
}

static int
search_in_passes(struct search *search)
{
    int end;

    search->tolerance = 1;
    end = run(search);
    if (end < 0 && has_hyphens(search)) {
        search->hyphens = true;
        search->tolerance = 2;
        end = run(search);
    }
    if (end < 0) {
        search->tolerance = HUGE_VAL;
        search->emergency = search->rules->width / 10;
        end = run(search);
    }
    if (end < 0) {
        search->last_resort = true;
        end = run(search);
    }
    return end;
}

bool
breaks_find(const struct breakpoint *points, unsigned from, unsigned to,
            const struct line_rules *rules, GArray *lines)
{
    struct search search = {.points = points, .rules = rules, .from = from, .to = to};
    struct way whole = {.point = from};

    if (ratio(&search, &whole, to) >= -1) {
        g_array_append_val(lines, to);
        return true;
    }
    search.ways = g_array_sized_new(FALSE, FALSE, sizeof(struct way), 4 * (to - from) + 8);
    int end = search_in_passes(&search);
    g_assert(end >= 0);
    unsigned first = lines->len;
    for (const struct way *way = &g_array_index(search.ways, struct way, end); way->point != from;
         way = &g_array_index(search.ways, struct way, way->previous))
        g_array_append_val(lines, way->point);
    for (unsigned a = first, b = lines->len; a + 1 < b; a++, b--) {
        unsigned kept = g_array_index(lines, unsigned, a);
        g_array_index(lines, unsigned, a) = g_array_index(lines, unsigned, b - 1);
        g_array_index(lines, unsigned, b - 1) = kept;
    }
    g_array_unref(search.ways);
    return !search.last_resort;
}
