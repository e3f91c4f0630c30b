#include "sources/catalogue_int.h"

/* What no schema can say of the instruments.
 *
 * Two instruments of one kind that apply with one country on the same day are an overlap, unless
 * something tells them apart: the time in which the situation began, or groups of nationality that
 * have nobody in common. Between an instrument and the one that replaces it there must be no day
 * without any: a gap. Dates that are not known prove neither. */

static bool
tells_situations_apart(const struct agreement *a, const struct agreement *b)
{
    const guint32 until_a = dated_last(a->situations_until);
    const guint32 until_b = dated_last(b->situations_until);
    return (until_a && until_a < dated_first(b->situations_from)) ||
           (until_b && until_b < dated_first(a->situations_from));
}

/* A Belgian is a national of a party, of the EU and of the EEA at once; whoever is insured may have
 * any nationality. */
static bool
share_nationals(const char *a, const char *b)
{
    static const char *const citizens[] = {"parties", "eu", "eea", "swiss", NULL};
    return strcmp(a, b) == 0 || strcmp(a, "insured") == 0 || strcmp(b, "insured") == 0 ||
           (g_strv_contains(citizens, a) && g_strv_contains(citizens, b));
}

static bool
tells_nationals_apart(const struct persons *a, const struct persons *b)
{
    if (a->rule != NATIONALITY_LISTED || b->rule != NATIONALITY_LISTED)
        return false;
    for (const char *const *one = a->groups; *one; one++)
        for (const char *const *other = b->groups; *other; other++)
            if (share_nationals(*one, *other))
                return false;
    return true;
}

static bool
meet(struct span a, struct span b)
{
    return a.applied && b.applied && (!a.end || b.begin < a.end) && (!b.end || a.begin < b.end);
}

static bool
binds(enum agreement_kind kind)
{
    return kind == AGREEMENT_EU || kind == AGREEMENT_WITHDRAWAL || kind == AGREEMENT_TRADE ||
           kind == AGREEMENT_BILATERAL || kind == AGREEMENT_HEALTH;
}

static void
check_overlap(const struct agreement *a, const struct agreement *b, struct diag *diag)
{
    if (a->kind != b->kind || !binds(a->kind) || tells_situations_apart(a, b))
        return;
    for (unsigned i = 0; i < a->party_count; i++) {
        const struct party *party = &a->parties[i];
        const struct party *other = agreement_party(b, party->country);
        if (!other || !meet(agreement_span(a, party), agreement_span(b, other)) ||
            tells_nationals_apart(&party->persons, &other->persons))
            continue;
        g_autofree char *help = g_strdup_printf(
            "the other is at %s:%d; end one, or say for which situations or nationals it is",
            a->place.file, a->place.line);
        diag_report(diag, DIAG_E0354, b->place, help, "%s and %s apply with %s at the same time",
                    a->id, b->id, party->country->name[LANGUAGE_EN]);
    }
}

static void
check_gap(const struct agreement *old, const struct agreement *new, struct diag *diag)
{
    for (unsigned i = 0; i < new->party_count; i++) {
        const struct party *party = &new->parties[i];
        const struct party *before = agreement_party(old, party->country);
        if (!before || (!party->in_force.year && !new->provisional.year && !new->in_force.year))
            continue;
        const struct span left = agreement_span(old, before), right = agreement_span(new, party);
        if (!left.end || !right.begin || left.end >= right.begin)
            continue;
        g_autofree char *help =
            g_strdup_printf("%s is at %s:%d", old->id, old->place.file, old->place.line);
        diag_report(diag, DIAG_E0355, new->place, help,
                    "nothing applies with %s between the end of %s and the entry into force of %s",
                    party->country->name[LANGUAGE_EN], old->id, new->id);
    }
}

static void
check_replaced(const struct catalogue *catalogue, const struct agreement *agreement,
               struct diag *diag)
{
    for (const char *const *id = agreement->replaces; *id; id++) {
        const struct agreement *old = catalogue_agreement(catalogue, *id);
        if (old)
            check_gap(old, agreement, diag);
        else
            catalogue_missing(agreement->place, "agreement", *id, catalogue->agreement_by_id, diag);
    }
}

static char *
written(struct dated dated)
{
    GString *text = g_string_new(NULL);
    g_string_append_printf(text, "%04u", dated.year);
    if (dated.month)
        g_string_append_printf(text, "-%02u", dated.month);
    if (dated.day)
        g_string_append_printf(text, "-%02u", dated.day);
    return g_string_free(text, FALSE);
}

static void
check_order(const struct agreement *agreement, const char *early_name, struct dated early,
            const char *late_name, struct dated late, struct diag *diag)
{
    if (!early.year || !late.year || dated_first(early) <= dated_last(late))
        return;
    g_autofree char *early_text = written(early);
    g_autofree char *late_text = written(late);
    diag_report(diag, DIAG_E0352, agreement->place, NULL, "%s: %s %s is before %s %s",
                agreement->id, late_name, late_text, early_name, early_text);
}

static void
check_dates(const struct agreement *a, struct diag *diag)
{
    const struct {
        const char *early_name;
        struct dated early;
        const char *late_name;
        struct dated late;
    } pairs[] = {
        {"signature", a->signed_on, "provisional application", a->provisional},
        {"signature", a->signed_on, "entry into force", a->in_force},
        {"signature", a->signed_on, "publication", a->gazette},
        {"provisional application", a->provisional, "entry into force", a->in_force},
        {"entry into force", a->in_force, "end", a->ended},
        {"first situation", a->situations_from, "last situation", a->situations_until},
    };
    for (unsigned i = 0; i < G_N_ELEMENTS(pairs); i++)
        check_order(a, pairs[i].early_name, pairs[i].early, pairs[i].late_name, pairs[i].late,
                    diag);
    for (unsigned i = 0; i < a->party_count; i++) {
        const struct party *party = &a->parties[i];
        const struct dated in_force = party->in_force.year ? party->in_force : a->in_force;
        check_order(a, "signature", a->signed_on, "entry into force", party->in_force, diag);
        check_order(a, "entry into force", in_force, "end", party->ended, diag);
    }
}

void
catalogue_check(const struct catalogue *catalogue, struct diag *diag)
{
    unsigned count;
    const struct agreement *agreements = catalogue_agreements(catalogue, &count);
    for (unsigned i = 0; i < count; i++) {
        check_dates(&agreements[i], diag);
        check_replaced(catalogue, &agreements[i], diag);
        for (unsigned j = 0; j < i; j++)
            check_overlap(&agreements[j], &agreements[i], diag);
    }
}
