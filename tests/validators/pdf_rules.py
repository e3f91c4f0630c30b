#!/usr/bin/env python3
"""Rules of ISO 14289-1 (PDF/UA-1) and ISO 19005-2 (PDF/A-2a) that a program can decide, on finished files.

pdf_rules.py FILE...: one line for each breach, with the clause; exit status 1 when there is one. It knows nothing of the writer:
qpdf reads the objects, the content streams are read here.
"""
import collections
import json
import re
import struct
import subprocess
import sys
import xml.etree.ElementTree as ET

NS = {"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dc": "http://purl.org/dc/elements/1.1/",
      "xmp": "http://ns.adobe.com/xap/1.0/", "pdf": "http://ns.adobe.com/pdf/1.3/",
      "ua": "http://www.aiim.org/pdfua/ns/id/", "a": "http://www.aiim.org/pdfa/ns/id/"}

STANDARD = set("Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody "
               "Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure "
               "Formula Form".split())
ONLY_IN = {"LI": {"L"}, "LBody": {"LI"}, "TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}, "THead": {"Table"},
           "TBody": {"Table"}, "TFoot": {"Table"}, "TOCI": {"TOC"}}
ONLY_HOLDS = {"L": {"L", "LI", "Caption"}, "LI": {"Lbl", "LBody"}, "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
              "TR": {"TH", "TD"}, "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"}, "TOC": {"TOC", "TOCI", "Caption"}}
PAINTING = set("Tj TJ ' \" f F f* S s B B* b b* Do sh".split())
TOKEN = re.compile(rb"\((?:[^()\\]|\\.)*\)|<<|>>|<[0-9a-fA-F\s]*>|[\[\]]|/[^\s()<>\[\]{}/%]*|[^\s()<>\[\]{}/%]+", re.S)


class File:
    def __init__(self, path):
        self.path, self.breaches = path, []
        with open(path, "rb") as f:
            self.head = f.read(32)
        out = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized", path],
                             capture_output=True, check=True).stdout
        self.objects = json.loads(out)["qpdf"][1]
        self.trailer = self.objects["trailer"]["value"]
        self.root = self.get(self.trailer["/Root"])

    def breach(self, clause, text):
        self.breaches.append(f"{self.path}: {clause}: {text}")

    def need(self, holds, clause, text):
        if not holds:
            self.breach(clause, text)
        return holds

    def raw(self, value):
        while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            value = self.objects.get("obj:" + value)
            value = value.get("value", value) if value else None
        return value

    def get(self, value):
        """An object; of a stream its dictionary."""
        value = self.raw(value)
        return value["stream"]["dict"] if isinstance(value, dict) and "stream" in value else value

    def data(self, value):
        import base64
        return base64.b64decode(self.raw(value)["stream"].get("data", ""))


def text(value):
    return value[2:] if isinstance(value, str) and value.startswith("u:") else value


# ---- Document and metadata ----

def check_document(f):
    root = f.root
    f.need(re.match(rb"%PDF-1\.\d\n%[\x80-\xff]{4}", f.head), "19005-2 6.1.2", "header")
    f.need("/Encrypt" not in f.trailer, "19005-2 6.1.3", "encrypted")
    f.need(len(f.trailer.get("/ID", [])) == 2, "19005-2 6.1.3", "no file identifier")
    f.need(root.get("/MarkInfo", {}).get("/Marked") is True, "14289-1 6.2", "not marked")
    f.need(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is True, "14289-1 7.1", "the title is not displayed")
    f.need(text(root.get("/Lang")), "14289-1 7.2", "no language")
    f.need("/StructTreeRoot" in root, "14289-1 7.1", "no structure")
    f.need("/PageLabels" in root, "14289-1 7.17", "no page labels")
    intents = [f.get(i) for i in f.get(root.get("/OutputIntents", []))]
    if f.need(any(i.get("/S") == "/GTS_PDFA1" for i in intents), "19005-2 6.2.3", "no output intent"):
        profile = intents[0]["/DestOutputProfile"]
        f.need(f.get(profile).get("/N") == 3 and f.data(profile)[36:40] == b"acsp", "19005-2 6.2.3", "profile")


