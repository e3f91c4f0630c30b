#include "fo/fo_int.h"

/* Content models (XSL 1.1 §6). A model is a row of particles; each takes elements of a set, so and
 * so many times. The number of elements is below 64: a set is one word. */

G_STATIC_ASSERT(FO_ELEMENT_COUNT <= 64);

#define IN(element) (UINT64_C(1) << FO_##element)

#define BLOCK_LEVEL                                                                                \
    (IN(BLOCK) | IN(BLOCK_CONTAINER) | IN(TABLE) | IN(TABLE_AND_CAPTION) | IN(LIST_BLOCK))
#define INLINE_LEVEL                                                                               \
    (IN(CHARACTER) | IN(INLINE) | IN(EXTERNAL_GRAPHIC) | IN(LEADER) | IN(PAGE_NUMBER) |            \
     IN(PAGE_NUMBER_CITATION) | IN(PAGE_NUMBER_CITATION_LAST) | IN(BASIC_LINK) | IN(FOOTNOTE) |    \
     IN(BIDI_OVERRIDE))
#define CHANGE_BARS (IN(CHANGE_BAR_BEGIN) | IN(CHANGE_BAR_END))
#define AMONG_BLOCKS                                                                               \
    (BLOCK_LEVEL | IN(WRAPPER) | IN(RETRIEVE_MARKER) | IN(RETRIEVE_TABLE_MARKER) | CHANGE_BARS)
#define PAGE_SEQUENCES (IN(PAGE_SEQUENCE) | IN(PAGE_SEQUENCE_WRAPPER))
#define AREAS_OF_PAGE                                                                              \
    (IN(SIMPLE_PAGE_MASTER) | IN(REGION_BODY) | IN(REGION_BEFORE) | IN(REGION_AFTER) |             \
     IN(REGION_START) | IN(REGION_END))

enum { MANY = 1000000, MOST_PARTICLES = 5 };

struct particle {
    uint64_t set;
    unsigned least, most;
    const char *name; /* in messages */
};

enum flags { TAKES_TEXT = 1, TAKES_FOREIGN = 2 };

struct model {
    struct particle particles[MOST_PARTICLES]; /* ends with an empty set */
    unsigned flags;
    const char *words;
};

#define ANY_MARKERS                                                                                \
    {                                                                                              \
        IN(MARKER), 0, MANY, "fo:marker"                                                           \
    }
#define ONE(element, name)                                                                         \
    {                                                                                              \
        IN(element), 1, 1, name                                                                    \
    }
#define OPTIONAL(element, name)                                                                    \
    {                                                                                              \
        IN(element), 0, 1, name                                                                    \
    }
#define SOME(element, name)                                                                        \
    {                                                                                              \
        IN(element), 1, MANY, name                                                                 \
    }

enum content_model {
    EMPTY,
    ROOT,
    DECLARATIONS,
    MASTERS,
    SUBSEQUENCES,
    ALTERNATIVES,
    REGIONS,
    SEQUENCES,
    FLOWS,
    BLOCKS,
    BLOCKS_OR_NONE,
    MIXED,
    LIKE_PARENT,
    CAPTIONED,
    TABLE,
    ROWS,
    CELLS,
    ITEMS,
    LIST_ITEM,
    BOOKMARKS,
    BOOKMARK,
    TEXT,
    INLINES,
    FOOTNOTE
};

