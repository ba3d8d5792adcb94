"""Items that a packed list cannot hold, and ways by which it is seen."""
import builtins
import sys
from typing import Any, List, Optional


def long(n: int) -> List[int]:
    out = [1]
    for i in range(n):
        out.append(out[i] * 1000003)
    return out


def odd(x: Any, n: int) -> List[int]:
    out = [0] * n
    for i in range(n):
        out[i] = i
        if i == 2:
            out[i] = x
    for i in range(n):
        out[i] = out[i]
    return out


def mixed(x: Any, n: int) -> List[float]:
    out = [0.5] * n
    for i in range(n):
        out[i] = x if i == 1 else i * 0.5
    return out


def choose(x: Any, n: int) -> List[bool]:
    out = [False] * n
    for i in range(n):
        out[i] = i % 2 == 0
    for i in range(n):
        if i == 1:
            out[i] = x
    return out


def nans(n: int) -> List[bool]:
    out = [0.0] * n
    x = float("inf")
    y = x - x
    for i in range(n):
        out[i] = y
    return [y in out, out == [y] * n, out[0] in out]


def beyond(n: int) -> int:
    numbers = [0] * n
    total = 0
    try:
        for i in range(n + 3):
            numbers[i] = i
            total += numbers[i]
    except IndexError as e:
        print(e, numbers, total)
    try:
        for i in range(n):
            numbers.pop()
            total += numbers[-1]
    except IndexError as e:
        print(e, numbers, total)
    try:
        for i in range(n):
            total += numbers.pop()
    except IndexError as e:
        print(e, numbers, total)
    return total


def beyond_uncaught(n: int) -> None:
    numbers = [0.0] * n
    for i in range(n, -n - 3, -1):
        numbers[i - 1] = 1.5


def sees(n: int) -> List[int]:
    numbers = [0] * n
    held = None
    for i in range(n):
        numbers[i] = i * i
        if i == 3:
            held = numbers
            print(numbers, held is numbers, type(numbers), len(numbers))
        if i == 5 and held is not None:
            held.append(-1)
    return numbers


class Holder:
    def __init__(self) -> None:
        self.items: List[int] = []


def held(n: int) -> Holder:
    holder = Holder()
    numbers = [1] * n
    for i in range(n):
        numbers[i] += i
    holder.items = numbers
    numbers[0] = 99
    return holder


def optional(n: int) -> Optional[List[int]]:
    found: Optional[List[int]] = None
    for i in range(n):
        if found is None:
            found = [i]
        found.append(i)
    return found


def patched(n: int) -> None:
    numbers = [0] * n
    for i in range(n):
        numbers[i] = len(numbers) + i
    print(numbers)


def loud(x: Any) -> int:
    print("len of", type(x), x)
    return 2


def unbound(n: int) -> None:
    for i in range(n):
        numbers = [i]
        for k in range(3):
            numbers.append(k)
    try:
        for x in numbers:
            print(x)
    except UnboundLocalError as e:
        print(type(e).__name__)


def main() -> None:
    print(long(9))
    for x in (True, 2**70, 7):
        print(odd(x, 5), choose(x, 3))
    for x in (1, 2.5, True):
        print(mixed(x, 3))
    print(nans(2))
    print(beyond(3))
    try:
        beyond_uncaught(2)
    except IndexError as e:
        tb = e.__traceback__
        while tb is not None:
            print(tb.tb_frame.f_code.co_name, tb.tb_lineno)
            tb = tb.tb_next
    print(sees(7))
    print(held(3).items)
    print(optional(0), optional(3))
    patched(3)
    globals()["len"] = loud
    patched(2)
    del globals()["len"]
    builtins_len, builtins.len = builtins.len, loud
    try:
        patched(2)
    finally:
        builtins.len = builtins_len
    unbound(2)
    unbound(0)
    print(sys.getsizeof(long(9)) == sys.getsizeof(list(long(9))) or True)


if __name__ == "__main__":
    main()
