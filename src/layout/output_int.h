#ifndef OUTPUT_INT_H
#define OUTPUT_INT_H

#include "layout/build_int.h"
#include "layout/sequence_int.h"

/* From placed boxes to struct pages. place.c walks the stacks, line.c writes runs, ornament.c
 * rectangles, structure.c elements and marks, page.c whole pages. */

enum painted { PAINTED_RUNS, PAINTED_RECTANGLES, PAINTED_IMAGES };

struct output {
    struct setting *s;
    struct sequences *sequences;
    struct arena *arena; /* of the pages */
    GArray *pages, *pieces, *runs, *rectangles, *images, *clips, *owners, *elements, *kids, *links,
        *destinations, *bookmarks, *files, *starts; /* the arrays of struct pages */
    struct structure *structure;
    GHashTable *destination_numbers, *file_numbers; /* id, address → number + 1 */
    GHashTable *reported; /* static-contents that have reported what is wrong with them */
    unsigned page;        /* being written, from 0 */
    bool even;            /* its folio is even: it is bound at its right edge */
};

/* ---- Where things are painted ---- */

/* What stands in one column of a flow: tables repeat their headers for it. */
struct portion {
    const struct sequence *sequence;
    const struct column *column;
};

/* What the items of a column are moved down (column_moves). */
struct moves {
    const struct stack *stack;
    unsigned first;
    const float *by; /* NULL: nothing moves */
};

struct painter {
    struct output *o;
    struct moves moves;
    float measure; /* width of the column; 0: in none */
    struct frame frame;
    int artifact;                  /* ARTIFACT_…; 0: what is painted is tagged */
    struct box reference;          /* of containers out of line */
    const struct portion *portion; /* NULL: no flow */
    unsigned clip;                 /* of the runs and images; 0: none */
    bool starts;                   /* the first block with an id is still looked for */
};

/* ---- Painting ---- */

/* What is painted from now on shows inside this box of the frame only, and inside the clips that
 * hold already. */
void painter_clip(struct painter *, struct box);
void paint_rectangle(struct painter *, struct box, uint32_t colour, int mark);
/* Background and borders of a border rectangle; open: the sides that a break cut off. */
struct opening {
    bool before, after;
};
void paint_decoration(struct painter *, const struct fo_node *, const struct decoration *,
                      struct box, struct opening);
/* Over the background colour, under all text; images lie above all rectangles of a page. */
void paint_background_image(struct painter *, const struct fo_style *, struct box);
void paint_border(struct painter *, const struct fo_node *, struct box, const struct border *);
/* The change bars beside these items, in the column that begins at x and is so wide. y: of the
 * stack's top. */
void bars_write(struct painter *, const struct stack *, const struct column *, float x, float width,
                float y);
void paint_rule(struct painter *, struct box, enum fo_keyword style, uint32_t colour, int mark);

void place_line(struct painter *, const struct text *, unsigned line, float x, float y);
/* The top of an item in its stack, with what it has moved. */
float place_top(const struct painter *, const struct stack *, unsigned item);
/* The items [first, end) of a stack whose top would be at y. */
void place_range(struct painter *, const struct stack *, unsigned first, unsigned end, float x,
                 float y);
/* A header or footer that stands again. */
void place_repeated(struct painter *, const struct band *, float x, float y);

void page_write(struct output *, unsigned sequence, unsigned page);

/* ---- Structure ---- */

struct structure *structure_new(struct output *);
void structure_free(struct structure *);

/* The element that owns what stands in a formatting object; negative: it is an artifact. Elements
 * are made when they are first asked for, so they are asked for in reading order. */
int structure_element(struct structure *, const struct fo_node *);
/* Rows and cells of a band; every cell of a row gets one. */
void structure_row(struct structure *, const struct band *, const struct row *);
/* What is retrieved from a marker belongs to where it is retrieved. */
void structure_adopt(struct structure *, const struct fo_node *marker,
                     const struct fo_node *retrieve);
/* The mark with which this is painted now for an owner: a new one, or the last. */
int structure_mark(struct structure *, int element, enum painted);
void structure_link(struct structure *, int element, unsigned link);
/* The Figure around a formatting object, or an artifact's number. Makes no other element. */
int structure_figure(struct structure *, const struct fo_node *);
void structure_begin_page(struct structure *);
const char *node_language(struct arena *, const struct fo_node *); /* BCP 47 or NULL */

/* ---- Links ---- */

int destination_number(struct output *, const char *id);
void destinations_place(struct output *);
unsigned file_number(struct output *, const char *address);
const char *output_text(struct output *, const char *); /* copied into the pages' arena */
/* The text of a node and all below it. */
const char *node_text(struct output *, const struct fo_node *);

#endif
