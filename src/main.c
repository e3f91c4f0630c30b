#include <stdio.h>

#include "base/version.h"
#include "options.h"

static enum status
run(const struct options *options, struct diag *diag)
{
    const struct request *request = &options->request;

    switch (options->command) {
    case BUILD:
        return publish_build(request, diag);
    case CHECK:
        return publish_check(request, diag);
    case COVERAGE:
        return publish_coverage(request, stdout, diag);
    case DUMP:
        return publish_dump(request, stdout, diag);
    case TYPESET:
        return publish_typeset(request, diag);
    case EXPLAIN:
        return publish_explain(request, stdout, diag);
    case HELP:
        options_help(options_command(request->arguments[0]), stdout);
        return STATUS_OK;
    case VERSION:
        puts("fichepress " FICHEPRESS_VERSION);
        return STATUS_OK;
    case COMMAND_COUNT:
        break;
    }
    return STATUS_OK;
}

int
main(int argc, char **argv)
{
    struct diag *diag = diag_new();
    struct options options = {.request.closing = g_string_new(NULL)};
    enum status status = STATUS_USAGE;

    if (options_read(&options, argc, argv, diag)) {
        diag_set_strict(diag, options.request.strict);
        status = run(&options, diag);
    }
    diag_print(diag, &options.style, stderr);
    fputs(options.request.closing->str, stderr);
    g_string_free(options.request.closing, TRUE);
    options_clear(&options);
    diag_free(diag);
    return status;
}
