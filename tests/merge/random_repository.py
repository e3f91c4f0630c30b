#!/usr/bin/env python3
"""A random repository in the portal's format, and what every cell of it must answer.

usage: random_repository.py SEED DIRECTORY

Writes the repository to DIRECTORY, and to DIRECTORY/expected one line for each cell, sorted:

    leaving es employee pension filled D_1:belgium,spain D_2

The answer is worked out here again from the rules as they are told (docs/merge.md), the slow and plain way, one person at a
time: for one nationality, look at each fiche, find its most specific row, keep the highest. Nothing is shared with the program.
"""
import os
import random
import sys

DAY = "2026-06-30"
COUNTRIES = {"Spain": "es", "France": "fr", "Turkey": "tr", "Japan": "jp", "United States": "us", "Great Britain": "gb",
             "Czech Republic": "cz", "Iceland": "is", "San Marino": "sm", "Quebec": "ca-qc", "Morocco": "ma", "India": "in"}
LANGUAGES = ("nl", "fr", "de", "en")
TREES = {"leaving": "leaving_belgium", "coming": "coming_to_belgium"}


def key(name):
    return "_".join(name.strip().lower().split())


class Group:
    """A group of a value list; members: (name, from, until) and groups, in the order of the file."""

    def __init__(self, name, depth):
        self.name, self.depth, self.members, self.groups = name, depth, [], []

    def holds(self, name, day):
        for member, since, until in self.members:
            if member == name and (since is None or since <= day) and (until is None or day <= until):
                return True
        return any(group.holds(name, day) for group in self.groups)

    def all(self):
        yield self
        for group in self.groups:
            yield from group.all()


def labels(name):
    return " ".join(f'{language}="{name}"' for language in LANGUAGES)


def country_xml(name, since=None, until=None):
    dates = (f' fp:from="{since}"' if since else "") + (f' fp:until="{until}"' if until else "")
    return f'<country id="{name}" {labels(name)}{dates}/>'


def group_xml(group):
    inside = [country_xml(*member) for member in group.members] + [group_xml(inner) for inner in group.groups]
    return f'<g id="{group.name}" {labels(group.name)}>' + "".join(inside) + "</g>"


def any_date(draw):
    return draw.choice([None, None, None, "2020-01-01", "2026-06-30", "2026-07-01", "2026-06-29", "2030-12-31"])


def place(draw, names, groups, dated):
    """Puts each name directly into the list, into one of the groups, or into two of them."""
    direct = []
    for name in names:
        wanted = draw.sample(groups, min(draw.choice([0, 1, 1, 2]), len(groups)))
        if len(wanted) > 1:  # in a group, group_1 is around it anyway
            wanted = [group for group in wanted if group.depth]
        for group in wanted:
            since = any_date(draw) if dated else None
            until = any_date(draw) if dated else None
            if since and until and since > until:
                since, until = until, since
            group.members.append((name, since, until))
        if not wanted:
            direct.append(name)
    return direct


def without_empty(groups):
    """A group of a value list has members."""
    for group in groups:
        group.groups = without_empty(group.groups)
    return [group for group in groups if group.members or group.groups]


def make_groups(draw, prefix):
    """Top groups, some with sub-groups; perhaps all in group_1."""
    tops = []
    for i in range(draw.randint(0, 3)):
        top = Group(f"{prefix}{i}", 1)
        for j in range(draw.choice([0, 0, 1, 2])):
            inner = Group(f"{prefix}{i}{j}", 2)
            top.groups.append(inner)
            if draw.random() < 0.2:
                inner.groups.append(Group(f"{prefix}{i}{j}x", 3))
        tops.append(top)
    if draw.random() < 0.6:
        wrapper = Group("group_1", 0)
        wrapper.groups = tops
        return [wrapper]
    return tops


def spell(draw, name):
    """A reference as institutions write it."""
    return draw.choice([name, name, name.lower(), name.upper(), f" {name} ", key(name)])


