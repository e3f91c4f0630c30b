#include <string.h>

#include "sources/sources_int.h"

/* One value list: its entries, and the groups of countries and nationalities. A later section
 * overwrites what it says again, labels and the period of a membership; it does not take a country
 * out of a group that it leaves unsaid.
 *
 * Groups nest to any depth. A country is a member of the innermost one, which leads to the others
 * by its parents; where it does not (group_1, which is nobody's parent; a group that stood
 * elsewhere before) the outer ones count as further memberships. */

struct member {
    struct membership membership;
    const struct group *inner; /* the innermost group, on whose account it is a membership */
    unsigned section;
};

/* What grows beside an entry until the lists are closed. */
struct growth {
    GArray *members; /* struct member */
    unsigned alone;  /* the last section that has it in no group */
};

/* Where a walk through one section is. */
struct spot {
    struct loading *loading;
    struct value_list *list;
    unsigned section;  /* from 1 */
    bool nested;       /* may have groups */
    GPtrArray *groups; /* those around, outermost first */
};

static const char group_1[] = "group_1";

static bool
is_label(const xmlAttr *attribute)
{
    return !attribute->ns && language_find((const char *)attribute->name) < LANGUAGE_COUNT;
}

static void
read_labels(struct sources *sources, const xmlNode *node, const char **labels)
{
    for (enum language l = 0; l < LANGUAGE_COUNT; l++) {
        g_autofree char *label = xml_attribute(node, language_name(l));
        if (label && *label)
            labels[l] = keep_string(sources, without_zero_width(label));
    }
}

static struct entry *
find_entry(const struct value_list *list, const char *key)
{
    const unsigned number = GPOINTER_TO_UINT(g_hash_table_lookup(list->entry_keys, key));
    return number ? &g_array_index(list->entries, struct entry, number - 1) : NULL;
}

/* The entry of that key, made when there is none. */
static struct entry *
entry_for(const struct spot *spot, const char *key, struct place place)
{
    struct value_list *list = spot->list;
    struct entry *entry = find_entry(list, key);
    if (entry)
        return entry;
    const struct entry fresh = {
        .key = keep_string(spot->loading->sources, g_strdup(key)),
        .index = list->entries->len,
        .place = place,
    };
    const struct growth growth = {g_array_new(FALSE, FALSE, sizeof(struct member))};
    g_array_append_val(list->entries, fresh);
    g_array_append_val(list->grown, growth);
    g_hash_table_insert(list->entry_keys, (char *)fresh.key, GUINT_TO_POINTER(list->entries->len));
    return find_entry(list, key);
}

static bool
is_around(const struct group *outer, const struct group *group)
{
    while (group && group != outer)
        group = group->parent;
    return group != NULL;
}

static bool
overlap(const struct membership *a, const struct membership *b)
{
    return !(g_date_valid(&a->until) && g_date_valid(&b->from) &&
             g_date_compare(&a->until, &b->from) < 0) &&
           !(g_date_valid(&b->until) && g_date_valid(&a->from) &&
             g_date_compare(&b->until, &a->from) < 0);
}

/* false: it was a member at that time already, by this section. */
static bool
add_member(const struct spot *spot, GArray *members, const struct membership *membership,
           const struct group *inner)
{
    bool again = false;
    for (unsigned i = members->len; i-- > 0;) {
        const struct member *old = &g_array_index(members, struct member, i);
        if (old->membership.group != membership->group || old->inner != inner)
            continue;
        if (old->section != spot->section)
            g_array_remove_index(members, i);
        else
            again |= overlap(&old->membership, membership);
    }
    const struct member member = {*membership, inner, spot->section};
    if (!again)
        g_array_append_val(members, member);
    return !again;
}

static bool
add_memberships(const struct spot *spot, struct growth *growth, const xmlNode *node)
{
    GPtrArray *groups = spot->groups;
    struct membership innermost = {0};
    period_read(node, true, &innermost.from, &innermost.until, spot->loading->diag);
    if (groups->len == 0) {
        const bool first = growth->alone != spot->section;
        growth->alone = spot->section;
        return first;
    }
    innermost.group = g_ptr_array_index(groups, groups->len - 1);
    const bool first = add_member(spot, growth->members, &innermost, innermost.group);
    for (unsigned i = 0; i + 1 < groups->len; i++) {
        struct membership outer = innermost;
        outer.group = g_ptr_array_index(groups, i);
        if (!is_around(outer.group, innermost.group))
            add_member(spot, growth->members, &outer, innermost.group);
    }
    return first;
}

