"""Cells in sets of coordinates and words in buckets, without annotations: comprehensions, tuples, sorting by keys."""
from collections import defaultdict

DEFAULT = 500


def step(cells):
    counts = defaultdict(int)
    for x, y in cells:
        for dx in (-1, 0, 1):
            for dy in (-1, 0, 1):
                if dx or dy:
                    counts[x + dx, y + dy] += 1
    return {at for at, n in counts.items() if n == 3 or (n == 2 and at in cells)}


def bounds(cells):
    xs = [x for x, _ in cells]
    ys = [y for _, y in cells]
    return min(xs), min(ys), max(xs), max(ys)


def draw(cells):
    left, top, right, bottom = bounds(cells)
    rows = []
    for y in range(top, bottom + 1):
        rows.append("".join("#" if (x, y) in cells else "." for x in range(left, right + 1)))
    return "\n".join(rows)


class Histogram:
    def __init__(self, key):
        self.key = key
        self.buckets = {}

    def add(self, item):
        self.buckets.setdefault(self.key(item), []).append(item)

    def ranked(self):
        return sorted(self.buckets.items(), key=lambda kv: (-len(kv[1]), kv[0]))


def main(n):
    cells = {(1, 0), (3, 1), (0, 2), (1, 2), (4, 2), (5, 2), (6, 2)}
    rows = Histogram(len)
    population = []
    for _ in range(n):
        cells = step(cells)
        population.append(len(cells))
        for row in draw(cells).split("\n"):
            rows.add(row.strip("."))
    return max(population), population[-1], [(k, len(v)) for k, v in rows.ranked()[:5]], bounds(cells)
