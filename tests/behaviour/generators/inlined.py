# Loops over known generator functions, and builtins that take all of one: the body may stand in the place of the loop.
import sys
import traceback
from typing import Iterator, List, Optional, Tuple


def squares(n: int) -> Iterator[int]:
    for i in range(n):
        yield i * i


def evens(xs: Iterator[int]) -> Iterator[int]:
    for x in xs:
        if x % 2 == 0:
            yield x


def guarded(xs: Iterator[int], go: bool) -> Iterator[int]:
    if go:
        for x in xs:
            yield x
        yield -1
    else:
        yield -2


def countdown(n: int, step: int = 1) -> Iterator[int]:
    while n > 0:
        yield n
        n -= step
    return


def pairs(words: List[str]) -> Iterator[Tuple[int, str]]:
    index = 0
    for word in words:
        if not word:
            continue
        if word == "end":
            return
        yield index, word
        index += 1


def halves(x: float) -> Iterator[float]:
    while x > 1:
        yield x
        x = x / 2


def mixed(n: int) -> Iterator[object]:
    yield None
    yield n
    yield "text"


def sometimes(n: int) -> Iterator[int]:
    for i in range(n):
        if i == 1:
            late = i * 10
        yield i
        if i == 2:
            print(late)


def forgetful(first: bool) -> Iterator[int]:
    if first:
        value = 1
    yield 0
    yield value


def failing(n: int) -> Iterator[int]:
    for i in range(n):
        if i == 2:
            raise KeyError(i)
        yield i


def stopping(n: int) -> Iterator[int]:
    for i in range(n):
        if i == 1:
            raise StopIteration("early")
        yield i


def numbers(words: List[str]) -> Iterator[int]:
    for word in words:
        try:
            value = int(word)
        except ValueError as e:
            print("not a number:", e)
            continue
        yield value


def answer(n: int) -> Iterator[int]:
    for i in range(n):
        got = yield i
        print("got", got)


def inverse(xs: List[int]) -> Iterator[int]:
    for x in xs:
        yield 100 // x


class Noisy:
    def __init__(self, name: str) -> None:
        self.name = name

    def __del__(self) -> None:
        print("del", self.name)


def noisy(name: str) -> Iterator[int]:
    first = Noisy(name + "1")
    for i in range(3):
        second = Noisy(name + str(i + 2))
        yield i
    print("end of", first.name, second.name)


def show(label: str, error: BaseException) -> None:
    print(label, type(error).__name__, error)
    for entry in traceback.extract_tb(error.__traceback__):
        print("  ", entry.name, entry.line)


def loops() -> None:
    total = 0
    for x in evens(squares(10)):
        if x == 4:
            continue
        if x > 50:
            break
        total += x
    else:
        print("not here")
    print(total)
    for x in countdown(3):
        total += x
    else:
        print("through", total, x)
    for x in countdown(7, step=3):
        print(x, end=" ")
    for x in countdown(step=2, n=5):
        print(x, end=" ")
    print()
    for x in countdown(0):
        print("none")
    print(list(guarded(squares(3), True)), list(guarded(squares(3), False)))
    for at, word in pairs(["a", "", "b", "c", "end", "d"]):
        print(at, word)
    for pair in pairs(["x"]):
        print(pair)
    for f in halves(9):
        print(f, end=" ")
    print()
    for f in halves(9.5):
        print(f, end=" ")
    print()
    for o in mixed(3):
        print(o, end=" ")
    print()
    for i in answer(2):
        print("asked", i)


def nested(n: int) -> int:
    total = 0
    for x in squares(n):
        for y in squares(x):
            if y > 40:
                break
            for z in evens(squares(y)):
                if z > x:
                    return total
                total += z
            total += y
    return total


def unbound() -> None:
    for i in sometimes(3):
        print(i)
    for first in (True, False, True):
        try:
            for x in forgetful(first):
                print(first, x)
        except UnboundLocalError as e:
            show("unbound", e)


