#include "layout/paginate_int.h"

#include "unit/test.h"

/* Flows are written as text: "L" a line of 10 pt · "s" a space of 10 · "|" a free break · "1" … "9"
 * a break against a keep of that strength · "!" against keep "always" · "w" against widows or
 * orphans ·
 * "/" a forced column, "P" page, "E" even page, "O" odd page · "B" a box of 100 · "n" a line with a
 * footnote of 10 · "m" one with a footnote of four lines that may be parted anywhere · "k" one of
 * four that widows and orphans hold together, "t" one of twelve · "h" a free break with a repeated
 * header of 10 · "f" one with a footer of 10 · "a" a box of no height · "=" one column from here,
 * "#" two. */
static struct strip
strip_of(char c)
{
    struct strip strip = {.kind = STRIP_BREAK};

    switch (c) {
    case 'L':
        return (struct strip){.kind = STRIP_BOX, .height = 10};
    case 'n':
    case 'm':
    case 'k':
    case 't':
        return (struct strip){.kind = STRIP_BOX, .height = 10};
    case 'B':
        return (struct strip){.kind = STRIP_BOX, .height = 100};
    case 'a':
        return (struct strip){.kind = STRIP_BOX};
    case 's':
        return (struct strip){.kind = STRIP_SPACE, .height = 10};
    case 'z':
        return (struct strip){.kind = STRIP_SPACE, .height = 10, .shrink = 5};
    case '=':
    case '#':
        return (struct strip){.kind = STRIP_SPAN, .columns = c == '#' ? 2 : 1};
    case 'h':
        strip.head = 10;
        return strip;
    case 'f':
        strip.foot = 10;
        return strip;
    }
    static const char forced[] = "./PEO";
    const char *at = strchr(forced, c);
    int strength = c == '!' ? STRENGTH_ALWAYS : c == 'w' ? STRENGTH_LINES : 0;

    strip.forced = at ? (enum forced)(at - forced) : FORCED_NOT;
    strip.column_penalty = strip.page_penalty = penalty_of(g_ascii_isdigit(c) ? c - '0' : strength);
    return strip;
}

static float
height_of(const void *data, unsigned page)
{
    (void)page;
    return *(const float *)data;
}

/* A footnote of so many lines. */
static struct footnote
footnote_of(unsigned mark, unsigned lines, int penalty)
{
    struct strip *strips = g_new0(struct strip, 2 * lines);

    for (unsigned i = 0; i < lines; i++) {
        strips[2 * i] = (struct strip){.kind = STRIP_BOX, .height = 10};
        strips[2 * i + 1] = (struct strip){.kind = STRIP_BREAK, .page_penalty = penalty};
    }
    return (struct footnote){mark, strips, 2 * lines - 1, 10.0f * lines};
}

static void
footnote_clear(void *data)
{
    g_free((void *)((struct footnote *)data)->strips);
}

static GArray *
notes_of(const char *flow)
{
    GArray *notes = g_array_new(FALSE, FALSE, sizeof(struct footnote));

    g_array_set_clear_func(notes, footnote_clear);
    for (unsigned i = 0; flow[i]; i++) {
        unsigned lines = flow[i] == 'n' ? 1 : flow[i] == 't' ? 12 : strchr("mk", flow[i]) ? 4 : 0;
        struct footnote note = {0};

        if (!lines)
            continue;
        note = footnote_of(i, lines, flow[i] == 'k' ? penalty_of(STRENGTH_LINES) : 0);
        g_array_append_val(notes, note);
    }
    return notes;
}

static unsigned columns_asked;

static unsigned
columns_of(const void *data, unsigned page)
{
    (void)data;
    (void)page;
    return columns_asked;
}

/* "_2" for a footnote of which two lines stand there. */
static void
write_footings(GString *text, const GArray *footings, unsigned *at, unsigned page)
{
    for (; *at < footings->len; (*at)++) {
        const struct footing *footing = &g_array_index(footings, struct footing, *at);

        if (footing->page != page)
            return;
        g_string_append_printf(text, "_%u%s", (footing->end - footing->first + 1) / 2,
                               footing->overfull ? "+" : "");
    }
}

/* The pages as text: what each column holds, columns by ",", pages by ";". An overfull column ends
 * with "+". */
