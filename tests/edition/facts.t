#!/bin/sh
# What the catalogue says is what is printed, and a change of the catalogue or of a label reaches just what it should.
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/edition.sh"
edition
cd "$WORK" || exit 1

tr=$(text "$CURRENT/en/leaving/tr.pdf")
like "$tr" "24 months" "Türkiye: 24 months of posting"
like "$tr" "36 months" "Türkiye: 36 months more"
like "$(text "$CURRENT/en/leaving/jp.pdf")" "(five|5) years|60 months" "Japan: five years"
for lang in nl fr de; do
    like "$(text "$CURRENT/$lang/leaving/tr.pdf")" "24.*36" "Türkiye in $lang"
done
ch=$(text "$CURRENT/en/leaving/ch.pdf")
like "$ch" "883/2004" "Switzerland: the EU regulations"
like "$ch" "1975" "Switzerland: the convention of 1975"
cmp -s "$CURRENT/en/leaving/ca.pdf" "$CURRENT/en/leaving/ca-qc.pdf"
is $? 1 "Canada and Québec differ"
like "$(text "$CURRENT/en/leaving/ca-qc.pdf")" "Qu[ée]bec" "Québec under its own name"

build() { # DIRECTORY [options]: the bundled sources in it
    directory=$1
    shift
    "$FICHEPRESS" build --quiet --diagnostics=short --sources sources --output "$directory" "$@" >"$directory.log" 2>&1
    status=$?
    [ $status = 0 ] || [ $status = 3 ] || tail -5 "$directory.log" | diag
}

cp -r "$ROOT/sources" sources
build thailand --country=th --lang=en,nl
like "$(text thailand/current/en/leaving/th.pdf)" "Thailand" "Thailand: under its own name"
like "$(text thailand/current/en/leaving/th.pdf)" "no (social[- ]security )?agreement" "Thailand: no agreement exists"

# One figure of the catalogue: 24 months become 25 for Türkiye.
line=$(awk '/<agreement [^>]*id="TR-2014"/ { inside = 1 } inside && /<posting/ && /months="24"/ { print NR; exit }' sources/catalogue/agreements.xml)
ok "$([ -n "$line" ]; echo $?)" "the catalogue has the figure"
sed -i "${line}s/months=\"24\"/months=\"25\"/" sources/catalogue/agreements.xml
build changed $SELECT
changed=$(diff "$CURRENT/SHA256SUMS" changed/current/SHA256SUMS | sed -n 's/^> [0-9a-f]*  //p' | LC_ALL=C sort | tr '\n' ' ')
expected=$(for l in de en fr nl; do for d in coming leaving; do echo "$l/$d/tr.epub $l/$d/tr.pdf"; done; done | tr '\n' ' ')
is "$changed" "$expected" "exactly Türkiye's publications change"
for lang in nl fr de en; do
    like "$(text changed/current/$lang/leaving/tr.pdf)" "\b25\b" "25 is on the page in $lang"
done

# One label.
cp -r "$ROOT/stylesheets" stylesheets
sed -i 's|<word key="contents.title">Inhalt</word>|<word key="contents.title">Wegweiser</word>|' stylesheets/text/de.xml
cmp -s stylesheets/text/de.xml "$ROOT/stylesheets/text/de.xml"
is $? 1 "text/de.xml has the label"
build label --country=jp --direction=coming --lang=de --stylesheets stylesheets
like "$(text label/current/de/coming/jp.pdf)" "Wegweiser" "a label replaced in text/de.xml appears without recompiling"
# The address of the accessibility statement, where an edition has one, is printed and stands in the metadata.
sed -i 's|</edition>|<accessibility-statement lang="en">https://www.example.org/accessibility</accessibility-statement></edition>|' sources/edition.xml
build statement --country=tr --direction=leaving --lang=en,nl
like "$(text statement/current/en/leaving/tr.pdf)" "Accessibility https://www.example.org/accessibility" "the imprint has the statement's address"
like "$(pdfinfo -meta statement/current/en/leaving/tr.pdf | tr -d '\n')" "<dc:relation>.*https://www.example.org/accessibility" "so have the PDF's metadata"
like "$(unzip -p statement/current/en/leaving/tr.epub EPUB/package.opf)" "<dc:relation>https://www.example.org/accessibility" "and the e-book's"
is "$(text statement/current/nl/leaving/tr.pdf | grep -c Toegankelijkheid)" 0 "a language without one has no line for it"

done_testing
