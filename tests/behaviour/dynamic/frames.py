import inspect
import sys
import warnings
from typing import List


def who_called_me() -> str:
    return sys._getframe(1).f_code.co_name


def middle() -> str:
    return who_called_me()


class C:
    def m(self) -> str:
        return who_called_me()


def names() -> List[str]:
    return [f.function for f in inspect.stack()][:3]


def outer() -> List[str]:
    return names()


def line() -> int:
    return sys._getframe(1).f_lineno


def globals_of_caller() -> bool:
    return sys._getframe(1).f_globals is globals()


def warn() -> None:
    warnings.warn("careful", stacklevel=2)


def main() -> None:
    print(middle(), C().m(), outer(), line(), globals_of_caller())
    with warnings.catch_warnings(record=True) as got:
        warnings.simplefilter("always")
        warn()
    print(got[0].message, got[0].lineno, got[0].filename.rsplit("/", 1)[-1])
    import logging
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(funcName)s:%(lineno)d:%(message)s"))
    log = logging.getLogger("frames")
    log.propagate = False
    log.addHandler(handler)
    log.warning("logged")
    log.removeHandler(handler)


if __name__ == "__main__":
    main()
