#include "fo/fo_int.h"

#include <string.h>
#include <unicode/ucasemap.h>

/* White space, XSL 1.1 §4.7.2, and case.
 *
 * The text of a block is one sequence of characters, whatever inlines it is divided over; a block
 * within it, and its end, end a line. What lines the layout makes is not known here: white space
 * beside a line feed, or at the borders of a sequence, is treated now; that beside other line ends
 * is left to the layout, as one space (with white-space-collapse) that it drops.
 *
 * Every sequence writes to one buffer; each text node owns a range of it. Spaces at the end of what
 * was written are "trailing" until a character follows: a line end may take them back, in whatever
 * nodes they are. A sequence that begins within another (a footnote's body) uses the same arrays
 * above a base and leaves them as they were. */

struct range {
    struct fo_node *node;
    size_t start, end; /* of the buffer */
};

struct trailing {
    unsigned range;
    bool ignored_before_linefeed; /* by white-space-treatment */
    bool collapsed, from_linefeed;
};

struct treatment {
    GString *buffer;
    GArray *ranges;   /* struct range */
    GArray *trailing; /* struct trailing */
};

struct sequence {
    struct treatment *all;
    unsigned range_base, trailing_base;
    size_t buffer_base;
    bool line_start;     /* nothing was written in this line */
    bool after_linefeed; /* the last character read was a line feed */
    bool after_space;    /* the last character written was white space */
};

/* What the style of the current text asks for. */
struct rules {
    bool collapse, ignore, ignore_before, ignore_after;
    enum fo_keyword linefeed;
};

static struct rules
rules_of(const struct fo_style *style)
{
    const enum fo_keyword t = style->value[FO_P_WHITE_SPACE_TREATMENT].keyword;
    const bool around = t == FO_K_IGNORE_IF_SURROUNDING_LINEFEED;
    return (struct rules){
        .collapse = fo_is(style, FO_P_WHITE_SPACE_COLLAPSE, FO_K_TRUE),
        .ignore = t == FO_K_IGNORE,
        .ignore_before = around || t == FO_K_IGNORE_IF_BEFORE_LINEFEED,
        .ignore_after = around || t == FO_K_IGNORE_IF_AFTER_LINEFEED,
        .linefeed = style->value[FO_P_LINEFEED_TREATMENT].keyword,
    };
}

static void
write_text(struct sequence *s, const char *text, size_t length)
{
    struct range *range = &g_array_index(s->all->ranges, struct range, s->all->ranges->len - 1);
    g_string_append_len(s->all->buffer, text, (gssize)length);
    range->end = s->all->buffer->len;
}

static void
write_other(struct sequence *s, const char *text, size_t length)
{
    write_text(s, text, length);
    g_array_set_size(s->all->trailing, s->trailing_base);
    s->line_start = s->after_linefeed = s->after_space = false;
}

static void
write_space(struct sequence *s, const struct rules *rules, bool from_linefeed)
{
    const struct trailing trailing = {
        .range = s->all->ranges->len - 1,
        .ignored_before_linefeed = rules->ignore_before,
        .collapsed = rules->collapse,
        .from_linefeed = from_linefeed,
    };
    write_text(s, " ", 1);
    g_array_append_val(s->all->trailing, trailing);
    s->line_start = false;
    s->after_linefeed = from_linefeed;
    s->after_space = true;
}

/* A line feed, or the end of a line that is certain, takes the spaces before it back. */
static void
take_back(struct sequence *s, bool at_linefeed)
{
    GArray *trailing = s->all->trailing;

    while (trailing->len > s->trailing_base) {
        const struct trailing *t = &g_array_index(trailing, struct trailing, trailing->len - 1);
        const bool goes = at_linefeed
                              ? t->collapsed || (t->ignored_before_linefeed && !t->from_linefeed)
                              : t->ignored_before_linefeed;
        if (!goes)
            return;
        struct range *range = &g_array_index(s->all->ranges, struct range, t->range);
        range->end--;
        if (t->range == s->all->ranges->len - 1)
            g_string_truncate(s->all->buffer, range->end);
        g_array_set_size(trailing, trailing->len - 1);
    }
    s->after_space = false;
}

static void
read_space(struct sequence *s, const struct rules *rules)
{
    if (rules->ignore || (rules->ignore_after && (s->line_start || s->after_linefeed)) ||
        (rules->collapse && s->after_space))
        return;
    write_space(s, rules, false);
}

static void
read_linefeed(struct sequence *s, const struct rules *rules)
{
    static const char zero_width_space[] = "\xE2\x80\x8B";

    take_back(s, true);
    switch (rules->linefeed) {
    case FO_K_PRESERVE:
        write_other(s, "\n", 1);
        s->line_start = s->after_space = true;
        break;
    case FO_K_TREAT_AS_ZERO_WIDTH_SPACE:
        write_other(s, zero_width_space, strlen(zero_width_space));
        break;
    case FO_K_TREAT_AS_SPACE:
        if (!(s->line_start && rules->ignore_after) && !(rules->collapse && s->after_space))
            write_space(s, rules, true);
        break;
    default:
        break;
    }
    s->after_linefeed = true;
}

