from typing import Any, List

log: List[str] = []


def e(name: str, v: Any = 1) -> Any:
    log.append(name)
    return v


def flush() -> str:
    s = " ".join(log)
    log.clear()
    return s


class K:
    def __init__(self, name: str) -> None:
        self.name = name

    def __getattr__(self, a: str) -> Any:
        log.append(f"{self.name}.{a}")
        return 7

    def __add__(self, o: Any) -> "K":
        log.append(f"{self.name}+{o.name}")
        return K(f"({self.name}+{o.name})")

    def __setitem__(self, k: Any, v: Any) -> None:
        log.append(f"setitem {k} {v}")

    def meth(self, *a: Any, **k: Any) -> "K":
        log.append(f"meth{a}{k}")
        return self


def f(*a: Any, **k: Any) -> None:
    log.append("call")


def main() -> None:
    e("a") + e("b") * e("c") - e("d")
    print(flush())
    e("f", f)(e("1"), *e("s", [2]), e("3"), k=e("4"), **e("d", {"z": 5}))
    print(flush())
    {e("k1"): e("v1"), e("k2", 2): e("v2")}
    print(flush())
    [e("x"), e("y")], (e("t"), e("u")), {e("s")}
    print(flush())
    e("k", K("o"))[e("i", 1)] = e("v", 2)
    print(flush())
    e("o", [1, 2, 3])[e("lo", 0):e("hi", 2):e("st", 1)]
    print(flush())
    e("a", 1) < e("b", 0) < e("c", 3)
    print(flush())
    e("then") if e("cond") else e("else")
    print(flush())
    K("a") + K("b") + (K("c") + K("d"))
    print(flush())
    K("o").meth(K("x").attr, p=K("y").attr).meth()
    print(flush())
    x = y = e("value")
    a, b = e("l"), e("r")
    print(flush(), x, y, a, b)
    f"{e('1')}{e('2')!r:{e('3', 5)}}"
    print(flush())
    assert e("cond"), e("msg")
    print(flush())
    try:
        e("before") + e("bad", "s") + e("never")
    except TypeError:
        print(flush())
    try:
        e("f", 5)(e("arg"))
    except TypeError:
        print(flush())
    lam = lambda p=e("default"): e("body")
    print(flush())
    lam()
    print(flush())
    for i in e("iter", [1]):
        e("body")
    while e("test", False):
        pass
    print(flush())
    d = {}
    d[e("key")] = d2 = e("val")
    print(flush(), d, d2)
    xs = [0, 0]
    i = 0
    i = xs[i] = 1
    print(xs, i)
    return None


if __name__ == "__main__":
    main()
