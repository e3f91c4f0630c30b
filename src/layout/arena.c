#include "layout/arena_int.h"

#include <glib.h>
#include <string.h>

enum { BLOCK = 64 << 10, ALIGNMENT = 16 };

struct arena {
    GPtrArray *blocks;
    char *next;
    size_t room;
};

struct arena *
arena_new(void)
{
    struct arena *arena = g_new0(struct arena, 1);

    arena->blocks = g_ptr_array_new_with_free_func(g_free);
    return arena;
}

void
arena_free(struct arena *arena)
{
    if (!arena)
        return;
    g_ptr_array_unref(arena->blocks);
    g_free(arena);
}

void *
arena_alloc(struct arena *arena, size_t size)
{
    size = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (size > arena->room) {
        size_t block = MAX(size, (size_t)BLOCK);

        arena->next = g_malloc(block);
        arena->room = block;
        g_ptr_array_add(arena->blocks, arena->next);
    }
    void *memory = memset(arena->next, 0, size);

    arena->next += size;
    arena->room -= size;
    return memory;
}

void *
arena_copy(struct arena *arena, const void *bytes, size_t size)
{
    return size ? memcpy(arena_alloc(arena, size), bytes, size) : NULL;
}

const char *
arena_text(struct arena *arena, const char *text)
{
    return text ? arena_copy(arena, text, strlen(text) + 1) : NULL;
}
