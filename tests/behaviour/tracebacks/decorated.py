import functools
from typing import Any, Callable


def logged(f: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(f)
    def wrapper(*args: Any, **kw: Any) -> Any:
        return f(*args, **kw)
    return wrapper


def twice(f: Callable[..., Any]) -> Callable[..., Any]:
    def run(*args: Any) -> Any:
        f(*args)
        return f(*args)
    return run


@logged
@twice
def work(n: int, xs: list[int] = []) -> int:
    xs.append(n)
    if len(xs) > 1:
        xs.clear()
        raise OverflowError("second call")
    return n


def main() -> None:
    work(3)


if __name__ == "__main__":
    main()
