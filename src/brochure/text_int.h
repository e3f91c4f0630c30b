#ifndef BROCHURE_TEXT_INT_H
#define BROCHURE_TEXT_INT_H

#include <libxml/tree.h>

#include "brochure/brochure.h"
#include "brochure/grid_int.h"

/* From the prose of a fiche to the prose of a brochure: conditions decided, values read, references
 * resolved (prose.c), then put in order (shape.c). docs/fp.md has the rules for authors. */

#define FP_NAMESPACE       "urn:fichepress:1"
#define XHTML_NAMESPACE    "http://www.w3.org/1999/xhtml"
#define BROCHURE_NAMESPACE "urn:fichepress:brochure:1"

/* What is wrong with the texts: each finding once, with the countries where it shows. */
struct complaints;
typedef struct complaints complaints;
struct complaints *complaints_new(void);
void complaints_free(struct complaints *);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(complaints, complaints_free)
/* What is added from now on shows in this country; NULL: everywhere. Copied. */
void complaints_country(struct complaints *, const char *country);
void complain(struct complaints *, enum diag_code, struct place, const char *help,
              const char *format, ...) G_GNUC_PRINTF(5, 6);
unsigned complaints_count(const struct complaints *);
/* named: with the names of the countries. */
void complaints_report(const struct complaints *, bool named, struct diag *);

/* A set of instruments, in the order of the catalogue. */
struct instruments {
    const struct agreement **list;
    unsigned count;
};

/* Who reads a text: the cells that its fiche answers. No cells: everybody. */
struct reader {
    const struct entry *status;
    const struct answer *answer;
};
struct audience {
    const struct reader *readers;
    unsigned count;
};

/* Where and when a text is read: what conditions are decided on. */
struct situation {
    const struct sources *sources;
    const struct destination *destination;
    enum direction direction;
    GDate date;
    struct instruments applied; /* in force for the country at the date */
    struct instruments
        implicit; /* of these, the ones that values are read from when none is named */
    struct complaints *complaints;
};

void situation_init(struct situation *, const struct sources *, const struct destination *,
                    enum direction, const GDate *, struct complaints *);
void situation_clear(struct situation *);

/* The instruments of a catalogue that are no agreement on this country's people: read only when
 * they are named. */
bool agreement_implicit(const struct agreement *);

/* Conditions. Not known is a value of its own: neither fp:when nor fp:unless prints then. */
enum truth { TRUTH_NO, TRUTH_YES, TRUTH_UNKNOWN };

/* Whether the content of fp:when or fp:unless is printed. scope: the instruments that an enclosing
 * condition names, or those of the situation; set to those that this one names, if it does (list
 * owned, else borrowed). */
bool guard_decide(const struct situation *, const struct audience *, const xmlNode *,
                  struct instruments scope, struct instruments *inner);
/* Reports what is no test, and words that name nothing, whatever is decided. */
void guard_check(const struct situation *, const xmlNode *);
/* The words of an attribute; NULL: there is no such attribute. Free with g_strfreev. */
char **guard_words(const xmlNode *, const char *attribute);
/* Whether a word is the key or the code of an entry. */
bool entry_called(const struct entry *, const char *word);

/* Values. */
struct value {
    enum value_state {
        VALUE_NO_SUCH, /* no value has this name */
        VALUE_UNKNOWN, /* not known, or sources differ */
        VALUE_WORD,    /* a word of the catalogue: tested, never printed */
        VALUE_TEXT     /* something to print */
    } state;
    const char *word; /* "months", "yes", "by-agreement"; NULL for dates and names */
    char *text;       /* owned */
    const char *lang; /* of names from abroad, BCP 47; NULL: the text's, or several */
};
/* as: NULL, "number", "months", "years" or "words". */
struct value value_read(const struct situation *, const struct agreement *, const char *name,
                        const char *as, enum language);
void value_clear(struct value *);
const char *const *value_names(unsigned *count);
bool value_is_country(const char *name);
/* "country", "country-in" … */
char *value_country(const struct destination *, const char *name, enum language);
/* A name in a language that a country has when no list has it. Owned. */
char *destination_name(const struct destination *, enum language);

/* What a document refers to, filled while prose is copied. */
struct references {
    GHashTable *fiches;       /* id to struct fiche: what this document prints */
    GHashTable *institutions; /* key, owned, as a set */
    GHashTable *forms;        /* struct form as a set */
    GHashTable *keys;         /* of institutions, by what they were asked for: institution_key */
};

/* One text being copied. */
struct text {
    const struct situation *situation;
    struct references *references;
    struct audience audience;
    enum language language; /* of the text */
    enum language asked;    /* of the brochure */
    const char *prefix;     /* of ids: "fiche-ID" */
    unsigned last_id;
    GArray *headings; /* unsigned: the author's levels that are open */
    GPtrArray *shown; /* institution keys, owned: whose contact the text shows */
    xmlNs *brochure, *xhtml;
};

/* Appends <name> with the prose of a body to parent; nothing when nothing is left of it. */
void prose_append(struct text *, xmlNode *parent, const char *name, const xmlNode *body);
/* Checks references and names of a body, whatever its conditions decide. */
void prose_check(const struct situation *, const xmlNode *body);
/* Whether a body has an element of ours. */
bool prose_has_fp(const xmlNode *body);

/* Puts in order what authors may have written in any: docs/brochure.md, the last paragraph. */
void shape_prose(struct text *, xmlNode *container);

/* Small makers. */
xmlNode *add_element(xmlNode *parent, xmlNs *, const char *name);
void set(xmlNode *, const char *name, const char *value); /* nothing when value is NULL */
void set_number(xmlNode *, const char *name, unsigned value);
void set_bool(xmlNode *, const char *name, bool value);
void set_place(xmlNode *, struct place);
void set_lang(xmlNode *, enum language);
void set_sort(xmlNode *, enum language, const char *text);

/* The key that an institution has in brochures, by its folder or its id in the catalogue: the
 * folder of its fiches, the first where it has several, else its id; a folder that the catalogue
 * does not know is its own key. Borrowed. */
const char *institution_key(const struct sources *, struct references *, const char *name);
/* prefix and what is left of a key as an anchor. Owned. */
char *anchor(const char *prefix, const char *key);

#endif
