#!/usr/bin/env python3
"""Judges the reader and the merge on random repositories: a second opinion that shares nothing with the program.

    judge.py [--program FILE] [--seeds FROM-TO] [--faults N] [--mutations N] [--only NAME] [--every N] [--keep DIR]

For each seed a repository is invented (judge/world.py), written in any form that suppliers may give it (judge/write.py), and what must
come of it is worked out slowly (judge/oracle.py, judge/printed.py). Then `coverage --json`, `check` and `dump brochure` are asked.
--faults: N times each fault of judge/faults.py is put into a repository that has none; it must be told at its file and line, and
nothing else; what is no fault must not be told at all. --mutations: N repositories are damaged at random (judge/mutate.py); the program must
end by itself, with a status and a message.
"""

import argparse
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "judge"))

import faults  # noqa: E402
import findings as told  # noqa: E402
import mutate  # noqa: E402
import oracle  # noqa: E402
import printed  # noqa: E402
import write  # noqa: E402
from names import LANGUAGES, TREES  # noqa: E402
from world import World  # noqa: E402

FINDING = re.compile(r"^(?:(.+?):(\d+)(?::\d+)?: |(.+?): )?(error|warning|note)\[(E\d{4})\]: (.*)$")


def run(program, *arguments):
    """Status, output, findings: [(severity, file, line, code, message)]"""
    done = subprocess.run([program, *arguments, "--diagnostics=short"], capture_output=True, timeout=120)
    findings = []
    for line in done.stderr.decode("utf-8", "replace").splitlines():
        found = FINDING.match(line)
        if found:
            file, number, bare, severity, code, message = found.groups()
            findings.append((severity, file or bare or "", int(number or 0), code, message))
    return done.returncode, done.stdout, findings, done.stderr.decode("utf-8", "replace")


class Verdict:
    """What the program and the oracle do not agree on."""

    def __init__(self, name):
        self.name, self.lines = name, []

    def expect(self, what, expected, found):
        if expected != found:
            self.lines.append(f"{what}: expected {expected!r}, found {found!r}")

    def add(self, line):
        self.lines.append(line)

    def tell(self):
        for line in self.lines[:25]:
            print(f"# {self.name}: {line}")
        return not self.lines


def judge_coverage(program, world, directory):
    verdict = Verdict(f"seed {world.seed}, coverage")
    status, out, _, err = run(program, "coverage", "--json", "--sources", directory)
    expected = oracle.grid(world)
    conflict = any(state == "conflict" for state, _ in expected.values())
    speechless = any(printed is None for *_, printed in oracle.fallbacks(world))
    if status not in ((1,) if conflict else (0, 1, 3) if speechless else (0, 3)):
        verdict.add(f"exit status {status}, " + err[-300:])
    try:
        data = json.loads(out)
    except ValueError as error:
        verdict.add(f"no JSON: {error}; {err[-300:]}")
        return verdict
    found = {}
    for cell in data["cells"]:
        at = (cell["direction"], cell["country"], cell["status"], cell["subject"])
        if at in found:
            verdict.add(f"{at} stands twice")
        names = lambda a: None if a["nationalities"] is None else sorted(a["nationalities"])
        found[at] = (cell["state"], {a["fiche"]: names(a) for a in cell["answers"]})
    for at in sorted(set(expected) | set(found)):
        verdict.expect(str(at), expected.get(at), found.get(at))
    judge_fallbacks(verdict, world, expected, data["fallbacks"])
    return verdict


def judge_fallbacks(verdict, world, expected, entries):
    """One entry per direction, fiche and missing language, for what is printed; pages and unread fiches may be named too."""
    printed = {(at[0], fiche) for at, (_, answers) in expected.items() for fiche in answers}
    found = [(f["direction"], f["fiche"], f["asked"], f["printed"]) for f in entries]
    if len(found) != len(set(found)):
        verdict.add("fallbacks: an entry stands twice")
    for document, asked, language in oracle.fallbacks(world):
        entry = (document.direction, document.id, asked, language)
        if language and (document.direction, document.id) in printed and entry not in found:
            verdict.add(f"fallback {entry} is not told")
    possible = {(direction, d.id, asked, l) for d, asked, l in oracle.fallbacks(world)
                for direction in (TREES if "_Convention_" in d.id else [d.direction])}
    for entry in set(found) - possible:
        verdict.add(f"fallback {entry} does not happen")


def judge_check(program, world, directory, files):
    """Severity, file and line of everything that a whole repository may still be told."""
    verdict = Verdict(f"seed {world.seed}, check")
    status, _, findings, err = run(program, "check", "--sources", directory)
    expected = told.of_world(world, files)
    errors = any(one.severity == "error" for one in expected)
    verdict.expect("exit status", 1 if errors else 3 if expected else 0, status)
    told.compare(verdict, expected, findings)
    if errors or expected:
        return verdict
    status = run(program, "check", "--strict", "--sources", directory)[0]
    verdict.expect("exit status with --strict", 0, status)
    return verdict


