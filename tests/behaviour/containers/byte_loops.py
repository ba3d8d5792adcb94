"""Loops over bytes and bytearrays, and items of these by index: fast and general versions, errors, subclasses, changes on the way."""
from typing import Any, Callable, List, Union


class Odd(bytes):
    def __getitem__(self, i: Any) -> Any:
        return 1000 if isinstance(i, int) else super().__getitem__(i)

    def __iter__(self) -> Any:
        return iter([7, 8, 300])


class OddArray(bytearray):
    def __getitem__(self, i: Any) -> Any:
        return 2000

    def __setitem__(self, i: Any, value: Any) -> None:
        print("set", i, value)


def shown(f: Callable[[], Any]) -> str:
    try:
        return repr(f())
    except Exception as e:
        return f"{type(e).__name__}: {e}"


def checksum(data: bytes) -> int:
    total = 0
    for b in data:
        total = (total * 31 + b) & 0xFFFFFFFF
    return total


def checksum_array(data: bytearray) -> int:
    total = 0
    for i, b in enumerate(data):
        total += b * (i + 1)
    return total


def by_index(data: bytes, start: int, stop: int) -> int:
    total = 0
    for i in range(start, stop):
        total += data[i] << (i & 3)
    return total


def xored(data: bytes, key: bytes) -> bytes:
    out = bytearray(len(data))
    for i in range(len(data)):
        out[i] = data[i] ^ key[i % len(key)]
    return bytes(out)


def mixed(a: bytes, b: bytearray) -> List[int]:
    out = []
    for x, y in zip(a, b):
        out.append(x * 256 + y)
    return out


def sieve(n: int) -> int:
    flags = bytearray([1]) * (n + 1)
    flags[0] = flags[1] = 0
    for i in range(2, n + 1):
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = 0
    return sum(flags)


def stores(data: bytearray, values: List[int]) -> bytearray:
    for i in range(len(values)):
        data[i - 2] = values[i]
        data[i] += 1
    return data


def growing(data: bytearray) -> int:
    total = 0
    for b in data:
        total += b
        if len(data) < 20:
            data.append(b + 1)
    return total


def shrinking(data: bytearray) -> List[int]:
    out = []
    for b in data:
        out.append(b)
        if len(data) > 3:
            del data[-2:]
    return out


def words(data: bytes) -> int:
    n = 0
    inside = False
    for b in data:
        if b == 32 or b == 10:
            inside = False
        elif not inside:
            inside = True
            n += 1
    return n


def flagged(data: bytes, at: bool) -> int:
    return data[at] + data[-1]


def either(data: Union[bytes, bytearray]) -> int:
    total = 0
    for b in data:
        total += b
    return total + data[0] + len(data)


def kept(data: bytes) -> List[object]:
    found: List[object] = []
    for b in data:
        found.append(b)
    return found


def main() -> None:
    data = bytes(range(256)) * 2
    print(checksum(data), checksum(b""), checksum_array(bytearray(data)), by_index(data, 0, 512), by_index(data, -5, 5), words(b"one two\nthree  four "))
    print(xored(b"hello world", b"key"), mixed(b"abc", bytearray(b"xyzw")), sieve(2000), stores(bytearray(10), [1, 2, 3, 250]), flagged(b"abc", True), either(b"ab"), either(bytearray(b"cd")))
    print(growing(bytearray(b"\x01\x02")), shrinking(bytearray(b"abcdefghij")), kept(b"xyz"), [b for b in b"abc"], {b: i for i, b in enumerate(b"hello")}, sum(b for b in bytearray(b"abc") if b > 97))
    print(shown(lambda: by_index(data, 500, 513)), shown(lambda: stores(bytearray(3), [1, 2, 3, 4])), shown(lambda: stores(bytearray(5), [1, 256])), shown(lambda: stores(bytearray(5), [1, -1])), shown(lambda: stores(bytearray(b"\xff\xff"), [1])))
    print(shown(lambda: stores(bytearray(5), [1, 2.5])), shown(lambda: stores(bytearray(5), [2**70])), shown(lambda: xored(b"abc", b"")))  # type: ignore
    print(shown(lambda: checksum(Odd(b"abc"))), shown(lambda: by_index(Odd(b"abc"), 0, 5)), shown(lambda: checksum_array(OddArray(b"abc"))), shown(lambda: stores(OddArray(b"abc"), [9, 8])), shown(lambda: mixed(Odd(b"ab"), OddArray(b"cd"))))


if __name__ == "__main__":
    main()
