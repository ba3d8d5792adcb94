from typing import Any, Callable, Dict, List, Literal, Optional, Tuple, Union


class Node:
    def __init__(self, v: int, nxt: "Optional[Node]" = None) -> None:
        self.v = v
        self.nxt = nxt
        self.meta: Union[str, int, None] = None


def length(n: Optional[Node]) -> int:
    c = 0
    while n is not None:
        c += 1
        n = n.nxt
    return c


def attr(n: Node) -> int:
    if n.nxt is not None and n.nxt.nxt is not None:
        return n.nxt.nxt.v
    if n.nxt:
        return n.nxt.v
    return n.v


def meta(n: Node) -> str:
    if n.meta is None:
        return "none"
    if isinstance(n.meta, str):
        return n.meta.upper()
    return str(n.meta + 1)


def union(x: Union[int, str, List[int], None, Tuple[int, int]]) -> str:
    if x is None:
        return "N"
    if isinstance(x, (int, str)):
        if isinstance(x, int):
            return f"i{x + 1}"
        return "s" + x
    if isinstance(x, list):
        x = len(x)
        return f"l{x}"
    a, b = x
    return f"t{a + b}"


def early(x: Optional[str]) -> int:
    if not x:
        return -1
    return len(x)


def walrus(d: Dict[str, Optional[int]], k: str) -> int:
    if (v := d.get(k)) is not None:
        return v + 1
    return 0


def loop(xs: List[Optional[int]]) -> int:
    t = 0
    for x in xs:
        if x is None:
            continue
        t += x
    return t


def literal(mode: Literal["r", "w"]) -> int:
    if mode == "r":
        return 1
    return 2


def reassigned(x: Union[int, str]) -> str:
    if isinstance(x, int):
        x = str(x)
    return x + "!"


def boolop(x: Optional[int], y: Optional[int]) -> int:
    return (x or 0) + (y if y is not None else 10)


def call(f: Union[int, Callable[[], int]]) -> int:
    return f() if callable(f) else f


def compare(a: Any, b: object) -> bool:
    return isinstance(a, int) and isinstance(b, int) and a < b


def ternary(x: Optional[List[int]]) -> int:
    return len(x) if x is not None else -1


def try_narrow(s: object) -> float:
    try:
        assert isinstance(s, (int, float))
    except AssertionError:
        return -1
    return s * 2


def main() -> None:
    n = Node(1, Node(2, Node(3)))
    print(length(n), length(None), attr(n), attr(Node(7)), attr(Node(1, Node(5))), meta(n))
    n.meta = "abc"
    print(meta(n))
    n.meta = 4
    print(meta(n))
    print([union(v) for v in (1, "q", [1, 2], None, (3, 4), True)], early(None), early(""), early("ab"), walrus({"a": 1, "b": None}, "a"), walrus({"b": None}, "b"), loop([1, None, 2]))
    print(literal("r"), literal("w"), reassigned(5), reassigned("s"), boolop(None, None), boolop(3, 0), call(3), call(lambda: 4), compare(1, 2), compare("a", 1), ternary(None), ternary([1]), try_narrow(2), try_narrow(1.5), try_narrow("x"))


if __name__ == "__main__":
    main()
