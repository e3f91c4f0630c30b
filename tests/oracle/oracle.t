#!/bin/sh
# The documents of the oracle, set by us alone: how many pages each has, and with which words they begin and end. `make oracle`
# compares them with another formatter; this sees a change in between.
. "$(dirname "$0")/../tap.sh"
HERE="$ROOT/tests/oracle"

cp "$HERE"/*.png "$WORK"
for source in "$HERE"/*.fo; do
    name=$(basename "$source" .fo)
    cp "$source" "$WORK"
    "$FICHEPRESS" typeset --quiet --diagnostics short "$WORK/$name.fo" "$WORK/$name.pdf" >>"$WORK/said" 2>&1 || echo "$name fails" >>"$WORK/said"
done
is "$(cat "$WORK/said")" "" "every document is typeset without a finding"
(cd "$WORK" && python3 "$HERE/outline.py" ./*.pdf) >"$WORK/outline"
golden "$WORK/outline" "$HERE/outline.txt" "pages, and the words that they begin and end with"
[ "$(grep -c pages "$WORK/outline")" -ge 60 ]
ok $? "sixty documents"

done_testing
