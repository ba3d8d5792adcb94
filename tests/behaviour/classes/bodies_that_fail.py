"""Class bodies that raise half way: what they made is released, the traceback names the line, the rest goes on."""
import gc
import traceback
import weakref
from typing import Any, List


class Probe:
    pass


made: List[Any] = []


def probe() -> Probe:
    p = Probe()
    made.append(weakref.ref(p))
    return p


def fails(*args: object) -> object:
    raise ValueError(f"no {len(args)}")


def living() -> int:
    gc.collect()
    return sum(r() is not None for r in made)


def show() -> None:
    print(traceback.format_exc().replace("\n    ~", "\n    ^"))


try:

    class First:
        a = probe()
        b = [probe(), (probe(), 1), {"k": probe()}]

        def method(self, x: int, y: "str" = "s") -> int:
            return x

        c = fails(a, b, probe())

        def never(self) -> None:
            pass

except ValueError:
    show()
print(living())

try:

    class Second(Probe):
        x: int = 3
        y: List[int] = [x, x + 1]
        z = y.undefined(probe(), probe())

except AttributeError:
    show()
print(living())

try:

    class Third:
        def f(self, x: NotDefinedHere) -> int:  # noqa
            return 1

except NameError:
    show()


class Fourth:
    from os.path import join, split as divided
    import os.path as p, sys

    n = sys.maxsize & 1
    one = two = probe()
    table = {1: "a", 2: "b", "key": [n, one is two]}
    also = p.join("a", "b") + join("c", "d")
    s = {1, 2, 3}
    t = also[1:], also[0], not n, -n, table["key"]

    @staticmethod
    def g(a: int = n, *, b: str = also) -> str:
        return b * a

    @property
    def q(self) -> int:
        return len(self.also)


print(Fourth.also, Fourth.table, Fourth.s, Fourth.t, Fourth.g(), Fourth().q, Fourth.divided("x/y"), living())
del Fourth
print(living())

try:
    from os import no_such_name, path  # noqa
except ImportError as e:
    print(type(e).__name__, str(e).split("(")[0])


def main() -> None:
    try:

        class Local:
            a = [probe(), probe()]
            b = fails(a)

    except ValueError:
        pass
    print(living())
    made.clear()


main()
