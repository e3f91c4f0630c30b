#!/usr/bin/env python3
"""Judges the reader and the merge on random repositories: a second opinion that shares nothing with the program.

    judge.py [--program FILE] [--seeds FROM-TO] [--faults N] [--keep DIR] [--valgrind]

For each seed a repository is invented (judge/world.py), written in any form that suppliers may give it (judge/write.py), and what must
come of it is worked out slowly (judge/oracle.py). Then `coverage --json` and `check` are asked. --faults: that many faults are
put into repositories without one (judge/faults.py), one at a time; each must be found at its file and line, and nothing else.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "judge"))

import faults  # noqa: E402
import findings as told  # noqa: E402
import oracle  # noqa: E402
import write  # noqa: E402
from names import MARKS, TREES  # noqa: E402
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


def judge_fault(program, world, fault, directory):
    """One fault in a repository that has none."""
    verdict = Verdict(f"seed {world.seed}, fault {fault.__name__}")
    result = fault(world)
    if result is None:
        return None
    files = write.Writer(world).files
    result.finish(files)
    write.save(files, directory)
    status, _, findings, err = run(program, "check", "--sources", directory)
    verdict.expect("exit status", {"error": 1, "warning": 3, "none": 0}[result.severity], status)
    told.compare(verdict, result.expected(files), findings, only=("error", "warning") if result.severity != "error" else ("error",))
    return verdict


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=os.environ.get("BUILD", "build/release") + "/fichepress")
    parser.add_argument("--seeds", default="1-20")
    parser.add_argument("--faults", type=int, default=0, help="rounds of all faults")
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
            if not options.keep:
                shutil.rmtree(directory)
        for seed in range(first, first + options.faults):
            for number, fault in enumerate(f for f in faults.ALL if not options.only or options.only in f.__name__):
                world = World(f"{seed} {fault.__name__}", clean=True, size=1 + number % 2)
                directory = os.path.join(base, f"{seed}-{fault.__name__}")
                shutil.rmtree(directory, ignore_errors=True)
                verdict = judge_fault(options.program, world, fault, directory)
                if verdict is None:
                    print(f"# seed {seed}: no place for {fault.__name__}")
                good &= verdict is None or verdict.tell()
                if not options.keep:
                    shutil.rmtree(directory, ignore_errors=True)
    print("ok" if good else "not ok")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
