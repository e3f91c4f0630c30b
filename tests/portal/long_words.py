#!/usr/bin/env python3
"""Writes a whole repository in the bare portal format whose every label, title and text is long: many statuses and subjects,
compounds in narrow tables, nested lists, endless addresses. All four languages are there, no cell is empty: it must be published
without a warning.

    long_words.py SEED DIRECTORY
"""

import os
import random
import sys

PARTS = {
    "nl": "arbeids ongeschiktheids verzekerings uitkerings gerechtigde beroeps ziekte vergoeding zekerheids overeenkomst".split(),
    "fr": "remboursement incapacité travailleur indépendant internationalement constitutionnellement assurance détachement".split(),
    "de": "Arbeits unfähigkeits bescheinigungs Sozial versicherungs abkommen Hinterbliebenen renten antrags schifffahrts".split(),
    "en": "compensation international posted worker reimbursement incapacity contribution".split(),
}
COUNTRIES = ["Spain", "San Marino", "Bosnia and Herzegovina", "Other"]
TREES = {"leaving_belgium": "LB", "coming_to_belgium": "c2b"}


class Writer:
    def __init__(self, seed, root):
        self.r, self.root = random.Random(seed), root
        self.statuses = [f"status {i}" for i in range(self.r.randint(7, 12))]
        self.subjects = [f"subject {i}" for i in range(self.r.randint(7, 12))]

    def word(self, language, parts):
        joined = parts if language in ("nl", "de") else 1
        return "".join(self.r.choice(PARTS[language]) for _ in range(joined))

    def phrase(self, language, words):
        return " ".join(self.word(language, self.r.randint(1, 4)) for _ in range(words))

    def put(self, text, *path):
        path = os.path.join(self.root, *path)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def items(self, keys, words):
        labels = [" ".join(f'{l}="{self.phrase(l, self.r.randint(1, words))}"' for l in PARTS) for _ in keys]
        return "".join(f'<item id="{key}" {label}/>' for key, label in zip(keys, labels))

    def lists(self):
        names = "".join(f'<country id="{c}" nl="{c}" fr="{c}" de="{c}" en="{c}"/>' for c in COUNTRIES)
        return (f"<lists><destination>{names}</destination><nationality>{names}</nationality>"
                f"<status>{self.items(self.statuses, 5)}</status><subject>{self.items(self.subjects, 4)}</subject></lists>")

    def body(self, language, kind, size):
        def row(tag):
            return "<tr>" + "".join(f"<{tag}>{self.word(language, 1)}</{tag}>" for _ in range(size)) + "</tr>"
        link = f"https://www.example.org/{'abc/' * 30}x.html?lang={language}"
        first = f"<p>{self.phrase(language, self.r.randint(5, 60))}. <a href='{link}'>{self.phrase(language, 3)}</a></p>"
        return first + {
            0: "",
            1: f"<table><thead>{row('th')}</thead><tbody>{row('td') * 4}</tbody></table>",
            2: f"<ul><li>{self.phrase(language, 9)}<ol><li>{self.phrase(language, 9)}</li></ol></li></ul>",
            3: f"<h2>{self.phrase(language, 6)}</h2><h3>{self.phrase(language, 9)}</h3><blockquote><p>{self.phrase(language, 30)}</p></blockquote>",
            4: f"<dl><dt>{self.phrase(language, 2)}</dt><dd>{self.phrase(language, 12)}</dd></dl><hr/>",
            5: f"<p>https://www.example.org/{'a' * 100}/{'b' * 60}</p>",
        }[kind]

    def fiche(self):
        kind, size, words = self.r.randint(0, 5), self.r.randint(2, 5), self.r.randint(1, 8)
        versions = "".join(
            f"<{l}><title>{self.phrase(l, words)}</title><summary><html><body><p>{self.phrase(l, 8)}</p></body></html></summary>"
            f"<description><html><body>{self.body(l, kind, size)}</body></html></description></{l}>" for l in PARTS)
        return f"<fiche><metadatas><external_links/></metadatas><contents>{versions}</contents></fiche>"

    def write(self):
        number = 0
        for tree, mark in TREES.items():
            self.put(self.lists(), "criteria", f"criteria_{mark}.xml")
            for subject in self.subjects:
                step = self.r.choice([1, 2, len(self.statuses)])
                for first in range(0, len(self.statuses), step):
                    folder = "Instelling" + self.r.choice(["", "VoorSocialeZekerheidEnInternationaleOvereenkomsten"])
                    name = f"{folder}_{number:03d}" + self.r.choice(["", "_" + "Lang" * 12])
                    number += 1
                    rows = "".join(f"<row><destination>{c}</destination><nationality>{';'.join(COUNTRIES)}</nationality><status>{s}</status></row>"
                                   for c in COUNTRIES for s in self.statuses[first:first + step])
                    self.put(self.fiche(), tree, "themas", folder, f"{name}.xml")
                    self.put(f'<criteria subject="{subject}">{rows}</criteria>', tree, "criteria", folder, f"{name}_criteria.xml")


if __name__ == "__main__":
    Writer(int(sys.argv[1]), sys.argv[2]).write()
