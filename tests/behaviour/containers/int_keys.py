"""Ints that are boxed only to be looked up: in dicts, sets and what only claims to be one."""
from collections import defaultdict
from typing import Any, Dict, FrozenSet, List, Set, Union


class Odd:
    def __init__(self, n: int) -> None:
        self.n = n

    def __eq__(self, other: object) -> bool:
        print("eq", self.n)
        return isinstance(other, int) and other == self.n

    def __hash__(self) -> int:
        return hash(self.n)


class Loud(Dict[int, Any]):
    def __getitem__(self, key: Any) -> Any:
        print("getitem", key, type(key).__name__)
        return super().__getitem__(key)

    def get(self, key: Any, default: Any = None) -> Any:
        print("get", key, type(key).__name__)
        return default

    def __contains__(self, key: Any) -> bool:
        print("contains", key, type(key).__name__)
        return True

    def setdefault(self, key: Any, default: Any = None) -> Any:
        print("setdefault", key, type(key).__name__)
        return default


class LoudSet(Set[int]):
    def add(self, item: Any) -> None:
        print("add", item, type(item).__name__)
        super().add(item)

    def discard(self, item: Any) -> None:
        print("discard", item)

    def __contains__(self, item: Any) -> bool:
        print("in", item)
        return False


def sets(s: Set[int], n: int, step: int) -> List[object]:
    out: List[object] = []
    for i in range(-n, n, step):
        if i in s:
            s.discard(i)
        elif i * 3 not in s:
            s.add(i * 3)
        s.add(i * i - 1)
    out.append(sorted(s))
    return out


def frozen(s: FrozenSet[int], n: int) -> int:
    return sum(1 for i in range(n) if i in s)


def dicts(d: Dict[int, int], keys: List[int]) -> List[object]:
    out: List[object] = []
    for k in keys:
        out.append(k in d)
        out.append(d.get(k))
        out.append(d.get(k + 1, -1))
        d[k * 2] = k
        out.append(d.setdefault(k + 5, 55))
        try:
            out.append(d[k - 1])
        except KeyError as e:
            out.append(e.args)
    return out


def values(d: Dict[int, Any], k: int, value: Any) -> Any:
    d[k] = value
    return d[k], d.get(k), k in d


def both(s: Set[int], d: Dict[int, int], k: int) -> bool:
    s.add(k)
    d[k] = k
    return k in s and k in d


def flag(s: Set[int], x: Union[int, bool]) -> bool:
    s.add(x)
    return x in s


def growing(s: Set[int], n: int) -> List[object]:
    """Tables that grow while they are walked, are cleared and filled again."""
    out: List[object] = []
    try:
        for k in s:
            s.add(k + n)
    except RuntimeError as e:
        out.append(str(e))
    size = len(s)
    for k in range(0, 100 * n, n):
        s.add(k)
        s.discard(k - 7 * n)
        s.add(-k)
    out.append((size, len(s), sum(s), len(s | {n}), s == set(sorted(s))))
    s.clear()
    for k in range(40):
        s.add(k * n)
        out.append(k * n in s and (k + 1) * n not in s and len(s) == k + 1)
    out.append(sorted(s) == [k * n for k in range(40)] and s.copy() == s and s.pop() is not None and len(s) == 39)
    return [out[0], out[1], all(out[2:])]


def made(x: Any) -> Any:
    try:
        return set(x), len(set()), set(x) is x, type(set(x)).__name__
    except (TypeError, ValueError) as e:
        return type(e).__name__, str(e)


def failing_items() -> Any:
    yield 1
    raise ValueError("half-way")


def main() -> None:
    for x in ([1, 2, 1], {3, 4}, frozenset({5}), {6: 7}, "a", (), 5, None, [[]], failing_items(), LoudSet({8})):
        print(made(x))
    call: Any = set
    for args in ((), ([1],), (1,), (1, 2)):
        try:
            print(call(*args), call(*args[:1]))
        except TypeError as e:
            print(e)
    print(growing({1, 2, 3}, 5), growing({1}, 2**33), growing(set(range(20)), 1))
    print(sets(set(), 9, 1), sets({1, 2, 3}, 2**31, 2**29 + 7), sets(set(range(100)), 50, 3))
    print(sets(LoudSet([1]), 2, 1))
    print(frozen(frozenset(range(0, 30, 7)), 30), frozen(frozenset(), 3))
    big = [2**30, -(2**30), 2**59, 2**60 - 1, 2**60, -(2**60), 2**61 - 1, -(2**61 - 1), 2**61, 2**61 - 2, 2**62, 2**63, -1, -2, 0, 2**100]
    print(dicts({}, [1, 2, 3, -1, -2, 0]))
    print(dicts({k: 9 for k in big}, big))
    s: Set[int] = set(big)
    print(all(k in s for k in big), [k in s for k in (1, 2**60 - 2, 1 - 2**60, 2**61 - 3)], sets(s, 3, 1))
    print(dicts({1.0: 5, True: 6, 2.0: 7}, [1, 2]), dicts({"a": 1}, [1]), dicts({Odd(1): 5, Odd(4): 6}, [1, 2]))  # type: ignore[dict-item]
    print(dicts(Loud({1: 2}), [1, 7]), dicts(defaultdict(lambda: 77, {1: 2}), [1, 7]))
    print(values({}, 5, "x"), values({5: 1}, 5, [1]), values({5: 2**40}, 5, None), values(defaultdict(list), 6, 7))
    print(both(set(), {}, 4), both(set(), {}, 2**70), both({4}, {4: 1}, 4), both(LoudSet(), Loud(), 3))
    print(flag(set(), True), flag({1}, True), flag({True}, 1), flag(set(), 2))


main()
