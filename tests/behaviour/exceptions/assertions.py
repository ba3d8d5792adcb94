from typing import List


def check(x: int) -> int:
    assert x > 0
    return x


def message(x: int) -> int:
    assert x > 0, f"x is {x}"
    return x


def side_effects(log: List[str]) -> str:
    def note(v: bool) -> str:
        log.append("message")
        return "m"
    assert True, note(True)
    try:
        assert not log, "log must be empty"
        assert log, note(False)
    except AssertionError as e:
        return str(e)
    return "none"


def tuple_message() -> None:
    assert 1 == 2, (1, "two")


def exception_message() -> None:
    assert False, ValueError("inside")


def narrowing(x: object) -> int:
    assert isinstance(x, int), type(x).__name__
    return x + 1


def main() -> None:
    print(check(1), message(2))
    for f in (lambda: check(0), lambda: message(-1), tuple_message, exception_message, lambda: narrowing("s"), lambda: narrowing(None)):
        try:
            f()
        except AssertionError as e:
            print(repr(e), e.args, "|", e)
    log: List[str] = []
    print(side_effects(log), log, narrowing(4), narrowing(True))


if __name__ == "__main__":
    main()
