"""A random repository as a model: what it says, before any file of it is written.

The model is the only thing that the oracle reads; `write.py` makes files of it. Which of several spellings a file uses (blanks,
capitals, quotes, prefixes, order of attributes, name spaces, folders) is no part of the model: it must change nothing.
"""

import random
from dataclasses import dataclass, field

from names import COUNTRIES, FOLDERS, GROUPS, INSTITUTIONS, LANGUAGES, OTHER, STATUSES, SUBJECTS, T, TOPICS, TREES, norm
from prose import Skeleton

DAYS = ["2019-12-31", "2020-02-01", "2026-11-23", T, "2026-11-25", "2027-01-01"]
FORMS_OF_MISSING = ["absent", "absent", "empty", "space", "no text", "no title", "blank title", "empty body", "comment", "blank body"]


@dataclass
class Entry:
    """An entry of a value list. code: of a country."""
    id: str
    labels: dict
    code: str = ""

    @property
    def key(self):
        return norm(self.id)


@dataclass
class Member:
    entry: Entry
    since: str = ""
    until: str = ""

    def holds(self, date):
        return (not self.since or self.since <= date) and (not self.until or date <= self.until)


@dataclass
class Group:
    id: str
    labels: dict
    children: list
    tag: str = "group"

    @property
    def key(self):
        return norm(self.id)


@dataclass
class Row:
    destinations: list
    nationalities: list
    statuses: list
    raw: dict = field(default_factory=dict)  # child: markup written in its place; None: left out


@dataclass
class Document:
    """A fiche, or a page (rows None). missing: language: form of missing."""
    direction: str
    folder: list
    id: str
    subject: str = ""
    rows: list = None
    since: str = ""
    until: str = ""
    missing: dict = field(default_factory=dict)
    skeletons: dict = field(default_factory=dict)
    about: str = ""  # a convention page: the country or group
    extra: dict = field(default_factory=dict)  # language: blocks written at the end of its description
    meta: list = field(default_factory=list)   # elements written into metadatas
    raw: dict = field(default_factory=dict)    # a part of the file: markup written in its place

    @property
    def is_fiche(self):
        return self.rows is not None

    @property
    def path(self):
        return "/".join([TREES[self.direction], "themas", *self.folder, self.id + ".xml"])

    @property
    def criteria_path(self):
        return "/".join([TREES[self.direction], "criteria", *self.folder, self.id + "_criteria.xml"])


