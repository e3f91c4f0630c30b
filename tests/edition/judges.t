#!/bin/sh
# The bundled sources, before the judges: PDF/UA-1 and PDF/A-2a, EPUB 3.3 and EPUB Accessibility 1.1.
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/edition.sh"
edition
RULES="$ROOT/tests/validators"
cd "$CURRENT" || exit 1

sample=$(find . -name '*.pdf' | LC_ALL=C sort | awk 'NR % 9 == 4')
is "$(echo "$sample" | xargs -P "$(nproc)" -n 8 python3 "$RULES/pdf_rules.py" 2>&1 | head -20)" "" \
    "no rule of PDF/UA-1 or PDF/A-2a is broken in $(echo "$sample" | wc -l) brochures"
is "$(find . -name '*.epub' -print0 | xargs -0 -P "$(nproc)" -n 24 python3 "$RULES/epub_rules.py" 2>&1 | head -20)" "" \
    "no rule of accessibility is broken in any e-book"

# One of each language and direction, and the two largest.
chosen=$({
    for lang in nl fr de en; do
        echo "./$lang/leaving/tr.epub" && echo "./$lang/coming/jp.epub"
    done
    find . -name '*.epub' -printf '%s %p\n' | LC_ALL=C sort -k1,1nr -k2 | sed 's/^[0-9]* //;2q'
} | LC_ALL=C sort -u)
says=$(echo "$chosen" | xargs -P "$(nproc)" -n 3 "$ROOT/tools/epubcheck" 2>&1)
case $? in
0) ok 0 "EPUBCheck finds neither error nor warning in $(echo "$chosen" | wc -l) e-books" ;;
*)
    if echo "$says" | grep -q '^epubcheck: skipped'; then
        skip "EPUBCheck" "$(echo "$says" | head -1)"
    else
        ok 1 "EPUBCheck finds neither error nor warning in $(echo "$chosen" | wc -l) e-books"
        echo "$says" | head -40 | diag
    fi
    ;;
esac

# The e-book says where each page of print begins, in their order.
unlisted=$(find . -name '*.pdf' | LC_ALL=C sort | while read -r pdf; do
    pages=$(pdfinfo "$pdf" | awk '/^Pages/ { print $2 }')
    listed=$(unzip -p "${pdf%.pdf}.epub" EPUB/nav.xhtml | grep -o '#pagebreak-[0-9]*' | cut -d- -f2 | tr '\n' ' ')
    [ "$listed" = "$(seq -s ' ' "$pages") " ] || echo "$pdf: of $pages pages: $listed"
done)
is "$(echo "$unlisted" | head -5)" "" "the page list of each e-book has every page of its PDF"

done_testing