def xmp_value(tree, name):
    node = tree.find(f".//{name}", NS)
    if node is None:
        return None
    items = node.findall(".//rdf:li", NS)
    return items[0].text if items else node.text


def check_metadata(f):
    stream = f.root.get("/Metadata")
    if not f.need(stream, "14289-1 7.1", "no metadata"):
        return
    f.need("/Filter" not in f.get(stream), "19005-2 6.6.2", "metadata is compressed")
    tree = ET.fromstring(f.data(stream).strip())
    for name, value in (("ua:part", "1"), ("a:part", "2"), ("a:conformance", "A")):
        f.need(xmp_value(tree, name) == value, "14289-1 5, 19005-2 6.6.4", f"{name} is not {value}")
    f.need(xmp_value(tree, "dc:title"), "14289-1 7.1", "no title")
    info = f.get(f.trailer.get("/Info")) or {}
    for key, name in (("/Title", "dc:title"), ("/Author", "dc:creator"), ("/Subject", "dc:description"), ("/Keywords", "pdf:Keywords"),
                      ("/Creator", "xmp:CreatorTool"), ("/Producer", "pdf:Producer")):
        if key in info:
            f.need(text(info[key]) == xmp_value(tree, name), "19005-2 6.6.3", f"{key} differs from {name}")
    for key, name in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
        if key in info:
            digits = re.sub(r"\D", "", xmp_value(tree, name) or "")
            f.need(re.sub(r"\D", "", text(info[key])) == digits, "19005-2 6.6.3", f"{key} differs from {name}")


# ---- Structure ----

class Structure:
    def __init__(self, f):
        self.f, self.marks, self.links, self.level, self.notes = f, {}, {}, 0, set()
        self.tree = f.get(f.root["/StructTreeRoot"])
        self.roles = {k[1:]: v[1:] for k, v in (f.get(self.tree.get("/RoleMap")) or {}).items()}
        for kid in self.kids(self.tree):
            self.walk(kid, f.root["/StructTreeRoot"], None, None)

    def kids(self, element):
        kids = self.f.get(element.get("/K", [])) if not isinstance(element.get("/K"), str) else [element["/K"]]
        return kids if isinstance(kids, list) else [element["/K"]]

    def type(self, element):
        name = element["/S"][1:]
        return self.roles.get(name, name)

    def attribute(self, element, key):
        attributes = self.f.get(element.get("/A", []))
        for a in attributes if isinstance(attributes, list) else [attributes]:
            if key in self.f.get(a):
                return self.f.get(a)[key]
        return None

    def walk(self, ref, parent, above, page):
        f = self.f
        element = f.get(ref)
        if isinstance(element, int) or element.get("/Type") in ("/MCR", "/OBJR"):
            self.leaf(element, parent, page)
            return
        kind = self.type(element)
        f.need(element.get("/P") == parent, "14289-1 7.1", f"{ref}: parent of {kind}")
        f.need(kind in STANDARD, "14289-1 7.1", f"structure type {kind}")
        f.need(above is None or above in ONLY_IN.get(kind, {above}), "14289-1 7.2", f"{kind} in {above}")
        f.need(kind in ONLY_HOLDS.get(above, {kind}), "14289-1 7.2", f"{above} holds {kind}")
        self.element(ref, element, kind)
        page = element.get("/Pg", page)
        for kid in self.kids(element):
            self.walk(kid, ref, kind, page)

    def element(self, ref, element, kind):
        f = self.f
        if re.fullmatch(r"H[1-6]", kind):
            f.need(int(kind[1]) <= self.level + 1, "14289-1 7.4.2", f"{kind} after level {self.level}")
            self.level = int(kind[1])
        if kind in ("Figure", "Formula"):
            f.need(text(element.get("/Alt")), "14289-1 7.3", f"{ref}: {kind} without Alt")
        if kind == "Figure":
            f.need(self.attribute(element, "/BBox"), "32000-1 14.8.5.4.3", f"{ref}: Figure without BBox")
        if kind == "TH":
            f.need(self.attribute(element, "/Scope"), "14289-1 7.5", f"{ref}: TH without Scope")
        if kind == "Note":
            name = element.get("/ID")
            f.need(name and name not in self.notes, "14289-1 7.9", f"{ref}: Note without an ID of its own")
            self.notes.add(name)
        if kind == "Table":
            self.table(ref, element)

    def rows(self, element):
        for kid in self.kids(element):
            kid = self.f.get(kid)
            if isinstance(kid, dict) and "/S" in kid:
                if self.type(kid) == "TR":
                    yield kid
                elif self.type(kid) in ("THead", "TBody", "TFoot"):
                    yield from self.rows(kid)

    def table(self, ref, element):
        taken, widths = collections.defaultdict(int), set()
        for row in self.rows(element):
            column, taken = 0, collections.defaultdict(int, {c: n - 1 for c, n in taken.items() if n > 1})
            cells = dict(taken)
            for cell in self.kids(row):
                cell = self.f.get(cell)
                while column in cells:
                    column += 1
                for _ in range(self.attribute(cell, "/ColSpan") or 1):
                    cells[column] = taken[column] = self.attribute(cell, "/RowSpan") or 1
                    column += 1
            for c in cells:
                taken.setdefault(c, 1)
            widths.add(len(cells))
        self.f.need(len(widths) <= 1, "14289-1 7.2", f"{ref}: rows of {sorted(widths)} columns")

    def leaf(self, kid, owner, page):
        if isinstance(kid, dict) and kid["/Type"] == "/OBJR":
            self.links[kid["/Obj"]] = owner
            return
        key = (page, kid) if isinstance(kid, int) else (kid.get("/Pg", page), kid["/MCID"])
        self.f.need(key not in self.marks, "32000-1 14.7.4", f"{key} has two owners")
        self.marks[key] = owner

    def parent_tree(self):
        entries, nodes = {}, [self.tree["/ParentTree"]]
        while nodes:
            node = self.f.get(nodes.pop())
            numbers = self.f.get(node.get("/Nums", []))
            entries.update(zip(numbers[::2], numbers[1::2]))
            nodes += node.get("/Kids", [])
        return entries


