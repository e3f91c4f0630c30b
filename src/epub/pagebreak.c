#include "epub/epub_int.h"

#include <string.h>

/* Where the pages of print begin in the e-book: at the block and the character that the layout
 * says, moved back to the beginning of the word, so that no word is torn. */

void
epub_clear_breaks(gpointer breaks)
{
    g_array_unref(breaks);
}

static void
add_break(struct book *book, const xmlNode *node, unsigned offset, bool before, unsigned page)
{
    GArray *breaks = g_hash_table_lookup(book->breaks, node);
    struct epub_break entry = {page, offset, before};

    if (breaks == NULL) {
        breaks = g_array_new(FALSE, FALSE, sizeof entry);
        g_hash_table_insert(book->breaks, (gpointer)node, breaks);
    }
    if (breaks->len > 0) /* pages come in their order */
        entry.offset =
            MAX(offset, g_array_index(breaks, struct epub_break, breaks->len - 1).offset);
    g_array_append_val(breaks, entry);
}

static bool
one_of(const xmlNode *node, const char *const *names, unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        if (epub_is(node, names[i]))
            return true;
    }
    return false;
}

/* At the beginning of an element; of one that may hold no text, of the first in it that may. */
static void
break_at_start(struct book *book, const xmlNode *node, unsigned page)
{
    static const char *const hollow[] = {"table", "thead", "tbody", "tfoot",   "tr",
                                         "ul",    "ol",    "dl",    "colgroup"};
    static const char *const empty[] = {"img", "hr", "br", "wbr"};

    for (const xmlNode *at = node; at != NULL; at = epub_next(at, node)) {
        if (at->type != XML_ELEMENT_NODE || one_of(at, hollow, G_N_ELEMENTS(hollow)) ||
            epub_is(at, "col"))
            continue;
        add_break(book, at, 0, one_of(at, empty, G_N_ELEMENTS(empty)), page);
        return;
    }
}

/* Counts the characters of a block as the layout does: white space at its beginning is none, and
 * any other stretch of it is one. */
struct counter {
    unsigned count;
    bool space;          /* the last character was white space, or there was none */
    const xmlNode *node; /* where the current word began */
    unsigned offset;
};

/* Whether the character with the number wanted is in the text. */
static bool
count_text(struct counter *counter, const xmlNode *node, unsigned wanted)
{
    const char *text = (const char *)node->content;

    for (const char *at = text; *at != '\0'; at = g_utf8_next_char(at)) {
        bool space = strchr(" \t\r\n", *at) != NULL;
        if (space && counter->space)
            continue;
        if (!space && counter->space) {
            counter->node = node;
            counter->offset = (unsigned)(at - text);
        }
        counter->space = space;
        if (!space && counter->count >= wanted)
            return true;
        counter->count++;
    }
    return false;
}

static void
break_at(struct book *book, const xmlNode *block, unsigned offset, unsigned page)
{
    struct counter counter = {0, true, NULL, 0};

    for (const xmlNode *node = block; node != NULL; node = epub_next(node, block)) {
        if (node->type == XML_TEXT_NODE && count_text(&counter, node, offset))
            break;
    }
    if (offset == 0 || counter.node == NULL)
        break_at_start(book, block, page);
    else
        add_break(book, counter.node, counter.offset, false, page);
}

static bool
has_page_list(const struct book *book)
{
    for (const xmlNode *node = book->body->children; node != NULL; node = node->next) {
        g_autofree char *type = epub_is(node, "nav") ? epub_type(node) : NULL;
        if (g_strcmp0(type, "page-list") == 0)
            return true;
    }
    return false;
}

void
epub_find_breaks(struct book *book)
{
    const struct pages *pages = book->parts->pages;

    if (pages == NULL || !has_page_list(book))
        return;
    for (unsigned i = 0; i < pages->start_count; i++) {
        const struct page_start *start = &pages->starts[i];
        const struct epub_target *target = g_hash_table_lookup(book->targets, start->id);
        if (target != NULL)
            break_at(book, target->node, start->offset, start->page);
    }
}
