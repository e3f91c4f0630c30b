#!/bin/sh
# The reader and the merge against a second implementation of the rules: random repositories, with and without a fault.
# `make judge` runs many more.
. "$(dirname "$0")/../tap.sh"

judge() { # NAME ARGUMENTS…
    name=$1
    shift
    if out=$(python3 tests/portal/judge.py --program "$FICHEPRESS" "$@"); then ok 0 "$name"; else ok 1 "$name"; fi
    printf '%s\n' "$out" | sed -n 's/^# \(.*\)/# \1/p' | head -40
}

cd "$ROOT" || exit 1
judge "what whole repositories answer, are told and print" --seeds 1-8
judge "single faults are told where they are, and nothing else" --seeds 1 --faults 1 --every 9
judge "damaged files are refused, and end nothing else" --seeds 1-0 --mutations 8
done_testing
