import asyncio
from typing import Dict, List, Tuple


async def producer(q: "asyncio.Queue[int]", n: int) -> None:
    for i in range(n):
        await q.put(i * i)
    await q.put(-1)


async def consumer(q: "asyncio.Queue[int]") -> List[int]:
    out: List[int] = []
    while (x := await q.get()) >= 0:
        out.append(x)
    return out


class Bank:
    def __init__(self) -> None:
        self.balances: Dict[str, float] = {"a": 100, "b": 50}
        self.lock = asyncio.Lock()

    async def transfer(self, src: str, dst: str, amount: float) -> bool:
        async with self.lock:
            if self.balances[src] < amount:
                return False
            self.balances[src] -= amount
            await asyncio.sleep(0)
            self.balances[dst] += amount
            return True


class Awaitable:
    def __init__(self, v: int) -> None:
        self.v = v

    def __await__(self):  # type: ignore
        yield from asyncio.sleep(0).__await__()
        return self.v


async def pipeline() -> Tuple[List[int], List[bool]]:
    q: "asyncio.Queue[int]" = asyncio.Queue(2)
    _, got = await asyncio.gather(producer(q, 6), consumer(q))
    bank = Bank()
    done = await asyncio.gather(bank.transfer("a", "b", 30), bank.transfer("b", "a", 200), bank.transfer("b", "a", 80))
    print(bank.balances)
    return got, list(done)


async def run() -> None:
    print(await pipeline())
    print(await Awaitable(7) + await Awaitable(8))
    ev = asyncio.Event()
    order: List[str] = []

    async def waiter(name: str) -> None:
        await ev.wait()
        order.append(name)
    ts = [asyncio.ensure_future(waiter(n)) for n in "xyz"]
    await asyncio.sleep(0)
    order.append("set")
    ev.set()
    await asyncio.wait(ts)
    print(order)
    sem = asyncio.Semaphore(2)
    active = peak = 0

    async def limited() -> None:
        nonlocal active, peak
        async with sem:
            active += 1
            peak = max(peak, active)
            await asyncio.sleep(0)
            active -= 1
    await asyncio.gather(*(limited() for _ in range(6)))
    print(active, peak)


def main() -> None:
    asyncio.run(run())


if __name__ == "__main__":
    main()
