# edition: publishes the bundled sources once for all tests, to $ROOT/$BUILD/edition, and again when anything has changed since.
# Sanitizers are slow: with them it is an edition of eight countries.
EDITION=$ROOT/$BUILD/edition
CURRENT=$EDITION/output/current
COUNTRIES=58
SELECT=
case $BUILD in *asan) COUNTRIES=8 SELECT=--country=ca,ca-qc,ch,es,gb,jp,tr,other ;; esac
PUBLICATIONS=$((COUNTRIES * 8))

edition() {
    mkdir -p "$EDITION"
    exec 9>"$EDITION/lock"
    flock 9
    if [ ! -e "$EDITION/stamp" ] ||
        [ -n "$(cd "$ROOT" && find "$FICHEPRESS" sources stylesheets fonts hyphenation -newer "$EDITION/stamp" -print -quit)" ]; then
        rm -rf "$EDITION/output"
        touch "$EDITION/started"
        (cd "$ROOT" && "$FICHEPRESS" build --quiet --diagnostics=short --output "$EDITION/output" $SELECT) >"$EDITION/log" 2>&1
        echo $? >"$EDITION/status"
        mv "$EDITION/started" "$EDITION/stamp"
    fi
    exec 9>&-
}

# text FILE [options]: the words of a PDF on one line
text() {
    pdftotext "$@" - | tr -s '[:space:]' ' '
}

# The countries of the edition, separated by blanks; nothing: all.
countries() {
    echo "${SELECT#--country=}" | tr , ' '
}
