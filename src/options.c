#include "options.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/publication.h"

static const struct place nowhere = {0};

static const struct {
    const char *name, *arguments, *what;
} commands[COMMAND_COUNT] = {
    [BUILD] = {"build", "", "render what is selected and commit the edition"},
    [CHECK] = {"check", "", "all rules over the sources, no output"},
    [COVERAGE] = {"coverage", "", "the grid of each direction and country"},
    [DUMP] = {"dump", "brochure|fo|tree|xhtml|pages", "a stage's value of one publication as text"},
    [TYPESET] = {"typeset", "IN.fo OUT.pdf", "XSL-FO to PDF, the formatter by itself"},
    [EXPLAIN] = {"explain", "CODE", "one diagnostic in full"},
    [HELP] = {"help", "[COMMAND]", "this list, or the options of a command"},
    [VERSION] = {"version", "", "the version"},
};

#define ON(command) (1U << (command))
#define SELECTING   (ON(BUILD) | ON(COVERAGE) | ON(DUMP))
#define READING     (SELECTING | ON(CHECK))
#define ALL         (READING | ON(TYPESET) | ON(EXPLAIN))

/* Where the parser puts the values; strings are owned. */
struct raw {
    char *sources, *output, *stylesheets, *fonts, *country, *direction, *lang, *format, *status,
        *subject, *nationality, *edition_date, *to, *institution, *diagnostics, *color;
    int jobs, level;
    gboolean large_print, linear, strict, lax, fail_fast, keep_going, quiet, verbose, json, filled,
        help;
    double png;
    char **arguments;
};

enum option_kind { TEXT, NUMBER, REAL, FLAG };

static const struct option {
    const char *name;
    char letter;
    enum option_kind kind;
    size_t offset;
    unsigned on; /* commands */
    const char *what, *value;
} table[] = {
#define OPTION(name, letter, kind, member, on, what, value)                                        \
    {                                                                                              \
        name, letter, kind, offsetof(struct raw, member), on, what, value                          \
    }
    OPTION("sources", 0, TEXT, sources, READING, "read the repository in DIR (./sources)", "DIR"),
    OPTION("output", 0, TEXT, output, ON(BUILD), "publish to DIR (./output)", "DIR"),
    OPTION("stylesheets", 0, TEXT, stylesheets, ON(BUILD) | ON(DUMP), "use the stylesheets in DIR",
           "DIR"),
    OPTION("fonts", 0, TEXT, fonts, ON(BUILD) | ON(DUMP) | ON(TYPESET), "use this fontconfig file",
           "FILE"),
    OPTION("country", 0, TEXT, country, SELECTING, "ISO 3166 codes or list keys: tr,ma or !us",
           "LIST"),
    OPTION("direction", 0, TEXT, direction, SELECTING, "leaving, coming", "LIST"),
    OPTION("lang", 0, TEXT, lang, SELECTING, "nl, fr, de, en", "LIST"),
    OPTION("format", 0, TEXT, format, ON(BUILD), "pdf, epub", "LIST"),
    OPTION("linearize", 0, FLAG, linear, ON(BUILD) | ON(TYPESET),
           "PDF that shows its first page before the rest has come", NULL),
    OPTION("large-print", 0, FLAG, large_print, ON(BUILD) | ON(DUMP),
           "the PDF on A4, in large type", NULL),
    OPTION("status", 0, TEXT, status, SELECTING, "a personal guide for this status", "KEY"),
    OPTION("subject", 0, TEXT, subject, SELECTING, "a personal guide for this subject", "KEY"),
    OPTION("nationality", 0, TEXT, nationality, SELECTING, "a personal guide for this nationality",
           "KEY"),
    OPTION("edition-date", 0, TEXT, edition_date, READING, "the law as on this day", "YYYY-MM-DD"),
    OPTION("to", 0, TEXT, to, ON(BUILD), "write the files to DIR and commit no edition", "DIR"),
    OPTION("jobs", 'j', NUMBER, jobs, ON(BUILD), "processes (those that the machine allows)", "N"),
    OPTION("level", 0, NUMBER, level, ON(BUILD) | ON(TYPESET), "compression, 1 to 12 (3)", "N"),
    OPTION("keep-going", 0, FLAG, keep_going, ON(BUILD), "publish the rest when a job is lost",
           NULL),
    OPTION("fail-fast", 0, FLAG, fail_fast, ON(BUILD), "begin no job after one with errors", NULL),
    OPTION("json", 0, FLAG, json, ON(COVERAGE), "as JSON", NULL),
    OPTION("filled", 0, FLAG, filled, ON(COVERAGE), "leave out gaps", NULL),
    OPTION("institution", 0, TEXT, institution, ON(CHECK), "one supplier's findings", "FOLDER"),
    OPTION("png", 0, REAL, png, ON(TYPESET), "paint the pages as PNG instead", "DPI"),
    OPTION("lax", 0, FLAG, lax, ON(TYPESET), "leave out what is not in the XSL-FO subset", NULL),
    OPTION("strict", 0, FLAG, strict, ALL, "warnings are errors", NULL),
    OPTION("diagnostics", 0, TEXT, diagnostics, ALL, "human, short, json, sarif", "FORM"),
    OPTION("color", 0, TEXT, color, ALL, "auto, always, never", "WHEN"),
    OPTION("verbose", 'v', FLAG, verbose, ON(BUILD), "notes too", NULL),
    OPTION("quiet", 'q', FLAG, quiet, ALL, "no progress", NULL),
    OPTION("help", 'h', FLAG, help, ALL | ON(HELP) | ON(VERSION), "the options of this command",
           NULL),
#undef OPTION
};

