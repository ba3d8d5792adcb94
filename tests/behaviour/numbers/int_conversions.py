from typing import Any, List


class Indexed:
    def __index__(self) -> int:
        return 12


class Inted:
    def __int__(self) -> int:
        return 34


class Bad:
    def __int__(self) -> int:
        return "x"  # type: ignore


def convert(xs: List[Any]) -> List[str]:
    out = []
    for x in xs:
        try:
            out.append(repr(int(x)))
        except (ValueError, TypeError, OverflowError) as e:
            out.append(f"{type(e).__name__}: {e}")
    return out


def main() -> None:
    for line in convert(["42", " 42 ", "-7", "+7", "1_000", "0x10", "", "1.5", "१२", b"19", 3.99, -3.99, 1e20, True, None, [], Indexed(), Inted(), Bad(), float("inf"), 10 ** 30]):
        print(line)
    print(int("ff", 16), int("0xff", 16), int("0b101", 0), int("0o17", 0), int("z", 36), int("-101", 2))
    for s, b in (("9", 8), ("1", 1), ("1", 37), ("0x", 16)):
        try:
            print(int(s, b))
        except ValueError as e:
            print(e)
    print(bin(10), oct(64), hex(255), bin(-5), hex(-256), hex(1 << 70))
    print(float(5), float("1e3"), float(" -2.5 "), float(10 ** 15), str(10 ** 25), repr(-0), int(-0.0), int(), float(), str(), bool())
    print(chr(65), ord("z"), chr(0x1F600), ord("é"), bool(0), bool(2), bool(""), bool("0"), bool([]), bool([0]), bool(0.0), bool(None))
    print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234, -2), round(1250, -2), round(1350, -2), round(5), type(round(2.0)).__name__, type(round(2.0, 1)).__name__)
    try:
        int(10 ** 30 * 1.0 ** 5) and float(10 ** 400)
    except OverflowError as e:
        print(e)
    print([0] * 3, "ab"[Indexed() - 11] if hasattr(Indexed, "__sub__") else "ab"[1], [1, 2, 3][True], list(range(Indexed()))[-1])


if __name__ == "__main__":
    main()
