"""Faults of metadata, languages, prose and the merge; and what is no fault."""

import re

import oracle
from fault import COMMENT, Fault, everywhere, family, fault, fiche, insert
from findings import subject_lines
from names import LANGUAGES, TREES
from world import Row


# ---- metadata ----

def _meta(world, case):
    severity, markup = case
    document = fiche(world, lambda d: not (d.since or d.until))
    lines = markup.replace("LINKS", "internal_links_LB" if document.direction == "leaving" else "internal_links_C2B")
    document.raw["metadatas"] = f'  <metadatas xmlns:fp="urn:fichepress:1">\n    {lines}{COMMENT}\n  </metadatas>\n'
    return Fault(severity, document.path)


family(_meta, link_to_nothing=("error", "<LINKS>NoSuch_1</LINKS>"), link_unresolved=("warning", f"<external_links>{'0f3a' * 8}</external_links>"),
       link_malformed=("warning", "<external_links>0f3a12</external_links>"), link_upper=("warning", f"<external_links>{'0F3A' * 8}</external_links>"),
       validity_impossible=("error", '<fp:validity from="2026-02-30"/>'), validity_order=("error", '<fp:validity from="2026-03-01" until="2025-03-01"/>'),
       validity_word=("error", '<fp:validity until="soon"/>'), validity_month=("error", '<fp:validity until="2026-00-10"/>'),
       reviewed_impossible=("error", '<fp:reviewed date="2025-02-29"/>'), unknown_element=("warning", "<keywords>a b</keywords>"))


# ---- languages ----

def _missing(world, form):
    document = fiche(world, lambda d: not d.until)
    language = world.r.choice(LANGUAGES)
    document.missing[language] = form
    from findings import version_lines
    return Fault("warning", where=lambda files: {document.path: version_lines(files[document.path], language)}, most=2)


family(_missing, absent="absent", empty="empty", space="space", no_text="no text", no_title="no title", blank_title="blank title", empty_body="empty body",
       comment="comment", blank_body="blank body")


@fault
def all_languages_missing(world):
    document = world.new_document("leaving", rows=[Row([world.places[0].key], ["other"], [world.statuses["leaving"][0].key])],
                                  subject=world.subjects["leaving"][0].key)
    document.missing = dict.fromkeys(LANGUAGES, "empty")
    world.documents.append(document)
    return Fault("warning", where=lambda files: {document.path: None}, most=4)


@fault
def page_language_missing(world):
    page = world.new_document("coming")
    page.missing["de"] = "absent"
    world.documents.append(page)
    return Fault("warning", where=lambda files: {page.path: None})


@fault
def unknown_language(world):
    document = fiche(world)
    document.raw["de"] = f"</de>\n    <es>{COMMENT}<title>Hola</title></es>\n    <de>"

    def edit(files):
        files[document.path] = re.sub(rb"(</es>\n    )<de>\s*</de>\n", rb"\1", files[document.path])
        files[document.path] = re.sub(rb"<de>\s*</de>", b"", files[document.path].replace(b"\r", b""))
    return Fault("warning", document.path, edit=edit)


@fault
def language_twice(world):
    document = fiche(world)
    document.raw["fr"] = f"</fr>\n    <fr>{COMMENT}<title>x</title>"
    return Fault("warning", document.path)


# ---- prose ----