# ---- Content ----

def tokens(data):
    """Operators with their operands; a TJ array is its strings."""
    operands, depth, dictionary = [], 0, []
    for match in TOKEN.finditer(data):
        t = match.group()
        if t == b"<<":
            depth += 1
            dictionary = []
        elif t == b">>":
            depth -= 1
            operands.append(dictionary)
        elif depth:
            dictionary.append(t)
        elif t in (b"[", b"]"):
            continue
        elif t[:1] in b"/(<" or re.fullmatch(rb"[+-]?(\d+\.?\d*|\.\d+)", t):
            operands.append(t)
        else:
            yield t.decode(), operands
            operands = []


def check_content(f, structure, ref, page, used):
    stack, mcids, depth, font = [], set(), 0, None
    names = f.get(f.get(page["/Resources"]).get("/Font", {}))
    contents = page["/Contents"] if isinstance(page["/Contents"], list) else [page["/Contents"]]
    for op, args in tokens(b"\n".join(f.data(c) for c in contents)):
        if op in ("BDC", "BMC"):
            artifact = args[0] == b"/Artifact"
            mcid = next((int(b) for a, b in zip(args[-1], args[-1][1:]) if a == b"/MCID"), None) if op == "BDC" else None
            f.need(not (artifact and "tagged" in stack), "14289-1 7.1", f"page {ref}: artifact inside tagged content")
            f.need(not (mcid is not None and "artifact" in stack), "14289-1 7.1", f"page {ref}: tagged content inside an artifact")
            if mcid is not None:
                f.need(mcid not in mcids, "32000-1 14.7.4.2", f"page {ref}: MCID {mcid} twice")
                mcids.add(mcid)
            stack.append("artifact" if artifact else "tagged" if mcid is not None else "other")
        elif op == "EMC":
            f.need(stack, "32000-1 14.6", f"page {ref}: EMC without a beginning")
            stack = stack[:-1]
        elif op in PAINTING:
            f.need("artifact" in stack or "tagged" in stack, "14289-1 7.1", f"page {ref}: {op} outside marked content")
        elif op in "qQ":
            depth += 1 if op == "q" else -1
            f.need(0 <= depth <= 28, "19005-2 6.1.13", f"page {ref}: q and Q")
        if op == "Tf":
            font = names[args[0].decode()]
        elif op in ("Tj", "TJ"):
            shown = b"".join(a[1:-1] for a in args if a[:1] == b"<")
            used[font].update(shown[i:i + 4].lower() for i in range(0, len(shown), 4))
    f.need(not stack and depth == 0, "32000-1 14.6", f"page {ref}: something is left open")
    owned = {mcid for p, mcid in structure.marks if p == ref}
    f.need(mcids == owned, "14289-1 7.1", f"page {ref}: marked contents {sorted(mcids ^ owned)} without an owner or without content")


