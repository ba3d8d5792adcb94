import inspect
import types
from typing import Iterator


def gen(n: int) -> Iterator[int]:
    for i in range(n):
        yield i


def reenter() -> Iterator[int]:
    yield next(g)


class Has:
    def items(self) -> Iterator[str]:
        yield "a"


def main() -> None:
    global g
    x = gen(2)
    print(x.__name__, x.__qualname__, Has().items().__qualname__)
    print(isinstance(x, types.GeneratorType), inspect.isgenerator(x), inspect.isgeneratorfunction(gen))
    print(hasattr(x, "send"), hasattr(x, "throw"), hasattr(x, "close"), hasattr(x, "gi_frame"))
    print(inspect.getgeneratorstate(x))
    next(x)
    print(inspect.getgeneratorstate(x), x.gi_running)
    list(x)
    print(inspect.getgeneratorstate(x))
    g = reenter()
    try:
        next(g)
    except ValueError as e:
        print(e)
    del g
    print(repr(gen(1)).split(" at ")[0])
    print((c for c in "a").__name__)


if __name__ == "__main__":
    main()
