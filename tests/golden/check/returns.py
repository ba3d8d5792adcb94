from typing import Generator, Iterator, NoReturn, Optional


def one(flag: bool) -> int:
    if flag:
        return "x"  # error: return-value
    return 1


def missing(flag: bool) -> int:  # error: return
    if flag:
        return 1


def covered(flag: bool) -> int:
    if flag:
        return 1
    else:
        raise ValueError


def forever() -> int:
    while True:
        pass


def tried() -> int:
    try:
        return 1
    finally:
        print()


def caught() -> int:  # error: return
    try:
        return 1
    except ValueError:
        pass


def stop() -> NoReturn:
    raise SystemExit


def through_stop(flag: bool) -> int:
    if flag:
        return 1
    stop()


def empty() -> int:
    return  # error: return-value


def nothing() -> None:
    return 1  # error: return-value


def gen() -> Iterator[int]:
    yield 1
    yield "a"  # error: return-value


def full() -> Generator[int, str, bool]:
    got = yield 1
    reveal_type(got)  # revealed: str
    return True


def outer() -> Generator[int, str, None]:
    result = yield from full()
    reveal_type(result)  # revealed: bool


async def answer() -> int:
    return 42


async def user() -> str:
    reveal_type(await answer())  # revealed: int
    return await answer()  # error: return-value


def inferred(n: int):
    return [n]


reveal_type(inferred(1))  # revealed: list[int]


def opt(s: Optional[str]) -> str:
    return s  # error: return-value
