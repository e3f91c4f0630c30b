#include <string.h>

#include "sources/body_int.h"
#include "sources/catalogue_int.h"

/* Fiches, information pages and convention pages: what kind a file is, and its language versions.
 */

/* No child element but ours, no text: whatever white space a pretty-printer left. */
static bool
is_empty(const xmlNode *metadatas)
{
    g_autofree char *text = NULL;
    const xmlNode *node = xml_child(metadatas, NULL);
    while (node && in_namespace(node, FP_NAMESPACE))
        node = xml_next(node, NULL);
    if (node)
        return false;
    for (node = metadatas->children; node; node = node->next) {
        if (node->type != XML_TEXT_NODE && node->type != XML_CDATA_SECTION_NODE)
            continue;
        g_free(text);
        text = xml_text(node);
        if (*text)
            return false;
    }
    return true;
}

static bool
is_convention_id(const char *id)
{
    return strstr(id, "_Convention_") != NULL;
}

static enum kind
decide_kind(struct loading *loading, const xmlNode *root, const xmlNode *metadatas, const char *id)
{
    if (!metadatas)
        diag_report(loading->diag, DIAG_E0329, xml_place(root),
                    "add <metadatas/>, or fill it when this is a fiche",
                    "without <metadatas> this is read as a page for everybody");
    if (metadatas && !is_empty(metadatas))
        return THEMATIC;
    if (metadatas && metadatas->children && !xml_child(metadatas, NULL))
        diag_report(loading->diag, DIAG_E0328, xml_place(metadatas), "write <metadatas/>",
                    "white space alone counts as empty here, and did not in the portal's import");
    return is_convention_id(id) ? CONVENTION : INFORMATION;
}

/* The first part of that name; others are reported. */
static const xmlNode *
single(struct loading *loading, const xmlNode *parent, const char *name)
{
    const xmlNode *first = part(parent, name);
    for (const xmlNode *node = first ? xml_next(first, NULL) : NULL; node;
         node = xml_next(node, NULL))
        if (is_part(node, name))
            diag_report(loading->diag, DIAG_E0331, xml_place(node), "keep one of the two",
                        "<%s> stands in line %d already; this one is not read", name,
                        xml_place(first).line);
    return first;
}

static const xmlNode *
read_prose(struct cleaning *cleaning, const xmlNode *node, const char *name)
{
    const xmlNode *holder = single(cleaning->loading, node, name);
    return holder ? body_clean(cleaning, holder) : NULL;
}

/* "hanger": both spellings, wherever it stands. */
static const xmlNode *
read_hang(struct cleaning *cleaning, const xmlNode *node)
{
    const xmlNode *hang = read_prose(cleaning, node, "hangs");
    return hang ? hang : read_prose(cleaning, node, "hang");
}

static const xmlNode *
read_summary(struct cleaning *cleaning, const xmlNode *node, enum kind kind)
{
    const xmlNode *holder = single(cleaning->loading, node, "summary");
    if (!holder || kind == THEMATIC)
        return holder ? body_clean(cleaning, holder) : NULL;
    g_autofree char *text = xml_text(holder);
    if (*text)
        diag_report(cleaning->loading->diag, DIAG_E0328, xml_place(holder),
                    "put it into <introduction>", "<summary> is read in fiches only");
    return NULL;
}

static void
read_origin(struct loading *loading, const xmlNode *node, struct version *version)
{
    g_autofree char *lang = xml_attribute(node, "lang");
    g_autofree char *revision = xml_attribute(node, "revision");
    version->translates = language_find(lang);
    if (version->translates == LANGUAGE_COUNT)
        diag_report(loading->diag, DIAG_E0333, xml_place(node), "write nl, fr, de or en",
                    "\"%s\" is no language to translate from", lang ? lang : "");
    if (revision && *revision)
        version->revision = keep_string(loading->sources, g_steal_pointer(&revision));
}

static void
read_other_parts(struct loading *loading, const xmlNode *node, enum direction direction,
                 struct version *version)
{
    static const char *const known[] = {"title",       "summary", "introduction",
                                        "description", "hang",    "hangs"};
    for (const xmlNode *child = xml_child(node, NULL); child; child = xml_next(child, NULL)) {
        bool is_known = false;
        for (unsigned i = 0; i < G_N_ELEMENTS(known); i++)
            is_known |= is_part(child, known[i]);
        if (is_known)
            continue;
        if (is_part(child, "external_links_wb") && direction == COMING && holds_link_ids(child))
            version->external_links = link_ids_read(loading, child);
        else if (is_part(child, "external_links_wb"))
            diag_report(loading->diag, DIAG_E0328, xml_place(child), NULL,
                        direction == COMING
                            ? "<external_links_wb> holds no link ids and is not read"
                            : "<external_links_wb> is read in the direction coming only");
        else if (in_namespace(child, FP_NAMESPACE) && xml_is(child, "translates"))
            read_origin(loading, child, version);
        else
            diag_report(loading->diag, DIAG_E0330, xml_place(child), "remove it, or mend its name",
                        "<%s> means nothing in a language version", (const char *)child->name);
    }
}

