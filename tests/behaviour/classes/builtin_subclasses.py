from typing import Any, Dict, Iterable, List


class Stack(List[int]):
    def push(self, x: int) -> "Stack":
        self.append(x)
        return self

    def append(self, x: int) -> None:
        super().append(x * 2)

    def __getitem__(self, i: Any) -> Any:
        return ("got", super().__getitem__(i))

    def __len__(self) -> int:
        return 100


class Lower(Dict[str, int]):
    def __setitem__(self, k: str, v: int) -> None:
        super().__setitem__(k.lower(), v)

    def __contains__(self, k: object) -> bool:
        return isinstance(k, str) and super().__contains__(k.lower())

    def get(self, k: str, d: Any = None) -> Any:
        return "overridden"


class Tags(set):  # type: ignore
    def add(self, x: str) -> None:
        super().add(x.upper())


class Pair(tuple):  # type: ignore
    def __new__(cls, a: int, b: int) -> "Pair":
        return super().__new__(cls, (a, b))

    @property
    def total(self) -> int:
        return self[0] + self[1]


class Name(str):
    def shout(self) -> str:
        return self.upper() + "!"


class Celsius(float):
    def __repr__(self) -> str:
        return f"{float(self)}C"


class Err(KeyError):
    def __str__(self) -> str:
        return "Err:" + super().__str__()


def use_list(xs: List[int]) -> List[Any]:
    xs.append(5)
    return [xs[0], len(xs), list(xs), sum(xs)]


def use_dict(d: Dict[str, int]) -> List[Any]:
    d["KEY"] = 1
    return ["Key" in d, d.get("key"), dict(d), list(d)]


def total(xs: Iterable[int]) -> int:
    t = 0
    for x in xs:
        t += x
    return t


def main() -> None:
    s = Stack([1])
    print(s.push(3), use_list(s), total(s), s == [1, 6, 10], isinstance(s, list), [*s], s + [1], type(s + [1]).__name__, s[:1])
    print(use_dict(Lower()), Lower({"A": 1}), {**Lower(a=1)})
    t = Tags()
    t.add("x")
    t.update(["y"])
    print(sorted(t), "X" in t, t | {"q"} == {"X", "y", "q"}, type(t | {"q"}).__name__)
    p = Pair(3, 4)
    print(p, p.total, p == (3, 4), hash(p) == hash((3, 4)), p[0], p + (5,), type(p[:]).__name__)
    n = Name("bob")
    print(n.shout(), n + "x", type(n + "x").__name__, n == "bob", {"bob": 1}[n], f"{n:>5}", n[0], n.title())
    print(Celsius(20), Celsius(1) + 1, [Celsius(2)], str(Celsius(3)), max(Celsius(1), 0.5))
    try:
        raise Err("k")
    except KeyError as e:
        print(e, repr(e), e.args)


if __name__ == "__main__":
    main()
