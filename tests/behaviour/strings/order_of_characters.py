"""Strings and characters by order: constants on either side, two characters, longer ones, other objects, fast loops."""
from typing import Any, Callable, List, Optional


class Upside(str):
    def __lt__(self, other: str) -> bool:
        return str.__gt__(self, other)

    def __le__(self, other: str) -> bool:
        return str.__ge__(self, other)


def shown(f: Callable[[], Any]) -> str:
    try:
        return repr(f())
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def kinds(text: str) -> str:
    out = ""
    for c in text:
        if "a" <= c <= "z":
            out += "l"
        elif c >= "A" and c <= "Z":
            out += "u"
        elif "0" <= c < ":":
            out += "d"
        elif c > "\u2000":
            out += "w"
        else:
            out += "-"
    return out


def digits(text: str) -> int:
    n = 0
    for i in range(len(text)):
        if text[i] >= "0" and "9" >= text[i]:
            n = n * 10 + ord(text[i]) - 48
    return n


def rises(text: str) -> int:
    n = 0
    for i in range(1, len(text)):
        if text[i - 1] < text[i]:
            n += 1
        if text[i - 1] >= text[i]:
            n += 100
    return n


def against_words(text: str) -> List[bool]:
    out = []
    for c in text:
        out.append(c < "bb")
        out.append("" < c)
        out.append(c > "")
    return out


def words(xs: List[str]) -> List[str]:
    out: List[str] = []
    for x in xs:
        i = 0
        while i < len(out) and out[i] <= x:
            i += 1
        out.insert(i, x)
    return out


def of_items(xs: List[str]) -> List[bool]:
    out = []
    for x in xs:
        out.append(x < "b")
        out.append("b" <= x)
        out.append(xs[0] > x)
    return out


def all_orders(a: str, b: str) -> List[bool]:
    return [a < b, a <= b, a > b, a >= b]


def maybe(c: Optional[str]) -> object:
    return shown(lambda: c < "x"), shown(lambda: "x" < c)  # type: ignore


def main() -> None:
    print(kinds("aZ09 :\u2001é\U0001f600[`{"), digits("a1b2:3"), rises("abacad"), rises("\U0001f600\uffff"), against_words("abc"))
    print(words(["pear", "apple", "fig", "", "app", "\u00e9", "z"]), all_orders("", ""), all_orders("a", "ab"), all_orders("ab", "a"), all_orders("\uffff", "\U00010000"), all_orders("é", "e"))
    print(all_orders(Upside("a"), "b"), all_orders("b", Upside("a")), kinds(Upside("ab")), maybe(None), maybe("a"))
    for odd in (1, b"a", None, Upside("a"), "ab"):
        print(shown(lambda: of_items(["a", odd])), shown(lambda: of_items([odd, "a"])))  # type: ignore


if __name__ == "__main__":
    main()
