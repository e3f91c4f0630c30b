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
 * Where hyphens in a row are limited, how many end there is a part of the state as well: a way with
 * more demerits but fewer hyphens may be the only one that can go on. Such states exist at hyphens
 * alone, and one that another beats in both is dropped, so they cost next to nothing. From the
 * fourth hyphen in a row on they are one state.
 *
 * Passes: without hyphens, with no line looser than by its whole stretch; with hyphens, up to
 * LOOSEST. Only where no way keeps all lines within that limit does each get an imaginary stretch
 * besides; then they may be as loose as they come. What is too long in every way stands over in the
 * last pass. Most paragraphs end with the first.
 *
 * How far a point reaches, its width with all the stretch that the tolerance allows, is one sum for
 * all lines that end there, and each way knows from which sum on its line is long enough. The ways
 * stand in that order, so most points are passed by with one comparison.
 *
 * Ragged lines go the same way (section "Ragged right" of the paper): they have one stretch each
 * and no spaces that give or take, so a line is bad by what it lacks, whatever it holds. */

enum {
    CLASSES = 4, /* tight, decent, loose, very loose */
    ROWS = 4,    /* states of hyphens in a row */
    ACTIVE_LIMIT = 512,
    DEMERITS_CLASS = 10000,       /* a tight line beside a loose one */
    DEMERITS_TWO_HYPHENS = 10000, /* in a row */
    DEMERITS_LAST_HYPHEN = 5000,  /* the last line begins with the end of a word */
    DEMERITS_SHORT_LAST = 5000,   /* the last line is hardly begun */
    DEMERITS_FRAGMENT = 1000000,  /* both: it is the end of a word */
    DEMERITS_LADDER = 10000000,   /* more hyphens in a row than allowed, in the last pass */
    BADNESS_MOST = 10000
};

/* The limit of looseness: how often its stretch a line may be wider than its natural width. The
 * stretch of a space is half of it, so spaces grow to twice their width. */
#define LOOSEST 2.0

static const double slack = 0.001; /* pt: what rounding may add to a line */

struct way {
    unsigned point, previous; /* previous: of ways */
};

/* The end of a way, from which lines begin. */
struct active {
    double least; /* reach() of the points from which on the line is long enough */
    struct sums start;
    double measure; /* of the line */
    double demerits;
    unsigned way, hyphens; /* hyphens: in a row before it */
    uint8_t fitness;
    bool hyphen, beginning;
};

struct search {
    const struct breakpoint *points;
    const struct line_rules *rules;
    unsigned from, to;
    bool hyphens, last_resort;
    double tolerance, emergency; /* emergency: what each line may stretch besides */
    GArray *ways;
    struct active active[2 * ACTIVE_LIMIT];
    unsigned head, tail; /* of active: in use */
};

/* The best ways to a point, by class and by hyphens in a row. */
struct arrivals {
    struct arrival {
        double demerits;
        unsigned way, hyphens;
    } best[ROWS][CLASSES];
    unsigned rows;
    double least;
};

/* How much a line would have to stretch (1: by its whole stretch) or shrink (-1) to fill its
 * measure. Beyond -1 it is too long. */
static double
ratio(const struct search *search, const struct active *a, unsigned to)
{
    const struct line_rules *rules = search->rules;
    const struct sums *end = &search->points[to].end;
    bool last = to == search->to;
    bool justify = last ? rules->justify_last : rules->justify;
    double missing = a->measure - (last ? rules->last_indent : 0) - (end->width - a->start.width);

    if (missing < 0) {
        double shrink = rules->justify || justify ? end->shrink - a->start.shrink : 0;
        return missing >= -slack ? 0 : shrink > 0 ? missing / shrink : -HUGE_VAL;
    }
    if (last && !rules->justify_last)
        return 0;
    double stretch =
        search->emergency + (justify ? end->stretch - a->start.stretch : (double)rules->rag);
    return stretch > 0 ? missing / stretch : missing > slack ? HUGE_VAL : 0;
}

static double
reach(const struct search *search, const struct sums *sums)
{
    bool stretches = search->rules->justify && search->tolerance < HUGE_VAL;

    return sums->width + (stretches ? search->tolerance * sums->stretch : 0);
}

/* Of the end of the shortest line within the tolerance; not for the last line. */
static double
least_reach(const struct search *search, const struct sums *start, double measure)
{
    double besides = search->emergency + (search->rules->justify ? 0 : (double)search->rules->rag);

    if (search->tolerance == HUGE_VAL)
        return -HUGE_VAL;
    return reach(search, start) + measure - search->tolerance * besides - slack;
}

