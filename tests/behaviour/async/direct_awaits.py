"""await of coroutine functions called in place: those that suspend, those that do not, those that never can."""
import asyncio
import contextvars
import gc
import sys
import traceback
import types
import warnings
from typing import Any, Awaitable, Coroutine, Generator, List, Optional
from unittest import mock


class Pause:
    def __init__(self, tag: str) -> None:
        self.tag = tag

    def __await__(self) -> Generator[str, Any, str]:
        got = yield self.tag
        return "got %s" % (got,)


class Bare:
    def __await__(self) -> Generator[str, None, None]:
        yield "bare"


class Odd:
    """__await__ that is no generator."""

    def __await__(self) -> Any:
        return (x for x in ["odd"])


class Loud:
    def __init__(self, name: str) -> None:
        self.name = name

    def __del__(self) -> None:
        print("released", self.name)


async def leaf(x: int) -> int:
    return x * x


async def leaf_bool(x: int) -> bool:
    return x > 2


async def leaf_none(x: Any) -> None:
    x.append(1)


async def leaf_default(x: int, *, y: int = 3, z: str = "z") -> str:
    return z * (x + y)


async def leaf_nothing() -> int:
    return 7


async def leaf_stops(x: int) -> int:
    if x > 1:
        raise StopIteration(x)
    return x


async def leaf_raises(x: int) -> int:
    try:
        return 10 // x
    finally:
        x = 0


async def leaf_recursive(x: int) -> int:
    return x if x < 1 else len(traceback.format_stack()[:0]) + x


async def maybe(x: int) -> str:
    if x % 2:
        return await Pause("p%d" % x)
    return "even"


async def chain(x: int) -> List[Any]:
    out: List[Any] = []
    for i in range(x):
        out.append(await maybe(i))
        out.append(await leaf(i))
        out.append(await leaf_bool(i))
    await leaf_none(out)
    out.append(await leaf_default(1))
    out.append(await leaf_default(1, z="q", y=0))
    out.append(await leaf_nothing())
    return out


def drive(coroutine: Coroutine[Any, Any, Any]) -> Any:
    given = []
    sent: Any = None
    try:
        while True:
            given.append(coroutine.send(sent))
            sent = len(given)
    except StopIteration as stop:
        return given, stop.value


def show(exc: BaseException) -> None:
    print(type(exc).__name__, exc, "| cause", repr(exc.__cause__), "| context", repr(exc.__context__))
    for frame in traceback.extract_tb(exc.__traceback__):
        print("   ", frame.name, frame.line)


async def failing(x: int, how: str) -> Any:
    if how == "leaf":
        return await leaf_raises(x)
    if how == "stops":
        return await leaf_stops(x)
    if how == "pause":
        await Pause("before")
        return await leaf_raises(x)
    return await deep(x, how)


async def deep(x: int, how: str) -> Any:
    if x:
        return await deep(x - 1, how)
    await Pause("deepest")
    raise KeyError(how)


def errors() -> None:
    for how in ("leaf", "stops", "pause", "deep"):
        x = 2 if how in ("stops", "deep") else 0
        try:
            print(drive(failing(x, how)))
        except BaseException as e:
            show(e)


def throw_and_close() -> None:
    c = deep(2, "thrown")
    print(c.send(None))
    inner = c.cr_await
    while inner is not None and hasattr(inner, "cr_await"):
        print(type(inner).__name__, inner.__name__, inner.__qualname__, inner.cr_running, inner.cr_frame is not None)
        inner = inner.cr_await
    print(type(inner).__name__, inner.__name__)
    try:
        c.throw(ValueError("in"))
    except ValueError as e:
        show(e)
    c = deep(1, "closed")
    c.send(None)
    c.close()
    print(c.cr_frame, c.cr_await)
    c = deep(1, "dropped")
    c.send(None)
    del c
    gc.collect()

    async def catches() -> Any:
        try:
            return await deep(1, "caught")
        except ValueError as e:
            return [type(x).__name__ for x in (e, e.__context__)], await maybe(1)

    c2 = catches()
    c2.send(None)
    print(c2.throw(ValueError))
    try:
        c2.send("end")
    except StopIteration as stop:
        print(stop.value)


def patched() -> None:
    async def other(x: int) -> Any:
        return "other %d" % x

    async def slow(x: int) -> Any:
        await Pause("slow")
        return "slow"

    async def uses() -> Any:
        return await user(3)

    print(drive(user(3)))
    with mock.patch(__name__ + ".leaf", other), mock.patch(__name__ + ".maybe", slow):
        print(drive(user(3)))
        print(drive(uses()))
    with mock.patch(__name__ + ".leaf", lambda x: Odd()):
        print(drive(user(2)))
    with mock.patch(__name__ + ".leaf", lambda x: 5):
        try:
            drive(user(2))
        except TypeError as e:
            show(e)
    print(drive(user(3)))


async def user(x: int) -> Any:
    return [await leaf(x), await maybe(x)]


class Base:
    def __init__(self, n: int) -> None:
        self.n = n

    async def plain(self, k: int) -> int:
        return self.n + k

    async def waits(self, k: int) -> int:
        if k:
            await Pause("w%d" % self.n)
        return self.n * k

    async def both(self) -> Any:
        return await self.plain(1), await self.waits(2), await self.waits(k=0)

    def steps(self) -> Generator[int, None, int]:
        yield self.n
        yield self.n + 1
        return self.n + 2

    def all_steps(self) -> Generator[int, None, List[int]]:
        a = yield from self.steps()
        b = yield from pair(a)
        return [a, b]


