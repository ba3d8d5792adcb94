from typing import Any, List, Optional, Tuple, Union


def nothing() -> None:
    return


def implicit(x: int) -> Optional[int]:
    if x > 0:
        return x


def pair(a: int, b: float) -> Tuple[int, float]:
    return a, b


def swap(p: Tuple[Any, Any]) -> Tuple[Any, Any]:
    a, b = p
    return b, a


def either(n: int) -> Union[int, str, None]:
    if n == 0:
        return None
    return n if n > 0 else str(n)


def anything(n: int) -> Any:
    return [1, "a", 2.5, None][n]


def many() -> Tuple[int, str, List[int], Tuple[bool, None]]:
    return 1, "two", [3], (True, None)


def star(xs: List[int]) -> Tuple[int, ...]:
    return (0, *xs, -1)


def early(xs: List[int], want: int) -> int:
    for i, x in enumerate(xs):
        if x == want:
            return i
    return -1


def main() -> None:
    print(nothing(), implicit(1), implicit(0))
    print(pair(1, 2), pair(1, 2.0), pair(True, False))
    print(swap((1, "x")), either(0), either(1), either(-1))
    print([anything(i) for i in range(4)])
    a, b, (c,), (d, e) = many()
    print(a, b, c, d, e)
    print(star([1, 2]), early([4, 5, 6], 6), early([], 1))
    t = pair(3, 4.5)
    print(t[0], t[1], len(t), t == (3, 4.5), hash(t) == hash((3, 4.5)), t + (1,), t[::-1])
    x, y = swap(swap(swap((1, "q"))))
    print(x, y)


if __name__ == "__main__":
    main()
