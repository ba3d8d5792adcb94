from typing import Any, List


def rel(a: Any, b: Any) -> List[object]:
    out: List[object] = []
    for f in (lambda: a < b, lambda: a <= b, lambda: a == b, lambda: a != b, lambda: a > b, lambda: a >= b):
        try:
            out.append(f())
        except TypeError:
            out.append("TypeError")
    return out


def int_int(a: int, b: int) -> List[bool]:
    return [a < b, a <= b, a == b, a != b, a > b, a >= b]


def int_float(a: int, b: float) -> List[bool]:
    return [a < b, a <= b, a == b, a != b, a > b, a >= b]


def string(a: str, b: str) -> List[bool]:
    return [a < b, a <= b, a == b, a != b, a > b, a >= b]


def obj_eq(a: object, b: object) -> bool:
    return a == b


def clamp(x: int, lo: int, hi: int) -> int:
    return lo if x < lo else hi if x > hi else x


def between(lo: int, x: int, hi: int) -> bool:
    return lo <= x < hi


def main() -> None:
    pairs = [(1, 1.0), (1, True), ("a", "b"), ([1], [1, 0]), ((1, "a"), (1, "b")), ({1}, {1, 2}), (1, "1"), (None, None), (b"a", b"b"), (b"a", "a"), ({}, {}), ([], ())]
    for a, b in pairs:
        print(a, b, rel(a, b))
    print(int_int(3, 4), int_int(10 ** 20, 10 ** 20), int_int(-1, 1 << 63))
    print(int_float(3, 3.5), int_float(2 ** 53 + 1, 2.0 ** 53), int_float(10 ** 400, float("inf")), int_float(0, -0.0))
    print(string("a", "b"), string("a", "a"), string("Z", "a"), string("é", "z"), string("", "a"), string("ab", "abc"))
    print(obj_eq(1, 1.0), obj_eq("a", "a"), obj_eq([], []), obj_eq(None, 0), obj_eq(1, "1"))
    print([clamp(x, 0, 5) for x in (-3, 3, 9)], [between(0, x, 3) for x in range(-1, 5)])
    calls: List[str] = []

    def v(x: int) -> int:
        calls.append(str(x))
        return x
    print(v(1) < v(5) < v(3) < v(9), calls)
    x: Any = [1]
    print(x is x, x is not [1], x == [1], x in [[1]], x not in [[2]])


if __name__ == "__main__":
    main()
