# @dataclass(slots=True) makes a second class, which has the native layout; the first is an ordinary one. Everything looks as in Python.
import copy
import dataclasses
import gc
import pickle
import weakref
from dataclasses import KW_ONLY, InitVar, dataclass, field
from typing import Any, ClassVar

FIRST: list[Any] = []


def remember(cls: Any) -> Any:
    FIRST.append(cls)
    return cls


@dataclass(slots=True)
class V:
    """A vector."""

    x: float
    y: float = 0.0
    name: str = "v"
    count: int = 3
    shared: ClassVar[int] = 9

    def plus(self, other: "V") -> "V":
        return V(self.x + other.x, self.y + other.y)

    @property
    def size(self) -> float:
        return self.x * self.x + self.y * self.y


@dataclass(slots=True, frozen=True, order=True)
class K:
    b: int
    a: str = "k"


@dataclass(slots=True)
class Derived(V):
    extra: int = 5
    y: float = 1.5

    def plus(self, other: V) -> V:
        return V(0.0, self.extra)


@dataclass(slots=True, kw_only=True, unsafe_hash=True)
class Options:
    z: int
    items: list[int] = field(default_factory=list, hash=False)
    secret: str = field(default="s", repr=False, compare=False)
    scale: InitVar[int] = 2

    def __post_init__(self, scale: int) -> None:
        self.z *= scale


@dataclass(slots=True, weakref_slot=True)
class Weak:
    value: int
    _: KW_ONLY
    other: int = 1


@dataclass(slots=True, eq=False)
class Node:
    left: "Node | None" = None
    right: "Node | None" = None


@dataclass(slots=True)
class UsesSuper:
    x: int

    def text(self) -> str:
        try:
            return super().__repr__()[:5]
        except TypeError:
            return "TypeError"


@dataclass(slots=True)
class OwnEq:
    x: int

    def __eq__(self, other: object) -> bool:
        return True

    def __repr__(self) -> str:
        return "own"


@dataclass
class WithDict:
    x: int = 1


@dataclass(slots=True)
class OverDict(WithDict):
    y: int = 2


@remember
@dataclass(slots=True)
class Twice:
    x: int = 1


class Quiet:
    __slots__ = ()


@dataclass(slots=True)
class OverQuiet(Quiet):
    x: int = 1


class Named:
    def __init__(self) -> None:
        self.owner: Any = None

    def __set_name__(self, owner: Any, name: str) -> None:
        self.owner = owner
        try:
            early = owner.__new__(owner)
            early.x = 10**30
            EARLY.append(early)
        except AttributeError as e:
            print("AttributeError", e)


EARLY: list[Any] = []


@dataclass(slots=True)
class Early:
    z: int
    x: int = 1
    a: int = 2
    marker = Named()


INTERPRETED: dict[str, Any] = {"V": V, "K": K, "dataclass": dataclass}
exec(
    """
class Heir(V):
    def plus(self, other): return "heir"
class SlottedHeir(V):
    __slots__ = ("more",)
@dataclass(slots=True)
class DataHeir(V):
    last: int = 7
""",
    INTERPRETED,
)


def use(v: Any) -> None:
    v.x += 1
    v.count = v.count + 1
    print(v, v.plus(v), v.size, v.x, v.count, v.name)


def typed(v: V, w: V) -> float:
    v.x += w.y
    u = v.plus(w)
    return u.x + u.y + v.count


def attempt(action: Any) -> None:
    try:
        print(action())
    except Exception as e:
        print(type(e).__name__, e)


