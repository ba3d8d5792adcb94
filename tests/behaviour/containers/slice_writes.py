"""Slices of lists written, deleted and read with steps: sizes that change, bounds beyond the ends, the list itself as the value."""
from typing import Any, List, Sequence, Tuple


def put(items: List[int], a: int, b: int, new: List[int]) -> List[int]:
    items[a:b] = new
    return items


def put_open(items: List[int], new: Sequence[int]) -> List[int]:
    items[:1] = new
    items[-1:] = new
    items[2:] = new
    return items


def reverse_head(items: List[int], k: int) -> List[int]:
    items[: k + 1] = items[k::-1]
    return items


def kept(items: List[int]) -> Tuple[List[int], List[int]]:
    part = items[1:3]
    items[0:2] = part
    part.append(99)
    return items, part


def stepped(items: Sequence[Any], a: int, b: int, step: int) -> List[Any]:
    return [items[a:b:step], items[::step], items[a::step], items[:b:step], items[::2], items[None:None:None]]


def stepped_list(items: List[int], step: int) -> List[int]:
    return items[1:-1:step]


def cut(items: List[int], a: int, b: int) -> List[int]:
    del items[a:b]
    return items


def cut_open(items: List[int]) -> List[int]:
    del items[:1]
    del items[-1:]
    del items[::2]
    return items


class Noisy:
    def __init__(self, name: str, items: "List[Any]") -> None:
        self.name = name
        self.items = items

    def __del__(self) -> None:
        print("gone", self.name, len(self.items))
        del self.items[:]


class Sliced:
    def __repr__(self) -> str:
        return "sliced"

    def __getitem__(self, key: object) -> object:
        return key

    def __setitem__(self, key: object, value: object) -> None:
        print("set", key, value)

    def __delitem__(self, key: object) -> None:
        print("del", key)


class Deaf(list):  # type: ignore[type-arg]
    def __setitem__(self, key: object, value: object) -> None:  # type: ignore[override]
        print("deaf", key, value)


def failing(what: Any, value: Any, a: Any, b: Any) -> None:
    try:
        what[a:b] = value
        print(what)
    except (TypeError, ValueError, IndexError) as e:
        print(type(e).__name__, e)


def main() -> None:
    for a in (-9, -2, 0, 1, 3, 9):
        for b in (-9, -1, 0, 2, 9):
            print(put([1, 2, 3, 4], a, b, [7, 8]), put([1, 2, 3, 4], a, b, []), cut([1, 2, 3, 4], a, b), end=" ")
            for step in (-3, -1, 1, 2, 5):
                print(stepped([1, 2, 3, 4, 5], a, b, step), stepped((1, 2, 3), a, b, step), stepped("abcde", a, b, step), end=" ")
            print()
    print(put_open([1, 2, 3], [4, 5]), put_open([1, 2, 3], (4, 5)), put_open([1, 2, 3], range(3)))
    print([reverse_head([1, 2, 3, 4], k) for k in range(-1, 6)], kept([1, 2, 3, 4]), cut_open([1, 2, 3, 4, 5]))
    same = [1, 2, 3]
    same[1:2] = same
    print(same)
    same[:] = same
    print(same)
    print(stepped_list([1, 2, 3, 4, 5], 2), stepped_list([1, 2, 3, 4, 5], -1))
    try:
        stepped_list([1, 2], 0)
    except ValueError as e:
        print(e)
    big = 10**30
    print([1, 2, 3][-big:big], [1, 2, 3][big:-big:-1], put([1, 2], -big, big, [5]), cut([1, 2], big, big))
    failing([1, 2, 3], 5, 0, 1)
    failing([1, 2, 3], [5], "a", 1)
    failing([1, 2, 3], iter([5, 6]), None, 1)
    failing((1, 2), [5], 0, 1)
    failing(Deaf([1, 2]), [5], 0, 1)
    failing(Sliced(), [5], 0, None)
    other: Any = Sliced()
    print(other[1:2], other[1:2:3], other[::-1])
    del other[1:]
    del other[:"x"]
    items: List[Any] = []
    items.extend([Noisy("a", items), Noisy("b", items), 3])
    items[0:2] = [1, 2]
    print(items)
    items[:] = [Noisy("c", items)]
    items[0:1] = items[0:1]
    print(len(items))
    items[:1] = [4, 5]
    print(items)


if __name__ == "__main__":
    main()
