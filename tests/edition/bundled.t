#!/bin/sh
# The bundled sources, whole: what is published, and whether others can read it.
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/edition.sh"
edition

case $(cat "$EDITION/status") in
0 | 3) ok 0 "published" ;;
*) ok 1 "published" && tail -30 "$EDITION/log" | diag ;;
esac
like "$(tail -1 "$EDITION/log")" "^published [0-9a-f]{16}: $PUBLICATIONS pdf, $PUBLICATIONS epub; $((2 * PUBLICATIONS)) built, 0 up to date; 0 errors" "the last line"

for lang in nl fr de en; do
    for direction in leaving coming; do
        is "$(find "$CURRENT/$lang/$direction/" -name '*.pdf' | wc -l) $(find "$CURRENT/$lang/$direction/" -name '*.epub' | wc -l)" \
            "$COUNTRIES $COUNTRIES" "$lang, $direction: every country and territory, and other"
    done
done
for country in es tr ca-qc other; do
    ok "$([ -s "$CURRENT/fr/coming/$country.pdf" ]; echo $?)" "$country by its code"
done
is "$(cd "$CURRENT" && sha256sum -c --quiet SHA256SUMS 2>&1)" "" "SHA256SUMS is right"
is "$(wc -l <"$CURRENT/SHA256SUMS")" $((2 * PUBLICATIONS)) "SHA256SUMS is whole"

cd "$CURRENT" || exit 1
jq -e . manifest.json >/dev/null
ok $? "the manifest is JSON"
is "$(find . -name '*.pdf' -print0 | xargs -0 -P "$(nproc)" -n 8 sh -c 'for f; do qpdf --check "$f" >/dev/null 2>&1 || echo "$f"; done' _ | head -5)" \
    "" "qpdf --check: all"
is "$(find . -name '*.pdf' -print0 | xargs -0 -P "$(nproc)" -n 8 sh -c 'for f; do pdffonts "$f" | awk -v f="$f" "NR > 2 && !/ yes yes yes +[0-9]+ +[0-9]+\$/ { print f, \$0 }"; done' _ | head -5)" \
    "" "pdffonts: every font embedded, a subset, with Unicode"
sample=$(find . -name '*.pdf' | LC_ALL=C sort | awk -v step=$((PUBLICATIONS / 24)) 'NR % step == 0 && n++ < 24')
is "$(echo "$sample" | wc -l)" 24 "a sample of 24"
complaints() { # COMMAND…: what it says of the sample
    for file in $sample; do
        "$@" "$file" 2>&1 >/dev/null | grep -v "ICC support is not available" | head -2 | sed "s|^|$file: |"
    done
}
is "$(complaints pdfinfo)" "" "poppler opens the sample without a complaint"
is "$(complaints mutool draw -q -r 20 -F png -o /dev/null)" "" "MuPDF draws the sample without a complaint"
is "$(complaints gs -q -dNOPAUSE -dBATCH -r20 -sDEVICE=nullpage)" "" "Ghostscript runs the sample without a complaint"

python3 "$ROOT/tests/edition/references.py" "$CURRENT" >"$WORK/references" 2>&1
ok $? "every page number that is printed with a link leads to that page, and the heading stands there"
head -20 "$WORK/references" | diag
done_testing
