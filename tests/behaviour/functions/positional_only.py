def sub(a: int, b: int, /) -> int:
    return a - b


def mixed(a: int, /, b: int, *, c: int = 0) -> tuple[int, int, int]:
    return a, b, c


def shadow(a: int, /, **kw: int) -> tuple[int, dict[str, int]]:
    return a, kw


def with_default(a: int = 1, b: int = 2, /, c: int = 3) -> int:
    return a * 100 + b * 10 + c


def main() -> None:
    print(sub(5, 3))
    print(mixed(1, 2), mixed(1, b=2), mixed(1, b=2, c=3))
    print(shadow(1, a=2, b=3))
    print(with_default(), with_default(4), with_default(4, 5), with_default(4, 5, 6), with_default(c=9))
    for call in (
        lambda: sub(a=5, b=3),
        lambda: sub(5),
        lambda: sub(5, b=3),
        lambda: mixed(a=1, b=2),
        lambda: with_default(a=1),
    ):
        try:
            print(call())
        except TypeError as e:
            print("TypeError:", e)


if __name__ == "__main__":
    main()
