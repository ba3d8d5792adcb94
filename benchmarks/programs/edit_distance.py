"""Edit distance over lists of ints and characters of strings, with generic min and enumerate."""
from typing import List

DEFAULT = 420


def word(n: int, seed: int) -> str:
    out: List[str] = []
    x = seed
    for _ in range(n):
        x = (x * 1103515245 + 12345) % 2147483648
        out.append(chr(97 + (x >> 16) % 6))
    return "".join(out)


def distance(a: str, b: str) -> int:
    prev = list(range(len(b) + 1))
    for i, ca in enumerate(a):
        cur = [i + 1]
        for j, cb in enumerate(b):
            cost = 0 if ca == cb else 1
            cur.append(min(prev[j + 1] + 1, cur[j] + 1, prev[j] + cost))
        prev = cur
    return prev[-1]


def main(n: int) -> object:
    return distance(word(n, 1), word(n, 7)), distance(word(n // 2, 3), word(n, 9))
