"""Strings put together where the left one is shared, interned, empty, nobody else's, of another kind, or no plain str; parts taken out."""
from typing import Any, List

EMPTY = ""
NAME = "name"


class Text(str):
    def __add__(self, other: Any) -> Any:
        return ("added", str(self), other)

    def __radd__(self, other: Any) -> Any:
        return ("from the right", other)


def add(a: str, b: str) -> str:
    return a + b


def quoted(s: str) -> str:
    return '"' + s + '"'


def grown(s: str, n: int) -> List[str]:
    kept = s
    for i in range(n):
        s += kept
        if i % 2:
            s += "é" if i == 3 else "-"
    return [kept, s]


def element(box: List[str], other: List[str]) -> Any:
    try:
        return box[0] + other[0]
    except TypeError as e:
        return str(e)


def parts(s: str, a: int, b: int) -> List[str]:
    return [s[a:b], s[a:], s[:b], s[:], s[b:a], s[a : a + 1], s[-a:-b]]


def main() -> None:
    samples = ["", "a", "abc", "é", "añb", "Ω", "x" * 40, "𝔘", "\ud800", "ab\0c"]
    for a in samples:
        print([ascii(add(a, b)) for b in samples], ascii(quoted(a)))
        for x, y in ((0, 0), (0, 1), (1, 3), (2, 99), (-1, 1), (1 << 70, 2)):
            print(ascii(parts(a, x, y)))
    print([ascii(s) for s in grown("ab", 6)], grown("", 3))
    print(add(NAME, EMPTY) is NAME, add(EMPTY, NAME) is NAME, NAME[0:4] is NAME, NAME[:] is NAME)
    joined = add(NAME, "d")
    print(joined, NAME, {joined: 1}["named"], hash(joined) == hash("named"))
    for odd in (Text("t"), "plain", 5, None, b"b", ["l"]):
        for other in (Text("u"), "plain", 5):
            print(element([odd], [other]))  # type: ignore[list-item]


main()
