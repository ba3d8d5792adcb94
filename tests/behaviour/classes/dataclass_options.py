"""Every option of @dataclass: construction, comparison, hash, repr, what looks at the class, and what goes wrong."""
import dataclasses
import inspect
import traceback
from dataclasses import KW_ONLY, InitVar, dataclass, field
from typing import Any, Callable, ClassVar, Dict, List, Optional


@dataclass(frozen=True)
class Cell:
    x: int
    y: int = -1


@dataclass(order=True)
class Score:
    points: float
    name: str = field(default="none")
    note: Any = field(default=None, compare=False, repr=False)
    total: ClassVar[int] = 0


@dataclass(unsafe_hash=True)
class Tagged:
    key: object
    weight: int = field(default=0, hash=False)


@dataclass
class Bag:
    items: List[int] = field(default_factory=list)
    names: Dict[str, int] = field(default_factory=dict)
    size: int = field(init=False, default=7)
    scale: InitVar[int] = 2
    _: KW_ONLY
    label: str = "bag"

    def __post_init__(self, scale: int) -> None:
        if scale < 0:
            raise ValueError("scale")
        self.size = len(self.items) * scale


@dataclass
class Derived(Bag):
    extra: Optional[Cell] = None


@dataclass(eq=False)
class Identity:
    x: int


@dataclass(repr=False, init=False)
class Own:
    x: int

    def __init__(self, x: int) -> None:
        self.x = x + 1

    def __eq__(self, other: object) -> bool:
        return True


@dataclass(slots=True)
class Slotted:
    x: int
    y: int = 3


def broken() -> int:
    raise RuntimeError("factory")


@dataclass
class Broken:
    first: int
    second: int = field(default_factory=broken)


class Refuses:
    def __eq__(self, other: object) -> bool:
        raise ValueError("no comparison")

    __hash__ = None  # type: ignore


def attempt(what: Callable[[], object]) -> None:
    try:
        print(what())
    except Exception as e:
        print(type(e).__name__, e)
        print([entry.name for entry in traceback.extract_tb(e.__traceback__)][1:])


def hashes() -> None:
    big = 1 << 61
    for x in (0, 1, -1, -2, big - 1, big, -big, 1 << 62, 1 << 70, -(1 << 63)):
        assert hash(Cell(x, 5)) == hash((x, 5)), x
    for key in ("a", 1.5, (1, 2), None, True, b"x", Cell(1)):
        assert hash(Tagged(key, 9)) == hash((key,)), key
    attempt(lambda: hash(Tagged([])))
    attempt(lambda: hash(Score(1.0)))
    counts: Dict[Cell, int] = {}
    for i in range(50):
        c = Cell(i % 7, i % 3)
        counts[c] = counts.get(c, 0) + 1
    print(sorted((c.x, c.y, n) for c, n in counts.items())[:3])


def comparisons() -> None:
    nan = float("nan")
    same = Score(nan)
    print(same == same, Cell(1) == Cell(1), Cell(1) != Cell(1), Cell(1) == (1, -1), Cell(1) == None)  # noqa: E711
    print(Score(1.0) < Score(1.0, "z"), Score(2.0) >= Score(1.0), Score(1.0, note=1) == Score(1.0, note=2))
    print(Tagged(True) == Tagged(1), Identity(1) == Identity(1), Own(1) == 5, Bag() == Derived())
    attempt(lambda: Cell(1) < Cell(2))  # type: ignore
    attempt(lambda: Score(1.0) < 3)  # type: ignore
    attempt(lambda: Tagged(Refuses()) == Tagged(Refuses()))
    print([s.name for s in sorted([Score(2.0, "b"), Score(1.0, "c"), Score(2.0, "a")])])


def construction() -> None:
    for e in (Cell(1), Cell(y=2, x=1), Score(1.5), Bag(), Bag([1, 2], scale=3, label="l"), Derived([1], extra=Cell(0)), Own(1), Slotted(1)):
        print(e if not isinstance(e, Own) else e.x)
    print(Bag().items is not Bag().items)
    attempt(lambda: Cell())  # type: ignore
    attempt(lambda: Cell(1, 2, 3))  # type: ignore
    attempt(lambda: Bag([], {}, 1, "l"))  # type: ignore
    attempt(lambda: Bag(scale=-1))
    attempt(lambda: Broken(1))
    frozen = Cell(1)
    attempt(lambda: setattr(frozen, "x", 2))
    try:
        frozen.x = 3  # type: ignore
    except dataclasses.FrozenInstanceError as e:
        print("frozen", e)
    try:
        del frozen.y  # type: ignore
    except dataclasses.FrozenInstanceError as e:
        print("frozen", e)


def introspection() -> None:
    for cls in (Cell, Score, Bag, Derived, Slotted):
        print(cls.__name__, [f.name for f in dataclasses.fields(cls)], cls.__match_args__, inspect.signature(cls))
        print(cls.__init__.__qualname__, sorted(cls.__init__.__annotations__), cls.__eq__.__qualname__)
    print(dataclasses.asdict(Derived([1], extra=Cell(4))), dataclasses.astuple(Cell(1)), dataclasses.replace(Cell(1), y=9))
    print(repr(Cell.__dataclass_params__))  # type: ignore


def rebound() -> None:
    @dataclass(frozen=True)
    class Local:
        x: int

    print(Local(1) == Local(1), hash(Local(1)) == hash((1,)))
    saved = Cell.__hash__, Cell.__eq__, Cell.__repr__, Cell.__init__
    a, b = Cell(1), Cell(1)
    Cell.__hash__ = lambda self: 5  # type: ignore
    Cell.__eq__ = lambda self, other: False  # type: ignore
    Cell.__repr__ = lambda self: "changed"  # type: ignore
    Cell.__init__ = lambda self, x: object.__setattr__(self, "x", x * 2)  # type: ignore
    print(hash(a), a == b, repr(a), Cell(4).x)
    Cell.__hash__, Cell.__eq__, Cell.__repr__, Cell.__init__ = saved  # type: ignore
    print(hash(a) == hash((1, -1)), a == b, repr(a), Cell(4).x)

    class Python(Cell):
        @property
        def x(self) -> int:  # type: ignore
            return 99

        def __init__(self) -> None:
            pass

    print(hash(Python()) == hash((99, -1)), Python() == Python(), repr(Python()))


def main() -> None:
    hashes()
    comparisons()
    construction()
    introspection()
    rebound()


if __name__ == "__main__":
    main()
