"""Writes a world as files, in whatever form suppliers may give them. Nothing that is chosen here may change what comes of it."""

import os
import random
import struct
import zlib
from xml.sax.saxutils import escape, quoteattr

from names import LANGUAGES, MARKS, norm
from prose import Voice
from world import Group, Member

FP = 'xmlns:fp="urn:fichepress:1"'
XHTML = "http://www.w3.org/1999/xhtml"


def png():
    chunk = lambda kind, data: struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 2, 2, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(b"\0\xff\0\0\0\0\xff" * 2)) + chunk(b"IEND", b""))


class Writer:
    def __init__(self, world):
        self.world, self.files = world, {}
        r = random.Random(f"{world.seed} style")
        self.root = r.choice(["fiche", "sheet", "document", "f", "Fiche"])
        self.row = r.choice(["combination", "row", "x", "rij", "criterion", "country"])
        self.lists_root = r.choice(["lists", "criteria", "root"])
        self.item = r.choice(["item", "value", "status", "s"])
        self.prefixes, self.quotes = r.random() < 0.3, r.random() < 0.4
        self.write_lists(r)
        for document in world.documents:
            self.write_document(document, random.Random(f"{world.seed} {document.path}"))

    # ---- words in other forms ----

    def spell(self, r, entry_id, prefix=""):
        """A reference to an entry or a group."""
        text = entry_id
        forms = [text, text, text.lower(), text.replace(" ", "_"), norm(text), text.replace(" ", "  "), f" {text} ", f"\n {text}\t"]
        if text.upper().lower() == text.lower() and norm(text.upper()) == norm(text):
            forms.append(text.upper())
        text = r.choice(forms)
        if prefix and self.prefixes and r.random() < 0.5:
            text = prefix + text.strip()
        if self.quotes and r.random() < 0.3:
            quote = r.choice("\"'")
            text = quote + text.strip() + quote
        return text

    def listed(self, r, texts):
        """A `;` list, with what editors leave in one."""
        texts = texts[:]
        r.shuffle(texts)
        if r.random() < 0.2:
            texts.append(r.choice(texts))
        if r.random() < 0.2:
            texts.insert(r.randint(0, len(texts)), r.choice(["", " "]))
        text = r.choice([";", "; ", " ; ", ";\n   "]).join(texts) + r.choice(["", "", ";", " ;; "])
        quoted = '"' + text + '"'
        return quoted if self.quotes and r.random() < 0.1 and '"' not in text else text

    def noise(self, r, more=0.06):
        return r.choice(["<!-- x -->", "<!-- <row/>\n -->", "<?mark y?>", "\n", "  "]) if r.random() < more else ""

    def save(self, r, path, text):
        r = random.Random(f"{self.world.seed} {path} bytes")
        head = r.choice(["", '<?xml version="1.0"?>\n', '<?xml version="1.0" encoding="UTF-8"?>\n', "<?xml version='1.0' encoding='utf-8' standalone='yes'?>",
                         '<?xml version="1.0" encoding="UTF-8"?>\n<?style none?>\n<!-- two\nlines -->\n'])
        text = head + text + r.choice(["", "\n", "\n<!-- end -->\n"])
        if r.random() < 0.1:
            text = text.replace("\n", "\r\n")
        self.files[path] = (b"\xef\xbb\xbf" if r.random() < 0.1 else b"") + text.encode()

    # ---- value lists ----

    def attributes(self, r, entry_id, labels, name="id", more=()):
        first = [(name, entry_id)]
        rest = list(labels.items())
        r.shuffle(rest)
        if entry_id != "group_1":
            rest.insert(r.randint(0, len(rest)), first.pop())
        return "".join(f" {k}={quoteattr(v)}" for k, v in first + rest + list(more))

    def node(self, r, node, depth=2):
        pad = self.noise(r) + "  " * depth
        if isinstance(node, Group):
            name = r.choice(["id", "id", "name"]) if node.id == "group_1" else "id"
            inside = "".join(self.node(r, c, depth + 1) for c in node.children)
            return (f"{pad}<{node.tag}{self.attributes(r, node.id, node.labels, name)}>\n{inside}{pad}</{node.tag}>\n" if inside
                    else f"{pad}<{node.tag}{self.attributes(r, node.id, node.labels, name)}/>\n")
        more = [("xmlns:fp", "urn:fichepress:1")] if node.since or node.until else []
        more += [(f"fp:{k}", v) for k, v in (("from", node.since), ("until", node.until)) if v]
        return f"{pad}<country{self.attributes(r, node.entry.id, node.entry.labels, more=more)}/>\n"

    def section(self, r, name, nodes):
        return f"  <{name}>\n" + "".join(self.node(r, n) for n in nodes) + f"  </{name}>\n"

    def items(self, r, name, entries):
        return f"  <{name}>\n" + "".join(f"    <{self.item}{self.attributes(r, e.id, e.labels)}/>{self.noise(r)}\n" for e in entries) + f"  </{name}>\n"

    def write_lists(self, r):
        world = self.world
        shared = [("destination", world.destination), ("nationality", world.nationality)]
        where = r.choice(["both", "LB", "c2b", "apart", "split"])
        for direction, mark in MARKS.items():
            sections = [self.items(r, "status", world.statuses[direction]), self.items(r, "subject", world.subjects[direction])]
            if where in ("both", mark):
                sections += [self.section(r, n, nodes) for n, nodes in shared]
            elif where == "split":
                own = lambda nodes: [n for i, n in enumerate(nodes) if i % 2 == (mark == "LB")]
                sections += [self.section(r, n, own(nodes)) for n, nodes in shared if own(nodes)]
            r.shuffle(sections)
            name = r.choice([f"criteria_{mark}.xml", f"{mark}.xml", f"lijst-{mark}-2020.xml", f"x.{mark}_v2.xml"])
            self.save(r, "criteria/" + name, f"<{self.lists_root}>\n" + "".join(sections) + f"</{self.lists_root}>")
        if where == "apart":
            self.save(r, "criteria/" + r.choice(["landen.xml", "a_countries.xml", "zz.xml"]), f"<{self.lists_root}>\n"
                      + "".join(self.section(r, n, nodes) for n, nodes in shared) + f"</{self.lists_root}>")

    # ---- documents ----

    def write_document(self, document, r):
        if "file" in document.raw:
            self.files[document.path] = document.raw["file"]
        else:
            languages = LANGUAGES[:]
            r.shuffle(languages)
            versions = "".join(self.noise(r) + self.version(document, l, r) for l in languages)
            contents = document.raw.get("contents", f"  <contents>\n{versions}  </contents>\n")
            self.save(r, document.path, f"<{self.root}>{self.noise(r)}\n{self.metadata(document, r)}{contents}</{self.root}>")
        if any(b'src="IMAGE' in f or b"IMAGE.png" in f for f in [self.files[document.path]]):
            name = r.choice(["plan.png", "img/a-1.png", "Kaart_2.PNG"])
            self.files[document.path] = self.files[document.path].replace(b'"IMAGE"', f'"{name}"'.encode())
            self.files[os.path.dirname(document.path) + "/" + name] = png()
        if document.is_fiche and "no criteria" not in document.raw:
            self.write_criteria(document, r)

    def metadata(self, document, r):
        fp = "".join(f"    <fp:validity{a}/>\n" for a in ["".join(f' {k}="{v}"' for k, v in (("from", document.since), ("until", document.until)) if v)] if a)
        if "metadatas" in document.raw:
            return document.raw["metadatas"]
        if not document.is_fiche:
            meta = "".join(f"    {m}\n" for m in document.meta)
            return f"  <metadatas {FP}>\n{meta}  </metadatas>\n" if meta else r.choice(["  <metadatas/>\n", "  <metadatas></metadatas>\n", "  <metadatas>\n  </metadatas>\n", "  <metadatas><!-- none --></metadatas>\n"])
        links = "internal_links_LB" if document.direction == "leaving" else "internal_links_C2B"
        targets = [d.id for d in self.world.documents if d.direction == document.direction and d.is_fiche]
        some = r.sample(targets, min(len(targets), r.randint(0, 3)))
        parts = ["<external_links/>", "<external_links> </external_links>", "<hangs/>", f"<{links}/>",
                 f"<{links}>{r.choice([',', ', ', ';', ' ', chr(10)]).join(some)}{r.choice(['', ','])}</{links}>"]
        if document.direction == "leaving":
            parts += ["<internal_links_citizen>abc def,12/x</internal_links_citizen>"]
        chosen = r.sample(parts[:3], r.randint(1, 2)) + r.sample(parts[3:], r.choice([0, 1])) + document.meta
        if fp:
            chosen.append(fp.strip())
        r.shuffle(chosen)
        return f"  <metadatas {FP if fp or document.meta else ''}>" + "".join(f"\n    {c}" for c in chosen) + f"{self.noise(r)}\n  </metadatas>\n"

    def version(self, document, language, r):
        form = document.missing.get(language)
        l = language
        if form == "absent":
            return ""
        if form in ("empty", "space", "comment"):
            return {"empty": f"    <{l}/>\n", "space": f"    <{l}>\n    </{l}>\n", "comment": f"    <{l}><!-- later --></{l}>\n"}[form]
        space = r.choice(["", f' xmlns="{XHTML}"', "h"])
        prefix, space = ("h:", f' xmlns:h="{XHTML}"') if space == "h" else ("", space)
        voice = Voice(r, language, prefix)
        title = f"{voice.words(r.randint(1, 6))} {document.id[-6:].strip('_-')}"
        title = r.choice([escape(title)] * 4 + [f"<![CDATA[{title} & co]]>", f"<!-- t -->{escape(title)} &amp; <?t?>", f"\n      {escape(title)}\n    "])
        titles = {"no title": "", "blank title": "      <title>  \n </title>\n"}
        parts = [titles.get(form, f"      <title>{title}</title>{self.noise(r)}\n")]
        for part, skeleton in document.skeletons.items():
            body = "\n".join(self.noise(r) + voice.block(b) for b in skeleton.blocks)
            if part == "description" or "description" not in document.skeletons and part == list(document.skeletons)[0]:
                body += "".join(f"\n{e}" for e in document.extra.get(language, []))
            body = {"no text": None, "empty body": "", "blank body": " \n<!-- -->"}.get(form, body)
            if body is not None:
                parts.append(self.wrap(r, part, body, prefix, space))
            elif r.random() < 0.5:
                parts.append(f"      <{part}/>\n")
        if r.random() < 0.2 and "hang" not in document.raw.get(l, ""):
            parts.append(r.choice(["      <hang/>\n", "      <hangs></hangs>\n", "      <summary/>\n" if "summary" not in document.skeletons else ""]))
        if document.direction == "coming" and r.random() < 0.2:
            parts.append("      <external_links_wb/>\n")
        if r.random() < 0.3:
            r.shuffle(parts)
        return f"    <{l}>{self.noise(r)}\n" + "".join(parts) + document.raw.get(l, "") + f"    </{l}>\n"

    def wrap(self, r, part, body, prefix, space):
        p = prefix
        return f"      <{part}><{p}html{space}><{p}body>\n{body}\n</{p}body></{p}html></{part}>\n"

    def write_criteria(self, document, r):
        world, rows = self.world, []
        ids = {e.key: e.id for e in world.places + [world.other]} | {g.key: g.id for g in groups_of(world.destination)}
        nationals = {e.key: e.id for e in world.nationals} | {g.key: g.id for g in groups_of(world.nationality)}
        statuses = {e.key: e.id for e in world.statuses[document.direction]}
        subjects = {e.key: e.id for e in world.subjects[document.direction]}
        countries = {e.key for e in world.places}
        for row in document.rows:
            single = lambda found: found[0] if len(found) == 1 and r.random() < 0.8 else self.listed(r, found)
            children = {
                "destination": single([self.spell(r, ids[k], "country:" if k in countries else "") for k in row.destinations]),
                "nationality": self.listed(r, [self.spell(r, nationals[k], r.choice(["nat-", "nationality:", "nationality:nat-"])
                                                          if k in {e.key for e in world.nationals} else "") for k in row.nationalities]),
                "status": single([self.spell(r, statuses[k], document.direction + "_status:") for k in row.statuses]),
            }
            texts = [f"<{name}>{self.noise(r, 0.02)}{escape(text)}</{name}>" for name, text in children.items() if name not in row.raw]
            texts += [markup for markup in row.raw.values() if markup is not None]
            r.shuffle(texts)
            between = r.choice(["", "\n    "]) if not row.raw else "\n    "
            rows.append(f"  <{self.row}>{between}" + (between + self.noise(r)).join(texts) + f"{between}</{self.row}>\n{self.noise(r)}")
        subject = document.raw.get("subject", f" subject={quoteattr(self.spell(r, subjects[document.subject], document.direction + '_subject:'))}")
        root = r.choice(["criteria", "combinations", "c"])
        self.save(r, document.raw.get("criteria path", document.criteria_path), f"<{root}{subject}>\n{''.join(rows)}{document.raw.get('rows', '')}</{root}>")


def groups_of(nodes):
    from world import groups
    return groups(nodes)


def save(files, directory):
    for path, data in files.items():
        full = os.path.join(directory, path)
        os.makedirs(os.path.dirname(full), exist_ok=True)
        with open(full, "wb") as out:
            out.write(data)
