"""Lists of numbers that only native code has seen stay packed in fields of native classes. Whatever else looks at such a field finds the list."""
import copy
import gc
import pickle
import threading
from dataclasses import dataclass, field
from typing import Any, Iterator, List


class Machine:
    def __init__(self, slots: int) -> None:
        self.stack: List[int] = []
        self.slots = [0] * slots
        self.weights = [0.5] * slots
        self.flags = [False] * slots
        self.rows = [[i, i + 1] for i in range(slots)]
        self.walked = [3, 2, 1]

    def run(self, rounds: int) -> int:
        stack = self.stack
        for i in range(rounds):
            stack.append(i * 3)
            if len(stack) > 4:
                top = stack.pop()
                stack[-1] += top
            self.slots[i % len(self.slots)] += stack[-1]
            self.weights[i % len(self.weights)] *= 1.5
            self.flags[i % len(self.flags)] = i % 3 == 0
            self.rows[i % len(self.rows)][i & 1] += i
        return stack[-1] + self.slots[0]

    def total(self) -> float:
        s = 0.0
        for w in self.weights:
            s += w
        for f in self.flags:
            if f:
                s += 1
        return s

    def push(self, value: int) -> None:
        for _ in range(2):
            self.stack.append(value)

    def walk(self) -> Iterator[int]:
        for i in range(3):
            self.walked[i] += i
            yield self.walked[i]

    def replace(self, k: int) -> None:
        self.slots = [k] * k
        for i in range(k):
            self.slots[i] += i


class Narrow:
    __slots__ = ("items",)

    def __init__(self) -> None:
        self.items = [1, 2, 3]

    def grow(self, n: int) -> int:
        for i in range(n):
            self.items.append(i)
            self.items[0] += i
        return self.items[0]


@dataclass
class Record:
    name: str
    marks: List[int] = field(default_factory=list)

    def mark(self, n: int) -> None:
        self.marks = [0] * n
        for i in range(n):
            self.marks[i] = i * i


class Derived(Machine):
    def __init__(self) -> None:
        super().__init__(2)
        self.extra = [1, 2]

    def run(self, rounds: int) -> int:
        for i in range(rounds):
            self.extra[i & 1] += i
            self.slots[0] += self.extra[0]
        return super().run(rounds) + self.extra[1]


class Shared:
    """Two fields, one list."""

    def __init__(self) -> None:
        self.left = [0] * 3
        self.right = self.left

    def work(self, n: int) -> int:
        for i in range(n):
            self.left[i % 3] += i
            self.right.append(i)
        return len(self.left)


def attribute(o: Any, name: str) -> Any:
    return getattr(o, name)


def fresh(rounds: int = 12) -> Machine:
    m = Machine(3)
    print(m.run(rounds), end=" ")
    return m


def seen_by_name() -> None:
    m = fresh()
    got = attribute(m, "stack")
    print(type(got) is list, isinstance(got, list), got, m.run(5), got is attribute(m, "stack"), got)
    m = fresh()
    print(vars(m), m.run(3), m.__dict__["slots"], m.__dict__["rows"])
    m = fresh()
    setattr(m, "slots", [10, 20, 30])
    print(m.run(4), attribute(m, "slots"))
    m = fresh()
    m.__dict__["slots"] = [1, 2]
    print(m.run(4), m.__dict__)
    m = fresh()
    delattr(m, "slots")
    try:
        m.run(1)
    except AttributeError as e:
        print("AttributeError", e)
    print(attribute(m, "stack"))


def odd_items() -> None:
    for odd in (2**70, True, None, "x"):
        m = fresh()
        attribute(m, "slots")[0] = odd
        try:
            print(m.run(3))
        except TypeError as e:
            print("TypeError", e)
        print(attribute(m, "slots"))
    m = fresh()
    m.push(2**70)
    print(attribute(m, "stack"), m.run(2), attribute(m, "stack"))
    m = fresh()
    m.weights[1] = float("nan")
    print(m.run(4), attribute(m, "weights"), m.total() != m.total())


def copies() -> None:
    m = fresh()
    shallow, deep, pickled = copy.copy(m), copy.deepcopy(m), pickle.loads(pickle.dumps(m))
    print(m.run(3))
    for each in (shallow, deep, pickled):
        print([attribute(each, name) for name in ("slots", "stack", "rows", "flags")], each.total())
    print(attribute(shallow, "slots") is attribute(m, "slots"), attribute(deep, "slots") == attribute(m, "slots"))


def collected() -> None:
    m = fresh()
    m.rows.append([7, 8])
    row: Any = attribute(m, "rows")[0]
    row.append(m)  # a cycle through a list that was packed
    del row
    m.run(4)
    print(gc.is_tracked(m), len(gc.get_objects()) > 0)
    del m
    print(gc.collect() > 0)


def in_threads() -> None:
    m = Machine(3)
    seen: List[int] = []

    def look() -> None:
        for _ in range(50):
            seen.append(len(attribute(m, "slots")) + len(attribute(m, "stack")) * 0)

    workers = [threading.Thread(target=look) for _ in range(2)]
    for each in workers:
        each.start()
    for _ in range(200):
        m.run(20)
    for each in workers:
        each.join()
    print(set(seen), m.run(1), attribute(m, "slots"))


def main() -> None:
    seen_by_name()
    odd_items()
    copies()
    collected()
    in_threads()
    m = fresh()
    print(list(m.walk()), m.run(2), list(m.walk()), m.total())
    m.replace(4)
    print(attribute(m, "slots"), m.run(6), attribute(m, "slots"))
    narrow = Narrow()
    print(narrow.grow(5), attribute(narrow, "items"), narrow.grow(2), narrow.items)
    record, other = Record("a"), Record("a")
    record.mark(4)
    other.mark(4)
    print(record == other, record, attribute(other, "marks"))
    derived = Derived()
    print(derived.run(6), attribute(derived, "extra"), derived.run(2), vars(derived))
    shared = Shared()
    print(shared.work(5), attribute(shared, "left"), attribute(shared, "left") is attribute(shared, "right"), shared.work(2), attribute(shared, "right"))

    class Local(Machine):
        def run(self, rounds: int) -> int:
            return super().run(rounds) + len(self.stack)

    local = Local(2)
    print(local.run(7), attribute(local, "stack"), local.run(1), attribute(local, "rows"))


if __name__ == "__main__":
    main()
