from typing import Optional


class AppError(Exception):
    pass


def describe(e: Optional[BaseException]) -> str:
    parts = []
    while e is not None:
        parts.append(f"{type(e).__name__}({e}) cause={e.__cause__!r} suppress={e.__suppress_context__}")
        e = e.__cause__ or e.__context__
    return " <- ".join(parts)


def explicit() -> None:
    try:
        int("x")
    except ValueError as e:
        raise AppError("wrapped") from e


def implicit() -> None:
    try:
        {}["k"]
    except KeyError:
        raise AppError("while handling")


def none() -> None:
    try:
        {}["k"]
    except KeyError:
        raise AppError("clean") from None


def reraise() -> None:
    try:
        1 // 0
    except ZeroDivisionError:
        raise


def reraise_name() -> None:
    try:
        1 // 0
    except ZeroDivisionError as e:
        raise e


def cause_class() -> None:
    raise AppError("c") from KeyError


def nested_handlers() -> None:
    try:
        raise ValueError("one")
    except ValueError:
        try:
            raise TypeError("two")
        except TypeError:
            raise AppError("three")


def bare_outside() -> None:
    raise  # type: ignore


def helper() -> None:
    raise


def bare_in_callee() -> None:
    try:
        raise ValueError("deep")
    except ValueError:
        helper()


def attempt(f) -> None:  # type: ignore
    try:
        f()
    except Exception as e:
        print(f.__name__, "|", describe(e))


def main() -> None:
    for f in (explicit, implicit, none, reraise, reraise_name, cause_class, nested_handlers, bare_outside, bare_in_callee):
        attempt(f)
    for bad in (5, "text", None, int):
        try:
            raise bad  # type: ignore
        except TypeError as e:
            print(e)
    try:
        raise ValueError from 5  # type: ignore
    except TypeError as e:
        print(e)


if __name__ == "__main__":
    main()
