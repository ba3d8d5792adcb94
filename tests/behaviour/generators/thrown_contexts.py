"""An error thrown into a generator or coroutine that handles another one has that as its context."""
import asyncio
from typing import Any, AsyncIterator, Iterator

class Own(Exception):
    pass

def chain(e: object) -> str:
    out = []
    while isinstance(e, BaseException):
        out.append(repr(e))
        e = e.__context__
    return " <- ".join(out)

def show(f: Any, *args: Any) -> None:
    try:
        print("gave", f(*args))
    except BaseException as e:
        print(chain(e))

def within() -> Iterator[int]:
    try:
        raise ValueError(1)
    except ValueError:
        yield 1
        yield 2

def nested() -> Iterator[int]:
    try:
        raise ValueError(1)
    except ValueError:
        try:
            raise KeyError(2)
        except KeyError:
            yield 1
        yield 2

def outer() -> Iterator[int]:
    try:
        raise TypeError(9)
    except TypeError:
        yield from within()

def finally_() -> Iterator[int]:
    try:
        raise ValueError(1)
    finally:
        yield 1

def plain() -> Iterator[int]:
    yield 1
    yield 2

def caught() -> Iterator[Any]:
    try:
        raise ValueError(1)
    except ValueError as v:
        try:
            yield 1
        except Own as e:
            yield chain(e)
            raise

def thrown(f: Any, steps: int, error: Any) -> Any:
    gen = f()
    for _ in range(steps):
        next(gen)
    return gen.throw(error)

def in_handler(f: Any, steps: int) -> Any:
    gen = f()
    for _ in range(steps):
        next(gen)
    try:
        raise OSError("caller")
    except OSError:
        return gen.throw(Own("x"))

async def agen() -> AsyncIterator[int]:
    try:
        raise ValueError(1)
    except ValueError:
        yield 1

async def waits() -> None:
    try:
        raise ValueError(1)
    except ValueError:
        await asyncio.sleep(10)

async def inner() -> None:
    await waits()

async def cancelled(f: Any) -> None:
    task = asyncio.ensure_future(f())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    try:
        await task
    except BaseException as e:
        print(chain(e))

async def drives() -> None:
    a = agen()
    print(await a.__anext__())
    try:
        await a.athrow(Own("async"))
    except BaseException as e:
        print(chain(e))
    b = agen()
    await b.__anext__()
    await b.aclose()
    await cancelled(waits)
    await cancelled(inner)

def closes() -> Iterator[int]:
    try:
        raise ValueError(1)
    except ValueError:
        try:
            yield 1
        except GeneratorExit as e:
            print(chain(e))
            raise

def main() -> None:
    for f in (within, nested, outer, finally_, plain, caught):
        for steps in (0, 1):
            show(thrown, f, steps, Own("a"))
            show(thrown, f, steps, Own)
            show(in_handler, f, steps)
    show(thrown, nested, 2, Own("b"))
    show(thrown, within, 2, ValueError(1))
    g = closes()
    next(g)
    g.close()
    same = ValueError("same")
    def again() -> Iterator[int]:
        try:
            raise same
        except ValueError:
            yield 1
    show(thrown, again, 1, same)
    asyncio.run(drives())

if __name__ == "__main__":
    main()
