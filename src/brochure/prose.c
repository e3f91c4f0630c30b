#include "brochure/text_int.h"

#include <string.h>

#include "base/xml.h"

/* Copies prose node by node. sources has cleaned it: there is XHTML of a closed list, fp: elements
 * and text, and nothing else. */

static void copy_children(struct text *, xmlNode *to, const xmlNode *from, struct instruments);

static bool
is_fp(const xmlNode *node)
{
    return node->type == XML_ELEMENT_NODE && node->ns &&
           strcmp((const char *)node->ns->href, FP_NAMESPACE) == 0;
}

static bool
named(const xmlNode *node, const char *name)
{
    return strcmp((const char *)node->name, name) == 0;
}

bool
prose_has_fp(const xmlNode *body)
{
    for (const xmlNode *node = body ? body->children : NULL; node; node = node->next)
        if (is_fp(node) || prose_has_fp(node))
            return true;
    return false;
}

static const struct fiche *
any_fiche(const struct situation *situation, const char *id)
{
    const struct fiche *fiche = sources_fiche(situation->sources, situation->direction, id);
    return fiche ? fiche : sources_fiche(situation->sources, COMING, id);
}

/* What a reference names, whatever the conditions around it decide. */
static void
check_reference(const struct situation *situation, const xmlNode *node, const char *attribute,
                const char *what)
{
    const struct catalogue *catalogue = sources_catalogue(situation->sources);
    g_autofree char *id = xml_attribute(node, attribute);
    bool known = id != NULL;

    if (known && named(node, "fiche"))
        known = any_fiche(situation, id);
    else if (known && named(node, "form"))
        known = catalogue_form(catalogue, id);
    else if (known)
        known = catalogue_institution(catalogue, id);
    if (!known)
        complain(situation->complaints, DIAG_E0213, xml_place(node), NULL,
                 "fp:%s: there is no %s \"%s\"", (const char *)node->name, what, id ? id : "");
}

static void
check_value(const struct situation *situation, const xmlNode *node)
{
    static const char *const ways[] = {"number", "months", "years", "words", NULL};
    unsigned count;
    const char *const *names = value_names(&count);
    g_autofree char *name = xml_attribute(node, "name");
    g_autofree char *as = xml_attribute(node, "as");
    bool known = false;

    for (unsigned i = 0; name && i < count; i++)
        known |= strcmp(names[i], name) == 0;
    if (!known) {
        const char *near = name ? diag_near(name, names, count) : NULL;
        g_autofree char *help = near ? g_strdup_printf("did you mean %s?", near) : NULL;
        complain(situation->complaints, DIAG_E0209, xml_place(node), help,
                 "fp:value: there is no value \"%s\"", name ? name : "");
    }
    if (as && !g_strv_contains(ways, as))
        complain(situation->complaints, DIAG_E0209, xml_place(node), "number, months, years, words",
                 "fp:value: as=\"%s\" is no way to write a value", as);
}

static void
check_fp(const struct situation *situation, const xmlNode *node)
{
    if (named(node, "when") || named(node, "unless"))
        guard_check(situation, node);
    else if (named(node, "value"))
        check_value(situation, node);
    else if (named(node, "fiche"))
        check_reference(situation, node, "id", "fiche");
    else if (named(node, "form"))
        check_reference(situation, node, "id", "form");
    else
        check_reference(situation, node, named(node, "contact") ? "institution" : "id",
                        "institution");
}

/* Attributes are the author's; values that mean nothing are left out. */
static bool
attribute_fits(const char *name, const char *value)
{
    static const char *const scopes[] = {"col", "row", "colgroup", "rowgroup", NULL};
    static const char *const directions[] = {"ltr", "rtl", "auto", NULL};
    if (strcmp(name, "scope") == 0)
        return g_strv_contains(scopes, value);
    if (strcmp(name, "dir") == 0)
        return g_strv_contains(directions, value);
    if (strcmp(name, "colspan") == 0 || strcmp(name, "rowspan") == 0 || strcmp(name, "span") == 0)
        return g_ascii_string_to_unsigned(value, 10, 1, 1000, NULL, NULL);
    return *value || strcmp(name, "alt") == 0;
}

static void
copy_attributes(xmlNode *to, const xmlNode *from)
{
    for (const xmlAttr *attribute = from->properties; attribute; attribute = attribute->next) {
        const char *name = (const char *)attribute->name;
        const char *value = attribute->children ? (const char *)attribute->children->content : "";
        if (attribute->ns && strcmp(name, "lang") == 0)
            xmlNodeSetLang(to, (const xmlChar *)value);
        else if (!attribute->ns && attribute_fits(name, value))
            set(to, name, value);
    }
}

