"""Ints that are written over ints in dicts, where others may have the old ones."""
from typing import Any, Dict, List, Tuple


def count(words: List[str], start: int) -> Dict[str, int]:
    out: Dict[str, int] = {}
    for w in words:
        out[w] = out.get(w, start) + 1
    return out


def shared(n: int) -> Tuple[Any, Any, Dict[str, int]]:
    d: Dict[str, int] = {}
    d["a"] = n * 1000
    keep: List[Any] = []
    keep.append(d["a"])
    d["a"] = n * 1000 + 1
    copy = dict(d)
    d["a"] += 5
    keep.append(copy["a"])
    d["b"] = d["a"]
    d["a"] = 7
    d["a"] = -3000 - n
    d["a"] -= 1 << 40
    d["a"] -= 1 << 80
    d["b"] = d["b"] * -1
    return keep, copy, d


def same_box(n: int) -> bool:
    d: Dict[str, int] = {"x": 0}
    d["x"] = n + 100000
    values = list(d.values())
    d["x"] = n + 100001
    return values == [n + 100000] and d["x"] == n + 100001


def views(n: int) -> List[Tuple[str, int]]:
    d: Dict[str, int] = {"a": 1000 + n, "b": 2000 + n}
    out: List[Tuple[str, int]] = []
    for k, v in d.items():
        d[k] = v + 1
        d["b"] = d["b"] + 10000
        out.append((k, v))
    out.extend(d.items())
    return out


def keys(n: int) -> Dict[Any, int]:
    d: Dict[Any, int] = {}
    for i in range(n):
        d[i % 3] = i + 1000
        d[(i % 2, "t")] = i + 2000
        d[i % 2 == 0] = i + 3000
        d[float(i % 2)] = i + 4000
        d[None] = i + 5000
    return d


class Loud(dict):
    def __setitem__(self, key: Any, value: Any) -> None:
        print("set", key, value)
        dict.__setitem__(self, key, value)


class Index(int):
    pass


def element(box: List[Dict[str, int]], value: int) -> None:
    box[0]["k"] = value
    box[0]["k"] += 1


def whole(n: int) -> int:
    d: Dict[int, int] = {}
    d[n] = n
    key: Any = next(iter(d))
    d[n] = n + 1
    return key


def main() -> None:
    print(count(["a", "b", "a", "c", "a", "b"], 0), count(["a", "b", "a"], 1 << 29), count(["a", "b", "a"], -1001), count(["a", "a"], 1 << 62))
    print(shared(3))
    print(same_box(5), views(1), keys(7), whole(123456))
    box: List[Any] = [Loud()]
    element(box, 3000)
    element(box, Index(4000))
    plain: Dict[str, Any] = {"k": 5000}
    element([plain], True)
    print(plain)
    plain["k"] = 99999
    element([plain], 6000)
    print(plain, box)
    for bad in (None, (), 5):
        try:
            element([bad], 1)  # type: ignore[list-item]
        except TypeError as e:
            print(e)
    globals()["COUNTER"] = 1000
    bump: Dict[str, Any] = globals()
    for i in range(3):
        bump["COUNTER"] = bump["COUNTER"] + 1000
        print(COUNTER)


COUNTER = 0
main()
