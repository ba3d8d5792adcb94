# Sequences, mappings and tuple displays of known and of unknown kinds; numbers and texts of known type.
from collections import ChainMap, OrderedDict, UserList, defaultdict, deque
from enum import Enum
from typing import Any, Iterator, Mapping, TypedDict


def command(words: list[str] | tuple[str, ...] | deque[str]) -> str:
    match words:
        case []:
            return "nothing"
        case ["go", ("north" | "south") as where]:
            return f"go {where}"
        case ["take", *things]:
            return f"take {things}"
        case [only]:
            return f"only {only}"
        case [first, *_, "end"]:
            return f"{first} to the end"
        case [_, second, *_] if second == "now":
            return "now"
        case [a, b, *rest]:
            return f"{a} {b} {len(rest)}"
    return "never"


def pair(a: int, b: str) -> str:
    match a, b:
        case 0, "zero":
            return "zero"
        case (1 | 2 as n), text if text != "skip":
            return f"{n} {text}"
        case (_, "one") | (3, _):
            return "one or three"
        case _, other:
            return f"other {other}"


def whole(a: Any, b: Any) -> Any:
    match a, b:
        case (1, x) as t:
            return t, x
        case [x]:
            return x
        case [*items]:
            return items


def nested(x: Any, y: Any) -> str:
    match (x, (y, x)):
        case (0, (0, _)):
            return "zeros"
        case (a, (b, c)) if a is c:
            return f"{a} {b}"
    return "no"


def number(n: int) -> str:
    match n:
        case 0:
            return "zero"
        case -1 | 1:
            return "one"
        case 4611686018427387904:
            return "wide"
        case 2.0:
            return "two"
        case 1_000_000_000_000_000_000_000:
            return "huge"
        case x if x % 2:
            return f"odd {x}"
    return "even"


def real(x: float) -> str:
    match x:
        case 0:
            return "zero"
        case 0.5 | 1.5:
            return "half"
        case float("nan") if x != x:  # type: ignore
            return "nan"
        case y:
            return f"{y!r}"


def text(s: str) -> int:
    match s:
        case "":
            return 0
        case "alpha" | "beta":
            return 1
        case "gamma":
            return 2
        case other:
            return len(other)


class Row(TypedDict, total=False):
    kind: str
    size: int


def row(r: Row) -> str:
    match r:
        case {"kind": "box", "size": n}:
            return f"box {n}"
        case {"kind": k}:
            return f"kind {k}"
        case {"size": n, **rest}:
            return f"size {n} {rest}"
    return "empty"


class Key(str):
    pass


class Names:
    kind = "kind"
    also = "kind"
    key = Key("kind")


def mapping(m: Any) -> str:
    try:
        match m:
            case {Names.kind: "x", Names.also: _}:
                return "twice"
            case {Names.key: "y"}:
                return "key"
            case {1: a, None: b, "s": c}:
                return f"{a} {b} {c}"
            case {"a": {"b": [x, {"c": y}]}}:
                return f"{x} {y}"
            case {**rest}:
                return f"rest {sorted(map(str, rest))}"
    except ValueError as e:
        return f"ValueError {e}"
    return "none"


class Loud(dict[str, int]):
    def get(self, key: str, default: Any = None) -> Any:
        print("get", key)
        return super().get(key, default)

    def __missing__(self, key: str) -> int:
        print("missing", key)
        return 0


class Seq(UserList[int]):
    def __len__(self) -> int:
        print("len")
        return super().__len__()

    def __iter__(self) -> Iterator[int]:
        print("iter")
        return super().__iter__()


class Tup(tuple[int, ...]):
    def __iter__(self) -> Iterator[int]:
        return iter((7, 8))


class Changes:
    def __init__(self, of: list[Any]) -> None:
        self.of = of

    def __eq__(self, other: object) -> bool:
        print("compared with", other)
        self.of.clear()
        return True


def changing() -> str:
    xs: list[Any] = []
    xs += [Changes(xs), "second"]
    match xs:
        case ["first", second]:
            return f"{second} {xs}"
    return "no"


class Signal(Enum):
    RED = "r"
    AMBER = "a"
    GREEN = "g"

    def next(self) -> "Signal":
        match self:
            case Signal.RED:
                return Signal.GREEN
            case Signal.GREEN:
                return Signal.AMBER
            case Signal.AMBER:
                return Signal.RED


class Different:
    def __eq__(self, other: object) -> bool:
        print("eq", type(other).__name__)
        return isinstance(other, Signal)

    def __ne__(self, other: object) -> bool:
        print("ne", type(other).__name__)
        return False


def signal(s: Any) -> str:
    match s:
        case Signal.RED | Signal.AMBER:
            return "stop"
        case Signal.GREEN:
            return "go"
    return "what"


def bound_after() -> None:
    x = 0
    match x, 5:
        case 1, late:
            pass
        case 0, 6:
            late = 1
    try:
        print(late)
    except UnboundLocalError as e:
        print(e)
    match 3, 4:
        case n, m if n > m:
            pass
    print(n, m)


def main() -> None:
    for w in ("", "go north", "go west", "take a b c", "look", "x y end", "x now", "x y z w"):
        print(command(w.split()))
    print(command(("go", "south")), command(deque(["take", "it"])))
    print([pair(a, b) for a, b in ((0, "zero"), (1, "x"), (2, "skip"), (3, "q"), (9, "one"), (True, "true"))])
    print(whole(1, 2), whole(2, 3), nested(0, 0), nested("a", 1), nested(5, 0))
    print([number(n) for n in (0, 1, -1, 2, 3, 4, 1 << 62, 10**21, True, False)])
    print([real(x) for x in (0.0, -0.0, 0, 0.5, 1.5, 3, 2.25, True)])
    try:
        real(float("nan"))
    except TypeError as e:
        print(e)
    print([text(s) for s in ("", "alpha", "beta", "gamma", "delta", "é" * 5)])
    print(row({"kind": "box", "size": 2}), row({"kind": "bag"}), row({"size": 3}), row({}))
    for m in ({"kind": "x"}, {"kind": "y"}, {1: 2, None: 3, "s": 4}, {"a": {"b": (1, {"c": 2})}}, {"z": 1}, {}, OrderedDict(kind="y"), ChainMap({"kind": "y"}), 5):
        print(mapping(m))
    d: defaultdict[str, int] = defaultdict(int)
    print(mapping(d), len(d), row(Loud(kind=1)), row(Loud()))  # type: ignore
    match Seq([1, 2]):
        case [_]:
            print("one")
        case [1, x]:
            print("two", x)
    match Tup((1, 2)):
        case [a, b]:
            print(a, b)
    match Tup((1, 2, 3)):
        case [a, b]:
            print(a, b)
        case [_, *others]:
            print(others)
    print(changing())
    s = Signal.RED
    for _ in range(4):
        print(s, signal(s))
        s = s.next()
    print(signal(Different()), signal("r"), Signal.RED == Signal.RED, Signal.RED != Signal.GREEN, Signal.RED == "r", Different() == Signal.RED, Signal.RED == Different(), Signal.RED != Different())
    bound_after()


if __name__ == "__main__":
    main()
