"""What a loop gives up on the way into its body, where the item is read: with a fast version, and items that it does not do for."""
from typing import List, Optional


class Loud:
    def __init__(self, name: str) -> None:
        self.name = name

    def __del__(self) -> None:
        print("gone", self.name)


def in_handler(p: Optional[int]) -> Optional[int]:
    try:
        raise LookupError
    except LookupError:
        for v in [i for i in [1, 2, 3] if True][:9]:
            flag = (0, 3)[0] > v
            p = None
    if p is not None:
        print(flag)
    return p


def last_one(xs: List[float], first: Loud) -> Optional[Loud]:
    total = 0.0
    last: Optional[Loud] = first
    for x in xs:
        total += x * 2
        last = None
    print(total)
    return last


def swapped(xs: List[float]) -> float:
    total = 0.0
    held = Loud("first")
    for x in xs:
        total += x
        held = Loud(str(x))
        total += len(held.name) * x
    return total


def main() -> None:
    print(in_handler(5), in_handler(None))
    print(last_one([1.0, 2.0], Loud("a")), last_one([1.0, 3, True], Loud("b")), last_one([], Loud("c")) is not None)
    print(swapped([1.0, 2.5, 3, 2**70]))


if __name__ == "__main__":
    main()