def main() -> None:
    v = V(1, 2.5)
    use(v)
    print(typed(V(1.0), V(2.0, 3.0)), typed(Derived(1.0), V(1.0)), typed(INTERPRETED["DataHeir"](1.0), V(2.0)))
    attempt(lambda: typed(INTERPRETED["Heir"](1.0), V(2.0)))
    for cls in (V, K, Derived, Options, Weak, Node, OverQuiet, OverDict, Twice, Early):
        print(cls.__name__, cls.__slots__, cls.__mro__[1:], sorted(n for n in cls.__dict__ if not n.startswith("__")), cls.__match_args__, cls.__doc__)
        size = cls.__basicsize__ if cls.__dictoffset__ == 0 else 0  # a native base holds its fields itself
        print(cls.__dictoffset__ != 0, cls.__weakrefoffset__ != 0, size, cls.__qualname__, cls.__module__ == __name__)
    print(type(V.x), V.x, V.shared, v.shared, [f.name for f in dataclasses.fields(V)], dataclasses.asdict(v), dataclasses.replace(v, x=9))
    attempt(lambda: setattr(v, "other", 1))
    attempt(lambda: v.__dict__)
    attempt(lambda: weakref.ref(v))
    attempt(lambda: delattr(v, "name"))
    attempt(lambda: v.name)
    attempt(lambda: v)
    attempt(lambda: v == V(1))
    v.name = "again"
    print(v == V(2, 2.5, "again", 4), v != V(2), copy.copy(v), copy.deepcopy(v) == v)
    attempt(lambda: V())
    attempt(lambda: V(1, 2, 3, 4, 5))
    attempt(lambda: V(1, nothing=2))
    attempt(lambda: hash(v))
    k = K(1)
    print(hash(k) == hash(K(1, "k")), {k: 1}[K(1)], K(1) < K(2), K(1, "b") >= K(1, "a"), sorted([K(2), K(1, "z"), K(1)]), k)
    attempt(lambda: setattr(k, "b", 2))
    attempt(lambda: delattr(k, "b"))
    attempt(lambda: K(1) < 3)
    for o in (v, k, Options(z=3), Weak(4, other=5), Derived(1), OverDict(3), OverQuiet()):
        attempt(lambda: pickle.loads(pickle.dumps(o, 4)) == o)
        attempt(lambda: repr(pickle.loads(pickle.dumps(o, 2))))
        attempt(lambda: copy.deepcopy(o) == o)
    print(k.__getstate__(), [x for x in (Options(z=3), Options(z=1, items=[1], secret="t", scale=5))], hash(Options(z=3)) == hash((6,)) or "other")
    w = Weak(1)
    r = weakref.ref(w)
    print(r() is w)
    del w
    print(r())
    a = Node()
    a.left = Node(a)
    a.right = a
    gone = len(gc.get_objects())
    del a
    print(gc.collect() >= 2, gone > 0)
    print(UsesSuper(1).text(), OwnEq(1) == 5, OwnEq(1), OverDict(), vars(OverDict()), Twice(), FIRST[0] is Twice)
    print([type(e) is Early for e in EARLY], Early(1, 2, 3))
    attempt(lambda: [e.x for e in EARLY if type(e) is Early])
    d = Derived(1.0, 2.0)
    print(d, d.plus(d), isinstance(d, V), d.extra, Derived.__slots__)
    h, s, t = INTERPRETED["Heir"](1, 2), INTERPRETED["SlottedHeir"](1, 2), INTERPRETED["DataHeir"](1, last=3)
    h.free = 1
    s.more = 2
    use(h)
    use(s)
    use(t)
    print(vars(h), s.more, t, t == INTERPRETED["DataHeir"](2, 0.0, "v", 4, 3))
    match v:
        case V(x, y, name=n):
            print("matched", x, y, n)
    saved = V.plus
    V.plus = lambda self, other: "patched"  # type: ignore
    use(v)
    V.plus = saved  # type: ignore
    use(v)
    member = V.x
    V.x = property(lambda self: 42.0)  # type: ignore
    print(v.x, repr(v)[:8])
    V.x = member  # type: ignore
    print(v.x)
    init = V.__init__
    V.__init__ = lambda self, *args: print("init", args)  # type: ignore
    attempt(lambda: V(1, 2))
    V.__init__ = init  # type: ignore
    print(V(1, 2))
    eq = V.__eq__
    V.__eq__ = lambda self, other: "equal"  # type: ignore
    print(V(1) == V(2))
    V.__eq__ = eq  # type: ignore
    print(V(1) == V(2), V(1) == V(1))


def local() -> None:
    @dataclass(slots=True)
    class Inner:
        x: int
        y: str = "y"

    print(Inner(1), Inner(1) == Inner(1), Inner.__slots__)


if __name__ == "__main__":
    main()
    local()
