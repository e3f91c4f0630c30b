#include "layout/build_int.h"

/* Space resolution (XSL 1.1 §4.3.1). Of the spaces that follow each other without a fence, those
 * that force add up and suppress the others; where none does, the highest precedence wins, and
 * among its like the greatest optimum. What remains gives the greatest minimum and the least
 * maximum of the winners.
 *
 * Where areas are parted between the spaces, those above end a reference area and those below begin
 * one. There a conditional space vanishes unless one that is retained stands between it and the
 * edge: above the break the last retained one counts and all before it, below the first and all
 * behind it. */

static struct space
space_of(const struct fo_style *style, bool before)
{
    enum fo_property minimum = before ? FO_P_SPACE_BEFORE_MINIMUM : FO_P_SPACE_AFTER_MINIMUM;
    enum fo_property optimum = before ? FO_P_SPACE_BEFORE_OPTIMUM : FO_P_SPACE_AFTER_OPTIMUM;
    enum fo_property maximum = before ? FO_P_SPACE_BEFORE_MAXIMUM : FO_P_SPACE_AFTER_MAXIMUM;
    enum fo_property precedence =
        before ? FO_P_SPACE_BEFORE_PRECEDENCE : FO_P_SPACE_AFTER_PRECEDENCE;
    struct space space = {.optimum = (float)fo_pt(style, optimum, 0, 0),
                          .force = fo_is(style, precedence, FO_K_FORCE),
                          .precedence = (int)fo_number(style, precedence, 0),
                          .given = true};

    space.minimum = MIN((float)fo_pt(style, minimum, 0, 0), space.optimum);
    space.maximum = MAX((float)fo_pt(style, maximum, 0, 0), space.optimum);
    return space;
}

static void
add(struct space *all, const struct space *space)
{
    if (!all->given || (space->force && !all->force)) {
        *all = *space;
    } else if (space->force) {
        all->minimum += space->minimum;
        all->optimum += space->optimum;
        all->maximum += space->maximum;
    } else if (all->force || space->precedence < all->precedence) {
        return;
    } else if (space->precedence > all->precedence || space->optimum > all->optimum) {
        *all = *space;
    } else if (space->optimum == all->optimum) {
        all->minimum = MAX(all->minimum, space->minimum);
        all->maximum = MIN(all->maximum, space->maximum);
    }
}

static bool
says_nothing(const struct space *space, bool retained)
{
    return space->optimum == 0 && space->maximum == 0 && space->minimum == 0 && !space->force &&
           space->precedence == 0 && !retained;
}

void
spaces_add(struct spaces *spaces, const struct fo_style *style, bool before)
{
    enum fo_property conditionality =
        before ? FO_P_SPACE_BEFORE_CONDITIONALITY : FO_P_SPACE_AFTER_CONDITIONALITY;
    struct space space = space_of(style, before);
    bool retained = fo_is(style, conditionality, FO_K_RETAIN);

    if (says_nothing(&space, retained))
        return;
    add(&spaces->all, &space);
    if (before) {
        if (retained || spaces->below.given)
            add(&spaces->below, &space);
        return;
    }
    add(&spaces->above_so_far, &space);
    if (retained)
        spaces->above = spaces->above_so_far;
}
