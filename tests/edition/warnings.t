#!/bin/sh
# What is missing is printed and warned of: status 3; with --strict it is refused.
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/repository.sh"
cd "$WORK" || exit 1

text() { # FILE: words of a PDF, on one line
    pdftotext "$1" - | tr -s '[:space:]' ' '
}

fiche=leaving_belgium/themas/Dienst/Dienst_Pens_01.xml
criteria=leaving_belgium/criteria/Dienst/Dienst_Pens_01_criteria.xml

repository translation
sed -i '7s|.*|    <de/>|' translation/$fiche
publish translation
is "$status" 3 "one translation missing: status 3"
like "$out" "^$fiche:7(:[0-9]+)?: warning\[E0205" "one translation missing: file and line"
like "$(text output/current/de/leaving/es.pdf)" "Apply for your pension" "the text stands in the fallback language"
ok "$([ -n "$(text output/current/de/leaving/es.pdf | grep -i englisch)" ]; echo $?)" "the notice names the language"
publish translation --strict
is "$status" 1 "one translation missing: status 1 with --strict"

repository row
criteria spain >row/$criteria
rm -rf output
publish row
is "$status" 3 "one criteria row missing: status 3"
like "$out" "^criteria/criteria_LB.xml:[0-9]+(:[0-9]+)?: warning\[E0202.*$criteria" "one criteria row missing: the list's line and the criteria file"
gap=$(text output/current/nl/leaving/other.pdf)
like "$gap" "Pensioen" "the gap is printed with its subject"
is "$(echo "$gap" | grep -c 'Vraag uw pensioen aan')" 0 "and without the fiche"
publish row --strict
is "$status" 1 "one criteria row missing: status 1 with --strict"

done_testing