static const struct model models[] = {
    [EMPTY] = {.words = "empty"},
    [ROOT] = {{ONE(LAYOUT_MASTER_SET, "fo:layout-master-set"),
               OPTIONAL(DECLARATIONS, "fo:declarations"),
               {IN(DESTINATION), 0, MANY, "fox:destination"},
               OPTIONAL(BOOKMARK_TREE, "fo:bookmark-tree"),
               {PAGE_SEQUENCES | IN(DESTINATION), 1, MANY, "fo:page-sequence"}},
              .words = "layout-master-set, declarations?, bookmark-tree?, (page-sequence | "
                       "page-sequence-wrapper)+; fox:destination*"},
    [DECLARATIONS] = {.flags = TAKES_FOREIGN,
                      .words = "color-profile and elements of other namespaces, ignored but for "
                               "the dc:title of XMP"},
    [MASTERS] = {{{IN(SIMPLE_PAGE_MASTER) | IN(PAGE_SEQUENCE_MASTER), 1, MANY,
                   "fo:simple-page-master"}},
                 .words = "(simple-page-master | page-sequence-master)+"},
    [SUBSEQUENCES] = {{{IN(SINGLE_PAGE_MASTER_REFERENCE) | IN(REPEATABLE_PAGE_MASTER_REFERENCE) |
                            IN(REPEATABLE_PAGE_MASTER_ALTERNATIVES),
                        1, MANY, "fo:repeatable-page-master-reference"}},
                      .words = "(single-page-master-reference | repeatable-page-master-reference | "
                               "repeatable-page-master-alternatives)+"},
    [ALTERNATIVES] = {{SOME(CONDITIONAL_PAGE_MASTER_REFERENCE,
                            "fo:conditional-page-master-reference")},
                      .words = "conditional-page-master-reference+"},
    [REGIONS] = {{ONE(REGION_BODY, "fo:region-body"), OPTIONAL(REGION_BEFORE, "fo:region-before"),
                  OPTIONAL(REGION_AFTER, "fo:region-after"),
                  OPTIONAL(REGION_START, "fo:region-start"), OPTIONAL(REGION_END, "fo:region-end")},
                 .words = "region-body, region-before?, region-after?, region-start?, region-end?"},
    [SEQUENCES] = {{{PAGE_SEQUENCES, 0, MANY, "fo:page-sequence"}},
                   .words = "(page-sequence | page-sequence-wrapper)*"},
    [FLOWS] = {{OPTIONAL(TITLE, "fo:title"),
                {IN(STATIC_CONTENT), 0, MANY, "fo:static-content"},
                ONE(FLOW, "fo:flow")},
               .words = "title?, static-content*, flow"},
    [BLOCKS] = {{ANY_MARKERS, {AMONG_BLOCKS, 1, MANY, "fo:block"}},
                .words = "marker*, block-level+"},
    [BLOCKS_OR_NONE] = {{ANY_MARKERS, {AMONG_BLOCKS, 0, MANY, "fo:block"}},
                        .words = "marker*, block-level*"},
    [MIXED] = {{ANY_MARKERS, {AMONG_BLOCKS | INLINE_LEVEL, 0, MANY, "fo:inline"}},
               .flags = TAKES_TEXT,
               .words = "marker*, (text | inline-level | block-level)*"},
    [LIKE_PARENT] = {.words = "as its parent"},
    [CAPTIONED] = {{ANY_MARKERS, ONE(TABLE_CAPTION, "fo:table-caption"), ONE(TABLE, "fo:table")},
                   .words = "marker*, table-caption, table"},
    [TABLE] = {{{IN(MARKER) | IN(TABLE_COLUMN), 0, MANY, "fo:table-column"},
                OPTIONAL(TABLE_HEADER, "fo:table-header"),
                OPTIONAL(TABLE_FOOTER, "fo:table-footer"),
                SOME(TABLE_BODY, "fo:table-body")},
               .words = "marker*, table-column*, table-header?, table-footer?, table-body+"},
    [ROWS] = {{ANY_MARKERS, {IN(TABLE_ROW) | IN(TABLE_CELL), 1, MANY, "fo:table-row"}},
              .words = "marker*, (table-row+ | table-cell+)"},
    [CELLS] = {{SOME(TABLE_CELL, "fo:table-cell")}, .words = "table-cell+"},
    [ITEMS] = {{ANY_MARKERS, SOME(LIST_ITEM, "fo:list-item")}, .words = "marker*, list-item+"},
    [LIST_ITEM] = {{ANY_MARKERS, ONE(LIST_ITEM_LABEL, "fo:list-item-label"),
                    ONE(LIST_ITEM_BODY, "fo:list-item-body")},
                   .words = "marker*, list-item-label, list-item-body"},
    [BOOKMARKS] = {{SOME(BOOKMARK, "fo:bookmark")}, .words = "bookmark+"},
    [BOOKMARK] = {{ONE(BOOKMARK_TITLE, "fo:bookmark-title"),
                   {IN(BOOKMARK), 0, MANY, "fo:bookmark"}},
                  .words = "bookmark-title, bookmark*"},
    [TEXT] = {.flags = TAKES_TEXT, .words = "text"},
    [INLINES] = {{{INLINE_LEVEL & ~(IN(LEADER) | IN(FOOTNOTE)), 0, MANY, "fo:inline"}},
                 .flags = TAKES_TEXT,
                 .words = "(text | inline-level but leader and footnote)*"},
    [FOOTNOTE] = {{ONE(INLINE, "fo:inline"), ONE(FOOTNOTE_BODY, "fo:footnote-body")},
                  .words = "inline, footnote-body"},
};

