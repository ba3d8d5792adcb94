def f(a: int, b: int, c: int) -> int:
    return a + b + c


def g(
    x: int,
    y: str = "s",
) -> int:
    return f(
        x,
        len(
            y
        ),
        h(x),
    )


def h(x: int) -> int:
    total = (x +
             1 +
             {}[
                 "missing"
             ])
    return total


def main() -> None:
    g(
        1,
    )


if __name__ == "__main__":
    main()
