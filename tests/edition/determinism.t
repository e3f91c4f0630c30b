#!/bin/sh
# The same inputs give the same bytes, whatever the directory, clock zone, locale, home, umask and number of processes. The second
# run is from a clone of the tree in another directory, built anew.
. "$(dirname "$0")/../tap.sh"
cd "$WORK" || exit 1

select="--country=tr,ch,ca-qc,th,other"
"$FICHEPRESS" build --quiet --sources "$ROOT/sources" --output one $select -j1 >log 2>&1
status=$?
is "$([ $status = 0 ] || [ $status = 3 ]; echo $?)" 0 "the first run"

mkdir -p "far/away" home
git clone -q "$ROOT" far/away/clone && (cd "$ROOT" && git ls-files -m -o --exclude-standard -z | xargs -0 -r cp --parents -t "$WORK/far/away/clone")
make -C far/away/clone -s -j2 MODE=release all >make.log 2>&1
ok $? "a clone builds"
(
    umask 077
    cd far/away/clone || exit 1
    env -i PATH="$PATH" TZ=Pacific/Kiritimati LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8 HOME="$WORK/home" \
        build/release/fichepress build --quiet --output "$WORK/two" $select -j3 >"$WORK/log2" 2>&1
)
cmp one/current/SHA256SUMS two/current/SHA256SUMS
ok $? "two runs, two clones, other surroundings: identical bytes"
cmp one/current/manifest.json two/current/manifest.json
ok $? "the manifests too"
is "$(readlink one/current)" "$(readlink two/current)" "and so the same name"

"$FICHEPRESS" build --quiet --sources "$ROOT/sources" --output one --country=tr --lang=de >log 2>&1
is "$(readlink one/current)" "$(readlink two/current)" "a part built anew gives the same edition"
done_testing
