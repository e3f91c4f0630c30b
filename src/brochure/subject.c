#include <string.h>

#include "brochure/document_int.h"

enum { KNOWN_SUBJECTS = 9 };

static const struct {
    unsigned number;
    const char *name;
} synonyms[] = {
#define SUBJECT(number, name) {number, name},
#include "brochure/subject.def"
#undef SUBJECT
};

/* Lower case, no accents, a blank for every run of other characters. */
static char *
fold(const char *name)
{
    g_autofree char *plain = g_utf8_normalize(name, -1, G_NORMALIZE_ALL);
    GString *folded = g_string_new(NULL);
    for (const char *c = plain ? plain : ""; *c; c = g_utf8_next_char(c)) {
        gunichar letter = g_utf8_get_char(c);
        if (g_unichar_isalnum(letter))
            g_string_append_unichar(folded, g_unichar_tolower(letter));
        else if (!g_unichar_ismark(letter) && folded->len && folded->str[folded->len - 1] != ' ')
            g_string_append_c(folded, ' ');
    }
    while (folded->len && folded->str[folded->len - 1] == ' ')
        g_string_truncate(folded, folded->len - 1);
    return g_string_free(folded, FALSE);
}

/* The length of the longest synonym that the name is or begins with; 0: none. */
static size_t
match(const char *name, unsigned *number)
{
    g_autofree char *folded = fold(name);
    size_t longest = 0;
    for (unsigned i = 0; i < G_N_ELEMENTS(synonyms); i++) {
        size_t length = strlen(synonyms[i].name);
        if (length > longest && strncmp(folded, synonyms[i].name, length) == 0 &&
            (folded[length] == '\0' || folded[length] == ' ')) {
            longest = length;
            *number = synonyms[i].number;
        }
    }
    return longest;
}

static unsigned
known_number(const struct entry *subject)
{
    unsigned number = 0;
    if (match(subject->key, &number))
        return number;
    for (unsigned l = 0; l < LANGUAGE_COUNT && !number; l++)
        if (subject->label[l])
            match(subject->label[l], &number);
    return number;
}

static int
compare(gconstpointer a, gconstpointer b)
{
    const struct subject_number *x = a, *y = b;
    return (x->number > y->number) - (x->number < y->number);
}

struct subject_number *
subjects_number(struct list list, unsigned *count)
{
    struct subject_number *subjects = g_new0(struct subject_number, list.count + 1);
    bool taken[KNOWN_SUBJECTS + 1] = {false};
    unsigned next = KNOWN_SUBJECTS + 1;

    for (unsigned i = 0; i < list.count; i++) {
        unsigned number = known_number(&list.entries[i]);
        bool known = number && !taken[number];
        if (known)
            taken[number] = true;
        subjects[i] = (struct subject_number){&list.entries[i], known ? number : next++, known};
    }
    qsort(subjects, list.count, sizeof *subjects, compare);
    *count = list.count;
    return subjects;
}

unsigned
branch_subject(enum branch branch)
{
    static const unsigned numbers[BRANCH_COUNT] = {
        [BRANCH_OLD_AGE] = 4,        [BRANCH_SURVIVORS] = 4,
        [BRANCH_INVALIDITY] = 3,     [BRANCH_SICKNESS_CASH] = 3,
        [BRANCH_HEALTH_CARE] = 2,    [BRANCH_MATERNITY] = 3,
        [BRANCH_WORK_ACCIDENTS] = 7, [BRANCH_OCCUPATIONAL_DISEASES] = 8,
        [BRANCH_UNEMPLOYMENT] = 5,   [BRANCH_FAMILY] = 6,
    };
    return numbers[branch];
}