family(lambda world, block: everywhere(world, block, "error"),
       link_javascript='<p>x <a href="javascript:alert(1)">the text of it</a></p>', link_mixed='<p>x <a href="JavaScript:x">the text of it</a></p>',
       link_blank='<p>x <a href=" javascript:x">the text of it</a></p>', link_tab='<p>x <a href="java&#9;script:x">the text of it</a></p>',
       link_ftp='<p>x <a href="ftp://example.org/x">the text of it</a></p>', link_data='<p>x <a href="data:text/html,x">the text of it</a></p>',
       link_file='<p>x <a href="file:///etc/passwd">the text of it</a></p>', link_user='<p>x <a href="https://me:pw@example.org/">the text of it</a></p>',
       image_missing='<p>x <img src="nothing.png" alt="a"/></p>', image_outside='<p>x <img src="../../../../../x.png" alt="a"/></p>',
       image_absolute='<p>x <img src="/etc/x.png" alt="a"/></p>', image_remote='<p>x <img src="https://example.org/x.png" alt="a"/></p>',
       image_data='<p>x <img src="data:image/png;base64,AAAA" alt="a"/></p>', image_none='<p>x <img alt="a"/></p>',
       svg='<p>x <svg xmlns="http://www.w3.org/2000/svg"><circle/></svg></p>', svg_bare="<p>x <svg><circle/></svg></p>",
       bidi="<p>a \u202e b</p>", isolate="<p>a \u2067 b</p>", private="<p>a \ue000 b</p>", nonchar="<p>a \ufdd0 b</p>", c1="<p>a \u0092 b</p>",
       tagchar="<p>a \U000e0041 b</p>", bidi_reference="<p>a &#x202E; b</p>", fiche_ref='<p><fp:fiche xmlns:fp="urn:fichepress:1" id="NoSuch_1">text</fp:fiche></p>',
       form_ref='<p>x <fp:form xmlns:fp="urn:fichepress:1" id="NoSuchForm"/></p>', institution_ref='<p>x <fp:institution xmlns:fp="urn:fichepress:1" id="Nobody"/></p>',
       when_country='<fp:when xmlns:fp="urn:fichepress:1" country="utopia"><p>x</p></fp:when>', when_group='<fp:when xmlns:fp="urn:fichepress:1" group="nogroup"><p>x</p></fp:when>',
       when_agreement='<fp:when xmlns:fp="urn:fichepress:1" agreement="XX-1900"><p>x</p></fp:when>',
       when_word='<fp:when xmlns:fp="urn:fichepress:1" covers="pensions"><p>x</p></fp:when>')


@fault
def image_broken(world):
    one = everywhere(world, '<p>x <img src="broken.png" alt="a"/></p>', "error")
    one.edit = lambda files: files.update({one.path.rsplit("/", 1)[0] + "/broken.png": b"\x89PNG\r\n\x1a\nno"})
    return one


