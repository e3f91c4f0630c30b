#!/bin/sh
# Long tables and hard ones: they end, in time and memory that grow with the table and no faster.
. "$(dirname "$0")/../tap.sh"

FO='xmlns:fo="http://www.w3.org/1999/XSL/Format"'

document() { # the table stands on the input
    cat <<EOT
<fo:root $FO font-family="Brochure Find" font-size="8pt" line-height="10pt" xml:lang="de">
<fo:layout-master-set><fo:simple-page-master master-name="p" page-width="420pt" page-height="540pt">
<fo:region-body margin="20pt"/></fo:simple-page-master></fo:layout-master-set>
<fo:page-sequence master-reference="p"><fo:flow flow-name="xsl-region-body">
EOT
    cat
    echo '</fo:flow></fo:page-sequence></fo:root>'
}

rows() { # COUNT ATTRIBUTES-OF-THE-FIRST-CELL: three cells a row; where the first spans all, two
    awk -v n="$1" -v first="$2" 'BEGIN {
        cell = "<fo:table-cell border=\"0.5pt solid black\"><fo:block>"
        end = "</fo:block></fo:table-cell>"
        for (i = 1; i <= n; i++) {
            print "<fo:table-row>"
            if (i == 1) print "<fo:table-cell " first "><fo:block>alle</fo:block></fo:table-cell>"
            else if (!first) print cell "Zeile " i end
            print cell "Sozialversicherung " i * 7 end cell i end "</fo:table-row>"
        }
    }'
}

table() { # COUNT ATTRIBUTES FIRST
    echo "<fo:table $2><fo:table-header><fo:table-row><fo:table-cell number-columns-spanned=\"3\">"
    echo "<fo:block>Kopf <fo:retrieve-table-marker retrieve-class-name=\"none\"/></fo:block></fo:table-cell></fo:table-row></fo:table-header>"
    echo "<fo:table-body>"
    rows "$1" "$3"
    echo "</fo:table-body></fo:table>"
}

# Seconds and kB: several times what the program needs, and less than the square of the rows would
# take. The address sanitizer reserves more room than any limit.
limited() {
    (
        ulimit -t 60
        case $BUILD in *asan*) ;; *) ulimit -v 1500000 ;; esac
        exec "$FICHEPRESS" typeset --fonts="$ROOT/fonts/fonts.conf" "$@" 2>&1
    )
}

pages() { # PDF
    qpdf --show-npages "$1"
}

cd "$WORK" || exit 1
table 500 'width="100%"' '' | document >500.fo
is "$(limited 500.fo 500.pdf)" "" "500 rows in automatic columns"
is "$(pages 500.pdf)" 11 "at 10.5 pt a row below a head of 10 pt, 46 rows a page"

table 20000 'width="100%"' '' | document >20000.fo
is "$(limited 20000.fo 20000.pdf)" "" "20,000 rows in automatic columns"
is "$(pages 20000.pdf)" 435 "none is lost"

table 20000 'width="100%" border-collapse="separate"' 'number-rows-spanned="20000"' | document >span.fo
is "$(limited span.fo span.pdf)" "" "one cell that spans 20,000 rows"
is "$(pages span.pdf)" 455 "rows of 11 pt, 44 a page"

nest() { # DEPTH
    if [ "$1" -eq 0 ]; then
        echo '<fo:block>innen</fo:block>'
    else
        echo '<fo:table><fo:table-body><fo:table-row><fo:table-cell>'
        nest $(($1 - 1))
        echo '</fo:table-cell></fo:table-row></fo:table-body></fo:table>'
    fi
}
nest 13 | document >nested.fo
is "$(limited nested.fo nested.pdf)" "" "tables in automatic columns, thirteen deep"

wide() {
    echo '<fo:table width="100%"><fo:table-body><fo:table-row>'
    for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30; do
        echo "<fo:table-cell><fo:block>Arbeitsunfähigkeitsbescheinigung</fo:block></fo:table-cell>"
    done
    echo '</fo:table-row></fo:table-body></fo:table>'
}
wide | document >wide.fo
like "$(limited wide.fo wide.pdf)" 'E0602.*Arbeitsunfähigkeitsbescheinigung' "words that not even hyphens make fit are told"
done_testing
