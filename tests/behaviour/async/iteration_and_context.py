import asyncio
from contextlib import asynccontextmanager
from typing import Any, AsyncGenerator, AsyncIterator, List

log: List[str] = []


class Ticker:
    def __init__(self, n: int) -> None:
        self.n = n

    def __aiter__(self) -> "Ticker":
        return self

    async def __anext__(self) -> int:
        if self.n == 0:
            raise StopAsyncIteration
        await asyncio.sleep(0)
        self.n -= 1
        return self.n


class Lock:
    def __init__(self, name: str, swallow: bool = False) -> None:
        self.name = name
        self.swallow = swallow

    async def __aenter__(self) -> str:
        log.append("enter " + self.name)
        return self.name

    async def __aexit__(self, kind: Any, e: Any, tb: Any) -> bool:
        await asyncio.sleep(0)
        log.append(f"exit {self.name} {e!r}")
        return self.swallow


async def agen(n: int) -> AsyncIterator[int]:
    try:
        for i in range(n):
            await asyncio.sleep(0)
            yield i
    finally:
        log.append("agen done")


async def echo() -> AsyncGenerator[str, str]:
    got = "start"
    while True:
        try:
            got = yield "echo " + str(got)
        except ValueError as e:
            got = "error " + str(e)


@asynccontextmanager
async def managed(x: int) -> AsyncIterator[int]:
    log.append("open")
    try:
        yield x * 2
    finally:
        log.append("close")


async def early() -> str:
    async with Lock("early") as l:
        return l


async def find(n: int) -> str:
    async for x in Ticker(n):
        if x == 2:
            break
    else:
        return "none"
    return f"found {x}"


async def run() -> None:
    log.clear()
    print([x async for x in Ticker(3)], [x async for x in agen(4) if x % 2], {x async for x in agen(2)}, {x: x * x async for x in agen(3)}, await find(5), await find(1))
    print(log)
    log.clear()
    async with Lock("a") as a, Lock("b"):
        log.append(a)
    async with Lock("s", True):
        raise KeyError("swallowed")
    try:
        async with Lock("p"):
            raise ValueError("passes")
    except ValueError as e:
        log.append(str(e))
    print(await early(), log)
    log.clear()
    e = echo()
    print(await e.asend(None), await e.asend("x"), await e.athrow(ValueError("v")), await e.__anext__())  # type: ignore
    await e.aclose()
    async with managed(4) as v:
        print(v, log)
    print(log)
    log.clear()
    g = (x * 2 async for x in agen(3))
    print([y async for y in g], sum([x async for x in agen(5)]))
    it = agen(5)
    print(await it.__anext__(), await anext(it), await anext(Ticker(0), "default"))
    await it.aclose()  # type: ignore
    print(log)
    try:
        async for _ in [1]:  # type: ignore
            pass
    except TypeError as err:
        print(err)
    try:
        async with open:  # type: ignore
            pass
    except (AttributeError, TypeError) as err:
        print(type(err).__name__, err)
    log.clear()


def main() -> None:
    asyncio.run(run())


if __name__ == "__main__":
    main()
