#!/usr/bin/env python3
"""PDF, e-book and brochure document say the same words: of each fiche and page the title and every word of its text, without
another between them, stand in the order of the brochure in the structure tree of the PDF and in the files of the e-book.

    parity.py BROCHURES EDITION     two directories with the same names below them: nl/leaving/tr.xml, .pdf, .epub

Prints what one of them lacks; exit status 1 when there is something.
"""
import os
import sys
import xml.etree.ElementTree as ET
from concurrent.futures import ProcessPoolExecutor

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "validators"))
from reading import epub_words, pdf_words, words, xhtml_text  # noqa: E402

B = "{urn:fichepress:brochure:1}"
PARTS = [B + name for name in ("title", "summary", "introduction", "description")]
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
CALLOUTS = {"condition": "callout.condition", "deadline": "callout.deadline", "warning": "note"}


def with_kinds(brochure):
    """The brochure with the word that stands above a callout."""
    path = os.path.join("stylesheets", "text", brochure.get(LANG) + ".xml")
    said = {word.get("key"): "".join(word.itertext()) for word in ET.parse(path).getroot()}
    for callout in (e for e in brochure.iter() if e.get("data-callout")):
        callout.text = said[CALLOUTS[callout.get("data-callout")]] + " " + (callout.text or "")
    return brochure


def texts(brochure):
    """Of each fiche and page the parts that are printed as they are: (where it comes from, words)."""
    for fiche in (e for e in brochure.iter() if e.tag in (B + "fiche", B + "page")):
        parts = [(part.get("at"), words("".join([part.text or ""] + [xhtml_text(child) for child in part])))
                 for part in fiche if part.tag in PARTS]
        yield [(place, found) for place, found in parts if found]


def find(part, text, start):
    """Where the part's words stand next, or -1."""
    first = part[0]
    while True:
        try:
            start = text.index(first, start)
        except ValueError:
            return -1
        if text[start:start + len(part)] == part:
            return start
        start += 1


def lacks(name, kind, text, parts):
    """The parts of a fiche that do not come in this order."""
    at = 0
    for place, part in parts:
        found = find(part, text, at)
        if found < 0:
            longest = max((n for n in range(1, len(part)) if find(part[:n], text, 0) >= 0), default=0)
            yield f"{name}: the {kind} lacks {place}, from: {' '.join(part[max(0, longest - 3):longest + 5])}"
        else:
            at = found + len(part)


def compare(names):
    brochure, pdf, epub = names
    editions = (("PDF", pdf_words(pdf)), ("e-book", epub_words(epub)))
    fiches = list(texts(with_kinds(ET.parse(brochure).getroot())))
    found = [line for parts in fiches for kind, text in editions for line in lacks(brochure, kind, text, parts)]
    return found, sum(len(part) for parts in fiches for _, part in parts)


def publications(brochures, edition):
    for folder, _, files in sorted(os.walk(brochures)):
        for name in sorted(files):
            stem = os.path.join(os.path.relpath(folder, brochures), name[:-4])
            yield os.path.join(folder, name), os.path.join(edition, stem + ".pdf"), os.path.join(edition, stem + ".epub")


def main():
    with ProcessPoolExecutor() as pool:
        results = list(pool.map(compare, publications(*sys.argv[1:]), chunksize=4))
    for found, _ in results:
        for line in found:
            print(line)
    print(f"{len(results)} publications, {sum(count for _, count in results)} words", file=sys.stderr)
    return 1 if any(found for found, _ in results) or not results else 0


if __name__ == "__main__":
    sys.exit(main())
