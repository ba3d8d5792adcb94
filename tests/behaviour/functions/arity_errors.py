def none() -> None:
    pass


def one(a: int) -> int:
    return a


def two(a: int, b: int) -> int:
    return a + b


def opt(a: int, b: int = 1) -> int:
    return a + b


def kwonly(a: int, *, key: int) -> int:
    return a + key


class C:
    def __init__(self, x: int) -> None:
        self.x = x

    def m(self, y: int) -> int:
        return self.x + y

    @classmethod
    def cm(cls, a: int) -> int:
        return a

    @staticmethod
    def sm(a: int) -> int:
        return a


def attempt(f: object, *args: object, **kw: object) -> None:
    try:
        print(f(*args, **kw))  # type: ignore
    except TypeError as e:
        print(e)


def main() -> None:
    attempt(none, 1)
    attempt(none, a=1)
    attempt(one)
    attempt(one, 1, 2)
    attempt(one, b=1)
    attempt(one, 1, a=2)
    attempt(two)
    attempt(two, 1)
    attempt(two, b=1)
    attempt(two, 1, 2, 3)
    attempt(opt)
    attempt(opt, 1, 2, 3)
    attempt(opt, 1, c=3)
    attempt(kwonly, 1)
    attempt(kwonly)
    attempt(kwonly, 1, 2)
    c = C(1)
    attempt(C)
    attempt(C, 1, 2)
    attempt(C, y=1)
    attempt(c.m)
    attempt(c.m, 1, 2)
    attempt(C.m)
    attempt(c.cm)
    attempt(C.sm)
    attempt(c.sm, 1, 2)


if __name__ == "__main__":
    main()
