#include "brochure/text_int.h"

#include <string.h>

bool
agreement_implicit(const struct agreement *agreement)
{
    switch (agreement->kind) {
    case AGREEMENT_MULTILATERAL:
    case AGREEMENT_NORMATIVE:
    case AGREEMENT_VOLUNTARY:
    case AGREEMENT_NONE:
        return false;
    default:
        return true;
    }
}

void
situation_init(struct situation *situation, const struct sources *sources,
               const struct destination *destination, enum direction direction, const GDate *date,
               struct complaints *complaints)
{
    unsigned count;
    const struct agreement *all = catalogue_agreements(sources_catalogue(sources), &count);

    *situation = (struct situation){.sources = sources,
                                    .destination = destination,
                                    .direction = direction,
                                    .date = *date,
                                    .complaints = complaints};
    situation->applied.list = g_new(const struct agreement *, count + 1);
    situation->implicit.list = g_new(const struct agreement *, count + 1);
    for (unsigned i = 0; destination->country && i < count; i++) {
        if (!agreement_applies(&all[i], destination->country, date))
            continue;
        situation->applied.list[situation->applied.count++] = &all[i];
        if (agreement_implicit(&all[i]))
            situation->implicit.list[situation->implicit.count++] = &all[i];
    }
}

void
situation_clear(struct situation *situation)
{
    g_clear_pointer(&situation->applied.list, g_free);
    g_clear_pointer(&situation->implicit.list, g_free);
}

char *
destination_name(const struct destination *destination, enum language language)
{
    const struct country *country = destination->country;
    if (country && country->name[language])
        return g_strdup(country->name[language]);
    if (destination->entry)
        return g_strdup(entry_label(destination->entry, language));
    return g_strdup(destination->content ? entry_label(destination->content, language)
                                         : destination->code);
}
