#!/usr/bin/env python3
"""oracle.py --program PROGRAM --output DIRECTORY [--write DOCUMENT] [NAME…]: the documents of this folder and the FO of eight
brochures, set by us and by Apache FOP. Ends with 1 where fewer than nine in ten of the documents agree, or where one differs
without an explanation in differences.txt."""

import argparse
import glob
import os
import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import compare
import fop
import pages
import report

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
BROCHURES = ("tr-leaving-fr", "jp-coming-en", "ch-leaving-de", "gb-coming-nl", "ca-qc-leaving-fr", "es-coming-de", "in-leaving-en",
             "other-leaving-nl")


def write_brochure(program, name, path):
    country, direction, lang = re.fullmatch(r"(.*)-(leaving|coming)-(..)", name).groups()
    with open(path, "wb") as file:
        subprocess.run([program, "dump", "fo", "--quiet", "--country", country, "--direction", direction, "--lang", lang], cwd=ROOT,
                       stdout=file, check=True)


def gather(program, inputs, wanted):
    """The documents, in a folder that FOP takes as a whole. Returns the names of ours and of the brochures."""
    os.makedirs(inputs)
    generic = [os.path.basename(path)[:-3] for path in sorted(glob.glob(os.path.join(HERE, "*.fo")))]
    generic = [name for name in generic if not wanted or name in wanted]
    brochures = [name for name in BROCHURES if not wanted or name in wanted]
    for name in generic:
        shutil.copy(os.path.join(HERE, name + ".fo"), inputs)
    for picture in glob.glob(os.path.join(HERE, "*.png")):
        shutil.copy(picture, inputs)
    for name in brochures:
        write_brochure(program, name, os.path.join(inputs, name + ".fo"))
    return generic, brochures


def typeset(program, fonts, inputs, output, name):
    done = subprocess.run([program, "typeset", "--quiet", "--diagnostics", "short", "--fonts", fonts, os.path.join(inputs, name + ".fo"),
                           os.path.join(output, name + ".pdf")], cwd=ROOT, stderr=subprocess.PIPE, text=True, check=False, timeout=120)
    return done.stderr.strip()


def render_all(program, work, names):
    """Both PDFs of each document, in WORK/ours and WORK/fop. Returns what our program said, by name."""
    fonts, configuration = (os.path.join(work, name) for name in ("fonts.conf", "fop.xconf"))
    for folder in ("ours", "fop"):
        os.makedirs(os.path.join(work, folder))
    fop.plain_fonts(os.path.join(ROOT, "fonts/fonts.conf"), fonts)
    fop.write_configuration(configuration, fonts)
    inputs = os.path.join(work, "in")
    with ThreadPoolExecutor(2) as pool:
        theirs = pool.submit(fop.render, inputs, configuration, os.path.join(work, "fop"), os.path.join(work, "fop.log"))
        said = {name: typeset(program, fonts, inputs, os.path.join(work, "ours"), name) for name in names}
        theirs.result()
    return said


def read_all(work, names):
    def one(name):
        sides = [os.path.join(work, side, name + ".pdf") for side in ("ours", "fop")]
        return compare.Comparison(name, *(pages.read(path) if os.path.exists(path) else [] for path in sides))

    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(one, names))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--output", required=True)
    parser.add_argument("--write", metavar="DOCUMENT", help="renew the table in it")
    parser.add_argument("names", nargs="*")
    options = parser.parse_args()
    program, work = os.path.abspath(options.program), os.path.abspath(options.output)
    shutil.rmtree(work, ignore_errors=True)
    generic, brochures = gather(program, os.path.join(work, "in"), options.names)
    said = render_all(program, work, generic + brochures)
    comparisons = read_all(work, generic + brochures)
    return report.finish(comparisons, len(generic), said, report.read_differences(os.path.join(HERE, "differences.txt")), options.write)


if __name__ == "__main__":
    sys.exit(main())
