#!/bin/sh
# What a reader reads: each language its own words and marks, the sample said to be one; and that the proof-reader sees mistakes.
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/edition.sh"
edition
cd "$WORK" || exit 1

proof() { # EDITION
    python3 "$ROOT/tests/edition/words.py" "$1" "$ROOT" 2>&1
}
build() { # OUTPUT SOURCES STYLESHEETS options…
    output=$1 sources=$2 sheets=$3
    shift 3
    "$FICHEPRESS" build --quiet --sources "$sources" --stylesheets "$sheets" --output "$output" "$@" >log 2>&1
}

proof "$CURRENT" >read
ok $? "words, marks, headings and the sample's notice of the whole edition"
head -20 read | diag

build th "$ROOT/sources" "$ROOT/stylesheets" --country=th --direction=coming
none() { # LANGUAGE PATTERN
    like "$(unzip -p "th/current/$1/coming/th.epub" EPUB/agreement.xhtml)" "$2" "Thailand, $1: there is no agreement"
}
none nl "Tussen België en dit land bestaat geen overeenkomst over sociale zekerheid: Thailand"
none fr "Il n’existe pas de convention de sécurité sociale entre la Belgique et ce pays.*Thaïlande"
none de "Zwischen Belgien und diesem Land besteht kein Abkommen über soziale Sicherheit: Thailand"
none en "There is no social security agreement between Belgium and this country: Thailand"

# Spoilt: an English heading in French; a notice that says nothing.
cp -r "$ROOT/sources" "$ROOT/stylesheets" .
fiche=sources/leaving_belgium/themas/SfpFpd/SfpFpd_Pens_02.xml
sed -i 's|<h2>Demander votre pension</h2>|<h2>Ask the institution that pays your pension</h2>|' $fiche
cmp -s $fiche "$ROOT/$fiche"
is $? 1 "the fiche is spoilt"
sed -i 's|<word key="sample.notice">.*</word>|<word key="sample.notice">Essai</word>|' stylesheets/text/fr.xml
build spoilt sources stylesheets --country=tr,gb --direction=leaving --lang=fr
proof spoilt/current >read
is $? 1 "the spoilt edition is found"
like "$(cat read)" "tr.epub: a word of another language, “your”" "in the e-book"
like "$(cat read)" "gb.pdf: a word of another language, “your”" "in the PDF"
like "$(cat read)" "tr.epub: does not say that it is a sample" "a sample that does not say so is found"
done_testing