def pair(x: int) -> Generator[int, None, int]:
    try:
        yield x
        yield -x
    finally:
        print("pair done")
    return x * 100


class Derived(Base):
    async def plain(self, k: int) -> int:
        await Pause("derived")
        return -1


class Python(Base):
    pass


setattr(Python, "extra", 1)


async def many(items: List[Base]) -> Any:
    return [[await b.plain(2), await b.both()] for b in items]


async def bare() -> None:
    await Bare()
    await Odd()
    await Bare()


def methods() -> None:
    print(drive(many([Base(1), Derived(2), Python(3)])))
    b = Base(4)
    print(drive(b.both()))

    async def stand_in(k: int) -> Any:
        return "stand in %d" % k

    b.plain = stand_in  # type: ignore
    print(drive(b.both()))
    with mock.patch.object(Base, "waits", mock.AsyncMock(return_value="mocked")):
        print(drive(Base(5).both()))
    print(drive(Base(6).both()))
    try:
        Base.plain(object(), 1).send(None)  # type: ignore
    except AttributeError as e:
        print(e)
    try:
        Base.plain(types.SimpleNamespace(n=40), 2).send(None)  # type: ignore
    except StopIteration as stop:
        print(stop.value)
    g = Base(7).all_steps()
    print(next(g), next(g), next(g), g.gi_yieldfrom.__name__)
    print(list(g))
    g = Base(7).all_steps()
    next(g), next(g), next(g)
    g.close()
    print(drive(bare()))


def grown() -> None:
    """A class that gets an __init__ or __new__ later."""
    async def one() -> Any:
        return await Fresh()

    print(drive(one()))
    Fresh.__init__ = lambda self: print("init")  # type: ignore
    print(drive(one()))
    del Fresh.__init__
    print(drive(one()))
    Fresh.__new__ = lambda cls: Pause("new")  # type: ignore
    print(drive(one()))


class Fresh:
    def __await__(self) -> Generator[str, None, int]:
        yield "fresh"
        return 1


variable: contextvars.ContextVar[int] = contextvars.ContextVar("variable", default=0)


async def reads(x: int) -> int:
    variable.set(variable.get() + x)
    return variable.get()


async def sleeps(x: int) -> int:
    await asyncio.sleep(0)
    variable.set(variable.get() + x)
    await asyncio.sleep(0)
    return variable.get()


async def in_task(x: int) -> Any:
    return await reads(x), await sleeps(x), await reads(x)


async def waits_long(name: str) -> Any:
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print("cancelled", name)
        raise
    finally:
        print("finally", await leaf(3))


async def forwards(name: str) -> Any:
    return await waits_long(name)


async def tasks() -> None:
    print(await asyncio.gather(in_task(1), in_task(10), in_task(100)))
    t = asyncio.create_task(forwards("a"))
    await asyncio.sleep(0)
    t.cancel()
    try:
        await t
    except asyncio.CancelledError as e:
        show(e)
    try:
        await asyncio.wait_for(forwards("b"), 0.001)
    except asyncio.TimeoutError:
        print("timeout")


async def endless(n: int) -> int:
    return await endless(n + 1)


async def who() -> List[str]:
    frame: Optional[types.FrameType] = sys._getframe()
    out = []
    while frame is not None and frame.f_code.co_name != "drive":
        out.append(frame.f_code.co_name)
        frame = frame.f_back
    return out


async def asks() -> List[str]:
    return await who()


async def asks_twice() -> Any:
    first = await asks()
    await Pause("between")
    return first, await asks()


def unawaited() -> None:
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        leaf(1)
        maybe(2)
        Base(1).plain(1)
        gc.collect()
    print([str(w.message) for w in seen])


async def async_steps(n: int) -> Any:
    for i in range(n):
        yield await leaf(i), await maybe(i)


async def over() -> Any:
    return [x async for x in async_steps(3)]


async def handled() -> Any:
    try:
        raise KeyError("outer")
    except KeyError:
        seen = [sys.exc_info()[1], await exc_leaf(), await exc_deep()]
        return [repr(x) for x in seen] + [repr(sys.exc_info()[1])]


async def exc_leaf() -> Any:
    try:
        raise ValueError("inner")
    except ValueError as e:
        return repr(e.__context__)


async def exc_deep() -> Any:
    before = repr(sys.exc_info()[1])
    await Pause("exc")
    return before, repr(sys.exc_info()[1])


def reuse() -> None:
    """Generators and coroutines that take the place of dead ones."""
    def numbers(n: int) -> Generator[int, None, None]:
        held = Loud("numbers %d" % n)
        for i in range(n):
            yield i

    for n in (1, 2):
        for x in numbers(3):
            break
        g = numbers(n)
        next(g)
        g.__name__ = "other"
        del g
        g = numbers(n)
        print(g.__name__, g.__qualname__)
        del g
        p = pair(n)
        next(p)
        del p
        print(drive(user(n)))
        c = user(1)
        c.send(None)
        c.__qualname__ = "renamed"
        print(c.__qualname__)
        del c


def main() -> None:
    print(drive(chain(4)))
    errors()
    throw_and_close()
    patched()
    methods()
    asyncio.run(tasks())
    try:
        drive(endless(0))
    except RecursionError as e:
        print(type(e).__name__, e)
    print(drive(asks()), drive(asks_twice()))
    unawaited()
    print(drive(over()))
    print(drive(handled()))
    reuse()


if __name__ == "__main__":
    main()
    grown()
