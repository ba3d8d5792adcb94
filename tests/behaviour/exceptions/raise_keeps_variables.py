"""Variables keep their objects while a raise statement is carried out, and what a loop walks goes before them."""
from typing import Iterator, List

gone: List[str] = []


class Noted:
    def __init__(self, name: str) -> None:
        self.name = name

    def __del__(self) -> None:
        gone.append(self.name)


def say(text: str) -> str:
    print(text, gone)
    return text


def plain() -> None:
    noted = Noted("plain")
    raise ValueError(say("raising"))


def in_loop() -> None:
    noted = [Noted("in_loop")]
    while True:
        say("looping")
        raise ValueError(say("raising"))


def asserted(n: int) -> None:
    noted = Noted("asserted")
    if n:
        assert not n, say("asserting")
    print(noted.name)


def raised_again() -> None:
    noted = Noted("raised_again")
    try:
        raise KeyError(1)
    except KeyError:
        say("handling")
        raise


class Final:
    def __enter__(self) -> None:
        say("enter")

    def __exit__(self, *args: object) -> None:
        say("exit")


def in_with() -> None:
    noted = Noted("in_with")
    with Final():
        raise ValueError(say("raising"))


def in_finally() -> None:
    noted = Noted("in_finally")
    try:
        raise ValueError(say("raising"))
    finally:
        say("finally")


def walked(n: int) -> Iterator[int]:
    try:
        for i in range(n):
            yield i
    finally:
        gone.append("walk")


def unmatched(n: int) -> None:
    for i in walked(n):
        noted = [Noted("unmatched")]
        try:
            [1, 2][9] = 5
        except ArithmeticError:
            pass


def raised_in_walk(n: int) -> None:
    for i in walked(n):
        noted = [Noted("raised_in_walk")]
        raise ValueError(say("raising"))


def main() -> None:
    for function in (plain, in_loop, lambda: asserted(1), raised_again, in_with, in_finally, lambda: unmatched(3), lambda: raised_in_walk(3)):
        gone.clear()
        try:
            function()
        except Exception as e:
            error = repr(e)
        print(error, gone)


main()
