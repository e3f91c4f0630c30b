# TAP for shell tests: . "$(dirname "$0")/../tap.sh"; then ok, is, like, runs; done_testing at the end.
# $FICHEPRESS is the program, $ROOT the project's root, $WORK an empty directory that is removed at the end.
set -u
export LC_ALL=C.UTF-8
ROOT=$(cd "$(dirname "$0")/../.." && pwd)
BUILD=${BUILD:-build/release}
FICHEPRESS=$ROOT/$BUILD/fichepress
WORK=$(mktemp -d)
trap 'rm -rf "$WORK"' EXIT
tap_count=0
tap_failed=0

diag() { # what stands on the input, as a remark that the runner shows
    sed 's/^/# /' >&2
}

ok() { # STATUS NAME
    tap_count=$((tap_count + 1))
    if [ "$1" -eq 0 ]; then
        echo "ok $tap_count - $2"
    else
        echo "not ok $tap_count - $2"
        tap_failed=1
    fi
}

is() { # GOT EXPECTED NAME
    [ "$1" = "$2" ]
    ok $? "$3"
    [ "$1" = "$2" ] || printf '%s\n' "got:      $1" "expected: $2" | diag
}

like() { # TEXT PATTERN NAME
    printf '%s\n' "$1" | grep -Eq -- "$2"
    tap_status=$?
    ok $tap_status "$3"
    [ $tap_status -eq 0 ] || printf '%s\n' "no match for: $2" "$1" | head -40 | diag
}

golden() { # FILE EXPECTED NAME: compares, or rewrites EXPECTED under UPDATE_GOLDEN
    if [ -n "${UPDATE_GOLDEN:-}" ]; then cp "$1" "$2"; fi
    tap_diff=$(diff -u "$2" "$1" 2>&1)
    ok $? "$3"
    [ -z "$tap_diff" ] || printf '%s\n' "$tap_diff" | head -60 | diag
}

skip() { # NAME WHY
    tap_count=$((tap_count + 1))
    echo "ok $tap_count # SKIP $1: $2"
}

done_testing() {
    echo "1..$tap_count"
    exit $tap_failed
}
