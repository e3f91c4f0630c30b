#!/bin/sh
# The forms of a brochure: large print, and a personal guide that says for whom it is.
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/edition.sh"
made=$WORK
cd "$ROOT" || exit 1

"$FICHEPRESS" build --quiet --country tr --direction leaving --lang fr --format pdf --to "$made/a5" 2>/dev/null
"$FICHEPRESS" build --quiet --country tr --direction leaving --lang fr --format pdf --large-print --to "$made/a4" 2>/dev/null
facts() { pdfinfo "$1/fr/leaving/tr.pdf" | awk -v what="$2" -F': *' '$1 == what { print $2 }'; }
is "$(facts "$made/a5" 'Page size')" "419.53 x 595.28 pts" "a brochure is on A5"
is "$(facts "$made/a4" 'Page size')" "595.28 x 841.89 pts (A4)" "large print is on A4"
is "$(facts "$made/a4" Pages)" "$(facts "$made/a5" Pages)" "with as many pages"
sizes() {
    pdftotext -bbox -f 9 -l 9 "$1/fr/leaving/tr.pdf" - | awk -F'"' '/>détachement/ { print $8 - $4; exit }'
}
is "$(echo "$(sizes "$made/a4") $(sizes "$made/a5")" | awk '{ printf "%.2f", $1 / $2 }')" "1.41" "and letters 1.41 times as large"

"$FICHEPRESS" build --quiet --country th --direction leaving --lang fr --status pensioner --subject pension --nationality belgium \
    --to "$made/guide" 2>/dev/null
name="Quitter la Belgique · Thaïlande · pensionné · Pension · Belgique"
is "$(pdfinfo "$made/guide/fr/leaving/th.pdf" | sed -n 's/^Title: *//p')" "$name" "the title of a guide says whom it is for"
text "$made/guide/fr/leaving/th.pdf" -f 1 -l 1 | grep -q "Thaïlande pensionné · Pension · Belgique"
ok $? "and so does its cover"
text "$made/guide/fr/leaving/th.pdf" -f 2 -l 2 | grep -q "Titre $name"
ok $? "and its imprint"
unzip -p "$made/guide/fr/leaving/th.epub" EPUB/package.opf | grep -q "<dc:title[^>]*>$name<"
ok $? "and the e-book"

done_testing
