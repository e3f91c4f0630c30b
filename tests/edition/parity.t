#!/bin/sh
# PDF, e-book and brochure document of every publication say the same words.
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/edition.sh"
edition
cd "$ROOT" || exit 1

# shellcheck disable=SC2046
"$BUILD/tests/edition/brochures" "$WORK/brochures" $(countries)
ok $? "the brochure documents are written"
said=$(python3 tests/edition/parity.py "$WORK/brochures" "$CURRENT" 2>"$WORK/counts" | head -20)
is "$said" "" "each word of each fiche stands in the PDF's structure and in the e-book, in order"
like "$(cat "$WORK/counts")" "^$PUBLICATIONS publications, [1-9][0-9]{3,} words" "$(cat "$WORK/counts")"

# The comparison sees what it is for: a word more, a word less, two words that changed places.
one="$WORK/one/nl/leaving"
mkdir -p "$one"
refused() { # SED NAME
    sed "$1" "$WORK/brochures/nl/leaving/tr.xml" >"$one/tr.xml"
    ! cmp -s "$WORK/brochures/nl/leaving/tr.xml" "$one/tr.xml"
    ok $? "changed: $2"
    like "$(python3 tests/edition/parity.py "$WORK/one" "$CURRENT" 2>&1)" "the PDF lacks" "seen in the PDF: $2"
    like "$(python3 tests/edition/parity.py "$WORK/one" "$CURRENT" 2>&1)" "the e-book lacks" "seen in the e-book: $2"
}
refused 's|</description>|<h:p>Klaar.</h:p></description>|' "a paragraph that nobody printed"
refused 's|\(<h:p [^>]*>\)\([A-Z][a-z]*\) \([a-z]*\) |\1\3 \2 |' "two words in the other order"

done_testing
