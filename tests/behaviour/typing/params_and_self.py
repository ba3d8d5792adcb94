from __future__ import annotations

import functools
from typing import Any, Awaitable, Callable, Concatenate, ParamSpec, TypeVar

try:
    from typing import Self
except ImportError:
    from typing_extensions import Self

P = ParamSpec("P")
R = TypeVar("R")


def counted(f: Callable[P, R]) -> Callable[P, R]:
    @functools.wraps(f)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        inner.calls += 1  # type: ignore
        return f(*args, **kwargs)
    inner.calls = 0  # type: ignore
    return inner


def with_ctx(f: Callable[Concatenate[int, P], R]) -> Callable[P, R]:
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        return f(42, *args, **kwargs)
    return inner


class Builder:
    def __init__(self) -> None:
        self.parts: list[str] = []

    def add(self, s: str) -> Self:
        self.parts.append(s)
        return self

    def build(self) -> str:
        return "".join(self.parts)

    @classmethod
    def start(cls, s: str) -> Self:
        return cls().add(s)


class Loud(Builder):
    def shout(self) -> Self:
        self.parts.append("!")
        return self


@counted
def area(w: int, h: int = 2, *, scale: float = 1) -> float:
    return w * h * scale


@with_ctx
def needs(ctx: int, name: str) -> str:
    return f"{ctx}:{name}"


def retry(times: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    def deco(f: Callable[P, R]) -> Callable[P, R]:
        def inner(*args: P.args, **kwargs: P.kwargs) -> R:
            last: Exception | None = None
            for _ in range(times):
                try:
                    return f(*args, **kwargs)
                except ValueError as e:
                    last = e
            assert last is not None
            raise last
        return inner
    return deco


attempts: list[int] = []


@retry(3)
def flaky(limit: int) -> str:
    attempts.append(limit)
    if len(attempts) < limit:
        raise ValueError(f"attempt {len(attempts)}")
    return "ok"


def main() -> None:
    print(area(3), area(3, scale=2), area(w=1, h=1), area.calls, area.__name__)  # type: ignore
    print(needs("n"), Loud.start("a").add("b").shout().add("c").build(), type(Builder.start("x")).__name__)
    attempts.clear()
    print(flaky(2), attempts)
    attempts.clear()
    try:
        flaky(10)
    except ValueError as e:
        print(e)
    attempts.clear()


if __name__ == "__main__":
    main()
