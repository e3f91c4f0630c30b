#include "layout/text_int.h"

#include <string.h>

#include "base/file.h"
#include "layout/patterns.h"

/* Where a word may be hyphenated: Debian's patterns, and what they do not know.
 * hyphenation/LANG.txt names the dictionary, the least letters before and after a hyphen, and words
 * that the patterns break wrongly. */

enum { LEAST_LETTERS = 5 }; /* shorter words stay whole */

/* A word or a part of one whose breaks are given: marks[i]: before letter i. */
struct exception {
    char *text;
    bool marks[PATTERNS_LETTERS + 1];
    bool open_left, open_right; /* "*": other letters may stand there */
};

struct language_rules {
    struct patterns *patterns; /* NULL: the language is not hyphenated */
    GPtrArray *exceptions;
    unsigned left, right;
    bool trema_vanishes;
    bool broken; /* an error was reported */
};

/* ---- hyphenation/LANG.txt ---- */

static void
exception_free(void *data)
{
    struct exception *exception = data;
    g_free(exception->text);
    g_free(exception);
}

/* "so-zi-al-ver-si-che-rung*" */
static bool
add_exception(struct language_rules *rules, const char *line)
{
    struct exception *exception = g_new0(struct exception, 1);
    GString *text = g_string_new(NULL);
    unsigned letters = 0;

    g_ptr_array_add(rules->exceptions, exception);
    exception->open_left = *line == '*';
    for (line += exception->open_left; *line != '\0' && *line != '*';) {
        gunichar c = g_utf8_get_char(line);
        if (c == '-')
            exception->marks[letters] = true;
        else if (g_unichar_isalpha(c) && letters < PATTERNS_LETTERS) {
            g_string_append_unichar(text, g_unichar_tolower(c));
            letters++;
        } else
            break;
        line = g_utf8_next_char(line);
    }
    exception->open_right = *line == '*';
    exception->text = g_string_free(text, FALSE);
    return letters > 0 && line[exception->open_right] == '\0';
}

static bool
read_dictionary(struct language_rules *rules, const char *path, struct place place,
                struct diag *diag)
{
    g_autofree char *why = NULL;

    rules->patterns = patterns_read(path, &why);
    if (rules->patterns == NULL)
        diag_report(diag, DIAG_E0607, place, "install the Debian package (`make deps` does)",
                    "the dictionary %s cannot be used: %s", path, why);
    return rules->patterns != NULL;
}

static bool
read_line(struct language_rules *rules, char *line, struct place place, struct diag *diag)
{
    if (*line == '\0' || *line == '#')
        return true;
    if (g_str_has_prefix(line, "dictionary "))
        return read_dictionary(rules, line + strlen("dictionary "), place, diag);
    if (strcmp(line, "trema vanishes") == 0) {
        rules->trema_vanishes = true;
        return true;
    }
    if (sscanf(line, "least %u %u", &rules->left, &rules->right) == 2 || add_exception(rules, line))
        return true;
    diag_report(diag, DIAG_E0607, place, "see the head of the file", "“%s” is not understood",
                line);
    return false;
}

static bool
read_rules(struct language_rules *rules, const char *name, struct diag *diag)
{
    g_autoptr(GBytes) bytes = file_read(file_data_directory(), name, FILE_LIMIT, diag);
    if (bytes == NULL)
        return false;

    g_autofree char *text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    bool good = g_utf8_validate(text, -1, NULL);
    for (int i = 0; good && lines[i] != NULL; i++)
        good = read_line(rules, g_strstrip(lines[i]), (struct place){name, i + 1, 0}, diag);
    return good;
}

static struct language_rules *
load_rules(const char *primary, struct diag *diag)
{
    struct language_rules *rules = g_new0(struct language_rules, 1);
    g_autofree char *name = g_strdup_printf("hyphenation/%s.txt", primary);
    g_autofree char *path = g_build_filename(file_data_directory(), name, NULL);

    rules->exceptions = g_ptr_array_new_with_free_func(exception_free);
    rules->left = rules->right = 2;
    if (g_file_test(path, G_FILE_TEST_EXISTS))
        rules->broken = !read_rules(rules, name, diag);
    return rules;
}

/* ---- Languages, read once a process ---- */

static GHashTable *
languages(void)
{
    static GHashTable *table;

    if (table == NULL)
        table = g_hash_table_new(g_str_hash, g_str_equal);
    return table;
}

/* "nl-BE" → "nl"; anything that is no language is "". */
static void
primary_subtag(const char *lang, char primary[9])
{
    unsigned length = 0;

    while (lang != NULL && length < 8 && g_ascii_isalpha(lang[length])) {
        primary[length] = g_ascii_tolower(lang[length]);
        length++;
    }
    primary[length] = '\0';
}

static struct language_rules *
rules_of(const char *lang)
{
    char primary[9];

    primary_subtag(lang, primary);
    return g_hash_table_lookup(languages(), primary);
}

bool
hyphenate_ready(const char *lang, struct diag *diag)
{
    struct language_rules *rules = rules_of(lang);

    if (rules == NULL) {
        char primary[9];
        primary_subtag(lang, primary);
        rules = load_rules(primary, diag);
        g_hash_table_insert(languages(), g_strdup(primary), rules);
    }
    return !rules->broken;
}

/* ---- Words ---- */

/* A run of letters in a word: how it is looked up, and where each letter stands. */
struct letters {
    char lower[4 * PATTERNS_LETTERS + 1];
    unsigned length, count;
    unsigned offset[PATTERNS_LETTERS + 1]; /* in the word */
    bool capitals;                         /* all of them: an abbreviation */
};

