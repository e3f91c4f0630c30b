"""Apache FOP as the second formatter: our families in a configuration made at run time, one start for all files."""

import os
import re
import subprocess
import xml.etree.ElementTree as ElementTree
from xml.sax.saxutils import quoteattr

FACES = [("normal", "normal", "regular"), ("normal", "600", "semibold"), ("normal", "bold", "bold"), ("italic", "normal", "italic"),
         ("italic", "600", "semibold:italic"), ("italic", "bold", "bold:italic")]
JARS = "/usr/share/java/"
LIBRARIES = ("fop commons-io serializer xalan2 xml-apis batik-all commons-logging xercesImpl xmlgraphics-commons xml-apis-ext "
             "fontbox2").split()
PATTERNS = "/usr/share/fop/fop-hyph.jar"  # hyphenation; of English, ours is British


# FOP has no font features, loses letters of ligatures from its text, and reads no kerning from OpenType tables without them.
PLAIN = ("kern=0", "liga=0", "clig=0")


def plain_fonts(fonts, path):
    """A copy of our fontconfig file whose families are the bare glyphs of the fonts."""
    tree = ElementTree.parse(fonts)
    for match in tree.getroot().iter("match"):
        for edit in match.findall("edit[@name='fontfeatures']"):
            match.remove(edit)
    every = ElementTree.SubElement(tree.getroot(), "match", target="pattern")
    edit = ElementTree.SubElement(every, "edit", name="fontfeatures", mode="append")
    for feature in PLAIN:
        ElementTree.SubElement(edit, "string").text = feature
    tree.write(path, encoding="unicode")


def families(fonts):
    """The family names that the file gives a meaning: those of the brochures, the generic ones and the usual ones."""
    root = ElementTree.parse(fonts).getroot()
    names = [test.findtext("string") for test in root.iterfind("match/test[@name='family']")]
    return names + [alias.findtext("family") for alias in root.iter("alias")]


def face_file(fonts, family, face):
    """The file that our own program would take for the face."""
    found = subprocess.run(["fc-match", "-f", "%{file}", f"{family}:{face}"], env=dict(os.environ, FONTCONFIG_FILE=fonts),
                           check=True, capture_output=True, text=True)
    return found.stdout


def font_entries(fonts):
    files = {}
    for family in families(fonts):
        for style, weight, face in FACES:
            files.setdefault(face_file(fonts, family, face), []).append((family, style, weight))
    for path, triplets in sorted(files.items()):
        yield f'<font kerning="no" advanced="no" embed-url={quoteattr(path)}>'
        for family, style, weight in triplets:
            yield f'<font-triplet name={quoteattr(family)} style="{style}" weight="{weight}"/>'
        yield "</font>"


def write_configuration(path, fonts):
    with open(path, "w", encoding="utf-8") as file:
        file.write(f'<fop version="1.0"><strict-validation>false</strict-validation>'
                   f'<complex-scripts disabled="true"/>'
                   f'<hyphenation-pattern lang="en">en_GB</hyphenation-pattern>'
                   f'<renderers><renderer mime="application/pdf"><fonts>')
        file.writelines(font_entries(fonts))
        file.write("</fonts></renderer></renderers></fop>\n")


def render(directory, configuration, output, log):
    """All *.fo of the directory to PDF. FOP goes on after a file that it refuses; what it says is in the log."""
    build = os.path.join(output, "build.xml")
    classes = "".join(f'<pathelement path="{JARS}{jar}.jar"/>' for jar in LIBRARIES) + f'<pathelement path="{PATTERNS}"/>'
    with open(build, "w", encoding="utf-8") as file:
        file.write(f'<project default="all"><taskdef name="fop" classname="org.apache.fop.tools.anttasks.Fop">'
                   f'<classpath>{classes}</classpath></taskdef><target name="all">'
                   f'<fop format="application/pdf" outdir={quoteattr(output)} userconfig={quoteattr(configuration)} force="true" basedir={quoteattr(directory)} '
                   f'throwexceptions="false" messagelevel="error"><fileset dir={quoteattr(directory)} includes="*.fo"/></fop>'
                   f'</target></project>')
    with open(log, "w", encoding="utf-8") as file:
        subprocess.run(["ant", "-q", "-f", build], stdout=file, stderr=subprocess.STDOUT, check=False,
                       env=dict(os.environ, ANT_OPTS="-Djava.awt.headless=true -Xmx1g -XX:+UseSerialGC"))
