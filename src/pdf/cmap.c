#include "pdf/pdf_int.h"

/* CMaps (ISO 32000-1 §9.7.5): from codes to the glyphs of a subset, and from codes to Unicode. */

enum { ENTRIES_A_BLOCK = 100 }; /* Adobe technical note 5014 allows no more */

static void
begin_cmap(GString *out, const char *ordering, const char *name, const char *type)
{
    pdf_put(out, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
                 "/CIDSystemInfo 3 dict dup begin\n/Registry(Adobe)def\n/Ordering(");
    pdf_put(out, ordering);
    pdf_put(out, ")def\n/Supplement 0 def\nend def\n/CMapName/");
    pdf_put(out, name);
    pdf_put(out, " def\n/CMapType ");
    pdf_put(out, type);
    pdf_put(out, " def\n/WMode 0 def\n1 begincodespacerange\n<0000><ffff>\nendcodespacerange\n");
}

static void
end_cmap(GString *out)
{
    pdf_put(out, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
}

/* Entries in blocks, each with its number before it and "begin…" and "end…" around it. */
static void
put_blocks(GString *out, const GPtrArray *entries, const char *what)
{
    for (unsigned i = 0; i < entries->len; i++) {
        if (i % ENTRIES_A_BLOCK == 0) {
            pdf_put_unsigned(out, MIN(entries->len - i, ENTRIES_A_BLOCK));
            pdf_put(out, " begin");
            pdf_put(out, what);
        }
        pdf_put(out, g_ptr_array_index(entries, i));
        if (i % ENTRIES_A_BLOCK == ENTRIES_A_BLOCK - 1 || i == entries->len - 1) {
            pdf_put(out, "end");
            pdf_put(out, what);
        }
    }
}

/* The end of the range that begins at first: codes and CIDs both go up by one, and the codes agree
 * in their first byte. */
static unsigned
range_end(const struct pdf_code *codes, unsigned count, unsigned first)
{
    unsigned end = first + 1;

    while (end < count && codes[end].code == codes[end - 1].code + 1 &&
           codes[end].cid == codes[end - 1].cid + 1 &&
           codes[end].code >> 8 == codes[first].code >> 8)
        end++;
    return end;
}

void
pdf_write_encoding(struct pdf_file *file, unsigned id, const struct pdf_code *codes, unsigned count)
{
    static const char dictionary[] = "/Type/CMap/CMapName/Glyphs/WMode 0/CIDSystemInfo<<"
                                     "/Registry(Adobe)/Ordering(Identity)/Supplement 0>>";
    g_autoptr(GPtrArray) ranges = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) out = g_string_new(NULL);

    for (unsigned i = 0, end; i < count; i = end) {
        end = range_end(codes, count, i);
        g_ptr_array_add(ranges, g_strdup_printf("<%04x><%04x>%u\n", codes[i].code,
                                                codes[end - 1].code, codes[i].cid));
    }
    begin_cmap(out, "Identity", "Glyphs", "1");
    put_blocks(out, ranges, "cidrange\n");
    end_cmap(out);
    pdf_stream(file, id, dictionary, out->str, out->len, PDF_DEFLATE);
}

void
pdf_write_unicode(struct pdf_file *file, unsigned id, const struct pdf_code *codes, unsigned count)
{
    g_autoptr(GPtrArray) entries = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GString) out = g_string_new(NULL);

    for (unsigned i = 0; i < count; i++) {
        g_string_assign(out, "<");
        pdf_put_code(out, codes[i].code);
        pdf_put(out, "><");
        pdf_put_utf16(out, codes[i].text, codes[i].length);
        pdf_put(out, ">\n");
        g_ptr_array_add(entries, g_strdup(out->str));
    }
    g_string_truncate(out, 0);
    begin_cmap(out, "UCS", "Adobe-Identity-UCS", "2");
    put_blocks(out, entries, "bfchar\n");
    end_cmap(out);
    pdf_stream(file, id, "", out->str, out->len, PDF_DEFLATE);
}
