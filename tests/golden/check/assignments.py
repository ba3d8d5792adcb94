from typing import Any, ClassVar, Final, Iterable, Mapping, Optional, Union

x: int = "a"  # error: assignment
y: Optional[str] = None
z: float = 1
w: complex = 1.5
LIMIT: Final = 10
names: list[str] = [1]  # error: assignment
table: dict[str, list[int]] = {"a": []}
pairs: list[tuple[int, str]] = [(1, "a")]
view: Mapping[str, float] = {"a": 1}
every: Iterable[Union[int, str]] = [1, "a"]
obj: object = 1


class A:
    n: int = 0
    shared: ClassVar[list[int]] = []

    def __init__(self) -> None:
        self.m: str = ""
        self.found = None
        self.items = []

    def fill(self) -> None:
        self.found = 3
        self.items.append(1.5)
        self.m = 3  # error: assignment
        self.n = "x"  # error: assignment


class B(A):
    n = 5

    @property
    def size(self) -> int:
        return 1

    @size.setter
    def size(self, value: int) -> None: ...


def f(a: A, b: B) -> None:
    a.m = "ok"
    a.m = 1  # error: assignment
    a.other = 1  # error: attr-defined
    b.size = 2
    b.size = "x"  # error: assignment
    reveal_type(a.items)  # revealed: list[float]
    reveal_type(LIMIT)  # revealed: Literal[10]
    i: int = 0
    i = 1.5  # error: assignment
    j = 0
    j = 1.5
    reveal_type(j)  # revealed: float
    p, q = 1, "a"
    reveal_type(q)  # revealed: str
    (m, *rest), last = [1, 2, 3], "x"
    reveal_type(rest)  # revealed: list[int]
    one, two = (1, 2, 3)  # error: unpacking
    k = l = []
    k.append("s")
    d = {}
    d["a"] = 1
    reveal_type(d)  # revealed: dict[str, int]
    (3).real = 4  # error: assignment
    t: tuple[int, ...] = (1, 2)
    u: tuple[int, str] = (1, 2)  # error: assignment
    del d
    s = "a"
    s += 1  # error: operator
    n = 1
    n += 2.5
    reveal_type(n)  # revealed: float
    anything: Any = 1
    i = anything
