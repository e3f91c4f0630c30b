#!/usr/bin/env python3
"""Writes a repository in the bare portal format from a seed, and what must come of it.

    generate.py SEED DIRECTORY [--fiches N] [--countries N]

DIRECTORY gets coming_to_belgium/, leaving_belgium/ and criteria/ with the quirks that such files may have (any root and row
names, nested folders, groups in groups, blanks and capitals in keys, stray hyphens, missing and empty languages, `;` lists), and
expected.json: {"countries": {code: key}, "marks": {direction: {code: [mark, …]}}, "languages": {mark: [lang, …]}}.
Every fiche carries its own mark once in each language. Which fiche answers which cell is decided here first, and the files are
written from that decision; nothing of the program under test is used.
"""

import argparse
import json
import os
import random
from xml.sax.saxutils import escape, quoteattr

LANGUAGES = ["nl", "fr", "de", "en"]
DIRECTIONS = {"leaving": ("leaving_belgium", "LB"), "coming": ("coming_to_belgium", "c2b")}
# code: English id as a portal would have it, labels nl fr de en
COUNTRIES = {
    "es": ("Spain", "Spanje", "Espagne", "Spanien", "Spain"),
    "pl": ("Poland", "Polen", "Pologne", "Polen", "Poland"),
    "it": ("Italy", "Italië", "Italie", "Italien", "Italy"),
    "is": ("Iceland", "IJsland", "Islande", "Island", "Iceland"),
    "ch": ("Switzerland", "Zwitserland", "Suisse", "Schweiz", "Switzerland"),
    "gb": ("United Kingdom", "Verenigd Koninkrijk", "Royaume-Uni", "Vereinigtes Königreich", "United Kingdom"),
    "tr": ("Turkey", "Turkije", "Turquie", "Türkei", "Turkey"),
    "tn": ("Tunisia", "Tunesië", "Tunisie", "Tunesien", "Tunisia"),
    "ma": ("Morocco", "Marokko", "Maroc", "Marokko", "Morocco"),
    "jp": ("Japan", "Japan", "Japon", "Japan", "Japan"),
    "us": ("United States", "Verenigde Staten", "États-Unis", "Vereinigte Staaten", "United States"),
    "au": ("Australia", "Australië", "Australie", "Australien", "Australia"),
    "ca": ("Canada", "Canada", "Canada", "Kanada", "Canada"),
    "in": ("India", "India", "Inde", "Indien", "India"),
    "ph": ("Philippines", "Filipijnen", "Philippines", "Philippinen", "Philippines"),
    "rs": ("Serbia", "Servië", "Serbie", "Serbien", "Serbia"),
}
OTHER = ("Other", "Andere", "Autre", "Andere", "Other")
STATUSES = [
    ("employee", "werknemer", "salarié", "Arbeitnehmer"),
    ("self-employed", "zelfstandige", "indépendant", "Selbständiger"),
    ("posted worker", "gedetacheerde", "détaché", "Entsandter"),
    ("civil servant", "ambtenaar", "fonctionnaire", "Beamter"),
    ("pensioner", "gepensioneerde", "pensionné", "Rentner"),
    ("student", "student", "étudiant", "Student"),
    ("unemployed", "werkloze", "chômeur", "Arbeitsloser"),
    ("invalid", "invalide", "invalide", "Invalide"),
]
SUBJECTS = [
    ("pension", "Pensioen", "Pension", "Rente"),
    ("annual holidays", "Jaarlijkse vakantie", "Vacances annuelles", "Jahresurlaub"),
    ("incapacites de travail", "Arbeidsongeschiktheid", "Incapacité de travail", "Arbeitsunfähigkeit"),
    ("family allowances", "Kinderbijslag", "Allocations familiales", "Familienleistungen"),
    ("unemployment", "Werkloosheid", "Chômage", "Arbeitslosigkeit"),
    ("social security contributions", "Sociale bijdragen", "Cotisations sociales", "Sozialbeiträge"),
    ("fishing permits", "Visvergunningen", "Permis de pêche", "Fischereischeine"),
]
WORDS = ("de aanvraag regel pension recht werk land dossier période attestation caisse Antrag Bescheinigung Zeitraum payment "
         "benefit office months contribution insurance dienst formulier").split()


