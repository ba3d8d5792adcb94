"""Tracebacks of errors that pass through native code: shown again, held, changed, interrupted on the way, in threads."""
import sys
import threading
import traceback
from typing import List, Optional


class Boom(Exception):
    pass


def lines(exc: Optional[BaseException]) -> List[str]:
    out: List[str] = []
    tb = exc.__traceback__ if exc is not None else None
    while tb is not None:
        out.append(f"{tb.tb_frame.f_code.co_name}:{tb.tb_lineno}")
        tb = tb.tb_next
    return out


def inner(n: int) -> int:
    if n == 0:
        raise Boom("inner")
    return inner(n - 1) + 1


def caught(n: int) -> BaseException:
    try:
        inner(n)
    except Boom as e:
        return e
    raise AssertionError


def show_again() -> None:
    print([lines(caught(2)) for _ in range(3)])


def held() -> None:
    kept = [caught(1) for _ in range(3)]
    print([lines(e) for e in kept])
    print(len({id(e.__traceback__) for e in kept}), len({id(e.__traceback__.tb_frame) for e in kept if e.__traceback__}))
    frames = [e.__traceback__.tb_next.tb_frame for e in kept if e.__traceback__ and e.__traceback__.tb_next]
    del kept
    again = caught(1)
    print(any(f is again.__traceback__.tb_next.tb_frame for f in frames if again.__traceback__ and again.__traceback__.tb_next))


def changed() -> None:
    e = caught(2)
    tb = e.__traceback__
    assert tb is not None and tb.tb_next is not None
    tb.tb_next.tb_next = None
    print(lines(e))
    del e, tb
    print(lines(caught(2)))
    e = caught(2)
    assert e.__traceback__ is not None
    e.__traceback__.tb_frame.f_trace_lines = False
    del e
    e = caught(2)
    assert e.__traceback__ is not None
    print(e.__traceback__.tb_frame.f_trace_lines, lines(e))


events: List[object] = []


class Noisy:
    def __init__(self, name: str) -> None:
        self.name = name

    def __del__(self) -> None:
        events.append((self.name, lines(caught(1))))
        try:
            raise KeyError(self.name)
        except KeyError as e:
            events.append((self.name + " again", lines(e)))


def releases(depth: int) -> int:
    noisy = Noisy("level %d" % depth)
    if depth == 0:
        raise Boom("released on the way")
    return releases(depth - 1) + len(noisy.name)


def interrupted() -> None:
    try:
        releases(2)
    except Boom as e:
        print(lines(e))
    for event in sorted(events, key=str):
        print(event)
    events.clear()


def swallowed_in_del() -> None:
    class Bad:
        def __del__(self) -> None:
            inner(1)

    def holder() -> None:
        bad = Bad()
        assert bad
        raise Boom("outer")

    seen: List[object] = []
    hook, sys.unraisablehook = sys.unraisablehook, lambda u: seen.append((u.exc_type, lines(u.exc_value)))
    try:
        holder()
    except Boom as e:
        print(lines(e))
    sys.unraisablehook = hook
    print(seen)


def again(n: int) -> None:
    try:
        inner(n)
    except Boom:
        raise


def finally_on_the_way(n: int) -> None:
    try:
        inner(n)
    finally:
        print(sys.exc_info()[0] is Boom, lines(sys.exc_info()[1]))


def reraised() -> None:
    for f in (again, finally_on_the_way):
        for _ in range(2):
            try:
                f(1)
            except Boom as e:
                print(lines(e), lines(e.__context__))


def chained() -> None:
    for _ in range(2):
        try:
            try:
                inner(1)
            except Boom as e:
                raise ValueError("second") from e
        except ValueError as e:
            print(lines(e), lines(e.__cause__), lines(e.__context__))


def generator(n: int):
    yield n
    inner(n)


def through_generators() -> None:
    for _ in range(2):
        try:
            for x in generator(1):
                assert x == 1
        except Boom as e:
            print(lines(e))
    g = generator(1)
    try:
        g.throw(Boom("thrown at the start"))
    except Boom as e:
        print(lines(e))

    def stops():
        yield 1
        raise StopIteration

    try:
        list(stops())
    except RuntimeError as e:
        print(lines(e), lines(e.__cause__))


def through_python() -> None:
    for _ in range(2):
        try:
            sorted([2, 1], key=inner)
            list(map(inner, [1]))
        except Boom as e:
            print(lines(e))


def deep(n: int) -> int:
    if n == 0:
        raise Boom("deep")
    return deep(n - 1) + 1


def very_deep() -> None:
    for n in (62, 63, 64, 65, 150, 150, 10, 10):
        try:
            deep(n)
        except Boom as e:
            found = lines(e)
            print(len(found), found[0], found[1], found[-1])


def at_once() -> None:
    bad: List[List[str]] = []
    want = lines(caught(3))

    def work() -> None:
        for _ in range(300):
            got = lines(caught(3))
            if got != want:
                bad.append(got)

    threads = [threading.Thread(target=work) for _ in range(4)]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    sys.setswitchinterval(interval)
    print(len(want), bad)


SINGLE = Boom("the one")


def single(n: int) -> None:
    if n:
        single(n - 1)
    raise SINGLE


def same_object() -> None:
    for _ in range(3):
        try:
            single(1)
        except Boom as e:
            print(len(lines(e)))
    SINGLE.__traceback__ = None


def printed() -> None:
    try:
        again(1)
    except Boom:
        text = traceback.format_exc()
        print(text.replace(__file__, "FILE"))


def main() -> None:
    show_again()
    held()
    changed()
    interrupted()
    swallowed_in_del()
    reraised()
    chained()
    through_generators()
    through_python()
    very_deep()
    at_once()
    same_object()
    printed()


main()
