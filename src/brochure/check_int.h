#ifndef BROCHURE_CHECK_INT_H
#define BROCHURE_CHECK_INT_H

#include "brochure/grid_int.h"

/* Accepted gaps that are filled, over many grids. */
struct accepted;
typedef struct accepted accepted;
struct accepted *accepted_new(const struct sources *, const GDate *);
void accepted_free(struct accepted *);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(accepted, accepted_free)
void accepted_add(struct accepted *, const struct grid *, const struct destination *);
void accepted_report(const struct accepted *, struct diag *);

/* Whether the language versions of a fiche carry the same references, amounts, dates and lists: a
 * warning for each that differs from the first. */
void parity_check(const struct fiche *, struct diag *);

#endif
