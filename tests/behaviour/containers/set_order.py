# The order of sets of ints tells where they were put: places of removed items are taken again, as CPython does it.
import random


def churn(start: list[int], steps: list[int]) -> list[list[int]]:
    s: set[int] = set(start)
    seen: list[list[int]] = []
    for step in steps:
        x = step >> 2
        kind = step & 3
        if kind == 0:
            s.discard(x)
        elif kind == 1 and x in s:
            s.remove(x)
        else:
            s.add(x)
        if kind == 3:
            seen.append(list(s))
    return seen


def reused(a: int, b: int, c: int) -> list[int]:
    s: set[int] = set()
    s.add(a)
    s.add(b)
    s.remove(a)
    s.add(c)
    return list(s)


def missing(s: set[int], x: int) -> str:
    try:
        s.remove(x)
    except KeyError as e:
        return f"KeyError {e}"
    return f"left {sorted(s)}"


def displays(a: int) -> None:
    print({3, 11, 19}, {1, 9, 17, 25}, {0, 8, 16}, {8, 0}, {1, 1.0, True, 2}, {-1, -2, 6, 14}, {3, 11, a})
    print([x for x in {5, 13, 21}], {(1, 2), (3, 4), 9} == {9, (3, 4), (1, 2)}, a in {3, 11, 19})
    for x in {2, 10, 18, 26}:
        print(x)
    s = {3, 11, 19}
    s.add(27)
    print(s, {3, 11, 19})


def main() -> None:
    displays(19)
    print(reused(1, 2, 9), reused(9, 2, 1), reused(1, 2, 17), reused(0, 8, 16), reused(-1, -2, 6))
    r = random.Random(5)
    for span in (4, 9, 24, 60, 300, 1 << 40, 1 << 62):
        total = 0
        for _ in range(60):
            start = [r.randrange(span) - span // 3 for _ in range(r.randrange(12))]
            steps = [(r.randrange(span) - span // 3) * 4 + r.randrange(4) for _ in range(r.randrange(120))]
            for i, seen in enumerate(churn(start, steps)):
                for j, x in enumerate(seen):
                    total = (total * 31 + x * (j + 1) + i) % 1000000007
        print(span, total)
    s = {1, 2, 70, 2**61, -1, -2}
    print(missing(s, 3), missing(s, 70), missing(s, 2**61), missing(s, -1), missing(s, -1), missing(s, True), missing(s, 2**64))


if __name__ == "__main__":
    main()
