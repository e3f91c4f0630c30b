#!/usr/bin/env python3
"""What EPUBCheck does not ask of an e-book: EPUB Accessibility 1.1, and what we promise besides (fixed dates, sorted entries, files
that old readers can hold, a page list that is whole).

epub_rules.py FILE...: one line for each breach; exit status 1 when there is one.
"""
import posixpath
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

X, OPS, OPF = "{http://www.w3.org/1999/xhtml}", "{http://www.idpf.org/2007/ops}", "{http://www.idpf.org/2007/opf}"
DC, NCX, LANG = "{http://purl.org/dc/elements/1.1/}", "{http://www.daisy.org/z3986/2005/ncx/}", "{http://www.w3.org/XML/1998/namespace}lang"
FEATURES = set("structuralNavigation tableOfContents readingOrder displayTransformability ARIA alternativeText pageBreakMarkers "
               "pageNavigation index".split())
ROLES = {"chapter": "doc-chapter", "pagebreak": "doc-pagebreak", "toc": "doc-toc", "page-list": "doc-pagelist", "appendix": "doc-appendix",
         "colophon": "doc-colophon", "glossary": "doc-glossary"}


class Book:
    def __init__(self, path):
        self.path, self.breaches = path, []
        self.zip = zipfile.ZipFile(path)
        self.package = ET.fromstring(self.zip.read("EPUB/package.opf"))
        items = {i.get("id"): i for i in self.package.iter(OPF + "item")}
        self.hrefs = [i.get("href") for i in items.values()]
        self.spine = [items[r.get("idref")].get("href") for r in self.package.iter(OPF + "itemref")]
        self.files = {name: ET.fromstring(self.zip.read("EPUB/" + name)) for name in self.spine}
        self.nav = next(i.get("href") for i in items.values() if i.get("properties") == "nav")

    def need(self, holds, text):
        if not holds:
            self.breaches.append(f"{self.path}: {text}")

    def meta(self, name):
        return [m.text for m in self.package.iter(OPF + "meta") if m.get("property") == name]

    def links(self, kind):
        """The (file, id) pairs of one list of the navigation."""
        for nav in self.files[self.nav].iter(X + "nav"):
            if nav.get(OPS + "type") == kind:
                return [tuple((a.get("href") + "#").split("#")[:2]) for a in nav.iter(X + "a")]
        return []


def check_archive(b):
    entries = b.zip.infolist()
    names = [e.filename for e in entries]
    first = entries[0]
    b.need(first.filename == "mimetype" and first.compress_type == 0 and not first.extra, "mimetype is not first, stored and bare")
    b.need(names[1:] == sorted(names[1:]) and len(set(names)) == len(names), "entries are not sorted, or doubled")
    b.need(all(e.date_time == (1980, 1, 1, 0, 0, 0) for e in entries), "an entry has a date")
    b.need(all(re.fullmatch(r"[A-Za-z0-9/.-]+", n) for n in names), "a name that is not plain")
    held = {n[len("EPUB/"):] for n in names if n.startswith("EPUB/")} - {"package.opf"}
    b.need(held == set(b.hrefs), f"manifest and archive differ: {sorted(held ^ set(b.hrefs))}")
    b.need(all(len(b.zip.read("EPUB/" + n)) < 250000 for n in b.spine), "a file of 250 kB or more")


