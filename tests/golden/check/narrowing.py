from enum import Enum
from typing import Callable, Literal, Optional, TypeGuard, Union


class A:
    kind: Literal["a"] = "a"
    a = 1


class B:
    kind: Literal["b"] = "b"
    b = ""


class Node:
    def __init__(self, value: int, next: "Optional[Node]" = None) -> None:
        self.value = value
        self.next = next


class Mode(Enum):
    ON = 1
    OFF = 2


def is_str(x: object) -> TypeGuard[str]:
    return isinstance(x, str)


def f(o: Optional[int], u: Union[int, str, list[int]], n: Node, ab: Union[A, B], x: object, m: Mode) -> None:
    if o is None:
        reveal_type(o)  # revealed: None
    else:
        reveal_type(o)  # revealed: int
    if o:
        reveal_type(o)  # revealed: int
    if not o:
        return
    reveal_type(o)  # revealed: int
    if isinstance(u, (int, str)):
        reveal_type(u)  # revealed: int | str
    else:
        reveal_type(u)  # revealed: list[int]
    if isinstance(u, int) or isinstance(u, str) and u:
        reveal_type(u)  # revealed: int | str
    if n.next is not None:
        reveal_type(n.next.value)  # revealed: int
        n.next.next.value  # error: union-attr
    while n.next:
        n = n.next
    reveal_type(n)  # revealed: Node
    if ab.kind == "a":
        reveal_type(ab)  # revealed: A
    else:
        reveal_type(ab)  # revealed: B
    if isinstance(x, str):
        reveal_type(x)  # revealed: str
    elif is_str(x):
        reveal_type(x)  # revealed: str
    elif callable(x):
        x()
    if m is Mode.ON:
        reveal_type(m)  # revealed: Literal[Mode.ON]
    else:
        reveal_type(m)  # revealed: Literal[Mode.OFF]
    if type(u) is int:
        reveal_type(u)  # revealed: int
    if (length := len("abc")) > 2:
        reveal_type(length)  # revealed: int
    assert isinstance(x, list)
    reveal_type(x)  # revealed: list[Unknown]


def flow(flag: bool, items: list[int]) -> None:
    if flag:
        v = 1
    else:
        v = "a"
    reveal_type(v)  # revealed: int | str
    best = None
    for i in items:
        if best is None or i > best:
            best = i
    reveal_type(best)  # revealed: int | None
    try:
        w = int("1")
    except ValueError:
        w = None
    reveal_type(w)  # revealed: int | None
    if w is None:
        raise ValueError
    reveal_type(w)  # revealed: int
    total = 0
    while True:
        total = total + 1.5
        if total > 3:
            break
    reveal_type(total)  # revealed: float


def matched(p: Union[int, str, tuple[int, int], A, None]) -> int:
    match p:
        case int():
            reveal_type(p)  # revealed: int
            return p
        case str(text):
            reveal_type(text)  # revealed: str
            return len(text)
        case (a, b):
            reveal_type(a)  # revealed: int
            return a + b
        case A(a=value):
            reveal_type(value)  # revealed: int
            return value
        case None:
            return 0
