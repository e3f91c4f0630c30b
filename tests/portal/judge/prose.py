"""Prose in four languages that says the same: one skeleton of blocks, written out once for each language."""

from xml.sax.saxutils import escape, quoteattr

from names import MONTHS, WORDS


class Skeleton:
    """Blocks without words. Dates, amounts, lists and links are fixed; the words of each language are its own."""

    def __init__(self, r, size, guards=()):
        self.r, self.level, self.guards = r, 1, list(guards)
        self.blocks = [("p", self.line())] + [self.block(0) for _ in range(size - 1)]

    def inline(self):
        r = self.r
        kind = r.choice(["t"] * 9 + ["date", "month", "amount", "number", "a", "b", "mail", "abbr", "cdata", "ref", "img", "br"])
        return {
            "t": lambda: ("t", r.randint(2, 9)),
            "date": lambda: ("date", r.randint(1, 28), r.randint(1, 12), r.randint(1990, 2029)),
            "month": lambda: ("month", r.randint(1, 12), r.randint(1990, 2029)),
            "amount": lambda: ("amount", r.choice([r.randint(1, 999), r.randint(1000, 99999), r.randint(100000, 4000000)]),
                               r.choice([0, 0, r.randint(1, 99)])),
            "number": lambda: ("number", r.randint(2, 90)),
            "a": lambda: ("a", r.choice(["https://www.example.be/x?a=1&b=2", "http://example.org/", "tel:+3222345678"])),
            "b": lambda: ("b", r.choice(["b", "strong", "em", "i", "span", "cite", "q", "u", "code"]), r.randint(1, 3)),
            "mail": lambda: ("a", "mailto:info@example.be"),
            "abbr": lambda: ("abbr",),
            "cdata": lambda: ("cdata", r.randint(1, 4)),
            "ref": lambda: ("ref", r.choice(["art. 12, § 2", "883/2004", "S1", "E 106", "02 509 59 59", "+32 78 15 17 65", "65 %"])),
            "img": lambda: ("img",),
            "br": lambda: ("br",),
        }[kind]()

    def line(self):
        return [("t", self.r.randint(1, 6))] + [self.inline() for _ in range(self.r.randint(0, 5))]

    def block(self, depth):
        r = self.r
        kind = r.choice(["p"] * 6 + ["ul", "ol", "table", "h", "dl", "quote", "div", "hr", "when"])
        if kind == "h" and depth == 0:
            self.level = r.randint(2, min(self.level + 1, 5))
            return ("h", self.level, r.randint(1, 6))
        if kind in ("ul", "ol") and depth < 3:
            return (kind, [[self.line()] + ([self.block(depth + 1)] if r.random() < 0.2 else []) for _ in range(r.randint(1, 4))])
        if kind == "table" and depth == 0:
            columns = r.randint(1, 4)
            return ("table", r.random() < 0.5, [[self.line() for _ in range(columns)] for _ in range(r.randint(2, 4))])
        if kind == "dl" and depth == 0:
            return ("dl", [(self.line(), self.line()) for _ in range(r.randint(1, 3))])
        if kind in ("quote", "div") and depth < 2:
            return (kind, [self.block(depth + 1) for _ in range(r.randint(1, 2))])
        if kind == "hr" and depth == 0:
            return ("hr",)
        if kind == "when" and depth == 0 and self.guards:
            return ("when", r.choice(self.guards), f"mark{r.randint(0, 10**9)}", self.line())
        return ("p", self.line())


