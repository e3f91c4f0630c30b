#include "layout/layout.h"

#include "layout/image_int.h"
#include "layout/output_int.h"

#include <string.h>

/* The layout as a whole: pages are broken, written, and what was gathered becomes one value. */

struct owned_pages {
    struct pages pages;
    struct arena *arena;
};

/* ---- Texts and files ---- */

const char *
output_text(struct output *o, const char *text)
{
    return arena_text(o->arena, text);
}

static void
gather_text(struct output *o, const struct fo_node *node, GString *text)
{
    if (node->text)
        g_string_append(text, node->text);
    if (node->element == FO_PAGE_NUMBER_CITATION || node->element == FO_PAGE_NUMBER_CITATION_LAST) {
        const struct builder none = {.s = o->s};
        g_string_append(text, citation_text(&none, node));
    }
    for (const struct fo_node *child = node->child; child; child = child->next)
        if (child->element != FO_FOOTNOTE_BODY && child->element != FO_MARKER)
            gather_text(o, child, text);
}

const char *
node_text(struct output *o, const struct fo_node *node)
{
    g_autoptr(GString) text = g_string_new(NULL);

    gather_text(o, node, text);
    g_strstrip(text->str);
    return output_text(o, text->str);
}

unsigned
file_number(struct output *o, const char *address)
{
    gpointer known = g_hash_table_lookup(o->file_numbers, address);

    if (known)
        return GPOINTER_TO_UINT(known) - 1;
    struct image_file file = {output_text(o, address)};

    g_array_append_val(o->files, file);
    g_hash_table_insert(o->file_numbers, (void *)file.path, GUINT_TO_POINTER(o->files->len));
    return o->files->len - 1;
}

/* ---- Destinations and bookmarks ---- */

int
destination_number(struct output *o, const char *id)
{
    gpointer known = g_hash_table_lookup(o->destination_numbers, id);
    const struct landing *landing = g_hash_table_lookup(o->s->places, id);

    if (known)
        return GPOINTER_TO_INT(known) - 1;
    if (!landing || !landing->known)
        return -1;
    struct destination destination = {.id = output_text(o, id),
                                      .page = landing->page,
                                      .x = landing->x,
                                      .y = landing->y,
                                      .label =
                                          folio_text(o->arena, landing->sequence, landing->folio)};

    g_array_append_val(o->destinations, destination);
    g_hash_table_insert(o->destination_numbers, (void *)destination.id,
                        GUINT_TO_POINTER(o->destinations->len));
    return (int)o->destinations->len - 1;
}

static void
add_bookmarks(struct output *o, const struct fo_node *parent, int above)
{
    for (const struct fo_node *node = parent->child; node; node = node->next) {
        if (node->element != FO_BOOKMARK)
            continue;
        const struct fo_node *title = node->child;

        while (title && title->element != FO_BOOKMARK_TITLE)
            title = title->next;
        const char *id = fo_string(node->style, FO_P_INTERNAL_DESTINATION);
        struct bookmark bookmark = {
            .title = title ? node_text(o, title) : "",
            .parent = above,
            .destination = id ? destination_number(o, id) : -1,
            .open = !fo_is(node->style, FO_P_STARTING_STATE, FO_K_HIDE),
        };

        g_array_append_val(o->bookmarks, bookmark);
        add_bookmarks(o, node, (int)o->bookmarks->len - 1);
    }
}

/* fox:destination: the document answers to the id from outside. */
static void
add_names(struct output *o, const struct fo_node *root)
{
    for (const struct fo_node *node = root->child; node; node = node->next) {
        const char *id = fo_string(node->style, FO_P_INTERNAL_DESTINATION);
        int number = node->element == FO_DESTINATION && id ? destination_number(o, id) : -1;

        if (number >= 0)
            g_array_index(o->destinations, struct destination, number).named = true;
    }
}

/* ---- Writing ---- */

static GArray *
array_of(size_t size)
{
    return g_array_new(FALSE, FALSE, (unsigned)size);
}

static void
output_start(struct output *o, struct setting *s, struct sequences *sequences)
{
    *o = (struct output){
        .s = s,
        .sequences = sequences,
        .arena = arena_new(),
        .pages = array_of(sizeof(struct page)),
        .pieces = array_of(sizeof(struct piece)),
        .runs = array_of(sizeof(struct run)),
        .rectangles = array_of(sizeof(struct rectangle)),
        .images = array_of(sizeof(struct image)),
        .clips = array_of(sizeof(struct clip)),
        .owners = array_of(sizeof(int)),
        .elements = array_of(sizeof(struct element)),
        .kids = array_of(sizeof(struct kid)),
        .links = array_of(sizeof(struct link_area)),
        .destinations = array_of(sizeof(struct destination)),
        .bookmarks = array_of(sizeof(struct bookmark)),
        .files = array_of(sizeof(struct image_file)),
        .starts = array_of(sizeof(struct page_start)),
        .destination_numbers = g_hash_table_new(g_str_hash, g_str_equal),
        .file_numbers = g_hash_table_new(g_str_hash, g_str_equal),
        .reported = g_hash_table_new(NULL, NULL),
    };
    o->structure = structure_new(o);
}

