# Classes over several bases, all but one of which add no fields: layout of that one, Python's order of bases for everything.
import abc
import gc
import pickle
from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any, Dict, Generic, Iterator, List, Protocol, Tuple, TypeVar

T = TypeVar("T")


class Context:
    __slots__ = ("line", "column")

    def __init__(self, line: int = -1, column: int = -1) -> None:
        self.line = line
        self.column = column

    def where(self) -> str:
        return f"{self.line}:{self.column}"


class Node(Context):
    __slots__ = ()

    def kind(self) -> str:
        return "node"

    def accept(self) -> str:
        return "node accepts"


class Statement(Node):
    __slots__ = ()

    def accept(self) -> str:
        return "statement accepts " + self.kind() + " " + str(self.line)

    def move(self, by: int) -> int:
        self.line += by
        return self.line


class Symbol(Node):
    __slots__ = ()

    @property
    @abstractmethod
    def name(self) -> str: ...

    def full(self) -> str:
        return "sym " + self.name + " " + self.where()


class Item(Node):
    __slots__ = ("parts", "deep")

    def __init__(self) -> None:
        super().__init__(3, 4)
        self.parts: List[int] = []
        self.deep = 1.5

    def kind(self) -> str:
        return "item"


class Definition(Item, Symbol, Statement):
    __slots__ = ("_name",)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    @property
    def name(self) -> str:
        return self._name


class Renamed(Definition):
    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.old = name

    def kind(self) -> str:
        return "renamed " + super().kind()


class Left:
    def __init__(self) -> None:
        self.left = 1

    def both(self) -> str:
        return "left"


class Mixin:
    shared = "class value"

    def both(self) -> str:
        return "mixin " + super().both()  # type: ignore

    def describe(self) -> str:
        return f"{type(self).__name__} {sorted(vars(self))}"


class Keeps(Mixin):
    pass


class First(Keeps, Left):
    def __init__(self) -> None:
        super().__init__()
        self.own = "o"


class Last(Left, Mixin):
    pass


class Fields:
    def __init__(self) -> None:
        self.f1 = 1
        self.f2 = 2

    def sum(self) -> int:
        return self.f1 + self.f2


class Conflicting(Left, Fields):
    def __init__(self) -> None:
        Left.__init__(self)
        Fields.__init__(self)
        self.c = 3

    def sum(self) -> int:
        return super().sum() + self.left + self.c


class HidesField:
    @property
    def left(self) -> int:
        return 42


class Hidden(HidesField, Left):
    def __init__(self) -> None:
        pass


class Shape(ABC):
    @abstractmethod
    def area(self) -> float: ...

    def twice(self) -> float:
        return 2 * self.area()


class Labelled:
    label = "none"

    def show(self) -> str:
        return self.label


class Square(Shape, Labelled):
    def __init__(self, side: float) -> None:
        self.side = side

    def area(self) -> float:
        return self.side * self.side


class Visitor(Generic[T]):
    @abstractmethod
    def visit(self, n: int) -> T: ...


class OtherVisitor(Generic[T]):
    def other(self, n: int) -> T:
        return self.visit(n)  # type: ignore


class Collecting(Visitor[int], OtherVisitor[int]):
    def __init__(self) -> None:
        self.seen: List[int] = []

    def visit(self, n: int) -> int:
        self.seen.append(n)
        return len(self.seen)


class More(Collecting):
    def visit(self, n: int) -> int:
        return 10 * super().visit(n)


class Table(Mapping):  # type: ignore
    def __init__(self) -> None:
        self.data: Dict[str, int] = {"a": 1, "b": 2}

    def __getitem__(self, key: str) -> int:
        return self.data[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.data)

    def __len__(self) -> int:
        return len(self.data)


class Incomplete(Mapping, Labelled):  # type: ignore
    pass


class HasName(Protocol):
    name: str

    def hello(self) -> str:
        return "hello " + self.name


class Person(Left, HasName):
    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name


class Meta(metaclass=abc.ABCMeta):
    def __init__(self) -> None:
        self.m = 1

    @abstractmethod
    def must(self) -> int: ...


class Met(Meta, Mixin):
    def must(self) -> int:
        return self.m


def attempt(what: Any) -> None:
    try:
        print("ok", what())
    except Exception as e:
        print(type(e).__name__, str(e).replace("'", ""))


