# bool(x) is the truth of x, until the name means something else.
import builtins
from typing import List, Optional


class Odd:
    def __bool__(self):  # type: ignore
        return 3


class Loud:
    def __bool__(self) -> bool:
        print("asked")
        return False


def of_int(a: int, b: int) -> bool:
    return bool(a & b)


def of_optional(a: Optional[int], items: List[int]) -> bool:
    return bool(a or items)


def of_float(x: float) -> bool:
    return bool(x)


def of_any(x: object) -> bool:
    if bool(x):
        return True
    return bool(x)


def main() -> None:
    print(of_int(6, 3), of_int(6, 1), of_int(1 << 70, 3 << 69), of_optional(None, []), of_optional(0, [0]), of_float(0.5), of_float(0.0))
    print(of_any(Loud()), of_any("x"), of_any([]))
    try:
        of_any(Odd())
    except TypeError as error:
        print(error)
    real = builtins.bool
    try:
        builtins.bool = lambda x: not x  # type: ignore
        print(of_int(6, 3), of_int(6, 1), of_float(0.5), of_optional(None, []))
    finally:
        builtins.bool = real  # type: ignore
    print(of_int(6, 3))


main()
