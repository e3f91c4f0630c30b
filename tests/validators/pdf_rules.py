#!/usr/bin/env python3
"""Rules of ISO 14289-1 (PDF/UA-1) and ISO 19005-2 (PDF/A-2a) that a program can decide, on finished files.

pdf_rules.py FILE...: one line for each breach, with the clause; exit status 1 when there is one. It knows nothing of the writer:
qpdf reads the objects, the content streams are read here.
"""
import collections
import json
import re
import sys
import xml.etree.ElementTree as ET

from pdf_file import File, text, tokens
from pdf_fonts import check_font
from pdf_structure import LANGUAGE, Structure

NS = {"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dc": "http://purl.org/dc/elements/1.1/",
      "xmp": "http://ns.adobe.com/xap/1.0/", "pdf": "http://ns.adobe.com/pdf/1.3/",
      "ua": "http://www.aiim.org/pdfua/ns/id/", "a": "http://www.aiim.org/pdfa/ns/id/"}

INTENTS = {b"/RelativeColorimetric", b"/AbsoluteColorimetric", b"/Perceptual", b"/Saturation"}
PAINTING = set("Tj TJ ' \" f F f* S s B B* b b* Do sh".split())


# ---- Document and metadata ----

def check_document(f):
    root = f.root
    f.need(re.match(rb"%PDF-1\.\d\n%[\x80-\xff]{4}", f.head), "19005-2 6.1.2", "header")
    f.need("/Encrypt" not in f.trailer, "19005-2 6.1.3", "encrypted")
    f.need(len(f.trailer.get("/ID", [])) == 2, "19005-2 6.1.3", "no file identifier")
    f.need(root.get("/MarkInfo", {}).get("/Marked") is True, "14289-1 6.2", "not marked")
    f.need(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle") is True, "14289-1 7.1", "the title is not displayed")
    f.need(root.get("/MarkInfo", {}).get("/Suspects", False) is False, "14289-1 7.1-4", "suspects")
    f.need(LANGUAGE.fullmatch(text(root.get("/Lang", ""))), "14289-1 7.2", "no language")
    for key, clause in (("/OCProperties", "14289-1 7.10"), ("/AcroForm", "14289-1 7.15"), ("/AA", "19005-2 6.5.2"),
                        ("/NeedsRendering", "19005-2 6.4.2"), ("/Requirements", "19005-2 6.10"), ("/Perms", "19005-2 6.1.12")):
        f.need(key not in root, clause, f"{key} in the catalog")
    names = f.get(root.get("/Names", {}))
    for key in ("/EmbeddedFiles", "/JavaScript", "/AlternatePresentations"):
        f.need(key not in names, "19005-2 6.8, 6.5.1, 6.10", f"{key} in the names")
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
    for item in tree.findall(".//rdf:Alt/rdf:li", NS):
        f.need(item.get("{http://www.w3.org/XML/1998/namespace}lang"), "14289-1 7.2-33", "metadata without language")
    begin = re.search(rb"<\?xpacket begin=[^>]*\?>", f.data(stream))
    f.need(begin and b"bytes=" not in begin.group() and b"encoding=" not in begin.group(), "19005-2 6.6.2.1", "xpacket")
    f.need(f.get(stream).get("/Type") == "/Metadata" and f.get(stream).get("/Subtype") == "/XML", "19005-2 6.6.2.1", "metadata stream")
    info = f.get(f.trailer.get("/Info")) or {}
    for key, name in (("/Title", "dc:title"), ("/Author", "dc:creator"), ("/Subject", "dc:description"), ("/Keywords", "pdf:Keywords"),
                      ("/Creator", "xmp:CreatorTool"), ("/Producer", "pdf:Producer")):
        if key in info:
            f.need(text(info[key]) == xmp_value(tree, name), "19005-2 6.6.3", f"{key} differs from {name}")
    for key, name in (("/CreationDate", "xmp:CreateDate"), ("/ModDate", "xmp:ModifyDate")):
        if key in info:
            digits = re.sub(r"\D", "", xmp_value(tree, name) or "")
            f.need(re.sub(r"\D", "", text(info[key])) == digits, "19005-2 6.6.3", f"{key} differs from {name}")


# ---- Content ----


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
        f.need(op not in ("k", "K") and b"/DeviceCMYK" not in args, "19005-2 6.2.4.3", f"page {ref}: CMYK under an sRGB intent")
        f.need(op != "ri" or args[0] in INTENTS, "19005-2 6.2.6", f"page {ref}: rendering intent")
        if op == "Tf":
            font = names[args[0].decode()]
        elif op in ("Tj", "TJ"):
            shown = b"".join(a[1:-1] for a in args if a[:1] == b"<")
            used[font].update(shown[i:i + 4].lower() for i in range(0, len(shown), 4))
    for name, state in f.get(f.get(page["/Resources"]).get("/ExtGState", {})).items():
        for key in ("/TR", "/TR2", "/HTP"):
            f.need(key not in f.get(state), "19005-2 6.2.5", f"page {ref}: {key} in {name}")
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
    pages = f.pages()
    for ref in pages:
        page = f.get(ref)
        f.need("/Annots" not in page or page.get("/Tabs") == "/S", "14289-1 7.18.3", f"page {ref}: no tab order")
        check_boxes(f, ref, page)
        check_content(f, structure, ref, page, used)
        check_annotations(f, structure, parents, ref, page)
        for mcid, owner in enumerate(f.get(parents.get(page.get("/StructParents"), []))):
            f.need(structure.marks.get((ref, mcid)) == owner, "32000-1 14.7.4.4", f"page {ref}: parent of {mcid}")
    f.need(len(pages) == f.get(f.root["/Pages"])["/Count"], "32000-1 7.7.3", "page count")
    return used


def check_stream(f, key, dictionary):
    filters = dictionary.get("/Filter", [])
    for name in filters if isinstance(filters, list) else [filters]:
        f.need(name in ("/FlateDecode", "/DCTDecode"), "19005-2 6.1.7.2", f"{key}: {name}")
    for name in ("/F", "/FFilter", "/FDecodeParms"):
        f.need(name not in dictionary, "19005-2 6.1.7.1", f"{key}: {name}")
    if dictionary.get("/Subtype") == "/Image":
        for name in ("/Alternates", "/OPI"):
            f.need(name not in dictionary, "19005-2 6.2.8", f"{key}: {name}")
    f.need(dictionary.get("/Subtype") not in ("/Form", "/PS"), "14289-1 7.20, 19005-2 6.2.9", f"{key}: a form XObject")


def check_limits(f):
    for key, entry in f.objects.items():
        value = entry.get("value", {})
        if "stream" in entry:
            check_stream(f, key, entry["stream"]["dict"])
        for s in re.findall(r'"(u:[^"]*)"', json.dumps(value)):
            f.need(len(s) <= 32767, "19005-2 6.1.13", f"{key}: a long string")
        if isinstance(value, dict):
            f.need(value.get("/Interpolate") is not True, "19005-2 6.2.8", f"{key}: interpolated")
            f.need(value.get("/S") not in ("/JavaScript", "/Launch"), "19005-2 6.5.1", f"{key}: action")
            for name in re.findall(r'"(/[^"]*)"', json.dumps(value)):
                f.need(len(name.encode()) <= 128, "19005-2 6.1.13", f"{key}: a long name")


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
