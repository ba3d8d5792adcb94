# `x: T = None` has meant Optional[T] for long, and much code still says so.
from dataclasses import dataclass, field
from typing import Callable, Dict, List, Sequence, Tuple, Union


class Node:
    def __init__(self, value: int, next: "Node" = None, names: List[str] = None) -> None:  # type: ignore
        self.value = value
        self.next = next
        self.names = names or []

    def total(self, scale: int = None, *, offset: float = None) -> float:  # type: ignore
        here = self.value * (scale if scale is not None else 1)
        rest = self.next.total(scale) if self.next is not None else 0
        return here + rest + (offset or 0)


def text(version: str = None) -> str:  # type: ignore
    if version is None:
        version = "default"
    return version.upper()


def number(n: int = None, x: float = None, flag: bool = None) -> str:  # type: ignore
    return f"{n} {x} {flag}"


def many(a: Union[int, str] = None, pair: Tuple[int, int] = None, call: Callable[[int], int] = None, *, table: Dict[str, int] = None,  # type: ignore
         items: Sequence[int] = None) -> list:  # type: ignore
    return [a, pair, call and call(2), table, items]


def passes_on(version: str = None, n: int = None, node: Node = None) -> str:  # type: ignore
    return text(version) + number(n) + str(node is None)


def walks(node: Node = None) -> int:  # type: ignore
    total = 0
    while node is not None:
        total += node.value
        node = node.next
    return total


def forgets(node: Node = None) -> int:  # type: ignore
    return node.value


async def waits(name: str = None) -> str:  # type: ignore
    return name or "nobody"


def counts(limit: int = None):  # type: ignore
    i = 0
    while limit is None or i < limit:
        yield i
        i += 1


@dataclass
class Config:
    path: str = None  # type: ignore
    depth: int = None  # type: ignore
    ratio: float = None  # type: ignore
    names: List[str] = field(default=None)  # type: ignore
    strict: bool = None  # type: ignore

    def filled(self) -> str:
        return f"{self.path or '-'} {self.depth if self.depth is not None else 0} {self.names or []} {self.strict}"


class Cached:
    table: Dict[str, int] = None  # type: ignore
    shared: str = None  # type: ignore

    def __init__(self) -> None:
        self.last: int = None  # type: ignore
        self.node: Node = None  # type: ignore

    def get(self, key: str) -> int:
        if self.table is None:
            self.table = {}
        self.last = self.table.setdefault(key, len(self.table))
        if self.node is None:
            self.node = Node(self.last)
        return self.node.value + self.last

    def clear(self) -> None:
        self.table = None  # type: ignore
        self.last = None  # type: ignore
        self.node = None  # type: ignore


CACHE: Dict[str, int] = None  # type: ignore


def local(n: int) -> str:
    best: int = None  # type: ignore
    name: str = None  # type: ignore
    found: bool = None  # type: ignore
    node: Node = None  # type: ignore
    for i in range(n):
        if best is None or i * 7 % 5 > best:
            best = i * 7 % 5
            name = str(i)
            found = True
            node = Node(i, node)
    while node is not None:
        name = (name or "") + str(node.value)
        node = node.next
    if n == 3:
        best = None  # type: ignore
    return f"{best} {name} {found} {node}"


def remembered(key: str) -> int:
    global CACHE
    if CACHE is None:
        CACHE = {}
    return CACHE.setdefault(key, len(CACHE))


def main() -> None:
    print(Config(), Config("p", 1, 2.5, ["a"], True), Config(None, None).filled(), Config("x", 3, names=["b"]).filled())
    config = Config("x", 3)
    config.depth = None  # type: ignore
    config.path = None  # type: ignore
    print(config, config == Config())
    cached = Cached()
    print(cached.get("a"), cached.get("b"), cached.last, cached.shared)
    cached.clear()
    print(cached.last, cached.table, cached.node, cached.get("z"))
    print(local(0), local(3), local(6), remembered("a"), remembered("b"), CACHE)
    print(text(), text(None), text("x"), text(version=None))
    print(number(), number(None, None, None), number(1, 2.5, True), number(x=3))
    print(many(), many(None, None, None, table=None, items=None), many("s", (1, 2), lambda n: n + 1, table={"a": 1}, items=[1]))
    print(passes_on(), passes_on(None, None, None), passes_on("v", 3, Node(1)))
    chain = Node(1, Node(2, Node(3, None, None)), None)
    print(walks(), walks(None), walks(chain), chain.total(), chain.total(None, offset=None), chain.total(2, offset=0.5))
    for bad in (lambda: text(3), lambda: walks(4)):  # type: ignore
        try:
            bad()
            print("taken")
        except (TypeError, AttributeError) as error:
            print(type(error).__name__ in ("TypeError", "AttributeError"))
    try:
        forgets()
    except AttributeError as error:
        print(error)
    try:
        waits().send(None)
    except StopIteration as stop:
        print(stop.value)
    print(list(counts(3)), next(counts()), next(counts(None)))


main()
