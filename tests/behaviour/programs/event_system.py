from __future__ import annotations

import contextlib
from collections import defaultdict
from typing import Any, Callable, DefaultDict, Dict, Generator, List, Optional, Tuple, Type


class Event:
    def __init__(self, **data: Any) -> None:
        self.__dict__.update(data)
        self.handled: List[str] = []


class Click(Event):
    x: int
    y: int


class Key(Event):
    code: str


Handler = Callable[[Any], Optional[bool]]


class Bus:
    def __init__(self) -> None:
        self.handlers: DefaultDict[Type[Event], List[Tuple[int, Handler]]] = defaultdict(list)
        self.errors: List[Exception] = []

    def on(self, kind: Type[Event], priority: int = 0) -> Callable[[Handler], Handler]:
        def deco(h: Handler) -> Handler:
            self.handlers[kind].append((priority, h))
            self.handlers[kind].sort(key=lambda p: -p[0])
            return h
        return deco

    def emit(self, e: Event) -> int:
        n = 0
        for kind in type(e).__mro__:
            for _, h in self.handlers.get(kind, ()):
                try:
                    n += 1
                    if h(e):
                        return n
                except ValueError as err:
                    self.errors.append(err)
        return n

    @contextlib.contextmanager
    def temporarily(self, kind: Type[Event], h: Handler) -> Generator[Bus, None, None]:
        self.on(kind)(h)
        try:
            yield self
        finally:
            self.handlers[kind] = [p for p in self.handlers[kind] if p[1] is not h]


class State:
    transitions: Dict[Tuple[str, str], str] = {("idle", "start"): "running", ("running", "pause"): "paused", ("paused", "start"): "running", ("running", "stop"): "idle"}

    def __init__(self) -> None:
        self.state = "idle"
        self.history = [self.state]

    def fire(self, action: str) -> str:
        try:
            self.state = self.transitions[self.state, action]
        except KeyError:
            raise RuntimeError(f"cannot {action} while {self.state}") from None
        self.history.append(self.state)
        return self.state


def scheduler(tasks: List[Generator[str, None, None]]) -> List[str]:
    log: List[str] = []
    while tasks:
        t = tasks.pop(0)
        try:
            log.append(next(t))
        except StopIteration:
            continue
        tasks.append(t)
    return log


def task(name: str, n: int) -> Generator[str, None, None]:
    for i in range(n):
        yield f"{name}{i}"


def main() -> None:
    bus = Bus()
    seen: List[str] = []

    @bus.on(Click)
    def low(e: Click) -> None:
        seen.append(f"low {e.x},{e.y}")

    @bus.on(Click, priority=5)
    def high(e: Click) -> bool:
        seen.append("high")
        return e.x < 0

    @bus.on(Event)
    def any_event(e: Event) -> None:
        seen.append("any " + type(e).__name__)
        if isinstance(e, Key) and e.code == "bad":
            raise ValueError("bad key")
    print(bus.emit(Click(x=1, y=2)), bus.emit(Click(x=-1, y=0)), bus.emit(Key(code="a")), bus.emit(Key(code="bad")))
    with bus.temporarily(Key, lambda e: True):
        print(bus.emit(Key(code="z")))
    print(bus.emit(Key(code="z")), seen, [str(e) for e in bus.errors])
    s = State()
    print([s.fire(a) for a in ("start", "pause", "start", "stop")], s.history)
    try:
        s.fire("pause")
    except RuntimeError as e:
        print(e, e.__cause__, e.__suppress_context__)
    print(scheduler([task("a", 2), task("b", 3), task("c", 1)]))


if __name__ == "__main__":
    main()
