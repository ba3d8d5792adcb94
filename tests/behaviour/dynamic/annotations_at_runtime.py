import typing
from typing import Any, Dict, Generic, List, Optional, TypeVar, Union, get_type_hints

T = TypeVar("T")
count: int = 0


def f(a: int, b: "str", *c: float, d: Optional[int] = None, **e: List[int]) -> Dict[str, int]:
    return {}


def g(x, y: "Later"):
    return x


class Later:
    a: int
    b: "List[Later]"
    c: Optional[str] = None

    def m(self: "Later", o: "Later") -> None:
        pass


class G(Generic[T]):
    item: T


evaluated: List[str] = []


def note(s: str) -> type:
    evaluated.append(s)
    return int


def h(a: note("a"), b: note("b") = 1) -> note("r"):  # type: ignore
    z: note("local") = 3  # type: ignore
    return z


class K:
    q: note("class")  # type: ignore


def check(fn: Any, **kw: Any) -> List[str]:
    """Read the annotations of a function to check values, as libraries do."""
    hints = get_type_hints(fn)
    return [k for k, v in kw.items() if k in hints and not isinstance(v, hints[k])]


def typed(a: int, b: str) -> None:
    pass


def main() -> None:
    print(f.__annotations__)
    print(g.__annotations__, get_type_hints(g))
    print(Later.__annotations__, get_type_hints(Later), get_type_hints(Later.m))
    print(get_type_hints(f), G.__annotations__, G[int], G.__parameters__)
    print(evaluated, h(1), h.__annotations__, K.__annotations__)
    print(check(typed, a="x", b="y"), check(typed, a=1, b=2))
    print(Union[int, str], Optional[int], List[int] == List[int], typing.get_origin(Dict[str, int]), typing.get_args(Dict[str, int]), int | None, list[int])
    f.__annotations__["new"] = int
    print("new" in f.__annotations__)
    del f.__annotations__["new"]
    print(__annotations__["count"])


if __name__ == "__main__":
    main()
