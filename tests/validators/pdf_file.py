"""A PDF as qpdf reads it: its objects, and its content streams as operators. Nothing of the program under test."""
import base64
import json
import re
import subprocess

TOKEN = re.compile(rb"\((?:[^()\\]|\\.)*\)|<<|>>|<[0-9a-fA-F\s]*>|[\[\]]|/[^\s()<>\[\]{}/%]*|[^\s()<>\[\]{}/%]+", re.S)


class File:
    def __init__(self, path):
        self.path, self.breaches = path, []
        with open(path, "rb") as f:
            self.head = f.read(32)
        out = subprocess.run(["qpdf", "--json=2", "--json-stream-data=inline", "--decode-level=generalized", path],
                             capture_output=True, check=True).stdout
        self.objects = json.loads(out)["qpdf"][1]
        self.trailer = self.objects["trailer"]["value"]
        self.root = self.get(self.trailer["/Root"])

    def breach(self, clause, text):
        self.breaches.append(f"{self.path}: {clause}: {text}")

    def need(self, holds, clause, text):
        if not holds:
            self.breach(clause, text)
        return holds

    def raw(self, value):
        while isinstance(value, str) and re.fullmatch(r"\d+ \d+ R", value):
            value = self.objects.get("obj:" + value)
            value = value.get("value", value) if value else None
        return value

    def get(self, value):
        """An object; of a stream its dictionary."""
        value = self.raw(value)
        return value["stream"]["dict"] if isinstance(value, dict) and "stream" in value else value

    def pages(self):
        """The references of the pages, in order."""
        found, nodes = [], [self.root["/Pages"]]
        while nodes:
            node = self.get(nodes[0])
            if node["/Type"] == "/Pages":
                nodes[:1] = self.get(node["/Kids"])
            else:
                found.append(nodes.pop(0))
        return found

    def data(self, value):
        return base64.b64decode(self.raw(value)["stream"].get("data", ""))


def text(value):
    return value[2:] if isinstance(value, str) and value.startswith("u:") else value


def tokens(data):
    """Operators with their operands; a TJ array is its strings."""
    operands, depth, dictionary = [], 0, []
    for match in TOKEN.finditer(data):
        t = match.group()
        if t == b"<<":
            depth += 1
            dictionary = []
        elif t == b">>":
            depth -= 1
            operands.append(dictionary)
        elif depth:
            dictionary.append(t)
        elif t in (b"[", b"]"):
            continue
        elif t[:1] in b"/(<" or re.fullmatch(rb"[+-]?(\d+\.?\d*|\.\d+)", t):
            operands.append(t)
        else:
            yield t.decode(), operands
            operands = []
