from typing import List


def checksum(data: bytes) -> int:
    t = 0
    for b in data:
        t = (t * 31 + b) % 65521
    return t


def xor(data: bytes, key: int) -> bytes:
    return bytes(b ^ key for b in data)


def hex_pairs(data: bytes) -> List[str]:
    return [f"{b:02x}" for b in data]


def read_u16(data: bytes, i: int) -> int:
    return data[i] << 8 | data[i + 1]


def main() -> None:
    b = b"hello\x00\xff'\""
    print(b, len(b), b[0], b[-1], b[1:3], b[::-1], checksum(b), xor(b"abc", 1), hex_pairs(b"\x01\xfe"), read_u16(b"\x01\x02", 0))
    print(list(b"abc"), bytes([65, 66]), bytes(3), bytes("é", "utf-8"), bytes(b"x"), b"a" + b"b", b"ab" * 2, b"" or "empty", bytes(range(5)))
    print(b.find(b"l"), b.count(b"l"), b.replace(b"l", b"L"), b.split(b"l"), b"-".join([b"a", b"b"]), b.startswith(b"he"), b.upper(), b" x ".strip(), 104 in b, b"ell" in b)
    print(b"abc" < b"abd", b"a" == "a", b"a" == b"a", hash(b"a") == hash(b"a"), {b"k": 1}[b"k"], b"abc".hex(), bytes.fromhex("00ff 41"), b"a,b".partition(b","))
    print("héllo".encode(), "héllo".encode("latin-1"), b"h\xc3\xa9".decode(), b"\xff".decode("utf-8", "replace"), b"\xff".decode("latin-1"), "é".encode("ascii", "ignore"), str(b"a", "ascii"), "😀".encode("utf-16-le"))
    print(b"%d %s" % (5, b"x"), repr(b'"'), repr(b"'\n\t\\"), str(b"ab"), f"{b'q'}", b"abc".isalpha(), b"12".isdigit(), b"x".ljust(3, b"."), b"a b".title())
    for f in (lambda: b[100], lambda: bytes([300]), lambda: bytes([-1]), lambda: b + "s", lambda: bytes("s"), lambda: b"".join(["a"]), lambda: b"\xff".decode(), lambda: "é".encode("ascii"), lambda: bytes(-1), lambda: b.index(b"zz"), lambda: "a" in b):  # type: ignore
        try:
            print(f())
        except (IndexError, ValueError, TypeError) as e:
            print(type(e).__name__, e)
    print(int.from_bytes(b"\x01\x02", "big"), (1000).to_bytes(2, "little"), b"abc"[True], memoryview(b"abc")[1], bytes(memoryview(b"abc")[1:]))


if __name__ == "__main__":
    main()
