import sys
from types import TracebackType
from typing import Optional, Type


def hook(kind: Type[BaseException], e: BaseException, tb: Optional[TracebackType]) -> None:
    names = []
    while tb:
        names.append(tb.tb_frame.f_code.co_name)
        tb = tb.tb_next
    print("hook:", kind.__name__, e, names)


def deep(n: int) -> None:
    if n == 0:
        raise LookupError("bottom")
    deep(n - 1)


def main() -> None:
    sys.excepthook = hook
    deep(2)


if __name__ == "__main__":
    main()
