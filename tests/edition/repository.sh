# repository DIR: writes a small bare repository that is whole: two countries, one status, one subject, both directions, four
# languages, no gap. The tests break it in one place each.
repository() {
    mkdir -p "$1/criteria"
    for direction in leaving:leaving_belgium:LB coming:coming_to_belgium:c2b; do
        tree=$(echo "$direction" | cut -d: -f2)
        mkdir -p "$1/$tree/themas/Dienst" "$1/$tree/criteria/Dienst"
        fiche Dienst_Pens_01 >"$1/$tree/themas/Dienst/Dienst_Pens_01.xml"
        criteria spain other >"$1/$tree/criteria/Dienst/Dienst_Pens_01_criteria.xml"
        lists >"$1/criteria/criteria_$(echo "$direction" | cut -d: -f3).xml"
    done
}

# fiche WORD: on lines of their own, so that a test can name them.
fiche() {
    cat <<EOF
<?xml version="1.0" encoding="UTF-8"?>
<fiche>
  <metadatas><external_links/></metadatas>
  <contents>
    <nl><title>Pensioen</title><description><html><body><p>Vraag uw pensioen aan. $1</p></body></html></description></nl>
    <fr><title>Pension</title><description><html><body><p>Demandez votre pension. $1</p></body></html></description></fr>
    <de><title>Rente</title><description><html><body><p>Beantragen Sie Ihre Rente. $1</p></body></html></description></de>
    <en><title>Pension</title><description><html><body><p>Apply for your pension. $1</p></body></html></description></en>
  </contents>
</fiche>
EOF
}

criteria() { # DESTINATION…
    echo '<criteria subject="pension">'
    for destination; do
        echo "  <row><destination>$destination</destination><nationality>belgium;other</nationality><status>employee</status></row>"
    done
    echo '</criteria>'
}

lists() {
    cat <<'EOF'
<lists>
  <destination>
    <country id="Spain" nl="Spanje" fr="Espagne" de="Spanien" en="Spain"/>
    <country id="Other" nl="Andere" fr="Autre" de="Andere" en="Other"/>
  </destination>
  <nationality>
    <country id="Belgium" nl="België" fr="Belgique" de="Belgien" en="Belgium"/>
    <country id="Other" nl="Andere" fr="Autre" de="Andere" en="Other"/>
  </nationality>
  <status><item id="employee" nl="werknemer" fr="salarié" de="Arbeitnehmer" en="employee"/></status>
  <subject><item id="pension" nl="Pensioen" fr="Pension" de="Rente" en="Pension"/></subject>
</lists>
EOF
}

# publish DIR [options]: quietly, with short diagnostics; output and status in $out and $status.
publish() {
    repository_directory=$1
    shift
    out=$("$FICHEPRESS" build --quiet --diagnostics=short --sources "$repository_directory" --output "$WORK/output" "$@" 2>&1)
    status=$?
}
