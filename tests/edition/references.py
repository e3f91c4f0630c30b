#!/usr/bin/env python3
"""Checks the page numbers that a brochure prints: where a link inside the document is a number, or ends with one after a row of dots,
the page it leads to must be the one with that number; and the words of an entry of the contents must stand on that page.

    references.py EDITION [PATTERN]

Reads every PDF with qpdf (annotations, destinations) and poppler (words with their places); nothing of the program under test.
"""

import glob
import html
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>')
PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.S)


def words_of(path):
    """For each page its height and its words with their boxes, y downwards."""
    text = subprocess.run(["pdftotext", "-bbox", path, "-"], check=True, capture_output=True, text=True).stdout
    return [(float(height), [(float(a), float(b), float(c), float(d), html.unescape(w)) for a, b, c, d, w in WORD.findall(body)])
            for _, height, body in PAGE.findall(text)]


class Document:
    def __init__(self, path):
        out = subprocess.run(["qpdf", "--json", "--json-key=qpdf", "--json-key=pages", path], check=True, capture_output=True).stdout
        data = json.loads(out)
        self.objects = data["qpdf"][1]
        self.pages = [page["object"] for page in data["pages"]]

    def value(self, thing):
        while isinstance(thing, str) and re.fullmatch(r"\d+ \d+ R", thing):
            thing = self.objects["obj:" + thing].get("value")
        return thing

    def links(self):
        """(page, rectangle, page that it leads to) of each link inside the document; pages from 0."""
        for number, reference in enumerate(self.pages):
            for annotation in self.value(self.value(reference).get("/Annots")) or []:
                entry = self.value(annotation)
                destination = self.value(entry.get("/Dest"))
                if destination is None and "/A" in entry:
                    action = self.value(entry["/A"])
                    destination = self.value(action.get("/D"))
                if isinstance(destination, list) and destination[0] in self.pages:
                    yield number, self.value(entry["/Rect"]), self.pages.index(destination[0])


def plain(text):
    return re.sub(r"[\W\d_]+", "", text.lower().replace("\u00ad", ""))


def check(path):
    document, pages, findings, numbers = Document(path), words_of(path), [], 0
    texts = [plain("".join(w[4] for w in words)) for _, words in pages]
    entries = {}
    for page, (left, low, right, high), target in document.links():
        height, words = pages[page]
        inside = [w for w in words if left - 1 <= (w[0] + w[2]) / 2 <= right + 1 and height - high - 1 <= (w[1] + w[3]) / 2 <= height - low + 1]
        # a number beyond the last page belongs to a name: form BE/BIH 106
        printed = [w[4] for w in inside if w[4].isdigit() and int(w[4]) <= len(pages)]
        if printed and (len(printed) == len(inside) or any(set(w[4]) == {"."} for w in inside)):
            numbers += 1
            if int(printed[-1]) != target + 1:
                findings.append(f"{path}: page {page + 1} prints {printed[-1]}, the link leads to {target + 1}")
        if page == 2:
            entries[target] = entries.get(target, "") + " ".join(w[4] for w in inside) + " "
    for target, text in entries.items():
        for word in re.findall(r"\w{4,}", text):
            if plain(word) not in texts[target]:
                findings.append(f"{path}: “{word}” of the contents is not on page {target + 1}")
    if numbers < 8:
        findings.append(f"{path}: only {numbers} page numbers have a link")
    return findings


def main():
    paths = sorted(glob.glob(os.path.join(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "*/*/*.pdf")))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        findings = [line for result in pool.map(check, paths) for line in result]
    print("\n".join(findings[:50]))
    print(f"{len(paths)} documents, {len(findings)} findings")
    return 1 if findings or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
