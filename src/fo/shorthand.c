#include "fo/fo_int.h"

/* Which properties an attribute sets, and to what: shorthands (XSL 1.1 §7.31), compounds, and the
 * absolute properties that correspond to relative ones (§5.3). Nothing is computed here: a part of
 * the attribute's text, or a word of ours, is handed on as the value of each property. */

enum side { BEFORE, AFTER, START, END, SIDES };

enum { STYLE, WIDTH, COLOUR_PART, BORDER_PARTS };

static bool
complain(GString *problem, const char *text)
{
    if (problem)
        g_string_assign(problem, text);
    return false;
}

static void
set(struct specification *s, const struct attribute *attribute, enum fo_property property,
    struct slice value)
{
    struct specified *specified = &s->of[property];
    if (!specified->value.text)
        s->set[s->count++] = property;
    else if (specified->precision > attribute->precision)
        return;
    *specified = (struct specified){value, attribute->precision, attribute};
}

/* left and right are start and end, or the reverse. */
static unsigned
corresponding(bool right_to_left, unsigned side)
{
    return right_to_left && side >= START ? START + END - side : side;
}

enum fo_property
attribute_property(const struct attribute *a, const struct fo_style *style)
{
    const bool right_to_left = fo_is(style, FO_P_WRITING_MODE, FO_K_RL_TB);
    const unsigned side = a->expansion == EXPAND_SIDE ? corresponding(right_to_left, a->side) : 0;
    return a->property + side * a->stride;
}

static bool
expand_sides(struct specification *s, const struct attribute *a, struct slice value,
             GString *problem)
{
    enum { TOP, RIGHT, BOTTOM, LEFT };
    static const unsigned char order[SIDES] = {BEFORE, END, AFTER, START};
    struct slice words[SIDES];
    unsigned count = 0;

    while (count < SIDES && (words[count] = slice_word(&value)).text)
        count++;
    if (count == 0 || slice_word(&value).text)
        return complain(problem, "it takes one to four values: top, right, bottom, left");
    if (count < 2)
        words[RIGHT] = words[TOP];
    if (count < 3)
        words[BOTTOM] = words[TOP];
    if (count < 4)
        words[LEFT] = words[RIGHT];
    for (unsigned i = 0; i < SIDES; i++) {
        const unsigned side =
            a->expansion == EXPAND_MARGINS ? order[i] : corresponding(s->right_to_left, order[i]);
        set(s, a, a->property + side * a->stride, words[i]);
    }
    return true;
}

static bool
is_width(struct slice word)
{
    return g_ascii_isdigit(*word.text) || *word.text == '.' || *word.text == '(' ||
           slice_is(word, "thin") || slice_is(word, "medium") || slice_is(word, "thick");
}

static bool
is_style(struct slice word)
{
    static const char *const styles[] = {"none",  "hidden", "dotted", "dashed",
                                         "solid", "double", "inherit"};
    for (unsigned i = 0; i < G_N_ELEMENTS(styles); i++)
        if (slice_is(word, styles[i]))
            return true;
    return false;
}

/* What is not said goes back to the initial value. */
static bool
expand_border(struct specification *s, const struct attribute *a, struct slice value,
              GString *problem)
{
    struct slice parts[BORDER_PARTS] = {0};
    const bool inherit = slice_is(value, "inherit");

    for (struct slice w = slice_word(&value); w.text; w = slice_word(&value)) {
        struct slice *part = &parts[is_width(w) ? WIDTH : is_style(w) ? STYLE : COLOUR_PART];
        if (part->text)
            return complain(problem, "it takes one width, one style and one colour");
        *part = w;
    }
    static const char *const initial[] = {"none", "medium", "currentcolor"};
    for (unsigned i = 0; i < BORDER_PARTS; i++)
        if (!parts[i].text)
            parts[i] = slice_of(inherit ? "inherit" : initial[i]);
    for (unsigned side = 0; side < SIDES; side++)
        if (a->side == ALL_SIDES || corresponding(s->right_to_left, a->side) == side)
            for (unsigned i = 0; i < BORDER_PARTS; i++)
                set(s, a, a->property + side * a->stride + i, parts[i]);
    return true;
}

