"""Tracebacks and frames that outlive the handler, are cleared or written to, beside later ones of the same functions."""
import sys
import traceback


def fail(n: int) -> int:
    if n == 0:
        raise ValueError("end")
    return fail(n - 1) + 1


def caught(n: int) -> BaseException:
    try:
        fail(n)
    except ValueError as e:
        return e
    raise AssertionError


def lines(e: BaseException) -> list[tuple[str, int]]:
    found = []
    tb = e.__traceback__
    while tb is not None:
        found.append((tb.tb_frame.f_code.co_name, tb.tb_lineno - tb.tb_frame.f_code.co_firstlineno))
        assert tb.tb_lineno == tb.tb_frame.f_lineno or tb.tb_frame.f_code.co_name != "fail"
        tb = tb.tb_next
    return found


def frames(e: BaseException) -> list[object]:
    return [frame for frame, _ in traceback.walk_tb(e.__traceback__)]


def distinct() -> None:
    kept = [caught(n) for n in (0, 3, 30)]
    every = [frame for e in kept for frame in frames(e)]
    print(len(every), len({id(frame) for frame in every}))
    for e in kept:
        print(lines(e)[-1], len(lines(e)))


def cleared() -> None:
    first = caught(2)
    traceback.clear_frames(first.__traceback__)
    print(lines(first))
    del first
    print(lines(caught(2)))


def written() -> None:
    frame = frames(caught(1))[-1]
    frame.f_locals["added"] = frame  # type: ignore
    frame.f_trace_lines = False  # type: ignore
    del frame
    for frame in frames(caught(1)):
        print("added" in frame.f_locals, frame.f_trace_lines, frame.f_trace, frame.f_back is None or True)  # type: ignore


def again() -> None:
    e = caught(1)
    for _ in range(3):
        try:
            raise e
        except ValueError as same:
            assert same is e
    print(len(lines(e)))
    e.__traceback__ = None
    try:
        raise e
    except ValueError:
        print(len(lines(e)))


def main() -> None:
    distinct()
    cleared()
    written()
    again()
    for _ in range(40):
        assert len(lines(caught(20))) == 22
    print(traceback.format_exception(caught(1))[-1].strip(), sys.exc_info())


if __name__ == "__main__":
    main()
