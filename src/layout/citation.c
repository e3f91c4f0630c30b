#include "layout/build_int.h"
#include "layout/sequence_int.h"

#include <math.h>
#include <string.h>

/* Numbers of pages in text. In the first round all are guessed. From the third round on a text that
 * holds one keeps at least the height that it had in an earlier round: a number that needs a line
 * more on page 10 and a line less on page 9 would else push its own target to and fro for ever. */

static const char GUESS[] = "00";
enum { PATIENT_ROUNDS = 2 };

static const char *
known_text(struct setting *s, const struct fo_node *node)
{
    const char *id = fo_string(node->style, FO_P_REF_ID);
    const struct landing *landing = id ? g_hash_table_lookup(s->places, id) : NULL;

    if (!landing)
        return id && fo_find(s->document, id) ? GUESS : "";
    bool last = node->element == FO_PAGE_NUMBER_CITATION_LAST;

    return folio_text(s->arena, landing->sequence, last ? landing->last : landing->folio);
}

const char *
citation_text(const struct builder *b, const struct fo_node *node)
{
    if (node->element != FO_PAGE_NUMBER)
        return known_text(b->s, node);
    return b->page ? b->page->number : GUESS;
}

void
citation_reserve(struct setting *s, struct text *text)
{
    if (!text->citation_count)
        return;
    float *tallest = g_hash_table_lookup(s->tallest, text->citations[0].node);
    float height = text_height(text);

    if (!tallest) {
        tallest = arena_alloc(s->arena, sizeof *tallest);
        g_hash_table_insert(s->tallest, (void *)text->citations[0].node, tallest);
    }
    if (s->round > PATIENT_ROUNDS && *tallest > height)
        text->extra += *tallest - height;
    *tallest = MAX(*tallest, height);
}

/* Gives the spans their numbers; item: where the text stands. */
static bool
set_numbers(struct setting *s, const struct sequence *sequence, struct text *text, unsigned item)
{
    bool changed = false;

    for (unsigned i = 0; i < text->citation_count; i++) {
        const struct stretch *citation = &text->citations[i];
        struct span *span = &text->spans[citation->span];
        const char *number = known_text(s, citation->node);

        if (citation->node->element == FO_PAGE_NUMBER)
            number = folio_text(s->arena, sequence->node,
                                sequence->folio + page_of_item(sequence, item));
        if (!strcmp(span->text, number))
            continue;
        span->text = number;
        span->length = strlen(number);
        changed = true;
    }
    return changed;
}

bool
citations_update(struct setting *s, const struct sequence *sequence)
{
    static const float SLACK = 0.001f;
    const struct stack *stack = sequence->stack;
    bool moved = false;

    for (unsigned i = 0; i < stack->token_count; i++) {
        const struct token *token = &stack->tokens[i];

        if (token->kind != TOKEN_CITING)
            continue;
        struct text *text = token->citing;
        const struct paragraph *before = text->paragraph;

        if (!set_numbers(s, sequence, text, token->first))
            continue;
        text_set(s, text);
        bool same = text->paragraph->line_count == before->line_count;
        for (unsigned line = 0; same && line < before->line_count; line++)
            same = fabsf(text->paragraph->lines[line].height - before->lines[line].height) < SLACK;
        if (!same) { /* the pages that were broken go with the old lines until they are built anew
                      */
            text->paragraph = before;
            moved = true;
        }
    }
    return moved;
}
