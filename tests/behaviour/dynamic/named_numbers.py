"""Numbers with names in the module are literals in loops for as long as the names hold them."""
import math
import sys
from typing import List, Tuple

PUSH = 0
ADD = 1
SCALE = -3
BIG = 2 ** 40
HUGE = 123456789012
RATE = 0.5
OFFSET = -2.25
LATE: int
NOTHING = math.nan
MASK = 0xFFFFFFFF


def run(code: List[Tuple[int, int]]) -> List[int]:
    stack: List[int] = []
    steps = 0
    for op, arg in code:
        steps += 1
        if op == PUSH:
            stack.append(arg)
        elif op == ADD:
            b = stack.pop()
            stack[-1] += b * SCALE
        else:
            stack.append(HUGE // steps)
    return stack


def scaled(xs: List[float]) -> float:
    total = 0.0
    for x in xs:
        total += x * RATE + OFFSET
    return total


def hashed(n: int) -> int:
    h = 5381
    for i in range(n):
        h = (h * 33 + i) & MASK
    return h


def sums(n: int) -> int:
    total = 0
    for i in range(n):
        total += i * SCALE + ADD
        if i == 3:
            change(i)
    return total


def change(i: int) -> None:
    global moved
    moved = i
    if i in wanted:
        globals()["SCALE"] = i * 10


moved = 0
wanted: List[int] = []

CODE = [(0, 5), (0, 7), (1, 0), (2, 0), (0, 2), (1, 0)]


def attempt(what: str) -> None:
    try:
        print(what, run(CODE), scaled([1.0, 2.5]), sums(6), hashed(50), moved)
    except (NameError, TypeError) as e:
        print(what, type(e).__name__, e)


def main() -> None:
    here = globals()
    attempt("as made")
    kept = {name: here[name] for name in ("PUSH", "ADD", "SCALE", "RATE", "OFFSET", "MASK")}
    here["ADD"] = 2
    attempt("ADD is 2")
    here["ADD"] = True
    attempt("ADD is True")
    here["ADD"] = kept["ADD"]
    attempt("ADD is back")
    here["SCALE"] = 10 ** 30
    attempt("SCALE is long")
    del here["SCALE"]
    attempt("SCALE is gone")
    here["SCALE"] = kept["SCALE"]
    wanted.append(3)
    attempt("SCALE changes in the loop")
    wanted.clear()
    here["SCALE"] = kept["SCALE"]
    here["MASK"] = 10 ** 18 + 1
    attempt("MASK is longer")
    here["MASK"] = 0xFFFF
    attempt("MASK is short")
    here["RATE"] = 2
    attempt("RATE is an int")
    sys.modules[__name__].RATE = "x"  # type: ignore
    attempt("RATE is a text")
    here.update(kept)
    attempt("all back")


if __name__ == "__main__":
    main()
