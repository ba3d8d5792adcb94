"""What is declared to be a vec of numbers, of references or of anything is tested where it crosses, and by what is done to it."""
from typing import Optional

from krait import f32, f64, i64, vec


class Node:
    def __init__(self) -> None:
        self.below: vec[Node] = vec[Node]()
        self.other: Optional[vec[i64]] = None


def total(v: vec[f64]) -> f64:
    s: f64 = 0.0
    for x in v:
        s += x
    return s


def first(v: vec[Node]) -> Node:
    return v[0]


def optional(v: Optional[vec[i64]]) -> int:
    return 0 if v is None else len(v)


def any_vec(v: vec) -> int:
    return len(v)


def returned(x: object) -> vec[i64]:
    return x  # type: ignore


def untyped(v):
    v.append(1)
    return v[0]


def in_list(rows: list[vec[f64]]) -> float:
    s = 0.0
    for row in rows:
        for i in range(len(row)):
            s += row[i]
    return s


def attempt(f, *args):
    try:
        result = f(*args)
        print(f.__name__, type(result).__name__)
    except Exception as e:
        print(f.__name__, type(e).__name__, e)


def main() -> None:
    for other in ([1.0], None, vec[i64]([1]), vec[f32]([1]), vec[f64]([1]), vec[str](["a"]), vec[Node]([Node()])):
        print(type(other).__name__)
        for f in (total, first, optional, any_vec, returned, untyped):
            attempt(f, other)
        attempt(in_list, [vec[f64]([1]), other])
    node = Node()
    for name in ("below", "other"):
        for value in ([node], vec[i64]([1]), vec[Node](), None):
            attempt(setattr, node, name, value)


if __name__ == "__main__":
    main()