static void
write_pages(struct output *o)
{
    structure_element(o->structure, fo_root(o->s->document));
    for (unsigned i = 0; i < o->sequences->all->len; i++) {
        const struct sequence *sequence = &g_array_index(o->sequences->all, struct sequence, i);
        for (unsigned page = 0; page < sequence->page_count; page++)
            page_write(o, i, page);
    }
    for (const struct fo_node *node = fo_root(o->s->document)->child; node; node = node->next)
        if (node->element == FO_BOOKMARK_TREE)
            add_bookmarks(o, node, -1);
    add_names(o, fo_root(o->s->document));
}

static const char *
document_language(struct output *o)
{
    const struct fo_node *root = fo_root(o->s->document);
    const char *lang = node_language(o->arena, root);

    for (const struct fo_node *node = root->child; node && !lang; node = node->next)
        if (node->element == FO_PAGE_SEQUENCE)
            lang = node_language(o->arena, node);
    return lang;
}

/* The arrays change hands; the gatherer ends. */
static struct pages *
take_pages(struct output *o)
{
    struct owned_pages *owned = g_new0(struct owned_pages, 1);
    struct pages *pages = &owned->pages;

    pages->fonts = o->s->fonts;
    pages->lang = document_language(o);
    if (fo_title(o->s->document))
        pages->title = output_text(o, fo_title(o->s->document));
    owned->arena = o->arena;
#define TAKE(array, count)                                                                         \
    pages->count = o->array->len;                                                                  \
    pages->array = (const void *)g_array_free(o->array, FALSE)
    TAKE(pages, page_count);
    TAKE(pieces, piece_count);
    TAKE(runs, run_count);
    TAKE(rectangles, rectangle_count);
    TAKE(images, image_count);
    TAKE(clips, clip_count);
    TAKE(owners, owner_count);
    TAKE(elements, element_count);
    TAKE(kids, kid_count);
    TAKE(links, link_count);
    TAKE(destinations, destination_count);
    TAKE(bookmarks, bookmark_count);
    TAKE(files, file_count);
    TAKE(starts, start_count);
#undef TAKE
    structure_free(o->structure);
    g_hash_table_unref(o->destination_numbers);
    g_hash_table_unref(o->file_numbers);
    g_hash_table_unref(o->reported);
    return pages;
}

/* ---- The stage ---- */

static void
setting_start(struct setting *s)
{
    s->arena = arena_new();
    s->paragraphs = g_ptr_array_new_with_free_func((GDestroyNotify)paragraph_free);
    s->strips = array_of(sizeof(struct strip));
    s->items = array_of(sizeof(struct item));
    s->tokens = array_of(sizeof(struct token));
    s->scratch = inline_scratch_new();
    s->tables = g_ptr_array_new_with_free_func((GDestroyNotify)table_free);
    s->places = g_hash_table_new(g_str_hash, g_str_equal);
    s->tallest = g_hash_table_new(NULL, NULL);
}

static void
setting_end(struct setting *s)
{
    g_array_unref(s->strips);
    g_array_unref(s->items);
    g_array_unref(s->tokens);
    inline_scratch_free(s->scratch);
    g_hash_table_unref(s->places);
    g_hash_table_unref(s->tallest);
    g_ptr_array_unref(s->paragraphs);
    g_ptr_array_unref(s->tables);
    images_free(s->pictures);
    arena_free(s->arena);
}

struct pages *
layout(const struct fo_document *document, struct fonts *fonts, const char *images,
       struct diag *diag)
{
    unsigned errors = diag_count(diag, DIAG_ERROR);
    struct setting s = {
        .document = document, .fonts = fonts, .pictures = images_new(images), .diag = diag};

    setting_start(&s);
    struct sequences sequences = {.s = &s,
                                  .masters = masters_new(&s),
                                  .all = g_array_new(FALSE, TRUE, sizeof(struct sequence))};
    struct output o;

    sequences_set(&sequences);
    output_start(&o, &s, &sequences);
    write_pages(&o);
    struct pages *pages = take_pages(&o);

    sequences_clear(&sequences);
    setting_end(&s);
    if (diag_count(diag, DIAG_ERROR) == errors)
        return pages;
    pages_free(pages);
    return NULL;
}

void
pages_free(struct pages *pages)
{
    if (!pages)
        return;
    const void *arrays[] = {pages->pages,  pages->pieces,       pages->runs,      pages->rectangles,
                            pages->images, pages->owners,       pages->elements,  pages->kids,
                            pages->links,  pages->destinations, pages->bookmarks, pages->files,
                            pages->starts, pages->clips};

    for (unsigned i = 0; i < G_N_ELEMENTS(arrays); i++)
        g_free((void *)arrays[i]);
    struct owned_pages *owned = (struct owned_pages *)pages;

    arena_free(owned->arena);
    g_free(owned);
}
