#!/usr/bin/env python3
"""png_difference.py A.png B.png: how many pixels in a thousand differ by more than smoothing does."""
import struct
import sys
import zlib

NEAR = 96  # of 255


def rows(path):
    """The rows of a PNG of eight bits, as (samples a pixel, bytes)."""
    with open(path, "rb") as f:
        data = f.read()
    at, packed, head, palette = 8, b"", None, None
    while at < len(data):
        size, kind = struct.unpack(">I4s", data[at:at + 8])
        if kind == b"IHDR":
            head = struct.unpack(">IIBB", data[at + 8:at + 18])
        elif kind == b"PLTE":
            palette = data[at + 8:at + 8 + size]
        elif kind == b"IDAT":
            packed += data[at + 8:at + 8 + size]
        at += size + 12
    width, height, _, colour = head
    samples = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[colour]
    raw, stride, above = zlib.decompress(packed), width * samples, bytearray(width * samples)
    for y in range(height):
        row = bytearray(raw[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        unfilter(raw[y * (stride + 1)], row, above, samples)
        above = row
        if palette:
            yield 3, b"".join(palette[3 * i:3 * i + 3] for i in row)
        else:
            yield samples, row


def unfilter(kind, row, above, step):
    for i in range(len(row) if kind else 0):
        left = row[i - step] if i >= step else 0
        if kind == 4:
            corner = above[i - step] if i >= step else 0
            near = left + above[i] - corner
            guess = min((left, above[i], corner), key=lambda v: abs(near - v))
        else:
            guess = (left, above[i], (left + above[i]) // 2)[kind - 1]
        row[i] = (row[i] + guess) & 255


def main():
    pixels = different = 0
    for (m, a), (n, b) in zip(rows(sys.argv[1]), rows(sys.argv[2])):
        pixels += len(a) // m
        if len(a) // m != len(b) // n:
            sys.exit("the sizes differ")
        if a == b:
            continue
        for x in range(len(a) // m):
            different += max(abs(a[x * m + k] - b[x * n + k]) for k in range(3)) > NEAR
    print(round(1000 * different / pixels, 2))


if __name__ == "__main__":
    main()
