#!/bin/sh
# The bundled sources, before the judges: PDF/UA-1 and PDF/A-2a, EPUB 3.3 and EPUB Accessibility 1.1.
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/edition.sh"
edition
RULES="$ROOT/tests/validators"
cd "$CURRENT" || exit 1

is "$(find . -name '*.pdf' -print0 | xargs -0 -P "$(nproc)" -n 8 python3 "$RULES/pdf_rules.py" 2>&1 | head -20)" "" \
    "no rule of PDF/UA-1 or PDF/A-2a is broken in any of $(find . -name '*.pdf' | wc -l) brochures"
is "$(find . -name '*.epub' -print0 | xargs -0 -P "$(nproc)" -n 24 python3 "$RULES/epub_rules.py" 2>&1 | head -20)" "" \
    "no rule of accessibility is broken in any e-book"

# One of each language and direction, and the three largest.
chosen=$({
    for lang in nl fr de en; do
        echo "./$lang/leaving/tr.epub" && echo "./$lang/coming/jp.epub"
    done
    find . -name '*.epub' -printf '%s %p\n' | LC_ALL=C sort -k1,1nr -k2 | sed 's/^[0-9]* //;3q'
} | LC_ALL=C sort -u)
judged() { # TOOL NAME
    says=$(echo "$chosen" | xargs -P "$(nproc)" -n 3 "$ROOT/tools/$1" 2>&1)
    judged_status=$?
    if echo "$says" | grep -q "^$1: skipped"; then
        skip "$2" "$(echo "$says" | grep "^$1: skipped" | head -1)"
    else
        ok "$judged_status" "$2 in $(echo "$chosen" | wc -l) e-books"
        [ "$judged_status" = 0 ] || echo "$says" | head -40 | diag
    fi
}
judged epubcheck "EPUBCheck finds neither error nor warning"
judged ace "Ace finds no violation"

# The e-book says where each page of print begins, in their order.
unlisted=$(find . -name '*.pdf' | LC_ALL=C sort | while read -r pdf; do
    pages=$(pdfinfo "$pdf" | awk '/^Pages/ { print $2 }')
    listed=$(unzip -p "${pdf%.pdf}.epub" EPUB/nav.xhtml | grep -o '#pagebreak-[0-9]*' | cut -d- -f2 | tr '\n' ' ')
    [ "$listed" = "$(seq -s ' ' "$pages") " ] || echo "$pdf: of $pages pages: $listed"
done)
is "$(echo "$unlisted" | head -5)" "" "the page list of each e-book has every page of its PDF"

# And each begins there at the very word.
is "$(python3 "$ROOT/tests/edition/page_starts.py" "$CURRENT" 2>"$WORK/breaks" | head -10)" "" \
    "the words behind each page break begin that page of the PDF: $(cat "$WORK/breaks")"
spoilt="$WORK/spoilt/fr/leaving"
mkdir -p "$spoilt/book" && cp fr/leaving/tr.pdf "$spoilt" && (cd "$spoilt/book" && unzip -q "$CURRENT/fr/leaving/tr.epub" &&
    sed -i 's/pagebreak-9"/pagebreak-0"/; s/pagebreak-10"/pagebreak-9"/; s/pagebreak-0"/pagebreak-10"/' EPUB/chapter-1.xhtml &&
    zip -q -X -r ../tr.epub mimetype META-INF EPUB)
like "$(python3 "$ROOT/tests/edition/page_starts.py" "$WORK/spoilt" 2>&1)" "pagebreak-9: .* the page begins" "two breaks that changed places are seen"

done_testing
