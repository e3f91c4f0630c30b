#!/bin/sh
# The bundled edition as it is set: what no brochure may have, counted over all their lines.
. "$(dirname "$0")/../tap.sh"
. "$(dirname "$0")/edition.sh"
cd "$ROOT" || exit 1

# As many at once as there are processors.
slices=$(nproc)
seq 0 $((slices - 1)) | xargs -P "$slices" -I % sh -c \
    '"$1/tests/edition/typesetting" % "$2" $4 >"$3/%" || echo "fails" >>"$3/failed"' \
    sh "$BUILD" "$slices" "$WORK" "$(countries)"
[ ! -e "$WORK/failed" ]
ok $? "every publication is laid out"

cat "$WORK"/[0-9]* >"$WORK/all"
count() { # NAME
    awk -v name="$1" '{ n = $1; sub(/^[0-9]+ /, "") } $0 == name { sum += n } END { print sum + 0 }' "$WORK/all"
}
none() { # NAME
    number=$(count "$1")
    [ "$number" = 0 ]
    ok $? "$1: $number"
    grep "^$1: " "$WORK/all" | head -20 | diag
}
is "$(count publications)" "$PUBLICATIONS" "$(count pages) pages of $PUBLICATIONS publications"
[ "$(count hyphens)" -gt "$(count pages)" ] || [ "$(count hyphens)" -gt 100 ]
ok $? "$(count lines) lines, $(count 'justified lines') of them justified, $(count hyphens) end with a hyphen"
none "orphan lines"
none "widow lines"
none "headings at the foot of a page"
none "rows split that fit a page"
none "hyphen ladders"
none "hyphens at a page turn"
none "loose lines"
done_testing