static void
add_entry(const struct spot *spot, const xmlNode *node)
{
    struct loading *loading = spot->loading;
    const struct place place = xml_place(node);
    g_autofree char *id = xml_attribute(node, "id");
    g_autofree char *key = id ? key_normalise(id) : NULL;
    if (!key || !key_usable(key)) {
        diag_report(loading->diag, DIAG_E0308, place,
                    "give an id of 1 to 64 letters, digits and _ - . ' ( ) &, beginning with a "
                    "letter or a digit",
                    "\"%s\" in the list %s cannot be an id", id ? id : "", spot->list->section);
        return;
    }
    struct entry *entry = entry_for(spot, key, place);
    read_labels(loading->sources, node, entry->label);
    struct growth *growth = &g_array_index(spot->list->grown, struct growth, entry->index);
    if (add_memberships(spot, growth, node))
        return;
    const struct group *group =
        spot->groups->len ? g_ptr_array_index(spot->groups, spot->groups->len - 1) : NULL;
    diag_report(loading->diag, DIAG_E0310, place, "remove one of the two",
                "\"%s\" stands twice in the %s %s", key, group ? "group" : "list",
                group ? group->key : spot->list->section);
}

/* The id of a group: its attribute id, else its first attribute that is no label, else the name of
 * its element when that says more than "group". Owned; NULL: it has none. */
static char *
group_key(const xmlNode *node)
{
    g_autofree char *id = xml_attribute(node, "id");
    const xmlAttr *first = node->properties;
    while (!id && first && (first->ns || is_label(first)))
        first = first->next;
    if (!id && first)
        id = xml_attribute(node, (const char *)first->name);
    if (!id) {
        g_autofree char *name = g_ascii_strdown((const char *)node->name, -1);
        id = strstr(name, "group") ? NULL : g_steal_pointer(&name);
    }
    g_autofree char *key = id ? key_normalise(id) : NULL;
    return key && *key ? g_steal_pointer(&key) : NULL;
}

/* The portal looks at the first attribute, whatever its name. */
static bool
is_group_1(const xmlNode *node, const char *key)
{
    const char *name = node->properties ? (const char *)node->properties->name : "id";
    g_autofree char *first = xml_attribute(node, name);
    g_autofree char *normalised = key_normalise(first ? first : "");
    return strcmp(key, group_1) == 0 || strcmp(normalised, group_1) == 0;
}

static struct group *
group_for(const struct spot *spot, const xmlNode *node, const char *key)
{
    struct value_list *list = spot->list;
    const bool first = is_group_1(node, key);
    struct group *group = g_hash_table_lookup(list->group_keys, key);
    if (!group) {
        struct group *parent =
            spot->groups->len ? g_ptr_array_index(spot->groups, spot->groups->len - 1) : NULL;
        if (first || (parent && parent->depth == 0))
            parent = NULL;
        const struct group fresh = {
            .key = keep_string(spot->loading->sources, g_strdup(key)),
            .parent = parent,
            .depth = first    ? 0
                     : parent ? parent->depth + 1
                              : 1,
            .place = xml_place(node),
        };
        group = keep_copy(spot->loading->sources, &fresh, sizeof fresh);
        g_ptr_array_add(list->groups, group);
        g_hash_table_insert(list->group_keys, (char *)group->key, group);
    }
    if (first)
        g_hash_table_insert(list->group_keys, (char *)group_1, group);
    read_labels(spot->loading->sources, node, group->label);
    return group;
}

/* Whether the group already holds the one that it stands in. */
static bool
is_cyclic(const struct spot *spot, const struct group *group)
{
    for (unsigned i = 0; i < spot->groups->len; i++)
        if (is_around(group, g_ptr_array_index(spot->groups, i)))
            return true;
    return false;
}

static void walk(const struct spot *, const xmlNode *parent);

static void
walk_group(const struct spot *spot, const xmlNode *node)
{
    struct diag *diag = spot->loading->diag;
    g_autofree char *key = group_key(node);
    if (!key || !key_usable(key)) {
        diag_report(diag, DIAG_E0334, xml_place(node), "give it an id, or take it away",
                    "the countries of <%s> count as standing around it", (const char *)node->name);
        walk(spot, node);
        return;
    }
    struct group *group = group_for(spot, node, key);
    if (is_cyclic(spot, group)) {
        diag_report(diag, DIAG_E0311, xml_place(node), "take one of the two out of the other",
                    "the group \"%s\" stands in a group that it holds itself", key);
        return;
    }
    g_ptr_array_add(spot->groups, group);
    walk(spot, node);
    g_ptr_array_set_size(spot->groups, spot->groups->len - 1);
}

/* <country>; and what holds nothing and names a country all the same. Any other element is a group,
 * which may be empty. */
