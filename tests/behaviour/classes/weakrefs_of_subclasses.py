"""Weak references to instances of classes that the interpreter derived from a class with fields."""
import gc
import weakref
from typing import Any


class Handler:
    def __init__(self, name: str) -> None:
        self.name = name


def make() -> Any:
    space: dict[str, Any] = {"Handler": Handler, "__name__": __name__}
    exec("class Sub(Handler): pass\nclass Slotted(Handler):\n    __slots__ = ('x',)\nclass Final(Sub):\n    def __del__(self): print('del', self.name)\n", space)
    return space


def main() -> None:
    space = make()
    dead: list[str] = []
    for cls in (Handler, space["Sub"], space["Slotted"], space["Final"]):
        o = cls("n")
        refs = [weakref.ref(o), weakref.ref(o, lambda r, c=cls: dead.append(c.__name__))]
        known = weakref.WeakValueDictionary({1: o})
        watcher = weakref.finalize(o, dead.append, "finalized " + cls.__name__)
        print(refs[0]() is o, len(known), watcher.alive)
        del o
        gc.collect()
        print([r() for r in refs], len(known), watcher.alive, dead)
        refs.clear()
        dead.clear()
    cycle = space["Sub"]("cycle")
    cycle.self = cycle
    ref = weakref.ref(cycle, lambda r: dead.append("cycle"))
    del cycle
    gc.collect()
    print(ref(), dead)


if __name__ == "__main__":
    main()
