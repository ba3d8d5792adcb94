"""Native numbers wherever values are kept, -113 among them: what is not there is told from every number, what does not fit raises."""
import copy
import pickle
from dataclasses import dataclass
from typing import Any, Callable, Dict, Generator, List, Optional, Tuple

import krait
from krait import f32, f64, i8, i32, i64, u8, u64

MAGIC = -113

g: i64 = 5
gf: f64 = 2


class Point:
    def __init__(self, x: i32, y: u8, w: f64) -> None:
        self.x = x
        self.y = y
        self.w = w

    def shifted(self, by: i32) -> i32:
        return self.x + by

    def total(self) -> int:
        return int(self.x) + int(self.y)


class Far(Point):
    z: i64

    def shifted(self, by: i32) -> i32:
        self.z = i64(by)
        return super().shifted(by) * 2


class Loose(Point):
    def shifted(self, by: int) -> int:  # takes and gives more
        return self.x + by


@dataclass(order=True)
class Row:
    n: i64
    size: i8 = 3
    share: f32 = 0.5


def attempt(f: Callable[..., Any], *args: Any) -> Any:
    try:
        return f(*args)
    except (OverflowError, TypeError, AttributeError, UnboundLocalError, NameError) as e:
        return f"{type(e).__name__}: {e}"


def unbound(bind: bool, value: i64) -> i64:
    if bind:
        x: i64 = value
    return x


def unbound_float(bind: bool) -> float:
    if bind:
        y: f64 = -113.0
    return y


def deleted(value: i64, again: bool) -> i64:
    x: i64 = value
    del x
    if again:
        x = value
    return x


def loop_variable(n: i64) -> i64:
    for i in range(n):
        pass
    return i


def handler(n: i64) -> List[Any]:
    out: List[Any] = []
    try:
        k: i64 = n * n
    except OverflowError:
        out.append("overflow")
    try:
        out.append(k)
    except UnboundLocalError as e:
        out.append(str(e))
    return out


def shown(bind: bool) -> Dict[str, Any]:
    if bind:
        small: u8 = 7
    return locals()


def closure(n: i64) -> Callable[[int], i64]:
    count: i64 = n

    def add(k: i64) -> i64:
        nonlocal count
        count += k
        return count

    return add


def early() -> i64:
    def inner() -> i64:
        return late

    r = inner()
    late: i64 = 3
    return r + late


def counting(n: i64) -> Generator[i64, Any, i64]:
    i: i64 = MAGIC
    while i < MAGIC + n:
        step: i64 = yield i
        i += step
    return i


def optional(x: Optional[i64]) -> int:
    if x is None:
        return -1
    return x + 1


def pair(t: Tuple[i64, u8]) -> int:
    a, b = t
    return a + int(b)


def several(*args: u8) -> int:
    total = 0
    for a in args:
        total += int(a)
    return total


def default(x: i64 = -113, *, y: f64 = 1) -> Any:
    return [x, y]


def containers(xs: List[i64], d: Dict[str, i32]) -> List[Any]:
    t: i64 = 0
    for x in xs:
        t += x
    for i in range(len(xs)):
        xs[i] += 1
    d["n"] = i32(t)
    n: i64 = 1
    return [t, xs, xs[n], d["n"], [x * 2 for x in xs], {x: i for i, x in enumerate(xs)}, max(xs), min(t, n), abs(MAGIC), sum(xs)]


def set_global(v: Any) -> Any:
    global g
    g = v
    return g + 1