def errors() -> None:
    try:
        for x in failing(5):
            print(x)
    except KeyError as e:
        show("failing", e)
    try:
        for x in stopping(5):
            print(x)
    except RuntimeError as e:
        show("stopping", e)
        print(repr(e.__cause__), repr(e.__context__))
    try:
        print(sum(inverse([1, 2, 0])))
    except ZeroDivisionError as e:
        show("sum", e)
    try:
        print([x for x in inverse([0])])
    except ZeroDivisionError as e:
        show("list", e)
    try:
        print(any(x > 1000 for x in inverse([5, 0])))
    except ZeroDivisionError as e:
        show("any", e)
    try:
        for x in squares(3):
            print(x, 10 // (x - 1))
    except ZeroDivisionError as e:
        show("inside", e)
    try:
        raise LookupError("outer")
    except LookupError:
        try:
            for x in failing(3):
                pass
        except KeyError as e:
            print(repr(e.__context__))
    for n in numbers(["1", "x", "3"]):
        print(n)
    try:
        for x in squares("text"):  # type: ignore
            print(x)
    except TypeError:
        print("not an int")
    try:
        for x in evens(squares([])):  # type: ignore
            print(x)
    except TypeError:
        print("not an int either")
    try:
        for x in squares(1, 2):  # type: ignore
            print(x)
    except TypeError as e:
        print(e)
    try:
        for x in evens(5):  # type: ignore
            print(x)
    except TypeError as e:
        show("int", e)


def finals(n: int) -> Optional[int]:
    for x in squares(n):
        try:
            if x == 1:
                continue
            if x == 9:
                return x
            print("body", x)
        finally:
            print("finally", x)
    return None


def builtins() -> None:
    print(sum(squares(5)), sum(evens(squares(5))), sum(halves(9)), sum(squares(0)))
    print(any(squares(1)), any(squares(2)), all(squares(2)), all(countdown(3)), any(squares(0)), all(squares(0)))
    print(min(countdown(4)), max(evens(squares(6))), min(halves(3.5)))
    try:
        max(squares(0))
    except ValueError as e:
        show("empty", e)
    print(list(countdown(3)), tuple(squares(3)), sorted(set(squares(3))), sorted(countdown(4)), sorted(pairs(["b", "a"]), key=lambda p: p[1]))
    print(sum(x * y for x in squares(4) for y in evens(squares(x)) if y != 4))
    print({x: y for x, y in pairs(["p", "q"])}, {x % 3 for x in squares(9)}, ",".join(w for _, w in pairs(["k", "l"])))


def leaving() -> None:
    for i in noisy("a"):
        print(i)
    print("between")
    for i in noisy("b"):
        if i == 1:
            break
        print(i)
    print("broken off")
    try:
        for i in noisy("c"):
            raise ValueError(i)
    except ValueError as e:
        print("raised", e)


def around(n: int) -> Iterator[int]:
    for x in evens(squares(n)):
        got = yield x
        if got:
            yield got
    yield -1


def suspended() -> None:
    print(list(around(5)))
    g = around(10)
    print(next(g), next(g), g.send(77), next(g))
    g.close()
    print(list(g))
    g = around(10)
    next(g)
    try:
        g.throw(IndexError("thrown"))
    except IndexError as e:
        show("thrown", e)
    g = around(10)
    next(g)
    del g
    print("abandoned")


def closures() -> None:
    total = 0
    callbacks = []
    for x in squares(4):
        def add(by: int = x) -> int:
            return by + x + total
        total += x
        callbacks.append(add)
        callbacks.append(lambda: x)
    print([each() for each in callbacks])
    place: List[int] = [0]
    for place[0] in squares(3):
        print(place, end=" ")
    print()


def rebound() -> None:
    global squares, evens
    before, before_evens = squares, evens

    def other(n: int) -> Iterator[int]:
        yield n
        yield n + 1

    for x in squares(3):
        print(x, end=" ")
        squares = other  # what is being walked goes on
    print()
    for x in squares(3):
        print(x, end=" ")
    print(sum(squares(3)), list(evens(squares(3))), [x for x in squares(8)])
    evens = lambda xs: [y * 1000 for y in xs]  # type: ignore
    print(sum(evens(squares(3))), [x for x in evens(before(3))])
    squares = before
    for x in evens(squares(3)):
        if x:
            break
    print(x)
    del evens
    try:
        for x in evens(squares(3)):
            print("not here")
    except NameError as e:
        print(e)
    try:
        print(sum(evens(squares(3))))
    except NameError as e:
        print(e)
    evens = before_evens
    countdown.__defaults__ = (2,)
    print(list(countdown(5)), sum(countdown(5)))
    for x in countdown(5):
        print(x, end=" ")
    print()
    countdown.__defaults__ = (1,)


def deep(n: int) -> Iterator[int]:
    if n > 0:
        for x in deep(n - 1):
            yield x + 1
    yield n


def looped(depth: int) -> int:
    total = 0
    for x in squares(3):
        if depth > 0:
            total += looped(depth - 1) + x
    return total


def frames() -> Iterator[str]:
    for i in range(2):
        yield sys._getframe().f_code.co_name


def main() -> None:
    loops()
    print(nested(4), nested(6))
    unbound()
    errors()
    print(finals(5), finals(2))
    builtins()
    leaving()
    suspended()
    closures()
    rebound()
    print(list(deep(4)), sum(deep(3)))
    print(looped(4))
    for name in frames():
        print(name)


if __name__ == "__main__":
    main()
