"""Names and words that a random repository is made of, and the normalisation of keys."""

import re

LANGUAGES = ["nl", "fr", "de", "en"]
TREES = {"leaving": "leaving_belgium", "coming": "coming_to_belgium"}
MARKS = {"leaving": "LB", "coming": "c2b"}
T = "2026-11-24"  # the date of the bundled edition, which serves a repository without edition.xml


def norm(value):
    """The key of a value: quotes, white space and case do not count, blanks become `_`."""
    return re.sub(r"\s+", "_", value.strip().strip("\"'").strip().lower())


# code: ids that a portal may use besides the ISO code; labels nl, fr, de, en
COUNTRIES = {
    "be": (["Belgium"], "België", "Belgique", "Belgien", "Belgium"),
    "at": (["Austria"], "Oostenrijk", "Autriche", "Österreich", "Austria"),
    "bg": (["Bulgaria"], "Bulgarije", "Bulgarie", "Bulgarien", "Bulgaria"),
    "cz": (["Czech Republic", "Czechia"], "Tsjechië", "République tchèque", "Tschechische Republik", "Czech Republic"),
    "de": (["Germany"], "Duitsland", "Allemagne", "Deutschland", "Germany"),
    "dk": (["Denmark"], "Denemarken", "Danemark", "Dänemark", "Denmark"),
    "es": (["Spain"], "Spanje", "Espagne", "Spanien", "Spain"),
    "fr": (["France"], "Frankrijk", "France", "Frankreich", "France"),
    "gr": (["Greece"], "Griekenland", "Grèce", "Griechenland", "Greece"),
    "hr": (["Croatia"], "Kroatië", "Croatie", "Kroatien", "Croatia"),
    "it": (["Italy"], "Italië", "Italie", "Italien", "Italy"),
    "lu": (["Luxembourg", "Luxemburg"], "Luxemburg", "Luxembourg", "Luxemburg", "Luxembourg"),
    "nl": (["Netherlands"], "Nederland", "Pays-Bas", "Niederlande", "Netherlands"),
    "pl": (["Poland"], "Polen", "Pologne", "Polen", "Poland"),
    "is": (["Iceland"], "IJsland", "Islande", "Island", "Iceland"),
    "li": (["Liechtenstein"], "Liechtenstein", "Liechtenstein", "Liechtenstein", "Liechtenstein"),
    "no": (["Norway"], "Noorwegen", "Norvège", "Norwegen", "Norway"),
    "ch": (["Switzerland"], "Zwitserland", "Suisse", "Schweiz", "Switzerland"),
    "gb": (["United Kingdom", "Great Britain"], "Verenigd Koninkrijk", "Royaume-Uni", "Vereinigtes Königreich", "United Kingdom"),
    "al": (["Albania"], "Albanië", "Albanie", "Albanien", "Albania"),
    "dz": (["Algeria"], "Algerije", "Algérie", "Algerien", "Algeria"),
    "au": (["Australia"], "Australië", "Australie", "Australien", "Australia"),
    "ba": (["Bosnia and Herzegovina", "Bosnia-Herzegovina"], "Bosnië-Herzegovina", "Bosnie-Herzégovine",
           "Bosnien und Herzegowina", "Bosnia and Herzegovina"),
    "br": (["Brazil"], "Brazilië", "Brésil", "Brasilien", "Brazil"),
    "ca": (["Canada"], "Canada", "Canada", "Kanada", "Canada"),
    "ca-qc": (["Quebec"], "Québec", "Québec", "Quebec", "Québec"),
    "cd": (["DR Congo"], "DR Congo", "RD Congo", "DR Kongo", "DR Congo"),
    "ph": (["Philippines"], "Filipijnen", "Philippines", "Philippinen", "Philippines"),
    "in": (["India"], "India", "Inde", "Indien", "India"),
    "il": (["Israel"], "Israël", "Israël", "Israel", "Israel"),
    "jp": (["Japan"], "Japan", "Japon", "Japan", "Japan"),
    "mk": (["North Macedonia", "FYR Macedonia"], "Noord-Macedonië", "Macédoine du Nord", "Nordmazedonien", "North Macedonia"),
    "ma": (["Morocco"], "Marokko", "Maroc", "Marokko", "Morocco"),
    "md": (["Moldova"], "Moldavië", "Moldavie", "Republik Moldau", "Moldova"),
    "me": (["Montenegro"], "Montenegro", "Monténégro", "Montenegro", "Montenegro"),
    "sm": (["San Marino"], "San Marino", "Saint-Marin", "San Marino", "San Marino"),
    "kr": (["South Korea"], "Zuid-Korea", "Corée du Sud", "Südkorea", "South Korea"),
    "tn": (["Tunisia"], "Tunesië", "Tunisie", "Tunesien", "Tunisia"),
    "tr": (["Turkey", "Türkiye"], "Turkije", "Turquie", "Türkei", "Turkey"),
    "us": (["United States"], "Verenigde Staten", "États-Unis", "Vereinigte Staaten", "United States"),
    # without an agreement
    "ke": (["Kenya"], "Kenia", "Kenya", "Kenia", "Kenya"),
    "mx": (["Mexico"], "Mexico", "Mexique", "Mexiko", "Mexico"),
    "vn": (["Vietnam"], "Vietnam", "Vietnam", "Vietnam", "Vietnam"),
    "nz": (["New Zealand"], "Nieuw-Zeeland", "Nouvelle-Zélande", "Neuseeland", "New Zealand"),
    "za": (["South Africa"], "Zuid-Afrika", "Afrique du Sud", "Südafrika", "South Africa"),
    "cn": (["China"], "China", "Chine", "China", "China"),
}
OTHER = (["Other", "other", "OTHER"], "Andere", "Autre", "Andere", "Other")

