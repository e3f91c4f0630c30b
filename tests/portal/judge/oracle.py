"""What must come of a repository, by the plain words of the rules and in the slowest way.

Every cell (direction, country, status, subject) is asked on its own, nationality by nationality: which fiches have a row that names
the destination, the nationality and the status; which of these rows is the most specific; which fiches are left at that level.
"""

from names import LANGUAGES, TREES
from world import Group

COUNTRY = 99  # more specific than any group
FALLBACK = ["en", "fr", "nl", "de"]


def chains(nodes, key, above=()):
    """Each place of an entry in the lists: the member and its groups, outermost first."""
    for node in nodes:
        if isinstance(node, Group):
            yield from chains(node.children, key, above + (node.key,))
        elif node.entry.key == key:
            yield node, above


def level(world, section, target, key):
    """How specifically target names the entry; None: not at all. A group inside another is the more specific one; group_1 is
    transparent, so a group inside it is as one at the top."""
    asked = (section, target, key)
    if asked not in world.levels:
        found = [COUNTRY] if target == key else []
        for member, above in chains(getattr(world, section), key):
            if member.holds(world.date) and target in above:
                found.append(0 if target == "group_1" else above.index(target) + 1 - ("group_1" in above))
        world.levels[asked] = max(found, default=None)
    return world.levels[asked]


def names(world, targets, key):
    return any(level(world, "nationality", t, key) is not None for t in targets)


def in_time(world, document):
    return (not document.since or document.since <= world.date) and (not document.until or world.date <= document.until)


def cell(world, documents, place, status):
    """{fiche: nationalities} that answer, and the nationalities with more than one fiche."""
    answers, conflicting = {}, set()
    for national in world.nationals:
        best, winners = None, []
        for number, document in enumerate(documents):
            for row in document.rows:
                if status not in row.statuses or not names(world, row.nationalities, national.key):
                    continue
                for target in row.destinations:
                    how = level(world, "destination", target, place)
                    if how is None or not in_time(world, document):
                        continue
                    if best is None or how > best:
                        best, winners = how, [number]
                    elif how == best and number not in winners:
                        winners.append(number)
        for number in winners:
            answers.setdefault(number, set()).add(national.key)
        if len(winners) > 1:
            conflicting.add(national.key)
    return answers, conflicting


def places(world):
    return [(p.code, p.key) for p in world.places] + [("other", "other")]


def of_subject(world, direction, subject):
    return [d for d in world.documents if d.is_fiche and d.direction == direction and d.subject == subject]


def conflicts(world, documents, direction):
    return any(cell(world, documents, key, status.key)[1] for _, key in places(world) for status in world.statuses[direction])


def gaps(world):
    for direction in TREES:
        for subject in world.subjects[direction]:
            documents = of_subject(world, direction, subject.key)
            yield direction, subject.key, [(key, status.key) for _, key in places(world) for status in world.statuses[direction]
                                           if not cell(world, documents, key, status.key)[0]]


def grid(world):
    """{(direction, country, status, subject): (state, {fiche: nationalities or None})}"""
    everyone = {n.key for n in world.nationals}
    found = {}
    for direction in TREES:
        for subject in world.subjects[direction]:
            documents = of_subject(world, direction, subject.key)
            for code, key in places(world):
                for status in world.statuses[direction]:
                    answers, conflicting = cell(world, documents, key, status.key)
                    state = "gap" if not answers else "conflict" if conflicting else "filled"
                    found[direction, code, status.key, subject.key] = (
                        state, {documents[n].id: None if keys == everyone else sorted(keys) for n, keys in answers.items()})
    return {at: ("shared", answers) if state == "filled" and shared(found, at, answers) else (state, answers)
            for at, (state, answers) in found.items()}


def shared(found, at, answers):
    """Its only fiche answers another cell of the direction and country too."""
    return len(answers) == 1 and any(other[:2] == at[:2] and other != at and set(answers) <= set(their)
                                     for other, (_, their) in found.items())


def fallbacks(world):
    """[(document, asked, printed or None)]"""
    return [(d, asked, next((l for l in FALLBACK if l not in d.missing), None))
            for d in world.documents for asked in LANGUAGES if asked in d.missing]