static const unsigned char model_of[FO_ELEMENT_COUNT] = {
#define FO_ELEMENT(id, name, content, section) content,
#include "fo/fo_element.def"
#undef FO_ELEMENT
};

static bool
holds(uint64_t set, enum fo_element element)
{
    return set >> element & 1;
}

/* Inside of what takes no text a wrapper takes none either. */
struct content
content_start(enum fo_element element, const struct content *parent)
{
    const struct model *model = &models[model_of[element]];
    if (model == &models[LIKE_PARENT])
        model = parent && content_takes_text(parent) ? &models[MIXED] : &models[BLOCKS_OR_NONE];
    return (struct content){.model = model};
}

bool
content_takes_text(const struct content *content)
{
    return content->model->flags & TAKES_TEXT;
}

bool
content_takes_foreign(const struct content *content)
{
    return content->model->flags & TAKES_FOREIGN;
}

bool
content_may_stay_empty(const struct content *content)
{
    const struct model *model = content->model;
    return model == &models[BLOCKS] || model == &models[ROWS] || model == &models[CELLS] ||
           model == &models[ITEMS];
}

bool
content_is_empty(const struct content *content)
{
    return content->model == &models[EMPTY];
}

enum acceptance
content_accept(struct content *content, enum fo_element element)
{
    const struct particle *particles = content->model->particles;
    bool missing = false;

    for (unsigned i = content->particle; i < MOST_PARTICLES && particles[i].set; i++) {
        const unsigned count = i == content->particle ? content->count : 0;
        if (holds(particles[i].set, element) && count < particles[i].most) {
            *content = (struct content){content->model, i, count + 1};
            return missing ? MISSING : ACCEPTED;
        }
        missing = missing || count < particles[i].least;
    }
    return MISPLACED;
}

const char *
content_missing(const struct content *content)
{
    const struct particle *particles = content->model->particles;

    for (unsigned i = content->particle; i < MOST_PARTICLES && particles[i].set; i++) {
        const unsigned count = i == content->particle ? content->count : 0;
        if (count < particles[i].least)
            return particles[i].name;
    }
    return NULL;
}

const char *
content_words(enum fo_element element)
{
    return models[model_of[element]].words;
}

bool
element_is_block(enum fo_element element)
{
    return holds(BLOCK_LEVEL, element);
}

bool
element_is_inline(enum fo_element element)
{
    return holds(INLINE_LEVEL, element);
}

bool
element_has_areas(enum fo_element element)
{
    return holds(AREAS_OF_PAGE | IN(FLOW) | IN(STATIC_CONTENT) | IN(BLOCK_CONTAINER) | IN(TABLE) |
                     IN(TABLE_CELL),
                 element);
}

bool
element_has_margins(enum fo_element element)
{
    return holds(AREAS_OF_PAGE, element);
}
