#ifndef LAYOUT_CASE_H
#define LAYOUT_CASE_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/xml.h"
#include "layout/layout.h"
#include "unit/findings.h"

/* A case of tests/layout, which tests/layout/README.md describes: a document, and the checks taken
 * from it. */

struct check {
    char *text, *section, *of; /* of NULL: not given */
    char **words;
    unsigned count;
};

/* A document laid out, and what was found on the way. */
struct subject {
    struct diag *diag;
    struct fo_document *document;
    struct pages *pages; /* NULL: there are errors */
    GPtrArray *texts;    /* of each page */
    char *findings;
};

/* ---- Text of pages ---- */

static void
add_piece(GString *text, const struct piece *piece)
{
    const struct word *word = piece->word;
    unsigned from = piece->glyph < word->glyph_count ? word->glyphs[piece->glyph].cluster : 0;
    unsigned to = piece->glyph_end < word->glyph_count ? word->glyphs[piece->glyph_end].cluster
                                                       : word->length;

    g_string_append(text, piece->space > 0 ? " " : "");
    g_string_append_len(text, word->text + from, to - from);
}

static char *
run_text(const struct pages *pages, const struct run *run)
{
    GString *text = g_string_new(NULL);

    for (unsigned i = run->piece; i < run->piece_end; i++)
        add_piece(text, &pages->pieces[i]);
    return g_string_free(text, FALSE);
}

static char *
page_text(const struct pages *pages, const struct page *page)
{
    GString *text = g_string_new(NULL);

    for (unsigned i = page->run; i < page->run_end; i++) {
        g_autofree char *run = run_text(pages, &pages->runs[i]);
        bool same_line = i + 1 < page->run_end && pages->runs[i].y == pages->runs[i + 1].y;

        g_string_append(text, run);
        g_string_append(text, pages->runs[i].space_after ? " " : same_line ? "" : "\n");
    }
    return g_string_free(text, FALSE);
}

static bool
is_near(double value, const char *expected)
{
    return !strcmp(expected, "-") || fabs(value - g_ascii_strtod(expected, NULL)) < 0.06;
}

/* The run that holds this text, and its page. */
static const struct run *
find_run(const struct subject *s, const char *wanted, const struct page **page)
{
    for (unsigned i = 0; i < s->pages->page_count; i++)
        for (unsigned k = s->pages->pages[i].run; k < s->pages->pages[i].run_end; k++) {
            g_autofree char *text = run_text(s->pages, &s->pages->runs[k]);
            *page = &s->pages->pages[i];
            if (strstr(text, wanted))
                return &s->pages->runs[k];
        }
    return NULL;
}

static const struct element *
owner_of(const struct subject *s, const struct page *page, const struct run *run)
{
    return run->mark < 0 ? NULL
                         : &s->pages->elements[s->pages->owners[page->mark + (unsigned)run->mark]];
}

/* ---- Checks: what is false is returned as text, NULL is well ---- */

static char *
check_order(const char *text, char **words)
{
    for (; *words; words++) {
        const char *found = strstr(text, *words);
        if (!found)
            return g_strdup_printf("\"%s\" is not there, or not in this order", *words);
        text = found + strlen(*words);
    }
    return NULL;
}

static char *
check_rectangle(const struct subject *s, const struct page *page, char **w)
{
    g_autoptr(GString) there = g_string_new(NULL);

    for (unsigned i = page->rectangle; i < page->rectangle_end; i++) {
        const struct rectangle *r = &s->pages->rectangles[i];
        g_autofree char *colour = g_strdup_printf("#%06X", r->colour);

        if (is_near(r->x, w[0]) && is_near(r->y, w[1]) && is_near(r->width, w[2]) &&
            is_near(r->height, w[3]) &&
            (!w[4] || !strcmp(w[4], "-") || !g_ascii_strcasecmp(colour, w[4])))
            return NULL;
        g_string_append_printf(there, "\n  %.2f %.2f %.2f %.2f %s", r->x, r->y, r->width, r->height,
                               colour);
    }
    return g_strdup_printf("no such rectangle; there are%s", there->str);
}

