#!/bin/sh
# Real pages, from XSL-FO to both painters: the documents of the layout's tests. All must be sound files that keep the rules of
# PDF/UA-1 and PDF/A-2a; each third one goes through two more readers, and poppler's picture of its pages is laid over ours.
. "$(dirname "$0")/../tap.sh"
HERE="$ROOT/tests/validators"
cp "$ROOT"/tests/layout/*.png "$WORK"

number=0
compared=0
for source in $(grep -L '>finding ' "$ROOT"/tests/layout/*.fo); do
    name=$(basename "$source" .fo)
    grep -v '<check ' "$source" >"$WORK/$name.fo"
    "$FICHEPRESS" typeset --quiet --strict "$WORK/$name.fo" "$WORK/$name.pdf" >"$WORK/said" 2>&1 || {
        ok 1 "$name is typeset"
        diag <"$WORK/said"
        continue
    }
    qpdf --check "$WORK/$name.pdf" >"$WORK/said" 2>&1 || echo "qpdf: $name" >>"$WORK/unsound"
    number=$((number + 1))
    [ $((number % 3)) -eq 0 ] || continue
    for reader in "mutool draw -q -o /dev/null -F text" "gs -q -dNOPAUSE -dBATCH -sDEVICE=nullpage -dPDFSTOPONERROR"; do
        $reader "$WORK/$name.pdf" 2>&1 | grep -v 'ICC support is not available' | sed "s|^|$name: $reader: |" >>"$WORK/unsound"
    done
    # A picture is of the trimmed page; poppler's has what lies around it.
    ! grep -q 'fox:bleed\|fox:crop-offset' "$WORK/$name.fo" || continue
    "$FICHEPRESS" typeset --quiet --png=72 "$WORK/$name.fo" "$WORK/ours.png" 2>/dev/null
    pdftocairo -png -r 72 "$WORK/$name.pdf" "$WORK/theirs"
    for theirs in "$WORK"/theirs-*.png; do
        page=$(basename "$theirs" .png | sed 's/theirs-0*//')
        ours=$(ls "$WORK"/ours*"$page".png | head -1)
        per_mille=$(python3 "$HERE/png_difference.py" "$theirs" "$ours")
        compared=$((compared + 1))
        [ "${per_mille%%.*}" -lt 10 ] || echo "$name, page $page: $per_mille in a thousand" >>"$WORK/differ"
    done
    rm -f "$WORK"/theirs-*.png "$WORK"/ours*.png
done
[ $number -gt 50 ]
ok $? "$number documents are typeset without a warning"
is "$(cat "$WORK/unsound" 2>/dev/null)" "" "qpdf, MuPDF and Ghostscript have no complaint"
is "$(cat "$WORK/differ" 2>/dev/null)" "" "both painters agree on 99 % of the pixels of $compared pages"
[ $compared -gt 20 ]
ok $? "that is more than 20 pages"
is "$(python3 "$HERE/pdf_rules.py" "$WORK"/*.pdf 2>&1 | grep -v 'no title')" "" "no rule is broken"

done_testing
