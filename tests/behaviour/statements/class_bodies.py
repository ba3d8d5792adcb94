from typing import Any, Callable, Dict, List

trace: List[str] = []


def mark(name: str) -> str:
    trace.append(name)
    return name


class Body:
    mark("first")
    values = []
    for i in range(3):
        values.append(i * i)
    del i
    if len(values) == 3:
        def conditional(self) -> str:
            return "yes"
    else:
        def conditional(self) -> str:
            return "no"
    try:
        x = 1 // 0
    except ZeroDivisionError:
        x = -1
    with open(__file__, "rb") as fh:  # compiled, perhaps
        line = len(fh.readline()) > 0
    del fh
    table: Dict[str, Callable[..., Any]] = {}

    def register(name: str, table: Any = table) -> Any:  # type: ignore
        def deco(f: Any) -> Any:
            table[name] = f
            return f
        return deco

    @register("hello")
    def hello(self) -> str:
        return "hello " + str(self.x)

    helper = lambda self: self.x + 1
    a, b = 1, 2
    c = a + b
    a += 10

    class Inner:
        depth = 1

        class Deeper:
            def who(self) -> str:
                return type(self).__qualname__

    import math
    area = math.floor(3.7)
    assert c == 3
    mark("last")


def local_class(n: int) -> Any:
    class Local:
        size = n

        def get(self) -> int:
            return n + self.size
    return Local


class Outer:
    name = "outer"

    def make(self) -> Any:
        outer = self

        class Child:
            parent = outer

            def parent_name(self) -> str:
                return outer.name + self.parent.name
        return Child()


def main() -> None:
    print(trace)
    b = Body()
    print(Body.values, b.conditional(), Body.x, Body.line, b.hello(), Body.table["hello"](b), b.helper(), Body.a, Body.b, Body.c, Body.area, hasattr(Body, "i"))
    print(Body.Inner.depth, Body.Inner.Deeper().who(), Body.Inner.__qualname__, Body.__module__, Body.__name__)
    L, M = local_class(1), local_class(5)
    print(L().get(), M().get(), L is M, L.__qualname__, isinstance(L(), M))
    print(Outer().make().parent_name())
    print([k for k in vars(Body) if not k.startswith("__")])


if __name__ == "__main__":
    main()
