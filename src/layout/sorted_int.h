#ifndef LAYOUT_SORTED_INT_H
#define LAYOUT_SORTED_INT_H

#include <stddef.h>

/* In an array that stands in the order of an unsigned member: the number of the first element whose
 * member is at least key; count, where there is none. */
#define SORTED_FIRST(elements, count, type, member, key)                                           \
    sorted_first((elements), (count), sizeof(type), offsetof(type, member), (key))

static inline unsigned
sorted_first(const void *elements, unsigned count, size_t size, size_t member, unsigned key)
{
    unsigned low = 0, high = count;

    while (low < high) {
        unsigned middle = (low + high) / 2;
        const void *at = (const char *)elements + middle * size + member;
        if (*(const unsigned *)at < key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

#endif
