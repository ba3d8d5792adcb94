"""Handlers that do not look at their exception, and what could tell that there is none."""
import gc
import sys
import traceback
import weakref
from typing import Dict, List, Optional, Tuple


class Missing(Exception):
    def __init__(self, key: int, text: str = "?") -> None:
        self.key = key
        self.text = text


class Weighed(Exception):
    """Two attributes, one of them a float."""

    def __init__(self, weight: float, name: str) -> None:
        self.weight: float = weight
        self.name = name


class Stop(Exception):
    pass


class Below(Stop):
    pass


class Noisy(Exception):
    def __init__(self, key: int) -> None:
        print("making", key)
        self.key = key


class Ending(Exception):
    def __del__(self) -> None:
        print("Ending goes")


class Computed(Exception):
    def __init__(self, key: int) -> None:
        self._key = key

    @property
    def key(self) -> int:
        print("computing")
        return self._key + 1


class Watcher:
    def __init__(self, name: str) -> None:
        self.name = name

    def __del__(self) -> None:
        print("gone", self.name, sys.exc_info()[0])


class OddInt(int):
    def __sub__(self, other: object) -> int:
        print("sub", sys.exc_info()[0])
        return 100

    def __add__(self, other: object) -> int:
        print("add", sys.exc_info()[0])
        raise RuntimeError("odd")


def find(table: Dict[int, int], key: int) -> int:
    if key not in table:
        raise Missing(key, "none")
    return table[key]


def count_misses(n: int) -> Tuple[int, int]:
    table = {1: 10, 3: 30}
    total = misses = 0
    for i in range(n):
        try:
            total += find(table, i)
        except Missing as e:
            misses += e.key
        finally:
            total += 1
    return total, misses


def deep(n: int) -> int:
    if n == 0:
        raise Below()
    if n == 100:
        raise Stop
    return deep(n - 1) + 1


def depths(values: List[int]) -> int:
    stopped = 0
    for v in values:
        try:
            stopped += deep(v)
        except Below:
            stopped += 1000
        except Stop:
            stopped += 7
    return stopped


def parse(words: List[str]) -> List[Optional[int]]:
    out: List[Optional[int]] = []
    for w in words:
        try:
            value: Optional[int] = int(w)
        except ValueError:
            value = None
        out.append(value)
    return out


def first(words: List[str]) -> int:
    for i, w in enumerate(words):
        try:
            int(w)
        except (KeyError, ValueError):
            return i
    return -1


def lightest(names: List[str]) -> float:
    least = 100.0
    for i, name in enumerate(names):
        try:
            raise Weighed(i / 4, name)
        except Weighed as e:
            if e.weight < least:
                least = e.weight
    return least


def name_of(i: int) -> str:
    try:
        raise Weighed(1.5, f"n{i}")
    except Weighed as e:
        name = e.name
    return name


def odd(total: int) -> int:
    try:
        raise Stop()
    except Stop:
        total -= 1
    return total


def odder(total: int) -> int:
    try:
        raise Stop("inner")
    except Stop:
        total += 1
    return total


def within_handler() -> None:
    try:
        raise KeyError("outer")
    except KeyError:
        try:
            raise Stop("inner")
        except Stop:
            pass
        print(repr(sys.exc_info()[1]))
        try:
            raise Stop("second")
        except Stop as e:
            print(repr(e.__context__))


def undefined_class(which: int) -> str:
    try:
        if which == 0:
            raise ValueError("v")
        raise KeyError("k")
    except Undefined:  # type: ignore[name-defined]  # noqa: F821
        return "undefined"
    except ValueError:
        return "value"


def undefined_in_tuple() -> str:
    try:
        raise ValueError("v")
    except (ValueError, Undefined):  # type: ignore[name-defined]  # noqa: F821
        return "value"


def order(which: int) -> str:
    try:
        if which == 0:
            raise Below()
        elif which == 1:
            raise Stop()
        elif which == 2:
            raise KeyError(which)
        raise Missing(which)
    except Stop:
        return "stop"
    except Below:
        return "below"
    except (LookupError, Missing) as e:
        return repr(e)


def locals_go_late() -> None:
    def inner() -> None:
        watcher = Watcher("local")
        raise Stop(watcher.name)

    print("before")
    x = 0
    try:
        inner()
    except Stop:
        x += 1
    print("behind", x)


