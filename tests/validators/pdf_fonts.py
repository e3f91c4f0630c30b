"""Fonts: ISO 14289-1 §7.21, ISO 19005-2 §6.2.11."""
import re
import struct

def cmap_codes(data):
    codes = {}
    for first, last, cid in re.findall(rb"<([0-9a-fA-F]{4})><([0-9a-fA-F]{4})>\s*(\d+)", data):
        for i in range(int(first, 16), int(last, 16) + 1):
            codes[b"%04x" % i] = int(cid) + i - int(first, 16)
    return codes


def widths(f, descendant):
    found, entries = {}, f.get(descendant.get("/W", []))
    for first, row in zip(entries[::2], entries[1::2]):
        found.update({first + i: w for i, w in enumerate(row)})
    return found


def truetype_widths(data):
    tables = {data[12 + 16 * i:16 + 16 * i]: struct.unpack(">II", data[20 + 16 * i:28 + 16 * i])
              for i in range(struct.unpack(">H", data[4:6])[0])}
    em, = struct.unpack(">H", data[tables[b"head"][0] + 18:][:2])
    count, = struct.unpack(">H", data[tables[b"hhea"][0] + 34:][:2])
    glyphs, = struct.unpack(">H", data[tables[b"maxp"][0] + 4:][:2])
    start = tables[b"hmtx"][0]
    return [struct.unpack(">H", data[start + 4 * min(i, count - 1):][:2])[0] * 1000 / em for i in range(glyphs)]


def index(data, at):
    """A CFF INDEX: its items, and where it ends."""
    count, = struct.unpack(">H", data[at:at + 2])
    if count == 0:
        return [], at + 2
    size, base = data[at + 2], at + 3
    offsets = [int.from_bytes(data[base + i * size:base + (i + 1) * size], "big") for i in range(count + 1)]
    start = base + (count + 1) * size - 1
    return [data[start + a:start + b] for a, b in zip(offsets, offsets[1:])], start + offsets[-1]


def dictionary(data):
    """A CFF DICT: operands of each operator; those of two bytes are 1200 and more."""
    found, operands, at = {}, [], 0
    while at < len(data):
        b = data[at]
        at += 1
        if b <= 21:
            if b == 12:
                b, at = 1200 + data[at], at + 1
            found[b], operands = operands, []
        elif b == 28:
            operands.append(int.from_bytes(data[at:at + 2], "big", signed=True))
            at += 2
        elif b == 29:
            operands.append(int.from_bytes(data[at:at + 4], "big", signed=True))
            at += 4
        elif b == 30:
            digits = ""
            while "f" not in digits:
                digits += f"{data[at]:02x}"
                at += 1
            operands.append(float(digits.split("f")[0].translate(str.maketrans({"a": ".", "b": "E", "c": "E-", "e": "-"}))))
        elif b <= 246:
            operands.append(b - 139)
        else:
            operands.append((b - 247) * 256 + data[at] + 108 if b <= 250 else -(b - 251) * 256 - data[at] - 108)
            at += 1
    return found


STEMS, MOVES = {1, 3, 18, 23, 19, 20}, {21: 2, 22: 1, 4: 1, 14: 0}


def charstring_width(code, default, nominal):
    """Of a Type 2 charstring: a number more than its first operator takes is the width."""
    stack, at = [], 0
    while at < len(code):
        b = code[at]
        at += 1
        if b == 28:
            stack.append(int.from_bytes(code[at:at + 2], "big", signed=True))
            at += 2
        elif b == 255:
            stack.append(int.from_bytes(code[at:at + 4], "big", signed=True) / 65536)
            at += 4
        elif b >= 247:
            stack.append((b - 247) * 256 + code[at] + 108 if b <= 250 else -(b - 251) * 256 - code[at] - 108)
            at += 1
        elif b >= 32:
            stack.append(b - 139)
        else:
            more = len(stack) % 2 == 1 if b in STEMS else len(stack) > MOVES.get(b, len(stack))
            return nominal + stack[0] if more else default
    return default


def cff_widths(data):
    _, at = index(data, data[2])
    tops, at = index(data, at)
    top = dictionary(tops[0])
    size, start = top[18]
    private = dictionary(data[start:start + size])
    glyphs, _ = index(data, top[17][0])
    scale = top.get(1207, [0.001])[0] * 1000
    return [charstring_width(code, private.get(20, [0])[0], private.get(21, [0])[0]) * scale for code in glyphs]


def check_font(f, ref, codes):
    font = f.get(ref)
    name = font["/BaseFont"]
    descendant = f.get(f.get(font["/DescendantFonts"])[0])
    descriptor = f.get(descendant["/FontDescriptor"])
    program = descriptor.get("/FontFile2") or descriptor.get("/FontFile3")
    f.need(font["/Subtype"] == "/Type0", "14289-1 7.21", f"{name}: {font['/Subtype']}")
    f.need(program, "14289-1 7.21.4", f"{name}: not embedded")
    f.need("/UseCMap" not in f.get(font["/Encoding"]), "14289-1 7.21.3.3-3", f"{name}: a CMap that uses another")
    f.need(re.match(r"/[A-Z]{6}\+", name), "32000-1 9.6.4", f"{name}: no subset tag")
    f.need(f.get(font["/Encoding"])["/CIDSystemInfo"] == descendant["/CIDSystemInfo"], "14289-1 7.21.3.1", f"{name}: CIDSystemInfo")
    f.need(b"/WMode 0" in f.data(font["/Encoding"]) and f.get(font["/Encoding"]).get("/WMode") == 0, "14289-1 7.21.3.3", f"{name}: WMode")
    if descendant["/Subtype"] == "/CIDFontType2":
        f.need(descendant.get("/CIDToGIDMap"), "14289-1 7.21.3.2", f"{name}: no CIDToGIDMap")
    cids, wide = cmap_codes(f.data(font["/Encoding"])), widths(f, descendant)
    unicode = dict(re.findall(rb"<([0-9a-f]{4})><([0-9a-f]+)>\n", f.data(font["/ToUnicode"])))
    unmapped = sorted(codes - unicode.keys())
    f.need(not unmapped, "14289-1 7.21.7", f"{name}: codes {unmapped} without Unicode")
    for code in codes & unicode.keys():
        f.need(unicode[code] not in (b"0000", b"feff", b"fffe"), "14289-1 7.21.7", f"{name}: {code} is {unicode[code]}")
        private = any(0xE000 <= int(unicode[code][i:i + 4], 16) <= 0xF8FF for i in range(0, len(unicode[code]), 4))
        f.need(not private, "19005-2 6.2.11.7.3", f"{name}: {code} is private")
    for code in codes:
        f.need(cids.get(code, 0) != 0, "14289-1 7.21.8", f"{name}: {code} shows no glyph")
        f.need(cids.get(code) in wide, "14289-1 7.21.5", f"{name}: {code} has no width")
    if program:
        real = truetype_widths(f.data(program)) if "/FontFile2" in descriptor else cff_widths(f.data(program))
        for cid in {cids[c] for c in codes if c in cids}:
            if not f.need(cid < len(real), "14289-1 7.21.4.1-2", f"{name}: there is no glyph {cid}"):
                continue
            w = real[cid]
            f.need(abs(w - wide.get(cid, -9)) <= 1, "14289-1 7.21.5", f"{name}: CID {cid} is {wide.get(cid)} wide, not {w}")
    f.need("/CIDSet" not in descriptor, "14289-1 7.21.4.2-2", f"{name}: a CIDSet, which this program cannot check")