static char *
check_image(const struct subject *s, const struct page *page, char **w)
{
    g_autoptr(GString) there = g_string_new(NULL);

    for (unsigned i = page->image; i < page->image_end; i++) {
        const struct image *image = &s->pages->images[i];

        if (is_near(image->x, w[0]) && is_near(image->y, w[1]) && is_near(image->width, w[2]) &&
            is_near(image->height, w[3]))
            return NULL;
        g_string_append_printf(there, "\n  %.2f %.2f %.2f %.2f", image->x, image->y, image->width,
                               image->height);
    }
    return g_strdup_printf("no such image; there are%s", there->str);
}

/* A whole line of the page: its runs on one baseline. */
static char *
check_line(const struct subject *s, const struct page *page, const char *wanted)
{
    g_autoptr(GString) all = g_string_new(NULL), line = g_string_new(NULL);

    for (unsigned i = page->run; i < page->run_end; i++) {
        const struct run *run = &s->pages->runs[i];
        g_autofree char *text = run_text(s->pages, run);

        g_string_append(line, text);
        if (i + 1 < page->run_end && s->pages->runs[i + 1].y == run->y) {
            g_string_append(line, run->space_after ? " " : "");
            continue;
        }
        if (!strcmp(line->str, wanted))
            return NULL;
        g_string_append_printf(all, "\n  \"%s\"", line->str);
        g_string_truncate(line, 0);
    }
    return g_strdup_printf("no such line; there are%s", all->str);
}

static char *
check_size(const struct page *page, char **w)
{
    static const char *const CROPS[] = {"sheet", "bleed", "trim"};

    return is_near(page->width, w[0]) && is_near(page->height, w[1]) &&
                   (!w[2] || is_near(!strcmp(w[2], "bleed") ? page->bleed : page->margin, w[3])) &&
                   (!w[2] || !w[4] || !strcmp(w[5], CROPS[page->crop]))
               ? NULL
               : g_strdup_printf("it is %.2f %.2f bleed %.2f margin %.2f crop %s", page->width,
                                 page->height, page->bleed, page->margin, CROPS[page->crop]);
}

/* The first of its runs that is clipped is so. */
static char *
check_clip(const struct subject *s, const struct page *page, char **w)
{
    unsigned i = page->run;

    while (i < page->run_end && s->pages->runs[i].clip == 0)
        i++;
    if (i == page->run_end)
        return g_strdup("nothing is clipped");
    const struct clip *clip = &s->pages->clips[s->pages->runs[i].clip - 1];
    return is_near(clip->x, w[0]) && is_near(clip->y, w[1]) && is_near(clip->width, w[2]) &&
                   is_near(clip->height, w[3])
               ? NULL
               : g_strdup_printf("it is %.2f %.2f %.2f %.2f", clip->x, clip->y, clip->width,
                                 clip->height);
}

static char *
check_page(const struct subject *s, char **w)
{
    unsigned number = (unsigned)atoi(w[1]);

    if (number < 1 || number > s->pages->page_count)
        return g_strdup_printf("there are %u pages", s->pages->page_count);
    const struct page *page = &s->pages->pages[number - 1];
    const char *text = g_ptr_array_index(s->texts, number - 1);

    if (!strcmp(w[2], "label"))
        return strcmp(page->label, w[3]) ? g_strdup(page->label) : NULL;
    if (!strcmp(w[2], "blank"))
        return page->run < page->run_end ? g_strdup(text) : NULL;
    if (!strcmp(w[2], "order"))
        return check_order(text, w + 3);
    if (!strcmp(w[2], "rectangle"))
        return check_rectangle(s, page, w + 3);
    if (!strcmp(w[2], "image"))
        return check_image(s, page, w + 3);
    if (!strcmp(w[2], "clip"))
        return check_clip(s, page, w + 3);
    if (!strcmp(w[2], "line"))
        return check_line(s, page, w[3]);
    if (!strcmp(w[2], "size"))
        return check_size(page, w + 3);
    if (!strcmp(w[2], "images"))
        return (int)(page->image_end - page->image) == atoi(w[3])
                   ? NULL
                   : g_strdup_printf("%u", page->image_end - page->image);
    if (!strcmp(w[2], "rectangles"))
        return (int)(page->rectangle_end - page->rectangle) == atoi(w[3])
                   ? NULL
                   : g_strdup_printf("%u", page->rectangle_end - page->rectangle);
    for (char **word = w + 3; *word; word++)
        if ((strstr(text, *word) != NULL) != !strcmp(w[2], "has"))
            return g_strdup_printf("\"%s\" %s in\n%s", *word, strstr(text, *word) ? "is" : "is not",
                                   text);
    return NULL;
}