def orders() -> None:
    for cls in (Definition, Renamed, First, Last, Conflicting, Hidden, Square, Collecting, More, Table, Person, Met):
        print(cls.__name__, [c.__name__ for c in cls.__mro__], [b.__name__ for b in cls.__bases__], cls.__base__.__name__ if cls in (Definition, Renamed, Square, More) else '')


def accept_all(nodes: List[Node]) -> List[str]:
    return [n.accept() + " " + n.where() + " " + n.kind() for n in nodes]


def move_all(statements: List[Statement]) -> int:
    total = 0
    for s in statements:
        s.line += 1
        total += s.move(2) + s.line
    return total


def names(symbols: List[Symbol]) -> List[str]:
    return [s.full() + str(s.line) for s in symbols]


def read_left(items: List[Left]) -> List[int]:
    out = []
    for each in items:
        try:
            out.append(each.left)
        except AttributeError as e:
            print(e)
    return out


def rebinding() -> None:
    d = Definition("d")
    def patched(self: Any) -> str:
        return "patched"
    old = Statement.accept
    nodes: List[Node] = [d, Renamed("r"), Statement(), Item()]
    print(accept_all(nodes))
    Statement.accept = patched  # type: ignore
    print(accept_all(nodes))
    Symbol.accept = lambda self: "symbol first"  # type: ignore
    print(accept_all(nodes))
    Statement.accept = old  # type: ignore
    print(accept_all(nodes))
    del Symbol.accept  # type: ignore
    print(accept_all(nodes))


def main() -> None:
    orders()
    d, r = Definition("d"), Renamed("r")
    print(d.where(), d.kind(), d.accept(), d.full(), d.move(5), d.line, hasattr(d, "__dict__"), r.__dict__, r.kind())
    print(accept_all([d, r, Statement(1, 2), Item(), Node()]), move_all([d, r, Statement(1, 2)]), names([d, r]))
    attempt(lambda: setattr(d, "other", 1))
    print(pickle.loads(pickle.dumps(d)).full(), pickle.loads(pickle.dumps(r)).old, d.__reduce_ex__(2)[2])
    rebinding()
    f, l = First(), Last()
    print(f.both(), f.describe(), l.both(), l.describe(), f.shared, f.left, f.own, read_left([f, l, Left()]))
    f.shared = "own value"
    print(f.describe(), f.shared, Mixin.shared)
    c = Conflicting()
    print(c.sum(), sorted(vars(c)), c.both(), read_left([c]))
    h = Hidden()
    print(h.left, read_left([h, Left()]))
    attempt(lambda: setattr(h, "left", 3))
    attempt(lambda: Left.__init__(h))
    attempt(lambda: Shape())  # type: ignore
    s = Square(3.0)
    print(s.twice(), s.show(), vars(s))
    v, m = Collecting(), More()
    print(v.other(3), v.seen, m.other(4), m.seen, Collecting.__orig_bases__, Collecting.__parameters__)  # type: ignore
    t = Table()
    print(t["a"], list(t.items()), t.get("z"), "a" in t, len(t), t == {"a": 1, "b": 2}, vars(t))
    attempt(lambda: Incomplete())  # type: ignore
    p = Person("ann")
    print(p.hello(), p.left, vars(p), isinstance(p, Left))
    attempt(lambda: Meta())  # type: ignore
    print(Met().must(), Met().describe())
    c.me = c  # type: ignore
    d.parts.append(1)
    r.self = r  # type: ignore
    del c, r
    print(gc.collect() > 0)
    space: Any = {"Definition": Definition, "Left": Left, "Mixin": Mixin, "Fields": Fields, "Symbol": Symbol}
    exec("class Py(Definition, Mixin):\n  def kind(self): return 'py ' + super().kind()\nclass Q(Mixin, Left, Fields): pass", space)
    py = space["Py"]("x")
    py.more = py
    print(py.accept(), py.full(), py.describe(), move_all([py]), accept_all([py]), [k.__name__ for k in space["Py"].__mro__])
    q = space["Q"]()
    print(q.both(), q.left, sorted(vars(q)), read_left([q]))
    attempt(lambda: exec("class R(Symbol, Definition): pass", space))


if __name__ == "__main__":
    main()
