from collections import Counter
from typing import Dict, Iterable, List, Tuple

TEXT = """It was a bright cold day in the garden, and the clocks were striking.
The garden gate, which was old, had been painted twice: once green -- once blue.
"Who painted it?" asked the gardener; nobody knew!
"""


def words(text: str) -> List[str]:
    out: List[str] = []
    cur: List[str] = []
    for c in text.lower():
        if c.isalpha() or c == "'":
            cur.append(c)
        elif cur:
            out.append("".join(cur))
            cur = []
    if cur:
        out.append("".join(cur))
    return out


def wrap(text: str, width: int) -> List[str]:
    lines: List[str] = []
    line = ""
    for w in text.split():
        if line and len(line) + 1 + len(w) > width:
            lines.append(line)
            line = w
        else:
            line = line + " " + w if line else w
    if line:
        lines.append(line)
    return lines


def justify(line: str, width: int) -> str:
    ws = line.split()
    if len(ws) == 1:
        return line.ljust(width)
    gaps, spaces = len(ws) - 1, width - sum(map(len, ws))
    out = ""
    for i, w in enumerate(ws[:-1]):
        out += w + " " * (spaces // gaps + (1 if i < spaces % gaps else 0))
    return out + ws[-1]


def histogram(ws: Iterable[str]) -> Dict[int, int]:
    h: Dict[int, int] = {}
    for w in ws:
        h[len(w)] = h.get(len(w), 0) + 1
    return h


def edit_distance(a: str, b: str) -> int:
    prev = list(range(len(b) + 1))
    for i, ca in enumerate(a, 1):
        cur = [i]
        for j, cb in enumerate(b, 1):
            cur.append(min(prev[j] + 1, cur[-1] + 1, prev[j - 1] + (ca != cb)))
        prev = cur
    return prev[-1]


def caesar(s: str, k: int) -> str:
    return "".join(chr((ord(c) - 97 + k) % 26 + 97) if c.islower() else c for c in s)


def rle(s: str) -> str:
    out = ""
    i = 0
    while i < len(s):
        j = i
        while j < len(s) and s[j] == s[i]:
            j += 1
        out += s[i] + (str(j - i) if j - i > 1 else "")
        i = j
    return out


def roman(n: int) -> str:
    table: List[Tuple[int, str]] = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    s = ""
    for v, r in table:
        while n >= v:
            s += r
            n -= v
    return s


def lcs(a: str, b: str) -> str:
    t = [[""] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in range(len(a)):
        for j in range(len(b)):
            t[i + 1][j + 1] = t[i][j] + a[i] if a[i] == b[j] else max(t[i][j + 1], t[i + 1][j], key=len)
    return t[-1][-1]


def table(rows: List[List[str]]) -> str:
    widths = [max(len(r[i]) for r in rows) for i in range(len(rows[0]))]
    return "\n".join(" | ".join(c.ljust(w) for c, w in zip(r, widths)).rstrip() for r in rows)


def main() -> None:
    ws = words(TEXT)
    print(len(ws), Counter(ws).most_common(4), sorted(histogram(ws).items()), sorted(set(ws), key=lambda w: (-len(w), w))[:3])
    for l in wrap(TEXT, 30):
        print(justify(l, 30) + "|")
    print(edit_distance("kitten", "sitting"), edit_distance("", "abc"), caesar("hello, abc", 3), caesar(caesar("round", 5), -5), rle("aaabccdddd"), rle(""))
    print([roman(n) for n in (1, 4, 9, 1994, 2026)], lcs("programming", "gaming"), " ".join(w[::-1] for w in "abc def".split()), "level" == "level"[::-1])
    print(table([["name", "n"], ["alpha", "1"], ["b", "22"]]))


if __name__ == "__main__":
    main()
