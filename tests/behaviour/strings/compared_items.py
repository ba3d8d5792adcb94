"""Characters by index that are only compared: with constants, with characters of other strings, out of range, of every width and class."""
import traceback
from typing import List


class Shout(str):
    def __getitem__(self, key: object) -> str:  # type: ignore[override]
        return "!"


def count(text: str, n: int) -> List[int]:
    out = [0, 0, 0, 0]
    for i in range(n):
        if text[i] == "a":
            out[0] += 1
        if text[i] != "€":
            out[1] += 1
        if "é" == text[-i]:
            out[2] += 1
        if text[i] == "ab":
            out[3] += 1
    return out


def common(a: str, b: str) -> int:
    prev = [0] * (len(b) + 1)
    for i in range(len(a)):
        cur = [0] * (len(b) + 1)
        for j in range(len(b)):
            if a[i] == b[j]:
                cur[j + 1] = prev[j] + 1
            else:
                cur[j + 1] = max(prev[j + 1], cur[j])
        prev = cur
    return prev[-1]


def first_difference(a: str, b: str) -> int:
    i = 0
    while a[i] == b[i]:
        i += 1
    return i


def name_end(text: str, at: int) -> int:
    while text[at].isalnum() or text[at] == "_":
        at += 1
    return at


def beyond(a: str, b: str, i: int, j: int) -> None:
    try:
        print(a[i] == b[j])
    except IndexError as e:
        print(e, [(f.lineno, getattr(f, "colno", 0), getattr(f, "end_colno", 0)) for f in traceback.extract_tb(e.__traceback__)])
    try:
        print(b[j] == "x")
    except IndexError as e:
        print(e, [(f.lineno, getattr(f, "colno", 0), getattr(f, "end_colno", 0)) for f in traceback.extract_tb(e.__traceback__)])


def main() -> None:
    texts = ["abcabc", "aéé€", "a\U0001f600b", "_a_1 ", "€€€", Shout("abc")]
    for text in texts:
        print(ascii(text), count(text, len(text)))
        for other in texts:
            print(common(text, other))
    print(first_difference("abcd", "abxd"), first_difference("aé€x", "aé€y"), name_end("ab_9 c", 0), name_end("é_x-", 0))
    beyond("abc", "abc", 1, 1)
    beyond("abc", "abc", 3, 0)
    beyond("abc", "abc", 0, -4)
    beyond("", "é", 0, 2 ** 70)
    for call in (lambda: first_difference("ab", "abc"), lambda: name_end("abc", 1), lambda: count("ab", 3)):
        try:
            print(call())
        except IndexError as e:
            print(e, [f.line for f in traceback.extract_tb(e.__traceback__)])


if __name__ == "__main__":
    main()
