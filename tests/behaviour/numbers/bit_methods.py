# bit_length() and bit_count() of ints of all sizes, in loops and out of them, of bools, of subclasses that have their own.
from typing import List


class Counted(int):
    def bit_length(self) -> int:
        return -1

    def bit_count(self) -> int:
        return -2


def length(n: int) -> int:
    return n.bit_length()


def count(n: int) -> int:
    return n.bit_count()


def lowest(n: int) -> int:
    return (n & -n).bit_length() - 1


def bits(n: int) -> List[int]:
    found = []
    while n:
        low = n & -n
        found.append(low.bit_length() - 1)
        n ^= low
    return found


def total(n: int) -> int:
    sum = 0
    for i in range(-n, n):
        sum += i.bit_length() * 3 + i.bit_count()
    return sum


def untyped(n):
    return n.bit_length(), n.bit_count()


def main() -> None:
    for n in (0, 1, -1, 2, 255, 256, -256, (1 << 62) - 1, 1 << 62, -(1 << 62), (1 << 63) - 1, 1 << 63, 1 << 64, (1 << 90) + 5, -(1 << 200) - 7):
        print(n, length(n), count(n), lowest(n), untyped(n))
    print(bits(0x8100000000000241), bits(5), total(1000), length(True), count(False), length(Counted(7)), count(Counted(7)))
    for bad in ("x", 2.5, None):
        for f in (length, count):
            try:
                print(f(bad))  # type: ignore
            except (AttributeError, TypeError) as error:
                print(type(error).__name__ in ("AttributeError", "TypeError"))


main()
