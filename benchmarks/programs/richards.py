"""An operating system's kernel in the small: tasks of several kinds pass packets to each other under a scheduler."""
from typing import List, Optional

DEFAULT = 10000

IDLE, WORKER, HANDLER_A, HANDLER_B, DEVICE_A, DEVICE_B = range(6)
DEV, WORK = 0, 1
BUFFER = 4


class Packet:
    def __init__(self, link: "Optional[Packet]", ident: int, kind: int) -> None:
        self.link = link
        self.ident = ident
        self.kind = kind
        self.datum = 0
        self.data: List[int] = [0] * BUFFER

    def append_to(self, queue: "Optional[Packet]") -> "Packet":
        self.link = None
        if queue is None:
            return self
        last = queue
        while last.link is not None:
            last = last.link
        last.link = self
        return queue


class Task:
    def __init__(self, kernel: "Kernel", ident: int, priority: int, queue: Optional[Packet]) -> None:
        self.kernel = kernel
        self.ident = ident
        self.priority = priority
        self.queue = queue
        self.pending = queue is not None
        self.waiting = queue is None
        self.held = False

    def add(self, packet: Packet, current: "Task") -> "Task":
        if self.queue is None:
            self.queue = packet
            self.pending = True
            if self.priority > current.priority:
                return self
        else:
            packet.append_to(self.queue)
        return current

    def blocked(self) -> bool:
        return self.held or (not self.pending and self.waiting)

    def take(self) -> Optional[Packet]:
        packet = None
        if self.pending and self.waiting:
            packet = self.queue
            if packet is not None:
                self.queue = packet.link
            self.pending = self.queue is not None
            self.waiting = False
        return packet

    def run(self, packet: Optional[Packet]) -> "Optional[Task]":
        raise NotImplementedError


class Idle(Task):
    def __init__(self, kernel: "Kernel", count: int) -> None:
        super().__init__(kernel, IDLE, 0, None)
        self.waiting = False
        self.control = 1
        self.count = count

    def run(self, packet: Optional[Packet]) -> Optional[Task]:
        self.count -= 1
        if self.count == 0:
            return self.kernel.hold(self)
        if self.control & 1 == 0:
            self.control //= 2
            return self.kernel.release(DEVICE_A)
        self.control = self.control // 2 ^ 0xD008
        return self.kernel.release(DEVICE_B)


class Worker(Task):
    def __init__(self, kernel: "Kernel", queue: Packet) -> None:
        super().__init__(kernel, WORKER, 1000, queue)
        self.destination = HANDLER_A
        self.count = 0

    def run(self, packet: Optional[Packet]) -> Optional[Task]:
        if packet is None:
            return self.kernel.wait(self)
        self.destination = HANDLER_B if self.destination == HANDLER_A else HANDLER_A
        packet.ident = self.destination
        packet.datum = 0
        for i in range(BUFFER):
            self.count = self.count % 26 + 1
            packet.data[i] = 64 + self.count
        return self.kernel.send(self, packet)


class Handler(Task):
    def __init__(self, kernel: "Kernel", ident: int, priority: int, queue: Packet) -> None:
        super().__init__(kernel, ident, priority, queue)
        self.work_in: Optional[Packet] = None
        self.device_in: Optional[Packet] = None

    def run(self, packet: Optional[Packet]) -> Optional[Task]:
        if packet is not None:
            if packet.kind == WORK:
                self.work_in = packet.append_to(self.work_in)
            else:
                self.device_in = packet.append_to(self.device_in)
        work = self.work_in
        if work is not None:
            count = work.datum
            if count >= BUFFER:
                self.work_in = work.link
                return self.kernel.send(self, work)
            device = self.device_in
            if device is not None:
                self.device_in = device.link
                device.datum = work.data[count]
                work.datum = count + 1
                return self.kernel.send(self, device)
        return self.kernel.wait(self)


class Device(Task):
    def __init__(self, kernel: "Kernel", ident: int, priority: int) -> None:
        super().__init__(kernel, ident, priority, None)
        self.work: Optional[Packet] = None

    def run(self, packet: Optional[Packet]) -> Optional[Task]:
        if packet is None:
            packet = self.work
            if packet is None:
                return self.kernel.wait(self)
            self.work = None
            return self.kernel.send(self, packet)
        self.work = packet
        return self.kernel.hold(self)


class Kernel:
    def __init__(self) -> None:
        self.order: List[Task] = []
        self.table: List[Optional[Task]] = [None] * 6
        self.holds = 0
        self.sent = 0

    def install(self, task: Task) -> None:
        self.order.insert(0, task)
        self.table[task.ident] = task

    def find(self, ident: int) -> Task:
        task = self.table[ident]
        if task is None:
            raise KeyError(ident)
        return task

    def hold(self, task: Task) -> Optional[Task]:
        self.holds += 1
        task.held = True
        return self.after(task)

    def release(self, ident: int) -> Optional[Task]:
        task = self.find(ident)
        task.held = False
        return task

    def wait(self, task: Task) -> Optional[Task]:
        task.waiting = True
        return task

    def send(self, sender: Task, packet: Packet) -> Optional[Task]:
        target = self.find(packet.ident)
        self.sent += 1
        packet.link = None
        packet.ident = sender.ident
        return target.add(packet, sender)

    def after(self, task: Task) -> Optional[Task]:
        at = self.order.index(task) + 1
        return self.order[at] if at < len(self.order) else None

    def schedule(self) -> None:
        task: Optional[Task] = self.order[0]
        while task is not None:
            if task.blocked():
                task = self.after(task)
            else:
                task = task.run(task.take())


def main(n: int) -> object:
    kernel = Kernel()
    kernel.install(Idle(kernel, n))
    kernel.install(Worker(kernel, Packet(Packet(None, 0, WORK), 0, WORK)))
    for ident, device in ((HANDLER_A, DEVICE_A), (HANDLER_B, DEVICE_B)):
        queue = None
        for _ in range(3):
            queue = Packet(queue, device, DEV)
        assert queue is not None
        kernel.install(Handler(kernel, ident, ident * 1000, queue))
    for ident in (DEVICE_A, DEVICE_B):
        kernel.install(Device(kernel, ident, ident * 1000))
    kernel.schedule()
    return kernel.holds, kernel.sent
