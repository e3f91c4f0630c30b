"""Faults, one at a time, in a repository that has none; and where each must be told.

A fault is a function of a world that changes it and returns what must be said of it, or None where this world has no place for it.
Lines are found by marks: the fault's own text carries one.
"""

from findings import Expected, line_of
from names import LANGUAGES

MARK = "zq7mark"
COMMENT = f"<!--{MARK}-->"
ALL = []


class Fault:
    """A finding of this severity on each line of the file (None: of any file) that has MARK; or in the places that where(files) gives.
    edit(files) changes the written files. least, most: how many findings. once: one finding for all lines of the file."""

    def __init__(self, severity, path=None, edit=None, where=None, least=None, most=None, once=False):
        self.severity, self.path, self.edit, self.where, self.least, self.most = severity, path, edit, where, least, most
        self.once = once

    def finish(self, files):
        if self.edit:
            self.edit(files)

    def expected(self, files):
        if self.severity == "none":
            return []
        if self.where:
            at = self.where(files)
            return [Expected(self.severity, at, self.least or 1, self.most or 1, "fault")]
        found = []
        for path, data in files.items():
            if self.once and path == self.path:
                found.append(Expected(self.severity, {path: set(line_of(data, MARK))}, 1, 2, "fault"))
            elif self.path in (None, path):
                found += [Expected(self.severity, {path: {n}}, self.least or 1, self.most or 2, "fault") for n in line_of(data, MARK)]
        return found


def fault(function):
    ALL.append(function)
    return function


def family(function, **cases):
    """The same fault in several forms."""
    for name, value in cases.items():
        one = (lambda value: lambda world: function(world, value))(value)
        one.__name__ = f"{function.__name__.strip('_')}_{name}"
        ALL.append(one)


def fiche(world, need=lambda d: True):
    some = [d for d in world.documents if d.is_fiche and need(d)]
    return world.r.choice(some) if some else None


def everywhere(world, block, severity, **more):
    """A block at the end of the text, in all languages of one document."""
    from write import png
    document = fiche(world)
    more.setdefault("edit", lambda files: files.update({document.path.rsplit("/", 1)[0] + "/kaart.png": png()}))
    for language in LANGUAGES:
        text = block(language) if callable(block) else block
        document.extra[language] = [text + COMMENT]
    return Fault(severity, document.path, **more)


def one_line(document):
    return lambda files: {document.path: None}


def insert(text):
    """Before the last end tag."""
    return lambda data: data[:data.rindex(b"</")] + text + data[data.rindex(b"</"):]
