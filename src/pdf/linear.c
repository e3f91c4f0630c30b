#include <qpdf/qpdf-c.h>

#include "pdf/pdf_int.h"

/* Linearised (ISO 32000-1 Annex F): the first page can be shown before the rest has come. That asks
 * for a second pass over the whole file, which libqpdf makes; the identifier is of the content, so
 * the same file gives the same bytes. */

struct qpdf {
    qpdf_data data;
};

static void
qpdf_clear(struct qpdf *qpdf)
{
    qpdf_cleanup(&qpdf->data);
}
typedef struct qpdf qpdf;
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(qpdf, qpdf_clear)

static bool
fails(const struct qpdf *qpdf, QPDF_ERROR_CODE code)
{
    return (code & QPDF_ERRORS) != 0 || qpdf_has_error(qpdf->data);
}

bool
pdf_linearise(GByteArray *file, struct diag *diag)
{
    g_auto(qpdf) qpdf = {qpdf_init()};

    qpdf_set_suppress_warnings(qpdf.data, QPDF_TRUE);
    if (!fails(&qpdf, qpdf_read_memory(qpdf.data, "", (const char *)file->data, file->len, NULL)) &&
        !fails(&qpdf, qpdf_init_write_memory(qpdf.data))) {
        qpdf_set_linearization(qpdf.data, QPDF_TRUE);
        qpdf_set_deterministic_ID(qpdf.data, QPDF_TRUE);
        qpdf_set_stream_data_mode(qpdf.data, qpdf_s_preserve);
        qpdf_set_object_stream_mode(qpdf.data, qpdf_o_preserve);
        if (!fails(&qpdf, qpdf_write(qpdf.data))) {
            g_byte_array_set_size(file, 0);
            g_byte_array_append(file, qpdf_get_buffer(qpdf.data),
                                (guint)qpdf_get_buffer_length(qpdf.data));
            return true;
        }
    }
    diag_report(diag, DIAG_E0710, (struct place){NULL}, NULL, "%s",
                qpdf_get_error_full_text(qpdf.data, qpdf_get_error(qpdf.data)));
    return false;
}
