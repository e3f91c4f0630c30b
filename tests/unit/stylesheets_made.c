#include "unit/styled.h"

/* The stylesheets on brochures made here, which have what the example has not: other sizes of the
 * grid, no instrument, several, long names. */

struct shape {
    const char *name, *code, *letters, *direction, *scope;
    unsigned statuses, subjects, empty; /* the last `empty` subjects have no fiche */
    unsigned agreements;
    const char *state; /* of the fiches */
};

static const char digest[] = "1f3870be274f6c49b3e31a0c6728957f1f3870be274f6c49b3e31a0c6728957f";

static void
append_agreements(GString *x, const struct shape *shape)
{
    static const char *const branches[] = {
        "old_age",      "survivors",      "invalidity", "sickness_cash",
        "health_care",  "work_accidents", "maternity",  "occupational_diseases",
        "unemployment", "family"};
    g_string_append(x, "<agreements>");
    for (unsigned a = 0; a < shape->agreements; a++) {
        g_string_append_printf(
            x,
            "<agreement id='A-%u' kind='bilateral' status='in_force' applies='true' at='c.xml:1:1'>"
            "<signed year='%u' text='s'/><in-force year='%u' month='2' text='f'/>"
            "<party code='%s' name='P' sort='00'/>"
            "<persons employees='yes' self-employed='no' civil-servants='unknown'/>"
            "<nationality rule='listed'><group key='parties'/><group key='nobody'/></nationality>"
            "<posting kind='%s' extension-kind='by-agreement' total-kind='unknown'"
            " self-employed='conflict'/><certificate/><pension export='unknown'"
            " totalisation='unknown'/>",
            a, 1955 + 30 * a, 1956 + 30 * a, shape->code, a ? "no-maximum" : "by-agreement");
        for (unsigned b = 0; b < G_N_ELEMENTS(branches); b++)
            g_string_append_printf(x, "<branch key='%s' covered='likely' number='%u'/>",
                                   branches[b], b % 9 + 1);
        g_string_append(x, "</agreement>");
    }
    g_string_append(x, "</agreements>");
}

static void
append_grid(GString *x, const struct shape *shape)
{
    g_string_append(x, "<statuses>");
    for (unsigned s = 1; s <= shape->statuses; s++)
        g_string_append_printf(x,
                               "<status key='s%u' label='status %u' number='%u' sort='00'"
                               " at='l.xml:1:1'/>",
                               s, s, s);
    g_string_append(x, "</statuses><subjects>");
    for (unsigned t = 1; t <= shape->subjects; t++)
        g_string_append_printf(x,
                               "<subject key='t%u' label='subject %u' number='%u' known='%s'"
                               " sort='00' at='l.xml:2:1'/>",
                               t, t, t, t > 9 ? "false" : "true");
    g_string_append(x, "</subjects><grid>");
    for (unsigned t = 1; t <= shape->subjects; t++) {
        g_string_append_printf(x, "<row subject='t%u'>", t);
        for (unsigned s = 1; s <= shape->statuses; s++)
            if (t > shape->subjects - shape->empty)
                g_string_append_printf(x, "<cell status='s%u' state='gap'/>", s);
            else
                g_string_append_printf(x,
                                       "<cell status='s%u' state='shared'>"
                                       "<answer fiche='F%u'/></cell>",
                                       s, t);
        g_string_append(x, "</row>");
    }
    g_string_append(x, "</grid>");
}

static void
append_chapters(GString *x, const struct shape *shape)
{
    g_string_append(x, "<chapters>");
    for (unsigned t = 1; t <= shape->subjects - shape->empty; t++) {
        g_string_append_printf(
            x,
            "<chapter id='subject-t%u' subject='t%u' number='%u'><fiche id='F%u' institution='I'"
            " lang='nl' state='%s' short='F%u' digest='%s' at='f.xml:1:1' number='%u.1'>"
            "<applies all-statuses='true'>",
            t, t, t, t, shape->state, t, digest, t);
        for (unsigned s = 1; s <= shape->statuses; s++)
            g_string_append_printf(x, "<status key='s%u'/>", s);
        g_string_append_printf(x,
                               "<nationalities all='true'/></applies>"
                               "<title id='fiche-F%u.t' sort='00' at='f.xml:2:1'>T</title>"
                               "</fiche></chapter>",
                               t);
    }
    g_string_append(x, "</chapters>");
}

static void
append_gaps(GString *x, const struct shape *shape)
{
    const unsigned cells = shape->statuses * shape->subjects;
    g_string_append_printf(x, "<gaps policy='print' cells='%u' empty='%u' accepted='0'>", cells,
                           shape->statuses * shape->empty);
    for (unsigned t = shape->subjects - shape->empty + 1; t <= shape->subjects; t++) {
        g_string_append_printf(x, "<gap subject='t%u' accepted='false'>", t);
        for (unsigned s = 1; s <= shape->statuses; s++)
            g_string_append_printf(x, "<status key='s%u'/>", s);
        g_string_append(x, "</gap>");
    }
    g_string_append(x, "</gaps>");
}

