from typing import Dict, List


class Key:
    def __init__(self, v: int) -> None:
        self.v = v

    def __hash__(self) -> int:
        return self.v % 2

    def __eq__(self, o: object) -> bool:
        return isinstance(o, Key) and o.v == self.v


class BadHash:
    def __hash__(self) -> int:
        raise ValueError("unhashable by choice")


class Default(dict):  # type: ignore
    def __missing__(self, key: str) -> str:
        return "missing " + key


def groups(xs: List[int]) -> Dict[bool, List[int]]:
    out: Dict[bool, List[int]] = {}
    for x in xs:
        out.setdefault(x % 2 == 0, []).append(x)
    return out


def main() -> None:
    d = {"a": 1, "b": 2, "c": 3}
    print(d.get("a"), d.get("z"), d.get("z", 0), d.pop("a"), d.pop("z", None), d.popitem(), d)
    print(d.setdefault("b", 9), d.setdefault("n", 9), d.setdefault("none"), d)
    d.update({"b": 20}, x=1)
    d.update([("y", 2)])
    d.update(z=3)
    print(d, groups([1, 2, 3, 4]))
    print(d.keys(), d.values(), d.items(), dict.fromkeys("ab"), dict.fromkeys([1, 2], 0))
    ks, vs, its = d.keys(), d.values(), d.items()
    d["late"] = 100
    print(len(ks), "late" in ks, 100 in vs, ("late", 100) in its, list(ks)[-1])
    print(ks & {"b", "q"}, ks - {"b", "n", "none", "x", "y", "z"}, {"q"} | {"b"} == {"b", "q"}, ks == set(d), list(reversed(d))[0], list(reversed(d.items()))[0])
    k = {Key(i): i for i in range(6)}
    print(k[Key(3)], Key(9) in k, len(k), k.pop(Key(2)), [v for v in k.values()])
    print(Default(a=1)["a"], Default()["q"], Default().get("q"))
    for f in (lambda: d.pop("nope"), lambda: {}.popitem(), lambda: d.get(), lambda: {BadHash(): 1}, lambda: d.get([]), lambda: BadHash() in d, lambda: d.update(5), lambda: d.setdefault({}, 1)):  # type: ignore
        try:
            print(f())
        except (KeyError, TypeError, ValueError) as e:
            print(type(e).__name__, e)
    d.clear()
    print(d, len(ks), list(d.items()))
    o = {"z": 1, "a": 2}
    o["z"] = 5
    del o["a"]
    o["a"] = 1
    o["m"] = 0
    print(list(o), next(iter(o)), sorted(o.items(), key=lambda kv: kv[1]))
    g = d.get
    s = d.__setitem__
    s("via", 1)
    print(g("via"), d)


if __name__ == "__main__":
    main()
