"""Two renderings of one document beside each other: pages, words on each page, places of lines."""

import statistics
from collections import Counter, defaultdict
from dataclasses import dataclass


def bag(page):
    return Counter(page.words())


@dataclass
class Comparison:
    name: str
    ours: list
    theirs: list

    def differing_pages(self):
        """The numbers of the pages whose words differ, pages that one side lacks among them."""
        count = max(len(self.ours), len(self.theirs))
        return [i + 1 for i in range(count)
                if i >= len(self.ours) or i >= len(self.theirs) or bag(self.ours[i]) != bag(self.theirs[i])]

    def same(self):
        return len(self.ours) == len(self.theirs) and not self.differing_pages()

    def pairs(self):
        """(our line, their line) of one text, page by page; where a text stands several times on both pages, first to last."""
        for ours, theirs in zip(self.ours, self.theirs):
            sides = [defaultdict(list), defaultdict(list)]
            for side, page in zip(sides, (ours, theirs)):
                for line in page.lines:
                    side[line.normal()].append(line)
            for text, lines in sides[0].items():
                if text and len(lines) == len(sides[1][text]):
                    yield from zip(lines, sides[1][text])

    def lines_alike(self):
        """How many lines of a hundred hold the same text in both."""
        count = max(sum(1 for page in pages for line in page.lines if line.normal()) for pages in (self.ours, self.theirs))
        return 100 * sum(1 for _ in self.pairs()) / count if count else 100

    def first_difference(self):
        """A sentence for the summary."""
        for number in self.differing_pages():
            ours = bag(self.ours[number - 1]) if number <= len(self.ours) else Counter()
            theirs = bag(self.theirs[number - 1]) if number <= len(self.theirs) else Counter()
            more, less = list((ours - theirs).elements()), list((theirs - ours).elements())
            return f"page {number}: ours alone {' '.join(more[:8]) or 'none'}; FOP alone {' '.join(less[:8]) or 'none'}"
        return ""


def baseline_shifts(comparisons):
    """How far below FOP's our baselines lie, in ems by font: the formatters take ascender and descender from other tables."""
    shifts = defaultdict(list)
    for comparison in comparisons:
        for ours, theirs in comparison.pairs():
            shifts[ours.font].append((ours.y - theirs.y) / ours.size)
    return {font: statistics.median(values) for font, values in shifts.items()}


def offsets(comparison, shifts):
    """(largest horizontal, mean vertical, largest vertical) difference of the lines of one text, in points, without the shift
    of their font."""
    across, down = [0.0], [0.0]
    for ours, theirs in comparison.pairs():
        across.append(abs(ours.x - theirs.x))
        down.append(abs(ours.y - theirs.y - shifts[ours.font] * ours.size))
    return max(across), statistics.fmean(down), max(down)
