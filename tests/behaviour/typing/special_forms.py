from typing import (Annotated, Any, Callable, Dict, Final, List, Literal, NewType, NoReturn, Optional, Tuple, Type, TypedDict, TypeVar, Union, cast, overload)

UserId = NewType("UserId", int)
Mode = Literal["fast", "slow"]
Json = Union[None, bool, int, float, str, List["Json"], Dict[str, "Json"]]
Handler = Callable[[str], int]
MAX: Final[int] = 3
Positive = Annotated[int, "positive"]


class Movie(TypedDict):
    title: str
    year: int


class Extra(Movie, total=False):
    rating: float


class Base:
    def clone(self: "T") -> "T":
        return type(self)()


class Child(Base):
    x = 5


T = TypeVar("T", bound=Base)


@overload
def conv(x: int) -> str: ...
@overload
def conv(x: str) -> int: ...
def conv(x: Union[int, str]) -> Union[int, str]:
    return str(x) if isinstance(x, int) else int(x)


def fail(msg: str) -> NoReturn:
    raise RuntimeError(msg)


def make(cls: Type[T], n: int) -> List[T]:
    return [cls() for _ in range(n)]


def render(j: Json) -> str:
    if isinstance(j, dict):
        return "{" + ",".join(f"{k}:{render(v)}" for k, v in j.items()) + "}"
    if isinstance(j, list):
        return "[" + ",".join(render(v) for v in j) + "]"
    return str(j)


def speed(m: Mode) -> int:
    return {"fast": 10, "slow": 1}[m]


def user(u: UserId) -> int:
    return u + 1


def positive(p: Positive) -> int:
    return p * MAX


def sized(t: Tuple[int, ...], f: Optional[Handler] = None) -> int:
    return len(t) + (f("abc") if f else 0)


def main() -> None:
    m: Movie = {"title": "t", "year": 1999}
    e = Extra(title="x", year=1, rating=2.5)
    print(m["title"], m.get("year"), e, type(e).__name__, e.get("rating", 0) + 1, Movie(title="a", year=2) == {"title": "a", "year": 2})
    m["year"] += 1
    print(m, user(UserId(5)), UserId(3), conv(5), conv("7"), speed("fast"), positive(4), sized((1, 2)), sized((), len))
    print(type(Child().clone()).__name__, [c.x for c in make(Child, 2)], render({"a": [1, None, {"b": True}], "c": 1.5}), cast(str, 5) if False else cast("List[int]", [1]))
    try:
        fail("no return")
    except RuntimeError as err:
        print(err)
    x: Any = cast(Any, "anything")
    print(x, Movie.__annotations__, Extra.__total__, Movie.__required_keys__ == {"title", "year"})
    try:
        m["nope"]  # type: ignore
    except KeyError as err:
        print(err)


if __name__ == "__main__":
    main()
