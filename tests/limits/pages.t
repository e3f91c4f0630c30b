#!/bin/sh
# Four times the pages take about four times the time and the memory: long documents, many footnotes, a footnote of
# many pages, a keep that no page can keep, pages of two widths. Twice that is allowed, for a busy machine.
. "$(dirname "$0")/../tap.sh"

cd "$ROOT" || exit 1

typeset() { # KIND COUNT: "PAGES CPU-CENTISECONDS KILOBYTES"
    python3 "$ROOT/tests/limits/pages.py" "$1" "$2" > "$WORK/in.fo"
    python3 - "$FICHEPRESS" "$WORK/in.fo" "$WORK/out.pdf" << 'END'
import resource, subprocess, sys
status = subprocess.run([sys.argv[1], "typeset", "--quiet", "--fonts=fonts/fonts.conf", *sys.argv[2:]], timeout=300).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
pages = subprocess.run(["qpdf", "--show-npages", sys.argv[3]], capture_output=True, text=True).stdout.strip()
print(pages if status == 0 else "none", int(100 * (used.ru_utime + used.ru_stime)), used.ru_maxrss)
END
}

grows_evenly() { # KIND COUNT
    set -- "$1" "$2" $(typeset "$1" "$2") $(typeset "$1" $((4 * $2)))
    [ "$3" != none ] && [ "$6" != none ]
    ok $? "$1: both are set"
    [ "$6" -ge $((3 * $3)) ] && [ "$6" -le $((5 * $3)) ]
    ok $? "$1: four times the pages ($3, $6)"
    [ "$7" -le $((8 * $4)) ]
    ok $? "$1: time is in proportion ($4, $7 hundredths of a second)"
    [ "$8" -le $((5 * $5)) ]
    ok $? "$1: memory is in proportion ($5, $8 kB)"
}

grows_evenly paragraphs 500
grows_evenly turns 250
grows_evenly notes 5000
grows_evenly note 200
grows_evenly keep 300
done_testing
