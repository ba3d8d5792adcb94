"""`+` of lists: packed and ordinary ones, lists of lists, subclasses, what is no list, and what the sum shares with its parts."""
from typing import Any, List


class Mine(list):
    def __add__(self, other: Any) -> Any:
        return "mine"

    def __radd__(self, other: Any) -> Any:
        return "reflected"


def knots(points: int, degree: int) -> List[int]:
    inner = points - degree
    all_knots: List[int] = [0] * degree + list(range(inner + 1)) + [inner] * degree
    for i in range(len(all_knots)):
        all_knots[i] += i
    return all_knots


def ends(a: List[float], b: List[float]) -> float:
    both = a + b
    for i in range(len(both)):
        both[i] *= 2.0
    return both[0] - both[-1] + len(both)


def own(n: int) -> float:
    one, two = [0.5] * n, [1.5] * (n + 1)
    for i in range(n):
        one[i] += i
        two[i] -= i
    both = two + one
    total = 0.0
    for x in both:
        total = total * 0.5 + x
    return total + sum(one) + sum(two)


def nested(n: int) -> List[List[int]]:
    rows = [[i, i + 1] for i in range(n)]
    more = rows + [[9, 9]]
    for i in range(len(more)):
        more[i][0] += 1
    return rows + more


def mixed(xs: List[int]) -> List[int]:
    made = [1, 2, 3]
    for i in range(3):
        made[i] += i
    return made + xs


def no_list(other: Any) -> None:
    try:
        print(mixed(other))
    except TypeError as e:
        print("TypeError", e)


def main() -> None:
    print(knots(5, 2), knots(2, 1), knots(1, 1))
    print(ends([1.0, 2.0], [3.0]), own(4), own(0))
    rows = nested(2)
    print(rows, rows[0] is rows[2], rows[-1])
    print(mixed([4]), mixed([]), mixed([2**70]), mixed([True]), mixed(["x"]))  # type: ignore[list-item]
    no_list(Mine([1]))
    empty: List[int] = []
    both = empty + empty
    print(both, both is empty)


if __name__ == "__main__":
    main()
