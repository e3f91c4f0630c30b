"""Faults of rows, ids, files, encodings and value lists."""

import gzip
import re

from fault import COMMENT, MARK, Fault, family, fault, fiche, insert
from findings import elements, line_of
from names import LANGUAGES, TREES, norm
from world import Document, Entry, Group, Member, Row, groups


# ---- rows and subjects ----

def extra_row(world, raw, severity="error", **more):
    """A row beside the good ones, the same as the first but for what is wrong in it."""
    document = fiche(world)
    row = document.rows[0]
    document.rows.append(Row(row.destinations, row.nationalities, row.statuses, raw))
    return Fault(severity, document.criteria_path, **more)


def _value(world, child):
    return extra_row(world, {child: f"<{child}>{MARK}land</{child}>"})


def _value_in_list(world, child):
    keys = {"destination": world.places, "nationality": world.nationals}[child]
    return extra_row(world, {child: f"<{child}>{keys[0].id}; {MARK} ;</{child}>"})


family(_value, unknown_destination="destination", unknown_nationality="nationality", unknown_status="status")
family(_value_in_list, unknown_nationality="nationality")


def row_lines(document, children=()):
    def where(files):
        data = files[document.criteria_path]
        rows = [(first, last) for path, _, first, last in elements(data) if len(path) == 2]
        lines = {rows[-1][0]} | {first for path, _, first, _ in elements(data) if len(path) == 3 and path[2] in children and first > rows[-1][0]}
        return {document.criteria_path: lines}
    return where


def _row_lacks(world, case):
    child, markup = case
    document = fiche(world)
    row = document.rows[0]
    document.rows.append(Row(row.destinations, row.nationalities, row.statuses, {child: markup}))
    return Fault("warning" if child == "nationality" else "error", where=row_lines(document, [child]))


family(_row_lacks, status=("status", None), status_empty=("status", "<status/>"), status_blank=("status", "<status> ; </status>"),
       destination=("destination", None), destination_empty=("destination", "<destination></destination>"))


@fault
def row_of_nothing(world):
    document = fiche(world)
    document.raw["rows"] = f"<row>{COMMENT}</row>\n"
    return Fault("error", document.criteria_path)


def _nationality_lacks(world, markup):
    """On a fiche that stands alone in its cells for everybody."""
    everyone = {n.key for n in world.nationals}
    document = fiche(world, lambda d: len(d.rows) == 1 and set(d.rows[0].nationalities) == everyone)
    if document is None:
        return None
    document.rows[0].raw["nationality"] = markup
    return Fault("warning", where=row_lines(document, ["nationality"]))


family(_nationality_lacks, left_out=None, empty="<nationality/>", blank="<nationality> ;; </nationality>")


@fault
def status_of_other_direction(world):
    document = fiche(world)
    own = {s.key for s in world.statuses[document.direction]}
    others = [s for d in TREES for s in world.statuses[d] if d != document.direction and s.key not in own]
    if not others:
        return None
    row = document.rows[0]
    document.rows.append(Row(row.destinations, row.nationalities, row.statuses, {"status": f"<status>{COMMENT}{others[0].id.replace('&', '&amp;')}</status>"}))
    return Fault("error", document.criteria_path)


def _several(world, child):
    """In a fiche whose time is over, so that it meets no other."""
    direction = world.r.choice(list(TREES))
    ids = {"destination": [e.id for e in world.places], "status": [e.id for e in world.statuses[direction]]}[child]
    if len(ids) < 2:
        return None
    values = "; ".join(v.replace("&", "&amp;") for v in ids[:2])
    row = Row([world.places[0].key], [world.nationals[0].key], [world.statuses[direction][0].key], {child: f"<{child}>{values}</{child}>"})
    document = world.new_document(direction, subject=world.subjects[direction][0].key, rows=[row], since="2001-01-01", until="2002-01-01")
    world.documents.append(document)
    return Fault("warning", where=row_lines(document, [child]))