static char *
pages_of(const char *flow, float height, unsigned columns, float separator)
{
    g_autoptr(GArray) strips = g_array_new(FALSE, FALSE, sizeof(struct strip));
    g_autoptr(GArray) result = g_array_new(FALSE, FALSE, sizeof(struct column));
    g_autoptr(GArray) footings = g_array_new(FALSE, FALSE, sizeof(struct footing));
    g_autoptr(GArray) notes = notes_of(flow);
    struct pagination pagination = {.height = height_of,
                                    .columns = columns_of,
                                    .data = &height,
                                    .separator = separator,
                                    .notes = (struct footnote *)(void *)notes->data,
                                    .note_count = notes->len};
    struct page_top top = PAGE_TOP;
    GString *text = g_string_new(NULL);
    unsigned page = 0, footing = 0, i = 0;

    columns_asked = columns;
    for (const char *c = flow; *c; c++) {
        struct strip strip = strip_of(*c);
        g_array_append_val(strips, strip);
    }
    g_assert_true(paginate((struct strip *)(void *)strips->data, strips->len, &pagination, &top,
                           result, footings));
    for (page = 0; page < top.page; page++) {
        g_string_append(text, page ? ";" : "");
        for (bool first = true; i < result->len; i++, first = false) {
            const struct column *column = &g_array_index(result, struct column, i);

            if (column->page != page)
                break;
            g_string_append(text, first ? "" : ",");
            if (column->broken != NO_STRIP && flow[column->broken] == 'h')
                g_string_append_c(text, 'h');
            g_string_append_len(text, flow + column->first, column->end - column->first);
            g_string_append(text, column->overfull ? "+" : "");
        }
        write_footings(text, footings, &footing, page);
    }
    return g_string_free(text, FALSE);
}

struct example {
    const char *name, *flow, *pages;
    float height;
    unsigned columns;
    float separator;
};

static const struct example EXAMPLES[] = {
    {"/fill", "L|L|L|L|L", "L|L;L|L;L", 20, 1, 0},
    {"/nothing", "", "", 20, 1, 0},
    {"/space/dropped-at-the-top", "sL|sL|sL", "L|sL;L", 30, 1, 0},
    {"/space/not-at-the-foot", "L|sL", "L|sL", 30, 1, 0},
    {"/space/shrinks-for-a-widow", "L!zL!zLwL|L", "L!zL!zLwL;L", 50, 1, 0},
    {"/space/shrinks-only-so-far", "L|zL|zLwL|L", "L|zL;LwL|L", 45, 1, 0},
    {"/space/keeps-its-optimum", "L|zL|zL|L", "L|zL;L|L", 45, 1, 0},
    {"/orphan", "L|LwL|L", "L;LwL;L", 20, 1, 0},
    {"/orphan/moves-two", "L|L|LwL|L", "L|L;LwL|L", 30, 1, 0},
    {"/widow", "L|L|LwL", "L|L;LwL", 30, 1, 0},
    {"/keep/always", "L|L!L", "L;L!L", 20, 1, 0},
    {"/keep/longer-than-a-page-breaks-late", "L!L!L!L", "L!L;L!L", 20, 1, 0},
    {"/keep/weaker-gives-way", "L3L!L2L", "L3L!L;L", 30, 1, 0},
    {"/keep/weakest-of-all-even-if-early", "L1L2L2L", "L;L2L2L", 30, 1, 0},
    {"/keep/equal-the-last", "L2L2L2L", "L2L2L;L", 30, 1, 0},
    {"/keep/widows-are-stronger-than-always", "L!LwL|L", "L;LwL;L", 20, 1, 0},
    {"/forced/page", "LPL|L", "L;L|L", 90, 1, 0},
    {"/forced/at-the-beginning", "PLPL", "L;L", 90, 1, 0},
    {"/forced/odd", "LOL", "L;;L", 90, 1, 0},
    {"/forced/even", "LEL", "L;L", 90, 1, 0},
    {"/forced/even-at-the-beginning", "EL", ";L", 90, 1, 0},
    {"/forced/column-of-one-is-the-page", "L/L", "L;L", 90, 1, 0},
    {"/forced/after-what-has-no-height", "aPL", "a;L", 90, 1, 0},
    {"/tall/alone", "L|B|L", "L;B+;L", 20, 1, 0},
    {"/tall/first", "B|L", "B+;L", 20, 1, 0},
    {"/tall/last", "L|B", "L;B+", 20, 1, 0},
    {"/tall/unbreakable-run", "LLL|L", "LLL+;L", 20, 1, 0},
    {"/note/takes-room", "n|L|L", "n|L_1;L", 30, 1, 0},
    {"/note/separator-once", "n|n|L", "n|n_1_1;L", 50, 1, 10},
    {"/note/moves-its-line", "L|L|n", "L|L;n_1", 30, 1, 0},
    {"/note/too-tall", "n|L", "n+_1;L", 10, 1, 0},
    {"/note/whole-rather-than-cut", "L|L|m|L", "L|L;m_4;L", 50, 1, 0},
    {"/note/cut-rather-than-a-keep", "L!L!m|L", "L!L!m_2;L_2", 50, 1, 0},
    {"/note/cut-where-it-violates-least", "L!L!k|L", "L!L;k_4;L", 50, 1, 0},
    {"/note/longer-than-a-page", "L|t|L|L|L", "L|t_3;L_4;L_4;L_1", 50, 1, 0},
    {"/note/longer-than-a-page-with-separator", "t|L|L|L|L|L", "t_3;L_3;L_3;L_3;L|L", 50, 1, 10},
    {"/note/rest-before-the-next", "L|t|n|L|L|L|L", "L|t_3;n_4;L_4;L|L|L_1_1", 50, 1, 0},
    {"/note/rest-without-text", "t", "t_4;_5;_3", 50, 1, 0},
    {"/note/rest-at-a-forced-break", "tPL", "t_4;L_4;_4", 50, 1, 0},
    {"/note/two-of-one-line", "mm|L", "mm_4_1;L_3", 70, 1, 0},
    {"/note/first-of-two-cut", "tn|L|L|L|L", "tn_3;L_4;L_4;L|L_1_1", 50, 1, 0},
    {"/table/header-takes-room", "LhLhLhL", "LhLhL;hL", 30, 1, 0},
    {"/table/header-repeated", "LhLhLhLhL", "LhLhL;hLhL", 30, 1, 0},
    {"/table/footer-needs-room", "LfLfLfL", "LfL;LfL", 30, 1, 0},
    {"/columns", "L|L|L|L|L", "L|L,L|L;L", 20, 2, 0},
    {"/columns/forced", "L/L|LPL", "L,L|L;L", 90, 2, 0},
    {"/columns/note-shortens-both", "L|L|L|n|L", "L|L,L|n_1;L", 30, 2, 0},
    {"/span/balances-what-is-above", "L|L|L|L=L", "L|L,L|L,L", 90, 2, 0},
    {"/span/goes-on-below", "L#L|L|L", "L,L|L,L", 30, 1, 0},
    {"/span/to-a-new-page", "L|L|L=B", "L|L,L;B+", 20, 2, 0},
    {"/span/space-dropped-at-the-top", "L|L#sL", "L|L;L", 20, 1, 0},
};

