from typing import Dict, Iterator, List, Union


class Ring:
    def __init__(self, items: List[int]) -> None:
        self.items = items

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, i: Union[int, slice]) -> Union[int, List[int]]:
        if isinstance(i, slice):
            return self.items[i]
        return self.items[i % len(self.items)]

    def __setitem__(self, i: int, v: int) -> None:
        self.items[i % len(self.items)] = v

    def __delitem__(self, i: int) -> None:
        del self.items[i % len(self.items)]

    def __contains__(self, x: object) -> bool:
        return x == "magic" or x in self.items

    def __iter__(self) -> Iterator[int]:
        return iter(self.items)

    def __reversed__(self) -> Iterator[int]:
        return iter([-x for x in self.items])


class Sequence:
    """Only __getitem__: the old iteration protocol."""

    def __getitem__(self, i: int) -> int:
        if i >= 4:
            raise IndexError("done")
        return i * i


class Missing(Dict[str, int]):
    def __missing__(self, key: str) -> int:
        return len(key)


class Grid:
    def __getitem__(self, key: object) -> str:
        return repr(key)


def main() -> None:
    r = Ring([1, 2, 3])
    print(len(r), r[0], r[4], r[-1], r[0:2], bool(r), bool(Ring([])))
    r[5] = 30
    r[0] += 100
    print(r.items, 30 in r, 2 not in r, "magic" in r)
    del r[3]
    print(list(r), [x for x in r], list(reversed(r)), sum(r), max(r))
    a, b = r
    print(a, b, *r)
    print(list(Sequence()), 9 in Sequence(), 5 in Sequence(), [x for x in Sequence()])
    m = Missing(a=1)
    print(m["a"], m["hello"], m.get("hello"), len(m))
    g = Grid()
    print(g[1], g[1, 2], g[1:2], g[::3, "a"], g[...], g[()], g[-1:])
    try:
        g["a"] = 1  # type: ignore
    except TypeError as e:
        print(e)
    try:
        del g[0]  # type: ignore
    except TypeError as e:
        print(e)
    try:
        len(g)  # type: ignore
    except TypeError as e:
        print(e)
    try:
        3 in Ring  # type: ignore
    except TypeError as e:
        print(e)


if __name__ == "__main__":
    main()
