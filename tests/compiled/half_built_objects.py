"""Objects that skipped __init__, lost attributes or come from interpreted subclasses: Python errors, never a crash."""
import copy
import pickle
from typing import Any, Callable, List


class Node:
    def __init__(self, v: int, w: float) -> None:
        self.v = v
        self.w = w
        self.xs: List[int] = [v]
        self.flag = True

    def total(self) -> float:
        return self.v + self.w + len(self.xs)

    def mark(self) -> bool:
        return not self.flag


def use(n: Node) -> float:
    return n.v * 2 + n.w


def attempt(f: Callable[..., Any], *args: Any) -> Any:
    try:
        return f(*args)
    except (TypeError, AttributeError) as e:
        return type(e).__name__


def main() -> None:
    bare = Node.__new__(Node)
    print(attempt(bare.total), attempt(bare.mark), attempt(use, bare), attempt(lambda: bare.xs), attempt(lambda: bare.flag))
    n = Node(1, 2)
    del n.w
    print(attempt(n.total), attempt(use, n), attempt(delattr, n, "w"), attempt(lambda: n.v))
    n.w = 3
    print(attempt(use, n), vars(copy.copy(n)) == vars(n), pickle.loads(pickle.dumps(n)).total())
    Dyn: Any = type("Dyn", (Node,), {"total": lambda self: -1, "extra": 5})
    d = Dyn(1, 2)
    d.more = "x"
    print(d.total(), use(d), d.extra, d.more, isinstance(d, Node), attempt(Dyn, 1))
    print(attempt(Node.total, 5), attempt(Node.total, object()), attempt(use, "s"), attempt(Node.__init__, bare, "s", 1), attempt(Node.total))
    for bad in (lambda: n.__class__.__mro__.nope, lambda: object.__new__(Node).total(), lambda: Node.total(Node)):
        print(attempt(bad))
    print(attempt(object.__delattr__, n, "v"), attempt(lambda: n.v), attempt(n.__dict__.update, {"v": 4}))


if __name__ == "__main__":
    main()
