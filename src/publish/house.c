#include "publish/house.h"

#include <string.h>

#include "base/file.h"
#include "base/version.h"

char *
house_stylesheets(const struct request *request)
{
    return request->stylesheets ? g_strdup(request->stylesheets)
                                : g_build_filename(file_data_directory(), "stylesheets", NULL);
}

char *
house_font_config(const struct request *request)
{
    return request->fonts ? g_strdup(request->fonts)
                          : g_build_filename(file_data_directory(), "fonts", "fonts.conf", NULL);
}

/* Names and bytes of all files below, in bytewise order. */
static bool
hash_tree(GChecksum *checksum, const char *root, const char *path, struct diag *diag)
{
    g_auto(GStrv) names = file_list(root, path, diag);

    for (unsigned i = 0; names != NULL && names[i] != NULL; i++) {
        if (names[i][0] == '.' || g_str_has_suffix(names[i], "~"))
            continue;
        g_autofree char *child =
            strcmp(path, ".") == 0 ? g_strdup(names[i]) : g_build_filename(path, names[i], NULL);
        g_autofree char *full = g_build_filename(root, child, NULL);
        if (g_file_test(full, G_FILE_TEST_IS_DIR)) {
            if (!hash_tree(checksum, root, child, diag))
                return false;
            continue;
        }
        g_autoptr(GBytes) bytes = file_read(root, child, FILE_LIMIT, diag);
        if (bytes == NULL)
            return false;
        g_checksum_update(checksum, (const guchar *)child, (gssize)strlen(child) + 1);
        g_checksum_update(checksum, g_bytes_get_data(bytes, NULL), (gssize)g_bytes_get_size(bytes));
    }
    return names != NULL;
}

static bool
load_stylesheets(struct house *house, const struct request *request, struct diag *diag)
{
    static const char *const head[] = {"part", "head", NULL};
    static const char *const large[] = {"large", "1", NULL};
    const char *const *print = request->large_print ? large : NULL;
    g_autofree char *directory = house_stylesheets(request);
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);

    if (!hash_tree(checksum, directory, ".", diag))
        return false;
    if (print != NULL)
        g_checksum_update(checksum, (const guchar *)print[0], -1);
    house->to_fo = stylesheet_load(directory, "brochure-fo.xsl", print, diag);
    house->to_xhtml = stylesheet_load(directory, "brochure-xhtml.xsl", NULL, diag);
    house->to_head = stylesheet_load(directory, "brochure-xhtml.xsl", head, diag);
    house->css = file_read(directory, "epub.css", FILE_LIMIT, diag);
    house->style_digest = g_strdup(g_checksum_get_string(checksum));
    return house->to_fo != NULL && house->to_xhtml != NULL && house->to_head != NULL &&
           house->css != NULL;
}

static bool
load_sources(struct house *house, const struct request *request, struct diag *diag)
{
    house->sources = sources_load(request->sources, diag);
    if (house->sources == NULL)
        return false;
    house->date =
        g_date_valid(&request->date) ? request->date : sources_edition(house->sources)->date;
    return true;
}

static bool
load_fonts(struct house *house, const struct request *request, struct diag *diag)
{
    g_autofree char *config = house_font_config(request);

    house->fonts = fonts_load(config, diag);
    return house->fonts != NULL;
}

struct house *
house_load(const struct request *request, unsigned needs, struct diag *diag)
{
    g_autoptr(house) house = g_new0(struct house, 1);
    bool done = true;

    house->level = request->level;
    house->linear = request->linear;
    if (needs & NEED_SOURCES)
        done &= load_sources(house, request, diag);
    if (needs & NEED_STYLESHEETS)
        done &= load_stylesheets(house, request, diag);
    if (needs & NEED_FONTS)
        done &= load_fonts(house, request, diag);
    return done ? g_steal_pointer(&house) : NULL;
}

void
house_free(struct house *house)
{
    if (house == NULL)
        return;
    sources_free(house->sources);
    stylesheet_free(house->to_fo);
    stylesheet_free(house->to_xhtml);
    stylesheet_free(house->to_head);
    fonts_free(house->fonts);
    g_clear_pointer(&house->css, g_bytes_unref);
    g_free(house->style_digest);
    g_free(house);
}