enum command
options_command(const char *name)
{
    unsigned i = name ? 0 : HELP;
    while (name != NULL && i < COMMAND_COUNT && strcmp(commands[i].name, name) != 0)
        i++;
    return i;
}

static bool
not_understood(const char *what, const char *word, const char *near, struct diag *diag)
{
    g_autofree char *help =
        near ? g_strdup_printf("did you mean “%s”?", near) : g_strdup("see fichepress help");

    diag_report(diag, DIAG_E0901, nowhere, help, "%s “%s”", what, word);
    return false;
}

static bool
unknown_command(const char *name, struct diag *diag)
{
    const char *names[COMMAND_COUNT];

    for (unsigned i = 0; i < COMMAND_COUNT; i++)
        names[i] = commands[i].name;
    return not_understood("unknown command", name, diag_near(name, names, COMMAND_COUNT), diag);
}

/* ---- Parsing ---- */

static void *
slot(const struct option *option, struct raw *raw)
{
    return (char *)raw + option->offset;
}

static bool
unknown_option(const char *word, enum command command, struct diag *diag)
{
    const char *names[G_N_ELEMENTS(table)];
    const char *bare = word + strspn(word, "-");
    g_autofree char *name = g_strndup(bare, strcspn(bare, "="));
    unsigned count = 0;

    for (unsigned i = 0; i < G_N_ELEMENTS(table); i++)
        if (table[i].on & ON(command))
            names[count++] = table[i].name;
    const char *near = diag_near(name, names, count);
    g_autofree char *dashed = near ? g_strconcat("--", near, NULL) : NULL;
    return not_understood("unknown option", word, dashed, diag);
}

/* -j4 as -j 4, which GLib's parser wants. Owned. */
static char **
separate_numbers(int argc, char **argv)
{
    g_autoptr(GStrvBuilder) words = g_strv_builder_new();

    for (int i = 0; i < argc; i++) {
        if (argv[i][0] == '-' && argv[i][1] == 'j' && g_ascii_isdigit(argv[i][2])) {
            g_strv_builder_add(words, "-j");
            g_strv_builder_add(words, argv[i] + 2);
        } else {
            g_strv_builder_add(words, argv[i]);
        }
    }
    return g_strv_builder_end(words);
}

