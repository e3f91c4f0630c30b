#!/bin/sh
# Installed for all, read-only, and used by somebody who owns nothing but an empty directory: nothing of the tree is needed.
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/repository.sh"
cd "$WORK" || exit 1

make -s -C "$ROOT" MODE="${BUILD#build/}" DESTDIR="$WORK/root" PREFIX=/usr install >log 2>&1
ok $? "make install"
chmod -R a-w root && chmod 755 . root
FICHEPRESS=$WORK/root/usr/bin/fichepress
repository whole
mkdir empty
if [ "$(id -u)" = 0 ]; then
    chown 65534:65534 empty
    stranger() { (cd empty && umask 027 && setpriv --reuid=65534 --regid=65534 --clear-groups env -i PATH="$PATH" "$FICHEPRESS" "$@" 2>&1); }
else
    stranger() { (cd empty && env -i PATH="$PATH" HOME=/nonexistent "$FICHEPRESS" "$@" 2>&1); }
fi

said=$(stranger build --quiet --sources "$WORK/whole")
is $? 0 "a repository from elsewhere is published"
is "$(echo "$said" | grep -v '^published')" "" "nothing to complain of, nor for fontconfig"
is "$(find empty/output/current/ -name '*.pdf' | wc -l) $(find empty/output/current/ -name '*.epub' | wc -l)" "16 16" "to the working directory"
like "$(pdffonts empty/output/current/fr/leaving/es.pdf)" "LinLibertineO" "its fonts are found"

"$ROOT/$BUILD/fichepress" build --quiet --sources whole --output tree >/dev/null 2>&1
cmp empty/output/current/SHA256SUMS tree/current/SHA256SUMS
ok $? "the same bytes as from the tree: stylesheets, patterns and defaults are the same"

stranger build --quiet --sources "$WORK/root/usr/share/fichepress/sources" --country=tr --lang=en --direction=leaving --output "$WORK/empty/bundled" >log
case $? in 0 | 3) ok 0 "the bundled sources are published" ;; *) ok 1 "the bundled sources are published" && diag <log ;; esac
like "$(stranger explain E0103)" "^# E0103" "explain finds its pages"
sed -i '5s|</p>||' whole/leaving_belgium/themas/Dienst/Dienst_Pens_01.xml
like "$(stranger check --diagnostics=short --sources "$WORK/whole")" "^leaving_belgium/themas/Dienst/Dienst_Pens_01.xml:5(:[0-9]+)?: error\[E0103\]" "check"
done_testing
