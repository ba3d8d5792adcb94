from typing import Any, Dict, List, Set, Tuple


class Cell:
    def __init__(self, x: int, y: int) -> None:
        self.x = x
        self.y = y

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Cell) and self.x == other.x and self.y == other.y

    def __hash__(self) -> int:
        return hash((self.x, self.y))

    def __repr__(self) -> str:
        return f"C{self.x}{self.y}"


class Ident:
    pass


class BigHash:
    def __hash__(self) -> int:
        return 1 << 100


class MinusOne:
    def __hash__(self) -> int:
        return -1


class Sub(Cell):
    def __eq__(self, other: object) -> bool:
        return super().__eq__(other)


def neighbours(c: Cell) -> List[Cell]:
    return [Cell(c.x + dx, c.y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy]


def step(live: Set[Cell]) -> Set[Cell]:
    counts: Dict[Cell, int] = {}
    for c in live:
        for n in neighbours(c):
            counts[n] = counts.get(n, 0) + 1
    return {c for c, n in counts.items() if n == 3 or n == 2 and c in live}


def main() -> None:
    a, b = Cell(1, 2), Cell(1, 2)
    d: Dict[Cell, str] = {a: "first"}
    d[b] = "second"
    print(d, len(d), a == b, a is b, a != b, a in [b], [b].index(a), {a} == {b}, a in {b: 1})
    glider = {Cell(1, 0), Cell(2, 1), Cell(0, 2), Cell(1, 2), Cell(2, 2)}
    for _ in range(4):
        glider = step(glider)
    print(sorted((c.x, c.y) for c in glider))
    i, j = Ident(), Ident()
    print(i == i, i == j, i != j, hash(i) == hash(i), len({i, j, i}), i in [i])
    print(hash(BigHash()) == hash(1 << 100), hash(MinusOne()), {BigHash(): 1} != {})
    try:
        hash(Sub(1, 2))
    except TypeError as e:
        print(e)
    print(Cell(1, 2) == Sub(1, 2), Sub(1, 2) == Cell(1, 2), a == 5, a == None)  # noqa
    t: Tuple[Any, ...] = (a, 1, "x")
    print(t == (b, 1, "x"), hash(t) == hash((b, 1, "x")), {t: 1}[(Cell(1, 2), 1, "x")])
    print(hash(1) == hash(1.0) == hash(True), hash("a") == hash("a"), hash(None) == hash(None), hash((1, 2)) == hash((1, 2)), hash(2 ** 61 - 1), hash(2 ** 61), hash(-1), hash(-2), hash(0.5))


if __name__ == "__main__":
    main()
