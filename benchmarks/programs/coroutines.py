"""Coroutines under a loop of our own: producers, a bounded queue, consumers."""
from typing import Any, Coroutine, Generator, List, Optional

DEFAULT = 30000


class Pause:
    def __await__(self) -> Generator[str, None, None]:
        yield "pause"


class Queue:
    def __init__(self, size: int) -> None:
        self.items: List[int] = []
        self.size = size
        self.closed = 0

    async def put(self, item: int) -> None:
        while len(self.items) >= self.size:
            await Pause()
        self.items.append(item)

    async def get(self) -> Optional[int]:
        while not self.items:
            if self.closed:
                return None
            await Pause()
        return self.items.pop(0)


async def work(x: int) -> int:
    return x * x % 1009


async def produce(queue: Queue, start: int, n: int) -> int:
    for i in range(n):
        await queue.put(start + i)
    return n


async def consume(queue: Queue, out: List[int]) -> int:
    seen = 0
    while True:
        item = await queue.get()
        if item is None:
            return seen
        out.append(await work(item))
        seen += 1


class Loop:
    def __init__(self) -> None:
        self.ready: List[Coroutine[Any, Any, int]] = []
        self.results: List[int] = []
        self.steps = 0

    def run(self) -> None:
        while self.ready:
            waiting: List[Coroutine[Any, Any, int]] = []
            for task in self.ready:
                self.steps += 1
                try:
                    task.send(None)
                    waiting.append(task)
                except StopIteration as stop:
                    self.results.append(stop.value)
            self.ready = waiting


def main(n: int) -> object:
    queue = Queue(8)
    out: List[int] = []
    loop = Loop()
    loop.ready = [produce(queue, k * 1000, n // 4) for k in range(4)]
    producers = len(loop.ready)
    loop.ready += [consume(queue, out) for _ in range(3)]

    async def close() -> int:
        while len(loop.results) < producers:
            await Pause()
        queue.closed = 1
        return 0

    loop.ready.append(close())
    loop.run()
    return sum(out), len(out), sum(loop.results), loop.steps > 0
