#ifndef TABLE_INT_H
#define TABLE_INT_H

#include "layout/build_int.h"

/* A table while it is laid out: grid.c reads its cells, columns.c finds the widths of its columns,
 * collapse.c the borders that neighbours share, rows.c the heights; table.c makes bands of rows. */

struct table_column {
    const struct fo_node *node; /* table-column; NULL: none was declared */
    struct widths widths;       /* of the cells, where the width is open */
    bool automatic;
    float proportion;
    float x, width; /* in the table */
};

struct grid_cell {
    const struct fo_node *node;
    unsigned row, column, rows, columns;
    float needs; /* height of its border rectangle */
    struct cell cell;
};

enum table_part { PART_HEADER, PART_BODY, PART_FOOTER, PART_COUNT };

struct grid_row {
    const struct fo_node *node; /* table-row; NULL: its cells stand in the group itself */
    const struct fo_node *group;
    enum table_part part;
    float height, baseline; /* baseline: of the cells that share one, from the row's top */
};

struct table {
    struct builder *b;
    const struct fo_node *node;
    struct table_column *columns;
    unsigned column_count;
    GArray *rows, *cells;           /* header, bodies, footer */
    unsigned first[PART_COUNT + 1]; /* row with which a part begins */
    unsigned *map; /* row · column_count + column → number of the cell, from 1; 0: none */
    bool collapsed, by_precedence;
    bool mirrored;                /* its columns go from right to left */
    struct border *across, *down; /* collapsed: of each stretch of the grid's lines, row by row */
    float gap_inline, gap_block;  /* between the borders of separate cells */
    float width;
};

struct table *table_new(struct builder *, const struct fo_node *);

struct grid_row *table_row(const struct table *, unsigned row);
struct grid_cell *table_cell(const struct table *, unsigned cell);
/* The cell that covers a place of the grid, or NULL. */
struct grid_cell *table_cell_at(const struct table *, unsigned row, unsigned column);

/* available: width that the table may take. */
void table_set_columns(struct table *, float available);
/* Left edge and width of so many columns, once they are set. */
float table_x(const struct table *, unsigned column, unsigned count);
float table_span(const struct table *, unsigned column, unsigned count);
struct widths table_measure(struct table *);

/* The collapsed borders. */
void table_resolve(struct table *);
/* Decorates a cell: its borders, background and inset. */
void table_decorate(const struct table *, struct grid_cell *);
/* 0xRRGGBB or -1. cell: NULL where there is none. */
int32_t table_background(const struct table *, const struct fo_node *cell, unsigned row,
                         unsigned column);
/* Gives a band of rows, from this one on, its collapsed borders. */
void table_rule(const struct table *, unsigned first, struct band *);

/* The content of a cell, in the width that its columns have. */
void table_set_cell(struct table *, struct grid_cell *);
/* Rows, their heights being known. */
struct band *table_band(const struct table *, unsigned first, unsigned end);

/* What the table's parts may retrieve at most; NULL: they retrieve nothing. */
const struct table_words *table_longest(struct table *);
/* What a part needs to be set again; NULL: it always says the same. */
const struct live *table_live(struct table *, enum table_part);

void table_set_heights(struct table *);
/* Of these rows and the gaps between them. */
float table_height(const struct table *, unsigned first, unsigned count);
/* Where the content of a cell stands in its height. */
void table_align(struct cell *);
/* Height and least height that a style asks for. */
float height_given(const struct fo_style *);

#endif