def chance(r, p):
    return r.random() < p


def cased(r, text):
    """A key as a supplier may type it."""
    return r.choice([text, text, text.lower(), text.replace(" ", "_").lower(), text.upper(), f" {text} "])


class Repository:
    def __init__(self, seed, directory, fiches, countries):
        self.r = random.Random(seed)
        self.directory = directory
        self.codes = sorted(self.r.sample(sorted(COUNTRIES), countries))
        self.group_codes = self.split_groups()
        self.statuses = {d: self.r.sample(STATUSES, self.r.randint(4, len(STATUSES))) for d in DIRECTIONS}
        self.subjects = {d: self.r.sample(SUBJECTS, self.r.randint(4, len(SUBJECTS))) for d in DIRECTIONS}
        self.root, self.row = self.r.choice(["fiche", "sheet", "document"]), self.r.choice(["row", "combination", "x"])
        self.fiches = []
        self.count = fiches

    def split_groups(self):
        """Countries directly in the section, in the transparent group_1, in a group inside it, in a flat group."""
        codes = self.codes[:]
        self.r.shuffle(codes)
        cuts = sorted(self.r.sample(range(1, len(codes)), 3)) if len(codes) > 3 else [1, 1, 1]
        return {
            "direct": codes[: cuts[0]],
            "group_1": codes[cuts[0]: cuts[1]],
            "inner": codes[cuts[1]: cuts[2]],
            "flat": codes[cuts[2]:],
        }

    def path(self, *parts):
        path = os.path.join(self.directory, *parts)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    # ---- value lists ----

    def country_element(self, key, name, labels):
        attributes = [("id", name)] + list(zip(LANGUAGES, labels))
        if key != "group":
            self.r.shuffle(attributes)
        return "<country " + " ".join(f"{k}={quoteattr(v)}" for k, v in attributes) + "/>"

    def countries_of(self, codes):
        return "".join(self.country_element("c", cased(self.r, COUNTRIES[c][0]).strip(), COUNTRIES[c][1:]) for c in codes)

    def section(self, name):
        g = self.group_codes
        inner = f'<{self.r.choice(["group", "subgroup"])} id="eea" fr="EEE">'
        tag = inner[1:].split()[0]
        return (f"<{name}>" + self.country_element("other", OTHER[0], OTHER[1:]) + self.countries_of(g["direct"])
                + '<group id="group_1" fr="Groupe" nl="Groep" de="Gruppe" en="Group">' + self.countries_of(g["group_1"])
                + inner + self.countries_of(g["inner"]) + f"</{tag}></group>"
                + '<zone id="agreements" nl="Verdragen" fr="Conventions" de="Abkommen" en="Agreements">'
                + self.countries_of(g["flat"]) + f"</zone></{name}>")

    def items(self, entries):
        out = []
        for en, nl, fr, de in entries:
            attributes = [("id", cased(self.r, en)), ("nl", nl), ("fr", fr), ("de", de), ("en", en.capitalize())]
            self.r.shuffle(attributes)
            out.append("<item " + " ".join(f"{k}={quoteattr(v)}" for k, v in attributes) + "/>")
        return "".join(out)

    def write_lists(self):
        for direction, (_, mark) in DIRECTIONS.items():
            name = f"criteria_{mark}.xml" if mark == "LB" else f"lists_{mark}_v2.xml"
            with open(self.path("criteria", name), "w", encoding="utf-8") as out:
                out.write('<?xml version="1.0" encoding="UTF-8"?>\n<lists>' + self.section("destination")
                          + self.section("nationality")
                          + "<status>" + self.items(self.statuses[direction]) + "</status>"
                          + "<subject>" + self.items(self.subjects[direction]) + "</subject></lists>\n")

    # ---- which fiche answers what ----

    def decide(self):
        """For each direction and subject a few layers: a group's fiche for some statuses, a country's own above it, a fiche for
        some nationalities beside the rest, one for other. Statuses of one layer are dealt out, so that no two fiches of a layer
        meet in a cell."""
        plans = []
        for direction in DIRECTIONS:
            for subject in self.subjects[direction]:
                names = [s[0] for s in self.statuses[direction]]
                targets = [("group", "eea"), ("group", "agreements"), ("group", "group_1")]
                targets += [("country", c) for c in self.codes + ["other"]]
                for target in targets:
                    self.r.shuffle(names)
                    at = 0
                    while at < len(names) and chance(self.r, 0.6):
                        size = self.r.randint(1, 3)
                        plans.append((direction, subject, target, sorted(names[at: at + size])))
                        at += size
        self.r.shuffle(plans)
        for plan in plans[: self.count]:
            self.add(*plan)

    def add(self, direction, subject, target, statuses):
        number = len(self.fiches)
        institution = self.r.choice(["Dienst", "SfpFpd", "OnssRsz", "InamiRiziv", "Kas_B", "Ünit"[1:]])
        parts = self.r.choice([[], [], ["2026"], ["a", "b"]])
        self.fiches.append({
            "direction": direction, "subject": subject, "target": target, "statuses": statuses,
            "mark": f"q{number:04d}z", "folder": parts + [institution],
            "id": f"{institution}_{subject[0].title().replace(' ', '')[:6]}_{number:02d}"
                  + self.r.choice(["", "", "-x", "_Bis"]),
            "languages": sorted({"nl", "fr"} | {l for l in ("de", "en") if chance(self.r, 0.8)}),
        })

    def covers(self, target, code):
        """How specific a target is for a country: None when it does not name it."""
        kind, name = target
        if kind == "country":
            return 10 if name == code else None
        inner = code in self.group_codes["inner"]
        members = {"eea": inner, "agreements": code in self.group_codes["flat"],
                   "group_1": inner or code in self.group_codes["group_1"]}
        # group_1 is transparent as a parent, so a group inside it is as a group of the top, but named as a group it is the wider
        return ({"eea": 2, "agreements": 2, "group_1": 1}[name]) if members[name] else None

    def answers(self, direction, code):
        marks = set()
        for subject in self.subjects[direction]:
            for status in self.statuses[direction]:
                best, found = 0, []
                for f in self.fiches:
                    if f["direction"] != direction or f["subject"] != subject or status[0] not in f["statuses"]:
                        continue
                    level = self.covers(f["target"], code)
                    if level is None or level < best:
                        continue
                    found = [f] if level > best else found + [f]
                    best = level
                marks.update(f["mark"] for f in found)
        return sorted(marks)

    # ---- files ----

    def text(self, fiche, language):
        words = [self.r.choice(WORDS) for _ in range(self.r.randint(20, 120))]
        words.insert(self.r.randint(0, len(words)), fiche["mark"])
        return " ".join(words).capitalize().replace(fiche["mark"].capitalize(), fiche["mark"]) + "."

    def version(self, fiche, language):
        if language not in fiche["languages"]:
            return self.r.choice(["", f"<{language}/>", f"<{language}>\n  <title>  </title>\n  <description/>\n</{language}>"])
        title = f"{fiche['subject'][LANGUAGES.index(language) % 4]} {fiche['id'][-2:]} {language}"
        body = f"<p>{escape(self.text(fiche, language))}</p>"
        if chance(self.r, 0.3):
            body += "<ul><li>één <b>of</b> twee</li><li>drie<ol><li>vier</li></ol></li></ul>"
        if chance(self.r, 0.2):
            body += ("<table><caption>Tabel</caption><thead><tr><th>A</th><th>B</th></tr></thead>"
                     "<tbody><tr><td>1</td><td>2</td></tr></tbody></table>")
        if chance(self.r, 0.3):
            body = "<h2>Wat nu?</h2>" + body
        space = self.r.choice(["", ' xmlns="http://www.w3.org/1999/xhtml"'])
        field = self.r.choice(["description", "description", "introduction"])
        summary = f"<summary><html{space}><body><p>{self.r.choice(WORDS)}.</p></body></html></summary>"
        return (f"<{language}>{self.r.choice(['', '<!-- x -->'])}<title>{escape(title)}</title>"
                f"{self.r.choice(['', summary])}<{field}><html{space}><body>{body}</body></html></{field}></{language}>")

    def write_fiche(self, fiche):
        tree = DIRECTIONS[fiche["direction"]][0]
        languages = LANGUAGES[:]
        self.r.shuffle(languages)
        with open(self.path(tree, "themas", *fiche["folder"], fiche["id"] + ".xml"), "w", encoding="utf-8") as out:
            out.write(f'{self.r.choice(["", chr(60) + "?xml version=" + chr(34) + "1.0" + chr(34) + "?" + chr(62)])}<{self.root}>'
                      "<metadatas><external_links></external_links></metadatas><contents>"
                      + "\n".join(self.version(fiche, l) for l in languages) + f"</contents></{self.root}>\n")
        with open(self.path(tree, "criteria", *fiche["folder"], fiche["id"] + "_criteria.xml"), "w", encoding="utf-8") as out:
            out.write(self.criteria(fiche))

    def criteria(self, fiche):
        nationalities = [COUNTRIES[c][0] for c in self.codes] + ["other"]
        kind, name = fiche["target"]
        destination = name if kind == "group" else "other" if name == "other" else COUNTRIES[name][0]
        rows, lists = "", [[s] for s in fiche["statuses"]]
        if chance(self.r, 0.3):
            lists = [fiche["statuses"]]
        for statuses in lists:
            half = self.r.randint(1, len(nationalities) - 1)
            for part in ([nationalities] if chance(self.r, 0.6) else [nationalities[:half], nationalities[half:]]):
                text = self.r.choice([";", "; "]).join(cased(self.r, n) for n in part) + self.r.choice(["", ";"])
                rows += (f"<{self.row}><destination>{escape(cased(self.r, destination))}</destination>"
                         f"<nationality>{escape(text)}</nationality>"
                         f"<status>{escape(';'.join(cased(self.r, s) for s in statuses))}</status></{self.row}>\n")
        return f"<criteria subject={quoteattr(cased(self.r, fiche['subject'][0]))}>\n{rows}</criteria>\n"

    def write(self):
        self.decide()
        self.write_lists()
        for fiche in self.fiches:
            self.write_fiche(fiche)
        for tree, _ in DIRECTIONS.values():
            os.makedirs(os.path.join(self.directory, tree, "themas"), exist_ok=True)
            os.makedirs(os.path.join(self.directory, tree, "criteria"), exist_ok=True)
        expected = {
            "countries": {c: COUNTRIES[c][0] for c in self.codes} | {"other": "other"},
            "marks": {d: {c: self.answers(d, c) for c in self.codes + ["other"]} for d in DIRECTIONS},
            "languages": {f["mark"]: f["languages"] for f in self.fiches},
        }
        with open(self.path("expected.json"), "w", encoding="utf-8") as out:
            json.dump(expected, out, indent=1, sort_keys=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("seed", type=int)
    parser.add_argument("directory")
    parser.add_argument("--fiches", type=int, default=70)
    parser.add_argument("--countries", type=int, default=8)
    options = parser.parse_args()
    Repository(options.seed, options.directory, options.fiches, options.countries).write()


if __name__ == "__main__":
    main()
