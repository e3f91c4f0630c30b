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

MARK = re.compile(r"q\d{4}z")


def pdf_text(path):
    return subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout


def epub_text(path):
    with zipfile.ZipFile(path) as archive:
        names = [n for n in archive.namelist() if n.endswith(".xhtml") and not n.endswith("nav.xhtml")]
        return "\n".join(archive.read(n).decode("utf-8") for n in names)


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        expected = json.load(file)
    differences = documents = 0
    for direction, countries in expected["marks"].items():
        for code, marks in countries.items():
            for language in ("nl", "fr", "de", "en"):
                for reader, ending in ((pdf_text, "pdf"), (epub_text, "epub")):
                    path = os.path.join(sys.argv[2], language, direction, f"{code}.{ending}")
                    found = Counter(MARK.findall(reader(path)))
                    documents += 1
                    if found == Counter(marks):
                        continue
                    differences += 1
                    for mark in sorted(set(found) | set(marks)):
                        if found[mark] != (mark in marks):
                            print(f"{path}: {mark} {found[mark]} times, expected {int(mark in marks)}")
    print(f"{documents} documents, {differences} differ")
    return 1 if differences or not documents else 0


if __name__ == "__main__":
    sys.exit(main())
