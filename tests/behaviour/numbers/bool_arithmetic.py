from typing import List


def both(a: bool, b: bool) -> List[object]:
    return [a + b, a - b, a * b, a & b, a | b, a ^ b, a and b, a or b, not a, a == b, a < b, a is b]


def count(xs: List[bool]) -> int:
    return sum(xs)


def as_int(b: bool) -> int:
    return b


def toggle(b: bool, n: int) -> bool:
    for _ in range(n):
        b = not b
    return b


def index(b: bool) -> str:
    return ["no", "yes"][b]


def compare(n: int) -> bool:
    return n > 5


def or_int(n: int, b: bool) -> int:
    return n or b


def main() -> None:
    for a in (False, True):
        for b in (False, True):
            print(both(a, b))
    print(count([True, False, True]), as_int(True), as_int(False), type(as_int(True)).__name__)
    print(toggle(True, 3), toggle(False, 4), index(True), index(False), compare(6), compare(5))
    print(or_int(0, True), or_int(0, False), or_int(4, True))
    print(True + 1, True + 1.5, -True, ~True, True << 3, True // 1, True / 2, True ** 2, abs(True), divmod(True, True))
    print(str(True), repr(False), f"{True} {True:d} {True:5}|", "%s %d" % (True, True), int(True), float(True))
    print(True == 1, True is True, isinstance(True, int), type(True).__name__, {True: "t", 1: "one"}, hash(True))  # noqa
    print(True & 3, True | 2, False ^ True, bool("x") + bool(""), sorted([True, 0, 2, False]))
    n = 0
    n += True
    n += 3 > 2
    print(n, [x > 1 for x in range(3)], any([]), all([]), True in [1], max(True, False), min([True, False]))
    x: int = True
    print(x, x + 1, x is True)
    print(not 0, not 1, not [], not None, not not "a", bool(not 3), (not True) == False)  # noqa


if __name__ == "__main__":
    main()
