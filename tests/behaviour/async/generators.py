import asyncio
import gc
import inspect
import sys
import types
import warnings
from typing import Any, AsyncGenerator, AsyncIterator, List


class Ask:
    """An awaitable that hands `value` to whoever drives the coroutine."""

    def __init__(self, value: str) -> None:
        self.value = value

    def __await__(self) -> Any:
        got = yield self.value
        return got


def drive(awaitable: Any, *answers: Any) -> str:
    it = awaitable.__await__()
    out: List[str] = []
    try:
        out.append(repr(next(it)))
        for a in answers:
            out.append(repr(it.send(a) if not isinstance(a, BaseException) else it.throw(a)))
    except BaseException as e:
        out.append(f"{type(e).__name__}({', '.join(map(repr, e.args))})")
    return " ".join(out)


async def echo(first: str) -> AsyncGenerator[str, str]:
    got: Any = first
    try:
        while True:
            try:
                got = yield f"<{got}>"
                if got == "await":
                    got = await Ask("question")
                elif got == "stop":
                    return
                elif got == "si":
                    raise StopIteration("inner")
                elif got == "sai":
                    raise StopAsyncIteration("inner")
            except KeyError as e:
                got = f"caught {e}"
    finally:
        print("  echo ends")


async def stubborn() -> AsyncGenerator[int, None]:
    try:
        yield 1
    except GeneratorExit:
        yield 2


async def cleans() -> AsyncGenerator[int, None]:
    try:
        yield 1
        yield 2
    finally:
        print("  answer:", await Ask("cleanup"))


def steps() -> None:
    g = echo("a")
    print(g.__name__, g.__qualname__, g.ag_running, g.ag_await, g.ag_code.co_name, g.ag_frame is None)
    print(type(g).__name__, isinstance(g, types.AsyncGeneratorType), inspect.isasyncgen(g), inspect.isasyncgenfunction(echo))
    print(inspect.iscoroutinefunction(echo), inspect.isgeneratorfunction(echo), hasattr(g, "__next__"), hasattr(g, "send"))
    print(repr(g).split(" at 0x")[0], g.__aiter__() is g, type(g.__anext__()).__name__ if sys.version_info < (3, 12) else "async_generator_asend")
    print(drive(g.asend(None)))
    print(drive(g.asend("b")))
    print(drive(g.asend("await"), "answer"))
    print(drive(g.athrow(KeyError("k"))))
    step = g.asend("c")
    print(drive(step), drive(step))
    print(drive(g.asend("await"), KeyError("into the await")))
    print(drive(g.asend("stop")))
    print(drive(g.asend("more")), drive(g.__anext__()), drive(g.aclose()), drive(g.athrow(ValueError("late"))))
    for word in ("si", "sai"):
        g = echo("x")
        drive(g.asend(None))
        print(word, drive(g.asend(word)))
    g = echo("x")
    print(drive(g.asend("not none")))
    print(drive(g.athrow(ValueError("at start"))))


def closing() -> None:
    g = echo("x")
    print(drive(g.aclose()), drive(g.aclose()), drive(g.__anext__()))
    g = echo("x")
    print(drive(g.__anext__()))
    print(drive(g.aclose()))
    g = stubborn()
    print(drive(g.__anext__()), drive(g.aclose()))
    g = cleans()
    print(drive(g.__anext__()))
    print(drive(g.aclose(), "cleaned"))
    g = cleans()
    print(drive(g.__anext__()))
    print(drive(g.athrow(ValueError, ValueError("v"), None) if sys.version_info < (3, 12) else g.athrow(ValueError("v")), "cleaned"))
    g = cleans()
    drive(g.__anext__())
    half = g.aclose()
    it = half.__await__()
    print(next(it), g.ag_running)
    print(drive(g.asend(None)), "/", drive(g.aclose()), "/", drive(g.athrow(KeyError())))
    print(drive(g.athrow(1)))
    try:
        it.send("x")
    except StopIteration as e:
        print("closed", e.value, g.ag_running)


def hooks() -> None:
    seen: List[str] = []
    old = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(firstiter=lambda g: seen.append("first " + g.__name__), finalizer=lambda g: seen.append("final " + g.__name__))
    try:
        g = echo("x")
        print(seen)
        drive(g.asend(None))
        drive(g.asend(None))
        print(seen)
        del g
        gc.collect()
        print(seen)
        g = stubborn()
        drive(g.__anext__())
        drive(g.aclose())
        del g
        print(seen)
    finally:
        sys.set_asyncgen_hooks(*old)


class Source:
    def __init__(self, n: int) -> None:
        self.n = n

    async def __aiter__(self) -> AsyncIterator[int]:
        for i in range(self.n):
            yield i
            await asyncio.sleep(0)


async def squares(n: int) -> AsyncIterator[int]:
    async for i in Source(n):
        if i == 3:
            continue
        yield i * i
    else:
        yield -1


async def nested(depth: int) -> AsyncIterator[int]:
    yield depth
    if depth > 0:
        async for x in nested(depth - 1):
            yield x


async def early(log: List[str]) -> AsyncIterator[int]:
    try:
        for i in range(10):
            yield i
    finally:
        log.append("early closed")


async def ident(x: int) -> int:
    await asyncio.sleep(0)
    return x


async def comprehensions() -> None:
    print([x async for x in squares(6)])
    print({x async for x in squares(4) if x % 2 == 0}, {x: y async for x in squares(3) for y in range(2)})
    print([await ident(x) for x in range(3)], [y async for x in squares(3) async for y in nested(x) if await ident(y)])
    gen = (x + 1 async for x in squares(3))
    print(type(gen).__name__, gen.__name__, gen.__qualname__, [x async for x in gen])
    other = (await ident(x) for x in [1, 2])
    print(type(other).__name__, [x async for x in other])
    print([[y async for y in nested(x)] for x in range(3)])
    print(await anext(squares(3)), await anext(aiter(nested(0))), await anext(squares(0)), await anext(squares(0).__aiter__(), None))
    empty = squares(0)
    print(await anext(empty), await anext(empty, "default"))
    try:
        await anext(empty)
    except StopAsyncIteration as e:
        print("end", e.args)


async def loops() -> None:
    log: List[str] = []
    g = early(log)
    async for x in g:
        if x == 2:
            break
    print(log)
    await g.aclose()
    print(log)
    try:
        async for x in 5:  # type: ignore
            pass
    except TypeError as e:
        print(e)
    try:
        async for x in squares(2):
            raise ValueError(x)
    except ValueError as e:
        print("left by", e)
    first, second = echo("1"), echo("2")
    print(await first.asend(None), await second.asend(None), await first.asend("y"))
    got = await asyncio.gather(first.asend("p"), second.asend("q"))
    print(got)
    await first.aclose()
    await second.aclose()


def main() -> None:
    steps()
    closing()
    hooks()
    asyncio.run(comprehensions())
    asyncio.run(loops())


if __name__ == "__main__":
    main()