family(_several, destinations="destination", statuses="status")


def _subject(world, attribute):
    document = fiche(world)
    document.raw["subject"] = attribute
    return Fault("error", where=lambda files: {document.criteria_path: {elements(files[document.criteria_path])[0][2]}})


family(_subject, missing="", empty=' subject=""', blank=' subject="  "', unknown=f' subject="{MARK}"')


@fault
def key_with_zero_width(world):
    place = world.places[0].id
    return extra_row(world, {"destination": f"<destination>{COMMENT}{place[:1]}\u200b{place[1:]}</destination>"})


# ---- ids, files ----

def page_like(world, document, name, folder):
    page = world.clothe(Document(document.direction, folder, name))
    world.documents.append(page)
    return page


@fault
def id_in_two_folders(world):
    document = fiche(world)
    page = page_like(world, document, document.id, ["Elsewhere"])
    return Fault("error", where=lambda files: {document.path: None, page.path: None})


@fault
def ids_differ_by_case(world):
    document = fiche(world, lambda d: d.id.swapcase() != d.id)
    page = page_like(world, document, document.id.swapcase(), world.r.choice([document.folder, ["Elsewhere"]]))
    return Fault("error", where=lambda files: {document.path: None, page.path: None})


@fault
def ids_differ_by_hyphen(world):
    document = fiche(world, lambda d: len(d.id) < 120)
    page = page_like(world, document, document.id[:1] + "-" + document.id[1:], ["Elsewhere"])
    return Fault("warning", where=lambda files: {document.path: None, page.path: None})


def _file_name(world, name):
    document = fiche(world)
    path = "/".join(document.path.split("/")[:-1]) + "/" + name
    return Fault("error", edit=lambda files: files.update({path: files[document.path]}), where=lambda files: {path: None})


family(_file_name, blank="A b.xml", dot=".a.xml", percent="a%20b.xml", letter="é.xml", long="a" * 129 + ".xml", plus="a+b.xml")


@fault
def folder_name(world):
    document = fiche(world)
    path = f"{TREES[document.direction]}/themas/Bad name/fine_1.xml"
    return Fault("error", edit=lambda files: files.update({path: b"<a><metadatas/><contents/></a>"}), where=lambda files: {path: None, path.rsplit("/", 1)[0]: None},
                 most=3)


@fault
def file_name_with_more(world):
    document = fiche(world)
    path = document.path + ".bak"
    return Fault("warning", edit=lambda files: files.update({path: files[document.path]}), where=lambda files: {path: None})


@fault
def fiche_without_criteria(world):
    document = world.new_document("leaving", rows=[])
    document.raw["no criteria"] = True
    world.documents.append(document)
    return Fault("warning", where=lambda files: {document.path: None})


@fault
def criteria_without_rows(world):
    document = world.new_document("coming", rows=[], subject=world.subjects["coming"][0].key)
    world.documents.append(document)
    return Fault("warning", where=lambda files: {document.path: None, document.criteria_path: None})


@fault
def criteria_without_fiche(world):
    document = fiche(world)
    path = document.criteria_path.replace("_criteria.xml", "_zz9_criteria.xml")
    return Fault("warning", edit=lambda files: files.update({path: files[document.criteria_path]}), where=lambda files: {path: None})


@fault
def criteria_of_a_page(world):
    page = next((d for d in world.documents if not d.is_fiche and "_Convention" not in d.id), None)
    if page is None:
        return None
    document = fiche(world, lambda d: d.direction == page.direction)
    if document is None:
        return None
    return Fault("warning", edit=lambda files: files.update({page.criteria_path: files[document.criteria_path]}),
                 where=lambda files: {page.criteria_path: None, page.path: None})


@fault
def criteria_in_another_folder(world):
    document = fiche(world)
    path = document.criteria_path.rsplit("/", 1)
    document.raw["criteria path"] = path[0] + "x/" + path[1]
    return Fault("warning", where=lambda files: {document.raw["criteria path"]: None, document.path: None})


