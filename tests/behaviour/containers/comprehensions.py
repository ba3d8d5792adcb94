from typing import Dict, List, Set, Tuple

calls: List[str] = []


def note(x: int) -> int:
    calls.append(str(x))
    return x


def grid(n: int) -> List[List[int]]:
    return [[i * j for j in range(n)] for i in range(n)]


def evens(xs: List[int]) -> List[int]:
    return [x for x in xs if x % 2 == 0 if x > 2]


def pyth(n: int) -> List[Tuple[int, int, int]]:
    return [(a, b, c) for c in range(1, n) for b in range(1, c) for a in range(1, b) if a * a + b * b == c * c]


def index(words: List[str]) -> Dict[str, List[int]]:
    return {w: [i for i, v in enumerate(words) if v == w] for w in words}


def letters(s: str) -> Set[str]:
    return {c.lower() for c in s if c.isalpha()}


class Scope:
    size = 3
    table = [size * i for i in range(2)] if False else [i for i in range(size)]

    def rows(self) -> List[int]:
        return [self.size + i for i in self.table]


def main() -> None:
    print(grid(3), evens(list(range(9))), pyth(20), index(["a", "b", "a"]), sorted(letters("Hello World")), Scope().rows(), Scope.table)
    x = "outer"
    print([x for x in range(3)], x)
    print([y := 5, y + 1], y)
    print([last := n for n in range(3)], last)
    print([note(a) + note(b) for a in (1, 2) if note(a) > 0 for b in (10, 20)], calls)
    calls.clear()
    fs = [lambda k=k: k for k in range(3)]
    gs = [lambda: k for k in range(3)]
    print([f() for f in fs], [g() for g in gs])
    print([[c for c in w] for w in ("ab", "c")], [c for w in ("ab", "c") for c in w], {i: {j: i * j for j in range(2)} for i in range(2)})
    print([a + b for a, b in [(1, 2), (3, 4)]], [(k, *v) for k, *v in [(1, 2, 3)]], {k: v for k, v in zip("ab", range(2))}, {v: k for k, v in {"a": 1}.items()})
    print([i if i % 2 else -i for i in range(4)], [*[i for i in "ab"], *(j for j in "cd")], sum([i for i in range(4)]), [0 for _ in range(3)], [None] * 2)
    n = 3
    print([[n for _ in range(n)] for n in range(3)], n, [(n, m) for m in range(n)], {"x": [n for n in "q"]}, n)
    try:
        [1 // z for z in (1, 0)]
    except ZeroDivisionError as e:
        print(e)
    try:
        print([undefined_name for _ in [1]])  # type: ignore  # noqa
    except NameError as e:
        print(e)
    d = [{"a": i} for i in range(2)]
    print([e["a"] for e in d if "a" in e], any([e["a"] for e in d]), len([1 for e in d]), [len(s) for s in ["", "a"]], [not b for b in (True, False)], [f"{i:02}" for i in range(2)])


if __name__ == "__main__":
    main()
