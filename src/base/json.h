#ifndef JSON_H
#define JSON_H

#include <glib.h>

/* Appends a JSON string with its quotation marks; NULL gives null. What is not UTF-8 is replaced.
 */
void json_string(GString *out, const char *text);

#endif
