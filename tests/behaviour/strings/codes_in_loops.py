"""Loops that look at the characters of strings of every kind by index and one after the other, and leave in the middle."""
from typing import List, Union


class Shifted(str):
    """Gives other characters than it has."""

    def __getitem__(self, index: object) -> str:
        return "<" + str.__getitem__(self, index) + ">"  # type: ignore[index]

    def __len__(self) -> int:
        return 3

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter("xyz")


TEXTS = ["", "a", "plain text 42", "d\u00e9j\u00e0 vu", "\u0394x = 3\u20ac", "\U0001f600 smile \U0001f601", "a\u0301", "\x00\x7f\x80\xff", "9" * 40]


def digits(text: str) -> int:
    i, n = 0, 0
    while i < len(text):
        if text[i].isdigit():
            n += 1
        i += 1
    return n


def words(text: str, sep: str) -> List[int]:
    out: List[int] = []
    start = 0
    for i, c in enumerate(text):
        if c == sep:
            out.append(i - start)
            start = i + 1
    out.append(len(text) - start)
    return out


def distance(a: str, b: str) -> int:
    previous = list(range(len(b) + 1))
    for i, ca in enumerate(a):
        current = [i + 1]
        for j, cb in enumerate(b):
            cost = 0 if ca == cb else 1
            current.append(min(previous[j + 1] + 1, current[j] + 1, previous[j] + cost))
        previous = current
    return previous[-1]


def until(text: str, stop: str, at: int) -> Union[int, str]:
    """Beyond the end where there is none: an error in the middle of the loop."""
    steps = 0
    while text[at] != stop:
        at += 1
        steps += 1
    return steps


def backwards(text: str, count: int) -> str:
    out = ""
    i = -1
    while count > 0:
        if text[i] != " ":
            out += text[i]
        i -= 1
        count -= 1
    return out


def checksums(text: str, weights: List[int]) -> int:
    total = 0
    for i in range(len(weights)):
        total = (total + ord(text[i]) * weights[i]) % 65521
        if text[i] == "\n":
            weights[i] = i
    return total


def pairs(a: str, b: str) -> int:
    same = 0
    for i in range(len(a)):
        for j in range(len(b)):
            if a[i] == b[j]:
                same += 1
            elif a[i] < b[j]:
                same += 100
    return same


def growing(n: int) -> str:
    text = "ab"
    i = 0
    while i < n:
        text += text[i]
        i += 1
    return text


def outcome(what: object, *args: object) -> None:
    try:
        print(repr(what(*args)), end=" ")  # type: ignore[operator]
    except (IndexError, TypeError, AttributeError) as error:
        print(type(error).__name__, error, end=" ")


def main() -> None:
    for text in TEXTS:
        outcome(digits, text)
        outcome(words, text, " ")
        outcome(words, text, "\u20ac")
        outcome(until, text, "t", 0)
        outcome(until, text, "e", -1)
        outcome(until, text, "\x80", 0)
        outcome(backwards, text, 4)
        outcome(checksums, text, [3, 1, 4])
        outcome(checksums, text, [])
        print()
        for other in TEXTS:
            print(distance(text, other), pairs(text, other), end=" ")
        print()
    shifted = Shifted("abcd")
    outcome(digits, shifted)
    outcome(words, shifted, "y")
    outcome(distance, shifted, "xyw")
    outcome(distance, "ax", shifted)
    outcome(pairs, shifted, "abc")
    outcome(pairs, "abc", shifted)
    outcome(until, shifted, "<c>", 0)
    outcome(until, shifted, "c", 0)
    print(growing(9))


if __name__ == "__main__":
    main()