/* [ style || weight ]? size[/line-height] families (§7.31.13). */
static bool
expand_font(struct specification *s, const struct attribute *a, struct slice value,
            GString *problem)
{
    static const char *const styles[] = {"italic", "oblique"};
    static const char *const weights[] = {"bold", "bolder", "lighter"};
    struct slice style = slice_of("normal"), weight = style, word;

    if (slice_is(value, "inherit")) {
        for (enum fo_property p = FO_P_FONT_FAMILY; p <= FO_P_LINE_HEIGHT; p++)
            set(s, a, p, value);
        return true;
    }
    for (word = slice_word(&value); word.text; word = slice_word(&value)) {
        const bool number = word.length == 3 && word.text[1] == '0' && word.text[2] == '0';
        if (slice_is(word, styles[0]) || slice_is(word, styles[1]))
            style = word;
        else if (number || slice_is(word, weights[0]) || slice_is(word, weights[1]) ||
                 slice_is(word, weights[2]))
            weight = word;
        else if (!slice_is(word, "normal"))
            break;
    }
    value = slice_trim(value);
    if (!word.text || value.length == 0)
        return complain(problem, "it takes a size and families: bold 10pt/13pt serif");
    struct slice size = word, line_height = slice_of("normal");
    for (size_t i = 0; i < word.length; i++)
        if (word.text[i] == '/') {
            size.length = i;
            line_height = (struct slice){word.text + i + 1, word.length - i - 1};
        }
    set(s, a, FO_P_FONT_STYLE, style);
    set(s, a, FO_P_FONT_WEIGHT, weight);
    set(s, a, FO_P_FONT_SIZE, size);
    set(s, a, FO_P_LINE_HEIGHT, line_height);
    set(s, a, FO_P_FONT_FAMILY, value);
    return true;
}

/* Words of a shorthand, each with what it sets. A row without a property ends the list of a word.
 */
struct expansion_row {
    const char *word;
    struct {
        enum fo_property property;
        const char *value;
    } sets[4];
};

static bool
expand_rows(struct specification *s, const struct attribute *a, struct slice value,
            const struct expansion_row *rows, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        if (!slice_is(value, rows[i].word))
            continue;
        for (unsigned k = 0; k < G_N_ELEMENTS(rows[i].sets) && rows[i].sets[k].value; k++)
            set(s, a, rows[i].sets[k].property, slice_of(rows[i].sets[k].value));
        return true;
    }
    return false;
}

static bool
expand_white_space(struct specification *s, const struct attribute *a, struct slice value,
                   GString *problem)
{
    static const struct expansion_row rows[] = {
        {"normal",
         {{FO_P_LINEFEED_TREATMENT, "treat-as-space"},
          {FO_P_WHITE_SPACE_COLLAPSE, "true"},
          {FO_P_WHITE_SPACE_TREATMENT, "ignore-if-surrounding-linefeed"},
          {FO_P_WRAP_OPTION, "wrap"}}},
        {"pre",
         {{FO_P_LINEFEED_TREATMENT, "preserve"},
          {FO_P_WHITE_SPACE_COLLAPSE, "false"},
          {FO_P_WHITE_SPACE_TREATMENT, "preserve"},
          {FO_P_WRAP_OPTION, "no-wrap"}}},
        {"nowrap",
         {{FO_P_LINEFEED_TREATMENT, "treat-as-space"},
          {FO_P_WHITE_SPACE_COLLAPSE, "true"},
          {FO_P_WHITE_SPACE_TREATMENT, "ignore-if-surrounding-linefeed"},
          {FO_P_WRAP_OPTION, "no-wrap"}}},
        {"inherit",
         {{FO_P_LINEFEED_TREATMENT, "inherit"},
          {FO_P_WHITE_SPACE_COLLAPSE, "inherit"},
          {FO_P_WHITE_SPACE_TREATMENT, "inherit"},
          {FO_P_WRAP_OPTION, "inherit"}}},
    };
    return expand_rows(s, a, value, rows, G_N_ELEMENTS(rows)) ||
           complain(problem, "it takes normal, pre or nowrap");
}