class World:
    def __init__(self, seed, clean=False, size=None):
        self.seed, self.r, self.clean = seed, random.Random(seed), clean
        r = self.r
        self.date, self.levels = T, {}
        size = size or r.choice([1, 2, 3, 3])
        self.conflicts = 0 if clean else r.choice([0, 0, 0.1, 0.5])
        self.make_lists(size)
        self.documents = []
        self.taken = {}
        for direction in TREES:
            for subject in self.subjects[direction]:
                self.make_layers(direction, subject.key, r.randint(1, 2 + 3 * size))
        if clean or r.random() < 0.5:
            self.fill_gaps()
        self.make_pages()
        if not clean and r.random() < 0.7:
            self.make_missing()

    # ---- lists ----

    def entry(self, code):
        ids, *labels = COUNTRIES[code]
        shapes = [self.r.choice(ids)] * 5 + [code, code.upper()]
        if code != "ca-qc":
            shapes.append(f"Land {self.r.randint(1, 9)}-{code}")  # nothing but the label says which country
        return Entry(self.r.choice(shapes), dict(zip(LANGUAGES, labels)), code)

    def make_lists(self, size):
        r = self.r
        codes = r.sample(sorted(COUNTRIES), r.randint(2, 2 + 4 * size))
        if "be" in codes:
            codes.remove("be")
        self.places = [self.entry(c) for c in codes]
        self.other = Entry(r.choice(OTHER[0]), dict(zip(LANGUAGES, OTHER[1:])), "other")
        self.destination = self.tree(self.places, r.sample(GROUPS, len(GROUPS)), size, 0)
        self.destination.insert(r.choice([0, len(self.destination)]), Member(self.other))
        if r.random() < 0.5:
            nationals = self.places
        else:
            nationals = [self.entry(c) for c in r.sample(sorted(COUNTRIES), r.randint(1, 2 + 4 * size))]
        if r.random() < 0.7 and not any(p.code == "be" for p in nationals):
            nationals = nationals + [self.entry("be")]
        self.nationals = nationals + [Entry(r.choice(OTHER[0]), self.other.labels, "other")]
        self.nationality = self.tree(self.nationals[:-1], r.sample(GROUPS, len(GROUPS)), size, 0) + [Member(self.nationals[-1])]
        item = lambda e: Entry(r.choice([e[0], e[0].upper(), e[0].lower(), e[0].replace(" ", "_")]), dict(zip(LANGUAGES, e[1:])))
        self.statuses = {d: [item(s) for s in r.sample(STATUSES, r.randint(1, 1 + 2 * size))] for d in TREES}
        self.subjects = {d: [item(s) for s in r.sample(SUBJECTS, r.randint(1, 1 + size))] for d in TREES}

    def tree(self, entries, names, size, depth):
        """Some entries here, the others in groups; some in several groups; group_1 once, at the top."""
        r, entries = self.r, entries[:]
        r.shuffle(entries)
        here = r.randint(0, len(entries))
        nodes = [Member(e) for e in entries[:here]]
        rest = entries[here:]
        groups = r.randint(1, 1 + size) if entries and depth < 4 and names else 0
        if rest and not groups:
            nodes += [Member(e) for e in rest]
            rest = []
        for n in range(groups):
            if not names and rest:
                nodes += [Member(e) for e in rest]
                break
            first = depth == 0 and n == 0 and r.random() < 0.6
            if not first and not names:
                break
            name = "group_1" if first else names.pop()
            part = rest if n == groups - 1 else r.sample(rest, r.randint(0, len(rest)))
            rest = [e for e in rest if e not in part]
            inside = self.tree(part, names, size, depth + 1) if r.random() < 0.5 else [Member(e) for e in part]
            if depth == 0 and not first:  # countries that stand elsewhere too
                known = {m.entry.key for m in members(inside)}
                inside += [Member(e) for e in entries if e.key not in known and r.random() < 0.2]
            for m in inside:
                if isinstance(m, Member) and r.random() < 0.15:
                    m.since, m.until = r.choice([(r.choice(DAYS), ""), ("", r.choice(DAYS)), ("2019-12-31", r.choice(DAYS))])
            labels = dict(zip(LANGUAGES, [name.title()] * 4)) if r.random() < 0.6 else {}
            nodes.append(Group(name, labels, inside, r.choice(["group", "subgroup", "zone", "groep", "Group"])))
        r.shuffle(nodes)
        return nodes

    # ---- fiches ----

    def new_id(self, direction, institution):
        """One that differs from all others by more than case and hyphens."""
        r = self.r
        while True:
            name = r.choice([f"{institution}_{r.choice(TOPICS)}_{r.randint(0, 99):02d}", f"{r.choice(TOPICS)}-{r.randint(0, 999)}",
                             f"{r.randint(0, 99)}_{institution}"])[:128]
            bare = name.lower().replace("-", "")
            if bare not in self.taken.setdefault(direction, set()):
                self.taken[direction].add(bare)
                return name

    def new_document(self, direction, **more):
        r = self.r
        folder = r.sample(FOLDERS, r.choice([0, 0, 0, 1, 2])) + [r.choice(INSTITUTIONS)]
        mirrored = [d for d in self.documents if d.is_fiche and d.direction != direction
                    and d.id.lower().replace("-", "") not in self.taken.get(direction, set())]
        if mirrored and r.random() < 0.15:
            name = r.choice(mirrored).id
            self.taken.setdefault(direction, set()).add(name.lower().replace("-", ""))
        else:
            name = self.new_id(direction, folder[-1])
        return self.clothe(Document(direction, folder, name, **more))

    def clothe(self, document):
        """Its text."""
        r = self.r
        countries = [r.choice([p.key, p.code]) for p in self.places]
        some = lambda words: " ".join(r.sample(words, min(len(words), r.choice([1, 1, 2]))))
        named = [g.key for g in groups(self.destination)]
        kinds = ["eu_regulation", "bilateral", "multilateral", "health_care", "withdrawal_agreement", "no_agreement"]
        guards = [{"country": some(countries)}, {"framework": some(kinds)}, {"direction": document.direction},
                  {"country": some(countries), "framework": some(kinds)}]
        guards += [{"group": some(named)}] if named else []
        if document.is_fiche:
            guards += [{"status": some([s.key for s in self.statuses[document.direction]])},
                       {"nationality": some([n.key for n in self.nationals] + [g.key for g in groups(self.nationality)])}]
        guards = [(name, tests) for tests in guards for name in ("when", "unless")]
        parts = {"description"} if r.random() < 0.6 else {r.choice(["description", "introduction"])}
        if r.random() < 0.3:
            parts.add("introduction")
        if document.is_fiche and r.random() < 0.4:
            parts.add("summary")
        for part in sorted(parts):
            document.skeletons[part] = Skeleton(r, r.randint(1, 6 if part == "description" else 2), guards if r.random() < 0.4 else ())
        return document

    def targets(self):
        return [p.key for p in self.places] + [g.key for g in groups(self.destination)] + ["other"]

    def some_nationalities(self):
        r = self.r
        everyone = [e.key for e in self.nationals]
        named = [g.key for g in groups(self.nationality)]
        kind = r.choice(["all"] * 4 + ["some"] * 3 + ["one", "group", "mixed", "other"])
        if kind == "group" and named:
            return [r.choice(named)]
        if kind == "mixed" and named:
            return r.sample(named, r.randint(1, min(2, len(named)))) + r.sample(everyone, 1)
        if kind == "some":
            return r.sample(everyone, r.randint(1, len(everyone)))
        return everyone if kind in ("all", "mixed", "group") else ["other"] if kind == "other" else [r.choice(everyone)]

    def make_layers(self, direction, subject, count):
        """Random fiches; those that would make a conflict are dropped, mostly."""
        from oracle import conflicts
        r = self.r
        statuses = [s.key for s in self.statuses[direction]]
        mine = []
        for _ in range(count):
            rows = []
            for _ in range(r.choice([1, 1, 2, 3])):
                several = r.random() < (0 if self.clean else 0.1)
                rows.append(Row(r.sample(self.targets(), min(len(self.targets()), r.randint(1, 3) if several else 1)), self.some_nationalities(),
                                r.sample(statuses, min(len(statuses), r.randint(1, 3) if several else 1))))
            if r.random() < 0.3:  # the same for more statuses, as the portal does it: row by row
                rows += [Row(row.destinations, row.nationalities, [s]) for row in rows[:1] for s in statuses if s not in row.statuses]
            since, until = r.choice([("", "")] * 8 + [(r.choice(DAYS), ""), ("", r.choice(DAYS)), ("2019-12-31", r.choice(DAYS))])
            trial = Document(direction, [], "", subject, rows, since, until)
            if conflicts(self, mine + [trial], direction) and r.random() >= self.conflicts:
                continue
            document = self.new_document(direction, subject=subject, rows=rows, since=since, until=until)
            mine.append(document)
            self.documents.append(document)

    def fill_gaps(self):
        """Fiches for what is empty, each for some of the cells."""
        from oracle import gaps
        for _ in range(9):  # a group of nationalities may have no members: not at once
            for direction, subject, cells in list(gaps(self)):
                self.r.shuffle(cells)
                while cells:
                    part, cells = cells[:40], cells[40:]
                    cut = self.r.randint(1, len(part))
                    for some in (part[:cut], part[cut:]):
                        rows = [Row([place], self.some_nationalities() if self.r.random() < 0.5 else [e.key for e in self.nationals], [status])
                                for place, status in some]
                        if rows:
                            self.documents.append(self.new_document(direction, subject=subject, rows=rows))

    # ---- pages ----

    def make_pages(self):
        r = self.r
        for direction in TREES:
            for _ in range(r.choice([0, 0, 1, 2])):
                self.documents.append(self.new_document(direction))
            if r.random() < 0.3:
                self.add_page(direction, f"{r.choice(INSTITUTIONS)}_Convention")
        for place in r.sample(self.places, r.randint(0, min(3, len(self.places)))):
            name = r.choice([place.id] + [place.labels[l] for l in LANGUAGES])
            self.add_page(r.choice(["coming"] * 4 + ["leaving"]), "FODSZ_Convention_" + r.choice(["", "-"]) + plain(name), place.key)
        named = [g for g in groups(self.destination) if g.key != "group_1"]
        if named and r.random() < 0.5:
            group = r.choice(named)
            self.add_page("coming", "FODSZ_Convention_" + r.choice(["", "-"]) + plain(group.id), group.key)

    def add_page(self, direction, name, about=""):
        bare = name.lower().replace("-", "")
        if bare not in self.taken.setdefault(direction, set()):
            self.taken[direction].add(bare)
            folder = self.r.sample(FOLDERS, self.r.choice([0, 0, 1])) + ["FODSZ"]
            self.documents.append(self.clothe(Document(direction, folder, name, about=about)))

    def make_missing(self):
        for document in self.documents:
            if self.r.random() < 0.3:
                for language in self.r.sample(LANGUAGES, self.r.randint(1, 3)):
                    document.missing[language] = self.r.choice(FORMS_OF_MISSING)


def plain(name):
    """A name as it may stand in a file's name: no accents, blanks as `_`, nothing but letters, digits, `_`, `-`."""
    import unicodedata
    text = unicodedata.normalize("NFD", name.replace(" ", "_"))
    return "".join(c for c in text if c.isascii() and (c.isalnum() or c in "_-")).strip("_-")


def groups(nodes):
    for node in nodes:
        if isinstance(node, Group):
            yield node
            yield from groups(node.children)


def members(nodes):
    for node in nodes:
        if isinstance(node, Member):
            yield node
        else:
            yield from members(node.children)
