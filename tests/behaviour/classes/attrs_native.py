# Classes of the attrs library have native layout, are made, compared, hashed and shown without the generated functions, and look as in Python.
import copy
import gc
import inspect
import pickle
import sys
import traceback
import weakref
from typing import Any, ClassVar, Generic, Optional, TypeVar

try:
    import attr
    from attr import Factory
    from attrs import define, field, frozen, mutable
except ImportError:
    print("no attrs")
    sys.exit()

T = TypeVar("T")


@attr.s(auto_attribs=True)
class D:
    """With a dict."""

    x: int
    y: str = "q"
    _private: float = 1.5
    items: list[int] = attr.Factory(list)
    shared: ClassVar[int] = 9

    def total(self) -> int:
        return self.x + len(self.y)


@attr.s(auto_attribs=True, frozen=True, order=True)
class DF:
    x: int
    y: str = "q"


@attr.s
class Old:
    x = attr.ib()
    y = attr.ib(default=3)
    z = attr.ib(factory=list)
    w: int = attr.ib(default=0, repr=False, cmp=False)
    ignored: int = 7

    def total(self) -> int:
        return self.x + self.y


@attr.s(slots=True, hash=True, kw_only=True)
class OldSlots:
    x = attr.ib(default=1)
    y = attr.ib(default=2, hash=False)


@define
class S:
    x: int
    y: str = "q"
    flag: bool = False
    ratio: float = 2
    items: list[int] = field(factory=list)
    none: Optional[str] = None

    def total(self) -> int:
        return self.x + len(self.y)

    @property
    def double(self) -> int:
        return self.x * 2

    def text(self) -> str:
        return super().__repr__()[:5]


@frozen(order=True)
class F:
    x: int
    y: str = "q"


@define(order=True, unsafe_hash=True)
class M:
    x: float
    y: int = field(order=False, default=0)
    z: str = field(eq=False, default="")
    key: str = field(default="k", hash=False)


@mutable
class Bare:
    x = field()
    y = field(default=1)


@define
class Derived(S):
    more: int = 4
    y: str = "derived"

    def total(self) -> int:
        return -1


@define(slots=False)
class Loose:
    x: int
    y: int = 2


@attr.s(auto_attribs=True)
class LooseDerived(Loose):
    z: int = 3


def positive(instance: Any, attribute: Any, value: int) -> None:
    if value < 0:
        raise ValueError(f"{attribute.name} is {value} in {type(instance).__name__}")


@define
class Checked:
    x: int = field(converter=int)
    y: int = field(default=1, validator=positive)
    z: int = field(init=False, default=5)
    w: list[int] = field(init=False, factory=list)
    unset: int = field(init=False)

    @x.validator
    def _check(self, attribute: Any, value: int) -> None:
        if value > 1000:
            raise ValueError("too big")


@attr.s(auto_attribs=True)
class OldChecked:
    x: int = attr.ib(converter=int, validator=positive)
    y: str = attr.ib(default="7", converter=str)

    def __attrs_post_init__(self) -> None:
        if self.x == 13:
            raise KeyError("unlucky")


@define
class Post:
    x: int
    y: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.y = self.x + 1


@define
class OwnInit:
    x: int

    def __init__(self, a: str) -> None:
        self.__attrs_init__(len(a))


@define
class OwnEq:
    x: int

    def __eq__(self, other: object) -> bool:
        return True

    def __repr__(self) -> str:
        return "own"


@attr.s(auto_attribs=True)
class Overwritten:
    x: int

    def __repr__(self) -> str:
        return "mine"


@define
class Box(Generic[T]):
    item: T


@define(eq=False)
class Node:
    left: "Optional[Node]" = None
    right: "Optional[Node]" = None


@define
class Hooked:
    x: int = field(default=1, on_setattr=lambda o, a, v: v * 2)
    y: int = 2


@define
class Keyed:
    name: str = field(eq=str.lower)
    size: int = 1


@define(cache_hash=True, frozen=True)
class Cached:
    x: int