static bool
expand_position(struct specification *s, const struct attribute *a, struct slice value,
                GString *problem)
{
    static const struct expansion_row rows[] = {
        {"static", {{FO_P_ABSOLUTE_POSITION, "auto"}}},
        {"absolute", {{FO_P_ABSOLUTE_POSITION, "absolute"}}},
        {"fixed", {{FO_P_ABSOLUTE_POSITION, "fixed"}}},
        {"inherit", {{FO_P_ABSOLUTE_POSITION, "inherit"}}},
    };
    return expand_rows(s, a, value, rows, G_N_ELEMENTS(rows)) ||
           complain(problem, "it takes static, absolute or fixed");
}

/* A break that is avoided is a keep within columns and pages, never within lines. */
static bool
expand_page_break(struct specification *s, const struct attribute *a, struct slice value,
                  GString *problem)
{
    static const struct expansion_row before[] = {
        {"auto", {{FO_P_BREAK_BEFORE, "auto"}}},
        {"always", {{FO_P_BREAK_BEFORE, "page"}}},
        {"left", {{FO_P_BREAK_BEFORE, "even-page"}}},
        {"right", {{FO_P_BREAK_BEFORE, "odd-page"}}},
        {"avoid",
         {{FO_P_KEEP_WITH_PREVIOUS_WITHIN_COLUMN, "always"},
          {FO_P_KEEP_WITH_PREVIOUS_WITHIN_PAGE, "always"}}},
        {"inherit", {{FO_P_BREAK_BEFORE, "inherit"}}},
    };
    static const struct expansion_row after[] = {
        {"auto", {{FO_P_BREAK_AFTER, "auto"}}},
        {"always", {{FO_P_BREAK_AFTER, "page"}}},
        {"left", {{FO_P_BREAK_AFTER, "even-page"}}},
        {"right", {{FO_P_BREAK_AFTER, "odd-page"}}},
        {"avoid",
         {{FO_P_KEEP_WITH_NEXT_WITHIN_COLUMN, "always"},
          {FO_P_KEEP_WITH_NEXT_WITHIN_PAGE, "always"}}},
        {"inherit", {{FO_P_BREAK_AFTER, "inherit"}}},
    };
    static const struct expansion_row inside[] = {
        {"auto",
         {{FO_P_KEEP_TOGETHER_WITHIN_COLUMN, "auto"}, {FO_P_KEEP_TOGETHER_WITHIN_PAGE, "auto"}}},
        {"avoid",
         {{FO_P_KEEP_TOGETHER_WITHIN_COLUMN, "always"},
          {FO_P_KEEP_TOGETHER_WITHIN_PAGE, "always"}}},
        {"inherit",
         {{FO_P_KEEP_TOGETHER_WITHIN_COLUMN, "inherit"},
          {FO_P_KEEP_TOGETHER_WITHIN_PAGE, "inherit"}}},
    };
    if (a->property == FO_P_BREAK_BEFORE)
        return expand_rows(s, a, value, before, G_N_ELEMENTS(before)) ||
               complain(problem, "it takes auto, always, left, right or avoid");
    if (a->property == FO_P_BREAK_AFTER)
        return expand_rows(s, a, value, after, G_N_ELEMENTS(after)) ||
               complain(problem, "it takes auto, always, left, right or avoid");
    return expand_rows(s, a, value, inside, G_N_ELEMENTS(inside)) ||
           complain(problem, "it takes auto or avoid");
}