def check_annotations(f, structure, parents, ref, page):
    for annotation in page.get("/Annots", []):
        a = f.get(annotation)
        owner = f.get(structure.links.get(annotation))
        f.need(a.get("/Subtype") == "/Link", "14289-1 7.18", f"{annotation}: {a.get('/Subtype')}")
        f.need(owner and structure.type(owner) == "Link", "14289-1 7.18.5", f"{annotation}: not in a Link element")
        f.need(text(a.get("/Contents")), "14289-1 7.18.5", f"{annotation}: no Contents")
        f.need(a.get("/F", 0) & 0b100111 == 4, "19005-2 6.3.2", f"{annotation}: flags {a.get('/F')}")
        f.need(parents.get(a.get("/StructParent")) == structure.links.get(annotation), "32000-1 14.7.4.4", f"{annotation}: StructParent")
        quads, rect = a.get("/QuadPoints"), a["/Rect"]
        inside = quads and all(rect[i % 2] - .02 <= q <= rect[i % 2 + 2] + .02 for i, q in enumerate(quads))
        f.need(inside, "32000-1 12.5.6.5", f"{annotation}: QuadPoints outside Rect")
        f.need("/Dest" in a or a.get("/A", {}).get("/S") in ("/URI", "/GoTo"), "19005-2 6.5.1", f"{annotation}: leads nowhere")


def check_boxes(f, ref, page):
    media = page["/MediaBox"]
    for name in ("/MediaBox", "/BleedBox", "/TrimBox"):
        box = page.get(name, media)
        f.need(all(3 <= box[i + 2] - box[i] <= 14400 for i in (0, 1)), "19005-2 6.1.13", f"page {ref}: {name} {box}")
        f.need(box[0] >= media[0] and box[1] >= media[1] and box[2] <= media[2] + .01 and box[3] <= media[3] + .01, "32000-1 14.11.2",
               f"page {ref}: {name} outside MediaBox")


def check_pages(f, structure):
    parents, used = structure.parent_tree(), collections.defaultdict(set)
    nodes, number = [f.root["/Pages"]], 0
    while nodes:
        ref = nodes.pop(0)
        page = f.get(ref)
        if page["/Type"] == "/Pages":
            nodes = f.get(page["/Kids"]) + nodes
            continue
        number += 1
        f.need("/Annots" not in page or page.get("/Tabs") == "/S", "14289-1 7.18.3", f"page {ref}: no tab order")
        check_boxes(f, ref, page)
        check_content(f, structure, ref, page, used)
        check_annotations(f, structure, parents, ref, page)
        for mcid, owner in enumerate(f.get(parents.get(page.get("/StructParents"), []))):
            f.need(structure.marks.get((ref, mcid)) == owner, "32000-1 14.7.4.4", f"page {ref}: parent of {mcid}")
    f.need(number == f.get(f.root["/Pages"])["/Count"], "32000-1 7.7.3", "page count")
    return used


# ---- Fonts ----

def cmap_codes(data):
    codes = {}
    for first, last, cid in re.findall(rb"<([0-9a-fA-F]{4})><([0-9a-fA-F]{4})>\s*(\d+)", data):
        for i in range(int(first, 16), int(last, 16) + 1):
            codes[b"%04x" % i] = int(cid) + i - int(first, 16)
    return codes


def widths(f, descendant):
    found, entries = {}, f.get(descendant.get("/W", []))
    for first, row in zip(entries[::2], entries[1::2]):
        found.update({first + i: w for i, w in enumerate(row)})
    return found


