#!/bin/sh
# What is wrong is refused with file and line, status 1; nothing is published and what was published before is untouched.
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/repository.sh"
cd "$WORK" || exit 1

repository whole
publish whole
is "$status" 0 "a whole bare repository ends 0"
[ "$status" = 0 ] || echo "$out" | diag
is "$(find output/current/ -name '*.pdf' | wc -l)" 16 "two countries, two directions, four languages"
is "$(find output/current/ -name '*.epub' | wc -l)" 16 "the same as e-books"
before=$(readlink output/current)
sums=$(cd output/current && sha256sum -c --quiet SHA256SUMS 2>&1)
is "$sums" "" "the sums are right"

refused() { # DIRECTORY PATTERN NAME
    publish "$1"
    is "$status" 1 "$3: status 1"
    like "$out" "$2" "$3: file, line and reason"
    is "$(readlink output/current)" "$before" "$3: the old edition stands"
    is "$(ls -A output | grep -c staging)" 0 "$3: nothing is left behind"
}

fiche=leaving_belgium/themas/Dienst/Dienst_Pens_01.xml

repository unclosed
sed -i '5s|</p>||' unclosed/$fiche
refused unclosed "^$fiche:5(:[0-9]+)?: error\[E0103\]" "an unclosed element"

repository doctype
sed -i '2s|^|<!DOCTYPE fiche SYSTEM "fiche.dtd">|' doctype/$fiche
refused doctype "^$fiche:2(:[0-9]+)?: error\[E0104\]" "a DOCTYPE"

repository reference
sed -i '3s|<external_links/>|<internal_links_LB>Dienst_Nergens_01</internal_links_LB>|' reference/$fiche
refused reference "^$fiche:3(:[0-9]+)?: error\[E[0-9]+\]: .*Dienst_Nergens_01" "a broken cross-reference"

repository agreement
sed -i '5s|<p>|<p xmlns:fp="urn:fichepress:1"><fp:when agreement="ES-1900">x</fp:when>|' agreement/$fiche
refused agreement "^$fiche:5(:[0-9]+)?: error\[E[0-9]+\]: .*ES-1900" "an agreement that nobody has"

repository conflict
fiche twee >conflict/leaving_belgium/themas/Dienst/Dienst_Pens_02.xml
criteria spain >conflict/leaving_belgium/criteria/Dienst/Dienst_Pens_02_criteria.xml
refused conflict "^leaving_belgium/criteria/Dienst/Dienst_Pens_0[12]_criteria.xml:2(:[0-9]+)?: error\[E02" "two fiches for one cell"
like "$out" "Dienst_Pens_01" "two fiches for one cell: the first is named"
like "$out" "Dienst_Pens_02" "two fiches for one cell: the second is named"

repository all
cp unclosed/$fiche all/$fiche
sed -i '3s|<external_links/>|<internal_links_C2B>Nergens</internal_links_C2B>|' all/coming_to_belgium/themas/Dienst/Dienst_Pens_01.xml
publish all
like "$out" "^leaving_belgium.*E0103" "all errors in one run: the first"
like "$out" "^coming_to_belgium.*Nergens" "all errors in one run: the second"

repository glyph
sed -i '8s|pension\.|pension. \&#x1B000;|' glyph/$fiche
refused glyph "^$fiche:8(:[0-9]+)?: error\[E06[0-9]+\]: .*1B000" "a character that no font has"

done_testing