class Voice:
    """Writes a skeleton in one language. prefix: of the XHTML elements."""

    def __init__(self, r, language, prefix=""):
        self.r, self.language, self.prefix = r, language, prefix

    def tag(self, name, content, attributes=""):
        p = self.prefix
        return f"<{p}{name}{attributes}>{content}</{p}{name}>" if content is not None else f"<{p}{name}{attributes}/>"

    def words(self, count):
        return " ".join(self.r.choice(WORDS[self.language]) for _ in range(count))

    def date(self, day, month, year):
        name, l, r = MONTHS[self.language][month - 1], self.language, self.r
        long = {"nl": [f"{day} {name} {year}"],
                "fr": [f"{day} {name} {year}"] if day > 1 else [f"1er {name} {year}", f"1<sup>er</sup> {name} {year}", f"1 {name} {year}"],
                "de": [f"{day}. {name} {year}", f"{day}. {name} {year}"],
                "en": [f"{day} {name} {year}"]}[l]
        # figures only where no reader can take the day for the month
        short = [f"{day:02d}.{month:02d}.{year}", f"{day}/{month:02d}/{year}", f"{day:02d}-{month:02d}-{year}", f"{year}-{month:02d}-{day:02d}"]
        return r.choice(long * 2 + (short if l != "en" or day > 12 else short[3:])).replace(
            "<sup>", f"<{self.prefix}sup>").replace("</sup>", f"</{self.prefix}sup>")

    def amount(self, euros, cents):
        l, r = self.language, self.r
        group = {"nl": ["."], "de": [".", "\u202f", "\u00a0", " "], "fr": [" ", "\u00a0", "\u202f", "."], "en": [","]}[l]
        text = f"{euros:,}".replace(",", r.choice(group + [""])) if euros >= 1000 else str(euros)
        if cents or r.random() < 0.2:
            text += ("." if l == "en" else ",") + f"{cents:02d}"
        before, after = {"nl": (["€ ", "€", "EUR ", "€\u00a0"], [" euro", " EUR"]), "fr": ([], [" €", "\u00a0€", " euros", " EUR", "€"]),
                         "de": (["EUR "], [" €", " Euro", " EUR"]), "en": (["€", "EUR ", "€ "], [" euro", " euros", " EUR"])}[l]
        return r.choice([b + text for b in before] + [text + a for a in after])

    def inline(self, item):
        r, kind = self.r, item[0]
        if kind == "t":
            text = escape(self.words(item[1]))
            return r.choice([text] * 12 + [text + "<!-- note -->", "<?mark x?>" + text, text + " &amp; &#233;", text + " S1 &lt; S2"])
        if kind == "date":
            return self.date(*item[1:])
        if kind == "month":
            return f"{MONTHS[self.language][item[1] - 1]} {item[2]}"
        if kind == "amount":
            return self.amount(*item[1:])
        if kind == "number":  # an ordinary number: in words or figures as the author likes, or not at all
            unit = {"nl": "maanden", "fr": "mois", "de": "Monate", "en": "months"}[self.language]
            return r.choice([f"{item[1]} {unit}", f"({item[1]}) {unit}", f"{item[1] + 1} {unit}", unit])
        if kind == "a":
            return self.tag("a", escape(self.words(r.randint(2, 4))) + " x", f' href="{escape(item[1])}"' + r.choice(["", ' title="t"']))
        if kind == "b":
            return self.tag(item[1], escape(self.words(item[2])))
        if kind == "abbr":
            return self.tag("abbr", "RSZ", ' title="Dienst"')
        if kind == "cdata":
            return f"<![CDATA[{self.words(item[1])} <x> & y]]>"
        if kind == "ref":
            return item[1]
        if kind == "img":
            return self.tag("img", None, f' src="IMAGE" alt="{escape(self.words(2))}"')
        return self.tag("br", None)

    def line(self, items):
        """A word stands between any two, so that figures of neighbours do not run together."""
        return f" {self.words(1)} ".join(self.inline(i) for i in items)

    def block(self, spec):
        kind = spec[0]
        if kind == "p":
            return self.tag("p", self.line(spec[1]), self.r.choice(["", "", "", ' lang="%s"' % self.language, ' dir="ltr"']))
        if kind == "h":
            return self.tag(f"h{spec[1]}", escape(self.words(spec[2])))
        if kind in ("ul", "ol"):
            return self.tag(kind, "\n".join(self.tag("li", self.line(i[0]) + "".join(self.block(b) for b in i[1:])) for i in spec[1]))
        if kind == "table":
            head = self.tag("tr", "".join(self.tag("th", self.line([c[0]]), ' scope="col"') for c in spec[2][0]))
            rows = "\n".join(self.tag("tr", "".join(self.tag("td", self.line(c)) for c in row)) for row in spec[2][1:])
            return self.tag("table", self.tag("thead", head) + self.tag("tbody", rows) if spec[1] else head + rows)
        if kind == "dl":
            return self.tag("dl", "\n".join(self.tag("dt", self.line(t)) + self.tag("dd", self.line(d)) for t, d in spec[1]))
        if kind in ("quote", "div"):
            return self.tag({"quote": "blockquote"}.get(kind, kind), "\n".join(self.block(b) for b in spec[1]))
        if kind == "hr":
            return self.tag("hr", None)
        name, tests = spec[1]
        attributes = "".join(f" {test}={quoteattr(words)}" for test, words in tests.items())
        return f'<fp:{name} xmlns:fp="urn:fichepress:1"{attributes}>' + self.tag("p", spec[2] + " " + self.line(spec[3])) + f"</fp:{name}>"
