from typing import List


def ret(log: List[str]) -> str:
    try:
        log.append("try")
        return "value"
    finally:
        log.append("finally")


def override() -> str:
    try:
        return "try"
    finally:
        return "finally"  # noqa


def swallow() -> str:
    try:
        raise ValueError("lost")
    finally:
        return "swallowed"  # noqa


def ret_computed() -> int:
    x = 1
    try:
        return x
    finally:
        x = 2


def loop_break(log: List[str]) -> int:
    for i in range(5):
        try:
            if i == 2:
                break
            log.append(f"body{i}")
        finally:
            log.append(f"fin{i}")
    else:
        log.append("else")
    return i


def loop_continue(log: List[str]) -> int:
    n = 0
    while n < 4:
        n += 1
        try:
            if n % 2:
                continue
            log.append(f"even{n}")
        finally:
            log.append(f"fin{n}")
    return n


def nested(log: List[str], how: str) -> str:
    for a in range(2):
        try:
            try:
                if how == "return":
                    return "r"
                if how == "break":
                    break
                if how == "continue":
                    continue
                if how == "raise":
                    raise KeyError(how)
            finally:
                log.append(f"inner{a}")
        except KeyError as e:
            log.append("caught " + str(e))
        finally:
            log.append(f"outer{a}")
    return "end"


def raise_in_finally() -> str:
    try:
        try:
            raise ValueError("first")
        finally:
            raise TypeError("second")
    except TypeError as e:
        return f"{e} during {e.__context__!r}"


def break_in_finally() -> str:
    while True:
        try:
            raise ValueError
        finally:
            break  # noqa
    return "left"


def continue_in_finally() -> int:
    n = 0
    for i in range(4):
        try:
            n += i
            1 // (i - 2)
        except ZeroDivisionError:
            n += 100
        finally:
            continue  # noqa
    return n


def return_in_loop_in_finally(log: List[str]) -> int:
    try:
        log.append("t")
    finally:
        for i in range(5):
            if i == 3:
                return i  # noqa
    return -1


def main() -> None:
    log: List[str] = []
    print(ret(log), log, override(), swallow(), ret_computed())
    log = []
    print(loop_break(log), log)
    log = []
    print(loop_continue(log), log)
    for how in ("return", "break", "continue", "raise", "none"):
        log = []
        print(how, nested(log, how), log)
    print(raise_in_finally(), break_in_finally(), continue_in_finally(), return_in_loop_in_finally([]))


if __name__ == "__main__":
    main()
