# What leaves a try statement with except*: what no clause takes, in a group made anew, and what clauses raise.


class Own(KeyError):
    pass


def through(k: int) -> None:
    try:
        if k < 6:
            raise ExceptionGroup("g", [Own(1), ExceptionGroup("inner", [Own(k)]), OSError(k)] if k % 2 else [Own(1), Own(2)])
        raise Own(k)
    except* ValueError:
        print("never")
    except* Own as e:
        print(type(e).__name__, len(e.exceptions))
        if k == 2:
            raise NameError("v")
        if k == 3:
            raise
        if k == 4:
            raise e
        if k == 5 or k == 7:
            raise RuntimeError(k) from e
    except* RuntimeError:
        print("never")


def untouched() -> None:
    first = ExceptionGroup("g", [LookupError(1), ArithmeticError(2)])
    first.add_note("noted")
    try:
        try:
            raise first
        except* OSError:
            print("never")
    except ExceptionGroup as e:
        print(e is first, e.__suppress_context__, e.__context__ is first, e.__notes__, repr(e), first.__suppress_context__)


def chain(e: BaseException) -> str:
    inner = [chain(x) for x in e.exceptions] if isinstance(e, BaseExceptionGroup) else []
    return f"{type(e).__name__} {e} {inner} {e.__suppress_context__} {type(e.__cause__).__name__} {type(e.__context__).__name__}"


def main() -> None:
    untouched()
    for k in range(8):
        try:
            through(k)
            print("nothing")
        except BaseException as e:
            print(chain(e))


if __name__ == "__main__":
    main()