static xmlNode *
add_link(struct text *text, xmlNode *to, const xmlNode *from, const char *target)
{
    xmlNode *a = add_element(to, text->xhtml, "a");
    g_autofree char *href = g_strconcat("#", target, NULL);
    set(a, "href", href);
    set_place(a, xml_place(from));
    return a;
}

/* The content of a reference, or what stands in for it when it has none. */
static void
reference_text(struct text *text, xmlNode *to, const xmlNode *from, const char *otherwise,
               struct instruments scope)
{
    g_autofree char *words = xml_text(from);
    if (*words || xml_child(from, "value"))
        copy_children(text, to, from, scope);
    else
        xmlNodeAddContent(to, (const xmlChar *)otherwise);
}

static char *
fiche_anchor(const struct fiche *fiche)
{
    return anchor(fiche->kind == THEMATIC ? "fiche-" : "page-", fiche->id);
}

static const struct fiche *
printed_fiche(const struct text *text, const char *id)
{
    return id ? g_hash_table_lookup(text->references->fiches, id) : NULL;
}

static void
copy_fiche_reference(struct text *text, xmlNode *to, const xmlNode *from, struct instruments scope)
{
    g_autofree char *id = xml_attribute(from, "id");
    const struct fiche *printed = printed_fiche(text, id);
    const struct fiche *fiche = printed ? printed : id ? any_fiche(text->situation, id) : NULL;
    const struct version *version = fiche ? fiche->version[text->language] : NULL;
    g_autofree char *target = printed ? fiche_anchor(printed) : NULL;

    reference_text(text, target ? add_link(text, to, from, target) : to, from,
                   version ? version->name : "", scope);
}

static void
copy_institution_reference(struct text *text, xmlNode *to, const xmlNode *from,
                           const char *attribute, struct instruments scope)
{
    const struct catalogue *catalogue = sources_catalogue(text->situation->sources);
    g_autofree char *id = xml_attribute(from, attribute);
    const struct institution *institution = id ? catalogue_institution(catalogue, id) : NULL;
    if (!institution) {
        reference_text(text, to, from, id ? id : "", scope);
        return;
    }
    const char *key = institution_key(text->situation->sources, text->references, institution->id);
    const char *name = institution->abbreviation[text->language]
                           ? institution->abbreviation[text->language]
                           : institution->name[text->language];
    g_autofree char *target = anchor("institution-", key);
    g_hash_table_add(text->references->institutions, g_strdup(key));
    if (!g_ptr_array_find_with_equal_func(text->shown, key, g_str_equal, NULL))
        g_ptr_array_add(text->shown, g_strdup(key));
    reference_text(text, add_link(text, to, from, target), from, name, scope);
}

static const char *
form_name(const struct form *form, enum language language)
{
    return form->number ? form->number : form->name[language] ? form->name[language] : form->id;
}

static void
copy_form_reference(struct text *text, xmlNode *to, const xmlNode *from, struct instruments scope)
{
    const struct catalogue *catalogue = sources_catalogue(text->situation->sources);
    g_autofree char *id = xml_attribute(from, "id");
    const struct form *form = id ? catalogue_form(catalogue, id) : NULL;
    g_autofree char *target = form ? anchor("form-", form->id) : NULL;

    if (form)
        g_hash_table_add(text->references->forms, (gpointer)form);
    reference_text(text, target ? add_link(text, to, from, target) : to, from,
                   form ? form_name(form, text->language) : "", scope);
}

static void
unreadable(const struct text *text, const xmlNode *from, const char *name,
           struct instruments instruments)
{
    const struct situation *situation = text->situation;
    if (instruments.count == 0) {
        complain(situation->complaints, DIAG_E0207, xml_place(from),
                 "put it into <fp:when known=\"…\">, so that it is printed only where it is known",
                 "the value %s is read where no agreement is in force", name);
        return;
    }
    const struct agreement *agreement = instruments.list[0];
    struct value value = value_read(situation, agreement, name, NULL, text->language);
    if (value.state == VALUE_NO_SUCH)
        return;
    g_autofree char *help = g_strdup_printf(
        value.state == VALUE_WORD ? "\"%s\" is no text: test it with <fp:when is=\"%s:…\">"
                                  : "%s is not known: put it into <fp:when known=\"%s\">",
        value.word && value.state == VALUE_WORD ? value.word : name, name);
    complain(situation->complaints, DIAG_E0207, xml_place(from), help,
             "the value %s of %s (%s:%d) cannot be printed", name, agreement->id,
             agreement->place.file, agreement->place.line);
    value_clear(&value);
}