@fault
def metadatas_missing(world):
    page = world.new_document("leaving")
    page.raw["metadatas"] = ""
    world.documents.append(page)
    return Fault("warning", where=lambda files: {page.path: None})


@fault
def convention_of_nobody(world):
    world.add_page("coming", "FODSZ_Convention_-Utopia")
    page = world.documents[-1]
    return Fault("warning", where=lambda files: {page.path: None})


# ---- the reader ----

def _bytes(world, change):
    document = fiche(world)
    return Fault("error", edit=lambda files: files.update({document.path: change(files[document.path])}),
                 where=lambda files: {document.path: None})


family(_bytes,
       doctype=lambda d: b"<!DOCTYPE fiche>" + re.sub(rb"^(\xef\xbb\xbf)?<\?xml.*?\?>\s*", b"", d),
       entity_bomb=lambda d: b'<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;">]>' + re.sub(rb"^(\xef\xbb\xbf)?<\?xml.*?\?>\s*", b"", d),
       gzip=gzip.compress, empty=lambda d: b"", blank=lambda d: b"  \n", utf8=insert(b"\xff\xfe"), latin_unsaid=insert(b"<p>\xe9</p>"),
       overlong=insert(b"\xc0\xaf"), surrogate=insert(b"\xed\xa0\x80"), nul=insert(b"\0"), truncated=lambda d: d[:len(d) // 2],
       unclosed=insert(b"<p>"), unopened=insert(b"</p>"), nbsp=insert(b"&nbsp;"), two_roots=lambda d: d.rstrip() + b"<b/>",
       text_after=lambda d: d.rstrip() + b"x", prefix=insert(b"<q:p/>"), attribute_twice=insert(b'<p a="1" a="2"/>'), ampersand=insert(b"a & b"),
       less=insert(b"a < b"), deep=insert(b"<a>" * 70 + b"</a>" * 70), wide=insert(b"<a " + b" ".join(b'a%d="1"' % n for n in range(300)) + b"/>"),
       control=insert(b"&#1;"), cdata=insert(b"<![CDATA[ x"), comment=insert(b"<!-- a -- b -->"), version=lambda d: b'<?xml version="7"?>' + d)


def _lists_bytes(world, change):
    def edit(files):
        path = sorted(p for p in files if p.startswith("criteria/"))[0]
        files[path] = change(files[path])
    return Fault("error", edit=edit, where=lambda files: {p: None for p in files if p.startswith("criteria/")})


def _encoding(world, case):
    name, codec = case
    document = fiche(world)

    def edit(files):
        text = re.sub(r"^<\?xml.*?\?>", "", files[document.path].decode("utf-8-sig"))
        head = "" if codec == "utf-16" else f'<?xml version="1.0" encoding="{name}"?>'
        files[document.path] = (head + text).encode(codec, "xmlcharrefreplace" if codec != "utf-16" else "strict")
    return Fault("warning", edit=edit, where=lambda files: {document.path: None})


def _encoding_refused(world, case):
    one = _encoding(world, case)
    one.severity = "error"
    return one


family(_encoding, latin1=("ISO-8859-1", "latin-1"), latin9=("iso-8859-15", "iso8859-15"), windows=("Windows-1252", "cp1252"), utf16=("UTF-16", "utf-16"))
family(_encoding_refused, utf7=("UTF-7", "latin-1"), cyrillic=("koi8-r", "koi8-r"), unknown=("x-none", "latin-1"))


# ---- value lists ----

def section_lines(files, name):
    return {p: {first for path, _, first, _ in elements(d) if len(path) >= 2 and path[1] == name} for p, d in files.items() if p.startswith("criteria/")}


@fault
def cyclic_group(world):
    world.destination.append(Group(MARK, {}, [Group("Inner", {}, [Group(MARK.upper(), {}, [])])]))
    return Fault("error", least=1, where=lambda files: {p: set(line_of(d, MARK)) | set(line_of(d, MARK.upper())) for p, d in files.items() if p.startswith("criteria/")})


def without_section(data, name):
    return re.sub(rf"\s*<{name}>.*</{name}>".encode(), b"", data, flags=re.S)


def _list_missing(world, name):
    def edit(files):
        for path in [p for p in files if p.startswith("criteria/")]:
            if name in ("destination", "nationality") or "LB" in path:
                files[path] = without_section(files[path], name)
    return Fault("error", edit=edit, where=lambda files: {p: None for p in [*files, "criteria", "criteria/", "", "."] if p.startswith("criteria") or len(p) < 2})


family(_list_missing, status="status", subject="subject", destination="destination", nationality="nationality")


@fault
def no_lists(world):
    def edit(files):
        for path in [p for p in files if p.startswith("criteria/")]:
            del files[path]
    return Fault("error", edit=edit, where=lambda files: {"criteria": None, "": None, ".": None, "criteria/": None}, most=9)


def _list_twice(world, kind):
    def edit(files):
        path = next(p for p in files if p.startswith("criteria/") and "LB" in p)
        text = files[path]
        section = re.search(rb"  <status>.*</status>", text, re.S).group(0)
        if kind == "file":
            files["criteria/zLB2.xml"] = b"<a>" + section + b"</a>"
        else:
            files[path] = insert(section)(text)
    return Fault("warning", edit=edit, where=lambda files: {p: None for p in files if p.startswith("criteria/")})


family(_list_twice, in_file="here", in_files="file")


def _label(world, section):
    entries = {"destination": world.places, "status": world.statuses["leaving"], "subject": world.subjects["coming"], "nationality": world.nationals}[section]
    entry = world.r.choice(entries)
    language = world.r.choice(LANGUAGES)
    entry.labels = {k: v for k, v in entry.labels.items() if k != language}

    def where(files):
        return {p: {first for path, attributes, first, _ in elements(d) if norm(attributes.get("id", "")) == entry.key}
                for p, d in files.items() if p.startswith("criteria/")}
    return Fault("warning", where=where, most=8)  # the two lists of countries may share their entries


family(_label, status="status", subject="subject", destination="destination", nationality="nationality")


@fault
def country_twice_in_group(world):
    some = [g for g in groups(world.destination) if any(isinstance(c, Member) for c in g.children)]
    if not some:
        return None
    group = world.r.choice(some)
    member = next(c for c in group.children if isinstance(c, Member))
    group.children.append(member)

    def where(files):
        return {p: {first for path, a, first, _ in elements(d) if path[1:2] == ("destination",) and norm(a.get("id", "")) == member.entry.key}
                for p, d in files.items() if p.startswith("criteria/")}
    return Fault("warning", where=where)


@fault
def entry_without_id(world):
    def edit(files):
        path = next(p for p in files if p.startswith("criteria/") and "LB" in p)
        files[path] = files[path].replace(b"<status>", f"<status><item nl='a' fr='b' de='c' en='d'/>{COMMENT}".encode(), 1)
    return Fault("error", edit=edit)


@fault
def no_country(world):
    world.destination.append(Member(Entry("Utopia" + MARK, dict.fromkeys(LANGUAGES, "Utopia"), "xx")))
    return Fault("error", least=1, most=1)


def _membership(world, dates):
    group = next(groups(world.destination), None)
    if group is None:
        return None
    known = [c.entry.key for c in group.children if isinstance(c, Member)]
    place = next((p for p in world.places if p.key not in known), None)
    if place is None:
        return None
    member = Member(place)
    group.children.append(member)
    member.since, member.until = dates

    def where(files):
        return {p: set(line_of(d, dates[0] or dates[1])) for p, d in files.items() if p.startswith("criteria/")}
    return Fault("error", where=where, most=2)  # both files may have the group


family(_membership, impossible=("2031-02-30", ""), month=("", "2031-13-01"), order=("2031-05-05", "2030-05-05"), word=("sooner", ""))