static char *
path_of(const struct subject *s, const struct element *element)
{
    GString *path = g_string_new(element->type);

    for (int i = element->parent; i >= 0; i = s->pages->elements[i].parent) {
        g_string_prepend_c(path, '/');
        g_string_prepend(path, s->pages->elements[i].type);
    }
    return g_string_free(path, FALSE);
}

static const char *
inherited_lang(const struct subject *s, const struct element *element)
{
    while (!element->lang && element->parent >= 0)
        element = &s->pages->elements[element->parent];
    return element->lang ? element->lang : s->pages->lang ? s->pages->lang : "none";
}

static const char *
near_attributes(const struct subject *s, const struct element *element)
{
    while (!element->attributes && element->parent >= 0)
        element = &s->pages->elements[element->parent];
    return element->attributes ? element->attributes : "none";
}

static const char *
artifact_kind(int mark)
{
    static const char *const KINDS[] = {"layout", "header", "footer", "background"};

    return mark < 0 && mark >= -(int)G_N_ELEMENTS(KINDS) ? KINDS[-mark - 1] : "none";
}

static char *
check_font(const struct subject *s, const struct run *run, char **w)
{
    const char *family = fonts_face(s->pages->fonts, run->face)->family;
    const char *name = fonts_face(s->pages->fonts, run->face)->postscript_name;

    return (!strcmp(family, w[0]) || !strcmp(name, w[0])) && (!w[1] || is_near(run->size, w[1]))
               ? NULL
               : g_strdup_printf("\"%s\" (%s) %g", family, name, run->size);
}

static char *
check_text(const struct subject *s, char **w)
{
    const struct page *page;
    const struct run *run = find_run(s, w[1], &page);

    if (!run)
        return g_strdup("there is no run with this text");
    const struct element *owner = owner_of(s, page, run);
    float x = s->pages->pieces[run->piece].x;

    if (!strcmp(w[2], "at"))
        return (int)page->number == atoi(w[3]) && is_near(x, w[4]) && is_near(run->y, w[5])
                   ? NULL
                   : g_strdup_printf("it is at %u %.2f %.2f", page->number, x, run->y);
    if (!strcmp(w[2], "artifact"))
        return strcmp(artifact_kind(run->mark), w[3]) ? g_strdup(artifact_kind(run->mark)) : NULL;
    if (!strcmp(w[2], "font"))
        return check_font(s, run, w + 3);
    if (!strcmp(w[2], "colour"))
        return run->colour == strtoul(w[3] + 1, NULL, 16) ? NULL
                                                          : g_strdup_printf("#%06X", run->colour);
    if (!strcmp(w[2], "turned"))
        return run->orientation == atoi(w[3]) ? NULL : g_strdup_printf("%u", run->orientation);
    if (!owner)
        return g_strdup("it is an artifact");
    g_autofree char *path = path_of(s, owner);
    const char *got = !strcmp(w[2], "in")     ? path
                      : !strcmp(w[2], "lang") ? inherited_lang(s, owner)
                                              : near_attributes(s, owner);

    return strcmp(got, w[3]) ? g_strdup(got) : NULL;
}

