#include <string.h>

#include "brochure/document_int.h"

void
printed_free(void *data)
{
    struct printed *printed = data;
    g_array_free(printed->readers, TRUE);
    g_free(printed);
}

enum language
printed_language(const struct sources *sources, const struct fiche *fiche, enum language asked)
{
    const struct edition *edition = sources_edition(sources);
    bool has_text[LANGUAGE_COUNT];
    for (unsigned i = 0; i < LANGUAGE_COUNT; i++)
        has_text[i] = fiche->version[i] != NULL;
    return rule_language(asked, has_text, edition->fallback,
                         edition->missing_language == MISSING_FALLBACK ? edition->fallback_count
                                                                       : 0);
}

/* NULL: left out, or reported. */
static struct printed *
print(struct document *document, const struct fiche *fiche)
{
    enum language language = printed_language(document->sources, fiche, document->language);
    if (language == LANGUAGE_COUNT) {
        if (document->edition->missing_language != MISSING_OMIT)
            complain(document->situation.complaints, DIAG_E0206, fiche->place,
                     "translate it, or let edition.xml allow another language",
                     "%s has no text in %s that may be printed", fiche->id,
                     language_name(document->language));
        return NULL;
    }
    struct printed *printed = g_new0(struct printed, 1);
    printed->fiche = fiche;
    printed->language = language;
    printed->readers = g_array_new(FALSE, FALSE, sizeof(struct reader));
    g_hash_table_insert(document->references.fiches, (gpointer)fiche->id, (gpointer)fiche);
    return printed;
}

static struct printed *
find_printed(const GPtrArray *list, const struct fiche *fiche, unsigned from)
{
    for (unsigned i = from; i < list->len; i++) {
        struct printed *printed = list->pdata[i];
        if (printed->fiche == fiche)
            return printed;
    }
    return NULL;
}

/* A chapter has its fiches in the order of the first status that they answer, then by id. */
static void
collect_chapter(struct document *document, const struct subject_number *subject)
{
    const unsigned first = document->fiches->len;
    for (unsigned i = 0; i < document->grid->cell_count; i++) {
        const struct cell *cell = &document->grid->cells[i];
        for (unsigned a = 0; cell->subject == subject->subject && a < cell->answer_count; a++) {
            const struct answer *answer = &cell->answers[a];
            struct printed *printed = find_printed(document->fiches, answer->fiche, first);
            if (!printed) {
                printed = print(document, answer->fiche);
                if (!printed)
                    continue;
                g_ptr_array_add(document->fiches, printed);
                printed->subject_number = subject->number;
                printed->number = document->fiches->len - first;
            }
            const struct reader reader = {cell->status, answer};
            g_array_append_val(printed->readers, reader);
        }
    }
}

/* Convention pages live in the coming tree; one in the other counts only when that has none of its
 * id. */
bool
convention_about(const struct sources *sources, const struct fiche *fiche, struct reach *reach)
{
    if (fiche->kind != CONVENTION)
        return false;
    if (fiche->direction != COMING && sources_fiche(sources, COMING, fiche->id))
        return false;
    for (unsigned i = 0; i < fiche->convention_count; i++)
        if (reach_target(reach, &fiche->convention[i]) != SPECIFICITY_NONE)
            return true;
    return false;
}

/* The hub, which only lists the conventions of a web site, is no page of a brochure. */
bool
information_printed(const struct fiche *fiche, enum direction direction)
{
    return fiche->kind == INFORMATION && fiche->direction == direction &&
           !g_str_has_suffix(fiche->id, "_Convention");
}

static void
collect_pages(struct document *document)
{
    const struct selection *selection = document->selection;
    g_autoptr(reach) reach =
        reach_new(document->sources, document->destination->entry, &selection->date);
    unsigned count;
    const struct fiche *fiches = sources_fiches(document->sources, &count);
    for (unsigned i = 0; i < count; i++) {
        const struct fiche *fiche = &fiches[i];
        GPtrArray *pages = NULL;
        if (fiche->kind == THEMATIC || !fiche_published(document->sources, fiche, &selection->date))
            continue;
        if (convention_about(document->sources, fiche, reach))
            pages = document->conventions;
        else if (information_printed(fiche, selection->direction))
            pages = document->information;
        struct printed *printed = pages ? print(document, fiche) : NULL;
        if (printed)
            g_ptr_array_add(pages, printed);
    }
}

void
printed_collect(struct document *document)
{
    for (unsigned i = 0; i < document->subject_count; i++)
        collect_chapter(document, &document->subjects[i]);
    collect_pages(document);
}