/* The letters from `at`. Returns where they end. */
static unsigned
collect_letters(const char *word, unsigned length, unsigned at, struct letters *letters)
{
    letters->length = letters->count = 0;
    letters->capitals = true;
    while (at < length && letters->count < PATTERNS_LETTERS) {
        gunichar c = g_utf8_get_char(word + at);
        if (!g_unichar_isalpha(c) && !g_unichar_ismark(c))
            break;
        letters->capitals = letters->capitals && !g_unichar_islower(c);
        letters->offset[letters->count++] = at;
        letters->length +=
            g_unichar_to_utf8(g_unichar_tolower(c), letters->lower + letters->length);
        at += g_utf8_skip[(unsigned char)word[at]];
    }
    letters->lower[letters->length] = '\0';
    letters->offset[letters->count] = at;
    return at;
}

static void
apply_exception(const struct exception *exception, const struct letters *letters, bool *marks)
{
    for (const char *from = letters->lower; (from = strstr(from, exception->text)) != NULL;
         from++) {
        bool begins = from == letters->lower, ends = from[strlen(exception->text)] == '\0';
        if ((!begins && !exception->open_left) || (!ends && !exception->open_right))
            continue;
        unsigned first = g_utf8_strlen(letters->lower, from - letters->lower);
        unsigned count = g_utf8_strlen(exception->text, -1);
        for (unsigned i = 1; i < count; i++)
            marks[first + i] = exception->marks[i];
        if (exception->marks[0] && !begins)
            marks[first] = true;
    }
}

static bool
is_vowel(gunichar c)
{
    static const char vowels[] = "aeiouyáàâäæéèêëíìîïóòôöœúùûü";
    return g_utf8_strchr(vowels, -1, g_unichar_tolower(c)) != NULL;
}

/* What has no vowel is no syllable (the patterns give au-ße-r-halb, Horta-p-lein): which of its two
 * breaks is the wrong one is not known, so both go. */
static void
drop_splinters(const struct letters *letters, bool *breaks)
{
    bool sounds = false;

    for (unsigned i = 0, first = 0; i <= letters->count; i++) {
        if (i > 0 && (breaks[i] || i == letters->count)) {
            if (!sounds && i < letters->count)
                breaks[i] = false;
            if (!sounds)
                breaks[first] = false;
            sounds = false;
            first = i;
        }
        if (i < letters->count)
            sounds |= is_vowel(g_utf8_get_char(g_utf8_offset_to_pointer(letters->lower, (glong)i)));
    }
}

/* Dutch writes a trema where a syllable begins with a vowel that would be read together with the
 * one before it; at a line's beginning there is none before it: reëel, re-eel. */
static bool
loses_trema(const struct letters *letters, unsigned letter)
{
    const char *at = g_utf8_offset_to_pointer(letters->lower, letter);
    gunichar decomposed[2];

    return g_unichar_fully_decompose(g_utf8_get_char(at), FALSE, decomposed, 2) == 2 &&
           decomposed[1] == 0x0308 && is_vowel(g_utf8_get_char(g_utf8_prev_char(at)));
}

static bool
mark_letters(const struct language_rules *rules, const struct letters *letters, unsigned remain,
             unsigned push, uint8_t *marks)
{
    bool breaks[PATTERNS_LETTERS + 1] = {false}, any = false;
    unsigned left = MAX(MAX(rules->left, remain), 1), right = MAX(MAX(rules->right, push), 1);

    patterns_apply(rules->patterns, letters->lower, letters->length, left, right, breaks);
    drop_splinters(letters, breaks);
    for (unsigned i = 0; i < rules->exceptions->len; i++)
        apply_exception(rules->exceptions->pdata[i], letters, breaks);
    for (unsigned i = left; i + right <= letters->count; i++) {
        if (!breaks[i])
            continue;
        any = true;
        marks[letters->offset[i]] =
            rules->trema_vanishes && loses_trema(letters, i) ? HYPHEN_TREMA : HYPHEN;
    }
    return any;
}

/* "socialsecurity.be", "https:" */
static bool
joins_address(const char *at)
{
    return (*at == '.' || *at == ':') && (g_ascii_isalnum(at[1]) || at[1] == '/');
}

/* Digits, addresses and file names are never hyphenated, nor what is too long to be a word. */
static bool
is_prose(const char *word, unsigned length)
{
    if (g_utf8_strlen(word, length) > PATTERNS_LETTERS)
        return false;
    for (unsigned i = 0; i < length; i++)
        if (g_ascii_isdigit(word[i]) || word[i] == '@' || word[i] == '_' || word[i] == '\\' ||
            (i + 1 < length && joins_address(word + i)))
            return false;
    return true;
}

bool
hyphenate(const char *lang, const char *word, unsigned length, unsigned remain, unsigned push,
          uint8_t *marks)
{
    const struct language_rules *rules = rules_of(lang);
    struct letters letters;
    bool any = false;

    memset(marks, HYPHEN_NONE, length + 1);
    if (rules == NULL || rules->patterns == NULL || !is_prose(word, length))
        return false;
    for (unsigned at = 0; at < length;) {
        unsigned end = collect_letters(word, length, at, &letters);
        if (letters.count >= LEAST_LETTERS && !letters.capitals)
            any = mark_letters(rules, &letters, remain, push, marks) || any;
        at = end > at ? end : at + g_utf8_skip[(unsigned char)word[at]];
    }
    return any;
}