/* GLib's parser over the options of one command. */
static bool
parse(struct raw *raw, enum command command, int argc, char **argv, struct diag *diag)
{
    static const GOptionArg kinds[] = {G_OPTION_ARG_FILENAME, G_OPTION_ARG_INT, G_OPTION_ARG_DOUBLE,
                                       G_OPTION_ARG_NONE};
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_autofree GOptionEntry *entries = g_new0(GOptionEntry, G_N_ELEMENTS(table) + 2);
    g_auto(GStrv) words = separate_numbers(argc, argv);
    g_autoptr(GError) error = NULL;
    unsigned count = 0;

    for (unsigned i = 0; i < G_N_ELEMENTS(table); i++)
        if (table[i].on & ON(command))
            entries[count++] = (GOptionEntry){.long_name = table[i].name,
                                              .short_name = table[i].letter,
                                              .arg = kinds[table[i].kind],
                                              .arg_data = slot(&table[i], raw)};
    entries[count++] = (GOptionEntry){.long_name = G_OPTION_REMAINING,
                                      .arg = G_OPTION_ARG_FILENAME_ARRAY,
                                      .arg_data = &raw->arguments};
    g_option_context_set_help_enabled(context, FALSE);
    g_option_context_add_main_entries(context, entries, NULL);
    if (g_option_context_parse_strv(context, &words, &error))
        return true;
    if (!g_error_matches(error, G_OPTION_ERROR, G_OPTION_ERROR_UNKNOWN_OPTION)) {
        diag_report(diag, DIAG_E0901, nowhere, NULL, "%s", error->message);
        return false;
    }
    const char *word = strrchr(error->message, ' ');
    return unknown_option(word ? word + 1 : error->message, command, diag);
}

/* FICHEPRESS_OUTPUT is --output where the command line is silent. */
static void
read_environment(struct raw *raw, enum command command)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(table); i++) {
        g_autofree char *upper = g_ascii_strup(table[i].name, -1);
        g_autofree char *name = g_strconcat("FICHEPRESS_", g_strdelimit(upper, "-", '_'), NULL);
        const char *value = g_getenv(name);
        void *to = slot(&table[i], raw);
        if (value == NULL || !(table[i].on & ON(command)))
            continue;
        if (table[i].kind == TEXT && *(char **)to == NULL)
            *(char **)to = g_strdup(value);
        else if (table[i].kind == NUMBER && *(int *)to == 0)
            *(int *)to = atoi(value);
        else if (table[i].kind == FLAG)
            *(gboolean *)to |= strcmp(value, "0") != 0;
    }
}

/* ---- Values ---- */

static const char *
own(struct options *options, char *text)
{
    if (text != NULL)
        g_ptr_array_add(options->owned, text);
    return text;
}

static const char *
own_key(struct options *options, char *text)
{
    if (text == NULL)
        return NULL;
    g_autofree char *taken = text;
    return own(options, g_strdelimit(g_utf8_strdown(g_strstrip(taken), -1), " ", '_'));
}

static void
read_selector(struct selector *selector, const char *text)
{
    g_auto(GStrv) items = g_strsplit(text, ",", -1);
    g_autoptr(GPtrArray) include = g_ptr_array_new(), exclude = g_ptr_array_new();

    for (char **item = items; *item != NULL; item++) {
        g_autofree char *lower = g_utf8_strdown(g_strstrip(*item), -1);
        g_strdelimit(lower, " ", '_');
        if (lower[0] == '!')
            g_ptr_array_add(exclude, g_strdup(lower + 1));
        else if (lower[0] != '\0')
            g_ptr_array_add(include, g_strdup(lower));
    }
    g_ptr_array_add(include, NULL);
    g_ptr_array_add(exclude, NULL);
    if (include->len > 1)
        selector->include = (char **)g_ptr_array_free(g_steal_pointer(&include), FALSE);
    if (exclude->len > 1)
        selector->exclude = (char **)g_ptr_array_free(g_steal_pointer(&exclude), FALSE);
}

static void
selector_clear(struct selector *selector)
{
    g_clear_pointer(&selector->include, g_strfreev);
    g_clear_pointer(&selector->exclude, g_strfreev);
}
typedef struct selector selector;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(selector, selector_clear)

/* Which of the names a list has chosen; all when it is NULL. */
static bool
choose(const char *option, const char *list, const char *const *names, unsigned count, bool *chosen,
       struct diag *diag)
{
    g_auto(selector) selector = {0};

