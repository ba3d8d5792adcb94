import functools
from typing import Any, Callable, List, TypeVar

F = TypeVar("F", bound=Callable[..., Any])
calls: List[str] = []


def logged(f: F) -> F:
    @functools.wraps(f)
    def wrapper(*args: Any, **kw: Any) -> Any:
        calls.append(f.__name__)
        return f(*args, **kw)
    return wrapper  # type: ignore


def times(n: int) -> Callable[[Callable[[int], int]], Callable[[int], int]]:
    def deco(f: Callable[[int], int]) -> Callable[[int], int]:
        def wrapper(x: int) -> int:
            for _ in range(n):
                x = f(x)
            return x
        return wrapper
    return deco


def tag(text: str) -> Callable[[F], F]:
    print("make", text)

    def deco(f: F) -> F:
        print("apply", text, f.__name__)
        return f
    return deco


@logged
def add(a: int, b: int = 1) -> int:
    """adds"""
    return a + b


@times(3)
def double(x: int) -> int:
    return x * 2


@tag("outer")
@tag("inner")
def plain() -> str:
    return "plain"


@(lambda f: lambda: f() + 1)
def expr() -> int:
    return 41


class Register:
    def __init__(self) -> None:
        self.names: List[str] = []

    def __call__(self, f: F) -> F:
        self.names.append(f.__name__)
        return f


reg = Register()


@reg
def one() -> int:
    return 1


@reg
def two() -> int:
    return 2


class Methods:
    @logged
    def m(self, x: int) -> int:
        return x * x


def main() -> None:
    print(add(1), add(1, b=5), add.__name__, add.__doc__)
    print(double(1), plain(), expr())
    print(reg.names, one() + two())
    print(Methods().m(7))
    print(calls)
    calls.clear()

    @logged
    def local(x: int) -> int:
        return x
    print(local(3), calls)
    calls.clear()


if __name__ == "__main__":
    main()
