"""Keys that are ints: every kind of container, of number, of equal object and of outcome."""
import weakref
from collections import Counter, OrderedDict, defaultdict
from enum import IntEnum
from typing import Any, Dict, FrozenSet, List, Optional, Set


class Loud(Dict[Any, Any]):
    def __getitem__(self, key: Any) -> Any:
        print("getitem", key, type(key).__name__)
        return super().__getitem__(key)

    def __setitem__(self, key: Any, value: Any) -> None:
        print("setitem", key, type(key).__name__)
        super().__setitem__(key, value)

    def __contains__(self, key: Any) -> bool:
        print("contains", key, type(key).__name__)
        return super().__contains__(key)

    def get(self, key: Any, default: Any = None) -> Any:
        print("get", key, default)
        return super().get(key, default)

    def setdefault(self, key: Any, default: Any = None) -> Any:
        print("setdefault", key, default)
        return super().setdefault(key, default)


class LoudSet(Set[Any]):
    def add(self, item: Any) -> None:
        print("add", item)
        super().add(item)

    def discard(self, item: Any) -> None:
        print("discard", item)
        super().discard(item)

    def remove(self, item: Any) -> None:
        print("remove", item)
        super().remove(item)

    def __contains__(self, item: Any) -> bool:
        print("contains", item)
        return super().__contains__(item)


class Missing(Dict[Any, Any]):
    def __missing__(self, key: Any) -> Any:
        return "missing", key


class Odd:
    """Equal to ints, and tells when it is asked."""

    def __init__(self, n: int, log: List[object]) -> None:
        self.n = n
        self.log = log

    def __eq__(self, other: object) -> bool:
        self.log.append(("eq", self.n, other, type(other).__name__))
        return isinstance(other, int) and other == self.n

    def __hash__(self) -> int:
        return hash(self.n)


class Bad:
    def __eq__(self, other: object) -> bool:
        raise ValueError("no comparison")

    def __hash__(self) -> int:
        return 7


class Level(IntEnum):
    LOW = 1
    HIGH = 300


class Own(int):
    def __hash__(self) -> int:
        return 5

    def __eq__(self, other: object) -> bool:
        return True


def ask(d: Dict[int, Any], s: Set[int], f: FrozenSet[int], n: int) -> List[object]:
    out: List[object] = [n in d, n not in s, n in f, d.get(n), d.get(n, -1)]
    try:
        out.append(d[n])
    except KeyError as e:
        out.append(repr(e))
    return out


def change(d: Dict[int, int], s: Set[int], n: int) -> List[object]:
    out: List[object] = []
    d[n] = d.get(n, 0) + 1
    d[n] += 5
    out.append(d.setdefault(n, 9))
    out.append(d.setdefault(n + 1, 9))
    s.add(n)
    s.discard(n + 1)
    s.discard(n)
    try:
        s.remove(n)
    except KeyError as e:
        out.append(repr(e))
    s.add(n)
    s.remove(n)
    s.add(n)
    return out


def unknown(container: Any, n: int) -> object:
    try:
        found = n in container
    except TypeError as e:
        return str(e)
    try:
        item = container[n]
    except (KeyError, IndexError, TypeError) as e:
        item = repr(e)
    return found, item


def remove(s: Set[Any], item: Any) -> str:
    try:
        s.remove(item)
        return "removed"
    except (KeyError, TypeError) as e:
        return repr(e)


def several(d: Dict[int, List[int]], n: int) -> int:
    if n not in d:
        d[n] = []
    d[n].append(n)
    return len(d[n])


def keep_alive(d: Dict[int, object], n: int) -> object:
    value = d.get(n)
    d.clear()
    return value


def maybe(d: Dict[int, str], n: Optional[int]) -> str:
    return d.get(n, "none") if n is not None else d.get(0, "zero")