/* language[-Script][-COUNTRY] (BCP 47). */
static bool
expand_language(struct specification *s, const struct attribute *a, struct slice value,
                GString *problem)
{
    struct slice part[3] = {{value.text, 0}};
    unsigned count = 0;

    for (size_t i = 0; i < value.length; i++) {
        const char c = value.text[i];
        if (c == '-' && count < 2)
            part[++count] = (struct slice){value.text + i + 1, 0};
        else if (g_ascii_isalnum(c) || c == '-')
            part[count].length++;
        else
            return complain(problem, "it takes a language tag of BCP 47: fr, nl-BE");
    }
    const bool script = count > 0 && part[1].length == 4;
    const struct slice country = part[script ? 2 : 1];
    set(s, a, FO_P_LANGUAGE, value.length > 0 ? part[0] : slice_of("none"));
    set(s, a, FO_P_COUNTRY, country.length == 2 ? country : slice_of("none"));
    return true;
}

static bool
expand_border_spacing(struct specification *s, const struct attribute *a, struct slice value,
                      GString *problem)
{
    const struct slice first = slice_word(&value);
    const struct slice second = slice_word(&value);

    if (!first.text || slice_word(&value).text)
        return complain(problem, "it takes one or two lengths");
    set(s, a, FO_P_BORDER_SEPARATION_INLINE, first);
    set(s, a, FO_P_BORDER_SEPARATION_BLOCK, second.text ? second : first);
    return true;
}

static void
expand_dimension(struct specification *s, const struct attribute *a, struct slice value)
{
    const enum fo_property dimension = a->property == FO_P_WIDTH
                                           ? FO_P_INLINE_PROGRESSION_DIMENSION_MINIMUM
                                           : FO_P_BLOCK_PROGRESSION_DIMENSION_MINIMUM;
    const bool optimum = a->side == 1;

    set(s, a, a->property, value);
    for (unsigned i = 0; i < 3; i++)
        if (!optimum || i == 1)
            set(s, a, dimension + i, value);
}

static bool
is_any_of(struct slice word, const char *const *words)
{
    while (*words && !slice_is(word, *words))
        words++;
    return *words;
}

/* Across, then down; keywords in either order; one alone: the other is the middle (§7.31.2). */
static bool
expand_background_position(struct specification *s, const struct attribute *a, struct slice value,
                           GString *problem)
{
    static const char *const upright[] = {"top", "bottom", NULL};
    static const char *const across[] = {"left", "right", NULL};
    const bool inherit = slice_is(value, "inherit");
    struct slice first = slice_word(&value), second = slice_word(&value);

    if (!first.text || slice_word(&value).text)
        return complain(problem, "it takes one or two positions: left 10pt");
    if (!second.text)
        second = inherit ? first : slice_of("50%");
    if (is_any_of(first, upright) || is_any_of(second, across)) {
        const struct slice turned = first;
        first = second;
        second = turned;
    }
    set(s, a, FO_P_BACKGROUND_POSITION_HORIZONTAL, first);
    set(s, a, FO_P_BACKGROUND_POSITION_VERTICAL, second);
    return true;
}

/* [ colour || image || repeat || attachment || position ]; what is not said goes back to the
 * initial value (§7.31.1). */
