from typing import List


def chars(s: str) -> List[str]:
    out = []
    for i in range(len(s)):
        out.append(s[i])
    return out


def reverse(s: str) -> str:
    return s[::-1]


def middle(s: str, n: int) -> str:
    return s[n:-n] if n else s


def compare_at(a: str, b: str, i: int) -> bool:
    return a[i] == b[i]


def first_last(s: str) -> str:
    return s[0] + s[-1]


def windows(s: str, k: int) -> List[str]:
    return [s[i:i + k] for i in range(len(s) - k + 1)]


class Idx:
    def __index__(self) -> int:
        return 1


def main() -> None:
    s = "hello"
    print(chars(s), reverse(s), middle(s, 1), middle(s, 0), compare_at("abc", "xbz", 1), compare_at("abc", "xbz", 0), first_last("xyz"))
    print(s[0], s[-1], s[4], s[-5], s[1:3], s[:2], s[2:], s[:], s[-3:], s[:-3], s[10:], s[3:1], s[-100:2], s[0:100])
    print(s[::2], s[1::2], s[::-2], s[4:1:-1], s[:1:-1], s[-1:-4:-1], s[2:2], s[slice(1, 3)], s[True], s[Idx()])
    print(windows("abcde", 2), windows("ab", 5))
    u = "aé漢😀z"
    print(len(u), [c for c in u], u[3], u[::-1], u[1:4], chars(u), [ord(c) for c in u])
    n = None
    print(s[n:2], s[1:n], s[n:n:n])
    big = 10 ** 30
    print(s[:big], s[-big:], s[big:] == "")
    for f in (lambda: s[5], lambda: s[-6], lambda: s[big], lambda: s["a"], lambda: s[1.0], lambda: s[::0], lambda: ""[0]):  # type: ignore
        try:
            print(f())
        except (IndexError, TypeError, ValueError) as e:
            print(type(e).__name__, e)
    try:
        s[0] = "x"  # type: ignore
    except TypeError as e:
        print(e)
    try:
        del s[0]  # type: ignore
    except TypeError as e:
        print(e)
    for i, c in enumerate(u):
        print(i, c, end=" ")
    print()


if __name__ == "__main__":
    main()
