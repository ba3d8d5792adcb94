def total(*xs: int) -> int:
    t = 0
    for x in xs:
        t += x
    return t


def head_tail(head: str, *tail: str) -> tuple[str, tuple[str, ...]]:
    return head, tail


def kind(*xs: object) -> str:
    return type(xs).__name__ + str(len(xs))


def pass_on(*xs: int) -> int:
    return total(*xs, *xs)


def after(*xs: int, sep: str = ",") -> str:
    return sep.join(map(str, xs))


def main() -> None:
    print(total(), total(1), total(1, 2, 3))
    print(head_tail("a"), head_tail("a", "b", "c"))
    print(kind(), kind(1, "x"))
    print(pass_on(1, 2, 3))
    print(total(*[4, 5], *(6,), *range(3)))
    print(after(1, 2, 3), after(1, 2, sep="-"), after(sep="x"))
    print(total(*{1: "a", 2: "b"}), head_tail(*"xyz"))
    try:
        head_tail()
    except TypeError as e:
        print(e)
    try:
        total(*5)
    except TypeError as e:
        print(e)


if __name__ == "__main__":
    main()