static unsigned
fitness(double r)
{
    return r < -0.5 ? 0 : r <= 0.5 ? 1 : r <= 1 ? 2 : 3;
}

/* The last line does not begin with the end of a word and is not hardly begun: an eighth of the
 * measure, a fifth where it is one word. */
static double
last_line_demerits(const struct search *search, const struct active *a)
{
    const struct sums *end = &search->points[search->to].end;
    double demerits = a->hyphen ? DEMERITS_LAST_HYPHEN : 0;
    bool one_word = end->stretch - a->start.stretch <= 0;

    if (!a->beginning && !search->rules->justify_last &&
        end->width - a->start.width < (double)search->rules->width / (one_word ? 5 : 8))
        demerits += a->hyphen ? DEMERITS_FRAGMENT : DEMERITS_SHORT_LAST;
    return demerits;
}

static double
demerits_of(const struct search *search, const struct active *a, unsigned to, double r)
{
    const struct breakpoint *b = &search->points[to];
    double badness = r < -1 ? BADNESS_MOST : MIN(100 * fabs(r * r * r), BADNESS_MOST);
    double demerits =
        a->demerits + (10 + badness) * (10 + badness) + (double)b->penalty * (double)b->penalty;

    bool open_end = to == search->to && !search->rules->justify_last; /* of no class */

    if (!open_end && ABS((int)fitness(r) - (int)a->fitness) > 1)
        demerits += DEMERITS_CLASS;
    if (b->hyphen && a->hyphen)
        demerits += DEMERITS_TWO_HYPHENS;
    if (to == search->to)
        demerits += last_line_demerits(search, a);
    return demerits;
}

/* ---- Ways ---- */

/* Beyond the limit the oldest are given up. */
static void
make_room(struct search *search)
{
    if (search->tail < G_N_ELEMENTS(search->active))
        return;
    search->head = MAX(search->head, search->tail - ACTIVE_LIMIT);
    search->tail -= search->head;
    memmove(search->active, search->active + search->head, search->tail * sizeof *search->active);
    search->head = 0;
}

/* `least` of a way may be too small, never too large: then it is only looked at too early. */
static void
activate(struct search *search, const struct way *way, const struct arrival *arrival,
         unsigned class)
{
    const struct breakpoint *point = &search->points[way->point];
    const struct line_rules *rules = search->rules;
    bool beginning = way->point == search->from;
    double measure = (double)rules->width - (beginning && rules->first ? (double)rules->indent : 0);
    double least = least_reach(search, &point->start, measure);

    make_room(search);
    g_array_append_val(search->ways, *way);
    for (unsigned i = search->tail; i > search->head && search->active[i - 1].least > least; i--)
        search->active[i - 1].least = least;
    search->active[search->tail++] = (struct active){.least = least,
                                                     .start = point->start,
                                                     .measure = measure,
                                                     .demerits = arrival->demerits,
                                                     .way = search->ways->len - 1,
                                                     .hyphens = arrival->hyphens,
                                                     .fitness = class,
                                                     .hyphen = point->hyphen && !beginning,
                                                     .beginning = beginning};
}

static void
arrive(const struct search *search, struct arrivals *arrivals, const struct active *a, unsigned to,
       double r)
{
    unsigned limit = search->rules->ladder;
    unsigned hyphens = search->points[to].hyphen ? a->hyphens + 1 : 0;
    bool ladder = limit > 0 && hyphens > limit;

    if (!search->last_resort && (ladder || r > search->tolerance))
        return;
    double demerits = demerits_of(search, a, to, r) + (ladder ? DEMERITS_LADDER : 0);
    unsigned row = limit > 0 && hyphens > 0 ? MIN(hyphens, ROWS) - 1 : 0;
    for (; arrivals->rows <= row; arrivals->rows++)
        for (unsigned class = 0; class < CLASSES; class ++)
            arrivals->best[arrivals->rows][class].demerits = HUGE_VAL;
    struct arrival *best = &arrivals->best[row][fitness(r)];
    if (demerits < best->demerits)
        *best = (struct arrival){demerits, a->way, hyphens};
    arrivals->least = MIN(arrivals->least, demerits);
}

/* Tries the active ways that are near enough, and gives up those whose line has become too long. In
 * the last resort the one with the shortest line that is too long arrives where none else can. */
