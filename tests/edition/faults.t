#!/bin/sh
# What in a fiche keeps a reader out: one fixture for each fault, in line 9 of tests/faults/NAME.xml, whose comment names the code.
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/repository.sh"
cd "$WORK" || exit 1
fiche=leaving_belgium/themas/Dienst/Dienst_Pens_01.xml
faults=0
for fixture in "$ROOT"/tests/faults/*.xml; do
    name=$(basename "$fixture" .xml)
    code=$(sed -n 's/^<!-- \(E[0-9]*\) -->$/\1/p' "$fixture")
    repository "$name"
    cp "$fixture" "$name/$fiche"
    cp "$ROOT/tests/layout/blue.png" "$name/leaving_belgium/themas/Dienst/map.png"
    said=$("$FICHEPRESS" check --diagnostics=short --sources "$name" 2>&1)
    [ "$code" != E0601 ] || said=$("$FICHEPRESS" build --quiet --diagnostics=short --sources "$name" --output "$WORK/output" 2>&1)
    is "$(echo "$said" | grep -c "^$fiche:9\(:[0-9]*\)\?: [a-z]*\[$code\]")" 1 "$name: $code, once, on the fiche's own line"
    # Of another fault nothing is said.
    is "$(echo "$said" | grep '\[E0[46]' | grep -v "\[$code\]")" "" "$name: nothing else"
    [ -f "$ROOT/docs/diagnostics/$code.md" ] && faults=$((faults + 1))
done
[ "$faults" -ge 20 ]
ok $? "$faults faults, each with a page that explains it"

done_testing
