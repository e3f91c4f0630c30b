#include "sources/sources_int.h"

void
links_load(struct loading *loading)
{
    struct sources *sources = loading->sources;
    const xmlDoc *doc = load_own_or_bundled(loading, "catalogue/links.xml");
    if (!doc || !xml_validate(doc, "links", loading->diag))
        return;
    const xmlNode *node = xml_child(xmlDocGetRootElement(doc), "link");
    for (; node; node = xml_next(node, "link")) {
        struct link link = {keep_string(sources, xml_attribute(node, "id")),
                            .place = xml_place(node)};
        const struct link *other = sources_link(sources, link.id);
        if (other)
            diag_report(loading->diag, DIAG_E0303, link.place, "remove one of them",
                        "the link %s stands in line %d as well", link.id, other->place.line);
        const xmlNode *address = xml_child(node, "address");
        for (; address; address = xml_next(address, "address")) {
            g_autofree char *lang = xml_attribute(address, "lang");
            const enum language language = language_find(lang);
            link.address[language] = keep_string(sources, xml_attribute(address, "href"));
            link.text[language] = keep_string(sources, xml_text(address));
        }
        g_hash_table_insert(sources->links, (char *)link.id,
                            keep_copy(sources, &link, sizeof link));
    }
}