@define
class WithDefault:
    x: int = field()

    @x.default
    def _make(self) -> int:
        return 42


class Base:
    def __eq__(self, other: object) -> bool:
        return False

    def __init__(self) -> None:
        print("Base.__init__")


@define
class OverBase(Base):
    x: int = 1


class Sub(S):
    pass


class SubDict(D):
    extra: int = 1


class Odd:
    def __init__(self, equal: Any) -> None:
        self.equal = equal

    def __eq__(self, other: object) -> Any:
        if self.equal == "raise":
            raise ZeroDivisionError("eq")
        return self.equal

    def __hash__(self) -> int:
        raise ZeroDivisionError("hash")

    def __lt__(self, other: object) -> Any:
        raise ZeroDivisionError("lt")


@frozen(order=True)
class Holder:
    first: Any
    second: Any = 1


INTERPRETED: dict[str, Any] = {"S": S, "D": D, "define": define, "attr": attr}
exec(
    """
class Heir(S):
    def total(self): return "heir"
@define
class AttrsHeir(S):
    last: int = 7
@attr.s(auto_attribs=True)
class DictHeir(D):
    last: int = 7
""",
    INTERPRETED,
)


def attempt(action: Any) -> None:
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)


def show_traceback(action: Any) -> None:
    try:
        print(action())
    except Exception as e:
        for frame in traceback.extract_tb(e.__traceback__)[1:]:
            generated = frame.filename.startswith("<attrs")
            print("  ", frame.name, frame.line if generated else frame.lineno if frame.filename == __file__ else "library")
        print(type(e).__name__, e)


def typed(s: S, d: D) -> float:
    s.x += d.x
    d.y += s.y
    return s.total() + d.total() + d._private + s.ratio


def looks(cls: Any) -> None:
    print(cls.__name__, cls.__qualname__, cls.__module__ == __name__, cls.__doc__, [c.__name__ for c in cls.__mro__[1:]])
    print(" ", [(a.name, a.default, a.init, a.eq, a.hash, a.kw_only, a.type) for a in attr.fields(cls)])
    print(" ", inspect.signature(cls), inspect.signature(cls.__init__), getattr(cls, "__match_args__", None))
    print(" ", cls.__dict__.get("__slots__"), sorted(n for n in cls.__dict__ if n not in ("__firstlineno__", "__static_attributes__", "__attrs_props__")))
    print(" ", cls.__dictoffset__ != 0, cls.__weakrefoffset__ != 0, cls.__hash__ is None, cls.__eq__ is object.__eq__, type(cls.__dict__.get("x")).__name__)


def introspection() -> None:
    for cls in (D, DF, Old, OldSlots, S, F, M, Bare, Derived, Loose, LooseDerived, Checked, OldChecked, Post, OwnInit, OwnEq, Box, Node, Hooked, Keyed):
        looks(cls)
    print(S.__init__.__annotations__, S.__attrs_attrs__.x.name, attr.has(S), attr.has(Sub))


