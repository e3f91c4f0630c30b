#!/bin/sh
# The command line: what people and scripts rely on.
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/repository.sh"
cd "$WORK" || exit 1
repository small

run() { # the output of both streams in $out, the status in $status
    out=$("$FICHEPRESS" "$@" 2>&1)
    status=$?
}

run
is "$status" 0 "no command: the list"
like "$out" "^usage: fichepress COMMAND" "no command: usage"
run bild
is "$status" 2 "an unknown command: status 2"
like "$out" "did you mean “build”" "an unknown command: the nearest"
run build --sources small --cuntry=es
is "$status" 2 "an unknown option: status 2"
like "$out" "did you mean “--country”" "an unknown option: the nearest"
run build --sources small --country=spian
is "$status" 2 "an unknown country: status 2"
like "$out" "E0902.*spian" "an unknown country: named"
like "$out" "did you mean “spain”" "an unknown country: the nearest"
run build --sources small --lang=it
is "$status" 2 "an unknown language: status 2"
run build --sources nowhere
is "$status" 2 "sources that are not there: status 2"
run build --help
like "$out" "--country=LIST" "help of a command"
run explain E0103
like "$out" "^# E0103" "explain"
run explain e9999
is "$status" 2 "explain: no such code"

run build --sources small --output out -j1 --lang=nl,fr --country='!other' --direction=leaving
is "$status" 0 "a selection"
is "$(find out/current/ -name '*.pdf' | sort | tr '\n' ' ')" "out/current/fr/leaving/es.pdf out/current/nl/leaving/es.pdf " "only what is selected"
like "$(echo "$out" | tail -1)" "^published [0-9a-f]{16}: 2 pdf, 2 epub; 4 built, 0 up to date; 0 errors, 0 warnings; [0-9.]+ s$" "the last line"
run build --sources small --output out --lang=nl --format=pdf --quiet -j 2
like "$out" "5 pdf, 2 epub; 4 built, 3 up to date" "a second selection keeps the first"
FICHEPRESS_OUTPUT=env FICHEPRESS_LANG=de "$FICHEPRESS" build --sources small --quiet --country spain >/dev/null 2>&1
is "$(find env/current/ -name '*.pdf' | sort | tr '\n' ' ')" "env/current/de/coming/es.pdf env/current/de/leaving/es.pdf " "options from the environment"

run build --sources small --status employee
is "$status" 2 "a guide without --to: status 2"
run build --sources small --country jp --direction leaving --status employee --subject pension --lang nl --to guide
is "$status" 0 "a guide"
is "$(find guide -type f | sort | tr '\n' ' ')" "guide/nl/leaving/jp.epub guide/nl/leaving/jp.pdf " "a guide: its files"
like "$(pdftotext guide/nl/leaving/jp.pdf - | head -20)" "Japan" "a guide for a country that no list has: under its own name"
run build --sources small --status emploee --to guide
like "$out" "did you mean “employee”" "an unknown status: the nearest"

"$FICHEPRESS" coverage --json --sources small >coverage.json 2>/dev/null
is "$(jq -r '.cells | length' coverage.json)" 4 "coverage --json: each cell"
is "$(jq -r '.cells[0] | .direction, .country, .status, .subject, .answers[0].fiche' coverage.json | tr '\n' ' ')" \
    "leaving es employee pension Dienst_Pens_01 " "coverage --json: a cell"
like "$("$FICHEPRESS" coverage --sources small 2>/dev/null)" "^  pension +#$" "coverage to look at"
like "$("$FICHEPRESS" coverage --json --country=th --sources small 2>/dev/null)" '"country": ?"th"' "coverage of a country that no list has"

for stage in brochure fo xhtml; do
    "$FICHEPRESS" dump $stage --sources small --country es --direction leaving --lang de 2>/dev/null | xmllint --noout -
    ok $? "dump $stage is XML"
done
for stage in tree pages; do
    like "$("$FICHEPRESS" dump $stage --sources small --country es --direction leaving --lang de 2>/dev/null)" "Beantragen" "dump $stage"
done
run dump pages --sources small
is "$status" 2 "dump wants one publication"

sed "/<check /d" "$ROOT/tests/layout/block-lines.fo" >in.fo
run typeset in.fo out.pdf
is "$status" 0 "typeset"
is "$(pdfinfo out.pdf 2>/dev/null | sed -n 's/^Tagged: *//p')" yes "typeset: a tagged PDF"
"$FICHEPRESS" typeset - - <in.fo >stream.pdf 2>/dev/null
is "$(head -c 8 stream.pdf)" "%PDF-1.7" "typeset from stream to stream"
run typeset in.fo page.png --png 60
ok "$([ -s page-1.png ]; echo $?)" "typeset as PNG"
sed 's/<fo:block/<fo:blok/; s/<\/fo:block>/<\/fo:blok>/' in.fo >wrong.fo
run typeset wrong.fo wrong.pdf --diagnostics short
is "$status" 1 "typeset outside the subset: status 1"
like "$out" "^wrong.fo:[0-9]+(:[0-9]+)?: error\[E05" "typeset outside the subset: file and line"
ok "$([ ! -e wrong.pdf ]; echo $?)" "typeset outside the subset: no file"
run typeset wrong.fo wrong.pdf --diagnostics short --lax
is "$status" 0 "typeset --lax: status 0"
like "$out" "^wrong.fo:[0-9]+(:[0-9]+)?: warning\[E05" "typeset --lax: what was left out"
run typeset wrong.fo wrong.pdf --lax --strict
is "$status" 1 "typeset --lax --strict: status 1"
is "$(pdfinfo out.pdf | grep -c Date)" 0 "typeset: no date"
sed 's/ xml:lang="[^"]*"//' in.fo >silent.fo
run typeset silent.fo silent.pdf
like "$status $out" "^0 warning.E0703.*no language" "typeset: a document without a language"
SOURCE_DATE_EPOCH=86400 "$FICHEPRESS" typeset in.fo dated.pdf
like "$(TZ=UTC pdfinfo dated.pdf | grep CreationDate)" "Jan +2 .* 1970" "typeset: the date of SOURCE_DATE_EPOCH"

mkdir -p foreign/current
run build --sources small --output foreign --quiet
is "$status" 74 "a directory named current that is not ours: status 74"
python3 - <<'PY' &
import fcntl, os, struct, time
os.makedirs("locked", exist_ok=True)
lock = os.open("locked/.lock", os.O_RDWR | os.O_CREAT)
F_OFD_SETLK = 37
fcntl.fcntl(lock, F_OFD_SETLK, struct.pack("hhqqi", fcntl.F_WRLCK, 0, 0, 0, 0))
open("held", "w").close()
time.sleep(20)
PY
holder=$!
while [ ! -e held ]; do sleep 0.1; done
run build --sources small --output locked --quiet
is "$status" 75 "a directory that another run holds: status 75"
kill $holder 2>/dev/null

"$FICHEPRESS" build --sources "$ROOT/sources" --output stopped --quiet >/dev/null 2>&1 &
build=$!
while [ -z "$(find stopped -name '*.pdf' 2>/dev/null | head -1)" ] && kill -0 $build 2>/dev/null; do sleep 0.1; done
kill -TERM $build
wait $build
is $? 143 "interrupted: status 143"
is "$(ls -A stopped | grep -cE 'staging|current')" 0 "interrupted: nothing is left behind"
done_testing
