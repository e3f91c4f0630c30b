#!/usr/bin/env python3
"""Readers agree: poppler, MuPDF and, where its folder is given, pdf.js find the same words in a PDF, and so does its structure tree.

    readers.py [--pdfjs FOLDER] FILE...

A word that a line's end divides may come in two parts from one reader, or without its own hyphen (poppler), but from none with other
letters. Prints the words that differ; exit status 1 when there are some.
"""
import json
import os
import subprocess
import sys
from collections import Counter

VALIDATORS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "validators")
sys.path.insert(0, VALIDATORS)
from reading import Reader, words  # noqa: E402


def run(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def whole(text):
    """Words; a soft hyphen at a line's end goes, with the line's end."""
    return Counter(words("".join(text.split("\u00ad\n"))))


def rejoin(one, other):
    """What both lack of the other when parts of words count as the word."""
    lacks, has = one - other, other - one
    for word in list(lacks):
        for cut in range(1, len(word)):
            parts = Counter([word[:cut], word[cut:]])
            while lacks[word] > 0 and all(has[part] >= n for part, n in parts.items()):
                lacks[word] -= 1
                has -= parts
    return +lacks, +has


def agree(name, reader, one, other):
    lacks, has = rejoin(one, other)
    has, lacks = rejoin(has, lacks)
    if not lacks and not has:
        return True
    print(f"{name}: {reader}: not {' '.join(lacks)}; but {' '.join(has)}")
    return False


def main():
    files = sys.argv[1:]
    pdfjs = {}
    if files[0] == "--pdfjs":
        lines = run("node", os.path.join(VALIDATORS, "pdfjs.mjs"), files[1], *files[2:]).splitlines()
        pdfjs = {line["file"]: line["pages"] for line in map(json.loads, lines)}
        files = files[2:]
    good = True
    for name in files:
        tree = sum((Counter(words(text)) for _, text in Reader(name).blocks), Counter())
        poppler, mupdf = whole(run("pdftotext", name, "-")), whole(run("mutool", "draw", "-q", "-F", "text", name))
        good &= agree(name, "MuPDF against poppler", mupdf, poppler)
        missing, _ = rejoin(tree, mupdf)
        if missing:
            good = False
            print(f"{name}: MuPDF lacks of the structure: {' '.join(missing)}")
        if pdfjs:
            good &= agree(name, "pdf.js against the structure", sum((whole(page) for page in pdfjs[name]), Counter()), tree)
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
