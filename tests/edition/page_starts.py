#!/usr/bin/env python3
"""Where the e-book says that a page of print begins, the page begins: the words behind each page break are the first words of that
page in the PDF.

    page_starts.py EDITION [PATTERN]

A break inside a file stands before the very word. At the begin of a file there may be words before it that print has elsewhere (the
number of a chapter, the name of the brochure). The cover and the contents are other words in each format.
"""
import glob
import os
import sys
from concurrent.futures import ProcessPoolExecutor

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "validators"))
from reading import XHTML, XHTML_INLINE, Reader, epub_files, words  # noqa: E402

SAME, NEAR = 3, 10  # words that must be the same; words that may come before them at the begin of a file
OTHER_WORDS = {"cover.xhtml", "nav.xhtml", "find.xhtml"}


def stretches(element):
    """The text of a file in stretches, each but the first behind a page break: [id, text]."""
    found = [["", ""]]

    def walk(node):
        if node.get("role") == "doc-pagebreak":
            found.append([node.get("id"), ""])
        else:
            border = "" if node.tag in XHTML_INLINE else " "
            found[-1][1] += border + (node.text or "")
            for child in node:
                walk(child)
            found[-1][1] += border
        found[-1][1] += node.tail or ""

    walk(element)
    return found


def compare(path):
    reader, wrong, seen = Reader(path), [], 0
    starts = [reader.page_words(ref)[:SAME] for ref in reader.f.pages()]
    for name, tree in epub_files(path[:-4] + ".epub"):
        if name in OTHER_WORDS:
            continue
        parts = stretches(tree.find(XHTML + "body"))
        for i, (anchor, _) in enumerate(parts[1:], 1):
            inside = bool(words("".join(text for _, text in parts[:i])))
            after = words("".join(text for _, text in parts[i:]))[:SAME + NEAR]
            first = starts[int(anchor.split("-")[1]) - 1]
            places = [n for n in range(NEAR + 1) if after[n:n + len(first)] == first]
            seen += 1
            if not first or not places or (inside and places[0] > 0):
                wrong.append(f"{path}: {name}: {anchor}: {' '.join(after[:6])}; the page begins: {' '.join(first)}")
    return wrong, seen


def main():
    pattern = sys.argv[2] if len(sys.argv) > 2 else "*/*/*.pdf"
    with ProcessPoolExecutor() as pool:
        results = list(pool.map(compare, sorted(glob.glob(os.path.join(sys.argv[1], pattern))), chunksize=4))
    for wrong, _ in results:
        for line in wrong:
            print(line)
    print(f"{sum(seen for _, seen in results)} page breaks of {len(results)} e-books", file=sys.stderr)
    return 1 if any(wrong for wrong, _ in results) or not results else 0


if __name__ == "__main__":
    sys.exit(main())
