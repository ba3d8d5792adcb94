"""Predicates, case, membership, slices and formatting of single characters and small strings."""


class Odd(str):
    def isdigit(self) -> bool:
        return True

    def lower(self) -> str:
        return "odd"

    def startswith(self, *args: object) -> bool:  # type: ignore
        return True

    def __contains__(self, other: object) -> bool:
        return True

    def __format__(self, spec: str) -> str:
        return "formatted"


class OddInt(int):
    def __str__(self) -> str:
        return "oddint"

    def __format__(self, spec: str) -> str:
        return "oddformat"


def classes(text: str) -> None:
    for c in text:
        print(ascii(c), c.isdigit(), c.isalpha(), c.isalnum(), c.isspace(), c.islower(), c.isupper(), ascii(c.lower()), ascii(c.upper()))
    print(text.isdigit(), text.isalpha(), text.isalnum(), text.isspace(), text.islower(), text.isupper())


def members(c: str, text: str) -> None:
    print(c in text, c not in text, c in ("a", "b", "long"), c not in ("a", "\xe9"), text.startswith(c), text.endswith(c), c == text, c != text)


def numbers(n: int, x: float) -> None:
    print(str(n), f"{n}", f"<{n}|{n!r}|{n:5}|{n:,}>", str(n)[::-1], f"{x:.2f} {x:.0f} {x:.9f} {x} {x:8.3f} {x:.12f}", int(str(abs(n))))


def whole(text: str) -> object:
    try:
        return int(text)
    except ValueError as e:
        return str(e)


def main() -> None:
    classes("a1 _Z\t\n\x1c\x85\xe9\xb2\u0660\u01c5\U0001d7d8")
    classes("")
    classes("abc")
    for c in ["a", "b", "\xe9", "\u20ac", "", "ab", "long"]:
        for text in ["", "a", "xay", "caf\xe9", "\u20ac\xe9a", "long"]:
            members(c, text)
    for n in [0, 7, 9, 10, -1, -10, 12345, 2**61, -2**61, 2**62 - 1, -2**62, 2**62, 10**30]:
        numbers(n, n / 7)
    for x in [float("inf"), float("-inf"), float("nan"), 0.0, -0.0, 0.005, 1e300]:
        numbers(1, x)
    numbers(True, 2)
    numbers(OddInt(5), 2.5)
    print([whole(t) for t in ["0", "007", "123456789012345678", "1234567890123456789", "1_000", " 5 ", "-5", "+5", "", "x", "5x", "\u0665", "1\xb2"]])
    odd = Odd("x")
    print(odd.isdigit(), odd.lower(), odd.startswith("q"), "zzz" in odd, f"{odd}", odd[::-1])
    print("abcdef"[::-1], "\u20acab"[::-1], "a"[::-1], ""[::-1], [1, 2, 3][::-1], (1, 2)[::-1], b"ab"[::-1], "caf\xe9"[::-1])


if __name__ == "__main__":
    main()
