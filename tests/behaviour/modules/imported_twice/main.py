"""A module imported anew after it left sys.modules: both instances keep their own globals and classes."""
import sys
import types

import counter


def fresh(*names: str) -> types.ModuleType:
    saved = {name: sys.modules.pop(name) for name in names}
    try:
        return __import__(names[0])
    finally:
        sys.modules.update(saved)


def show(title: str, m: types.ModuleType) -> None:
    print(title, m.count, m.seen, m.call_helper(), m.make(10).get(), m.area(3))


def main() -> None:
    counter.count = 0
    counter.seen.clear()
    second = fresh("counter")
    third = fresh("counter", "shapes")
    counter.bump("a")
    counter.bump("b")
    second.bump("c")
    show("first", counter)
    show("second", second)
    show("third", third)
    print(isinstance(second.make(1), counter.Base), isinstance(second.make(1), second.Base))
    print(issubclass(second.Square, counter.Shape), issubclass(third.Square, counter.Shape))
    print(second.Square(4).double(), third.Square(5).double())
    second.helper = lambda: "replaced"
    print(counter.call_helper(), second.call_helper(), third.call_helper())
    for m in (counter, second):
        try:
            m.Derived.get(counter.Base(1))
        except TypeError as e:
            print(type(e).__name__, str(e)[:20])
    del second, third
    again = fresh("counter")
    print(again.bump("d"), counter.count)
    counter.count = 0
    counter.seen.clear()


if __name__ == "__main__":
    main()
