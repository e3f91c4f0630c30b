#!/usr/bin/env python3
"""outline.py PDF…: of each file the number of pages, and of each page the first and the last words."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

import pages

WORDS = 4


def outline(path):
    read = pages.read(path)
    lines = [f"{os.path.basename(path)[:-4]}: {len(read)} pages"]
    for number, page in enumerate(read, 1):
        words = page.words()
        lines.append(f"  {number}: {' '.join(words[:WORDS])} … {' '.join(words[-WORDS:])}")
    return "\n".join(lines)


if __name__ == "__main__":
    with ThreadPoolExecutor(2) as pool:
        print("\n".join(pool.map(outline, sorted(sys.argv[1:]))))
