#include <string.h>

#include "base/file.h"
#include "base/picture.h"
#include "sources/body_int.h"

static void *
refuse(const struct cleaning *cleaning, const xmlNode *node, enum diag_code code, const char *src,
       const char *why)
{
    diag_report(cleaning->loading->diag, code, xml_place(node),
                "give a PNG or JPEG file beside the fiche, or take the image away", "\"%s\" %s",
                src, why);
    return NULL;
}

/* The path that src names seen from the fiche's folder. NULL: it leaves the repository, or a name
 * in it cannot be used. Owned. */
static char *
resolve(const struct found *found, const char *src)
{
    g_autofree char *folder = g_path_get_dirname(found->path);
    g_autofree char *joined = g_strconcat(folder, "/", src, NULL);
    g_auto(GStrv) parts = g_strsplit(joined, "/", -1);
    g_autoptr(GPtrArray) path = g_ptr_array_new();
    for (char **part = parts; *part; part++) {
        if (!**part || strcmp(*part, ".") == 0)
            continue;
        if (strcmp(*part, "..") != 0 ? !name_usable(*part) : path->len == 0)
            return NULL;
        if (strcmp(*part, "..") == 0)
            g_ptr_array_set_size(path, path->len - 1);
        else
            g_ptr_array_add(path, *part);
    }
    g_ptr_array_add(path, NULL);
    return g_strjoinv("/", (char **)path->pdata);
}

static bool
is_svg(GBytes *bytes)
{
    gsize size;
    const char *data = g_bytes_get_data(bytes, &size);
    return g_strstr_len(data, MIN(size, 1024), "<svg") != NULL;
}

static const char svg[] = "is an SVG image";

/* NULL: it is a picture; else why it is none. */
static const char *
fault_of(const struct cleaning *cleaning, const char *path)
{
    struct loading *loading = cleaning->loading;
    struct picture picture;
    g_autoptr(diag) aside = diag_new();
    g_autoptr(GBytes) bytes = file_read(loading->sources->directory, path, FILE_LIMIT, aside);
    if (bytes && is_svg(bytes))
        return svg;
    if (!bytes || !picture_read(bytes, path, &picture, aside)) {
        const char *why = diag_first(aside);
        why += g_str_has_prefix(why, path) ? strlen(path) + strlen(": ") : 0;
        return keep_string(loading->sources, g_strdup_printf("cannot be used: %s", why));
    }
    g_autofree char *digest = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, bytes);
    add_digest(loading, path, digest);
    return NULL;
}

/* Reads it once, however often it is used. NULL or why it cannot be used, as fault_of. */
static const char *
picture_fault(const struct cleaning *cleaning, const char *path)
{
    GHashTable *pictures = cleaning->loading->pictures;
    if (!g_hash_table_contains(pictures, path))
        g_hash_table_insert(pictures, g_strdup(path), (void *)fault_of(cleaning, path));
    return g_hash_table_lookup(pictures, path);
}

char *
image_check(const struct cleaning *cleaning, const xmlNode *node, const char *src)
{
    const size_t colon = strcspn(src, ":/");
    if (!*src)
        return refuse(cleaning, node, DIAG_E0421, src, "names no file");
    if (src[colon] == ':' || g_str_has_prefix(src, "//"))
        return refuse(cleaning, node, DIAG_E0421, src, "is no file of the repository");
    g_autofree char *path = *src == '/' ? NULL : resolve(cleaning->found, src);
    if (!path)
        return refuse(cleaning, node, DIAG_E0421, src,
                      "leads out of the repository or has a name that cannot be used");
    if (!source_exists(cleaning->loading, path))
        return refuse(cleaning, node, DIAG_E0421, path, "does not exist");
    const char *fault = picture_fault(cleaning, path);
    if (fault)
        return refuse(cleaning, node, fault == svg ? DIAG_E0423 : DIAG_E0421, path, fault);
    return g_steal_pointer(&path);
}
