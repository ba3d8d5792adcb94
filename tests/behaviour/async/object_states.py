import asyncio
import gc
import inspect
import types
import warnings
from typing import Any, Generator, List


class Ask:
    def __await__(self) -> Any:
        got = yield "ask"
        return got


async def inner() -> Any:
    return await Ask()


async def outer() -> Any:
    return await inner()


async def boom() -> None:
    raise ValueError("boom")


def numbers(n: int) -> Generator[int, str, str]:
    for i in range(n):
        got = yield i
        if got:
            print("  got", got)
    return "done"


def delegating() -> Generator[int, str, None]:
    r = yield from numbers(2)
    print("  r", r)


@types.coroutine
def old_style() -> Any:
    got = yield "old"
    return got


async def uses_old() -> Any:
    return await old_style()


def coroutine_states() -> None:
    c = outer()
    print(inspect.getcoroutinestate(c), c.cr_await, c.cr_running, c.cr_frame is None, c.cr_code.co_name, c.cr_origin)
    print(inspect.isawaitable(c), inspect.iscoroutine(c), asyncio.iscoroutine(c), isinstance(c, types.CoroutineType))
    print(c.send(None), inspect.getcoroutinestate(c), type(c.cr_await).__name__, c.cr_await.__name__, c.cr_await.cr_await is None)
    for bad in (lambda: c.__await__().__next__(), lambda: outer().send(None)):
        try:
            print(bad())
        except StopIteration as e:
            print("stop", e.value)
    print(inspect.getcoroutinestate(c), c.cr_frame, c.cr_await)
    for again in (lambda: c.send(None), lambda: c.throw(KeyError), lambda: c.close()):
        try:
            print(again())
        except BaseException as e:
            print(type(e).__name__, e)
    b = boom()
    try:
        b.send(None)
    except ValueError as e:
        print(e, inspect.getcoroutinestate(b))
    d = outer()
    try:
        d.send("early")
    except TypeError as e:
        print(e)
    try:
        d.throw(KeyError("thrown at start"))
    except KeyError as e:
        print(e)
    e2 = outer()
    e2.send(None)
    try:
        e2.throw(LookupError("deep"))
    except LookupError as e:
        print(e)
    f = outer()
    f.send(None)
    print(f.close(), inspect.getcoroutinestate(f))
    try:
        iter(outer())  # type: ignore
    except TypeError as e:
        print(e)
    try:
        for x in outer():  # type: ignore
            pass
    except TypeError as e:
        print(e)


def generator_states() -> None:
    g = delegating()
    print(inspect.getgeneratorstate(g), g.gi_yieldfrom, g.gi_running, g.gi_suspended, g.gi_code.co_name)
    print(next(g), inspect.getgeneratorstate(g), g.gi_yieldfrom.__name__, g.gi_suspended)
    print(g.send("hi"), list(g), inspect.getgeneratorstate(g), g.gi_frame, g.gi_yieldfrom)
    g.__name__ = "renamed"
    print(g.__name__, g.__qualname__)
    for name, value in (("__name__", 1), ("__qualname__", None), ("gi_running", 1)):
        try:
            setattr(g, name, value)
        except (TypeError, AttributeError) as e:
            print(type(e).__name__, e)

    def me() -> Any:
        print("inside", inspect.getgeneratorstate(h), h.gi_running)
        try:
            next(h)
        except ValueError as e:
            print(e)
        yield 1

    h = me()
    next(h)


def never_awaited() -> None:
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        outer()
        gc.collect()
        c = outer()
        c.close()
        del c
        d = outer()
        d.send(None)
        del d
    for w in seen:
        print(w.category.__name__, w.message)


def iterable_coroutines() -> None:
    c = uses_old()
    print(c.send(None))
    try:
        c.send("reply")
    except StopIteration as e:
        print(e.value)
    g = old_style()
    print(inspect.isawaitable(g))

    async def plain() -> Any:
        return await numbers(1)  # type: ignore

    try:
        plain().send(None)
    except TypeError as e:
        print(e)


def main() -> None:
    coroutine_states()
    generator_states()
    never_awaited()
    iterable_coroutines()


if __name__ == "__main__":
    main()