static void
arrive_at(struct search *search, struct arrivals *arrivals, unsigned to, double reached)
{
    unsigned kept = search->head, i = search->head;

    arrivals->least = HUGE_VAL;
    arrivals->rows = 0;
    for (; i < search->tail && search->active[i].least <= reached; i++) {
        double r = ratio(search, &search->active[i], to);
        bool over = r < -1;
        bool alone = i + 1 == search->tail && kept == search->head;
        if (!over || (search->last_resort && alone))
            arrive(search, arrivals, &search->active[i], to, r);
        if (over)
            continue;
        if (kept < i)
            search->active[kept] = search->active[i];
        kept++;
    }
    unsigned gone = i - kept;
    if (gone > 0 && kept > search->head)
        memmove(search->active + search->head + gone, search->active + search->head,
                (kept - search->head) * sizeof *search->active);
    search->head += gone;
}

/* Goes on with those arrivals that may still become the best: a change of class costs no more than
 * its demerits, and fewer hyphens in a row are never worse. Returns the best way, or -1. */
static int
go_on(struct search *search, const struct arrivals *arrivals, unsigned to)
{
    double least = HUGE_VAL, of_class[CLASSES] = {HUGE_VAL, HUGE_VAL, HUGE_VAL, HUGE_VAL};
    int best = -1;

    for (unsigned row = 0; row < arrivals->rows; row++) {
        for (unsigned class = 0; class < CLASSES; class ++)
            least = MIN(least, arrivals->best[row][class].demerits);
        for (unsigned class = 0; class < CLASSES; class ++) {
            const struct arrival *arrival = &arrivals->best[row][class];
            if (arrival->demerits >= of_class[class] || arrival->demerits > least + DEMERITS_CLASS)
                continue;
            of_class[class] = arrival->demerits;
            activate(search, &(struct way){to, arrival->way}, arrival, class);
            if (arrival->demerits == arrivals->least)
                best = (int)search->ways->len - 1;
        }
    }
    return best;
}

/* The number of the best way to the end, or -1. */
static int
run(struct search *search)
{
    struct arrivals arrivals;

    g_array_set_size(search->ways, 0);
    search->head = search->tail = 0;
    activate(search, &(struct way){.point = search->from}, &(struct arrival){0}, 1);
    for (unsigned to = search->from + 1; to <= search->to && search->head < search->tail; to++) {
        bool last = to == search->to;
        double reached = last ? HUGE_VAL : reach(search, &search->points[to].end);
        if (reached < search->active[search->head].least ||
            (search->points[to].hyphen && !search->hyphens))
            continue;
        arrive_at(search, &arrivals, to, reached);
        int best = go_on(search, &arrivals, to);
        if (last)
            return best;
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
    static const struct {
        bool hyphens, last_resort;
        double tolerance, emergency; /* emergency: a share of the measure */
    } passes[] = {{false, false, 1, 0},         {true, false, LOOSEST, 0},
                  {true, false, 1, 0.1},        {true, false, LOOSEST, 0.1},
                  {true, false, HUGE_VAL, 0.1}, {true, true, HUGE_VAL, 0.1}};
    bool hyphens = has_hyphens(search);
    int end = -1;

    for (unsigned i = 0; i < G_N_ELEMENTS(passes) && end < 0; i++) {
        search->hyphens = passes[i].hyphens && hyphens;
        search->last_resort = passes[i].last_resort;
        search->tolerance = passes[i].tolerance;
        search->emergency = passes[i].emergency * (double)search->rules->width;
        end = run(search);
    }
    return end;
}

/* The points of a way, in order. */
static void
append_way(const struct search *search, int end, GArray *lines)
{
    unsigned first = lines->len;

    for (const struct way *way = &g_array_index(search->ways, struct way, end);
         way->point != search->from; way = &g_array_index(search->ways, struct way, way->previous))
        g_array_append_val(lines, way->point);
    for (unsigned a = first, b = lines->len; a + 1 < b; a++, b--) {
        unsigned kept = g_array_index(lines, unsigned, a);
        g_array_index(lines, unsigned, a) = g_array_index(lines, unsigned, b - 1);
        g_array_index(lines, unsigned, b - 1) = kept;
    }
}

bool
breaks_find(const struct breakpoint *points, unsigned from, unsigned to,
            const struct line_rules *rules, GArray *lines)
{
    struct search search;
    struct active whole = {.start = points[from].start,
                           .measure =
                               (double)rules->width - (rules->first ? (double)rules->indent : 0)};

    search.points = points;
    search.rules = rules;
    search.from = from;
    search.to = to;
    search.hyphens = search.last_resort = false;
    search.emergency = 0;
    if (ratio(&search, &whole, to) >= -1) {
        g_array_append_val(lines, to);
        return true;
    }
    search.ways = g_array_sized_new(FALSE, FALSE, sizeof(struct way), to - from + 8);
    int end = search_in_passes(&search);
    g_assert(end >= 0);
    append_way(&search, end, lines);
    g_array_unref(search.ways);
    return !search.last_resort;
}
