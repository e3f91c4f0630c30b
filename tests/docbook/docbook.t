#!/bin/sh
# FO made by others: the DocBook XSL stylesheets of Debian on an article, a book and a manual, and a document full of what is outside
# the subset.
. "$(dirname "$0")/../tap.sh"
HERE=$ROOT/tests/docbook
STYLESHEET=/usr/share/xml/docbook/stylesheet/docbook-xsl/fo/docbook.xsl
if ! [ -e "$STYLESHEET" ] || ! command -v xsltproc >/dev/null; then
    echo "1..0 # SKIP docbook-xsl is not installed (make deps-test)"
    exit 0
fi
cp "$HERE/square.png" "$WORK"
cd "$WORK" || exit 1


typeset() { # NAME PAGES: the document as FO, the FO as PDF
    name=$1
    xsltproc --nonet --stringparam paper.type A5 --stringparam fop1.extensions 1 -o "$name.fo" "$STYLESHEET" "$HERE/$name.xml" 2>log
    ok $? "$name: made into FO"
    findings=$("$FICHEPRESS" typeset --diagnostics short "$name.fo" "$name.pdf" 2>&1)
    is "$? $findings" "0 " "$name: nothing of it is outside the subset"
    is "$(pdfinfo "$name.pdf" | sed -n 's/^Pages: *//p')" "$2" "$name: pages"
    qpdf --check "$name.pdf" >log 2>&1
    ok $? "$name: qpdf --check"
    pdftotext -raw "$name.pdf" pages.txt
    python3 - "$HERE/$name.xml" >lost.txt <<'PY'
import re, sys, xml.etree.ElementTree as tree

NOT_PRINTED = {"indexterm", "textobject", "refmeta"}

def text(node):
    return "" if node.tag in NOT_PRINTED else " ".join([node.text or "", *(text(n) + " " + (n.tail or "") for n in node)])

def words(string):
    return set(re.findall(r"[^\W\d_]{2,}", string))

pages = re.sub("[\u00ad\u2010-]\\s*\n\\s*", "", open("pages.txt", encoding="utf-8").read())
print(*sorted(words(text(tree.parse(sys.argv[1]).getroot())) - words(pages)))
PY
    is "$(cat lost.txt)" "" "$name: every word is there"
}

typeset article 4
typeset book 19
typeset manual 3

like "$(pdftotext -f 1 -l 1 -layout article.pdf -)" "Reading the sheet[. ]+2" "article: the table of contents knows the page"
like "$(pdftotext -f 4 -l 4 article.pdf - | tail -5)" "Levelled every" "article: a footnote at the foot"
like "$(pdftotext -layout book.pdf - | tail -40)" "thinning, [0-9]+" "book: the index knows the page"
like "$(qpdf --qdf --object-streams=disable book.pdf - | strings)" "/Names \[" "book: its destinations have names"

cp "$HERE/foreign.fo" .
"$FICHEPRESS" typeset --diagnostics short foreign.fo foreign.pdf >strict 2>&1
is $? 1 "what is outside the subset is refused"
golden strict "$HERE/foreign.strict" "each of it with its place"
ok "$([ ! -e foreign.pdf ]; echo $?)" "and nothing is written"
"$FICHEPRESS" typeset --lax --diagnostics short foreign.fo foreign.pdf >lax 2>&1
is $? 0 "--lax leaves it out"
golden lax "$HERE/foreign.lax" "and says so"
pdftotext foreign.pdf foreign.txt
is "$(tr -s '\n\f ' ' ' <foreign.txt)" "$(tr -s '\n ' ' ' <"$HERE/foreign.txt")" "what remains is set"
done_testing
