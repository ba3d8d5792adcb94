class A:
    def __init__(self) -> None:
        self.log = ["A"]

    def who(self) -> str:
        return "A"

    @classmethod
    def make(cls) -> str:
        return "A.make " + cls.__name__

    @property
    def p(self) -> int:
        return 1


class B(A):
    def __init__(self) -> None:
        super().__init__()
        self.log.append("B")

    def who(self) -> str:
        return "B" + super().who()

    @classmethod
    def make(cls) -> str:
        return "B." + super().make()

    @property
    def p(self) -> int:
        return super().p + 10


class C(A):
    def __init__(self) -> None:
        super(C, self).__init__()
        self.log.append("C")

    def who(self) -> str:
        return "C" + super(C, self).who()


class D(B, C):
    def __init__(self) -> None:
        super().__init__()
        self.log.append("D")

    def who(self) -> str:
        f = super().who
        return "D" + f()

    def later(self) -> str:
        def inner() -> str:
            return super(D, self).who()
        return inner()

    def in_lambda(self) -> str:
        return (lambda: super(D, self).who())()


class E(A):
    def who(self) -> str:
        self.count = getattr(self, "count", 0) + 1
        return __class__.__name__ + super().who() + str(self.count)  # type: ignore


def main() -> None:
    print(A().log, B().log, C().log, D().log)
    print(B().who(), C().who(), D().who(), D().later(), D().in_lambda())
    print(A.make(), B.make(), D.make(), D().make())
    print(A().p, B().p, D().p)
    e = E()
    print(e.who(), e.who())
    try:
        super(B, A())  # type: ignore
    except TypeError as err:
        print(err)
    try:
        B.absent()  # type: ignore
    except AttributeError as err:
        print(err)


if __name__ == "__main__":
    main()
