#!/bin/sh
# Linearised PDF: the same pages, the same rules, the same bytes each time.
. "$(dirname "$0")/../tap.sh"
cd "$WORK" || exit 1
build() { # OUTPUT [options]
    output=$1
    shift
    "$FICHEPRESS" build --quiet --sources "$ROOT/sources" --output "$output" --country=tr --lang=fr --direction=leaving "$@" >"$output.log" 2>&1
}
build plain
build linear --linearize
build again --linearize
pdf=linear/current/fr/leaving/tr.pdf
like "$(qpdf --check-linearization "$pdf" 2>&1)" "no linearization errors" "qpdf finds it linearised without an error"
like "$(qpdf --check plain/current/fr/leaving/tr.pdf)" "not linearized" "without the option it is not"
is "$(python3 "$ROOT/tests/validators/pdf_rules.py" "$pdf" 2>&1)" "" "no rule of PDF/UA-1 or PDF/A-2a is broken"
pdftotext "$pdf" linear.txt
pdftotext plain/current/fr/leaving/tr.pdf plain.txt
cmp linear.txt plain.txt
ok $? "its text is that of the plain PDF"
cmp linear/current/SHA256SUMS again/current/SHA256SUMS
ok $? "twice the same bytes"
cmp linear/current/fr/leaving/tr.epub plain/current/fr/leaving/tr.epub
ok $? "the e-book is not touched"

done_testing
