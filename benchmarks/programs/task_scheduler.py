"""Tasks with virtual methods passing packets through queues: classes, overriding, None tests, dispatch."""
from typing import List, Optional

DEFAULT = 4500

IDLE = 0
WORK = 1
DEVICE = 2


class Packet:
    def __init__(self, link: "Optional[Packet]", owner: int, kind: int) -> None:
        self.link = link
        self.owner = owner
        self.kind = kind
        self.datum = 0
        self.data = [0, 0, 0, 0]

    def append_to(self, queue: "Optional[Packet]") -> "Packet":
        self.link = None
        if queue is None:
            return self
        p = queue
        while p.link is not None:
            p = p.link
        p.link = self
        return queue


class Task:
    def __init__(self, ident: int, priority: int) -> None:
        self.ident = ident
        self.priority = priority
        self.queue: Optional[Packet] = None
        self.runs = 0

    def ready(self) -> bool:
        return self.queue is not None

    def take(self) -> Optional[Packet]:
        p = self.queue
        if p is not None:
            self.queue = p.link
            p.link = None
        return p

    def give(self, p: Packet) -> None:
        self.queue = p.append_to(self.queue)

    def run(self, board: "Board") -> int:
        raise NotImplementedError


class Idle(Task):
    def __init__(self, ident: int) -> None:
        super().__init__(ident, 0)
        self.seed = 1

    def ready(self) -> bool:
        return True

    def run(self, board: "Board") -> int:
        self.runs += 1
        if self.seed & 1:
            self.seed = (self.seed >> 1) ^ 0xD008
        else:
            self.seed >>= 1
        board.tasks[1 + self.seed % 2].give(Packet(None, self.ident, WORK))
        return 1


class Worker(Task):
    def __init__(self, ident: int) -> None:
        super().__init__(ident, 10)
        self.count = 0

    def run(self, board: "Board") -> int:
        p = self.take()
        self.runs += 1
        if p is None:
            return 0
        for i in range(4):
            self.count = (self.count + 1) % 26
            p.data[i] = 65 + self.count
        p.datum = sum(p.data)
        p.kind = DEVICE
        board.tasks[3].give(p)
        return p.datum


class Device(Task):
    def __init__(self, ident: int) -> None:
        super().__init__(ident, 20)
        self.total = 0

    def run(self, board: "Board") -> int:
        p = self.take()
        self.runs += 1
        if p is None or p.kind != DEVICE:
            return 0
        self.total = (self.total * 31 + p.datum) % 1000003
        return self.total


class Board:
    def __init__(self) -> None:
        self.tasks: List[Task] = [Idle(0), Worker(1), Worker(2), Device(3)]

    def pick(self) -> Task:
        best = self.tasks[0]
        for t in self.tasks:
            if t.ready() and t.priority > best.priority:
                best = t
        return best

    def schedule(self, n: int) -> int:
        total = 0
        for _ in range(n):
            total = (total + self.pick().run(self)) % 1000003
        return total


def main(n: int) -> object:
    b = Board()
    total = b.schedule(n * 20)
    return total, [t.runs for t in b.tasks]
