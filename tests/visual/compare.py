#!/usr/bin/env python3
"""compare.py PAGE.pgm REFERENCE.png [--renew]: whether a page looks as it did.

A reference is a PNG of 16 greys, and small; so that another version of the rasteriser is no difference, each
picture is looked at through a window of 3 × 3 pixels, and a page may differ in three inked pixels of a hundred. --renew writes the
reference when it is missing or the page differs.
"""
import struct
import sys
import zlib

FAR, INK, SHARE = 40, 215, 0.03


def read_pgm(path):
    size, pixels = open(path, "rb").read().split(b"\n255\n", 1)
    width = int(size.split()[-2])
    return [pixels[at:at + width] for at in range(0, len(pixels), width)]


def read_png(path):
    data, at, packed = open(path, "rb").read(), 8, b""
    while at < len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        body = data[at + 8:at + 8 + length]
        if kind == b"IHDR":
            width, _, depth, colour, *_ = struct.unpack(">IIBBBBB", body)
            assert (depth, colour) == (4, 0), path
        elif kind == b"IDAT":
            packed += body
        at += length + 12
    lines, stride = zlib.decompress(packed), (width + 1) // 2 + 1  # none is filtered
    rows = [lines[at + 1:at + stride] for at in range(0, len(lines), stride)]
    return [bytes(17 * (row[x // 2] >> 4 - 4 * (x % 2) & 15) for x in range(width)) for row in rows]


def write_png(path, rows):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    width = len(rows[0])
    lines = b""
    for row in rows:
        greys = [(value + 8) // 17 for value in row] + [15] * (width % 2)
        lines += b"\0" + bytes(greys[x] << 4 | greys[x + 1] for x in range(0, len(greys), 2))
    with open(path, "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, len(rows), 4, 0, 0, 0, 0)))
        out.write(chunk(b"IDAT", zlib.compress(lines, 9)) + chunk(b"IEND", b""))


def blurred(rows):
    across = [[a + b + c for a, b, c in zip(row, row[1:], row[2:])] for row in rows]
    return [[(a + b + c) // 9 for a, b, c in zip(*three)] for three in zip(across, across[1:], across[2:])]


def difference(one, other):
    """The share of inked pixels that are far apart, and where the first of them is; 1 for pages of other sizes."""
    if (len(one), len(one[0])) != (len(other), len(other[0])):
        return 1, "of another size"
    one, other = blurred(one), blurred(other)
    far = [(y, x) for y, (a, b) in enumerate(zip(one, other)) for x, (p, q) in enumerate(zip(a, b)) if abs(p - q) > FAR]
    ink = sum(min(p, q) < INK for a, b in zip(one, other) for p, q in zip(a, b))
    return len(far) / max(ink, 1), far and "from row %d, column %d" % far[0]


def main(picture, reference, renew=None):
    page = read_pgm(picture)
    try:
        share, where = difference(page, read_png(reference))
    except FileNotFoundError:
        share, where = 1, "no reference"
    if share <= SHARE:
        return 0
    if renew:
        write_png(reference, page)
        return 0
    print("%s: %.1f %% of the inked pixels differ, %s" % (reference, 100 * share, where))
    return 1


sys.exit(main(*sys.argv[1:]))
