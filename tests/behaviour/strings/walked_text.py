"""Loops over strings whose characters are compared with each other: no strings of one character, and what is none."""
import builtins
from typing import Any, Iterator, List, Optional


def same(a: str, b: str) -> int:
    n = 0
    for x in a:
        for y in b:
            if x == y:
                n += 1
            elif x != y and y == "é":
                n += 100
    return n


def aligned(a: str, b: str) -> List[int]:
    out: List[int] = []
    for i, (x, y) in enumerate(zip(a, b)):
        if x != y:
            out.append(i)
    return out


def runs(text: str) -> List[str]:
    out: List[str] = []
    last: Optional[str] = None
    n = 0
    for c in text:
        if c == last:
            n += 1
            continue
        if last is not None:
            out.append(f"{last}{n}")
        last = c
        n = 1
    if last is not None:
        out.append(f"{last}{n}")
    return out


def first_digit(text: str) -> str:
    for c in text:
        if c.isdigit():
            break
    else:
        return "none"
    return c


def numbered(text: str) -> List[str]:
    out: List[str] = []
    for i, c in enumerate(text, 1):
        if c == "a" or c in "xyz":
            out.append(f"{i}{c}")
    return out


def distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a):
        now = [i + 1]
        for j, y in enumerate(b):
            now.append(min(row[j + 1] + 1, now[j] + 1, row[j] + (x != y)))
        row = now
    return row[-1]


def pairs(texts: List[str]) -> List[int]:
    out: List[int] = []
    for text in texts:
        n = 0
        for x in text:
            for y in text:
                n += 1 if x == y else 10
        out.append(n)
    return out


class Backwards(str):
    def __iter__(self) -> Iterator[str]:
        return iter(self[::-1])


class Odd:
    def __init__(self, name: str) -> None:
        self.name = name

    def __eq__(self, other: object) -> bool:
        print("eq", self.name, other if isinstance(other, str) else getattr(other, "name", other))
        return True

    def __str__(self) -> str:
        return "odd " + self.name

    __hash__ = None  # type: ignore[assignment]


class Fails:
    def __iter__(self) -> Iterator[str]:
        yield "q"
        raise KeyError("half-way")


def main() -> None:
    print(same("", "abc"), same("abc", "cba"), same("é\u20ac\U0001f600a", "\U0001f600éa\u20ac"), same("é", "é"), same("\ud800x", "x\ud800"))
    print(same(Backwards("ab"), "ab"), runs(Backwards("aab")), distance(Backwards("abc"), "cba"))
    print(aligned("hello", "help!"), aligned("\u20ac1", "\u20ac2"))
    print(runs("aabccc"), runs(""), runs("\u20ac\u20acé"), runs("x" * 300))
    print(first_digit("ab3c4"), first_digit("abc"), first_digit(""), first_digit("\u0663"))
    print(numbered("banana xyz"), distance("kitten", "sitting"), distance("", "abc"), distance("\u20aca", "a\u20ac"))
    lies: Any = ["ab", ["a", "ab", "a"], ("x",), [1, True, 1.0], Backwards("xy"), [None], {"k": 1}, b"aa", [Odd("p"), Odd("r")], [["z"], ["z"]]]
    print(pairs(lies))
    for bad in ([5], [Fails()], [None]):
        try:
            print(pairs(bad))  # type: ignore[arg-type]
        except (TypeError, KeyError) as e:
            print(type(e).__name__, e)
    original = builtins.enumerate
    builtins.enumerate = lambda xs, start=0: [(7, "a"), (8, "longer"), (9, "x"), (10, Odd("s"))]  # type: ignore
    print(numbered("zzz"))
    builtins.enumerate = original
    print(numbered("za"))


if __name__ == "__main__":
    main()
    pairs([5])  # type: ignore[list-item]
