from contextlib import ExitStack, closing, nullcontext, suppress
from typing import List, Optional, Type

log: List[str] = []


class Ctx:
    def __init__(self, name: str, swallow: bool = False) -> None:
        self.name = name
        self.swallow = swallow

    def __enter__(self) -> str:
        log.append("enter " + self.name)
        return self.name.upper()

    def __exit__(self, kind: Optional[Type[BaseException]], e: Optional[BaseException], tb: object) -> bool:
        log.append(f"exit {self.name} {kind.__name__ if kind else None} {e} {tb is not None}")
        return self.swallow


class FailEnter(Ctx):
    def __enter__(self) -> str:
        raise RuntimeError("enter failed")


class FailExit(Ctx):
    def __exit__(self, *a: object) -> bool:
        raise RuntimeError("exit failed")


def early() -> str:
    with Ctx("early") as name:
        return name


def loop() -> List[int]:
    out = []
    for i in range(4):
        with Ctx(f"l{i}"):
            if i == 1:
                continue
            if i == 3:
                break
            out.append(i)
    return out


class Unpack:
    def __enter__(self) -> tuple:
        return 1, [2, 3]

    def __exit__(self, *a: object) -> None:
        pass


def main() -> None:
    with Ctx("a") as a, Ctx("b") as b:
        log.append(a + b)
    with (Ctx("c"), Ctx("d") as d):
        log.append(d)
    with Ctx("s", True):
        raise ValueError("swallowed")
    try:
        with Ctx("outer"), Ctx("inner"):
            raise KeyError("through")
    except KeyError as e:
        log.append("caught " + str(e))
    try:
        with Ctx("first"), FailEnter("x"):
            log.append("never")
    except RuntimeError as e:
        log.append(str(e))
    try:
        with FailExit("y"):
            raise ValueError("inner")
    except RuntimeError as e:
        log.append(f"{e} / {e.__context__!r}")
    log.append(early())
    log.append(str(loop()))
    print("\n".join(log))
    log.clear()
    with Unpack() as (x, [y, z]):
        print(x, y, z)
    with suppress(ZeroDivisionError):
        1 // 0
    with nullcontext(5) as n:
        print(n)
    with ExitStack() as stack:
        stack.enter_context(Ctx("st1"))
        stack.callback(log.append, "callback")
        stack.enter_context(Ctx("st2"))
    print(log)
    for bad in (5, object()):
        try:
            with bad:  # type: ignore
                pass
        except (TypeError, AttributeError) as e:
            print(type(e).__name__, e)
    log.clear()


if __name__ == "__main__":
    main()
