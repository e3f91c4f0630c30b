"""What the oracle says: a line for each document on the terminal, a table in docs/oracle.md."""

import re

import compare

SHARE = 0.9  # of the documents that do not come from our stylesheets
BEGIN, END = "<!-- made by make oracle -->\n", "<!-- end -->\n"


def read_differences(path):
    """differences.txt: by name, who is right, by which section, and why."""
    with open(path, encoding="utf-8") as file:
        rows = [line.rstrip("\n").split("\t") for line in file if line.strip() and not line.startswith("#")]
    return {row[0]: row[1:] for row in rows}


def row(comparison, shifts, differences):
    across, mean, most = compare.offsets(comparison, shifts)
    same = "yes" if comparison.same() else "no: " + differences[comparison.name][0] if comparison.name in differences else "NO"
    return (f"| {comparison.name} | {len(comparison.ours)} | {len(comparison.theirs)} | {same} | {comparison.lines_alike():.0f} | "
            f"{across:.1f} | {mean:.2f} | {most:.1f} |")


def table(comparisons, shifts, differences):
    head = ("| document | pages | FOP's | same words on each page | lines alike, % | x, pt | y mean, pt | y most, pt |\n"
            "|---|---:|---:|---|---:|---:|---:|---:|")
    return "\n".join([head] + [row(comparison, shifts, differences) for comparison in comparisons]) + "\n"


def explanations(comparisons, differences):
    known = [(comparison.name, *differences[comparison.name]) for comparison in comparisons
             if not comparison.same() and comparison.name in differences]
    return "".join(f"- **{name}** (right: {right}; XSL 1.1 {section}). {why}\n" for name, right, section, why in known)


def document(comparisons, generic, shifts, differences):
    parts = ["### Documents\n", table(comparisons[:generic], shifts, differences), "### Brochures\n",
             table(comparisons[generic:], shifts, differences), "### Baselines, in ems below FOP's\n",
             "| font | |\n|---|---:|\n" + "".join(f"| {font} | {shift:+.3f} |\n" for font, shift in sorted(shifts.items())),
             "## Every difference\n", explanations(comparisons, differences)]
    return "\n".join(parts)


def write_document(path, text):
    with open(path, encoding="utf-8") as file:
        old = file.read()
    new = re.sub(re.escape(BEGIN) + ".*" + re.escape(END), lambda _: BEGIN + text + END, old, flags=re.S)
    with open(path, "w", encoding="utf-8") as file:
        file.write(new)


def finish(comparisons, generic, said, differences, path):
    """Prints, writes, and returns the status."""
    shifts = compare.baseline_shifts(comparisons)
    good = sum(comparison.same() for comparison in comparisons[:generic])
    unexplained = [comparison for comparison in comparisons if not comparison.same() and comparison.name not in differences]
    agreed = [comparison.name for comparison in comparisons if comparison.same() and comparison.name in differences]
    print(table(comparisons, shifts, differences))
    for comparison in comparisons:
        if said[comparison.name]:
            print(f"{comparison.name}: {said[comparison.name]}")
    for comparison in unexplained:
        print(f"{comparison.name} differs without an explanation: {comparison.first_difference()}")
    for name in agreed:
        print(f"{name} agrees by now, differences.txt explains a difference")
    print(f"oracle: {good} of {generic} documents have the same pages with the same words, "
          f"{sum(comparison.same() for comparison in comparisons[generic:])} of {len(comparisons) - generic} brochures")
    if path:
        write_document(path, document(comparisons, generic, shifts, differences))
    return 1 if unexplained or agreed or good < SHARE * generic else 0
