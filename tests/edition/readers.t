#!/bin/sh
# Eight brochures before four readers and two painters.
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/edition.sh"
edition
HERE="$ROOT/tests/edition"
chosen="fr/leaving/tr de/coming/jp nl/leaving/gb fr/leaving/ch en/leaving/ca-qc de/coming/es nl/coming/other en/coming/tr"
cd "$CURRENT" || exit 1

pdfs=$(for name in $chosen; do echo "$name.pdf"; done)
pdfjs=
if said=$("$ROOT/tools/judge" pdfjs pdfjs-dist@4.10.38 2>&1); then
    pdfjs="--pdfjs $said"
else
    skip "pdf.js" "$said"
fi
# shellcheck disable=SC2086
is "$(python3 "$HERE/readers.py" $pdfjs $pdfs 2>&1)" "" "poppler, MuPDF${pdfjs:+, pdf.js} and the structure have the same words"

# Each page by our painter of pictures, and the PDF by poppler's.
painted() { # LANG/DIRECTION/COUNTRY
    lang=${1%%/*} country=${1##*/} direction=${1#*/}
    direction=${direction%/*}
    page="$WORK/$country-$lang-$direction"
    "$FICHEPRESS" dump --quiet --sources="$ROOT/sources" --country="$country" --direction="$direction" --lang="$lang" fo >"$page.fo" &&
        "$FICHEPRESS" typeset --quiet --png=72 "$page.fo" "$page.png" && pdftocairo -png -r 72 "$1.pdf" "$page-theirs"
}
for name in $chosen; do
    painted "$name" || echo "$name" >>"$WORK/unpainted"
done
is "$(cat "$WORK/unpainted" 2>/dev/null)" "" "all are painted twice"
for theirs in "$WORK"/*-theirs-*.png; do
    number=$(basename "$theirs" .png | sed 's/.*-0*//')
    echo "$theirs ${theirs%-theirs-*}-$number.png"
done >"$WORK/pairs"
# In a thousand pixels. Edges of letters differ, nothing else.
xargs -P "$(nproc)" -L 1 python3 "$ROOT/tests/validators/png_difference.py" <"$WORK/pairs" >"$WORK/differences" 2>&1
pages=$(wc -l <"$WORK/pairs")
worst=$(sort -n "$WORK/differences" | tail -1)
is "$(awk '!/^[0-9.]+$/ || $1 > 10' "$WORK/differences")" "" "of $pages pages none differs in more than $worst of a thousand pixels"
is "$(wc -l <"$WORK/differences")" "$pages" "each was compared"
[ "$pages" -gt 100 ]
ok $? "these are more than 100 pages"

done_testing