def judge_documents(program, world, directory):
    """Some brochures: what they hold, each thing once."""
    verdict = Verdict(f"seed {world.seed}, brochure")
    grid = oracle.grid(world)
    if any(state == "conflict" for state, _ in grid.values()):
        return verdict
    r = random.Random(f"{world.seed} documents")
    for country in r.sample(oracle.places(world), min(3, len(world.places))):
        direction, asked = r.choice(list(TREES)), r.choice(LANGUAGES)
        where = f"{country[0]}, {direction}, {asked}"
        status, out, _, err = run(program, "dump", "brochure", "--sources", directory, "--country", country[0], "--direction", direction, "--lang", asked)
        if status not in (0, 3):
            verdict.add(f"{where}: status {status}, {err[-300:]}")
            continue
        expected = printed.expected(world, grid, country, direction, asked)
        found, again = printed.read(world, out)
        if again:
            verdict.add(f"{where}: {again} stand twice")
        skip = {("convention", d.id) for d in world.documents if printed.unsettled(d)}
        for at in sorted((set(expected) | set(found)) - skip):
            verdict.expect(f"{where}, {at}", expected.get(at), found.get(at))
    return verdict


def judge_fault(options, seed, fault, base):
    """One fault in a repository that has none: of the first that has a place for it."""
    for attempt in range(20):
        name = f"{seed}-{fault.__name__}" + ("" if attempt == 0 else f"-{attempt}")
        world = World(name, clean=True, size=1 + (seed + attempt) % 2)
        result = fault(world)
        if result is not None:
            break
    else:
        print(f"# {name}: no place for it")
        return True
    files = write.Writer(world).files
    result.finish(files)
    directory = os.path.join(base, name)
    shutil.rmtree(directory, ignore_errors=True)
    write.save(files, directory)
    verdict = Verdict(f"fault {name}")
    status, _, findings, err = run(options.program, "check", "--sources", directory)
    verdict.expect("exit status", {"error": 1, "warning": 3, "none": 0}[result.severity], status)
    told.compare(verdict, result.expected(files), findings, only=("error", "warning") if result.severity != "error" else ("error",))
    if not options.keep:
        shutil.rmtree(directory)
    return verdict.tell()


def judge_mutation(options, seed, base):
    """A damaged repository: the program ends, says why, and does not crash."""
    r = random.Random(f"{seed} mutation")
    world = World(f"mutation {seed}", clean=r.random() < 0.8, size=1)
    files = write.Writer(world).files
    what = mutate.mutate(r, files)
    verdict = Verdict(f"mutation {seed} ({what})")
    directory = os.path.join(base, f"mutation-{seed}")
    shutil.rmtree(directory, ignore_errors=True)
    write.save(files, directory)
    commands = [("check",), ("coverage", "--json"), ("dump", "brochure", "--country", world.places[0].code, "--direction", "leaving", "--lang", "nl")]
    for command in commands:
        try:
            status, out, findings, err = run(options.program, *command, "--sources", directory)
        except subprocess.TimeoutExpired:
            verdict.add(f"{command[0]} does not end")
            continue
        worst = max((["note", "warning", "error"].index(s) for s, *_ in findings), default=0)
        if status not in (0, 1, 2, 3) or "Sanitizer" in err or "runtime error" in err or "ERROR **" in err or "CRITICAL" in err:
            verdict.add(f"{command[0]}: status {status}: {err[-1500:]}")
        elif command[0] == "check" and status != [0, 3, 1][worst]:
            verdict.add(f"check: status {status} with {findings[-3:]}")
        elif status == 1 and worst < 2 and command[0] != "dump":
            verdict.add(f"{command[0]}: refused without an error: {err[-300:]}")
    if not options.keep:
        shutil.rmtree(directory)
    return verdict.tell()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=os.environ.get("BUILD", "build/release") + "/fichepress")
    parser.add_argument("--seeds", default="1-20")
    parser.add_argument("--faults", type=int, default=0, help="rounds of all faults")
    parser.add_argument("--mutations", type=int, default=0, help="damaged repositories")
    parser.add_argument("--every", type=int, default=1, help="only one of so many faults")
    parser.add_argument("--only", help="faults whose name contains this")
    parser.add_argument("--keep", help="leave the repositories in this directory")
    options = parser.parse_args()
    first, last = (int(n) for n in (options.seeds + "-" + options.seeds).split("-")[:2])
    good = True
    with tempfile.TemporaryDirectory() as temporary:
        base = options.keep or temporary
        for seed in range(first, last + 1):
            world = World(seed, clean=seed % 3 == 0)
            directory = os.path.join(base, str(seed))
            shutil.rmtree(directory, ignore_errors=True)
            files = write.Writer(world).files
            write.save(files, directory)
            good &= judge_coverage(options.program, world, directory).tell()
            good &= judge_check(options.program, world, directory, files).tell()
            good &= judge_documents(options.program, world, directory).tell()
            if not options.keep:
                shutil.rmtree(directory)
        for seed in range(first, first + options.faults):
            chosen = [f for f in faults.ALL if not options.only or options.only in f.__name__]
            for fault in chosen[seed % options.every::options.every]:
                good &= judge_fault(options, seed, fault, base)
        for seed in range(first, first + options.mutations):
            good &= judge_mutation(options, seed, base)
    print("ok" if good else "not ok")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
