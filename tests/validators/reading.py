"""What a reader of a publication gets, word by word: of a PDF its structure tree in order, of an e-book its files in the order of
the spine. Blocks are separated, soft hyphens are gone; nothing of the program under test is used."""
import re
import xml.etree.ElementTree as ET
import zipfile

from pdf_file import File, tokens
from pdf_structure import Structure

INLINE = {"Span", "Link", "Reference", "Quote", "Code", "BibEntry", "Annot"}
XHTML = "{http://www.w3.org/1999/xhtml}"
XHTML_INLINE = {XHTML + name for name in "a abbr b bdi cite code em i q small span strong sub sup time".split()}
OPF = "{http://www.idpf.org/2007/opf}"
CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
WORD = re.compile(r"\w+")


def words(text):
    """Letters and figures: quotation marks and spaces are the business of each edition."""
    return WORD.findall(text.replace("\u00ad", "").replace("\u200b", "").replace("\u2060", ""))


class Reader(Structure):
    """Walks the structure of a PDF; blocks: (type, text) in reading order; on_page: of each page, by its reference, the same."""

    def __init__(self, path):
        self.blocks, self.on_page, self.shown, self.maps = [("", "")], {}, {}, {}
        super().__init__(File(path))

    def page_words(self, ref):
        return [word for _, text in self.on_page.get(ref, []) for word in words(text)]

    def unicode(self, font):
        if font not in self.maps:
            pairs = re.findall(rb"<([0-9a-f]{4})><([0-9a-f]+)>\n", self.f.data(self.f.get(font)["/ToUnicode"]))
            self.maps[font] = {code: bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in pairs}
        return self.maps[font]

    def contents(self, ref):
        """The text of each marked content of a page."""
        if ref in self.shown:
            return self.shown[ref]
        page, found, stack, font = self.f.get(ref), {}, [], {}
        names = self.f.get(self.f.get(page["/Resources"]).get("/Font", {}))
        for op, args in tokens(self.f.data(page["/Contents"])):
            if op == "BDC":
                stack.append(next((int(b) for a, b in zip(args[-1], args[-1][1:]) if a == b"/MCID"), None))
            elif op == "EMC":
                stack.pop()
            elif op == "Tf":
                font = self.unicode(names[args[0].decode()])
            elif op in ("Tj", "TJ") and stack and stack[-1] is not None:
                codes = b"".join(a[1:-1] for a in args if a[:1] == b"<").lower()
                text = "".join(font.get(codes[i:i + 4], "\ufffd") for i in range(0, len(codes), 4))
                found[stack[-1]] = found.get(stack[-1], "") + text
        self.shown[ref] = found
        return found

    def element(self, ref, element, kind):
        if kind not in INLINE:
            self.blocks.append((kind, ""))

    def walk(self, ref, parent, above, page):
        super().walk(ref, parent, above, page)
        element = self.f.get(ref)
        if isinstance(element, dict) and "/S" in element and self.type(element) not in INLINE:
            self.blocks.append(("", ""))

    def leaf(self, kid, owner, page):
        if isinstance(kid, dict) and kid["/Type"] == "/OBJR":
            return
        ref, mcid = (page, kid) if isinstance(kid, int) else (kid.get("/Pg", page), kid["/MCID"])
        kind, text = self.blocks[-1]
        more = self.contents(ref).get(mcid, "")
        self.blocks[-1] = (kind, text + more)
        page = self.on_page.setdefault(ref, [])
        if page and page[-1][0] == len(self.blocks):
            page[-1] = (len(self.blocks), page[-1][1] + more)
        else:
            page.append((len(self.blocks), more))


def pdf_words(path):
    return [word for _, text in Reader(path).blocks for word in words(text)]


def xhtml_text(element):
    """The text below, a blank at each border of a block; what marks a page of print is left out."""
    if element.get("role") == "doc-pagebreak":
        return element.tail or ""
    inner = (element.text or "") + "".join(xhtml_text(child) for child in element)
    border = "" if element.tag in XHTML_INLINE else " "
    return border + inner + border + (element.tail or "")


def epub_files(path):
    """(name, tree) of each file of the spine."""
    with zipfile.ZipFile(path) as book:
        container = ET.fromstring(book.read("META-INF/container.xml"))
        package = container.find(f".//{CONTAINER}rootfile").get("full-path")
        opf = ET.fromstring(book.read(package))
        names = {item.get("id"): item.get("href") for item in opf.iter(OPF + "item")}
        for item in opf.iter(OPF + "itemref"):
            name = names[item.get("idref")]
            yield name, ET.fromstring(book.read(package.rsplit("/", 1)[0] + "/" + name))


def epub_words(path):
    return [word for _, tree in epub_files(path) for word in words(xhtml_text(tree.find(XHTML + "body")))]
