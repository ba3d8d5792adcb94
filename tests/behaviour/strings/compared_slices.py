"""Slices of strings that are only compared: every bound, width and class."""
from typing import Any, List, Optional


class Text(str):
    def __getitem__(self, key: Any) -> str:
        print("getitem", key)
        return str.__getitem__(self, key)


class Same(str):
    def __eq__(self, other: object) -> bool:
        print("eq", type(other).__name__, other)
        return True

    def __ne__(self, other: object) -> bool:
        print("ne", other)
        return True

    __hash__ = str.__hash__


def compare(text: str, i: int, j: int, other: str) -> List[bool]:
    return [text[i:j] == other, text[i:] != other, other == text[:j], other != text[i:j], text[:] == other, text[i:i + len(other)] == other]


def mirrored(word: str, other: str) -> List[bool]:
    return [word == word[::-1], word[::-1] != other, other == word[::-1]]


def optional(text: str, i: Optional[int], j: Optional[int]) -> bool:
    return text[i:j] == "bc"


def effects(text: str, log: List[str]) -> bool:
    def other() -> str:
        log.append("other")
        return "ab"
    return text[:len(log) + 2] == other()


def scan(text: str) -> List[str]:
    out: List[str] = []
    i = 0
    while i < len(text):
        if text[i:i + 2] == "/*":
            end = i + 2
            while text[end:end + 2] != "*/" and end < len(text):
                end += 1
            out.append(text[i:end + 2])
            i = end + 2
        elif text[i:i + 2] == "//":
            break
        else:
            i += 1
    return out


def main() -> None:
    texts = ["", "a", "ab", "abc", "abcba", "é", "éa", "aé€", "a€b", "\U0001f600ab", "ab\U0001f600", "x" * 300]
    for text in texts:
        for other in ["", "a", "ab", "bc", "é", "€", "a€", "\U0001f600", "b", "x" * 300]:
            print([compare(text, i, j, other).count(True) for i in (0, 1, -1, 2, -300, 2 ** 62) for j in (0, 1, 2, -1, 5, -2 ** 62)], mirrored(text, other))
    print([optional("abcd", i, j) for i in (None, 1, 0, -3) for j in (None, 3, -1, 2)])
    log: List[str] = []
    print(effects("abcdef", log), effects("abcdef", log), log)
    print(scan("a /* one */ b /* two */ c // /* no */"), scan("/* open"))
    print(compare(Text("abc"), 0, 2, "ab"), mirrored(Text("aba"), "x"))
    print(compare("abc", 0, 2, Same("zz")), mirrored("abc", Same("q")))
    big: Any = 2 ** 100
    print(compare("abc", -big, big, "abc"), optional("abc", True, big))


if __name__ == "__main__":
    main()