static char *
check_link(const struct subject *s, char **w)
{
    g_autoptr(GString) there = g_string_new(NULL);

    for (unsigned i = 0; i < s->pages->link_count; i++) {
        const struct link_area *link = &s->pages->links[i];
        const char *target =
            link->address ? link->address : s->pages->destinations[link->destination].id;

        if (!strcmp(link->contents, w[1]) &&
            (!strcmp(w[2], "to") ? !strcmp(target, w[3])
                                 : is_near(link->x, w[3]) && is_near(link->y, w[4]) &&
                                       is_near(link->width, w[5]) && is_near(link->height, w[6])))
            return NULL;
        g_string_append_printf(there, "\n  \"%s\" to %s at %.2f %.2f %.2f %.2f", link->contents,
                               target, link->x, link->y, link->width, link->height);
    }
    return g_strdup_printf("there are%s", there->str);
}

static char *
check_destination(const struct subject *s, char **w)
{
    for (unsigned i = 0; i < s->pages->destination_count; i++) {
        const struct destination *d = &s->pages->destinations[i];
        if (!strcmp(d->id, w[1]))
            return (int)d->page + 1 == atoi(w[3]) && is_near(d->y, w[5])
                       ? NULL
                       : g_strdup_printf("page %u at %.2f", d->page + 1, d->y);
    }
    return g_strdup("there is none");
}

static char *
check_bookmark(const struct subject *s, char **w)
{
    for (unsigned i = 0; i < s->pages->bookmark_count; i++) {
        const struct bookmark *b = &s->pages->bookmarks[i];
        if (!strcmp(b->title, w[1]) && !w[3])
            return b->open == !strcmp(w[2], "open") ? NULL : g_strdup("it is not");
        if (!strcmp(b->title, w[1]) && !strcmp(w[2], "in"))
            return b->parent >= 0 && !strcmp(s->pages->bookmarks[b->parent].title, w[3])
                       ? NULL
                       : g_strdup("it is not");
        if (!strcmp(b->title, w[1]))
            return b->destination >= 0 && !strcmp(s->pages->destinations[b->destination].id, w[3])
                       ? NULL
                       : g_strdup("it leads elsewhere");
    }
    return g_strdup("there is none");
}

static char *
check_element(const struct subject *s, char **w)
{
    int count = 0;

    for (unsigned i = 0; i < s->pages->element_count; i++)
        count += !strcmp(s->pages->elements[i].type, w[1]);
    return count == atoi(w[3]) ? NULL : g_strdup_printf("%d", count);
}

/* What the runs with a mark say. */
static void
add_mark(const struct subject *s, unsigned page_number, unsigned mark, GString *text)
{
    const struct page *page = &s->pages->pages[page_number];

    for (unsigned i = page->run; i < page->run_end; i++)
        if (s->pages->runs[i].mark == (int)mark) {
            g_autofree char *run = run_text(s->pages, &s->pages->runs[i]);
            g_string_append(text, run);
            g_string_append(text, s->pages->runs[i].space_after ? " " : "");
        }
}

static void
read_element(const struct subject *s, unsigned element, GString *text)
{
    const struct kid *kid;

    for (int at = s->pages->elements[element].kid; at >= 0; at = kid->next) {
        kid = &s->pages->kids[at];
        if (kid->kind == KID_ELEMENT)
            read_element(s, kid->value, text);
        else if (kid->kind == KID_MARK)
            add_mark(s, kid->page, kid->value, text);
    }
}

static char *
check_tree(const struct subject *s, char **w)
{
    g_autoptr(GString) text = g_string_new(NULL);

    for (unsigned i = 0; i < s->pages->element_count; i++)
        if (s->pages->elements[i].parent < 0)
            read_element(s, i, text);
    g_autofree char *wrong = check_order(text->str, w + 2);

    return wrong ? g_strconcat(wrong, " in ", text->str, NULL) : NULL;
}

static char *
check_alt(const struct subject *s, char **w)
{
    for (unsigned i = 0; i < s->pages->element_count; i++)
        if (!g_strcmp0(s->pages->elements[i].alt, w[1]))
            return NULL;
    return g_strdup("there is none");
}

static char *
check_start(const struct subject *s, char **w)
{
    for (unsigned i = 0; i < s->pages->start_count; i++) {
        const struct page_start *start = &s->pages->starts[i];
        if (!strcmp(start->id, w[1]) && (int)start->page + 1 == atoi(w[5]))
            return (int)start->offset == atoi(w[3]) ? NULL : g_strdup_printf("%u", start->offset);
    }
    return g_strdup("there is none");
}