/* Reads a value from the instruments in scope: the only text that they have. */
static void
copy_value(struct text *text, xmlNode *to, const xmlNode *from, struct instruments scope)
{
    const struct situation *situation = text->situation;
    g_autofree char *name = xml_attribute(from, "name");
    g_autofree char *as = xml_attribute(from, "as");
    g_autofree char *found = NULL;
    const struct agreement *agreement = NULL;
    const char *lang = NULL;

    if (name && value_is_country(name))
        found = value_country(situation->destination, name, text->language);
    for (unsigned i = 0; name && !value_is_country(name) && i < scope.count; i++) {
        struct value value = value_read(situation, scope.list[i], name, as, text->language);
        if (value.state == VALUE_TEXT && found && strcmp(found, value.text) != 0)
            complain(situation->complaints, DIAG_E0208, xml_place(from),
                     "name the agreement in an enclosing <fp:when agreement=\"…\">",
                     "the value %s is %s in %s (%s:%d) and %s in %s (%s:%d)", name, found,
                     agreement->id, agreement->place.file, agreement->place.line, value.text,
                     scope.list[i]->id, scope.list[i]->place.file, scope.list[i]->place.line);
        if (value.state == VALUE_TEXT && !found) {
            found = g_steal_pointer(&value.text);
            agreement = scope.list[i];
            lang = value.lang;
        }
        value_clear(&value);
    }
    if (!found) {
        unreadable(text, from, name ? name : "", scope);
        return;
    }
    xmlNode *span = add_element(to, text->xhtml, "span");
    set(span, "class", "value");
    set(span, "data-agreement", agreement ? agreement->id : NULL);
    set(span, "data-value", name);
    if (lang)
        xmlNodeSetLang(span, (const xmlChar *)lang);
    set_place(span, xml_place(from));
    xmlNodeAddContent(span, (const xmlChar *)found);
}

static void
copy_fp(struct text *text, xmlNode *to, const xmlNode *from, struct instruments scope)
{
    check_fp(text->situation, from);
    if (named(from, "when") || named(from, "unless")) {
        struct instruments inner;
        if (guard_decide(text->situation, &text->audience, from, scope, &inner))
            copy_children(text, to, from, inner.list ? inner : scope);
        g_free(inner.list);
    } else if (named(from, "value"))
        copy_value(text, to, from, scope);
    else if (named(from, "institution"))
        copy_institution_reference(text, to, from, "id", scope);
    else if (named(from, "contact"))
        copy_institution_reference(text, to, from, "institution", scope);
    else if (named(from, "form"))
        copy_form_reference(text, to, from, scope);
    else
        copy_fiche_reference(text, to, from, scope);
}

/* "#fiche-ID": to what this document prints, else only its text. */
static void
copy_link(struct text *text, xmlNode *to, const xmlNode *from, struct instruments scope)
{
    static const char local[] = "#fiche-";
    g_autofree char *href = xml_attribute(from, "href");
    if (href && g_str_has_prefix(href, local)) {
        const struct fiche *fiche = printed_fiche(text, href + strlen(local));
        g_autofree char *target = fiche ? fiche_anchor(fiche) : NULL;
        copy_children(text, target ? add_link(text, to, from, target) : to, from, scope);
        return;
    }
    xmlNode *a = add_element(to, text->xhtml, "a");
    copy_attributes(a, from);
    set_place(a, xml_place(from));
    copy_children(text, a, from, scope);
}

static void
copy_element(struct text *text, xmlNode *to, const xmlNode *from, struct instruments scope)
{
    if (is_fp(from)) {
        copy_fp(text, to, from, scope);
    } else if (named(from, "a")) {
        copy_link(text, to, from, scope);
    } else {
        xmlNode *copy = add_element(to, text->xhtml, (const char *)from->name);
        copy_attributes(copy, from);
        set_place(copy, xml_place(from));
        copy_children(text, copy, from, scope);
    }
}

static void
copy_children(struct text *text, xmlNode *to, const xmlNode *from, struct instruments scope)
{
    for (const xmlNode *node = from->children; node; node = node->next) {
        if (node->type == XML_ELEMENT_NODE)
            copy_element(text, to, node, scope);
        else if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
            xmlAddChild(to, xmlNewDocText(to->doc, node->content));
    }
}

void
prose_append(struct text *text, xmlNode *parent, const char *name, const xmlNode *body)
{
    if (!body)
        return;
    xmlNode *container = add_element(parent, text->brochure, name);
    set_place(container, xml_place(body));
    copy_children(text, container, body, text->situation->implicit);
    shape_prose(text, container);
    if (container->children)
        return;
    xmlUnlinkNode(container);
    xmlFreeNode(container);
}

void
prose_check(const struct situation *situation, const xmlNode *body)
{
    for (const xmlNode *node = body ? body->children : NULL; node; node = node->next) {
        if (is_fp(node))
            check_fp(situation, node);
        prose_check(situation, node);
    }
}
