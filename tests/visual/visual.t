#!/bin/sh
# Pages of each kind as they look, in four languages, against small pictures of how they looked; `make golden` renews these.
. "$(dirname "$0")/../tap.sh"
HERE=$ROOT/tests/visual
cd "$ROOT" || exit 1
renew=${UPDATE_GOLDEN:+--renew}

# NAME of the reference, DIRECTION, COUNTRY, LANG, words that the page has and no page before it
while read -r name direction country lang words; do
    pdf=$WORK/$lang/$direction/$country.pdf
    [ -e "$pdf" ] || "$FICHEPRESS" build --quiet --country "$country" --direction "$direction" --lang "$lang" --format pdf \
        --to "$WORK" 2>/dev/null
    page=1
    while [ "$page" -lt 40 ] && ! pdftotext -f "$page" -l "$page" "$pdf" - 2>/dev/null | tr -s '[:space:]' ' ' | grep -q "$words"; do
        page=$((page + 1))
    done
    pdftoppm -r 45 -gray -singlefile -f "$page" -l "$page" "$pdf" "$WORK/page" 2>/dev/null
    says=$(python3 "$HERE/compare.py" "$WORK/page.pgm" "$HERE/$name.png" $renew 2>&1)
    ok $? "$name: page $page of $lang/$direction/$country looks as it did"
    [ -z "$says" ] || echo "$says" | diag
done <<EOF
cover leaving tr fr Quitter la Belgique
imprint coming jp de So benutzen Sie diese
contents leaving gb nl Inhoud Vind uw bladzijde
find leaving jp en Find your page Follow
agreement leaving tr fr La convention en un coup
opener leaving gb nl Uw statuut
fiche leaving ba de Ihre Pension in einem Land mit Abkommen Gilt
contacts leaving jp en Contacts The square
colophon coming jp de Jedes Infoblatt
EOF

done_testing
