import gc
import weakref
from typing import List, Optional

log: List[str] = []


class Res:
    def __init__(self, name: str) -> None:
        self.name = name
        log.append("make " + name)

    def __del__(self) -> None:
        log.append("del " + self.name)


class Node:
    def __init__(self, name: str) -> None:
        self.name = name
        self.other: Optional["Node"] = None

    def __del__(self) -> None:
        log.append("node " + self.name)


class Fails:
    def __init__(self, ok: bool) -> None:
        if not ok:
            raise ValueError("no")

    def __del__(self) -> None:
        log.append("fails del")


def scoped() -> None:
    r = Res("scoped")
    log.append("in scope " + r.name)


def replaced() -> None:
    r = Res("one")
    r = Res("two")
    log.append("replaced " + r.name)


def returned() -> Res:
    return Res("returned")


def in_exception() -> None:
    r = Res("exc")
    raise RuntimeError(r.name)


def temporaries() -> int:
    return len(Res("temp").name) + len(Res("temp2").name)


def main() -> None:
    log.clear()
    scoped()
    replaced()
    x = returned()
    log.append("have it")
    del x
    try:
        in_exception()
    except RuntimeError as e:
        log.append("handler " + str(e))
    log.append(str(temporaries()))
    returned()
    xs = [Res("a"), Res("b")]
    xs.pop()
    xs[0] = Res("c")
    xs.clear()
    print("\n".join(log))
    log.clear()
    a, b = Node("a"), Node("b")
    a.other, b.other = b, a
    ref = weakref.ref(a)
    del a, b
    gc.collect()
    print(sorted(log), ref() is None)
    log.clear()
    try:
        Fails(False)
    except ValueError:
        pass
    print(log)
    log.clear()
    n = Node("w")
    r = weakref.ref(n, lambda _: log.append("callback"))
    d: "weakref.WeakValueDictionary[str, Node]" = weakref.WeakValueDictionary()
    d["k"] = n
    print(r() is n, d["k"].name, len(d))
    del n
    print(log, r(), len(d))
    log.clear()


if __name__ == "__main__":
    main()
