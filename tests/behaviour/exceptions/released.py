"""How instances of exception classes come and go: weak references, finalizers, chains, cycles, subclasses, __class__."""
import gc
import sys
import weakref
from typing import Any, Dict, List, Optional


class Plain(Exception):
    pass


class Keyed(KeyError):
    def __init__(self, key: int, note: str = "") -> None:
        self.key = key
        self.note = note


class Final(Exception):
    def __del__(self) -> None:
        print("del", self.args)


class Revived(Exception):
    kept: "List[Revived]" = []

    def __del__(self) -> None:
        if not Revived.kept:
            Revived.kept.append(self)
            print("kept", self.args)


class Slots(Exception):
    __slots__ = ("a",)

    def __init__(self, a: int) -> None:
        self.a = a


class Both(Plain, ValueError):
    pass


class System(OSError):
    pass


class Made(Exception):
    def __new__(cls, *args: Any) -> Any:
        made = super().__new__(cls, *args)
        made.extra = "new"
        return made


class Bad(Exception):
    def __init__(self, x: int) -> None:
        raise ValueError("in init")


namespace: Dict[str, Any] = {"Plain": Plain, "Keyed": Keyed}
exec("""
class Derived(Plain):
    pass
class Slotted(Keyed):
    __slots__ = ("s",)
class Finalized(Plain):
    def __del__(self):
        print("finalized", self.args)
""", namespace)


class Value:
    def __init__(self, name: str) -> None:
        self.name = name

    def __del__(self) -> None:
        print("value", self.name)


def thrown(exc: BaseException) -> BaseException:
    try:
        raise exc
    except BaseException as e:
        assert sys.exc_info()[1] is e
        e.__traceback__ = None
        return e


def weak(cls: Any, *args: Any) -> None:
    e = cls(*args)
    gone: List[str] = []
    r = weakref.ref(e, lambda _: gone.append(cls.__name__))
    e.held = Value(cls.__name__)
    assert r() is e
    thrown(e)
    print(type(e).__name__, e.args, sorted(e.__dict__)[:1], e.__context__, e.__suppress_context__)
    del e
    print(r(), gone)


def chain(n: int) -> Optional[BaseException]:
    last: Optional[BaseException] = None
    for i in range(n):
        e = Plain(i)
        e.__context__ = last
        last = e
    return last


def raised_in_handlers(n: int) -> BaseException:
    try:
        if n:
            raised_in_handlers(n - 1)
            raise Keyed(n)
        raise Plain("first")
    except (Plain, Keyed) as e:
        return e


def cycle() -> "weakref.ref[Plain]":
    e = Plain("cycle")
    e.me = e  # type: ignore
    return weakref.ref(e)


def find(table: Dict[int, int], key: int) -> int:
    if key not in table:
        raise Keyed(key, note="none")
    return table[key]


def matches(e: BaseException) -> List[str]:
    out: List[str] = []
    for types in (Plain, (Keyed, Plain), (ValueError, LookupError), (), (Exception, 5), 5, ((Plain,),)):
        try:
            try:
                raise e
            except types:  # type: ignore
                out.append("yes")
        except TypeError as wrong:
            out.append(str(wrong)[:20])
        except BaseException:
            out.append("no")
    return out


def ints(words: List[str]) -> None:
    for w in words:
        try:
            print(int(w))
        except ValueError as e:
            print(e, e.args, e.__context__)


def main() -> None:
    for cls in (Plain, Both, System, Made, namespace["Derived"], namespace["Finalized"], ValueError):
        if cls is ValueError:
            continue
        weak(cls, 1, "two")
    weak(Keyed, 3)
    weak(namespace["Slotted"], 4, "note")
    thrown(Final("a", 1))
    gc.collect()
    thrown(Revived("r"))
    gc.collect()
    print([type(e).__name__ for e in Revived.kept], Revived.kept[0].args)
    Revived.kept.clear()
    Revived.kept.append(Revived("other"))
    thrown(Revived("again"))
    Revived.kept.clear()
    s = thrown(Slots(4))
    print(s.a, s.args)  # type: ignore
    try:
        Bad(1)
    except ValueError as e:
        print(e)
    last = chain(20000)
    assert last is not None
    print(last.args, last.__context__)
    del last
    print(raised_in_handlers(3).args)
    r = cycle()
    gc.collect()
    print(r())
    misses = 0
    for i in range(50):
        try:
            find({1: 2}, i)
        except Keyed as e:
            misses += e.key
            assert e.note == "none" and e.args[0] == i, e.args
            assert set(e.__dict__) == {"key", "note"}
    print(misses)
    for e in (Plain(), Keyed(1), Both(), StopIteration(2)):
        print(matches(e))
    e2 = Plain("x")
    e2.__class__ = namespace["Derived"]
    print(type(e2).__name__, isinstance(e2, Plain))
    del e2
    e3 = namespace["Derived"]("y")
    e3.__class__ = Plain
    print(type(e3).__name__)
    del e3
    ints(["12", "x", "", "it's", 'say "x"', "back\\slash", "a\tb", "\x7f", "é", " 7 ", "1" * 90 + "z", "w" * 101, "v" * 300])
    late = Plain("late")
    Plain.__del__ = lambda self: print("late del", self.args)  # type: ignore
    del late
    del Plain.__del__  # type: ignore
    try:
        raise Keyed(key="k")  # type: ignore
    except TypeError:
        print("checked")
    except Keyed as k:
        print("checked")


if __name__ == "__main__":
    main()
