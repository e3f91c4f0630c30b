"""What a brochure must hold: which documents, for whom, in which language, and which of their conditional paragraphs."""

import re
from xml.etree import ElementTree

import oracle
from names import FRAMEWORKS

B = "{urn:fichepress:brochure:1}"


def held(world, test, words, country, direction, readers):
    """(some reader passes the test, some reader does not). country: (code, key); readers: (statuses, nationalities)."""
    code, key = country
    words = words.split()
    if test == "country":
        found = {code, key} & set(words)
    elif test == "group":
        found = any(oracle.level(world, "destination", w, key) not in (None, oracle.COUNTRY) for w in words)
    elif test == "framework":
        found = FRAMEWORKS.get(code, {"no_agreement"}) & set(words)
    elif test == "direction":
        found = direction in words
    elif test == "status":
        named = readers[0] & set(words)
        return bool(named), bool(readers[0] - named)
    else:
        named = {n for n in readers[1] if oracle.names(world, words, n)}
        return bool(named), bool(readers[1] - named)
    return bool(found), not found


def is_printed(world, guard, country, direction, readers):
    name, tests = guard
    results = [held(world, test, words, country, direction, readers) for test, words in tests.items()]
    return all(yes for yes, _ in results) if name == "when" else any(no for _, no in results)


def marks(world, document, country, direction, readers):
    """Marks of the conditional paragraphs that are printed."""
    found = []
    for skeleton in document.skeletons.values():
        found += [b[2] for b in skeleton.blocks if b[0] == "when" and is_printed(world, b[1], country, direction, readers)]
    return sorted(found)


def language(document, asked):
    return next(l for l in [asked] + oracle.FALLBACK if l not in document.missing)


def expected(world, grid, country, direction, asked):
    """{(part, id): (language, statuses, nationalities, marks)}; pages are for everybody."""
    everyone, found, readers = {n.key for n in world.nationals}, {}, {}
    for (way, code, status, _), (_, answers) in grid.items():
        if (way, code) == (direction, country[0]):
            for fiche, keys in answers.items():
                mine = readers.setdefault(fiche, (set(), set()))
                mine[0].add(status)
                mine[1].update(everyone if keys is None else keys)
    for document in world.documents:
        if document.is_fiche:
            if document.direction == direction and document.id in readers:
                part, audience = "fiche", readers[document.id]
            else:
                continue
        else:
            part, audience = page_part(world, document, country, direction), (set(), set())
            if part is None:
                continue
        found[part, document.id] = (language(document, asked), sorted(audience[0]), sorted(audience[1]),
                                    marks(world, document, country, direction, audience))
    return found


def page_part(world, document, country, direction):
    if "_Convention_" in document.id:
        twins = [d for d in world.documents if d.id == document.id and d.direction == "coming"]
        about = oracle.level(world, "destination", document.about, country[1]) is not None
        return "convention" if about and (document.direction == "coming" or not twins) else None
    return "information" if document.direction == direction and not document.id.endswith("_Convention") else None


def unsettled(document):
    """EEE is the name of the EEA in another language: a page of either may be about both groups."""
    return document.about in ("eee", "eea")


def read(world, xml):
    """The same from the program's document."""
    root, found, again = ElementTree.fromstring(xml), {}, []
    statuses = [s.get("key") for s in root.iter(B + "status") if s.get("number")]
    everyone = sorted(n.key for n in world.nationals)
    for part, path in (("fiche", f"{B}chapters/{B}chapter/{B}fiche"), ("convention", f"{B}conventions/{B}page"), ("information", f"{B}information/{B}page")):
        for node in root.findall(path):
            applies = node.find(B + "applies")
            who, whose = [], []
            if applies is not None:
                who = statuses if applies.get("all-statuses") == "true" else [s.get("key") for s in applies.findall(B + "status")]
                nationalities = applies.find(B + "nationalities")
                whose = everyone if nationalities.get("all") == "true" else [n.get("key") for n in nationalities]
            if (part, node.get("id")) in found:
                again.append(node.get("id"))
            found[part, node.get("id")] = (node.get("lang"), sorted(who), sorted(whose),
                                           sorted(re.findall(r"mark\d+", "".join(node.itertext()))))
    return found, again
