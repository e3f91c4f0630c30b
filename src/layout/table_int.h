#ifndef TABLE_INT_H
#define TABLE_INT_H

#include "layout/build_int.h"

/* A table while it is laid out: grid.c reads its cells, columns.c finds the widths of its columns,
 * collapse.c the borders that neighbours share, table.c makes bands of its rows. */

struct table_column {
    const struct fo_node *node; /* table-column; NULL: none was declared */
    struct extent extent;       /* of the cells, where the width is automatic */
    bool automatic;
    float proportion;
    float x, width; /* in the table */
};

struct grid_cell {
    const struct fo_node *node;
    unsigned row, column, rows, columns;
    struct cell cell;
};

enum table_part { PART_HEADER, PART_BODY, PART_FOOTER, PART_COUNT };

struct grid_row {
    const struct fo_node *node; /* table-row; NULL: its cells stand in the group itself */
    const struct fo_node *group;
    enum table_part part;
    float height;
};

struct table {
    struct builder *b;
    const struct fo_node *node;
    struct table_column *columns;
    unsigned column_count;
    GArray *rows, *cells;           /* header, bodies, footer */
    unsigned first[PART_COUNT + 1]; /* row with which a part begins */
    unsigned *map; /* row · column_count + column → number of the cell, from 1; 0: none */
    bool collapsed;
    float gap_inline, gap_block; /* between the borders of separate cells */
    float width;
};

struct table *table_new(struct builder *, const struct fo_node *);
void table_free(struct table *);

struct grid_row *table_row(const struct table *, unsigned row);
struct grid_cell *table_cell(const struct table *, unsigned cell);
/* The cell that covers a place of the grid, or NULL. */
struct grid_cell *table_cell_at(const struct table *, unsigned row, unsigned column);

/* available: width that the table may take. */
void table_set_columns(struct table *, float available);
struct extent table_measure(struct table *);

/* Decorates a cell: its borders, background and inset. */
void table_decorate(const struct table *, struct grid_cell *);

#endif
