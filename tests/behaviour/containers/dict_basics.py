from typing import Dict, List, Optional, Tuple


def count(words: List[str]) -> Dict[str, int]:
    out: Dict[str, int] = {}
    for w in words:
        if w in out:
            out[w] += 1
        else:
            out[w] = 1
    return out


def invert(d: Dict[str, int]) -> Dict[int, List[str]]:
    out: Dict[int, List[str]] = {}
    for k, v in d.items():
        out.setdefault(v, []).append(k)
    return out


def memo(n: int, cache: Dict[int, int]) -> int:
    if n in cache:
        return cache[n]
    r = n if n < 2 else memo(n - 1, cache) + memo(n - 2, cache)
    cache[n] = r
    return r


def get(d: Dict[str, float], k: str) -> float:
    return d.get(k, -1)


def lookup(d: Dict[str, int], k: str) -> Optional[int]:
    return d.get(k)


def grid() -> Dict[Tuple[int, int], str]:
    return {(x, y): f"{x}{y}" for x in range(2) for y in range(2)}


def main() -> None:
    print(count("a b a c b a".split()), invert({"x": 1, "y": 2, "z": 1}), memo(50, {}), get({"a": 1}, "a"), get({}, "q"), lookup({"a": 1}, "b"), grid()[1, 0])
    d: Dict[str, int] = {"one": 1, "two": 2}
    d["three"] = 3
    del d["one"]
    d["two"] += 10
    print(d, len(d), "two" in d, "one" not in d, list(d), d == {"three": 3, "two": 12}, bool({}), not d)
    print({**d, "x": 0}, dict(a=1, b=2), dict([("k", "v")]), dict(zip("ab", [1, 2])), dict({1: 2}, z=3), {1: "a", 1.0: "b", True: "c"}, {})
    print([k for k in d], [v for v in d.values()], [f"{k}{v}" for k, v in d.items()], sorted(d), max(d), min(d.values()), sum(d.values()))
    e = d
    e["new"] = 1
    f = d.copy()
    f["other"] = 2
    print(d is e, "new" in d, "other" in d, d | {"m": 1}, repr({"a": [1, {"b": None}]}))
    d |= {"or": 5}
    print(d)
    for bad in (lambda: d["nope"], lambda: d[[]], lambda: {}[1, 2], lambda: d.__delitem__("zz"), lambda: {[1]: 2}, lambda: dict(5), lambda: d < e, lambda: d + e):  # type: ignore
        try:
            print(bad())
        except (KeyError, TypeError) as err:
            print(type(err).__name__, err)
    r: Dict[str, object] = {}
    r["self"] = r
    print(r, None in {None: 1}, {None: 1, "": 2, (): 3, 0: 4, frozenset(): 5})


if __name__ == "__main__":
    main()
