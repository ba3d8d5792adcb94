"""Expressions of numbers that are mostly floats: what is none, is missing or raises behaves as it is written, in the order it is written."""
import math


class Vector:
    def __init__(self, x, y, z):
        self.x = x
        self.y = y
        self.z = z

    def dot(self, other):
        return self.x * other.x + self.y * other.y + self.z * other.z

    def blend(self, other, k):
        return Vector(self.x + (other.x - self.x) * k, self.y + (other.y - self.y) * k, self.z / k)

    def longer(self, other):
        return self.x * self.x + self.y * self.y > other.x * other.x + other.y * other.y

    def step(self, k):
        self.x += self.y * k - 1
        self.y -= self.x * k * 2
        return -self.x * 0.5, self.x ** 2 + self.y


class Loud:
    """Says what is done with it."""

    def __init__(self, name, value):
        self.name = name
        self.value = value

    def __mul__(self, other):
        print(self.name, "*", other if not isinstance(other, Loud) else other.name)
        return self.value * (other.value if isinstance(other, Loud) else other)

    def __rmul__(self, other):
        print(other, "*", self.name)
        return other * self.value

    def __add__(self, other):
        print(self.name, "+", other)
        return self.value + other

    __radd__ = __add__

    def __sub__(self, other):
        print(self.name, "-", other)
        return self.value - (other.value if isinstance(other, Loud) else other)

    def __truediv__(self, other):
        raise LookupError(self.name)


class Other:
    def __init__(self):
        self.x = 0.5

    def __getattr__(self, name):
        print("asked for", name)
        return 1.5


class Heir(Vector):
    @property
    def y(self):
        print("property")
        return 2.5

    @y.setter
    def y(self, value):
        pass


def typed(a: float, b: float, c: float) -> float:
    return (a - b) * (a + b) / c


def compared(a: float, b: float) -> str:
    if a * 2.0 < b + 1:
        return "less"
    if a * 2.0 == b + 1:
        return "same"
    return "more or neither"


def attempt(label, f, *args):
    try:
        r = f(*args)
        if isinstance(r, Vector):
            r = (r.x, r.y, r.z)
        print(label, repr(r))
    except Exception as e:
        tb = e.__traceback__
        lines = []
        while tb is not None:
            lines.append(tb.tb_lineno)
            tb = tb.tb_next
        print(label, type(e).__name__, e, lines)


def main() -> None:
    a, b = Vector(1.0, 2.0, 3.0), Vector(0.5, -0.25, 4.0)
    ints, mixed = Vector(1, 2, 3), Vector(1, 2.5, 10 ** 30)
    missing = Vector(1.0, 2.0, 3.0)
    del missing.y
    nans = Vector(math.nan, math.inf, -0.0)
    loud = Vector(Loud("x", 2.0), Loud("y", 3.0), Loud("z", 4.0))
    text = Vector("ab", 1.0, 2.0)
    everything = [("a", a), ("b", b), ("ints", ints), ("mixed", mixed), ("missing", missing), ("nans", nans), ("loud", loud), ("text", text),
                  ("other", Other()), ("heir", Heir(1.0, 2.0, 3.0)), ("none", None)]
    for name, v in everything:
        attempt("a.dot " + name, a.dot, v)
        attempt("a.blend " + name, a.blend, v, 0.5)
        attempt("a.longer " + name, a.longer, v)
        if isinstance(v, Vector):
            attempt(name + ".dot", v.dot, a)
            attempt(name + ".dot ints", v.dot, ints)
            attempt(name + ".blend", v.blend, b, 0.25)
            attempt(name + ".blend 0", v.blend, b, 0.0)
            attempt(name + ".blend 2", v.blend, b, 2)
            attempt(name + ".longer", v.longer, b)
            attempt(name + ".step", v.step, 0.5)
            attempt(name + ".step int", v.step, 3)
    huge = 10 ** 400
    for x in 1.5, 2, huge, math.inf, math.nan, -0.0, True:
        for y in 0.5, 1, -huge, -math.inf, 0.0:
            attempt("typed", typed, x, y, 2.0)
            attempt("typed 0", typed, x, y, 0)
            attempt("compared", compared, x, y)
    attempt("compared", compared, 1.0, 1.0)


main()
