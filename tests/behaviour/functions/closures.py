from typing import Callable


def adder(n: int) -> Callable[[int], int]:
    def add(x: int) -> int:
        return x + n
    return add


def counter() -> tuple[Callable[[], int], Callable[[], int]]:
    n = 0

    def inc() -> int:
        nonlocal n
        n += 1
        return n

    def get() -> int:
        return n
    return inc, get


def late() -> list[int]:
    fs = [lambda: i for i in range(3)]
    gs = [lambda i=i: i for i in range(3)]
    return [f() for f in fs] + [g() for g in gs]


def deep(a: int) -> int:
    def one(b: int) -> int:
        def two(c: int) -> int:
            def three(d: int) -> int:
                return a * 1000 + b * 100 + c * 10 + d
            return three(4)
        return two(3)
    return one(2)


def rebound() -> str:
    x = "before"

    def show() -> str:
        return x
    first = show()
    x = "after"
    return first + " " + show()


def recursive(n: int) -> int:
    def fact(k: int) -> int:
        return 1 if k <= 1 else k * fact(k - 1)
    return fact(n)


def parameter(x: int) -> int:
    def bump() -> None:
        nonlocal x
        x += 1
    bump()
    bump()
    return x


def unbound() -> str:
    def use() -> int:
        return y
    try:
        use()
    except NameError as e:
        first = f"{type(e).__name__}: {e}"
    y = 3
    return first + f" {use()}"


def main() -> None:
    a5, a7 = adder(5), adder(7)
    print(a5(1), a7(1))
    inc, get = counter()
    inc2, get2 = counter()
    print(inc(), inc(), get(), inc2(), get2(), get())
    print(late())
    print(deep(1), rebound(), recursive(10), parameter(5))
    print(unbound())
    print(a5.__closure__[0].cell_contents if a5.__closure__ else None)


if __name__ == "__main__":
    main()
