import os
import sys
import tempfile
import textwrap

from mypy import api, stubgen

CHECKED = {
    "classes.py": """
        from __future__ import annotations
        import abc, enum
        from dataclasses import dataclass, field
        from typing import Any, Callable, ClassVar, Dict, Final, Generic, Iterator, List, NamedTuple, Optional, overload, Protocol, Tuple, Type, TypeVar, Union
        from typing_extensions import Literal, ParamSpec, Self, TypedDict, TypeVarTuple, Unpack, assert_never, final, runtime_checkable

        T = TypeVar("T")
        B = TypeVar("B", bound="Base")
        P = ParamSpec("P")
        Ts = TypeVarTuple("Ts")

        class Base(abc.ABC):
            count: ClassVar[int] = 0
            limit: Final = 10
            def __init__(self, name: str, size: int = 0) -> None:
                self.name = name
                self.size = size
                self.parent: Optional[Base] = None
            @abc.abstractmethod
            def area(self) -> float: ...
            @property
            def title(self) -> str:
                return self.name.title()
            @classmethod
            def make(cls: Type[B], name: str) -> B:
                return cls(name)
            def chain(self) -> Self:
                return self
            def __lt__(self, other: Base) -> bool:
                return self.size < other.size

        class Square(Base):
            def area(self) -> int:
                return self.size ** 2
            def grow(self, by: int) -> Square:
                self.size += by
                self.limit = 3
                return self.chain()

        class Wrong(Base):
            def area(self, unit: str) -> str:
                return self.nmae

        Base("x"); Wrong("y").area(); Square("s", "big").title = "t"; Square(1).grow("2").missing
        reveal_type(Square.make("a")); reveal_type(Square("q").chain().parent); reveal_type(sorted([Square("b")])[0])

        @dataclass(order=True, frozen=True)
        class Point(Generic[T]):
            x: T
            y: T = field(default=None)
            tags: List[str] = field(default_factory=list)
        p = Point(1, 2); p.x = 3; p < Point("a", "b"); reveal_type(p); Point(); Point(1, 2, [3]); reveal_type(p.tags)

        class Pair(NamedTuple):
            first: int
            second: str = ""
        a, b, c = Pair(1); reveal_type(Pair(1)[1]); Pair("x")._replace(first="z"); Pair(1).first = 2

        class Movie(TypedDict, total=False):
            title: str
            year: int
        m: Movie = {"title": 5, "yaer": 1990}; m["nope"]; reveal_type(m.get("year")); m["year"] += "1"

        class Color(enum.Enum):
            RED = 1
            BLUE = "b"
        def name(c: Color, n: Literal[1, 2]) -> str:
            if c is Color.RED:
                return "red"
            elif n == 3:
                return "three"
            assert_never(c)
        reveal_type(Color.RED.value); name(Color.GREEN, 3); reveal_type(Color("b"))

        @runtime_checkable
        class Sized2(Protocol):
            size: int
            def area(self) -> float: ...
        class Not:
            size: str = ""
        def use(s: Sized2) -> None:
            if isinstance(s, Base): reveal_type(s)
            else: reveal_type(s)
        use(Square("s")); use(Not())

        @overload
        def pick(x: int) -> List[int]: ...
        @overload
        def pick(x: str, *, deep: bool = ...) -> Dict[str, int]: ...
        def pick(x: Union[int, str], *, deep: bool = False) -> object:
            return x
        reveal_type(pick(1)); reveal_type(pick("", deep=True)); pick(b"")

        def logged(f: Callable[P, T]) -> Callable[P, Tuple[T, int]]:
            def inner(*args: P.args, **kwargs: P.kwargs) -> Tuple[T, int]:
                return f(*args, **kwargs), 1
            return inner
        @logged
        def power(base: float, *, by: int = 2) -> float: return base ** by
        reveal_type(power); power("x", by=1.5)

        @final
        class Last: pass
        class After(Last): pass
        class Stack(Generic[T]):
            def __init__(self) -> None: self.items: List[T] = []
            def push(self, item: T) -> None: self.items.append(item)
            def __iter__(self) -> Iterator[T]: return iter(self.items)
            def __getitem__(self, i: int) -> T: return self.items[i]
        s = Stack[int](); s.push("x"); reveal_type([i for i in s]); reveal_type({k: v for k, v in enumerate(s)}); s["a"]
        """,
    "flow.py": """
        import asyncio, contextlib, re, os.path, nowhere, collections as c
        from typing import *
        from classes import Base, Square, absent
        def narrow(x: Union[int, str, None, List[int]], flag: bool) -> int:
            if not x: return 0
            if isinstance(x, (int, str)):
                reveal_type(x)
                y = x + 1
            else:
                reveal_type(x)
                while x:
                    z = x.pop()
                    if z > 3: break
                else:
                    z = "else"
            try:
                w = int("3")
            except (ValueError, KeyError) as e:
                reveal_type(e); raise RuntimeError() from e
            finally:
                del x
            return w if flag else None
        def gen(n: int) -> Iterator[str]:
            got = yield n
            yield from range(n)
        async def co(x: Awaitable[T]) -> int:
            async with x as y: pass
            async for i in co(x): print(await i)
            return await asyncio.gather(co(x), co(x))
        def args(a, /, b: int, *c: str, d: float = 1, **e: bytes): return a
        args(1, "2", 3, d="x", f=4); args(); args(1, 2, *["a"], **{"k": b""})
        x = []; y = {}; z = None; z = 1
        x.append(1); x.append("s")
        for i, (j, k) in enumerate([(1, "a")]): reveal_type((i, j, k)); i.foo
        lam = lambda a, b=1: a; reveal_type(lam); lam(1, 2, 3)
        match (1, "a"):
            case (int() as n, "a" | "b"): reveal_type(n)
            case {"k": v, **rest}: reveal_type(rest)
            case [first, *more]: reveal_type(more)
            case Square(size=s): reveal_type(s)
            case _: pass
        "%s %d" % (1, "x"); "{} {x}".format(1); f"{x!r:>{y}}"; b"a" + "b"; 1 < "2"; -"x"; [1][None]; (1, 2)[5]
        def untyped(q): q.anything; return 1 + "a"
        with open("f") as f, contextlib.suppress(KeyError): reveal_type(f.read())
        def unreachable() -> NoReturn:
            print("x")
        assert False; 1 + "after"
        class K(metaclass=abc): x: int = "s"; y = x = 5; def_ = print
        if sys.platform == "win32": import winreg; winreg.x
        lambda: (yield); print(undefined, __name__, reveal_locals())  # type: ignore[name-defined]
        a: int = 1  # type: ignore
        """,
    "broken.py": "def f(:\n    pass\n",
    "attributes.py": """
        import attr, functools
        @attr.s(auto_attribs=True)
        class A:
            x: int
            y: str = attr.ib(default="", converter=str)
            @y.validator
            def check(self, attribute, value): pass
        A("s"); A(1, 2); reveal_type(A(1).y); reveal_type(A)
        @functools.total_ordering
        class C:
            def __lt__(self, o: "C") -> bool: return True
            @functools.cached_property
            def cached(self) -> int: return 1
            @functools.singledispatchmethod
            def sd(self, x) -> None: ...
            __slots__ = ("q",)
            def __init__(self) -> None: self.other = 1
        reveal_type(C() >= C()); reveal_type(C().cached); reveal_type(functools.partial(int, base=2)("1")); reveal_type(functools.reduce(lambda a, b: a + b, [1.0]))
        """,
}
FLAGS = [["--no-incremental", "classes.py"], ["flow.py"], ["--strict", "--pretty", "--show-column-numbers", "flow.py", "classes.py"], ["broken.py"], ["--strict", "attributes.py", "--show-error-end", "--junit-xml", "junit.xml"],
         ["--disallow-any-expr", "--warn-unreachable", "--python-version", "3.8", "flow.py"], ["--ignore-missing-imports", "--follow-imports=skip", "--check-untyped-defs", "flow.py"], ["classes.py", "--local-partial-types", "--strict-optional", "--linecount-report", "report", "--any-exprs-report", "report"], ["-c", "x: int = ''"],
         ["-m", "nosuch"], ["--bad"], ["--version"], ["-p", "pack"], ["--config-file", "my.ini", "pack"]]


