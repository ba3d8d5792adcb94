"""append and pop in loops over unboxed numbers: on lists, on what only claims to be one, at their ends. Which objects they
give is not asked: that is a matter of the optimisation level (docs/differences.md)."""
import traceback
from typing import Any, List, Tuple


def pump(stack: List[int], n: int) -> int:
    t = 0
    for i in range(n):
        stack.append(i * i)
        stack.append(stack[-1])
        t += stack.pop() - stack.pop()
        stack.append(stack[0])
    return t


def drain(stack: List[int], n: int) -> int:
    t = 0
    for i in range(n):
        t += stack.pop()
    return t


def hand_over(xs: List[int], out: List[int], n: int) -> None:
    for i in range(n):
        out.append(xs[i])


def hand_over_floats(xs: List[float], out: List[float], n: int) -> None:
    for i in range(n):
        x = xs[i]
        out.append(x)
        out.append(x * 2)


def pairs(items: List[Tuple[int, int]]) -> int:
    t = 0
    for i in range(len(items)):
        a, b = items[i]
        t += a * b
        items[i] = (b, a)
    return t


def grow(xs: List[int], limit: int) -> int:
    i = 0
    while i < len(xs) and len(xs) < limit:
        xs.append(xs[i] + 1)
        i += 1
    return i


class Loud(List[int]):
    def append(self, value: int) -> None:
        print("append", value)
        super().append(value)

    def pop(self, at: Any = -1) -> int:
        print("pop")
        return super().pop(at)


class Going:
    def __init__(self, log: List[str]) -> None:
        self.log = log

    def __del__(self) -> None:
        self.log.append("gone")


def attempt(label: str, f, *args) -> None:
    try:
        print(label, f(*args))
    except Exception as e:
        print(label, type(e).__name__, e, [(s.name, s.lineno) for s in traceback.extract_tb(e.__traceback__)][1:])


def main() -> None:
    stack = [2 ** 40]
    attempt("pump", pump, stack, 50)
    print(len(stack), set(stack))
    attempt("pump", pump, [], 3)
    attempt("pump", pump, Loud([1]), 2)
    attempt("drain", drain, list(range(100)), 100)
    left = list(range(100))
    attempt("drain", drain, left, 101)
    print(left)
    attempt("drain", drain, [2 ** 70, 3, True], 3)
    attempt("drain", drain, [1, "x", 3], 3)
    xs = [10 ** 6 + i for i in range(20)] + [2 ** 80]
    out: List[int] = []
    attempt("hand", hand_over, xs, out, 21)
    print(xs == out)
    fs = [i / 3 for i in range(20)]
    more: List[float] = []
    attempt("floats", hand_over_floats, fs, more, 20)
    print(fs == more[::2], more[1::2] == [x * 2 for x in fs])
    attempt("floats", hand_over_floats, [1, 2.5], more, 2)
    print(more[-4:])
    attempt("pairs", pairs, [(i, i + 1) for i in range(10)])
    attempt("pairs", pairs, [(1, 2), [3, 4], (5, 6)])
    attempt("pairs", pairs, [(1, 2), (3, 4, 5)])
    attempt("pairs", pairs, [(1, 2), 5])
    attempt("grow", grow, [1], 40)
    log: List[str] = []
    things: List[Any] = [Going(log), 1]
    attempt("drain", drain, things, 1)
    attempt("drain", drain, things, 1)
    things.clear()
    print(log)


if __name__ == "__main__":
    main()
