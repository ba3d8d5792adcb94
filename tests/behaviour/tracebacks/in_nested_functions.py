from typing import Callable, List


def outer(n: int) -> int:
    def inner(k: int) -> int:
        f = lambda v: 10 // v
        return f(k)
    return inner(n)


def comp(xs: List[int]) -> List[int]:
    return [outer(x) for x in xs]


def apply(f: Callable[[List[int]], List[int]]) -> List[int]:
    return f([1, 0])


def main() -> None:
    print(apply(comp))


if __name__ == "__main__":
    main()