static char *
check_count(const struct subject *s, char **w)
{
    unsigned count = !strcmp(w[0], "pages") ? s->pages->page_count : s->pages->link_count;

    return (int)count == atoi(w[1]) ? NULL : g_strdup_printf("%u", count);
}

static char *
check_title(const struct subject *s, char **w)
{
    return g_strcmp0(s->pages->title, w[1]) ? g_strdup_printf("it is %s", s->pages->title) : NULL;
}

static const struct {
    const char *word;
    unsigned words;
    char *(*check)(const struct subject *, char **);
} CHECKS[] = {{"pages", 2, check_count},       {"links", 2, check_count},
              {"page", 3, check_page},         {"text", 4, check_text},
              {"link", 4, check_link},         {"destination", 6, check_destination},
              {"bookmark", 3, check_bookmark}, {"element", 4, check_element},
              {"alt", 2, check_alt},           {"start", 6, check_start},
              {"tree", 3, check_tree},         {"title", 2, check_title}};

static char *
check_one(const struct subject *s, char **w, unsigned count)
{
    if (!strcmp(w[0], "finding"))
        return !strcmp(w[1], "none")       ? (*s->findings ? g_strdup(s->findings) : NULL)
               : strstr(s->findings, w[1]) ? NULL
                                           : g_strdup_printf("it was not found\n%s", s->findings);
    if (!s->pages)
        return g_strdup("there are no pages");
    for (unsigned i = 0; i < G_N_ELEMENTS(CHECKS); i++)
        if (!strcmp(CHECKS[i].word, w[0]) && count >= CHECKS[i].words)
            return CHECKS[i].check(s, w);
    return g_strdup("no such check");
}

/* ---- Files ---- */

static void
check_free(gpointer data)
{
    struct check *check = data;

    g_free(check->text);
    g_free(check->section);
    g_free(check->of);
    g_strfreev(check->words);
    g_free(check);
}

static struct check *
check_new(const xmlNode *node)
{
    struct check *check = g_new0(struct check, 1);
    int count = 0;
    g_autofree char *text = xml_text(node);
    g_auto(GStrv) parts = g_strsplit(text, " #", -1); /* no comment */
    g_autofree char *line = g_strjoinv(" \\#", parts);

    *check = (struct check){.text = g_strdup(text),
                            .section = xml_attribute(node, "section"),
                            .of = xml_attribute(node, "of")};
    g_assert_nonnull(check->section);
    g_assert_true(g_shell_parse_argv(line, &count, &check->words, NULL));
    check->count = (unsigned)count;
    return check;
}

/* Takes the checks out of the document. */
static GPtrArray *
take_checks(xmlDoc *doc)
{
    GPtrArray *checks = g_ptr_array_new_with_free_func(check_free);
    xmlNode *next;

    for (xmlNode *node = xmlDocGetRootElement(doc)->children; node; node = next) {
        next = node->next;
        if (!xml_is(node, "check"))
            continue;
        g_ptr_array_add(checks, check_new(node));
        xmlUnlinkNode(node);
        xmlFreeNode(node);
    }
    g_assert_cmpuint(checks->len, >, 0);
    return checks;
}

static void
subject_clear(struct subject *s)
{
    g_ptr_array_unref(s->texts);
    g_free(s->findings);
    g_clear_pointer(&s->pages, pages_free);
    g_clear_pointer(&s->document, fo_free);
    diag_free(s->diag);
}

/* The document without its checks, laid out. */
static struct subject
subject_of(xmlDoc *doc, struct fonts *fonts)
{
    struct subject s = {.diag = diag_new(), .texts = g_ptr_array_new_with_free_func(g_free)};

    s.document = fo_parse(doc, s.diag);
    s.pages = s.document ? layout(s.document, fonts, "tests/layout", s.diag) : NULL;
    s.findings = findings(s.diag);
    for (unsigned i = 0; s.pages && i < s.pages->page_count; i++)
        g_ptr_array_add(s.texts, page_text(s.pages, &s.pages->pages[i]));
    return s;
}

#endif
