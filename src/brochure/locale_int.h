#ifndef BROCHURE_LOCALE_INT_H
#define BROCHURE_LOCALE_INT_H

#include <stdbool.h>

#include "base/publication.h"

/* What a language does with names, dates and numbers, by ICU: no word of it stands in the program.
 * The formatters of a language are made when they are first needed and live as long as the
 * process; like all of a merge they belong to one thread. All strings returned are owned. */

/* Sorts by the language's collation when compared as plain text; a leading article is ignored.
 * Hexadecimal. */
char *locale_sort_key(enum language, const char *text);

/* "1er septembre 2018", "September 2018", "2018". month and day 0: unknown. */
char *locale_date(enum language, unsigned year, unsigned month, unsigned day);

enum locale_unit { UNIT_NONE, UNIT_MONTH, UNIT_YEAR };

/* "24 mois", "24"; spelled: "fünf Jahre", for whole numbers from two to twelve. */
char *locale_count(enum language, unsigned number, enum locale_unit, bool spelled);

/* "a, b et c". */
char *locale_list(enum language, const char *const *items, unsigned count);

/* The number of a month by its name, 1 to 12; 0: the word names none in the language. */
unsigned locale_month(enum language, const char *word);

#endif