static xmlDoc *
made(const struct shape *shape)
{
    g_autoptr(diag) diag = diag_new();
    g_autoptr(GString) x = g_string_new(NULL);
    g_string_append_printf(
        x,
        "<brochure xmlns='urn:fichepress:brochure:1' xml:lang='nl' direction='%s' scope='%s'>"
        "<edition id='e' date='2026-11-24' text='24 november 2026' title='S'"
        " identifier='urn:uuid:5b1d4f0e-92a1-5c0f-8f0a-6f2f6c1f7a10' sample='%s'/>"
        "<country code='%s' name='%s' letters='%s' listed='true' sort='00'/>",
        shape->direction, shape->scope, g_str_equal(shape->state, "sample") ? "true" : "false",
        shape->code, shape->name, shape->letters);
    append_agreements(x, shape);
    append_grid(x, shape);
    append_chapters(x, shape);
    g_string_append(x, "<conventions/><information/><institutions/><partners/><forms/>");
    append_gaps(x, shape);
    g_string_append(x, "<fallbacks/><provenance/></brochure>");
    xmlDoc *doc = xml_read_memory("made.xml", x->str, x->len, diag);
    g_assert_nonnull(doc);
    g_assert_true(xml_validate(doc, "brochure", diag));
    g_autofree char *found = findings(diag);
    g_assert_cmpstr(found, ==, "");
    return doc;
}

static const struct shape usual = {"Japan", "jp", "JP", "coming", "country", 8, 9, 0, 1, "sample"};

static void
test_sizes(void)
{
    for (unsigned statuses = 1; statuses <= 10; statuses += statuses == 1 ? 6 : 1)
        for (unsigned subjects = 1; subjects <= 12; subjects++) {
            struct shape shape = usual;
            shape.statuses = statuses;
            shape.subjects = subjects;
            shape.empty = subjects > 2;
            xmlDoc *doc = made(&shape), *fo = applied(print, doc);
            xmlDoc *xhtml = applied(book, doc);
            accepted(fo);
            closed(fo);
            closed(xhtml);
            xmlFreeDoc(xhtml);
            xmlFreeDoc(fo);
            xml_free(doc);
        }
}

static void
test_nothing_at_all(void)
{
    struct shape shape = usual;
    shape.agreements = shape.statuses = shape.subjects = 0;
    xmlDoc *doc = made(&shape), *fo = applied(print, doc), *xhtml = applied(book, doc);
    accepted(fo);
    closed(fo);
    closed(xhtml);
    xmlFreeDoc(xhtml);
    xmlFreeDoc(fo);
    xml_free(doc);
}

/* A subject without any fiche: a row of the grid, a line of what is missing, no chapter. */
static void
test_empty_subject(void)
{
    struct shape shape = usual;
    shape.empty = 2;
    xmlDoc *doc = made(&shape), *fo = applied(print, doc);
    g_assert_cmpuint(count_elements(fo, "page-sequence", "master-reference", "chapter-7"), ==, 1);
    g_assert_cmpuint(count_elements(fo, "page-sequence", "master-reference", "chapter-8"), ==, 0);
    g_assert_cmpuint(count_elements(fo, "block", "id", "missing"), ==, 1);
    g_autofree char *words = words_of(fo);
    g_assert_nonnull(strstr(words, "subject 9"));
    xmlFreeDoc(fo);
    xml_free(doc);
}

static unsigned
pages_of_agreements(unsigned agreements, const char *says)
{
    struct shape shape = usual;
    shape.agreements = agreements;
    xmlDoc *doc = made(&shape), *fo = applied(print, doc);
    g_autofree char *words = words_of(fo);
    g_assert_nonnull(strstr(words, says));
    const unsigned breaks = count_elements(fo, "block", "break-before", "page");
    accepted(fo);
    in_steps(fo);
    xmlFreeDoc(fo);
    xml_free(doc);
    return breaks;
}

static void
test_agreements(void)
{
    const unsigned none = pages_of_agreements(0, "Geen overeenkomst");
    g_assert_cmpuint(pages_of_agreements(1, "De overeenkomst in het kort"), ==, none);
    g_assert_cmpuint(pages_of_agreements(3, "De overeenkomsten in het kort"), ==, none + 2);
}

/* The notice stands on each brochure that has a sample, on no other. */
static void
test_sample(void)
{
    for (unsigned sample = 0; sample < 2; sample++) {
        struct shape shape = usual;
        shape.state = sample ? "sample" : "validated";
        xmlDoc *doc = made(&shape), *fo = applied(print, doc);
        xmlDoc *xhtml = applied(book, doc);
        g_autofree char *words = words_of(fo);
        g_autofree char *book_words = words_of(xhtml);
        g_assert_cmpint(strstr(words, "geen enkele instelling heeft gevalideerd") != NULL, ==,
                        sample);
        g_assert_cmpint(strstr(book_words, "geen enkele instelling heeft gevalideerd") != NULL, ==,
                        sample);
        xmlFreeDoc(xhtml);
        xmlFreeDoc(fo);
        xml_free(doc);
    }
}

