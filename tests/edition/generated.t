#!/bin/sh
# Repositories in the bare portal format, made from seeds: each fiche's mark stands exactly once in each PDF and e-book that should
# have it, and nowhere else. SEEDS chooses others.
. "$(dirname "$0")/../tap.sh"
cd "$WORK" || exit 1

for seed in ${SEEDS:-1 2}; do
    mkdir -p "empty$seed"
    python3 "$ROOT/tests/portal/generate.py" "$seed" "$WORK/portal$seed"
    (cd "empty$seed" && "$FICHEPRESS" build --quiet --diagnostics=short --sources "$WORK/portal$seed" --output "$WORK/output$seed" \
        >"$WORK/log$seed" 2>&1)
    status=$?
    is "$status" 3 "seed $seed: published with warnings"
    [ "$status" = 3 ] || head -40 "log$seed" | diag
    python3 "$ROOT/tests/portal/marks.py" "portal$seed/expected.json" "output$seed/current" >"marks$seed" 2>&1
    status=$?
    ok $status "seed $seed: every mark where it should be, once"
    [ $status = 0 ] || head -20 "marks$seed" | diag
    is "$(find "empty$seed" -type f | wc -l)" 0 "seed $seed: the working directory stays empty"
done
for seed in ${SEEDS:-1 2}; do
    python3 "$ROOT/tests/portal/long_words.py" "$seed" "$WORK/long$seed"
    "$FICHEPRESS" build --quiet --diagnostics=short --sources "long$seed" --output "longout$seed" >"log$seed" 2>&1
    status=$?
    is $status 0 "seed $seed: long words and many labels, published without a warning"
    [ $status = 0 ] || grep -E 'error|warning' "log$seed" | head -10 | diag
done
done_testing
