"""Lookups in what is a dict or set only at run time, and isinstance with classes of every kind."""
from typing import Any, List


class Same:
    def __init__(self, name: str) -> None:
        self.name = name

    def __hash__(self) -> int:
        return hash(self.name)

    def __eq__(self, other: object) -> bool:
        print("eq", self.name, other)
        return isinstance(other, (str, Same)) and str(other) == self.name


class Counting(dict):
    def __missing__(self, key: Any) -> Any:
        return ["missing", key]

    def __contains__(self, key: Any) -> bool:
        return True


class Meta(type):
    def __instancecheck__(cls, o: Any) -> bool:
        print("asked", type(o).__name__)
        return o == 3


class Odd(metaclass=Meta):
    pass


class Claims:
    @property  # type: ignore[misc]
    def __class__(self) -> Any:  # type: ignore[override]
        return dict


class Sub(int):
    pass


def look(o: Any, key: Any) -> Any:
    try:
        return o[key]
    except (KeyError, TypeError, IndexError) as e:
        return f"{type(e).__name__}: {e}"


def has(o: Any, key: Any) -> Any:
    try:
        return key in o
    except TypeError as e:
        return str(e)


def put(o: Any, key: Any, value: Any) -> Any:
    try:
        o[key] = value
    except TypeError as e:
        return str(e)
    return o


def letters(text: str, sets: List[Any]) -> List[Any]:
    out: List[Any] = []
    for one in sets:
        i = 0
        n = 0
        while i < len(text):
            c = text[i]
            if c in one:
                n += 1
            i += 1
        out.append(n)
    return out


def kinds(o: Any) -> List[bool]:
    return [isinstance(o, (dict, list)), isinstance(o, (int, str)), isinstance(o, int), isinstance(o, (Sub, (bool, (float,)))),
            isinstance(o, Odd), isinstance(o, (str, Odd)), isinstance(o, object), isinstance(o, int | str), isinstance(o, ())]


def main() -> None:
    for d in ({"a": 1, 2: "two", (1, "x"): 3, Same("s"): 4}, Counting(a=1), ["x", "y"], "text", 7, {1.5: "float"}, {}):
        for key in ("a", 2, (1, "x"), "s", [], 1.5, True):
            print(look(d, key), has(d, key))
    for s in ({"a", "s", Same("t"), 1}, frozenset(["a", 2])):
        for key in ("a", "t", Same("a"), 1, 2.0, {1}, frozenset(), []):
            print(has(s, key))
    print(put({}, "k", 1), put({"k": 0}, "k", []), put([1, 2], -1, "z"), put((), 0, 0), put({}, [], 1), put(Counting(), 1, 2))
    removed = {"p", "q", "r"}
    removed.discard("q")
    many = {chr(i) for i in range(33, 300)} - {"b"}
    print(letters("abqrſé𝔘z", [removed, many, frozenset("az"), {"é", "𝔘"}, {Same("a")}, set(), frozenset(["".join(["z"])])]))
    for o in (1, True, "s", 1.5, [], {}, (), None, b"", Sub(3), 3, Claims(), Counting(), int, Odd):
        print(kinds(o))
    try:
        print(isinstance(1, ("no", int)))
    except TypeError as e:
        print(e)
    print(isinstance(1, (int, "no")))  # type: ignore[arg-type]


main()
