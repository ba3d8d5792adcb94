from typing import List


class Money(int):
    def __add__(self, o: int) -> "Money":
        return Money(int(self) + int(o) + 1000)

    def __repr__(self) -> str:
        return f"Money({int(self)})"

    def __lt__(self, o: int) -> bool:
        return int(self) > int(o)

    def __eq__(self, o: object) -> bool:
        return isinstance(o, Money) and int(self) == int(o)

    def __hash__(self) -> int:
        return 7

    def __bool__(self) -> bool:
        return False


class Tagged(int):
    tag = ""

    def __new__(cls, v: int, tag: str) -> "Tagged":
        self = super().__new__(cls, v)
        self.tag = tag
        return self


def add(a: int, b: int) -> int:
    return a + b


def less(a: int, b: int) -> bool:
    return a < b


def same(a: int) -> int:
    return a


def truth(a: int) -> str:
    return "true" if a else "false"


def equal(a: int, b: int) -> bool:
    return a == b


def total(xs: List[int]) -> int:
    t = 0
    for x in xs:
        t = x + t
    return t


class Real(float):
    def __add__(self, o: float) -> float:
        return 99.0

    def __repr__(self) -> str:
        return "Real"


def fadd(a: float, b: float) -> float:
    return a + b


def main() -> None:
    m = Money(5)
    print(add(m, 1), type(add(m, 1)).__name__, add(1, m), less(m, 1), less(1, m), truth(m), truth(5))
    print(same(m), type(same(m)).__name__, same(m) is m, equal(m, 5), equal(m, Money(5)), equal(5, 5))
    t = Tagged(3, "x")
    print(t, same(t).tag, type(t + 1).__name__, add(t, t), t * 2, hash(t), t == 3, same(t) is t)  # type: ignore
    print(total([m, m]), total([t, 1]), [m], f"{t}", sum([t, t]), isinstance(t, int), range(t), "abcd"[t], [0] * t)
    print(same(True), type(same(True)).__name__, same(True) is True)
    r = Real(1.5)
    print(fadd(r, 1.0), fadd(1.0, r), repr(r), r * 2)
    d = {3: "three"}
    print(d[t], t in d, d.get(m, "no"))


if __name__ == "__main__":
    main()
