from typing import Callable, Iterable, Optional, Sequence, TypeVar, overload

T = TypeVar("T")
N = TypeVar("N", int, float)


def plain(a: int, b: str = "", *, key: bool = False) -> int:
    return a


def many(*args: int, **options: str) -> None: ...


def first(items: Sequence[T]) -> T:
    return items[0]


def either(a: T, b: T) -> list[T]:
    return [a, b]


def apply(f: Callable[[int], T], times: int) -> list[T]:
    return [f(i) for i in range(times)]


@overload
def pick(which: int) -> int: ...
@overload
def pick(which: str) -> str: ...
def pick(which: int | str) -> int | str:
    return which


class Box:
    def __init__(self, value: int, label: Optional[str] = None) -> None:
        self.value = value
        self.label = label

    def get(self, default: int) -> int:
        return self.value or default

    @classmethod
    def empty(cls) -> "Box":
        return cls(0)

    @staticmethod
    def twice(x: int) -> int:
        return 2 * x


def good(maybe: Optional[int]) -> None:
    plain(1)
    plain(1, "b", key=True)
    plain(b="x", a=2)
    many(1, 2, 3, x="1", y="2")
    many(*[1, 2], **{"a": "b"})
    reveal_type(first([1.5]))  # revealed: float
    reveal_type(first("abc"))  # revealed: str
    reveal_type(either(1, "a"))  # revealed: list[int | str]
    reveal_type(apply(lambda i: str(i), 3))  # revealed: list[str]
    reveal_type(apply(str, 3))  # revealed: list[str]
    reveal_type(pick(1))  # revealed: int
    reveal_type(pick("a"))  # revealed: str
    reveal_type(Box(1).get(2))  # revealed: int
    reveal_type(Box.empty())  # revealed: Box
    reveal_type(Box.twice(2))  # revealed: int
    reveal_type(max(1, 2.5))  # revealed: int | float
    reveal_type(max([1, 2], key=lambda v: -v))  # revealed: int
    reveal_type(sorted({"a": 1}))  # revealed: list[str]
    reveal_type(dict(a=1))  # revealed: dict[str, int]
    reveal_type(list(zip([1], "a")))  # revealed: list[tuple[int, str]]
    reveal_type(list(map(len, ["a"])))  # revealed: list[int]
    reveal_type(sum([1, 2]))  # revealed: int
    reveal_type({k: v for k, v in zip("ab", [1.0])})  # revealed: dict[str, float]


def bad(maybe: Optional[int]) -> None:
    plain()  # error: call-arg
    plain(1, 2)  # error: arg-type
    plain("1")  # error: arg-type
    plain(1, "b", True)  # error: call-arg
    plain(1, c=2)  # error: call-arg
    plain(1, a=2)  # error: call-arg
    many("a")  # error: arg-type
    many(x=1)  # error: arg-type
    plain(maybe)  # error: arg-type
    pick(1.5)  # error: call-overload
    Box()  # error: call-arg
    Box("x")  # error: arg-type
    Box(1).get()  # error: call-arg
    Box(1).get("x")  # error: arg-type
    len(5)  # error: arg-type
    apply(5, 1)  # error: arg-type
    (1)()  # error: not-callable
    maybe()  # error: not-callable
    "a".join([1, 2])  # error: arg-type


def unannotated(x):
    # Not asked for.
    plain()
    return x.anything + undefined_name  # error: name-defined
