"""Dicts with str and int keys in all sizes and states: found, absent, deleted, replaced, mixed keys, colliding hashes, odd owners."""
import gc
import sys
from typing import Dict, List, Optional


class Text(str):
    def __hash__(self) -> int:
        return 1

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other) is True or other == "any"


class Same:
    def __init__(self, value: int) -> None:
        self.value = value

    def __hash__(self) -> int:
        return hash(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, int) and other == self.value

    def __str__(self) -> str:
        return "Same"


def text_keys(n: int) -> None:
    d: Dict[str, int] = {}
    for i in range(n):
        d["k%d" % i] = i
    for i in range(0, n, 3):
        del d["k%d" % i]
    hits = 0
    for i in range(n + 5):
        k = "k%d" % i
        if k in d:
            hits += d[k]
            d[k] += 1
        else:
            d[k] = d.get(k, -1) - 1
    print(n, len(d), hits, sum(d.values()), list(d)[:3])


def int_keys(n: int) -> None:
    d: Dict[int, int] = {}
    for i in range(-n, n):
        d[i] = d.get(i, 0) + i
        d[i] += 1
    for i in range(-n, n, 2):
        del d[i]
    print(n, len(d), sum(d), sum(d.values()), -1 in d, -2 in d, 0 in d, d.get(-1), d.get(-2), d.get(n), 2**30 in d)
    d[2**30] = 1
    d[2**70] = 2
    d[2**30] += 1
    print(d[2**30], d[2**70], d.get(-(2**30)), d.get(2**31))


def mixed() -> None:
    d: Dict[object, object] = {}
    for k in ("a", 1, 1.0, True, None, "é", "日本", "𝄞", -1, -2, (1,), Same(7), 7, Text("t"), "t"):
        d[k] = (k, len(d))
    for k in ("a", 1, True, 7, Same(7), "é", "日" + "本", "𝄞", -1, -2, "t", Text("t"), "any"):
        print(repr(str(k)), k in d, str(d.get(k))[:6])
    ints: Dict[int, str] = {7: "seven"}
    odd: Dict[object, str] = {Same(7): "same"}
    print(odd.get(7), ints.get(Same(7)), ints.get(True), {1: "one"}.get(True), {True: "yes"}.get(1), {1.0: "float"}.get(1))  # type: ignore


def words(parts: List[str]) -> Dict[str, int]:
    counts: Dict[str, int] = {}
    for p in parts:
        for c in p:
            counts[c] = counts.get(c, 0) + 1
        counts[p + "!"] = counts.get(p + "!", 0) + 1
    return counts


def containers() -> None:
    d: Dict[str, object] = {"a": 1, "b": 2}
    print(gc.is_tracked(d))
    d["a"] = [d]
    print(gc.is_tracked(d), d["b"])
    d["a"] = None
    print(d)


class Noisy:
    def __init__(self, owner: Dict[str, object]) -> None:
        self.owner = owner

    def __del__(self) -> None:
        self.owner["seen"] = len(self.owner)
        self.owner.pop("x", None)


def replaced() -> None:
    d: Dict[str, object] = {}
    d["x"] = Noisy(d)
    d["x"] = 1
    print(d)
    value = "value " * 2
    before = sys.getrefcount(value)
    for _ in range(10):
        d["v"] = value
        d["v"] = value
    print(sys.getrefcount(value) - before)


flag = 1


def read_flag() -> int:
    return flag


def through_globals(space: Dict[str, object]) -> None:
    print(read_flag())
    space["flag"] = 2
    print(read_flag(), flag)
    space["read_flag"] = lambda: "replaced"
    print(read_flag())
    space["len"] = lambda x: "len"
    print(len(""))
    space["len"] = 5
    print(space["len"])
    del space["len"]
    print(len(""))


class Plain:
    pass


def shared_keys() -> None:
    one, two = Plain(), Plain()
    one.a, one.b, two.a = 1, 2, 3  # type: ignore
    d: Dict[str, int] = one.__dict__
    e: Dict[str, int] = two.__dict__
    d["a"] += 10
    print(d, e, "b" in e, e.get("b"), d.get("b"), one.a, d.setdefault("b", 9), d.setdefault("c", 9))  # type: ignore


def default(d: Dict[str, List[int]], k: str) -> Optional[int]:
    d.setdefault(k, []).append(len(k))
    d.setdefault(k, []).append(len(d))
    return d[k][-1]


def main() -> None:
    for n in (0, 1, 5, 6, 50, 170, 200, 3000, 50000):
        text_keys(n)
    for n in (1, 5, 100, 40000):
        int_keys(n)
    mixed()
    print(words(["abc", "cab", "éa", "日本", "abc"]))
    containers()
    replaced()
    through_globals(globals())
    globals()["flag"] = 1
    shared_keys()
    groups: Dict[str, List[int]] = {}
    print([default(groups, k) for k in ("a", "b", "a")], groups)
    for missing in ("x", 3, None):
        try:
            print({"a": 1, 2: 3}[missing])  # type: ignore
        except KeyError as e:
            print(repr(e))
    try:
        print({}[[]])  # type: ignore
    except TypeError as e:
        print(e)


if __name__ == "__main__":
    main()
