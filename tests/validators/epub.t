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
        [ $judge_status -eq 0 ] || printf '%s\n' "$judge_says" | diag
    fi
}

judge "$WORK/sample.epub" "EPUBCheck finds neither error nor warning"

# The example brochure, through the stylesheet, in four languages; EPUBCheck takes its time, so it sees one.
mkdir "$WORK/brochures"
EPUB_SAMPLES=$WORK/brochures "$ROOT/$BUILD/tests/unit/epub_brochure" >/dev/null
ok $? "the example brochure is packed in four languages"
judge "$WORK/brochures/de.epub" "EPUBCheck finds neither error nor warning in the example brochure"
is "$(python3 "$ROOT/tests/validators/epub_rules.py" "$WORK/brochures"/*.epub 2>&1)" "" "no rule of accessibility is broken in the four"

# Our own rules, and that they are awake: the sample is spoilt in one entry.
RULES="$ROOT/tests/validators/epub_rules.py"
is "$(python3 "$RULES" "$WORK/sample.epub" 2>&1)" "" "no rule of accessibility is broken"

spoil() { # ENTRY OLD NEW: into spoilt.epub, all else as it was
    python3 - "$WORK/sample.epub" "$WORK/spoilt.epub" "$@" <<'PYTHON'
import sys, zipfile
source, target, entry, old, new = sys.argv[1:]
with zipfile.ZipFile(source) as whole, zipfile.ZipFile(target, "w") as spoilt:
    for info in whole.infolist():
        data = whole.read(info)
        if info.filename == entry:
            assert old.encode() in data, old
            data = data.replace(old.encode(), new.encode())
        spoilt.writestr(info, data)
PYTHON
}
refused() { # ENTRY OLD NEW MESSAGE
    spoil "$1" "$2" "$3"
    like "$(python3 "$RULES" "$WORK/spoilt.epub" 2>&1)" "$4" "found: $4"
}
refused EPUB/package.opf '<meta property="schema:accessibilityHazard">none</meta>' '' 'no schema:accessibilityHazard'
refused EPUB/package.opf 'a11y:certifiedBy' 'a11y:certifierReport' 'certified by nobody'
refused EPUB/package.opf 'pageNavigation' 'index' 'pages are claimed'
refused EPUB/chapter-1.xhtml 'lang="de" xml' 'lang="en" xml' 'lang and xml:lang differ'
refused EPUB/cover.xhtml ' alt="Une couverture"' '' 'without alt'
refused EPUB/chapter-2.xhtml ' scope="col"' '' 'th without scope'
refused EPUB/chapter-2.xhtml '#p-1' '#p-9' 'leads nowhere'
refused EPUB/chapter-1.xhtml '<h1 id="ch-1-t">Pension &amp; <em>cotisations</em></h1>' '' '. headings, . entries'
refused EPUB/nav.xhtml '<li><a href="chapter-1.xhtml#pagebreak-3">1</a></li>' '' 'page list and page breaks differ'
refused EPUB/toc.ncx 'chapter-1.xhtml#fiche-a' 'chapter-1.xhtml#list' 'NCX and table'
refused EPUB/chapter-1.xhtml 'role="doc-chapter"' '' 'chapter without role'
refused EPUB/chapter-1.xhtml 'id="p-2"' 'id="p-1"' 'an id twice'

spoil EPUB/nav.xhtml '</nav>' ''
if [ $judge_status -ne 77 ]; then
    ! "$ROOT/tools/epubcheck" "$WORK/spoilt.epub" >/dev/null 2>&1
    ok $? "EPUBCheck refuses a broken one"
fi

done_testing
