"""Dataclasses as dictionary keys and sort keys."""
from dataclasses import dataclass
from typing import Dict, List

DEFAULT = 12000


@dataclass(frozen=True)
class Cell:
    x: int
    y: int


@dataclass(order=True)
class Score:
    points: int
    name: str


def neighbours(c: Cell) -> List[Cell]:
    return [Cell(c.x + 1, c.y), Cell(c.x - 1, c.y), Cell(c.x, c.y + 1), Cell(c.x, c.y - 1)]


def main(n: int) -> object:
    counts: Dict[Cell, int] = {}
    for i in range(n):
        for c in neighbours(Cell(i * 7 % 61, i * 13 % 53)):
            counts[c] = counts.get(c, 0) + 1
    best = max(counts.values())
    scores = [Score(v * 31 % 17, f"cell{c.x}") for c, v in counts.items()]
    scores.sort()
    total = 0
    for i, s in enumerate(scores):
        total += i * s.points
    by_name = sorted(scores, key=lambda s: (s.name, -s.points))
    return len(counts), best, total, by_name[0].name, by_name[-1].points
