#ifndef BROCHURE_RULE_INT_H
#define BROCHURE_RULE_INT_H

#include <glib.h>
#include <stdbool.h>

#include "base/publication.h"

/* The rules of the merge over plain numbers: no fiche, no file, no catalogue. */

/* How specifically a criteria row names a country: not at all, by the group that only wraps others
 * (depth 0), by a group of depth 1, 2 …, by its own name. More is more specific. */
typedef guint8 specificity;
enum { SPECIFICITY_NONE = 0, SPECIFICITY_COUNTRY = 255 };

specificity rule_group_specificity(unsigned depth);

/* One cell. level[claim][nationality] says how specifically each fiche that claims the cell names
 * the country for each nationality. On return kept[claim][nationality] is 1 where the fiche
 * answers: where its level is the highest of all. true: for some nationality two fiches are equally
 * specific. */
bool rule_resolve(const specificity *const *level, unsigned claims, unsigned nationalities,
                  guint8 *const *kept);

/* Whether a day is inside a validity; invalid dates are open ends, until is the last day. */
bool rule_valid(const GDate *from, const GDate *until, const GDate *day);

/* The language that is printed when one is asked: itself when there is text, else the first of the
 * order that has some. LANGUAGE_COUNT: none. */
enum language rule_language(enum language asked, const bool *has_text, const enum language *order,
                            unsigned count);

#endif
