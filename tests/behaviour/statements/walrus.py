import re
from typing import List, Optional


def first_long(words: List[str], k: int) -> Optional[str]:
    if (w := max(words, key=len, default="")) and len(w) >= k:
        return w
    return None


def drain(xs: List[int]) -> List[int]:
    out = []
    while (x := xs.pop() if xs else None) is not None:
        out.append(x)
    return out


def squares(n: int) -> List[int]:
    return [y for x in range(n) if (y := x * x) % 2 == 0]


def running(xs: List[int]) -> List[int]:
    total = 0
    return [total := total + x for x in xs]


def numbers(lines: List[str]) -> int:
    n = 0
    for line in lines:
        if m := re.match(r"(\d+)", line):
            n += int(m.group(1))
        elif (s := line.strip()) == "end":
            break
        else:
            n -= len(s)
    return n


def leaks() -> int:
    any((hit := x) > 2 for x in [1, 2, 3, 4])
    return hit


def default(x: int, y: int = (z := 4)) -> int:
    return x + y


def main() -> None:
    print(first_long(["a", "bcd"], 2), first_long([], 1), drain([1, 2, 0, 3]), squares(6), running([1, 2, 3]), numbers(["12a", " x ", "3", "end", "100"]), leaks(), default(1), z)
    print((a := 1) + a, [b := 2, b], f"{(c := 3)}{c}", (d := [1, 2])[0], d)
    if (n := len("hello")) > 3 and (half := n // 2):
        print(n, half)
    x = (y := 5, 6)
    print(x, y, (lambda: (q := 3) + q)())
    i = 0
    while (i := i + 1) < 5:
        if i == 3:
            continue
    print(i, {k: (v := k * 2) for k in range(2)}, v)


if __name__ == "__main__":
    main()
