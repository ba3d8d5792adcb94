# Named tuples are made without running their `__new__`, and unpacked as tuples are; whoever changes something is heard.
import collections
import copy
import pickle
import sys
from collections import namedtuple
from typing import Any, Generic, NamedTuple, TypeVar

T = TypeVar("T")


class P(NamedTuple):
    """A point."""

    x: int
    y: int = 0

    def dist(self) -> int:
        return self.x * self.x + self.y * self.y


class Pair(NamedTuple, Generic[T]):
    first: T
    second: T


class Empty(NamedTuple):
    pass


C = namedtuple("C", "a b c", defaults=(2, [3]))
One = namedtuple("One", "only")
R = namedtuple("R", "def ok ok", rename=True)
Many = namedtuple("Many", [f"f{i}" for i in range(120)])


class Sub(P):
    def __new__(cls, x: int, y: int = 5) -> "Sub":
        return super().__new__(cls, x + 1, y)


class Plain(P):
    extra = 1


class Initialised(P):
    def __init__(self, x: int, y: int = 0) -> None:
        print("init", x, y)


class Iterated(P):
    def __iter__(self) -> Any:
        return iter((10, 20))


INTERPRETED: dict[str, Any] = {"P": P, "C": C}
exec(
    """
class Heir(P):
    __slots__ = ()
    def __repr__(self): return "Heir" + tuple.__repr__(self)
class Stateful(C):
    def __init__(self, *args, **kwargs): self.seen = (args, kwargs)
class NotImplementedNew(P):
    def __new__(cls, *args): return args
""",
    INTERPRETED,
)


def make(cls: Any, *args: Any, **kwargs: Any) -> str:
    try:
        return repr(cls(*args, **kwargs))
    except TypeError as e:
        return f"TypeError: {e}"


def one(cls: Any, value: Any) -> str:
    try:
        return repr(cls(value))
    except TypeError as e:
        return f"TypeError: {e}"


def two(cls: Any, a: Any, b: Any) -> str:
    try:
        return repr(cls(a, b))
    except TypeError as e:
        return f"TypeError: {e}"


def by_name(cls: Any, value: Any) -> str:
    try:
        return repr(cls(value, y=value))
    except TypeError as e:
        return f"TypeError: {e}"


def unpack(p: Any) -> str:
    try:
        a, b = p
    except (TypeError, ValueError) as e:
        return f"{type(e).__name__}: {e}"
    return f"{a} {b}"


def main() -> None:
    for _ in range(2):
        for cls in (P, Pair, Empty, C, One, R, Sub, Plain, Initialised, Iterated, *[INTERPRETED[n] for n in ("Heir", "Stateful", "NotImplementedNew")]):
            print(cls.__name__, one(cls, 1), two(cls, 1, 2), by_name(cls, 3), make(cls, x=1), make(cls), make(cls, 1, 2, 3))
    print(P(1), P(1, 2), P(x=1), P(y=3, x=1), P(1, y=4), C(1), C(1, c=5), One("1"), One(only=2), R(1, 2, 3), Pair("a", "b"), Pair(first=1, second=2))
    print(len(Many(*range(120))), Many(*range(120)).f119)
    print(unpack(P(1)), unpack(Pair("a", "b")), unpack(Iterated(1, 2)), unpack(C(1)), unpack(One(1)), unpack(INTERPRETED["Heir"](4, 5)))
    print(P._fields, P._field_defaults, P.__doc__, P.__annotations__, P.__mro__[1], P.__new__.__defaults__, P.__slots__, P.__match_args__)
    p = P(3, 4)
    print(p._asdict(), p._replace(x=5), P._make([7, 8]), p.dist(), Plain(1, 2).dist(), hash(p) == hash((3, 4)), p == (3, 4), p < (4,), p + (1,))
    print(pickle.loads(pickle.dumps(p)), copy.copy(p), copy.deepcopy(p), p.__getnewargs__(), isinstance(p, tuple), type(p) is P)
    print(vars(Plain(1)), INTERPRETED["Stateful"](1, b=5).seen, type(P(1, 2).__class__))
    shared = C(1)
    shared.c.append("seen")
    print(C(1))
    shared.c.pop()

    P.__new__.__defaults__ = (40, 50)
    print(P(), P(1), P(y=1))
    P.__new__.__defaults__ = None
    print(make(P, 1), make(P, 1, 2))
    P.__new__.__defaults__ = (0,)
    print(make(P, 1))
    saved = P.__new__
    P.__new__ = lambda cls, *args: ("replaced", args)  # type: ignore
    print(one(P, 1), two(P, 1, 2), one(Plain, 1))
    P.__new__ = saved  # type: ignore
    print(one(P, 1), two(P, 1, 2), one(Plain, 1))
    code = saved.__code__
    saved.__code__ = eval("lambda _cls, x, y: _tuple_new(_cls, (y, x))").__code__
    print(two(P, 1, 2))
    saved.__code__ = code
    print(two(P, 1, 2))
    saved.__globals__["_tuple_new"] = lambda cls, items: ("made elsewhere", items)
    print(two(P, 1, 2))
    saved.__globals__["_tuple_new"] = tuple.__new__
    print(two(P, 1, 2))
    P.__init__ = lambda self, *args: print("init", self, args)  # type: ignore
    print(two(P, 1, 2))
    del P.__init__  # type: ignore
    print(two(P, 1, 2))
    P.__iter__ = lambda self: iter("ab")  # type: ignore
    print(unpack(P(1)))
    del P.__iter__  # type: ignore
    print(unpack(P(1)))
    P.dist, dist = (lambda self: -1), P.dist  # type: ignore
    print(p.dist())
    P.dist = dist  # type: ignore

    seen: list[str] = []
    sys.setprofile(lambda frame, event, arg: seen.append(frame.f_code.co_name) if event == "call" else None)
    P(1, 2)
    sys.setprofile(None)
    print([name for name in seen if name == "<lambda>"])
    made = [P(i, i * i) for i in range(1000)]
    print(sum(q.x + q.y for q in made), made[500], collections.Counter(q.x % 3 for q in made))
    cycle: list[Any] = []
    cycle.append(P(cycle, 1))  # type: ignore
    print(cycle[0].x is cycle)


if __name__ == "__main__":
    main()
