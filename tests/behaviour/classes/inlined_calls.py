"""Small methods and functions called in loops: what they raise, classes and fields that change meanwhile, numbers of other kinds."""
import traceback
from typing import Callable, List, Optional


class Point:
    def __init__(self, x: float, y: float) -> None:
        self.x = x
        self.y = y
        self.moves = 0

    def move(self, by: float) -> None:
        self.x += by
        self.y = self.y + by * 2
        self.moves += 1

    def __add__(self, o: "Point") -> "Point":
        return Point(self.x + o.x, self.y + o.y)

    def ratio(self) -> float:
        return self.x / self.y

    def __eq__(self, o: object) -> bool:
        return isinstance(o, Point) and self.x == o.x

    def show(self) -> str:
        return f"{type(self).__name__}({self.x!r}, {self.y!r}, {self.moves!r})"


class Louder(Point):
    def move(self, by: float) -> None:
        print("move", by)
        self.x -= by


class Other:
    def move(self, by: float) -> None:
        print("other", by)

    def show(self) -> str:
        return "Other()"


class Loud(float):
    def __add__(self, o: float) -> float:
        print("add", o)
        return float.__add__(self, o)

    def __del__(self) -> None:
        print("gone")


def half(n: int) -> int:
    return n // 2


def checked(n: int) -> int:
    if n > 3:
        raise ValueError(f"too big: {n}")
    return n


def attempt(action: Callable[[], object]) -> None:
    try:
        print(action())
    except Exception:
        print(traceback.format_exc().replace(__file__, "FILE"))


def moves(points: List[Point], by: float, times: int) -> str:
    for _ in range(times):
        for p in points:
            p.move(by)
    return " ".join(p.show() for p in points)


def add_all(points: List[Point]) -> str:
    total = Point(0.0, 0.0)
    for p in points:
        total = total + p
    return total.show()


def ratios(points: List[Point]) -> float:
    total = 0.0
    for p in points:
        total += p.ratio()
    return total


def caught(points: List[Point]) -> object:
    seen: List[str] = []
    for p in points:
        try:
            seen.append(str(p.ratio()))
        except ZeroDivisionError as e:
            seen.append(f"{e} {e.__traceback__.tb_next.tb_frame.f_code.co_name}")  # type: ignore
    return seen


def patched(points: List[Point], at: int) -> None:
    old = Point.move
    for i, p in enumerate(points):
        if i == at:
            Point.move = lambda self, by: print("patched", by)  # type: ignore
        p.move(1.0)
    Point.move = old  # type: ignore


def renamed(points: List[Point], at: int) -> None:
    global Point
    old = Point
    total: object = Point(0.0, 0.0)
    for i, p in enumerate(points):
        if i == at:
            Point = lambda x, y: ("other", x, y)  # type: ignore
        total = p + p
    print(total if isinstance(total, tuple) else "point")
    Point = old  # type: ignore


def counts(n: int) -> int:
    total = 0
    for i in range(n):
        total += half(i) + checked(i)
    return total


def halves(n: int) -> int:
    total = 0
    for i in range(n, n + 3):
        total += half(i)
    return total


def deleted(points: List[Point]) -> str:
    for p in points:
        p.move(0.5)
    return points[0].show()


def maybe(points: List[Optional[Point]]) -> float:
    total = 0.0
    for p in points:
        if p is not None:
            total += p.ratio()
            p.move(1)
    return total


def main() -> None:
    attempt(lambda: moves([Point(1.0, 2.0), Point(3.0, 4.0)], 0.5, 3))
    attempt(lambda: moves([Point(1, 2), Point(3.0, 4)], 1, 2))
    attempt(lambda: moves([Point(1.0, 2.0), Louder(3.0, 4.0), Point(5, 6)], 0.5, 2))
    attempt(lambda: moves([Point(1.0, True)], 2**70, 2))
    attempt(lambda: moves([Point(Loud(1.0), 2.0)], 1.0, 2))
    attempt(lambda: moves([Point(1.0, 2.0), Point(2.0, 1.0)], 0.0, 1))
    attempt(lambda: moves([Point(1.0, 2.0), Other()], 1.0, 1))  # type: ignore
    attempt(lambda: moves([Point(float("nan"), float("inf"))], float("-inf"), 2))
    attempt(lambda: add_all([Point(1.0, 2.0), Point(0.5, 0.25)]))
    attempt(lambda: add_all([Point(1, 2), Point(3, 4)]))
    attempt(lambda: add_all([]))
    attempt(lambda: ratios([Point(1.0, 2.0), Point(1.0, 0.0), Point(3.0, 1.0)]))
    attempt(lambda: caught([Point(1.0, 2.0), Point(1.0, 0.0), Point(3, 1)]))
    attempt(lambda: patched([Point(1.0, 2.0), Point(3.0, 4.0), Point(5.0, 6.0)], 1))
    attempt(lambda: renamed([Point(1.0, 2.0), Point(3.0, 4.0), Point(5.0, 6.0)], 1))
    attempt(lambda: counts(3))
    attempt(lambda: counts(6))
    attempt(lambda: halves(5))
    attempt(lambda: halves(2**62 - 2))
    attempt(lambda: halves(2**80))
    p = Point(1.0, 2.0)
    del p.x
    attempt(lambda: deleted([Point(1.0, 1.0), p]))
    p.x = 7
    p.moves = 2**62 - 1
    attempt(lambda: deleted([p]))
    p.moves = True
    attempt(lambda: deleted([p]))
    attempt(lambda: maybe([None, Point(1.0, 2.0), None, Point(4, 2)]))


if __name__ == "__main__":
    main()
