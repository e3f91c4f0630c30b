/* How well the brochures of an edition are set. Every publication is merged, transformed and laid
 * out, and its lines are read back from the pages: a line is what stands on one baseline and
 * belongs to one block of the structure tree. Prints each fault, then "COUNT NAME" for all that it
 * counts.
 *
 *   typesetting SLICE SLICES [COUNTRY…]     the publications with number SLICE modulo SLICES */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "publish/house.h"
#include "publish/plan.h"
#include "publish/render.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC(xmlDoc, xmlFreeDoc)

/* The layout's own limit: a space is at most twice what the face gives it (TeX's tolerance of 200
 * comes to 1.6 times), and a little for what hangs out of the line. */
static const double LOOSE = 2.02;
enum { LADDER = 2, FEWEST_LINES = 2 };

/* Pages may leave this much of their height to margins, heads and folios. */
static const double MARGINS = 130;

enum count {
    PUBLICATIONS,
    PAGES,
    LINES,
    JUSTIFIED, /* whose spaces are not the face's own */
    HYPHENS,
    ORPHANS,
    WIDOWS,
    HEADINGS_AT_FOOT,
    ROWS_SPLIT,
    LADDERS,
    HYPHENS_AT_PAGE_TURN,
    LOOSE_LINES,
    COUNTS
};
static const char *const names[COUNTS] = {"publications",
                                          "pages",
                                          "lines",
                                          "justified lines",
                                          "hyphens",
                                          "orphan lines",
                                          "widow lines",
                                          "headings at the foot of a page",
                                          "rows split that fit a page",
                                          "hyphen ladders",
                                          "hyphens at a page turn",
                                          "loose lines"};
static unsigned counts[COUNTS];

struct line {
    int block;
    unsigned page;
    float y, size, space; /* space: the widest, in widths of the face's own */
    bool hyphen;          /* at its end */
    bool set;             /* its spaces are not the face's own */
};

/* What stands in one line with its neighbours. */
static bool
is_inline(const char *type)
{
    static const char *const types[] = {"Span", "Link", "Reference", "Quote", "Code", "Lbl"};

    for (unsigned i = 0; i < G_N_ELEMENTS(types); i++)
        if (strcmp(type, types[i]) == 0)
            return true;
    return false;
}

static int
block_of(const struct pages *pages, int element)
{
    while (is_inline(pages->elements[element].type) && pages->elements[element].parent >= 0)
        element = pages->elements[element].parent;
    return element;
}

static bool
is_heading(const char *type)
{
    return type[0] == 'H' && (type[1] == '\0' || g_ascii_isdigit(type[1]));
}

static int
ancestor(const struct pages *pages, int element, const char *type)
{
    while (element >= 0 && strcmp(pages->elements[element].type, type) != 0)
        element = pages->elements[element].parent;
    return element;
}

static void
read_run(const struct pages *pages, const struct run *run, struct line *line)
{
    const struct face *face = fonts_face(pages->fonts, run->face);
    float own = (float)face->space_width * run->size / (float)face->units_per_em;

    for (unsigned i = run->piece; i < run->piece_end; i++) {
        const struct piece *piece = &pages->pieces[i];
        float times = piece->space / own;

        line->hyphen = piece->hyphen;
        if (piece->space > 0 && fabsf(times - 1) > 0.01F)
            line->set = true;
        line->space = MAX(line->space, times);
    }
}

/* The lines of all blocks, in reading order. Raised and lowered text stays in its line. */
static GArray *
lines_of(const struct pages *pages)
{
    GArray *lines = g_array_new(false, false, sizeof(struct line));

    for (unsigned p = 0; p < pages->page_count; p++) {
        const struct page *page = &pages->pages[p];
        unsigned first = lines->len;
        for (unsigned r = page->run; r < page->run_end; r++) {
            const struct run *run = &pages->runs[r];
            if (run->mark < 0 || run->orientation != 0)
                continue;
            int block = block_of(pages, pages->owners[page->mark + (unsigned)run->mark]);
            struct line *last =
                lines->len > first ? &g_array_index(lines, struct line, lines->len - 1) : NULL;
            if (last == NULL || last->block != block ||
                fabsf(last->y - run->y) > last->size * 0.6F) {
                struct line line = {.block = block, .page = p, .y = run->y, .size = run->size};
                g_array_append_val(lines, line);
                last = &g_array_index(lines, struct line, lines->len - 1);
            }
            read_run(pages, run, last);
        }
    }
    return lines;
}

static void
fault(enum count what, const char *job, const struct pages *pages, const struct line *line)
{
    const struct place *place = &pages->elements[line->block].place;

    counts[what]++;
    printf("%s: %s, page %s, at %.0f pt, widest space %.2f, %s, %s:%u\n", names[what], job,
           pages->pages[line->page].label, line->y, line->space, pages->elements[line->block].type,
           place->file != NULL ? place->file : "-", place->line);
}

