"""What stands on the pages of a PDF: words, and lines with their places, as MuPDF reads them."""

import math
import re
import subprocess
import unicodedata
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field

HYPHENS = "-\u00ad\u2010"


def words_of(text):
    """Hyphens are not counted as letters, since one at the end of a line may be of either kind. Dots of leaders are no words."""
    text = re.sub(r"(\. ?){3,}|(?<!\S)(\. ?){1,2}(?!\S)", " ", text)
    return [word for word in (re.sub(f"[{HYPHENS}]", "", part) for part in text.split()) if word not in ("", ".")]


@dataclass
class Line:
    """A run of text on one baseline; x and y are where the baseline starts, in points from the page's upper left."""

    text: str
    x: float
    y: float
    font: str
    size: float

    def normal(self):
        return " ".join(words_of(self.text))


@dataclass
class Page:
    width: float
    height: float
    lines: list = field(default_factory=list)

    def words(self):
        """The words, in the order of the file. A word broken at the end of a line is whole again."""
        joined = ""
        for line in self.lines:
            broken = len(joined) > 1 and joined[-1] in HYPHENS and joined[-2].isalpha() and line.text[:1].isalpha()
            joined += ("" if broken or not joined else " ") + line.text
        return words_of(joined)


@dataclass
class Character:
    text: str
    x: float
    y: float
    end: tuple
    direction: tuple
    font: str
    size: float

    def gap(self, before):
        """How far along the baseline this one starts behind the end of `before`, in ems; None where the baseline is another."""
        dx, dy = self.x - before.end[0], self.y - before.end[1]
        along, across = dx * self.direction[0] + dy * self.direction[1], dy * self.direction[0] - dx * self.direction[1]
        near = abs(across) < 0.1 * self.size and self.direction == before.direction
        return along / self.size if near and -1 < along / self.size < 1.2 else None


def characters(page):
    """In the order of the file."""
    for line in page.iter("line"):
        direction = tuple(float(value) for value in line.get("dir").split())
        for font in line.iter("font"):
            for char in font.iter("char"):
                quad = [float(value) for value in char.get("quad").split()]
                width = math.hypot(quad[2] - quad[0], quad[3] - quad[1])
                x, y = float(char.get("x")), float(char.get("y"))
                yield Character(char.get("c"), x, y, (x + direction[0] * width, y + direction[1] * width), direction,
                                re.sub(r"^[A-Z]{6}\+", "", font.get("name")), float(font.get("size")))


def read_page(element):
    page = Page(float(element.get("width")), float(element.get("height")))
    before = None
    for char in characters(element):
        gap = char.gap(before) if before else None
        if gap is None or not page.lines[-1].text.strip():
            page.lines.append(Line("", char.x, char.y, char.font, char.size))
        elif gap > 0.25:
            page.lines[-1].text += " "
        page.lines[-1].text += unicodedata.normalize("NFKC", char.text)
        before = char
    for line in page.lines:
        line.text = " ".join(line.text.split())
    page.lines = [line for line in page.lines if line.text]
    return page


def read(path):
    """The pages of a PDF."""
    output = subprocess.run(["mutool", "draw", "-q", "-F", "stext", "-o", "-", path], check=True, capture_output=True).stdout
    return [read_page(element) for element in ElementTree.fromstring(output).iter("page")]
