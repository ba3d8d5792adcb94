"""Counts in dicts: one lookup where that does; every kind of dict, key, value and step that it does not do for."""
import gc
import sys
from collections import Counter, OrderedDict, defaultdict
from typing import Any, Callable, DefaultDict, Dict, List, Tuple


class Loud(Dict[Any, Any]):
    def __getitem__(self, key: Any) -> Any:
        print("getitem", key)
        return super().__getitem__(key)

    def __setitem__(self, key: Any, value: Any) -> None:
        print("setitem", key, value)
        super().__setitem__(key, value)

    def get(self, key: Any, default: Any = None) -> Any:
        print("get", key, default)
        return super().get(key, default)


class Missing(Dict[Any, Any]):
    def __missing__(self, key: Any) -> Any:
        print("missing", key)
        return 100


class Ints(DefaultDict[Any, int]):
    def __missing__(self, key: Any) -> int:
        print("missing", key)
        return 1000


class Step(int):
    def __radd__(self, other: Any) -> Any:
        print("radd", other)
        return str(other) + "+"


class Number:
    def __init__(self, n: int) -> None:
        self.n = n

    def __add__(self, other: Any) -> "Number":
        print("add", other)
        return Number(self.n + other)

    def __iadd__(self, other: Any) -> "Number":
        print("iadd", other)
        self.n += other
        return self

    def __repr__(self) -> str:
        return f"Number({self.n})"


class Key:
    """Equal to whatever has its hash, and tells when it is asked."""

    def __init__(self, n: int) -> None:
        self.n = n

    def __hash__(self) -> int:
        print("hash", self.n)
        return hash(self.n)

    def __eq__(self, other: object) -> bool:
        print("eq", self.n, other)
        return True

    def __repr__(self) -> str:
        return f"Key({self.n})"


def words(d: Dict[str, int], text: str) -> Dict[str, int]:
    for w in text.split():
        d[w] += 1
    return d


def gets(d: Dict[str, int], text: str, by: int) -> Dict[str, int]:
    for w in text.split():
        d[w] = d.get(w, 7) + by
    return d


def ints(d: Dict[int, int], keys: List[int], by: int) -> Dict[int, int]:
    for k in keys:
        d[k] += by
        d[k] -= 2
    return d


def pairs(d: Dict[Tuple[int, int], int], n: int) -> Dict[Tuple[int, int], int]:
    for x in range(n):
        for y in range(n):
            d[x % 3, y % 2] += 1
            d[x, y] = d.get((x, y), 0) + 1
    return d


def untyped(d, keys, by=1):
    for k in keys:
        d[k, 0] += 1
        d[k, by] = d.get((k, by), 0) + 1
    return d


def claimed(d: Dict[Any, Any], k: Any, by: Any) -> Any:
    d[k] += by
    return d


def ones(d: Dict[Any, Any], k: Any) -> Any:
    d[k] += 1
    return d


def got(d: Dict[Any, Any], k: Any) -> Any:
    d[k] = d.get(k, 0) + 1
    return d


def tried(f: Callable[..., Any], *args: Any) -> None:
    try:
        print(type(args[0]).__name__, dict(f(*args)))
    except (KeyError, TypeError, OverflowError, AttributeError) as e:
        print(type(args[0]).__name__, type(e).__name__, e)
        assert e.__traceback__ is not None and e.__traceback__.tb_next is not None
        print(e.__traceback__.tb_next.tb_lineno - f.__code__.co_firstlineno)


def swapped(d: Dict[str, int]) -> List[Any]:
    """What is kept of the values before is what they were."""
    kept = []
    for _ in range(4):
        kept.append(d["a"])
        d["a"] += 1000
    copy = dict(d)
    d["a"] += 1
    return [kept, copy, d]


def order() -> List[str]:
    d: Dict[str, int] = {}
    for w in "c a b a c d".split():
        d[w] = d.get(w, 0) + 1
    del d["a"]
    for w in "a c e".split():
        d[w] = d.get(w, 0) + 1
    return list(d)


def while_walking(d: DefaultDict[int, int]) -> None:
    try:
        for k in d:
            d[k + 100] += 1
    except RuntimeError as e:
        print(e, len(d))


def collected() -> None:
    """A key that is not there is made while the collector runs Python code that puts it in."""
    d: Dict[Tuple[int, int], int] = {}

    class Cycle:
        def __init__(self) -> None:
            self.me = self

        def __del__(self) -> None:
            for n in range(50):
                d[n, -n] = 1000000

    old = gc.get_threshold()
    gc.set_threshold(1)
    try:
        for n in range(50):
            if n % 7 == 0:
                Cycle()
            d[n, -n] = d.get((n, -n), 0) + 1
    finally:
        gc.set_threshold(*old)
    print(all(value in (1, 1000000, 1000001) for value in d.values()), len(d))


def main() -> None:
    print(dict(words(defaultdict(int), "a b a c b a")))
    print(words(Counter(), "a b a"), words(Counter({"a": 2**62}), "a b a"))
    print(gets({}, "a b a", 1), gets({"a": 2**62 - 2}, "a a a a", 1), gets({"a": -(2**30)}, "a b a", -(2**30)))
    print(gets({"a": True}, "a", 1), gets({"a": 1.5}, "a b", 1))  # type: ignore[dict-item]
    print(ints(defaultdict(int), [1, 2, 1, -1, -2, 2**30, 2**30, 2**59, -(2**59), 2**60, 2**61 - 1, 2**61, 2**62, 2**62, 2**64, 0], 5))
    print(pairs(defaultdict(int), 4))
    print(untyped(defaultdict(int), "ab"), untyped(defaultdict(int), [1, 2, 1], 0), untyped(Counter(), [True, 1, 1.0, None]))
    for make in (lambda: {}, lambda: {"k": 1}, Loud, lambda: Loud({"k": 2}), Missing, lambda: Missing(k=3), Ints, lambda: Ints(int), lambda: defaultdict(int), lambda: defaultdict(lambda: 5), lambda: defaultdict(None),
                 lambda: defaultdict(list), lambda: OrderedDict(k=4), lambda: OrderedDict(), Counter):
        tried(ones, make(), "k")
        tried(got, make(), "k")
        tried(ones, make(), ("k", 2))
        tried(got, make(), 17)
    for value in (1, True, 2.5, "text", Number(3), 2**62 - 1, 2**80, None, -1):
        tried(ones, {"k": value}, "k")
        tried(claimed, {"k": value}, "k", Step(1))
        tried(claimed, {1: value}, 1, "s")
        tried(got, {(1, 2): value}, (1, 2))
    tried(ones, {}, [])
    tried(got, {}, [1])
    tried(ones, {Key(1): 5}, 1)
    tried(got, {1: 5}, Key(1))
    tried(ones, {1: 5}, 1.0)
    tried(ones, {1: 5}, True)
    tried(ones, {"é": 5, 1: 6}, "é")
    print(swapped({"a": 5}), swapped({"a": 5000}), order())
    while_walking(defaultdict(int, {1: 1, 2: 2}))
    collected()
    d: DefaultDict[str, int] = defaultdict(int)
    before = sys.getrefcount(None)
    for i in range(1000):
        d["k" + str(i % 10)] += i
    print(sum(d.values()), abs(sys.getrefcount(None) - before) < 50)
    d.default_factory = None
    tried(ones, d, "none")
    d.default_factory = float  # type: ignore[assignment]
    tried(ones, d, "float")


main()
