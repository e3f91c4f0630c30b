#!/usr/bin/env python3
"""Compares the marks in the publications of an edition with what a generated repository should give.

    marks.py EXPECTED.json EDITION

Prints what differs; the exit status tells whether anything does.
"""

import json
import os
import re
import subprocess
import sys
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

MARK = re.compile(r"q\d{4}z")


def pdf_text(path):
    return subprocess.run(["mutool", "draw", "-q", "-F", "text", path], check=True, capture_output=True, text=True).stdout


def epub_text(path):
    with zipfile.ZipFile(path) as archive:
        names = [n for n in archive.namelist() if n.endswith(".xhtml") and not n.endswith("nav.xhtml")]
        return "\n".join(archive.read(n).decode("utf-8") for n in names)


def compare(path, marks):
    """A line for each mark that stands in the document too often or too seldom."""
    found = Counter(MARK.findall((pdf_text if path.endswith(".pdf") else epub_text)(path)))
    return [f"{path}: {mark} {found[mark]} times, expected {int(mark in marks)}"
            for mark in sorted(set(found) | set(marks)) if found[mark] != (mark in marks)]


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        expected = json.load(file)
    documents = [(os.path.join(sys.argv[2], language, direction, f"{code}.{ending}"), marks)
                 for direction, countries in expected["marks"].items()
                 for code, marks in countries.items()
                 for language in ("nl", "fr", "de", "en")
                 for ending in ("pdf", "epub")]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        differences = [found for found in pool.map(lambda document: compare(*document), documents) if found]
    print("\n".join(line for lines in differences for line in lines))
    print(f"{len(documents)} documents, {len(differences)} differ")
    return 1 if differences or not documents else 0


if __name__ == "__main__":
    sys.exit(main())
