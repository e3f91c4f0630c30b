#ifndef OPTIONS_H
#define OPTIONS_H

#include "publish/publish.h"

/* The command line, and the environment (FICHEPRESS_OUTPUT for --output, and so on) below it. */

enum command { BUILD, CHECK, COVERAGE, DUMP, TYPESET, EXPLAIN, HELP, VERSION, COMMAND_COUNT };

struct options {
    enum command command;
    struct request request;
    struct diag_style style;
    GPtrArray *owned; /* strings */
};

/* Prints nothing but help. false: the line is not understood, which was reported. */
bool options_read(struct options *, int argc, char **argv, struct diag *);
void options_clear(struct options *);

/* The command of that name; COMMAND_COUNT: none; HELP for NULL. */
enum command options_command(const char *name);

/* The list of commands, or the options of one. */
void options_help(enum command, FILE *out);

#endif
