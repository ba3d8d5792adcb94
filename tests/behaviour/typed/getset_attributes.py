"""Attributes that C code computes (getset descriptors): read-only ones, ones that raise, that subclasses hide, that stand in a class of another kind."""
import datetime
import functools
import re
import sys
from typing import Any, Iterator, List, NamedTuple, Optional


class Token(NamedTuple):
    kind: str
    text: str
    at: int


SPEC = re.compile(r"(?P<num>\d+)|(?P<name>[a-z]+)|(?P<space>\s+)|.")


def tokens(text: str) -> Iterator[Token]:
    for m in SPEC.finditer(text):
        kind: Optional[str] = m.lastgroup
        if kind == "space":
            continue
        yield Token(str(kind), m.group(), m.start())


def year(o: Any) -> Any:
    return o.year


def args(o: Any) -> Any:
    return o.args


def real(o: Any) -> Any:
    return o.real


def named(o: Any) -> Any:
    return o.__name__


class Day(datetime.date):
    @property
    def year(self) -> int:  # type: ignore[override]
        return 1


class Later(datetime.date):
    pass


class Mistake(Exception):
    args = "hidden"  # type: ignore[assignment]


class Plain(Exception):
    pass


class Borrowed:
    year = datetime.date.__dict__["year"]
    args = BaseException.__dict__["args"]


class Whole(int):
    pass


class Asked(datetime.date):
    def __getattr__(self, name: str) -> Any:
        return ("asked", name)


class Watching(datetime.date):
    def __getattribute__(self, name: str) -> Any:
        print("get", name)
        return super().__getattribute__(name)


def dates() -> None:
    days: List[Any] = [datetime.date(2020, 1, 2), Day(2021, 1, 2), Later(2022, 3, 4), datetime.datetime(2023, 4, 5), Asked(2024, 1, 1), Watching(2025, 1, 1)]
    for _ in range(2):
        for d in days:
            print(type(d).__name__, year(d), end=" ")
        print()
    Later.year = 5  # type: ignore[method-assign,assignment]
    print(year(days[2]))
    del Later.year
    print(year(days[2]))
    for value in (Borrowed(), 5, None, datetime.timedelta(1)):
        try:
            print(year(value))
        except (AttributeError, TypeError) as e:
            print(type(e).__name__, e, getattr(e, "name", "-"))
    try:
        days[0].year = 5
    except AttributeError as e:
        print(e)


def exceptions() -> None:
    errors: List[Any] = [ValueError(1, 2), Plain("x"), Mistake(3), KeyError(), functools.partial(print, 1)]
    for e in errors + errors:
        print(args(e), end=" ")
    print()
    errors[1].args = (7,)
    errors[1].__dict__["args"] = "never seen"
    print(args(errors[1]), vars(errors[1]))
    try:
        args(Borrowed())
    except TypeError as error:
        print(error)
    try:
        del errors[0].args
    except TypeError as error:
        print(error)


def numbers() -> None:
    for n in (1, 2.5, 3 + 4j, True, Whole(7), 2 ** 70):
        value = real(n)
        print(value, type(value).__name__, end=" ")
    print()


class Half:
    pass


def undefined() -> None:
    def inner() -> int:
        return 1

    functions: List[Any] = [inner, len, Half, functools.wraps(inner)(lambda: 2), [].append, Half()]
    for f in functions:
        try:
            print(named(f), end=" ")
        except AttributeError as e:
            print(e, e.name, e.obj is f)
    # A getter that raises AttributeError itself.
    method: Any = type.__dict__["__abstractmethods__"]
    try:
        print(Half.__abstractmethods__)  # type: ignore[attr-defined]
    except AttributeError as e:
        print(e, type(method).__name__)
    half: Any = Half()
    half.__class__ = type("Other", (Half,), {})
    print(half.__class__.__name__, type(half).__name__, half.__dict__, half.__weakref__)
    frame: Any = sys._getframe()
    print(frame.f_lineno > 0, frame.f_globals is globals())


def main() -> None:
    for t in tokens("ab 12 + c"):
        print(t, t.kind, t.at)
    dates()
    exceptions()
    numbers()
    undefined()


main()
