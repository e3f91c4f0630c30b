"""Long documents for pages.t: pages.py KIND COUNT > OUT.fo"""

import sys

MASTER = """<fo:simple-page-master master-name="{name}" page-width="{width}pt" page-height="400pt">
<fo:region-body margin="20pt"/></fo:simple-page-master>"""
TWO = """<fo:page-sequence-master master-name="both"><fo:repeatable-page-master-alternatives>
<fo:conditional-page-master-reference master-reference="wide" odd-or-even="odd"/>
<fo:conditional-page-master-reference master-reference="narrow" odd-or-even="even"/>
</fo:repeatable-page-master-alternatives></fo:page-sequence-master>"""
TEXT = ("Paragraph {} of a long document goes on over some lines, so that pages are filled with text "
        "and nothing else happens that would cost time or room.")
CITATION = '<fo:page-number-citation ref-id="end"/>'


def paragraphs(count):
    """Eight a page; every sixtieth cites the last page."""
    for i in range(count * 8):
        more = f" The end is on page {CITATION}." if i % 60 == 0 else ""
        yield f'<fo:block space-after="6pt" text-align="justify">{TEXT.format(i)}{more}</fo:block>'
    yield '<fo:block id="end">End.</fo:block>'


def notes(count):
    """So many footnotes."""
    for i in range(count):
        yield (f"<fo:block>Word<fo:footnote><fo:inline>{i}</fo:inline><fo:footnote-body><fo:block>Note {i} says "
               "where it was said, and by whom.</fo:block></fo:footnote-body></fo:footnote> and more.</fo:block>")


def note(count):
    """One footnote of so many pages beside as much text."""
    yield "<fo:block>Word<fo:footnote><fo:inline>1</fo:inline><fo:footnote-body>"
    yield from (f"<fo:block>Line {i}.</fo:block>" for i in range(count * 30))
    yield "</fo:footnote-body></fo:footnote>.</fo:block>"
    yield from (f"<fo:block>Text {i}.</fo:block>" for i in range(count * 30))


def keep(count):
    """A keep of so many pages that no page can keep."""
    yield '<fo:block keep-together.within-page="always">'
    yield from (f'<fo:block keep-with-next.within-page="always">Line {i}.</fo:block>' for i in range(count * 30))
    yield "</fo:block>"


KINDS = {"paragraphs": paragraphs, "turns": paragraphs, "notes": notes, "note": note, "keep": keep}


def main():
    kind, count = sys.argv[1], int(sys.argv[2])
    master = "both" if kind == "turns" else "wide"
    print('<fo:root xmlns:fo="http://www.w3.org/1999/XSL/Format" font-family="Brochure Text" font-size="10pt" '
          'line-height="12pt" xml:lang="en"><fo:layout-master-set>')
    print(MASTER.format(name="wide", width=300), MASTER.format(name="narrow", width=260), TWO)
    print(f'</fo:layout-master-set><fo:page-sequence master-reference="{master}">')
    print('<fo:flow flow-name="xsl-region-body">')
    print("\n".join(KINDS[kind](count)))
    print("</fo:flow></fo:page-sequence></fo:root>")


main()
