# edition: publishes the bundled sources once for all tests, to $ROOT/$BUILD/edition, and again when anything has changed since.
EDITION=$ROOT/$BUILD/edition
CURRENT=$EDITION/current

edition() {
    if [ -e "$EDITION/stamp" ] && [ -z "$(find "$FICHEPRESS" "$ROOT/sources" "$ROOT/stylesheets" "$ROOT/fonts" -newer "$EDITION/stamp")" ]; then
        return 0
    fi
    mkdir -p "$EDITION"
    (cd "$ROOT" && "$FICHEPRESS" build --quiet --diagnostics=short --output "$EDITION") >"$EDITION/log" 2>&1
    echo $? >"$EDITION/status"
    touch "$EDITION/stamp"
}

# text FILE [options]: the words of a PDF on one line
text() {
    pdftotext "$@" - | tr -s '[:space:]' ' '
}