def check(flags, **kw):
    out, err, status = api.run([*flags, "--cache-dir", "cache", *kw.get("more", [])])
    print("$ mypy", *flags, "->", status)
    print(out.replace(" (compiled: yes)", " (compiled: no)"), err, sep="")


def library():
    folder = os.path.dirname(os.__file__)
    for name in ("textwrap", "heapq", "configparser"):
        with open(os.path.join(folder, name + ".py"), encoding="utf-8") as source, open(name + "_copy.py", "w", encoding="utf-8") as target:
            target.write(source.read())
    check(["--strict", "textwrap_copy.py", "heapq_copy.py", "configparser_copy.py"])


def stubs():
    stubgen.main(["-q", "-o", "stubs", "classes.py", "flow.py", "attributes.py"])
    for name in ("classes", "flow", "attributes"):
        with open(os.path.join("stubs", name + ".pyi"), encoding="utf-8") as f:
            print("--", name, f.read(), sep="\n")


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        os.mkdir("pack")
        for name, text in {**CHECKED, "pack/__init__.py": "from .a import f\nfrom . import b\n", "pack/a.py": "from pack.b import g\ndef f(x: int) -> str: return g(x)\n",
                           "pack/b.py": "import pack.a\ndef g(x: str) -> str: return pack.a.f(x)\n", "my.ini": "[mypy]\ndisallow_untyped_defs = True\n[mypy-pack.b]\nignore_errors = True\n[mypy-nosuch.*]\nbad_option = 1\n"}.items():
            with open(name, "w", encoding="utf-8") as f:
                f.write(textwrap.dedent(text))
        for flags in FLAGS:
            check(flags)
        with open("junit.xml") as f:
            print(f.read().split("time=")[0])
        for name in sorted(os.listdir("report")):
            with open(os.path.join("report", name)) as f:
                print(name, f.read())
        with open("pack/b.py", "a") as f:
            f.write("def h() -> int: return ''\n")
        check(["-p", "pack"])
        library()
        stubs()
        os.chdir("/")


if __name__ == "__main__":
    main()
