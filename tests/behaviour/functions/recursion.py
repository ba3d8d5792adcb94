from typing import List


def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def fact(n: int) -> int:
    return 1 if n == 0 else n * fact(n - 1)


def ackermann(m: int, n: int) -> int:
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def hanoi(n: int, a: str, b: str, c: str, out: List[str]) -> None:
    if n:
        hanoi(n - 1, a, c, b, out)
        out.append(a + c)
        hanoi(n - 1, b, a, c, out)


def is_even(n: int) -> bool:
    return True if n == 0 else is_odd(n - 1)


def is_odd(n: int) -> bool:
    return False if n == 0 else is_even(n - 1)


def gcd(a: int, b: int) -> int:
    return a if b == 0 else gcd(b, a % b)


def flatten(x: object) -> List[int]:
    if isinstance(x, list):
        out: List[int] = []
        for y in x:
            out += flatten(y)
        return out
    assert isinstance(x, int)
    return [x]


def power_set(xs: List[int]) -> List[List[int]]:
    if not xs:
        return [[]]
    rest = power_set(xs[1:])
    return rest + [[xs[0]] + r for r in rest]


def main() -> None:
    print([fib(i) for i in range(15)])
    print(fact(25), fact(20), fact(21))
    print(ackermann(2, 3))
    moves: List[str] = []
    hanoi(3, "A", "B", "C", moves)
    print(moves)
    print(is_even(10), is_odd(7), is_even(7))
    print(gcd(1071, 462))
    print(flatten([1, [2, [3, [4, 5]], []], 6]))
    print(power_set([1, 2, 3]))


if __name__ == "__main__":
    main()
