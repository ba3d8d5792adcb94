# Bools as indices of builtin sequences, which take them for ints, and of others, which see what they get.
from typing import List, Tuple

WHITE = True
BLACK = False


class Spy(List[int]):
    def __getitem__(self, key):  # type: ignore
        print("get", repr(key))
        return super().__getitem__(key)

    def __setitem__(self, key, value):  # type: ignore
        print("set", repr(key))
        super().__setitem__(key, value)


def read(items: List[int], side: bool) -> int:
    return items[side] + items[WHITE] + items[not side]


def write(items: List[int], side: bool, value: int) -> None:
    items[side] = value
    items[BLACK] += 1
    items[not side] ^= 3


def flags(items: List[bool], side: bool) -> bool:
    items[side] = not items[side]
    return items[not side]


def others(pair: Tuple[int, int], text: str, data: bytes, side: bool) -> str:
    return f"{pair[side]} {text[side]} {data[side]} {pair[not side]}"


def main() -> None:
    for side in (True, False):
        for items in ([10, 20], Spy([10, 20])):
            print(read(items, side))
            write(items, side, 7)
            print(list(items))
        print(flags([True, False], side), others((1, 2), "ab", b"xy", side))
    try:
        read([1], False)
    except IndexError as error:
        print(error)
    try:
        write([], True, 1)
    except IndexError as error:
        print(error)
    try:
        others((1, 2), "", b"", False)
    except IndexError as error:
        print(error)


main()
