/* Writes the brochure document of every publication: DIRECTORY/nl/leaving/tr.xml.
 *
 *   brochures DIRECTORY [COUNTRY…] */
#include "publish/house.h"
#include "publish/plan.h"

static bool
write_brochure(const struct house *house, const struct job *job, const char *root,
               struct diag *diag)
{
    const struct selection selection = {.direction = job->direction,
                                        .country = job->country,
                                        .lang = job->lang,
                                        .date = house->date};
    g_autofree char *pdf = job_file(job, FORMAT_PDF);
    g_autofree char *path = g_strdup_printf("%s/%.*sxml", root, (int)strlen(pdf) - 3, pdf);
    g_autofree char *directory = g_path_get_dirname(path);
    xmlDoc *brochure = brochure_merge(house->sources, &selection, diag);
    bool good = brochure != NULL && g_mkdir_with_parents(directory, 0777) == 0 &&
                xmlSaveFile(path, brochure) >= 0;

    xmlFreeDoc(brochure);
    return good;
}

int
main(int argc, char **argv)
{
    if (argc < 2)
        return 2;
    g_autoptr(diag) diag = diag_new();
    const struct request request = {
        .sources = "sources",
        .countries.include = argc > 2 ? argv + 2 : NULL,
        .direction = {true, true},
        .language = {true, true, true, true},
    };
    g_autoptr(house) house = house_load(&request, NEED_SOURCES, diag);
    g_autoptr(GPtrArray) jobs = house != NULL ? plan(&request, house->sources, diag) : NULL;
    bool good = jobs != NULL;

    for (unsigned i = 0; good && i < jobs->len; i++)
        good = write_brochure(house, jobs->pdata[i], argv[1], diag);
    return good ? 0 : 1;
}
