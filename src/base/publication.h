#ifndef PUBLICATION_H
#define PUBLICATION_H

#include <glib.h>

/* Words that every stage shares: the languages and directions of an edition, and the record that
 * describes one publication in the metadata of its PDF (XMP, Info), its e-book (OPF) and the
 * manifest, so that the three cannot disagree. */

enum language { LANGUAGE_NL, LANGUAGE_FR, LANGUAGE_DE, LANGUAGE_EN, LANGUAGE_COUNT };
enum direction { LEAVING, COMING, DIRECTION_COUNT };

/* "nl", "fr", "de", "en"; "leaving", "coming". Static strings. */
const char *language_name(enum language);
const char *direction_name(enum direction);

/* The reverse: LANGUAGE_COUNT or DIRECTION_COUNT when the name is none of them. */
enum language language_find(const char *name);
enum direction direction_find(const char *name);

struct publication {
    const char *title;    /* as printed: direction, country; in the publication's language */
    const char *subtitle; /* NULL: none */
    const char *lang;     /* BCP 47 */
    const char *publisher;
    const char
        *country; /* "tr", "ca-qc", "other"; NULL for a document that is no brochure (typeset) */
    const char *direction;  /* "leaving", "coming"; NULL likewise */
    const char *edition;    /* "2026-11" or whatever edition.xml calls it */
    const char *date;       /* ISO 8601 day of the edition: the only date that metadata may hold */
    const char *identifier; /* "urn:uuid:…", version 5 */
    const char *rights;     /* NULL: not stated */
    const char *statement;  /* address of the accessibility statement; NULL: none */
    const char *const *contributors; /* names of institutions, NULL-terminated; NULL: none */
    const char *const *subjects;     /* NULL-terminated; NULL: none */
};

#endif
