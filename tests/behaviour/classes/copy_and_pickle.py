import copy
import pickle
from dataclasses import dataclass
from enum import Enum
from typing import Any, Dict, List, NamedTuple, Optional, Tuple


class Node:
    def __init__(self, v: int, nxt: Optional["Node"] = None) -> None:
        self.v = v
        self.nxt = nxt
        self.data: List[int] = [v]


class Custom:
    def __init__(self, a: int) -> None:
        self.a = a
        self.cache = object()

    def __getstate__(self) -> Dict[str, int]:
        return {"a": self.a}

    def __setstate__(self, state: Dict[str, int]) -> None:
        self.a = state["a"] + 100
        self.cache = None  # type: ignore


class Reduced:
    def __init__(self, a: int, b: str) -> None:
        self.a, self.b = a, b

    def __reduce__(self) -> Tuple[Any, ...]:
        return Reduced, (self.a + 1, self.b)


class Copies:
    def __init__(self) -> None:
        self.n = 0

    def __copy__(self) -> "Copies":
        c = Copies()
        c.n = self.n + 1
        return c

    def __deepcopy__(self, memo: Any) -> "Copies":
        c = Copies()
        c.n = self.n + 10
        return c


@dataclass
class Data:
    x: float
    ys: List[int]


class Color(Enum):
    RED = 1


class Pt(NamedTuple):
    x: int
    y: int


class Derived(Node):
    def __init__(self, v: int) -> None:
        super().__init__(v)
        self.w = 2.5
        self.flag = True


class Slots:
    __slots__ = ["a", "b"]

    def __init__(self) -> None:
        self.a = 1


def top(x: int) -> int:
    return x + 1


def main() -> None:
    n = Node(1, Node(2))
    assert n.nxt is not None
    c, d = copy.copy(n), copy.deepcopy(n)
    assert d.nxt is not None
    print(c.v, c.nxt is n.nxt, c.data is n.data, d.nxt is n.nxt, d.nxt.v, d.data == n.data, d.data is n.data)
    n.nxt.nxt = n
    e = copy.deepcopy(n)
    assert e.nxt is not None
    print(e.nxt.nxt is e)
    for proto in (0, 2, pickle.HIGHEST_PROTOCOL):
        p = pickle.loads(pickle.dumps(n, proto))
        print(p.v, p.nxt.v, p.nxt.nxt is p, p.data)
    print(pickle.loads(pickle.dumps(Custom(1))).a, pickle.loads(pickle.dumps(Reduced(1, "b"))).a, copy.copy(Reduced(5, "")).a, copy.copy(Copies()).n, copy.deepcopy([Copies()])[0].n)
    print(pickle.loads(pickle.dumps(Data(1, [2]))), pickle.loads(pickle.dumps(Color.RED)) is Color.RED, pickle.loads(pickle.dumps(Pt(1, 2))), copy.deepcopy(Data(1.5, [1])), copy.copy(Pt(3, 4)))
    v = pickle.loads(pickle.dumps(Derived(4)))
    print(v.v, v.w, v.flag, v.data, type(v).__name__, vars(v))
    s = pickle.loads(pickle.dumps(Slots(), 2))
    print(s.a, hasattr(s, "b"))
    print(pickle.loads(pickle.dumps(top)) is top, pickle.loads(pickle.dumps(Node)) is Node, copy.copy(top) is top, copy.deepcopy({"f": top})["f"] is top, pickle.loads(pickle.dumps(n.__class__.__name__)))
    try:
        pickle.dumps(lambda: 0)
    except (pickle.PicklingError, AttributeError) as err:
        print(type(err).__name__)


if __name__ == "__main__":
    main()
