# krait: fallback (what runs as bytecode is the subject)
"""Methods that run as bytecode, in classes whose other methods are called directly."""


class Plain:
    def __init__(self, n: int) -> None:
        self.n = n
        source = ["self.n + 1"]
        print(eval(*source))

    def m(self, x: int) -> int:
        source = ["x + 1"]
        return eval(*source)

    def direct(self) -> int:
        return self.m(self.n)


class Base:
    def __init__(self, n: int) -> None:
        self.n = n

    def m(self, x: int) -> int:
        return x


class Derived(Base):
    def __init__(self, n: int) -> None:
        super().__init__(n)
        source = ["self.n * 2"]
        print(eval(*source))

    def m(self, x: int) -> int:
        source = ["x * 3"]
        return super().m(x) + eval(*source)


class Last(Derived):
    def __init__(self) -> None:
        super().__init__(7)

    def m(self, x: int) -> int:
        return super().m(x) + 100


def function(x: int) -> int:
    source = ["x - 1"]
    return eval(*source)


def call(p: Plain, b: Base) -> int:
    return p.m(1) + b.m(2) + function(3)


def main() -> None:
    print(Plain(3).direct(), call(Plain(1), Base(2)), call(Plain(1), Derived(4)), call(Plain(2), Last()))


if __name__ == "__main__":
    main()
