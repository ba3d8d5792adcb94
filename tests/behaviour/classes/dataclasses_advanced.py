from dataclasses import InitVar, KW_ONLY, dataclass, field, is_dataclass, make_dataclass
from typing import Any, Generic, Iterator, List, TypeVar

T = TypeVar("T")


@dataclass
class Box(Generic[T]):
    item: T

    def get(self) -> T:
        return self.item


@dataclass
class Tree:
    value: int
    kids: List["Tree"] = field(default_factory=list)

    def total(self) -> int:
        return self.value + sum(k.total() for k in self.kids)

    def __iter__(self) -> Iterator[int]:
        yield self.value
        for k in self.kids:
            yield from k


@dataclass
class Conn:
    host: str
    _: KW_ONLY
    port: int = 80
    secure: InitVar[bool] = False
    url: str = ""

    def __post_init__(self, secure: bool) -> None:
        self.url = ("https" if secure else "http") + f"://{self.host}:{self.port}"


@dataclass(slots=True)
class Slotted:
    a: int
    b: float = 1.5


@dataclass(unsafe_hash=True)
class Hashed:
    v: int
    w: List[int] = field(default_factory=list, hash=False)


@dataclass(order=True, frozen=True)
class Version:
    major: int
    minor: int = 0

    @classmethod
    def parse(cls, s: str) -> "Version":
        return cls(*map(int, s.split(".")))

    @property
    def text(self) -> str:
        return f"{self.major}.{self.minor}"


@dataclass
class WithProp:
    _v: int

    @property
    def v(self) -> int:
        return self._v

    @v.setter
    def v(self, x: int) -> None:
        self._v = x * 10


def main() -> None:
    print(Box(3), Box("s").get(), Box[int](4), Box([1]) == Box([1]))
    t = Tree(1, [Tree(2), Tree(3, [Tree(4)])])
    print(t, t.total(), list(t))
    print(Conn("h"), Conn("h", port=1, secure=True).url)
    s = Slotted(1)
    print(s, hasattr(s, "__dict__"), Slotted.__slots__)
    try:
        s.c = 1  # type: ignore
    except AttributeError as e:
        print(e)
    print(hash(Hashed(1)) == hash(Hashed(1, [2])), Hashed(1) == Hashed(1, [2]))
    vs = [Version.parse(x) for x in ("1.10", "1.9", "2.0")]
    print(sorted(vs), max(vs).text, {Version(1): "one"}[Version(1, 0)], Version(1) <= Version(1))
    w = WithProp(1)
    w.v = 5
    print(w, w.v)
    M: Any = make_dataclass("M", [("a", int), ("b", int, 5)])
    print(M(1), is_dataclass(M), is_dataclass(5), is_dataclass(t))
    try:
        @dataclass
        class Bad:
            a: int = 1
            b: int  # type: ignore
    except TypeError as e:
        print(e)
    try:
        @dataclass
        class Bad2:
            a: list = []  # type: ignore
    except ValueError as e:
        print(str(e)[:30])


if __name__ == "__main__":
    main()
