"""What `check` must say of a repository: which severity, in which file, on which line."""

import re
from dataclasses import dataclass
from xml.parsers import expat

import oracle
from names import MARKS, TREES


@dataclass
class Expected:
    """least to most findings of a severity, in these files on these lines (None: any line)."""
    severity: str
    at: dict
    least: int = 1
    most: int = 1
    what: str = ""

    def accepts(self, severity, file, line):
        return severity == self.severity and file in self.at and (self.at[file] is None or line in self.at[file])


def elements(data):
    """[(names from the root, attributes, line of its start, line of its end)], in document order."""
    found, path, open_at = [], [], []
    parser = expat.ParserCreate()

    def start(name, attributes):
        path.append(name)
        open_at.append(len(found))
        found.append([tuple(path), attributes, parser.CurrentLineNumber, 0])

    def end(name):
        found[open_at.pop()][3] = parser.CurrentLineNumber
        path.pop()

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(data, True)
    return found


def line_of(data, mark):
    """Lines on which a mark stands."""
    return [n for n, line in enumerate(data.decode("utf-8", "replace").split("\n"), 1) if mark in line]


def version_lines(data, language):
    for path, _, first, last in elements(data):
        if len(path) == 3 and path[2] == language:
            return set(range(first, last + 1))
    return {first for path, _, first, _ in elements(data) if len(path) <= 2}


def subject_lines(files, direction, subject):
    from names import norm
    return {path: {first for names, attributes, first, _ in elements(data)
                   if len(names) == 3 and names[1] == "subject" and norm(attributes.get("id", "")) == subject}
            for path, data in files.items() if path.startswith("criteria/") and MARKS[direction] in path}


def of_world(world, files):
    """What a repository that was written without a fault may still be told."""
    found = []
    for document in world.documents:
        if document.missing:  # one finding for all languages, at the first
            lines = set().union(*(version_lines(files[document.path], l) for l in document.missing))
            over = bool(document.until) and document.until < world.date  # nobody needs a translation of it any more
            found.append(Expected("warning", {document.path: lines}, 0 if over else 1, 2 * len(document.missing), f"{document.id} has not {list(document.missing)}"))
        for number, row in enumerate(document.rows or []):
            several = sum(len(set(values)) > 1 for values in (row.destinations, row.statuses))
            if several:
                rows = [(first, last) for path, _, first, last in elements(files[document.criteria_path]) if len(path) == 2]
                lines = set(range(rows[number][0], rows[number][1] + 1))
                found.append(Expected("warning", {document.criteria_path: lines}, several, several, "several values"))
    for direction, subject, cells in oracle.gaps(world):
        if cells:
            found.append(Expected("warning", subject_lines(files, direction, subject), 1, 99, f"gaps in {subject}"))
    for direction in TREES:
        for subject in world.subjects[direction]:
            documents = oracle.of_subject(world, direction, subject.key)
            meet = set()
            for _, key in oracle.places(world):
                for status in world.statuses[direction]:
                    answers, conflicting = oracle.cell(world, documents, key, status.key)
                    meet |= {n for n, keys in answers.items() if keys & conflicting}
            if meet:
                found.append(Expected("error", {documents[n].criteria_path: None for n in meet}, 1, 9999, f"conflict in {subject.key}"))
    return found


def compare(verdict, expected, findings, only=("error", "warning")):
    counts = [0] * len(expected)
    for severity, file, line, code, message in findings:
        if severity not in only:
            continue
        for number, one in enumerate(expected):
            if one.accepts(severity, file, line) and counts[number] < one.most:
                counts[number] += 1
                break
        else:
            verdict.add(f"unexpected: {file}:{line}: {severity}[{code}]: {message}")
    for one, count in zip(expected, counts):
        if one.severity in only and count < one.least:
            verdict.add(f"missing: {one.severity} {one.what} at {one.at}")
