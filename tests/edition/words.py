#!/usr/bin/env python3
"""Reads an edition as a proof-reader does: that nothing stands there in another language, that the marks of each language are
right, that a number or an address stays whole, that every publication of the sample says that it is one.

    words.py EDITION PROJECT

Every e-book is read, from its XHTML; of the PDFs, which have the same words, every sixth and those of a few countries, with
poppler. From the project come the sample's notice, the statement that there is no agreement (stylesheets/text) and the names of
institutions abroad, which stand as they are (sources/catalogue). A PDF's text has plain spaces only, so what is about kinds of
spaces is looked for in the e-books.
"""

import glob
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from concurrent.futures import ProcessPoolExecutor

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XHTML = "{http://www.w3.org/1999/xhtml}"
TEXT = "{urn:fichepress:text:1}"

# Words that every page of a language has and that mean nothing in the others.
WORDS = {
    "nl": "het een niet voor naar wordt worden zijn van uw zonder",
    "fr": "les pour vous avec une sont dans votre est cette",
    "de": "und nicht eine werden oder Sie Ihre mit dem",
    "en": "the your you with from which this not are have been click",
}
EMPTY = r"click here|klik hier|cliquez|klicken Sie|hier klicken|deze pagina|cette page|diese Seite|this page"
MARK = r"[\"'`]|\.\.\.|\ufffd|[a-zà-ÿ] - [a-zà-ÿ]"
FRENCH = re.compile(
    r"[^\u202f\s:;!?][;!?](?=\s|$)|[^\u00a0\d]:(?=\s|$)|[ \u00a0\n][;!?]|[ \u202f\n][:»]|«[^\u00a0]|[^\u00a0]»")
MONTHS = "jan|feb|fév|maart|mars|März|March|apr|avr|mei|mai|May|jun|juin|jul|juil|aug|août|sep|okt|oct|nov|dec|déc|Dez"
TORN = {
    "a telephone number": re.compile(r"(?:\+\d\d|\b0\d{1,3})(?: \d{1,3})*\n *\d\d+(?: \d\d+)*"),
    "a postcode and its city": re.compile(r"\b\d{4}\n(?:Bru|Brü|Ant|Anv)"),
    "a day and its month": re.compile(rf"\b\d{{1,2}}(?:er|\.)?\n(?:{MONTHS})", re.I),
    "a mark and its word": re.compile(r"\n[;:!?»”]|[«„]\n"),
}
LONGEST_TITLE = 120
ALL_PDFS_OF = {"gb", "cd", "other"}
BLOCKS = {XHTML + tag for tag in "p li h1 h2 h3 h4 th td dt dd caption".split()}


def letters(text):
    return re.sub(r"[\W\d_]+", "", text)


def flat(element):
    return " ".join("".join(element.itertext()).split())


def words_of(project, language, key):
    root = ET.parse(os.path.join(project, f"stylesheets/text/{language}.xml")).getroot()
    return letters("".join(next(w for w in root.iter(TEXT + "word") if w.get("key") == key).itertext()))


def names_abroad(project):
    """Longest first: a name can hold another."""
    catalogue = [ET.parse(os.path.join(project, f"sources/catalogue/{name}.xml")).getroot() for name in ("agreements", "contacts")]
    names = {partner.get("name") for partner in catalogue[0].iter("partner")}
    names |= {child.text for contact in catalogue[1] if contact.get("country") for child in contact if child.tag in ("name", "address")}
    starts = "".join(sorted({name[0] for name in names}))
    any_name = "|".join(r"\s+".join(map(re.escape, name.split())) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"\b(?=[{re.escape(starts)}])(?:{any_name})")


def in_language(element, language):
    """The text of an element without the parts that say that they are in another language."""
    if element.get(XML_LANG, language) != language:
        return ""
    return (element.text or "") + "".join(in_language(child, language) + (child.tail or "") for child in element)


class Reader:
    def __init__(self, edition, project):
        self.edition = edition
        self.names = names_abroad(project)
        self.notice = {lang: words_of(project, lang, "sample.notice") for lang in WORDS}
        self.alone = {lang: words_of(project, lang, "agreement.none.other") for lang in WORDS}
        self.faults = {}
        for lang in WORDS:
            foreign = "|".join(word for other in WORDS if other != lang for word in WORDS[other].split())
            self.faults[lang] = {
                "a word of another language": re.compile(rf"\b(?<![’.@/-])(?:{foreign})\b(?![’@/-]|\.\w)"),
                "empty words": re.compile(EMPTY, re.I),
                "a mark": re.compile(MARK),
            }

    def text(self, name, language, text):
        """Findings in a text of one language."""
        said = letters(text)
        if self.notice[language] not in said:
            yield f"{name}: does not say that it is a sample"
        if os.path.basename(name).startswith("other.") and self.alone[language] not in said:
            yield f"{name}: does not say that there is no agreement"
        text = " ".join(self.names.sub("", text).split())
        for what, pattern in self.faults[language].items():
            for hit in pattern.finditer(text):
                yield f"{name}: {what}, “{hit.group()}”, in “{text[max(0, hit.start() - 30) : hit.end() + 30]}”"

    def pdf(self, path, language):
        text = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout
        text = text.replace("\u00ad\n", "").replace("\f", "\n\n")
        yield from self.text(path, language, text)
        for what, pattern in TORN.items():
            for hit in pattern.finditer(text):
                yield f"{path}: {what} on two lines, {hit.group()!r}"

    def epub(self, path, language):
        texts = []
        with zipfile.ZipFile(path) as book:
            for name in sorted(n for n in book.namelist() if n.endswith(".xhtml")):
                root = ET.fromstring(book.read(name))
                if root.get(XML_LANG) != language:
                    yield f"{path}: {name} is in {root.get(XML_LANG)}"
                for heading in (e for e in root.iter() if re.fullmatch(XHTML + "h[1-6]", e.tag)):
                    title = flat(heading)
                    if not title and not heading.findall(f".//{XHTML}img"):
                        yield f"{path}: {name}: a heading without words"
                    if len(title) > LONGEST_TITLE:
                        yield f"{path}: {name}: a title of {len(title)} characters, “{title}”"
                blocks = [in_language(e, language) for e in root.iter() if e.tag in BLOCKS]
                texts += blocks
                for block in blocks if language == "fr" else ():
                    for hit in FRENCH.finditer(re.sub(r"\s*\n\s*", " ", block).strip(" \n")):
                        yield f"{path}: {name}: the space at {hit.group()!r} in “{block.strip()[:80]}”"
        yield from self.text(path, language, "\n".join(texts))

    def __call__(self, path):
        language = os.path.relpath(path, self.edition).split(os.sep)[0]
        return list(self.pdf(path, language) if path.endswith(".pdf") else self.epub(path, language))


def main():
    edition, project = sys.argv[1:]
    pdfs = sorted(glob.glob(os.path.join(edition, "*/*/*.pdf")))
    paths = [path for i, path in enumerate(pdfs) if i % 6 == 0 or os.path.basename(path)[:-4] in ALL_PDFS_OF]
    paths += sorted(glob.glob(os.path.join(edition, "*/*/*.epub")))
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        findings = [line for result in pool.map(Reader(edition, project), paths, chunksize=4) for line in result]
    print("\n".join(findings[:50]))
    print(f"{len(paths)} publications, {len(findings)} findings")
    return 1 if findings or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
