#include "brochure/rule_int.h"

specificity
rule_group_specificity(unsigned depth)
{
    return MIN(depth + 1, SPECIFICITY_COUNTRY - 1);
}

bool
rule_resolve(const specificity *const *level, unsigned claims, unsigned nationalities,
             guint8 *const *kept)
{
    bool conflict = false;

    for (unsigned n = 0; n < nationalities; n++) {
        specificity highest = SPECIFICITY_NONE;
        unsigned holders = 0;
        for (unsigned c = 0; c < claims; c++)
            highest = MAX(highest, level[c][n]);
        for (unsigned c = 0; c < claims; c++) {
            kept[c][n] = highest != SPECIFICITY_NONE && level[c][n] == highest;
            holders += kept[c][n];
        }
        conflict |= holders > 1;
    }
    return conflict;
}

bool
rule_valid(const GDate *from, const GDate *until, const GDate *day)
{
    return (!g_date_valid(from) || g_date_compare(from, day) <= 0) &&
           (!g_date_valid(until) || g_date_compare(day, until) <= 0);
}

enum language
rule_language(enum language asked, const bool *has_text, const enum language *order, unsigned count)
{
    if (has_text[asked])
        return asked;
    for (unsigned i = 0; i < count; i++)
        if (has_text[order[i]])
            return order[i];
    return LANGUAGE_COUNT;
}
