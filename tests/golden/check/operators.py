from typing import Optional, Union


class V:
    def __init__(self, x: float) -> None:
        self.x = x

    def __add__(self, other: "V") -> "V":
        return V(self.x + other.x)

    def __rmul__(self, k: float) -> "V":
        return V(k * self.x)

    def __lt__(self, other: "V") -> bool:
        return self.x < other.x

    def __getitem__(self, i: int) -> float:
        return self.x

    def __len__(self) -> int:
        return 1


def f(a: int, b: float, s: str, v: V, o: Optional[int], u: Union[int, str], xs: list[int]) -> None:
    reveal_type(a + a)  # revealed: int
    reveal_type(a / a)  # revealed: float
    reveal_type(a // b)  # revealed: float
    reveal_type(a**2)  # revealed: int
    reveal_type(a < b)  # revealed: bool
    reveal_type(s * 3)  # revealed: str
    reveal_type("%d" % a)  # revealed: str
    reveal_type(xs + xs)  # revealed: list[int]
    reveal_type(xs * 2)  # revealed: list[int]
    reveal_type(v + v)  # revealed: V
    reveal_type(2.0 * v)  # revealed: V
    reveal_type(v[0])  # revealed: float
    reveal_type(-a)  # revealed: int
    reveal_type(~a)  # revealed: int
    reveal_type(not a)  # revealed: bool
    reveal_type((1, "a") + (2.5,))  # revealed: tuple[Literal[1], Literal["a"], float]
    reveal_type(a if a else s)  # revealed: int | str
    reveal_type(a or s)  # revealed: int | str
    reveal_type(a in xs)  # revealed: bool
    reveal_type(xs[0])  # revealed: int
    reveal_type(xs[1:])  # revealed: list[int]
    reveal_type(s[0])  # revealed: str
    reveal_type(True + 1)  # revealed: int
    a + s  # error: operator
    s + a  # error: operator
    v + 1  # error: operator
    v * v  # error: operator
    -s  # error: operator
    a < s  # error: operator
    v > 1  # error: operator
    o + 1  # error: operator
    u + 1  # error: operator
    a in a  # error: operator
    a[0]  # error: index
    xs["a"]  # error: index
    {"a": 1}[1]  # error: index
    v["a"]  # error: index
    (1, 2)[2]  # error: index
    s[0] = "x"  # error: index
    xs[0] = "x"  # error: index
    for _ in a:  # error: not-iterable
        pass
    for _ in o:  # error: not-iterable
        pass
    p, q = a  # error: not-iterable
    with a:  # error: attr-defined
        pass
