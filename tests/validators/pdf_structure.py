"""The structure tree: ISO 14289-1 §7.1 to §7.9, ISO 32000-1 §14.7 and §14.8."""
import collections
import re

from pdf_file import text

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|\d{3}))?(-[a-z0-9]{5,8})*")  # of BCP 47 what documents use
STANDARD = set("Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6 L LI Lbl LBody "
               "Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot Ruby RB RT RP Warichu WT WP Figure "
               "Formula Form".split())
ONLY_IN = {"LI": {"L"}, "LBody": {"LI"}, "TR": {"Table", "THead", "TBody", "TFoot"}, "TH": {"TR"}, "TD": {"TR"}, "THead": {"Table"},
           "TBody": {"Table"}, "TFoot": {"Table"}, "TOCI": {"TOC"}}
ONLY_HOLDS = {"L": {"L", "LI", "Caption"}, "LI": {"Lbl", "LBody"}, "Table": {"TR", "THead", "TBody", "TFoot", "Caption"},
              "TR": {"TH", "TD"}, "THead": {"TR"}, "TBody": {"TR"}, "TFoot": {"TR"}, "TOC": {"TOC", "TOCI", "Caption"}}


class Structure:
    def __init__(self, f):
        self.f, self.marks, self.links, self.level, self.notes = f, {}, {}, 0, set()
        self.tree = f.get(f.root["/StructTreeRoot"])
        self.roles = {k[1:]: v[1:] for k, v in (f.get(self.tree.get("/RoleMap")) or {}).items()}
        self.plain = self.numbered = False
        self.check_roles()
        for kid in self.kids(self.tree):
            self.walk(kid, f.root["/StructTreeRoot"], None, None)

    def kids(self, element):
        kids = self.f.get(element.get("/K", [])) if not isinstance(element.get("/K"), str) else [element["/K"]]
        return kids if isinstance(kids, list) else [element["/K"]]

    def check_roles(self):
        for name in self.roles:
            self.f.need(name not in STANDARD, "14289-1 7.1-7", f"{name} is remapped")
            seen = {name}
            while name in self.roles and self.roles[name] not in seen:
                name = self.roles[name]
                seen.add(name)
            self.f.need(name not in self.roles, "14289-1 7.1-6", f"{name} maps to itself")

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
        f.need("/Lang" not in element or LANGUAGE.fullmatch(text(element["/Lang"])), "14289-1 7.2-29", f"language {element.get('/Lang')}")
        self.element(ref, element, kind)
        self.order(ref, kind, [self.type(kid) for kid in map(f.get, self.kids(element)) if isinstance(kid, dict) and "/S" in kid])
        page = element.get("/Pg", page)
        for kid in self.kids(element):
            self.walk(kid, ref, kind, page)

    def element(self, ref, element, kind):
        f = self.f
        self.plain |= kind == "H"
        self.numbered |= bool(re.fullmatch(r"H[1-6]", kind))
        f.need(not (self.plain and self.numbered), "14289-1 7.4.4", "both H and H1 to H6")
        if re.fullmatch(r"H[1-6]", kind):
            f.need(int(kind[1]) <= self.level + 1, "14289-1 7.4.2", f"{kind} after level {self.level}")
            self.level = int(kind[1])
        if kind in ("Figure", "Formula"):
            f.need(text(element.get("/Alt")), "14289-1 7.3", f"{ref}: {kind} without Alt")
        if kind == "Figure":
            f.need(self.attribute(element, "/BBox"), "32000-1 14.8.5.4.3", f"{ref}: Figure without BBox")
        if kind == "TH":
            f.need(self.attribute(element, "/Scope") in ("/Row", "/Column", "/Both"), "14289-1 7.5", f"{ref}: TH without Scope")
        if kind == "L":
            f.need(self.attribute(element, "/ListNumbering"), "32000-1 14.8.5.5", f"{ref}: L without ListNumbering")
        if kind == "Formula":
            f.need(text(element.get("/Alt")) or text(element.get("/ActualText")), "14289-1 7.7", f"{ref}: Formula without text")
        if kind == "Note":
            name = element.get("/ID")
            f.need(name and name not in self.notes, "14289-1 7.9", f"{ref}: Note without an ID of its own")
            self.notes.add(name)
        if kind == "Table":
            self.table(ref, element)

    def order(self, ref, kind, kids):
        """What an element may hold once, and where."""
        f = self.f
        if kind == "Table":
            for once in ("THead", "TFoot", "Caption"):
                f.need(kids.count(once) <= 1, "14289-1 7.2-11, -12, -39", f"{ref}: Table with {kids.count(once)} {once}")
            f.need("TBody" in kids or not {"THead", "TFoot"} & set(kids), "14289-1 7.2-13, -14", f"{ref}: Table without TBody")
            f.need("Caption" not in kids[1:-1], "14289-1 7.2-16", f"{ref}: Caption inside Table")
        if kind in ("L", "TOC"):
            f.need("Caption" not in kids[1:], "14289-1 7.2-28, -40", f"{ref}: Caption inside {kind}")
        f.need(kids.count("H") <= 1, "14289-1 7.4.4-1", f"{ref}: {kids.count('H')} H in one {kind}")

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
                    self.f.need(column not in cells, "14289-1 7.2-15", f"{ref}: cells overlap")
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