def truetype_widths(data):
    tables = {data[12 + 16 * i:16 + 16 * i]: struct.unpack(">II", data[20 + 16 * i:28 + 16 * i])
              for i in range(struct.unpack(">H", data[4:6])[0])}
    em, = struct.unpack(">H", data[tables[b"head"][0] + 18:][:2])
    count, = struct.unpack(">H", data[tables[b"hhea"][0] + 34:][:2])
    start = tables[b"hmtx"][0]
    return [struct.unpack(">H", data[start + 4 * i:][:2])[0] * 1000 / em for i in range(count)]


def check_font(f, ref, codes):
    font = f.get(ref)
    name = font["/BaseFont"]
    descendant = f.get(f.get(font["/DescendantFonts"])[0])
    descriptor = f.get(descendant["/FontDescriptor"])
    program = descriptor.get("/FontFile2") or descriptor.get("/FontFile3")
    f.need(font["/Subtype"] == "/Type0", "14289-1 7.21", f"{name}: {font['/Subtype']}")
    f.need(program, "14289-1 7.21.4", f"{name}: not embedded")
    f.need(re.match(r"/[A-Z]{6}\+", name), "32000-1 9.6.4", f"{name}: no subset tag")
    f.need(f.get(font["/Encoding"])["/CIDSystemInfo"] == descendant["/CIDSystemInfo"], "14289-1 7.21.3.1", f"{name}: CIDSystemInfo")
    f.need(b"/WMode 0" in f.data(font["/Encoding"]) and f.get(font["/Encoding"]).get("/WMode") == 0, "14289-1 7.21.3.3", f"{name}: WMode")
    if descendant["/Subtype"] == "/CIDFontType2":
        f.need(descendant.get("/CIDToGIDMap"), "14289-1 7.21.3.2", f"{name}: no CIDToGIDMap")
    cids, wide = cmap_codes(f.data(font["/Encoding"])), widths(f, descendant)
    unicode = dict(re.findall(rb"<([0-9a-f]{4})><([0-9a-f]+)>\n", f.data(font["/ToUnicode"])))
    unmapped = sorted(codes - unicode.keys())
    f.need(not unmapped, "14289-1 7.21.7", f"{name}: codes {unmapped} without Unicode")
    for code in codes & unicode.keys():
        f.need(unicode[code] not in (b"0000", b"feff", b"fffe"), "14289-1 7.21.7", f"{name}: {code} is {unicode[code]}")
        private = any(0xE000 <= int(unicode[code][i:i + 4], 16) <= 0xF8FF for i in range(0, len(unicode[code]), 4))
        f.need(not private, "19005-2 6.2.11.7.3", f"{name}: {code} is private")
    for code in codes:
        f.need(cids.get(code, 0) != 0, "14289-1 7.21.8", f"{name}: {code} shows no glyph")
        f.need(cids.get(code) in wide, "14289-1 7.21.5", f"{name}: {code} has no width")
    if "/FontFile2" in descriptor:
        real = truetype_widths(f.data(program))
        for cid in {cids[c] for c in codes if c in cids}:
            w = real[min(cid, len(real) - 1)]
            f.need(abs(w - wide.get(cid, -9)) <= 1, "14289-1 7.21.5", f"{name}: CID {cid} is {wide.get(cid)} wide, not {w}")


def check_limits(f):
    for key, entry in f.objects.items():
        value = entry.get("value", {})
        for s in re.findall(r'"(u:[^"]*)"', json.dumps(value)):
            f.need(len(s) <= 32767, "19005-2 6.1.13", f"{key}: a long string")
        if isinstance(value, dict):
            f.need(value.get("/Interpolate") is not True, "19005-2 6.2.8", f"{key}: interpolated")
            f.need(value.get("/S") not in ("/JavaScript", "/Launch"), "19005-2 6.5.1", f"{key}: action")


def check(path):
    f = File(path)
    check_document(f)
    check_metadata(f)
    if "/StructTreeRoot" in f.root:
        structure = Structure(f)
        for ref, codes in check_pages(f, structure).items():
            check_font(f, ref, codes)
    check_limits(f)
    return f.breaches


def main():
    breaches = [b for path in sys.argv[1:] for b in check(path)]
    print("\n".join(breaches), end="\n" if breaches else "")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
