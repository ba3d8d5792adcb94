"""Specialised builtins keep their meaning, and give way to whatever replaces them."""


import builtins


import sys


def attempt(function, *args):
    try:
        print(function.__name__, function(*args))
    except Exception as e:
        print(function.__name__, type(e).__name__, e)


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


def length(x) -> object:
    return len(x)


def numbers(a: int, b: int, x: float, y: float) -> object:
    return min(a, b), max(a, b), min(a, b, 3), max(a, b, 3), abs(a), min(x, y), max(x, y), abs(x), int(x), float(a), int(a), float(y)


def parsed(s: str) -> object:
    return int(s), float(s), str(s), ord(s[0]), isinstance(s, str), isinstance(s, (int, list)), isinstance(s, bool)


def ranged(n: int) -> list[int]:
    return [i for i in range(n)]


def counted(xs: list[str]) -> list[object]:
    return [(i, x) for i, x in enumerate(xs)]


def show(x: int) -> None:
    print(length("abc"), ranged(3), counted(["a"]), numbers(1, 2, 1.5, 2.5)[:3], isinstance(x, int), str(x))


def helper(a: int, b: int = 2, *, c: int = 3) -> int:
    return a * 100 + b * 10 + c


def call() -> object:
    return helper(1), helper(1, 5), helper(a=4, b=5, c=6), helper(1, c=9), helper(b=7, a=8)


def deep(n: int) -> int:
    return 0 if n == 0 else 1 + deep(n - 1)


def member(x: int) -> object:
    return x in (1, 2, 3), x not in (1, 2), x in [5, 6], x in {1, 5}, x in ()


def swap(a: int, b: int) -> object:
    a, b = b, a
    xs = [1, 2, 3]
    i = 0
    i, xs[i] = 2, 9
    xs[0], xs[1], xs[2] = xs[2], xs[0], xs[1]
    [p, q] = a, b
    return a, b, xs, i, p, q


def agrees(x: int) -> bool:
    return x > 1


def ask(x: int) -> object:
    return "agreed" if agrees(x) else "refused"


def main():
    global helper
    for value in ([1], (1, 2), "abc", {1: 2}, {1, 2}, b"ab", range(5), Sized(4), Sized(-1), Sized(1.5), 5, None):
        attempt(length, value)
    attempt(numbers, 1, 2, 1.5, -0.5)
    attempt(numbers, -2**70, 2**70, 1e300, -1e300)
    attempt(numbers, True, 0, 3, 2)
    attempt(numbers, 1, 1, 0.0, -0.0)
    attempt(numbers, 1, 2, float("nan"), 1.0)
    attempt(numbers, 1, 2, float("inf"), 1.0)
    attempt(parsed, "12")
    attempt(parsed, " 7 ")
    attempt(parsed, "x")
    attempt(parsed, "")
    attempt(ord, "ab")
    attempt(ord, b"a")
    attempt(ord, 5)
    show(1)
    saved = {name: getattr(builtins, name) for name in ("len", "range", "enumerate", "min", "isinstance", "str")}
    builtins.len = lambda x: "patched len"
    builtins.range = lambda *args: "range"
    show(2)
    builtins.enumerate = lambda xs: [("e", "f"), ("g", "h")]
    builtins.min = lambda *args: args
    show(3)
    builtins.isinstance = lambda a, b: False
    builtins.str = lambda x: ["str"]
    show(4)
    for name, value in saved.items():
        setattr(builtins, name, value)
    show(5)
    module = sys.modules[__name__]
    module.len = lambda x: "module len"
    show(6)
    del module.len
    show(7)
    attempt(call)
    original = helper
    module.helper = lambda a, b=0, c=0: ("late", a, b, c)
    attempt(call)
    module.helper = original
    attempt(call)
    del module.helper
    attempt(call)
    helper = original
    attempt(call)
    attempt(deep, 50)
    for value in (1, 3, 5, True, 2**70):
        attempt(member, value)
    attempt(swap, 1, 2)
    attempt(ask, 1)
    attempt(ask, 2)
    module.agrees = lambda x: [x]
    attempt(ask, 1)
    module.agrees = lambda x: ""
    attempt(ask, 5)


if __name__ == "__main__":
    main()
