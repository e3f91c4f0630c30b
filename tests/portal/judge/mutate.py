"""Damages files at random: whatever comes in, the program ends by itself, with a status and a message."""

import re

ODD = ["\u202e", "\u200b", "\ue000", "\U000e0041", "\u0301" * 30, "\ud7ff", "ﬁ", "İ", "&#0;", "&x;", "&#xD800;", "<", ">", "]]>", "<!--", "<![CDATA[", "<?x",
       "<!DOCTYPE x>", "%", "\x00", "\x7f", "\x85", "'", '"', ";", ";;;;", "x" * 5000, "<p>" * 40, "-", "_Convention_", "fp:", "xmlns='u'", "xmlns:fp='v'"]


def flip(r, data):
    at = r.randrange(len(data))
    return data[:at] + bytes([data[at] ^ (1 << r.randrange(8))]) + data[at + 1:]


def cut(r, data):
    return data[:r.randrange(len(data))]


def drop(r, data):
    a, b = sorted(r.randrange(len(data)) for _ in range(2))
    return data[:a] + data[min(b, a + 60):]


def repeat(r, data):
    """An element, a line, or any part, twice or more."""
    parts = re.findall(rb"<(\w+)\b[^<>]*(?:/>|>.*?</\1>)", data, re.S) and [m.span() for m in re.finditer(rb"<(\w+)\b[^<>]*(?:/>|>.*?</\1>)", data, re.S)]
    a, b = r.choice(parts) if parts else (0, len(data))
    return data[:b] + data[a:b] * r.choice([1, 1, 1, 2, 50]) + data[b:]


def swap(r, data):
    lines = data.split(b"\n")
    a, b = r.randrange(len(lines)), r.randrange(len(lines))
    lines[a], lines[b] = lines[b], lines[a]
    return b"\n".join(lines)


def insert(r, data):
    at = r.randrange(len(data) + 1)
    return data[:at] + r.choice(ODD).encode("utf-8", "surrogatepass") + data[at:]


def rename(r, data):
    """Another name for an element or attribute, everywhere."""
    names = sorted(set(re.findall(rb"</?([A-Za-z]\w*)|\s([a-z]+)=", data)))
    if not names:
        return data
    old, new = (next(filter(None, r.choice(names))) for _ in range(2))
    return re.sub(rb"\b" + old + rb"\b", r.choice([new, b"svg", b"group", b"country", b"q:x", b"id", b"td", b"html", b"unless"]), data)


def value(r, data):
    """Another value for an attribute or a text."""
    spots = [m.span(1) for m in re.finditer(rb"[\"'>]([^<>\"'&]{1,60})[\"'<]", data)]
    if not spots:
        return data
    a, b = r.choice(spots)
    other = data[slice(*r.choice(spots))] if r.random() < 0.5 else r.choice(ODD).encode("utf-8", "surrogatepass")
    return data[:a] + other + data[b:]


KINDS = [flip, cut, drop, repeat, swap, insert, rename, rename, value, value]


def mutate(r, files):
    """One to three changes in as many files; what was done, in words."""
    done = []
    for _ in range(r.randint(1, 3)):
        path = r.choice(sorted(files))
        if r.random() < 0.1:
            files[r.choice([path + ".xml", path.replace(".xml", "").rsplit("/", 1)[0] + "/Other/" + path.rsplit("/", 1)[1]])] = files[path]
            done.append(f"copied {path}")
        elif r.random() < 0.05:
            del files[path]
            done.append(f"removed {path}")
        elif files[path]:
            kind = r.choice(KINDS)
            files[path] = kind(r, files[path])
            done.append(f"{kind.__name__} {path}")
        if not files:
            break
    return ", ".join(done)
