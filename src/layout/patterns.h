#ifndef PATTERNS_H
#define PATTERNS_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Hyphenation patterns (F. M. Liang, "Word Hy-phen-a-tion by Com-put-er", 1983) from the
 * dictionaries that libhyphen reads, of one or two levels. */

struct patterns;
typedef struct patterns patterns;

/* NULL: `why` (owned) says what is wrong with the file. */
struct patterns *patterns_read(const char *path, char **why);
void patterns_free(struct patterns *);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(patterns, patterns_free)

enum { PATTERNS_LETTERS = 200 }; /* the longest word */

/* word: lower-case letters in UTF-8, at most PATTERNS_LETTERS. marks[i]: a hyphen may stand before
 * letter i; has `letters` entries, all are set. left, right: the least letters before and after a
 * hyphen; the dictionary's own limits hold too. */
void patterns_apply(const struct patterns *, const char *word, unsigned length, unsigned left,
                    unsigned right, bool *marks);

#endif
