import functools
import operator
from typing import List


@functools.lru_cache(maxsize=None)
def fib(n: int) -> int:
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@functools.cache
def square(n: int) -> int:
    evaluated.append(n)
    return n * n


evaluated: List[int] = []


def power(base: int, exp: int) -> int:
    return base ** exp


@functools.singledispatch
def describe(x: object) -> str:
    return "object"


@describe.register
def _(x: int) -> str:
    return "int " + str(x)


@describe.register
def _(x: list) -> str:
    return "list " + str(len(x))


@functools.total_ordering
class Version:
    def __init__(self, n: int) -> None:
        self.n = n

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Version) and self.n == other.n

    def __lt__(self, other: "Version") -> bool:
        return self.n < other.n


class Lazy:
    @functools.cached_property
    def value(self) -> int:
        evaluated.append(-1)
        return 42


def main() -> None:
    evaluated.clear()
    square.cache_clear()
    print(fib(90), fib.cache_info().currsize)
    print(square(3), square(3), square(4), evaluated)
    cube = functools.partial(power, exp=3)
    two = functools.partial(power, 2)
    print(cube(2), two(10), cube.func is power, two.args)
    print(functools.reduce(operator.mul, [1, 2, 3, 4]), functools.reduce(lambda a, b: a + b, "abc", ">"))
    print(describe(3), describe([1]), describe("s"), describe(True))
    print(Version(1) < Version(2), Version(2) >= Version(2), Version(3) > Version(2), Version(1) <= Version(0))
    z = Lazy()
    print(z.value, z.value, evaluated)
    print(sorted(["b", "C", "a"], key=functools.cmp_to_key(lambda a, b: (a.lower() > b.lower()) - (a.lower() < b.lower()))))
    evaluated.clear()


if __name__ == "__main__":
    main()
