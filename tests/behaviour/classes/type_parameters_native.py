# python: 3.12
# Classes with type parameters of their own have native layout, as those over Generic[T] have.
import copy
import pickle
from dataclasses import dataclass, fields
from typing import Any


class Stack[T]:
    def __init__(self) -> None:
        self.items: list[T] = []
        self.count = 0

    def push(self, item: T) -> None:
        self.items.append(item)
        self.count += 1

    def pop(self) -> T:
        self.count -= 1
        return self.items.pop()

    def map[U](self, f: object) -> U:
        return f(self.items)  # type: ignore

    def param(self) -> object:
        return T


class Sub[T, U](Stack[T]):
    def __init__(self, u: U) -> None:
        super().__init__()
        self.u = u


@dataclass
class Pair[A, B]:
    a: A
    b: B
    n: int = 3


@dataclass(slots=True)
class SPair[A]:
    a: A
    n: int = 3


class Over[T](Sub[T, int]):
    __slots__ = ("z",)


class Num[T: (int, float)]:
    total: int = 0

    def add(self, x: T) -> None:
        self.total += 1
        self.last: T = x


def main() -> None:
    s = Stack[int]()
    s.push(1)
    s.push(2)
    print(s.pop(), s.count, s.param(), Stack.__type_params__, Stack.__parameters__, Stack.__bases__, Stack.__orig_bases__, vars(s), s.map(len))
    t = Sub[int, str]("u")
    t.push(4)
    print(t.pop(), t.u, t.__orig_class__, Sub.__mro__, Sub.__parameters__)
    print(Pair(1, "x"), Pair[int, str](1, "b") == Pair(1, "b"), SPair(2), SPair.__slots__, Pair.__type_params__, SPair.__type_params__)
    o = Over(3)
    o.z = 4
    print(o.z, o.u, vars(o))
    n = Num[int]()
    n.add(4)
    print(n.total, n.last, Num.total)
    space: dict[str, Any] = {"Stack": Stack, "Pair": Pair}
    exec("class Heir(Stack[int]):\n    def push(self, item): super().push(item * 2)\nh = Heir()\nh.push(3)\nh.free = 1\nprint(h.pop(), vars(h), Pair('i', 2))", space)
    for bad in (lambda: s.push(), lambda: Pair(1), lambda: Stack[int, str], lambda: s.missing):  # type: ignore
        try:
            bad()
        except Exception as e:
            print(type(e).__name__, e)
    copied = copy.deepcopy(Pair([1], {2: 3}))
    print(copied, pickle.loads(pickle.dumps(Pair(1, 2))), [f.type for f in fields(Pair)])
    Stack.push = lambda self, item: print("patched", item)  # type: ignore
    s.push(5)
    use(s)


def use(stack: Stack[int]) -> None:
    stack.push(6)
    stack.count += 1
    print(stack.count)
if __name__ == "__main__":
    main()
