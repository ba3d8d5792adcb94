"""Attributes that are bools everywhere in the source and are given something else from outside."""
from typing import Any, List


class Loud:
    def __init__(self, name: str, truth: bool) -> None:
        self.name = name
        self.truth = truth

    def __bool__(self) -> bool:
        print("truth of", self.name)
        return self.truth


class Task:
    def __init__(self, name: str) -> None:
        self.name = name
        self.held = False
        self.pending = False
        self.waiting = True
        self.runs = 0

    def blocked(self) -> bool:
        return self.held or (not self.pending and self.waiting)

    def ready(self):
        return self.pending and self.held or self.waiting

    def wake(self) -> None:
        self.pending = not self.pending
        self.held = self.pending and not self.waiting
        self.waiting = not self.held

    def step(self) -> int:
        self.runs += 1
        if self.held:
            self.held = False
        elif not self.pending:
            self.pending = True
        else:
            self.wake()
        return self.runs


def rounds(tasks: List[Task], n: int) -> List[str]:
    log: List[str] = []
    while n > 0:
        for task in tasks:
            if task.blocked():
                task.step()
            elif task.held or task.ready():
                log.append(task.name)
                task.wake()
            else:
                task.step()
        n -= 1
    return log


def walk(tasks: List[Task]) -> str:
    out = ""
    for task in tasks:
        try:
            if task.held:
                out += "h"
            if not task.pending and task.waiting:
                out += "w"
            out += repr(task.ready())[:6]
        except ValueError as e:
            out += f"<{e}>"
    return out


class Broken:
    def __bool__(self) -> bool:
        raise ValueError("no truth")

    def __repr__(self) -> str:
        return "Broken"


def main() -> None:
    tasks = [Task(c) for c in "abc"]
    print(rounds(tasks, 7), [t.runs for t in tasks])
    print(walk(tasks))
    odd: List[Any] = [0, 1, None, "", "text", [], 2.5, Loud("x", True), Loud("y", False)]
    for value in odd:
        for name in "held", "pending", "waiting":
            task = Task(name)
            setattr(task, name, value)
            print(name, value if not isinstance(value, Loud) else value.name, walk([tasks[0], task, tasks[1]]), task.runs)
            result = task.ready()
            print(result if not isinstance(result, Loud) else result.name)
            task.step()
            task.wake()
            print(task.held, task.pending, task.waiting if not isinstance(task.waiting, Loud) else "loud")
    for name in "held", "pending", "waiting":
        task = Task(name)
        setattr(task, name, Broken())
        print(walk([tasks[2], task, tasks[0]]))
    gone = Task("gone")
    del gone.pending
    try:
        gone.blocked()
    except AttributeError as e:
        print(e)
    print(rounds([*tasks, Task("d")], 5))


main()
