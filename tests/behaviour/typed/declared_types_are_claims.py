# krait: --no-check-declared
"""Without the test of declared types whatever comes is taken as Python takes it: parameters, results, variables, fields, casts."""
import dataclasses
from typing import Any, Callable, Dict, List, NamedTuple, Optional, Protocol, Tuple, Type, Union, cast


class Sized(Protocol):
    def size(self) -> int: ...


class Command:
    name: str
    weight: float
    done: bool
    parts: "List[Command]"

    def __init__(self, name: str, weight: float = 1.0, done: bool = False) -> None:
        self.name = name
        self.weight = weight
        self.done = done
        self.parts = []

    def heavier(self, other: "Command") -> bool:
        return self.weight > other.weight

    def total(self) -> float:
        return self.weight + sum(p.total() for p in self.parts)

    def __add__(self, other: int) -> str:
        return f"{self.name}+{other}"


class Group(Command):
    def total(self) -> float:
        return self.name  # type: ignore


@dataclasses.dataclass
class Point:
    x: int
    y: Tuple[int, str] = (0, "")


class Pair(NamedTuple):
    a: int
    b: str


class Double:
    name = ["not a str"]
    weight = "heavy"


def flags(on: bool, n: int, text: str) -> Any:
    m = n + 1 if on else n
    return [not on, on and m, m, text[0], len(text), f"{text}{on}"]


def loop(n: int, xs: List[int], table: Dict[str, int]) -> Any:
    total = 0
    for i in range(n):
        total += i
    for x in xs:
        total += x
    for k, v in table.items():
        total += v
    return total


def real(x: float) -> float:
    return x * 2 if x else x


def truth(x: Any) -> bool:
    return x


def items(*args: int, **kwargs: str) -> Any:
    return sorted(map(str, args)), sorted(kwargs.items(), key=str)


def group(c: Callable[[], int]) -> Union[Group, int]:
    return cast(Group, c)


def pair(p: Tuple[int, str]) -> Tuple[int, str]:
    a, b = p
    return b, a  # type: ignore


def made(cls: Type[Command], size: Optional[Sized] = None) -> str:
    return cls(size).name  # type: ignore


def variables(x: Any) -> Any:
    n: int = x
    s: str = x
    f: float = x
    b: bool = x
    c: Command = x
    out = [n * 2, s * 2, not b]
    try:
        out.append(f + 1)
        out.append(c.name)
    except (TypeError, AttributeError) as e:
        out.append(str(e))
    return out


def numbers(x: int) -> Any:
    def gen(y: str) -> Any:
        z: str = yield y
        yield z

    g = gen(x)  # type: ignore
    return next(g), g.send(None)


async def coroutine(x: int) -> str:
    return x  # type: ignore


def run(c: Any) -> Any:
    try:
        c.send(None)
    except StopIteration as e:
        return e.value


LIMIT: int = "limit"  # type: ignore


def show(f: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
    try:
        print(f.__name__, f(*args, **kwargs))
    except Exception as e:
        print(f.__name__, type(e).__name__, e)


def main() -> None:
    for args in ((True, 1, "ab"), (None, 2.5, ["x"]), ([], "n", (1, 2)), (1, None, ""), ("", {}, {0: 1}), (0, -1, 5)):
        show(flags, *args)
    for args in ((3, [1], {"a": 2}), (2.0, [1], {}), (True, (1.5, 2), {1: 2.5}), (2, "ab", {}), (10**20, [], {}), (1, [None], {}), (1, {}, [])):
        show(loop, *args) if args[0] != 10**20 else None
    for x in (1, 1.5, "s", None, [1], True, 2**70):
        show(real, x)
        show(truth, x)
        show(variables, x)
        show(numbers, x)
        print(run(coroutine(x)))  # type: ignore
    show(items, 1, "b", None, k=1, m="s")
    show(group, 5)
    for p in ((1, "a"), [2, 3], "xy", (1,), 4):
        show(pair, p)
    for cls in (Command, Group, Double, int, len):
        show(made, cls, [1])
    a, b, d = Command("a", 2), Command(None, "3", 4), Double()  # type: ignore
    g = Group("g", None)  # type: ignore
    a.parts = (b, d, 5)  # type: ignore
    print(a.name, b.name, b.weight, b.done, b.parts, g.weight)
    for x, y in ((a, b), (b, a), (a, d), (d, a), (g, g), (a, 3)):
        show(lambda x, y: Command.heavier(x, y), x, y)
    for c in (a, b, g):
        show(lambda c: c.total(), c)
        show(lambda c: c + "s", c)
    a.done = "yes"  # type: ignore
    setattr(a, "weight", [])
    print(a.done, a.weight, Point("x"), Point(1, None).y, Pair("p", 2), LIMIT)  # type: ignore
    print(dataclasses.replace(Point([]), y=3), Point(1) == Point(1.0), cast(int, "s"), cast("Command", 3))


if __name__ == "__main__":
    main()