static bool
is_entry(const struct spot *spot, const xmlNode *node)
{
    if (is_part(node, "country"))
        return true;
    if (xml_child(node, NULL))
        return false;
    g_autofree char *id = xml_attribute(node, "id");
    struct entry entry = {.key = id ? id : ""};
    read_labels(spot->loading->sources, node, entry.label);
    return country_code(spot->loading->sources, &entry);
}

static void
walk(const struct spot *spot, const xmlNode *parent)
{
    for (const xmlNode *node = xml_child(parent, NULL); node; node = xml_next(node, NULL)) {
        if (!spot->nested || is_entry(spot, node))
            add_entry(spot, node);
        else
            walk_group(spot, node);
    }
}

void
list_read(struct loading *loading, struct value_list *list, const xmlNode *section, bool nested)
{
    g_autoptr(GPtrArray) groups = g_ptr_array_new();
    const struct spot spot = {loading, list, ++list->sections, nested, groups};
    walk(&spot, section);
}

void
list_open(struct value_list *list, const char *section, const char *const *prefixes)
{
    list->section = section;
    list->prefixes = prefixes;
    list->entries = g_array_new(FALSE, FALSE, sizeof(struct entry));
    list->grown = g_array_new(FALSE, FALSE, sizeof(struct growth));
    list->entry_keys = g_hash_table_new(g_str_hash, g_str_equal);
    list->groups = g_ptr_array_new();
    list->group_keys = g_hash_table_new(g_str_hash, g_str_equal);
}

void
list_close(struct sources *sources, struct value_list *list)
{
    for (unsigned i = 0; i < list->entries->len; i++) {
        struct entry *entry = &g_array_index(list->entries, struct entry, i);
        GArray *members = g_array_index(list->grown, struct growth, i).members;
        g_autoptr(GArray) memberships = g_array_new(FALSE, FALSE, sizeof(struct membership));
        for (unsigned m = 0; m < members->len; m++)
            g_array_append_val(memberships, g_array_index(members, struct member, m).membership);
        entry->memberships =
            keep_copy(sources, memberships->data, memberships->len * sizeof(struct membership));
        entry->membership_count = memberships->len;
        g_array_free(members, TRUE);
    }
    g_clear_pointer(&list->grown, g_array_unref);
}

void
list_free(struct value_list *list)
{
    if (!list->entries)
        return;
    g_array_free(list->entries, TRUE);
    g_hash_table_unref(list->entry_keys);
    g_ptr_array_free(list->groups, TRUE);
    g_hash_table_unref(list->group_keys);
}

struct list
list_view(const struct value_list *list)
{
    return (struct list){(const struct entry *)list->entries->data, list->entries->len};
}

bool
list_is_empty(const struct value_list *list)
{
    return list->entries->len == 0 && list->groups->len == 0;
}

static struct target
target_for(const struct value_list *list, const char *key)
{
    struct target target = {find_entry(list, key), NULL};
    if (!target.entry)
        target.group = g_hash_table_lookup(list->group_keys, key);
    return target;
}

struct target
list_target(const struct value_list *list, const char *reference)
{
    g_autofree char *key = key_normalise(reference);
    struct target target = target_for(list, key);
    const char *rest = key;
    for (const char *const *p = list->prefixes; *p && !target.entry && !target.group; p++) {
        g_autofree char *longer = g_strconcat(*p, rest, NULL);
        if (g_str_has_prefix(rest, *p)) {
            rest += strlen(*p);
            rest += strspn(rest, "_");
            target = target_for(list, rest);
        } else {
            target = target_for(list, longer);
        }
    }
    return target;
}

char *
list_near(struct loading *loading, const struct value_list *list, const char *reference)
{
    g_autofree char *key = key_normalise(reference);
    g_autoptr(GPtrArray) keys = g_ptr_array_new();
    for (unsigned i = 0; i < list->entries->len; i++)
        g_ptr_array_add(keys, (char *)g_array_index(list->entries, struct entry, i).key);
    for (unsigned i = 0; i < list->groups->len; i++)
        g_ptr_array_add(keys, (char *)((struct group *)list->groups->pdata[i])->key);
    return near_help(loading, key, keys);
}

bool
entry_in_group(const struct entry *entry, const struct group *group, const GDate *date)
{
    for (unsigned i = 0; i < entry->membership_count; i++) {
        const struct membership *membership = &entry->memberships[i];
        const bool begun =
            !g_date_valid(&membership->from) || g_date_compare(&membership->from, date) <= 0;
        const bool going =
            !g_date_valid(&membership->until) || g_date_compare(&membership->until, date) >= 0;
        if (begun && going && is_around(group, membership->group))
            return true;
    }
    return false;
}
