from typing import ClassVar, Dict, List


class Counter:
    total = 0
    step: int = 2
    registry: ClassVar[List[str]] = []
    table: Dict[str, int] = {"a": 1}

    def __init__(self, name: str) -> None:
        Counter.total += self.step
        self.registry.append(name)


class Fast(Counter):
    step = 10
    label = "fast"


class Derived:
    base = 4
    doubled = base * 2
    squares = [i * i for i in range(4)]

    def get(self) -> int:
        return self.base + self.doubled


def main() -> None:
    Counter.total = 0
    Counter.registry.clear()
    Counter("x")
    Counter("y")
    f = Fast("z")
    print(Counter.total, Fast.total, Counter.registry, f.total, f.step, f.label)
    Fast.total = 1000
    print(Counter.total, Fast.total)
    del Fast.total
    print(Fast.total)
    Counter.step = 5
    c = Counter("w")
    print(c.total, c.step)
    Counter.step = 2
    c.table["b"] = 2
    print(Counter.table, Fast.table is Counter.table)
    del c.table["b"]
    d = Derived()
    print(d.base, d.doubled, d.squares, d.get())
    d.base = 1
    print(d.base, Derived.base, d.get())
    del d.base
    print(d.base)
    print(hasattr(Counter, "label"), hasattr(Fast, "label"), getattr(Counter, "nope", "-"))
    try:
        print(Counter.nope)  # type: ignore
    except AttributeError as e:
        print(e)


if __name__ == "__main__":
    main()
