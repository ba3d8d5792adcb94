from typing import List


def fill(n: int) -> bytearray:
    out = bytearray(n)
    for i in range(n):
        out[i] = i * 7 % 256
    return out


def pack(values: List[int]) -> bytes:
    buf = bytearray()
    for v in values:
        while v >= 0x80:
            buf.append(v & 0x7f | 0x80)
            v >>= 7
        buf.append(v)
    return bytes(buf)


def main() -> None:
    print(fill(6), pack([1, 300, 70000]))
    b = bytearray(b"abc")
    b[0] = 90
    b.append(33)
    b.extend(b"xy")
    b += b"z"
    print(b, len(b), b[1], b[1:3], b[-1], list(b), bytes(b), b.decode())
    b[1:3] = b"----"
    print(b)
    del b[0]
    del b[:2]
    print(b, b.pop(), b.pop(0), b)
    b.insert(0, 65)
    b.remove(45)
    b.reverse()
    print(b, b == bytearray(b), b == bytes(b), b"A" in b, b.find(b"A"), b.upper(), b.copy() is b)
    b.clear()
    print(b, bool(b), bytearray("é", "utf-8"), bytearray([1, 2]) + b"\x03", bytearray(b"a") * 3)
    for f in (lambda: b[0], lambda: bytearray([256]), lambda: b.append("x"), lambda: b.pop(), lambda: hash(b), lambda: bytearray(b"x").__setitem__(0, 300), lambda: b.extend([1, 999])):  # type: ignore
        try:
            print(f())
        except (IndexError, ValueError, TypeError) as e:
            print(type(e).__name__, e)
    m = memoryview(bytearray(b"mutable"))
    m[0] = 77
    print(bytes(m), m.nbytes, m.readonly, m[1:3].tobytes())


if __name__ == "__main__":
    main()