/* Lines first … end - 1 are a block's. */
static void
check_block(const struct pages *pages, const struct line *lines, unsigned first, unsigned end,
            const char *job)
{
    bool cell = ancestor(pages, lines[first].block, "TR") >= 0;
    unsigned on_page = 0, ladder = 0, parts = 0;

    for (unsigned i = first; i < end; i++) {
        bool turn = i + 1 < end && lines[i + 1].page != lines[i].page;
        on_page++;
        ladder = lines[i].hyphen ? ladder + 1 : 0;
        if (ladder == LADDER + 1)
            fault(LADDERS, job, pages, &lines[i]);
        if (lines[i].hyphen && turn)
            fault(HYPHENS_AT_PAGE_TURN, job, pages, &lines[i]);
        if (lines[i].set && lines[i].space > LOOSE)
            fault(LOOSE_LINES, job, pages, &lines[i]);
        if (turn && !cell && on_page < FEWEST_LINES)
            fault(parts == 0 ? ORPHANS : WIDOWS, job, pages, &lines[i]);
        if (i + 1 == end && parts > 0 && !cell && on_page < FEWEST_LINES)
            fault(WIDOWS, job, pages, &lines[i]);
        if (turn) {
            parts++;
            on_page = 0;
        }
    }
}

/* A heading in the lower half of a page, and what follows on another. */
static void
check_heading(const struct pages *pages, const GArray *all, unsigned end, const char *job)
{
    const struct line *lines = (const struct line *)all->data, *last = &lines[end - 1];

    if (is_heading(pages->elements[last->block].type) && end < all->len &&
        lines[end].page != last->page && last->y > pages->pages[last->page].height / 2)
        fault(HEADINGS_AT_FOOT, job, pages, last);
}

struct row {
    unsigned first_page, last_page;
    float height, top, bottom; /* height: of what stands on the pages before the last */
    const struct line *line;
};

static void
row_add(struct row *row, const struct line *line)
{
    if (row->line == NULL)
        *row = (struct row){line->page, line->page, 0, line->y, line->y, line};
    if (line->page != row->last_page) {
        row->height += row->bottom - row->top + line->size * 1.3F;
        row->last_page = line->page;
        row->top = row->bottom = line->y;
    }
    row->top = MIN(row->top, line->y);
    row->bottom = MAX(row->bottom, line->y);
}

static void
check_rows(const struct pages *pages, const GArray *lines, const char *job)
{
    g_autofree struct row *rows = g_new0(struct row, pages->element_count + 1);

    for (unsigned i = 0; i < lines->len; i++) {
        const struct line *line = &g_array_index(lines, struct line, i);
        int row = ancestor(pages, line->block, "TR");
        if (row >= 0)
            row_add(&rows[row], line);
    }
    for (unsigned i = 0; i < pages->element_count; i++) {
        const struct row *row = &rows[i];
        float height = row->height + row->bottom - row->top;
        if (row->line != NULL && row->first_page != row->last_page &&
            height < pages->pages[row->first_page].height - MARGINS)
            fault(ROWS_SPLIT, job, pages, row->line);
    }
}

static void
check(const struct pages *pages, const char *job)
{
    g_autoptr(GArray) lines = lines_of(pages);
    const struct line *line = (const struct line *)lines->data;

    counts[PUBLICATIONS]++;
    counts[PAGES] += pages->page_count;
    counts[LINES] += lines->len;
    for (unsigned first = 0, end; first < lines->len; first = end) {
        for (end = first + 1; end < lines->len && line[end].block == line[first].block;)
            end++;
        check_block(pages, line, first, end, job);
        check_heading(pages, lines, end, job);
    }
    for (unsigned i = 0; i < lines->len; i++) {
        counts[JUSTIFIED] += line[i].set;
        counts[HYPHENS] += line[i].hyphen;
    }
    check_rows(pages, lines, job);
}

static bool
check_job(const struct house *house, const struct job *job, struct diag *diag)
{
    const struct selection selection = {.direction = job->direction,
                                        .country = job->country,
                                        .lang = job->lang,
                                        .date = house->date};
    g_autofree char *name = job_name(job);

    fonts_trim(house->fonts);
    g_autoptr(xmlDoc) brochure = brochure_merge(house->sources, &selection, diag);
    g_autoptr(pages) pages = brochure != NULL ? render_pages(house, brochure, diag) : NULL;
    if (pages != NULL)
        check(pages, name);
    return pages != NULL;
}

int
main(int argc, char **argv)
{
    if (argc < 3)
        return 2;
    g_autoptr(diag) diag = diag_new();
    unsigned slice = (unsigned)atoi(argv[1]), slices = (unsigned)atoi(argv[2]);
    const struct request request = {
        .sources = "sources",
        .countries.include = argc > 3 ? argv + 3 : NULL,
        .direction = {true, true},
        .language = {true, true, true, true},
    };
    g_autoptr(house) house =
        house_load(&request, NEED_SOURCES | NEED_STYLESHEETS | NEED_FONTS, diag);
    g_autoptr(GPtrArray) jobs = house != NULL ? plan(&request, house->sources, diag) : NULL;
    bool good = jobs != NULL;

    for (unsigned i = slice; good && i < jobs->len; i += slices)
        good = check_job(house, jobs->pdata[i], diag);
    for (unsigned i = 0; i < COUNTS; i++)
        printf("%u %s\n", counts[i], names[i]);
    return good ? 0 : 1;
}