def check_metadata(b):
    for name in ("schema:accessMode", "schema:accessModeSufficient", "schema:accessibilityFeature", "schema:accessibilityHazard",
                 "schema:accessibilitySummary"):
        b.need(b.meta(name), f"no {name}")
    features = set(b.meta("schema:accessibilityFeature"))
    b.need(features <= FEATURES, f"features {sorted(features - FEATURES)}")
    pages = bool(b.links("page-list"))
    b.need(("pageNavigation" in features) == pages == ("pageBreakMarkers" in features), "pages are claimed and not there, or not claimed")
    b.need(bool(b.meta("pageBreakSource")) == pages, "pageBreakSource")
    pictures = any(True for f in b.files.values() for _ in f.iter(X + "img"))
    b.need(("alternativeText" in features) == pictures, "alternative texts are claimed and not there, or not claimed")
    b.need(not pictures or "visual" in b.meta("schema:accessMode"), "pictures without the mode visual")
    for claim in b.meta("dcterms:conformsTo"):
        b.need(re.fullmatch(r"EPUB Accessibility 1\.[1-9] - WCAG 2\.[0-2] Level A{1,3}", claim), f"conformsTo {claim}")
        b.need(b.meta("a11y:certifiedBy"), "conformance is claimed and certified by nobody")
    modified = b.meta("dcterms:modified")
    b.need(len(modified) == 1 and re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", modified[0]), f"dcterms:modified {modified}")
    b.need(b.package.get(LANG), "the package has no language")


def check_file(b, name, root, ids):
    level = 0
    b.need(root.get("lang") and root.get("lang") == root.get(LANG), f"{name}: language")
    b.need((root.findtext(f".//{X}title") or "").strip(), f"{name}: no title")
    for e in root.iter():
        kind, kinds = e.tag.replace(X, ""), (e.get(OPS + "type") or "").split()
        b.need(e.get("lang") == e.get(LANG), f"{name}: lang and xml:lang differ on {kind}")
        if kind == "img":
            b.need(e.get("alt") is not None, f"{name}: a picture without alt")
        elif kind == "th":
            b.need(e.get("scope"), f"{name}: th without scope")
        elif kind == "table":
            b.need(e.find(f"{X}thead") is not None or e.find(f".//{X}th") is not None, f"{name}: a table without header cells")
        elif kind == "a":
            b.need("".join(e.itertext()).strip() or e.get("aria-label"), f"{name}: a link without text")
            check_link(b, name, e.get("href"), ids)
        elif re.fullmatch("h[1-6]", kind):
            b.need(int(kind[1]) <= level + 1 or level == 0, f"{name}: {kind} after h{level}")
            level = int(kind[1])
        for k in kinds:
            b.need(k not in ROLES or kind == "a" or e.get("role") == ROLES[k], f"{name}: {k} without role {ROLES.get(k)}")


def check_link(b, name, href, ids):
    if href and not re.match(r"[a-z]+:", href):
        target, _, fragment = href.partition("#")
        target = posixpath.normpath(target) if target else name
        b.need(target in ids and (not fragment or fragment in ids[target]), f"{name}: {href} leads nowhere")


def check_navigation(b):
    """The lists are in reading order; every page break is in the page list, and the other way."""
    order, headings, breaks = {}, [], []
    for name in b.spine:
        order[name, ""] = len(order)
        for e in b.files[name].iter():
            if e.get("id"):
                order[name, e.get("id")] = len(order)
            if e.tag in (X + "h1", X + "h2") and name != b.nav:
                headings.append("".join(e.itertext()).split())
            if e.get(OPS + "type") == "pagebreak":
                breaks.append((name, e.get("id")))
                b.need(e.get("aria-label"), f"{name}: a page break without its number")
    for kind in ("toc", "page-list"):
        places = [order.get(link, -1) for link in b.links(kind)]
        b.need(places == sorted(places) and -1 not in places, f"{kind} is not in reading order")
    b.need(b.links("page-list") == breaks, "page list and page breaks differ")
    b.need(len(b.links("toc")) == len(headings), f"{len(headings)} headings, {len(b.links('toc'))} entries")
    ncx = ET.fromstring(b.zip.read("EPUB/toc.ncx"))
    points = [p.find(NCX + "content").get("src") for p in ncx.iter(NCX + "navPoint")]
    b.need(points == ["#".join(link) for link in b.links("toc")], "NCX and table of contents differ")
    b.need(b.links("landmarks"), "no landmarks")


def check(path):
    b = Book(path)
    check_archive(b)
    check_metadata(b)
    ids = {name: [e.get("id") for e in root.iter() if e.get("id")] for name, root in b.files.items()}
    for name, root in b.files.items():
        b.need(len(set(ids[name])) == len(ids[name]), f"{name}: an id twice")
        check_file(b, name, root, ids)
    check_navigation(b)
    return b.breaches


def main():
    breaches = [b for path in sys.argv[1:] for b in check(path)]
    print("\n".join(breaches), end="\n" if breaches else "")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
