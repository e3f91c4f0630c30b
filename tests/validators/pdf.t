#!/bin/sh
# The rules of PDF/UA-1 and PDF/A-2a that a program can decide, on a PDF with one of everything; and the checker itself, on the
# same PDF spoilt in a dozen ways.
. "$(dirname "$0")/../tap.sh"
RULES="$ROOT/tests/validators/pdf_rules.py"

PDF_SAMPLE=$WORK/sample.pdf "$ROOT/$BUILD/tests/unit/pdf_paint" >/dev/null
ok $? "the sample is written"
is "$(python3 "$RULES" "$WORK/sample.pdf" 2>&1)" "" "no rule is broken"

qpdf --qdf --object-streams=disable "$WORK/sample.pdf" "$WORK/plain.pdf"
refused() { # SED CLAUSE NAME: with the sed script done, the checker names the clause
    LC_ALL=C sed "$1" "$WORK/plain.pdf" >"$WORK/spoilt.qdf"
    ! cmp -s "$WORK/plain.pdf" "$WORK/spoilt.qdf"
    ok $? "spoilt: $3"
    fix-qdf <"$WORK/spoilt.qdf" >"$WORK/spoilt.pdf"
    like "$(python3 "$RULES" "$WORK/spoilt.pdf" 2>&1)" "$2" "found: $3"
}
refused 's|/Marked true|/Marked false|' '14289-1 6.2' "not marked"
refused 's|/DisplayDocTitle true|/DisplayDocTitle false|' '7.1: the title' "the title is not displayed"
refused 's|<pdfuaid:part>1|<pdfuaid:part>2|' 'ua:part' "another part"
refused 's|/Keywords <feff0070|/Keywords <feff0071|' '/Keywords differs' "keywords differ"
refused 's|/S /Figure|/S /P|; s|/S /H1|/S /H2|' 'H2 after level 0' "the first heading is H2"
refused 's|/S /TBody|/S /Sect|' 'Table holds Sect' "a section in a table"
refused 's|/Scope /Column|/Scopx /Column|' 'TH without Scope' "header cells without scope"
refused 's|/Alt |/Alx |' 'Figure without Alt' "a figure without text"
refused 's|/ID (note-1)|/IX (note-1)|' 'Note without' "a note without identifier"
refused 's|^/Artifact<</Type/Layout>>BDC|/Span<</X 1>>BDC|' 'outside marked content' "a rule that is no artifact"
refused 's|^/H1<</MCID 0>>BDC|/H1<</MCID 7>>BDC|' 'MCID 7 twice' "a number given twice"
refused 's|  /Contents <feff|  /Contentx <feff|' 'no Contents' "a link that announces nothing"
refused 's|/F 4$|/F 6|' 'flags 6' "a hidden link"
refused 's|/Tabs /S|/Tabs /R|' 'tab order' "tabs in rows"
refused 's|^<0003><00|<fff3><00|' 'without Unicode' "a code without text"
refused 's|/StructParent 2|/StructParent 3|' 'StructParent' "a link with another's parent"

done_testing
