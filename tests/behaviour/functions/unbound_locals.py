def conditional(flag: bool) -> int:
    if flag:
        x = 1
    return x


def loop(n: int) -> int:
    for i in range(n):
        last = i
    return last


def deleted() -> int:
    v = 5
    del v
    return v


def float_local(flag: bool) -> float:
    if flag:
        f: float = 2.5
    return f


def in_try(fail: bool) -> str:
    try:
        if fail:
            raise ValueError
        s = "set"
    except ValueError:
        pass
    return s


def except_name() -> str:
    try:
        1 // 0
    except ZeroDivisionError as e:
        pass
    return str(e)


def augmented() -> int:
    count += 1  # noqa
    return count


def double_del(flag: bool) -> None:
    n = 1
    if flag:
        del n
    del n


def global_missing() -> object:
    return not_defined_anywhere  # type: ignore  # noqa


def attempt(name: str, f) -> None:  # type: ignore
    try:
        print(name, f())
    except NameError as e:
        print(name, type(e).__name__, e)


def main() -> None:
    attempt("conditional", lambda: conditional(True))
    attempt("conditional", lambda: conditional(False))
    attempt("loop", lambda: loop(3))
    attempt("loop", lambda: loop(0))
    attempt("deleted", deleted)
    attempt("float", lambda: float_local(True))
    attempt("float", lambda: float_local(False))
    attempt("try", lambda: in_try(False))
    attempt("try", lambda: in_try(True))
    attempt("except", except_name)
    attempt("augmented", augmented)
    attempt("del", lambda: double_del(False))
    attempt("del", lambda: double_del(True))
    attempt("global", global_missing)


if __name__ == "__main__":
    main()
