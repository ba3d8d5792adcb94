def needs(a: int, b: int) -> int:
    return a + b


class C:
    def m(self, x: int) -> int:
        return x


def call_wrong() -> int:
    c = C()
    f = c.m
    return f(1) + f(1, 2, 3)  # type: ignore


def main() -> None:
    try:
        needs(1)  # type: ignore
    except TypeError as e:
        print(e)
    call_wrong()


if __name__ == "__main__":
    main()
