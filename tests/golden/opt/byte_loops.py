# function: mixed
"""Bytes and bytearrays by item, as machine ints; the inner loop has a fast version where the outer one, full of calls, has none."""


def mixed(data: bytes, out: bytearray, names: list[str]) -> int:
    found = 0
    for name in names:
        print(name.strip(), name.title(), repr(name), sorted(name), name.split())
        for i in range(len(data)):
            out[i] = data[i] ^ 85
            found += out[i] & 1
    return found