def construction() -> None:
    print(D(1), D(1, "a", 2.5, [1]), D(x=2, private=3), D(1, items=[5]), D(1).items is not D(1).items)
    print(S(1), S(2, "b", True, 1, [2], "n"), S(x=3, none="z"), DF(1), F(2), M(1), M(1.0, 2, "z", "q"))
    print(Old(1), Old(1, 2, [3]), Old("s", z=()), Old(1, w=4).w, OldSlots(), OldSlots(y=5, x=4), Bare(1), Bare(y=[], x=None))
    print(Derived(1), Derived(1, more=5, y="y"), Loose(1), LooseDerived(1, 2, 4), Post(3), OwnInit("abc"), OwnEq(1), Overwritten(2), Box(1), Box("s"))
    print(Checked("12"), Checked(3, 4), OldChecked("5"), OldChecked(6, 8).y, Hooked(), Keyed("A"), Cached(1), WithDefault(), OverBase(), Sub(4), SubDict(5))
    print(S(1, items=attr.NOTHING), Old(1, z=attr.NOTHING), D(1, items=attr.NOTHING))  # type: ignore
    for action in (
        lambda: D(),  # type: ignore
        lambda: D(1, 2, 3, 4, 5),  # type: ignore
        lambda: S(1, nothing=2),  # type: ignore
        lambda: OldSlots(1),  # type: ignore
        lambda: D(1, _private=2),  # type: ignore
        lambda: Checked("zz"),
        lambda: Checked(1, -1),
        lambda: Checked(2000),
        lambda: OldChecked(-5),
        lambda: OldChecked(13),
        lambda: Checked(1).unset,
    ):
        show_traceback(action)
    attr.validators.set_disabled(True)
    print(Checked(2000, -1))
    attr.validators.set_disabled(False)
    made = []
    for cls in (D, S, F, Old, Checked, OldChecked, Derived, Loose, DF):
        made.append(cls(1))
        made.append(cls(x=2))
    print(made)


def attributes() -> None:
    s, d = S(1), D(2)
    print(typed(s, d), s, d, s.double, s.text())
    print(typed(Derived(1), d), typed(INTERPRETED["AttrsHeir"](1), INTERPRETED["DictHeir"](3)), typed(Sub(3), SubDict(3)))
    h = INTERPRETED["Heir"](1)
    print(h.total(), h)
    attempt(lambda: setattr(s, "other", 1))
    attempt(lambda: s.__dict__)  # type: ignore
    d.other = 5  # type: ignore
    print(vars(d), d)
    attempt(lambda: weakref.ref(s)() is s)
    attempt(lambda: delattr(s, "y"))
    attempt(lambda: s.y)
    attempt(lambda: s)
    attempt(lambda: s == S(1))
    attempt(lambda: S(1) == s)
    s.y = "again"
    print(s)
    for o in (DF(1), F(1), Cached(2)):
        attempt(lambda: setattr(o, "x", 2))
        attempt(lambda: delattr(o, "x"))
        attempt(lambda: setattr(o, "fresh", 2))
        print(o)
    c = Checked(1)
    c.x = "55"  # type: ignore
    print(c.x, type(c.x))
    attempt(lambda: setattr(c, "y", -3))
    attempt(lambda: setattr(c, "z", -3))
    print(c.y, c.z)
    h2 = Hooked()
    h2.x = 4
    h2.y = 5
    print(h2)
    a = Node()
    a.left = Node(a)
    a.right = a
    w = weakref.ref(a)
    del a
    gc.collect()
    print(w())
    match s:
        case S(x, y, ratio=r):
            print("matched", x, y, r)


