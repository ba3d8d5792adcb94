from typing import Any, Dict, Iterator, List, Tuple

order: List[str] = []


class Target:
    def __init__(self) -> None:
        self.a = 0
        self.xs = [0, 0]

    def __setattr__(self, k: str, v: Any) -> None:
        order.append(f"set {k}")
        object.__setattr__(self, k, v)


def gen() -> Iterator[int]:
    for i in range(3):
        order.append(f"yield {i}")
        yield i


def val(s: str) -> int:
    order.append("val " + s)
    return len(s)


def head(xs: List[int]) -> Tuple[int, List[int]]:
    a, *rest = xs
    return a, rest


def ends(xs: List[int]) -> Tuple[int, List[int], int]:
    a, *mid, b = xs
    return a, mid, b


def fib(n: int) -> int:
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def main() -> None:
    print(head([1, 2, 3]), head([1]), ends([1, 2]), ends([1, 2, 3, 4]), fib(10))
    t = Target()
    order.clear()
    t.a, t.xs[val("i")], x = gen()
    print(order, t.a, t.xs, x)
    order.clear()
    i = 0
    i, t.xs[i] = 1, 9
    print(t.xs, i)
    xs = [1, 2, 3]
    xs[0], xs[1], xs[2] = xs[2], xs[0], xs[1]
    print(xs)
    a = b = c = [0]
    a.append(1)
    print(b, c is a)
    (p, q), [r, s] = {1: 2, 3: 4}, "xy"
    print(p, q, r, s)
    *init, last = range(4)
    print(init, last)
    first, (second, *third), *fourth = [1, (2, 3, 4), 5, 6]
    print(first, second, third, fourth)
    d: Dict[str, Any] = {}
    d["a"], d["b"] = 1, 2
    d["x"], *d["rest"] = "hello"
    print(d)
    for k, (m, n) in {"z": (1, 2)}.items():
        print(k, m, n)
    for [u, *v] in [[1, 2, 3], "ab"]:
        print(u, v)
    for bad in ([], [1], [1, 2, 3], gen(), 5, None, "a"):
        try:
            u, w = bad  # type: ignore
        except (ValueError, TypeError) as e:
            print(e)
    try:
        a1, *b1, c1 = [1]
    except ValueError as e:
        print(e)
    try:
        [] = [1]
    except ValueError as e:
        print(e)
    [] = ()  # type: ignore
    (z,) = [7]
    print(z)
    order.clear()


if __name__ == "__main__":
    main()