@fault
def image_of_another_type(world):
    one = everywhere(world, '<p>x <img src="drawing.svg" alt="a"/></p>', "error")
    one.edit = lambda files: files.update({one.path.rsplit("/", 1)[0] + "/drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg"/>'})
    return one


HERE = {"nl": "hier", "fr": "ici", "de": "hier", "en": "here"}
CLICK = {"nl": "Klik hier", "fr": "cliquez ici", "de": "Hier klicken", "en": "Click here"}

family(lambda world, block: everywhere(world, block, "warning"),
       link_relative='<p>x <a href="other.html">the text of it</a></p>', link_rooted='<p>x <a href="/cms/x">the text of it</a></p>',
       link_textless='<p>x <a href="https://example.org/"> </a></p>', link_empty='<p>x <a href="https://example.org/"/></p>',
       link_here=lambda l: f'<p>x <a href="https://example.org/">{HERE[l]}</a></p>', link_click=lambda l: f'<p>x <a href="https://example.org/">{CLICK[l]}</a></p>',
       link_stop=lambda l: f'<p>x <a href="https://example.org/"> {HERE[l]}.</a></p>',
       mojibake="<p>la dÃ©cision de BelgiÃ«</p>", mojibake_cap="<p>BelgiŽ is een land</p>",
       image_without_alt='<p>x <img src="kaart.png"/></p>', heading_empty="<h2> </h2>",
       table_headless="<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
       table_ragged="<table><tr><th>a</th><th>b</th></tr><tr><td>c</td></tr></table>", marks="<p>a" + "\u0301" * 20 + "</p>")

# each kind of thing that is taken away is told once a file
family(lambda world, block: everywhere(world, block, "warning", once=True),
       font='<p>x <font color="red">kept</font></p>', marquee="<marquee>kept</marquee>", script="<script>x()</script>", style="<style>p{}</style>",
       iframe='<iframe src="https://example.org/"/>', object="<object data='x'>gone</object>", form="<form><p>gone</p></form>",
       foreign='<m:math xmlns:m="http://www.w3.org/1998/Math/MathML"><m:mi>x</m:mi></m:math>',
       attribute_style='<p style="color:red">x</p>', attribute_class='<p class="a">x</p>', attribute_onclick='<p onclick="x()">x</p>',
       attribute_align='<p align="left">x</p>')


@fault
def heading_skipped(world):
    return everywhere(world, "<h2>aa</h2><h5>bb</h5>", "warning")


def _parity(world, case):
    """The same in all languages but one."""
    common, odd = case
    document = fiche(world)
    language = world.r.choice(LANGUAGES)
    for l in LANGUAGES:
        text = odd if l == language else common
        document.extra[l] = [text[l] if isinstance(text, dict) else text]
    return Fault("warning", where=lambda files: {document.path: None}, most=3)


def amount(nl, fr, de, en):
    return {"nl": f"<p>x {nl} x</p>", "fr": f"<p>x {fr} x</p>", "de": f"<p>x {de} x</p>", "en": f"<p>x {en} x</p>"}


family(_parity,
       amount=(amount("€ 1.560", "1 560 €", "1.560 Euro", "€1,560"), amount("€ 1.650", "1 650 €", "1.650 Euro", "€1,650")),
       cents=(amount("€ 12,50", "12,50 €", "12,50 Euro", "€12.50"), amount("€ 12,80", "12,80 €", "12,80 Euro", "€12.80")),
       amount_gone=(amount("€ 1.560", "1 560 €", "1.560 Euro", "€1,560"), "<p>x</p>"),
       date=(amount("1 maart 2026", "1er mars 2026", "1. März 2026", "1 March 2026"), amount("2 maart 2026", "2 mars 2026", "2. März 2026", "2 March 2026")),
       date_month=(amount("1 maart 2026", "1er mars 2026", "1. März 2026", "1 March 2026"), amount("1 mei 2026", "1er mai 2026", "1. Mai 2026", "1 May 2026")),
       date_figures=("<p>x 2026-03-15 x</p>", "<p>x 2026-03-16 x</p>"),
       items=("<ul><li>a</li><li>b</li><li>c</li></ul>", "<ul><li>a</li><li>b</li></ul>"), steps=("<ol><li>a</li><li>b</li></ol>", "<ol><li>a</li></ol>"),
       list_gone=("<ul><li>a</li><li>b</li></ul>", "<p>a b</p>"),
       form=('<p>x <fp:form xmlns:fp="urn:fichepress:1" id="S1"/></p>', "<p>x</p>"))


# ---- what is no fault ----

family(lambda world, block: everywhere(world, block, "none"),
       fine_zero_width="<p>a\u200bb \ufeff c\u200d</p>", fine_soft_hyphen="<p>ver\u00adzekering</p>", fine_bare_text="bare text", fine_inline="<b>x</b> y",
       fine_empty_p="<p/>", fine_nbsp="<p>\u00a0</p>", fine_empty_cell="<table><tr><th>a</th><th>b</th></tr><tr><td/><td></td></tr></table>",
       fine_image_link='<p>x <a href="https://example.org/"><img src="kaart.png" alt="the map"/></a></p>',
       fine_row_headers='<table><tr><th scope="row">a</th><td>1</td></tr><tr><th scope="row">b</th><td>2</td></tr></table>',
       fine_spans='<table><tr><th colspan="2">a</th></tr><tr><td rowspan="2">1</td><td>2</td></tr><tr><td>3</td></tr></table>',
       fine_language='<p xml:lang="tr">metin <span lang="de">Wort</span></p>', fine_symbols="<p>→ ✓ • “x” … ½ ² ™ ₂</p>",
       fine_letters="<p>İstanbul, Čačak, Đoković, şğı, Ærø, œuvre, ﬁ</p>", fine_accents="<p>Ãlvaro, Â, Île-de-France, É, São, Åland</p>",
       fine_links=lambda l: f'<p>x <a href="https://www.{l}.example.be/{l}/x">{l} words of it</a></p>',
       fine_link_count=lambda l: "<p>x</p>" if l == "nl" else '<p>x <a href="https://example.be/">the words of it</a></p>',
       fine_paragraphs=lambda l: "<p>a</p><p>b</p>" if l in ("fr", "de") else "<p>a b</p>",
       fine_emphasis=lambda l: "<h2>a</h2><p>b</p>" if l == "fr" else "<h2>a</h2><p><strong>b</strong></p>",
       fine_times=lambda l: {"nl": "<p>om 9.30 uur</p>", "fr": "<p>à 9 h 30</p>", "de": "<p>um 9.30 Uhr</p>", "en": "<p>at 9.30 a.m.</p>"}[l],
       fine_phones=lambda l: {"nl": "<p>tel. 02 509 59 59</p>", "fr": "<p>tél. 02/509.59.59</p>", "de": "<p>Tel. +32 2 509 59 59</p>", "en": "<p>+32(0)2 509 59 59</p>"}[l],
       fine_numbers=lambda l: {"nl": "<p>na 6 maanden, art. 12.3</p>", "fr": "<p>après six mois, art. 12, 3°</p>", "de": "<p>nach sechs Monaten, Art. 12 Abs. 3</p>",
                               "en": "<p>after half a year</p>"}[l],
       fine_percent=lambda l: {"nl": "<p>65 % of 1.000 mensen</p>", "fr": "<p>65\u00a0% ou mille personnes</p>", "de": "<p>65% oder 1000 Leute</p>", "en": "<p>65 per cent</p>"}[l],
       fine_million=lambda l: amount("1,5 miljoen euro", "1,5 million d’euros", "1,5 Millionen Euro", "€1.5 million")[l],
       fine_ranges=lambda l: amount("van 20 tot 25 euro", "de 20 à 25 euros", "von 20 bis 25 Euro", "€20 to €25")[l],
       fine_range_dash=lambda l: amount("20-25 euro", "de 20 à 25 €", "20–25 €", "€20–25")[l],
       fine_whole=lambda l: amount("€ 1.560,-", "1560,00 €", "1.560 EUR", "€1,560.00")[l],
       fine_date_short=lambda l: amount("15 jan. 2026", "15 janv. 2026", "15. Jan. 2026", "15 Jan. 2026")[l],
       fine_date_ordinal=lambda l: amount("15 januari 2026", "le 15 janvier 2026", "am 15. Januar 2026", "15th January 2026")[l],
       fine_date_american=lambda l: amount("15 januari 2026", "15 janvier 2026", "15.1.2026", "January 15, 2026")[l],
       fine_date_range=lambda l: amount("van 1 tot 15 maart 2026", "du 1er au 15 mars 2026", "vom 1. bis 15. März 2026", "from 1 to 15 March 2026")[l],
       fine_date_figures=lambda l: amount("1/2/2026", "01/02/2026", "1.2.2026", "01/02/2026")[l],
       fine_capital_month=lambda l: amount("15 Maart 2026", "15 Mars 2026", "15. März 2026", "15 MARCH 2026")[l],
       fine_euro_word=lambda l: amount("10 euro", "10 euros", "10 Euro", "10 euros")[l],
       fine_nesting="<ul><li>a<ul><li>b</li></ul></li></ul><dl><dt>c</dt><dd>d</dd></dl><blockquote>q</blockquote>")


def _document(world, change):
    document = fiche(world)
    return Fault("none", edit=lambda files: files.update({document.path: change(files[document.path])}))


def _title(data):
    return re.sub(rb"<title>", b"<title>A <b>b</b> &amp; ", data)


family(_document, fine_title_tags=_title, fine_head=lambda d: re.sub(rb"<((?:h:)?)body>", rb"<\1head><\1title>t</\1title></\1head><\1body>", d),
       fine_root_attributes=lambda d: re.sub(rb"<contents>", b'<contents version="2">', d),
       fine_comments=lambda d: d.replace(b"<contents>", b"<!-- a --><contents><?b?><!-- c -->"))


def _all_files(world, change):
    """A form that all files of a kind may have."""
    def edit(files):
        for path, data in files.items():
            if path.endswith(".xml"):
                files[path] = change(path, data)
    return Fault("none", edit=edit)


def _root(data, attribute):
    return re.sub(rb"<(\w+)(?=[\s>])(?![^<]*<\?)", lambda m: m.group(0) + attribute, data, count=1) if not data.lstrip().startswith(b"<?") else \
        re.sub(rb"(\?>\s*(?:<!--.*?-->\s*|<\?.*?\?>\s*)*<\w+)", lambda m: m.group(1) + attribute, data, count=1, flags=re.S)


def _is_document(path):
    return "/themas/" in path


family(_all_files,
       fine_namespace=lambda p, d: _root(d, b' xmlns="http://example.org/portal"'),
       fine_schema=lambda p, d: _root(d, b' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="portal.xsd"'),
       fine_root_xhtml=lambda p, d: _root(d, b' xmlns="http://www.w3.org/1999/xhtml"') if _is_document(p) else d,
       fine_body_alone=lambda p, d: re.sub(rb"<(?:h:)?html[^>]*>|</(?:h:)?html>", b"", d) if b"xmlns:h=" not in d else d,
       fine_no_html=lambda p, d: re.sub(rb"</?(?:html|body)[^>]*>", b"", d) if b"xmlns:h=" not in d else d,
       fine_tabs=lambda p, d: d.replace(b"  ", b"\t"), fine_crlf=lambda p, d: d.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"),
       fine_bom=lambda p, d: b"\xef\xbb\xbf" + d.replace(b"\xef\xbb\xbf", b""), fine_apostrophes=lambda p, d: re.sub(rb'="([^"\']*)"', rb"='\1'", d),
       fine_spaces=lambda p, d: re.sub(rb'(\w)="', rb'\1 = "', d).replace(b"/>", b" />"), fine_open_close=lambda p, d: re.sub(rb"<(\w+)((?:\s[^<>]*)?)/>", rb"<\1\2></\1>", d),
       fine_references=lambda p, d: d.replace("é".encode(), b"&#233;").replace(b"&amp;", b"&#38;"))


def _one_direction(world, direction):
    """Nobody comes, or nobody leaves: neither files nor lists of it."""
    def edit(files):
        for path in [p for p in files if p.startswith(TREES[direction])]:
            del files[path]
    other = next(d for d in TREES if d != direction)
    return Fault("warning", edit=edit, where=lambda files: {p: None for p in files if p.startswith("criteria/")}, most=99)


family(_one_direction, leaving="leaving", coming="coming")


def _beside(world, path):
    """A file that is no business of ours."""
    return Fault("none", edit=lambda files: files.update({path: b"x"}))


family(_beside, ds_store="leaving_belgium/themas/.DS_Store", readme="README.txt", lists_readme="criteria/.DS_Store", ds_criteria="coming_to_belgium/criteria/.DS_Store")


def _hang(world, markup):
    document = fiche(world, lambda d: not (d.since or d.until))
    document.raw["metadatas"] = f"  <metadatas>\n    {markup}\n  </metadatas>\n"
    return Fault("none")


family(_hang, fine_text="<hangs>Bijlage</hangs>", fine_body="<hangs><html><body><p>a</p></body></html></hangs>", fine_one="<hang>x</hang>",
       fine_compact="<external_links></external_links>")


@fault
def fine_version_hang(world):
    document = fiche(world)
    for language in LANGUAGES:
        document.raw[language] = world.r.choice(["      <hang><html><body><p>aside</p></body></html></hang>\n", "      <hangs>aside</hangs>\n"])
    return Fault("none")


@fault
def fine_list_sections(world):
    def edit(files):
        for path in [p for p in files if p.startswith("criteria/")]:
            files[path] = insert(b'<institution><item id="a" nl="b"/></institution>')(files[path])
    return Fault("none", edit=edit)


# ---- gaps, conflicts, values ----

@fault
def gap(world):
    r = world.r
    some = [d for d in world.documents if d.is_fiche]
    r.shuffle(some)
    for document in some:
        rest = [d for d in oracle.of_subject(world, document.direction, document.subject) if d is not document]
        if any(not oracle.cell(world, rest, key, s.key)[0] for _, key in oracle.places(world) for s in world.statuses[document.direction]):
            world.documents.remove(document)
            return Fault("warning", where=lambda files: subject_lines(files, document.direction, document.subject), most=9)
    return None


@fault
def conflict(world):
    r = world.r
    document = fiche(world, lambda d: oracle.in_time(world, d))
    documents = oracle.of_subject(world, document.direction, document.subject)
    for code, key in oracle.places(world):
        for status in world.statuses[document.direction]:
            answers, _ = oracle.cell(world, documents, key, status.key)
            for number, keys in answers.items():
                one = documents[number]
                hit = [row for row in one.rows if key in row.destinations and status.key in row.statuses]
                if hit and not one.raw:
                    nationals = [n.key for n in world.nationals if n.key in keys]
                    twin = world.new_document(document.direction, subject=document.subject,
                                              rows=[Row([key], [r.choice(nationals)], [status.key])])
                    world.documents.append(twin)
                    if oracle.cell(world, oracle.of_subject(world, document.direction, document.subject), key, status.key)[1]:
                        return Fault("error", where=lambda files: {one.criteria_path: None, twin.criteria_path: None})
                    world.documents.remove(twin)
    return None


@fault
def value_unknown(world):
    """The length of a posting is not known for these countries."""
    place = next((p for p in world.places if p.code in ("il", "mk", "ph", "sm", "tn")), None)
    if place is None:
        return None
    for document in world.documents:
        if document.is_fiche and any(document.id in answers and at[0] == document.direction and at[1] == place.code
                                     for at, (_, answers) in oracle.grid(world).items()):
            for language in LANGUAGES:
                document.extra[language] = [f'<p>x <fp:value xmlns:fp="urn:fichepress:1" name="posting"/></p>{COMMENT}']
            return Fault("error", document.path, most=99)
    return None
