"""No annotations: what calls in the program suggest about parameters is a guess. Other calls give something else."""
import operator
from fractions import Fraction


class Text(str):
    def __add__(self, other):
        return "Text(" + str.__add__(self, other) + ")"


class Count(int):
    def __sub__(self, other):
        return Count(int(self) - int(other) - 1)

    def __repr__(self):
        return "Count(%d)" % int(self)


def step(n):
    if n < 2:
        return n
    return n - 1


def same(x):
    return x


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def scale(x, by=2):
    return x * by


def first(xs):
    return xs[0]


def join(words, sep):
    out = ""
    for w in words:
        if out:
            out += sep
        out += w
    return out


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def norm(self):
        return self.x * self.x + self.y * self.y

    def moved(self, dx):
        return Point(self.x + dx, self.y)

    def __repr__(self):
        return "Point(%r, %r)" % (self.x, self.y)


class Impostor:
    x = "class"

    def norm(self):
        return "impostor"

    def moved(self, dx):
        return dx


def norm_of(o):
    return o.norm()


def x_of(o):
    return o.x


def set_x(o, value):
    o.x = value
    return o


def kind(n):
    if isinstance(n, str):
        def quote():
            return "<" + n + ">"
        return quote()
    if n is None:
        return "nothing"
    return n + 1


def rebound(n):
    n = n + 1
    n = str(n)
    return n + "!"


def default(n=10, name="x", ratio=0.5, nothing=None):
    return (n, name, ratio, nothing)


def keywords(*, a, b=1):
    return a - b


def counting(n):
    for i in range(n):
        yield i * n


def closure(n):
    def inner(m):
        return m + n
    return inner


def swallow(f, *args):
    try:
        return f(*args)
    except Exception as e:
        return type(e).__name__, str(e)


def unknown(f):
    return getattr(operator, "itemgetter")(0)((f,))


def main():
    print(step(5), same(1), fib(10), scale(3), first([1, 2]), join(["a", "b"], "-"))
    p = Point(1, 2)
    print(p.norm(), p.moved(1), norm_of(p), x_of(p), set_x(p, 5), kind(1), rebound(1), closure(1)(2), list(counting(3)), keywords(a=3))
    print(default(), default(1, "y", 0.25, 7))
    values = [0, 1, True, 2.5, "text", None, 10**30, Count(7), Text("t"), Fraction(7, 2), [1, 2], (3,), b"ab", float("nan"), -(2**62), 2**62]
    for f in (step, same, fib, first, kind, rebound, norm_of, x_of):
        for v in values:
            if f is fib and isinstance(v, int) and v > 20:
                continue
            print(f.__name__, repr(v), swallow(unknown(f), v))
    for v in values:
        print("scale", repr(v), swallow(unknown(scale), v), swallow(unknown(scale), 2, v))
        print("keywords", swallow(lambda: keywords(a=v)), swallow(lambda: keywords(a=1, b=v)))
        print("closure", swallow(lambda: unknown(closure)(v)(1)), swallow(lambda: list(unknown(counting)(v)) if not isinstance(v, int) or v < 5 else 0))
    print(swallow(join, [1, 2], ","), swallow(join, ["a", "b"], Text("+")), swallow(join, "abc", None), swallow(join, None, ""))
    print(swallow(join, [Text("a"), "b"], ","))
    q = Point("a", None)
    print(q, swallow(q.norm), swallow(q.moved, "b"), swallow(q.moved, 1))
    q.x, q.y = 1.5, True
    print(q, q.norm(), q.moved(10**20), vars(q))
    for o in (Impostor(), Point(2, 3), Point(2.5, Count(3)), 5):
        print(swallow(norm_of, o), swallow(x_of, o), swallow(lambda: repr(set_x(o, "set").x)))
    Point.norm = lambda self: "patched"
    print(norm_of(Point(1, 1)))
    Point.__init__.__defaults__ = ("late",)
    print(Point(1), step.__annotations__, step.__defaults__)


main()
