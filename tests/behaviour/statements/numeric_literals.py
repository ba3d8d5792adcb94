def ints() -> list[int]:
    return [0, 00, 1_000_000, 0x_ff, 0XFF, 0b1010, 0B_1, 0o17, 0O7_7, 10 ** 2, 0xFFFFFFFFFFFFFFFF, 123456789012345678901234567890, -0, +5, --5, ~0]


def floats() -> list[float]:
    return [0.0, 1., .5, 1e3, 1E-3, 1_0.0_1, 1e+2, 0e0, 1.5e300, 1e-320, 3.141592653589793, 1e22, 9007199254740993.0, -0.0, 0.1 + 0.2]


def complexes() -> list[complex]:
    return [1j, 1.5J, 0j, 1e3j, 1_0j, 3 + 4j, -2j]


def strings() -> list[str]:
    return ['a', "b", '''c''', """d
e""", r'\n', 'it\'s', "\"", '\x41\u0042\N{LATIN CAPITAL LETTER C}\103', 'a' 'b' "c", u'u', '\
joined', '\0', '\a\b\f\v\r'.encode().hex(), "tab\tnew\nline", '']


def byte_strings() -> list[bytes]:
    return [b'a', B"b", rb'\n', Rb'\x', b'\x00\xff', b'a' b'b', b'''q''', b'\'']


def others() -> list[object]:
    return [None, True, False, ..., NotImplemented, (), [], {}, (1,), [1, ], {1: 2, }, {1, }, __debug__]


def main() -> None:
    print(ints())
    print(floats())
    print(complexes())
    print(strings())
    print(byte_strings())
    print(others())
    print(1 .real, 1..real, 5 .bit_length(), 1.5.hex(), (1).__add__(2), (1)if True else 2, [1]and 2)
    print(1 + 2 * 3 - 4 / 2 // 1 % 3 ** 2, (1 + 2) * 3, -2 ** 2, 2 ** -1, 2 ** 3 ** 2, not 1 == 2, 1 | 2 ^ 3 & 4 << 1, -1 // 2, ~1 + 1, 5 - -5, 3 - +3)
    print(1 < 2 == 2 < 3, not True or True, True and not False, 1 if 0 else 2 if 0 else 3, lambda: 0)if False else print("ok")
    print(10 // 3 * 3 + 10 % 3, 2 * 3 % 4, -7 // 2 * 2, 1 - 1 - 1, 100 / 10 / 2, 2 << 1 << 1, 64 >> 1 >> 2, 6 & 3 == 2, (6 & 3) == 2)


if __name__ == "__main__":
    main()