class Repository:
    def __init__(self, seed):
        draw = self.draw = random.Random(seed)
        self.countries = draw.sample(sorted(COUNTRIES), draw.randint(1, 7)) + ["Other"]
        draw.shuffle(self.countries)
        self.groups = make_groups(draw, "zone")
        self.direct = place(draw, self.countries, [g for top in self.groups for g in top.all()], True)
        self.groups = without_empty(self.groups)
        self.nationalities = ["Belgium"] + draw.sample(sorted(COUNTRIES), draw.randint(0, 4)) + ["Other"]
        self.people = make_groups(draw, "people") if draw.random() < 0.5 else []
        self.direct_people = place(draw, self.nationalities, [g for top in self.people for g in top.all()], False)
        self.people = without_empty(self.people)
        self.statuses = {d: draw.sample(["Employee", "Self Employed", "Student", "Pensioner"], draw.randint(1, 3))
                         for d in TREES}
        self.subjects = {d: draw.sample(["pension", "Annual Holidays", "chomage"], draw.randint(1, 2)) for d in TREES}
        self.fiches = [self.make_fiche(d, i) for d in TREES for i in range(draw.randint(d == "leaving", 7))]

    def make_fiche(self, direction, number):
        draw = self.draw
        since, until = any_date(draw), any_date(draw)
        if since and until and since > until:
            since, until = until, since
        return {"id": f"Demo_{number:02}", "direction": direction, "subject": draw.choice(self.subjects[direction]),
                "from": since, "until": until, "state": draw.choice(["", "", "sample", "draft", "validated"]),
                "rows": [self.make_row(direction) for _ in range(draw.randint(1, 4))]}

    def make_row(self, direction):
        draw = self.draw
        zones = [group.name for top in self.groups for group in top.all()]
        people = [group.name for top in self.people for group in top.all()]
        everyone = self.nationalities + people
        nationalities = draw.sample(everyone, min(draw.randint(1, 3), len(everyone)) if draw.random() < 0.8 else 0)
        if draw.random() < 0.2:
            nationalities = list(self.nationalities)
        count = draw.choice([1, 1, 1, 2])
        return {"destinations": draw.sample(self.countries + zones, min(count, len(self.countries + zones))),
                "nationalities": nationalities,
                "statuses": draw.sample(self.statuses[direction], min(count, len(self.statuses[direction])))}

    # The rules.

    def specificity(self, row, country):
        """0: not named; 1: by group_1; 2 …: by a group and its depth; 100: by its own name."""
        best = 0
        for name in row["destinations"]:
            if key(name) == key(country):
                best = 100
            for top in self.groups:
                for group in top.all():
                    if group.name == name and group.holds(country, DAY):
                        best = max(best, 1 + group.depth)
        return best

    def names_person(self, row, nationality):
        if not row["nationalities"]:
            return True
        for name in row["nationalities"]:
            if key(name) == key(nationality):
                return True
            for top in self.people:
                for group in top.all():
                    if group.name == name and group.holds(nationality, DAY):
                        return True
        return False

    def answers_person(self, direction, country, status, subject, nationality):
        """The fiches that answer one person, all of them equally specific."""
        found = []
        for fiche in self.fiches:
            if fiche["direction"] != direction or fiche["subject"] != subject or not self.published(fiche):
                continue
            level = max((self.specificity(row, country) for row in fiche["rows"]
                         if status in row["statuses"] and self.names_person(row, nationality)), default=0)
            if level:
                found.append((level, fiche["id"]))
        highest = max((level for level, _ in found), default=0)
        return [name for level, name in found if level == highest]

    @staticmethod
    def published(fiche):
        return (fiche["from"] is None or fiche["from"] <= DAY) and (fiche["until"] is None or DAY <= fiche["until"]) and \
            fiche["state"] in ("draft", "validated")

    def grid(self, direction, country):
        cells = {}
        for subject in self.subjects[direction]:
            for status in self.statuses[direction]:
                people = {n: self.answers_person(direction, country, status, subject, n) for n in self.nationalities}
                fiches = sorted({fiche for answer in people.values() for fiche in answer})
                cells[status, subject] = (
                    "conflict" if any(len(answer) > 1 for answer in people.values()) else "filled" if fiches else "gap",
                    [(f, [n for n in self.nationalities if f in people[n]]) for f in fiches])
        used = [f for _, answers in cells.values() for f, _ in answers]
        for place_of, (state, answers) in cells.items():
            if state == "filled" and len(answers) == 1 and used.count(answers[0][0]) > 1:
                cells[place_of] = ("shared", answers)
        return cells

    def expected(self):
        order = self.nationality_order()
        for direction in TREES:
            for country in self.countries:
                code = COUNTRIES.get(country, "other")
                for (status, subject), (state, answers) in self.grid(direction, country).items():
                    words = [direction, code, key(status), key(subject), state]
                    for fiche, people in answers:
                        everybody = len(people) == len(self.nationalities)
                        names = ",".join(key(n) for n in order if n in people)
                        words.append(fiche if everybody else f"{fiche}:{names}")
                    yield " ".join(words)

    def nationality_order(self):
        """As in the file: direct ones first, then group by group, each name where it first stands."""
        order = list(self.direct_people)
        for top in self.people:
            for group in top.all():
                order += [member for member, _, _ in group.members if member not in order]
        return order

    # The files.

    def write(self, root):
        self.write_lists(root)
        for fiche in self.fiches:
            self.write_fiche(root, fiche)
        save(root, "edition.xml", f'<edition id="random" date="{DAY}"><state least="draft"/></edition>')
        save(root, "expected", "".join(line + "\n" for line in sorted(self.expected())))

    def write_lists(self, root):
        destination = "".join(map(country_xml, self.direct)) + "".join(map(group_xml, self.groups))
        nationality = "".join(map(country_xml, self.direct_people)) + "".join(map(group_xml, self.people))
        for direction, mark in (("leaving", "LB"), ("coming", "c2b")):
            items = "".join(f'<item id="{name}" {labels(name)}/>' for name in self.statuses[direction])
            subjects = "".join(f'<item id="{name}" {labels(name)}/>' for name in self.subjects[direction])
            shared = f"<destination>{destination}</destination><nationality>{nationality}</nationality>" \
                if direction == "leaving" else ""
            save(root, f"criteria/criteria_{mark}.xml",
                 f'<lists xmlns:fp="urn:fichepress:1">{shared}<status>{items}</status><subject>{subjects}</subject></lists>')

    def write_fiche(self, root, fiche):
        dates = "".join(f' {name}="{fiche[name]}"' for name in ("from", "until") if fiche[name])
        additions = (f"<fp:validity{dates}/>" if dates else "") + \
            (f"<fp:state>{fiche['state']}</fp:state>" if fiche["state"] else "")
        versions = "".join(f"<{lang}><title>{fiche['id']}</title><description><html><body><p>{lang}</p></body></html>"
                           f"</description></{lang}>" for lang in LANGUAGES)
        tree = TREES[fiche["direction"]]
        save(root, f"{tree}/themas/Demo/{fiche['id']}.xml",
             f'<fiche xmlns:fp="urn:fichepress:1"><metadatas><hangs>h</hangs>{additions}</metadatas>'
             f"<contents>{versions}</contents></fiche>")
        rows = "".join(
            "<row>" + "".join(f"<{tag}>{';'.join(spell(self.draw, name) for name in row[names])}{tail}</{tag}>"
                              for tag, names, tail in (("destination", "destinations", ""),
                                                       ("nationality", "nationalities", ""),
                                                       ("status", "statuses", ""))) + "</row>"
            for row in fiche["rows"])
        save(root, f"{tree}/criteria/Demo/{fiche['id']}_criteria.xml",
             f'<criteria subject="{spell(self.draw, fiche["subject"])}">{rows}</criteria>')


def save(root, path, text):
    full = os.path.join(root, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    Repository(int(sys.argv[1])).write(sys.argv[2])
