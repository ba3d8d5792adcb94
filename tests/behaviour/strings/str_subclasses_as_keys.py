"""Subclasses of str, with and without an equality of their own, compared and looked up; builtin values that equal nothing of another class."""
from typing import Any, Dict, List


class Symbol(str):
    pass


class Loud(str):
    def __eq__(self, other: object) -> bool:
        print("eq", str(self))
        return str.__eq__(self, other)

    def __hash__(self) -> int:
        return str.__hash__(self)


class Hashed(str):
    def __hash__(self) -> int:
        print("hash", str(self))
        return 7

    __eq__ = str.__eq__


def compared(x: Any, y: Any) -> List[Any]:
    return [x == y, y == x, x != y, x in (y,), x is y]


def looked_up(table: Any, key: Any) -> Any:
    if key in table:
        return table[key]
    return "missing"


def kept(names: List[Any]) -> Dict[Any, int]:
    counts: Dict[Any, int] = {}
    for name in names:
        counts[name] = counts.get(name, 0) + 1
    return counts


def main() -> None:
    for x in ("a", Symbol("a"), Loud("a"), Hashed("a"), "é", Symbol("é")):
        for y in ("a", Symbol("a"), Loud("a"), Symbol("b"), "é"):
            print(type(x).__name__, type(y).__name__, compared(x, y))
    values: List[Any] = [None, 1, 1.0, True, "1", (1,), [1], {1: 1}, Symbol("1")]
    for v in values:
        print([v == w for w in values], [v != w for w in values])
    for table in ({"a": 1}, {Symbol("a"): 2}, {Loud("a"): 3}, {1: 0, "a": 4}, {Hashed("a"): 5}):
        for key in ("a", Symbol("a"), Loud("a"), Hashed("a"), Symbol("b"), 1):
            print(looked_up(table, key), (key, 1) in {("a", 1)}, key in {"a", "c"})
    print({type(k).__name__: n for k, n in kept([Symbol("x"), "x", Symbol("x"), "y"]).items()})


if __name__ == "__main__":
    main()