/* NULL: it has no title or no text. */
static const struct version *
read_version(struct cleaning *cleaning, const xmlNode *node, const struct fiche *fiche)
{
    struct loading *loading = cleaning->loading;
    const xmlNode *title = single(loading, node, "title");
    struct version version = {
        .title = title,
        .summary = read_summary(cleaning, node, fiche->kind),
        .introduction = read_prose(cleaning, node, "introduction"),
        .description = read_prose(cleaning, node, "description"),
        .hang = read_hang(cleaning, node),
        .name = title ? keep_string(loading->sources, title_clean(cleaning, title)) : "",
        .translates = LANGUAGE_COUNT,
        .place = xml_place(node),
    };
    read_other_parts(loading, node, fiche->direction, &version);
    const bool text =
        version.summary || version.introduction || version.description || version.hang;
    if (text && !*version.name)
        diag_report(loading->diag, DIAG_E0411, version.place, "give it a title",
                    "the text in %s has no title and does not count", (const char *)node->name);
    return text && *version.name ? keep_copy(loading->sources, &version, sizeof version) : NULL;
}

static void
read_versions(struct cleaning *cleaning, const xmlNode *contents, struct fiche *fiche)
{
    struct loading *loading = cleaning->loading;
    bool seen[LANGUAGE_COUNT + 1] = {false};
    for (const xmlNode *node = xml_child(contents, NULL); node; node = xml_next(node, NULL)) {
        g_autofree char *name = g_ascii_strdown((const char *)node->name, -1);
        const enum language language = language_find(name);
        if (language == LANGUAGE_COUNT)
            diag_report(loading->diag, DIAG_E0410, xml_place(node), "use nl, fr, de or en",
                        "<%s> is none of the languages, and was not read", name);
        else if (seen[language])
            diag_report(loading->diag, DIAG_E0410, xml_place(node), "keep one of the two",
                        "<%s> stands here again, and was not read", name);
        else {
            cleaning->language = language;
            fiche->version[language] = read_version(cleaning, node, fiche);
        }
        seen[language] = true;
    }
}

static struct draft *
read_fiche(struct loading *loading, enum direction direction, const struct found *found)
{
    const xmlDoc *doc = load_document(loading, found->path, true);
    if (!doc)
        return NULL;
    const xmlNode *root = xmlDocGetRootElement(doc);
    const xmlNode *metadatas = single(loading, root, "metadatas");
    const xmlNode *contents = single(loading, root, "contents");
    struct draft *draft = g_new0(struct draft, 1);
    struct fiche *fiche = &draft->fiche;
    struct cleaning *cleaning = cleaning_new(loading, found, direction, root);
    draft->found = found;
    fiche->direction = direction;
    fiche->kind = decide_kind(loading, root, metadatas, found->id);
    fiche->id = found->id;
    fiche->institution = found->institution;
    fiche->file = found->path;
    fiche->digest = xml_digest(doc);
    fiche->place = xml_place(root);
    if (metadatas) {
        metadata_read(loading, metadatas, draft);
        fiche->hang = read_hang(cleaning, metadatas);
    }
    read_versions(cleaning, contents, fiche);
    cleaning_finish(cleaning);
    return draft;
}

/* A leaving convention page gives way to one of the coming tree, which serves both directions. */
static bool
gives_way(struct loading *loading, const struct draft *draft)
{
    const struct fiche *fiche = &draft->fiche;
    if (fiche->kind != CONVENTION || fiche->direction != LEAVING)
        return false;
    g_autofree char *name = catalogue_fold(fiche->id);
    for (unsigned i = 0; i < loading->drafts->len; i++) {
        const struct fiche *other = &((struct draft *)loading->drafts->pdata[i])->fiche;
        g_autofree char *other_name = catalogue_fold(other->id);
        if (other->direction != COMING || other->kind != CONVENTION ||
            strcmp(name, other_name) != 0)
            continue;
        diag_report(loading->diag, DIAG_E0328, fiche->place, "remove it",
                    "%s serves both directions; this page is not read", other->file);
        return true;
    }
    diag_report(loading->diag, DIAG_E0328, fiche->place, "move it to coming_to_belgium",
                "a convention page stands in the leaving tree");
    return false;
}

static void
keep_fiches(struct loading *loading)
{
    struct sources *sources = loading->sources;
    for (unsigned i = 0; i < loading->drafts->len;) {
        if (gives_way(loading, loading->drafts->pdata[i]))
            g_ptr_array_remove_index(loading->drafts, i);
        else
            i++;
    }
    for (unsigned i = 0; i < loading->drafts->len; i++) {
        const struct draft *draft = loading->drafts->pdata[i];
        g_array_append_val(sources->fiches, draft->fiche);
        sources->fiche_starts[draft->fiche.direction + 1] = i + 1;
    }
    for (enum direction d = 0; d < DIRECTION_COUNT; d++)
        sources->fiche_starts[d + 1] = MAX(sources->fiche_starts[d + 1], sources->fiche_starts[d]);
}

/* Of a fiche that cannot be read the criteria still can. */
static void
check_criteria(struct loading *loading, enum direction direction, const struct found *found)
{
    struct fiche unread = {.direction = direction, .id = found->id};
    if (found_named(loading->criteria[direction], found->id))
        criteria_load(loading, &unread, found);
}

void
fiches_load(struct loading *loading)
{
    for (enum direction d = 0; d < DIRECTION_COUNT; d++)
        for (unsigned i = 0; i < loading->fiches[d]->len; i++) {
            const struct found *found = &g_array_index(loading->fiches[d], struct found, i);
            struct draft *draft = read_fiche(loading, d, found);
            if (!draft) {
                check_criteria(loading, d, found);
                continue;
            }
            if (draft->fiche.kind == THEMATIC)
                criteria_load(loading, &draft->fiche, found);
            g_ptr_array_add(loading->drafts, draft);
        }
    keep_fiches(loading);
    criteria_check_unused(loading);
    references_resolve(loading);
}
