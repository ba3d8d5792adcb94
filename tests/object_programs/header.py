"""What each file of generated functions about objects begins with."""
HEADER = '''import abc
import asyncio
import contextlib
import dataclasses
import enum
import functools
import gc
import sys
import warnings
from dataclasses import dataclass, field
from typing import Any, AsyncIterator, Callable, Dict, Generator, Generic, Iterator, List, NamedTuple, Optional, Protocol, Tuple, TypeVar

T = TypeVar("T")
LOG: List[str] = []
LATE: List[str] = []
WEIRD: List[Any] = [1, True, 2 ** 70, -5, 2.5, 2 ** 62, False, None, 'x', [3, 4], -2 ** 63]


def weird(k: Any) -> Any:
    return WEIRD[k % len(WEIRD)] if isinstance(k, int) else k


def describe(x: Any, depth: int = 0) -> str:
    if x is None or isinstance(x, (int, float, str, enum.Enum)):
        return repr(x)
    if isinstance(x, (list, tuple)) and not hasattr(x, "_fields"):
        name = type(x).__name__
        kind = "foreign " if name == "list" and type(x) is not list else ""  # packed lists bear the name, too
        return kind + name + "[" + ", ".join(describe(y, depth + 1) for y in list(x)[:12]) + "]"
    if isinstance(x, dict):
        return "{" + ", ".join(f"{describe(k, 1)}: {describe(v, depth + 1)}" for k, v in list(x.items())[:12]) + "}"
    if isinstance(x, BaseException):
        return type(x).__name__ + describe(list(x.args), depth + 1) + ("" if depth > 2 else describe(getattr(x, "__dict__", {}), depth + 1))
    if isinstance(x, type):
        return x.__name__
    if depth > 2:
        return type(x).__name__
    parts = []
    for name in getattr(type(x), "NAMES", ()):
        try:
            parts.append(f"{name}={describe(getattr(x, name), depth + 1)}")
        except AttributeError as e:
            parts.append(f"{name}!{e}")
    extra = sorted(k for k in getattr(x, "__dict__", {}))
    return f"{type(x).__name__}({', '.join(parts)}; {', '.join(extra)})"


def note(*values: Any) -> None:
    if len(LOG) < 80:
        LOG.append(" ".join([describe(v) for v in values]))


def late(*values: Any) -> None:
    LATE.append(" ".join([describe(v) for v in values]))


def chain(e: Any) -> str:
    out = []
    while e is not None and len(out) < 6:
        lines = []
        tb = e.__traceback__
        while tb:
            lines.append(tb.tb_lineno)
            tb = tb.tb_next
        if isinstance(e, UnboundLocalError):  # CPython 3.11 names the line of the store joined with the load
            lines = []
        inner = [chain(x) for x in e.exceptions] if isinstance(e, BaseExceptionGroup) else ""
        out.append(f"{type(e).__name__}({e}){inner}{lines}{'cause' if e.__cause__ else 'context' if e.__context__ else ''}{e.__suppress_context__}")
        e = e.__cause__ or e.__context__
    return " <- ".join(out)


class Swallow:
    def __init__(self, kinds: Any) -> None:
        self.kinds = kinds

    def __enter__(self) -> "Swallow":
        note("enter")
        return self

    def __exit__(self, kind: Any, value: Any, tb: Any) -> bool:
        note("exit", kind, None if value is None else str(value))
        return kind is not None and issubclass(kind, self.kinds)


class AsyncSwallow(Swallow):
    async def __aenter__(self) -> int:
        await Pause(1)
        return 5

    async def __aexit__(self, kind: Any, value: Any, tb: Any) -> bool:
        await asyncio.sleep(0)
        return self.__exit__(kind, value, tb)


@contextlib.contextmanager
def opened(k: Any) -> Iterator[Any]:
    note("open", k)
    try:
        yield k
    except ArithmeticError as e:
        note("seen", str(e))
        raise LookupError(k) from e
    finally:
        note("close", k)


class Pause:
    def __init__(self, k: int) -> None:
        self.k = k

    def __await__(self) -> Generator[Any, Any, int]:
        yield None
        return self.k


def drive(coroutine: Any) -> Any:
    """A coroutine run by hand."""
    steps = 0
    while True:
        try:
            coroutine.send(None)
            steps += 1
            if steps > 50:
                coroutine.close()
                return None
        except StopIteration as e:
            return e.value


warnings.simplefilter("ignore")
sys.unraisablehook = lambda u: late("unraisable", type(u.exc_value).__name__, str(u.exc_value))
gc.freeze()


def show(f, args) -> None:
    LOG.clear()
    LATE.clear()
    try:
        got = f(*args)
    except Exception as e:
        got = chain(e)
    gc.collect()
    # Only now: a traceback keeps the variables of the functions in it.
    print(f.__name__, got, args, LOG, sorted(LATE))


'''