static void
read_text(struct sequence *s, struct fo_node *node)
{
    const struct rules rules = rules_of(node->style);
    const struct range range = {node, s->all->buffer->len, s->all->buffer->len};

    g_array_append_val(s->all->ranges, range);
    for (const char *at = node->text; *at;) {
        const size_t other = strcspn(at, " \t\r\n");
        if (other > 0)
            write_other(s, at, other);
        at += other;
        if (*at == '\n')
            read_linefeed(s, &rules);
        else if (*at)
            read_space(s, &rules);
        if (*at)
            at++;
    }
}

/* ---- Case ---- */

/* By the rules of the text's language: Dutch IJ, German ß, Turkish i (§7.17.6). */
static const char *
change_case(struct fo_document *document, const struct fo_style *style, const char *text,
            size_t length)
{
    const char *language = fo_string(style, FO_P_LANGUAGE);
    UErrorCode error = U_ZERO_ERROR;
    UCaseMap *map = ucasemap_open(language ? language : "", U_TITLECASE_NO_LOWERCASE, &error);
    const int32_t size = (int32_t)(length * 3 + 1);
    g_autofree char *changed = g_malloc((size_t)size);
    int32_t (*const change)(const UCaseMap *, char *, int32_t, const char *, int32_t,
                            UErrorCode *) =
        fo_is(style, FO_P_TEXT_TRANSFORM, FO_K_UPPERCASE)   ? ucasemap_utf8ToUpper
        : fo_is(style, FO_P_TEXT_TRANSFORM, FO_K_LOWERCASE) ? ucasemap_utf8ToLower
                                                            : NULL;
    const int32_t written =
        change ? change(map, changed, size, text, (int32_t)length, &error)
               : ucasemap_utf8ToTitle(map, changed, size, text, (int32_t)length, &error);
    g_assert(U_SUCCESS(error) && written < size);
    ucasemap_close(map);
    return g_string_chunk_insert_len(document->texts, changed, written);
}

/* ---- The walk ---- */

static void treat_children(struct sequence *, struct fo_document *, const struct fo_node *);

static void
finish_sequence(struct sequence *s, struct fo_document *document)
{
    take_back(s, false);
    for (unsigned i = s->range_base; i < s->all->ranges->len; i++) {
        const struct range *range = &g_array_index(s->all->ranges, struct range, i);
        const char *text = s->all->buffer->str + range->start;
        const size_t length = range->end - range->start;
        const struct fo_style *style = range->node->style;
        range->node->text = length == 0 ? NULL
                            : fo_is(style, FO_P_TEXT_TRANSFORM, FO_K_NONE)
                                ? g_string_chunk_insert_len(document->texts, text, (gssize)length)
                                : change_case(document, style, text, length);
    }
    g_array_set_size(s->all->ranges, s->range_base);
    g_array_set_size(s->all->trailing, s->trailing_base);
    g_string_truncate(s->all->buffer, s->buffer_base);
}

static void
treat_sequence(struct treatment *all, struct fo_document *document, const struct fo_node *node)
{
    struct sequence s = {.all = all,
                         .range_base = all->ranges->len,
                         .trailing_base = all->trailing->len,
                         .buffer_base = all->buffer->len,
                         .line_start = true};
    treat_children(&s, document, node);
    finish_sequence(&s, document);
}

static void
treat_children(struct sequence *s, struct fo_document *document, const struct fo_node *node)
{
    for (const struct fo_node *child = node->child; child; child = child->next) {
        switch (child->element) {
        case FO_TEXT:
            read_text(s, (struct fo_node *)child);
            break;
        case FO_CHARACTER:
        case FO_INLINE:
        case FO_BIDI_OVERRIDE:
        case FO_BASIC_LINK:
        case FO_WRAPPER:
        case FO_FOOTNOTE:
            treat_children(s, document, child);
            break;
        case FO_CHANGE_BAR_BEGIN:
        case FO_CHANGE_BAR_END:
            break;
        case FO_FOOTNOTE_BODY:
        case FO_MARKER:
            treat_sequence(s->all, document, child);
            break;
        default:
            if (element_is_inline(child->element) || child->element == FO_RETRIEVE_MARKER ||
                child->element == FO_RETRIEVE_TABLE_MARKER) {
                g_array_set_size(s->all->trailing, s->trailing_base);
                s->line_start = s->after_linefeed = s->after_space = false;
            } else {
                take_back(s, false);
                treat_sequence(s->all, document, child);
                g_array_set_size(s->all->trailing, s->trailing_base);
                s->line_start = true;
                s->after_linefeed = s->after_space = false;
            }
        }
    }
}

static void
prune(struct fo_node *node)
{
    const struct fo_node **link = &node->child;
    while (*link) {
        struct fo_node *child = (struct fo_node *)*link;
        if (child->element == FO_TEXT && !child->text) {
            *link = child->next;
        } else {
            prune(child);
            link = &child->next;
        }
    }
}

void
space_treat(struct fo_document *document)
{
    struct treatment all = {
        .buffer = g_string_new(NULL),
        .ranges = g_array_new(FALSE, FALSE, sizeof(struct range)),
        .trailing = g_array_new(FALSE, FALSE, sizeof(struct trailing)),
    };
    treat_sequence(&all, document, document->root);
    prune(document->root);
    g_string_free(all.buffer, TRUE);
    g_array_free(all.ranges, TRUE);
    g_array_free(all.trailing, TRUE);
}
