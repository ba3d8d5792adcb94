from typing import List

log: List[int] = []


def touch(n: int) -> int:
    log.append(n)
    return n


def nothing() -> None:
    """Only a docstring and expressions."""
    ...
    1
    "text"
    None
    touch(1)
    touch(2) + touch(3)
    touch(4) if log else touch(5)
    [touch(6)]
    (touch(7), touch(8))
    touch(9) == touch(9)
    not touch(10)
    -touch(11)
    log[0]
    log[-1:]
    lambda: touch(99)
    (touch(12) and touch(0)) or touch(13)
    pass


def semicolons() -> int:
    a = 1; b = 2; c = a + b
    if c: a = 5; b = 6
    for i in range(2): a += i
    while b > 4: b -= 1
    return a * 100 + b * 10 + c


def ellipsis_value() -> str:
    x = ...
    return f"{x} {x is Ellipsis} {type(x).__name__} {bool(x)}"


def line_joining() -> int:
    total = 1 + \
        2 + \
        3
    values = [
        1,  # comment
        2,

        3,
    ]
    return total + sum(
        values
    )


def print_options() -> None:
    print("a", "b", sep="-", end="!\n")
    print()
    print(*[], sep="x")
    print(1, None, True, 2.5, [1], sep=", ")
    print("no newline", end="")
    print("", end="\n")
    print("x" * 3, *(1, 2), *"ab", sep="")
    import sys
    print("to stderr", file=sys.stderr)
    sys.stdout.write("written\n")
    print("flush", flush=True)


def main() -> None:
    log.clear()
    log.append(0)
    nothing()
    print(log, nothing.__doc__)
    print(semicolons(), ellipsis_value(), line_joining())
    print_options()
    try:
        log[1000]
    except IndexError as e:
        print(e)
    try:
        undefined_expression  # type: ignore  # noqa
    except NameError as e:
        print(e)


if __name__ == "__main__":
    main()
