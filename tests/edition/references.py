#!/usr/bin/env python3
"""Checks the page numbers that a brochure prints: where a link inside the document is a number, or ends with one after a row of dots,
the page it leads to must be the one with that number; and the words of an entry of the contents must stand on that page.

    references.py EDITION [PATTERN]

Reads every PDF with qpdf (annotations, destinations) and MuPDF (words with their places); nothing of the program under test.
"""

import glob
import html
import json
import os
import re
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor

PAGE = re.compile(r'<page id="\w+" width="[\d.]+" height="([\d.]+)">(.*?)</page>', re.S)
LINE = re.compile(r'<line bbox="\S+ (\S+) \S+ (\S+)"[^>]*>(.*?)</line>', re.S)
CHAR = re.compile(r'<char quad="(\S+) (\S+) \S+ \S+ \S+ \S+ (\S+) ([^"]+)" x[^>]* c="(.*?)"/>')


class Page:
    def __init__(self, height, body):
        self.height = float(height)
        self.lines = [(float(top), float(bottom), body) for top, bottom, body in LINE.findall(body)]

    def words_in(self, left, low, right, high):
        """The words whose middles lie in the rectangle, which has its y upwards."""
        top, bottom = self.height - high - 1, self.height - low + 1
        words = [word for line in self.lines if line[0] < bottom and line[1] > top for word in words_of(line[2])]
        return [text for x, y, text in words if left - 1 <= x <= right + 1 and top <= y <= bottom]

    def text(self):
        return plain("".join(html.unescape(c) for _, _, body in self.lines for c in re.findall(r' c="(.*?)"', body)))


def words_of(line):
    """The words of a line with their middles, y downwards."""
    words, boxes, letters = [], [], ""
    for *box, letter in CHAR.findall(line) + [("", " ")]:
        if letter != " ":
            boxes.append([float(side) for side in box])
            letters += html.unescape(letter)
        elif letters:
            left, top, right, bottom = zip(*boxes)
            words.append(((min(left) + max(right)) / 2, (min(top) + max(bottom)) / 2, letters))
            boxes, letters = [], ""
    return words


def pages_of(path):
    text = subprocess.run(["mutool", "draw", "-q", "-F", "stext", path], check=True, capture_output=True, text=True).stdout
    return [Page(height, body) for height, body in PAGE.findall(text)]


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
    document, pages, findings, numbers, entries = Document(path), pages_of(path), [], 0, {}
    for page, rectangle, target in document.links():
        words = pages[page].words_in(*rectangle)
        # a number beyond the last page belongs to a name: form BE/BIH 106
        printed = [word for word in words if word.isdigit() and int(word) <= len(pages)]
        if printed and (len(printed) == len(words) or any(set(word) == {"."} for word in words)):
            numbers += 1
            if int(printed[-1]) != target + 1:
                findings.append(f"{path}: page {page + 1} prints {printed[-1]}, the link leads to {target + 1}")
        if page == 2:
            entries[target] = entries.get(target, "") + " ".join(words) + " "
    for target, text in entries.items():
        there = pages[target].text()
        for word in re.findall(r"\w{4,}", text):
            if plain(word) not in there:
                findings.append(f"{path}: “{word}” of the contents is not on page {target + 1}")
    if numbers < 8:
        findings.append(f"{path}: only {numbers} page numbers have a link")
    return findings


def main():
    paths = sorted(glob.glob(os.path.join(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "*/*/*.pdf")))
    with ProcessPoolExecutor() as pool:
        findings = [line for result in pool.map(check, paths, chunksize=8) for line in result]
    print("\n".join(findings[:50]))
    print(f"{len(paths)} documents, {len(findings)} findings")
    return 1 if findings or not paths else 0


if __name__ == "__main__":
    sys.exit(main())
