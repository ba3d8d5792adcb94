# What a function finds out about its own variables: locals(), vars(), dir(), eval and exec, and super() wherever it may stand.
from typing import Any, Callable, Dict, Iterator, List

LIMIT = 7


def plain(a: int, b: float = 1.5, *rest: str, flag: bool = False, **more: Any) -> Dict[str, Any]:
    c = a * 2
    del flag
    if a > 100:
        later = 1
    return locals()


def closures(x: int) -> Callable[[], List[str]]:
    y = x + 1
    unused = 3

    def inner(z: int = 5) -> List[str]:
        w = x + y + z
        return [f"{k}={v}" for k, v in locals().items()]

    print(sorted(k for k in locals() if k != "inner"), unused)
    return inner


def names(p: str) -> List[str]:
    q = p
    r: int
    return dir() + sorted(vars())


def counting(n: int) -> Iterator[Dict[str, Any]]:
    for i in range(n):
        total = i * i
        yield dict(locals())


async def coroutine(v: int) -> Any:
    w = v
    return locals()


def evaluated(x: int, y: float) -> List[Any]:
    z = "zed"
    out = [eval("x + y"), eval("z * 2"), eval("LIMIT"), eval("x", None), eval("x + 1", None, {"x": 10}), eval("x", None, None)]
    out.append(eval("x", {"x": -1}))
    out.append([eval("i * 2") for i in range(2)] if out else 0)
    out.append(list(eval("k") for k in "ab"))
    try:
        eval("nothing_of_that_name")
    except NameError as e:
        out.append(str(e))
    return out


def executed() -> None:
    value = 1
    space: Dict[str, Any] = {}
    exec("made = value + 1\nprint('in exec', made, LIMIT)")
    exec("made = 5", space)
    exec("print('given', made)", space)
    exec("made = 6", None, space)
    print(space["made"], value)
    code = compile("value + 41", "<made>", "eval")
    print(eval(code))


def conditional(flag: bool) -> List[str]:
    if flag:
        number = 3
        real = 2.5
    for word in ["a"]:
        pass
    return sorted(locals())


class Base:
    def who(self) -> str:
        return "Base"

    @classmethod
    def kind(cls) -> str:
        return "Base." + cls.__name__


class Child(Base):
    x = 1
    y = sorted(k for k in locals() if not k.startswith("__"))
    z = [k for k in dir() if not k.startswith("_")]
    w = eval("x + 10")
    exec("made = x + 20")

    def who(self) -> str:
        def nested(me: "Child") -> str:
            return super().who()

        short = lambda me: super().who()
        return nested(self) + "+" + short(self) + "+" + super().who()

    @classmethod
    def kind(cls) -> str:
        return super().kind() + " " + super(Child, cls).kind()

    def klass(self) -> Any:
        return __class__  # type: ignore

    def none(self) -> None:
        def without() -> Any:
            return super().who()

        try:
            without()
        except RuntimeError as e:
            print("RuntimeError", e)
        try:
            (lambda: super().who())()
        except RuntimeError as e:
            print("RuntimeError", e)
        try:
            list(super().who() for _ in range(1))
        except TypeError as e:
            print("TypeError", str(e).split(" (")[0])

    def variables(self, a: int) -> Any:
        b = super()
        return sorted(locals())


def lost(self: Any) -> Any:
    return super().who()  # type: ignore


def no_arguments() -> Any:
    return super().who()  # type: ignore


def grown() -> None:
    first = locals()
    n = 1
    second = locals()
    print(sorted(k for k in second if k not in ("first", "second")), second["n"])


def main() -> None:
    print(plain(1), plain(2, 2.5, "r", "s", flag=True, k=1))
    print(closures(3)())
    print(names("q"))
    print(list(counting(2)))
    try:
        coroutine(4).send(None)
    except StopIteration as e:
        print(e.value)
    print(evaluated(3, 0.5))
    executed()
    print(conditional(True), conditional(False))
    c = Child()
    print(c.who(), Child.kind(), c.klass() is Child, c.variables(1))
    print(Child.y, Child.z, Child.w, Child.made)  # type: ignore
    c.none()
    for f in (lambda: lost(c), no_arguments):
        try:
            f()
        except RuntimeError as e:
            print("RuntimeError", e)
    grown()
    print("LIMIT" in globals(), "main" in dir(__builtins__) or "main" in globals())


print("plain" in locals(), "plain" in vars(), "plain" in dir(), eval("LIMIT"), [eval("LIMIT") for _ in range(1)])
exec("ADDED = LIMIT + 1")
print(ADDED)  # type: ignore
if __name__ == "__main__":
    main()
