import sys
from typing import Any, Callable, List

base = 1


def step(x: int) -> int:
    return x + base


def run(n: int) -> List[int]:
    out = []
    for i in range(n):
        out.append(step(i))
    return out


def helper() -> str:
    return "first"


def call_helper() -> str:
    return helper()


def redefine() -> None:
    global helper

    def helper() -> str:
        return "redefined"


class A:
    def f(self) -> str:
        return "A.f"

    def call(self) -> str:
        return self.f()


class B(A):
    def f(self) -> str:
        return "B.f"


def make() -> A:
    return A()


def main() -> None:
    global step, base, make
    me: Any = sys.modules[__name__]
    old_step, old_f, old_bf, old_make, old_helper, old_A = step, A.f, B.f, make, helper, A
    print(run(3))
    base = 10
    print(run(3))
    step = lambda x: -x
    print(run(3))
    me.step = str
    print(run(3))
    step = old_step
    globals()["base"] = 100
    print(run(2))
    print(call_helper())
    redefine()
    print(call_helper())
    setattr(me, "helper", old_helper)
    print(call_helper())
    a, b = A(), B()
    A.f = lambda self: "patched A"  # type: ignore
    print(a.call(), b.call())
    del B.f
    print(b.call(), b.f())
    A.f, B.f = old_f, old_bf  # type: ignore
    print(a.call(), b.call())
    make = B
    print(make().call(), type(make()).__name__)
    make = old_make
    me.A = B
    print(make().call())
    me.A = old_A
    print(make().call())
    del me.base
    try:
        run(1)
    except NameError as e:
        print(e)
    base = 1
    import builtins
    builtins.base = 1000  # type: ignore
    del me.base
    print(run(1))
    del builtins.base  # type: ignore
    base = 1
    me.len = lambda x: 5
    f: Callable[[List[int]], int] = lambda xs: len(xs)
    print(f([]), len("abc"))
    del me.len
    print(f([]))


if __name__ == "__main__":
    main()
