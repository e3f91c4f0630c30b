#!/bin/sh
# What EPUBCheck says of an e-book with everything that the packer makes.
. "$(dirname "$0")/../tap.sh"

EPUB_SAMPLE=$WORK/sample.epub "$ROOT/$BUILD/tests/unit/epub" >/dev/null
ok $? "the sample is written"

judge() { # FILE NAME
    judge_says=$("$ROOT/tools/epubcheck" "$1" 2>&1)
    judge_status=$?
    if [ $judge_status -eq 77 ]; then
        skip "$2" "$judge_says"
    else
        ok $judge_status "$2"
        [ $judge_status -eq 0 ] || printf '%s\n' "$judge_says" | sed 's/^/# /'
    fi
}

judge "$WORK/sample.epub" "EPUBCheck finds neither error nor warning"

# The judge is awake: an archive without its navigation is refused.
cp "$WORK/sample.epub" "$WORK/broken.epub"
if "$ROOT/tools/epubcheck" "$WORK/sample.epub" >/dev/null 2>&1; then
    (cd "$WORK" && python3 - <<'PYTHON'
import zipfile
with zipfile.ZipFile("sample.epub") as whole, zipfile.ZipFile("broken.epub", "w") as broken:
    for entry in whole.infolist():
        if entry.filename != "EPUB/nav.xhtml":
            broken.writestr(entry, whole.read(entry))
PYTHON
    )
    ! "$ROOT/tools/epubcheck" "$WORK/broken.epub" >/dev/null 2>&1
    ok $? "EPUBCheck refuses a broken one"
fi

done_testing
