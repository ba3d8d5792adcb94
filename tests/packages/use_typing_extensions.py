import typing

import typing_extensions as t
from typing_extensions import Annotated, Literal, NotRequired, ParamSpec, Protocol, Required, Self, TypedDict, final, get_args, get_origin, get_type_hints, runtime_checkable


@runtime_checkable
class Area(Protocol):
    def area(self) -> float:
        ...


class Square:
    def area(self) -> float:
        return 1.0

    def me(self) -> Self:
        return self


class Movie(TypedDict, total=False):
    title: Required[str]
    year: int


class Song(TypedDict):
    name: str
    length: NotRequired[int]


def annotated(a: Annotated[int, "meta"], b: "Literal['x', 'y']" = "x") -> Annotated[str, 1]:
    return b * a


P = ParamSpec("P")
T = t.TypeVar("T", default=int) if hasattr(t.TypeVar, "__default__") else t.TypeVar("T")


@final
class Last:
    pass


@t.dataclass_transform()
def model(cls):
    return cls


@model
class M:
    x: int


class NT(t.NamedTuple):
    a: int
    b: str = "q"


def main():
    print(isinstance(Square(), Area), isinstance(3, Area), issubclass(Square, Area), Square().me().area())
    print(Movie(title="a"), sorted(Movie.__required_keys__), sorted(Movie.__optional_keys__), sorted(Song.__required_keys__), Movie.__total__)
    print(get_type_hints(annotated), get_type_hints(annotated, include_extras=True), annotated(2))
    print(get_origin(Annotated[int, 1]), get_args(Annotated[int, 1, 2]), get_origin(typing.List[int]), get_args(Literal["a", 1]), Literal[1, 1], Literal[1] == Literal[1])
    print(P.__name__, T.__name__, Last.__final__, t.get_overloads(main), M.__name__, NT(1), NT(1)._asdict())
    print(t.is_typeddict(Movie), t.is_typeddict(int), t.Never, t.LiteralString, t.Unpack, t.TypeGuard[int], t.Concatenate)
    for f in (lambda: Area(), lambda: t.assert_never(5), lambda: isinstance({}, Movie), lambda: Movie[1], lambda: t.Literal[1](), lambda: t.runtime_checkable(int), lambda: Self[1]):
        try:
            print(f())
        except (TypeError, AssertionError) as e:
            print(type(e).__name__, e)

    class Bad(Protocol):
        x: int
    try:
        isinstance(1, Bad)
    except TypeError as e:
        print(e)
    print(t.reveal_type(5), t.assert_type(3, int), t.IntVar("N").__name__)
    print(len(t.__all__), sorted(t.__all__)[:5], all(hasattr(t, n) for n in t.__all__))

    class G(typing.Generic[T]):
        pass
    print(G[int], G.__parameters__, t.SupportsIndex, isinstance(5, t.SupportsIndex), t.OrderedDict[int, str])


main()
