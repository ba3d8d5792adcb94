from typing import Any, Callable, List


class Multiplier:
    def __init__(self, k: int) -> None:
        self.k = k
        self.calls = 0

    def __call__(self, x: int, *, plus: int = 0) -> int:
        self.calls += 1
        return self.k * x + plus


class Chain:
    def __init__(self) -> None:
        self.parts: List[str] = []

    def __call__(self, s: str) -> "Chain":
        self.parts.append(s)
        return self

    def __str__(self) -> str:
        return ">".join(self.parts)


class Meta(type):
    def __call__(cls, *args: int) -> object:
        obj = super().__call__(*args)
        return (cls.__name__, obj.v)


class Odd(metaclass=Meta):
    def __init__(self, v: int) -> None:
        self.v = v


def use(f: Callable[[int], int]) -> List[int]:
    return [f(i) for i in range(3)]


def main() -> None:
    m = Multiplier(3)
    print(m(4), m(4, plus=1), use(m), m.calls)
    print(list(map(m, [1, 2])), sorted([3, 1, 2], key=Multiplier(-1)))
    print(str(Chain()("a")("b")("c")))
    print(callable(m), callable(Chain), callable(5))
    print(Odd(4))
    print(Multiplier.__call__(m, 10), m.__call__(10))
    try:
        m()  # type: ignore
    except TypeError as e:
        print(e)
    try:
        five: Any = 5
        five()
    except TypeError as e:
        print(e)
    m.__call__ = lambda x: -1  # type: ignore
    print(m(1))


if __name__ == "__main__":
    main()