STATUSES = [
    ("employee", "werknemer", "salarié", "Arbeitnehmer", "Employee"),
    ("self-employed", "zelfstandige", "indépendant", "Selbständiger", "Self-employed"),
    ("Posted Worker", "gedetacheerde", "détaché", "Entsandter", "Posted worker"),
    ("civil servant", "ambtenaar", "fonctionnaire", "Beamter", "Civil servant"),
    ("frontier worker (residing in Belgium)", "grensarbeider", "frontalier", "Grenzgänger", "Frontier worker"),
    ("pensioner", "gepensioneerde", "pensionné", "Rentner", "Pensioner"),
    ("student", "student", "étudiant", "Student", "Student"),
    ("unemployed", "werkloze", "chômeur", "Arbeitsloser", "Unemployed"),
    ("invalid", "invalide", "invalide", "Invalide", "Invalid"),
    ("person_in_transport", "vervoer", "transport", "Verkehr", "Transport"),
    ("au pair & trainee", "au pair", "au pair", "Au-pair", "Au pair"),
    ("volunteer", "vrijwilliger", "bénévole", "Freiwilliger", "Volunteer"),
]
SUBJECTS = [
    ("pension", "Pensioen", "Pension", "Rente", "Pension"),
    ("Annual Holidays", "Jaarlijkse vakantie", "Vacances annuelles", "Jahresurlaub", "Annual holidays"),
    ("incapacites de travail", "Arbeidsongeschiktheid", "Incapacité de travail", "Arbeitsunfähigkeit", "Incapacity for work"),
    ("family allowances", "Kinderbijslag", "Allocations familiales", "Familienleistungen", "Family allowances"),
    ("unemployment and pre-pension", "Werkloosheid", "Chômage", "Arbeitslosigkeit", "Unemployment"),
    ("social security contributions", "Bijdragen", "Cotisations", "Beiträge", "Contributions"),
    ("occupational_diseases", "Beroepsziekten", "Maladies professionnelles", "Berufskrankheiten", "Occupational diseases"),
    ("fishing permits", "Visvergunningen", "Permis de pêche", "Fischereischeine", "Fishing permits"),
    ("x-2.b'(old)", "Oud", "Ancien", "Alt", "Old"),
]
GROUPS = ["eea", "EEE", "agreements", "Zone A", "eu+", "Benelux", "g-2", "union (27)", "other_countries", "Verdragslanden", "a.b", "north"]
GROUPS.remove("eu+")  # `+` may not stand in an id
INSTITUTIONS = ["SfpFpd", "OnssRsz", "InamiRiziv", "Kas_B", "X9", "Nieuwe-Dienst_2", "FedrisFedris", "z", "RvaOnem"]
FOLDERS = ["2020", "a", "old", "Sub_1", "deep-er", "B"]
TOPICS = ["Pens", "ArbOvl", "JaarVak", "Werkl", "q", "Ziek-Uit", "LONG" * 6, "0"]
WORDS = {
    "nl": "de aanvraag recht werk land dossier dienst formulier brief woonplaats verzekering loopbaan kantoor bewijs België’s"
          .split(),
    "fr": "la demande droit travail pays dossier service formulaire lettre résidence assurance carrière bureau preuve l’État".split(),
    "de": "der Antrag Recht Arbeit Land Akte Dienst Formular Brief Wohnort Versicherung Laufbahn Büro Nachweis größer".split(),
    "en": "the claim right work country file service form letter residence insurance career office proof Belgium’s".split(),
}
MONTHS = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split(),
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember".split(),
    "en": "January February March April May June July August September October November December".split(),
}
# The kinds of agreement that are in force with each country above; the others have none.
FRAMEWORKS = {code: {"eu_regulation"} for code in "at bg cz de dk es fr gr hr it lu nl pl is li no ch be".split()}
FRAMEWORKS |= {code: {"bilateral"} for code in "al dz au ba br ca ca-qc cd ph in il jp mk ma md me sm kr tn tr us".split()}
for _code in "at es it lu nl tr".split():
    FRAMEWORKS[_code] = FRAMEWORKS[_code] | {"multilateral"}
FRAMEWORKS["ch"] = FRAMEWORKS["ch"] | {"bilateral"}
FRAMEWORKS["au"] = FRAMEWORKS["au"] | {"health_care"}
FRAMEWORKS["gb"] = {"withdrawal_agreement", "trade_agreement_protocol"}