    if (list != NULL)
        read_selector(&selector, list);
    char **given[] = {selector.include, selector.exclude};
    for (unsigned g = 0; g < G_N_ELEMENTS(given); g++) {
        for (char **name = given[g]; name != NULL && *name != NULL; name++) {
            unsigned i = 0;
            while (i < count && strcmp(names[i], *name) != 0)
                i++;
            g_autofree char *what = g_strdup_printf("--%s has no", option);
            if (i == count)
                return not_understood(what, *name, diag_near(*name, names, count), diag);
        }
    }
    for (unsigned i = 0; i < count; i++)
        chosen[i] = selector_has(&selector, names[i]);
    return true;
}

static const char *const languages[] = {"nl", "fr", "de", "en"};
static const char *const directions[] = {"leaving", "coming"};
static const char *const formats[] = {"pdf", "epub"};

static bool
read_selection(struct options *options, struct raw *raw, struct diag *diag)
{
    struct request *request = &options->request;
    bool format[2];

    request->narrowed = raw->country || raw->direction || raw->lang || raw->format;
    if (raw->country != NULL)
        read_selector(&request->countries, raw->country);
    if (!choose("direction", raw->direction, directions, 2, request->direction, diag) ||
        !choose("lang", raw->lang, languages, 4, request->language, diag) ||
        !choose("format", raw->format, formats, 2, format, diag))
        return false;
    request->formats = (format[0] ? FORMAT_PDF : 0) | (format[1] ? FORMAT_EPUB : 0);
    request->status = own_key(options, g_steal_pointer(&raw->status));
    request->subject = own_key(options, g_steal_pointer(&raw->subject));
    request->nationality = own_key(options, g_steal_pointer(&raw->nationality));
    return true;
}