/* Number of the wide and the narrow one (from 1) among sizes. */
static void
widest(const double *sizes, unsigned count, unsigned *wide, unsigned *narrow)
{
    *wide = *narrow = 0;
    for (unsigned i = 0; i < count; i++) {
        if (sizes[i] > sizes[*wide])
            *wide = i;
        if (sizes[i] < sizes[*narrow])
            *narrow = i;
    }
    *wide += 1;
    *narrow += 1;
}

/* The measure that the letters give (three of the design's own cases). */
static void
test_measure(void)
{
    static const struct {
        const char *letters;
        unsigned statuses, column_wide, column_narrow, row_wide, row_narrow;
    } cases[] = {{"TR", 9, 2, 1, 6, 2}, {"JP", 8, 4, 3, 1, 4}, {"GB", 9, 6, 5, 3, 5}};
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct shape shape = usual;
        shape.letters = cases[i].letters;
        shape.statuses = cases[i].statuses;
        xmlDoc *doc = made(&shape), *fo = applied(print, doc);
        double sizes[2][10] = {0};
        unsigned counts[2] = {0}, wide, narrow;
        const xmlNode *n = xmlDocGetRootElement(fo);
        while (!xml_is(n, "table"))
            n = following(n);
        for (n = n->children; n && counts[1] < shape.subjects; n = following(n)) {
            if (xml_is(n, "table-column"))
                sizes[0][counts[0]++] = g_ascii_strtod(attribute(n, "column-width"), NULL);
            else if (xml_is(n, "table-row"))
                sizes[1][counts[1]++] = g_ascii_strtod(attribute(n, "height"), NULL);
        }
        widest(sizes[0], counts[0], &wide, &narrow);
        g_assert_cmpuint(wide, ==, cases[i].column_wide);
        g_assert_cmpuint(narrow, ==, cases[i].column_narrow);
        widest(sizes[1], counts[1], &wide, &narrow);
        g_assert_cmpuint(wide, ==, cases[i].row_wide);
        g_assert_cmpuint(narrow, ==, cases[i].row_narrow);
        xmlFreeDoc(fo);
        xml_free(doc);
    }
}

static void
test_cover_sizes(void)
{
    static const struct {
        const char *name, *size;
    } cases[] = {{"Japan", "60pt"},
                 {"Bosnien und Herzegowina", "44pt"},
                 {"Vereinigtes Königreich Großbritannien und Nordirland", "30pt"}};
    for (unsigned i = 0; i < G_N_ELEMENTS(cases); i++) {
        struct shape shape = usual;
        shape.name = cases[i].name;
        xmlDoc *doc = made(&shape), *fo = applied(print, doc);
        const xmlNode *n = xmlDocGetRootElement(fo);
        while (g_strcmp0(attribute(n, "id"), "cover") != 0)
            n = following(n);
        g_assert_cmpstr(attribute(n, "font-size"), ==, cases[i].size);
        g_assert_cmpstr(attribute(n, "role"), ==, "H1");
        xmlFreeDoc(fo);
        xml_free(doc);
    }
}

/* One parameter: every length of the large print is 1.414 times that of the small. */
static void
test_one_parameter(void)
{
    static const char *const parameters[] = {"u", "26", NULL};
    g_autoptr(stylesheet) large = sheet_of("brochure-fo.xsl", parameters);
    xmlDoc *doc = made(&usual), *once = applied(print, doc), *twice = applied(large, doc);
    const xmlNode *a = xmlDocGetRootElement(once), *b = xmlDocGetRootElement(twice);
    unsigned lengths = 0;
    for (; a && b; a = following(a), b = following(b))
        for (const xmlAttr *x = a->properties; x; x = x->next) {
            const char *small = (const char *)x->children->content;
            const char *other = attribute(b, (const char *)x->name);
            if (!g_str_has_suffix(small, "pt") || g_strcmp0(small, "1pt") == 0 || !other)
                continue;
            lengths++;
            if (ABS(2 * g_ascii_strtod(small, NULL) - g_ascii_strtod(other, NULL)) > 0.001)
                g_assert_cmpstr(small, ==, other);
        }
    g_assert_true(!a && !b);
    g_assert_cmpuint(lengths, >, 1000);
    xmlFreeDoc(twice);
    xmlFreeDoc(once);
    xml_free(doc);
}

int
main(int argc, char **argv)
{
    test_init(argc, argv);
    stylesheets_load();
    g_test_add_func("/stylesheets/made/sizes", test_sizes);
    g_test_add_func("/stylesheets/made/nothing-at-all", test_nothing_at_all);
    g_test_add_func("/stylesheets/made/empty-subject", test_empty_subject);
    g_test_add_func("/stylesheets/made/agreements", test_agreements);
    g_test_add_func("/stylesheets/made/sample", test_sample);
    g_test_add_func("/stylesheets/made/measure", test_measure);
    g_test_add_func("/stylesheets/made/cover-sizes", test_cover_sizes);
    g_test_add_func("/stylesheets/made/one-parameter", test_one_parameter);
    const int status = g_test_run();
    stylesheets_free();
    return status;
}
