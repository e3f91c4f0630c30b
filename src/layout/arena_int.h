#ifndef ARENA_INT_H
#define ARENA_INT_H

#include <stddef.h>

/* Memory that is given back all at once: what a layout needs while it works, and what its pages
 * need afterwards. */

struct arena;

struct arena *arena_new(void);
void arena_free(struct arena *);

void *arena_alloc(struct arena *, size_t); /* zeroed */
void *arena_copy(struct arena *, const void *, size_t);
const char *arena_text(struct arena *, const char *); /* NULL stays NULL */

#endif