def doubles(a: f64, b: f64, n: i64) -> List[Any]:
    return [a + b, a * n, n / 2, a // b, a % b, -a, a < b, a + 1, 2**0.5 * a, float(a), int(a), n + 0.5, a**2, round(a)]


def singles(a: f32) -> List[Any]:
    b: f32 = 0.1
    return [a + b, b, a * 2, -a, f32(1e40), f64(b)]


def conversions(x: Any) -> List[Any]:
    return [attempt(lambda: i8(x)), attempt(lambda: u64(x)), attempt(lambda: f64(x)), attempt(lambda: i64.wrap(x))]


def wrapping(a: i32, b: i32, n: int) -> List[Any]:
    return [i32.wrap(a * b + a), i32.wrap(a - n), i32.wrap(-a), u8.wrap(~a), u8.wrap(a << 3), i32.wrap(a << b), u64.wrap(n), i8.wrap(a * n + b),
            krait.i64.wrap(n * n), i32.wrap(a // 3), u8.wrap(a & 0x1FF | 1)]


def mixed(a: i64, n: int, b: u8, t: bool) -> List[Any]:
    return [a + n, n - a, a * True, a + t, a < n, n <= a, a == n, b < a, b + 1, a if t else 0, a or n, a and b, not a, a in (1, MAGIC), divmod(a, 7)]


def match(x: i64) -> str:
    match x:
        case -113:
            return "magic"
        case 0 | 1:
            return "small"
        case n:
            return f"{n:>5}|{x!r}"


def call(p: Point, by: i32) -> int:
    return p.shifted(by)


def main() -> None:
    print(unbound(True, MAGIC), attempt(unbound, False, 1), unbound_float(True), attempt(unbound_float, False))
    print(deleted(MAGIC, True), attempt(deleted, 1, False), loop_variable(3), attempt(loop_variable, 0), handler(MAGIC), handler(2**40))
    print(shown(True), shown(False))
    add = closure(MAGIC)
    print(add(1), add(-1), attempt(add, 2**63 - 1), attempt(add, 2**63), attempt(early))
    gen = counting(3)
    print(next(gen), gen.send(1), attempt(gen.send, 2**63), attempt(list, counting(1)), optional(None), optional(MAGIC), attempt(optional, 2**63), attempt(optional, "x"))
    print(pair((MAGIC, 5)), attempt(pair, (1, 256)), attempt(pair, (1, 2, 3)), several(1, 255), attempt(several, 1, 256), default(), default(2, y=-113))
    print(containers([1, MAGIC, 3], {}), attempt(containers, [2**63 - 1, 1], {}), attempt(containers, [2**64], {}))
    print(g, gf, set_global(MAGIC), attempt(set_global, 2**63))
    p = Point(1, 143, MAGIC)
    print(p.x, p.y, p.w, p.shifted(MAGIC), p.total(), vars(p), attempt(Point, 2**31, 0, 0), attempt(Point, 0, -1, 0), attempt(Point, 0, 0, "x"))
    for name, value in (("x", MAGIC), ("x", 2**31), ("y", "s"), ("y", 256), ("w", MAGIC), ("w", None)):
        print(name, attempt(setattr, p, name, value), getattr(p, name))
    bare = Point.__new__(Point)
    print(attempt(lambda: bare.x), attempt(lambda: bare.w), attempt(bare.total), hasattr(bare, "y"), vars(bare))
    bare.x = MAGIC
    del p.x
    print(bare.x, attempt(lambda: p.x), attempt(delattr, p, "x"), vars(p), copy.copy(bare).x, vars(pickle.loads(pickle.dumps(p))))
    f = Far(3, 4, 5)
    print(attempt(lambda: f.z), f.shifted(2), f.z, call(f, MAGIC), call(Loose(1, 1, 1), 5), attempt(call, Loose(1, 1, 1), 2**31), attempt(Loose(1, 1, 1).shifted, 2**31))
    r = Row(MAGIC)
    print(r, r == Row(MAGIC, 3), r < Row(0), Row(1, 2, 0.1), attempt(Row, 2**63), attempt(Row, 1, 128), copy.replace(r) if hasattr(copy, "replace") else r)
    print(doubles(7, 2, 3), attempt(doubles, "x", 1, 1), singles(0.25))
    for x in (5, 300, -1, 3.9, "12", 2**64, None, MAGIC):
        print(conversions(x))
    print(wrapping(2**31 - 1, 2, 2**70 + 5), wrapping(MAGIC, 40, MAGIC))
    print(mixed(MAGIC, 2**62, 9, True), attempt(mixed, 0, 2**63, 0, False), match(MAGIC), match(1), match(77))
    print(isinstance(5, i8), isinstance(200, i8), isinstance(5.0, f64), isinstance("x", i64), i64.MAX, u8.BITS, i8)
    print(attempt(lambda: i64("12", 8)), i64(), f64(), i64(True), i8("7"))


if __name__ == "__main__":
    main()