static bool
expand_background(struct specification *s, const struct attribute *a, struct slice value,
                  GString *problem)
{
    static const char *const repeats[] = {"repeat", "repeat-x", "repeat-y", "no-repeat", NULL};
    static const char *const sides[] = {"left", "right", "top", "bottom", "center", NULL};
    static const char *const attachments[] = {"scroll", "fixed", NULL};
    const bool inherit = slice_is(value, "inherit");
    const char *otherwise = inherit ? "inherit" : NULL;
    struct slice colour = slice_of(otherwise ? otherwise : "transparent"), position = {0};
    struct slice image = slice_of(otherwise ? otherwise : "none");
    struct slice repeat = slice_of(otherwise ? otherwise : "repeat");

    for (struct slice w = slice_word(&value); w.text; w = slice_word(&value)) {
        if (slice_is(w, "none") || g_ascii_strncasecmp(w.text, "url(", 4) == 0)
            image = w;
        else if (is_any_of(w, repeats))
            repeat = w;
        else if (is_any_of(w, sides) || g_ascii_isdigit(*w.text) || *w.text == '-')
            position = position.text ? (struct slice){position.text,
                                                      (size_t)(w.text + w.length - position.text)}
                                     : w;
        else if (!is_any_of(w, attachments))
            colour = w;
    }
    set(s, a, FO_P_BACKGROUND_COLOR, colour);
    set(s, a, FO_P_BACKGROUND_IMAGE, image);
    set(s, a, FO_P_BACKGROUND_REPEAT, repeat);
    return expand_background_position(
        s, a, position.text ? position : slice_of(otherwise ? otherwise : "0% 0%"), problem);
}

/* A shift, or a line of the parent's that the object's own comes to lie on (§7.31.22). */
static void
expand_vertical_align(struct specification *s, const struct attribute *a, struct slice value)
{
    static const struct expansion_row rows[] = {
        {"top", {{FO_P_ALIGNMENT_BASELINE, "before-edge"}, {FO_P_BASELINE_SHIFT, "baseline"}}},
        {"text-top",
         {{FO_P_ALIGNMENT_BASELINE, "text-before-edge"}, {FO_P_BASELINE_SHIFT, "baseline"}}},
        {"middle", {{FO_P_ALIGNMENT_BASELINE, "middle"}, {FO_P_BASELINE_SHIFT, "baseline"}}},
        {"text-bottom",
         {{FO_P_ALIGNMENT_BASELINE, "text-after-edge"}, {FO_P_BASELINE_SHIFT, "baseline"}}},
        {"bottom", {{FO_P_ALIGNMENT_BASELINE, "after-edge"}, {FO_P_BASELINE_SHIFT, "baseline"}}},
    };

    if (expand_rows(s, a, value, rows, G_N_ELEMENTS(rows)))
        return;
    set(s, a, FO_P_ALIGNMENT_BASELINE, slice_of("baseline"));
    set(s, a, FO_P_BASELINE_SHIFT, value);
}

bool
shorthand_expand(struct specification *s, const struct attribute *a, struct slice value,
                 GString *problem)
{
    switch (a->expansion) {
    case EXPAND_SAME:
        for (unsigned i = 0; i < a->side; i++)
            set(s, a, a->property + i, value);
        return true;
    case EXPAND_SIDE:
        set(s, a, a->property + corresponding(s->right_to_left, a->side) * a->stride, value);
        return true;
    case EXPAND_SIDES:
    case EXPAND_MARGINS:
        return expand_sides(s, a, value, problem);
    case EXPAND_BORDER:
        return expand_border(s, a, value, problem);
    case EXPAND_FONT:
        return expand_font(s, a, value, problem);
    case EXPAND_WHITE_SPACE:
        return expand_white_space(s, a, value, problem);
    case EXPAND_POSITION:
        return expand_position(s, a, value, problem);
    case EXPAND_LANGUAGE:
        return expand_language(s, a, value, problem);
    case EXPAND_PAGE_BREAK:
        return expand_page_break(s, a, value, problem);
    case EXPAND_BORDER_SPACING:
        return expand_border_spacing(s, a, value, problem);
    case EXPAND_DIMENSION:
        expand_dimension(s, a, value);
        return true;
    case EXPAND_BACKGROUND:
        return expand_background(s, a, value, problem);
    case EXPAND_BACKGROUND_POSITION:
        return expand_background_position(s, a, value, problem);
    case EXPAND_VERTICAL_ALIGN:
        expand_vertical_align(s, a, value);
        return true;
    case EXPAND_NOTHING:
        return true;
    }
    g_assert_not_reached();
}