def comparison() -> None:
    nan = float("nan")
    print(D(1) == D(1), D(1) != D(1), D(1) == D(2), D(1) != D(2), D(1) == S(1), D(1) != S(1), D(1) == 1, S(1) != 1)
    print(M(nan) == M(nan), M(nan) != M(nan), Holder(nan) == Holder(nan), Holder(1) == Holder(1.0), Holder(True) == Holder(1), M(1) == M(1.0))
    print(M(1, 2) == M(1, 3), M(1, 2) < M(1, 3), M(1, 2) <= M(1, 3), M(1, z="a") == M(1, z="b"), hash(M(1, key="a")) == hash(M(1, key="b")))
    print(Keyed("A") == Keyed("a"), Keyed("A") != Keyed("b"), OwnEq(1) == 5, OverBase() == OverBase(), Node() == Node(), Bare([1]) == Bare([1]))
    print(F(1) < F(2), F(1, "b") >= F(1, "a"), F(1) <= F(1), sorted([F(2), F(1, "z"), F(1)]), max([DF(1), DF(3), DF(2)]), sorted([Old(3), Old(1)]))
    print(hash(F(1)) == hash(F(1, "q")), {F(1): 1}[F(1)], len({F(i % 3) for i in range(9)}), hash(DF(1)) == hash(DF(1)), hash(OldSlots()) == hash(OldSlots(y=9)))
    print(hash(F(1)) == F.__hash__(F(1)), hash(Cached(1)) == hash(Cached(1)), F.__eq__(F(1), F(1)), F.__lt__(F(1), F(2)), S.__ne__(S(1), S(2)))
    for cls in (D, S, Old, Bare):
        attempt(lambda: hash(cls(1)))
    for action in (
        lambda: F(1) < 3,
        lambda: F(1) < DF(2),
        lambda: Holder(1) < Holder("a"),
        lambda: Holder(Odd(False)) < Holder(Odd(False)),
        lambda: Holder(Odd("raise")) == Holder(Odd("raise")),
        lambda: Holder(Odd("raise")) != Holder(Odd("raise")),
        lambda: Holder(1, Odd("raise")) == Holder(1, Odd(1)),
        lambda: hash(Holder(Odd(1))),
        lambda: hash(Holder(1, [])),
        lambda: repr(Holder(Odd(1)))[:18],
    ):
        show_traceback(action)
    o = Odd("raise")
    attempt(lambda: Holder(o) == Holder(o))
    attempt(lambda: Holder(Odd("yes")) == Holder(Odd("yes")))
    attempt(lambda: Holder(1, Odd("yes")) == Holder(1, Odd("yes")))
    attempt(lambda: Holder(1, Odd([])) != Holder(1, Odd([])))
    h = Holder([1])
    h.first.append(h)
    print(repr(h))
    deep: Any = Holder(1)
    for _ in range(50):
        deep = Holder(deep)
    print(deep == copy.deepcopy(deep), hash(deep) == hash(copy.deepcopy(deep)), len(repr(deep)))


def library() -> None:
    s = S(1, items=[2])
    print(attr.asdict(s), attr.astuple(s), attr.evolve(s, x=5), attr.evolve(D(1), private=2.0, y="e"), attr.evolve(F(1), y="z"))
    for o in (D(1), DF(1), Old(1), OldSlots(), s, F(1), M(2), Derived(1), Loose(1), LooseDerived(1), Checked(1), OldChecked(1), Box(3)):
        for protocol in (2, 4):
            attempt(lambda: pickle.loads(pickle.dumps(o, protocol)))
        attempt(lambda: (copy.copy(o), copy.deepcopy(o) == o))
    print(s.__getstate__(), attr.validate(Checked(1)))


def changes() -> None:
    s = S(1)
    saved = S.total
    S.total = lambda self: 100  # type: ignore
    print(typed(s, D(1)))
    S.total = saved  # type: ignore
    print(typed(s, D(1)))
    for cls in (S, D):
        init = cls.__init__
        cls.__init__ = lambda self, *args: print("init", args)  # type: ignore
        S(1)
        D(2)
        cls.__init__ = init  # type: ignore
        print(S(1), D(2))
        eq = cls.__eq__
        cls.__eq__ = lambda self, other: "equal"  # type: ignore
        print(S(1) == S(2), D(1) == D(2))
        cls.__eq__ = eq  # type: ignore
        print(S(1) == S(2), D(1) == D(1), S(1) != S(1))
        text = cls.__repr__
        cls.__repr__ = lambda self: "text"  # type: ignore
        print(S(1), D(1))
        cls.__repr__ = text  # type: ignore
        print(S(1), D(1))
    F.__hash__ = lambda self: 5  # type: ignore
    print(hash(F(1)))
    F.__lt__ = lambda self, other: "less"  # type: ignore
    print(F(3) < F(1), F(3) > F(1), sorted([F(1), F(2)]))


def main() -> None:
    introspection()
    construction()
    attributes()
    comparison()
    library()
    changes()


def made_later() -> None:
    made: Any = attr.make_class("Made", ["a", "b"])
    print(made(1, 2))

    @define
    class Inner:
        x: int
        y: str = "y"

    print(Inner(1), Inner(1) == Inner(1))


if __name__ == "__main__":
    main()
    made_later()
