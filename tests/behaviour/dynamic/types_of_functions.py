# Functions and generators are of the types that Python has for them, however one asks.
import types
from collections.abc import AsyncIterator, Iterator
from functools import singledispatch


def made() -> type:
    def inner() -> None:
        pass

    return type(inner)


def numbers() -> Iterator[int]:
    yield 1


async def later() -> int:
    return 1


async def stream() -> AsyncIterator[int]:
    yield 1


class Plain:
    def method(self) -> None:
        pass


@singledispatch
def kind(o: object) -> str:
    return "object"


@kind.register
def _(o: types.FunctionType) -> str:
    return "function"


@kind.register
def _(o: types.GeneratorType) -> str:
    return "generator"


def main() -> None:
    coroutine = later()
    things = [made, lambda: 0, numbers(), (i for i in "a"), coroutine, stream(), Plain.method, Plain().method, len]
    known = {types.FunctionType: "function", types.GeneratorType: "generator", types.CoroutineType: "coroutine",
             types.AsyncGeneratorType: "async generator", types.MethodType: "method", types.BuiltinFunctionType: "builtin"}
    for o in things:
        print(known.get(type(o)), isinstance(o, type(o)), isinstance(o, o.__class__), kind(o))
    for o in things[2:6]:
        print(known.get(o.__class__), type(o) is o.__class__)
    coroutine.close()
    print(made() is types.FunctionType, list(map(known.get, [made(), type(numbers())])))
    for o in things[:3]:
        try:
            o.__class__ = int  # type: ignore[assignment]
        except TypeError as e:
            print(e)
        try:
            o.__class__ = 3  # type: ignore[assignment]
        except TypeError as e:
            print(e)


if __name__ == "__main__":
    main()
