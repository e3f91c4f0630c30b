#include "layout/patterns.h"

#include <stdlib.h>
#include <string.h>

/* A level is its patterns in bytewise order: those that begin with the same letters are neighbours,
 * so a prefix is a range, and a longer prefix a range inside it. That needs neither the automaton
 * that libhyphen builds (2 s and 38 MB for German) nor a table of all prefixes (16 MB).
 *
 * libhyphen's dictionaries are prepared for its automaton: each pattern already holds the values of
 * the shorter ones that it contains. So at each place of a word only the longest known suffix
 * counts, "known" meaning that some pattern begins with it; a shorter pattern that ends at the same
 * place is not looked at, even where the longer one is no pattern itself. */

enum { LEVELS = 2, VALUES = 64 };

struct pattern {
    const char *text;      /* letters and dots, zero-terminated */
    const uint8_t *values; /* a digit before each letter and one after the last */
    unsigned letters;
};

struct level {
    GArray *patterns;     /* of struct pattern, sorted */
    unsigned first[257];  /* by the first byte: its patterns are first[b] … first[b + 1] */
    unsigned left, right; /* least letters before and after a hyphen */
};

struct patterns {
    GStringChunk *texts;
    struct level levels[LEVELS];
    unsigned count;
};

static void
add_pattern(struct patterns *patterns, struct level *level, const char *line)
{
    char text[4 * VALUES];
    uint8_t values[VALUES] = {0};
    unsigned length = 0, letters = 0;

    for (; (unsigned char)*line > ' ' && letters + 1 < VALUES && length + 1 < sizeof text; line++) {
        if (g_ascii_isdigit(*line)) {
            values[letters] = *line - '0';
            continue;
        }
        text[length++] = *line;
        letters += ((unsigned char)line[1] & 0xc0) != 0x80;
    }
    if (letters == 0)
        return;
    struct pattern pattern = {.text = g_string_chunk_insert_len(patterns->texts, text, length),
                              .letters = letters};
    pattern.values = (const uint8_t *)g_string_chunk_insert_len(patterns->texts,
                                                                (const char *)values, letters + 1);
    g_array_append_val(level->patterns, pattern);
}

static bool
keyword(const char *line, const char *name, unsigned *value)
{
    if (!g_str_has_prefix(line, name))
        return false;
    *value = MAX(1, atoi(line + strlen(name)));
    return true;
}

static void
begin_level(struct patterns *patterns)
{
    struct level *level = &patterns->levels[patterns->count++];

    level->patterns = g_array_new(FALSE, FALSE, sizeof(struct pattern));
    level->left = level->right = 2;
    if (patterns->count > 1) {
        level->left = level[-1].left;
        level->right = level[-1].right;
    }
}

static void
add_line(struct patterns *patterns, const char *line)
{
    struct level *level = &patterns->levels[patterns->count - 1];

    if (g_str_has_prefix(line, "NEXTLEVEL") && patterns->count < LEVELS)
        begin_level(patterns);
    else if (keyword(line, "LEFTHYPHENMIN", &level->left) ||
             keyword(line, "RIGHTHYPHENMIN", &level->right))
        return;
    else if (strchr("%#", *line) == NULL && !g_ascii_isupper(*line) && strchr(line, '/') == NULL)
        add_pattern(patterns, level, line);
}

static int
by_text(const void *a, const void *b)
{
    return strcmp(((const struct pattern *)a)->text, ((const struct pattern *)b)->text);
}

/* Sorts, and keeps the last of patterns that differ in their values alone. */
static void
finish_level(struct level *level)
{
    struct pattern *patterns = (struct pattern *)level->patterns->data;
    unsigned count = 0, at = 0;

    g_array_sort(level->patterns, by_text);
    for (unsigned i = 0; i < level->patterns->len; i++) {
        if (count > 0 && strcmp(patterns[count - 1].text, patterns[i].text) == 0)
            count--;
        patterns[count++] = patterns[i];
    }
    g_array_set_size(level->patterns, count);
    for (unsigned byte = 0; byte <= 256; byte++) {
        while (at < count && (unsigned char)patterns[at].text[0] < byte)
            at++;
        level->first[byte] = at;
    }
}

struct patterns *
patterns_read(const char *path, char **why)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *bytes = NULL;
    gsize length;

    if (!g_file_get_contents(path, &bytes, &length, &error)) {
        *why = g_strdup(error->message);
        return NULL;
    }
    const char *body = memchr(bytes, '\n', length);
    g_autofree char *charset = g_strstrip(g_strndup(bytes, body ? body - bytes : 0));
    g_autofree char *text =
        body ? g_convert(body, bytes + length - body, "UTF-8", charset, NULL, NULL, &error) : NULL;
    if (text == NULL) {
        *why = g_strdup(error ? error->message : "it has no lines");
        return NULL;
    }
    struct patterns *patterns = g_new0(struct patterns, 1);
    patterns->texts = g_string_chunk_new(1 << 16);
    begin_level(patterns);
    for (char *line = text, *next; line != NULL; line = next) {
        next = strchr(line, '\n');
        if (next != NULL)
            *next++ = '\0';
        add_line(patterns, line);
    }
    for (unsigned i = 0; i < patterns->count; i++)
        finish_level(&patterns->levels[i]);
    return patterns;
}

