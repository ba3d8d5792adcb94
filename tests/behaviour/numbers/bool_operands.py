"""A bool beside what only claims to be a number stays one: methods see it, and messages name it."""
from typing import List
class Odd(int):
    def __radd__(self, o: object) -> int:
        print("radd", repr(o))
        return 7
    def __rsub__(self, o: object) -> int:
        print("rsub", repr(o))
        return 7
    def __add__(self, o: object) -> int:
        print("add", repr(o))
        return 7
    def __lt__(self, o: object) -> bool:
        print("lt", repr(o))
        return False
    def __gt__(self, o: object) -> bool:
        print("gt", repr(o))
        return False
    def __eq__(self, o: object) -> bool:
        print("eq", repr(o))
        return False
    def __rmul__(self, o: object) -> int:
        print("rmul", repr(o))
        return 7
class OddF(float):
    def __radd__(self, o: object) -> float:
        print("radd", repr(o))
        return 7.0
    def __lt__(self, o: object) -> bool:
        print("lt", repr(o))
        return False
    def __gt__(self, o: object) -> bool:
        print("gt", repr(o))
        return False
def f(a: int, b: int, x: float) -> None:
    t = a < 100
    print(t + b)
    print(b + t)
    print(t - b)
    print(True + b)
    print(t < b, b < t, t == b, b == t)
    print(t * b)
    b += t
    print(t + x, 1 + x, a + x)
    print(t < x, 1 < x, a < x, x < t, x < 1, x < a)
def g(a: int, xs: List[int], ys: List[float]) -> None:
    for b in xs:
        t = a < 100
        print(t + b)
        print(b + t)
        print(t - b)
        print(True + b)
        print(t < b, b < t, t == b, b == t)
        print(t * b)
        b += t
    for y in ys:
        print((a < 100) + y, 1 + y, a + y, (a < 100) < y, y < (a < 3), a < y)


def main() -> None:
    f(1, 2, 1.5)
    f(1, Odd(2), OddF(1.5))
    g(1, [1, 2, Odd(3)], [1.5, OddF(1.5)])
    try:
        g(1, [None], [])
    except TypeError as e:
        print(e)


main()
