#include "base/publication.h"

static const char *const languages[] = {"nl", "fr", "de", "en"};
static const char *const directions[] = {"leaving", "coming"};

const char *
language_name(enum language language)
{
    g_assert(language < LANGUAGE_COUNT);
    return languages[language];
}

const char *
direction_name(enum direction direction)
{
    g_assert(direction < DIRECTION_COUNT);
    return directions[direction];
}

static unsigned
find(const char *const *names, unsigned count, const char *name)
{
    unsigned i = 0;
    while (i < count && g_strcmp0(names[i], name) != 0)
        i++;
    return i;
}

enum language
language_find(const char *name)
{
    return find(languages, LANGUAGE_COUNT, name);
}

enum direction
direction_find(const char *name)
{
    return find(directions, DIRECTION_COUNT, name);
}
