from typing import Dict, List, Tuple


class Item:
    def __init__(self, name: str, weight: float) -> None:
        self.name = name
        self.weight = weight


def totals(xs: List[int]) -> Tuple[int, int, int]:
    return sum(xs), min(xs), max(xs)


def weights(items: List[Item]) -> Tuple[float, str, str]:
    return sum(i.weight for i in items), min(items, key=lambda i: i.weight).name, max(items, key=lambda i: i.weight).name


def main() -> None:
    print(totals([3, 1, 2]), totals([2 ** 62, 2 ** 62, -1]))
    print(weights([Item("a", 2), Item("b", 1.5), Item("c", 9)]))
    print(sum([]), sum([], 5), sum([1.5, 2]), sum([[1], [2]], []), sum((1, 2), start=10), sum(range(101)), sum([True, True]))
    print(min(3, 1, 2), max(3, 1, 2), min("b", "a"), max([1], [2]), min(1, 1.0), max(1, 1.0), min(1.0, 1), max(True, 1))
    print(min([], default="d"), max((), default=0), min("hello"), max({"a": 2, "b": 1}), max({"a": 2, "b": 1}.items(), key=lambda kv: kv[1]))
    print(min([-3, 2], key=abs), max(["aa", "b"], key=len), min([3, 1], [2, 5]), max("ab", "abc", key=len))
    print(abs(-3), abs(2.5), abs(-2 ** 70), pow(2, 10), pow(2, -1), pow(2, 10, 1000), divmod(17, 5), divmod(-17.5, 5))
    print(round(3.14159, 2), round(2.5), round(10 ** 20), all([1, 2]), any([0, ""]), len("abc"), len(range(0, 10, 3)))
    d: Dict[str, int] = {"x": 3, "y": 1}
    print(min(d, key=d.get), max(d.values()), sum(d.values()), sorted(d, key=d.__getitem__))
    big = 0
    for i in range(5):
        big = max(big, i * (4 - i))
    print(big, min(max(5, 3), 4), max(-1, 0, 1), max(*[4, 9]), min(*(5, 6)))
    for f in (lambda: min(), lambda: max(1), lambda: sum("ab"), lambda: min(1, "a"), lambda: max([], key=len)):  # type: ignore
        try:
            print(f())
        except (TypeError, ValueError) as e:
            print(e)


if __name__ == "__main__":
    main()
