#include "layout/sequence_int.h"
#include "layout/sorted_int.h"

/* Footnotes at the foot of a page: what stands there, and where. */

static const struct footing *
footing_at(const struct sequence *sequence, unsigned i)
{
    return &g_array_index(sequence->footings, struct footing, i);
}

const struct stack *
footing_stack(const struct sequence *sequence, const struct footing *footing)
{
    return g_array_index(sequence->notes, const struct stack *, footing->note);
}

const struct footing *
footings_of_page(const struct sequence *sequence, unsigned page, unsigned *count)
{
    const GArray *footings = sequence->footings;
    unsigned low = SORTED_FIRST(footings->data, footings->len, struct footing, page, page);

    for (*count = 0; low + *count < sequence->footings->len; (*count)++)
        if (footing_at(sequence, low + *count)->page != page)
            break;
    return *count ? footing_at(sequence, low) : NULL;
}

static float
head_of(const struct stack *stack, const struct footing *footing)
{
    return footing->broken == NO_STRIP ? 0 : stack->strips[footing->broken].head;
}

float
footing_top(const struct stack *stack, const struct footing *footing)
{
    return head_of(stack, footing) -
           (footing->first < stack->count ? stack->items[footing->first].top : 0);
}

float
footing_height(const struct stack *stack, const struct footing *footing)
{
    float bottom = stack->height;

    if (footing->end < stack->count)
        bottom = stack->items[footing->end].top + stack->strips[footing->end].foot;
    return footing_top(stack, footing) + bottom;
}

float
footings_height(const struct sequence *sequence, unsigned page)
{
    unsigned count;
    const struct footing *footings = footings_of_page(sequence, page, &count);
    float height = count && sequence->separator ? sequence->separator->height : 0;

    for (unsigned i = 0; i < count; i++)
        height += footing_height(footing_stack(sequence, &footings[i]), &footings[i]);
    return height;
}

/* A note's first footing. */
static const struct footing *
footing_of_note(const struct sequence *sequence, unsigned note)
{
    const GArray *footings = sequence->footings;
    unsigned low = SORTED_FIRST(footings->data, footings->len, struct footing, note, note);

    return low < sequence->footings->len && footing_at(sequence, low)->note == note
               ? footing_at(sequence, low)
               : NULL;
}

const struct footing *
footing_of_item(const struct sequence *sequence, unsigned note, unsigned item)
{
    const struct footing *footing = footing_of_note(sequence, note);
    const struct footing *end =
        (const struct footing *)(void *)sequence->footings->data + sequence->footings->len;

    while (footing && footing + 1 < end && footing[1].note == note && item >= footing[1].first)
        footing++;
    return footing;
}
