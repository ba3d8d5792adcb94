import asyncio
from typing import Any, List

log: List[str] = []


async def double(x: int) -> int:
    await asyncio.sleep(0)
    return x * 2


async def total(n: int) -> int:
    t = 0
    for i in range(n):
        t += await double(i)
    return t


async def worker(name: str, n: int) -> str:
    for i in range(n):
        log.append(f"{name}{i}")
        await asyncio.sleep(0)
    return name


async def gathered() -> List[Any]:
    return await asyncio.gather(worker("a", 2), worker("b", 3), double(4))


async def nested(depth: int) -> int:
    if depth == 0:
        return 1
    return await nested(depth - 1) + 1


async def args(a: int, *rest: int, k: float = 1, **kw: str) -> str:
    return f"{a} {rest} {k} {kw}"


class Service:
    def __init__(self, base: int) -> None:
        self.base = base

    async def get(self, x: int) -> int:
        return self.base + await double(x)

    @classmethod
    async def make(cls, b: int) -> "Service":
        await asyncio.sleep(0)
        return cls(b)

    @staticmethod
    async def ping() -> str:
        return "pong"


async def tasks() -> List[int]:
    ts = [asyncio.create_task(double(i)) for i in range(3)]
    return [await t for t in ts]


async def run() -> None:
    log.clear()
    print(await total(5), await gathered(), log, await nested(20), await args(1, 2, k=2, z="q"))
    s = await Service.make(10)
    print(await s.get(1), await Service.ping(), await tasks())
    print([await double(i) for i in range(3)], {i: await double(i) for i in range(2)}, (await double(1)) + (await double(2)))
    f = lambda x: double(x)
    print(await f(9), await (double(3) if log else double(4)))
    fut: "asyncio.Future[int]" = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(fut.set_result, 42)
    print(await fut)
    log.clear()


def main() -> None:
    asyncio.run(run())
    c = double(1)
    print(type(c).__name__, c.__name__, asyncio.iscoroutine(c), asyncio.iscoroutinefunction(double), double.__name__)
    c.close()
    c = double(1)
    try:
        c.send(1)
    except TypeError as e:
        print(e)
    c.close()


if __name__ == "__main__":
    main()