void
patterns_free(struct patterns *patterns)
{
    if (patterns == NULL)
        return;
    for (unsigned i = 0; i < patterns->count; i++)
        g_array_unref(patterns->levels[i].patterns);
    g_string_chunk_free(patterns->texts);
    g_free(patterns);
}

/* Patterns low … high agree in their first `depth` bytes; the first of them whose byte at `depth`
 * is not below `byte`. */
static unsigned
bound(const struct pattern *patterns, unsigned low, unsigned high, unsigned depth, unsigned byte)
{
    while (low < high) {
        unsigned middle = low + (high - low) / 2;
        if ((unsigned char)patterns[middle].text[depth] < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void
raise_values(uint8_t *values, const struct pattern *pattern)
{
    for (unsigned i = 0; i <= pattern->letters; i++)
        values[i] = MAX(values[i], pattern->values[i]);
}

/* word: letters between two dots. values[i]: before letter i of it, zero at first. */
static void
match(const struct level *level, const char *word, unsigned length, uint8_t *values)
{
    const struct pattern *patterns = (const struct pattern *)level->patterns->data;
    bool seen[4 * PATTERNS_LETTERS + 8] = {false}; /* ends of suffixes that are known already */

    for (unsigned start = 0, letter = 0; start < length; letter++) {
        unsigned char byte = word[start];
        unsigned low = level->first[byte], high = level->first[byte + 1];
        for (unsigned end = start; low < high;) {
            end++;
            bool whole = end == length || ((unsigned char)word[end] & 0xc0) != 0x80;
            if (whole && !seen[end]) {
                seen[end] = true;
                if (patterns[low].text[end - start] == '\0')
                    raise_values(values + letter, &patterns[low]);
            }
            if (end == length)
                break;
            low = bound(patterns, low, high, end - start, (unsigned char)word[end]);
            high = bound(patterns, low, high, end - start, (unsigned char)word[end] + 1u);
        }
        start += g_utf8_skip[byte];
    }
}

/* The part of a compound between letters `from` and `to`, as the second level breaks it. */
static void
apply_inside(const struct patterns *patterns, char *dotted, const unsigned *at, unsigned from,
             unsigned to, bool *marks)
{
    const struct level *level = &patterns->levels[1];
    uint8_t values[PATTERNS_LETTERS + VALUES] = {0};
    char before = dotted[at[from] - 1], behind = dotted[at[to]];

    dotted[at[from] - 1] = dotted[at[to]] = '.';
    match(level, dotted + at[from] - 1, at[to] - at[from] + 2, values);
    dotted[at[from] - 1] = before;
    dotted[at[to]] = behind;
    for (unsigned i = level->left; i + level->right <= to - from; i++)
        if (values[i + 1] & 1)
            marks[from + i] = true;
}

void
patterns_apply(const struct patterns *patterns, const char *word, unsigned length, unsigned left,
               unsigned right, bool *marks)
{
    const struct level *level = &patterns->levels[0];
    char dotted[4 * PATTERNS_LETTERS + 8] = ".";
    unsigned at[PATTERNS_LETTERS + 1], letters = 0; /* where each letter stands in dotted */
    uint8_t values[PATTERNS_LETTERS + VALUES] = {0};

    g_assert(length <= 4 * PATTERNS_LETTERS);
    memcpy(dotted + 1, word, length);
    dotted[length + 1] = '.';
    for (unsigned i = 0; i < length && letters < PATTERNS_LETTERS; letters++) {
        at[letters] = i + 1;
        i += g_utf8_skip[(unsigned char)word[i]];
    }
    at[letters] = length + 1;
    match(level, dotted, length + 2, values);
    for (unsigned i = 0; i < letters; i++)
        marks[i] = i >= level->left && i + level->right <= letters && (values[i + 1] & 1);
    if (patterns->count > 1) {
        bool first[PATTERNS_LETTERS];
        memcpy(first, marks, letters * sizeof *marks);
        for (unsigned i = 1, from = 0; i <= letters; i++) {
            if (i < letters && !first[i])
                continue;
            apply_inside(patterns, dotted, at, from, i, marks);
            from = i;
        }
    }
    for (unsigned i = 0; i < letters; i++)
        marks[i] = marks[i] && i >= left && i + right <= letters;
}