static bool
read_date(struct options *options, const char *text, struct diag *diag)
{
    unsigned year, month, day;
    char rest;

    g_date_clear(&options->request.date, 1);
    if (text == NULL)
        return true;
    if (sscanf(text, "%4u-%2u-%2u%c", &year, &month, &day, &rest) != 3 ||
        !g_date_valid_dmy((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return not_understood("--edition-date is no day of the form 2026-11-24:", text, NULL, diag);
    g_date_set_dmy(&options->request.date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
    return true;
}

static bool
read_style(struct options *options, const struct raw *raw, struct diag *diag)
{
    static const char *const forms[] = {"human", "short", "json", "sarif"};
    static const char *const whens[] = {"auto", "always", "never"};
    unsigned form = 0, when = 0;

    while (raw->diagnostics && form < 4 && strcmp(forms[form], raw->diagnostics) != 0)
        form++;
    while (raw->color && when < 3 && strcmp(whens[when], raw->color) != 0)
        when++;
    if (form == 4)
        return not_understood("--diagnostics has no", raw->diagnostics,
                              diag_near(raw->diagnostics, forms, 4), diag);
    if (when == 3)
        return not_understood("--color has no", raw->color, diag_near(raw->color, whens, 3), diag);
    options->style.format = form;
    options->style.colour =
        when == 1 || (when == 0 && isatty(STDERR_FILENO) && g_getenv("NO_COLOR") == NULL);
    options->style.root = options->request.sources;
    options->style.least = options->command == BUILD && !raw->verbose ? DIAG_WARNING : DIAG_NOTE;
    return true;
}

static bool
read_numbers(struct options *options, const struct raw *raw, struct diag *diag)
{
    struct request *request = &options->request;

    if (raw->jobs < 0 || raw->jobs > 1024 || raw->level < 0 || raw->level > 12 || raw->png < 0 ||
        raw->png > 2400) {
        diag_report(diag, DIAG_E0901, nowhere, "-j 1 to 1024, --level 1 to 12, --png up to 2400",
                    "a number is out of its range");
        return false;
    }
    request->jobs = raw->jobs > 0 ? (unsigned)raw->jobs : g_get_num_processors();
    request->level = (unsigned)raw->level;
    request->png = raw->png;
    return true;
}

static bool
read_values(struct options *options, struct raw *raw, struct diag *diag)
{
    struct request *request = &options->request;
    static const char *const none[] = {NULL};

    request->sources = raw->sources ? own(options, g_steal_pointer(&raw->sources)) : "sources";
    request->output = raw->output ? own(options, g_steal_pointer(&raw->output)) : "output";
    request->stylesheets = own(options, g_steal_pointer(&raw->stylesheets));
    request->fonts = own(options, g_steal_pointer(&raw->fonts));
    request->to = own(options, g_steal_pointer(&raw->to));
    request->institution = own(options, g_steal_pointer(&raw->institution));
    request->linear = raw->linear;
    request->large_print = raw->large_print;
    request->strict = raw->strict;
    request->lax = raw->lax;
    request->fail_fast = raw->fail_fast;
    request->keep_going = raw->keep_going;
    request->quiet = raw->quiet;
    request->filled = raw->filled;
    request->json = raw->json;
    request->terminal = isatty(STDERR_FILENO);
    request->arguments = raw->arguments ? (const char *const *)raw->arguments : none;
    if ((ON(options->command) & READING) && !g_file_test(request->sources, G_FILE_TEST_IS_DIR))
        return not_understood("--sources is no directory:", request->sources, NULL, diag);
    return read_selection(options, raw, diag) && read_date(options, raw->edition_date, diag) &&
           read_numbers(options, raw, diag) && read_style(options, raw, diag);
}

static void
raw_clear(struct raw *raw)
{
    for (unsigned i = 0; i < G_N_ELEMENTS(table); i++)
        if (table[i].kind == TEXT)
            g_free(*(char **)slot(&table[i], raw));
}
typedef struct raw raw;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(raw, raw_clear)

bool
options_read(struct options *options, int argc, char **argv, struct diag *diag)
{
    g_auto(raw) raw = {0};
    const char *name = argc > 1 ? argv[1] : "help";

    options->owned = g_ptr_array_new_with_free_func(g_free);
    if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
        name = "help";
    if (strcmp(name, "--version") == 0)
        name = "version";
    options->command = options_command(name);
    if (options->command == COMMAND_COUNT)
        return unknown_command(name, diag);
    if (!parse(&raw, options->command, MAX(argc - 1, 1), argc > 1 ? argv + 1 : argv, diag))
        return false;
    read_environment(&raw, options->command);
    for (char **argument = raw.arguments; argument != NULL && *argument != NULL; argument++)
        g_ptr_array_add(options->owned, *argument);
    own(options, (char *)raw.arguments);
    if (raw.help) {
        options->request.arguments = (const char *const[]){NULL};
        options_help(options->command, stdout);
        options->command = COMMAND_COUNT;
        return true;
    }
    return read_values(options, &raw, diag);
}

void
options_clear(struct options *options)
{
    selector_clear(&options->request.countries);
    g_clear_pointer(&options->owned, g_ptr_array_unref);
}

/* ---- Help ---- */

static void
command_help(enum command command, FILE *out)
{
    fprintf(out, "usage: fichepress %s [options] %s\n\n%s\n\n", commands[command].name,
            commands[command].arguments, commands[command].what);
    for (unsigned i = 0; i < G_N_ELEMENTS(table); i++) {
        if (!(table[i].on & ON(command)))
            continue;
        g_autofree char *form = g_strconcat("--", table[i].name, table[i].value ? "=" : "",
                                            table[i].value ? table[i].value : "", NULL);
        if (table[i].letter != 0)
            fprintf(out, "  -%c, %-22s %s\n", table[i].letter, form, table[i].what);
        else
            fprintf(out, "      %-22s %s\n", form, table[i].what);
    }
}

void
options_help(enum command command, FILE *out)
{
    if (command != HELP && command < COMMAND_COUNT) {
        command_help(command, out);
        return;
    }
    fputs("usage: fichepress COMMAND [options]\n\n", out);
    for (unsigned i = 0; i < COMMAND_COUNT; i++)
        fprintf(out, "  %-10s %s\n", commands[i].name, commands[i].what);
    fputs("\nexamples:\n"
          "  fichepress build                                    the whole edition of ./sources\n"
          "  fichepress build --country=tr,ma --lang=fr          two countries; the others stay as "
          "they are\n"
          "  fichepress build --country=th --direction=leaving --status=pensioner --lang=nl "
          "--to=guide\n",
          out);
}
