"""join and strip of plain texts, and of whatever else comes: other characters, subclasses, other items, other receivers."""
import sys
from typing import Any, List


class Text(str):
    def strip(self, chars: Any = None) -> str:
        return "own strip"

    def join(self, parts: Any) -> str:
        return "own join"

    def __str__(self) -> str:
        return "own str"


class Parts(List[str]):
    def __iter__(self) -> Any:
        return iter(["x", "y"])


def joined(separator: str, parts: List[str]) -> str:
    return separator.join(parts)


def untyped(separator, parts):
    try:
        return separator.join(parts)
    except TypeError as e:
        return f"{type(e).__name__}: {e}"


def stripped(text, chars):
    out = []
    for method in ("strip", "lstrip", "rstrip"):
        try:
            if method == "strip":
                out.append(text.strip(chars))
            elif method == "lstrip":
                out.append(text.lstrip(chars))
            else:
                out.append(text.rstrip(chars))
        except TypeError as e:
            out.append(str(e))
    return out


def unchanged(text, chars):
    return text.strip(chars) is text


def changing(n: int) -> str:
    parts = ["a"] * n
    return ",".join(p if i % 2 else p.upper() for i, p in enumerate(parts))


def held() -> bool:
    part = "".join(["held", "text"])
    before = sys.getrefcount(part)
    for _ in range(100):
        ",".join([part, part, part])
        part.strip("h")
        part.strip(".")
    return abs(sys.getrefcount(part) - before) < 5


def main() -> None:
    for separator in ("", ",", ", ", "é", "€ ", "\U0001f600", "\0"):
        for parts in ([], [""], ["a"], ["", ""], ["a", "b"], ["ab", "", "cd", "e"], ["é", "a"], ["a", "€"], ["a", "\U0001f600", "é"], ["\x7f", "\x80"], ["a" * 300, "b"] * 5):
            print(ascii(joined(separator, parts)), ascii(untyped(separator, tuple(parts))) == ascii(joined(separator, parts)))
    print(untyped(",", ["a", 1]), untyped(",", [1]), untyped(",", None), untyped(",", [b"a", "b"]), untyped(b",", [b"a", b"b"]), untyped(",", "abc"), untyped(",", {"k": 1, "l": 2}))
    print(untyped(",", [Text("a"), "b"]), untyped(Text(","), ["a", "b"]), untyped(",", Parts(["p", "q"])), untyped(",", (x for x in ["g", "h"])), untyped("", [Text("one")]))
    for text in ("", "...", ".a.b.", "ab", " x ", "\t.x\n", "éaé", "a€", "..é..", "xyxzyx", "\x7f.\x7f", "a" * 100):
        for chars in (".", "", "xy", None, " ", "é", ".é", "€", "\x7f", "a.", 5, b"."):
            print([ascii(x) for x in stripped(text, chars)])
    print(stripped(Text("..a.."), "."), stripped("..a..", Text(".")), stripped(b"..a..", b"."), stripped(bytearray(b"..a"), b"."))
    print(unchanged("ab", "."), unchanged("", "."), changing(7), held())
    print(str.strip("..a..", "."), str.join("-", ["a", "b"]), str.rstrip("a..", "."))
    try:
        "a".strip(".", ".")  # type: ignore[call-arg]
    except TypeError as e:
        print(e)


main()