def collide(bits: int) -> List[object]:
    """Ints with the same hash: they differ by the modulus of hashes, 2 ** 61 - 1."""
    modulus = 2 ** 61 - 1
    d: Dict[int, int] = {}
    s: Set[int] = set()
    for k in range(-3, 4):
        for base in (0, 1, -1, -2, 5, 2 ** 30, 2 ** 59 + 3):
            n = base + k * modulus
            d[n] = d.get(n, 0) + 1
            s.add(n)
    out: List[object] = [len(d), len(s), sorted(d) == sorted(s), set(d.values())]
    for n in (-1, -2, modulus, -modulus, modulus - 1, 2 ** 60, 2 ** 60 - 1, -2 ** 60, 2 ** 62, 2 ** 61 - 2, bits):
        out.append((n in d, n in s, d.get(n)))
    return out


def main() -> None:
    log: List[object] = []
    numbers = [0, 1, -1, -2, -5, -6, 7, 256, 257, 2 ** 30 - 1, 2 ** 30, -2 ** 30, 2 ** 59, 2 ** 60, -2 ** 60, 2 ** 62, 2 ** 70]
    d: Dict[int, Any] = {n: str(n) for n in numbers if n % 3 != 1}
    s = {n for n in numbers if n % 3 == 0}
    for n in numbers:
        print(n, ask(d, s, frozenset(s), n))
    print(ask({}, set(), frozenset(), 5), ask({"text": 1}, {"text"}, frozenset({"a"}), 5))  # type: ignore
    for mixed in ({1.0: "float", True: "bool"}, {False: "no"}, {Level.HIGH: "enum", "s": 0}, {Own(3): "own"}, {(1,): 2, None: 3}):
        print([ask(mixed, set(mixed), frozenset(mixed), n) for n in (0, 1, 5, 300)])  # type: ignore
    odd: Any = {Odd(9, log): "odd"}
    print(ask(odd, set(odd), frozenset(odd), 9), ask(odd, set(odd), frozenset(odd), 10), log)
    try:
        print(ask({Bad(): 1}, set(), frozenset(), 7))  # type: ignore
    except ValueError as e:
        print(e)
    counts: Dict[int, int] = {}
    members: Set[int] = set()
    for n in numbers + numbers:
        print(change(counts, members, n))
    print(sorted(counts.items()), sorted(members))
    loud, loud_set = Loud({1: 2}), LoudSet({1})
    print(ask(loud, loud_set, frozenset(), 1), ask(loud, loud_set, frozenset(), 2), change(loud, loud_set, 3))
    for container in (Missing(), defaultdict(list), Counter({4: 2}), OrderedDict({4: 5}), [4, 5, 6, 7, 8], (1, 4), "text", b"abcde\x04", range(5), {4}, 5, d):
        print(type(container).__name__, unknown(container, 4))
    print(ask(Missing(), set(), frozenset(), 4), ask(defaultdict(int), set(), frozenset(), 4), change(Counter(), set(), 4), change(OrderedDict(), set(), 4))
    plain: Set[Any] = {1, (2, 3), frozenset({4}), "x"}
    print([remove(plain, item) for item in (1, 1, (2, 3), (2, 3), {4}, {4}, [5], "x", "x", 2.5)], plain)
    lists: Dict[int, List[int]] = {}
    print([several(lists, n % 3 + 1000) for n in range(9)], lists)
    value = Odd(1, log)
    held: Dict[int, object] = {5: value}
    seen = weakref.ref(value)
    del value
    print(keep_alive(held, 5) is seen(), maybe({0: "a", 1: "b"}, 1), maybe({0: "a"}, None), maybe({}, 5))
    print(collide(2 ** 60 + 1))
    walked: Dict[int, int] = {n * 7919 % 100003: n for n in range(3000)}
    for n in range(0, 3000, 3):
        del walked[n * 7919 % 100003]
    print(sum(n in walked for n in range(100003)), sum(walked.get(n * 7919 % 100003, -1) for n in range(3000)))
    gone = set(range(500))
    for n in range(0, 500, 2):
        gone.remove(n)
    print(sum(n in gone for n in range(-10, 600)), sum(n in gone for n in [499, 498, -1]))
    try:
        for n in counts:
            counts[n + 12345] = 1
    except RuntimeError as e:
        print(e)


if __name__ == "__main__":
    main()