static void
check(gconstpointer data)
{
    const struct example *example = data;
    g_autofree char *pages =
        pages_of(example->flow, example->height, example->columns, example->separator);

    g_assert_cmpstr(pages, ==, example->pages);
}

static void
page_and_column_penalties_differ(void)
{
    struct strip strips[] = {
        {.kind = STRIP_BOX, .height = 10}, {.kind = STRIP_BREAK, .page_penalty = penalty_of(5)},
        {.kind = STRIP_BOX, .height = 10}, {.kind = STRIP_BREAK, .page_penalty = penalty_of(5)},
        {.kind = STRIP_BOX, .height = 10}, {.kind = STRIP_BREAK},
        {.kind = STRIP_BOX, .height = 10}, {.kind = STRIP_BREAK, .page_penalty = penalty_of(5)},
        {.kind = STRIP_BOX, .height = 10},
    };
    float height = 20;
    struct pagination pagination = {.height = height_of, .columns = columns_of, .data = &height};
    struct page_top top = PAGE_TOP;
    g_autoptr(GArray) columns = g_array_new(FALSE, FALSE, sizeof(struct column));
    g_autoptr(GArray) footings = g_array_new(FALSE, FALSE, sizeof(struct footing));

    columns_asked = 2;
    paginate(strips, G_N_ELEMENTS(strips), &pagination, &top, columns, footings);
    g_assert_cmpuint(g_array_index(columns, struct column, 1).first, ==, 4);
    g_assert_cmpuint(g_array_index(columns, struct column, 1).end, ==, 5);
    g_assert_cmpuint(g_array_index(columns, struct column, 2).page, ==, 1);
}

static void
penalties_are_ordered(void)
{
    int two = penalty_of(2), three = penalty_of(3), many = two;

    for (int i = 0; i < 100; i++)
        many = penalty_add(many, two);
    g_assert_cmpint(two, <, penalty_add(two, two));
    g_assert_cmpint(many, <, three);
    g_assert_cmpint(penalty_of(100000), <=, penalty_of(STRENGTH_LINES));
    g_assert_cmpint(penalty_of(0), ==, 0);
}

static void
long_flows_take_linear_time(void)
{
    g_autoptr(GString) flow = g_string_new("L");

    for (int i = 0; i < 200000; i++)
        g_string_append(flow, i % 7 ? "!L" : "|sL");
    g_autofree char *pages = pages_of(flow->str, 300, 1, 0);
    g_assert_nonnull(pages);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    for (unsigned i = 0; i < G_N_ELEMENTS(EXAMPLES); i++) {
        g_autofree char *path = g_strconcat("/paginate", EXAMPLES[i].name, NULL);
        g_test_add_data_func(path, &EXAMPLES[i], check);
    }
    g_test_add_func("/paginate/page-and-column", page_and_column_penalties_differ);
    g_test_add_func("/paginate/penalties", penalties_are_ordered);
    g_test_add_func("/paginate/long", long_flows_take_linear_time);
    return g_test_run();
}
