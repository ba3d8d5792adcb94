# Loops over lists of objects whose items are not held: what the variable held before may change the list when it goes.
import weakref
from typing import Any, Callable, Optional

LOG: list[str] = []


class Point:
    def __init__(self, x: float, n: int = 0) -> None:
        self.x = x
        self.n = n

    def step(self, dt: float) -> None:
        self.x += dt
        self.n += 1


class Late(Point):
    def __init__(self, x: float, then: Callable[[], Any]) -> None:
        super().__init__(x)
        self.then = then

    def __del__(self) -> None:
        LOG.append(f"late {self.x}")
        self.then()


def walk(items: list[Point], last: Optional[Callable[[], Point]]) -> float:
    p: Optional[Point] = None
    if last is not None:
        p = last()
    total = 0.0
    for p in items:
        p.step(0.5)
        total += p.x
    if p is not None:
        total += p.n
    return total


def rounds(items: list[Point], n: int) -> tuple[float, int]:
    total = 0.0
    for i in range(n):
        for p in items:
            p.step(0.25)
            if p.n > 3:
                continue
            total += p.x
    return total, len(items)


def found(items: list[Point], over: float) -> Optional[Point]:
    for p in items:
        if p.x > over:
            return p
        p.step(1.0)
    return None


def broken(items: list[Point], over: float) -> tuple[Optional[Point], int]:
    count = 0
    p = None
    for p in items:
        if p.x > over:
            break
        count += 1
    else:
        count = -count
    return p, count


def strange(items: list[Any]) -> str:
    total = 0.0
    p = None
    try:
        for p in items:
            total += p.x
    except AttributeError as e:
        return f"{e} {total}"
    return f"{p is items[-1] if items else p} {total}"


def points(n: int) -> list[Point]:
    return [Point(float(i)) for i in range(n)]


def main() -> None:
    LOG.clear()
    for n in (0, 1, 2, 5):
        items = points(n)
        print(walk(items, None), walk(items, lambda: Point(9.0)), rounds(items, 3), [p.n for p in items])
    # The last reference to what the variable held goes when the loop begins.
    items = points(4)
    print(walk(items, lambda: Late(1.0, items.clear)), len(items), LOG)
    items = points(4)
    print(walk(items, lambda: Late(2.0, items.pop)), len(items), LOG)
    items = points(4)
    print(walk(items, lambda: Late(3.0, lambda: items.append(Point(100.0)))), len(items), LOG)
    items = points(4)
    print(walk(items, lambda: Late(4.0, items.reverse)), [p.x for p in items], LOG)
    items = points(4)
    print(walk(items, lambda: Late(5.0, lambda: items.__setitem__(0, Point(50.0)))), [p.x for p in items], LOG)
    items = points(3)
    print(walk(items, lambda: Late(6.0, lambda: items.extend(points(40)))), len(items))

    items = points(5)
    one = found(items, 2.5)
    print(one is items[3], found(items, 99.0), found([], 1.0))
    p, count = broken(items, 2.5)
    print(p is not None and p.x, count, broken(points(2), 7.0)[1], broken([], 1.0))
    # Items that only the list held live on in the variable.
    ref = weakref.ref(one) if one is not None else None
    one = p = None
    got = found(items, 2.5)
    items.clear()
    print(got is not None and got.x, ref is not None and ref() is not None)
    print(strange([Point(1.0), Point(2.0)]), strange([Point(1.0), 5, Point(2.0)]), strange([]), strange([Late(8.0, list), Point(1.0)]))

    class Sub(Point):
        def step(self, dt: float) -> None:
            items.append(Point(dt))
            self.x += 10.0

    items = points(3)
    items[1] = Sub(1.0)
    print(walk(items, None), len(items))
    print(LOG)
    LOG.clear()


if __name__ == "__main__":
    main()