def argument_goes_late() -> None:
    x = 0
    try:
        raise Stop(Watcher("argument"))
    except Stop:
        x = 1
    print("behind", x)


def too_many() -> None:
    try:
        raise Missing(1, "2", 3)  # type: ignore[call-arg]
    except Missing:
        print("missing")
    except TypeError as e:
        print(e, traceback.extract_tb(e.__traceback__)[0].line)


def changed_later() -> None:
    got = []
    for i in range(4):
        if i == 2:
            def init(self: Missing, key: int, text: str = "") -> None:
                print("new init", key)
                self.key = -key

            Missing.__init__ = init  # type: ignore[method-assign]
        try:
            raise Missing(i + 1, "t")
        except Missing as e:
            got.append(e.key)
    print(got)


def not_matched() -> None:
    try:
        try:
            raise Missing(5, "five")
        except (Stop, KeyError):
            print("no")
    except Exception as e:
        print(repr(e), vars(e), [f.line for f in traceback.extract_tb(e.__traceback__)], e.__context__)


def arguments() -> None:
    for args in ((), (None,), ((1, 2),), (1, 2), ("x",), (Stop("held"),)):
        try:
            raise Stop(*args)
        except Stop as e:
            print(repr(e), e.args)
    for value in (None, (1, 2), Below(3)):
        try:
            raise Stop(value)
        except Stop as e:
            print(repr(e), e.args, type(e).__name__)


def same_again() -> None:
    """Two errors of a class on their way at once."""
    class Closing:
        def __del__(self) -> None:
            try:
                raise Stop
            except Stop as e:
                print("inner", [f.name for f in traceback.extract_tb(e.__traceback__)])

    def leave() -> None:
        closing = Closing()
        if closing is not None:
            del closing
        raise Stop

    try:
        leave()
    except Stop as e:
        print("outer", [f.name for f in traceback.extract_tb(e.__traceback__)])


def held_elsewhere() -> None:
    kept = Stop("kept")
    made: List[Stop] = []
    for i in range(2):
        try:
            raise kept
        except Stop:
            i += 1
        try:
            made.append(Stop(i))
            raise made[-1]
        except Stop:
            pass
        try:
            raise Weighed(2.5, "w") if i else kept
        except (Weighed, Stop):
            i = 7
    print([[f.line for f in traceback.extract_tb(e.__traceback__)] for e in [kept, *made]])


def goes_on(values: List[float]) -> List[float]:
    """What stands between `continue` and the loop's start may raise again."""
    out: List[float] = []
    for v in values:
        n = 2
        while n > 0:
            n -= 1
            try:
                out.append(1 / v)
            except ArithmeticError:
                if n:
                    continue
            finally:
                out.append(n)
    return out


def alive() -> None:
    refs = []
    for i in range(3):
        try:
            raise Stop(i)
        except Stop as e:
            refs.append(weakref.ref(e))
    print([r() for r in refs])


def main() -> None:
    print(count_misses(6), depths([3, 0, 103, 100, 5]))
    print(parse(["1", "x", "-7", ""]), first(["1", "2", "y"]), first([]))
    print(lightest(["a", "b"]), name_of(3))
    print(odd(5), odd(True), odd(OddInt(3)), odd(2 ** 70), odder(2 ** 62 - 1))
    try:
        odder(OddInt(3))
    except RuntimeError as e:
        print(repr(e), repr(e.__context__))
    within_handler()
    for which in range(2):
        try:
            print(undefined_class(which))
        except NameError as e:
            print(e, repr(e.__context__))
    try:
        print(undefined_in_tuple())
    except NameError as e:
        print(e, repr(e.__context__))
    print([order(i) for i in range(4)])
    locals_go_late()
    argument_goes_late()
    too_many()
    not_matched()
    arguments()
    same_again()
    held_elsewhere()
    print(goes_on([2.0, 0.0]))
    alive()
    made = 0
    for i in range(2):
        try:
            raise Noisy(i)
        except Noisy as e:
            made += e.key
        try:
            raise Ending()
        except Ending:
            made += 1
        try:
            raise Computed(i)
        except Computed as e2:
            made += e2.key
    print(made)
    changed_later()
    gc.collect()


if __name__ == "__main__":
    main()
